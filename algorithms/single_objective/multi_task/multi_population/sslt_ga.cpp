// SPDX-License-Identifier: Apache-2.0
// Scenario-based self-learning transfer with genetic operators: one GA per task; a small network trained during the run
// chooses every generation whether and how to use another task's population. Z. Yuan, G. Dai, L. Peng, M. Wang, Z.
// Song, X. Chen, Scenario-based self-learning transfer framework for multi-task optimization problems, Knowledge-Based
// Systems 325, 113824, 2025, doi:10.1016/j.knosys.2025.113824.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_scenario.h"

namespace tandem::alg::sslt_ga {
namespace {

class SsltGa final : public Algorithm, private op::ScenarioBreeding {
  op::ScenarioTransfer transfer_;
  double muC_ = 2.0;
  double muM_ = 5.0;

  void params(ParamVisitor& p) override {
    transfer_.params(p);
    p.real("MuC", muC_, {.min = 0, .max = 1000, .doc = "distribution index of simulated binary crossover"});
    p.real("MuM", muM_, {.min = 0, .max = 1000, .doc = "distribution index of polynomial mutation"});
  }

  void run(RunContext& ctx) override { transfer_.run(ctx, *this); }

  [[nodiscard]] bool oneToOne() const override { return false; }

  void native(RunContext& ctx, const Population& pop, Population& off) const override {
    op::gaOffspring(ctx, pop, off, muC_, muM_);
    off.setDonor(kNative);
  }

  void crossed(RunContext& ctx, const Population& both, int t, int s, Population& off) const override {
    Workspace::Frame frame(ctx.workspace());
    const int n = both.size();
    const int third = n / 3;
    const std::span<int> order = frame.ints(n);
    ctx.rng().permutation(order);
    const std::span<double> beta = frame.doubles(both.dim());
    off.resize(3 * ((n + 2) / 3));
    for (int i = 0; i < off.size() / 3; ++i) {
      const int parents[] = {order[i], order[i + third], order[i + 2 * third]};
      drawSpread(ctx.rng(), beta);
      for (int k = 0; k < 3; ++k) {
        const int child = 3 * i + k;
        spread(both.x(parents[k]), both.x(parents[(k + 1) % 3]), both.x(parents[(k + 2) % 3]), beta, off.x(child));
        op::polynomialMutation(ctx.rng(), off.x(child), muM_, 1.0 / both.dim());
        op::clip(off.x(child));
        off.setOrigin(child, t, std::ranges::all_of(parents, [&](int p) { return p < n / 2; }) ? t : s);
      }
    }
  }

  void towards(RunContext& ctx, const Population& pop, std::span<const int> rows, std::span<const double> step, int s,
               Population& off) const override {
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> beta = frame.doubles(pop.dim());
    const int count = isize(rows);
    off.resize(2 * ((count + 1) / 2));
    for (int i = 0; i < off.size() / 2; ++i) {
      const int parents[] = {rows[i], rows[i + count / 2]};
      drawSpread(ctx.rng(), beta);
      for (int k = 0; k < 2; ++k) {
        spread(pop.x(parents[k]), pop.x(parents[1 - k]), step, beta, off.x(2 * i + k));
        op::clip(off.x(2 * i + k));
        off.setOrigin(2 * i + k, pop.task(0), s);
      }
    }
  }

  /// Spread factors of simulated binary crossover: 1 with probability 1/2, random sign.
  void drawSpread(Rng& rng, std::span<double> beta) const {
    for (double& b : beta) {
      const double u = rng.uniform();
      const double size = std::pow(u <= 0.5 ? 2.0 * u : 1.0 / (2.0 * (1.0 - u)), 1.0 / (muC_ + 1.0));
      const double sign = rng.chance(0.5) ? -1.0 : 1.0;
      b = rng.chance(0.5) ? 1.0 : sign * size;
    }
  }

  /// Child of `own` between it and the middle of the other two.
  static void spread(std::span<const double> own, std::span<const double> a, std::span<const double> b,
                     std::span<const double> beta, std::span<double> out) {
    for (int j = 0; j < isize(own); ++j) {
      out[j] = 0.5 * ((1.0 + beta[j]) * own[j] + (1.0 - beta[j]) * 0.5 * (a[j] + b[j]));
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(SsltGa, .name = "SSLT-GA", .family = "multitask, multi-population",
                 .labels = MultiTask | ManyTask | SingleObjective | Unconstrained | Constrained, .twin = "GA",
                 .minPopulation = 2, .minTasks = 2, .whyTaskLimit = "every task learns from another one",
                 .citation = {"Z. Yuan, G. Dai, L. Peng, M. Wang, Z. Song, X. Chen",
                              "Scenario-based self-learning transfer framework for multi-task optimization problems",
                              "Knowledge-Based Systems 325, 113824", 2025, "10.1016/j.knosys.2025.113824"},
                 .doc =
                     "One GA per task; a small network, trained once per task after the first generations (about ten "
                     "seconds), chooses whether and how to use another task's population.",
                 .deviations =
                     "An update of the network learns reward plus discounted value of the next state, as in "
                     "Q-learning; the reference code adds the same constant, the largest value of all records, to "
                     "every reward, which scaling then removes: form=platform. The dispersion of the best tenth "
                     "is their mean distance; the reference code compares single coordinates. The bests whose "
                     "step leads individuals are by feasibility first. Populations of any size are grouped in threes, "
                     "and individuals to be led are drawn from the whole population; the reference code stops for "
                     "some sizes.")

}  // namespace tandem::alg::sslt_ga
