// SPDX-License-Identifier: Apache-2.0
// Composite differential evolution for constrained optimization, one population per task: three trial vectors per
// individual by three strategies, the best of them (feasibility first) challenges the individual under a falling
// epsilon. B.-C. Wang, H.-X. Li, J.-P. Li, Y. Wang, Composite differential evolution for constrained evolutionary
// optimization, IEEE Transactions on Systems, Man, and Cybernetics: Systems 49(7), 2019,
// doi:10.1109/TSMC.2018.2807785.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_constraints.h"

namespace tandem::alg::c2ode {
namespace {

constexpr double kF[] = {0.6, 0.8, 1.0};
constexpr double kCr[] = {0.1, 0.2, 1.0};
constexpr int kTrials = 3;

class C2oDe final : public Algorithm {
  double beta_ = 6.0;
  double mu_ = 1e-8;
  double p_ = 0.5;

  void params(ParamVisitor& p) override {
    p.real("Beta", beta_, {.min = 0, .max = 100, .doc = "epsilon falls to exp(-Beta) before it is switched off"});
    p.real("Mu", mu_, {.min = 0, .max = 1, .doc = "deviation of the violations under which a population starts anew"});
    p.real("P", p_, {.min = 0.001, .max = 0.999, .doc = "share of the budget after which epsilon is 0"});
    p.trace("epsilon", {.doc = "violation up to which points count as feasible", .min = 0});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    const int n = ctx.populationSize();
    std::vector<double> start;
    for (const Population& pop : pops) start.push_back(op::violationQuantile(pop, 1.0));
    Population trials = pops.front().like(kTrials * n);
    Population off = pops.front().like(n);
    while (ctx.running(pops)) {
      for (int t = 0; t < isize(pops); ++t) {
        Population& pop = pops[t];
        const double epsilon = epsilonOf(start[t], ctx.progress());
        ctx.trace("epsilon", epsilon, t);
        if (stuck(pop)) {
          for (int i = 0; i < n; ++i) ctx.rng().fillUniform(pop.x(i));
          ctx.evaluate(pop, Purpose::Restart);
        }
        breed(ctx, pop, trials);
        ctx.evaluate(trials);
        for (int i = 0; i < n; ++i) {
          int best = kTrials * i;
          for (int k = best + 1; k < kTrials * (i + 1); ++k) {
            if (better(trials.obj(k), trials.cv(k), trials.obj(best), trials.cv(best))) best = k;
          }
          off.copyRow(i, trials, best);
        }
        op::selectEpsilon(pop, off, epsilon);
      }
    }
  }

  /// start (1 - x)^cp, where cp is such that exp(-Beta) is reached at share P of the budget.
  [[nodiscard]] double epsilonOf(double start, double progress) const {
    if (start <= 0.0 || progress >= p_) return 0.0;
    const double power = std::max(0.0, (-std::log(start) - beta_) / std::log(1.0 - p_));
    return op::epsilonLevel(start, progress, power);
  }

  /// No individual is feasible and all have similar violations.
  [[nodiscard]] bool stuck(const Population& pop) const {
    double mean = 0.0;
    for (const double cv : pop.cvs()) {
      if (cv == 0.0) return false;
      mean += cv / pop.size();
    }
    double squares = 0.0;
    for (const double cv : pop.cvs()) squares += (cv - mean) * (cv - mean);
    return std::sqrt(squares / (pop.size() - 1)) < mu_;
  }

  static void breed(RunContext& ctx, const Population& pop, Population& trials) {
    Rng& rng = ctx.rng();
    const std::span<const double> lowest = pop.x(op::lowestObjective(pop));
    const std::span<const double> best = pop.x(op::bestIndex(pop));
    const auto cross = [&](int i, std::span<double> u) { op::binomial(rng, pop.x(i), u, kCr[rng.below(3)], u); };
    for (int i = 0; i < pop.size(); ++i) {
      const std::span<const double> x = pop.x(i);
      int r[4];
      const auto draw = [&](int count) { rng.distinct(std::span(r).first(count), pop.size(), {&i, 1}); };

      // current-to-best/1/bin, towards the lowest objective
      std::span<double> u = trials.x(kTrials * i);
      double f = kF[rng.below(3)];
      draw(2);
      op::difference(x, f, pop.x(r[0]), pop.x(r[1]), u);
      for (int j = 0; j < isize(u); ++j) u[j] += f * (lowest[j] - x[j]);
      cross(i, u);

      // modified rand-to-best/1/bin, towards the best by feasibility first
      u = trials.x(kTrials * i + 1);
      f = kF[rng.below(3)];
      draw(4);
      op::difference(pop.x(r[0]), f, pop.x(r[2]), pop.x(r[3]), u);
      const std::span<const double> x2 = pop.x(r[1]);
      for (int j = 0; j < isize(u); ++j) u[j] += f * (best[j] - x2[j]);
      cross(i, u);

      // current-to-rand/1
      u = trials.x(kTrials * i + 2);
      f = kF[rng.below(3)];
      const double k = rng.uniform();
      draw(3);
      op::difference(x, f, pop.x(r[1]), pop.x(r[2]), u);
      const std::span<const double> x1 = pop.x(r[0]);
      for (int j = 0; j < isize(u); ++j) u[j] += k * (x1[j] - x[j]);

      for (int c = kTrials * i; c < kTrials * (i + 1); ++c) {
        op::reflectRandom(rng, trials.x(c));
        trials.task(c) = pop.task(i);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(C2oDe, .name = "C2oDE", .family = "single-task, constraint handling",
                 .labels = SingleTask | SingleObjective | Constrained, .minPopulation = 5,
                 .citation = {"B.-C. Wang, H.-X. Li, J.-P. Li, Y. Wang",
                              "Composite differential evolution for constrained evolutionary optimization",
                              "IEEE Transactions on Systems, Man, and Cybernetics: Systems 49(7), 1482-1495", 2019,
                              "10.1109/TSMC.2018.2807785"},
                 .doc =
                     "Three trial vectors per individual by three strategies; the best one challenges it under a "
                     "falling epsilon.",
                 .deviations =
                     "All three trial vectors are used, as in the paper; in the reference code the third "
                     "overwrites the second and a copy of the parent takes its place.")

}  // namespace tandem::alg::c2ode
