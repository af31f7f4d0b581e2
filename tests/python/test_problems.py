# SPDX-License-Identifier: Apache-2.0
"""Problems written in Python: every form, state, failures, bad values, cost."""
import gc
import pickle
import sys
import threading
import weakref
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

import tandem_emt as te


def sphere(X):
    return (X**2).sum(axis=1)


def shifted(X):
    return ((X - 1.0) ** 2).sum(axis=1)


def constrained(X):
    return sphere(X), 1.0 - X[:, :1]


def pair(**options):
    return te.Problem("pair", max_evaluations=4000, **options).add_task(sphere, 5, -5, 5).add_task(shifted, 8, -5, 5)


def one(function, **options):
    return te.Problem("one", max_evaluations=600).add_task(function, 3, -5, 5, **options)


def run(problem, algorithm="GA", **options):
    return te.minimize(problem, algorithm, population=20, **options)


def test_tasks_are_solved_together():
    result = te.minimize(pair(), "MFEA", population=30)
    assert result.F.shape == (2,) and (result.F < 1.0).all()
    assert result.F[0] == sphere(result.X[0][None])[0] and result.F[1] == shifted(result.X[1][None])[0]
    assert result.transfer[0, 1, 0] > 0


def test_functions_get_real_units_within_bounds_and_may_keep_them():
    kept = []

    def f(X):
        assert X.dtype == np.float64 and X.flags.c_contiguous and X.flags.writeable and X.shape[1] == 2
        assert (X >= [-1.0, 10.0]).all() and (X <= [1.0, 20.0]).all()
        kept.append((X, X.copy()))
        return X.sum(axis=1)

    te.minimize(te.Problem("b", max_evaluations=500).add_task(f, 2, [-1, 10], [1, 20]), "DE", population=20)
    assert all(np.array_equal(a, b) for a, b in kept) and len(kept) > 10


def test_constraints_and_several_objectives():
    result = run(te.Problem("c", max_evaluations=3000).add_task(constrained, 3, -5, 5, constraints=1), "GA")
    assert result.cv[0] == 0.0 and result.X[0][0] >= 1.0

    def zdt1(X):
        g = 1.0 + 9.0 * X[:, 1:].mean(axis=1)
        return np.column_stack([X[:, 0], g * (1.0 - np.sqrt(X[:, 0] / g))])

    result = run(te.Problem("z", max_evaluations=2000).add_task(zdt1, 6, 0, 1, objectives=2), "NSGA-II")
    assert result.F[0].shape == (20, 2)
    assert te.hypervolume(result.front(), [1.1, 7.0]) > 1.0


def test_same_seed_same_bits_and_batches_are_whole():
    sizes = []

    def f(X):
        sizes.append(len(X))
        return sphere(X)

    a, b = run(one(f), seed=4), run(one(f), seed=4)
    assert np.array_equal(a.curves, b.curves)
    assert set(sizes) == {20}


def test_experiments_take_them_with_any_number_of_threads(tmp_path):
    curves = []
    for threads in (1, 2):
        results = te.Experiment(["GA", "MFEA"], [pair(), "CEC17-MTSO1-CI-HS"], repetitions=4, max_evaluations=2000).run(
            tmp_path / f"{threads}.h5", threads=threads)
        assert results.info["failed"] == 0 and results.verify() == []
        curves.append(results.cell("pair", "MFEA").objective.copy())
    assert np.array_equal(*curves)


def test_pointwise_functions_are_called_with_points():
    def f(x):
        assert x.shape == (3,)
        return float((x**2).sum())

    assert np.array_equal(run(one(f, pointwise=True)).curves, run(one(sphere)).curves)
    g = run(te.Problem("g", max_evaluations=600).add_task(lambda x: (x[0], [1 - x[1]]), 3, -5, 5, constraints=1, pointwise=True))
    assert g.X[0][1] >= 1.0


