// SPDX-License-Identifier: Apache-2.0
// CMO-LKT: constrained multitasking by local knowledge transfer. Populations are split into niches; a pioneer of each
// niche is evaluated on the other task, and where it keeps improving there, the niche of that task takes over its
// individuals (direct transfer) or is guided by its best (learning transfer). Constraints by an epsilon level that
// falls to 0 over the first half of the budget. X. Ban, J. Liang, K. Yu, Y. Wang, K. Qiao, J. Peng, D. Gong, C. Dai, A
// local knowledge transfer-based evolutionary algorithm for constrained multitask optimization, IEEE Transactions on
// Systems, Man, and Cybernetics: Systems 55(3), 2025, doi:10.1109/TSMC.2024.3520322.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/operators.h"

namespace tandem::alg::cmo_lkt {
namespace {

constexpr std::array<double, 3> kF{0.6, 0.8, 1.0};
constexpr std::array<double, 3> kCr{0.1, 0.2, 1.0};

class CmoLkt final : public Algorithm {
  int niches_ = 5;

  void params(ParamVisitor& p) override {
    p.integer("NC", niches_,
              {.min = 1, .max = 1000, .doc = "niches per population (fewer if they had under 6 members)"});
    p.trace("epsilon", {.doc = "violation up to which points count as feasible", .min = 0});
  }

  struct Task {
    double epsilon0 = 0.0;
    double epsilon = 0.0;
    std::vector<double> pioneerObj, pioneerCv;  ///< of the donor's pioneers on this task, last generation
    std::vector<std::uint8_t> similar;          ///< per niche: the donor's pioneer improved on this task
  };

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    const int niches = std::clamp(n / 6, 1, niches_);
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Task> states(pops.size());
    for (int t = 0; t < isize(pops); ++t) {
      divide(ctx, pops[t], niches);
      for (const double cv : pops[t].cvs()) {
        if (std::isfinite(cv)) states[t].epsilon0 = std::max(states[t].epsilon0, cv);
      }
      states[t].pioneerObj.assign(niches, std::numeric_limits<double>::infinity());
      states[t].pioneerCv = states[t].pioneerObj;
      states[t].similar.assign(niches, 0);
    }
    Population off = pops.front().like(n);
    Population single = pops.front().like(1);
    while (ctx.running(pops)) {
      for (int t = 0; t < tasks; ++t) {
        Task& state = states[t];
        state.epsilon = level(ctx, state.epsilon0);
        ctx.trace("epsilon", state.epsilon, t);
        if (tasks > 1) judgeSimilarity(ctx, pops[(t + 1) % tasks], t, state, niches, single);
      }
      for (int t = 0; t < tasks; ++t) {
        Population& pop = pops[t];
        const int k = (t + 1) % tasks;
        const Task& state = states[t];
        breed(ctx, pop, pops[k], states[k], state, niches, off);
        ctx.evaluate(off);
        for (int i = 0; i < n; ++i) {
          if (wins(off, i, pop, i, state.epsilon)) pop.copyRow(i, off, i);
        }
      }
      for (int t = 0; t < tasks; ++t) {
        mutateWorst(ctx, pops[t], states[t].epsilon, niches, single);
      }
    }
  }

  /// Rows of niche j: [begin(j), begin(j + 1)).
  static int begin(int j, int n, int niches) { return j * n / niches; }

  static double level(const RunContext& ctx, double epsilon0) {
    if (ctx.progress() >= 0.5 || epsilon0 <= 0.0) return 0.0;
    const double power = (-std::log(epsilon0) - 6.0) / std::log(0.5);
    return epsilon0 * std::pow(1.0 - ctx.progress(), power);
  }

  static bool wins(const Population& a, int i, const Population& b, int j, double epsilon) {
    const bool both = a.cv(i) < epsilon && b.cv(j) < epsilon;
    if (both || a.cv(i) == b.cv(j)) return a.obj(i) < b.obj(j);
    return a.cv(i) < b.cv(j);
  }

  /// Niches by proximity: a random pioneer and its nearest neighbours, again and again.
  static void divide(RunContext& ctx, Population& pop, int niches) {
    const int n = pop.size();
    std::vector<int> left(n);
    for (int i = 0; i < n; ++i) left[i] = i;
    std::vector<int> order;
    for (int j = 0; j < niches; ++j) {
      const int pioneer = left[ctx.rng().below(isize(left))];
      std::ranges::stable_sort(left, {}, [&](int i) { return linalg::squaredDistance(pop.x(i), pop.x(pioneer)); });
      const auto size = static_cast<std::ptrdiff_t>(begin(j + 1, n, niches) - begin(j, n, niches));
      order.insert(order.end(), left.begin(), left.begin() + size);
      left.erase(left.begin(), left.begin() + size);
    }
    pop.gather(order);
  }

  /// Similarity judgment: the donor's pioneers are evaluated on task t and compared with those of the last generation.
  static void judgeSimilarity(RunContext& ctx, const Population& donor, int t, Task& state, int niches,
                              Population& single) {
    for (int at = 0; at < niches; ++at) {
      single.copyRow(0, donor, begin(at, donor.size(), niches));
      single.setOrigin(0, t, donor.task(0));
      ctx.evaluate(single);
      const bool relaxed = single.cv(0) < state.epsilon && state.pioneerCv[at] < state.epsilon;
      const bool improved = relaxed || single.cv(0) == state.pioneerCv[at] ? single.obj(0) < state.pioneerObj[at]
                                                                           : single.cv(0) < state.pioneerCv[at];
      state.similar[at] = improved && std::isfinite(state.pioneerObj[at]);
      state.pioneerObj[at] = single.obj(0);
      state.pioneerCv[at] = single.cv(0);
    }
  }

