# SPDX-License-Identifier: Apache-2.0
"""Experiments: algorithms x problems x repetitions, as `tandem run` does them."""
from __future__ import annotations

import os
import sys
import time
import warnings
from typing import Any, Callable

from . import _core
from ._words import Units, words
from .results import Results
from .results import open as open_results


class _Bar:
    """Progress on stderr: one changing line in a terminal or notebook; an occasional line elsewhere."""

    def __init__(self, total: int) -> None:
        self.total, self.start, self.last, self.shown = total, time.monotonic(), 0.0, ""
        stream = sys.stderr
        self.moving = (hasattr(stream, "isatty") and stream.isatty()) or "ipykernel" in sys.modules
        self.every = 0.1 if self.moving else 10.0

    def __call__(self, done: int, failed: int) -> None:
        now = time.monotonic()
        if done < self.total and now - self.last < self.every:
            return
        self.last = now
        spent = now - self.start
        filled = int(24 * done / max(1, self.total))
        rest = f", {_duration(spent * (self.total - done) / done)} left" if 0 < done < self.total else ""
        line = f"[{'#' * filled}{'.' * (24 - filled)}] {done}/{self.total} runs in {_duration(spent)}{rest}"
        if failed:
            line += f", {failed} failed"
        if line == self.shown or (not self.moving and done == 0):
            return
        self.shown = line
        print(f"\r{line:<78}" if self.moving else line, end="" if self.moving else "\n", file=sys.stderr, flush=True)

    def close(self) -> None:
        if self.moving and self.shown:
            print(file=sys.stderr)


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{seconds // 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def _options(threads: int, force: bool, parallel: str, allow_programs: bool = False) -> dict[str, Any]:
    if isinstance(threads, bool) or not isinstance(threads, int):
        raise TypeError(f"'threads' is a whole number, not {threads!r}.")
    if not 0 <= threads <= 4096:
        raise _core.InputError("'threads' is between 1 and 4096, or 0 for all cores.")
    return {"threads": threads, "force": bool(force), "parallel": parallel, "allow_programs": allow_programs}


def _tick(progress: bool | Callable[[int, int], Any], total: int) -> Callable[[int, int], Any] | None:
    if callable(progress):
        return lambda done, failed: progress(done, total)
    return _Bar(total) if progress else None


def _conduct(path: str, work: Callable[[Any], dict], tick: Any) -> Results:
    try:
        outcome = work(tick)
    finally:
        if isinstance(tick, _Bar):
            tick.close()
    if outcome["failed"]:
        first = outcome["failures"][0] if outcome["failures"] else "see Results.failures()"
        warnings.warn(f"{outcome['failed']} run(s) failed: {first}", RuntimeWarning, stacklevel=3)
    return open_results(path)


class Experiment:
    """Algorithms x problems x repetitions.

        te.Experiment(algorithms=["MFEA", ("MFEA", {"rmp": 0.1, "alias": "low"}), MyAlgorithm],
                      problems=["CEC17-MTSO*", my_problem], repetitions=30, seed=1).run("out.h5")

    Names, patterns and the forms of `tandem run` ("MFEA:rmp=0.5") are understood, as are problems and algorithms of your
    own. The options are those of `tandem run` (repetitions, seed, max_evaluations, population, checkpoints,
    save_decisions, time_limit, ...); whatever is left out takes its default. Bad names and parameters are refused here,
    before anything runs.
    """

    def __init__(self, algorithms: Any = None, problems: Any = None, *, specification: str | None = None,
                 data_dir: str | os.PathLike | None = None, **spec: Any) -> None:
        self._units = Units()
        self._words = words(self._units, algorithms, problems, data_dir, specification, **spec)
        self._plan = _core.Plan(self._words, list(self._units.problems.values()), list(self._units.algorithms.values()))

    @classmethod
    def from_toml(cls, path: str | os.PathLike, **spec: Any) -> "Experiment":
        """The experiment of a specification file (`tandem run --dry-run` writes one); options here override it."""
        with open(path, encoding="utf-8") as file:
            return cls(specification=file.read(), **spec)

    @property
    def toml(self) -> str:
        """The specification in the form that the program reads."""
        return self._plan.toml

    @property
    def algorithms(self) -> list[str]:
        return self._plan.algorithms

    @property
    def problems(self) -> list[str]:
        return self._plan.problems

    @property
    def runs(self) -> int:
        return self._plan.runs

    def run(self, path: str | os.PathLike, *, threads: int = 0, force: bool = False, parallel: str = "auto",
            progress: bool | Callable[[int, int], Any] = False) -> Results:
        """Runs it into a file, the same bytes that the program writes, and opens the results.

        threads    runs at the same time, 0 = all cores
        force      overwrites existing results
        progress   True: a bar on stderr; a function: called several times a second with (done, total)

        Ctrl-C keeps the finished runs and raises KeyboardInterrupt; te.resume(path) does the rest. Failed runs are
        recorded with the traceback, and a warning says so.
        """
        path = os.fspath(path)
        return _conduct(path, lambda tick: self._plan.run(path, _options(threads, force, parallel), tick),
                        _tick(progress, self.runs))

    def __repr__(self) -> str:
        return f"<Experiment of algorithms: {len(self.algorithms)}, problems: {len(self.problems)}, {self.runs} runs>"


def resume(path: str | os.PathLike, *, algorithms: Any = (), problems: Any = (), threads: int = 0, force: bool = False,
           retry_failed: bool = False, parallel: str = "auto", data_dir: str | os.PathLike | None = None,
           progress: bool | Callable[[int, int], Any] = False, allow_programs: bool = False) -> Results:
    """Completes an interrupted experiment; the result has the same bytes as without the interruption. Give your own
    problems and algorithms again; a different version of a problem's functions is refused."""
    units = Units()
    for one in algorithms:
        units.algorithm(one)
    for one in problems:
        units.problem(one)
    path = os.fspath(path)
    missing = open_results(path).info["missing"]
    options = _options(threads, force, parallel, allow_programs)
    return _conduct(path, lambda tick: _core.resume(
        path, options, list(units.problems.values()), list(units.algorithms.values()),
        os.fspath(data_dir) if data_dir is not None else "", retry_failed, tick), _tick(progress, missing))
