// SPDX-License-Identifier: Apache-2.0
// CMOMT: competitive multi-objective multitasking. The tasks' fronts lie side by side in one objective space; what
// counts is the front of their union.
#include "problems/base/instances/cmomt_text.h"
#include "problems/base/instances/number_text.h"
#include "problems/base/multi_objective/mo_problem.h"
#include "tandem/catalogue.h"

namespace tandem::prob::cmomt {
namespace {

using mo::Shape;

struct TaskRow {
  Shape shape;
  mo::Distance distance;
  double divisor;  // q = 1 + g / divisor
  int dim;
  double bound;  // box [-bound, bound] of the distance variables
  double scale[3];
  double offset[3];
  double moved = 0.0;  // z = x - shift + moved (Rosenbrock has its optimum at z = 1)
};

struct Row {
  int positions;
  int population;
  std::vector<TaskRow> tasks;
};

const std::vector<Row>& rows() {
  using namespace mo;
  constexpr Shape kSphere = Shape::Sphere;
  constexpr Shape kConvex = Shape::Convex;
  constexpr Shape kSwapped = Shape::ConvexSwapped;
  constexpr Shape kConcave = Shape::Concave;
  static const std::vector<Row> table = {
      {1, 100, {{kSphere, sphere, 10, 30, 100, {8, 5}, {2, 0}}, {kSphere, sphere, 10, 50, 100, {5, 8}, {0, 2}}}},
      {1, 100, {{kSphere, mean, 10, 50, 100, {8, 5}, {2, 0}}, {kSphere, rastrigin, 10, 50, 2, {5, 8}, {0, 2}}}},
      {1, 100, {{kConcave, mean, 10, 50, 100, {10, 10}, {0, 0}}, {kConvex, mean, 5, 50, 200, {5, 5}, {2, 2}}}},
      {1,
       100,
       {{kConcave, ackley, 1, 50, 30, {10, 10}, {0, 0}}, {kConvex, steepRosenbrock, 5, 50, 5, {5, 5}, {2, 2}, 1}}},
      {1,
       100,
       {{kConvex, steepRosenbrock, 10, 30, 5, {30, 10}, {0, 0}},
        {kSwapped, steepRosenbrock, 10, 50, 5, {10, 20}, {0, 0}, 2}}},
      {1,
       100,
       {{kConvex, griewank, 10, 50, 300, {30, 10}, {0, 0}}, {kSwapped, rastrigin, 10, 70, 20, {10, 20}, {0, 0}}}},
      {1,
       100,
       {{kSphere, rastrigin, 6, 50, 2, {8, 5}, {3, 0}},
        {kSphere, rastrigin, 8, 50, 3, {5, 5}, {2, 2}},
        {kSphere, rastrigin, 10, 50, 2, {5, 8}, {0, 3}}}},
      {1,
       100,
       {{kSphere, rastrigin, 10, 40, 10, {8, 5}, {3, 0}},
        {kSphere, ackley, 1, 50, 50, {5, 5}, {2, 2}},
        {kSphere, steepRosenbrock, 10, 60, 5, {5, 8}, {0, 3}}}},
      {2,
       120,
       {{kSphere, griewank, 10, 30, 300, {8, 5, 5}, {2, 0, 0}},
        {kSphere, griewank, 10, 50, 500, {5, 8, 5}, {0, 2, 0}}}},
      {2,
       120,
       {{kSphere, ackley, 1, 50, 30, {8, 5, 5}, {2, 0, 0}}, {kSphere, rastrigin, 10, 50, 5, {5, 8, 5}, {0, 2, 0}}}},
      {2,
       120,
       {{kSphere, ackley, 1, 30, 50, {8, 5, 5}, {2, 0, 0}},
        {kSphere, ackley, 1, 40, 50, {5, 8, 5}, {0, 2, 0}},
        {kSphere, ackley, 10, 40, 100, {5, 5, 8}, {0, 0, 2}}}},
      {2,
       120,
       {{kSphere, ackley, 1, 30, 50, {8, 5, 5}, {2, 0, 0}},
        {kSphere, griewank, 10, 30, 500, {5, 8, 5}, {0, 2, 0}},
        {kSphere, sphere, 1, 50, 500, {5, 5, 8}, {0, 0, 2}}}},
  };
  return table;
}

class Builder final : public ProblemBuilder {
 public:
  explicit Builder(int number) : number_(number) {}
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    static const auto shifts = readLists("constants of CMOMT", kCmomtText);
    const Row& row = rows()[number_ - 1];
    std::vector<mo::Task> tasks;
    for (std::size_t t = 0; t < row.tasks.size(); ++t) {
      const TaskRow& r = row.tasks[t];
      mo::Task task;
      task.name = "CMOMT" + std::to_string(number_) + "-T" + std::to_string(t + 1);
      task.shape = r.shape;
      task.distance = r.distance(r.dim - row.positions);
      task.dim = r.dim;
      task.positions = row.positions;
      task.low = -r.bound;
      task.high = r.bound;
      task.gain = 1.0 / r.divisor;
      task.scale.assign(r.scale, r.scale + task.objectives());
      task.offset.assign(r.offset, r.offset + task.objectives());
      task.shift = shifts.at("shift-" + std::to_string(number_) + "-" + std::to_string(t + 1));
      for (double& s : task.shift) s -= r.moved;
      tasks.push_back(std::move(task));
    }
    const auto budget = static_cast<std::int64_t>(1000) * row.population * static_cast<std::int64_t>(tasks.size());
    return {std::make_shared<mo::PositionDistanceProblem>(std::move(tasks), budget, row.population),
            Instance::Official,
            {}};
  }

 private:
  int number_;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (int number = 1; number <= static_cast<int>(rows().size()); ++number) {
    ProblemInfo info;
    info.name = "CMOMT" + std::to_string(number);
    info.suite = "CMOMT";
    info.labels = MultiTask | MultiObjective | Competitive;
    info.citation = {"Y. Li, X. Wu, W. Gong, M. Xu, Y. Wang, Q. Gu",
                     "Evolutionary Competitive Multiobjective Multitasking: One-Pass Optimization of Heterogeneous "
                     "Pareto Solutions",
                     "IEEE Transactions on Evolutionary Computation 29(6)", 2025, "10.1109/TEVC.2024.3524508"};
    info.doc = "Competitive multi-objective multitask problem whose tasks share one objective space.";
    info.make = [number] { return std::make_unique<Builder>(number); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::cmomt
