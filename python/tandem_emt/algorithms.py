# SPDX-License-Identifier: Apache-2.0
"""Algorithms of your own: a class with declared parameters and run(self, ctx), or ask and tell."""
from __future__ import annotations

import math
from typing import Any, Sequence


from . import _core

_INF = math.inf


class _Param:
    kind = ""

    def __init__(self, default: Any, doc: str) -> None:
        self.default, self.doc, self.name = default, doc, ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        return instance.__dict__.get(self.name, self.default)

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.name] = value

    def _words(self) -> dict[str, Any]:
        return {"kind": self.kind, "name": self.name, "doc": self.doc, "default": self.default}


def _within(default: float, low: float, high: float) -> None:
    if not low <= default <= high:
        raise ValueError(f"The default {default} is outside [{low}, {high}].")


class Real(_Param):
    """A real parameter of an algorithm: `rmp = te.Real(0.3, 0, 1, "random mating probability")`."""
    kind = "real"

    def __init__(self, default: float, min: float = -_INF, max: float = _INF, doc: str = "") -> None:  # noqa: A002
        super().__init__(float(default), doc)
        self.min, self.max = float(min), float(max)
        _within(self.default, self.min, self.max)

    def _words(self) -> dict[str, Any]:
        return {**super()._words(), "min": self.min, "max": self.max}


class Integer(_Param):
    """An integer parameter."""
    kind = "integer"

    def __init__(self, default: int, min: int = -2**31, max: int = 2**31 - 1, doc: str = "") -> None:  # noqa: A002
        super().__init__(int(default), doc)
        self.min, self.max = int(min), int(max)
        _within(self.default, self.min, self.max)

    def _words(self) -> dict[str, Any]:
        return {**super()._words(), "min": self.min, "max": self.max}


class Boolean(_Param):
    """A parameter that is true or false."""
    kind = "boolean"

    def __init__(self, default: bool, doc: str = "") -> None:
        super().__init__(bool(default), doc)


class Choice(_Param):
    """One of several texts."""
    kind = "choice"

    def __init__(self, default: str, options: Sequence[str], doc: str = "") -> None:
        super().__init__(default, doc)
        self.options = list(options)
        if default not in self.options:
            raise ValueError(f"The default '{default}' is none of the options {self.options}.")

    def _words(self) -> dict[str, Any]:
        return {**super()._words(), "options": self.options}


class Text(_Param):
    """A free text."""
    kind = "text"


class Trace:
    """A quantity that the algorithm reports with ctx.trace(name, value, ...): for the run, each task, or each pair."""

    def __init__(self, doc: str = "", per: str = "task", min: float = -_INF, max: float = _INF) -> None:  # noqa: A002
        if per not in ("run", "task", "pair"):
            raise ValueError(f"A trace is per run, task or pair, not per '{per}'.")
        self.doc, self.per, self.min, self.max = doc, per, float(min), float(max)


class Algorithm:
    """Base class of algorithms written in Python. Each run has a fresh object; run(self, ctx) is the whole search:

        class OnePlusOne(te.Algorithm):
            name = "(1+1)"
            step = te.Real(0.1, 0, 1, "standard deviation of the mutation")

            def run(self, ctx):
                parents = ctx.init_per_task()
                while ctx.running(parents):
                    for parent in parents:
                        child = parent.copy()
                        child.x[:] = np.clip(child.x + self.step * ctx.rng.normal(size=child.x.shape), 0, 1)
                        child.donor[:] = -1
                        ctx.evaluate(child)
                        ctx.select_one_to_one(parent, child)

    Class attributes describe it: name, labels (single-task, multi-task, many-task, single-objective, multi-objective,
    none, competitive, constrained), twin (its single-task counterpart), doc, family, citation, min_population, min_tasks,
    max_tasks, and traces = {name: te.Trace(...)}. Randomness must come from ctx (ctx.rng, ctx.uniform(), ...), or runs
    cannot be repeated. `MyAlgorithm.with_params(step=0.2, alias="wide")` sets parameters for an experiment.
    """
    name: str = ""
    labels: Sequence[str] = ("single-task", "multi-task", "many-task", "single-objective", "none")
    twin: str = ""
    family: str = "Python"
    doc: str = ""
    deviations: str = ""
    citation: dict[str, Any] = {}
    min_population: int = 1
    min_tasks: int = 1
    max_tasks: int = 1 << 20
    traces: dict[str, Trace] = {}

    def run(self, ctx: _core.Context) -> None:
        raise NotImplementedError(f"{type(self).__name__} does not define run(self, ctx).")

    @classmethod
    def with_params(cls, **params: Any) -> tuple[type, dict[str, Any]]:
        """This algorithm with parameters, for an experiment; alias=... names it in tables."""
        return (cls, params)

    @classmethod
    def _params(cls) -> list[_Param]:
        found: dict[str, _Param] = {}
        for base in reversed(cls.__mro__):
            found.update({name: value for name, value in vars(base).items() if isinstance(value, _Param)})
        return list(found.values())


class AskTell(Algorithm):
    """Ask and tell instead of a loop: define start(self, ctx), ask(self) and tell(self, asked).

    ask() returns a te.Population (ctx.make_population(n)) with x, task and donor filled in; tell(asked) gets it back with
    objectives and violations. Set `population` to the current population for records and telemetry; otherwise the
    individuals last returned by ask() are shown.
    """
    population: Any = None

    def start(self, ctx: _core.Context) -> None:
        self.ctx = ctx

    def ask(self) -> _core.Population:
        raise NotImplementedError(f"{type(self).__name__} does not define ask(self).")

    def tell(self, asked: _core.Population) -> None:
        raise NotImplementedError(f"{type(self).__name__} does not define tell(self, asked).")

    def run(self, ctx: _core.Context) -> None:
        self.start(ctx)
        while True:
            asked = self.ask()
            if not isinstance(asked, _core.Population):
                raise TypeError(f"ask() returned {type(asked).__name__}, not a Population; ctx.make_population(n) makes one.")
            ctx.evaluate(asked)
            self.tell(asked)
            if not ctx.running(asked if self.population is None else self.population):
                return


def engine_of(given: Any) -> tuple[str, Any, dict[str, Any]]:
    """Name, engine's form and parameters of an algorithm class, or of an object of one (with its parameters)."""
    params: dict[str, Any] = {}
    cls = given
    if isinstance(given, Algorithm):
        cls = type(given)
        params = {p.name: getattr(given, p.name) for p in cls._params() if p.name in given.__dict__}
    if not (isinstance(cls, type) and issubclass(cls, Algorithm)):
        raise TypeError(f"An algorithm is a name or a subclass of te.Algorithm, not {given!r}.")
    name = cls.name or cls.__name__
    if "_tandem_engine" not in cls.__dict__:
        citation = {"authors": "", "title": "", "venue": "", "year": 0, "doi": "", **cls.citation}
        labels = list(cls.labels)
        cls._tandem_engine = _core.OwnAlgorithm({
            "name": name, "family": cls.family, "twin": cls.twin, "doc": cls.doc or (cls.__doc__ or "").split("\n")[0],
            "deviations": cls.deviations, "min_population": cls.min_population, "min_tasks": cls.min_tasks,
            "max_tasks": cls.max_tasks, "labels": labels, "citation": citation,
            "params": [p._words() for p in cls._params()],
            "traces": [{"name": n, "doc": t.doc, "per": t.per, "min": t.min, "max": t.max} for n, t in cls.traces.items()],
            "factory": cls})
    return name, cls._tandem_engine, params


