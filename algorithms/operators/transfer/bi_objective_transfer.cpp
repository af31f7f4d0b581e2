// SPDX-License-Identifier: Apache-2.0
#include "tandem/operators_bi_objective_transfer.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tandem/linalg.h"
#include "tandem/operators.h"

namespace tandem::op {

namespace {
constexpr double kRidge = 1e-6;

enum Kind { kOwn, kPool, kDistribution };
}  // namespace

BiObjectiveSimilarity::BiObjectiveSimilarity(RunContext& ctx, std::span<const Population> pops)
    : probe_(pops.front().like(1)),
      domain_(ctx.taskCount(), ctx.taskCount(), std::numeric_limits<double>::infinity()),
      shape_(ctx.taskCount(), ctx.taskCount(), std::numeric_limits<double>::infinity()) {
  const int tasks = ctx.taskCount();
  if (tasks > 2) {
    covariance_.assign(tasks, Matrix(ctx.maxDim(), ctx.maxDim()));
    inverse_.assign(tasks, Matrix(ctx.maxDim(), ctx.maxDim()));
  }
  for (int k = 0; k < tasks; ++k) {
    for (int t = 0; t < tasks; ++t) {
      if (k == t) continue;
      probe_.copyRow(0, pops[k], bestIndex(pops[k]));
      probe_.setOrigin(0, t, k);
      ctx.evaluate(probe_, Purpose::Initial);
      domain_(k, t) = probe_.obj(0);
    }
  }
}

void BiObjectiveSimilarity::probe(RunContext& ctx, std::span<Population> pops) {
  const int tasks = ctx.taskCount();
  if (tasks < 2) return;
  for (int k = 0; k < tasks; ++k) {
    int t = ctx.rng().below(tasks - 1);
    if (t >= k) ++t;
    probe_.copyRow(0, pops[k], bestIndex(pops[k]));
    probe_.setOrigin(0, t, k);
    ctx.evaluate(probe_);
    domain_(k, t) = std::min(domain_(k, t), probe_.obj(0));
    const int best = bestIndex(pops[t]);
    if (better(probe_.obj(0), probe_.cv(0), pops[t].obj(best), pops[t].cv(best))) {
      pops[t].copyRow(worstIndex(pops[t]), probe_, 0);
    }
  }
}

void BiObjectiveSimilarity::measureShapes(RunContext& ctx, std::span<const Population> pops) {
  const int tasks = ctx.taskCount();
  if (tasks < 3) return;
  const RunContext::ModelTime modelTime(ctx);
  Workspace::Frame frame(ctx.workspace());
  const int d = ctx.maxDim();
  const std::span<double> mean = frame.doubles(d);
  for (int t = 0; t < tasks; ++t) {
    linalg::meanAndCovariance(pops[t].x(), mean, covariance_[t]);
    for (int j = 0; j < d; ++j) covariance_[t](j, j) += kRidge;
    if (!linalg::inverse(covariance_[t], inverse_[t], ctx.workspace())) inverse_[t] = Matrix::identity(d);
  }
  // The means are zero after centring and the determinants cancel in the sum of both directions.
  for (int t = 0; t < tasks; ++t) {
    for (int k = 0; k < t; ++k) {
      const double traces = linalg::dot(inverse_[t].values(), covariance_[k].values()) +
                            linalg::dot(inverse_[k].values(), covariance_[t].values());
      shape_(k, t) = shape_(t, k) = 0.25 * (traces - 2.0 * d);
    }
  }
}

int BiObjectiveSimilarity::rank(const Matrix& measure, int donor, int t) {
  int position = 0;
  for (int k = 0; k < measure.rows(); ++k) {
    const bool before = measure(k, t) < measure(donor, t) || (measure(k, t) == measure(donor, t) && k < donor);
    position += k != t && before ? 1 : 0;
  }
  return position;
}

bool BiObjectiveSimilarity::dominated(int donor, int t) const {
  for (int k = 0; k < domain_.rows(); ++k) {
    if (k == t || k == donor) continue;
    const bool nowhereWorse = domain_(k, t) <= domain_(donor, t) && shape_(k, t) <= shape_(donor, t);
    if (nowhereWorse && (domain_(k, t) < domain_(donor, t) || shape_(k, t) < shape_(donor, t))) return true;
  }
  return false;
}

BiObjectiveSimilarity::Choice BiObjectiveSimilarity::choose(RunContext& ctx, int t) const {
  Choice choice;
  int seen = 0;
  for (int k = 0; k < ctx.taskCount(); ++k) {
    if (k != t && !dominated(k, t) && ctx.rng().below(++seen) == 0) choice.donor = k;
  }
  if (choice.donor >= 0) choice.byDomain = rank(domain_, choice.donor, t) < rank(shape_, choice.donor, t);
  return choice;
}

BiObjectiveVariation::~BiObjectiveVariation() = default;

namespace {

/// What a task takes over: the donor's individuals along with its own, unchanged (by domain) or shifted to its own
/// centre (by shape), and the distribution of all of them.
struct Knowledge {
  Knowledge(int size, int dim) : pool(2 * size, dim), centre(dim), donorCentre(dim), deviation(dim) {}

