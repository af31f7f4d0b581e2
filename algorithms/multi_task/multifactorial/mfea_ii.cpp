// SPDX-License-Identifier: Apache-2.0
// MFEA with online transfer parameter estimation: a symmetric matrix of mating probabilities, one per pair of tasks, is
// learned every generation as the mixture of the tasks' density models under which the populations are most likely.
// K. K. Bali, Y.-S. Ong, A. Gupta, P. S. Tan, Multifactorial evolutionary algorithm with online transfer parameter
// estimation: MFEA-II, IEEE Transactions on Evolutionary Computation 24(1), 2020, doi:10.1109/TEVC.2019.2906927.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_transfer.h"
#include "tandem/vmath.h"

namespace tandem::alg::mfea_ii {
namespace {

/// Random mating probabilities between tasks, learned from the current populations.
class MatingMatrix {
 public:
  MatingMatrix(int tasks, int dim)
      : rmp_(tasks, tasks, 0.5),
        noisy_(tasks, tasks, 1.0),
        models_(static_cast<std::size_t>(tasks), op::MarginalModel(dim)) {
    for (int t = 0; t < tasks; ++t) rmp_(t, t) = 0.0;
  }

  double operator()(int a, int b) const { return noisy_(a, b); }

  /// Maximises the likelihood of all populations over the matrix. Task k's children follow the mixture
  ///   g_k + sum over j of (0.5 / T) rmp_kj (g_j - g_k),
  /// whose log-likelihood is concave in rmp: one entry at a time is set to its best value, others held.
  void learn(RunContext& ctx, const Population& pop) {
    Workspace::Frame frame(ctx.workspace());
    const int tasks = rmp_.rows();
    const op::TaskGroups groups(frame, pop, tasks);
    for (int t = 0; t < tasks; ++t) models_[static_cast<std::size_t>(t)].fit(ctx.rng(), pop.x(), groups.rows(t), 0.1);

    // excess(j, i) = (0.5 / T) (g_j / g_k - 1) at individual i of task k; mixture(i) = its current sum over j, plus 1.
    const MatView excess = frame.matrix(tasks, pop.size());
    const std::span<double> mixture = frame.doubles(static_cast<std::size_t>(pop.size()));
    std::ranges::fill(mixture, 1.0);
    for (int j = 0; j < tasks; ++j) {
      for (int i = 0; i < pop.size(); ++i) {
        const int own = pop.task(i);
        const int dims = std::min(ctx.task(own).dim, ctx.task(j).dim);
        const double ratio = models_[static_cast<std::size_t>(j)].logDensity(pop.x(i), dims) -
                             models_[static_cast<std::size_t>(own)].logDensity(pop.x(i), dims);
        excess(j, i) = std::min(ratio, kLargestLogRatio);
      }
      vmath::exp(excess.row(j), excess.row(j));
      for (int i = 0; i < pop.size(); ++i) {
        excess(j, i) = 0.5 / tasks * (excess(j, i) - 1.0);
        mixture[static_cast<std::size_t>(i)] += rmp_(pop.task(i), j) * excess(j, i);
      }
    }
    const int sweeps = tasks > 2 ? kSweeps : 1;
    for (int sweep = 0; sweep < sweeps; ++sweep) {
      for (int a = 0; a < tasks; ++a) {
        for (int b = a + 1; b < tasks; ++b) improve(a, b, groups, excess, mixture);
      }
    }
    for (int a = 0; a < tasks; ++a) {
      for (int b = a + 1; b < tasks; ++b) {
        noisy_(a, b) = noisy_(b, a) = std::clamp(rmp_(a, b) + ctx.rng().normal(0.0, 0.01), 0.0, 1.0);
      }
    }
  }

 private:
  static constexpr double kLargestLogRatio = 200.0;
  static constexpr int kSweeps = 3;

  /// Sets entry (a, b) to the root of the derivative of the log-likelihood, or to the bound it points to.
  void improve(int a, int b, const op::TaskGroups& groups, MatView excess, std::span<double> mixture) {
    const double old = rmp_(a, b);
    const auto slope = [&](double rmp) {
      double sum = 0.0;
      for (const auto& [own, other] : {std::pair(a, b), std::pair(b, a)}) {
        for (const int i : groups.rows(own)) {
          sum += excess(other, i) / (mixture[static_cast<std::size_t>(i)] + (rmp - old) * excess(other, i));
        }
      }
      return sum;
    };
    double low = 0.0;
    double high = 1.0;
    for (int step = 0; step < 14; ++step) {
      const double middle = 0.5 * (low + high);
      (slope(middle) > 0.0 ? low : high) = middle;
    }
    const double best = 0.5 * (low + high);
    for (const auto& [own, other] : {std::pair(a, b), std::pair(b, a)}) {
      for (const int i : groups.rows(own)) mixture[static_cast<std::size_t>(i)] += (best - old) * excess(other, i);
    }
    rmp_(a, b) = rmp_(b, a) = best;
  }

