// SPDX-License-Identifier: Apache-2.0
// MTEA-SaO: solver-adaptive multitasking. Each task's population is shared by a GA and a DE part whose sizes follow
// their record of individuals better than the median; individuals of other tasks join the parents now and then. Y. Li,
// W. Gong, S. Li, Multitasking optimization via an adaptive solver multitasking evolutionary framework, Information
// Sciences 630, 2023, doi:10.1016/j.ins.2022.10.099.
#include <algorithm>
#include <array>

#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::mtea_sao {
namespace {

constexpr int kSolvers = 2;  // GA, DE

class MteaSao final : public Algorithm {
  int gap_ = 10;
  int transfers_ = 10;
  int period_ = 70;
  int memory_ = 30;
  op::GaVariation ga_;
  double f_ = 0.5;
  double cr_ = 0.9;

  void params(ParamVisitor& p) override {
    p.integer("TGap", gap_, {.min = 1, .max = 1000000, .doc = "generations between transfers"});
    p.integer("TNum", transfers_, {.min = 0, .max = 100000, .doc = "individuals transferred to each task"});
    p.integer("SaGap", period_, {.min = 1, .max = 1000000, .doc = "generations between adaptations of the solvers"});
    p.integer("Memory", memory_, {.min = 1, .max = 100000, .doc = "generations whose success counts"});
    ga_.params(p);
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor of DE"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate of DE"});
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
    while (ctx.running(pops)) {
      const int g = ctx.generation();
      for (int t = 0; t < ctx.taskCount(); ++t) {
        Population& pop = pops[t];
        State& state = states[t];
        ctx.trace("share_ga", state.share[0], t);
        for (int i = 0; i < n; ++i) parents.copyRow(i, pop, i);
        const bool measuring = (g - 1) % period_ + 1 >= period_ - memory_;
        if (ctx.taskCount() > 1 && !measuring && g % gap_ == 0) immigrate(ctx, pops, t, parents, order);
        auto& now = state.history[g % memory_];
        now = {};
        const double medianObj = median(ctx, pop, false);
        const double medianCv = median(ctx, pop, true);
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
            Record& record = now[s];
            if (better(part.obj(i), part.cv(i), medianObj, medianCv)) ++record.better;
            if (better(medianObj, medianCv, part.obj(i), part.cv(i))) ++record.worse;
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

  static double median(RunContext& ctx, const Population& pop, bool violation) {
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> v = frame.doubles(pop.size());
    for (int i = 0; i < pop.size(); ++i) v[i] = violation ? pop.cv(i) : pop.obj(i);
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
  void search(RunContext& ctx, int s, int t, Population& part, const Population& mates, Population& off) const {
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
      op::selectElitist(ctx, part, off);
    } else {
      op::selectOneToOne(part, off);
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
};

}  // namespace

TANDEM_ALGORITHM(
    MteaSao, .name = "MTEA-SaO", .family = "multitask, multi-population",
    .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 4,
    .citation = {"Y. Li, W. Gong, S. Li",
                 "Multitasking optimization via an adaptive solver multitasking evolutionary framework",
                 "Information Sciences 630, 688-712", 2023, "10.1016/j.ins.2022.10.099"},
    .doc = "Shares each population between GA and DE by their success; implicit transfer of random individuals.")

}  // namespace tandem::alg::mtea_sao
