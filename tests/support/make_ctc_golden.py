#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/data/golden/ctc.json: log-likelihoods of label strings by torch.nn.functional.ctc_loss, in double.

The blank is the last column. `log_likelihood` is null where the string cannot be aligned (ctc_loss: infinite).
Logits are rounded to three decimals, so the text says them exactly. Needs torch.
"""
import argparse
import json
import math
import pathlib
import random

import torch

OUT = pathlib.Path(__file__).resolve().parent.parent / "data" / "golden" / "ctc.json"
# positions, labels, length of the string, scale of the logits
SHAPES = [(1, 1, 1, 1.0), (1, 3, 0, 1.0), (2, 1, 2, 1.0), (3, 1, 2, 1.0), (4, 2, 3, 5.0), (5, 4, 5, 1.0), (8, 3, 2, 40.0),
          (12, 4, 6, 3.0), (20, 20, 7, 2.0), (30, 5, 14, 6.0), (6, 2, 6, 1.0), (40, 3, 0, 3.0), (60, 4, 25, 0.5)]


def case(rnd, length, labels, size, scale):
    logits = [[round(rnd.gauss(0.0, scale), 3) for _ in range(labels + 1)] for _ in range(length)]
    target = [rnd.randrange(labels) for _ in range(size)]
    # What the reader of the file gets: float logits.
    rows = torch.tensor(logits, dtype=torch.float32).double().log_softmax(-1).unsqueeze(1)
    loss = torch.nn.functional.ctc_loss(rows, torch.tensor([target], dtype=torch.long).reshape(1, size),
                                        torch.tensor([length]), torch.tensor([size]), blank=labels, reduction="sum")
    value = -loss.item()
    return {"labels": labels, "target": target, "logits": [x for row in logits for x in row],
            "log_likelihood": value if math.isfinite(value) else None}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, default=OUT, help="file to write")
    options = parser.parse_args()
    rnd = random.Random(2006)
    cases = [case(rnd, *shape) for shape in SHAPES]
    lines = ",\n".join(json.dumps(each) for each in cases)
    options.out.write_text(f'{{"made_with": "torch {torch.__version__.split("+")[0]}", "cases": [\n{lines}\n]}}\n')
    print(f"{len(cases)} cases, {sum(each['log_likelihood'] is None for each in cases)} of them impossible")


if __name__ == "__main__":
    main()
