// SPDX-License-Identifier: Apache-2.0
// EMT-MSKT: local principal component analysis splits each population into pieces of its manifold; a child may take
// the step from a piece's mean to the mean of its elite in another task, turned into the directions of its own piece. A
// piece is paired by likeness of directions. One child per task takes that step for the whole population. T. Zhang,
// X. Wu, Y. Li, S. Li, W. Gong, Multiobjective multitask optimization with manifold structure-driven knowledge
// transfer, IEEE Transactions on Systems, Man, and Cybernetics: Systems 56(4), 2026, doi:10.1109/TSMC.2025.3649528.
#include <algorithm>
#include <array>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/operators_jittered_de.h"
#include "tandem/operators_manifold.h"
#include "tandem/operators_mo.h"
#include "tandem/vmath.h"

namespace tandem::alg::emt_mskt {
namespace {

class EmtMskt final : public Algorithm {
  int clusters_ = 5;
  double ktp_ = 0.5;
  op::JitteredDe de_{.lowest = 0.2, .tau = 0.2};

  void params(ParamVisitor& p) override {
    p.integer("K", clusters_, {.min = 1, .max = 1000, .doc = "clusters of local principal component analysis"});
    p.real("KTP", ktp_, {.min = 0, .max = 1, .doc = "probability of knowledge transfer"});
    de_.params(p);
  }

  static constexpr int kRounds = 50;
  static constexpr int kElite = 50;  ///< best individuals of a population
  static constexpr double kMuM = 20.0;
  static constexpr double kUnlike = 10.0;  ///< difference of clusters when one has no directions