def test_classes_in_the_manner_of_pymoo_and_pygmo():
    class Pymoo:
        n_var, n_obj, n_ieq_constr, xl, xu = 3, 1, 1, -5.0, 5.0

        def _evaluate(self, X, out):
            out["F"], out["G"] = constrained(X)

    class Elementwise:
        elementwise, n_var, n_obj, n_eq_constr, xl, xu = True, 2, 1, 1, np.zeros(2), np.ones(2)

        def _evaluate(self, x, out):
            out["F"], out["H"] = x[0], x[0] - x[1]

    class Pygmo:
        def fitness(self, x):
            return [(x**2).sum(), x[0] + x[1] - 1.0, 0.2 - x[0]]

        def get_bounds(self):
            return [-1, -1], [1, 1]

        def get_nec(self):
            return 1

        def get_nic(self):
            return 1

    assert run(Pymoo(), max_evaluations=2000).X[0][0] >= 1.0
    problem = te.Problem.of(Elementwise(), Pygmo(), name="both", tolerance=0.01, max_evaluations=8000)
    assert [t["constraints"] for t in problem.tasks] == [1, 2]
    result = te.minimize(problem, "MFEA", population=50)
    assert (result.cv == 0).all() and result.X[1][0] >= 0.2 and abs(result.X[1].sum() - 1.0) <= 0.01 + 1e-12
    assert abs(result.X[0][0] - result.X[0][1]) <= 0.01 + 1e-12
    with pytest.raises(TypeError, match="neither pymoo's"):
        te.minimize(object(), "GA")
    with pytest.raises(TypeError, match="is a class"):
        te.minimize(Pymoo, "GA")


def test_state_belongs_to_the_run(tmp_path):
    class State:
        def __init__(self):
            self.points = 0

        def save(self, task):
            return [float(self.points), float(task)]

    def f(X, state):
        state.points += len(X)
        return sphere(X)

    problem = te.Problem("s", max_evaluations=400, state=State).add_task(f, 3, -5, 5)
    te.Experiment("GA", problem, repetitions=3, population=20).run(tmp_path / "s.h5", threads=2)
    h5py = pytest.importorskip("h5py", reason="SKIPPED: h5py is not there, so the stored state is not looked at")
    stored = []
    with h5py.File(tmp_path / "s.h5") as file:
        file.visititems(lambda name, node: stored.append(node[()].ravel().tolist()) if name.endswith("/state") else None)
    assert stored == [[400.0, 0.0] * 3]


def test_exceptions_become_failed_runs_with_the_traceback(tmp_path):
    calls = []

    def f(X):
        calls.append(threading.get_ident())
        if len(calls) % 40 == 0:
            raise ArithmeticError("the 40th call")
        return sphere(X)

    with pytest.warns(RuntimeWarning, match="failed"):
        results = te.Experiment("GA", one(f), repetitions=6, population=20).run(tmp_path / "f.h5", threads=2)
    failures = results.failures()
    assert failures and "the 40th call" in failures[0]["message"]
    assert "Traceback" in failures[0]["message"] and "in f" in failures[0]["message"]
    assert 0 < len(failures) < 6 and results.info["failed"] == len(failures)


def test_minimize_raises_the_very_exception():
    class Mine(Exception):
        pass

    error = Mine("here")

    def f(X):
        raise error

    with pytest.raises(Mine) as caught:
        run(one(f))
    assert caught.value is error
    assert any(entry.name == "f" for entry in caught.traceback)


def test_an_exhausted_generator_is_said_so():
    values = iter([1.0])

    def f(X):
        return [next(values) for _ in X]

    with pytest.raises((StopIteration, RuntimeError)):
        run(one(f))


@pytest.mark.parametrize("answer, kind, words", [
    (lambda X: np.zeros((len(X), 2)), ValueError, r"shape \(20, 2\) for 20 points; \(20,\) or \(20, 1\)"),
    (lambda X: np.zeros(len(X) - 1), ValueError, r"shape \(19,\)"),
    (lambda X: 1.0, ValueError, "shape"),
    (lambda X: None, (TypeError, ValueError), "one"),
    (lambda X: "text", ValueError, "no array of numbers"),
    (lambda X: (x for x in X), TypeError, "no array of numbers"),
    (lambda X: [[1.0], [2.0, 3.0]], ValueError, "no array of numbers"),
    (lambda X: {"F": 1}, TypeError, "no array of numbers"),
    (lambda X: (X**2).sum(axis=1) + 1j, TypeError, "holds complex numbers"),
])
def test_bad_answers_are_refused_in_one_sentence(answer, kind, words):
    with pytest.raises((te.Error, *(kind if isinstance(kind, tuple) else (kind,)))) as caught:
        run(one(answer))
    import re
    assert re.search(words, str(caught.value)), str(caught.value)
    assert str(caught.value).count("\n") == 0


@pytest.mark.parametrize("answer", [
    lambda X: sphere(X).astype(np.float32), lambda X: sphere(X).tolist(), lambda X: sphere(X)[:, None],
    lambda X: np.repeat(sphere(X), 2)[::2], lambda X: np.asfortranarray(sphere(X)[:, None]),
    lambda X: (sphere(X) * 0 + 3).astype(np.int64), lambda X: np.ma.masked_array(sphere(X)),
])
def test_any_numbers_are_taken(answer):
    assert np.isfinite(run(one(answer)).F).all()


