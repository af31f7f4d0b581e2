# SPDX-License-Identifier: Apache-2.0
"""The catalogue: algorithms, problems, metrics by name."""
from __future__ import annotations

import os
from typing import Any, Sequence

from . import _core
from ._words import texts_of
from .algorithms import Algorithm, engine_of
from .problems import Problem


def algorithms(match: str = "", labels: Sequence[str] = ()) -> list[str]:
    """Names of algorithms; match is a pattern such as "MF*", labels such as ["multi-task", "multi-objective"]."""
    return _core.algorithm_names(match, list(labels))


def problems(match: str = "", labels: Sequence[str] = ()) -> list[str]:
    """Names of problems; see algorithms()."""
    return _core.problem_names(match, list(labels))


def metrics(match: str = "", labels: Sequence[str] = ()) -> list[str]:
    """Names of metrics; see algorithms()."""
    return _core.metric_names(match, list(labels))


def suites() -> list[str]:
    """Names of suites; each stands for all its problems in an experiment."""
    return list(dict.fromkeys(_core.problem_info(name)["suite"] for name in _core.problem_names()))


def show(name: str) -> dict[str, Any]:
    """What is known about an algorithm, problem or metric: labels, citation, parameters (default, range, meaning), ..."""
    last: Exception | None = None
    for info in (_core.algorithm_info, _core.problem_info, _core.metric_info):
        try:
            return info(name)
        except _core.InputError as error:
            last = last or error
    raise last  # type: ignore[misc]


def problem(name: str, *, instance: str = "auto", data_dir: str | os.PathLike | None = None, **params: Any) -> Any:
    """A problem of the catalogue, ready for evaluation: .tasks, .evaluate(X, task) -> F, .reference(task)."""
    if instance not in ("auto", "official", "synthetic"):
        raise _core.InputError(f"'{instance}' is no instance; take auto, official or synthetic.")
    return _core.build_problem(name, texts_of(params), [], instance, os.fspath(data_dir) if data_dir is not None else "")


def register(unit: Any) -> Any:
    """Adds a te.Problem or a class of te.Algorithm to the catalogue of this process, so that its name is enough. Also
    a class decorator: @te.register."""
    if isinstance(unit, Problem):
        _core.register_units([unit._engine()], [])
    elif isinstance(unit, type) and issubclass(unit, Algorithm):
        _core.register_units([], [engine_of(unit)[1]])
    else:
        raise TypeError(f"Problems and classes of algorithms are registered, not {type(unit).__name__}.")
    return unit
