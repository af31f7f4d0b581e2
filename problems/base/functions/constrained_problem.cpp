// SPDX-License-Identifier: Apache-2.0
#include "problems/base/functions/constrained_problem.h"

#include <algorithm>

#include "problems/base/functions/violation.h"
#include "tandem/linalg.h"

namespace tandem::prob {
namespace {

MatView rotated(ConstMatView z, const Matrix& rotation, double centre, Workspace::Frame& frame) {
  const MatView y = frame.matrix(z.rows, z.cols);
  if (centre == 0.0) {
    linalg::multiplyTransposed(z, rotation, y);
    return y;
  }
  const MatView moved = frame.matrix(z.rows, z.cols);
  for (int i = 0; i < z.rows; ++i) {
    for (int j = 0; j < z.cols; ++j) moved(i, j) = z(i, j) + centre;
  }
  linalg::multiplyTransposed(moved, rotation, y);
  for (int i = 0; i < z.rows; ++i) {
    for (double& v : y.row(i)) v -= centre;
  }
  return y;
}

}  // namespace

ConstrainedProblem::ConstrainedProblem(ConstrainedSpec spec, std::int64_t budget) : spec_(std::move(spec)) {
  TaskInfo task;
  task.name = spec_.name;
  task.dim = spec_.dim;
  task.constraints = std::max(1, spec_.inequalities) + std::max(1, spec_.equalities);
  task.lower.assign(spec_.dim, spec_.low);
  task.upper.assign(spec_.dim, spec_.high);
  tasks_.push_back(std::move(task));
  defaultBudget_ = budget;
}

void ConstrainedProblem::evaluate(int /*task*/, ConstMatView x, MatView objectives, MatView constraints,
                                  EvalContext& ctx) const {
  Workspace::Frame frame(ctx.workspace);
  const MatView z = frame.matrix(x.rows, x.cols);
  for (int i = 0; i < x.rows; ++i) {
    for (int j = 0; j < x.cols; ++j) z(i, j) = x(i, j) - spec_.shift[j];
  }
  const MatView y = spec_.rotation.empty() ? z : rotated(z, spec_.rotation, spec_.centre, frame);
  const MatView y2 = spec_.rotation2.empty() ? z : rotated(z, spec_.rotation2, 0.0, frame);
  const row::Tmp tmp = frame.doubles(x.cols);
  const int firstEquality = std::max(1, spec_.inequalities);
  for (int i = 0; i < x.rows; ++i) {
    const std::span<double> values = constraints.row(i);
    std::fill(values.begin(), values.end(), 0.0);
    double* g = values.data();
    double* h = g + firstEquality;
    objectives(i, 0) = spec_.function({z.row(i), y.row(i), y2.row(i), g, h, tmp});
    toViolations(g, spec_.inequalities, h, spec_.equalities);
  }
}

}  // namespace tandem::prob
