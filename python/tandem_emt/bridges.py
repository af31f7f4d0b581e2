# SPDX-License-Identifier: Apache-2.0
"""To and from other packages; each is imported when its bridge is used.

    pymoo, ioh      to_pymoo, to_ioh: a task of a problem as one of theirs. The other way: te.Problem.of(pymoo_or_pygmo_problem)
    iohinspector    polars.DataFrame(results.frame()) has its column names
    autorank        to_autorank: blocks in rows, algorithms in columns
    moocore         to_moocore: final fronts, with the number of the run in the last column
"""
from __future__ import annotations

from typing import Any

import numpy as np

from . import _core, catalogue
from .problems import Problem
from .results import Results


def _evaluated(problem: Any, task: int) -> tuple[Any, dict[str, Any], str]:
    """The evaluator, what is known about the task, and a name."""
    if isinstance(problem, str):
        problem = catalogue.problem(problem)
    if not isinstance(problem, Problem) and not hasattr(problem, "evaluate"):
        raise TypeError(f"A problem is a name, a te.Problem or a te.problem(...), not {type(problem).__name__}.")
    tasks = problem.tasks
    if not 0 <= task < len(tasks):
        raise IndexError(f"There is no task {task}; there are {len(tasks)}.")
    return problem, tasks[task], f"{problem.name} T{task + 1}" if len(tasks) > 1 else problem.name


def to_pymoo(problem: Any, task: int = 0) -> Any:
    """A task as a pymoo Problem (vectorized): minimize(te.bridges.to_pymoo("CEC17-MTSO1-CI-HS", 1), GA())."""
    from pymoo.core.problem import Problem as PymooProblem
    ours, known, name = _evaluated(problem, task)

    class Task(PymooProblem):
        def __init__(self) -> None:
            super().__init__(n_var=known["dim"], n_obj=known["objectives"], n_ieq_constr=known["constraints"],
                             xl=known["lower"], xu=known["upper"])
            self.title = name

        def _evaluate(self, X: np.ndarray, out: dict, *args: Any, **kwargs: Any) -> None:
            if known["constraints"]:
                out["F"], out["G"] = ours.evaluate(X, task, True)
            else:
                out["F"] = ours.evaluate(X, task)

    return Task()


def to_ioh(problem: Any, task: int = 0) -> Any:
    """A single-objective task without constraints as a problem of ioh, for its loggers and triggers."""
    import ioh
    ours, known, name = _evaluated(problem, task)
    if known["objectives"] > 1 or known["constraints"]:
        raise _core.InputError(f"'{name}' has several objectives or constraints, which ioh's wrapped problems do not have.")
    if np.ptp(known["lower"]) or np.ptp(known["upper"]):
        raise _core.InputError(f"The bounds of '{name}' differ among the variables, which ioh's wrapped problems do not allow.")
    return ioh.wrap_problem(lambda x: float(ours.evaluate(np.asarray(x, dtype=float)[None], task)[0, 0]), name=name,
                            dimension=known["dim"], lb=float(known["lower"][0]), ub=float(known["upper"][0]),
                            optimization_type=ioh.OptimizationType.MIN)


def to_autorank(results: Results, metric: str = "") -> Any:
    """A pandas.DataFrame for autorank.autorank(data, order="ascending" or "descending"): one row per problem and task,
    one column per algorithm, with the median of the runs. Tasks of a multi-task problem are not independent, so
    the p values of a ranking over tasks are too small (docs/statistics.md)."""
    import pandas
    frame = results.table(metric, show="median").frame()
    rows = [f"{p} T{t}" if t else p for p, t in zip(frame["problem"], frame["task"])]
    data = pandas.DataFrame({"row": rows, "algorithm": frame["algorithm"], "median": frame["median"]})
    return data.pivot(index="row", columns="algorithm", values="median")[results.algorithms]


def to_moocore(results: Results, problem: str | int, algorithm: str | int, task: int = 0, checkpoint: int = -1) -> np.ndarray:
    """Feasible non-dominated points of all finished runs for moocore (eaf, hypervolume, ...): [points, M + 1], the last
    column the number of the run from 1."""
    cell = results.cell(problem, algorithm)
    sets = []
    for r in range(cell.repetitions):
        if cell.status[r] != "finished":
            continue
        F = np.asarray(cell.front(r, task, checkpoint))
        F = F[_core.non_dominated(F)]
        sets.append(np.column_stack([F, np.full(len(F), r + 1.0)]))
    if not sets:
        raise _core.InputError("There are no finished runs.")
    return np.vstack(sets)
