// SPDX-License-Identifier: Apache-2.0
#include "tandem/operators_symbiosis.h"

namespace tandem::op {

void SymbiosisOptions::params(ParamVisitor& p) {
  p.real("benefit", benefit, {.min = 0, .max = 1, .doc = "share of the ranking that counts as benefit"});
  p.real("harm", harm, {.min = 0, .max = 1, .doc = "share of the ranking that counts as harm"});
}

void Symbiosis::declareTrace(ParamVisitor& p) {
  p.trace("rate", {.doc = "transfer rate by symbiosis", .per = TracePer::Pair, .min = 0, .max = 1});
}

Symbiosis::Symbiosis(int tasks, const SymbiosisOptions& options)
    : options_(options), tasks_(tasks), helped_(std::size_t{1} * tasks * tasks, 3.0), other_(helped_) {}

double Symbiosis::rate(int receiver, int donor) const {
  const int pair = receiver * tasks_ + donor;
  return helped_[pair] / (helped_[pair] + other_[pair]);
}

int Symbiosis::donor(int receiver) const {
  int best = receiver;
  for (int k = 0; k < tasks_; ++k) {
    if (k != receiver && (best == receiver || rate(receiver, k) > rate(receiver, best))) best = k;
  }
  return best;
}

void Symbiosis::handOver(RunContext& ctx, std::vector<Population>& offspring, int t, int owners) const {
  const int from = donor(t);
  if (from == t || !ctx.rng().chance(rate(t, from))) return;
  Workspace::Frame frame(ctx.workspace());
  const int n = std::min(owners, offspring[t].size());
  const std::span<int> mine = frame.ints(n);
  const std::span<int> theirs = frame.ints(std::min(owners, offspring[from].size()));
  ctx.rng().permutation(mine);
  ctx.rng().permutation(theirs);
  const int count = std::min(roundDown(n * rate(t, from)), isize(theirs));
  for (int i = 0; i < count; ++i) {
    std::ranges::copy(offspring[from].x(theirs[i]), offspring[t].x(mine[i]).begin());
    offspring[t].setOrigin(mine[i], t, from);
  }
}

void Symbiosis::note(const Population& offspring, std::span<const int> order, int t, int owners) {
  const int n = std::min(owners, offspring.size());
  const double beneficial = n * options_.benefit;
  const double harmful = n * (1.0 - options_.harm);
  for (int r = 0; r < offspring.size(); ++r) {
    const int i = order[r];
    if (offspring.donor(i) < 0) continue;
    const int pair = t * tasks_ + offspring.donor(i);
    const int rank = r + 1;
    const int ownerRank = std::min(i, n - 1) + 1;
    const bool ownerHarmed = ownerRank > harmful;  // competition, amensalism
    const bool neutral = rank <= harmful && ownerRank >= beneficial;
    if (rank < beneficial) {
      helped_[pair] += 1.0;
    } else if (ownerHarmed || neutral) {
      other_[pair] += 1.0;
    }
  }
}

void Symbiosis::report(RunContext& ctx, int receiver) const {
  for (int k = 0; k < tasks_; ++k) {
    if (k == receiver) continue;
    ctx.trace("rate", rate(receiver, k), receiver, k);
  }
}

}  // namespace tandem::op
