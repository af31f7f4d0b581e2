// SPDX-License-Identifier: Apache-2.0
// The multi-objective suites against themselves: points whose distance variables are optimal lie on the front that the
// problem declares, for the synthetic instances as well.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "problems/base/multi_objective/mo_problem.h"
#include "problems_support.h"

namespace tandem::test {
namespace {

/// Distance of a point from a front sampled densely: the largest difference to the nearest sample.
double distanceTo(const Matrix& front, std::span<const double> point) {
  double nearest = INFINITY;
  for (int i = 0; i < front.rows(); ++i) {
    double worst = 0.0;
    for (int k = 0; k < front.cols(); ++k) {
      worst = std::max(worst, std::abs(front(i, k) - point[k]));
    }
    nearest = std::min(nearest, worst);
  }
  return nearest;
}

/// x with all position variables at `position` and z = `optimum` in every distance variable.
Matrix optimalPoint(const prob::mo::Task& task, double position, double optimum) {
  Matrix x(1, task.dim, position);
  for (int j = 0; j < task.distances(); ++j) {
    // R is orthogonal: x = shift + R^T z.
    double value = task.rotation.empty() ? optimum : 0.0;
    for (int i = 0; i < task.rotation.rows(); ++i) value += task.rotation(i, j) * optimum;
    x(0, task.positions + j) = value + (task.shift.empty() ? 0.0 : task.shift[j]);
  }
  return x;
}

TEST(MoFronts, EveryShapeMeetsItsDeclaredFront) {
  using prob::mo::Shape;
  Rng rng(1);
  for (const Shape shape : {Shape::Sphere, Shape::Convex, Shape::ConvexSwapped, Shape::Concave}) {
    for (const int positions : {1, 2}) {
      prob::mo::Task task;
      task.shape = shape;
      task.distance = prob::mo::rosenbrock(8);
      task.dim = 8 + positions;
      task.positions = positions;
      task.low = -50;
      task.high = 50;
      task.rotation = prob::randomRotation(8, rng);
      task.shift.assign(8, 3.0);
      task.scale.assign(task.objectives(), 5.0);
      task.offset.assign(task.objectives(), 2.0);
      const prob::mo::PositionDistanceProblem problem({task}, 1000, 100);
      const Matrix front = problem.reference(0).front;
      for (const double position : {0.0, 0.3, 0.77, 1.0}) {
        const Values on = evaluate(problem, 0, optimalPoint(task, position, 1.0));
        EXPECT_LT(distanceTo(front, on.objectives.row(0)), positions == 1 ? 0.02 : 0.06);
        Matrix moved = optimalPoint(task, position, 1.0);
        moved(0, positions) += 0.5;
        const Values off = evaluate(problem, 0, moved);
        EXPECT_GT(distanceTo(front, off.objectives.row(0)), 1.0) << "a point off the Pareto set is on the front";
      }
    }
  }
}

TEST(MoFronts, SyntheticInstancesHaveThemToo) {
  for (const char* name : {"CEC19-MaTMO1", "WCCI20-MaTMO10", "CEC17-MTMO5", "CEC21-MTMO-CPLX2", "MTMO-Instance1"}) {
    SCOPED_TRACE(name);
    const BuiltProblem one = buildProblem(builtins(), name, {}, {Instance::Synthetic, {}});
    const BuiltProblem two = buildProblem(builtins(), name, {}, {Instance::Synthetic, {}});
    EXPECT_EQ(one.instance, Instance::Synthetic);
    EXPECT_EQ(one.checksum, two.checksum);
    const TaskInfo& task = one.problem->tasks()[0];
    Matrix x(3, task.dim);
    Rng rng(7);
    for (int i = 0; i < x.rows(); ++i) {
      for (int j = 0; j < task.dim; ++j) {
        const auto k = static_cast<std::size_t>(j);
        x(i, j) = rng.uniform(task.lower[k], task.upper[k]);
      }
    }
    const Values a = evaluate(*one.problem, 0, x);
    EXPECT_EQ(a.objectives, evaluate(*two.problem, 0, x).objectives);
    for (const double f : a.objectives.values()) EXPECT_TRUE(std::isfinite(f) && f >= 0.0);
  }
}

TEST(MoFronts, FirstTasksDoNotDependOnTheirNumber) {
  const BuiltProblem few = buildProblem(builtins(), "WCCI20-MaTMO4", {{"tasks", "3"}}, {Instance::Synthetic, {}});
  const BuiltProblem many = buildProblem(builtins(), "WCCI20-MaTMO4", {{"tasks", "60"}}, {Instance::Synthetic, {}});
  ASSERT_EQ(few.problem->taskCount(), 3);
  ASSERT_EQ(many.problem->taskCount(), 60);
  EXPECT_EQ(few.problem->defaultBudget(), 150000);
  const Matrix x(1, few.problem->tasks()[2].dim, 0.5);
  EXPECT_EQ(evaluate(*few.problem, 2, x).objectives, evaluate(*many.problem, 2, x).objectives);
}

}  // namespace
}  // namespace tandem::test
