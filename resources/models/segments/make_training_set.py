#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training set of the model `segments`: gold proteins, and N-termini whose ends a teacher gives.

make_training_set.py --gold gold0.jsonl gold1.jsonl ... --proteins DB.fasta.gz --out train.jsonl [--test held_out.jsonl]

--gold: what `corespan-cli dataset segments --labels` makes of the training folds; --proteins: unlabelled proteins, plain or gzip.
A set of a few hundred signal peptides is too small for an encoder that starts from nothing: it learns them by heart within
minutes. So a teacher of few degrees of freedom (ends.py) is fitted to the same gold first, and the set holds, beside the gold,
unlabelled N-termini that look like signal peptides to it, chimeras of gold ones and gold ones with substitutions, each with an end
drawn from what the teacher makes of it. Nothing but --gold and --proteins is read; --test prints the teacher's own figures.
"""
import argparse
import gzip
import json
import random

import numpy as np
import torch

from ends import FIRST, HYDROPATHY, INDEX, LIPOBOX, RESIDUES, Teacher, describe_all

# BLOSUM62 (Henikoff and Henikoff 1992), rows and columns in the order of RESIDUES
BLOSUM62 = np.array([[int(x) for x in row.split()] for row in """
 4  0 -2 -1 -2  0 -2 -1 -1 -1 -1 -2 -1 -1 -1  1  0  0 -3 -2
 0  9 -3 -4 -2 -3 -3 -1 -3 -1 -1 -3 -3 -3 -3 -1 -1 -1 -2 -2
-2 -3  6  2 -3 -1 -1 -3 -1 -4 -3  1 -1  0 -2  0 -1 -3 -4 -3
-1 -4  2  5 -3 -2  0 -3  1 -3 -2  0 -1  2  0  0 -1 -2 -3 -2
-2 -2 -3 -3  6 -3 -1  0 -3  0  0 -3 -4 -3 -3 -2 -2 -1  1  3
 0 -3 -1 -2 -3  6 -2 -4 -2 -4 -3  0 -2 -2 -2  0 -2 -3 -2 -3
-2 -3 -1  0 -1 -2  8 -3 -1 -3 -2  1 -2  0  0 -1 -2 -3 -2  2
-1 -1 -3 -3  0 -4 -3  4 -3  2  1 -3 -3 -3 -3 -2 -1  3 -3 -1
-1 -3 -1  1 -3 -2 -1 -3  5 -2 -1  0 -1  1  2  0 -1 -2 -3 -2
-1 -1 -4 -3  0 -4 -3  2 -2  4  2 -3 -3 -2 -2 -2 -1  1 -2 -1
-1 -1 -3 -2  0 -3 -2  1 -1  2  5 -2 -2  0 -1 -1 -1  1 -1 -1
-2 -3  1  0 -3  0  1 -3  0 -3 -2  6 -2  0  0  1  0 -3 -4 -2
-1 -3 -1 -1 -4 -2 -2 -3 -1 -3 -2 -2  7 -1 -2 -1 -1 -2 -4 -3
-1 -3  0  2 -3 -2  0 -3  1 -2  0  0 -1  5  1  0 -1 -2 -2 -1
-1 -3 -2  0 -3 -2  0 -3  2 -2 -1  0 -2  1  5 -1 -1 -3 -3 -2
 1 -1  0  0 -2  0 -1 -2  0 -2 -1  1 -1  0 -1  4  1 -2 -3 -2
 0 -1 -1 -1 -2 -2 -2 -1 -1 -1 -1  0 -1 -1 -1  1  5  0 -2 -2
 0 -1 -3 -2 -1 -3 -3  3 -2  1  1 -3 -2 -2 -3 -2  0  4 -3 -1
