#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden values for the CRF, from pytorch-crf 0.7.2 in double precision: tests/data/golden/crf.json.

Each case holds emissions [L][R], start [R], end [R], transitions [R][R] (from-major), tags [L], and what torchcrf.CRF makes
of them: log_likelihood (reduction "sum", one sequence), gradients of it by autograd, viterbi. Inputs are multiples of 1/64, so
they are the same in float and in double. Needs torch and pytorch-crf 0.7.2.
"""
import json
import pathlib

import torch
import torchcrf

OUT = pathlib.Path(__file__).resolve().parent.parent / "data" / "golden" / "crf.json"
CASES = [("one_position", 1, 3, 1.0), ("one_tag", 4, 1, 1.0), ("bio", 7, 3, 2.0), ("bioes_two_types", 9, 9, 1.0),
         ("steep", 12, 5, 40.0), ("flat", 6, 4, 0.0)]


def grid(*shape, scale):
    return torch.round(torch.randn(*shape, dtype=torch.float64) * scale * 64) / 64


def rounded(tensor):
    if tensor.dim() > 1:
        return [rounded(row) for row in tensor]
    return [round(value, 12) for value in tensor.tolist()]


def case(name, length, tags, scale):
    crf = torchcrf.CRF(tags).double()
    with torch.no_grad():
        for parameter in (crf.start_transitions, crf.end_transitions, crf.transitions):
            parameter.copy_(grid(*parameter.shape, scale=scale))
    emissions = grid(length, tags, scale=scale).requires_grad_()
    reference = torch.randint(tags, (length,))
    likelihood = crf(emissions.unsqueeze(1), reference.unsqueeze(1))
    likelihood.backward()
    gradients = {name: torch.zeros_like(values) if values.grad is None else values.grad  # one position has no transition
                 for name, values in (("emissions", emissions), ("start", crf.start_transitions),
                                      ("end", crf.end_transitions), ("transitions", crf.transitions))}
    return {"name": name, "emissions": rounded(emissions.detach()), "start": rounded(crf.start_transitions.detach()),
            "end": rounded(crf.end_transitions.detach()), "transitions": rounded(crf.transitions.detach()),
            "tags": reference.tolist(), "log_likelihood": round(likelihood.item(), 12),
            "gradients": {name: rounded(values) for name, values in gradients.items()},
            "viterbi": crf.decode(emissions.detach().unsqueeze(1))[0]}


def main():
    assert torchcrf.__version__ == "0.7.2", torchcrf.__version__
    torch.manual_seed(1)
    cases = [json.dumps(case(*arguments)) for arguments in CASES]
    OUT.write_text('{"made_with": "pytorch-crf 0.7.2", "cases": [\n' + ",\n".join(cases) + "\n]}\n")


if __name__ == "__main__":
    main()
