#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden tensors for the padded decoder, from transformers' T5ForConditionalGeneration (eager attention, fp32, CPU).

make_padded_golden.py                   writes tests/data/padded_golden
make_padded_golden.py --check corespan-cli
                                        lets an installed build read and write each golden model, opens what it wrote
                                        and compares greedy runs; leaves with 1 above --tolerance

Needs torch, transformers 5 and safetensors. The layout is described in tests/data/padded_golden/README.md.
"""
import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass

import torch
import transformers
from safetensors.torch import load_file, save_file

from make_golden import randomise as randomise_encoder

END, PAD, START = 1, 0, 0
LABELS = ["A", "B", "C"]
SYMBOLS = "ACGT"
FIRST = 3
PRE = FIRST + len(SYMBOLS)  # the tokens that the decoder writes: <pre>, <core>, <post>, labels
CORE, POST, LABEL = PRE + 1, PRE + 2, PRE + 3
VOCABULARY = LABEL + len(LABELS) + 2  # two ids that nobody uses
LENGTHS = [5, 33, 1, 18]              # positions
OUT = pathlib.Path(__file__).resolve().parent.parent / "data" / "padded_golden"


@dataclass
class Golden:
    name: str
    feed_forward: str
    tied: bool
    kind: str = "full"
    buckets: int = 16
    max_distance: int = 24
    d_model: int = 16
    heads: int = 2
    d_kv: int = 4
    d_ff: int = 24
    layers: int = 2
    decoder_layers: int = 2
    radius: int = 7
    global_block: int = 4

    def config(self):
        longer = self.kind != "full"
        config = {
            "model_type": "longt5" if longer else "t5",
            "architectures": ["LongT5ForConditionalGeneration" if longer else "T5ForConditionalGeneration"],
            "vocab_size": VOCABULARY, "d_model": self.d_model, "d_kv": self.d_kv, "d_ff": self.d_ff,
            "num_layers": self.layers, "num_decoder_layers": self.decoder_layers, "num_heads": self.heads,
            "relative_attention_num_buckets": self.buckets, "relative_attention_max_distance": self.max_distance,
            "dropout_rate": 0.1, "layer_norm_epsilon": 1e-6, "initializer_factor": 1.0,
            "feed_forward_proj": self.feed_forward, "is_encoder_decoder": True, "tie_word_embeddings": self.tied,
            "pad_token_id": PAD, "eos_token_id": END, "decoder_start_token_id": START, "dtype": "float32",
            "id2label": {str(i): label for i, label in enumerate(LABELS)},
            "label2id": {label: i for i, label in enumerate(LABELS)},
            "corespan": {"format": 1, "alphabet": "dna",
                         "tokenizer": {"kind": "residue", "symbols": SYMBOLS, "first_id": FIRST, "unknown": 2},
                         "selector": {"kind": "padded", "types": ["core"]}},
        }
        if longer:
            config |= {"encoder_attention_type": self.kind, "local_radius": self.radius,
                       "global_block_size": self.global_block}
        return config


GOLDENS = [
    Golden("t5_relu_tied", "relu", True),
    Golden("t5_relu_untied", "relu", False, d_kv=8),
    Golden("t5_gated_gelu_tied", "gated-gelu", True, heads=3),
    Golden("t5_gated_gelu_untied", "gated-gelu", False, buckets=32, max_distance=32),
    Golden("t5_gated_silu_untied", "gated-silu", False, decoder_layers=1),
    Golden("t5_gelu_tied", "gelu", True),
    Golden("longt5_local_relu_untied", "relu", False, kind="local", radius=3),
    Golden("longt5_global_gated_gelu_tied", "gated-gelu", True, kind="transient-global"),
]


def new_model(golden):
    config = golden.config()
    if golden.kind == "full":
        model = transformers.T5ForConditionalGeneration(transformers.T5Config(**config))
    else:
        model = transformers.LongT5ForConditionalGeneration(transformers.LongT5Config(**config))
    model.set_attn_implementation("eager")
    if not golden.tied:
        model.lm_head.weight = torch.nn.Parameter(torch.empty(VOCABULARY, golden.d_model))
    return model.eval().float()


def randomise(model, golden):
    """Unit-scale activations and a position bias that matters."""
    head = model.lm_head.weight
    encoder = torch.nn.ModuleDict({"encoder": model.encoder, "decoder": model.decoder, "shared": model.shared})
    randomise_encoder(encoder, golden)
    if not golden.tied:
        with torch.no_grad():
            head.normal_(0, golden.d_model ** -0.5)


def teach(model, ids, mask):
    """Some steps towards records with a core in the middle: a random decoder writes one token for ever."""
    inputs, targets = torch.full_like(ids, START), torch.full_like(ids, -100)
    for row, length in enumerate(LENGTHS):
        third = length // 3
        targets[row, :length] = torch.tensor(
            [PRE] * third + [LABEL + i % len(LABELS) for i in range(length - 2 * third)] + [POST] * third)
        inputs[row, 1:length + 1] = targets[row, :length]
    optimiser = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(40):
        logits = model(input_ids=ids, attention_mask=mask, decoder_input_ids=inputs).logits
        torch.nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten()).backward()
        optimiser.step()
        optimiser.zero_grad()


def allowed_after(token):
    """The tokens that may follow: model/padded_decoder.h."""
    labels = [CORE] + [LABEL + i for i in range(len(LABELS))]
    if token in (START, PRE):
        return [PRE] + labels
    return [POST] if token == POST else labels + [POST]


def generate(model, ids, length, legal, use_cache=True):
    """Greedy: one token a position; `legal` keeps to the order of tokens, otherwise anything but </s> may come."""
    def allowed(_, written):
        return allowed_after(written[-1].item()) if legal else [t for t in range(VOCABULARY) if t != END]
    with torch.no_grad():
        out = model.generate(ids, do_sample=False, num_beams=1, max_new_tokens=length, min_new_tokens=length,
                             prefix_allowed_tokens_fn=allowed, use_cache=use_cache)
    return out[0, 1:]


def smallest_gap(model, ids, tokens, legal):
    """How far the greedy token is above the next allowed one, over all steps: what rounding must not reach."""
    inputs = torch.cat([torch.tensor([START]), tokens[:-1]])
    with torch.no_grad():
        logits = model(input_ids=ids, decoder_input_ids=inputs[None]).logits[0]
    gap = float("inf")
    for step, row in enumerate(logits):
        allowed = allowed_after(inputs[step].item()) if legal else [t for t in range(VOCABULARY) if t != END]
        top = row[allowed].sort(descending=True).values
        assert row[tokens[step]] == top[0]
        gap = min(gap, (top[0] - top[1]).item() if len(allowed) > 1 else gap)
    return gap


def inputs_of(generator):
    ids = torch.full((len(LENGTHS), max(LENGTHS) + 1), PAD)
    written = torch.full_like(ids, PAD)
    for row, decoder, length in zip(ids, written, LENGTHS):
        row[:length] = torch.randint(2, PRE, (length,), generator=generator)
        row[length] = END
        decoder[1:length + 1] = torch.randint(PRE, LABEL + len(LABELS), (length,), generator=generator)
        decoder[0] = START
    return ids, written, (torch.arange(max(LENGTHS) + 1) <= torch.tensor(LENGTHS)[:, None]).long()


def is_core(tokens):
    return (tokens == CORE) | (tokens >= LABEL)


def is_telling(tokens):
    """All three parts, and a core of several tokens."""
    return (tokens == PRE).any() and (tokens == POST).any() and len(tokens[is_core(tokens)].unique()) >= 2


def greedy_tensors(model, ids):
    """Both greedy runs of each sequence alone, or None where rounding could change one or the longest tells little."""
    tensors = {"greedy": torch.full_like(ids, END), "free": torch.full_like(ids, END)}
    longest_first = sorted(zip(LENGTHS, range(len(LENGTHS))), reverse=True)
    for length, row in longest_first:
        alone = ids[row:row + 1, :length + 1]
        for name, legal in (("greedy", True), ("free", False)):
            tokens = generate(model, alone, length, legal)
            if (length == max(LENGTHS) and legal and not is_telling(tokens)) or \
                    smallest_gap(model, alone, tokens, legal) < 1e-3:
                return None
            tensors[name][row, :length] = tokens
    for length, row in longest_first:
        for name, legal in (("greedy", True), ("free", False)):
            again = generate(model, ids[row:row + 1, :length + 1], length, legal, use_cache=False)
            assert torch.equal(tensors[name][row, :length], again)
    return {name: tokens.int() for name, tokens in tensors.items()}


def make(golden, out):
    for seed in range(2000):
        torch.manual_seed(seed)
        model = new_model(golden)
        randomise(model, golden)
        ids, written, mask = inputs_of(torch.Generator().manual_seed(seed))
        teach(model, ids, mask)
        tensors = greedy_tensors(model, ids)
        if tensors is not None:
            break
    else:
        raise SystemExit(f"{golden.name}: no seed writes cores of several tokens")
    with torch.no_grad():
        output = model(input_ids=ids, attention_mask=mask, decoder_input_ids=written)
    directory = out / golden.name
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "config.json").write_text(json.dumps(golden.config(), indent=2) + "\n")
    weights = {name: tensor.contiguous() for name, tensor in model.state_dict().items()
               if not name.endswith("embed_tokens.weight") and not (golden.tied and name == "lm_head.weight")}
    save_file(weights, directory / "model.safetensors", metadata={"format": "pt"})
    loaded = type(model).from_pretrained(directory, attn_implementation="eager").eval()
    with torch.no_grad():
        again = loaded(input_ids=ids, attention_mask=mask, decoder_input_ids=written).logits
    assert torch.allclose(again, output.logits, atol=5e-6), golden.name
    tensors |= {"input_ids": ids.int(), "attention_mask": mask.to(torch.uint8), "decoder_input_ids": written.int(),
                "hidden": output.encoder_last_hidden_state, "logits": output.logits}
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, directory / "golden.safetensors",
              metadata={"made_with": f"transformers {transformers.__version__}, torch {torch.__version__}"})
    print(f"{golden.name:32} seed {seed}, deviation of logits {output.logits.std():.2f}", flush=True)


def saved_by(program, golden, folder):
    """The golden model as CoreSpan writes it (a training of no steps), opened by transformers."""
    record = {"id": "r", "sequence": "ACGT", "cores": [[1, 3, "core"]]}
    (folder / "gold.jsonl").write_text(json.dumps(record) + "\n")
    config = {"train": str(folder / "gold.jsonl"), "init_from": str(OUT / golden.name), "epochs": 0,
              "output": str(folder / "model")}
    (folder / "train.json").write_text(json.dumps(config))
    subprocess.run([program, "train", "--config", folder / "train.json"], check=True, capture_output=True)
    kind = transformers.T5ForConditionalGeneration if golden.kind == "full" else \
        transformers.LongT5ForConditionalGeneration
    model, report = kind.from_pretrained(folder / "model", attn_implementation="eager", output_loading_info=True)
    assert not any(report[part] for part in ("missing_keys", "unexpected_keys", "mismatched_keys")), report
    assert model.config.num_decoder_layers == golden.decoder_layers and model.config.is_encoder_decoder
    return model.eval()


def check_one(program, golden, folder):
    """Largest difference of the label logits inside cores, all of which have to lie at the same positions."""
    model = saved_by(program, golden, folder)
    rnd, largest, inside = random.Random(golden.name), 0.0, 0
    records = {f"r{length}": "".join(rnd.choices(SYMBOLS, k=length)) for length in [1, 2, 7, 20, 33, 60, 100]}
    (folder / "in.fa").write_text("".join(f">{name}\n{sequence}\n" for name, sequence in records.items()))
    subprocess.run([program, "logits", "--model", folder / "model", "--in", folder / "in.fa", "--out",
                    folder / "out.safetensors"], check=True, capture_output=True)
    given = load_file(folder / "out.safetensors")
    for name, sequence in records.items():
        ids = torch.tensor([[FIRST + SYMBOLS.index(letter) for letter in sequence] + [END]])
        tokens = generate(model, ids, len(sequence), True)
        with torch.no_grad():
            logits = model(input_ids=ids, decoder_input_ids=torch.cat([torch.tensor([START]), tokens[:-1]])[None]).logits[0]
        core = is_core(tokens)
        assert torch.equal(given[f"{name}/selector"][:, 3] == 1, core), f"{golden.name} {name}: another core"
        labels = logits[core, LABEL:LABEL + len(LABELS)]
        inside += len(labels)
        largest = max([largest] + (given[f"{name}/labels"][core] - labels).abs().flatten().tolist())
    return largest, inside


def check(program, tolerance):
    print(f"transformers {transformers.__version__}, torch {torch.__version__}, fp32, CPU")
    worst = 0.0
    for golden in GOLDENS:
        with tempfile.TemporaryDirectory() as folder:
            largest, inside = check_one(program, golden, pathlib.Path(folder))
        worst = max(worst, largest)
        print(f"{golden.name:32} {inside:4} core positions alike, labels' logits differ by {largest:.1e}", flush=True)
    print(f"worst {worst:.1e}, tolerance {tolerance:.0e}: {'equal' if worst <= tolerance else 'DIFFERENT'}")
    return 0 if worst <= tolerance else 1


def main():
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, default=OUT, help="folder to write")
    parser.add_argument("--check", metavar="BIN", help="corespan-cli to compare with transformers; writes nothing")
    parser.add_argument("--tolerance", type=float, default=1e-5)
    options = parser.parse_args()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    if options.check:
        return check(options.check, options.tolerance)
    for golden in GOLDENS:
        make(golden, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
