# SPDX-License-Identifier: Apache-2.0
# Written by python/make_stub.py; do not edit.
"""The engine of Tandem; use the module tandem_emt."""

from collections.abc import Sequence
from typing import Annotated

import numpy
from numpy.typing import NDArray


revision: str

compiler: str

class Error(RuntimeError):
    """
    What the engine says in one sentence that names the culprit and the cure.
    """

class InputError(ValueError):
    """A name, a parameter, a file or an array is at fault."""

class Cancelled(BaseException):
    """
    Passes through an algorithm's run() when its run is stopped; not an Exception, and never to be caught.
    """

class Population:
    """
    Individuals as arrays: row i of each belongs to individual i. The arrays are views of the engine's memory (no copy, writable). select(), append() and resize() give the population other memory; arrays taken before show the old one, so take them anew.
    """

    def __len__(self) -> int: ...

    @property
    def dim(self) -> int:
        """Width of the unified space."""

    @property
    def x(self) -> numpy.ndarray:
        """
        Decisions in the unified space [0, 1]: float64 [n, dim], writable view.
        """

    @property
    def objectives(self) -> numpy.ndarray:
        """
        Objectives (minimised): float64 [n, M], writable view; infinite before evaluation.
        """

    @property
    def f(self) -> numpy.ndarray:
        """The single objective: float64 [n], writable view."""

    @property
    def cv(self) -> numpy.ndarray:
        """Constraint violation, 0 = feasible: float64 [n], writable view."""

    @property
    def task(self) -> numpy.ndarray:
        """
        Task (from 0) on which each individual is evaluated: int32 [n], writable view.
        """

    @property
    def donor(self) -> numpy.ndarray:
        """
        Task whose knowledge went into each individual; -1 native, -2 not reported: int32 [n], writable view. The engine counts transfers from these tags.
        """

    @property
    def born(self) -> numpy.ndarray:
        """
        Number (from 1) of the evaluation of each individual, 0 = never: int64 [n], read-only view.
        """

    def add_column(self, name: str, width: int = 1, fill: float = 0.0) -> numpy.ndarray:
        """
        Adds a named column (velocity, F, ...): float64 [n, width], writable view; the present one if there is one.
        """

    def column(self, name: str) -> numpy.ndarray:
        """A column that add_column() added: float64 [n, width], writable view."""

    def like(self, n: int) -> Population:
        """
        A new population of n individuals with the same dimensions and columns.
        """

    def copy(self) -> Population:
        """A copy with memory of its own."""

    def resize(self, n: int) -> None:
        """Keeps the first n; new individuals are zero and not evaluated."""

    def append(self, other: Population) -> None:
        """Adds all individuals of the other population."""

    def select(self, other: Population, order: Sequence[int]) -> None:
        """
        Survivors: the named rows of [this | other]; an index of len(this) or more means the other.
        """

    def gather(self, order: Sequence[int]) -> None:
        """Keeps the named rows, in that order."""

    def set_origin(self, row: int, task: int, donor: int) -> None:
        """Puts an individual on a task and tags whose knowledge went into it."""

    def __repr__(self) -> str: ...

