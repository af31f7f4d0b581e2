// SPDX-License-Identifier: Apache-2.0
// WCCI 2020 competition, many-task single-objective problems: the functions of a row take turns; all tasks of a problem
// share one rotation and have their own shifts.
#include "problems/base/instances/many_task_builder.h"

namespace tandem::prob::wcci20_matso {

namespace {

constexpr int kDim = 50;
constexpr int kTasks = 50;

struct Function {
  Base base;
  double bound;
};
constexpr Function kFunctions[] = {
    // numbered from 1 in the report
    {Base::Sphere, 100},   {Base::Rosenbrock, 50},   {Base::Ackley, 50},    {Base::Rastrigin, 50},
    {Base::Griewank, 100}, {Base::Weierstrass, 0.5}, {Base::Schwefel, 500},
};

struct Row {
  std::vector<int> functions;
  double shift;  // range of the shifts as a share of the bound
};
const Row& row(int k) {
  static const std::vector<Row> rows = {
      {{1}, 0.1},
      {{2}, 0.1},
      {{4}, 0.1},
      {{1, 2, 3}, 0.3},
      {{4, 5, 6}, 0.3},
      {{2, 5, 7}, 0.3},
      {{3, 4, 6}, 0.3},
      {{2, 3, 4, 5, 6}, 0.6},
      {{2, 3, 4, 5, 6, 7}, 0.6},
      {{3, 4, 5, 6, 7}, 0.6},
  };
  return rows[k - 1];
}
const Function& functionOf(int k, int task) {
  const std::vector<int>& turns = row(k).functions;
  return kFunctions[turns[static_cast<std::size_t>(task - 1) % turns.size()] - 1];
}

std::string arrayName(const char* what, int task) {
  return what + std::to_string(task);
}

ManyTaskRecipe recipe(int k) {
  ManyTaskRecipe r;
  r.published = kTasks;
  r.budgetPerTask = 50000;
  const std::string benchmark = "benchmark_" + std::to_string(k);
  r.data = {"WCCI20-MaTSO", benchmark, {}};
  for (int t = 1; t <= kTasks; ++t) {
    for (const auto& [what, rows] : {std::pair{"bias_", 1}, std::pair{"matrix_", kDim}}) {
      const std::string name = arrayName(what, t);
      r.data.items.push_back(
          {name, "Multi-task/WCCI20-MaTSO/Tasks/" + benchmark + "/" + name, rows, kDim, textNumbers()});
    }
  }
  r.synthetic = [k](int tasks) {
    Rng rng = instanceStream("WCCI20-MaTSO", std::to_string(k));
    Arrays arrays;
    const Matrix rotation = randomRotation(kDim, rng);
    for (int t = 1; t <= tasks; ++t) {
      Rng stream = rng.derive(static_cast<std::uint64_t>(t));
      const double range = row(k).shift * functionOf(k, t).bound;
      arrays[arrayName("matrix_", t)] = rotation;
      arrays[arrayName("bias_", t)] = uniformRow(kDim, -range, range, stream);
    }
    return arrays;
  };
  r.task = [k](int task, const InstanceArrays& data) {
    const Function& f = functionOf(k, task);
    return makeTask(f.base, kDim, -f.bound, f.bound, data.vector(arrayName("bias_", task)),
                    data[arrayName("matrix_", task)]);
  };
  return r;
}

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (int k = 1; k <= 10; ++k) {
    ProblemInfo info;
    info.name = "WCCI20-MaTSO" + std::to_string(k);
    info.suite = "WCCI20-MaTSO";
    info.labels = ManyTask | SingleObjective | Unconstrained;
    info.citation = {"L. Feng, K. Qin, A. Gupta, Y. Yuan, Y.-S. Ong, X. Chi",
                     "IEEE CEC/WCCI 2020 competition on evolutionary multi-task optimization",
                     "IEEE World Congress on Computational Intelligence", 2020, ""};
    info.doc = "Fifty shifted and rotated tasks of";
    for (const int f : row(k).functions) {
      info.doc += (f == row(k).functions.front() ? " " : ", ") + std::string(functionName(kFunctions[f - 1].base));
    }
    info.needsData = true;
    info.make = [k] { return std::make_unique<ManyTaskBuilder>(recipe(k)); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::wcci20_matso
