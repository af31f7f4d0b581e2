// SPDX-License-Identifier: Apache-2.0
// Competitive swarm optimizer, one swarm per task: in random pairs the loser learns from the winner and from the mean
// of the swarm. R. Cheng, Y. Jin, A competitive swarm optimizer for large scale optimization, IEEE Transactions on
// Cybernetics 45(2), 2015, doi:10.1109/TCYB.2014.2322602.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::cso {
namespace {

class Cso final : public Algorithm {
  double phi_ = 0.1;
  op::Form form_ = op::Form::Paper;

  void params(ParamVisitor& p) override {
    p.real("phi", phi_, {.min = 0, .max = 10, .doc = "pull to the mean of the swarm"});
    p.choice(
        "form", form_,
        {.options = {"paper", "platform"},
         .doc = "paper: random numbers per variable, mean of the swarm; platform: per particle, mean of the winners"});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> swarms = op::initPerTask(ctx);
    const int n = ctx.populationSize();
    std::vector<Matrix> velocities(swarms.size(), Matrix(n, ctx.maxDim()));
    std::vector<int> order(n);
    std::vector<int> losers(n / 2);
    std::vector<double> mean(ctx.maxDim());
    while (ctx.running(swarms)) {
      for (int t = 0; t < isize(swarms); ++t) {
        Population& swarm = swarms[t];
        ctx.rng().permutation(order);
        for (int k = 0; k < isize(losers); ++k) {
          // Winners first, then losers.
          int& winner = order[k];
          int& loser = order[k + losers.size()];
          if (better(swarm.obj(loser), swarm.cv(loser), swarm.obj(winner), swarm.cv(winner))) std::swap(winner, loser);
          losers[k] = loser;
        }
        const std::span<const int> members = form_ == op::Form::Paper ? order : std::span(order).first(losers.size());
        std::ranges::fill(mean, 0.0);
        for (const int i : members) {
          for (int j = 0; j < isize(mean); ++j) mean[j] += swarm.x(i)[j] / isize(members);
        }
        for (int k = 0; k < isize(losers); ++k) {
          learn(ctx.rng(), swarm.x(order[k]), mean, velocities[t].row(losers[k]), swarm.x(losers[k]));
        }
        ctx.evaluate(swarm, losers);
      }
    }
  }

  void learn(Rng& rng, std::span<const double> winner, std::span<const double> mean, std::span<double> v,
             std::span<double> x) const {
    double r[3] = {rng.uniform(), rng.uniform(), rng.uniform()};
    for (int j = 0; j < isize(x); ++j) {
      v[j] = r[0] * v[j] + r[1] * (winner[j] - x[j]) + phi_ * r[2] * (mean[j] - x[j]);
      x[j] += v[j];
      if (form_ == op::Form::Paper) {
        for (double& each : r) each = rng.uniform();
      }
    }
    op::clip(x);
  }
};

}  // namespace

TANDEM_ALGORITHM(Cso, .name = "CSO", .family = "single-task, swarm intelligence",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 2,
                 .citation = {"R. Cheng, Y. Jin", "A competitive swarm optimizer for large scale optimization",
                              "IEEE Transactions on Cybernetics 45(2), 191-204", 2015, "10.1109/TCYB.2014.2322602"},
                 .doc = "Swarm without memory: losers of random duels learn from winners and from the swarm's mean.",
                 .deviations =
                     "Follows the paper; form=platform reproduces the reference code, which draws one random number "
                     "per term and particle and takes the mean of the winners.")

}  // namespace tandem::alg::cso
