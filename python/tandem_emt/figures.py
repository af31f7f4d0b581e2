# SPDX-License-Identifier: Apache-2.0
"""Figures: their numbers, and their drawing."""
from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Sequence

from . import _core
from ._words import near

# These show a problem, not runs: only the program draws them.
OF_PROBLEMS = [name for name, _, _, of_runs in _core.figure_kinds() if not of_runs]

DEFAULTS: dict[str, Any] = {
    "metric": "", "task": 0, "repetition": 0, "checkpoint": 0, "total": False, "no_band": False, "log_x": False,
    "log_y": False, "linear_y": False, "y_range": None, "mean": False, "joint": False, "task_blocks": False, "base": "",
    "alpha": 0.05, "tolerance": 0.01, "trace": "", "ranks": "mean", "x": "", "y": "", "size": "", "colour": "", "runs": ""}


class Figure:
    """A figure of results: its numbers, and the drawing that a notebook shows.

    kind, title, note   what it shows, and how to read it
    data                all of it: {"panels": [{"title", "x": {"label", "log", ...}, "y", "lines": [{"label", "x", "y",
                        ...}], "bands", "boxes", "bars", "violins", "heat_maps", "rank_diagrams", "texts"}], ...}; columns of
                        numbers are float64 arrays, one value per point
    """

    def __init__(self, kind: str, data: dict[str, Any], text: str, source: "Source") -> None:
        self.kind, self.data, self._text, self._source = kind, data, text, source
        self.title, self.note = data["title"], data["note"]

    @property
    def panels(self) -> list[dict[str, Any]]:
        return self.data["panels"]

    @property
    def json(self) -> str:
        """The numbers as `tandem plot --data FILE.json` writes them."""
        return self._text

    def frame(self) -> Any:
        """The numbers in long form, one row per point, box, bar or cell, as `tandem plot --data FILE.csv` writes them:
        panel (from 1), title, element, series, x, y, low, high, q1, q3, value, text (NaN: the element has none)."""
        import numpy as np

        from .results import Frame
        texts: dict[str, list] = {name: [] for name in ("title", "element", "series", "text")}
        reals: dict[str, list] = {name: [] for name in ("x", "y", "low", "high", "q1", "q3", "value")}
        panels = []
        for number, panel in enumerate(json.loads(self._text)["panels"], 1):
            for element in panel["elements"]:
                panels.append(number)
                texts["title"].append(panel["title"] or self.title)
                for name in ("element", "series", "text"):
                    texts[name].append(element.get(name, ""))
                for name, values in reals.items():
                    values.append(float(element.get(name, math.nan)))  # "inf" is text in JSON
        columns = {"panel": np.array(panels, dtype=np.int64), "title": texts["title"], "element": texts["element"],
                   "series": texts["series"]}
        columns.update({name: np.array(values) for name, values in reals.items()})
        return Frame({**columns, "text": texts["text"]})

    def draw(self, *, width: float | None = None, height: float | None = None, title: str | None = None) -> Any:
        """A matplotlib.figure.Figure (needs matplotlib), `width` and `height` in inches; it can be changed freely."""
        from . import _drawing
        return _drawing.draw(self, width, height, title)

    @property
    def svg(self) -> str:
        """Drawn by matplotlib if it is installed, or else by the program."""
        if drawer() == "matplotlib":
            from . import _drawing
            return _drawing.svg_of(self)
        return self._source.by_program(None)

    def save(self, path: str | os.PathLike, *, width: float | None = None, height: float | None = None,
             title: str | None = None, dpi: float = 192) -> None:
        """Draws into a file in the format of its extension (.svg, .pdf, .png and more of matplotlib), or writes the
        numbers (.csv, .json)."""
        path = Path(path)
        if path.suffix == ".json":
            path.write_text(self.json, encoding="utf-8")
        elif path.suffix == ".csv":
            self._write_csv(path)
        elif drawer() == "matplotlib":
            from . import _drawing
            _drawing.save(self, path, width, height, title, dpi)
        else:
            size = {name: f"{value}in" for name, value in (("width", width), ("height", height)) if value is not None}
            self._source.by_program(path, title=title, dpi=dpi if path.suffix == ".png" else None, **size)

    def _write_csv(self, path: Path) -> None:
        import csv
        columns = self.frame().columns
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            for row in zip(*columns.values()):
                writer.writerow(["" if isinstance(v, float) and math.isnan(v) else repr(float(v)) if isinstance(v, float) else v
                                 for v in row])

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"<Figure {self.kind}: {len(self.panels)} panel(s){', ' + self.title if self.title else ''}>"


class Drawn:
    """A figure that the program drew."""

    def __init__(self, svg: str) -> None:
        self.svg = svg

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | os.PathLike) -> None:
        Path(path).write_text(self.svg, encoding="utf-8")


