// SPDX-License-Identifier: Apache-2.0
// AEMTO: adaptive evolutionary multitask optimization. Each generation a task either evolves on its own (DE) or takes
// knowledge from other tasks, with a probability learned from how well both paid off; how many individuals each source
// lends is learned from how many of them paid off. H. Xu, A. K. Qin, S. Xia, Evolutionary multitask optimization with
// adaptive knowledge transfer, IEEE Transactions on Evolutionary Computation 26(2), 2022,
// doi:10.1109/TEVC.2021.3107435.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::aemto {
namespace {

constexpr double kTiny = 1e-10;

class Aemto final : public Algorithm {
  double f_ = 0.5;
  double cr_ = 0.9;
  double crLow_ = 0.1;
  double crHigh_ = 0.9;
  double transferLow_ = 0.05;
  double transferHigh_ = 0.7;
  double alpha_ = 0.3;
  double base_ = 0.3;

  void params(ParamVisitor& p) override {
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor of a task's own evolution"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate of a task's own evolution"});
    p.real("LKTCR", crLow_, {.min = 0, .max = 1, .doc = "least crossover rate of transfer"});
    p.real("UKTCR", crHigh_, {.min = 0, .max = 1, .doc = "largest crossover rate of transfer"});
    p.real("ptsf_lb", transferLow_, {.min = 0, .max = 1, .doc = "least transfer probability"});
    p.real("ptsf_ub", transferHigh_, {.min = 0, .max = 1, .doc = "largest transfer probability"});
    p.ordered("LKTCR", crLow_, "UKTCR", crHigh_);
    p.ordered("ptsf_lb", transferLow_, "ptsf_ub", transferHigh_);
    p.real("alpha", alpha_, {.min = 0, .max = 1, .doc = "weight of the past in the averages of what paid off"});
    p.real("pbase", base_, {.min = 0, .max = 1, .doc = "share of the selection probability that is equal for all"});
    p.trace("ptsf",
            {.doc = "probability that the task takes knowledge instead of evolving on its own", .min = 0, .max = 1});
    p.trace("psel", {.doc = "probability with which a source is chosen", .per = TracePer::Pair, .min = 0, .max = 1});
  }

  /// What a task has learned.
  struct Learned {
    double transfer = 0.0;          // probability
    double own = 0.0;               // average success rate of its own evolution
    double other = 0.0;             // and of transfer
    std::vector<double> selection;  // probability of each source
    std::vector<double> quality;    // average success rate of each source
  };

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initPerTask(ctx);
    Population off = pops.front().like(n);
    std::vector<Learned> learned(pops.size());
    for (int t = 0; t < tasks; ++t) {
      learned[t].transfer = 0.5 * (transferLow_ + transferHigh_);
      learned[t].selection.assign(tasks, tasks > 1 ? 1.0 / (tasks - 1.0) : 0.0);
      learned[t].selection[t] = 0.0;
      learned[t].quality.assign(tasks, 0.0);
    }
    while (ctx.running(pops)) {
      for (int t = 0; t < tasks; ++t) {
        Learned& mine = learned[t];
        if (tasks > 1 && ctx.rng().uniform() <= mine.transfer) {
          average(mine.other, interTask(ctx, pops, t, mine, off));
        } else {
          average(mine.own, intraTask(ctx, pops[t], off));
        }
        mine.transfer = transferLow_ + (transferHigh_ - transferLow_) * mine.other / (mine.other + mine.own + kTiny);
        ctx.trace("ptsf", mine.transfer, t);
        for (int k = 0; k < tasks; ++k) {
          if (k != t) ctx.trace("psel", mine.selection[k], t, k);
        }
      }
    }
  }

  void average(double& value, double latest) const { value = alpha_ * value + (1.0 - alpha_) * latest; }

  /// Intra-task self-evolution; returns the share of children that survive.
  double intraTask(RunContext& ctx, Population& pop, Population& off) const {
    op::deRand1Bin(ctx, pop, off, f_, cr_);
    ctx.evaluate(off);
    int survived = 0;
    for (int i = 0; i < pop.size(); ++i) survived += survive(pop, off, i) ? 1 : 0;
    return ratio(survived, pop.size());
  }

