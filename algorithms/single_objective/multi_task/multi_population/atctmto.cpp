// SPDX-License-Identifier: Apache-2.0
// ATCTMTO: adaptive task-centric transfer. L-SHADE per task, whose guides are with some probability taken from a pool
// of another task's best, moved so that their centre is that of the task's own best; the probability follows the
// success rate of the transfers. Published only as a program: EMTO-Platform, github.com/xxlvqq/EMTO-Platform, 2026.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_de.h"

namespace tandem::alg::atctmto {
namespace {

constexpr int kSmallest = 4;  // population at the end

class Atctmto final : public Algorithm {
  int memory_ = 6;
  double archive_ = 1.4;
  double elite_ = 0.2;
  double knowledge_ = 0.2;
  double low_ = 0.05;
  double high_ = 0.3;
  double noise_ = 0.05;

  void params(ParamVisitor& p) override {
    p.integer("H", memory_, {.min = 1, .max = 100000, .doc = "cells of the success memory"});
    p.real("archive", archive_, {.min = 0, .max = 100, .doc = "size of the archive in population sizes"});
    p.real("elite_rate", elite_, {.min = 0, .max = 1, .doc = "share of a population that counts as its best"});
    p.real("knowledge_rate", knowledge_, {.min = 0, .max = 1, .doc = "size of the knowledge pool, as a share"});
    p.real("p_transfer_min", low_, {.min = 0, .max = 1, .doc = "least transfer probability"});
    p.real("p_transfer_max", high_, {.min = 0, .max = 1, .doc = "largest transfer probability"});
    p.ordered("p_transfer_min", low_, "p_transfer_max", high_);
    p.real("noise_scale", noise_, {.min = 0, .max = 10, .doc = "noise on knowledge, in deviations of the best"});
    p.trace("p_transfer",
            {.doc = "probability that a guide may come from the source", .per = TracePer::Pair, .min = 0, .max = 1});
  }

  struct Task {
    op::SuccessHistory history;
    op::Archive archive;
    std::vector<double> success, trials;  // of transfers, by source
  };

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Task> learned;
    for (Population& pop : pops) {
      columns_ = op::addDeColumns(pop);
      learned.push_back({op::SuccessHistory(memory_), op::Archive(pop, capacity(n)), std::vector<double>(tasks, 1.0),
                         std::vector<double>(tasks, 5.0)});
    }
    Population off = pops.front().like(n);
    Population pool = pops.front().like(n);
    while (ctx.running(pops)) {
      for (int t = 0; t < tasks; ++t) {
        Population& pop = pops[t];
        Task& mine = learned[t];
        const double progress = std::min(1.0, ctx.progress());
        op::shrink(ctx.workspace(), pop, op::linearSize(progress, n, std::min(n, kSmallest)));
        const int s = tasks > 1 ? chooseSource(ctx, mine, t) : t;
        if (s != t) gatherKnowledge(ctx, pops[s], pop, pool);
        breed(ctx, pop, mine, s, pool, off);
        ctx.evaluate(off);
        for (int i = 0; i < off.size(); ++i) {
          if (off.donor(i) < 0) continue;
          mine.trials[s] += 1.0;
          if (better(off.obj(i), off.cv(i), pop.obj(i), pop.cv(i))) mine.success[s] += 1.0;
        }
        op::surviveWithHistory(pop, off, columns_, mine.history, mine.archive);
        mine.archive.trim(ctx.rng(), ctx.workspace(), capacity(n));
      }
    }
  }

  [[nodiscard]] int capacity(int n) const { return roundDown(archive_ * n); }

  /// Another task, by the success rate of its transfers.
  static int chooseSource(RunContext& ctx, const Task& mine, int t) {
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> rate = frame.doubles(ctx.taskCount());
    for (int k = 0; k < ctx.taskCount(); ++k) rate[k] = k == t ? 0.0 : mine.success[k] / mine.trials[k];
    const int s = op::roulette(ctx.rng(), rate);
    return s != t ? s : (t + ctx.taskCount() - 1) % ctx.taskCount();  // only by rounding
  }

  [[nodiscard]] int eliteSize(int n) const { return std::min(n, std::max(2, roundDown(n * elite_))); }

