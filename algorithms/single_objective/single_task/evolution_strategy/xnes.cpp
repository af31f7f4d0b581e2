// SPDX-License-Identifier: Apache-2.0
// Exponential natural evolution strategy, one search distribution per task. T. Glasmachers, T. Schaul, Y. Sun, D.
// Wierstra, J. Schmidhuber, Exponential natural evolution strategies, Genetic and Evolutionary Computation Conference,
// 2010, doi:10.1145/1830483.1830557.
#include "tandem/algorithm.h"
#include "tandem/operators_es.h"

namespace tandem::alg::xnes {
namespace {

class XnesAlgorithm final : public Algorithm {
  double sigma0_ = 0.3;
  bool useN_ = true;

  void params(ParamVisitor& p) override {
    p.real("sigma0", sigma0_, {.min = 1e-12, .max = 10, .doc = "initial step size in the unit box"});
    p.boolean("useN", useN_, "samples per generation: the population size if true, 4 + 3 ln(D) if false");
    p.trace("sigma", {.doc = "step size", .min = 0});
  }

  void run(RunContext& ctx) override {
    op::runEvolutionStrategy(
        ctx, [&](int dim) { return op::Xnes(dim, op::sampleCount(ctx, dim, useN_), sigma0_); },
        [&](const op::Xnes& search, int t) { ctx.trace("sigma", search.sigma(), t); });
  }
};

}  // namespace

TANDEM_ALGORITHM(XnesAlgorithm, .name = "xNES", .family = "single-task, evolution strategy",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"T. Glasmachers, T. Schaul, Y. Sun, D. Wierstra, J. Schmidhuber",
                              "Exponential natural evolution strategies",
                              "Genetic and Evolutionary Computation Conference, 393-400", 2010,
                              "10.1145/1830483.1830557"},
                 .doc =
                     "Follows the natural gradient of the expected utility in the mean, the step size and the full "
                     "shape of a normal distribution, the latter in exponential coordinates.",
                 .deviations =
                     "As many samples as the population size by default. Samples outside the box are evaluated at its "
                     "border and ranked with a penalty for the distance. The reference code mirrors the upper triangle "
                     "of the shape matrix after each update, which the paper does not.")

}  // namespace tandem::alg::xnes
