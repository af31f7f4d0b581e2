// SPDX-License-Identifier: Apache-2.0
#include "problems/base/composed/composed_problem.h"

#include <algorithm>
#include <span>
#include <utility>

#include "tandem/linalg.h"
#include "tandem/rng.h"

namespace tandem::prob {

namespace {

class ComposedProblem final : public Problem {
 public:
  ComposedProblem(std::vector<ComposedTask> tasks, std::shared_ptr<const FunctionProblem> functions,
                  const ComposedDefaults& defaults)
      : composed_(std::move(tasks)), functions_(std::move(functions)) {
    title_ = defaults.title;
    defaultBudget_ = defaults.budget;
    defaultPopulation_ = defaults.population;
    for (const ComposedTask& t : composed_) {
      tasks_.push_back(t.info);
      stochastic_ = stochastic_ || t.noise > 0.0;
    }
  }

  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const override {
    const ComposedTask& t = composed_[task];
    if (t.base >= 0) {
      functions_->evaluate(t.base, x, objectives, {}, ctx);
    } else {
      evaluateFormulas(t, x, objectives, ctx.workspace);
    }
    if (!t.constraints.empty()) values(t.constraints, x, constraints);
    if (t.noise > 0.0) {
      for (int i = 0; i < x.rows; ++i) {
        Rng rng = ctx.noise(i);
        for (double& f : objectives.row(i)) f += t.noise * rng.normal();
      }
    }
  }

  [[nodiscard]] std::shared_ptr<const DeviceForm> deviceForm() const override {
    const auto plain = [](const ComposedTask& t) { return t.base >= 0 && t.constraints.empty() && t.noise == 0.0; };
    return std::ranges::all_of(composed_, plain) ? functions_->deviceForm() : nullptr;
  }

  [[nodiscard]] Reference reference(int task) const override {
    const ComposedTask& t = composed_[task];
    Reference reference = t.base >= 0 ? functions_->reference(t.base) : t.known;
    if (t.base < 0 && !reference.optimumPoint.empty()) {
      Matrix value(1, t.info.objectives);
      Workspace ws;
      evaluateFormulas(t, {reference.optimumPoint.data(), 1, t.info.dim}, value, ws);
      reference.optimum = value(0, 0);
    }
    if (reference.hasOptimum && !t.constraints.empty()) {
      Matrix g(1, isize(t.constraints));
      values(t.constraints, {reference.optimumPoint.data(), 1, t.info.dim}, g);
      for (const double v : g.values()) {
        if (!(v <= 0.0)) return {};
      }
    }
    return reference;
  }

 private:
  static void values(const std::vector<Formula>& formulas, ConstMatView x, MatView out) {
    for (int k = 0; k < isize(formulas); ++k) {
      Formula::Loan formula(formulas[k]);
      for (int i = 0; i < x.rows; ++i) out(i, k) = formula(x.row(i));
    }
  }

  static void evaluateFormulas(const ComposedTask& t, ConstMatView x, MatView objectives, Workspace& ws) {
    if (t.shift.empty() && t.scale.empty() && t.rotation.empty()) {
      values(t.objectives, x, objectives);
      return;
    }
    Workspace::Frame frame(ws);
    const MatView z = frame.matrix(x.rows, x.cols);
    for (int i = 0; i < x.rows; ++i) {
      for (int j = 0; j < x.cols; ++j) {
        const double y = x(i, j) - (t.shift.empty() ? 0.0 : t.shift[j]);
        z(i, j) = t.scale.empty() ? y : y * t.scale[j];
      }
    }
    if (t.rotation.empty()) {
      values(t.objectives, z, objectives);
      return;
    }
    const MatView rotated = frame.matrix(x.rows, x.cols);
    // Row by row: the value of a point must not depend on how many are evaluated with it.
    for (int i = 0; i < x.rows; ++i) linalg::multiply(t.rotation, z.row(i), rotated.row(i));
    values(t.objectives, rotated, objectives);
  }

  std::vector<ComposedTask> composed_;
  std::shared_ptr<const FunctionProblem> functions_;
};

}  // namespace

std::shared_ptr<const Problem> makeComposedProblem(std::vector<ComposedTask> tasks,
                                                   std::shared_ptr<const FunctionProblem> functions,
                                                   const ComposedDefaults& defaults) {
  return std::make_shared<ComposedProblem>(std::move(tasks), std::move(functions), defaults);
}

}  // namespace tandem::prob
