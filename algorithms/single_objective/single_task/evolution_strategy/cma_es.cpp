// SPDX-License-Identifier: Apache-2.0
// Evolution strategy with covariance matrix adaptation, one search distribution per task.
// N. Hansen, A. Ostermeier, Completely derandomized self-adaptation in evolution strategies, Evolutionary Computation
// 9(2), 2001, doi:10.1162/106365601750190398.
#include "tandem/algorithm.h"
#include "tandem/operators_es.h"

namespace tandem::alg::cma_es {
namespace {

class CmaEs final : public Algorithm {
  double sigma0_ = 0.3;
  bool useN_ = true;

  void params(ParamVisitor& p) override {
    p.real("sigma0", sigma0_, {.min = 1e-12, .max = 10, .doc = "initial step size in the unit box"});
    p.boolean("useN", useN_, "samples per generation: the population size if true, 4 + 3 ln(D) if false");
    p.trace("sigma", {.doc = "step size", .min = 0});
    p.trace("condition", {.doc = "condition number of the covariance matrix", .min = 1});
  }

  void run(RunContext& ctx) override {
    op::runEvolutionStrategy(
        ctx, [&](int dim) { return op::CmaEs(dim, op::sampleCount(ctx, dim, useN_), sigma0_); },
        [&](const op::CmaEs& search, int t) {
          const std::span<const double> axes = search.axisDeviations();
          ctx.trace("sigma", search.sigma(), t);
          ctx.trace("condition", (axes.back() / axes.front()) * (axes.back() / axes.front()), t);
        });
  }
};

}  // namespace

TANDEM_ALGORITHM(CmaEs, .name = "CMA-ES", .family = "single-task, evolution strategy",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"N. Hansen, A. Ostermeier",
                              "Completely derandomized self-adaptation in evolution strategies",
                              "Evolutionary Computation 9(2), 159-195", 2001, "10.1162/106365601750190398"},
                 .doc = "Samples a normal distribution per task and adapts its mean, step size and covariance matrix.",
                 .deviations =
                     "As many samples as the population size by default, of which the better half, rounded up, count. "
                     "Samples outside the box are evaluated at its border and ranked with a penalty for the distance. "
                     "Should the covariance matrix lose positive definiteness, shape and paths start anew.")

}  // namespace tandem::alg::cma_es
