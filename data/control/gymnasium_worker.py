# SPDX-License-Identifier: Apache-2.0
"""Plays episodes of Gymnasium environments for Tandem's problem MaT-Gym; embedded in the program, which starts it with
the Python of scripts/gymnasium. Text lines over standard input and output:

    evaluate ENVIRONMENT HIDDEN LAYERS ROLLOUTS SEED ROWS STEPS   then a line of means, one of deviations and ROWS lines
                                                                  of variables (layout: problems/base/control/policy.h)

answered by a line of ROWS mean rewards and lines with count, mean and squared deviations of the observations seen.
"""
import os
import sys
import tempfile

import gymnasium
import numpy as np

kept = {}  # environment name -> instances, reused between batches


def environments(name, count):
    pool = kept.setdefault(name, [])
    while len(pool) < count:
        pool.append(gymnasium.make(name))
    return pool[:count]


class Policies:
    """One perceptron a row; all respond at once."""

    def __init__(self, rows, observations, actions, hidden, layers):
        self.at = 0

        def take(*shape):
            size = int(np.prod(shape))
            part = rows[:, self.at : self.at + size].reshape(len(rows), *shape)
            self.at += size
            return part

        first = take(hidden)
        self.inner = [(take(hidden, hidden), take(hidden)) for _ in range(layers - 1)]
        self.last = (take(hidden, actions), take(actions))
        self.first = (take(observations, hidden), first)

    def respond(self, which, observed):
        weights, biases = self.first
        units = np.tanh(np.einsum("ni,nij->nj", observed, weights[which]) + biases[which])
        for weights, biases in self.inner:
            units = np.tanh(np.einsum("ni,nij->nj", units, weights[which]) + biases[which])
        weights, biases = self.last
        return np.einsum("ni,nij->nj", units, weights[which]) + biases[which]


class Moments:
    def __init__(self, size):
        self.count, self.mean, self.squares = 0.0, np.zeros(size), np.zeros(size)

    def add(self, rows):
        count, mean = float(len(rows)), rows.mean(axis=0)
        both, shift = self.count + count, mean - self.mean
        self.squares += ((rows - mean) ** 2).sum(axis=0) + shift**2 * (self.count * count / both)
        self.mean += shift * (count / both)
        self.count = both


def actions_of(space, outputs, rng):
    if hasattr(space, "n"):
        chances = np.exp(outputs - outputs.max(axis=1, keepdims=True))
        bounds = chances.cumsum(axis=1)
        drawn = rng.random(len(outputs))[:, None] * bounds[:, -1:]
        return np.minimum((bounds <= drawn).sum(axis=1), space.n - 1)
    middle, half = (space.high + space.low) / 2, (space.high - space.low) / 2
    return np.clip(np.tanh(outputs) * half + middle, space.low, space.high).astype(space.dtype)


def play(name, hidden, layers, rollouts, seed, steps, mean, deviation, variables):
    policies_in_play = np.repeat(np.arange(len(variables)), rollouts)
    pool = environments(name, len(policies_in_play))
    space = pool[0].action_space
    actions = int(space.n) if hasattr(space, "n") else space.shape[0]
    policies = Policies(variables, len(mean), actions, hidden, layers)
    rng = np.random.default_rng(seed)
    observed = np.array([env.reset(seed=(seed + k) % 2**31)[0] for k, env in enumerate(pool)], dtype=float)
    rewards = np.zeros(len(pool))
    moments = Moments(len(mean))
    alive = np.arange(len(pool))
    for _ in range(steps):
        moments.add(observed[alive])
        outputs = policies.respond(policies_in_play[alive], (observed[alive] - mean) / (deviation + 1e-8))
        chosen = actions_of(space, outputs, rng)
        going = []
        for k, action in zip(alive, chosen):
            observation, reward, terminated, truncated, _ = pool[k].step(action)
            observed[k] = observation
            rewards[k] += reward
            if not (terminated or truncated):
                going.append(k)
        if not going:
            break
        alive = np.array(going)
    return rewards.reshape(len(variables), rollouts).mean(axis=1), moments


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.chdir(tempfile.gettempdir())  # MuJoCo writes its log where it runs
    os.dup2(2, 1)  # whatever a library prints goes to standard error
    source = sys.stdin
    numbers = lambda: np.array(source.readline().split(), dtype=float)  # noqa: E731
    show = lambda values: " ".join(map(repr, np.asarray(values, dtype=float).tolist())) + "\n"  # noqa: E731
    answers.write("ready " + gymnasium.__version__ + "\n")
    answers.flush()
    for line in source:
        _, name, *counts = line.split()
        hidden, layers, rollouts, seed, rows, steps = map(int, counts)
        mean, deviation = numbers(), numbers()
        variables = np.array([numbers() for _ in range(rows)])
        try:
            rewards, moments = play(name, hidden, layers, rollouts, seed, steps, mean, deviation, variables)
            answers.write(show(rewards) + show([moments.count]) + show(moments.mean) + show(moments.squares))
        except Exception as problem:  # said in the record of the run
            answers.write("error " + " ".join(f"{name}: {type(problem).__name__}: {problem}".split()) + "\n")
        answers.flush()


main()
