# SPDX-License-Identifier: Apache-2.0
"""Results: arrays, tables, frames, figures."""
from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Iterator, Sequence

import numpy as np

from . import _core
from ._words import near
from .figures import OF_PROBLEMS, Drawn, Figure, Source, drawer


class Frame:
    """A table of columns: name -> array, or list of texts. Reads as Arrow (polars.DataFrame(frame), pyarrow.table(frame),
    duckdb, pandas) without needing any of these packages here."""

    def __init__(self, columns: dict[str, Any]) -> None:
        self.columns = columns

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()))) if self.columns else 0

    def __getitem__(self, name: str) -> Any:
        try:
            return self.columns[name]
        except KeyError:
            raise KeyError(f"There is no column '{name}'; there are {', '.join(self.columns)}.") from None

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return _core.arrow_stream(self.columns)

    def to_pandas(self) -> Any:
        """As a pandas.DataFrame (needs pandas)."""
        import pandas
        return pandas.DataFrame(self.columns)

    def to_polars(self) -> Any:
        """As a polars.DataFrame (needs polars)."""
        import polars
        return polars.DataFrame({name: np.array(v) if isinstance(v, np.ndarray) else v for name, v in self.columns.items()})

    def to_arrow(self) -> Any:
        """As a pyarrow.Table (needs pyarrow)."""
        import pyarrow
        return pyarrow.table(self)

    def __repr__(self) -> str:
        return f"<Frame of {len(self)} rows: {', '.join(self.columns)}>"


class Table:
    """A comparison of algorithms: what is shown, tests, effects. print() shows it, as does a notebook."""

    def __init__(self, data: Any) -> None:
        self._data = data
        self.metric, self.caption, self.notes = data.metric, data.caption, data.notes

    def frame(self) -> Frame:
        """One row per problem, task and algorithm: mean, sd, median, q1, q3, best, worst, p, effect, difference, sign,
        undefined (runs without a value)."""
        return Frame(self._data.columns)

    def runs(self) -> Frame:
        """One row per run: problem, task, algorithm, repetition, value."""
        return Frame(self._data.runs)

    @property
    def summary(self) -> list[dict[str, Any]]:
        """Per algorithm wins, ties and losses against the base, Friedman's mean_rank, p, and the overall comparison."""
        return self._data.summary

    @property
    def p(self) -> float:
        """Friedman's p."""
        return self._data.chi_square_p

    @property
    def critical_difference(self) -> float:
        return self._data.critical_difference

    def to_string(self, format: str = "text", *, number: str = "", fragment: bool = False) -> str:  # noqa: A002
        """text, csv, latex (fragment=True: without the document around it), markdown, json, html."""
        return self._data.text(format, number, fragment)

    def save(self, path: str | os.PathLike, *, number: str = "") -> None:
        """In the format of the extension: .txt, .csv, .tex, .md, .json, .html, .xlsx."""
        path = Path(path)
        formats = {".txt": "text", ".csv": "csv", ".tex": "latex", ".md": "markdown", ".json": "json", ".html": "html"}
        if path.suffix == ".xlsx":
            self._data.write_xlsx(str(path), number)
        elif path.suffix in formats:
            path.write_text(self.to_string(formats[path.suffix], number=number), encoding="utf-8")
        else:
            raise _core.InputError(f"'{path}' has no ending that says how to write it: {', '.join([*formats, '.xlsx'])}.")

    def __str__(self) -> str:
        return self.to_string()

    def _repr_html_(self) -> str:
        return self.to_string("html")

    def __repr__(self) -> str:
        return f"<Table of {self.metric}: {self.caption}>"


