// SPDX-License-Identifier: Apache-2.0
// Scenario-based self-learning transfer with differential evolution: one DE per task; a small network trained during
// the run chooses every generation whether and how to use another task's population. Z. Yuan, G. Dai, L. Peng, M. Wang,
// Z. Song, X. Chen, Scenario-based self-learning transfer framework for multi-task optimization problems,
// Knowledge-Based Systems 325, 113824, 2025, doi:10.1016/j.knosys.2025.113824.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_scenario.h"
#include "tandem/operators_strategies.h"

namespace tandem::alg::sslt_de {
namespace {

class SsltDe final : public Algorithm, private op::ScenarioBreeding {
  op::ScenarioTransfer transfer_;
  double f_ = 0.5;
  double cr_ = 0.9;

  void params(ParamVisitor& p) override {
    transfer_.params(p);
    p.real("F", f_, {.min = 0, .max = 2, .doc = "scale factor"});
    p.real("Cr", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
  }

  void run(RunContext& ctx) override { transfer_.run(ctx, *this); }

  [[nodiscard]] bool oneToOne() const override { return true; }

  void native(RunContext& ctx, const Population& pop, Population& off) const override {
    off.resize(pop.size());
    op::deRand1Bin(ctx, pop, off, f_, cr_);
  }

  void crossed(RunContext& ctx, const Population& both, int t, int s, Population& off) const override {
    constexpr double kDifference = 0.5;
    const int n = both.size();
    off.resize(n);
    for (int i = 0; i < n; ++i) {
      int r[3];
      ctx.rng().distinct(r, n, {&i, 1});
      const std::span<double> u = off.x(i);
      op::currentToRand1(both.x(i), f_, both.x(r[0]), kDifference, both.x(r[1]), both.x(r[2]), u);
      op::binomial(ctx.rng(), both.x(i), u, cr_, u);
      op::clip(u);
      const bool foreign = i >= n / 2 || std::ranges::any_of(r, [&](int k) { return k >= n / 2; });
      off.setOrigin(i, t, foreign ? s : t);
    }
  }

  void towards(RunContext& ctx, const Population& pop, std::span<const int> rows, std::span<const double> step, int s,
               Population& off) const override {
    off.resize(isize(rows));
    for (int i = 0; i < off.size(); ++i) {
      op::binomial(ctx.rng(), step, pop.x(rows[i]), cr_, off.x(i));
      op::clip(off.x(i));
      off.setOrigin(i, pop.task(0), s);
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(SsltDe, .name = "SSLT-DE", .family = "multitask, multi-population",
                 .labels = MultiTask | ManyTask | SingleObjective | Unconstrained | Constrained, .twin = "DE",
                 .minPopulation = 4, .minTasks = 2, .whyTaskLimit = "every task learns from another one",
                 .citation = {"Z. Yuan, G. Dai, L. Peng, M. Wang, Z. Song, X. Chen",
                              "Scenario-based self-learning transfer framework for multi-task optimization problems",
                              "Knowledge-Based Systems 325, 113824", 2025, "10.1016/j.knosys.2025.113824"},
                 .doc =
                     "One DE per task; a small network, trained once per task after the first generations (about ten "
                     "seconds), chooses whether and how to use another task's population.",
                 .deviations =
                     "An update of the network learns reward plus discounted value of the next state, as in "
                     "Q-learning; the reference code adds the same constant, the largest value of all records, to "
                     "every reward, which scaling then removes: form=platform. The dispersion of the best tenth "
                     "is their mean distance; the reference code compares single coordinates. The three parents of "
                     "a trial vector differ from its target. Populations of any size are grouped in threes; the "
                     "reference code stops for some sizes.")

}  // namespace tandem::alg::sslt_de
