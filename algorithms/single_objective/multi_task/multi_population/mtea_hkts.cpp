// SPDX-License-Identifier: Apache-2.0
// MTEA-HKTS: hybrid knowledge transfer. A donor is chosen by its past advantage, or the task itself; its individuals
// come with their variables matched by the distributions of archives and stretched to the task's own interval, or
// sometimes matched at random. They mate among the population, mate with it one by one, or are evaluated as they are.
// B. Zhao, Z. Cui, J. Yang, X. Cai, J. Cai, J. Chen, A multi-task evolutionary algorithm for solving the problem of
// transfer targets, Information Sciences 681, 2024, doi:10.1016/j.ins.2024.121214.
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators_range_transfer.h"

namespace tandem::alg::mtea_hkts {
namespace {

constexpr double kCrossing = 0.81;  // probability that transferred individuals mate with the population one by one,
constexpr double kMixing = 0.09;    // that they mate as part of it; otherwise they are evaluated as they are
constexpr double kRandomMatch = 0.1;
constexpr double kDirectShare = 0.1;  // individuals per size of the population that are evaluated as they are
constexpr int kSegments = 3;          // of the archive, one updated per generation

class MteaHkts final : public Algorithm {
  op::KnowledgeReuse reuse_;

  void params(ParamVisitor& p) override { reuse_.params(p); }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Population> archives;
    for (Population& pop : pops) {
      sort(ctx, pop);
      archives.push_back(startArchive(ctx.rng(), pop));
    }
    reuse_.start(ctx.taskCount(), 0.5);
    op::RangeTransfer transfer(ctx.maxDim(), reuse_.form());
    Population moved = pops[0].like(n);
    Population off = pops[0].like(2 * n + 1);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        const double mode = ctx.rng().uniform();
        const int donor = reuse_.chooseDonor(ctx.rng(), t);
        const bool matched = !ctx.rng().chance(kRandomMatch);
        match(ctx, archives, t, donor, matched, transfer);

        const bool direct = mode >= kCrossing + kMixing;
        const int amount = direct ? nearest(kDirectShare * n) : reuse_.amount(t, donor, n);
        move(ctx, pops, t, donor, matched, transfer, amount, moved);
        if (direct) {
          reuse_.breed(ctx, pops[t], t, off);
        } else {
          fillUp(pops[t], amount, moved);
          if (mode < kCrossing) {
            cross(ctx, pops[t], moved, t, off);
          } else {
            reuse_.breed(ctx, moved, t, off);
          }
        }

