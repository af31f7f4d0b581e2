// SPDX-License-Identifier: Apache-2.0
// Equilibrium optimizer, one population per task: particles move around equilibrium candidates (the four best found and
// their mean) as concentrations in a control volume do. A. Faramarzi, M. Heidarinejad, B. Stephens, S. Mirjalili,
// Equilibrium optimizer: a novel optimization algorithm, Knowledge-Based Systems 191, 2020,
// doi:10.1016/j.knosys.2019.105190.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/vmath.h"

namespace tandem::alg::eo {
namespace {

constexpr int kCandidates = 4;

class Eo final : public Algorithm {
  double a1_ = 2.0;
  double a2_ = 1.0;
  double v_ = 1.0;
  double gp_ = 0.5;

  void params(ParamVisitor& p) override {
    p.real("A1", a1_, {.min = 0, .max = 100, .doc = "strength of exploration"});
    p.real("A2", a2_, {.min = 0, .max = 100, .doc = "strength of exploitation"});
    p.real("V", v_, {.min = 1e-6, .max = 1e6, .doc = "control volume"});
    p.real("GP", gp_,
           {.min = 0, .max = 1, .doc = "generation probability: share of particles without generation term"});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    // Rows 0 to 3: the candidates, at first unknown; row 4: their mean.
    std::vector<Population> pools(pops.size(), pops.front().like(kCandidates + 1));
    Population off = pops.front().like(pops.front().size());
    while (ctx.running(pops)) {
      for (int t = 0; t < isize(pops); ++t) {
        updatePool(pops[t], pools[t]);
        const double progress = std::min(ctx.progress(), 1.0);
        move(ctx, pops[t], pools[t], std::pow(1.0 - progress, a2_ * progress), off);
        ctx.evaluate(off);
        op::selectOneToOne(pops[t], off);
      }
    }
  }

  static void updatePool(const Population& pop, Population& pool) {
    for (int i = 0; i < pop.size(); ++i) {
      for (int c = 0; c < kCandidates; ++c) {
        if (!better(pop.obj(i), pop.cv(i), pool.obj(c), pool.cv(c))) continue;
        pool.copyRow(c, pop, i);
        break;
      }
    }
    const std::span<double> mean = pool.x(kCandidates);
    std::ranges::fill(mean, 0.0);
    for (int c = 0; c < kCandidates; ++c) {
      for (int j = 0; j < isize(mean); ++j) mean[j] += pool.x(c)[j] / kCandidates;
    }
  }

  void move(RunContext& ctx, const Population& pop, const Population& pool, double time, Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const auto dim = pop.dim();
    const std::span<double> lambda = frame.doubles(dim);
    const std::span<double> decay = frame.doubles(dim);
    for (int i = 0; i < pop.size(); ++i) {
      const std::span<const double> x = pop.x(i);
      const std::span<const double> ceq = pool.x(rng.below(kCandidates + 1));
      const double generation = 0.5 * rng.uniform();
      const double control = rng.uniform() >= gp_ ? generation : 0.0;
      for (int j = 0; j < dim; ++j) {
        lambda[j] = 1.0 - rng.uniform();  // never 0: it divides below
        decay[j] = -lambda[j] * time;
      }
      vmath::exp(decay, decay);
      for (int j = 0; j < dim; ++j) {
        const double f = (rng.uniform() < 0.5 ? -a1_ : a1_) * (decay[j] - 1.0);
        const double g = control * (ceq[j] - lambda[j] * x[j]) * f;
        off.x(i)[j] = ceq[j] + (x[j] - ceq[j]) * f + g / (lambda[j] * v_) * (1.0 - f);
      }
      op::clip(off.x(i));
      off.task(i) = pop.task(i);
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Eo, .name = "EO", .family = "single-task, swarm intelligence",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 2,
                 .citation = {"A. Faramarzi, M. Heidarinejad, B. Stephens, S. Mirjalili",
                              "Equilibrium optimizer: a novel optimization algorithm",
                              "Knowledge-Based Systems 191, "
                              "105190",
                              2020, "10.1016/j.knosys.2019.105190"},
                 .doc =
                     "Particles move around the four best found and their mean, as concentrations do around "
                     "equilibrium.",
                 .deviations =
                     "The factor of the generation term is divided by V, as in the paper; the reference code "
                     "multiplies by it (the same at the default 1).")

}  // namespace tandem::alg::eo
