# SPDX-License-Identifier: Apache-2.0
"""Algorithms written in Python: views, operators, traces, transfer tags, parameters, ask and tell, failures."""
import gc
import threading

import numpy as np
import pytest

import tandem_emt as te

PROBLEM = "CEC17-MTSO1-CI-HS"


class MyMFEA(te.Algorithm):
    """MFEA of Gupta et al. 2016, whole generations at a time."""
    name = "My-MFEA"
    labels = ("multi-task", "single-objective", "none")
    twin = "GA"
    min_tasks = 2
    rmp = te.Real(0.3, 0, 1, "random mating probability")
    traces = {"crossed": te.Trace("share of pairs of two tasks", per="run", min=0, max=1)}

    def run(self, ctx):
        pop = ctx.init_multifactorial()
        n = len(pop)
        while ctx.running(pop):
            pairs = ctx.permutation(n).reshape(2, -1)
            a, b = pairs
            task = pop.task
            mate = (task[a] == task[b]) | (ctx.rng.random(n // 2) < self.rmp)
            b = np.where(mate, b, a)
            off = pop.like(n)
            off.x[0::2], off.x[1::2] = ctx.sbx(pop.x[a], pop.x[b])
            ctx.polynomial_mutation(off.x)
            np.clip(off.x, 0, 1, out=off.x)
            own = np.stack([task[a], task[b]], axis=1)
            pick = np.where(ctx.rng.random((n // 2, 2)) < 0.5, own, own[:, ::-1])
            off.task[:] = pick.ravel()
            other = (own.sum(axis=1, keepdims=True) - pick).ravel()
            off.donor[:] = np.where(other == off.task, -1, other)
            ctx.trace("crossed", float((task[a] != task[b])[mate].mean()))
            ctx.evaluate(off)
            ctx.select_per_task(pop, off, ctx.population_size)


class OnePlusOne(te.Algorithm):
    name = "(1+1)"
    step = te.Real(0.1, 0, 1, "standard deviation")
    tries = te.Integer(1, 1, 10, "children a turn")
    keep = te.Boolean(True, "elitism")
    form = te.Choice("normal", ["normal", "uniform"], "distribution")
    note = te.Text("", "for tables")

    def run(self, ctx):
        parents = ctx.init_per_task()
        while ctx.running(parents):
            for parent in parents:
                for _ in range(self.tries):
                    child = parent.copy()
                    child.x[:] = np.clip(child.x + self.step * ctx.rng.normal(size=child.x.shape), 0, 1)
                    child.donor[:] = -1
                    ctx.evaluate(child)
                    ctx.select_one_to_one(parent, child)


def once(run, **options):
    """An algorithm of one function, run on the problem."""
    cls = type("Once", (te.Algorithm,), {"run": lambda self, ctx: run(ctx), "name": "Once"})
    return te.minimize(PROBLEM, cls, **{"max_evaluations": 1000, "population": 10, **options})


def test_forty_lines_of_mfea_do_what_mfea_does():
    mine = [te.minimize(PROBLEM, MyMFEA, seed=s, max_evaluations=20_000).F for s in range(5)]
    theirs = [te.minimize(PROBLEM, "MFEA", seed=s, max_evaluations=20_000).F for s in range(5)]
    assert np.all(np.median(mine, axis=0) < 3 * np.median(theirs, axis=0))
    result = te.minimize(PROBLEM, MyMFEA, max_evaluations=20_000)
    assert result.transfer[0, 1, 0] > 100 and result.transfer[1, 0, 1] > 0
    crossed = result.traces["crossed"]
    assert crossed.shape == (1, 50) and np.isfinite(crossed[:, 1:]).all() and 0 < crossed[0, 10] < 1


def test_experiments_hold_them_beside_built_in_ones(tmp_path):
    curves = []
    for threads in (1, 2):
        results = te.Experiment(["MFEA", "GA", MyMFEA, MyMFEA.with_params(rmp=0.9, alias="often")], PROBLEM, repetitions=3,
                                max_evaluations=3000).run(tmp_path / f"{threads}.h5", threads=threads)
        assert results.algorithms == ["MFEA", "GA", "My-MFEA", "often"]
        assert results.info["algorithms"][3]["params"]["rmp"] == "0.9" and results.info["algorithms"][2]["twin"] == "GA"
        curves.append(results.cell(PROBLEM, "often").objective.copy())
    assert np.array_equal(*curves)
    table = results.table(test="rank-sum", base="twin")
    assert any(row["algorithm"] == "My-MFEA" for row in table.summary)


def test_paired_runs_start_alike():
    """Repetition r begins with the same points for every algorithm: the engine's."""
    a = once(lambda ctx: ctx.running(ctx.init_per_task()), checkpoints=1)
    b = te.minimize(PROBLEM, "GA", max_evaluations=1000, population=10)
    assert a.F[0] == b.curves[0, 0] and a.F[1] == b.curves[1, 0]


def test_parameters_are_declared_once():
    class Named(OnePlusOne):
        name = "Named-1+1"

    te.register(Named)
    shown = {p["name"]: p for p in te.show("named-1+1")["params"]}
    assert list(shown) == ["step", "tries", "keep", "form", "note"]
    assert shown["step"]["type"] == "real" and shown["step"]["max"] == 1.0 and shown["form"]["options"] == ["normal", "uniform"]
    wide = te.minimize(PROBLEM, "Named-1+1:step=0.5,tries=2", max_evaluations=500)
    assert wide.algorithm == "Named-1+1"
    assert te.minimize(PROBLEM, Named, max_evaluations=500).algorithm == "Named-1+1"  # the class itself is no second one
    with pytest.raises(te.InputError, match="an algorithm called 'Named-1.1' already"):
        te.minimize(PROBLEM, type("Other", (OnePlusOne,), {"name": "Named-1+1"}))
    for bad, words in (({"step": 2}, "step"), ({"tries": 0}, "tries"), ({"form": "cauchy"}, "form"), ({"stop": 1}, "step")):
        with pytest.raises(te.InputError, match=words):
            te.minimize(PROBLEM, OnePlusOne.with_params(**bad), max_evaluations=500)
    for make in (lambda: te.Real(3, 0, 1), lambda: te.Integer(0, 1, 2), lambda: te.Choice("a", ["b"]), lambda: te.Trace(per="x")):
        with pytest.raises(ValueError):
            make()
    one = OnePlusOne()
    one.step = 0.01
    assert te.minimize(PROBLEM, one, max_evaluations=500)._record is not None


def test_views_are_the_engines_memory():
    def run(ctx):
        pop = ctx.make_population(10, 1)
        assert pop.x.shape == (10, 50) and pop.x.base is not None and np.shares_memory(pop.x, pop.x)
        assert (pop.task == 1).all() and (pop.donor == -2).all() and np.isinf(pop.f).all()
        assert pop.task.dtype == np.int32 and pop.born.dtype == np.int64
        pop.x[:] = 0.5
        ctx.evaluate(pop)
        assert np.isfinite(pop.f).all() and (pop.born == np.arange(1, 11)).all()
        velocity = pop.add_column("velocity", 50, 0.25)
        assert velocity.shape == (10, 50) and (velocity == 0.25).all() and np.shares_memory(velocity, pop.column("velocity"))
        with pytest.raises(ValueError, match="read-only"):
            pop.born[0] = 3
        with pytest.raises(KeyError, match="no column 'v'"):
            pop.column("v")
        ctx.running(pop)

    once(run)


def test_views_outlive_their_population():
    def run(ctx):
        pop = ctx.init_uniform(10, 0)
        x, before = pop.x, pop.x.copy()
        for _ in range(50):
            off = pop.like(10)
            off.x[:] = ctx.rng.random(off.x.shape)
            ctx.evaluate(off)
            ctx.select_elitist(pop, off)
            pop.resize(5)
            pop.append(off)
            pop.gather(list(range(10)))
        del pop, off
        gc.collect()
        assert np.array_equal(x, before)
        return ctx.running()

    once(run)


def test_best_and_ledger():
    def run(ctx):
        assert ctx.best(0) is None and ctx.task_count == 2 and ctx.max_dim == 50 and ctx.budget == 1000
        pop = ctx.init_uniform(10, 0)
        best = ctx.best(0)
        assert best["objective"] == pop.f.min() and np.array_equal(best["x"], pop.x[pop.f.argmin()])
        ctx.running(pop)
        ctx.evaluate(pop, rows=[1, 2], purpose="surrogate")
        ctx.evaluate(pop, [0], "restart")

    assert once(run).ledger.tolist() == [[10, 0, 0, 2, 1], [0, 0, 0, 0, 0]]


@pytest.mark.parametrize("deed, kind, words", [
    (lambda c, p: p.task.__setitem__(0, 7), ValueError, "carries task 7"),
    (lambda c, p: p.donor.__setitem__(3, 2), ValueError, "Individual 3 .* donor 2"),
    (lambda c, p: p.x.__setitem__((0, 0), np.nan), te.Error, "not finite"),
    (lambda c, p: c.evaluate(p, rows=[10]), IndexError, "'rows' holds 10"),
    (lambda c, p: c.evaluate(p, purpose="fun"), ValueError, "no purpose"),
    (lambda c, p: p.select(p, [20]), IndexError, "row 20"),
    (lambda c, p: c.make_population(3, 2), IndexError, "no task 2"),
    (lambda c, p: c.trace("unknown", 1.0), te.Error, "unknown"),
    (lambda c, p: c.sbx(p.x, p.x[:3]), ValueError, "one shape"),
    (lambda c, p: c.polynomial_mutation(p.x.astype(np.float32)), TypeError, "polynomial_mutation"),
    (lambda c, p: c.running(3), TypeError, "not 'int'"),
    (lambda c, p: c.running([p, None]), TypeError, "not 'NoneType'"),
    (lambda c, p: c.running(p, p), ValueError, "twice"),
    (lambda c, p: c.below(0), ValueError, "at least 1"),
])
def test_misuse_raises(deed, kind, words):
    def run(ctx):
        pop = ctx.init_uniform(10, 0)
        deed(ctx, pop)
        ctx.evaluate(pop)
        ctx.running(pop)

    with pytest.raises(kind, match=words):
        once(run)


def test_populations_of_another_run_are_refused():
    kept = []
    once(lambda ctx: kept.append(ctx.init_uniform(4, 0)))

    def run(ctx):
        ctx.evaluate(kept[0])

    cls = type("Other", (te.Algorithm,), {"run": lambda self, ctx: run(ctx)})
    with pytest.raises(ValueError, match="another run"):
        te.minimize(te.Problem("o").add_task(lambda X: X.sum(axis=1), 3, 0, 1), cls, max_evaluations=100)


def test_the_context_ends_with_the_run():
    kept = []
    once(lambda ctx: (kept.append(ctx), ctx.init_uniform(4, 0)))
    with pytest.raises(te.Error, match="after run"):
        kept[0].evaluations


def test_a_run_without_evaluation_fails():
    with pytest.raises(te.Error, match="without a single evaluation"):
        once(lambda ctx: None)


def test_failures_are_recorded_and_the_others_go_on(tmp_path):
    class Broken(te.Algorithm):
        name = "Broken"

        def run(self, ctx):
            pop = ctx.init_per_task()
            ctx.running(pop)
            raise LookupError("in the second generation")

    with pytest.warns(RuntimeWarning, match="Broken"):
        results = te.Experiment(["GA", Broken], PROBLEM, repetitions=2, max_evaluations=1000).run(tmp_path / "b.h5", threads=2)
    assert [f["algorithm"] for f in results.failures()] == ["Broken"] * 2
    assert "LookupError: in the second generation" in results.failures()[0]["message"]
    assert "Traceback" in results.failures()[0]["message"]
    with pytest.raises(LookupError):
        te.minimize(PROBLEM, Broken, max_evaluations=1000)


def test_stopping_passes_through_except_exception(tmp_path):
    class Stubborn(te.Algorithm):
        name = "Stubborn"

        def run(self, ctx):
            pop = ctx.init_uniform(10, 0)
            while True:
                try:
                    if not ctx.running(pop):
                        return
                    ctx.evaluate(pop)
                except Exception:  # noqa: BLE001
                    continue

    def stop(done, total):
        raise TimeoutError

    with pytest.raises(TimeoutError):
        te.Experiment(Stubborn, PROBLEM, repetitions=2, max_evaluations=10**9, population=10).run(tmp_path / "s.h5", progress=stop)


def test_ask_and_tell():
    class Random(te.AskTell):
        name = "Random search"

        def ask(self):
            asked = self.ctx.make_population(20)
            asked.x[:] = self.ctx.rng.random(asked.x.shape)
            asked.task[:] = np.arange(20) % self.ctx.task_count
            return asked

        def tell(self, asked):
            self.told = getattr(self, "told", 0) + len(asked)

    result = te.minimize(PROBLEM, Random, max_evaluations=1000)
    assert result.evaluations[-1] == 1000 and result.task_evaluations[:, -1].tolist() == [500, 500]

    class Wrong(te.AskTell):
        def ask(self):
            return np.zeros((2, 3))

    with pytest.raises(TypeError, match="not a Population"):
        te.minimize(PROBLEM, Wrong)


def test_python_solves_python():
    problem = te.Problem("own", max_evaluations=4000).add_task(lambda X: (X**2).sum(axis=1), 4, -1, 1).add_task(
        lambda X: ((X - 0.5) ** 2).sum(axis=1), 4, -1, 1)
    assert (te.minimize(problem, MyMFEA, population=20).F < 0.5).all()


def test_environment_steps_through_a_run():
    env = te.Environment(PROBLEM, "MFEA", actions={"rmp": (0.0, 1.0)}, max_evaluations=4000, every=2)
    observation, info = env.reset(seed=3)
    total, steps, ended = 0.0, 0, False
    while not ended:
        assert observation.shape == (5,) and np.isfinite(observation).all()
        observation, reward, ended, truncated, info = env.step([0.3])
        total += reward
        steps += 1
    plain = te.minimize(PROBLEM, ("MFEA", {"rmp": 0.3}), seed=3, max_evaluations=4000)
    assert np.array_equal(env.result.curves, plain.curves)  # 0.3 is the default: the same run
    first = plain.curves[:, 0]
    assert np.isclose(total, np.log10(first / plain.F).sum()) and steps >= 8
    with pytest.raises(te.Error, match="reset"):
        env.step([0.3])
    env.reset(seed=3)
    for _ in range(3):
        env.step({"rmp": 1.0})
    with pytest.raises(te.InputError, match="outside"):
        env.step([1.5])
    env.close()
    assert not [t for t in threading.enumerate() if t.daemon and t.name.startswith("Thread-") and t.is_alive()]
    other = te.Environment(PROBLEM, "MFEA", actions={"rmp": (0.0, 1.0)}, max_evaluations=4000)
    other.reset(seed=3)
    while not other.step([1.0])[2]:
        pass
    assert not np.array_equal(other.result.curves, plain.curves)
    with pytest.raises(te.InputError, match="unknown"):
        te.Environment("unknown", actions={"rmp": (0, 1)}).reset()
