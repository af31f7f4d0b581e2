// SPDX-License-Identifier: Apache-2.0
// MKTDE: meta-knowledge transfer. Difference vectors come from a task's population joined with the donor population
// shifted by the difference of the centroids (how to search); the donor's best individual is handed over as well (what
// was found). J.-Y. Li, Z.-H. Zhan, K. C. Tan, J. Zhang, A meta-knowledge transfer-based differential evolution for
// multitask optimization, IEEE Transactions on Evolutionary Computation 26(4), 2022, doi:10.1109/TEVC.2021.3131236.
#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/operators.h"

namespace tandem::alg::mktde {
namespace {

class Mktde final : public Algorithm {
  double f_ = 0.5;
  double cr_ = 0.6;

  void params(ParamVisitor& p) override {
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
  }

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initPerTask(ctx);
    Population off = pops.front().like(ctx.populationSize());
    Matrix centroid(tasks, ctx.maxDim());
    std::vector<int> donor(pops.size());
    while (ctx.running(pops)) {
      for (int t = 0; t < tasks; ++t) {
        linalg::meanAndCovariance(pops[t].x(), centroid.row(t), {});
      }
      for (int t = 0; t < tasks; ++t) {
        int s = t;
        while (s == t && tasks > 1) s = ctx.rng().below(tasks);
        donor[t] = s;
        Population& pop = pops[t];
        breed(ctx, pop, pops[s], centroid.row(t), centroid.row(s), off);
        ctx.evaluate(off);
        op::selectElitist(ctx, pop, off);
      }
      for (int t = 0; t < tasks && tasks > 1; ++t) {
        // Populations are now sorted: the donor's best replaces a task's worst.
        Population& pop = pops[t];
        const int s = donor[t];
        const int worst = pop.size() - 1;
        pop.copyRow(worst, pops[s], 0);
        pop.setOrigin(worst, t, s);
        ctx.evaluate(pop, worst);
      }
    }
  }

  void breed(RunContext& ctx, const Population& pop, const Population& other, std::span<const double> own,
             std::span<const double> foreign, Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const int t = pop.task(0);
    const int s = other.task(0);
    const int joined = s == t ? n : n + other.size();
    const std::span<double> mutant = frame.doubles(own.size());
    for (int i = 0; i < n; ++i) {
      int x1 = 0;
      rng.distinct({&x1, 1}, n, {&i, 1});
      int x[2];
      const int except[2] = {i, x1};
      rng.distinct(x, joined, except);
      op::difference(pop.x(x1), f_, x[0] < n ? pop.x(x[0]) : other.x(x[0] - n),
                     x[1] < n ? pop.x(x[1]) : other.x(x[1] - n), mutant);
      // A foreign end of the difference vector is moved from the donor's centroid to the task's own.
      const double shift = (x[0] >= n ? f_ : 0.0) - (x[1] >= n ? f_ : 0.0);
      for (int j = 0; j < isize(mutant) && shift != 0.0; ++j) mutant[j] += shift * (own[j] - foreign[j]);
      op::binomial(rng, pop.x(i), mutant, cr_, off.x(i));
      op::clip(off.x(i));
      off.setOrigin(i, t, x[0] >= n || x[1] >= n ? s : t);
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Mktde, .name = "MKTDE", .family = "multitask, multi-population",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "DE", .minPopulation = 4,
                 .citation = {"J.-Y. Li, Z.-H. Zhan, K. C. Tan, J. Zhang",
                              "A meta-knowledge transfer-based differential evolution for multitask optimization",
                              "IEEE Transactions on Evolutionary Computation 26(4), 719-734", 2022,
                              "10.1109/TEVC.2021.3131236"},
                 .doc = "DE with centroid-aligned foreign difference vectors and exchange of elite solutions.")

}  // namespace tandem::alg::mktde
