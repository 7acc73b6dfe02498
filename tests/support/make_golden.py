#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden tensors for the parity tests, from transformers (eager attention, fp32, CPU).

make_golden.py                       writes tests/data/golden
make_golden.py --out DIR             writes DIR
make_golden.py --check corespan-cli  compares an installed build with the installed transformers and prints the largest
                                     difference of each configuration; leaves with 1 above --tolerance and what
                                     transformers itself loses to rounding: on CPUs without AVX-512 its sums over 2,000
                                     positions in fp32 are 1e-5 away from its own in float64

Needs torch, transformers 5 and safetensors. The layout is described in tests/data/golden/README.md.
"""
import argparse
import copy
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import zlib

import torch
import transformers
from safetensors.torch import load_file, save_file

from golden_configs import GOLDENS, LABELS, LONG_INPUT, LONG_STRIDE

END, PAD = 1, 0
OUT = pathlib.Path(__file__).resolve().parent.parent / "data" / "golden"


def new_encoder(golden):
    if golden.kind == "full":
        model = transformers.T5EncoderModel(transformers.T5Config(**golden.config()))
        model.set_attn_implementation("eager")
    else:
        model = transformers.LongT5EncoderModel(transformers.LongT5Config(**golden.config()))
    return model.eval().float()


def randomise(encoder, golden):
    """Unit-scale activations by the usual deviations, norms near 1, and a position bias that matters."""
    deviation = {"q": (golden.d_model * golden.d_kv) ** -0.5, "k": golden.d_model ** -0.5, "v": golden.d_model ** -0.5,
                 "o": (golden.heads * golden.d_kv) ** -0.5, "wi": golden.d_model ** -0.5, "wi_0": golden.d_model ** -0.5,
                 "wi_1": golden.d_model ** -0.5, "wo": golden.d_ff ** -0.5, "shared": 1.0, "embed_tokens": 1.0,
                 "relative_attention_bias": 1.0, "global_relative_attention_bias": 1.0}
    with torch.no_grad():
        for name, parameter in encoder.named_parameters():
            owner = name.split(".")[-2]
            if owner.endswith("layer_norm"):
                parameter.copy_(1 + 0.1 * torch.randn_like(parameter))
            else:
                parameter.normal_(0, deviation[owner])


def new_heads(golden):
    heads = {"selector": torch.nn.Linear(golden.d_model, 2), "classifier": torch.nn.Linear(golden.d_model, len(LABELS))}
    for head in heads.values():
        torch.nn.init.normal_(head.weight, std=golden.d_model ** -0.5)
        torch.nn.init.normal_(head.bias, std=0.1)
    return heads


def write_model(directory, golden, encoder, heads):
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "config.json").write_text(json.dumps(golden.config(), indent=2) + "\n")
    tensors = {"transformer." + name: tensor.contiguous() for name, tensor in encoder.state_dict().items()
               if not name.endswith("embed_tokens.weight")}
    for name, head in heads.items():
        tensors |= {f"{name}.weight": head.weight.detach(), f"{name}.bias": head.bias.detach()}
    save_file(tensors, directory / "model.safetensors", metadata={"format": "pt"})


def build(golden, directory):
    torch.manual_seed(zlib.crc32(golden.name.encode()))
    encoder, heads = new_encoder(golden), new_heads(golden)
    randomise(encoder, golden)
    write_model(directory, golden, encoder, heads)
    return encoder, heads


def run(encoder, heads, ids, mask):
    with torch.no_grad():
        hidden = encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        selector = heads["selector"](hidden)
        return {"hidden": hidden, "start": selector[..., 0], "end": selector[..., 1], "labels": heads["classifier"](hidden)}


def batch(golden, lengths):
    """Random tokens, each sequence ended by </s> and padded to the longest."""
    ids = torch.full((len(lengths), max(lengths)), PAD)
    for row, length in zip(ids, lengths):
        row[:length - 1] = torch.randint(golden.tokenizer["unknown"], golden.vocabulary, (length - 1,))
        row[length - 1] = END
    return ids, torch.tensor([[int(i < length) for i in range(max(lengths))] for length in lengths])


def kept_rows(length):
    return torch.arange(0, length, LONG_STRIDE if length > LONG_INPUT else 3 if length > 64 else 1)


def check_loading(golden, directory, encoder, heads):
    """What stands in the directory opens by from_pretrained and gives the same numbers."""
    ids, mask = batch(golden, [40, 33])
    expected = run(encoder, heads, ids, mask)
    with torch.no_grad():
        if golden.kind == "full":
            loaded = transformers.T5ForTokenClassification.from_pretrained(directory, attn_implementation="eager").eval()
            assert loaded.config.id2label == dict(enumerate(LABELS))
            assert torch.equal(loaded(input_ids=ids, attention_mask=mask).logits, expected["labels"])
        else:
            loaded = transformers.LongT5EncoderModel.from_pretrained(directory).eval()
            assert torch.equal(loaded(input_ids=ids, attention_mask=mask).last_hidden_state, expected["hidden"])


def padding_difference(encoder, heads, ids, mask, outputs):
    """Largest difference between a padded batch and its sequences one by one."""
    largest = 0.0
    for row, real in enumerate(mask.sum(1).tolist()):
        alone = run(encoder, heads, ids[row:row + 1, :real], mask[row:row + 1, :real])
        largest = max(largest, (alone["hidden"][0] - outputs["hidden"][row, :real]).abs().max().item())
    return largest


def make(golden, out):
    directory = out / golden.name
    encoder, heads = build(golden, directory)
    check_loading(golden, directory, encoder, heads)
    tensors, scale = {}, 0.0
    for case, lengths in golden.cases().items():
        ids, mask = batch(golden, lengths)
        outputs = run(encoder, heads, ids, mask)
        scale = max(scale, outputs["hidden"].std().item())
        rows = kept_rows(ids.shape[1])
        tensors |= {f"{case}/input_ids": ids.int(), f"{case}/attention_mask": mask.to(torch.uint8),
                    f"{case}/rows": rows.int(), f"{case}/start": outputs["start"], f"{case}/end": outputs["end"],
                    f"{case}/hidden": outputs["hidden"][:, rows], f"{case}/labels": outputs["labels"][:, rows]}
        if len(lengths) > 1:
            difference = padding_difference(encoder, heads, ids, mask, outputs)
            print(f"{golden.name:28} {case:16} padded against single: {difference:.1e}")
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, directory / "golden.safetensors",
              metadata={"made_with": f"transformers {transformers.__version__}, torch {torch.__version__}"})
    print(f"{golden.name:28} {len(golden.cases())} cases, hidden states' deviation at most {scale:.2f}")


def tokens(golden, sequence):
    """Python's own version of the tokenizer, for --check."""
    symbols, k = golden.tokenizer["symbols"], golden.tokenizer.get("k", 1)
    ids = []
    for centre in range(len(sequence)):
        first = centre - k // 2
        word = sequence[first:first + k] if first >= 0 else ""
        codes = [symbols.find(letter) for letter in word]
        known = len(codes) == k and min(codes) >= 0
        code = sum(c * len(symbols) ** (k - 1 - i) for i, c in enumerate(codes))
        ids.append(golden.tokenizer["first_id"] + code if known else golden.tokenizer["unknown"])
    return torch.tensor([ids + [END]])


