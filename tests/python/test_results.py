# SPDX-License-Identifier: Apache-2.0
"""Results: arrays, tables, frames, Arrow, indicators and tests on arrays."""

import numpy as np
import pytest

import tandem_emt as te

PROBLEM = "CEC17-MTSO1-CI-HS"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("results") / "r.h5"
    te.Experiment(["MFEA", "GA", "MFEA-II"], [PROBLEM, "CEC17-MTSO2-CI-MS"], repetitions=6, max_evaluations=3000,
                  checkpoints=10).run(path)
    return path


@pytest.fixture(scope="module")
def fronts(tmp_path_factory):
    path = tmp_path_factory.mktemp("results") / "f.h5"
    te.Experiment(["MO-MFEA", "NSGA-II"], "CEC17-MTMO1-CI-HS", repetitions=2, max_evaluations=2000, population=20,
                  checkpoints=5, save_decisions=True).run(path)
    return path


def test_arrays_are_read_only_views(path):
    results = te.open(path)
    cell = results.cell(PROBLEM, "mfea")
    assert cell.objective.shape == (6, 2, 10) and cell.task_evaluations.shape == (6, 2, 10) and cell.evaluations.shape == (6, 10)
    assert np.shares_memory(cell.objective, cell.objective)
    with pytest.raises(ValueError, match="read-only"):
        cell.objective[0] = 1
    kept, copy = cell.objective, cell.objective.copy()
    del results, cell
    assert np.array_equal(kept, copy)


def test_traces_transfer_and_improvements(path):
    results = te.open(path)
    assert results.cell(PROBLEM, "MFEA-II").traces["rmp"].shape[0::2] == (6, 10)
    assert results.cell(PROBLEM, "MFEA").transfer.shape == (6, 2, 2, 3)
    steps = results.cell(PROBLEM, "GA").improvements(0)
    assert steps[1].shape[1] == 4 and (np.diff(steps[1][:, 2]) < 0).all()


def test_fronts(fronts):
    cell = te.open(fronts).cell(0, 0)
    assert cell.front(0, 1).shape == (20, 2) and cell.front_decisions(1, 0).shape[0] == 20
    with pytest.raises(IndexError, match="no task 2"):
        cell.front(0, 2)
    table = te.open(fronts).table("IGD")
    assert np.isfinite(table.frame()["mean"]).all()


def test_tables_say_what_the_program_says(path, program):
    import subprocess
    for options, words in ((dict(test="rank-sum", base="GA", correction="holm", effect="a12"),
                            ["--test", "rank-sum", "--base", "GA", "--correction", "holm", "--effect", "a12"]),
                           (dict(test="friedman", show="median"), ["--test", "friedman", "--show", "median"]),
                           (dict(test="friedman", ranks="median"), ["--test", "friedman", "--ranks", "median"]),
                           (dict(test="bayes"), ["--test", "bayes"]), (dict(test="signed-rank"), ["--test", "signed-rank"])):
        theirs = subprocess.run([program, "table", path, "--format", "csv", *words], check=True, capture_output=True, text=True)
        assert te.open(path).table(**options).to_string("csv") == theirs.stdout
    with pytest.raises(TypeError, match="did you mean 'ranks'"):
        te.open(path).table(test="friedman", rank="median")


def test_every_metric_is_to_be_had(path, fronts):
    for name in te.metrics():
        labels = te.show(name)["labels"]
        for file, kind in ((path, "single-objective"), (fronts, "multi-objective")):
            if kind in labels and "constrained" not in labels and "competitive" not in labels:
                assert len(te.open(file).table(name).runs()) > 0, name


