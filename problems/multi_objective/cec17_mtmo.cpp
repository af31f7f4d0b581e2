// SPDX-License-Identifier: Apache-2.0
// CEC 2017 competition on evolutionary multitasking, multi-objective problems: pairs of tasks whose Pareto sets
// coincide in the unified space completely (CI), in part (PI) or not at all (NI), with high, medium or low similarity
// (HS, MS, LS).
#include <algorithm>

#include "problems/base/multi_objective/mo_problem.h"
#include "tandem/catalogue.h"

namespace tandem::prob::cec17_mtmo {
namespace {

using mo::Shape;

struct TaskRow {
  Shape shape;
  mo::Distance distance;
  int dim;
  int positions;
  double low, high;      // box of the distance variables
  const char* rotation;  // variable and file of the published data; null: none
  double moved = 0.0;    // published shift of the distance variables, 0 in the first `zeros` ones
  int zeros = 0;
};
struct Row {
  const char* name;
  TaskRow tasks[2];
  int population;
};

constexpr const char* kNo = nullptr;
constexpr Shape kSphere = Shape::Sphere;
constexpr Shape kConvex = Shape::Convex;
constexpr Shape kConcave = Shape::Concave;
constexpr Row kRows[] = {
    {"CI-HS", {{kSphere, mo::sphere, 50, 1, -100, 100, kNo}, {kConcave, mo::mean, 50, 1, -100, 100, kNo}}, 100},
    {"CI-MS", {{kConcave, mo::steepRosenbrock, 10, 1, -5, 5, kNo}, {kSphere, mo::mean, 10, 1, -5, 5, "Mcm2", 1}}, 100},
    {"CI-LS", {{kSphere, mo::rastrigin, 50, 1, -2, 2, kNo}, {kConvex, mo::ackley, 50, 1, -1, 1, kNo}}, 100},
    {"PI-HS",
     {{kConvex, mo::sphere, 50, 1, -100, 100, kNo}, {kConvex, mo::rastrigin, 50, 1, -100, 100, kNo, 0.1, 39}},
     100},
    {"PI-MS",
     {{kSphere, mo::sphere, 50, 1, 0, 1, "Mpm1", 0.2, 24}, {kConcave, mo::rastrigin, 50, 1, 0, 1, "Mpm2"}},
     100},
    {"PI-LS",
     {{kSphere, mo::griewank, 50, 1, -50, 50, kNo}, {kSphere, mo::ackley, 50, 1, -100, 100, kNo, 20, 24}},
     100},
    {"NI-HS", {{kSphere, mo::rosenbrock, 50, 1, -80, 80, kNo}, {kConvex, mo::sphere, 50, 1, -80, 80, kNo}}, 100},
    {"NI-MS", {{kSphere, mo::rosenbrock, 20, 2, -20, 20, kNo}, {kConcave, mo::sphere, 20, 2, -20, 20, "Mnm2"}}, 120},
    {"NI-LS", {{kSphere, mo::griewank, 25, 2, -50, 50, kNo, 20}, {kConcave, mo::ackley, 50, 2, -100, 100, kNo}}, 120},
};

mo::Recipe recipe(const Row& row) {
  mo::Recipe r;
  r.population = row.population;
  r.budgetPerTask = 1000 * row.population;
  r.data = {"CEC17-MTMO", row.name, {}};
  for (const TaskRow& t : row.tasks) {
    const int n = t.dim - t.positions;
    if (t.rotation == nullptr) continue;
    const std::string file = std::string("Multi-objective Multi-task/CEC17-MTMO/Data/") + t.rotation + ".mat";
    r.data.items.push_back({t.rotation, file, n, n, matVariable(t.rotation)});
  }
  r.synthetic = [&row](int /*tasks*/) {
    Rng rng = instanceStream("CEC17-MTMO", row.name);
    Arrays arrays;
    for (const TaskRow& t : row.tasks) {
      if (t.rotation != nullptr) arrays[t.rotation] = randomRotation(t.dim - t.positions, rng);
    }
    return arrays;
  };
  r.task = [&row](int number, const InstanceArrays& data) {
    const TaskRow& t = row.tasks[number - 1];
    mo::Task task;
    task.name = std::string(row.name) + "-T" + std::to_string(number);
    task.shape = t.shape;
    task.distance = t.distance(t.dim - t.positions);
    task.dim = t.dim;
    task.positions = t.positions;
    task.low = t.low;
    task.high = t.high;
    if (t.rotation != nullptr) task.rotation = data[t.rotation];
    if (t.moved != 0.0) {
      task.shift.assign(task.distances(), t.moved);
      std::fill_n(task.shift.begin(), t.zeros, 0.0);
    }
    return task;
  };
  return r;
}

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  int number = 0;
  for (const Row& row : kRows) {
    ProblemInfo info;
    const std::string id = "CEC17-MTMO" + std::to_string(++number);
    info.name = id + "-" + row.name;
    info.aliases = {id};
    info.suite = "CEC17-MTMO";
    info.labels = MultiTask | MultiObjective | Unconstrained;
    info.citation = {
        "Y. Yuan, Y.-S. Ong, L. Feng, A. K. Qin, A. Gupta, B. Da, Q. Zhang, K. C. Tan, Y. Jin, H. Ishibuchi",
        "Evolutionary Multitasking for Multiobjective Continuous Optimization: Benchmark Problems, "
        "Performance Metrics and Baseline Results",
        "arXiv:1706.02766", 2017, "10.48550/arXiv.1706.02766"};
    info.doc = "Two multi-objective tasks, intersection and similarity as the name says.";
    info.needsData = !recipe(row).data.items.empty();
    info.make = [&row] { return std::make_unique<mo::RecipeBuilder>(recipe(row)); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::cec17_mtmo
