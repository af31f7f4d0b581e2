// SPDX-License-Identifier: Apache-2.0
#include "problems/base/mo_problem.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "problems/base/mo_front.h"
#include "problems/base/violation.h"
#include "tandem/linalg.h"

namespace tandem::prob::mo {
namespace {

constexpr double kHalfPi = std::numbers::pi / 2.0;

// Distance variables to z.
MatView transformed(const Task& task, ConstMatView x, Workspace::Frame& frame) {
  const int n = task.distances();
  MatView z = frame.matrix(x.rows, n);
  for (int i = 0; i < x.rows; ++i) {
    for (int j = 0; j < n; ++j) {
      z(i, j) = x(i, task.positions + j) - (task.shift.empty() ? 0.0 : task.shift[static_cast<std::size_t>(j)]);
    }
  }
  if (!task.rotation.empty()) {
    const MatView rotated = frame.matrix(x.rows, n);
    linalg::multiplyTransposed(z, task.rotation, rotated);
    z = rotated;
  }
  if (task.clip) {
    for (int i = 0; i < z.rows; ++i) {
      for (double& v : z.row(i)) v = std::clamp(v, task.low, task.high);
    }
  }
  return z;
}

void place(const Task& task, row::In position, double q, std::span<double> out) {
  if (task.shape == Shape::Sphere) {
    double product = q;
    for (std::size_t k = 0; k < position.size(); ++k) {
      out[out.size() - 1 - k] = product * std::sin(position[k] * kHalfPi);
      product *= std::cos(position[k] * kHalfPi);
    }
    // The last angle tells the first two objectives apart: cosine first.
    out[0] = product;
    return;
  }
  const double p = row::sum(position) / static_cast<double>(position.size());
  const double ratio = p / q;
  const double other = q * (1.0 - (task.shape == Shape::Concave ? ratio * ratio : std::sqrt(ratio)));
  const bool swapped = task.shape == Shape::ConvexSwapped;
  out[swapped ? 1 : 0] = p;
  out[swapped ? 0 : 1] = other;
}

}  // namespace

PositionDistanceProblem::PositionDistanceProblem(std::vector<Task> tasks, std::int64_t budget, int population)
    : rows_(std::move(tasks)) {
  for (const Task& row : rows_) {
    TaskInfo task;
    task.name = row.name;
    task.dim = row.dim;
    task.objectives = row.objectives();
    task.constraints = row.constraint != nullptr ? 1 : 0;
    task.lower.assign(static_cast<std::size_t>(row.dim), row.low);
    task.upper.assign(static_cast<std::size_t>(row.dim), row.high);
    std::fill_n(task.lower.begin(), row.positions, 0.0);
    std::fill_n(task.upper.begin(), row.positions, 1.0);
    tasks_.push_back(std::move(task));
  }
  defaultBudget_ = budget;
  defaultPopulation_ = population;
}

void PositionDistanceProblem::evaluate(int task, ConstMatView x, MatView objectives, MatView constraints,
                                       EvalContext& ctx) const {
  const Task& row = rows_[static_cast<std::size_t>(task)];
  Workspace::Frame frame(ctx.workspace);
  const MatView z = transformed(row, x, frame);
  const row::Tmp tmp = frame.doubles(static_cast<std::size_t>(z.cols));
  const auto positions = static_cast<std::size_t>(row.positions);
  for (int i = 0; i < x.rows; ++i) {
    const row::In point = x.row(i);
    const std::span<double> out = objectives.row(i);
    const double g = row.distance(point.subspan(positions), z.row(i), tmp);
    place(row, point.first(positions), 1.0 + row.gain * g, out);
    for (std::size_t k = 0; k < row.scale.size(); ++k) out[k] = out[k] * row.scale[k] + row.offset[k];
    if (row.constraint != nullptr) constraints(i, 0) = violation(row.constraint(out));
  }
}

Reference PositionDistanceProblem::reference(int task) const {
  const Task& row = rows_[static_cast<std::size_t>(task)];
  Reference ref;
  if (row.shape == Shape::Sphere) {
    ref.front = sphereFront(kFrontPoints, row.objectives());
  } else {
    ref.front = powerFront(kFrontPoints, row.shape == Shape::Concave ? 2.0 : 0.5);
  }
  if (row.shape == Shape::ConvexSwapped) {
    for (int i = 0; i < ref.front.rows(); ++i) std::swap(ref.front(i, 0), ref.front(i, 1));
  }
  if (!row.scale.empty()) scaleFront(ref.front, row.scale, row.offset);
  return ref;
}

double sphere(row::In /*x*/, row::In z, row::Tmp /*tmp*/) {
  return row::sumSquares(z);
}
double mean(row::In /*x*/, row::In z, row::Tmp /*tmp*/) {
  return 9.0 * row::sumAbs(z) / static_cast<double>(z.size());
}
double rastrigin(row::In /*x*/, row::In z, row::Tmp tmp) {
  return row::sumWaves(z, tmp);
}
double rosenbrock(row::In /*x*/, row::In z, row::Tmp /*tmp*/) {
  return row::rosenbrock(z, 0.0);
}
double steepRosenbrock(row::In /*x*/, row::In z, row::Tmp /*tmp*/) {
  double s = 0.0;
  for (std::size_t i = 0; i + 1 < z.size(); ++i) s += (z[i] - 1.0) * (z[i] - 1.0);
  return 100.0 * (row::sumParabolaSteps(z) + s);
}
double ackley(row::In /*x*/, row::In z, row::Tmp tmp) {
  return row::ackley(z, tmp);
}
double griewank(row::In /*x*/, row::In z, row::Tmp tmp) {
  return row::griewank(z, tmp);
}
double weierstrass(row::In /*x*/, row::In z, row::Tmp tmp) {
  return row::weierstrass(z, tmp);
}

}  // namespace tandem::prob::mo
