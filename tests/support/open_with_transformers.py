#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What transformers answers from a model directory that CoreSpan saved.

open_with_transformers.py DIRECTORY INPUT OUTPUT

INPUT holds "input_ids" [B, L] (cut to the vocabulary) and "attention_mask" [B, L]; OUTPUT gets "hidden" [B, L, d_model] and, where config.json
names ...ForTokenClassification, "labels" [B, L, K]. Any missing, unexpected or misshapen tensor of the encoder or the
classifier is an error.
"""
import json
import pathlib
import sys

import torch
import transformers
from safetensors.torch import load_file, save_file

directory, given, output = map(pathlib.Path, sys.argv[1:])
transformers.logging.set_verbosity_error()
name = json.loads((directory / "config.json").read_text())["architectures"][0]
model, report = getattr(transformers, name).from_pretrained(directory, output_loading_info=True)
missing = [key for key in report["missing_keys"] if "embed_tokens" not in key]  # tied
extra = [key for key in report["unexpected_keys"] if not key.startswith(("selector.", "classifier."))]
if missing or extra or report["mismatched_keys"]:
    sys.exit(f"{name}: missing {missing}, unexpected {extra}, misshapen {report['mismatched_keys']}")
if not name.startswith("LongT5"):
    model.set_attn_implementation("eager")
model.eval()
batch = {key: tensor.long() for key, tensor in load_file(given).items() if key in ("input_ids", "attention_mask")}
batch["input_ids"].clamp_(max=model.config.vocab_size - 1)
encoder = getattr(model, "transformer", model)
with torch.no_grad():
    out = {"hidden": encoder(**batch).last_hidden_state}
    if name.endswith("ForTokenClassification"):
        out["labels"] = model(**batch).logits
save_file({key: tensor.contiguous() for key, tensor in out.items()}, output)
print(f"transformers {transformers.__version__}: {name}")
