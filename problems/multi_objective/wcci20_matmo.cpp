// SPDX-License-Identifier: Apache-2.0
// WCCI 2020 competition, many-task multi-objective problems: the functions of a row take turns, every task has its own
// shift and rotation; z is clipped to the box.
#include "problems/base/multi_objective/mo_rotated.h"
#include "tandem/catalogue.h"

namespace tandem::prob::wcci20_matmo {
namespace {

using mo::Shape;

constexpr int kDim = 50;

struct Function {
  const char* name;
  mo::Distance distance;
  double bound;
};
constexpr Function kSphere{"sphere", mo::sphere, 100};
constexpr Function kRosenbrock{"Rosenbrock", mo::rosenbrock, 50};
constexpr Function kAckley{"Ackley", mo::ackley, 50};
constexpr Function kRastrigin{"Rastrigin", mo::rastrigin, 50};
constexpr Function kWideRastrigin{"Rastrigin", mo::rastrigin, 100};
constexpr Function kGriewank{"Griewank", mo::griewank, 100};
constexpr Function kWeierstrass{"Weierstrass", mo::weierstrass, 0.5};

struct Row {
  Shape shape;
  std::vector<Function> functions;
  double shift;  // range of the shifts as a share of the bound
};
const Row& row(int k) {
  static const std::vector<Row> rows = {
      {Shape::Sphere, {kSphere}, 0.1},
      {Shape::Sphere, {kRastrigin}, 0.1},
      {Shape::Sphere, {kGriewank}, 0.1},
      {Shape::Concave, {kSphere, kRosenbrock, kAckley}, 0.3},
      {Shape::Concave, {kRastrigin, kGriewank, kWeierstrass}, 0.3},
      {Shape::Concave, {kRosenbrock, kGriewank, kWeierstrass}, 0.3},
      {Shape::Concave, {kSphere, kAckley, kWideRastrigin}, 0.3},
      {Shape::Convex, {kSphere, kRosenbrock, kAckley, kRastrigin, kWeierstrass}, 0.6},
      {Shape::Convex, {kRosenbrock, kAckley, kRastrigin, kGriewank, kWeierstrass}, 0.6},
      {Shape::Convex, {kSphere, kRosenbrock, kAckley, kRastrigin, kGriewank, kWeierstrass}, 0.6},
  };
  return rows[k - 1];
}
constexpr int kProblems = 10;

const Function& functionOf(int k, int task) {
  const std::vector<Function>& turns = row(k).functions;
  return turns[static_cast<std::size_t>(task - 1) % turns.size()];
}

mo::Recipe recipe(int k) {
  const std::string benchmark = "benchmark_" + std::to_string(k);
  const std::string folder = "Multi-objective Multi-task/WCCI20-MaTMO/MData/" + benchmark;
  mo::Recipe r = mo::rotatedRecipe({"WCCI20-MaTMO", benchmark, folder + "/bias_@", folder + "/matrix_@", 50, kDim - 1},
                                   [k](int task) { return row(k).shift * functionOf(k, task).bound; });
  r.manyTask = true;
  r.budgetPerTask = 50000;
  r.task = [k](int t, const InstanceArrays& data) {
    const Function& f = functionOf(k, t);
    mo::Task task;
    task.name = std::string(f.name) + "-" + std::to_string(t);
    task.shape = row(k).shape;
    task.distance = f.distance(kDim - 1);
    task.dim = kDim;
    task.low = -f.bound;
    task.high = f.bound;
    task.clip = true;
    mo::takeRotation(task, t, data);
    return task;
  };
  return r;
}

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (int k = 1; k <= kProblems; ++k) {
    ProblemInfo info;
    info.name = "WCCI20-MaTMO" + std::to_string(k);
    info.suite = "WCCI20-MaTMO";
    info.labels = ManyTask | MultiObjective | Unconstrained;
    info.citation = {"L. Feng, K. Qin, A. Gupta, Y. Yuan, Y.-S. Ong, X. Chi",
                     "IEEE CEC/WCCI 2020 competition on evolutionary multi-task optimization",
                     "IEEE World Congress on Computational Intelligence", 2020, ""};
    info.doc = "Fifty shifted and rotated tasks with the distance functions";
    const char* separator = " ";
    for (const Function& f : row(k).functions) {
      info.doc += std::string(separator) + f.name;
      separator = ", ";
    }
    info.doc += ".";
    info.needsData = true;
    info.make = [k] { return std::make_unique<mo::RecipeBuilder>(recipe(k)); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::wcci20_matmo
