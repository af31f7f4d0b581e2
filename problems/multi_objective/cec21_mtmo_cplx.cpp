// SPDX-License-Identifier: Apache-2.0
// CEC 2021 competition, complex two-task multi-objective problems: the distance functions are functions of the CEC 2014
// suite, in the form in which the suite is used. (The published code lets some functions reach into other points of the
// batch; here every point has the value of a batch of one.)
#include <cmath>

#include "problems/base/functions/tile.h"
#include "problems/base/multi_objective/mo_rotated.h"
#include "tandem/catalogue.h"

namespace tandem::prob::cec21_mtmo_cplx {
namespace {

using mo::Shape;

constexpr int kDim = 50;
constexpr int kProblems = 10;

/// The modified Schwefel function with the constant of the classical one: its minimum is above 0.
TileFunction schwefel(int dim) {
  const double excess = (418.9829 - 418.9828872724338) * dim;
  return [inner = makeFunction(Base::CecSchwefel, dim), excess](ConstMatView z, std::span<double> f, Workspace& ws) {
    inner(z, f, ws);
    for (double& v : f) v += excess;
  };
}

/// Katsuura's function in the suite's form: the inner sum continues from variable to variable, weights start at 0, and
/// the prefactor has the exponent's power.
TileFunction runningKatsuura(int /*dim*/) {
  return perPoint([](auto at, int dim) {
    const double exponent = 10.0 / std::pow(static_cast<double>(dim), 1.2);
    simd::Vec roughness(0.0);
    simd::Vec product(1.0);
    for (int i = 0; i < dim; ++i) {
      const simd::Vec z = at(i);
      double power = 1.0;
      for (int j = 1; j <= 32; ++j) {
        power *= 2.0;
        const simd::Vec scaled = simd::Vec(power) * z;
        roughness = simd::mulAdd(simd::abs(scaled - xsimd::nearbyint(scaled)), simd::Vec(1.0 / power), roughness);
      }
      product = product * simd::pow(simd::mulAdd(simd::Vec(i), roughness, simd::Vec(1.0)), exponent);
    }
    return simd::Vec(exponent) * (product - simd::Vec(1.0));
  });
}

/// A CEC 2014 function number with its parts; the shares are of the distance variables in their order.
struct Function {
  int number;
  const char* name;
  std::vector<HybridPart> parts;
  bool rotated = true;
};
const Function& functionNumber(int number) {
  static const std::vector<Function> functions = {
      {4, "Rosenbrock", {{Base::CecRosenbrock, 1}}},
      {8, "Rastrigin", {{Base::Rastrigin, 1}}, false},
      {9, "rotated Rastrigin", {{Base::Rastrigin, 1}}},
      {11, "modified Schwefel", {{Base::CecSchwefel, 1, schwefel}}},
      {15, "expanded Griewank plus Rosenbrock", {{Base::GriewankRosenbrock, 1}}},
      {17, "hybrid 1", {{Base::CecSchwefel, 0.3, schwefel}, {Base::Rastrigin, 0.3}, {Base::Elliptic, 0.4}}},
      {18, "hybrid 2", {{Base::BentCigar, 0.3}, {Base::HgBat, 0.3}, {Base::Rastrigin, 0.4}}},
      {19,
       "hybrid 3",
       {{Base::Griewank, 0.2}, {Base::Weierstrass, 0.2}, {Base::CecRosenbrock, 0.3}, {Base::ExpandedScaffer, 0.3}}},
      {20,
       "hybrid 4",
       {{Base::HgBat, 0.2}, {Base::Discus, 0.2}, {Base::GriewankRosenbrock, 0.3}, {Base::Rastrigin, 0.3}}},
      {22,
       "hybrid 6",
       {{Base::Katsuura, 0.1, runningKatsuura},
        {Base::HappyCat, 0.2},
        {Base::GriewankRosenbrock, 0.2},
        {Base::CecSchwefel, 0.2, schwefel},
        {Base::Ackley, 0.3}}},
  };
  for (const Function& f : functions) {
    if (f.number == number) return f;
  }
  return functions.front();
}

struct Row {
  struct {
    int function;
    Shape shape;
  } tasks[2];
  double shift;  // published range of the shifts
};
constexpr Row kRows[kProblems] = {
    {{{17, Shape::Sphere}, {17, Shape::Concave}}, 10}, {{{19, Shape::Sphere}, {19, Shape::Sphere}}, 10},
    {{{22, Shape::Sphere}, {22, Shape::Convex}}, 10},  {{{15, Shape::Convex}, {15, Shape::Convex}}, 50},
    {{{4, Shape::Sphere}, {4, Shape::Concave}}, 50},   {{{9, Shape::Sphere}, {9, Shape::Sphere}}, 50},
    {{{8, Shape::Sphere}, {8, Shape::Convex}}, 50},    {{{18, Shape::Sphere}, {20, Shape::Concave}}, 70},
    {{{11, Shape::Sphere}, {18, Shape::Concave}}, 70}, {{{15, Shape::Sphere}, {17, Shape::Concave}}, 70},
};

mo::Recipe recipe(int k) {
  const Row& row = kRows[k - 1];
  const std::string benchmark = "benchmark_" + std::to_string(k);
  const std::string folder = "Multi-objective Multi-task/CEC21-MTMO-CPLX/MData/" + benchmark;
  mo::Recipe r =
      mo::rotatedRecipe({"CEC21-MTMO-CPLX", benchmark, folder + "/bias_@", folder + "/matrix_@", 2, kDim - 1},
                        [&row](int /*task*/) { return row.shift; });
  r.budgetPerTask = 100000;
  r.task = [&row](int t, const InstanceArrays& data) {
    const Function& f = functionNumber(row.tasks[t - 1].function);
    mo::Task task;
    task.name = f.name;
    task.shape = row.tasks[t - 1].shape;
    task.dim = kDim;
    task.low = -100;
    task.high = 100;
    std::vector<int> order(kDim - 1);
    for (int i = 0; i < kDim - 1; ++i) order[i] = i + 1;
    task.distance = makeHybrid(f.parts, order);
    mo::takeRotation(task, t, data);
    if (!f.rotated) task.rotation = {};
    return task;
  };
  return r;
}

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (int k = 1; k <= kProblems; ++k) {
    ProblemInfo info;
    info.name = "CEC21-MTMO-CPLX" + std::to_string(k);
    info.suite = "CEC21-MTMO-CPLX";
    info.labels = MultiTask | MultiObjective | Unconstrained;
    info.citation = {"L. Feng, K. Qin, A. Gupta, Y. Yuan, Y.-S. Ong, X. Chi",
                     "IEEE CEC 2021 competition on evolutionary multi-task optimization",
                     "IEEE Congress on Evolutionary Computation", 2021, ""};
    info.doc = std::string("Two multi-objective tasks with the CEC 2014 functions ") +
               functionNumber(kRows[k - 1].tasks[0].function).name + " and " +
               functionNumber(kRows[k - 1].tasks[1].function).name + " as distance.";
    info.needsData = true;
    info.make = [k] { return std::make_unique<mo::RecipeBuilder>(recipe(k)); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::cec21_mtmo_cplx