  void learn(RunContext& ctx, const Population& pop, const Population& donor, bool byDomain) {
    const RunContext::ModelTime modelTime(ctx);
    const int n = pop.size();
    linalg::meanAndCovariance(pop.x(), centre, {});
    linalg::meanAndCovariance(donor.x(), donorCentre, {});
    for (int i = 0; i < n; ++i) {
      std::ranges::copy(pop.x(i), pool.row(i).begin());
      for (int j = 0; j < pool.cols(); ++j) {
        pool(n + i, j) = donor.x(i)[j] + (byDomain ? 0.0 : centre[j] - donorCentre[j]);
      }
    }
    std::ranges::fill(deviation, 0.0);
    for (int i = 0; i < pool.rows(); ++i) {
      for (int j = 0; j < pool.cols(); ++j) deviation[j] += (pool(i, j) - centre[j]) * (pool(i, j) - centre[j]);
    }
    for (double& v : deviation) v = std::sqrt(v / (pool.rows() - 1));
  }

  Matrix pool;
  std::vector<double> centre, donorCentre, deviation;
};

}  // namespace

void searchBiObjective(RunContext& ctx, double sigma, BiObjectiveVariation& variation) {
  const int n = ctx.populationSize();
  Rng& rng = ctx.rng();
  std::vector<Population> pops = initPerTask(ctx);
  ColumnId kind;
  for (Population& pop : pops) kind = pop.addColumn("kind");
  BiObjectiveSimilarity similarity(ctx, pops);
  std::vector<double> lambda(pops.size(), 0.5);
  Population off = pops.front().like(n);
  Knowledge knowledge(n, ctx.maxDim());
  while (ctx.running(pops)) {
    similarity.probe(ctx, pops);
    similarity.measureShapes(ctx, pops);
    double made[2] = {};  // native children and others, of all tasks so far in this generation
    double survived[2] = {};
    for (int t = 0; t < ctx.taskCount(); ++t) {
      Population& pop = pops[t];
      const BiObjectiveSimilarity::Choice choice = similarity.choose(ctx, t);
      if (choice.donor >= 0) knowledge.learn(ctx, pop, pops[choice.donor], choice.byDomain);
      const int best = bestIndex(pop);
      for (int i = 0; i < n; ++i) {
        const std::span<double> child = off.x(i);
        int how = kOwn;
        if (choice.donor >= 0 && !rng.chance(lambda[t])) how = choice.byDomain ? kPool : kDistribution;
        if (how == kOwn) variation.native(ctx, pop, i, child);
        if (how == kPool) variation.joined(ctx, pop, i, knowledge.pool, best, child);
        if (how == kDistribution) {
          for (int j = 0; j < pop.dim(); ++j) child[j] = rng.normal(knowledge.centre[j], knowledge.deviation[j]);
        }
        clip(child);
        off.setOrigin(i, t, how == kOwn ? t : choice.donor);
        off.value(kind, i) = how == kOwn ? 0.0 : 1.0;
        made[how == kOwn ? 0 : 1] += 1.0;
      }
      ctx.trace("native", lambda[t], t);
      const std::int64_t before = ctx.evaluations();
      ctx.evaluate(off);
      selectElitist(ctx, pop, off);
      for (int i = 0; i < n; ++i) {
        if (pop.born(i) > before) survived[pop.value(kind, i) > 0.5 ? 1 : 0] += 1.0;
      }
      const double own = survived[0] / (made[0] + 1e-10);
      const double others = survived[1] / (made[1] + 1e-10);
      if (own + others > 0.0) lambda[t] = sigma * lambda[t] + (1.0 - sigma) * own / (own + others);
    }
  }
}

}  // namespace tandem::op
