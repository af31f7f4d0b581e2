// SPDX-License-Identifier: Apache-2.0
// Separable natural evolution strategy, one search distribution per task. T. Schaul, T. Glasmachers, J. Schmidhuber,
// High dimensions and heavy tails for natural evolution strategies, Genetic and Evolutionary Computation Conference,
// 2011, doi:10.1145/2001576.2001692.
#include "tandem/algorithm.h"
#include "tandem/operators_es.h"

namespace tandem::alg::snes {
namespace {

class SnesAlgorithm final : public Algorithm {
  double sigma0_ = 0.3;
  bool useN_ = true;

  void params(ParamVisitor& p) override {
    p.real("sigma0", sigma0_, {.min = 1e-12, .max = 10, .doc = "initial step size in the unit box"});
    p.boolean("useN", useN_, "samples per generation: the population size if true, 4 + 3 ln(D) if false");
    p.trace("sigma", {.doc = "mean of the step sizes of the variables", .min = 0});
  }

  void run(RunContext& ctx) override {
    op::runEvolutionStrategy(
        ctx, [&](int dim) { return op::Snes(dim, op::sampleCount(ctx, dim, useN_), sigma0_); },
        [&](const op::Snes& search, int t) {
          double sum = 0.0;
          for (const double d : search.deviation()) sum += d;
          ctx.trace("sigma", sum / search.dim(), t);
        });
  }
};

}  // namespace

TANDEM_ALGORITHM(
    SnesAlgorithm, .name = "SNES", .family = "single-task, evolution strategy",
    .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 4,
    .citation = {"T. Schaul, T. Glasmachers, J. Schmidhuber",
                 "High dimensions and heavy tails for natural evolution strategies",
                 "Genetic and Evolutionary Computation Conference, 845-852", 2011, "10.1145/2001576.2001692"},
    .doc = "Follows the natural gradient of the expected utility in the mean and in one step size per variable.",
    .deviations =
        "As many samples as the population size by default. Samples outside the box are evaluated at its border and "
        "ranked with a penalty for the distance.")

}  // namespace tandem::alg::snes