class Results:
    """The results of one or more experiment files (te.open)."""

    def __init__(self, *paths: str | os.PathLike) -> None:
        if not paths:
            raise TypeError("te.open() needs a file.")
        self.paths = [os.fspath(path) for path in paths]
        self._files = [_core.ResultFile(path) for path in self.paths]
        self._cache = _core.TableCache()
        self._cells: dict[tuple[int, int, int], Any] = {}

    @property
    def info(self) -> dict[str, Any]:
        """What the (first) file says about itself: version, seed, repetitions, specification, problems, algorithms,
        missing, failed, ..."""
        return self._files[0].info

    @property
    def problems(self) -> list[str]:
        return list(dict.fromkeys(p["name"] for file in self._files for p in file.info["problems"]))

    @property
    def algorithms(self) -> list[str]:
        """Names in tables (aliases)."""
        return list(dict.fromkeys(a["alias"] for file in self._files for a in file.info["algorithms"]))

    def cell(self, problem: str | int, algorithm: str | int, file: int = 0) -> Any:
        """All runs of an algorithm on a problem: objective [repetition, task, checkpoint], evaluations, traces, transfer,
        fronts, messages, ... as read-only views."""
        info = self._files[file].info
        p = _index(problem, [one["name"] for one in info["problems"]], "problem")
        a = _index(algorithm, [one["alias"] for one in info["algorithms"]], "algorithm")
        if (file, p, a) not in self._cells:
            self._cells[(file, p, a)] = self._files[file].cell(p, a)
        return self._cells[(file, p, a)]

    def failures(self) -> list[dict[str, Any]]:
        """Failed runs: problem, algorithm, repetition (from 1), message (with the traceback)."""
        out = []
        for file, problem, algorithm, cell in self._all():
            for r, status in enumerate(cell.status):
                if status == "failed":
                    out.append({"problem": problem["name"], "algorithm": algorithm["alias"], "repetition": r + 1,
                                "message": cell.messages[r]})
        return out

    def _all(self) -> Iterator[tuple[int, dict, dict, Any]]:
        for f, file in enumerate(self._files):
            info = file.info
            for p, problem in enumerate(info["problems"]):
                for a, algorithm in enumerate(info["algorithms"]):
                    yield f, problem, algorithm, self.cell(p, a, f)

    def table(self, metric: str = "", *, show: str = "mean", test: str = "none", base: str = "", effect: str = "none",
              correction: str = "none", blocks: str = "problem", alpha: float = 0.05, checkpoint: int = 0,
              problems: Sequence[str] | str = (), algorithms: Sequence[str] | str = (), intervals: bool = False,
              overall: bool = False, power: float = 0.0, rope: float = 0.06, equal_budgets: bool = False,
              allow_mixed: bool = False, **more: Any) -> Table:
        """Compares, as `tandem table` does.

        metric       name, "NAME:param=value" with parameters; "": Obj, or IGD
        show         mean, mean-std, std, median, median-iqr, best, worst, runs
        test         none, rank-sum, signed-rank, friedman, bayes; base: what the others are compared with ("twin": each
                     one's own); effect: none, a12, median-difference; correction: none, holm
        checkpoint   from 1; 0 = the last
        more         any other option of `tandem table`: ranks="median", budget_tolerance=0.1
        """
        for name in more:
            if name not in _core.table_options():
                raise TypeError(f"A table has no option '{name}'{near(name, _core.table_options())}")
        words = {"metric": metric, "show": show, "test": test, "base": base, "effect": effect, "correction": correction,
                 "blocks": blocks, "alpha": alpha, "checkpoint": checkpoint,
                 "problems": [problems] if isinstance(problems, str) else list(problems),
                 "algorithms": [algorithms] if isinstance(algorithms, str) else list(algorithms), "intervals": intervals,
                 "overall": overall, "power": power, "rope": rope, "equal_budgets": equal_budgets,
                 "allow_mixed": allow_mixed, **more}
        return Table(_core.make_table(self._files, words, self._cache))

    def frame(self, *, improvements: bool = False) -> Frame:
        """Long form with IOHinspector's column names: one row per run, task and checkpoint (or, with improvements=True,
        each improvement): data_id, algorithm_name, algorithm_info, suite, function_name, function_id, dimension, instance,
        run_id, evaluations (of the task), raw_y, and our task, total_evaluations, cv. Single-objective problems only.
        """
        texts: dict[str, list] = {k: [] for k in ("algorithm_name", "algorithm_info", "suite", "function_name")}
        blocks: dict[str, list] = {k: [] for k in ("data_id", "function_id", "dimension", "instance", "run_id", "task",
                                                   "evaluations", "total_evaluations", "raw_y", "cv")}
        number, function = 0, 0
        for f, file in enumerate(self._files):
            info = file.info
            for p, problem in enumerate(info["problems"]):
                several = len(problem["tasks"]) > 1
                for t, task in enumerate(problem["tasks"]):
                    function += 1
                    for a, algorithm in enumerate(info["algorithms"]):
                        cell = self.cell(p, a, f)
                        if cell.objective is None or task["objectives"] > 1:
                            continue
                        for r in range(cell.repetitions):
                            if cell.status[r] != "finished":
                                continue
                            number += 1
                            if improvements:
                                total, own, y, cv = cell.improvements(r)[t].T
                            else:
                                own, total = cell.task_evaluations[r, t], cell.evaluations[r]
                                y, cv = cell.objective[r, t], cell.cv[r, t]
                            n = len(y)
                            for key, value in (("algorithm_name", algorithm["alias"]), ("algorithm_info", algorithm["name"]),
                                               ("suite", problem["suite"]),
                                               ("function_name", problem["name"] + (f" T{t + 1}" if several else ""))):
                                texts[key].extend([value] * n)
                            for key, value in (("data_id", number), ("function_id", function), ("dimension", task["dim"]),
                                               ("instance", 1), ("run_id", r + 1), ("task", t + 1)):
                                blocks[key].append(np.full(n, value, dtype=np.int64))
                            blocks["evaluations"].append(np.asarray(own, dtype=np.int64))
                            blocks["total_evaluations"].append(np.asarray(total, dtype=np.int64))
                            blocks["raw_y"].append(np.asarray(y))
                            blocks["cv"].append(np.asarray(cv))
        if not number:
            raise _core.InputError("There are no finished runs of single-objective problems to put into a frame.")
        joined = {key: np.concatenate(parts) for key, parts in blocks.items()}
        order = ("data_id", "algorithm_name", "algorithm_info", "suite", "function_name", "function_id", "dimension",
                 "instance", "run_id", "evaluations", "raw_y", "task", "total_evaluations", "cv")
        return Frame({key: texts[key] if key in texts else joined[key] for key in order})

    def figure(self, kind: str = "convergence", **options: Any) -> Figure:
        """The numbers of a figure, which a notebook draws: Figure.data, .frame(), .draw(), .save(path).

        kind         te.figures.kinds() lists them: convergence, box, violin, pareto, ecdf, critical-difference, transfer, ...
        options      those of `tandem plot`: problem, algorithm (names or patterns, one or several), metric, task, repetition,
                     checkpoint (from 1), total, no_band, log_x, log_y, linear_y, y_range=(low, high), mean, joint,
                     task_blocks, base, alpha, tolerance, trace, ranks, x, y, size, colour, runs
        """
        return Source(self.paths, kind, options).make()

    def plot(self, kind: str = "convergence", path: str | os.PathLike | None = None, *, width: float | None = None,
             height: float | None = None, title: str | None = None, dpi: float = 192, **options: Any) -> Any:
        """Draws: results.plot("box", "box.pdf", task=1), results.plot("convergence", problem="CEC17-MTSO1-CI-HS", log_x=True).

        With a path writes it (.svg, .pdf, .png; .csv, .json for the numbers) and returns the path; else returns the
        figure, which a notebook shows (SVG). Kinds and options are those of figure(), `width` and `height` inches.
        Matplotlib draws, or without it the program tandem-figures, if installed; the kinds landscape, feasible, surface
        and similarity, which show a problem, need the program and take its options. No display is needed.
        """
        source = Source(self.paths, kind, options)
        if kind in OF_PROBLEMS:
            source.paths = []
            size = {name: f"{value}in" for name, value in (("width", width), ("height", height)) if value is not None}
            svg = source.by_program(Path(path) if path is not None else None, title=title, **size)
            return Drawn(svg) if path is None else Path(path)
        figure = source.make()
        if path is None:
            drawer()  # if nothing can draw, this says so now
            return figure
        figure.save(path, width=width, height=height, title=title, dpi=dpi)
        return Path(path)

    def verify(self) -> list[str]:
        """Checks every file against its checksums; empty if sound, else a sentence per finding."""
        return [finding for file in self._files for finding in file.verify()]

    def __repr__(self) -> str:
        return f"<Results of {', '.join(self.paths)}; algorithms: {len(self.algorithms)}, problems: {len(self.problems)}>"


def _index(wanted: str | int, names: list[str], what: str) -> int:
    if isinstance(wanted, (int, np.integer)) and not isinstance(wanted, bool):
        return int(wanted)
    folded = [name.casefold().replace("_", "-").replace(" ", "-") for name in names]
    try:
        return folded.index(str(wanted).casefold().replace("_", "-").replace(" ", "-"))
    except ValueError:
        raise _core.InputError(f"The file has no {what} '{wanted}'; it has {', '.join(names)}.") from None


def open(*paths: str | os.PathLike) -> Results:  # noqa: A001
    """Opens the results of one or more files, packed or of an experiment that is still running."""
    return Results(*paths)
