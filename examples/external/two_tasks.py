#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Two tasks for Tandem in Python: a shifted sphere and a constrained Rastrigin (docs/external.md).

    tandem run -a MFEA,GA -p 'External:command=python3 examples/external/two_tasks.py' -e 4000 -r 4 -o out.h5
"""
import math
import sys


def sphere(x):
    return [sum((v - 0.3) ** 2 for v in x)]


def rastrigin(x):
    value = sum(v * v - 10 * math.cos(2 * math.pi * v) + 10 for v in x)
    return [value, 1.0 - sum(x)]  # objective, then g <= 0: the sum of the variables must reach 1


TASKS = [("sphere", 5, 1, 0, -1, 1, sphere), ("rastrigin", 8, 1, 1, -5, 5, rastrigin)]


def say(*words):
    print(*words, flush=True)


def main():
    say("tandem-problem 1")
    say("name two tasks in Python")
    say("budget 20000")
    say("population 40")
    for name, variables, objectives, constraints, lower, upper, _ in TASKS:
        say("task", name, variables, objectives, constraints)
        say("lower", lower)
        say("upper", upper)
    say("ready")
    for line in sys.stdin:
        _, task, count = line.split()  # evaluate TASK COUNT
        function = TASKS[int(task) - 1][-1]
        answers = []
        for _ in range(int(count)):
            x = [float(word) for word in sys.stdin.readline().split()]
            answers.append(" ".join(repr(v) for v in function(x)))
        say("\n".join(answers))


if __name__ == "__main__":
    main()
