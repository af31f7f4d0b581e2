// SPDX-License-Identifier: Apache-2.0
#include "problems/base/multi_objective/mo_problem.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "problems/base/functions/tile.h"
#include "problems/base/functions/violation.h"
#include "problems/base/multi_objective/mo_front.h"
#include "tandem/error.h"
#include "tandem/linalg.h"

namespace tandem::prob::mo {
namespace {

constexpr double kHalfPi = std::numbers::pi / 2.0;

// Distance variables to z, in place or in `rotated`.
MatView transformed(const Task& task, MatView y, MatView rotated) {
  if (!task.shift.empty()) shiftAndScale(y, task.shift, {});
  MatView z = y;
  if (!task.rotation.empty()) {
    linalg::multiply(task.rotation, y, rotated);
    z = rotated;
  }
  if (task.clip) {
    for (int j = 0; j < z.rows; ++j) {
      for (double& v : z.row(j)) v = std::clamp(v, task.low, task.high);
    }
  }
  return z;
}

void place(const Task& task, std::span<const double> position, double q, std::span<double> out) {
  if (task.shape == Shape::Sphere) {
    double product = q;
    for (std::size_t k = 0; k < position.size(); ++k) {
      out[out.size() - 1 - k] = product * std::sin(position[k] * kHalfPi);
      product *= std::cos(position[k] * kHalfPi);
    }
    // The last angle separates the first two objectives: cosine first.
    out[0] = product;
    return;
  }
  double p = 0.0;
  for (const double v : position) p += v;
  p /= static_cast<double>(position.size());
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
    task.lower.assign(row.dim, row.low);
    task.upper.assign(row.dim, row.high);
    std::fill_n(task.lower.begin(), row.positions, 0.0);
    std::fill_n(task.upper.begin(), row.positions, 1.0);
    tasks_.push_back(std::move(task));
  }
  defaultBudget_ = budget;
  defaultPopulation_ = population;
}

void PositionDistanceProblem::evaluate(int task, ConstMatView x, MatView objectives, MatView constraints,
                                       EvalContext& ctx) const {
  const Task& row = rows_[task];
  Workspace::Frame frame(ctx.workspace);
  const int width = paddedColumns(std::min(x.rows, kTilePoints));
  const MatView points = frame.matrix(row.dim, width);
  const MatView rotated = frame.matrix(row.rotation.empty() ? 0 : row.distances(), width);
  const std::span<double> g = frame.doubles(width);
  const auto positions = static_cast<std::size_t>(row.positions);
  for (int first = 0; first < x.rows; first += kTilePoints) {
    const int count = std::min(kTilePoints, x.rows - first);
    const int columns = paddedColumns(count);
    const MatView tile = points.leftCols(columns);
    loadTile(x.rowRange(first, count), tile);
    const MatView z = transformed(row, tile.rowRange(row.positions, row.distances()), rotated.leftCols(columns));
    row.distance(z, g.first(columns), ctx.workspace);
    for (int i = 0; i < count; ++i) {
      const std::span<double> out = objectives.row(first + i);
      place(row, x.row(first + i).first(positions), 1.0 + row.gain * g[i], out);
      for (std::size_t k = 0; k < row.scale.size(); ++k) out[k] = out[k] * row.scale[k] + row.offset[k];
      if (row.constraint != nullptr) constraints(first + i, 0) = violation(row.constraint(out));
    }
  }
}

Reference PositionDistanceProblem::reference(int task) const {
  const Task& row = rows_[task];
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

TileFunction mean(int /*dim*/) {
  return perPoint([](auto at, int dim) {
    simd::Vec sum(0.0);
    for (int i = 0; i < dim; ++i) sum = sum + simd::abs(at(i));
    return simd::Vec(9.0) * sum / simd::Vec(dim);
  });
}

TileFunction steepRosenbrock(int /*dim*/) {
  return perPoint([](auto at, int dim) {
    simd::Vec sum(0.0);
    for (int i = 0; i + 1 < dim; ++i) {
      const simd::Vec valley = at(i) * at(i) - at(i + 1);
      const simd::Vec slope = simd::Vec(1.0) - at(i);
      sum = sum + (valley * valley + slope * slope);
    }
    return simd::Vec(100.0) * sum;
  });
}

void RecipeBuilder::params(ParamVisitor& visitor) {
  if (!recipe_.manyTask) return;
  visitor.integer("tasks", tasks_, {.min = 1, .max = 10000, .doc = "number of tasks, the first ones of the suite"});
}

std::vector<DataSet> RecipeBuilder::dataSets() const {
  if (recipe_.data.items.empty()) return {};
  return {recipe_.data};
}

BuiltProblem RecipeBuilder::build(const BuildRequest& request) const {
  InstanceArrays data;
  data.instance = Instance::Official;  // formulas only, unless there are arrays
  if (!recipe_.data.items.empty()) {
    data = obtainInstance(request, dataSets(), [this] { return recipe_.synthetic(tasks_); });
    if (data.instance == Instance::Official && tasks_ > recipe_.tasks) {
      throw InputError("The official data of " + recipe_.data.suite + " end at " + std::to_string(recipe_.tasks) +
                       " tasks; ask for fewer than " + std::to_string(tasks_) + " or for the synthetic instance.");
    }
  }
  std::vector<Task> tasks;
  for (int t = 1; t <= tasks_; ++t) tasks.push_back(recipe_.task(t, data));
  const std::int64_t budget = static_cast<std::int64_t>(recipe_.budgetPerTask) * tasks_;
  return {std::make_shared<PositionDistanceProblem>(std::move(tasks), budget, recipe_.population), data.instance,
          data.checksum};
}

}  // namespace tandem::prob::mo
