# SPDX-License-Identifier: Apache-2.0
"""Draws figures with matplotlib, without pyplot: no global state, no display, no window."""
from __future__ import annotations

import colorsys
import io
import math
import textwrap
import warnings
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from matplotlib import figure as mpl
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from . import _core

# Okabe and Ito's colours, safe for colour-blind readers; the same as the program's.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#e69f00", "#56b4e9", "#7a7a7a")
DASHES = ((), (6, 2), (2, 1.6), (7, 2, 1.5, 2), (10, 3))
MARKERS = ("o", "s", "^", "D", "v", "x", "+", "*", "P", "X", "p")
INK = "#202020"
DIVERGING = LinearSegmentedColormap.from_list("tandem", ("#2b5c8a", "#86b2d3", "#f4f4f0", "#eea66b", "#b34a0c"))
STYLE = {"font.size": 9, "axes.titlesize": 9.5, "axes.labelsize": 9, "xtick.labelsize": 8, "ytick.labelsize": 8,
         "legend.fontsize": 8.5, "svg.fonttype": "none", "svg.hashsalt": "tandem", "pdf.fonttype": 42, "axes.axisbelow": True,
         "axes.spines.top": False, "axes.spines.right": False, "axes.unicode_minus": True, "text.usetex": False}


def colour(style: int) -> str | tuple[float, float, float]:
    if style < 0:
        return INK
    if style < len(COLOURS):
        return COLOURS[style]
    return colorsys.hls_to_rgb(0.381966 * style % 1.0, (0.38, 0.52, 0.30)[style % 3], 0.85 if style % 2 == 0 else 0.55)


def plain(text: str) -> str:
    """Escapes dollar signs, which would begin a formula."""
    return text.replace("$", r"\$")


def draw(figure: Any, width: float | None, height: float | None, title: str | None) -> mpl.Figure:
    with matplotlib.rc_context(STYLE):
        return _Drawing(figure.data, width, height, title).figure


