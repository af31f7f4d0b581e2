// SPDX-License-Identifier: Apache-2.0
// MO-SBO: symbiosis in biocoenosis with several objectives: how offspring handed over from another task rank in the
// receiving population classifies each pair of tasks (mutualism, parasitism, competition, ...), and from that follow
// transfer rates; NSGA-II does the rest. R.-T. Liaw, C.-K. Ting, Evolutionary manytasking optimization based on
// symbiosis in biocoenosis, AAAI Conference on Artificial Intelligence 33(1), 2019, doi:10.1609/aaai.v33i01.33014295.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::mo_sbo {
namespace {

/// Observed outcomes of transfers from a donor to a receiver: those that helped the receiver and all others.
struct Symbiosis {
  double helped = 3.0;  // mutualism, commensalism, parasitism start at one observation each
  double other = 3.0;   // neutralism, competition, amensalism likewise
  [[nodiscard]] double rate() const { return helped / (helped + other); }
};

class MoSbo final : public Algorithm {
  double benefit_ = 0.25;
  double harm_ = 0.5;
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override {
    p.real("benefit", benefit_, {.min = 0, .max = 1, .doc = "share of the ranking that counts as benefit"});
    p.real("harm", harm_, {.min = 0, .max = 1, .doc = "share of the ranking that counts as harm"});
    p.trace("rate", {.doc = "rate of transfer from the most helpful task", .min = 0, .max = 1});
    variation_.params(p);
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Population> offs;
    std::vector<int> order(n);
    for (Population& pop : pops) {
      op::sortByCrowdedComparison(ctx, pop, order);
      pop.gather(order);
      offs.push_back(pop.like(n + 1));
    }
    std::vector<std::vector<Symbiosis>> symbiosis(tasks, std::vector<Symbiosis>(tasks));
    while (ctx.running(pops)) {
      for (int t = 0; t < tasks; ++t) {
        op::gaOffspring(ctx, pops[t], offs[t], variation_);
        for (int i = 0; i < offs[t].size(); ++i) offs[t].setOrigin(i, t, t);
      }
      for (int t = 0; t < tasks; ++t) {
        transfer(ctx, t, symbiosis[t], offs);
        ctx.evaluate(offs[t]);
        updateSymbiosis(ctx, offs[t], symbiosis[t]);
        op::selectCrowded(ctx, pops[t], offs[t], n);
      }
    }
  }

  /// With the rate of the most helpful task, that share of the offspring of t gives way to offspring of that task.
  static void transfer(RunContext& ctx, int t, std::span<const Symbiosis> symbiosis, std::vector<Population>& offs) {
    int donor = t;
    for (int k = 0; k < isize(symbiosis); ++k) {
      if (k != t && (donor == t || symbiosis[k].rate() > symbiosis[donor].rate())) donor = k;
    }
    if (donor == t) return;
    const double rate = symbiosis[donor].rate();
    ctx.trace("rate", rate, t);
    if (!ctx.rng().chance(rate)) return;
    Workspace::Frame frame(ctx.workspace());
    const int n = ctx.populationSize();
    const std::span<int> mine = frame.ints(n);
    const std::span<int> theirs = frame.ints(n);
    ctx.rng().permutation(mine);
    ctx.rng().permutation(theirs);
    const int count = roundDown(n * rate);
    for (int i = 0; i < count; ++i) {
      std::ranges::copy(offs[donor].x(theirs[i]), offs[t].x(mine[i]).begin());
      offs[t].setOrigin(mine[i], t, donor);
    }
  }

  /// The rank of a handed-over child among all (C) against the rank of the individual whose place it took (O).
  void updateSymbiosis(RunContext& ctx, const Population& off, std::span<Symbiosis> symbiosis) const {
    Workspace::Frame frame(ctx.workspace());
    const int n = ctx.populationSize();
    const std::span<int> order = frame.ints(off.size());
    op::sortByCrowdedComparison(ctx, off, order);
    for (int r = 0; r < off.size(); ++r) {
      const int i = order[r];
      if (off.donor(i) < 0) continue;
      Symbiosis& s = symbiosis[off.donor(i)];
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
    MoSbo, .name = "MO-SBO", .family = "multi-objective multitask, many-task",
    .labels = MultiTask | ManyTask | MultiObjective | Unconstrained | Constrained, .twin = "NSGA-II",
    .minPopulation = 4,
    .citation = {"R.-T. Liaw, C.-K. Ting", "Evolutionary manytasking optimization based on symbiosis in biocoenosis",
                 "AAAI Conference on Artificial Intelligence 33(1), 4295-4303", 2019, "10.1609/aaai.v33i01.33014295"},
    .doc = "NSGA-II with transfer rates from the observed benefit and harm between tasks (symbiosis in biocoenosis).",
    .deviations =
        "The paper has one objective; here ranks are those of crowded comparison, as in the reference. The "
        "initial populations are sorted, so that places and ranks agree in the first generation too.")

}  // namespace tandem::alg::mo_sbo
