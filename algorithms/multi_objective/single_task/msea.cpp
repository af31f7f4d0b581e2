// SPDX-License-Identifier: Apache-2.0
// Multistage evolutionary algorithm, one population per task. One child at a time, made and placed according to the
// state of the population: pushing while it has several fronts (stage 1), spreading while it is uneven (stage 2), else
// fine-tuning of convergence and diversity together (stage 3). Y. Tian, C. He, R. Cheng, X. Zhang, A multistage
// evolutionary algorithm for better diversity preservation in multiobjective optimization, IEEE Transactions on
// Systems, Man, and Cybernetics: Systems 51(9), 2021, doi:10.1109/TSMC.2019.2956288.
#include <algorithm>
#include <cmath>
#include <limits>

#include "tandem/algorithm.h"
#include "tandem/moo.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::msea {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kLargest = 1e100;  // of normalised objectives, so that squares stay finite

/// Diversity from the distances to the two nearest others: the nearest counts, the second breaks ties.
struct Nearest {
  double first = kInfinity;
  double second = kInfinity;
  void take(double distance) {
    if (distance < first) {
      second = first;
      first = distance;
    } else {
      second = std::min(second, distance);
    }
  }
  [[nodiscard]] double diversity() const { return first + 0.01 * second; }
};

class Msea final : public Algorithm {
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override { variation_.params(p); }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    Population child = pops.front().like(2);  // the second of each mating is not used
    fronts_.assign(pops.size(), std::vector<int>(n));
    front_.resize(n + 1);
    diversity_.resize(n);
    sum_.resize(n + 1);
    toChild_.resize(n);
    for (int t = 0; t < ctx.taskCount(); ++t) {
      moo::nondominatedSort(pops[t].objs().leftCols(ctx.task(t).objectives), fronts_[t], ctx.workspace());
    }
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) search(ctx, t, pops[t], child);
    }
  }

  /// N children, one after the other.
  void search(RunContext& ctx, int t, Population& pop, Population& child) {
    const int n = pop.size();
    const int m = ctx.task(t).objectives;
    const std::span<int> front = fronts_[t];
    Workspace::Frame frame(ctx.workspace());
    // Objectives less the smallest of the first front, by its range; the last row is the child.
    const std::span<double> low = frame.doubles(m);
    const std::span<double> range = frame.doubles(m);
    const MatView objectives = frame.matrix(n + 1, m);
    scaleOf(pop, front, low, range);
    for (int i = 0; i < n; ++i) normalise(pop, i, low, range, objectives, i);
    const MatView distance = frame.matrix(n, n);
    for (int i = 0; i < n; ++i) {
      for (int k = 0; k <= i; ++k) {
        distance(i, k) = distance(k, i) = i == k ? kInfinity : gap(objectives.row(i), objectives.row(k));
      }
    }
    measure(distance);
    child.task(0) = t;
    child.donor(0) = kNative;
    for (int k = 0; k < n; ++k) {
      const int stage = stageOf(std::span<const int>(front));
      breed(ctx, pop, front, stage, child);
      ctx.evaluate(child, 0);
      normalise(child, 0, low, range, objectives, n);
      const int leaving = place(ctx, objectives);
      if (leaving < 0) continue;
      pop.copyRow(leaving, child, 0);
      std::ranges::copy(objectives.row(n), objectives.row(leaving).begin());
      sum_[leaving] = sum_[n];
      for (int i = 0; i < n; ++i) distance(i, leaving) = distance(leaving, i) = i == leaving ? kInfinity : toChild_[i];
      measure(distance);
      for (int i = 0; i < n; ++i) front[i] = front_[i];
      front[leaving] = 0;
    }
  }

  [[nodiscard]] int stageOf(std::span<const int> front) const {
    if (std::ranges::max(front) > 0) return 1;
    const auto [least, most] = std::ranges::minmax(diversity_);
    return least < most / 2.0 ? 2 : 3;
  }

  /// Parents by front and convergence (stage 1), the most isolated one and another isolated one (2), or one by
  /// convergence and one by isolation (3).
  void breed(RunContext& ctx, const Population& pop, std::span<const int> front, int stage, Population& child) const {
    Rng& rng = ctx.rng();
    const auto tournament = [&](auto&& better) {
      const int a = rng.below(pop.size());
      const int b = rng.below(pop.size());
      return better(b, a) ? b : a;
    };
    const auto converged = [&](int a, int b) { return sum_[a] < sum_[b]; };
    const auto lonely = [&](int a, int b) { return diversity_[a] > diversity_[b]; };
    const auto ahead = [&](int a, int b) { return front[a] != front[b] ? front[a] < front[b] : sum_[a] < sum_[b]; };
    int p1 = 0;
    if (stage == 1) {
      p1 = tournament(ahead);
    } else if (stage == 2) {
      for (int i = 1; i < pop.size(); ++i) p1 = lonely(i, p1) ? i : p1;
    } else {
      p1 = tournament(converged);
    }
    const int p2 = stage == 1 ? tournament(ahead) : tournament(lonely);
    variation_.crossover(ctx, pop.x(p1), pop.x(p2), child.x(0), child.x(1));
    variation_.mutate(ctx, child.x(0));
    op::clip(child.x(0));
  }

  /// The individual that the child (last row) replaces, -1 if none; leaves the fronts including the child in front_.
  int place(RunContext& ctx, ConstMatView objectives) {
    const int n = objectives.rows - 1;
    const int m = objectives.cols;
    const std::span<const double> mine = objectives.row(n);
    for (int i = 0; i < n; ++i) {  // dominated or equalled: not in the first front
      int k = 0;
      while (k < m && objectives(i, k) <= mine[k]) ++k;
      if (k == m) return -1;
    }
    moo::nondominatedSort(objectives, front_, ctx.workspace());
    for (int i = 0; i < n; ++i) toChild_[i] = gap(objectives.row(i), mine);
    const int stage = stageOf(front_);
    int leaving = 0;
    if (stage == 1) {
      const int last = std::ranges::max(front_);
      double worst = -1.0;
      for (int i = 0; i < n; ++i) {
        if (front_[i] != last || sum_[i] <= worst) continue;
        worst = sum_[i];
        leaving = i;
      }
      return leaving;
    }
    for (int i = 1; i < n; ++i) {
      const bool rather = stage == 2 ? diversity_[i] < diversity_[leaving] : toChild_[i] < toChild_[leaving];
      if (rather) leaving = i;
    }
    Nearest nearest;
    for (int i = 0; i < n; ++i) {
      if (i != leaving) nearest.take(toChild_[i]);
    }
    const bool even = nearest.diversity() >= diversity_[leaving];
    return even && (stage == 2 || sum_[n] <= sum_[leaving]) ? leaving : -1;
  }

  static void scaleOf(const Population& pop, std::span<const int> front, std::span<double> low,
                      std::span<double> range) {
    for (int k = 0; k < isize(low); ++k) {
      double least = kInfinity;
      double most = -kInfinity;
      for (int i = 0; i < pop.size(); ++i) {
        if (front[i] > 0) continue;
        least = std::min(least, pop.obj(i, k));
        most = std::max(most, pop.obj(i, k));
      }
      low[k] = std::isfinite(least) ? least : 0.0;
      range[k] = std::min(most - low[k], std::numeric_limits<double>::max());
      if (!(range[k] > 0.0)) range[k] = 1.0;
    }
  }

  void normalise(const Population& pop, int row, std::span<const double> low, std::span<const double> range,
                 MatView out, int to) {
    sum_[to] = 0.0;
    for (int k = 0; k < out.cols; ++k) {
      const double value = (pop.obj(row, k) - low[k]) / range[k];
      out(to, k) = std::clamp(value, -kLargest, kLargest);
      sum_[to] += out(to, k);
    }
  }

  static double gap(std::span<const double> a, std::span<const double> b) {
    double sum = 0.0;
    for (int k = 0; k < isize(a); ++k) sum += (a[k] - b[k]) * (a[k] - b[k]);
    return std::sqrt(sum);
  }

  void measure(ConstMatView distance) {
    for (int i = 0; i < distance.rows; ++i) {
      Nearest nearest;
      for (const double d : distance.row(i)) nearest.take(d);
      diversity_[i] = nearest.diversity();
    }
  }

  std::vector<std::vector<int>> fronts_;  // of each task's population
  std::vector<int> front_;                // with the child
  std::vector<double> diversity_;
  std::vector<double> sum_;  // of the normalised objectives, with the child
  std::vector<double> toChild_;
};

}  // namespace

TANDEM_ALGORITHM(Msea, .name = "MSEA", .family = "multi-objective single-task, non-dominated sorting",
                 .labels = SingleTask | MultiObjective | Unconstrained, .minPopulation = 4,
                 .citation = {"Y. Tian, C. He, R. Cheng, X. Zhang",
                              "A multistage evolutionary algorithm for better diversity preservation in multiobjective "
                              "optimization",
                              "IEEE Transactions on Systems, Man, and Cybernetics: Systems 51(9), 5880-5894", 2021,
                              "10.1109/TSMC.2019.2956288"},
                 .doc = "One child at a time, made and placed by three stages: pushing, spreading, fine-tuning.",
                 .deviations =
                     "Individuals with equal objectives share a front; in the reference code the later one is "
                     "dominated. An objective that does not vary in the first front is not scaled.")

}  // namespace tandem::alg::msea
