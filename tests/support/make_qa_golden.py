#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/data/golden/qa.json: what transformers' question-answering utility makes of random logits.

Its argument is the path of examples/pytorch/question-answering/utils_qa.py of transformers, whose
`postprocess_qa_predictions` is called as it is. Each position of a context is a letter of its own, so an answer's text
says where it stands. Logits are rounded to three decimals and differ within a window: the order of equal ones is numpy's.
Needs numpy and tqdm.
"""
import argparse
import importlib.util
import json
import pathlib
import random
import tempfile

import numpy as np

OUT = pathlib.Path(__file__).resolve().parent.parent / "data" / "golden" / "qa.json"
FIRST_LETTER = 0x4E00


def load(path):
    spec = importlib.util.spec_from_file_location("utils_qa", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Features(list):
    """What the utility takes of a data set: rows, and columns by name."""

    def __getitem__(self, key):
        return [row[key] for row in self] if isinstance(key, str) else super().__getitem__(key)


def logits(rnd, count, scale, null):
    """In thousandths all different; the first is near `null`."""
    values = rnd.sample(range(-int(4000 * scale), int(4000 * scale)), count)
    values[0] = round(1000 * null)
    while values[0] in values[1:]:
        values[0] += 1
    return [value / 1000 for value in values]


def windows(rnd, length, size, step, scale, null, flagged):
    """[CLS], two letters of a question, the window, two tokens of padding."""
    result = []
    for offset in range(0, max(length - size, 0) + step, step):
        positions = min(size, length - offset)
        if positions <= 0:
            break
        tokens = 3 + positions + 2
        result.append({"start": logits(rnd, tokens, scale, null), "end": logits(rnd, tokens, scale, null), "first": 3,
                       "positions": positions, "offset": offset,
                       "max_context": [int(rnd.random() < 0.7) for _ in range(positions)] if flagged else None})
    return result


def feature(window):
    tokens = len(window["start"])
    offsets = [None] * tokens
    for i in range(window["positions"]):
        offsets[window["first"] + i] = (window["offset"] + i, window["offset"] + i + 1)
    made = {"example_id": "0", "offset_mapping": offsets}
    if window["max_context"] is not None:
        made["token_is_max_context"] = {str(window["first"] + i): bool(flag)
                                        for i, flag in enumerate(window["max_context"])}
    return made


def span(text):
    if text == "empty":
        return "placeholder"
    return [ord(text[0]) - FIRST_LETTER, ord(text[0]) - FIRST_LETTER + len(text)] if text else None


def run(utility, length, rows, options):
    example = {"id": "0", "context": "".join(chr(FIRST_LETTER + i) for i in range(length))}
    widest = max(len(row["start"]) for row in rows)

    def padded(name):  # the last window is shorter: the model pads it, with logits that are never best
        return np.array([row[name] + [-10000.0 - i for i in range(widest - len(row[name]))] for row in rows],
                        dtype=np.float32)

    with tempfile.TemporaryDirectory() as folder:
        decided = utility.postprocess_qa_predictions(Features([example]), [feature(row) for row in rows],
                                                     (padded("start"), padded("end")), output_dir=folder, **options)
        answers = json.loads((pathlib.Path(folder) / "nbest_predictions.json").read_text())["0"]
        odds = pathlib.Path(folder) / "null_odds.json"
        diff = json.loads(odds.read_text())["0"] if odds.exists() else None
    return {"options": options, "windows": rows, "decision": span(decided["0"]), "score_diff": diff,
            "answers": [{"span": span(a["text"]), "start": a["start_logit"], "end": a["end_logit"],
                         "probability": a["probability"]} for a in answers]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("utility", type=pathlib.Path, help="utils_qa.py of transformers")
    parser.add_argument("--out", type=pathlib.Path, default=OUT, help="file to write")
    arguments = parser.parse_args()
    utility = load(arguments.utility)
    rnd = random.Random(2019)
    cases = []
    for number in range(48):
        length, size = rnd.choice([(5, 9), (12, 8), (24, 10), (30, 40)])
        options = {"version_2_with_negative": number % 2 == 0, "n_best_size": rnd.choice([1, 3, 6, 20]),
                   "max_answer_length": rnd.choice([1, 4, 30]),
                   "null_score_diff_threshold": rnd.choice([0.0, 0.0, -1.5, 2.25])}
        rows = windows(rnd, length, size, max(size // 2, 1), rnd.choice([0.5, 1.0, 2.0]), rnd.choice([-3.0, 0.0, 4.0]),
                       number % 3 == 0)
        cases.append(run(utility, length, rows, options))
    lines = ",\n".join(json.dumps(case) for case in cases)
    arguments.out.write_text(f'{{"made_with": "utils_qa.py of transformers, numpy {np.__version__}", '
                             f'"cases": [\n{lines}\n]}}\n')
    kinds = [case["decision"] for case in cases]
    print(f"{len(cases)} cases: {kinds.count(None)} without a core, {kinds.count('placeholder')} placeholders, "
          f"{sum(len(case['windows']) > 1 for case in cases)} of several windows")


if __name__ == "__main__":
    main()