  static int bestOf(const Population& pop, int first, int last, double epsilon) {
    int best = first;
    for (int i = first + 1; i < last; ++i) {
      if (wins(pop, i, pop, best, epsilon)) best = i;
    }
    return best;
  }

  /// Children of each niche. From a niche of the donor that helps: all its individuals (direct transfer) or its best as
  /// guide of a DE step (learning transfer), at equal odds; else the guide is a native neighbouring niche's best.
  static void breed(RunContext& ctx, const Population& pop, const Population& donor, const Task& donorState,
                    const Task& state, int niches, Population& off) {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const int t = pop.task(0);
    const std::span<double> mutant = frame.doubles(pop.dim());
    for (int j = 0; j < niches; ++j) {
      const int first = begin(j, n, niches);
      const int last = begin(j + 1, n, niches);
      const bool transfers = state.similar[j] != 0;
      const bool direct = rng.chance(0.5);
      for (int i = first; i < last; ++i) {
        if (transfers && direct) {
          std::ranges::copy(donor.x(i), off.x(i).begin());
          off.setOrigin(i, t, donor.task(0));
          continue;
        }
        int x[3];
        const int local = i - first;
        rng.distinct(x, last - first, {&local, 1});
        int guide = 0;
        if (transfers) {
          guide = bestOf(donor, first, last, donorState.epsilon);
        } else {
          const int neighbour = (j + rng.below(3) - 1 + niches) % niches;
          guide = bestOf(pop, begin(neighbour, n, niches), begin(neighbour + 1, n, niches), state.epsilon);
        }
        const auto base = pop.x(first + x[0]);
        const auto best = transfers ? donor.x(guide) : pop.x(guide);
        const auto a = pop.x(first + x[1]);
        const auto b = pop.x(first + x[2]);
        const double f1 = kF[rng.below(3)];
        const double f2 = kF[rng.below(3)];
        for (int d = 0; d < isize(mutant); ++d) mutant[d] = base[d] + f1 * (best[d] - base[d]) + f2 * (a[d] - b[d]);
        op::binomial(rng, pop.x(i), mutant, kCr[rng.below(3)], off.x(i));
        op::clip(off.x(i));
        off.setOrigin(i, t, transfers ? donor.task(0) : t);
      }
    }
  }

  /// Excellent-information-guided mutation: the worst of each niche takes some variables, more and more over time, of a
  /// good one and competes with its nearest.
  static void mutateWorst(RunContext& ctx, Population& pop, double epsilon, int niches, Population& single) {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const int d = ctx.task(pop.task(0)).dim;
    const std::span<int> variables = frame.ints(d);
    const int count = std::clamp(roundDown(d * ctx.progress()), 1, d);
    for (int j = 0; j < niches; ++j) {
      const int first = begin(j, n, niches);
      const int last = begin(j + 1, n, niches);
      int worst = first;
      for (int i = first; i < last; ++i) worst = wins(pop, worst, pop, i, epsilon) ? i : worst;
      int two[2];
      rng.distinct(two, last - first);
      const int better = wins(pop, first + two[1], pop, first + two[0], epsilon) ? first + two[1] : first + two[0];
      single.copyRow(0, pop, worst);
      rng.permutation(variables);
      for (int k = 0; k < count; ++k) {
        const auto v = variables[k];
        single.x(0)[v] = pop.x(better)[v];
      }
      single.setOrigin(0, pop.task(0), pop.task(0));
      ctx.evaluate(single);
      int nearest = first;
      for (int i = first; i < last; ++i) {
        if (linalg::squaredDistance(pop.x(i), single.x(0)) < linalg::squaredDistance(pop.x(nearest), single.x(0)))
          nearest = i;
      }
      if (wins(single, 0, pop, nearest, epsilon)) pop.copyRow(nearest, single, 0);
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(
    CmoLkt, .name = "CMO-LKT", .family = "constrained multitask", .labels = MultiTask | SingleObjective | Constrained,
    .twin = "C2oDE", .minPopulation = 4,
    .citation = {"X. Ban, J. Liang, K. Yu, Y. Wang, K. Qiao, J. Peng, D. Gong, C. Dai",
                 "A local knowledge transfer-based evolutionary algorithm for constrained multitask "
                 "optimization",
                 "IEEE Transactions on Systems, Man, and Cybernetics: Systems 55(3), 2183-2195", 2025,
                 "10.1109/TSMC.2024.3520322"},
    .doc = "Niche-wise transfer between constrained tasks, switched by pioneers that improve on the other task.",
    .deviations =
        "With more than two tasks the donor of a task is the next one. The reference implementation mutates the first "
        "task's niches twice and the second task's never; here each task's once. There the best of a niche is chosen "
        "under the first epsilon throughout, here under the current one; both tasks breed before either is renewed, "
        "here one after the other; and the pioneers and bests are also evaluated on the other task before the first "
        "generation, which only costs evaluations.")

}  // namespace tandem::alg::cmo_lkt
