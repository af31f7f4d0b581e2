# SPDX-License-Identifier: Apache-2.0
"""Figures: their numbers against the results and the program, their drawing by matplotlib and by the program."""
import csv
import io
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree

import numpy as np
import pytest

import tandem_emt as te

PROBLEMS = ["CEC17-MTSO1-CI-HS", "CEC17-MTSO2-CI-MS", "CEC17-MTSO9-NI-LS"]
PROGRAM = os.environ.get("TANDEM_FIGURES") or shutil.which("tandem-figures")
# What each kind needs in order to be drawn from these results.
NEEDS = {"pareto": {}, "transfer": {"problem": PROBLEMS[0], "algorithm": "often"}, "trace": {"problem": PROBLEMS[0]},
         "attainment": {"problem": PROBLEMS[0]}}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("figures") / "r.h5"
    te.Experiment([("MFEA", {"rmp": 0.9, "alias": "often"}), "GA", "MFEA-II", ("DE", {"alias": "costs $5 & <more>"})], PROBLEMS,
                  repetitions=6, max_evaluations=2400, checkpoints=8).run(path)
    return path


@pytest.fixture(scope="module")
def fronts(tmp_path_factory):
    path = tmp_path_factory.mktemp("figures") / "f.h5"
    te.Experiment(["MO-MFEA", "NSGA-II"], "CEC17-MTMO1-CI-HS", repetitions=2, max_evaluations=2000, population=20,
                  checkpoints=5).run(path)
    return path


def figure_of(kind, path, fronts):
    return te.open(fronts if kind == "pareto" else path).figure(kind, **NEEDS.get(kind, {}))


def test_numbers_are_those_of_the_results(path):
    results = te.open(path)
    figure = results.figure("box", problem=PROBLEMS[1], task=2)
    assert len(figure.panels) == 1 and figure.panels[0]["x"]["categories"] == results.algorithms
    for name, box in zip(results.algorithms, figure.panels[0]["boxes"]):
        last = results.cell(PROBLEMS[1], name).objective[:, 1, -1]
        assert box["median"] == np.median(last) and (box["q1"], box["q3"]) == tuple(np.quantile(last, [0.25, 0.75]))
        assert sorted([box["low"], box["high"], *box["outliers"]])[0] == last.min()
    curve = results.figure(problem=PROBLEMS[0], algorithm="GA", task=1).panels[0]["lines"][0]
    assert curve["label"] == "GA" and curve["y"][-1] == np.median(results.cell(PROBLEMS[0], "GA").objective[:, 0, -1])
    late = results.figure("box", problem=PROBLEMS[0], task=1, checkpoint=2).panels[0]["boxes"][0]["median"]
    assert late == np.median(results.cell(PROBLEMS[0], "often").objective[:, 0, 1])
    made = results.figure("transfer", **NEEDS["transfer"]).panels[0]["heat_maps"][0]["values"]
    assert np.array_equal(made, results.cell(PROBLEMS[0], "often").transfer[..., 0].sum(axis=0))
    ranks = results.figure("critical-difference").panels[0]["rank_diagrams"][0]
    told = {one["algorithm"]: one["mean_rank"] for one in results.table(test="friedman").summary}
    assert dict(zip(ranks["names"], ranks["ranks"])) == pytest.approx(told)


