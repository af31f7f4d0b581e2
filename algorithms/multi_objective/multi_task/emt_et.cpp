// SPDX-License-Identifier: Apache-2.0
// EMT-ET: explicit transfer of whole solutions. A transferred solution that turned out non-dominated was positive: its
// neighbours in the donor population are transferred next; without one, solutions are drawn at random.
// J. Lin, H.-L. Liu, K. C. Tan, F. Gu, An effective knowledge transfer approach for multiobjective multitasking
// optimization, IEEE Transactions on Cybernetics 51(6), 2021, doi:10.1109/TCYB.2020.2969025.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/moo.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::emt_et {
namespace {

class EmtEt final : public Algorithm {
  int transfers_ = 8;
  double disturbance_ = 0.5;
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override {
    p.integer("G", transfers_, {.min = 1, .max = 100000, .doc = "solutions transferred to each task per generation"});
    p.real("P", disturbance_, {.min = 0, .max = 1, .doc = "probability that a transferred solution is rescaled"});
    variation_.params(p);
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int g = std::min(transfers_, n - 1);
    std::vector<Population> pops = op::initPerTask(ctx);
    for (Population& pop : pops) {
      origin_ = pop.addColumn("origin", 1, -1.0);  // donor task of a solution transferred in the last generation
      std::vector<int> order(n);
      op::sortByCrowdedComparison(ctx, pop, order);
      pop.gather(order);
    }
    Population moved = pops.front().like(g);
    Population off = pops.front().like(n + 1);
    std::vector<int> pool(n - g);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        Population& pop = pops[t];
        if (ctx.taskCount() > 1) {
          transfer(ctx, pops, t, moved);
          ctx.evaluate(moved);
          for (int i = 0; i < n; ++i) pop.value(origin_, i) = -1.0;
          pop.append(moved);
        }
        // Parents: the sorted population and the newcomers, which count as equal to its best.
        for (int& parent : pool) {
          const int a = ctx.rng().below(pop.size());
          const int b = ctx.rng().below(pop.size());
          parent = (b < n ? b : 0) < (a < n ? a : 0) ? b : a;
        }
        op::gaOffspring(ctx, pop, pool, off, variation_);
        tag(pop, pool, off, t);
        ctx.evaluate(off);
        op::selectCrowded(ctx, pop, off, n);
      }
    }
  }

  /// Children of a newcomer carry its task's knowledge.
  void tag(const Population& pop, const std::vector<int>& pool, Population& off, int t) const {
    const int half = isize(pool) / 2;
    for (int c = 0; c < off.size(); ++c) {
      int donor = t;
      for (const int parent : {pool[c / 2], pool[c / 2 + half]}) {
        if (pop.value(origin_, parent) >= 0.0) donor = pop.whole(origin_, parent);
      }
      off.setOrigin(c, t, donor);
      off.value(origin_, c) = -1.0;
    }
  }

  void transfer(RunContext& ctx, const std::vector<Population>& pops, int t, Population& moved) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const Population& pop = pops[t];
    const int g = isize(moved);
    // Positive transfers: those of the last generation that are now non-dominated.
    const std::span<int> front = frame.ints(pop.size());
    moo::nondominatedSort(pop.objs(), pop.cvs(), front, ctx.workspace());
    const std::span<int> positive = frame.ints(pop.size());
    int count = 0;
    for (int i = 0; i < pop.size(); ++i) {
      if (pop.value(origin_, i) >= 0.0 && front[i] == 0) {
        positive[count++] = i;
      }
    }
    const std::span<int> order = frame.ints(pop.size());
    const std::span<double> distance = frame.doubles(pop.size());
    const int each = count > 0 ? (g + count - 1) / count : 0;
    int made = 0;
    for (int k = 0; k < count && made < g; ++k) {
      const int i = positive[k];
      const int donor = pop.whole(origin_, i);
      const Population& source = pops[donor];
      for (int j = 0; j < source.size(); ++j) {
        order[j] = j;
        distance[j] = linalg::squaredDistance(source.x(j), pop.x(i));
      }
      std::sort(order.begin(), order.end(), [&](int a, int b) {
        const double da = distance[a];
        const double db = distance[b];
        return da < db || (da == db && a < b);
      });
      for (int j = 0; j < std::min(each, source.size()) && made < g; ++j) {
        give(source, order[j], donor, t, moved, made++);
      }
    }
    while (made < g) {
      int donor = rng.below(ctx.taskCount() - 1);
      if (donor >= t) ++donor;
      const Population& source = pops[donor];
      give(source, rng.below(source.size()), donor, t, moved, made++);
    }
    for (int i = 0; i < g; ++i) {
      if (!rng.chance(disturbance_)) continue;
      const double scale = 2.0 * rng.uniform();
      for (double& v : moved.x(i)) v *= scale;
      op::clip(moved.x(i));
    }
  }

  void give(const Population& source, int row, int donor, int t, Population& moved, int to) const {
    std::ranges::copy(source.x(row), moved.x(to).begin());
    moved.setOrigin(to, t, donor);
    moved.value(origin_, to) = donor;
  }

  ColumnId origin_;
};

}  // namespace

TANDEM_ALGORITHM(EmtEt, .name = "EMT-ET", .family = "multi-objective multitask, multi-population",
                 .labels = MultiTask | MultiObjective | Unconstrained | Constrained, .twin = "NSGA-II",
                 .minPopulation = 4,
                 .citation = {"J. Lin, H.-L. Liu, K. C. Tan, F. Gu",
                              "An effective knowledge transfer approach for multiobjective multitasking optimization",
                              "IEEE Transactions on Cybernetics 51(6), 3238-3248", 2021, "10.1109/TCYB.2020.2969025"},
                 .doc = "Transfers the donor-side neighbours of solutions whose earlier transfer proved positive.")

}  // namespace tandem::alg::emt_et
