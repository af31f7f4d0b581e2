# SPDX-License-Identifier: Apache-2.0
"""Your own problems: tasks as functions of batches, or classes in the manner of pymoo and pygmo."""
from __future__ import annotations

import hashlib
import inspect
import pickle
from typing import Any, Callable

import numpy as np

from . import _core

_BUDGET_PER_TASK = 50_000


def _bounds(value: Any, dim: int, what: str) -> np.ndarray:
    bounds = np.array(np.broadcast_to(np.asarray(value, dtype=float), (dim,)))
    if not np.isfinite(bounds).all():
        raise ValueError(f"'{what}' must be finite.")
    return bounds


def _source(function: Any) -> bytes:
    """What distinguishes this version of a function from another, as far as Python can tell."""
    for one in (function, type(function)):
        try:
            return inspect.getsource(one).encode()
        except (OSError, TypeError):
            continue
    code = getattr(function, "__code__", None)
    if code is not None:
        return code.co_code + repr(code.co_consts).encode()
    try:
        return pickle.dumps(function)
    except Exception:  # noqa: BLE001  (anything may be in there)
        return repr(type(function)).encode()


class _Pointwise:
    """A function of one point, called row by row; slow, as each point costs a Python call."""

    def __init__(self, function: Callable, constraints: int) -> None:
        self.function = function
        self.constraints = constraints

    def __call__(self, X: np.ndarray, *state: Any) -> Any:
        answers = [self.function(x, *state) for x in X]
        if not self.constraints:
            return np.asarray(answers, dtype=float).reshape(len(X), -1)
        return (np.asarray([a[0] for a in answers], dtype=float).reshape(len(X), -1),
                np.asarray([a[1] for a in answers], dtype=float).reshape(len(X), -1))


class _Pymoo:
    """The tasks of an object in the manner of pymoo: _evaluate(X, out) fills out["F"], out["G"], out["H"]."""

    def __init__(self, problem: Any, equalities: int, tolerance: float) -> None:
        self.problem, self.equalities, self.tolerance = problem, equalities, tolerance

    def __call__(self, X: np.ndarray) -> Any:
        out: dict[str, Any] = {}
        if getattr(self.problem, "elementwise", False):
            rows = []
            for x in X:
                one: dict[str, Any] = {}
                self.problem._evaluate(x, one)
                rows.append(one)
            out = {key: np.array([np.atleast_1d(row[key]) for row in rows], dtype=float) for key in rows[0]}
        else:
            self.problem._evaluate(X, out)
        F = np.asarray(out["F"], dtype=float).reshape(len(X), -1)
        parts = []
        if out.get("G") is not None and np.size(out["G"]):
            parts.append(np.asarray(out["G"], dtype=float).reshape(len(X), -1))
        if self.equalities:
            parts.append(np.abs(np.asarray(out["H"], dtype=float).reshape(len(X), -1)) - self.tolerance)
        return (F, np.hstack(parts)) if parts else F


class _Pygmo:
    """The task of an object in the manner of pygmo: fitness(x) returns objectives, equalities, inequalities."""

    def __init__(self, problem: Any, objectives: int, equalities: int, inequalities: int, tolerance: float) -> None:
        self.problem, self.tolerance = problem, tolerance
        self.objectives, self.equalities, self.inequalities = objectives, equalities, inequalities

    def __call__(self, X: np.ndarray) -> Any:
        if hasattr(self.problem, "batch_fitness") and getattr(self.problem, "has_batch_fitness", lambda: True)():
            values = np.asarray(self.problem.batch_fitness(X.ravel()), dtype=float).reshape(len(X), -1)
        else:
            values = np.array([np.asarray(self.problem.fitness(x), dtype=float) for x in X])
        m, e = self.objectives, self.equalities
        if not e and not self.inequalities:
            return values
        return values[:, :m], np.hstack([np.abs(values[:, m:m + e]) - self.tolerance, values[:, m + e:]])


