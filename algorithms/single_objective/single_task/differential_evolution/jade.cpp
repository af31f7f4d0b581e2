// SPDX-License-Identifier: Apache-2.0
// Adaptive differential evolution with optional archive, one population per task: DE/current-to-pbest/1/bin, means of F
// and CR that follow the successful values. J. Zhang, A. C. Sanderson, JADE: adaptive differential evolution with
// optional external archive, IEEE Transactions on Evolutionary Computation 13(5), 2009, doi:10.1109/TEVC.2009.2014613.
#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_de.h"

namespace tandem::alg::jade {
namespace {

/// Means around which F and CR are drawn.
struct Means {
  double f = 0.5;
  double cr = 0.5;
};

class Jade final : public Algorithm {
  double p_ = 0.1;
  double c_ = 0.1;

  void params(ParamVisitor& p) override {
    p.real("P", p_, {.min = 0, .max = 1, .doc = "share of the population among which the pbest is drawn"});
    p.real("C", c_, {.min = 0, .max = 1, .doc = "learning rate of the means of F and CR"});
    op::declareDeTraces(p);
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    const int n = ctx.populationSize();
    std::vector<Means> means(pops.size());
    std::vector<op::Archive> archives;
    op::DeColumns columns;
    for (Population& pop : pops) {
      columns = op::addDeColumns(pop);
      archives.emplace_back(pop, n);
    }
    Population off = pops.front().like(n);
    while (ctx.running(pops)) {
      for (int t = 0; t < isize(pops); ++t) {
        for (int i = 0; i < n; ++i) {
          off.value(columns.f, i) = op::drawF(ctx.rng(), means[t].f);
          off.value(columns.cr, i) = op::drawCr(ctx.rng(), means[t].cr);
        }
        op::pbestOffspring(ctx, pops[t], &archives[t], off, columns, p_);
        op::traceDe(ctx, off, columns, t);
        ctx.evaluate(off);
        survive(pops[t], off, columns, means[t], archives[t]);
        archives[t].trim(ctx.rng(), ctx.workspace(), n);
      }
    }
  }

  void survive(Population& pop, const Population& off, op::DeColumns columns, Means& means,
               op::Archive& archive) const {
    int successes = 0;
    double sumF = 0.0;
    double sumFF = 0.0;
    double sumCr = 0.0;
    op::surviveOneToOne(pop, off, [&](int i) {
      const double f = off.value(columns.f, i);
      ++successes;
      sumF += f;
      sumFF += f * f;
      sumCr += off.value(columns.cr, i);
      archive.add(pop, i);
    });
    if (successes == 0) return;
    means.f += c_ * (sumFF / sumF - means.f);  // Lehmer mean
    means.cr += c_ * (sumCr / successes - means.cr);
  }
};

}  // namespace

TANDEM_ALGORITHM(Jade, .name = "JADE", .family = "single-task, differential evolution",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"J. Zhang, A. C. Sanderson",
                              "JADE: adaptive differential evolution with optional external archive",
                              "IEEE Transactions on Evolutionary Computation 13(5), 945-958", 2009,
                              "10.1109/TEVC.2009.2014613"},
                 .doc = "Differential evolution with an archive whose means of F and CR follow the successful values.",
                 .deviations =
                     "P is 0.1 by default, within the paper's range of 0.05 to 0.2. The means move once a "
                     "generation, as in the paper; the reference code moves them once per success.")

}  // namespace tandem::alg::jade
