#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Directories as transformers' save_pretrained leaves them, with what the model in them answers (eager, fp32, CPU).

make_huggingface_golden.py              writes tests/data/golden/huggingface
make_huggingface_golden.py --out DIR    writes DIR

Run it with transformers 5 for most directories and with transformers 4 for those named v4_*. Needs torch and
safetensors. The layout is described in tests/data/golden/README.md.
"""
import argparse
import json
import pathlib
import shutil
import sys
import zlib

import torch
import transformers
from safetensors.torch import load_file, save_file
from transformers import (LongT5Config, LongT5EncoderModel, LongT5ForConditionalGeneration, T5Config, T5EncoderModel,
                          T5ForConditionalGeneration, T5ForTokenClassification)
from transformers import UMT5Config, UMT5EncoderModel, UMT5ForTokenClassification

OUT = pathlib.Path(__file__).resolve().parent.parent / "data" / "golden" / "huggingface"
VERSION = int(transformers.__version__.split(".")[0])
SMALL = dict(vocab_size=28, d_model=16, d_kv=8, d_ff=32, num_layers=2, num_heads=2, dropout_rate=0.1)
LABELS = {"id2label": {0: "inside", 1: "outside", 2: "signal"}, "label2id": {"inside": 0, "outside": 1, "signal": 2}}
LENGTHS = [40, 1, 17]


def randomise(model):
    """Activations near 1 and a position bias that matters; equal values in fp16 and fp32."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "layer_norm" in name:
                parameter.copy_(1 + 0.1 * torch.randn_like(parameter))
            elif "relative_attention_bias" in name or "shared" in name:
                parameter.normal_(0, 1)
            else:
                parameter.normal_(0, parameter.shape[-1] ** -0.5)
            parameter.copy_(parameter.half().float())


def rename(directory, change):
    file = directory / "model.safetensors"
    save_file(change(load_file(file)), file, metadata={"format": "pt"})


def untied(tensors):
    """The name that checkpoints have which were written without the tie."""
    return {("encoder.embed_tokens.weight" if name == "shared.weight" else name): t for name, t in tensors.items()}


def both(tensors):
    return tensors | {"encoder.embed_tokens.weight": tensors["shared.weight"].clone()}