-3 -2 -4 -3  1 -2 -2 -3 -3 -2 -1 -4 -4 -2 -3 -3 -2 -3 11  2
-2 -2 -3 -2  3 -3  2 -1 -2 -1 -1 -2 -3 -1 -2 -2 -2 -1  2  7
""".strip().split("\n")])
SUBSTITUTES = np.exp(0.3176 * BLOSUM62) * (1 - np.eye(20))  # background frequencies taken as equal


def read_gold(paths):
    return [json.loads(line) for path in paths for line in open(path, encoding="utf-8")]


def signal_end(record):
    return next((c[1] for c in record["cores"] if c[2] == "S"), 0)


def is_membrane(record):
    return any(c[2] != "S" for c in record["cores"])


def hydrophobic_sum(sequence):
    best = sum_ = 0.0
    for c in sequence[:60]:
        sum_ = max(0.0, sum_ + HYDROPATHY.get(c, 0.0) - 1.2)
        best = max(best, sum_)
    return best


def unlabelled(path, gold):
    """Whole proteins from Met on with a hydrophobic N-terminus that gold has not."""
    known = {r["sequence"][:50] for r in gold}
    least = np.percentile([hydrophobic_sum(r["sequence"]) for r in gold if signal_end(r)], 1)
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        for entry in file.read().split(">")[1:]:
            header, _, rest = entry.partition("\n")
            s = rest.replace("\n", "").upper()
            if ("Fragment" not in header and s.startswith("M") and len(s) >= 40 and s[:50] not in known
                    and hydrophobic_sum(s) >= least):
                yield s[:400]


WINDOW = 128  # the model's window.size: nothing longer is ever seen at once


class Maker:
    def __init__(self, gold, seed):
        self.random, self.gold, self.records, self.counts = random.Random(seed), gold, [], {}
        torch.manual_seed(seed)
        self.signal = [(r["id"], r["sequence"], signal_end(r)) for r in gold if signal_end(r)]
        self.membrane = [r for r in gold if is_membrane(r)]
        self.globular = [r for r in gold if not r["cores"]]
        self.teacher = Teacher()
        negatives = [r for r in self.membrane if not signal_end(r)] + self.random.sample(self.globular, min(900, len(self.globular)))
        self.teacher.fit(self.signal + [(r["id"], r["sequence"], 0) for r in negatives if len(r["sequence"]) > 12])

    def judge(self, sequences, draws):
        """P(no signal peptide) and ends drawn from the teacher, for each sequence."""
        out = []
        for i in range(0, len(sequences), 512):
            none, ends = self.teacher.predict(describe_all(sequences[i:i + 512]))
            out += zip(none.tolist(), (torch.multinomial(ends, draws, replacement=True) + FIRST).tolist())
        return out

    def add(self, kind, record):
        self.counts[kind] = self.counts.get(kind, 0) + 1
        self.records.append({**record, "id": f"{kind}_{self.counts[kind]}_{record['id']}"})

    def piece(self, record, begin, end, labels_only=False):
        """[begin, end) of a gold record; cores that the cut goes through are open there."""
        s = record["sequence"]
        end = min(end, len(s))
        piece = {"id": record["id"], "sequence": s[begin:end]}
        if "labels" in record and (labels_only or record["cores"]):
            piece["labels"] = record["labels"][begin:end]
        if labels_only:
            return piece
        inside = lambda b, e: (max(b, begin) - begin, min(e, end) - begin)
        piece["cores"] = [[*inside(b, e), t] + ["<" * (b < begin) + ">" * (e > end)] * (b < begin or e > end)
                          for b, e, t, *_ in record["cores"] if b < end and e > begin]
        piece["ambiguous"] = [[*inside(b, e)] for b, e in record.get("ambiguous", []) if b < end and e > begin]
        if "labels" in piece and not piece["cores"]:
            del piece["labels"]
        return piece

    def start(self, sequence, end):
        """An N-terminus: a whole window, or shorter, for the sake of time, with its cut well behind the signal peptide's end."""
        length = WINDOW if self.random.random() < 0.15 else max(64, end + 25 + self.random.randrange(16))
        return {"id": "", "sequence": sequence[:length], "cores": [[0, min(end, len(sequence)), "S"]] if end else []}

    def add_gold(self):
        draw = self.random
        for r in self.gold:
            end = signal_end(r)
            for _ in range((4 if "LIPO" in r["id"] else 2) if end else 0):
                self.add("signal", self.piece(r, 0, WINDOW if draw.random() < 0.5 else end + 25 + draw.randrange(40)))
        for r in self.membrane:
            length = len(r["sequence"])
            begins = list(range(0, max(1, length - WINDOW // 2), 96))
            for begin in begins if len(begins) <= 4 else begins[:1] + draw.sample(begins[1:], 3):
                self.add("membrane", self.piece(r, begin, begin + WINDOW))
            begin = draw.randrange(max(1, length - WINDOW // 2))
            self.add("topology", self.piece(r, begin, begin + WINDOW // 2, labels_only=True))
        for i, r in enumerate(draw.sample(self.globular, len(self.globular))):
            if i % 6:
                self.add("globular", self.start(r["sequence"], 0))
            else:
                begin = draw.randrange(max(1, len(r["sequence"]) - WINDOW))
                self.add("globular", self.piece(r, begin, begin + WINDOW))

    def add_unlabelled(self, sequences):
        negatives = []
        for s, (none, ends) in zip(sequences, self.judge(sequences, 2)):
            if none > 0.97:
                negatives.append(s)
            # The teacher knows too few lipoproteins to be asked about what looks like one.
            elif none < 0.5 and not LIPOBOX.search(s[10:45]):
                for end in ends:
                    self.add("unlabelled", self.start(s, end))
        for s in self.random.sample(negatives, min(600, len(negatives))):
            self.add("unlabelled_none", self.start(s, 0))

    def substituted(self, sequence, end, rate):
        """Substitutions away from -3 .. +2, by BLOSUM62."""
        letters = list(sequence)
        for i in range(1, len(letters)):
            if not end - 3 <= i < end + 2 and letters[i] in INDEX and self.random.random() < rate:
                letters[i] = RESIDUES[self.random.choices(range(20), SUBSTITUTES[INDEX[letters[i]]])[0]]
        return "".join(letters)

    def add_made(self):
        """Gold N-termini with substitutions, and chimeras: the front of one and the end of another."""
        draw, made = self.random, []
        for _, s, end in self.signal:
            made.append((self.substituted(s[:90], end, draw.choice((0.1, 0.2, 0.35))), end))
            for _ in range(4):
                _, other, other_end = draw.choice(self.signal)
                before = draw.randint(4, 9)
                front, back = max(2, end - before), max(2, other_end - before)
                joined_end = front + other_end - back
                made.append((self.substituted(s[:front] + other[back:90], joined_end, 0.1), joined_end))
        for (s, end), (_, (drawn,)) in zip(made, self.judge([s for s, _ in made], 1)):
            self.add("made", self.start(s, end if draw.random() < 0.5 else drawn))


def teacher_figures(teacher, records):
    rows = [(r["sequence"], signal_end(r)) for r in records if signal_end(r)]
    _, ends = teacher.predict(describe_all([s for s, _ in rows]))
    shift = (ends.argmax(1) + FIRST - torch.tensor([end for _, end in rows])).abs()
    return {"signal_peptides": len(rows), "exact": (shift == 0).float().mean().item(), "within_3": (shift <= 3).float().mean().item()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", nargs="+", required=True)
    parser.add_argument("--proteins", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--test", help="gold of other proteins: print how often the teacher ends their signal peptides exactly")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)  # the same sums everywhere
    maker = Maker(read_gold(options.gold), options.seed)
    maker.add_gold()
    maker.add_unlabelled(list(unlabelled(options.proteins, maker.gold)))
    maker.add_made()
    maker.random.shuffle(maker.records)
    with open(options.out, "w", encoding="utf-8") as out:
        for record in maker.records:
            out.write(json.dumps(record) + "\n")
    print(json.dumps({"records": maker.counts, "positions": sum(len(r["sequence"]) for r in maker.records)}))
    if options.test:
        print(json.dumps({"teacher": teacher_figures(maker.teacher, read_gold([options.test]))}))


if __name__ == "__main__":
    main()
