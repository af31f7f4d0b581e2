// SPDX-License-Identifier: Apache-2.0
// A sound plug-in: random search.
#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::sample {
namespace {

class Sample final : public Algorithm {
  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    while (ctx.running(pops)) {
      for (Population& pop : pops) {
        ctx.rng().fillUniform(
            {pop.x().data, static_cast<std::size_t>(pop.size()) * static_cast<std::size_t>(pop.dim())});
        ctx.evaluate(pop);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Sample, .name = "Sample-Plugin", .aliases = {"SP"},
                 .labels = SingleTask | SingleObjective | Unconstrained, .doc = "Random search.")

}  // namespace tandem::alg::sample
