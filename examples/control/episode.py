#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Shows what a run of MaT-Gym or MaT-Classic learned: plays one episode with its best policy.

    tandem run -a MFEA -p MaT-Classic --save-decisions -o out.h5
    examples/control/episode.py out.h5 --task CartPole-v1 -o cartpole.gif

Needs h5py, NumPy, Pillow and Gymnasium with the environment's parts (scripts/gymnasium installs all but Pillow). The
picture is an animation (.gif) or a strip of eight moments (.png).
"""
import argparse

import gymnasium
import h5py
import numpy as np
from PIL import Image


def policy_of(file, algorithm, problem, repetition, task):
    """Variables of the best policy, means and deviations of its observations, hidden size and layers."""
    parameters = dict(
        row[:2] for row in np.char.decode(file[f"problems/{problem:04}/parameters"][()].astype("S")).reshape(-1, 2)
    )
    cell = file[f"runs/{algorithm:04}/{problem:04}"]
    if "decisions" not in cell:
        raise SystemExit(f"episode.py: {file.filename} holds no decisions; run again with --save-decisions.")
    start, count = (int(v) for v in cell["state_index"][repetition, task])
    state = cell["state"][start : start + count]
    hidden, layers = int(parameters.get("hiddenSize", 16)), int(parameters.get("hiddenLayers", 2))
    return cell["decisions"][repetition, task, -1], *state.reshape(2, -1), hidden, layers


def respond(variables, observation, actions, hidden, layers):
    """Outputs of the network; the weights of the input come last (docs/control.md)."""
    at = 0

    def take(*shape):
        nonlocal at
        part = variables[at : at + int(np.prod(shape))].reshape(shape)
        at += part.size
        return part

    first = take(hidden)
    inner = [(take(hidden, hidden), take(hidden)) for _ in range(layers - 1)]
    last = take(hidden, actions), take(actions)
    units = np.tanh(observation @ take(len(observation), hidden) + first)
    for weights, biases in inner:
        units = np.tanh(units @ weights + biases)
    return units @ last[0] + last[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("results")
    parser.add_argument("--task", default="CartPole-v1", help="name of the environment")
    parser.add_argument("--algorithm", type=int, default=0, help="position of the algorithm in the file, from 0")
    parser.add_argument("--problem", type=int, default=0, help="position of the problem in the file, from 0")
    parser.add_argument("--repetition", type=int, default=0, help="from 0")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", default="episode.gif")
    args = parser.parse_args()

    env = gymnasium.make(args.task, render_mode="rgb_array")
    with h5py.File(args.results) as file:
        names = [n.decode() for n in file[f"problems/{args.problem:04}"].attrs["task_names"]]
        if args.task not in names:
            raise SystemExit(f"episode.py: the problem has no task {args.task}; it has {', '.join(names)}.")
        variables, mean, deviation, hidden, layers = policy_of(
            file, args.algorithm, args.problem, args.repetition, names.index(args.task)
        )
    space = env.action_space
    discrete = hasattr(space, "n")
    actions = int(space.n) if discrete else space.shape[0]
    rng = np.random.default_rng(args.seed)
    observation, _ = env.reset(seed=args.seed)
    frames, reward_sum, ended = [Image.fromarray(env.render())], 0.0, False
    while not ended:
        scaled = (observation - mean) / (deviation + 1e-8)
        outputs = respond(variables, scaled, actions, hidden, layers)
        if discrete:
            chances = np.exp(outputs - outputs.max())
            action = int(rng.choice(actions, p=chances / chances.sum()))
        else:
            action = np.tanh(outputs) * (space.high - space.low) / 2 + (space.high + space.low) / 2
            action = action.astype(space.dtype)
        observation, reward, terminated, truncated, _ = env.step(action)
        reward_sum += reward
        ended = terminated or truncated
        frames.append(Image.fromarray(env.render()))
    if args.output.endswith(".gif"):
        frames[0].save(args.output, save_all=True, append_images=frames[1::2], duration=40, loop=0)
    else:
        chosen = [frames[k] for k in np.linspace(0, len(frames) - 1, 8).astype(int)]
        width, height = (side // 2 for side in chosen[0].size)
        strip = Image.new("RGB", (width * len(chosen), height))
        for k, frame in enumerate(chosen):
            strip.paste(frame.resize((width, height)), (k * width, 0))
        strip.save(args.output)
    print(f"{args.task}: reward {reward_sum:.2f} in {len(frames) - 1} steps, {args.output} written")


main()
