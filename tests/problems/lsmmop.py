#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes lsmmop.json beside it: values of LSMMOP by the formulas of Wu et al. (2025), vector by vector in NumPy."""
import json
import math
from pathlib import Path

import numpy as np

PLACE = math.pi / 3
# As in PlatEMO's MMOP_HS1.m to MMOP_NS2.m (68e9506a).
PAIRS = {"HS1": (2, 4), "HS2": (5, 6), "MS1": (1, 5), "MS2": (4, 5), "LS1": (6, 8), "LS2": (3, 8), "NS1": (3, 7), "NS2": (1, 3)}


def g1(x, t):
    return (x - t) ** 2


def g2(x, t):
    return 2 * (x - t) ** 2 + np.sin(2 * np.pi * (x - t)) ** 2


def g3(x, t):
    return 4 - (x - t) - 4 / np.exp(100 * (x - t) ** 2)


def g4(x, t):
    return (x - PLACE) ** 2 + t * np.sin(6 * np.pi * (x - PLACE)) ** 2


def distance(number, x, k):
    head, tail = x[:k], x[k:]
    if number == 1:
        return g1(head, PLACE).sum() + g2(tail, 0).sum()
    if number == 2:
        return g2(head, PLACE).sum() + g3(tail, 0).sum()
    if number == 3:
        rest = [50 - g1(tail[i:i + 10], 0).sum() for i in range(0, len(tail), 10)]
        return g1(head, PLACE).sum() + sum(r for r in rest if r < 50)
    if number == 4:
        return np.sort(g3(x, 0))[: len(x) - k].sum()
    if number == 5:
        return (g1(x, PLACE) * g2(x, 0)).sum() + abs(k - np.count_nonzero(x))
    if number == 6:
        values = g4(x, np.linspace(0, 1, len(x)))
        order = np.argsort(values, kind="stable")
        return sum(values[j] for rank, j in enumerate(order) if rank < k or x[j] != 0)
    if number == 7:
        return g2(head, PLACE).sum() + g2(tail, 0.9 * np.roll(tail, -1)).sum()
    return g3(x[:k], np.mod(x[1:k + 1] + np.pi, 2)).sum() + g3(x[k:-1], 0.9 * x[k + 1:]).sum()


def objectives(number, x, k):
    p, n = x[0], len(x) - 1
    angle = p * np.pi / 2
    shape = ([p, 1 - p] if number <= 3 else
             [1 - np.cos(angle), 1 - np.sin(angle)] if number <= 6 else [np.cos(angle), np.sin(angle)])
    return [(1 + distance(number, x[1:], k) / n) * s for s in shape]


random = np.random.default_rng(7)
records = []
for name, numbers in PAIRS.items():
    for dim, sparsity in ((12, 0.25), (35, 0.1)):
        k = math.ceil(sparsity * (dim - 1))
        for task, number in enumerate(numbers, 1):
            points = []
            for kind in range(4):
                x = np.concatenate([[random.random()], random.uniform(-1, 2, dim - 1)])
                if kind:
                    x[1:] *= random.random(dim - 1) < 0.4  # sparse
                if kind == 3:
                    x[1:] = 0
                    x[1:k + 1] = PLACE
                points.append({"x": x.tolist(), "f": [float(f) for f in objectives(number, x, k)]})
            records.append({"problem": "MMOP-" + name, "dim": dim, "sparsity": sparsity, "task": task, "points": points})
Path(__file__).with_suffix(".json").write_text(json.dumps(records, separators=(",", ":")) + "\n")
