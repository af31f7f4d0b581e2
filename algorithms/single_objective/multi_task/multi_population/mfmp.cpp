// SPDX-License-Identifier: Apache-2.0
// MFMP: multifactorial optimization by explicit multi-populations. Success-history DE per task; with an adaptive rmp a
// trial vector is drawn towards the best of another task with that task's difference vector.
// G. Li, Q. Lin, W. Gao, Multifactorial optimization via explicit multipopulation evolutionary framework, Information
// Sciences 512, 2020, doi:10.1016/j.ins.2019.10.066.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_de.h"

namespace tandem::alg::mfmp {
namespace {

class Mfmp final : public Algorithm {
  double p_ = 0.1;
  int memory_ = 100;
  double theta_ = 0.2;
  double c_ = 0.3;
  double alpha_ = 0.25;

  void params(ParamVisitor& p) override {
    p.real("P", p_, {.min = 0, .max = 1, .doc = "share of the population among the best that guide mutation"});
    p.integer("H", memory_, {.min = 1, .max = 100000, .doc = "cells of the success history"});
    p.real("theta", theta_, {.min = 0, .max = 1, .doc = "success rate from which rmp stays as it is"});
    p.real("C", c_, {.min = 0, .max = 1, .doc = "step of the adaptation of rmp"});
    p.real("alpha", alpha_, {.min = 0, .max = 1, .doc = "share of the budget after which populations are halved"});
    p.trace("rmp", {.doc = "probability of a transfer to the task", .min = 0, .max = 1});
    op::declareDeTraces(p);
  }

  struct Task {
    op::SuccessHistory history;
    op::Archive archive;
    double rmp = 0.5;
    Task(int memory, const Population& pattern, int capacity) : history(memory), archive(pattern, capacity) {}
  };

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Task> tasks;
    for (Population& pop : pops) {
      columns_ = op::addDeColumns(pop);
      tasks.emplace_back(memory_, pop, 2 * n);
    }
    Population off = pops.front().like(n);
    bool halved = false;
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        Population& pop = pops[t];
        Task& task = tasks[t];
        int k = t;
        while (k == t && ctx.taskCount() > 1) k = ctx.rng().below(ctx.taskCount());
        off.resize(pop.size());
        op::guidedOffspring(ctx, pop, task.history, task.archive, pops[k], tasks[k].archive, task.rmp, p_, off,
                            columns_);
        op::traceDe(ctx, off, columns_, t);
        ctx.trace("rmp", task.rmp, t);
        ctx.evaluate(off);
        op::surviveWithHistory(pop, off, columns_, task.history, task.archive);
        task.archive.trim(ctx.rng(), ctx.workspace(), n);
        adapt(pop, off, task);
      }
      if (!halved && ctx.progress() >= alpha_) {
        for (int t = 0; t < ctx.taskCount(); ++t) {
          halve(ctx, pops[t], tasks[t]);
        }
        halved = true;
      }
    }
  }

  /// Transfer becomes likelier if it succeeds more often than the generation as a whole, rarer otherwise.
  void adapt(const Population& pop, const Population& off, Task& task) const {
    int survived = 0;
    int transfers = 0;
    int transferSurvived = 0;
    for (int i = 0; i < pop.size(); ++i) {
      const bool replaced = pop.born(i) == off.born(i);
      survived += replaced ? 1 : 0;
      transfers += off.donor(i) >= 0 ? 1 : 0;
      transferSurvived += replaced && off.donor(i) >= 0 ? 1 : 0;
    }
    const double rate = ratio(survived, pop.size());
    if (rate >= theta_) return;
    if (transfers == 0) {
      task.rmp = std::min(1.0, task.rmp + c_ * (1.0 - rate));
      return;
    }
    const double transferRate = ratio(transferSurvived, transfers);
    task.rmp = transferRate > rate ? std::min(1.0, task.rmp + c_ * transferRate)
                                   : std::max(0.0, task.rmp - c_ * (1.0 - transferRate));
  }

  static void halve(RunContext& ctx, Population& pop, Task& task) {
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> order = frame.ints(pop.size());
    op::sortByFitness(pop, order);
    const int kept = std::max(4, (pop.size() + 1) / 2);
    for (int i = kept; i < pop.size(); ++i) task.archive.add(pop, order[i]);
    task.archive.trim(ctx.rng(), ctx.workspace(), ctx.populationSize());
    if (kept < pop.size()) pop.gather(order.first(kept));
  }

  op::DeColumns columns_;
};

}  // namespace

TANDEM_ALGORITHM(Mfmp, .name = "MFMP", .family = "multitask, multi-population",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "SHADE",
                 .minPopulation = 4,
                 .citation = {"G. Li, Q. Lin, W. Gao",
                              "Multifactorial optimization via explicit multipopulation evolutionary framework",
                              "Information Sciences 512, 1555-1570", 2020, "10.1016/j.ins.2019.10.066"},
                 .doc = "Success-history DE per task with adaptive guidance by the best of another task.")

}  // namespace tandem::alg::mfmp
