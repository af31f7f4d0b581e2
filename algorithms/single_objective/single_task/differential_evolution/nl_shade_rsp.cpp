// SPDX-License-Identifier: Apache-2.0
// SHADE with non-linear population size reduction, an archive used as often as it pays off and rank-based selective
// pressure, one population per task: the better an individual, the smaller its CR. V. Stanovov, S. Akhmedova,
// E. Semenkin, NL-SHADE-RSP algorithm with adaptive archive and selective pressure for CEC 2021 numerical optimization,
// IEEE Congress on Evolutionary Computation, 2021, doi:10.1109/CEC45853.2021.9504959.
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_de.h"

namespace tandem::alg::nl_shade_rsp {
namespace {

constexpr int kSmallest = 4;

/// What the search of a task learns.
struct Memory {
  int start;  // first population size
  op::SuccessHistory history;
  op::Archive archive;
  double archiveUse = 0.5;                // probability that the difference vector starts in the archive
  std::vector<std::uint8_t> fromArchive;  // for which trial vectors it did
};

class NlShadeRsp final : public Algorithm {
  double pMax_ = 0.4;
  double pMin_ = 0.2;
  int h_ = 5;
  double r_ = 18.0;
  double a_ = 2.1;
  op::Form form_ = op::Form::Paper;
  bool paper_ = true;
  op::DeColumns columns_;

  void params(ParamVisitor& p) override {
    p.real("Pmax", pMax_, {.min = 0, .max = 1, .doc = "share of pbest candidates at the start"});
    p.real("Pmin", pMin_, {.min = 0, .max = 1, .doc = "share of pbest candidates at the end"});
    p.integer("H", h_, {.min = 1, .max = 100000, .doc = "cells of the success memory"});
    p.real("R", r_, {.min = 0.1, .max = 1000, .doc = "initial population size per variable"});
    p.real("A", a_, {.min = 0, .max = 100, .doc = "archive size per individual"});
    p.choice("form", form_,
             {.options = {"paper", "platform"}, .doc = "platform: the rules of the reference code (see deviations)"});
    op::declareDeTraces(p);
    p.trace("archive_use", {.doc = "probability of a difference vector from the archive", .min = 0, .max = 1});
    p.trace("population", {.doc = "individuals of the task", .min = 0});
  }

