# SPDX-License-Identifier: Apache-2.0
"""Many experiments in one process, interrupted at random: memory and threads stay as they were."""
import gc
import os
import random
import threading
import time
import warnings
from pathlib import Path

import numpy as np
import pytest

import tandem_emt as te

EXPERIMENTS = int(os.environ.get("TANDEM_ENDURANCE", "45"))


def resident():
    """Resident memory in KiB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise AssertionError("no VmRSS")


class Wander(te.Algorithm):
    name = "Wander"

    def run(self, ctx):
        pop = ctx.init_uniform(20, 0)
        while ctx.running(pop):
            off = pop.like(20)
            off.x[:] = ctx.rng.random(off.x.shape)
            ctx.evaluate(off)
            ctx.select_elitist(pop, off)


class Interrupt(Exception):
    pass


def test_memory_and_threads_stay_flat(tmp_path):
    chance = random.Random(1)
    interrupted = failed = 0

    def experiment(i):
        nonlocal interrupted, failed
        problem = te.Problem("own", max_evaluations=3000)

        def f(X, problem=problem, ballast=np.zeros(20_000)):  # a cycle with 160 kB in it
            if chance.random() < 0.001:
                raise ValueError("now and then")
            return (X**2).sum(axis=1) + ballast[0]

        problem.add_task(f, 10, -1, 1)
        stop = chance.random() < 0.5

        def tick(done, total):
            if stop and chance.random() < 0.7:
                raise Interrupt

        path = tmp_path / f"{i % 3}.h5"
        try:
            results = te.Experiment(["GA", Wander, "MFEA"], [problem, "CEC17-MTSO1-CI-HS"][: 1 + i % 2], repetitions=4,
                                    max_evaluations=3000 if i % 5 else 40_000).run(path, threads=2, progress=tick, force=True)
            failed += len(results.failures())
            results.table(), results.frame()
        except Interrupt:
            interrupted += 1

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        for i in range(EXPERIMENTS // 3):
            experiment(i)
        gc.collect()
        before, threads = resident(), threading.active_count()
        middle = before
        for i in range(EXPERIMENTS):
            experiment(i)
            if i == EXPERIMENTS // 2:
                gc.collect()
                middle = resident()
        gc.collect()
    after = resident()
    grown = after - before
    print(f"{EXPERIMENTS} experiments, {interrupted} interrupted, {failed} runs failed: {before} KiB at the start, {middle} "
          f"in the middle, {after} at the end")
    assert interrupted > EXPERIMENTS // 20 and failed > 0
    assert threading.active_count() == threads
    # One copy of each problem's ballast alone would be 160 KiB an experiment.
    assert grown < 5 * EXPERIMENTS + 6_000


def test_single_runs_from_many_threads():
    """minimize() in threads at once: each gets its own run's results and its own exceptions."""
    wanted = {s: te.minimize("CEC17-MTSO1-CI-HS", "MFEA", seed=s, max_evaluations=2000).F.tolist() for s in range(4)}
    found, errors = {}, []

    def f(X):
        raise KeyError(threading.get_ident())

    def work(seed):
        found[seed] = te.minimize("CEC17-MTSO1-CI-HS", "MFEA", seed=seed, max_evaluations=2000).F.tolist()
        try:
            te.minimize(te.Problem("bad").add_task(f, 2, 0, 1), "GA", population=10)
        except KeyError as error:
            errors.append(error.args[0] == threading.get_ident())

    threads = [threading.Thread(target=work, args=(s,)) for s in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert found == wanted and errors == [True] * 4


def test_results_are_read_while_an_experiment_runs(tmp_path):
    path = tmp_path / "live.h5"
    seen = []

    def tick(done, total):
        if done and Path(f"{path}.parts").exists():
            results = te.open(path)
            seen.append(sum(s == "finished" for s in results.cell(0, 0).status))

    te.Experiment("GA", "CEC17-MTSO1-CI-HS", repetitions=60, max_evaluations=20_000).run(path, threads=2, progress=tick)
    if not seen:
        pytest.skip("SKIPPED: the experiment was over before it was looked at")
    assert seen == sorted(seen) and seen[-1] <= 60


def test_an_experiment_leaves_other_threads_running(tmp_path):
    """The GIL is not held while the engine runs."""
    ticks = []
    ended = threading.Event()

    def count():
        while not ended.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.005)

    thread = threading.Thread(target=count)
    thread.start()
    start = time.monotonic()
    te.Experiment("GA", "CEC17-MTSO1-CI-HS", repetitions=8, max_evaluations=100_000).run(tmp_path / "a.h5", threads=1)
    spent = time.monotonic() - start
    ended.set()
    thread.join()
    assert len(ticks) > 20 * spent
