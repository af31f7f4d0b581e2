// SPDX-License-Identifier: Apache-2.0
// DEORA: evolutionary competitive multitasking with online resource allocation. Each generation goes to one task, drawn
// by discounted rewards; base vectors come from other tasks by an adaptive matrix of mating probabilities. G. Li, Q.
// Zhang, Z. Wang, Evolutionary competitive multitasking optimization, IEEE Transactions on Evolutionary Computation
// 26(2), 2022, doi:10.1109/TEVC.2022.3141819.
#include <algorithm>
#include <cmath>
#include <limits>

#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::deora {
namespace {

class Deora final : public Algorithm {
  double f_ = 0.5;
  double cr_ = 0.9;
  double alpha_ = 0.5;
  double beta_ = 0.2;
  double gamma_ = 0.85;
  double pMin_ = 0.1;
  double rmp0_ = 0.3;

  void params(ParamVisitor& p) override {
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
    p.real("alpha", alpha_, {.min = 0, .max = 1, .doc = "weight of progress of the overall best in the reward"});
    p.real("beta", beta_, {.min = 0, .max = 1, .doc = "share of the generations with tasks drawn uniformly"});
    p.real("gamma", gamma_, {.min = 0, .max = 1, .doc = "discount of past rewards"});
    p.real("pMin", pMin_, {.min = 0, .max = 1, .doc = "share of the draws that is uniform"});
    p.real("rmp0", rmp0_, {.min = 0, .max = 1, .doc = "initial probability of a base vector of another task"});
  }

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    Population off = pops.front().like(n);
    const double generations =
        std::max(1.0, static_cast<double>(ctx.budget() - static_cast<std::int64_t>(n) * tasks) / n + 1.0);
    const double step = 1.0 / generations;
    Matrix rmp(tasks, tasks, tasks > 1 ? rmp0_ / (tasks - 1) : 0.0);
    for (int t = 0; t < tasks; ++t) rmp(t, t) = tasks > 1 ? 1.0 - rmp0_ : 1.0;
    std::vector<double> discounted(static_cast<std::size_t>(tasks), 0.0);
    std::vector<double> chance(static_cast<std::size_t>(tasks), 0.0);
    std::vector<double> reward(static_cast<std::size_t>(tasks), 0.0);
    std::vector<double> before(static_cast<std::size_t>(n), 0.0);
    while (ctx.running(pops)) {
      int main = ctx.rng().below(tasks);
      double total = 0.0;
      for (const double r : discounted) total += r;
      if (ctx.generation() > beta_ * generations && total > 0.0) {
        for (std::size_t t = 0; t < chance.size(); ++t) {
          chance[t] = pMin_ / tasks + (1.0 - pMin_) * discounted[t] / total;
        }
        main = op::roulette(ctx.rng(), chance);
      }
      Population& pop = pops[static_cast<std::size_t>(main)];
      breed(ctx, pops, main, rmp.row(main), off);
      const double bestBefore = overallBest(ctx);
      for (int i = 0; i < n; ++i) before[static_cast<std::size_t>(i)] = pop.obj(i);
      ctx.evaluate(off);
      for (int i = 0; i < n; ++i) {
        if (better(off.obj(i), off.cv(i), pop.obj(i), pop.cv(i))) pop.copyRow(i, off, i);
      }
      judge(pop, off, main, before, bestBefore, reward);
      for (std::size_t t = 0; t < reward.size(); ++t) discounted[t] = gamma_ * discounted[t] + reward[t];
      for (int t = 0; t < tasks; ++t) {
        if (t == main) continue;
        const bool helps = reward[static_cast<std::size_t>(t)] >= reward[static_cast<std::size_t>(main)];
        rmp(main, t) = std::clamp(rmp(main, t) + (helps ? step : -step), 0.0, 1.0);
        rmp(main, main) = std::clamp(rmp(main, main) + (helps ? -step : step), 0.0, 1.0);
      }
    }
  }

  static double overallBest(RunContext& ctx) {
    double best = std::numeric_limits<double>::infinity();
    for (int t = 0; t < ctx.taskCount(); ++t) best = std::min(best, ctx.best(t).objective);
    return best;
  }

  void breed(RunContext& ctx, const std::vector<Population>& pops, int main, std::span<const double> rmp,
             Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const Population& pop = pops[static_cast<std::size_t>(main)];
    const std::span<double> mutant = frame.doubles(static_cast<std::size_t>(pop.dim()));
    const bool dead = std::ranges::all_of(rmp, [](double p) { return p <= 0.0; });
    for (int i = 0; i < pop.size(); ++i) {
      int x[3];
      rng.distinct(x, pop.size());
      const int base = dead ? main : op::roulette(rng, rmp);
      op::difference(pops[static_cast<std::size_t>(base)].x(x[0]), f_, pop.x(x[1]), pop.x(x[2]), mutant);
      op::binomial(rng, ctx.workspace(), pop.x(i), mutant, cr_, off.x(i));
      op::midpoint(off.x(i), pop.x(i));
      off.setOrigin(i, main, base);
    }
  }

  /// Rewards of the main task and of those that lent base vectors: progress of the overall best and of the individuals.
  void judge(const Population& pop, const Population& off, int main, std::span<const double> before, double bestBefore,
             std::span<double> reward) const {
    std::ranges::fill(reward, 0.0);
    const int winner = op::bestIndex(pop);
    const auto relative = [](double old, double now) {
      const double r = (old - now) / old;
      return std::isfinite(r) ? std::max(0.0, r) : 0.0;
    };
    const double overall = relative(bestBefore, pop.obj(winner));
    for (std::size_t t = 0; t < reward.size(); ++t) {
      const int task = static_cast<int>(t);
      double sum = 0.0;
      int count = 0;
      for (int i = 0; i < pop.size(); ++i) {
        if (task != main && off.donor(i) != task) continue;
        sum += relative(before[static_cast<std::size_t>(i)], pop.obj(i));
        ++count;
      }
      if (count == 0) continue;
      const bool won = task == main || off.donor(winner) == task;
      reward[t] = (won ? alpha_ * overall : 0.0) + (1.0 - alpha_) * sum / count;
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Deora, .name = "DEORA", .family = "competitive multitask",
                 .labels = MultiTask | SingleObjective | Unconstrained | Competitive, .twin = "DE", .minPopulation = 4,
                 .citation = {"G. Li, Q. Zhang, Z. Wang", "Evolutionary competitive multitasking optimization",
                              "IEEE Transactions on Evolutionary Computation 26(2), 278-289", 2022,
                              "10.1109/TEVC.2022.3141819"},
                 .doc = "Online resource allocation between competing tasks with DE and adaptive transfer.")

}  // namespace tandem::alg::deora
