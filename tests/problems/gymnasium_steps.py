# SPDX-License-Identifier: Apache-2.0
"""Records random steps of Gymnasium's classic-control environments: gymnasium_steps.py STEPS > FILE.

Lines: `environment NAME`, `state VALUES` after each reset, and `step ACTION REWARD ENDED OBSERVATION` (shortest decimals
that read back to the same value). tests/problems/control.cpp compares the native environments with them.
"""
import sys

import gymnasium
import numpy as np

steps = int(sys.argv[1])
rng = np.random.default_rng(20)
for name in ["MountainCarContinuous-v0", "MountainCar-v0", "Pendulum-v1", "CartPole-v1", "Acrobot-v1"]:
    print("environment", name)
    env = gymnasium.make(name)
    ended = True
    for k in range(steps):
        if ended:
            env.reset(seed=int(rng.integers(2**31)))
            if name.startswith("MountainCar") and rng.random() < 0.5:  # a start from which the goal is reached
                env.unwrapped.state = np.array([rng.uniform(0.2, 0.44), rng.uniform(0.02, 0.06)])
            print("state", *map(repr, np.asarray(env.unwrapped.state, dtype=float).tolist()))
        if hasattr(env.action_space, "n"):
            action = int(rng.integers(env.action_space.n))
        else:
            action = np.array([rng.uniform(env.action_space.low[0], env.action_space.high[0])], dtype=np.float32)
        observation, reward, terminated, truncated, _ = env.step(action)
        # Every 37th step starts anew: paths stay short enough not to magnify rounding.
        ended = terminated or truncated or k % 37 == 36
        print("step", repr(float(np.asarray(action).item())), repr(float(reward)), int(terminated),
              *map(repr, np.asarray(observation, dtype=float).tolist()))
