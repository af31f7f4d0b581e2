# SPDX-License-Identifier: Apache-2.0
"""minimize() and Experiment: the engine's results, Ctrl-C, progress, resume."""
import signal
import subprocess
import sys
import textwrap
import time

import numpy as np
import pytest

import tandem_emt as te

PROBLEM = "CEC17-MTSO1-CI-HS"


def test_minimize_gives_what_was_found():
    result = te.minimize(PROBLEM, "MFEA", max_evaluations=4000, seed=3)
    assert result.status == "finished"
    assert [x.shape for x in result.X] == [(50,), (50,)]
    assert result.curves.shape == (2, 50) and result.evaluations[-1] >= 4000
    assert (np.diff(result.curves, axis=1) <= 0).all()
    assert result.transfer.shape == (2, 2, 3) and result.transfer[0, 1, 0] > 0
    built = te.problem(PROBLEM)
    for t in range(2):
        assert built.evaluate(result.X[t][None], t)[0, 0] == result.F[t]
    assert result.ledger.sum() == result.evaluations[-1]
    assert result.improvements[0][-1, 2] == result.F[0]


def test_minimize_is_the_run_of_an_experiment(tmp_path):
    results = te.Experiment("MFEA", PROBLEM, repetitions=3, seed=5, max_evaluations=3000).run(tmp_path / "a.h5")
    cell = results.cell(PROBLEM, "MFEA")
    for r in range(3):
        single = te.minimize(PROBLEM, "MFEA", seed=5, repetition=r, max_evaluations=3000)
        assert np.array_equal(single.curves, cell.objective[r])
        assert np.array_equal(single.transfer, cell.transfer[r])


def test_multi_objective_results_are_populations():
    result = te.minimize("CEC17-MTMO1-CI-HS", "MO-MFEA", max_evaluations=2000, population=20)
    assert result.F[0].shape == (20, 2) and result.X[0].shape[0] == 20 and result.cv[0].shape == (20,)
    assert result.front(0).shape[1] == 2


def test_traces_have_names():
    result = te.minimize(PROBLEM, "MFEA-II", max_evaluations=3000)
    assert "rmp" in result.traces and result.traces["rmp"].shape[1] == 50


def test_callback_sees_and_stops():
    seen = []

    def callback(live):
        seen.append((live.evaluations, live.best.copy(), live.populations[0]["x"].shape))
        return live.evaluations >= 1000

    result = te.minimize(PROBLEM, "MFEA", max_evaluations=10_000, callback=callback)
    assert result.status == "stopped" and 1000 <= result.evaluations[-1] < 2000
    assert np.isfinite(result.curves).all() and len(seen) > 3
    assert np.array_equal(seen[-1][1], result.F)


def test_what_a_callback_gets_is_void_afterwards():
    kept = []
    te.minimize(PROBLEM, "MFEA", max_evaluations=500, callback=lambda live: bool(kept.append(live)))
    with pytest.raises(te.Error, match="during the call"):
        kept[0].evaluations


def test_callback_exception_comes_out():
    def callback(live):
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        te.minimize(PROBLEM, "MFEA", max_evaluations=500, callback=callback)


def test_start_points_are_used():
    best = te.minimize(PROBLEM, "GA", max_evaluations=20_000).X
    again = te.minimize(PROBLEM, "GA", max_evaluations=200, start=[x[None] for x in best])
    assert again.curves[0, 0] <= te.problem(PROBLEM).evaluate(best[0][None], 0)[0, 0]
    with pytest.raises(te.InputError, match="one array of points a task"):
        te.minimize(PROBLEM, "GA", max_evaluations=200, start=[best[0][None]])


@pytest.mark.parametrize("value, why", [(9.0, r"holds 9 as variable 1, outside of \[-5, 5\]"),
                                        (np.nan, "holds nan as variable 1, not a finite number"),
                                        (-np.inf, "holds -inf as variable 1, not a finite number")])
def test_start_points_are_inside(value, why):
    """They would be clamped to the bounds without a word, or called a fault of the algorithm."""
    own = te.Problem("own").add_task(lambda X: (X**2).sum(axis=1), 2, -5, 5)
    with pytest.raises(te.InputError, match=why):
        te.minimize(own, "GA", max_evaluations=100, population=10, start=[np.array([[1.0, 2.0], [0.0, value]])])
    outside = te.Problem("own").add_task(lambda X: (X**2).sum(axis=1), 2, -5, 5, bounded=False)
    if value == 9.0:
        te.minimize(outside, "GA", max_evaluations=100, population=10, start=[np.array([[0.0, value]])])