def test_table_frames_and_files(path, tmp_path):
    table = te.open(path).table(test="rank-sum", base="GA", problems=PROBLEM)
    frame = table.frame()
    assert len(frame) == 6 and frame["algorithm"][:3] == ["MFEA", "GA", "MFEA-II"]
    values = te.open(path).cell(PROBLEM, "MFEA").objective[:, 0, -1]
    assert np.isclose(frame["mean"][0], values.mean()) and np.isclose(frame["sd"][0], values.std(ddof=1))
    runs = table.runs()
    cell = te.open(path).cell(runs["problem"][7], runs["algorithm"][7])
    assert sorted(set(runs["repetition"])) == [1, 2, 3, 4, 5, 6]  # of the value's run
    assert runs["value"][7] == cell.objective[runs["repetition"][7] - 1, runs["task"][7] - 1, -1]
    assert len(runs) == 36 and "<table" in table._repr_html_() and "MFEA" in str(table)
    for ending in ("txt", "csv", "tex", "md", "json", "html", "xlsx"):
        table.save(tmp_path / f"t.{ending}")
        assert (tmp_path / f"t.{ending}").stat().st_size > 100
    with pytest.raises(te.InputError, match="ending"):
        table.save(tmp_path / "t.doc")
    for bad, words in ((dict(test="t-test"), "t-test"), (dict(show="mode"), "mode"), (dict(base="nobody", test="rank-sum"), "nobody"),
                       (dict(metric="HV9"), "HV9"), (dict(checkpoint=99), "99")):
        with pytest.raises(te.InputError, match=words):
            te.open(path).table(**bad)


def test_long_form(path):
    frame = te.open(path).frame()
    cell = te.open(path).cell("CEC17-MTSO2-CI-MS", "GA")
    rows = [i for i, (a, f, r) in enumerate(zip(frame["algorithm_name"], frame["function_name"], frame["run_id"]))
            if a == "GA" and f == "CEC17-MTSO2-CI-MS T2" and r == 3]
    assert np.array_equal(frame["raw_y"][rows], cell.objective[2, 1]) and len(frame) == 2 * 2 * 3 * 6 * 10
    assert np.array_equal(frame["evaluations"][rows], cell.task_evaluations[2, 1])
    assert len(set(frame["data_id"])) == 72
    steps = te.open(path).frame(improvements=True)
    assert len(steps) > len(frame)
    with pytest.raises(KeyError, match="no column 'y'"):
        frame["y"]


def test_frames_are_arrow_streams(path):
    frame = te.open(path).frame()
    capsule = frame.__arrow_c_stream__()
    assert "arrow_array_stream" in repr(capsule)
    del capsule  # never read: its memory goes with it
    polars = pytest.importorskip("polars", reason="SKIPPED: polars is not there")
    data = polars.DataFrame(frame)
    assert data.shape == (len(frame), 14) and data["raw_y"].to_numpy().tolist() == frame["raw_y"].tolist()
    assert data["algorithm_name"].to_list() == frame["algorithm_name"] and data["evaluations"].dtype == polars.Int64
    assert frame.to_polars().equals(data)


def test_frames_in_pyarrow_and_pandas(path):
    pyarrow = pytest.importorskip("pyarrow", reason="SKIPPED: pyarrow is not there")
    pytest.importorskip("pandas", reason="SKIPPED: pandas is not there")
    frame = te.open(path).table().frame()
    table = pyarrow.table(frame)
    table.validate(full=True)
    assert table.to_pydict()["mean"] == frame["mean"].tolist() and frame.to_arrow().schema.equals(table.schema)
    assert frame.to_pandas()["algorithm"].tolist() == frame["algorithm"]


def test_several_files_and_bad_ones(path, tmp_path):
    te.Experiment("DE", PROBLEM, repetitions=6, max_evaluations=3000, checkpoints=10).run(tmp_path / "more.h5")
    both = te.open(path, tmp_path / "more.h5")
    assert both.algorithms == ["MFEA", "GA", "MFEA-II", "DE"] and "DE" in str(both.table(problems=PROBLEM))
    with pytest.raises(te.InputError, match="nowhere"):
        te.open(tmp_path / "nowhere.h5")
    (tmp_path / "junk.h5").write_bytes(b"junk" * 1000)
    with pytest.raises(te.InputError, match="junk"):
        te.open(tmp_path / "junk.h5")
    with pytest.raises(te.InputError, match="no algorithm 'SA'"):
        both.cell(PROBLEM, "SA")
    with pytest.raises(IndexError, match="no problem 7"):
        both.cell(7, 0)


