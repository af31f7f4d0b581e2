// SPDX-License-Identifier: Apache-2.0
#include "problems/base/functions/function_problem.h"

#include <algorithm>
#include <utility>

#include "problems/base/functions/tile.h"
#include "tandem/error.h"
#include "tandem/linalg.h"

namespace tandem::prob {

void loadTile(ConstMatView points, MatView tile) {
  // A vector of points at a time, so that the tile is written in whole vectors.
  for (int c = 0; c < tile.cols; c += simd::kWidth) {
    const double* from[simd::kWidth];
    for (int k = 0; k < simd::kWidth; ++k) from[k] = points.data + std::min(c + k, points.rows - 1) * points.stride;
    double* to = tile.data + c;
    for (int j = 0; j < tile.rows; ++j) {
      for (int k = 0; k < simd::kWidth; ++k) to[k] = from[k][j];
      to += tile.stride;
    }
  }
}

void shiftAndScale(MatView tile, std::span<const double> shift, std::span<const double> scale) {
  for (int j = 0; j < tile.rows; ++j) {
    const simd::Vec o(shift.empty() ? 0.0 : shift[j]);
    const simd::Vec s(scale.empty() ? 1.0 : scale[j]);
    double* row = tile.data + j * tile.stride;
    for (int c = 0; c < tile.cols; c += simd::kWidth) simd::store(row + c, (simd::load(row + c) - o) * s);
  }
}

std::vector<double> minimiser(const FunctionTask& task, double coordinate) {
  const auto dim = static_cast<std::size_t>(task.dim);
  std::vector<double> x(dim, coordinate);
  if (!task.rotation.empty()) {
    linalg::transposedMultiply(task.rotation, std::vector<double>(dim, coordinate), x);
  }
  for (std::size_t j = 0; j < dim; ++j) {
    if (!task.scale.empty()) x[j] /= task.scale[j];
    if (!task.shift.empty()) x[j] += task.shift[j];
  }
  return x;
}

FunctionTask makeTask(Base base, int dim, double lower, double upper, std::vector<double> shift, Matrix rotation,
                      double bias) {
  FunctionTask task;
  task.name = functionName(base);
  task.dim = dim;
  task.lower = lower;
  task.upper = upper;
  task.objective = makeFunction(base, dim);
  task.deviceParts = {devicePart(base, dim)};
  task.shift = std::move(shift);
  task.rotation = std::move(rotation);
  task.bias = bias;
  task.optimum = minimiser(task, optimumCoordinate(base));
  return task;
}

FunctionProblem::FunctionProblem(std::vector<FunctionTask> tasks, std::int64_t budget, int population)
    : functions_(std::move(tasks)) {
  defaultBudget_ = budget;
  defaultPopulation_ = population;
  for (const FunctionTask& f : functions_) {
    const auto dim = static_cast<std::size_t>(f.dim);
    const bool fits = (f.shift.empty() || f.shift.size() == dim) && (f.scale.empty() || f.scale.size() == dim) &&
                      (f.rotation.empty() || (f.rotation.rows() == f.dim && f.rotation.cols() == f.dim));
    if (!fits) throw Error("Task '" + f.name + "': shift, scale or rotation do not fit its dimension.");
    TaskInfo info;
    info.name = f.name;
    info.dim = f.dim;
    info.constraints = f.constraints;
    info.lower = f.lowerEach.empty() ? std::vector<double>(dim, f.lower) : f.lowerEach;
    info.upper = f.upperEach.empty() ? std::vector<double>(dim, f.upper) : f.upperEach;
    tasks_.push_back(std::move(info));
    stochastic_ = stochastic_ || f.noisy;
  }
}

void FunctionProblem::evaluate(int task, ConstMatView x, MatView objectives, MatView constraints,
                               EvalContext& ctx) const {
  const FunctionTask& f = functions_[task];
  Workspace::Frame frame(ctx.workspace);
  const int width = paddedColumns(std::min(x.rows, kTilePoints));
  const MatView points = frame.matrix(f.dim, width);
  const MatView rotated = f.rotation.empty() ? points : frame.matrix(f.dim, width);
  const MatView violations = frame.matrix(f.constraints, width);
  const std::span<double> values = frame.doubles(width);
  for (int first = 0; first < x.rows; first += kTilePoints) {
    const int count = std::min(kTilePoints, x.rows - first);
    const int columns = paddedColumns(count);
    const MatView y = points.leftCols(columns);
    loadTile(x.rowRange(first, count), y);
    if (f.constraints > 0) {
      f.constraint(y, violations.leftCols(columns));
      for (int i = 0; i < count; ++i) {
        for (int k = 0; k < f.constraints; ++k) constraints(first + i, k) = violations(k, i);
      }
    }
    if (!f.shift.empty() || !f.scale.empty()) shiftAndScale(y, f.shift, f.scale);
    const MatView z = rotated.leftCols(columns);
    if (!f.rotation.empty()) linalg::multiply(f.rotation, y, z);
    f.objective(z, values.first(columns), ctx.workspace);
    for (int i = 0; i < count; ++i) {
      double value = values[i] + f.bias;
      if (f.noisy) value += ctx.noise(first + i).uniform();
      objectives(first + i, 0) = value;
    }
  }
}

std::shared_ptr<const DeviceForm> FunctionProblem::deviceForm() const {
  auto form = std::make_shared<DeviceForm>();
  form->library = &deviceFunctions();
  for (const FunctionTask& f : functions_) {
    if (f.deviceParts.empty() || f.noisy || f.constraints > 0) return nullptr;
    DeviceTask task{f.dim, f.shift, f.scale, f.deviceParts, f.bias};
    for (DevicePart& part : task.parts) {
      if (f.rotation.empty()) continue;
      if (!part.rotation.empty()) return nullptr;  // two rotations in a row: no suite has that
      // The coordinates that the part sees are those rows of the rotation.
      const std::vector<int> rows = std::exchange(part.inputs, {});
      if (rows.empty()) {
        part.rotation = f.rotation;
        continue;
      }
      part.rotation = Matrix(isize(rows), f.dim);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        std::ranges::copy(f.rotation.row(rows[i]), part.rotation.row(static_cast<int>(i)).begin());
      }
    }
    form->tasks.push_back(std::move(task));
  }
  return form;
}