def comparable(path):
    """Everything in a result file but times and places, as bytes."""
    h5py = pytest.importorskip("h5py", reason="SKIPPED: h5py is not there, so bytes of files are not compared")
    content = {}
    times = {"started", "ended", "host", "times_crc32"}  # only the group "times" and these depend on the clock
    with h5py.File(path) as file:
        def visit(name, node):
            if name.split("/")[0] == "times":
                return
            for key, value in node.attrs.items():
                if key not in times:
                    content[f"{name}@{key}"] = np.asarray(value).tobytes()
            if isinstance(node, h5py.Dataset):
                value = node[()]
                content[name] = repr(value.tolist()) if value.dtype.hasobject else value.tobytes()

        visit("", file)
        file.visititems(visit)
    assert len(content) > 50
    return content


def test_bytes_are_those_of_the_program(tmp_path, program):
    options = dict(repetitions=3, seed=11, max_evaluations=3000, checkpoints=20)
    te.Experiment(["MFEA", ("MFEA", {"rmp": 0.1}), "GA"], "CEC17-MTSO1*",
                  save_decisions=True, **options).run(tmp_path / "py.h5", threads=2)
    subprocess.run([program, "run", "-a", "MFEA,MFEA:rmp=0.1,GA", "-p", "CEC17-MTSO1*", "-r", "3", "-s", "11", "-e", "3000",
                    "-k", "20", "--save-decisions", "-j", "1", "-q", "-o", tmp_path / "cli.h5"], check=True)
    mine, theirs = comparable(tmp_path / "py.h5"), comparable(tmp_path / "cli.h5")
    assert mine.keys() == theirs.keys()
    assert [key for key in mine if mine[key] != theirs[key]] == []


def test_the_program_reads_what_python_wrote(tmp_path, program):
    problem = te.Problem("own", max_evaluations=500).add_task(lambda X: (X**2).sum(axis=1), 5, -1, 1)
    te.Experiment("GA", problem, repetitions=2).run(tmp_path / "own.h5")
    assert subprocess.run([program, "verify", tmp_path / "own.h5"], check=False).returncode == 0
    table = subprocess.run([program, "table", tmp_path / "own.h5"], check=True, capture_output=True, text=True).stdout
    assert "own" in table


def test_progress_tells_how_far_it_is(tmp_path, capfd):
    seen = []
    te.Experiment("GA", PROBLEM, repetitions=4, max_evaluations=1000).run(tmp_path / "a.h5",
                                                                          progress=lambda d, n: seen.append((d, n)))
    assert seen[-1] == (4, 4)
    te.Experiment("GA", PROBLEM, repetitions=4, max_evaluations=1000).run(tmp_path / "b.h5", progress=True)
    assert "4/4 runs" in capfd.readouterr().err


def test_existing_results_are_not_overwritten(tmp_path):
    experiment = te.Experiment("GA", PROBLEM, repetitions=1, max_evaluations=500)
    experiment.run(tmp_path / "a.h5")
    with pytest.raises(te.InputError, match="exist"):
        experiment.run(tmp_path / "a.h5")
    experiment.run(tmp_path / "a.h5", force=True)


def test_ctrl_c_keeps_finished_runs(tmp_path):
    """A process of its own is interrupted as a terminal would do it; what it had finished stays and te.resume does the rest."""
    script = textwrap.dedent(f"""
        import sys, tandem_emt as te
        experiment = te.Experiment("MFEA", {PROBLEM!r}, repetitions=400, max_evaluations=20_000)
        def beat(done, total):
            if done >= 3: print("go", flush=True)
        try:
            experiment.run({str(tmp_path / "a.h5")!r}, threads=1, progress=beat)
        except KeyboardInterrupt:
            sys.exit(42)
    """)
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "go\n"
    child.send_signal(signal.SIGINT)
    assert child.wait(timeout=60) == 42
    assert 0 < te.open(tmp_path / "a.h5").info["missing"] <= 397
    assert te.resume(tmp_path / "a.h5").info["missing"] == 0