class Context:
    """A run as an algorithm sees it. Valid while run() lasts."""

    @property
    def task_count(self) -> int: ...

    @property
    def tasks(self) -> list:
        """
        What may be known of the tasks: name, dim, objectives, constraints, lower, upper, bounded.
        """

    @property
    def max_dim(self) -> int:
        """Width of the unified space."""

    @property
    def max_objectives(self) -> int: ...

    @property
    def population_size(self) -> int:
        """Individuals per task."""

    @property
    def budget(self) -> int:
        """Evaluations of all tasks together."""

    @property
    def evaluations(self) -> int: ...

    @property
    def progress(self) -> float:
        """evaluations / budget"""

    @property
    def generation(self) -> int: ...

    @property
    def rng(self) -> object:
        """
        numpy.random.Generator with the run's own stream: the same seed and repetition, the same numbers.
        """

    def uniform(self) -> float:
        """Engine's stream: uniform in [0, 1)."""

    def below(self, n: int) -> int:
        """Engine's stream: uniform integer in [0, n)."""

    def chance(self, p: float) -> bool: ...

    def normal(self) -> float: ...

    def permutation(self, n: int) -> numpy.ndarray:
        """Engine's stream: a permutation of 0..n-1, int32 [n]."""

    def make_population(self, n: int, task: int = 0) -> Population:
        """n individuals, not evaluated."""

    def init_uniform(self, n: int, task: int) -> Population:
        """n uniform random individuals of a task, evaluated."""

    def init_per_task(self) -> list[Population]:
        """
        One population of population_size uniform individuals a task, evaluated: the same start for every algorithm.
        """

    def init_multifactorial(self) -> Population:
        """
        Multifactorial start (Gupta et al. 2016): every individual is evaluated on every task and gets the one it is best at.
        """

    def init_multifactorial_once(self) -> Population:
        """
        population_size individuals a task in one population, each evaluated on its own task only.
        """

    def evaluate(self, population: Population, rows: Sequence[int] | None = None, purpose: str = 'offspring') -> None:
        """
        Evaluates the individuals (or the named rows), each on its own task, and counts. purpose: offspring, initial, surrogate, restart.
        """

    def running(self, *populations) -> bool:
        """
        Generation boundary: takes all current populations (or lists of them), records, answers whether budget is left. Once a turn, as the condition of the loop.
        """

    def best(self, task: int) -> object:
        """
        Best so far of a task: objective, cv, x (unified space, [max_dim]); or None.
        """

    def trace(self, name: str, value: float, task: int | None = None, donor: int | None = None) -> None:
        """
        Reports a declared quantity of the run, of a task, or of a pair of tasks.
        """

    def start_points(self, task: int) -> numpy.ndarray:
        """
        Initial individuals that the user gave, in the unified space: float64 [n, max_dim].
        """

    def sbx(self, p1: Annotated[NDArray[numpy.float64], dict(shape=(None, None), order='C', device='cpu', writable=False)], p2: Annotated[NDArray[numpy.float64], dict(shape=(None, None), order='C', device='cpu', writable=False)], eta: float = 2.0) -> tuple:
        """
        Simulated binary crossover of rows of p1 with rows of p2 ([n, dim] each): two arrays of children. Not clipped.
        """

    def polynomial_mutation(self, x: Annotated[NDArray[numpy.float64], dict(shape=(None, None), order='C', device='cpu')], eta: float = 5.0, probability: float = -1.0) -> None:
        """
        Polynomial mutation of the rows of x ([n, dim], float64, contiguous) in place; probability per variable (negative: 1 / dim). Not clipped.
        """

    def select_elitist(self, population: Population, offspring: Population) -> None:
        """The best len(population) of both stay, sorted."""

    def select_per_task(self, population: Population, offspring: Population, per_task: int) -> None:
        """Per task the best of both stay, task by task, each sorted."""

    def select_one_to_one(self, population: Population, offspring: Population) -> None:
        """Each offspring replaces the individual of its row unless it is worse."""

class OwnProblem:
    """A problem of Python's in the engine's form; made by te.Problem."""

    def __init__(self, arg: dict, /) -> None: ...

    @property
    def name(self) -> str: ...

class OwnAlgorithm:
    """An algorithm of Python's in the engine's form."""

    def __init__(self, arg: dict, /) -> None: ...

    @property
    def name(self) -> str: ...

def experiment_options() -> list:
    """
    Options of an experiment: (name, bits of a whole number or 0, the least one that may be given).
    """

def register_units(problems: object, algorithms: object) -> None: ...

def algorithm_names(match: str = '', labels: Sequence[str] = []) -> list: ...

def problem_names(match: str = '', labels: Sequence[str] = []) -> list: ...

def metric_names(match: str = '', labels: Sequence[str] = []) -> list: ...

def algorithm_info(name: str) -> dict: ...

def problem_info(name: str) -> dict: ...

def metric_info(name: str) -> dict: ...

def load_plugins(dirs: Sequence[str] = []) -> list[str]:
    """
    Loads plug-ins (from the folders given, TANDEM_PLUGIN_PATH and the usual places); one sentence for each that is left out. Plug-ins are code.
    """

def build_problem(name: str, params: dict, own: object, instance: str, data_dir: str) -> BuiltProblem: ...