Reference FunctionProblem::reference(int task) const {
  const FunctionTask& f = functions_[task];
  Reference reference;
  if (f.optimum.empty()) return reference;
  const TaskInfo& info = tasks_[task];
  for (std::size_t j = 0; j < f.optimum.size(); ++j) {
    if (f.optimum[j] < info.lower[j] || f.optimum[j] > info.upper[j]) return reference;
  }
  Workspace ws;
  Workspace::Frame frame(ws);
  const int columns = paddedColumns(1);
  const MatView y = frame.matrix(f.dim, columns);
  loadTile({f.optimum.data(), 1, f.dim}, y);
  if (f.constraints > 0) {
    const MatView g = frame.matrix(f.constraints, columns);
    f.constraint(y, g);
    for (int k = 0; k < f.constraints; ++k) {
      if (g(k, 0) > 0.0) return reference;
    }
  }
  MatView z = y;
  if (!f.shift.empty() || !f.scale.empty()) shiftAndScale(y, f.shift, f.scale);
  if (!f.rotation.empty()) {
    z = frame.matrix(f.dim, columns);
    linalg::multiply(f.rotation, y, z);
  }
  const std::span<double> value = frame.doubles(columns);
  f.objective(z, value, ws);
  reference.hasOptimum = true;
  reference.optimum = value[0] + f.bias;
  reference.optimumPoint = f.optimum;
  return reference;
}

}  // namespace tandem::prob
