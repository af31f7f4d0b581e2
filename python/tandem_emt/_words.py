# SPDX-License-Identifier: Apache-2.0
"""An experiment described in Python, in the words of the engine."""
from __future__ import annotations

import difflib
import numbers
import os
from typing import Any, Iterable

from . import _core


def text_of(value: Any) -> str:
    """A parameter's value as the engine reads it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, numbers.Real):
        return repr(float(value))
    if isinstance(value, str):
        return value
    if type(value).__name__ == "bool_" or type(value).__name__ == "bool":  # numpy's
        return "true" if value else "false"
    raise TypeError(f"A parameter is a number, a truth value or a text, not {type(value).__name__}.")


def near(name: str, names: Iterable[str]) -> str:
    """The end of a sentence about an unknown name."""
    found = difflib.get_close_matches(name, list(names), 1)
    return f"; did you mean '{found[0]}'?" if found else "."


def texts_of(params: dict[str, Any]) -> dict[str, str]:
    return {str(name): text_of(value) for name, value in params.items()}


def listed(value: Any) -> list:
    """One item or several, as a list."""
    if isinstance(value, (str, bytes, dict, type)) or not isinstance(value, Iterable):
        return [value]
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], dict):
        return [value]  # (what, parameters)
    return list(value)


class Units:
    """Problems and algorithms of an experiment: names as they are, objects collected by name."""

    def __init__(self) -> None:
        self.problems: dict[str, Any] = {}
        self.algorithms: dict[str, Any] = {}

    def problem(self, given: Any) -> Any:
        given, params = self._parted(given, "problem")
        if isinstance(given, str):
            return given if params is None else (given, texts_of(params))
        from .problems import as_problem
        problem = as_problem(given)
        if params:
            raise TypeError("A problem written in Python takes its parameters in its constructor.")
        self._keep(self.problems, problem.name, problem._engine(), "problem")
        return (problem.name, {})

    def algorithm(self, given: Any) -> Any:
        given, params = self._parted(given, "algorithm")
        if isinstance(given, str):
            if params is None:
                return given
            alias = str(params.pop("alias", ""))
            return (given, alias, texts_of(params))
        from .algorithms import engine_of
        name, engine, own = engine_of(given)
        params = {**own, **(params or {})}
        alias = str(params.pop("alias", ""))
        self._keep(self.algorithms, name, engine, "algorithm")
        return (name, alias, texts_of(params))

    @staticmethod
    def _parted(given: Any, what: str) -> tuple[Any, dict | None]:
        if isinstance(given, tuple):
            if len(given) != 2 or not isinstance(given[1], dict):
                raise TypeError(f"A {what} with parameters is a pair (what, {{name: value}}).")
            return given[0], dict(given[1])
        return given, None

    @staticmethod
    def _keep(units: dict, name: str, engine: Any, what: str) -> None:
        if units.get(name, engine) is not engine:
            raise _core.InputError(f"Two different {what}s are called '{name}'; give one another name.")
        units[name] = engine


# name -> (bits of a whole number or 0, the least that may be given)
SPEC: dict[str, tuple[int, int]] = {name: (bits, least) for name, bits, least in _core.experiment_options()}


def words(units: Units, algorithms: Any, problems: Any, data_dir: str | os.PathLike | None, toml: str | None = None,
          toml_name: str = "specification", **spec: Any) -> dict[str, Any]:
    out: dict[str, Any] = {name: None for name in SPEC}
    for name, value in spec.items():
        if name not in out:
            raise TypeError(f"There is no option '{name}'{near(name, SPEC)}")
        out[name] = value
    for name, (bits, least) in SPEC.items():
        value = out[name]
        if value is None or bits == 0:
            continue
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # 1e5
        if isinstance(value, bool) or not isinstance(value, numbers.Integral):
            raise TypeError(f"'{name}' is a whole number, not {value!r}.")
        if not least <= int(value) < 2**63:
            raise _core.InputError(f"'{name}' is {value}; it must be between {least} and 2^63 - 1 (leave it out for the default).")
        if int(value) >= 2**bits:
            raise _core.InputError(f"'{name}' is {value}, which is too much.")
        out[name] = int(value)
    out["toml"], out["toml_name"] = toml, toml_name
    out["algorithms"] = [units.algorithm(one) for one in listed(algorithms)] if algorithms is not None else []
    out["problems"] = [units.problem(one) for one in listed(problems)] if problems is not None else []
    out["data_dir"] = os.fspath(data_dir) if data_dir is not None else ""
    return out