class BuiltProblem:
    """A problem ready to be evaluated by hand."""

    @property
    def name(self) -> str: ...

    @property
    def tasks(self) -> list:
        """Per task: name, dim, objectives, constraints, lower, upper, bounded."""

    @property
    def instance(self) -> str: ...

    @property
    def max_evaluations(self) -> int: ...

    @property
    def population(self) -> int: ...

    def evaluate(self, X: object, task: int = 0, constraints: bool = False) -> object:
        """
        Objectives of the points: X [n, dim] in real units, task from 0 -> F [n, M], with constraints=True (F, G).
        """

    def reference(self, task: int = 0) -> dict:
        """What metrics know: optimum, x, front; None where it is unknown."""

class Live:
    """
    A run at a generation boundary, as a callback sees it; valid during the call.
    """

    @property
    def evaluations(self) -> int: ...

    @property
    def budget(self) -> int: ...

    @property
    def generation(self) -> int: ...

    @property
    def best(self) -> numpy.ndarray:
        """
        Best objective so far of each task: float64 [task]; NaN where there is none.
        """

    @property
    def populations(self) -> list:
        """
        The current populations: dictionaries of x [n, dim], objectives [n, M], cv [n], task [n] (copies).
        """

    @property
    def params(self) -> dict:
        """Parameters of the algorithm as texts."""

    def set_params(self, values: dict) -> None:
        """Sets parameters (name -> text) for the generations to come."""

class RunRecord:
    """Everything recorded of one run."""

    @property
    def status(self) -> str: ...

    @property
    def problem(self) -> str: ...

    @property
    def algorithm(self) -> str: ...

    @property
    def message(self) -> str: ...

    @property
    def seconds(self) -> float: ...

    @property
    def cost(self) -> dict:
        """Seconds by part."""

    @property
    def generations(self) -> int: ...

    @property
    def non_finite(self) -> int: ...

    @property
    def X(self) -> list: ...

    @property
    def objective(self) -> object: ...

    @property
    def cv(self) -> object: ...

    @property
    def evaluations(self) -> object: ...

    @property
    def task_evaluations(self) -> object: ...

    def fronts(self, checkpoint: int = -1) -> list: ...

    @property
    def improvements(self) -> list: ...

    @property
    def transfer(self) -> object: ...

    @property
    def traces(self) -> dict: ...

    @property
    def ledger(self) -> object: ...

def run_one(words: dict, problems: object, algorithms: object, repetition: int, callback: object | None, start: object | None) -> RunRecord: ...

class Plan:
    """An experiment resolved against the catalogue."""

    def __init__(self, words: dict, problems: object, algorithms: object) -> None: ...

    @property
    def toml(self) -> str: ...

    @property
    def runs(self) -> int: ...

    @property
    def algorithms(self) -> list[str]: ...

    @property
    def problems(self) -> list[str]: ...

    def run(self, path: str, options: dict, tick: object | None) -> dict: ...

def resume(path: str, options: dict, problems: object, algorithms: object, data_dir: str, retry_failed: bool, tick: object | None) -> dict: ...

class Cell:
    """
    All runs of one algorithm on one problem. Arrays are read-only views, not copies.
    """

    @property
    def repetitions(self) -> int: ...

    @property
    def tasks(self) -> int: ...

    @property
    def checkpoints(self) -> int: ...

    @property
    def objective(self) -> numpy.ndarray:
        """
        Best so far: float64 [repetition, task, checkpoint]; NaN where a run failed or is missing.
        """

    @property
    def cv(self) -> numpy.ndarray:
        """Violation of the best: float64 [repetition, task, checkpoint]."""

    @property
    def evaluations(self) -> numpy.ndarray:
        """Evaluations of all tasks together: int64 [repetition, checkpoint]."""

    @property
    def task_evaluations(self) -> numpy.ndarray:
        """Evaluations of each task: int64 [repetition, task, checkpoint]."""

    @property
    def seconds(self) -> numpy.ndarray:
        """float64 [repetition]"""

    @property
    def status(self) -> list[str]:
        """finished, failed or missing, per repetition."""

    @property
    def messages(self) -> list[str]:
        """Per repetition why it failed (with Python's traceback), or a warning."""

    @property
    def transfer(self) -> numpy.ndarray:
        """
        Offspring made, survived and improved the best by whose knowledge went in: int64 [repetition, donor, receiver, 3] at the end of the runs; None if the algorithm does not tell.
        """

    @property
    def traces(self) -> dict:
        """name -> float64 [repetition, slot, checkpoint]."""

    def front(self, repetition: int, task: int = 0, checkpoint: int = -1) -> numpy.ndarray:
        """Population's objectives at a checkpoint: float64 [n, M]."""

    def front_decisions(self, repetition: int, task: int = 0, checkpoint: int = -1) -> object:
        """Its decisions in real units: [n, dim]; empty unless they were saved."""

    def improvements(self, repetition: int) -> list:
        """
        Per task every improvement: float64 [n, 4] of evaluations, evaluations of the task, objective, cv.
        """