def test_indicators_on_arrays():
    F = [[1.0, 3.0], [2.0, 2.0], [3.0, 1.0], [3.0, 3.0]]
    assert te.hypervolume(F, [4, 4]) == 6.0
    assert te.hypervolume_contributions(F, [4, 4]).tolist() == [1.0, 1.0, 1.0, 0.0]
    assert te.non_dominated_sort(F).tolist() == [0, 0, 0, 1] and te.non_dominated(F).tolist() == [0, 1, 2]
    assert te.non_dominated_sort(F, cv=[1, 0, 0, 0]).tolist() == [2, 0, 0, 1]
    assert te.crowding_distance(F)[1] == 2.0
    assert te.igd(F, [[1.0, 3.0], [2.0, 1.0]]) == 0.5 and te.igd_plus(F, [[0.0, 0.0]]) == pytest.approx(np.sqrt(8))
    assert te.igd(np.asfortranarray(np.array(F, dtype=np.float32))[::-1], F) == 0.0
    assert te.das_dennis(3, 2).shape == (6, 3) and np.isfinite(te.spread(F, F))
    for call, kind, words in ((lambda: te.hypervolume(F, [4, 4, 4]), ValueError, "3 objectives"),
                              (lambda: te.hypervolume([1, 2], [4, 4]), ValueError, "points in rows"),
                              (lambda: te.hypervolume([[np.nan, 1]], [4, 4]), ValueError, "NaN"),
                              (lambda: te.igd([["a", "b"]], F), ValueError, "no array of numbers"),
                              (lambda: te.non_dominated_sort(F, cv=[0]), ValueError, "one violation"),
                              (lambda: te.hypervolume(x for x in F), TypeError, "reference")):
        with pytest.raises(kind, match=words):
            call()


def test_statistics_on_arrays():
    a, b = [1.1, 2.2, 3.3, 4.4, 5.0], [2.0, 3.0, 4.5, 6.0, 7.0]
    assert te.rank_sum(a, b)["exact"] and te.signed_rank(a, b) == {"statistic": 0.0, "p": 0.0625, "exact": True}
    # scipy.stats.mannwhitneyu(a, b, method="exact"), friedmanchisquare
    assert te.rank_sum(a, b)["statistic"] == 8.0 and te.rank_sum(a, b)["p"] == pytest.approx(0.42063492063492064, abs=1e-12)
    assert te.a12(b, a) == pytest.approx(0.68) and te.holm([0.01, 0.04, 0.03]).tolist() == pytest.approx([0.03, 0.06, 0.06])
    friedman = te.friedman([[1, 2, 3], [1, 3, 2], [1, 2, 3], [2, 1, 3.0]])
    assert friedman["mean_ranks"].tolist() == [1.25, 2.0, 2.75] and friedman["p"] == pytest.approx(0.10539922456186433)
    assert te.nemenyi(3, 10) == pytest.approx(1.048, abs=1e-3)
    interval = te.median_difference(a, b)
    assert interval["estimate"] == pytest.approx(-1.2) and interval["low"] <= -1.2 <= interval["high"]
    with pytest.raises(te.InputError):
        te.rank_sum([np.nan], b)
    with pytest.raises(ValueError, match="vector"):
        te.rank_sum([a], b)


def test_the_processor_is_asked():
    from tandem_emt import _processor
    modern = "flags\t\t: fpu sse4_2 avx avx2 bmi1 bmi2 f16c fma abm movbe"
    assert _processor.missing(modern) == [] and _processor.missing("") == []
    assert _processor.missing(modern.replace(" avx2", "")) == ["avx2"]


def test_a_processor_without_avx2_is_refused_with_a_sentence(tmp_path):
    from tandem_emt import _processor
    old = tmp_path / "cpuinfo"
    old.write_text("model name : old\nflags : fpu sse4_2 avx\n")
    with pytest.raises(ImportError, match=r"^This processor lacks avx2, .*AVX2.*generic for older ones\.$"):
        _processor.check(str(old))
    _processor.check(str(tmp_path / "none"))
