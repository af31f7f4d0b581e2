// SPDX-License-Identifier: Apache-2.0
// MO-MTEA-SaO: solver-adaptive multitasking for several objectives. Each task's population is shared by NSGA-II and
// SPEA2 with DE, in parts whose sizes follow their record of individuals better than the median; individuals of other
// tasks join the parents now and then. Y. Li, W. Gong, S. Li, Multitasking optimization via an adaptive solver
// multitasking evolutionary framework, Information Sciences 630, 2023, doi:10.1016/j.ins.2022.10.099.
#include <algorithm>
#include <array>

#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::mo_mtea_sao {
namespace {

constexpr int kViolation = -1;
constexpr int kSolvers = 2;  // NSGA-II, SPEA2 with DE

class MoMteaSao final : public Algorithm {
  int gap_ = 10;
  int transfers_ = 10;
  int period_ = 70;
  int memory_ = 30;
  op::GaVariation ga_{.muC = 20.0, .muM = 15.0};
  double f_ = 0.5;
  double cr_ = 0.9;
  op::Form form_ = op::Form::Paper;

  void params(ParamVisitor& p) override {
    p.integer("TGap", gap_, {.min = 1, .max = 1000000, .doc = "generations between transfers"});
    p.integer("TNum", transfers_, {.min = 0, .max = 100000, .doc = "individuals transferred to each task"});
    p.integer("SaGap", period_, {.min = 1, .max = 1000000, .doc = "generations between adaptations of the solvers"});
    p.integer("Memory", memory_, {.min = 1, .max = 100000, .doc = "generations whose success counts"});
    ga_.params(p);
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor of DE"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate of DE"});
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "whether the success of each solver counts, or that of both is the same as on the MToP platform"});
    p.trace("share_ga", {.doc = "individuals that the GA searches with (the rest: DE)", .min = 0});
  }

  struct Record {
    int better = 0;
    int worse = 0;
  };
  struct State {
    std::array<int, kSolvers> share{};
    std::vector<std::array<Record, kSolvers>> history;  // ring over the last `memory` generations
  };

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<State> states(pops.size());
    for (State& s : states) {
      s.share = {n / 2, n - n / 2};
      s.history.resize(memory_);
    }
    Population parents = pops.front().like(n);
    Population part = pops.front().like(n);
    Population mates = pops.front().like(n);
    Population off = pops.front().like(n + 1);
    std::vector<int> order(n);
    fitness_.resize(n);
    const bool platform = form_ == op::Form::Platform;
    std::vector<double> medianObj(ctx.maxObjectives());
    while (ctx.running(pops)) {
      const int g = ctx.generation();
      for (int t = 0; t < ctx.taskCount(); ++t) {
        Population& pop = pops[t];
        const int objectives = ctx.task(t).objectives;
        State& state = states[t];
        ctx.trace("share_ga", state.share[0], t);
        for (int i = 0; i < n; ++i) parents.copyRow(i, pop, i);
        const bool measuring = (g - 1) % period_ + 1 >= period_ - memory_;
        if (ctx.taskCount() > 1 && !measuring && g % gap_ == 0) immigrate(ctx, pops, t, parents, order);
        auto& now = state.history[g % memory_];
        now = {};
        for (int m = 0; m < objectives; ++m) medianObj[m] = median(ctx, pop, m);
        const double medianCv = median(ctx, pop, kViolation);
        int first = 0;
        for (int s = 0; s < kSolvers; ++s) {
          const int count = state.share[s];
          if (count == 0) continue;
          part.resize(count);
          mates.resize(count);
          for (int i = 0; i < count; ++i) {
            part.copyRow(i, pop, first + i);
            mates.copyRow(i, parents, first + i);
          }
          search(ctx, s, t, part, mates, off);
          for (int i = 0; i < count; ++i) {
            pop.copyRow(first + i, part, i);
            if (!platform) note(part, i, std::span(medianObj).first(objectives), medianCv, now[s]);
          }
          first += count;
        }
        if (g % period_ == 0) {
          adapt(state, n);
          ctx.rng().permutation(order);
          pop.gather(order);
        }
      }
    }
  }

  /// Better than the median is who is so in any objective, worse who is so in all.
  static void note(const Population& part, int i, std::span<const double> medianObj, double medianCv, Record& record) {
    bool anyBetter = false;
    bool allWorse = true;
    for (int m = 0; m < isize(medianObj); ++m) {
      anyBetter = anyBetter || part.obj(i, m) < medianObj[m];
      allWorse = allWorse && part.obj(i, m) > medianObj[m];
    }
    if (part.cv(i) < medianCv || (part.cv(i) == medianCv && anyBetter)) ++record.better;
    if (part.cv(i) > medianCv || (part.cv(i) == medianCv && allWorse)) ++record.worse;
  }

  /// Of objective m, or of the violation.
  static double median(RunContext& ctx, const Population& pop, int m) {
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> v = frame.doubles(pop.size());
    for (int i = 0; i < pop.size(); ++i) v[i] = m == kViolation ? pop.cv(i) : pop.obj(i, m);
    std::ranges::sort(v);
    return 0.5 * (v[(v.size() - 1) / 2] + v[v.size() / 2]);
  }

  void immigrate(RunContext& ctx, const std::vector<Population>& pops, int t, Population& parents,
                 std::vector<int>& order) const {
    Rng& rng = ctx.rng();
    rng.permutation(order);
    for (int i = 0; i < std::min(transfers_, parents.size()); ++i) {
      int k = rng.below(ctx.taskCount() - 1);
      if (k >= t) ++k;
      const Population& source = pops[k];
      parents.copyRow(order[i], source, rng.below(source.size()));
    }
  }

  /// One generation of solver s on its part; parents are `mates` (some of other tasks), survivors come from part and
  /// off.
  void search(RunContext& ctx, int s, int t, Population& part, const Population& mates, Population& off) {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int count = isize(part);
    const std::span<int> pool = frame.ints(count);
    rng.permutation(pool);
    if (s == 0 && count >= 2) {
      op::gaOffspring(ctx, mates, pool, off, ga_);
      op::tagByParents(mates, pool, off, t);
      off.resize(count);
    } else if (s == 1 && count >= 4) {
      off.resize(count);
      const std::span<double> mutant = frame.doubles(part.dim());
      for (int i = 0; i < count; ++i) {
        int x[3];
        rng.distinct(x, count, {&i, 1});
        op::difference(mates.x(x[0]), f_, mates.x(x[1]), mates.x(x[2]), mutant);
        op::binomial(rng, mates.x(i), mutant, cr_, off.x(i));
        op::clip(off.x(i));
        int donor = t;
        for (const int parent : {i, x[0], x[1], x[2]}) donor = mates.task(parent) != t ? mates.task(parent) : donor;
        off.setOrigin(i, t, donor);
      }
    } else {
      off.resize(count);
      for (int i = 0; i < count; ++i) {
        std::ranges::copy(mates.x(i), off.x(i).begin());
        ga_.mutate(ctx, off.x(i));
        off.setOrigin(i, t, mates.task(i));
      }
    }
    ctx.evaluate(off);
    if (s == 0) {
      op::selectCrowded(ctx, part, off, count);
    } else {
      op::selectSpea2(ctx, part, off, count, fitness_);
    }
  }

  static void adapt(State& state, int n) {
    std::array<double, kSolvers> merit{};
    double total = 0.0;
    for (int s = 0; s < kSolvers; ++s) {
      Record sum;
      for (const auto& generation : state.history) {
        sum.better += generation[s].better;
        sum.worse += generation[s].worse;
      }
      const int all = sum.better + sum.worse;
      merit[s] = 0.01 + (all > 0 ? ratio(sum.better, all) : 0.0) + 0.5 * state.share[s] / n;
      total += merit[s];
    }
    state.share[0] = roundDown(n * merit[0] / total);
    state.share[1] = n - state.share[0];
  }

  std::vector<double> fitness_;  // scratch
};

}  // namespace

TANDEM_ALGORITHM(
    MoMteaSao, .name = "MO-MTEA-SaO", .family = "multi-objective multitask, multi-population",
    .labels = MultiTask | MultiObjective | Unconstrained | Constrained, .twin = "NSGA-II", .minPopulation = 4,
    .citation = {"Y. Li, W. Gong, S. Li",
                 "Multitasking optimization via an adaptive solver multitasking evolutionary framework",
                 "Information Sciences 630, 688-712", 2023, "10.1016/j.ins.2022.10.099"},
    .doc =
        "Shares each population between NSGA-II and SPEA2 with DE by their success; implicit transfer of random "
        "individuals.",
    .deviations =
        "An individual is a success if it is better than the median in any objective. The reference code "
        "asks that of the part as a whole, so that on tasks without constraints both solvers always succeed "
        "and share the population equally: form platform.")

}  // namespace tandem::alg::mo_mtea_sao
