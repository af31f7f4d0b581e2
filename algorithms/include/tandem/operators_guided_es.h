// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "tandem/linalg.h"
#include "tandem/operators.h"
#include "tandem/operators_es.h"
#include "tandem/run_context.h"

/// Evolution strategies per task with knowledge-guided external samples (Li, Gong and Li 2024), over the strategy:
/// CMA-ES or sep-CMA-ES.
namespace tandem::op {

struct KnowledgeGuidance {
  int tau0 = 2;         ///< external samples per generation, at most
  double alpha = 0.5;   ///< share of domain-guided among them
  int gap = 50;         ///< generations between adjustments of their number
  double sigma0 = 0.3;  ///< initial step size

  /// Declares tau0, alpha, adjGap, sigma0 and the traces of the search.
  void params(ParamVisitor& p) {
    p.integer("tau0", tau0, {.min = 0, .max = 10000, .doc = "external samples per generation, at most"});
    p.real("alpha", alpha, {.min = 0, .max = 1, .doc = "share of domain-guided among the external samples"});
    p.integer("adjGap", gap, {.min = 1, .max = 1000000, .doc = "generations between adjustments of their number"});
    p.real("sigma0", sigma0, {.min = 1e-12, .max = 10, .doc = "initial step size in the unit box"});
    p.trace("tau", {.doc = "external samples per generation", .per = TracePer::Task, .min = 0});
  }
};

/// Steps to and from the whitened space of a strategy, in place.
inline void whiten(Workspace& ws, const CmaEs& strategy, std::span<double> step) {
  strategy.whiten(ws, step, step);
}
inline void colour(Workspace& ws, const CmaEs& strategy, std::span<double> step) {
  strategy.colour(ws, step, step);
}
inline void whiten(Workspace& /*ws*/, const SepCmaEs& strategy, std::span<double> step) {
  for (int j = 0; j < isize(step); ++j) step[j] /= std::sqrt(strategy.variance()[j]);
}
inline void colour(Workspace& /*ws*/, const SepCmaEs& strategy, std::span<double> step) {
  for (int j = 0; j < isize(step); ++j) step[j] *= std::sqrt(strategy.variance()[j]);
}

// Samples farther out than this are ranked behind the others.
inline constexpr double kGuidedMargin = 0.05;

/// One task's strategy, and what other tasks may learn from it.
template <typename Strategy>
struct GuidedState {
  GuidedState(int dim, int lambda, double sigma0, int tau)
      : strategy(dim, lambda, sigma0), elite(strategy.constants().mu, dim), external(tau) {}
  Strategy strategy;
  Matrix elite;       // best of the last generation
  int external;       // external samples per generation
  double step = 0.0;  // mean distance of this generation's own samples from the mean
  int tried = 0;      // external samples since the last adjustment
  int useful = 0;     // those of them among the best mu
};

/// The search of MTES-KG and sep-MTES-KG.
template <typename Strategy>
class KnowledgeGuidedStrategies {
 public:
  explicit KnowledgeGuidedStrategies(const KnowledgeGuidance& options) : options_(options) {}

  void run(RunContext& ctx) const {
    const int lambda = ctx.populationSize();
    const int most = ctx.taskCount() > 1 ? options_.tau0 : 0;
    std::vector<GuidedState<Strategy>> states;
    std::vector<Population> samples;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      states.emplace_back(ctx.maxDim(), lambda, options_.sigma0, most);
      startMean(ctx, t, states.back().strategy.mean());
      states.back().strategy.widen(ctx.task(t).startScale);
      samples.push_back(ctx.makePopulation(lambda + most, t));
    }
    while (ctx.running(samples)) {
      for (int t = 0; t < ctx.taskCount(); ++t) sampleOwn(ctx, states, samples, t);
      for (int t = 0; t < ctx.taskCount(); ++t) sampleExternal(ctx, states, samples[t], t);
      for (int t = 0; t < ctx.taskCount(); ++t) learn(ctx, states, samples, t, most);
    }
  }

 private:
  using State = GuidedState<Strategy>;

  void sampleOwn(RunContext& ctx, std::vector<State>& states, std::vector<Population>& samples, int t) const {
    State& state = states[t];
    Population& sample = samples[t];
    const int lambda = ctx.populationSize();
    sample.resize(lambda + state.external);
    state.strategy.sample(ctx.rng(), ctx.workspace(), sample, 0, lambda);
    state.step = 0.0;
    for (int i = 0; i < lambda; ++i) {
      state.step += std::sqrt(linalg::squaredDistance(sample.x(i), state.strategy.mean())) / lambda;
    }
    sample.setTask(t);
    sample.setDonor(kNative);
  }

