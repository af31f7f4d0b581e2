# SPDX-License-Identifier: Apache-2.0
"""Bridges to other packages, each with an example used as the package would."""
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import tandem_emt as te

PROBLEM = "CEC17-MTSO1-CI-HS"


def needs(name):
    return pytest.importorskip(name, reason=f"SKIPPED: {name} is not there")


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    return te.Experiment(["MFEA", "GA", "DE"], "CEC17-MTSO*", repetitions=3, max_evaluations=2000, checkpoints=10).run(
        tmp_path_factory.mktemp("bridges") / "r.h5")


def test_pymoo_solves_ours():
    needs("pymoo")
    from pymoo.algorithms.soo.nonconvex.ga import GA
    from pymoo.optimize import minimize
    problem = te.bridges.to_pymoo(PROBLEM, 1)
    found = minimize(problem, GA(pop_size=20), ("n_gen", 10), seed=1, verbose=False)
    assert found.F[0] == te.problem(PROBLEM).evaluate(found.X[None], 1)[0, 0]
    own = te.Problem("c").add_task(lambda X: (X.sum(axis=1), 0.5 - X[:, :1]), 3, 0, 1, constraints=1)
    found = minimize(te.bridges.to_pymoo(own), GA(pop_size=50), ("n_gen", 100), seed=1, verbose=False)
    assert found.X[0] >= 0.5 and found.F[0] < 0.7


def test_ours_solve_pymoos():
    needs("pymoo")
    from pymoo.problems import get_problem
    result = te.minimize(get_problem("zdt1", n_var=5), "NSGA-II", max_evaluations=5000, population=50)
    front = get_problem("zdt1", n_var=5).pareto_front()
    assert te.igd(result.F[0], front) < 0.2
    # The feasible region is a sliver that a small population may lose sight of: with 30, some seeds end near -5800.
    constrained = te.minimize(get_problem("g6"), "DE", max_evaluations=40_000, population=200)
    assert constrained.X[0].shape == (2,) and constrained.F[0] < -6900  # optimum -6961.8
    theirs = get_problem("g6").evaluate(constrained.X[0][None], return_as_dictionary=True)
    assert theirs["F"][0, 0] == pytest.approx(constrained.F[0], rel=1e-12) and (theirs["G"] <= 0).all()
    from pymoo.indicators.hv import HV
    assert HV(ref_point=np.array([1.1, 1.1]))(result.F[0]) == pytest.approx(te.hypervolume(result.F[0], [1.1, 1.1]), rel=1e-12)


def test_ioh_logs_ours(tmp_path):
    ioh = needs("ioh")
    problem = te.bridges.to_ioh(PROBLEM, 0)
    logger = ioh.logger.Analyzer(root=str(tmp_path), folder_name="log")
    problem.attach_logger(logger)
    x = np.full(50, 3.0)
    assert problem(x) == te.problem(PROBLEM).evaluate(x[None])[0, 0]
    assert problem.state.evaluations == 1
    problem.detach_logger()
    logger.close()
    with pytest.raises(te.InputError, match="several objectives"):
        te.bridges.to_ioh("CEC17-MTMO1-CI-HS")


def test_iohinspector_reads_our_frames(results):
    inspector, polars = needs("iohinspector"), needs("polars")
    data = polars.DataFrame(results.frame(improvements=True))
    names = [name for name, _ in inspector.data.METADATA_SCHEMA if name not in ("evals", "best_y")]  # of its overview only
    assert set(names) <= set(data.columns)
    one = data.filter(polars.col("function_name") == "CEC17-MTSO1-CI-HS T1")
    curve = inspector.metrics.aggregate_convergence(one)
    assert set(curve["algorithm_name"]) == {"MFEA", "GA", "DE"}
    mean = curve[(curve["algorithm_name"] == "MFEA")].sort_values("evaluations")["mean"].to_numpy()
    cell = results.cell(PROBLEM, "MFEA")
    assert mean[-1] == pytest.approx(cell.objective[:, 0, -1].mean())


def test_autorank_ranks_ours(results):
    autorank = needs("autorank")
    data = te.bridges.to_autorank(results)
    assert data.shape == (18, 3) and list(data.columns) == ["MFEA", "GA", "DE"]
    ranked = autorank.autorank(data, order="ascending", verbose=False)
    friedman = te.friedman(data.to_numpy())
    assert dict(ranked.rankdf["meanrank"]) == pytest.approx(dict(zip(data.columns, friedman["mean_ranks"])))


def test_moocore_measures_ours(tmp_path):
    moocore = needs("moocore")
    results = te.Experiment("NSGA-II", "CEC17-MTMO1-CI-HS", repetitions=3, max_evaluations=2000, population=20).run(tmp_path / "m.h5")
    sets = te.bridges.to_moocore(results, 0, 0)
    assert sets.shape[1] == 3 and set(sets[:, 2]) == {1.0, 2.0, 3.0}
    ref = sets[:, :2].max(axis=0) + 1
    for r in (1, 2, 3):
        F = sets[sets[:, 2] == r, :2]
        assert len(te.non_dominated(F)) == len(F) > 0
        assert moocore.hypervolume(F, ref=ref) == pytest.approx(te.hypervolume(F, ref), rel=1e-12)
    assert moocore.eaf(sets[:, :2], sets[:, 2], percentiles=[50]).shape[1] == 3


def test_gymnasium_takes_the_environment():
    gymnasium = needs("gymnasium")

    class Transfer(gymnasium.Env):
        """The adapter of docs/python.md."""

        def __init__(self):
            self.env = te.Environment(PROBLEM, "MFEA", actions={"rmp": (0.0, 1.0)}, max_evaluations=2000)
            self.action_space = gymnasium.spaces.Box(self.env.action_low, self.env.action_high, dtype=float)
            self.observation_space = gymnasium.spaces.Box(-np.inf, np.inf, (5,), dtype=float)

        def reset(self, *, seed=None, options=None):
            super().reset(seed=seed)
            return self.env.reset(seed=seed)

        def step(self, action):
            return self.env.step(action)

        def close(self):
            self.env.close()

    env = Transfer()
    from gymnasium.utils.env_checker import check_env
    check_env(env, skip_render_check=True)
    env.reset(seed=1)
    ended = False
    while not ended:
        *_, ended, _, info = env.step(env.action_space.sample())
    assert info["evaluations"] >= 2000
    env.close()


TUNE = Path(os.environ.get("TANDEM_SOURCE_DIR", Path(__file__).parents[2])) / "examples" / "python" / "tune.py"


def test_optuna_tunes():
    needs("optuna")
    done = subprocess.run([sys.executable, TUNE, "--trials", "3", "--evaluations", "1000"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    best = re.fullmatch(r"best (\S+) rmp=(\S+) muC=(\S+) muM=(\S+)\n", done.stdout)
    assert best and 0 <= float(best[2]) <= 1 and 1 <= float(best[3]) <= 20


def test_irace_gets_the_cost_of_a_run():
    call = [sys.executable, TUNE, "7", "2", "1234567", PROBLEM, "--rmp", "0.5", "--muC", "2"]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    F = te.minimize(PROBLEM, ("MFEA", {"rmp": 0.5, "muC": 2.0}), seed=1234567, max_evaluations=20_000).F
    assert float(done.stdout) == pytest.approx(np.log10(F).mean(), rel=1e-14)