def save(figure: Any, path: Path, width: float | None, height: float | None, title: str | None, dpi: float) -> None:
    drawn = draw(figure, width, height, title)
    known = drawn.canvas.get_supported_filetypes()
    ending = path.suffix.lstrip(".").lower()
    if ending not in known:
        raise _core.InputError(f"'{path}' has no ending that says how to draw it: .svg, .pdf, .png, or .csv and .json for the "
                               "numbers.")
    with matplotlib.rc_context(STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        # No date, so that the same figure gives the same file.
        when = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(ending)
        drawn.savefig(path, format=ending, dpi=dpi, metadata=when)


def svg_of(figure: Any) -> str:
    drawn = draw(figure, None, None, None)
    out = io.StringIO()
    with matplotlib.rc_context(STYLE):
        drawn.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def _size(panel: dict[str, Any]) -> tuple[float, float]:
    """Size of a panel in inches."""
    if panel["rank_diagrams"]:
        return 6.5, 1.3 + 0.11 * len(panel["rank_diagrams"][0]["names"]) + 0.09 * len(panel["rank_diagrams"][0]["groups"])
    if panel["heat_maps"] and not len(panel["heat_maps"][0]["x_range"]):
        rows, columns = panel["heat_maps"][0]["values"].shape
        widest = max((len(t) for t in panel["heat_maps"][0]["texts"]), default=0)
        longest = max((len(c) for c in panel["y"]["categories"]), default=0)
        turned = 0.065 * max((len(c) for c in panel["x"]["categories"]), default=0)
        return (1.3 + 0.065 * longest + columns * max(0.42, 0.075 * widest), 1.0 + min(1.5, turned) + 0.3 * rows)
    across = len(panel["x"]["categories"])
    return max(4.0, 1.0 + 0.36 * across), 2.9 + min(1.2, 0.04 * max((len(c) for c in panel["x"]["categories"]), default=0))


class _Drawing:
    def __init__(self, data: dict[str, Any], width: float | None, height: float | None, title: str | None) -> None:
        for name, value in (("width", width), ("height", height)):
            if value is not None and not 0.5 <= value <= 300:
                raise _core.InputError(f"'{name}' is in inches, between 0.5 and 300, not {value}.")
        panels = data["panels"]
        columns = data["columns"] or min(3, math.ceil(math.sqrt(len(panels))))
        columns = max(1, min(columns, len(panels)))
        rows = math.ceil(len(panels) / columns)
        sizes = [_size(panel) for panel in panels]
        wide = width or max(4.4, min(24.0, columns * max(w for w, _ in sizes)))
        title = data["title"] if title is None else "" if title == "none" else title
        # Text widths are estimated, at about 0.07 inches per 9-point letter.
        note = "\n".join(textwrap.wrap(data["note"], max(30, int(wide / 0.058)))) if data["note"] else ""
        handles = self._legend(panels) if data["legend"] else []
        longest = max((len(h.get_label()) for h in handles), default=1)
        across = max(1, min(len(handles), int((wide - 0.3) / (0.55 + 0.075 * longest))))
        key = 0.22 * math.ceil(len(handles) / across) + 0.1 if handles else 0.0
        below = 0.14 * (note.count("\n") + 1) + 0.06 if note else 0.0
        above = 0.32 if title else 0.04
        tall = height or min(80.0, rows * max(h for _, h in sizes) + above + below + key)
        self.figure = mpl.Figure(figsize=(wide, tall), layout="constrained")
        # The space of the axes; the rest is for title, legend and note.
        engine: Any = self.figure.get_layout_engine()
        engine.set(rect=(0.0, (below + key) / tall, 1.0, max(0.1, 1.0 - (above + below + key) / tall)), w_pad=0.05, h_pad=0.05)
        for number, panel in enumerate(panels):
            axes = self.figure.add_subplot(rows, columns, number + 1)
            self._panel(axes, panel)
        if title:
            self.figure.text(0.5, 1.0 - 0.07 / tall, plain(title), ha="center", va="top", fontsize=11, weight="bold")
        if handles:
            self.figure.legend(handles=handles, loc="lower center", bbox_to_anchor=(0.5, below / tall), ncols=across,
                               frameon=False, borderpad=0.1, handlelength=2.6)
        if note:
            self.figure.text(0.06 / wide, 0.05 / tall, plain(note), ha="left", va="bottom", fontsize=7.5, color="#606060",
                             linespacing=1.15)

    @staticmethod
    def _legend(panels: list[dict[str, Any]]) -> list[Any]:
        """Each label once, however many panels have it."""
        handles: dict[str, Any] = {}
        for panel in panels:
            for line in panel["lines"]:
                if not line["label"] or line["label"] in handles:
                    continue
                if panel["bars"] and not len(line["x"]):  # names the part of a stacked bar
                    handles[line["label"]] = Patch(facecolor=colour(line["style"]), label=plain(line["label"]))
                else:
                    handles[line["label"]] = Line2D([], [], label=plain(line["label"]), **_looks(line))
        return list(handles.values())

    def _panel(self, axes: Any, panel: dict[str, Any]) -> None:
        axes.set_title(plain(panel["title"]))
        if panel["rank_diagrams"]:
            _ranks(axes, panel["rank_diagrams"][0])
            return
        heat = panel["heat_maps"][0] if panel["heat_maps"] else None
        for which, axis in (("x", panel["x"]), ("y", panel["y"])):
            if axis["log"]:
                getattr(axes, f"set_{which}scale")("log", nonpositive="mask")
        if heat is not None:
            self._heat(axes, heat)
        for band in panel["bands"]:
            axes.fill_between(band["x"], band["low"], band["high"], step="post" if band["steps"] else None,
                              color=colour(band["style"]), alpha=0.16, linewidth=0)
        for line in panel["lines"]:
            if len(line["x"]):
                axes.plot(line["x"], line["y"], **_looks(line), **_every(line))
        for box in panel["boxes"]:
            _box(axes, box)
        for bar in panel["bars"]:
            axes.bar(bar["position"], bar["to"] - bar["from"], bar["width"], bar["from"], color=colour(bar["style"]),
                     edgecolor="white", linewidth=0.6)
        for violin in panel["violins"]:
            _violin(axes, violin)
        for text in panel["texts"]:
            # Texts above a point stand slightly clear of it.
            axes.annotate(plain(text["text"]), (text["x"], text["y"]), (0, 4 if text["above"] else 0),
                          textcoords="offset points", ha=text["align"], va="bottom" if text["above"] else "center",
                          fontsize=text["size"] * 0.9, color=INK)
        if panel["grid"] and heat is None:
            axes.grid(True, color="#dcdcdc", linewidth=0.6)
        else:
            axes.grid(False)
        self._axis(axes, "x", panel["x"])
        self._axis(axes, "y", panel["y"])

    @staticmethod
    def _axis(axes: Any, which: str, axis: dict[str, Any]) -> None:
        own = axes.xaxis if which == "x" else axes.yaxis
        own.set_label_text(plain("\n".join(textwrap.wrap(axis["label"], 34 if which == "y" else 60))))
        names = axis["categories"]
        if names:
            every = max(1, math.ceil(len(names) / 25)) if axis["ordinal"] else 1
            own.set_ticks(range(0, len(names), every), [plain(n) for n in names[::every]])
            own.set_tick_params(length=0)
            if which == "x" and (len(names) * max(map(len, names)) > 36) and not axis["ordinal"]:
                for label in own.get_ticklabels():
                    label.set(rotation=40, ha="right", rotation_mode="anchor")
        low, high = axis["min"], axis["max"]
        if names and math.isnan(low) and math.isnan(high):
            low, high = -0.5, len(names) - 0.5
        if low == high:
            low, high = (low / 2, high * 2) if axis["log"] else (low - 0.5, high + 0.5)
        limits = axes.set_xlim if which == "x" else axes.set_ylim
        limits(None if math.isnan(low) else low, None if math.isnan(high) else high)
        if axis["reversed"]:
            (axes.invert_xaxis if which == "x" else axes.invert_yaxis)()
        if not axis["visible"]:
            own.set_visible(False)
            for side in ("top", "bottom") if which == "x" else ("left", "right"):
                axes.spines[side].set_visible(False)

    def _heat(self, axes: Any, heat: dict[str, Any]) -> None:
        values = np.ma.masked_invalid(heat["values"])
        rows, columns = values.shape
        given = [None if math.isnan(heat[end]) else heat[end] for end in ("min", "max")]
        x, y = heat["x_range"], heat["y_range"]
        xs = np.linspace(x[0], x[1], columns + 1) if len(x) else np.arange(columns + 1) - 0.5
        ys = np.linspace(y[0], y[1], rows + 1) if len(y) else np.arange(rows + 1) - 0.5
        colours = DIVERGING if heat["diverging"] else "viridis"
        mesh = axes.pcolormesh(xs, ys, values, cmap=colours, vmin=given[0], vmax=given[1], rasterized=values.size > 4000,
                               edgecolors="white" if not len(x) and values.size <= 900 else "none", linewidth=0.5)
        if values.count():
            bar = self.figure.colorbar(mesh, ax=axes, pad=0.02, aspect=25)
            bar.set_label(plain(heat["scale_label"]))
            bar.outline.set_visible(False)
            if heat["integer_scale"]:
                bar.locator = MaxNLocator(integer=True, nbins=6)
                bar.update_ticks()
        if heat["texts"]:
            for i, text in enumerate(heat["texts"]):
                if text:
                    r, c = divmod(i, columns)
                    empty = not np.isfinite(heat["values"][r, c])
                    red, green, blue, _ = (1.0, 1.0, 1.0, 1.0) if empty else mesh.cmap(mesh.norm(values[r, c]))
                    dark = 0.299 * red + 0.587 * green + 0.114 * blue < 0.5
                    axes.text(0.5 * (xs[c] + xs[c + 1]), 0.5 * (ys[r] + ys[r + 1]), plain(text), ha="center", va="center",
                              fontsize=7.5, color="#fafafa" if dark else "#101010")


def _looks(line: dict[str, Any]) -> dict[str, Any]:
    graded = not math.isnan(line["ramp"])
    one = matplotlib.colormaps["viridis"](line["ramp"]) if graded else colour(line["style"])
    dash = () if line["solid"] or line["style"] < 0 else DASHES[line["look"] % len(DASHES)]
    marker = "o" if graded or line["style"] < 0 else MARKERS[line["look"] % len(MARKERS)]
    looks = {"color": one, "alpha": line["opacity"], "linewidth": line["width"],
             "linestyle": ("-" if not dash else (0, dash)) if line["line"] else "none",
             "drawstyle": "steps-post" if line["steps"] else "default"}
    if line["markers"]:
        hollow = marker not in "x+*" and line["style"] >= 0 and not line["filled"]
        looks.update(marker=marker, markersize=line["marker_size"] * 0.85, markeredgecolor=one, markeredgewidth=1.1,
                     markerfacecolor="white" if hollow else one)
    return looks


def _every(line: dict[str, Any]) -> dict[str, Any]:
    """A few markers along a line, one per point where there is no line."""
    return {"markevery": max(1, len(line["x"]) // 8)} if line["markers"] and line["line"] else {}


def _box(axes: Any, box: dict[str, Any]) -> None:
    one = colour(box["style"])
    flier = {"marker": "o", "markersize": 3.5, "markerfacecolor": "none", "markeredgecolor": one}
    line = {"color": one, "linewidth": 1.1}
    axes.bxp([{"med": box["median"], "q1": box["q1"], "q3": box["q3"], "whislo": box["low"], "whishi": box["high"],
               "fliers": box["outliers"]}], positions=[box["position"]], widths=box["width"], patch_artist=True,
             manage_ticks=False, boxprops={"facecolor": matplotlib.colors.to_rgba(one, 0.2), "edgecolor": one},
             whiskerprops=line, capprops=line, medianprops={"color": one, "linewidth": 2.0}, flierprops=flier)


def _violin(axes: Any, violin: dict[str, Any]) -> None:
    one, at, y, half = colour(violin["style"]), violin["position"], violin["y"], violin["half_width"]
    if len(y) == 2 and y[0] == y[1]:  # all values are the same
        axes.plot([at - half[0], at + half[0]], [y[0], y[0]], color=one, linewidth=2.0, solid_capstyle="butt")
        return
    axes.fill_betweenx(y, at - half, at + half, facecolor=matplotlib.colors.to_rgba(one, 0.25), edgecolor=one, linewidth=1.0)
    axes.plot([at, at], [violin["q1"], violin["q3"]], color=one, linewidth=4.0, solid_capstyle="butt")
    axes.plot([at], [violin["median"]], "o", markersize=5, markerfacecolor="white", markeredgecolor=one)


def _ranks(axes: Any, diagram: dict[str, Any]) -> None:
    """Mean ranks on an axis, names to its left and right, and a bar over those that cannot be told apart."""
    names, ranks, styles = diagram["names"], diagram["ranks"], diagram["styles"]
    count = len(names)
    low, high = 1, max(2, count)
    half = (count + 1) // 2
    bars = [(ranks[a], ranks[b]) for a, b in diagram["groups"]]
    first = -0.28 - 0.2 * len(bars)  # the first name, below the bars
    pad = 0.55 * (high - low)
    axes.set(xlim=(low - pad, high + pad), ylim=(first - 0.34 * (half - 1) - 0.3, 1.15))
    axes.axis("off")
    axes.plot([low, high], [0, 0], color=INK, linewidth=1.0)
    for tick in range(low, high + 1):
        axes.plot([tick, tick], [0, 0.12], color=INK, linewidth=1.0)
        axes.text(tick, 0.17, str(tick), ha="center", va="bottom", fontsize=8)
    width = diagram["difference"]
    if math.isfinite(width) and width > 0:
        # Centred if it is longer than the axis, else starting at the best rank.
        start = low if width <= high - low else 0.5 * (low + high - width)
        axes.plot([start, start, start, start + width, start + width, start + width], [0.62, 0.78, 0.7, 0.7, 0.62, 0.78],
                  color=INK, linewidth=1.0, clip_on=False)
        axes.text(start + 0.5 * width, 0.8, f"critical difference {width:.3g}", ha="center", va="bottom", fontsize=8)
    for number, (a, b) in enumerate(bars):
        y = -0.14 - 0.2 * number
        axes.plot([a - 0.02 * (high - low), b + 0.02 * (high - low)], [y, y], color=INK, linewidth=3.0, solid_capstyle="butt")
    for i, name in enumerate(names):
        left = i < half
        y = first - 0.34 * (i if left else count - 1 - i)
        end = low - 0.06 * (high - low) if left else high + 0.06 * (high - low)
        one = colour(styles[i])
        axes.plot([ranks[i], ranks[i], end], [0, y, y], color=one, linewidth=1.2)
        axes.plot([ranks[i]], [0], "o", color=one, markersize=4)
        text = f"{name}  {ranks[i]:.2f}" if left else f"{ranks[i]:.2f}  {name}"
        axes.text(end - 0.02 * (high - low) if left else end + 0.02 * (high - low), y, plain(text),
                  ha="right" if left else "left", va="center", fontsize=8.5)