def test_values_that_are_not_finite_count_as_worst():
    def f(X):
        values = sphere(X)
        values[::3] = np.nan
        values[1::3] = np.inf
        return values

    result = run(one(f))
    assert np.isfinite(result.F).all() and "NaN or infinite" in result.message
    assert result._record.non_finite > 100


def test_constraints_want_a_pair():
    for answer in (sphere, lambda X: [sphere(X), sphere(X)], lambda X: (sphere(X),)):
        with pytest.raises((TypeError, te.Error), match=r"pair \(F, G\)"):
            run(te.Problem("c", max_evaluations=100).add_task(answer, 3, -5, 5, constraints=1))


@pytest.mark.parametrize("call, kind, words", [
    (lambda p: p.add_task(3, 2, 0, 1), TypeError, "function"),
    (lambda p: p.add_task(sphere, 0, 0, 1), ValueError, "'dim' is 0"),
    (lambda p: p.add_task(sphere, 2.5, 0, 1), TypeError, "'dim'"),
    (lambda p: p.add_task(sphere, 2, [0, 1, 2], 1), ValueError, "broadcast"),
    (lambda p: p.add_task(sphere, 2, 1, 0), ValueError, "above the upper bound"),
    (lambda p: p.add_task(sphere, 2, 0, np.inf), ValueError, "finite"),
    (lambda p: te.minimize(p, "GA"), te.InputError, "no tasks"),
])
def test_bad_declarations_are_refused(call, kind, words):
    with pytest.raises(kind, match=words):
        call(te.Problem("bad"))


def test_evaluation_by_hand_checks_points():
    assert pair().evaluate([[1, 2, 0, 0, 0]], 0).tolist() == [[5.0]]
    built = te.problem("CEC17-MTSO1-CI-HS")
    X = np.zeros((4, 50), dtype=np.float32)
    assert built.evaluate(X, 1).shape == (4, 1)
    assert np.array_equal(built.evaluate(np.asfortranarray(X)), built.evaluate(X.tolist()))
    with pytest.raises(ValueError, match=r"49 columns"):
        built.evaluate(X[:, 1:])
    with pytest.raises(ValueError, match=r"points in rows"):
        built.evaluate(X[0])
    with pytest.raises(IndexError, match="tasks 0 to 1"):
        built.evaluate(X, 2)
    assert built.reference(0)["optimum"] == 0.0


def test_copies_and_pickles():
    problem = pickle.loads(pickle.dumps(pair()))
    assert np.array_equal(te.minimize(problem, "MFEA", population=20).curves, te.minimize(pair(), "MFEA", population=20).curves)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        F = list(pool.map(best_of, [(problem, 1), (problem, 2)]))
    assert F == [te.minimize(problem, "MFEA", seed=s, population=20).F.tolist() for s in (1, 2)]


def best_of(task):
    problem, seed = task
    return te.minimize(problem, "MFEA", seed=seed, population=20).F.tolist()


def test_interrupt_in_a_function_comes_out():
    def f(X):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(one(f))


def test_problems_go_when_nobody_holds_them():
    class Function:
        def __call__(self, X):
            return sphere(X)

    function = Function()
    function.problem = one(function)  # a cycle through the engine
    run(function.problem)
    alive = weakref.ref(function)
    del function
    gc.collect()
    assert alive() is None


def test_registered_problems_are_found_by_name():
    te.register(te.Problem("registered-in-a-test", max_evaluations=200).add_task(sphere, 2, -1, 1))
    assert "registered-in-a-test" in te.problems() and te.show("registered-in-a-test")["suite"] == "Python"
    assert te.minimize("registered-in-a-test", "GA", population=20).F[0] < 1
    with pytest.raises(te.InputError, match="a problem called 'registered-in-a-test' already"):
        te.register(te.Problem("registered-in-a-test").add_task(sphere, 2, -1, 1))
    with pytest.raises(te.InputError, match="another name"):
        te.minimize(te.Problem("CEC17-MTSO1-CI-HS").add_task(sphere, 2, -1, 1), "GA")


def overhead(n):
    """Seconds that a batch of n points costs beyond the function itself, and the engine's own share of the run."""
    value = np.zeros(n)
    problem = te.Problem("o").add_task(lambda X: value, 10, 0, 1)
    best = np.inf
    for _ in range(5):
        result = te.minimize(problem, "GA", population=n, max_evaluations=2000 * n, checkpoints=2)
        best = min(best, result.cost["evaluation"] / 2000)
    return best


def test_a_batch_costs_little_on_top():
    """The fastest of five, as a test machine may be busy: GIL, points as an array, the call, the answer."""
    spent = overhead(10)
    print(f"{1e6 * spent:.2f} microseconds a batch", file=sys.stderr)
    assert spent < 5e-6
