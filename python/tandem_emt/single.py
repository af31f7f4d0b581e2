# SPDX-License-Identifier: Apache-2.0
"""One run: minimize()."""
from __future__ import annotations

import os
from typing import Any, Callable

import numpy as np

from . import _core
from ._words import Units, words


class Result:
    """The outcome of one run.

    X                  per task the best decisions [dim] in real units; several objectives: final population [n, dim]
    F                  per task the best objective; several objectives: those of the final population [n, M]
    cv                 per task the violation of the best, 0 = feasible; several objectives: [n]
    curves             best so far: float64 [task, checkpoint]
    evaluations        at the checkpoints, all tasks together: int64 [checkpoint]; task_evaluations [task, checkpoint]
    improvements       per task every improvement: float64 [n, 4] of evaluations, evaluations of the task, objective, cv
    transfer           offspring made, survived, improved, by donor: int64 [donor, receiver, 3], or None
    traces             name -> float64 [slot, checkpoint], what the algorithm reports
    ledger             evaluations by use: int64 [task, (initial, native, transfer, surrogate, restart)]
    seconds, cost      wall time, and where it went
    status, message    "finished", or "stopped" by the callback; warnings
    """

    def __init__(self, record: Any) -> None:
        self._record = record
        self.problem, self.algorithm = record.problem, record.algorithm
        self.status, self.message = record.status, record.message
        self.seconds, self.cost, self.generations = record.seconds, record.cost, record.generations
        self.X: list[np.ndarray] = record.X
        fronts = record.fronts()
        self.curves: np.ndarray = record.objective
        if fronts:
            self.F: Any = [f for f, _ in fronts]
            self.cv: Any = [cv for _, cv in fronts]
        else:
            self.F, self.cv = self.curves[:, -1].copy(), record.cv[:, -1].copy()

    @property
    def evaluations(self) -> np.ndarray:
        return self._record.evaluations

    @property
    def task_evaluations(self) -> np.ndarray:
        return self._record.task_evaluations

    @property
    def improvements(self) -> list[np.ndarray]:
        return self._record.improvements

    @property
    def transfer(self) -> np.ndarray | None:
        return self._record.transfer

    @property
    def traces(self) -> dict[str, np.ndarray]:
        return self._record.traces

    @property
    def ledger(self) -> np.ndarray:
        return self._record.ledger

    def front(self, task: int = 0, checkpoint: int = -1) -> np.ndarray:
        """Feasible non-dominated objectives of a task at a checkpoint: [n, M]."""
        fronts = self._record.fronts(checkpoint)
        if not fronts:
            raise _core.InputError("A single-objective problem has no front; take F.")
        F, cv = fronts[task]
        F = F[cv <= 0]
        return F[_core.non_dominated(F)] if len(F) else F

    def __repr__(self) -> str:
        best = "" if isinstance(self.F, list) else f", F = {np.array2string(self.F, precision=6)}"
        return f"<{self.algorithm} on {self.problem}: {self.evaluations[-1]} evaluations in {self.seconds:.2f} s{best}>"


def minimize(problem: Any, algorithm: Any = "MFEA", *, max_evaluations: int | None = None, population: int | None = None,
             seed: int = 1, repetition: int = 0, checkpoints: int = 50, callback: Callable[[Any], Any] | None = None,
             start: Any = None, time_limit: float | None = None, instance: str | None = None,
             data_dir: str | os.PathLike | None = None) -> Result:
    """Runs an algorithm on a problem once, in this thread, and returns the Result.

    problem, algorithm   names, your own objects (te.Problem, a class of te.Algorithm), or pairs (what, parameters)
    max_evaluations      budget of all tasks together; population: individuals per task (None: the problem's defaults)
    seed, repetition     the run is the one an experiment with this seed would do, bit for bit
    callback             called with each generation (te.Live: evaluations, best, populations, set_params); a true value
                         stops the run at the next generation
    start                initial individuals, one array [n, dim] in real units per task

    What your functions raise is passed on unchanged. Ctrl-C raises KeyboardInterrupt.
    """
    units = Units()
    spec = words(units, [algorithm], [problem], data_dir, repetitions=1, seed=seed, max_evaluations=max_evaluations,
                 population=population, checkpoints=checkpoints, save_decisions=True, time_limit=time_limit,
                 instance=instance)
    if isinstance(repetition, bool) or not isinstance(repetition, (int, np.integer)) or not 0 <= repetition < 2**31:
        raise _core.InputError(f"'repetition' is a number from 0, not {repetition!r}.")
    if callback is not None and not callable(callback):
        raise TypeError(f"'callback' is a function, not {type(callback).__name__}.")
    if start is not None and not isinstance(start, (list, tuple)):
        raise TypeError(f"'start' is a list of arrays, one a task, not {type(start).__name__}.")
    return Result(_core.run_one(spec, list(units.problems.values()), list(units.algorithms.values()), int(repetition),
                                callback, start))
