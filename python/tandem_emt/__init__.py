# SPDX-License-Identifier: Apache-2.0
"""Tandem: evolutionary multitasking, the whole platform in Python.

    import tandem_emt as te
    result = te.minimize("CEC17-MTSO1-CI-HS", "MFEA", max_evaluations=100_000, seed=1)
    print(result.F)

docs/python.md is the tutorial.
"""
from . import _processor

_processor.check()

from ._core import (  # noqa: E402  (check first: on a lesser processor the engine would end the process)
    Cancelled, Context, Error, InputError, Population, __version__, a12, crowding_distance, das_dennis, friedman, holm,
    hypervolume, hypervolume_contributions, igd, igd_plus, load_plugins, median_difference, nemenyi, non_dominated,
    non_dominated_sort, rank_sum, signed_rank, spread)
from . import bridges, figures  # noqa: E402
from .algorithms import Algorithm, AskTell, Boolean, Choice, Integer, Real, Text, Trace  # noqa: E402
from .catalogue import algorithms, metrics, problem, problems, register, show, suites  # noqa: E402
from .environment import Environment  # noqa: E402
from .experiment import Experiment, resume  # noqa: E402
from .problems import Problem  # noqa: E402
from .results import Frame, Results, Table, open  # noqa: E402, A004
from .single import Result, minimize  # noqa: E402

Error.__doc__ = "What the engine says in one sentence that names the culprit and the cure."
InputError.__doc__ = "A name, a parameter, a file or an array is at fault."
Cancelled.__doc__ = "Passes through an algorithm's run() when its run is stopped; not an Exception, and never to be caught."

__all__ = [
    "Algorithm", "AskTell", "Boolean", "Cancelled", "Choice", "Context", "Environment", "Error", "Experiment", "Frame",
    "InputError", "Integer", "Population", "Problem", "Real", "Result", "Results", "Table", "Text", "Trace", "__version__",
    "a12", "algorithms", "bridges", "crowding_distance", "das_dennis", "figures", "friedman", "holm", "hypervolume",
    "hypervolume_contributions", "igd", "igd_plus", "load_plugins", "median_difference", "metrics", "minimize", "nemenyi",
    "non_dominated", "non_dominated_sort", "open", "problem", "problems", "rank_sum", "register", "resume", "show",
    "signed_rank", "spread", "suites",
]
