// SPDX-License-Identifier: Apache-2.0
// Feasibility rule with incorporation of objective function information, one DE population per task: children that
// lose by violation but win by objective are kept for a second chance. Y. Wang, B.-C. Wang, H.-X. Li, G. G. Yen,
// Incorporating objective function information into the feasibility rule for constrained evolutionary optimization,
// IEEE Transactions on Cybernetics 46(12), 2016, doi:10.1109/TCYB.2015.2493239.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_constraints.h"

namespace tandem::alg::frofi {
namespace {

constexpr double kF[] = {0.6, 0.8, 1.0};
constexpr double kCr[] = {0.1, 0.2, 1.0};

class Frofi final : public Algorithm {
  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    const int n = ctx.populationSize();
    Population off = pops.front().like(n);
    Population promising = pops.front().like(n);
    Population mutant = pops.front().like(1);
    while (ctx.running(pops)) {
      for (Population& pop : pops) {
        breed(ctx, pop, off);
        ctx.evaluate(off);
        promising.resize(0);
        for (int i = 0; i < n; ++i) {
          if (off.cv(i) > pop.cv(i) && off.obj(i) < pop.obj(i)) {
            promising.resize(promising.size() + 1);
            promising.copyRow(promising.size() - 1, off, i);
          }
        }
        op::selectOneToOne(pop, off);
        replace(ctx, pop, promising);
        mutate(ctx, pop, mutant);
      }
    }
  }

  static void breed(RunContext& ctx, const Population& pop, Population& off) {
    Rng& rng = ctx.rng();
    const std::span<const double> best = pop.x(op::lowestObjective(pop));
    for (int i = 0; i < pop.size(); ++i) {
      int r[3];
      rng.distinct(r, pop.size(), {&i, 1});
      const std::span<const double> x = pop.x(i);
      const std::span<const double> x1 = pop.x(r[0]);
      const std::span<double> u = off.x(i);
      const double f = kF[rng.below(3)];
      op::difference(x1, f, pop.x(r[1]), pop.x(r[2]), u);  // x1 + F (x2 - x3)
      if (rng.chance(0.5)) {                               // rand-to-best/1/bin
        for (int j = 0; j < isize(u); ++j) u[j] += f * (best[j] - x1[j]);
        op::binomial(rng, x, u, kCr[rng.below(3)], u);
      } else {  // current-to-rand/1
        const double k = rng.uniform();
        for (int j = 0; j < isize(u); ++j) u[j] += (1.0 - k) * (x[j] - x1[j]);
      }
      op::reflectRandom(rng, u);
      off.task(i) = pop.task(i);
    }
  }

  /// The population, sorted by falling objective, is cut into parts; the most violating of each part is replaced by the
  /// least violating of the promising if that has the better objective.
  static void replace(RunContext& ctx, Population& pop, Population& promising) {
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const int parts = std::min(n, std::max(5, ctx.task(pop.task(0)).dim / 2));
    const int length = nearest(ratio(n, parts));
    const std::span<int> order = frame.ints(n);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, [&](int a, int b) { return pop.obj(a) != pop.obj(b) ? pop.obj(a) > pop.obj(b) : a < b; });
    const std::span<int> left = frame.ints(promising.size());
    std::iota(left.begin(), left.end(), 0);
    int remaining = isize(left);
    for (int first = 0; first + length <= n && remaining > 0; first += length) {
      int worst = order[first];
      for (int k = first + 1; k < first + length; ++k) {
        const int rival = order[k];
        if (pop.cv(rival) > pop.cv(worst)) worst = rival;
      }
      const auto least = std::ranges::min_element(left.first(remaining), {}, [&](int c) { return promising.cv(c); });
      if (promising.obj(*least) >= pop.obj(worst)) continue;
      pop.copyRow(worst, promising, *least);
      std::copy(least + 1, left.begin() + remaining, least);
      --remaining;
    }
  }

  /// While no individual is feasible: redraws one variable of a random individual, which replaces the most violating
  /// one if its objective is better.
  static void mutate(RunContext& ctx, Population& pop, Population& mutant) {
    if (std::ranges::min(pop.cvs()) <= 0.0) return;
    mutant.copyRow(0, pop, ctx.rng().below(pop.size()));
    const int dim = ctx.task(pop.task(0)).dim;
    mutant.x(0)[ctx.rng().below(dim)] = ctx.rng().uniform();
    ctx.evaluate(mutant);
    const int worst = op::largestViolation(pop);
    if (mutant.obj(0) < pop.obj(worst)) pop.copyRow(worst, mutant, 0);
  }
};

}  // namespace

TANDEM_ALGORITHM(Frofi, .name = "FROFI", .family = "single-task, constraint handling",
                 .labels = SingleTask | SingleObjective | Constrained, .minPopulation = 4,
                 .citation = {"Y. Wang, B.-C. Wang, H.-X. Li, G. G. Yen",
                              "Incorporating objective function information into the feasibility rule for constrained "
                              "evolutionary optimization",
                              "IEEE Transactions on Cybernetics 46(12), 2938-2952", 2016, "10.1109/TCYB.2015.2493239"},
                 .doc =
                     "DE with feasibility first that gives children with better objective but larger violation a "
                     "second chance.",
                 .deviations =
                     "The replacement step has max(5, D/2) parts, D the number of variables; the reference code "
                     "takes the population size for D.")

}  // namespace tandem::alg::frofi
