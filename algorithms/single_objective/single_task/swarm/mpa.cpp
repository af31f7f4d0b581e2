// SPDX-License-Identifier: Apache-2.0
// Marine predators algorithm, one population per task: Brownian steps of the prey in the first third of the budget, a
// mixture in the second, Levy steps around the best (the elite) in the last; then eddies and fish aggregating devices
// (FADs) move the prey once more. A. Faramarzi, M. Heidarinejad, S. Mirjalili, A. H. Gandomi, Marine predators
// algorithm: a nature-inspired metaheuristic, Expert Systems with Applications 152, 2020,
// doi:10.1016/j.eswa.2020.113377.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_levy.h"

namespace tandem::alg::mpa {
namespace {

class Mpa final : public Algorithm {
  double fads_ = 0.2;
  double p_ = 0.5;
  op::Form form_ = op::Form::Paper;
  op::LevyFlight flight_{0.05};

  void params(ParamVisitor& p) override {
    p.real("FADs", fads_, {.min = 0, .max = 1, .doc = "effect of the fish aggregating devices, a probability"});
    p.real("P", p_, {.min = 0, .max = 10, .doc = "length of the steps"});
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "paper: prey are evaluated and remember their better place after the move and again after the "
                     "FADs effect; platform: once, after both"});
  }

  void run(RunContext& ctx) override {
    const bool twice = form_ == op::Form::Paper;
    std::vector<Population> preys = op::initPerTask(ctx);
    Population off = preys.front().like(preys.front().size());
    while (ctx.running(preys)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        const double progress = std::min(ctx.progress(), 1.0);
        const double cf = std::pow(1.0 - progress, 2.0 * progress);
        off.setTask(t);
        off.setDonor(kNative);
        move(ctx.rng(), preys[t], ctx.best(t).x, progress, cf, off);
        if (twice) {
          finish(ctx, preys[t], off);
          for (int i = 0; i < off.size(); ++i) std::ranges::copy(preys[t].x(i), off.x(i).begin());
        }
        aggregate(ctx, cf, off);
        finish(ctx, preys[t], off);
      }
    }
  }

  /// Evaluation and marine memory: individuals that have not moved to a worse place stay there.
  static void finish(RunContext& ctx, Population& prey, Population& off) {
    for (int i = 0; i < off.size(); ++i) op::clip(off.x(i));
    ctx.evaluate(off);
    op::selectOneToOne(prey, off);
  }

  void move(Rng& rng, const Population& prey, std::span<const double> elite, double progress, double cf,
            Population& off) const {
    const int n = prey.size();
    for (int i = 0; i < n; ++i) {
      const std::span<const double> x = prey.x(i);
      const std::span<double> y = off.x(i);
      const bool late = progress >= 2.0 / 3.0;
      const bool early = progress < 1.0 / 3.0;
      const bool brownian = early || (!late && 2 * (i + 1) > n);
      const bool aroundElite = late || (!early && brownian);
      for (int j = 0; j < prey.dim(); ++j) {
        const double r = brownian ? rng.normal() : flight_.step(rng);
        if (aroundElite) {
          y[j] = elite[j] + p_ * cf * r * (r * elite[j] - x[j]);
        } else {
          y[j] = x[j] + p_ * rng.uniform() * r * (elite[j] - r * x[j]);
        }
      }
    }
  }

  /// Eddy formation and FADs effect.
  void aggregate(RunContext& ctx, double cf, Population& off) const {
    Rng& rng = ctx.rng();
    const int n = off.size();
    if (rng.chance(fads_)) {
      for (int i = 0; i < n; ++i) {
        for (double& v : off.x(i)) {
          const double r = rng.uniform();
          if (rng.chance(fads_)) v += cf * r;
        }
      }
      return;
    }
    const double r = rng.uniform();
    const double share = fads_ * (1.0 - r) + r;
    Workspace::Frame frame(ctx.workspace());
    const MatView before = frame.matrix(n, off.dim());
    for (int i = 0; i < n; ++i) std::ranges::copy(off.x(i), before.row(i).begin());
    const std::span<int> first = frame.ints(n);
    const std::span<int> second = frame.ints(n);
    rng.permutation(first);
    rng.permutation(second);
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < off.dim(); ++j) off.x(i)[j] += share * (before(first[i], j) - before(second[i], j));
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Mpa, .name = "MPA", .family = "single-task, swarm intelligence",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 2,
                 .citation = {"A. Faramarzi, M. Heidarinejad, S. Mirjalili, A. H. Gandomi",
                              "Marine predators algorithm: a nature-inspired metaheuristic",
                              "Expert Systems with Applications 152, 113377", 2020, "10.1016/j.eswa.2020.113377"},
                 .doc = "Prey move by Brownian and Levy steps, in three phases, towards and around the best found.",
                 .deviations =
                     "As in the paper, prey are evaluated after their move and after the FADs effect; the reference "
                     "code does so once, after both (form=platform). The FADs shift a variable with probability FADs, "
                     "as in the authors' code.")

}  // namespace tandem::alg::mpa