def program() -> str | None:
    """Path of tandem-figures, if it is installed."""
    return os.environ.get("TANDEM_FIGURES") or shutil.which("tandem-figures")


def drawer() -> str:
    """Chooses what draws. Raises te.Error if nothing can."""
    try:
        import matplotlib  # noqa: F401
        return "matplotlib"
    except ImportError:
        pass
    if program():
        return "program"
    raise _core.Error("Drawing needs matplotlib, which is not installed: `pip install matplotlib` (or the program "
                      "tandem-figures on PATH or in TANDEM_FIGURES). The numbers are there without: Figure.data, .frame(), "
                      ".save('figure.csv').")


class Source:
    """Files and options of a figure."""

    def __init__(self, paths: Sequence[str], kind: str, options: dict[str, Any]) -> None:
        self.paths, self.kind, self.options = paths, kind, options

    def make(self) -> Figure:
        words = {**DEFAULTS, "kind": self.kind}
        for name, value in self.options.items():
            if name not in DEFAULTS and name not in ("problem", "algorithm"):
                raise TypeError(f"A figure has no option '{name}'{near(name, [*DEFAULTS, 'problem', 'algorithm'])}")
            words[name] = value
        for name in ("problem", "algorithm"):
            given = words.pop(name, None) or "*"
            words[name + "s"] = [given] if isinstance(given, str) else [str(one) for one in given]
        for name, default in DEFAULTS.items():
            words[name] = _like(name, words[name], default)
        if words["ranks"] not in ("mean", "median"):
            raise _core.InputError(f"'ranks' is 'mean' or 'median', not '{words['ranks']}'.")
        if words["log_y"] and words["linear_y"]:
            raise _core.InputError("'log_y' and 'linear_y' contradict each other; give one of them.")
        words["y_low"], words["y_high"] = _range(words.pop("y_range"))
        data, text = _core.make_figure(list(self.paths), words)
        if not data["panels"]:
            raise _core.InputError(f"Nothing is left to draw: no problem that is selected has a task {words['task']}."
                                   if words["task"] else "Nothing is left to draw; select other problems or algorithms.")
        return Figure(self.kind, data, text, self)

    def by_program(self, path: Path | None, **more: Any) -> str:
        """The figure as the program draws it: into a file, or the text of an SVG."""
        found = program()
        if not found:
            raise _core.Error("The program tandem-figures is not on PATH; install the package tandem-emt-gui or name it in "
                              "TANDEM_FIGURES.")
        with tempfile.TemporaryDirectory() as folder:
            out = path if path is not None else Path(folder) / "figure.svg"
            command = [found, *(f"--file={file}" for file in self.paths), f"--kind={self.kind}", f"--output={out}"]
            for name, value in {**self.options, **more}.items():
                if name == "y_range" and not isinstance(value, str) and value is not None:
                    low, high = _range(value)
                    value = f"{'' if math.isnan(low) else low}:{'' if math.isnan(high) else high}"
                name = name.replace("_", "-")
                for one in value if isinstance(value, (list, tuple)) else [value]:
                    if one is True:
                        command.append(f"--{name}")
                    elif one is not False and one is not None:
                        command.append(f"--{name}={one}")
            done = subprocess.run(command, env={"QT_QPA_PLATFORM": "offscreen", **os.environ}, capture_output=True, text=True,
                                  check=False)
            if done.returncode != 0:
                raise _core.InputError(done.stderr.strip() or f"tandem-figures ended with status {done.returncode}.")
            return out.read_text(encoding="utf-8") if path is None else ""


def _like(name: str, value: Any, default: Any) -> Any:
    """The value converted to the option's type, or TypeError."""
    import numbers
    if default is None:
        return value
    kind: Any = {bool: (bool,), int: (numbers.Integral,), float: (numbers.Real,), str: (str,)}[type(default)]
    if not isinstance(value, kind) or (isinstance(value, bool) and not isinstance(default, bool)):
        what = {bool: "True or False", int: "a whole number", float: "a number", str: "a text"}[type(default)]
        raise TypeError(f"'{name}' is {what}, not {value!r}.")
    return type(default)(value)


def _range(given: Any) -> tuple[float, float]:
    """Limits from "LOW:HIGH" or (low, high), either of which may be left out (None)."""
    if given is None:
        return math.nan, math.nan
    try:
        low, high = given.split(":") if isinstance(given, str) else given
        ends = [math.nan if one is None or one == "" else float(one) for one in (low, high)]
    except (TypeError, ValueError):
        raise _core.InputError(f"'y_range' is (low, high) or 'LOW:HIGH', either of them None or empty, not {given!r}.") from None
    if ends[0] >= ends[1]:
        raise _core.InputError(f"'y_range' {given!r} should begin below its end.")
    return ends[0], ends[1]


def kinds() -> dict[str, str]:
    """Kinds of figures for results, with what they show."""
    return {name: doc for name, _, doc, of_runs in _core.figure_kinds() if of_runs}