  struct Task {
    op::LocalPca manifolds;
    std::vector<double> fitness;
    Matrix eliteMean;              // of each cluster
    std::vector<int> elite;        // members of each cluster among the elite
    std::vector<double> eliteAll;  // mean of the population's elite
    Matrix axes;                   // principal directions of the whole population
    std::vector<double> mean, variances;
  };

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int d = ctx.maxDim();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Task> tasks;
    const Population none = pops.front().like(0);
    for (Population& pop : pops) {
      op::LocalPca manifolds(clusters_, n, d, std::clamp(ctx.maxObjectives() - 1, 1, d));
      const int k = manifolds.clusters();
      const int rank = std::clamp(n - 1, 1, d);
      tasks.push_back({std::move(manifolds), std::vector<double>(n), Matrix(k, d), std::vector<int>(k),
                       std::vector<double>(d), Matrix(rank, d), std::vector<double>(d), std::vector<double>(rank)});
      op::selectSpea2(ctx, pop, none, n, tasks.back().fitness);
      de_.initialise(ctx.rng(), pop);
      cluster_ = pop.addColumn("cluster");
      describe(ctx, pop, tasks.back());
    }
    Population off = pops.front().like(n);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) learn(ctx, pops[t], tasks[t]);
      for (int t = 0; t < ctx.taskCount(); ++t) {
        breed(ctx, pops, tasks, t, off);
        de_.trace(ctx, off, t);
        if (ctx.taskCount() > 1) transferWhole(ctx, tasks, t, off);
        ctx.evaluate(off);
        op::selectSpea2(ctx, pops[t], off, n, tasks[t].fitness);
        describe(ctx, pops[t], tasks[t]);
      }
    }
  }

  static int spanned(RunContext& ctx, int t) { return std::clamp(ctx.task(t).objectives - 1, 0, ctx.maxDim()); }

  static int another(RunContext& ctx, int t) {
    const int k = ctx.rng().below(ctx.taskCount() - 1);
    return k < t ? k : k + 1;
  }

  /// Clusters of the sorted population and the means of their elite.
  void learn(RunContext& ctx, Population& pop, Task& task) const {
    const RunContext::ModelTime modelTime(ctx);
    task.manifolds.learn(ctx.rng(), ctx.workspace(), pop.x(), spanned(ctx, pop.task(0)), kRounds);
    std::ranges::fill(task.elite, 0);
    std::ranges::fill(task.eliteMean.values(), 0.0);
    std::ranges::fill(task.eliteAll, 0.0);
    const int elite = std::min(kElite, pop.size());
    for (int i = 0; i < pop.size(); ++i) {
      const int k = task.manifolds.cluster(i);
      pop.value(cluster_, i) = k;
      const auto x = pop.x(i);
      for (int j = 0; j < pop.dim() && i < elite; ++j) task.eliteAll[j] += x[j] / elite;
      if (i + 1 >= kElite) continue;
      ++task.elite[k];
      for (int j = 0; j < pop.dim(); ++j) task.eliteMean(k, j) += x[j];
    }
    for (int k = 0; k < task.manifolds.clusters(); ++k) {
      for (double& v : task.eliteMean.row(k)) v /= std::max(1, task.elite[k]);
    }
  }

  /// Mean and principal directions of the whole population, each direction with its largest entry positive.
  static void describe(RunContext& ctx, const Population& pop, Task& task) {
    if (ctx.taskCount() == 1) return;
    const RunContext::ModelTime modelTime(ctx);
    op::principalDirections(ctx.workspace(), pop.x(), task.mean, task.axes, task.variances);
    for (int m = 0; m < task.axes.rows(); ++m) {
      const std::span<double> axis = task.axes.row(m);
      const auto [low, high] = std::ranges::minmax(axis);
      if (-low <= high) continue;
      for (double& v : axis) v = -v;
    }
  }

  /// Weights with which cluster `own` of task t picks the clusters of task k: the more similar the directions, the
  /// larger; 0 for those without elite or directions.
  static void likeness(RunContext& ctx, const std::vector<Task>& tasks, int t, int own, int k,
                       std::span<double> weight) {
    const op::LocalPca& here = tasks[t].manifolds;
    const op::LocalPca& there = tasks[k].manifolds;
    const int a = spanned(ctx, t);
    const int b = spanned(ctx, k);
    for (int c = 0; c < there.clusters(); ++c) {
      weight[c] = here.known(own) && there.known(c) ? 0.0 : kUnlike;
      // With unequal numbers of directions, those of the smaller set are reused in turn.
      for (int m = 0; m < std::max(a, b) && weight[c] != kUnlike && std::min(a, b) > 0; ++m) {
        weight[c] +=
            std::sqrt(linalg::squaredDistance(here.directions(own).row(m % a), there.directions(c).row(m % b)));
      }
    }
    const auto [low, high] = std::ranges::minmax(weight);
    for (double& w : weight) w = -(w - low) / (high - low + 1e-16);
    vmath::exp(weight, weight);
    for (int c = 0; c < there.clusters(); ++c) {
      if (!there.known(c) || tasks[k].elite[c] == 0) weight[c] = 0.0;
    }
  }

  void breed(RunContext& ctx, const std::vector<Population>& pops, const std::vector<Task>& tasks, int t,
             Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const Population& pop = pops[t];
    const int n = pop.size();
    const op::LocalPca& here = tasks[t].manifolds;
    const std::span<double> mutant = frame.doubles(pop.dim());
    const std::span<double> guide = frame.doubles(pop.dim());
    const std::span<double> weight = frame.doubles(here.clusters());
    const int total = 2 * n;
    const std::span<Member> members = frame.take<Member>(total);
    for (int i = 0; i < n; ++i) {
      const op::DeSetting setting = de_.inherit(rng, pop, i, off);
      int rows[3];
      op::rankedRows(rng, n, n, i, rows);
      const int own = roundDown(pop.value(cluster_, i));
      int donor = t;
      if (ctx.taskCount() > 1 && rng.chance(ktp_) && here.known(own) && tasks[t].elite[own] > 0) {
        const RunContext::ModelTime modelTime(ctx);
        const int k = another(ctx, t);
        likeness(ctx, tasks, t, own, k, weight);
        if (std::ranges::max(weight) > 0.0) {
          donor = k;
          const int there = op::roulette(rng, weight);
          follow(ctx, tasks, t, own, k, there, guide);
          int count = collect(pop, own, members, 0);
          disturb(ctx, pop, members.first(count), guide);
          count = collect(pops[k], there, members, count);
          int pair[2] = {0, 0};
          if (count > 1) rng.distinct(pair, count);
          const auto x = pop.x(i);
          op::difference(x, setting.f, members[pair[0]].x(), members[pair[1]].x(), mutant);
          op::difference(mutant, setting.f, guide, x, mutant);
        }
      }
      if (donor == t) op::difference(pop.x(rows[0]), setting.f, pop.x(rows[1]), pop.x(rows[2]), mutant);
      op::binomial(rng, pop.x(i), mutant, setting.cr, off.x(i));
      op::clip(off.x(i));
      off.setOrigin(i, t, donor);
      off.value(cluster_, i) = own;
    }
  }

  /// A cluster's mean, moved by the step of another cluster's elite, turned and scaled to the former's directions.
  static void follow(RunContext& ctx, const std::vector<Task>& tasks, int t, int own, int k, int there,
                     std::span<double> out) {
    Workspace::Frame frame(ctx.workspace());
    const op::LocalPca& here = tasks[t].manifolds;
    const op::LocalPca& other = tasks[k].manifolds;
    const std::span<double> way = frame.doubles(out.size());
    for (int j = 0; j < ctx.maxDim(); ++j) way[j] = tasks[k].eliteMean(there, j) - other.mean(there)[j];
    std::ranges::copy(here.mean(own), out.begin());
    op::turn(way, other.directions(there), here.directions(own), spanned(ctx, t),
             ratio(here.variance(own), other.variance(there)), out);
  }

  static double ratio(double a, double b) {
    const double r = a / b;
    return std::isfinite(r) ? r : 0.0;
  }

  struct Member {
    const double* data;
    int dim;
    [[nodiscard]] std::span<const double> x() const { return ConstMatView(data, 1, dim).row(0); }
  };

  /// Appends the current members of a cluster to the first `count`; returns the new number.
  int collect(const Population& pop, int cluster, std::span<Member> members, int count) const {
    for (int i = 0; i < pop.size(); ++i) {
      if (roundDown(pop.value(cluster_, i)) == cluster) members[count++] = {pop.x(i).data(), pop.dim()};
    }
    return count;
  }

  /// Adds a mutated share of the difference of two cluster members, or of any two individuals if there are fewer.
  static void disturb(RunContext& ctx, const Population& pop, std::span<const Member> members,
                      std::span<double> guide) {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const bool few = members.size() < 2;
    const int count = few ? pop.size() : isize(members);
    int pair[2];
    rng.distinct(pair, count);
    const auto a = few ? pop.x(pair[0]) : members[pair[0]].x();
    const auto b = few ? pop.x(pair[1]) : members[pair[1]].x();
    const std::span<double> step = frame.doubles(guide.size());
    const double share = rng.uniform();
    for (int j = 0; j < pop.dim(); ++j) step[j] = share * (a[j] - b[j]);
    op::polynomialMutation(rng, step, kMuM, 1.0 / pop.dim());
    for (int j = 0; j < pop.dim(); ++j) guide[j] += step[j];
  }

  /// One child at random: the population's mean, moved by the step from mean to elite of another task.
  static void transferWhole(RunContext& ctx, const std::vector<Task>& tasks, int t, Population& off) {
    const RunContext::ModelTime modelTime(ctx);
    Workspace::Frame frame(ctx.workspace());
    const int k = another(ctx, t);
    const Task& own = tasks[t];
    const Task& other = tasks[k];
    const std::span<double> way = frame.doubles(off.dim());
    for (int j = 0; j < off.dim(); ++j) way[j] = other.eliteAll[j] - other.mean[j];
    const int child = ctx.rng().below(off.size());
    std::ranges::copy(own.mean, off.x(child).begin());
    op::turn(way, other.axes, own.axes, own.axes.rows(), ratio(own.variances[0], other.variances[0]), off.x(child));
    op::clip(off.x(child));
    off.setOrigin(child, t, k);
  }

  ColumnId cluster_;
};

}  // namespace

TANDEM_ALGORITHM(EmtMskt, .name = "EMT-MSKT", .family = "multi-objective multitask, multi-population",
                 .labels = MultiTask | MultiObjective | Unconstrained | Constrained, .twin = "SPEA2",
                 .minPopulation = 4,
                 .citation = {"T. Zhang, X. Wu, Y. Li, S. Li, W. Gong",
                              "Multiobjective multitask optimization with manifold structure-driven knowledge transfer",
                              "IEEE Transactions on Systems, Man, and Cybernetics: Systems 56(4), 2426-2438", 2026,
                              "10.1109/TSMC.2025.3649528"},
                 .doc = "Follows the way of another task's elite along pieces of the manifold with like directions.",
                 .deviations =
                     "An individual keeps, for the whole generation, the cluster that it (or its parent) had at the "
                     "beginning; the reference code uses the clusters of the previous population as indices into the "
                     "population after selection. When a difference vector is mutated, its negative entries count as "
                     "lying on the bound.")

}  // namespace tandem::alg::emt_mskt
