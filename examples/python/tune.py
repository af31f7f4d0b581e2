#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tunes MFEA on training problems: with Optuna, or as the target runner of irace.

Optuna:  python tune.py [--trials 100] [--evaluations 20000]     (pip install tandem-emt optuna)
irace:   targetRunner = "./tune.py" in the scenario; it is called as
         tune.py CONFIGURATION INSTANCE SEED PROBLEM --rmp 0.3 --muC 10 --muM 5
         and prints the cost. docs/python.md has the scenario.
Afterwards, compare on problems (or at least seeds) that were not used for training.
"""
import argparse
import sys

import numpy as np

import tandem_emt as te

TRAINING = ["CEC17-MTSO1-CI-HS", "CEC17-MTSO4-PI-HS", "CEC17-MTSO8-NI-MS"]
SEEDS = range(5)


def cost(problem, params, seed, evaluations):
    """Mean over the tasks of log10 of the best objective: smaller is better, whatever the scale of a task."""
    best = te.minimize(problem, ("MFEA", params), seed=seed, max_evaluations=evaluations).F
    return float(np.mean(np.log10(np.maximum(best, 1e-12))))


def optuna_main(argv):
    import optuna
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--evaluations", type=int, default=20_000)
    args = parser.parse_args(argv)

    def objective(trial):
        params = {"rmp": trial.suggest_float("rmp", 0.0, 1.0), "muC": trial.suggest_float("muC", 1.0, 20.0, log=True),
                  "muM": trial.suggest_float("muM", 1.0, 20.0, log=True)}
        costs = []
        for seed in SEEDS:  # all problems once, then again: what is poor after the first round is given up
            costs += [cost(problem, params, seed, args.evaluations) for problem in TRAINING]
            trial.report(float(np.mean(costs)), seed)
            if trial.should_prune():
                raise optuna.TrialPruned
        return float(np.mean(costs))

    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=1), pruner=optuna.pruners.MedianPruner(n_startup_trials=10))
    study.optimize(objective, n_trials=args.trials)
    print("best", round(study.best_value, 4), *(f"{name}={value:.4g}" for name, value in study.best_params.items()))


def irace_main(argv):
    parser = argparse.ArgumentParser()
    for name in ("configuration", "instance"):
        parser.add_argument(name)
    parser.add_argument("seed", type=int)
    parser.add_argument("problem")
    for name in ("rmp", "muC", "muM"):
        parser.add_argument(f"--{name}", type=float)
    args = parser.parse_args(argv)
    params = {name: getattr(args, name) for name in ("rmp", "muC", "muM") if getattr(args, name) is not None}
    print(cost(args.problem, params, args.seed, 20_000))


if __name__ == "__main__":
    (optuna_main if len(sys.argv) < 2 or sys.argv[1].startswith("-") else irace_main)(sys.argv[1:])