def test_resume_ends_with_the_undisturbed_bytes(tmp_path):
    problem = te.Problem("own", max_evaluations=2000).add_task(lambda X: (X**2).sum(axis=1), 5, -1, 1)
    whole = dict(algorithms=["GA", "MFEA"], problems=[PROBLEM, problem], repetitions=6, seed=2, max_evaluations=2000)
    te.Experiment(**whole).run(tmp_path / "whole.h5")

    class Enough(Exception):
        pass

    def stop(done, total):
        if done >= 2:
            raise Enough

    with pytest.raises(Enough):
        while True:  # the machine may be fast enough to be done before it is asked
            te.Experiment(**whole).run(tmp_path / "cut.h5", threads=1, progress=stop, force=True)
    results = te.resume(tmp_path / "cut.h5", problems=[problem])
    assert results.info["missing"] == 0
    mine, theirs = comparable(tmp_path / "cut.h5"), comparable(tmp_path / "whole.h5")
    assert [key for key in mine if mine[key] != theirs[key]] == []


def test_another_version_of_a_problem_is_not_resumed(tmp_path):
    def make(shift):
        return te.Problem("own", max_evaluations=500).add_task(eval(f"lambda X: ((X - {shift})**2).sum(axis=1)"), 5, -1, 1)

    te.Experiment("GA", make(0.0), repetitions=2).run(tmp_path / "a.h5")
    with pytest.raises(te.InputError):
        te.resume(tmp_path / "a.h5", problems=[make(0.25)])
    with pytest.raises(te.InputError, match="own"):
        te.resume(tmp_path / "a.h5")


def test_specification_round_trip(tmp_path):
    experiment = te.Experiment(["MFEA:rmp=0.5", "GA"], "CEC17-MTSO*", repetitions=2)
    (tmp_path / "spec.toml").write_text(experiment.toml)
    assert te.Experiment.from_toml(tmp_path / "spec.toml").toml == experiment.toml
    assert te.Experiment.from_toml(tmp_path / "spec.toml", algorithms="GA").algorithms == ["GA"]


def test_names_are_looked_up_and_refused_with_the_nearest():
    with pytest.raises(te.InputError, match="MFEA"):
        te.minimize(PROBLEM, "MFAE")
    with pytest.raises(te.InputError, match="rmp"):
        te.minimize(PROBLEM, ("MFEA", {"rpm": 0.3}))
    with pytest.raises(te.InputError, match="rmp"):
        te.minimize(PROBLEM, ("MFEA", {"rmp": 3.0}))
    with pytest.raises(TypeError, match="repetitions"):
        te.Experiment("MFEA", PROBLEM, repetition=3)
    with pytest.raises(TypeError, match="seed"):
        te.minimize(PROBLEM, "MFEA", seed="one")
    for option, value in (("seed", -1), ("max_evaluations", 0), ("population", 0), ("checkpoints", 0), ("population", 2**40)):
        with pytest.raises(te.InputError, match=option):
            te.minimize(PROBLEM, "MFEA", **{option: value})
    for option, value in (("callback", 3), ("start", np.zeros((2, 2))), ("max_evaluations", 1.5)):
        with pytest.raises(TypeError, match=option):
            te.minimize(PROBLEM, "MFEA", **{option: value})
    with pytest.raises(te.InputError, match="te.Experiment takes several"):
        te.minimize("CEC17-MTSO*", "MFEA")
    with pytest.raises(te.InputError, match="multi-objective"):
        te.minimize(PROBLEM, "NSGA-II")


def test_options_of_an_experiment_are_those_of_the_program():
    text = te.Experiment("GA", PROBLEM, repetitions=2, strict_budget=True, device="cpu").toml
    assert "repetitions = 2\n" in text and "strict_budget = true\n" in text
    with pytest.raises(TypeError, match="did you mean 'strict_budget'"):
        te.Experiment("GA", PROBLEM, strict_budgets=True)
    with pytest.raises(te.InputError, match="abacus"):
        te.Experiment("GA", PROBLEM, device="abacus")


def test_ctrl_c_ends_a_single_run():
    """In a run of a C++ algorithm on a C++ problem, which executes no line of Python."""
    script = "import tandem_emt as te\nprint('go', flush=True)\nte.minimize('CEC17-MTSO1-CI-HS', 'MFEA', max_evaluations=10**9)"
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "go\n"
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=60)
    assert child.returncode != 0 and errors.rstrip().endswith("KeyboardInterrupt")