  /// Inter-task knowledge transfer: every individual crosses with one of a pool from the sources. Returns the share of
  /// children that survive.
  double interTask(RunContext& ctx, std::vector<Population>& pops, int t, Learned& mine, Population& off) const {
    Rng& rng = ctx.rng();
    Workspace& ws = ctx.workspace();
    Population& pop = pops[t];
    const int n = pop.size();
    const int tasks = ctx.taskCount();
    Workspace::Frame frame(ws);
    const std::span<int> lent = frame.ints(tasks);
    stochasticUniversal(rng, mine.selection, n, lent);
    const std::span<int> source = frame.ints(n);
    const std::span<int> row = frame.ints(n);
    int filled = 0;
    for (int k = 0; k < tasks; ++k) {
      if (lent[k] == 0) continue;
      Workspace::Frame inner(ws);
      const std::span<double> weights = inner.doubles(n);
      fitnessWeights(pops[k], weights);
      for (int c = 0; c < lent[k]; ++c, ++filled) {
        source[filled] = k;
        row[filled] = op::roulette(rng, weights);
      }
    }
    const std::span<int> order = frame.ints(n);
    rng.permutation(order);
    for (int i = 0; i < n; ++i) {
      const int k = source[order[i]];
      const double cr = rng.uniform(crLow_, crHigh_);
      op::binomial(rng, pop.x(i), pops[k].x(row[order[i]]), cr, off.x(i));
      off.setOrigin(i, t, k);
    }
    ctx.evaluate(off);
    const std::span<int> paid = frame.ints(tasks);
    std::ranges::fill(paid, 0);
    int survived = 0;
    for (int i = 0; i < n; ++i) {
      if (!survive(pop, off, i)) continue;
      ++paid[off.donor(i)];
      ++survived;
    }
    learnSelection(t, lent, paid, mine);
    return ratio(survived, n);
  }

  void learnSelection(int t, std::span<const int> lent, std::span<const int> paid, Learned& mine) const {
    const int tasks = isize(lent);
    double sum = 0.0;
    for (int k = 0; k < tasks; ++k) {
      if (lent[k] > 0) average(mine.quality[k], ratio(paid[k], lent[k]));
      sum += mine.quality[k];
    }
    for (int k = 0; k < tasks; ++k) {
      if (k != t) mine.selection[k] = base_ / (tasks - 1.0) + (1.0 - base_) * mine.quality[k] / (sum + kTiny);
    }
  }

  /// A strictly better child takes its parent's place.
  static bool survive(Population& pop, const Population& off, int i) {
    if (!better(off.obj(i), off.cv(i), pop.obj(i), pop.cv(i))) return false;
    pop.copyRow(i, off, i);
    return true;
  }

  /// How often each index is drawn by `count` evenly spaced pointers.
  static void stochasticUniversal(Rng& rng, std::span<const double> probability, int count, std::span<int> drawn) {
    std::ranges::fill(drawn, 0);
    double total = 0.0;
    int last = 0;  // the last that can be drawn, in case of rounding
    for (int k = 0; k < isize(drawn); ++k) {
      total += probability[k];
      if (probability[k] > 0.0) last = k;
    }
    double pointer = rng.uniform() * total / count;
    int k = 0;
    double reached = probability[0];
    for (int c = 0; c < count; ++c) {
      while (reached <= pointer && k < last) reached += probability[++k];
      ++drawn[k];
      pointer += total / count;
    }
  }

  /// Selection weights within a source: best objective over own, if all are positive; else equal.
  static void fitnessWeights(const Population& pop, std::span<double> weights) {
    double best = pop.obj(0);
    for (int i = 1; i < pop.size(); ++i) best = std::min(best, pop.obj(i));
    const bool proportional = best > 0.0 && std::isfinite(best);
    for (int i = 0; i < pop.size(); ++i) weights[i] = proportional ? best / pop.obj(i) : 1.0;
  }
};

}  // namespace

TANDEM_ALGORITHM(Aemto, .name = "AEMTO", .family = "many-task",
                 .labels = MultiTask | ManyTask | SingleObjective | Unconstrained, .twin = "DE", .minPopulation = 4,
                 .citation = {"H. Xu, A. K. Qin, S. Xia",
                              "Evolutionary multitask optimization with adaptive knowledge transfer",
                              "IEEE Transactions on Evolutionary Computation 26(2), 290-303", 2022,
                              "10.1109/TEVC.2021.3107435"},
                 .doc =
                     "DE per task with transfer that adapts when to transfer and how much from which source, by what "
                     "has paid off.",
                 .deviations =
                     "Follows the authors' code. DE makes a whole generation before any child replaces its parent, and "
                     "the parents of a mutant differ from its target. Where objectives of a source are not all "
                     "positive, its individuals are drawn with equal probability.")

}  // namespace tandem::alg::aemto
