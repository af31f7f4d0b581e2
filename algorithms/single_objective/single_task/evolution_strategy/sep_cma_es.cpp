// SPDX-License-Identifier: Apache-2.0
// CMA-ES with a diagonal covariance matrix, one search distribution per task: linear in time and space. R. Ros,
// N. Hansen, A simple modification in CMA-ES achieving linear time and space complexity, Parallel Problem Solving from
// Nature, 2008, doi:10.1007/978-3-540-87700-4_30.
#include "tandem/algorithm.h"
#include "tandem/operators_es.h"

namespace tandem::alg::sep_cma_es {
namespace {

class SepCmaEs final : public Algorithm {
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
        ctx, [&](int dim) { return op::SepCmaEs(dim, op::sampleCount(ctx, dim, useN_), sigma0_); },
        [&](const op::SepCmaEs& search, int t) {
          const auto [least, most] = std::ranges::minmax(search.variance());
          ctx.trace("sigma", search.sigma(), t);
          ctx.trace("condition", most / least, t);
        });
  }
};

}  // namespace

TANDEM_ALGORITHM(SepCmaEs, .name = "sep-CMA-ES", .family = "single-task, evolution strategy",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"R. Ros, N. Hansen",
                              "A simple modification in CMA-ES achieving linear time and space complexity",
                              "Parallel Problem Solving from Nature X, 296-305", 2008, "10.1007/978-3-540-87700-4_30"},
                 .doc = "CMA-ES that adapts the variances of the variables only, with a faster learning rate.",
                 .deviations =
                     "As many samples as the population size by default, of which the better half, rounded up, count. "
                     "Samples outside the box are evaluated at its border and ranked with a penalty for the distance.")

}  // namespace tandem::alg::sep_cma_es
