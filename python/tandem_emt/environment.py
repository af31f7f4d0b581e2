# SPDX-License-Identifier: Apache-2.0
"""A run as an environment over generations, for learning how to transfer (Gymnasium's interface, without Gymnasium)."""
from __future__ import annotations

import threading
from typing import Any, Callable

import numpy as np

from . import _core
from ._words import texts_of
from .single import Result, minimize


class Environment:
    """Steps through a run generation by generation; the action sets parameters of the algorithm.

        env = te.Environment("CEC17-MTSO1-CI-HS", "MFEA", actions={"rmp": (0.0, 1.0)}, max_evaluations=20_000)
        observation, info = env.reset(seed=1)
        while not done:
            observation, reward, terminated, truncated, info = env.step(policy(observation))

    actions      parameter -> (low, high); the action is an array of that many numbers, or {parameter: value}
    observe      te.Live -> array; default: share of the budget spent, then per task log10 of the best objective and the
                 share of the population's initial spread that is left
    reward       (before, after) -> float with the best objectives of the tasks [task]; default: the sum over the tasks of
                 log10(before) - log10(after), which sums to the gain of the whole run
    every        generations per step

    `.result` holds the te.Result once the run has ended. An environment has one run at a time; close() ends it.
    """
    metadata: dict[str, Any] = {"render_modes": []}

    def __init__(self, problem: Any, algorithm: Any = "MFEA", *, actions: dict[str, tuple[float, float]],
                 observe: Callable[[Any], np.ndarray] | None = None,
                 reward: Callable[[np.ndarray, np.ndarray], float] | None = None, every: int = 1, **options: Any) -> None:
        if not actions:
            raise TypeError("'actions' names the parameters that an action sets.")
        self.problem, self.algorithm, self.options = problem, algorithm, options
        self.actions = {name: (float(low), float(high)) for name, (low, high) in actions.items()}
        self.observe, self.reward, self.every = observe, reward, int(every)
        self.result: Result | None = None
        self._thread: threading.Thread | None = None
        self._seed = 0

    @property
    def action_low(self) -> np.ndarray:
        return np.array([low for low, _ in self.actions.values()])

    @property
    def action_high(self) -> np.ndarray:
        return np.array([high for _, high in self.actions.values()])

    def reset(self, *, seed: int | None = None, options: dict | None = None) -> tuple[np.ndarray, dict[str, Any]]:
        """Starts a new run (seed None: the next one) and goes to its first generation."""
        self.close()
        self._seed = self._seed + 1 if seed is None else int(seed)
        self.result = None
        self._ready, self._go = threading.Semaphore(0), threading.Semaphore(0)
        self._params: dict[str, str] = {}
        self._stop, self._ended = False, False
        self._trouble: BaseException | None = None
        self._spread: np.ndarray | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._wait()
        self._best = self._seen[0]
        return self._seen[1], self._seen[2]

    def step(self, action: Any) -> tuple[np.ndarray, float, bool, bool, dict[str, Any]]:
        """Sets the parameters and runs `every` generations."""
        if self._thread is None or self._ended:
            raise _core.Error("The run has ended; reset() begins another.")
        values = action if isinstance(action, dict) else dict(zip(self.actions, np.ravel(action), strict=True))
        for name, value in values.items():
            if name not in self.actions:
                raise _core.InputError(f"The action sets '{name}', which is none of {', '.join(self.actions)}.")
            low, high = self.actions[name]
            if not low <= value <= high:
                raise _core.InputError(f"The action sets '{name}' to {value}, outside [{low}, {high}].")
        self._params = texts_of({name: float(value) for name, value in values.items()})
        self._go.release()
        self._wait()
        before, self._best = self._best, self._seen[0]
        gain = (self.reward or _log_gain)(before, self._best)
        return self._seen[1], float(gain), self._ended, False, self._seen[2]

    def close(self) -> None:
        """Ends the run, if there is one."""
        if self._thread is not None:
            self._stop = True
            self._go.release()
            self._thread.join()
            self._thread = None

    def _wait(self) -> None:
        self._ready.acquire()
        if self._trouble is not None:
            self._ended, self._thread = True, None
            raise self._trouble

    def _run(self) -> None:
        try:
            self.result = minimize(self.problem, self.algorithm, seed=self._seed, callback=self._generation, **self.options)
        except BaseException as error:  # noqa: BLE001  (it is raised where step() is called)
            self._trouble = error
        self._ended = True
        self._ready.release()

    def _generation(self, live: Any) -> bool:
        if self._stop:
            return True
        last = live.evaluations >= live.budget
        if live.evaluations == 0 or (live.generation % self.every and not last):
            return False
        self._seen = (live.best, np.asarray((self.observe or self._view)(live), dtype=float),
                      {"evaluations": live.evaluations, "generation": live.generation, "best": live.best})
        if last:
            return False  # the run ends by itself, and step() hears of it
        self._ready.release()
        self._go.acquire()
        if not self._stop and self._params:
            live.set_params(self._params)
        return self._stop

    def _view(self, live: Any) -> np.ndarray:
        best = live.best
        spread = np.full(len(best), np.nan)
        populations = live.populations
        for t in range(len(best)):
            rows = [p["x"][p["task"] == t] for p in populations]
            rows = [r for r in rows if len(r)]
            if rows:
                spread[t] = np.vstack(rows).std(axis=0).mean()
        if self._spread is None:
            self._spread = np.where(spread > 0, spread, 1.0)
        return np.concatenate([[live.evaluations / live.budget], _log(best), np.nan_to_num(spread / self._spread)])


def _log(values: np.ndarray) -> np.ndarray:
    return np.log10(np.maximum(np.abs(values), 1e-300))


def _log_gain(before: np.ndarray, after: np.ndarray) -> float:
    return float(np.nansum(_log(before) - _log(after)))
