#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signal peptides found, ended exactly and invented: signal_figures.py --gold g0.jsonl ... --predictions p0.jsonl ... [--against other.3line ...]

Shares of all true ones, with standard errors; false ones are counted on proteins without any segment. --against: another program's
3-line output for the same proteins, with the paired difference in exact ends and its bootstrap interval. Standard library only.
"""
import argparse
import json
import math
import random


def ends_of(paths):
    """Record id -> end of its signal peptide, 0 where there is none; and which have no segment at all."""
    ends, plain = {}, set()
    for path in paths:
        lines = [line for line in open(path, encoding="utf-8").read().split("\n") if line]
        if lines[0].startswith(">"):
            for i in range(0, len(lines), 3):
                ends[lines[i][1:].split(" ")[0]] = len(lines[i + 2]) - len(lines[i + 2].lstrip("S"))
            continue
        for record in map(json.loads, lines):
            ends[record["id"]] = next((c[1] for c in record["cores"] if c[2] == "S"), 0)
            if not record["cores"]:
                plain.add(record["id"])
    return ends, plain


def share(hits, n):
    p = hits / n
    return {"share": round(p, 4), "standard_error": round(math.sqrt(p * (1 - p) / n), 4)}


def figures(gold, globular, predicted):
    signal = [i for i in gold if gold[i]]
    shifts = [abs(predicted[i] - gold[i]) if predicted[i] else None for i in signal]
    counts = {"found": sum(s is not None for s in shifts), "exact": sum(s == 0 for s in shifts),
              "within_3": sum(s is not None and s <= 3 for s in shifts)}
    return {"signal_peptides": len(signal), **{name: share(n, len(signal)) for name, n in counts.items()},
            "globular": len(globular), "false_on_globular": share(sum(predicted[i] > 0 for i in globular), len(globular))}


def paired(gold, a, b, rounds=10000):
    signal = sorted(i for i in gold if gold[i])
    differences = [(b[i] == gold[i]) - (a[i] == gold[i]) for i in signal]
    draw = random.Random(1)
    means = sorted(sum(draw.choices(differences, k=len(differences))) / len(differences) for _ in range(rounds))
    return {"exact_minus_other": round(sum(differences) / len(differences), 4),
            "interval_95": [round(means[int(rounds * q)], 4) for q in (0.025, 0.975)],
            "only_here": sum(d > 0 for d in differences), "only_other": sum(d < 0 for d in differences)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split(":")[0])
    parser.add_argument("--gold", nargs="+", required=True)
    parser.add_argument("--predictions", nargs="+", required=True)
    parser.add_argument("--against", nargs="+")
    options = parser.parse_args()
    gold, globular = ends_of(options.gold)
    predicted, _ = ends_of(options.predictions)
    result = {"model": figures(gold, globular, predicted)}
    if options.against:
        other, _ = ends_of(options.against)
        result["other"] = figures(gold, globular, other)
        result["paired"] = paired(gold, other, predicted)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
