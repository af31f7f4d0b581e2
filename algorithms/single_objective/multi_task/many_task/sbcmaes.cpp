// SPDX-License-Identifier: Apache-2.0
// SBCMAES: symbiosis between tasks with evolution strategies, one CMA-ES per task. How samples that were handed over
// rank in the other population classifies each pair of tasks, and from that follow transfer rates; the receiver's
// strategy learns from its own samples and those handed over alike. R.-T. Liaw, C.-K. Ting, Evolutionary manytasking
// optimization based on symbiosis in biocoenosis, AAAI Conference on Artificial Intelligence 33(1), 2019,
// doi:10.1609/aaai.v33i01.33014295.
#include "tandem/algorithm.h"
#include "tandem/operators_es.h"
#include "tandem/operators_symbiosis.h"

namespace tandem::alg::sbcmaes {
namespace {

class Sbcmaes final : public Algorithm {
  op::SymbiosisOptions symbiosis_;
  double sigma0_ = 0.3;

  void params(ParamVisitor& p) override {
    symbiosis_.params(p);
    op::Symbiosis::declareTrace(p);
    p.real("sigma0", sigma0_, {.min = 1e-12, .max = 10, .doc = "initial step size in the unit box"});
  }

  void run(RunContext& ctx) override {
    op::runSymbioticStrategies(ctx, symbiosis_, [&](int dim) { return op::CmaEs(dim, ctx.populationSize(), sigma0_); });
  }
};

}  // namespace

TANDEM_ALGORITHM(
    Sbcmaes, .name = "SBCMAES", .family = "many-task",
    .labels = MultiTask | ManyTask | SingleObjective | Unconstrained | Constrained, .twin = "CMA-ES",
    .minPopulation = 4,
    .citation = {"R.-T. Liaw, C.-K. Ting", "Evolutionary manytasking optimization based on symbiosis in biocoenosis",
                 "AAAI Conference on Artificial Intelligence 33(1), 4295-4303", 2019, "10.1609/aaai.v33i01.33014295"},
    .doc = "Symbiosis in biocoenosis with a CMA-ES per task: transfer rates from observed benefit and harm.",
    .deviations =
        "The reference code also keeps an elitist population, which nothing is learned from; here the samples of the "
        "last generation are the population. The first sample of each task is evaluated and not learned from, as in "
        "the reference.")

}  // namespace tandem::alg::sbcmaes
