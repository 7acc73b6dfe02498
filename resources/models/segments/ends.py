# SPDX-License-Identifier: GPL-3.0-or-later
"""Where signal peptides end: a conditional model of few degrees of freedom, the teacher of the model `segments`.

P(end | first 90 residues) is a softmax over ends of 7 to 65 and "none". An end's score sums, over the residues at -22 .. +7 of
it, weights that have a Gaussian prior: neighbouring offsets and like residues have like weights, which is what 450 examples
need. Four hidden classes (eukaryotic, two groups of bacterial, lipoprotein) have weights of their own on top of the shared ones;
the class is known in training where a record's name tells it. Needs torch and numpy.
"""
import math
import re

import numpy as np
import torch

RESIDUES = "ACDEFGHIKLMNPQRSTVWY"
INDEX = {letter: i for i, letter in enumerate(RESIDUES)}
# Kyte and Doolittle 1982; volumes in cubic angstrom, Zamyatnin 1972
HYDROPATHY = dict(zip("ARNDCQEGHILKMFPSTWYV", (1.8, -4.5, -3.5, -3.5, 2.5, -3.5, -3.5, -0.4, -3.2, 4.5, 3.8, -3.9, 1.9, 2.8, -1.6,
                                               -0.8, -0.7, -0.9, -1.3, 4.2)))
VOLUME = dict(zip("ARNDCQEGHILKMFPSTWYV", (88.6, 173.4, 114.1, 111.1, 108.5, 143.8, 138.4, 60.1, 153.2, 166.7, 166.7, 168.6, 162.9,
                                           189.9, 112.7, 89.0, 116.1, 227.8, 193.6, 140.0)))
LOW, HIGH, FIRST, LAST = -22, 8, 7, 65
OFFSETS, ENDS, CLASSES = HIGH - LOW, LAST - FIRST + 1, 4
LIPOBOX = re.compile("(?=[LVIFAMTG][ASTVILG][GASN]C)")


def prior():
    """Cholesky factor of the weights' covariance [offsets * 21, offsets * 21]."""
    traits = np.array([[HYDROPATHY[a] / 3, (VOLUME[a] - 140) / 40, (a in "KR") * 2 - 0.2, (a in "DE") * 2 - 0.2, (a in "FWYH") * 1.5,
                        (a == "P") * 3, (a == "G") * 2, (a in "AGSC") * 1.5, (a in "ILVMF") * 1.0] for a in RESIDUES])
    alike = np.pad(np.exp(-((traits[:, None] - traits[None]) ** 2).sum(-1) / 2.0), ((0, 1), (0, 1)))
    alike[20, 20] = 1
    offset = np.arange(OFFSETS)
    near = np.exp(-((offset[:, None] - offset[None]) ** 2) / (2 * 1.5**2))
    covariance = 0.02 * np.eye(OFFSETS * 21) + 0.04 * np.kron(np.eye(OFFSETS), alike) + 0.015 * np.kron(near, alike)
    return torch.tensor(np.linalg.cholesky(covariance), dtype=torch.float32)


def hydrophobic_end(values):
    """End of the segment of the greatest sum (Kadane)."""
    best = sum_ = 0.0
    end = 0
    for i, value in enumerate(values):
        sum_ = max(0.0, sum_ + value)
        if sum_ > best:
            best, end = sum_, i + 1
    return end


def describe(sequence):
    """residues at each offset of each end [ENDS, OFFSETS], the ends' other features [ENDS, n], which ends there are, the whole's."""
    s = sequence[:90]
    n = len(s)
    codes = np.array([INDEX.get(c, 20) for c in s])
    hydropathy = np.array([HYDROPATHY.get(c, 0.0) for c in s])
    charge = np.array([(c in "KR") - (c in "DE") for c in s], float)
    sums, charges = np.concatenate([[0], hydropathy.cumsum()]), np.concatenate([[0], charge.cumsum()])
    windows = (sums[8:] - sums[:-8]) / 8
    core_end = hydrophobic_end(hydropathy[:60] - 1.2)
    boxes = {m.start() + 3 for m in LIPOBOX.finditer(s[:70])}
    positive = min(sum(c in "KR" for c in s[1:12]), 3) / 3
    ends = np.arange(FIRST, LAST + 1)
    at = ends[:, None] + np.arange(LOW, HIGH)
    residues = np.where((at >= 0) & (at < n), codes[at.clip(0, n - 1)], 20)
    rows = []
    for k in ends.clip(0, n - 1):
        distance = min(max(k - core_end, -8), 15)
        ahead = windows[max(0, k - 6):min(k + 20, len(windows))]
        rows.append([float(distance == t) for t in range(-8, 16)] +
                    [(k - 22) / 10, ((k - 22) / 10) ** 2, math.log(k), max(0, k - 35) / 10,
                     (sums[max(k - 5, 0)] - sums[max(k - 17, 0)]) / 20, charges[k] - charges[max(0, k - 12)],
                     charges[min(n, k + 10)] - charges[k], charges[min(n, k + 20)] - charges[k],
                     ahead.max() if len(ahead) else 0.0, (sums[min(n, k + 15)] - sums[k]) / 20,
                     float(k in boxes), positive * (k in boxes)])
    rest = sequence[30:400]
    whole = [rest.count(a) / max(1, len(rest)) * 10 - 0.5 for a in RESIDUES] + [1.0, float("RR" in s[:30])]
    return residues, np.array(rows, np.float32), ends <= n - 2, np.array(whole, np.float32)


