// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "problems/base/functions/functions.h"
#include "problems/base/instances/instance_data.h"
#include "tandem/problem.h"

/// The construction shared by the multi-objective multitask suites: position variables in [0, 1] choose a point of the
/// front, distance variables move it away from the front by the factor q = 1 + gain * g(z).
namespace tandem::prob::mo {

/// Where q = 1 lies, with p the mean of the position variables:
/// Sphere:  q times the unit circle or sphere octant over the position angles;
/// Convex:  (p, q (1 - sqrt(p / q))), ConvexSwapped with the objectives exchanged;
/// Concave: (p, q (1 - (p / q)^2)).
enum class Shape { Sphere, Convex, ConvexSwapped, Concave };

/// Makes g >= 0 over that many distance variables z.
using Distance = TileFunction (*)(int dim);

template <Base base>
TileFunction of(int dim) {
  return makeFunction(base, dim);
}
inline constexpr Distance sphere = of<Base::Sphere>;
inline constexpr Distance rastrigin = of<Base::Rastrigin>;
inline constexpr Distance rosenbrock = of<Base::Rosenbrock>;  ///< optimum z = 1
inline constexpr Distance ackley = of<Base::Ackley>;
inline constexpr Distance griewank = of<Base::Griewank>;
inline constexpr Distance weierstrass = of<Base::Weierstrass>;
/// 9 times the mean of |z|
TANDEM_API TileFunction mean(int dim);
/// With the factor 100 on both terms; optimum z = 1.
TANDEM_API TileFunction steepRosenbrock(int dim);

/// One constraint g <= 0 over the objectives.
using ObjectiveConstraint = double (*)(std::span<const double> objectives);

struct Task {
  std::string name = {};
  Shape shape = Shape::Sphere;
  TileFunction distance = {};
  int dim = 0;
  int positions = 1;  ///< number of position variables; Sphere has one objective more
  double low = 0.0;   ///< box of the distance variables
  double high = 1.0;
  std::vector<double> shift = {};  ///< z = R (x - shift); empty: none
  Matrix rotation = {};            ///< empty: none
  bool clip = false;               ///< z is clipped to the box
  double gain = 1.0;
  std::vector<double> scale = {};  ///< of the objectives, with offset; empty: none
  std::vector<double> offset = {};
  ObjectiveConstraint constraint = nullptr;

  [[nodiscard]] int objectives() const { return shape == Shape::Sphere ? positions + 1 : 2; }
  [[nodiscard]] int distances() const { return dim - positions; }
};

class TANDEM_API PositionDistanceProblem final : public Problem {
 public:
  PositionDistanceProblem(std::vector<Task> tasks, std::int64_t budget, int population);
  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const override;
  /// The front of q = 1, scaled, with kFrontPoints points (or the largest lattice below).
  [[nodiscard]] Reference reference(int task) const override;

 private:
  std::vector<Task> rows_;
};

/// Recipe of a problem with instance data.
struct Recipe {
  DataSet data = {};
  int tasks = 2;          ///< published
  bool manyTask = false;  ///< the number of tasks is a parameter
  int budgetPerTask = 0;  ///< evaluations
  int population = 100;
  std::function<Arrays(int tasks)> synthetic = {};
  std::function<Task(int task, const InstanceArrays& data)> task = {};  ///< task from 1
};

class RecipeBuilder final : public ProblemBuilder, public DataUser {
 public:
  explicit RecipeBuilder(Recipe recipe) : recipe_(std::move(recipe)), tasks_(recipe_.tasks) {}
  void params(ParamVisitor& visitor) override;
  [[nodiscard]] std::vector<DataSet> dataSets() const override;
  [[nodiscard]] BuiltProblem build(const BuildRequest& request) const override;

 private:
  Recipe recipe_;
  int tasks_;
};

}  // namespace tandem::prob::mo