  void sampleExternal(RunContext& ctx, std::vector<State>& states, Population& sample, int t) const {
    State& own = states[t];
    if (ctx.generation() < 2) {  // nothing to learn from yet
      own.strategy.sample(ctx.rng(), ctx.workspace(), sample, ctx.populationSize(), own.external);
      return;
    }
    if (own.external == 0) return;
    const RunContext::ModelTime modelTime(ctx);
    int donor = ctx.rng().below(ctx.taskCount() - 1);
    donor += donor >= t ? 1 : 0;
    for (int i = ctx.populationSize(); i < sample.size(); ++i) {
      if (ctx.rng().chance(options_.alpha)) {
        domainGuided(ctx, own, states[donor], sample, i);
      } else {
        shapeGuided(ctx, own, states[donor], sample.x(i));
      }
      sample.setOrigin(i, t, donor);
    }
  }

  /// A sample of the donor's distribution, pulled back to the receiver's typical step length if it is farther away.
  static void domainGuided(RunContext& ctx, State& own, State& donor, Population& sample, int i) {
    donor.strategy.sample(ctx.rng(), ctx.workspace(), sample, i, 1);
    const std::span<const double> mean = own.strategy.mean();
    const std::span<double> x = sample.x(i);
    const double distance = std::sqrt(linalg::squaredDistance(x, mean));
    if (distance < own.step || distance == 0.0) return;
    for (int j = 0; j < isize(x); ++j) x[j] = mean[j] + own.step / distance * (x[j] - mean[j]);
  }

  /// The mean of the donor's best without a random one, as a step in the donor's whitened space, taken in the
  /// receiver's.
  static void shapeGuided(RunContext& ctx, State& own, State& donor, std::span<double> x) {
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> step = frame.doubles(x.size());
    const int mu = donor.elite.rows();
    const int omitted = ctx.rng().below(mu);
    std::ranges::fill(step, 0.0);
    for (int r = 0; r < mu; ++r) {
      if (r == omitted) continue;
      for (int j = 0; j < isize(x); ++j) step[j] += donor.elite(r, j) / (mu - 1);
    }
    const std::span<const double> donorMean = donor.strategy.mean();
    for (int j = 0; j < isize(x); ++j) step[j] = (step[j] - donorMean[j]) / donor.strategy.sigma();
    whiten(ctx.workspace(), donor.strategy, step);
    colour(ctx.workspace(), own.strategy, step);
    const std::span<const double> mean = own.strategy.mean();
    for (int j = 0; j < isize(x); ++j) x[j] = mean[j] + own.strategy.sigma() * step[j];
  }

  void learn(RunContext& ctx, std::vector<State>& states, std::vector<Population>& samples, int t, int most) const {
    State& state = states[t];
    Population& sample = samples[t];
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> order = frame.ints(sample.size());
    ctx.evaluate(sample);
    rank(ctx.workspace(), sample, ctx.task(t), order);

    const std::span<const int> best = order.first(state.elite.rows());
    for (int r = 0; r < isize(best); ++r) {
      std::ranges::copy(sample.x(best[r]), state.elite.row(r).begin());
      state.useful += best[r] >= ctx.populationSize() ? 1 : 0;
    }
    state.tried += state.external;
    if (ctx.generation() % options_.gap == 0) {
      const bool more = state.tried == 0 || 2 * state.useful > state.tried;
      state.external = std::clamp(state.external + (more ? 1 : -1), 0, most);
      state.tried = state.useful = 0;
    }
    state.strategy.update(ctx.workspace(), sample, order);
    ctx.trace("tau", state.external, t);
  }

  /// By violation, then objective; the violation includes the distance to the widened box, which puts samples outside
  /// it behind all others.
  static void rank(Workspace& ws, const Population& sample, const TaskInfo& task, std::span<int> order) {
    Workspace::Frame frame(ws);
    const std::span<double> cv = frame.doubles(order.size());
    double worst = 0.0;
    for (int i = 0; i < sample.size(); ++i) {
      order[i] = i;
      if (std::isfinite(sample.cv(i))) worst = std::max(worst, sample.cv(i));
    }
    for (int i = 0; i < isize(order); ++i) {
      const int row = i;
      const double outside = task.bounded ? squaredViolation(sample.x(row), -kGuidedMargin, 1.0 + kGuidedMargin) : 0.0;
      cv[i] = sample.cv(row) + (outside > 0.0 ? outside + worst : 0.0);
    }
    std::ranges::sort(order, [&](int a, int b) {
      const double cvA = cv[a];
      const double cvB = cv[b];
      if (cvA != cvB) return cvA < cvB;
      return sample.obj(a) != sample.obj(b) ? sample.obj(a) < sample.obj(b) : a < b;
    });
  }

  KnowledgeGuidance options_;
};

}  // namespace tandem::op