  void run(RunContext& ctx) override {
    paper_ = form_ == op::Form::Paper;
    const double first = paper_ ? 0.2 : 0.5;
    std::vector<Population> pops;
    std::vector<Memory> memories;
    int largest = 0;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      const int start = std::max(kSmallest, nearest(r_ * ctx.task(t).dim));
      largest = std::max(largest, start);
      pops.push_back(op::initUniform(ctx, start, t));
      columns_ = op::addDeColumns(pops[t]);
      memories.push_back({.start = start,
                          .history = op::SuccessHistory(h_, {.f = first, .cr = first, .lehmerCr = paper_}),
                          .archive = op::Archive(pops[t], archiveSize(start)),
                          .fromArchive = std::vector<std::uint8_t>(start)});
    }
    Population off = pops.front().like(largest);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        Population& pop = pops[t];
        Memory& memory = memories[t];
        sort(ctx, pop);
        off.resize(pop.size());
        drawSettings(ctx, memory.history, off);
        breed(ctx, pop, memory, off);
        op::traceDe(ctx, off, columns_, t);
        ctx.trace("archive_use", memory.archiveUse, t);
        ctx.trace("population", pop.size(), t);
        ctx.evaluate(off);
        survive(pop, off, memory);
        op::shrink(ctx.workspace(), pop, reducedSize(std::min(ctx.progress(), 1.0), memory.start));
        memory.archive.trim(ctx.rng(), ctx.workspace(), archiveSize(pop.size()));
      }
    }
  }

  [[nodiscard]] int archiveSize(int n) const { return nearest(a_ * n); }
  static int reducedSize(double progress, int start) {
    return nearest(start + (kSmallest - start) * std::pow(progress, 1.0 - progress));
  }

  static void sort(RunContext& ctx, Population& pop) {
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> order = frame.ints(pop.size());
    op::sortByFitness(pop, order);
    pop.gather(order);
  }

  /// F and CR of every trial vector; the CR are dealt out in rising order, the smallest to the best individual.
  void drawSettings(RunContext& ctx, const op::SuccessHistory& history, Population& off) const {
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> crs = frame.doubles(off.size());
    for (int i = 0; i < off.size(); ++i) {
      const op::DeSetting setting = history.draw(ctx.rng());
      off.value(columns_.f, i) = setting.f;
      crs[i] = setting.cr;
    }
    std::ranges::sort(crs);
    for (int i = 0; i < off.size(); ++i) off.value(columns_.cr, i) = crs[i];
  }

  /// current-to-pbest/1 with binomial or exponential crossover; pop is sorted.
  void breed(RunContext& ctx, const Population& pop, Memory& memory, Population& off) const {
    Rng& rng = ctx.rng();
    const double progress = std::min(ctx.progress(), 1.0);
    const int n = pop.size();
    const double share = paper_ ? pMax_ + progress * (pMin_ - pMax_) : 0.0;
    const int top = std::max(1, nearest(share * n));
    const double late = paper_ ? 2.0 * (progress - 0.5) : 2.0 * progress;
    const double binomialCr = progress < 0.5 ? 0.0 : late;
    const int archived = memory.archive.size();
    for (int i = 0; i < n; ++i) {
      const int pbest = rng.below(top);
      int r1 = i;
      while (r1 == i || r1 == pbest) r1 = rng.below(n);
      memory.fromArchive[i] = static_cast<std::uint8_t>(archived > 0 && rng.chance(memory.archiveUse));
      int r2 = i;
      if (memory.fromArchive[i] != 0) {
        r2 = rng.below(archived);
      } else {
        while (r2 == i || r2 == r1 || r2 == pbest) r2 = paper_ ? byRank(rng, n) : rng.below(n);
      }
      const Population& origin = memory.fromArchive[i] != 0 ? memory.archive.members() : pop;
      const double f = off.value(columns_.f, i);
      const auto x = pop.x(i);
      const auto u = off.x(i);
      op::difference(x, f, pop.x(pbest), x, u);
      op::difference(u, f, pop.x(r1), origin.x(r2), u);
      if (rng.chance(0.5)) {
        op::binomial(rng, x, u, binomialCr, u);
      } else {
        op::exponential(rng, x, u, off.value(columns_.cr, i), u);
      }
      op::midpoint(u, x);
      off.setOrigin(i, pop.task(i), kNative);
    }
  }

  /// Rank r of n with probability proportional to exp(-r / n): the integer part of a truncated exponential variable.
  static int byRank(Rng& rng, int n) {
    const double r = -n * std::log1p(-rng.uniform() * (1.0 - std::exp(-1.0)));
    return std::min(n - 1, static_cast<int>(r));
  }

  /// One-to-one survivors; the archive is used in proportion to the mean improvement with and without it.
  void survive(Population& pop, const Population& off, Memory& memory) const {
    double gain[2] = {0.0, 0.0};
    int successes[2] = {0, 0};
    op::surviveOneToOne(pop, off, [&](int i) {
      const double improvement = op::improvement(pop, i, off, i);
      gain[memory.fromArchive[i]] += improvement;
      ++successes[memory.fromArchive[i]];
      memory.history.note({.f = off.value(columns_.f, i), .cr = off.value(columns_.cr, i)}, improvement);
      memory.archive.add(pop, i);
    });
    memory.history.update();
    const bool both = successes[0] > 0 && successes[1] > 0;
    if (paper_ && !both) return;
    double share = 0.0;
    if (both) {
      const double without = gain[0] / successes[0];
      const double with = gain[1] / successes[1];
      if (with > 0.0) share = 1.0 / (1.0 + without / with);
    }
    memory.archiveUse = std::clamp(share, 0.1, 0.9);
  }
};

}  // namespace

TANDEM_ALGORITHM(NlShadeRsp, .name = "NL-SHADE-RSP", .family = "single-task, differential evolution",
                 .labels = SingleTask | SingleObjective | Unconstrained, .minPopulation = 1,
                 .citation = {"V. Stanovov, S. Akhmedova, E. Semenkin",
                              "NL-SHADE-RSP algorithm with adaptive archive and selective pressure for CEC 2021 "
                              "numerical optimization",
                              "IEEE Congress on Evolutionary Computation, 809-816", 2021,
                              "10.1109/CEC45853.2021.9504959"},
                 .doc =
                     "SHADE with non-linear population size reduction, adaptive use of the archive and rank-based "
                     "selective pressure; the population size asked for is not used.",
                 .deviations =
                     "Defaults of H, R and A are the reference code's; the paper has 20 cells and 30 individuals per "
                     "variable. Differs from the reference code, which form=platform reproduces: that always takes "
                     "the single best as pbest, draws the subtracted individual uniformly instead of by rank, has a "
                     "binomial CR of twice the share of the budget spent in the second half (the paper: from 0 to 1), "
                     "starts the memory at 0.5 instead of 0.2, averages CR arithmetically, and sets the use of the "
                     "archive to 0.1 after a generation without successes of both kinds, which here leaves it as it "
                     "was. In both forms the population shrinks by the budget spent after a generation; in the "
                     "reference code it lags behind by one.")

}  // namespace tandem::alg::nl_shade_rsp