class ResultFile:
    """An experiment's file; te.open() opens it."""

    def __init__(self, path: str) -> None: ...

    @property
    def path(self) -> str: ...

    @property
    def info(self) -> dict: ...

    def cell(self, problem: int, algorithm: int) -> Cell: ...

    def verify(self) -> list[str]: ...

class TableCache:
    def __init__(self) -> None: ...

class TableData:
    """A comparison; te.open(...).table(...) makes it."""

    @property
    def metric(self) -> str: ...

    @property
    def caption(self) -> str: ...

    @property
    def notes(self) -> list[str]: ...

    @property
    def chi_square_p(self) -> float: ...

    @property
    def critical_difference(self) -> float: ...

    @property
    def columns(self) -> dict: ...

    @property
    def runs(self) -> dict: ...

    @property
    def summary(self) -> list: ...

    def text(self, format: str = 'text', number: str = '', fragment: bool = False) -> str: ...

    def write_xlsx(self, path: str, number: str = '') -> None: ...

def table_options() -> list:
    """Names of the options of a table."""

def make_table(files: object, words: dict, cache: TableCache) -> TableData: ...

def figure_kinds() -> list:
    """Kinds of figures: (name, title, what it shows, whether of runs)."""

def make_figure(files: Sequence[str], words: dict) -> tuple:
    """
    A figure as a dictionary, and its numbers as `tandem plot --data` writes them (JSON).
    """

def hypervolume(F: object, reference: object) -> float:
    """
    Exact hypervolume dominated by the points F [n, M] (minimised) and bounded by the reference point [M].
    """

def hypervolume_contributions(F: object, reference: object) -> numpy.ndarray:
    """Hypervolume that is lost without each point: float64 [n]."""

def igd(F: object, front: object) -> float:
    """
    Mean distance from the points of the reference front [k, M] to the nearest of F [n, M].
    """

def igd_plus(F: object, front: object) -> float:
    """IGD with the dominance-aware distance of Ishibuchi et al. 2015."""

def spread(F: object, front: object) -> float:
    """Generalised spread (Zhou et al. 2006)."""

def non_dominated_sort(F: object, cv: object | None = None) -> numpy.ndarray:
    """
    Number of the front (from 0) of each row of F [n, M]: int32 [n]; with cv under the feasibility rule (Deb 2002).
    """

def non_dominated(F: object) -> numpy.ndarray:
    """Rows of F [n, M] that no row dominates, ascending: int32."""

def crowding_distance(F: object) -> object:
    """Crowding distance of each row of F [n, M] within its front."""

def das_dennis(objectives: int, divisions: int) -> object:
    """
    Points of the unit simplex in multiples of 1/divisions (Das and Dennis 1998).
    """

def rank_sum(a: object, b: object) -> dict:
    """
    Wilcoxon's rank-sum test of two samples, two-sided: statistic (U of a), p, exact.
    """

def signed_rank(a: object, b: object) -> dict:
    """
    Wilcoxon's signed-rank test of paired samples, two-sided: statistic (V of a - b), p, exact.
    """

def friedman(blocks: object) -> dict:
    """
    Friedman's test: blocks in rows, treatments in columns, smaller is better. chi_square, p, iman_davenport, iman_davenport_p, mean_ranks [k].
    """

def holm(p: object) -> object:
    """Holm's adjusted p values, in the order given."""

def a12(a: object, b: object) -> float:
    """
    Vargha and Delaney's A12: chance that a value of a is larger than one of b, ties half.
    """

def nemenyi(treatments: int, blocks: int, alpha: float = 0.05) -> float:
    """Critical difference of mean ranks."""

def median_difference(a: object, b: object, level: float = 0.95, resamples: int = 2000, seed: int = 1) -> dict:
    """
    median(a) - median(b) with its bootstrap interval: estimate, low, high.
    """

def arrow_stream(columns: dict) -> object:
    """
    An Arrow stream of one batch: name -> list of texts, or array of integers or reals.
    """
