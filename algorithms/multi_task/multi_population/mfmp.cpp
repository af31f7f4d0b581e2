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
        Population& pop = pops[static_cast<std::size_t>(t)];
        Task& task = tasks[static_cast<std::size_t>(t)];
        int k = t;
        while (k == t && ctx.taskCount() > 1) k = ctx.rng().below(ctx.taskCount());
        breed(ctx, pop, task, pops[static_cast<std::size_t>(k)], tasks[static_cast<std::size_t>(k)].archive, off);
        ctx.evaluate(off);
        op::surviveWithHistory(pop, off, columns_, task.history, task.archive);
        task.archive.trim(ctx.rng(), ctx.workspace(), n);
        adapt(pop, off, task);
      }
      if (!halved && ctx.progress() >= alpha_) {
        for (int t = 0; t < ctx.taskCount(); ++t) {
          halve(ctx, pops[static_cast<std::size_t>(t)], tasks[static_cast<std::size_t>(t)]);
        }
        halved = true;
      }
    }
  }

  void breed(RunContext& ctx, const Population& pop, const Task& task, const Population& donor,
             const op::Archive& donorArchive, Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int t = pop.task(0);
    const int k = donor.task(0);
    const auto best = [&](const Population& p, std::span<int> order) {
      op::sortByFitness(p, order);
      return order.first(static_cast<std::size_t>(std::max(1L, std::lround(p_ * p.size()))));
    };
    const std::span<const int> own = best(pop, frame.ints(static_cast<std::size_t>(pop.size())));
    const std::span<const int> foreign = best(donor, frame.ints(static_cast<std::size_t>(donor.size())));
    const auto any = [&](std::span<const int> from) {
      return from[static_cast<std::size_t>(rng.below(static_cast<int>(from.size())))];
    };
    const std::span<double> mutant = frame.doubles(static_cast<std::size_t>(pop.dim()));
    off.resize(pop.size());
    for (int i = 0; i < pop.size(); ++i) {
      const op::DeSetting setting = task.history.draw(rng);
      if (k != t && rng.chance(task.rmp)) {
        // current-to-pbest/1 with guide and difference vector of the donor task.
        const int pbest = any(foreign);
        int x1 = 0;
        rng.distinct({&x1, 1}, donor.size(), {&pbest, 1});
        int x2 = 0;
        const int except[2] = {x1, pbest};
        rng.distinct({&x2, 1}, donor.size() + donorArchive.size(), except);
        const auto b = donor.x(pbest);
        const auto r1 = donor.x(x1);
        const auto r2 = x2 < donor.size() ? donor.x(x2) : donorArchive.members().x(x2 - donor.size());
        const auto x = pop.x(i);
        for (std::size_t j = 0; j < mutant.size(); ++j) {
          mutant[j] = x[j] + setting.f * (b[j] - x[j]) + setting.f * (r1[j] - r2[j]);
        }
        off.setOrigin(i, t, k);
      } else {
        op::currentToPbest(rng, pop, &task.archive, i, any(own), setting.f, setting.f, mutant);
        off.setOrigin(i, t, t);
      }
      op::binomial(rng, ctx.workspace(), pop.x(i), mutant, setting.cr, off.x(i));
      op::midpoint(off.x(i), pop.x(i));
      off.value(columns_.f, i) = setting.f;
      off.value(columns_.cr, i) = setting.cr;
    }
  }

  /// Transfer becomes likelier when it succeeds more often than the generation as a whole, rarer otherwise.
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
    const double rate = static_cast<double>(survived) / pop.size();
    if (rate >= theta_) return;
    if (transfers == 0) {
      task.rmp = std::min(1.0, task.rmp + c_ * (1.0 - rate));
      return;
    }
    const double transferRate = static_cast<double>(transferSurvived) / transfers;
    task.rmp = transferRate > rate ? std::min(1.0, task.rmp + c_ * transferRate)
                                   : std::max(0.0, task.rmp - c_ * (1.0 - transferRate));
  }

  static void halve(RunContext& ctx, Population& pop, Task& task) {
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> order = frame.ints(static_cast<std::size_t>(pop.size()));
    op::sortByFitness(pop, order);
    const int kept = std::max(4, (pop.size() + 1) / 2);
    for (int i = kept; i < pop.size(); ++i) task.archive.add(pop, order[static_cast<std::size_t>(i)]);
    task.archive.trim(ctx.rng(), ctx.workspace(), ctx.populationSize());
    if (kept < pop.size()) pop.gather(order.first(static_cast<std::size_t>(kept)));
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