def like_prott5(directory):
    """ProtT5-XL's configuration, smaller, as transformers 2 and 3 wrote it, beside a vocabulary of its kind."""
    config = {"architectures": ["T5WithLMHeadModel"], "d_ff": 64, "d_kv": 8, "d_model": 16, "decoder_start_token_id": 0,
              "dropout_rate": 0.1, "eos_token_id": 1, "feed_forward_proj": "relu", "initializer_factor": 1.0,
              "is_encoder_decoder": True, "layer_norm_epsilon": 1e-06, "model_type": "t5", "n_positions": 512,
              "num_heads": 4, "num_layers": 3, "output_past": True, "pad_token_id": 0,
              "relative_attention_num_buckets": 32, "vocab_size": 128}
    (directory / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    shutil.copy(OUT.parent / "tokenizers" / "prott5" / "spiece.model", directory / "spiece.model")


def t5(kind, **config):
    return kind(T5Config(**(SMALL | config)))


def longt5(kind, attention, **config):
    return kind(LongT5Config(**(SMALL | dict(encoder_attention_type=attention, local_radius=7, global_block_size=4) |
                                config)))


def umt5(kind, **config):
    return kind(UMT5Config(**(SMALL | config)))


# name: (model, arguments of save_pretrained, what is done to the directory afterwards)
MODELS = {
    "t5_encoder": (lambda: t5(T5EncoderModel), {}, None),
    "t5_tokens": (lambda: t5(T5ForTokenClassification, **LABELS), {}, None),
    "t5_tokens_unnamed": (lambda: t5(T5ForTokenClassification), {}, None),
    "t5_generation": (lambda: t5(T5ForConditionalGeneration, feed_forward_proj="gated-gelu",
                                 tie_word_embeddings=False), {}, None),
    "t5_sharded": (lambda: t5(T5EncoderModel), {"max_shard_size": "8KB"}, None),
    "t5_fp16": (lambda: t5(T5EncoderModel).half(), {}, None),
    "t5_bf16": (lambda: t5(T5ForTokenClassification, **LABELS).bfloat16(), {}, None),
    "t5_embed_tokens": (lambda: t5(T5EncoderModel), {}, lambda d: rename(d, untied)),
    "t5_both_names": (lambda: t5(T5EncoderModel), {}, lambda d: rename(d, both)),
    "longt5_encoder": (lambda: longt5(LongT5EncoderModel, "local"), {}, None),
    "longt5_generation": (lambda: longt5(LongT5ForConditionalGeneration, "transient-global"), {}, None),
    "umt5_encoder": (lambda: umt5(UMT5EncoderModel), {}, None),
    "umt5_tokens": (lambda: umt5(UMT5ForTokenClassification, **LABELS), {}, None),
    "prott5": (lambda: t5(T5ForConditionalGeneration, vocab_size=128, d_ff=64, num_layers=3, num_heads=4).half(), {},
               like_prott5),
}
V4 = ["t5_encoder", "t5_tokens", "t5_generation", "t5_sharded", "longt5_generation", "umt5_encoder"]


def batch(vocabulary):
    ids = torch.zeros((len(LENGTHS), max(LENGTHS)), dtype=torch.long)
    for row, length in zip(ids, LENGTHS):
        row[:length - 1] = torch.randint(2, min(vocabulary, 28), (length - 1,))
        row[length - 1] = 1
    return ids, torch.tensor([[int(i < length) for i in range(max(LENGTHS))] for length in LENGTHS])


def run(model, ids, mask):
    """Hidden states of the encoder and, where the model classifies tokens, its logits."""
    eager = {"attn_implementation": "eager"} if not isinstance(model, (LongT5EncoderModel,
                                                                       LongT5ForConditionalGeneration)) else {}
    if eager:
        model.set_attn_implementation("eager")
    encoder = model.transformer if hasattr(model, "transformer") else model.get_encoder()
    with torch.no_grad():
        out = {"hidden": encoder(input_ids=ids, attention_mask=mask).last_hidden_state}
        if hasattr(model, "classifier"):
            out["labels"] = model(input_ids=ids, attention_mask=mask).logits
    return out


def make(name, out):
    new, arguments, after = MODELS[name]
    directory = out / (f"v{VERSION}_{name}" if VERSION < 5 else name)
    shutil.rmtree(directory, ignore_errors=True)
    torch.manual_seed(zlib.crc32(name.encode()))
    model = new()
    kind = type(model)
    randomise(model)
    model.save_pretrained(directory, **arguments)
    for unwanted in directory.glob("generation_config.json"):
        unwanted.unlink()
    if after:
        after(directory)
    # The answer is that of what stands in the directory, not of what was saved.
    loaded = kind.from_pretrained(directory).float().eval()
    ids, mask = batch(loaded.config.vocab_size)
    tensors = {"input_ids": ids.int(), "attention_mask": mask.to(torch.uint8)} | run(loaded, ids, mask)
    expected = run(model.float().eval(), ids, mask)
    assert all(torch.equal(tensors[key], value) for key, value in expected.items()), name
    save_file({key: value.contiguous() for key, value in tensors.items()}, directory / "golden.safetensors",
              metadata={"made_with": f"transformers {transformers.__version__}, torch {torch.__version__}"})
    files = sorted(file.name for file in directory.iterdir())
    print(f"{directory.name:24} {kind.__name__:32} rms {tensors['hidden'].pow(2).mean().sqrt():.2f}  {' '.join(files)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, default=OUT, help="folder to write")
    options = parser.parse_args()
    transformers.logging.set_verbosity_error()
    for name in MODELS if VERSION >= 5 else V4:
        make(name, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
