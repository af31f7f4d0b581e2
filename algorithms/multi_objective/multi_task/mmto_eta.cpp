// SPDX-License-Identifier: Apache-2.0
// MMTO-ETA: each child is made by one of three strategies: with an individual of another task turned from the manifold
// it lies on into one of the child's population, with the centre of such a manifold, or without transfer. How
// often each is taken follows from how many of its children survived. Manifolds are found by local principal component
// analysis. T. Zhang, K. Huang, X. Wu, Y. Li, J. Liu, S. Li, W. Gong, Ensemble of transfer techniques via adaptive
// resource allocation for multiobjective multitask optimization, IEEE Transactions on Artificial Intelligence, 2026,
// doi:10.1109/TAI.2026.3689513.
#include <algorithm>
#include <array>

#include "tandem/algorithm.h"
#include "tandem/operators_jittered_de.h"
#include "tandem/operators_manifold.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::mmto_eta {
namespace {

class MmtoEta final : public Algorithm {
  int clusters_ = 5;
  double alpha_ = 0.3;
  op::JitteredDe de_{.lowest = 0.3, .tau = 0.2};

  void params(ParamVisitor& p) override {
    p.integer("K", clusters_, {.min = 1, .max = 1000, .doc = "clusters of local principal component analysis"});
    de_.params(p);
    p.real("Alpha", alpha_, {.min = 0, .max = 1, .doc = "weight of a strategy's former probability"});
    p.real("Fim", de_.lowest, {.min = 0, .max = 2, .doc = "smallest mutation factor; the largest is 1 more"});
    p.trace("manifold", {.doc = "probability of transfer between manifolds", .min = 0, .max = 1});
    p.trace("centre", {.doc = "probability of transfer of a centre", .min = 0, .max = 1});
    p.trace("native", {.doc = "probability of no transfer", .min = 0, .max = 1});
  }

  static constexpr int kStrategies = 3;
  enum Strategy { Manifold = 0, Centre = 1, Native = 2 };
  static constexpr int kRounds = 100;
  static constexpr double kFirstStage = 0.02;  ///< share of the budget with equal probabilities
  static constexpr double kMuM = 20.0;