class Problem:
    """One or more tasks to be solved together, each a function of batches:

        te.Problem("pair").add_task(lambda X: (X**2).sum(axis=1), 10, -5, 5).add_task(other, 20, 0, 1)

    A function takes X, float64 [n, dim] in real units, which it may keep, and returns F: [n] or [n, M], minimised; for
    a task with constraints a pair (F, G), G [n, C], satisfied where G <= 0. It is called once per batch with the GIL
    held, and must not depend on what else is in the batch. An exception makes the run fail, with the traceback
    in its record; values that are not finite count as worst.

    name             its name in tables
    max_evaluations  default budget of a run, all tasks together (None: 50,000 per task)
    population       default number of individuals per task
    state            called at the start of each run; what it returns is the second argument of the functions. If it has
                     save(task), the numbers that returns are recorded at the end of the run.
    noisy            evaluating a point again may give another value

    Can be copied and pickled if its functions can: for process pools, define them in a module, not as lambdas.
    """

    def __init__(self, name: str = "own problem", *, max_evaluations: int | None = None, population: int = 100,
                 state: Callable[[], Any] | None = None, noisy: bool = False, doc: str = "", suite: str = "Python") -> None:
        if not isinstance(name, str) or not name:
            raise TypeError("A problem's name is a text.")
        self.name, self.doc, self.suite = name, doc, suite
        self.max_evaluations, self.population = max_evaluations, population
        self.state, self.noisy = state, noisy
        self._tasks: list[dict[str, Any]] = []
        self._built: Any = None

    def add_task(self, function: Callable, dim: int, lower: Any, upper: Any, *, objectives: int = 1, constraints: int = 0,
                 name: str | None = None, bounded: bool = True, pointwise: bool = False, optimum: float | None = None,
                 front: Any = None, reference_point: Any = None) -> "Problem":
        """Adds a task and returns the problem.

        lower, upper     bounds of the variables: a number or [dim]
        bounded          False: points outside the bounds are evaluated as they are
        pointwise        the function takes one point [dim] and returns its value(s); slower by a Python call per point
        optimum          best known value, front [k, M], reference_point [M]: for metrics only
        """
        if not callable(function):
            raise TypeError(f"A task is a function, not {type(function).__name__}.")
        for what, value, low in (("dim", dim, 1), ("objectives", objectives, 1), ("constraints", constraints, 0)):
            if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
                raise TypeError(f"'{what}' is a whole number, not {value!r}.")
            if not low <= value <= 1_000_000:
                raise ValueError(f"'{what}' is {value}; it must be between {low} and a million.")
        low, high = _bounds(lower, dim, "lower"), _bounds(upper, dim, "upper")
        if not (low <= high).all():
            j = int(np.argmax(low > high))
            raise ValueError(f"The lower bound {low[j]} of variable {j} is above the upper bound {high[j]}.")
        self._tasks.append({
            "name": name or getattr(function, "__name__", type(function).__name__).replace("<lambda>", f"T{len(self._tasks) + 1}"),
            "dim": int(dim), "objectives": int(objectives), "constraints": int(constraints), "lower": low, "upper": high,
            "bounded": bool(bounded), "function": _Pointwise(function, constraints) if pointwise else function,
            "source": function, "optimum": None if optimum is None else float(optimum),
            "front": None if front is None else np.asarray(front, dtype=float),
            "reference_point": None if reference_point is None else np.asarray(reference_point, dtype=float)})
        self._built = None
        return self

    @classmethod
    def of(cls, *objects: Any, name: str | None = None, tolerance: float = 1e-4, **options: Any) -> "Problem":
        """A problem whose tasks are objects in the manner of pymoo (n_var, xl, xu, _evaluate) or pygmo (get_bounds,
        fitness). An equality h = 0 counts as satisfied where |h| <= tolerance."""
        # pymoo's ZDT1 is not ours.
        names = [f"{root} {type(o).__name__}" if (root := type(o).__module__.split(".")[0]) in ("pymoo", "pygmo")
                 else type(o).__name__ for o in objects]
        problem = cls(name or " + ".join(names), **options)
        for one in objects:
            if hasattr(one, "_evaluate") and hasattr(one, "n_var"):
                g, h = int(getattr(one, "n_ieq_constr", 0) or 0), int(getattr(one, "n_eq_constr", 0) or 0)
                problem.add_task(_Pymoo(one, h, tolerance), int(one.n_var), one.xl, one.xu,
                                 objectives=int(getattr(one, "n_obj", 1)), constraints=g + h, name=type(one).__name__)
            elif hasattr(one, "fitness") and hasattr(one, "get_bounds"):
                low, high = one.get_bounds()
                m, e, i = (int(getattr(one, what, lambda d=d: d)()) for what, d in (("get_nobj", 1), ("get_nec", 0), ("get_nic", 0)))
                problem.add_task(_Pygmo(one, m, e, i, tolerance), len(low), low, high, objectives=m, constraints=e + i,
                                 name=type(one).__name__)
            else:
                raise TypeError(f"{type(one).__name__} has neither pymoo's n_var and _evaluate nor pygmo's get_bounds and "
                                "fitness.")
        return problem

    @property
    def tasks(self) -> list[dict[str, Any]]:
        """Per task name, dim, objectives, constraints, lower, upper, bounded."""
        keys = ("name", "dim", "objectives", "constraints", "lower", "upper", "bounded")
        return [{key: task[key] for key in keys} for task in self._tasks]

    def evaluate(self, X: Any, task: int = 0, constraints: bool = False) -> Any:
        """Values of points as seen by the engine: X [n, dim] -> F [n, M]; with constraints=True (F, G)."""
        return _core.build_problem(self.name, {}, [self._engine()], "auto", "").evaluate(X, task, constraints)

    def _checksum(self) -> str:
        digest = hashlib.sha256()
        for task in self._tasks:
            digest.update(_source(task["source"]))
            digest.update(task["lower"].tobytes() + task["upper"].tobytes())
        return "python-" + digest.hexdigest()[:16]

    def _engine(self) -> Any:
        if self._built is None:
            if not self._tasks:
                raise _core.InputError(f"'{self.name}' has no tasks; add_task() adds one.")
            budget = _BUDGET_PER_TASK * len(self._tasks) if self.max_evaluations is None else int(self.max_evaluations)
            self._built = _core.OwnProblem({
                "name": self.name, "suite": self.suite, "doc": self.doc, "checksum": self._checksum(), "budget": budget,
                "population": int(self.population), "stochastic": bool(self.noisy), "state": self.state,
                "tasks": self._tasks})
        return self._built

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_built": None}

    def __repr__(self) -> str:
        return f"<Problem '{self.name}' of {len(self._tasks)} task(s)>"


def as_problem(given: Any) -> Problem:
    """A Problem from a Problem, or from an object (or several) in the manner of pymoo or pygmo."""
    if isinstance(given, Problem):
        return given
    if isinstance(given, type):
        raise TypeError(f"{given.__name__} is a class; give an object of it, {given.__name__}(...).")
    known = getattr(given, "_tandem_problem", None)
    if known is None:
        known = Problem.of(given)
        try:
            given._tandem_problem = known
        except AttributeError:
            pass
    return known
