// SPDX-License-Identifier: Apache-2.0
// CEC 2019 competition, many-task single-objective problems: fifty shifted (and rotated) copies of one function.
#include "problems/base/instances/many_task_builder.h"

namespace tandem::prob::cec19_matso {

namespace {

constexpr int kDim = 50;
constexpr int kTasks = 50;

struct Row {
  Base function;
  double bound;  // the box is [-bound, bound]^50
  double shift;  // published range of the shifts
  bool rotated;  // every task has its own rotation, else none
};
constexpr Row kRows[] = {
    {Base::Rosenbrock, 50, 8, false}, {Base::Ackley, 50, 0.12, false},       {Base::Rastrigin, 50, 10, true},
    {Base::Griewank, 100, 20, true},  {Base::Weierstrass, 0.5, 0.07, false}, {Base::Schwefel, 500, 25, false},
};

std::string rotationName(int task) {
  return "Rotation" + std::to_string(task);
}

ManyTaskRecipe recipe(int k) {
  const Row row = kRows[k - 1];
  const std::string number = std::to_string(k);
  ManyTaskRecipe r;
  r.published = kTasks;
  r.budgetPerTask = 50000;
  r.data = {"CEC19-MaTSO", "task" + number, {}};
  const std::string folder = "Multi-task/CEC19-MaTSO/Tasks/";
  const std::string shifts = "GoTask" + number;
  r.data.items.push_back({"Go", folder + shifts + ".mat", kTasks, kDim, matVariable(shifts)});
  for (int t = 1; t <= kTasks; ++t) {
    const std::string cell = "RotationTask" + number;
    r.data.items.push_back({rotationName(t), folder + cell + ".mat", kDim, kDim, matVariable(cellPath(cell, t))});
  }
  r.synthetic = [row, number](int tasks) {
    Rng rng = instanceStream("CEC19-MaTSO", number);
    Arrays arrays;
    Matrix go(tasks, kDim);
    for (int t = 0; t < tasks; ++t) {
      // A task's data do not depend on how many tasks there are.
      Rng stream = rng.derive(static_cast<std::uint64_t>(t));
      for (double& v : go.row(t)) v = stream.uniform(-row.shift, row.shift);
      arrays[rotationName(t + 1)] = row.rotated ? randomRotation(kDim, stream) : Matrix::identity(kDim);
    }
    arrays["Go"] = std::move(go);
    return arrays;
  };
  r.task = [row](int task, const InstanceArrays& data) {
    const std::span<const double> shift = data["Go"].row(task - 1);
    const Matrix& rotation = data[rotationName(task)];
    const bool rotated = !(rotation == Matrix::identity(kDim));
    return makeTask(row.function, kDim, -row.bound, row.bound, {shift.begin(), shift.end()},
                    rotated ? rotation : Matrix{});
  };
  return r;
}

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (int k = 1; k <= 6; ++k) {
    ProblemInfo info;
    info.name = "CEC19-MaTSO" + std::to_string(k);
    info.suite = "CEC19-MaTSO";
    info.labels = ManyTask | SingleObjective | Unconstrained;
    info.citation = {"L. Feng, K. Qin, A. Gupta, Y. Yuan, Y.-S. Ong, X. Chi",
                     "IEEE CEC 2019 competition on evolutionary multi-task optimization",
                     "IEEE Congress on Evolutionary Computation", 2019, ""};
    info.doc = std::string("Fifty shifted ") + (kRows[k - 1].rotated ? "and rotated " : "") + "tasks of " +
               functionName(kRows[k - 1].function);
    info.needsData = true;
    info.make = [k] { return std::make_unique<ManyTaskBuilder>(recipe(k)); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::cec19_matso