  struct Task {
    op::LocalPca manifolds;
    std::vector<double> fitness;
    std::array<double, kStrategies> probability{1.0 / 3, 1.0 / 3, 1.0 / 3}, reward{};
  };

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int directions = std::clamp(ctx.maxObjectives() - 1, 1, ctx.maxDim());
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Task> tasks;
    const Population none = pops.front().like(0);
    for (Population& pop : pops) {
      tasks.push_back({op::LocalPca(clusters_, n, ctx.maxDim(), directions), std::vector<double>(n)});
      op::selectSpea2(ctx, pop, none, n, tasks.back().fitness);
      de_.initialise(ctx.rng(), pop);
      cluster_ = pop.addColumn("cluster");
      strategy_ = pop.addColumn("strategy");
    }
    Population off = pops.front().like(n);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) learn(ctx, pops[t], tasks[t]);
      for (int t = 0; t < ctx.taskCount(); ++t) {
        breed(ctx, pops, tasks, t, off);
        de_.trace(ctx, off, t);
        const std::int64_t before = ctx.evaluations();
        ctx.evaluate(off);
        op::selectSpea2(ctx, pops[t], off, n, tasks[t].fitness);
        reward(pops[t], off, before, tasks[t]);
      }
    }
  }

  /// Manifolds of the population and the probabilities of the strategies.
  void learn(RunContext& ctx, Population& pop, Task& task) const {
    {
      const RunContext::ModelTime modelTime(ctx);
      task.manifolds.learn(ctx.rng(), ctx.workspace(), pop.x(), spanned(ctx, pop.task(0)), kRounds);
    }
    for (int i = 0; i < pop.size(); ++i) pop.value(cluster_, i) = task.manifolds.cluster(i);
    const double total = task.reward[0] + task.reward[1] + task.reward[2];
    for (int s = 0; s < kStrategies; ++s) {
      double& p = task.probability[s];
      p = ctx.progress() > kFirstStage && total > 0.0 ? alpha_ * p + (1.0 - alpha_) * task.reward[s] / total
                                                      : 1.0 / kStrategies;
    }
    ctx.trace("manifold", task.probability[Manifold], pop.task(0));
    ctx.trace("centre", task.probability[Centre], pop.task(0));
    ctx.trace("native", task.probability[Native], pop.task(0));
  }

  /// Dimension of the Pareto set of a task.
  static int spanned(RunContext& ctx, int t) { return std::clamp(ctx.task(t).objectives - 1, 0, ctx.maxDim()); }

  /// Adds the share of survivors among the children of each strategy.
  void reward(const Population& pop, const Population& off, std::int64_t before, Task& task) const {
    std::array<double, kStrategies> made{};
    std::array<double, kStrategies> survived{};
    for (int i = 0; i < off.size(); ++i) ++made[roundDown(off.value(strategy_, i))];
    for (int i = 0; i < pop.size(); ++i) {
      if (pop.born(i) > before) ++survived[roundDown(pop.value(strategy_, i))];
    }
    for (int s = 0; s < kStrategies; ++s) task.reward[s] += made[s] > 0.0 ? survived[s] / made[s] : 0.0;
  }

  void breed(RunContext& ctx, const std::vector<Population>& pops, const std::vector<Task>& tasks, int t,
             Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const Population& pop = pops[t];
    const int n = pop.size();
    const op::LocalPca& own = tasks[t].manifolds;
    const std::span<int> members = frame.ints(n);
    const std::span<double> guest = frame.doubles(pop.dim());
    const std::span<double> mutant = frame.doubles(pop.dim());
    for (int i = 0; i < n; ++i) {
      const op::DeSetting setting = de_.inherit(rng, pop, i, off);
      int strategy = op::roulette(rng, tasks[t].probability);
      int rows[3];
      op::rankedRows(rng, n, n, i, rows);
      // Vectors of the mutation: the individual itself and the three others.
      std::array<std::span<const double>, 4> x{pop.x(i), pop.x(rows[0]), pop.x(rows[1]), pop.x(rows[2])};
      const int cluster = roundDown(pop.value(cluster_, i));
      if (strategy == Manifold && !own.known(cluster)) strategy = Native;
      int donor = t;
      if (strategy != Native) {
        if (ctx.taskCount() > 1) donor = rng.below(ctx.taskCount() - 1);
        if (donor >= t && ctx.taskCount() > 1) ++donor;
        int count = 0;
        const int there = donor != t ? pickCluster(rng, pops[donor], tasks[donor].manifolds, members, count) : -1;
        if (there < 0) {
          strategy = Native;
          donor = t;
        } else {
          const RunContext::ModelTime modelTime(ctx);
          const op::LocalPca& other = tasks[donor].manifolds;
          if (strategy == Manifold) {
            const std::span<const double> chosen = pops[donor].x(members[rng.below(count)]);
            for (int j = 0; j < pop.dim(); ++j) mutant[j] = chosen[j] - other.mean(there)[j];
            std::ranges::copy(own.mean(cluster), guest.begin());
            op::turn(mutant, other.directions(there), own.directions(cluster), spanned(ctx, t), 1.0, guest);
            op::polynomialMutation(rng, guest, kMuM, 1.0 / pop.dim());
          } else {
            std::ranges::copy(other.mean(there), guest.begin());
          }
          x[rng.below(4)] = guest;
        }
      }
      if (strategy == Native) {
        op::difference(x[1], setting.f, x[2], x[3], mutant);
      } else {
        op::difference(x[0], setting.f, x[1], x[0], mutant);
        op::difference(mutant, setting.f, x[2], x[3], mutant);
      }
      op::binomial(rng, x[0], mutant, setting.cr, off.x(i));
      op::clip(off.x(i));
      off.setOrigin(i, t, donor);
      off.value(cluster_, i) = cluster;
      off.value(strategy_, i) = strategy;
    }
  }

  /// A random cluster of a task that has directions and currently two members, written to `members`; -1 if there is
  /// none.
  int pickCluster(Rng& rng, const Population& pop, const op::LocalPca& manifolds, std::span<int> members,
                  int& count) const {
    const int first = rng.below(manifolds.clusters());
    int picked = -1;
    // Tries at random, so that all suitable ones are equally likely; a few tries suffice, then a search in turn.
    for (int attempt = 0; attempt < 3 * manifolds.clusters(); ++attempt) {
      picked = attempt < 2 * manifolds.clusters() ? rng.below(manifolds.clusters())
                                                  : (first + attempt) % manifolds.clusters();
      count = 0;
      if (!manifolds.known(picked)) continue;
      for (int i = 0; i < pop.size(); ++i) {
        if (roundDown(pop.value(cluster_, i)) == picked) members[count++] = i;
      }
      if (count >= 2) return picked;
    }
    return -1;
  }

  ColumnId cluster_;
  ColumnId strategy_;
};

}  // namespace

TANDEM_ALGORITHM(
    MmtoEta, .name = "MMTO-ETA", .family = "multi-objective multitask, multi-population",
    .labels = MultiTask | MultiObjective | Unconstrained | Constrained, .twin = "SPEA2", .minPopulation = 4,
    .citation = {"T. Zhang, K. Huang, X. Wu, Y. Li, J. Liu, S. Li, W. Gong",
                 "Ensemble of transfer techniques via adaptive resource allocation for multiobjective multitask "
                 "optimization",
                 "IEEE Transactions on Artificial Intelligence", 2026, "10.1109/TAI.2026.3689513"},
    .doc = "An ensemble of transfers, between manifolds of two tasks or from their centres, rewarded by survival.",
    .deviations =
        "A strategy that made no child in a generation gets no reward for it; the reference code divides by "
        "zero.")

}  // namespace tandem::alg::mmto_eta
