// SPDX-License-Identifier: Apache-2.0
#include "tandem/operators_rules.h"

#include <algorithm>

#include "tandem/operators_constraints.h"

namespace tandem::op {

namespace {

void shuffle(RunContext& ctx, Population& pop) {
  Workspace::Frame frame(ctx.workspace());
  const std::span<int> order = frame.ints(pop.size());
  ctx.rng().permutation(order);
  pop.gather(order);
}

}  // namespace

ConstraintRules::ConstraintRules(int n) {
  for (std::vector<double>& w : weights_) w.assign(n, 0.0);
}

void ConstraintRules::prepare(RunContext& ctx, double epsilon, double learning, BiasedWeights& biased,
                              const CorrelationWeights& correlation, std::span<Population> own) {
  const double progress = std::min(ctx.progress(), 1.0);
  epsilon_ = epsilon;
  shuffle(ctx, own[Biased]);
  biased.draw(ctx.rng(), own[Biased], progress, progress, weights_[Biased]);
  if (progress < learning) {
    std::ranges::fill(weights_[Correlation], 1.0);
  } else {
    correlation.assign(ctx, own[Correlation], progress - learning, weights_[Correlation]);
  }
}

void ConstraintRules::survive(RunContext& ctx, int rule, Population& pop, const Population& off,
                              Archive& archive) const {
  Workspace::Frame frame(ctx.workspace());
  const Tradeoff tradeoff(frame, pop, off, kScale);
  const int n = pop.size();
  for (int i = 0; i < n; ++i) {
    const bool wins = weighs(rule) ? tradeoff.value(n + i, weight(rule, i)) < tradeoff.value(i, weight(rule, i))
                                   : epsilonBetter(off.obj(i), off.cv(i), pop.obj(i), pop.cv(i), epsilon(rule));
    if (!wins) continue;
    archive.add(pop, i);
    pop.copyRow(i, off, i);
  }
  archive.trim(ctx.rng(), ctx.workspace(), n);
}

}  // namespace tandem::op