def test_frame_json_and_csv_are_those_of_the_program(path, program, tmp_path):
    figure = te.open(path).figure("violin", problem=PROBLEMS[:2])
    figure.save(tmp_path / "ours.csv"), figure.save(tmp_path / "ours.json")
    if not PROGRAM:
        pytest.skip("SKIPPED: tandem-figures is not there (TANDEM_FIGURES)")
    for ending in ("csv", "json"):
        subprocess.run([program, "plot", str(path), "--kind", "violin", "-p", ",".join(PROBLEMS[:2]), "--data",
                        str(tmp_path / f"theirs.{ending}")], check=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    assert (tmp_path / "ours.json").read_text() == (tmp_path / "theirs.json").read_text()
    ours, theirs = (list(csv.reader(io.StringIO((tmp_path / f"{n}.csv").read_text()))) for n in ("ours", "theirs"))
    assert ours[0] == theirs[0] and len(ours) == len(theirs) > 100

    def value(cell):
        try:
            return float(cell)
        except ValueError:
            return cell
    assert [[value(c) for c in row] for row in ours] == [[value(c) for c in row] for row in theirs]
    frame = figure.frame()
    assert len(frame) == len(ours) - 1 and frame["panel"][-1] == 4 and set(frame["element"]) == {"violin", "violin-median"}
    assert np.isnan(frame["low"]).all() and np.isfinite(frame["y"]).all()


@pytest.mark.parametrize("kind", list(te.figures.kinds()))
def test_every_kind_is_drawn(kind, path, fronts, tmp_path):
    pytest.importorskip("matplotlib", reason="SKIPPED: matplotlib is not there")
    figure = figure_of(kind, path, fronts)
    assert kind in repr(figure) and len(figure.frame()) > 0 and figure.note
    drawn = figure.draw()
    axes = [a for a in drawn.axes if a.get_label() != "<colorbar>"]
    assert len(axes) == len(figure.panels)
    for one, panel in zip(axes, figure.panels):
        assert one.get_title() == panel["title"].replace("$", r"\$")
        if panel["heat_maps"]:
            assert one.collections[0].get_array().size == panel["heat_maps"][0]["values"].size
            continue
        if panel["rank_diagrams"]:
            texts = " ".join(t.get_text() for t in one.texts)
            assert all(name.replace("$", r"\$") in texts for name in panel["rank_diagrams"][0]["names"])
            continue
        shown = [line for line in panel["lines"] if len(line["x"])]
        assert len(one.patches) >= len(panel["bars"]) and len(one.lines) >= len(shown)
        for line, theirs in zip(shown, one.lines):
            assert np.array_equal(theirs.get_ydata(), line["y"], equal_nan=True)
        assert (one.get_xscale() == "log") == panel["x"]["log"] and (one.get_yscale() == "log") == panel["y"]["log"]
    svg = figure._repr_svg_()
    assert xml.etree.ElementTree.fromstring(svg).tag.endswith("svg")
    # Nothing leaves the page (in inches).
    drawn.draw_without_rendering()
    inked = drawn.get_tightbbox()
    assert inked.x0 > -0.03 and inked.y0 > -0.03
    assert inked.x1 < drawn.get_figwidth() + 0.03 and inked.y1 < drawn.get_figheight() + 0.03


def test_plot_writes_what_the_ending_says(path, tmp_path):
    pytest.importorskip("matplotlib", reason="SKIPPED: matplotlib is not there")
    results = te.open(path)
    assert results.plot("box", tmp_path / "b.pdf", problem=PROBLEMS[0]).read_bytes().startswith(b"%PDF")
    results.plot("ecdf", tmp_path / "e.png", width=3.5, height=3, dpi=100)
    assert (tmp_path / "e.png").read_bytes()[16:24] == (350).to_bytes(4, "big") + (300).to_bytes(4, "big")
    results.plot("box", tmp_path / "b.svg", problem=PROBLEMS[0], title="A title of $5")
    assert "A title of $5" in (tmp_path / "b.svg").read_text()
    results.plot("box", tmp_path / "again.svg", problem=PROBLEMS[0], title="A title of $5")
    assert (tmp_path / "again.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert "costs $5 &amp; &lt;more&gt;" in (tmp_path / "b.svg").read_text()
    assert json.loads(results.plot("box", tmp_path / "b.json", problem=PROBLEMS[0]).read_text())["panels"]
    with pytest.raises(te.InputError, match="no ending"):
        results.plot("box", tmp_path / "b.xyz")
    limits = results.figure("convergence", problem=PROBLEMS[0], task=1, y_range=(1, None), log_y=True, no_band=True)
    assert limits.draw().axes[0].get_ylim()[0] == 1 and limits.panels[0]["bands"] == []


def test_bad_requests_get_a_sentence(path):
    results = te.open(path)
    for call, kind, words in (
            (lambda: results.figure("nothing"), te.InputError, "no figure 'nothing'"),
            (lambda: results.figure(logx=True), TypeError, "did you mean 'log_x'"),
            (lambda: results.figure(problem="nowhere"), te.InputError, "nowhere|No run matches"),
            (lambda: results.figure(task="two"), TypeError, "whole number"),
            (lambda: results.figure(task=True), TypeError, "whole number"),
            (lambda: results.figure(task=9), te.InputError, "task"),
            (lambda: results.figure("box", task=9), te.InputError, "task"),
            (lambda: results.figure(task=-1), te.InputError, "counts from 1"),
            (lambda: results.figure(log_y=True, linear_y=True), te.InputError, "contradict"),
            (lambda: results.figure(y_range=(2, 1)), te.InputError, "begin below"),
            (lambda: results.figure(y_range="low"), te.InputError, "LOW:HIGH"),
            (lambda: results.figure("critical-difference", ranks="best"), te.InputError, "'mean' or 'median'"),
            (lambda: results.figure("box", mean=True), te.InputError, "no use for --mean"),
            (lambda: results.figure("pareto"), te.InputError, "objective"),
            (lambda: results.figure(metric="XYZ"), te.InputError, "XYZ")):
        with pytest.raises(kind, match=words):
            call()


def alone(code, **env):
    """In a process of its own in which matplotlib cannot be imported."""
    block = "import sys\nsys.modules['matplotlib'] = None\n"
    clean = {k: v for k, v in os.environ.items() if k != "TANDEM_FIGURES"}
    return subprocess.run([sys.executable, "-c", block + code], capture_output=True, text=True, check=True,
                          env={**clean, "PATH": "/nonexistent", **env}).stdout


def test_without_matplotlib_numbers_remain_and_drawing_says_what_it_needs(path):
    out = alone(f"""
import tandem_emt as te
results = te.open({str(path)!r})
print(len(results.figure("box").frame()))
for call in (lambda: results.plot("box"), lambda: results.plot("box", "b.pdf"), lambda: results.figure("box").svg):
    try:
        call()
    except te.Error as error:
        print(error)
""").splitlines()
    assert int(out[0]) > 24 and len(out) == 4
    assert all(line.startswith("Drawing needs matplotlib, which is not installed: `pip install matplotlib`") for line in out[1:])


@pytest.mark.skipif(not PROGRAM, reason="SKIPPED: tandem-figures is not there (TANDEM_FIGURES)")
def test_the_program_draws_where_matplotlib_is_missing(path, tmp_path):
    out = alone(f"""
import tandem_emt as te
results = te.open({str(path)!r})
print(results.plot("box", task=1, no_band=False)._repr_svg_()[:5], results.plot("box", {str(tmp_path / "b.pdf")!r}, width=7))
""", TANDEM_FIGURES=PROGRAM)
    assert out.startswith("<?xml") and (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(not PROGRAM, reason="SKIPPED: tandem-figures is not there (TANDEM_FIGURES)")
def test_the_program_draws_problems(path, tmp_path):
    results = te.open(path)
    out = results.plot("landscape", tmp_path / "l.svg", problem=PROBLEMS[0], samples=50)
    assert out.read_text().lstrip().startswith("<?xml")
    with pytest.raises(te.InputError, match="nowhere"):
        results.plot("landscape", problem="nowhere")
