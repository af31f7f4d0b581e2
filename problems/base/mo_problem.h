// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "problems/base/row_terms.h"
#include "tandem/problem.h"

/// The construction shared by the multi-objective multitask suites: position variables in [0, 1] choose a point of the
/// front, distance variables move it away from the front by the factor q = 1 + gain * g(z).
namespace tandem::prob::mo {

/// Where q = 1 lies, with p the mean of the position variables:
/// Sphere:  q times the unit circle or sphere octant over the position angles;
/// Convex:  (p, q (1 - sqrt(p / q))), ConvexSwapped with the objectives exchanged;
/// Concave: (p, q (1 - (p / q)^2)).
enum class Shape { Sphere, Convex, ConvexSwapped, Concave };

/// g >= 0 over the distance variables of one point: x as they are, z = R (x - shift). tmp has the size of z.
using Distance = double (*)(row::In x, row::In z, row::Tmp tmp);

/// One constraint g <= 0 over the objectives.
using ObjectiveConstraint = double (*)(row::In objectives);

struct Task {
  std::string name = {};
  Shape shape = Shape::Sphere;
  Distance distance = nullptr;
  int dim = 0;
  int positions = 1;  ///< number of position variables; Sphere has one objective more
  double low = 0.0;   ///< box of the distance variables
  double high = 1.0;
  std::vector<double> shift = {};  ///< empty: none
  Matrix rotation = {};            ///< empty: none
  bool clip = false;               ///< z is clipped to the box
  double gain = 1.0;
  std::vector<double> scale = {};  ///< of the objectives, with offset; empty: none
  std::vector<double> offset = {};
  ObjectiveConstraint constraint = nullptr;

  [[nodiscard]] int objectives() const { return shape == Shape::Sphere ? positions + 1 : 2; }
  [[nodiscard]] int distances() const { return dim - positions; }
};

class PositionDistanceProblem final : public Problem {
 public:
  PositionDistanceProblem(std::vector<Task> tasks, std::int64_t budget, int population);
  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const override;
  /// The front of q = 1, scaled, with kFrontPoints points (or the largest lattice below).
  [[nodiscard]] Reference reference(int task) const override;

 private:
  std::vector<Task> rows_;
};

// ---- distance functions, 0 at the optimum z = 0 unless stated -----------------------------------------------------

double sphere(row::In x, row::In z, row::Tmp tmp);
/// 9 times the mean of |z|
double mean(row::In x, row::In z, row::Tmp tmp);
double rastrigin(row::In x, row::In z, row::Tmp tmp);
/// Optimum z = 1.
double rosenbrock(row::In x, row::In z, row::Tmp tmp);
/// With the factor 100 on both terms; optimum z = 1.
double steepRosenbrock(row::In x, row::In z, row::Tmp tmp);
double ackley(row::In x, row::In z, row::Tmp tmp);
double griewank(row::In x, row::In z, row::Tmp tmp);
double weierstrass(row::In x, row::In z, row::Tmp tmp);

}  // namespace tandem::prob::mo