def describe_all(sequences):
    parts = [describe(s) for s in sequences]
    return [torch.tensor(np.stack(part)) for part in zip(*parts)]


def known_classes(name):
    """Classes that a record of this name may have."""
    fields = name.split("|") + ["", ""]
    if "LIPO" in fields[2]:
        return [3]
    return {"EUKARYA": [0], "NEGATIVE": [1], "POSITIVE": [2], "ARCHAEA": [2]}.get(fields[1], [0, 1, 2, 3])


class Teacher:
    def __init__(self):
        self.factor = prior()
        features = 36
        self.window, self.other = torch.zeros(OFFSETS * 21, CLASSES + 1), torch.zeros(features, CLASSES + 1)
        self.whole, self.none = torch.zeros(22, CLASSES), torch.zeros(22)
        # Precision of the features' weights: ends' own 0.5, the lipobox, which is known to be one, next to nothing.
        self.precision = torch.full((features, 1), 0.5)
        self.precision[-2:] = 0.05

    def parameters(self):
        return [self.window, self.other, self.whole, self.none]

    def scores(self, residues, other, there, whole):
        """[n, ENDS * CLASSES], [n]: of each end in each class, and of none."""
        table = (self.factor @ self.window).view(OFFSETS, 21, CLASSES + 1)
        both = other @ self.other
        for o in range(OFFSETS):
            both = both + table[o][residues[:, :, o]]
        ends = both[..., :1] + both[..., 1:] + (whole @ self.whole)[:, None]
        return ends.masked_fill(~there[..., None], -1e9).flatten(1), whole @ self.none

    def penalty(self):
        split = torch.tensor([1.0] + [2.0] * CLASSES)  # classes differ less than they share
        return ((0.5 * self.window**2 * split).sum() + (self.precision * self.other**2 * split).sum() +
                0.1 * (self.whole**2).sum() + 0.1 * (self.none**2).sum())

    def fit(self, records, iterations=70):
        """records: (name, sequence, end), end 0 where there is no signal peptide."""
        data = describe_all([s for _, s, _ in records])
        truth = torch.zeros(len(records), ENDS, CLASSES, dtype=torch.bool)
        for i, (name, _, end) in enumerate(records):
            if end:
                truth[i, min(max(end, FIRST), LAST) - FIRST, known_classes(name)] = True
        truth, empty = truth.flatten(1), torch.tensor([end == 0 for *_, end in records])
        for p in self.parameters():
            p.requires_grad_(True)
        optimizer = torch.optim.LBFGS(self.parameters(), max_iter=iterations, history_size=10, line_search_fn="strong_wolfe")

        def closure():
            optimizer.zero_grad()
            ends, none = self.scores(*data)
            right = torch.where(empty, none, ends.masked_fill(~truth, -1e9).logsumexp(1))
            loss = (torch.logaddexp(ends.logsumexp(1), none) - right).sum() + self.penalty()
            loss.backward()
            return loss

        optimizer.step(closure)
        for p in self.parameters():
            p.requires_grad_(False)

    def predict(self, data):
        """P(none) [n] and, given that there is one, P(end) [n, ENDS]."""
        ends, none = self.scores(*data)
        total = torch.logaddexp(ends.logsumexp(1), none)
        by_end = ends.view(len(none), ENDS, CLASSES).logsumexp(2)
        return (none - total).exp(), by_end.softmax(1)