  Matrix rmp_;
  Matrix noisy_;
  std::vector<op::MarginalModel> models_;
};

class MfeaII final : public Algorithm {
  double muC_ = 2.0;
  double muM_ = 5.0;
  double swap_ = 0.5;

  void params(ParamVisitor& p) override {
    p.real("muC", muC_, {.min = 0, .max = 1000, .doc = "distribution index of simulated binary crossover"});
    p.real("muM", muM_, {.min = 0, .max = 1000, .doc = "distribution index of polynomial mutation"});
    p.real("probSwap", swap_, {.min = 0, .max = 1, .doc = "probability that two children keep a variable unswapped"});
  }

  void run(RunContext& ctx) override {
    Population pop = op::initMultifactorial(ctx);
    Population off = pop.like(pop.size() + 1);
    MatingMatrix rmp(ctx.taskCount(), ctx.maxDim());
    while (ctx.running(pop)) {
      rmp.learn(ctx, pop);
      breed(ctx, pop, off, rmp);
      ctx.evaluate(off);
      op::selectPerTask(ctx, pop, off, ctx.populationSize());
    }
  }

  void breed(RunContext& ctx, const Population& pop, Population& off, const MatingMatrix& rmp) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const op::TaskGroups groups(frame, pop, ctx.taskCount());
    const int n = pop.size();
    off.resize(2 * ((n + 1) / 2));
    const std::span<int> order = frame.ints(static_cast<std::size_t>(n));
    const std::span<double> spare = frame.doubles(static_cast<std::size_t>(pop.dim()));
    rng.permutation(order);
    for (int i = 0; i < (n + 1) / 2; ++i) {
      const int p1 = order[static_cast<std::size_t>(i)];
      const int p2 = order[static_cast<std::size_t>(i + n / 2)];
      const int c1 = 2 * i;
      const int c2 = c1 + 1;
      if (pop.task(p1) == pop.task(p2) || rng.chance(rmp(pop.task(p1), pop.task(p2)))) {
        cross(ctx, pop.x(p1), pop.x(p2), off.x(c1), off.x(c2));
        for (const int c : {c1, c2}) {
          const bool first = rng.chance(0.5);
          off.setOrigin(c, pop.task(first ? p1 : p2), pop.task(first ? p2 : p1));
        }
      } else {
        // Each parent mates within its own task, one child each.
        for (const auto& [parent, child] : {std::pair(p1, c1), std::pair(p2, c2)}) {
          const std::span<const int> mates = groups.rows(pop.task(parent));
          int mate = parent;
          while (mate == parent && mates.size() > 1) {
            mate = mates[static_cast<std::size_t>(rng.below(static_cast<int>(mates.size())))];
          }
          cross(ctx, pop.x(parent), pop.x(mate), off.x(child), spare);
          off.setOrigin(child, pop.task(parent), pop.task(parent));
        }
      }
      op::clip(off.x(c1));
      op::clip(off.x(c2));
    }
  }

  void cross(RunContext& ctx, std::span<const double> a, std::span<const double> b, std::span<double> c1,
             std::span<double> c2) const {
    op::sbx(ctx.rng(), ctx.workspace(), a, b, c1, c2, muC_);
    const double probability = 1.0 / static_cast<double>(a.size());
    op::polynomialMutation(ctx.rng(), ctx.workspace(), c1, muM_, probability);
    op::polynomialMutation(ctx.rng(), ctx.workspace(), c2, muM_, probability);
    op::swapVariables(ctx.rng(), c1, c2, 1.0 - swap_);
  }
};

}  // namespace

TANDEM_ALGORITHM(
    MfeaII, .name = "MFEA-II", .family = "multitask, multifactorial",
    .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 2,
    .citation = {"K. K. Bali, Y.-S. Ong, A. Gupta, P. S. Tan",
                 "Multifactorial evolutionary algorithm with online transfer parameter estimation: MFEA-II",
                 "IEEE Transactions on Evolutionary Computation 24(1), 69-83", 2020, "10.1109/TEVC.2019.2906927"},
    .doc =
        "MFEA whose mating probabilities, one per pair of tasks, are learned every generation by "
        "maximising the likelihood of a mixture of the tasks' density models.",
    .deviations =
        "The likelihood is maximised over all entries of the matrix together, as the paper "
        "defines it; the authors' code treats each pair as if there were no other tasks (the "
        "same for two tasks). As in that code, normal noise of deviation 0.01 is added to the "
        "learned values and survivors are the best N of each task.")

}  // namespace tandem::alg::mfea_ii
