// SPDX-License-Identifier: Apache-2.0
// MTMO-Instance: the two instances of the paper that introduced multi-objective multitasking, pairs of ZDT4 variants
// with a Rastrigin (R), Griewank (G) or Ackley (A) distance; RC is R with a constraint over the objectives.
#include <cmath>
#include <numbers>

#include "problems/base/functions/tile.h"
#include "problems/base/multi_objective/mo_problem.h"
#include "tandem/catalogue.h"
#include "tandem/linalg.h"

namespace tandem::prob::mtmo_instance {
namespace {

constexpr int kDistances = 9;
constexpr const char* kRotation = "M";

/// ZDT4's distance: Rastrigin's function with two waves per unit.
TileFunction fineRastrigin() {
  return perPoint([](auto at, int dim) {
    simd::Vec sum(10.0 * dim);
    for (int i = 0; i < dim; ++i) {
      sum = sum + (at(i) * at(i) - simd::Vec(10.0) * simd::cos2pi(simd::Vec(2.0) * at(i)));
    }
    return sum;
  });
}

/// As the suite is used: squares of the rotated variables, cosines of the others, divided by the roots of 2, 3, ...
TileFunction halfRotatedGriewank(Matrix rotation) {
  return [rotation = std::move(rotation)](ConstMatView x, std::span<double> f, Workspace& ws) {
    Workspace::Frame frame(ws);
    const MatView y = frame.matrix(x.rows, x.cols);
    linalg::multiply(rotation, x, y);
    for (int c = 0; c < x.cols; c += simd::kWidth) {
      simd::Vec squares(0.0);
      simd::Vec cosines(1.0);
      for (int i = 0; i < x.rows; ++i) {
        const simd::Vec v = simd::load(&y(i, c));
        squares = simd::mulAdd(v, v, squares);
        cosines = cosines * simd::cos(simd::load(x.data + i * x.stride + c) / simd::Vec(std::sqrt(i + 2.0)));
      }
      simd::store(&f[c], simd::Vec(1.0) + squares / simd::Vec(4000.0) - cosines);
    }
  };
}

/// The constraint of CTP2 with the parameters of the paper.
double ripples(std::span<const double> f) {
  constexpr double kTheta = -0.05 * std::numbers::pi;
  const double along = std::sin(kTheta) * f[1] + std::cos(kTheta) * f[0];
  const double across = std::cos(kTheta) * f[1] - std::sin(kTheta) * f[0];
  return 40.0 * std::pow(std::abs(std::sin(5.0 * std::numbers::pi * along)), 6.0) - across;
}

mo::Task zdt4(const char* name, TileFunction distance, double bound) {
  mo::Task task;
  task.name = name;
  task.shape = mo::Shape::Convex;
  task.distance = std::move(distance);
  task.dim = kDistances + 1;
  task.low = -bound;
  task.high = bound;
  return task;
}

mo::Recipe recipe(int instance) {
  mo::Recipe r;
  r.budgetPerTask = 12500;
  r.data = {"MTMO-Instance",
            "M",
            {{kRotation, "Multi-objective Multi-task/MTMO-Instance/M_MTMO_Instance.mat", kDistances, kDistances,
              matVariable("M")}}};
  r.synthetic = [](int /*tasks*/) {
    Rng rng = instanceStream("MTMO-Instance", "M");
    Arrays arrays;
    arrays[kRotation] = randomRotation(kDistances, rng);
    return arrays;
  };
  r.task = [instance](int number, const InstanceArrays& data) {
    if (number == 1) {
      mo::Task task = zdt4(instance == 1 ? "ZDT4-R" : "ZDT4-RC", fineRastrigin(), 5);
      if (instance == 2) task.constraint = ripples;
      return task;
    }
    if (instance == 1) return zdt4("ZDT4-G", halfRotatedGriewank(data[kRotation]), 512);
    mo::Task task = zdt4("ZDT4-A", mo::ackley(kDistances), 32);
    task.rotation = data[kRotation];
    return task;
  };
  return r;
}

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (int instance = 1; instance <= 2; ++instance) {
    ProblemInfo info;
    info.name = "MTMO-Instance" + std::to_string(instance);
    info.suite = "MTMO-Instance";
    info.labels = MultiTask | MultiObjective | (instance == 2 ? Constrained : Unconstrained);
    info.citation = {"A. Gupta, Y.-S. Ong, L. Feng, K. C. Tan",
                     "Multiobjective Multifactorial Optimization in Evolutionary Multitasking",
                     "IEEE Transactions on Cybernetics 47(7), 1652-1665", 2017, "10.1109/TCYB.2016.2554622"};
    info.doc = instance == 1 ? "ZDT4-R and ZDT4-G." : "ZDT4-RC (constrained) and ZDT4-A.";
    info.needsData = true;
    info.make = [instance] { return std::make_unique<mo::RecipeBuilder>(recipe(instance)); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::mtmo_instance
