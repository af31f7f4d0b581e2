// SPDX-License-Identifier: Apache-2.0
// Evolution strategy with covariance matrix adaptation, one search distribution per task.
// N. Hansen, A. Ostermeier, Completely derandomized self-adaptation in evolution strategies, Evolutionary Computation
// 9(2), 2001, doi:10.1162/106365601750190398.
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_es.h"

namespace tandem::alg::cma_es {
namespace {

class CmaEs final : public Algorithm {
  double sigma0_ = 0.3;
  bool useN_ = true;

  void params(ParamVisitor& p) override {
    p.real("sigma0", sigma0_, {.min = 1e-12, .max = 10, .doc = "initial step size in the unit box"});
    p.boolean("useN", useN_, "samples per generation: the population size if true, 4 + 3 ln(D) if false");
  }

  void run(RunContext& ctx) override {
    std::vector<op::CmaEs> strategies;
    std::vector<Population> samples;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      const int dim = ctx.task(t).dim;
      const int lambda = useN_ ? ctx.populationSize() : static_cast<int>(4.0 + 3.0 * std::log(dim));
      strategies.emplace_back(dim, lambda, sigma0_);
      ctx.rng().fillUniform(strategies.back().mean());
      samples.push_back(ctx.makePopulation(lambda, t));
    }
    while (ctx.running(samples)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        if (op::shareSpent(ctx, t)) continue;
        op::CmaEs& strategy = strategies[static_cast<std::size_t>(t)];
        Population& sample = samples[static_cast<std::size_t>(t)];
        strategy.sample(ctx.rng(), ctx.workspace(), sample, 0, sample.size());
        ctx.evaluate(sample);
        Workspace::Frame frame(ctx.workspace());
        const std::span<int> order = frame.ints(static_cast<std::size_t>(sample.size()));
        op::rankWithPenalty(ctx.workspace(), sample, ctx.task(t), order);
        strategy.update(ctx.workspace(), sample, order);
      }
    }
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
                     "As many samples as the population size by default. Samples outside the box are "
                     "evaluated at its border and ranked with a penalty for the distance. Should the "
                     "covariance matrix lose positive definiteness, shape and paths start anew.")

}  // namespace tandem::alg::cma_es