  /// Random ones of the source's best, moved from its centre to the target's, with noise.
  void gatherKnowledge(RunContext& ctx, const Population& source, const Population& target, Population& pool) const {
    const RunContext::ModelTime modelTime(ctx);
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int sourceDim = ctx.task(source.task(0)).dim;
    const int dim = ctx.task(target.task(0)).dim;
    const int lenders = eliteSize(source.size());
    const int best = eliteSize(target.size());
    const std::span<int> sourceOrder = frame.ints(source.size());
    const std::span<int> order = frame.ints(target.size());
    op::sortByFitness(source, sourceOrder);
    op::sortByFitness(target, order);
    const std::span<double> sourceCentre = frame.doubles(sourceDim);
    const std::span<double> centre = frame.doubles(dim);
    const std::span<double> deviation = frame.doubles(dim);
    for (int j = 0; j < sourceDim; ++j) {
      sourceCentre[j] = 0.0;
      for (int i = 0; i < lenders; ++i) sourceCentre[j] += source.x(sourceOrder[i])[j] / lenders;
    }
    for (int j = 0; j < dim; ++j) {
      centre[j] = deviation[j] = 0.0;
      for (int i = 0; i < best; ++i) centre[j] += target.x(order[i])[j] / best;
      for (int i = 0; i < best; ++i) deviation[j] += std::pow(target.x(order[i])[j] - centre[j], 2) / best;
      deviation[j] = std::sqrt(deviation[j]);
    }
    const std::span<int> match = frame.ints(dim);
    pool.resize(std::clamp(roundDown(target.size() * knowledge_), 1, target.size()));
    for (int i = 0; i < pool.size(); ++i) {
      const std::span<const double> x = source.x(sourceOrder[rng.below(lenders)]);
      matchVariables(rng, sourceDim, match);
      pool.copyRow(i, target, order[0]);  // for the variables that the task does not use
      for (int j = 0; j < dim; ++j) {
        const double moved = x[match[j]] - sourceCentre[match[j]] + centre[j];
        pool.x(i)[j] = moved + noise_ * deviation[j] * rng.normal();
      }
      op::clip(pool.x(i));
    }
  }

  /// Variable by variable if their numbers agree, else at random.
  static void matchVariables(Rng& rng, int sourceDim, std::span<int> match) {
    const int dim = isize(match);
    if (sourceDim > dim) {
      rng.distinct(match, sourceDim);
      return;
    }
    for (int j = 0; j < dim; ++j) match[j] = sourceDim == dim ? j : rng.below(sourceDim);
  }

  /// DE/current-to-guide/1/bin with archive; the guide is one of the best, or of the best and the knowledge.
  void breed(RunContext& ctx, const Population& pop, const Task& mine, int source, const Population& pool,
             Population& off) const {
    Rng& rng = ctx.rng();
    const int n = pop.size();
    const int t = pop.task(0);
    const double probability = source == t ? 0.0 : low_ + (high_ - low_) * mine.success[source] / mine.trials[source];
    if (source != t) ctx.trace("p_transfer", probability, t, source);
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> order = frame.ints(n);
    op::sortByFitness(pop, order);
    off.resize(n);
    for (int i = 0; i < n; ++i) {
      const op::DeSetting setting = mine.history.draw(rng);
      off.value(columns_.f, i) = setting.f;
      off.value(columns_.cr, i) = setting.cr;
      const int elites = std::clamp(roundDown(n * rng.uniform(2.0 / n, 0.2)), 2, n);
      const bool open = rng.chance(probability);
      const int guide = rng.below(elites + (open ? pool.size() : 0));
      const bool transfer = guide >= elites;
      const std::span<const double> best = transfer ? pool.x(guide - elites) : pop.x(order[guide]);
      int r1 = i;
      while (r1 == i) r1 = rng.below(n);
      int r2 = i;
      while (r2 == i || r2 == r1) r2 = rng.below(n + mine.archive.size());
      const std::span<const double> x = pop.x(i);
      const std::span<const double> a = pop.x(r1);
      const std::span<const double> b = r2 < n ? pop.x(r2) : mine.archive.members().x(r2 - n);
      const std::span<double> out = off.x(i);
      for (int j = 0; j < pop.dim(); ++j) out[j] = x[j] + setting.f * (best[j] - x[j]) + setting.f * (a[j] - b[j]);
      op::binomial(rng, x, out, setting.cr, out);
      op::clip(out);
      off.setOrigin(i, t, transfer ? source : t);
    }
  }

  op::DeColumns columns_;
};

}  // namespace

TANDEM_ALGORITHM(Atctmto, .name = "ATCTMTO", .family = "multitask, multi-population",
                 .labels = MultiTask | ManyTask | SingleObjective | Unconstrained | Constrained, .twin = "L-SHADE",
                 .minPopulation = 4,
                 .citation = {"EMTO-Platform",
                              "Adaptive task-centric transfer for evolutionary multitask optimization (program)",
                              "github.com/xxlvqq/EMTO-Platform", 2026, ""},
                 .doc =
                     "L-SHADE per task, guided with an adaptive probability by another task's best, moved to the "
                     "centre of the task's own.",
                 .deviations =
                     "Follows the public program; no paper is known. A full archive loses random members, as in "
                     "L-SHADE; the program drops the oldest.")

}  // namespace tandem::alg::atctmto
