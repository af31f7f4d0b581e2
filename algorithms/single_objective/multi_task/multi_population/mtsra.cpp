// SPDX-License-Identifier: Apache-2.0
// MTSRA: competitive multitasking by success-history DE. Tasks are drawn by their recent rewards; with an adaptive rmp
// a helper task guides mutation. Y. Li, W. Gong, S. Li, Evolutionary competitive multitasking optimization via improved
// adaptive differential evolution, Expert Systems with Applications 217, 2023, doi:10.1016/j.eswa.2023.119550.
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_de.h"

namespace tandem::alg::mtsra {
namespace {

class Mtsra final : public Algorithm {
  double p_ = 0.1;
  int memory_ = 100;
  int rewards_ = 100;
  double alpha_ = 0.5;
  double beta_ = 0.2;
  double pMin_ = 0.1;
  double rmp0_ = 0.3;

  void params(ParamVisitor& p) override {
    p.real("P", p_, {.min = 0, .max = 1, .doc = "share of the population among the best that guide mutation"});
    p.integer("H", memory_, {.min = 1, .max = 100000, .doc = "cells of the success history"});
    p.integer("RH", rewards_, {.min = 1, .max = 100000, .doc = "rewards remembered per task"});
    p.real("alpha", alpha_, {.min = 0, .max = 1, .doc = "weight of progress of the overall best in the reward"});
    p.real("beta", beta_, {.min = 0, .max = 1, .doc = "share of the budget with tasks drawn uniformly"});
    p.real("pMin", pMin_, {.min = 0, .max = 1, .doc = "share of the draws that is uniform"});
    p.real("rmp0", rmp0_, {.min = 0, .max = 1, .doc = "initial probability of guidance by the helper task"});
    p.trace("rmp", {.doc = "probability of a transfer", .per = TracePer::Pair, .min = 0, .max = 1});
    op::declareDeTraces(p);
  }

  struct Task {
    op::SuccessHistory history;
    op::Archive archive;
    std::vector<double> rewards;  // ring
    int next = 0;
    Task(int memory, int rewardCount, const Population& pattern, int capacity)
        : history(memory), archive(pattern, capacity), rewards(rewardCount, 0.0) {}
    [[nodiscard]] double total() const {
      double sum = 0.0;
      for (const double r : rewards) sum += r;
      return sum;
    }
    void note(double reward) {
      rewards[next] = reward;
      next = (next + 1) % isize(rewards);
    }
  };

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Task> states;
    op::DeColumns columns;
    for (Population& pop : pops) {
      columns = op::addDeColumns(pop);
      states.emplace_back(memory_, rewards_, pop, n);
    }
    Population off = pops.front().like(n);
    Matrix rmp(tasks, tasks, rmp0_);
    const double step = ratio(n, ctx.budget()) * (tasks * tasks - tasks);
    std::vector<double> chance(tasks, 1.0);
    std::vector<double> before(n, 0.0);
    while (ctx.running(pops)) {
      double total = 0.0;
      for (int t = 0; t < isize(chance); ++t) {
        chance[t] = states[t].total();
        total += chance[t];
      }
      for (double& c : chance) {
        c = ctx.progress() <= beta_ || total <= 0.0 ? 1.0 : pMin_ / tasks + (1.0 - pMin_) * c / total;
      }
      const int main = op::roulette(ctx.rng(), chance);
      int helper = main;
      while (helper == main && tasks > 1) helper = ctx.rng().below(tasks);
      Population& pop = pops[main];
      Task& state = states[main];
      Task& aid = states[helper];
      op::guidedOffspring(ctx, pop, state.history, state.archive, pops[helper], aid.archive, rmp(main, helper), p_, off,
                          columns);
      op::traceDe(ctx, off, columns, main);
      if (helper != main) ctx.trace("rmp", rmp(main, helper), main, helper);
      double bestBefore = std::numeric_limits<double>::infinity();
      for (int t = 0; t < tasks; ++t) bestBefore = std::min(bestBefore, ctx.best(t).objective);
      for (int i = 0; i < n; ++i) before[i] = pop.obj(i);
      ctx.evaluate(off);
      op::surviveWithHistory(pop, off, columns, state.history, state.archive);
      state.archive.trim(ctx.rng(), ctx.workspace(), n);

      const auto [own, lent] = rewards(pop, off, before, bestBefore);
      state.note(own);
      if (helper == main) continue;
      aid.note(lent);
      rmp(main, helper) = std::clamp(rmp(main, helper) + (lent >= own ? step : -step), 0.0, 1.0);
    }
  }

  /// Rewards of the main task and of its helper.
  [[nodiscard]] std::pair<double, double> rewards(const Population& pop, const Population& off,
                                                  std::span<const double> before, double bestBefore) const {
    const auto relative = [](double old, double now) {
      const double r = (old - now) / std::abs(old);  // progress on negative objectives counts equally
      return std::isfinite(r) ? std::max(0.0, r) : 0.0;
    };
    const int winner = op::bestIndex(pop);
    const double overall = relative(bestBefore, pop.obj(winner));
    double all = 0.0;
    double helped = 0.0;
    int helps = 0;
    for (int i = 0; i < pop.size(); ++i) {
      const double gain = relative(before[i], pop.obj(i));
      all += gain;
      if (off.donor(i) < 0) continue;
      helped += gain;
      ++helps;
    }
    const double own = alpha_ * overall + (1.0 - alpha_) * all / pop.size();
    const double lent =
        helps == 0 ? 0.0 : (off.donor(winner) >= 0 ? alpha_ * overall : 0.0) + (1.0 - alpha_) * helped / helps;
    return {own, lent};
  }
};

}  // namespace

TANDEM_ALGORITHM(Mtsra, .name = "MTSRA", .family = "competitive multitask",
                 .labels = MultiTask | SingleObjective | Unconstrained | Competitive, .twin = "SHADE",
                 .minPopulation = 4,
                 .citation = {"Y. Li, W. Gong, S. Li",
                              "Evolutionary competitive multitasking optimization via improved adaptive differential "
                              "evolution",
                              "Expert Systems with Applications 217, 119550", 2023, "10.1016/j.eswa.2023.119550"},
                 .doc = "Success-history DE with reward-driven allocation between competing tasks.",
                 .deviations =
                     "The archive takes the replaced parents, as in the paper; the reference implementation "
                     "archives the winners. Progress is relative to the magnitude of the objective; the reference "
                     "divides by its value, so that progress on negative objectives counts as none.")

}  // namespace tandem::alg::mtsra