def check_one(golden, program, folder):
    """Largest difference of each output between the program and transformers over records of many lengths; "f64": of the
    hidden states to transformers in float64; "rounding": of transformers in fp32 to that."""
    encoder, heads = build(golden, folder / golden.name)
    precise = copy.deepcopy(encoder).double(), {name: copy.deepcopy(head).double() for name, head in heads.items()}
    rnd = random.Random(golden.name)
    block, size = golden.radius + 1, golden.global_block
    lengths = sorted({1, 2, 16, block - 2, block - 1, block, 3 * block, size - 1, size, 415, LONG_INPUT} - {0, -1})
    letters = golden.tokenizer["symbols"] + ("N" if golden.alphabet == "dna" else "X")
    records = {f"r{length}": "".join(rnd.choices(letters, k=length)) for length in lengths}
    fasta, out = folder / "in.fa", folder / "out.safetensors"
    fasta.write_text("".join(f">{name}\n{sequence}\n" for name, sequence in records.items()))
    subprocess.run([program, "logits", "--model", folder / golden.name, "--in", fasta, "--out", out], check=True,
                   stdout=subprocess.DEVNULL)
    given, largest = load_file(out), dict.fromkeys(["hidden", "start", "end", "labels", "null", "f64", "rounding"], 0.0)
    for name, sequence in records.items():
        ids = tokens(golden, sequence)
        outputs = {key: value[0] for key, value in run(encoder, heads, ids, torch.ones_like(ids)).items()}
        expected = {key: value[:-1] for key, value in outputs.items()}
        expected["null"] = torch.stack([outputs["start"][-1], outputs["end"][-1]])
        for key, value in expected.items():
            assert given[f"{name}/{key}"].shape == value.shape, f"{golden.name} {name}/{key}: shape"
            largest[key] = max(largest[key], (given[f"{name}/{key}"].float() - value).abs().max().item())
        exact = run(*precise, ids, torch.ones_like(ids))["hidden"][0, :-1]
        largest["f64"] = max(largest["f64"], (given[f"{name}/hidden"].double() - exact).abs().max().item())
        largest["rounding"] = max(largest["rounding"], (expected["hidden"].double() - exact).abs().max().item())
    return largest


def check(program, tolerance, goldens):
    print(f"transformers {transformers.__version__}, torch {torch.__version__}, fp32, CPU; largest absolute difference")
    print(f"{'configuration':28}" + "".join(f"{key:>10}" for key in ["hidden", "start", "end", "labels", "null", "f64", "rounding"]))
    worst = 0.0
    for golden in goldens:
        with tempfile.TemporaryDirectory() as folder:
            largest = check_one(golden, program, pathlib.Path(folder))
        print(f"{golden.name:28}" + "".join(f"{value:10.1e}" for value in largest.values()), flush=True)
        rounding = largest.pop("rounding")
        worst = max(worst, largest.pop("f64"), *(value - rounding for value in largest.values()))
    print(f"worst {worst:.1e} beyond transformers' own rounding, tolerance {tolerance:.0e}: "
          f"{'equal' if worst <= tolerance else 'DIFFERENT'}")
    return 0 if worst <= tolerance else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, default=OUT, help="folder to write")
    parser.add_argument("--check", metavar="BIN", help="corespan-cli to compare with transformers; writes nothing")
    parser.add_argument("--tolerance", type=float, default=1e-5)
    parser.add_argument("--only", help="this configuration alone")
    options = parser.parse_args()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    if options.only:
        GOLDENS[:] = [golden for golden in GOLDENS if golden.name == options.only]
    if options.check:
        return check(options.check, options.tolerance, GOLDENS)
    for golden in GOLDENS:
        if golden.committed:
            make(golden, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