        std::int64_t before = ctx.evaluations();
        ctx.evaluate(off);
        if (direct) {
          before = ctx.evaluations();
          for (int i = 0; i < amount; ++i) moved.setOrigin(i, t, donor);
          ctx.evaluate(moved);
          off.append(moved);
        }
        op::selectElitist(ctx, pops[t], off);
        updateArchive(archives[t], pops[t], ctx.generation() % kSegments);
        reuse_.setShare(t, donor, op::rankScore(pops[t], before), direct ? kDirectShare : reuse_.leastShare());
        if (donor != t && matched) reuse_.learn(ctx.rng(), t, donor);
        reuse_.trace(ctx, t);
      }
    }
  }

  static void sort(RunContext& ctx, Population& pop) {
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> order = frame.ints(pop.size());
    op::sortByFitness(pop, order);
    pop.gather(order);
  }

  static Population startArchive(Rng& rng, const Population& pop) {
    Population archive = pop.like(kSegments * pop.size());
    for (int i = 0; i < archive.size(); ++i) archive.copyRow(i, pop, rng.below(pop.size()));
    return archive;
  }

  static void match(RunContext& ctx, const std::vector<Population>& archives, int t, int donor, bool matched,
                    op::RangeTransfer& transfer) {
    const RunContext::ModelTime modelTime(ctx);
    const int from = ctx.task(donor).dim;
    const int to = ctx.task(t).dim;
    if (matched) {
      transfer.match(ctx.workspace(), archives[donor].x().leftCols(from), archives[t].x().leftCols(to), donor == t);
    } else {
      transfer.matchRandomly(ctx.rng(), from, to);
    }
  }

  /// The donor's best individuals in the space of t; variables beyond its own stay those of its best.
  static void move(RunContext& ctx, const std::vector<Population>& pops, int t, int donor, bool matched,
                   const op::RangeTransfer& transfer, int amount, Population& moved) {
    const RunContext::ModelTime modelTime(ctx);
    moved.resize(amount);
    for (int i = 0; i < amount; ++i) {
      moved.copyRow(i, pops[t], i);
      moved.task(i) = donor;
    }
    transfer.map(ctx.workspace(), pops[donor].x().leftCols(ctx.task(donor).dim), pops[t].x().leftCols(ctx.task(t).dim),
                 matched, moved.x());
  }

  /// After the moved individuals comes the population from worst to best, so that they replace its worst.
  static void fillUp(const Population& pop, int amount, Population& moved) {
    moved.resize(pop.size());
    for (int i = amount; i < pop.size(); ++i) moved.copyRow(i, pop, pop.size() - 1 - i);
  }

  /// Each mate crosses with the population: with one individual (GA), with a mutant of it (DE).
  void cross(RunContext& ctx, const Population& pop, const Population& mates, int t, Population& off) const {
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const std::span<int> partner = frame.ints(n);
    const std::span<double> spare = frame.doubles(pop.dim());
    ctx.rng().permutation(partner);
    off.resize(n);
    for (int i = 0; i < n; ++i) {
      if (reuse_.usesDe(t)) {
        int x[3];
        ctx.rng().distinct(x, n, std::span<const int>(&i, 1));
        op::difference(pop.x(x[0]), reuse_.f(), pop.x(x[1]), pop.x(x[2]), spare);
        op::binomial(ctx.rng(), mates.x(i), spare, reuse_.cr(), off.x(i));
        op::randomReset(ctx.rng(), off.x(i));
      } else {
        reuse_.variation().crossover(ctx, mates.x(i), pop.x(partner[i]), off.x(i), spare);
        reuse_.variation().mutate(ctx, off.x(i));
        op::clip(off.x(i));
      }
      off.setOrigin(i, t, mates.task(i));
    }
  }

  /// Individual i of the population enters the segment at i unless it is worse.
  static void updateArchive(Population& archive, const Population& pop, int segment) {
    const int first = segment * pop.size();
    for (int i = 0; i < pop.size(); ++i) {
      const int a = first + i;
      if (!better(archive.obj(a), archive.cv(a), pop.obj(i), pop.cv(i))) archive.copyRow(a, pop, i);
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(
    MteaHkts, .name = "MTEA-HKTS", .family = "multitask, multi-population",
    .labels = MultiTask | ManyTask | SingleObjective | Unconstrained, .twin = "GA", .minPopulation = 4,
    .citation = {"B. Zhao, Z. Cui, J. Yang, X. Cai, J. Cai, J. Chen",
                 "A multi-task evolutionary algorithm for solving the problem of transfer targets",
                 "Information Sciences 681, 121214", 2024, "10.1016/j.ins.2024.121214"},
    .doc =
        "GA and DE in turn; individuals of a task chosen by its past advantage, variables matched by the distributions "
        "of archives, mate with the population or join it.",
    .deviations =
        "The variance of every variable is stretched to the target's range before divergences are compared, the "
        "interval that is stretched belongs to the pair of variables, and w is a parameter. The reference code "
        "(form=platform) stretches single entries of the first column, once more for each variable, stretches an "
        "interval twice if it is used twice, and draws w from [0.1, 0.9] at every update. The initial populations are "
        "sorted. Of tasks of unequal dimension only their own variables are read. Where the source has converged in a "
        "variable, its one value is shifted but not stretched; the reference code divides by zero there.")

}  // namespace tandem::alg::mtea_hkts
