// SPDX-License-Identifier: Apache-2.0
// Pure random search, the baseline that every method has to beat: uniform random points, a batch per task and
// generation; the best are kept so that there is something to record. S. H. Brooks, A discussion of random methods for
// seeking maxima, Operations Research 6(2), 1958, doi:10.1287/opre.6.2.244.
#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::random_search {
namespace {

class RandomSearch final : public Algorithm {
  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    Population batch = pops.front().like(n);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        for (int i = 0; i < n; ++i) ctx.rng().fillUniform(batch.x(i));
        batch.setTask(t);
        batch.setDonor(kNative);
        ctx.evaluate(batch);
        if (ctx.task(t).objectives > 1) {
          op::selectCrowded(ctx, pops[t], batch, n);
        } else {
          op::selectElitist(ctx, pops[t], batch);
        }
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(RandomSearch, .name = "RandomSearch", .aliases = {"RS"}, .family = "single-task, baseline",
                 .labels = SingleTask | SingleObjective | MultiObjective | Unconstrained | Constrained,
                 .minPopulation = 1,
                 .citation = {"S. H. Brooks", "A discussion of random methods for seeking maxima",
                              "Operations Research 6(2), 244-251", 1958, "10.1287/opre.6.2.244"},
                 .doc =
                     "Uniform random points, the plain baseline; the best N of each task are kept, with several "
                     "objectives by non-dominated sorting and crowding distance.")

}  // namespace tandem::alg::random_search
