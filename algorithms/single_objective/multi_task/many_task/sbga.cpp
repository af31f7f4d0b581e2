// SPDX-License-Identifier: Apache-2.0
// SBGA (SBO with a GA): symbiosis between tasks. How offspring that were handed over rank in their own and in the other
// population classifies each pair of tasks (mutualism, parasitism, competition, ...), and from that follow transfer
// rates. R.-T. Liaw, C.-K. Ting, Evolutionary manytasking optimization based on symbiosis in biocoenosis, AAAI
// Conference on Artificial Intelligence 33(1), 2019, doi:10.1609/aaai.v33i01.33014295.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::sbga {
namespace {

class Sbga final : public Algorithm {
  double benefit_ = 0.25;
  double harm_ = 0.5;
  op::GaVariation variation_;

  void params(ParamVisitor& p) override {
    p.real("benefit", benefit_, {.min = 0, .max = 1, .doc = "share of the ranking that counts as benefit"});
    p.real("harm", harm_, {.min = 0, .max = 1, .doc = "share of the ranking that counts as harm"});
    p.trace("rate", {.doc = "rate of transfer from the most helpful task", .min = 0, .max = 1});
    variation_.params(p);
  }

  /// Observed outcomes of transfers from a donor to a receiver: those that helped the receiver and all others.
  struct Symbiosis {
    double helped = 3.0;  // mutualism, commensalism, parasitism start at one observation each
    double other = 3.0;   // neutralism, competition, amensalism likewise
    [[nodiscard]] double rate() const { return helped / (helped + other); }
  };

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<int> order(n);
    std::vector<int> mine(n);
    std::vector<int> theirs(n);
    for (Population& pop : pops) {
      op::sortByFitness(pop, order);
      pop.gather(order);
    }
    std::vector<Population> offs;
    for (const Population& pop : pops) offs.push_back(pop.like(n + 1));
    std::vector<Symbiosis> pairs(tasks * tasks);
    const auto pair = [&](int t, int k) -> Symbiosis& { return pairs[t * tasks + k]; };
    std::vector<int> rank(n + 1);
    while (ctx.running(pops)) {
      for (int t = 0; t < tasks; ++t) {
        Population& off = offs[t];
        op::gaOffspring(ctx, pops[t], off, variation_);
        for (int i = 0; i < off.size(); ++i) off.setOrigin(i, t, t);
      }
      for (int t = 0; t < tasks; ++t) {
        Population& off = offs[t];
        int donor = t;
        for (int k = 0; k < tasks; ++k) {
          if (k != t && (donor == t || pair(t, k).rate() > pair(t, donor).rate())) donor = k;
        }
        if (donor != t) ctx.trace("rate", pair(t, donor).rate(), t);
        if (donor != t && ctx.rng().chance(pair(t, donor).rate())) {
          const int count = roundDown(n * pair(t, donor).rate());
          ctx.rng().permutation(mine);
          ctx.rng().permutation(theirs);
          for (int i = 0; i < count; ++i) {
            const int to = mine[i];
            std::ranges::copy(offs[donor].x(theirs[i]), off.x(to).begin());
            off.setOrigin(to, t, donor);
          }
        }
        ctx.evaluate(off);
        learn(off, t, n, rank, pair);
        op::selectElitist(ctx, pops[t], off);
      }
    }
  }

  /// Where handed-over offspring rank among the receiver's (C), against the rank of the slot's old owner (O).
  template <typename Pair>
  void learn(const Population& off, int t, int n, std::vector<int>& rank, const Pair& pair) const {
    const std::span<int> order = std::span(rank).first(off.size());
    op::sortByFitness(off, order);
    for (int r = 0; r < off.size(); ++r) {
      const int i = order[r];
      if (off.donor(i) < 0) continue;
      Symbiosis& s = pair(t, off.donor(i));
      const int rankC = r + 1;
      const int rankO = std::min(i, n - 1) + 1;
      const bool ownHarmed = rankO > n * (1.0 - harm_);
      const bool ownNeutral = rankO >= n * benefit_ && !ownHarmed;
      if (rankC < n * benefit_) {
        s.helped += 1.0;
      } else if (rankC > n * (1.0 - harm_)) {
        if (ownHarmed) s.other += 1.0;  // competition
      } else if (ownHarmed || ownNeutral) {
        s.other += 1.0;  // amensalism, neutralism
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(
    Sbga, .name = "SBGA", .family = "many-task",
    .labels = MultiTask | ManyTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 4,
    .citation = {"R.-T. Liaw, C.-K. Ting", "Evolutionary manytasking optimization based on symbiosis in biocoenosis",
                 "AAAI Conference on Artificial Intelligence 33(1), 4295-4303", 2019, "10.1609/aaai.v33i01.33014295"},
    .doc = "Symbiosis in biocoenosis: transfer rates from the observed benefit and harm between tasks.")

}  // namespace tandem::alg::sbga
