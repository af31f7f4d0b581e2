// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "tandem/operators_transfer.h"
#include "tandem/vmath.h"

namespace tandem::op {

namespace {
constexpr double kLargestLogRatio = 200.0;
constexpr int kSweeps = 3;
}  // namespace

MatingMatrix::MatingMatrix(int tasks, int dim)
    : rmp_(tasks, tasks, 0.5), noisy_(tasks, tasks, 1.0), models_(tasks, MarginalModel(dim)) {
  for (int t = 0; t < tasks; ++t) rmp_(t, t) = 0.0;
}

void MatingMatrix::learn(RunContext& ctx, const Population& pop) {
  const RunContext::ModelTime modelTime(ctx);
  Workspace::Frame frame(ctx.workspace());
  const int tasks = rmp_.rows();
  const TaskGroups groups(frame, pop, tasks);
  for (int t = 0; t < tasks; ++t) models_[t].fit(ctx.rng(), pop.x(), groups.rows(t), 0.1);

  // excess(j, i) = (0.5 / T) (g_j / g_k - 1) at individual i of task k; mixture(i) = its current sum over j, plus 1.
  const MatView excess = frame.matrix(tasks, pop.size());
  const std::span<double> mixture = frame.doubles(pop.size());
  std::ranges::fill(mixture, 1.0);
  for (int j = 0; j < tasks; ++j) {
    for (int i = 0; i < pop.size(); ++i) {
      const int own = pop.task(i);
      const int dims = std::min(ctx.task(own).dim, ctx.task(j).dim);
      const double ratio = models_[j].logDensity(pop.x(i), dims) - models_[own].logDensity(pop.x(i), dims);
      excess(j, i) = std::min(ratio, kLargestLogRatio);
    }
    vmath::exp(excess.row(j), excess.row(j));
    for (int i = 0; i < pop.size(); ++i) {
      excess(j, i) = 0.5 / tasks * (excess(j, i) - 1.0);
      mixture[i] += rmp_(pop.task(i), j) * excess(j, i);
    }
  }
  const int sweeps = tasks > 2 ? kSweeps : 1;
  for (int sweep = 0; sweep < sweeps; ++sweep) {
    for (int a = 0; a < tasks; ++a) {
      for (int b = a + 1; b < tasks; ++b) improve(a, b, groups, excess, mixture);
    }
  }
  for (int a = 0; a < tasks; ++a) {
    for (int b = a + 1; b < tasks; ++b) {
      noisy_(a, b) = noisy_(b, a) = std::clamp(rmp_(a, b) + ctx.rng().normal(0.0, 0.01), 0.0, 1.0);
    }
  }
}

void MatingMatrix::declareTrace(ParamVisitor& p) {
  p.trace("rmp", {.doc = "learned probability of mating between the tasks", .per = TracePer::Pair, .min = 0, .max = 1});
}

void MatingMatrix::trace(RunContext& ctx) const {
  for (int a = 0; a < rmp_.rows(); ++a) {
    for (int b = 0; b < rmp_.rows(); ++b) {
      if (a != b) ctx.trace("rmp", (*this)(a, b), a, b);
    }
  }
}

/// Sets entry (a, b) to the root of the derivative of the log-likelihood, or to the bound it points to.
void MatingMatrix::improve(int a, int b, const TaskGroups& groups, MatView excess, std::span<double> mixture) {
  const double old = rmp_(a, b);
  const auto slope = [&](double rmp) {
    double sum = 0.0;
    for (const auto& [own, other] : {std::pair(a, b), std::pair(b, a)}) {
      for (const int i : groups.rows(own)) {
        sum += excess(other, i) / (mixture[i] + (rmp - old) * excess(other, i));
      }
    }
    return sum;
  };
  double low = 0.0;
  double high = 1.0;
  for (int step = 0; step < 14; ++step) {
    const double middle = 0.5 * (low + high);
    (slope(middle) > 0.0 ? low : high) = middle;
  }
  const double best = 0.5 * (low + high);
  for (const auto& [own, other] : {std::pair(a, b), std::pair(b, a)}) {
    for (const int i : groups.rows(own)) mixture[i] += (best - old) * excess(other, i);
  }
  rmp_(a, b) = rmp_(b, a) = best;
}

}  // namespace tandem::op
