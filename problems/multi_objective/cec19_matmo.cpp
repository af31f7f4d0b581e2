// SPDX-License-Identifier: Apache-2.0
// CEC 2019 competition, many-task multi-objective problems: the same function in every task, each with its own shift
// and rotation; z is clipped to the box.
#include "problems/base/multi_objective/mo_rotated.h"
#include "tandem/catalogue.h"

namespace tandem::prob::cec19_matmo {
namespace {

using mo::Shape;

struct Row {
  Shape shape;
  mo::Distance distance;
  const char* name;
  int dim;
  double bound;
  double shift;  // published range of the shifts
};
constexpr Row kRows[] = {
    {Shape::Sphere, mo::sphere, "sphere", 50, 100, 20},       {Shape::Concave, mo::mean, "mean", 50, 100, 25},
    {Shape::Concave, mo::rosenbrock, "Rosenbrock", 10, 5, 1}, {Shape::Sphere, mo::rastrigin, "Rastrigin", 50, 2, 0.12},
    {Shape::Convex, mo::ackley, "Ackley", 50, 1, 0.18},       {Shape::Sphere, mo::griewank, "Griewank", 50, 50, 11},
};

mo::Recipe recipe(int k) {
  const Row& row = kRows[k - 1];
  const std::string folder = "Multi-objective Multi-task/CEC19-MaTMO/";
  const std::string number = std::to_string(k);
  const mo::RotatedSource source{"CEC19-MaTMO",
                                 number,
                                 folder + "SVector/S" + number + "/S" + number + "_@.txt",
                                 folder + "M/M" + number + "/M" + number + "_@.txt",
                                 50,
                                 row.dim - 1};
  mo::Recipe r = mo::rotatedRecipe(source, [&row](int /*task*/) { return row.shift; });
  r.manyTask = true;
  r.budgetPerTask = 50000;
  r.task = [&row](int t, const InstanceArrays& data) {
    mo::Task task;
    task.name = std::string(row.name) + "-" + std::to_string(t);
    task.shape = row.shape;
    task.distance = row.distance(row.dim - 1);
    task.dim = row.dim;
    task.low = -row.bound;
    task.high = row.bound;
    task.clip = true;
    mo::takeRotation(task, t, data);
    return task;
  };
  return r;
}

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  int number = 0;
  for (const Row& row : kRows) {
    ProblemInfo info;
    info.name = "CEC19-MaTMO" + std::to_string(++number);
    info.suite = "CEC19-MaTMO";
    info.labels = ManyTask | MultiObjective | Unconstrained;
    info.citation = {"L. Feng, K. Qin, A. Gupta, Y. Yuan, Y.-S. Ong, X. Chi",
                     "IEEE CEC 2019 competition on evolutionary multi-task optimization",
                     "IEEE Congress on Evolutionary Computation", 2019, ""};
    info.doc = std::string("Fifty shifted and rotated tasks with the distance function ") + row.name + ".";
    info.needsData = true;
    info.make = [number] { return std::make_unique<mo::RecipeBuilder>(recipe(number)); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::cec19_matmo
