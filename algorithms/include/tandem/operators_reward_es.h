// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include "tandem/linalg.h"
#include "tandem/operators.h"
#include "tandem/operators_es.h"
#include "tandem/operators_guided_es.h"
#include "tandem/run_context.h"

/// Reward-weighted evolution of many tasks (Li et al. 2026), over the strategy: CMA-ES or sep-CMA-ES.
namespace tandem::op {

struct RewardOptions {
  double sigma0 = 0.3;  ///< initial step size
  double tau = 1.0;     ///< samples of each kind of knowledge per generation; below 1: probability of one

  /// Declares sigma0, tau and the traces of the search.
  void params(ParamVisitor& p) {
    p.real("sigma0", sigma0, {.min = 1e-12, .max = 10, .doc = "initial step size in the unit box"});
    p.real("tau", tau,
           {.min = 0,
            .max = 10000,
            .doc = "samples guided by the joint mean, and as many by the joint deviation; below 1: chance of one"});
    p.trace("reward", {.doc = "share of the task in the knowledge and the extra samples", .min = 0, .max = 1});
    p.trace("sigma", {.doc = "step size of the task's strategy", .min = 0});
  }
};

/// Variance of variable j under the strategy, in units of its squared step size.
inline double variance(const CmaEs& strategy, int j) {
  return strategy.covariance()(j, j);
}
inline double variance(const SepCmaEs& strategy, int j) {
  return strategy.variance()[j];
}

/// One task's strategy and how its last sample changed it.
template <typename Strategy>
struct RewardState {
  RewardState(int dim, int lambda, double sigma0)
      : strategy(dim, lambda, sigma0), initial(strategy), deviation(dim), deviationRatio(dim) {}
  Strategy strategy;
  Strategy initial;                    // with isotropic covariance, for a restart without allocation
  std::vector<double> deviation;       // before the last sample
  std::vector<double> deviationRatio;  // after it to before it
  double sigma = 0.0;                  // before the last sample
  double sigmaRatio = 1.0;
  bool changed = false;  // whether the ratios are known
  bool stopped = false;
  double tolerance = 0.0;  // violation that initially counts as none
  BestSoFar first;         // best of the initial sample
  BestSoFar before;        // best before the last sample; x is not used
};

/// The search of MES-RET and sep-MES-RET.
template <typename Strategy>
class RewardWeightedStrategies {
 public:
  /// Knowledge is transferred from generation `warmUp` on.
  RewardWeightedStrategies(RunContext& ctx, const RewardOptions& options, int warmUp)
      : ctx_(ctx),
        options_(options),
        warmUp_(warmUp),
        lambda_(ctx.populationSize()),
        reward_(ctx.taskCount(), 1.0 / ctx.taskCount()),
        donorReward_(ctx.taskCount(), 0.0),
        jointMean_(ctx.maxDim(), kUnknown),
        jointDeviationRatio_(ctx.maxDim(), kUnknown) {}

  void run() {
    initialise();
    while (ctx_.running(samples_)) {
      for (int t = 0; t < isize(states_); ++t) evolve(t);  // self evolution
      if (ctx_.rng().chance(1.0 - ctx_.progress())) {
        rewardImprovement();
      } else {
        rewardDiversity();
      }
      for (int t = 0; t < isize(states_); ++t) ctx_.trace("reward", reward_[t], t);
      aggregate();
      for (int k = 0; k < isize(states_); ++k) evolve(roulette(ctx_.rng(), reward_));  // reward-weighted evaluation
      checkStop();
    }
  }

 private:
  using State = RewardState<Strategy>;
  static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  static constexpr double kSmallestStep = 1e-12;  // a narrower strategy stops

  void initialise() {
    for (int t = 0; t < ctx_.taskCount(); ++t) {
      State& state = states_.emplace_back(ctx_.task(t).dim, lambda_, options_.sigma0);
      startMean(ctx_, t, state.strategy.mean());
      state.strategy.widen(ctx_.task(t).startScale);
      samples_.push_back(ctx_.makePopulation(lambda_, t));
      sample(t);
      learn(t, Purpose::Initial);
      state.tolerance = lowViolation(samples_[t]);
      state.first = ctx_.best(t);
    }
  }

  /// The violation that a fifth of the samples do not exceed.
  double lowViolation(const Population& pop) {
    Workspace::Frame frame(ctx_.workspace());
    const std::span<double> cv = frame.doubles(pop.size());
    std::ranges::copy(pop.cvs(), cv.begin());
    const int rank = std::max(1, nearest(0.2 * pop.size()));
    std::ranges::nth_element(cv, cv.begin() + (rank - 1));
    return std::isfinite(cv[rank - 1]) ? cv[rank - 1] : 0.0;
  }

  /// One generation of task t, with transfer.
  void evolve(int t) {
    State& state = states_[t];
    if (state.stopped) return;
    const Strategy& strategy = state.strategy;
    state.before = ctx_.best(t);
    state.sigma = strategy.sigma();
    for (int j = 0; j < strategy.dim(); ++j) state.deviation[j] = std::sqrt(variance(strategy, j));
    sample(t);
    if (ctx_.generation() >= warmUp_) transfer(t);
    learn(t, Purpose::Offspring);
    state.sigmaRatio = strategy.sigma() / state.sigma;
    for (int j = 0; j < strategy.dim(); ++j) {
      state.deviationRatio[j] = std::sqrt(variance(strategy, j)) / state.deviation[j];
    }
    state.changed = true;
    ctx_.trace("sigma", strategy.sigma(), t);
  }

  void sample(int t) {
    states_[t].strategy.sample(ctx_.rng(), ctx_.workspace(), samples_[t], 0, lambda_);
    samples_[t].setDonor(kNative);
  }

  /// Replaces the first samples by ones guided by the joint mean and the joint change of the deviations.
  void transfer(int t) {
    const int count = options_.tau >= 1.0 ? std::min(nearest(options_.tau), lambda_ / 2)
                                          : static_cast<int>(ctx_.rng().chance(options_.tau));
    if (count == 0 || 2 * count > lambda_) return;
    const RunContext::ModelTime modelTime(ctx_);
    Population& pop = samples_[t];
    const int donor = mainDonor(t);
    guideByMean(states_[t].strategy, pop, count);
    guideByDeviation(states_[t].strategy, pop, count);
    for (int i = 0; i < 2 * count; ++i) pop.setOrigin(i, t, donor);
  }

  /// Steps towards the joint mean, perturbed by the task's own distribution and as long as its own steps on average.
  void guideByMean(Strategy& strategy, Population& pop, int count) {
    const int dim = strategy.dim();
    const std::span<const double> mean = strategy.mean();
    Workspace::Frame frame(ctx_.workspace());
    const std::span<double> step = frame.doubles(dim);
    double length = 0.0;
    for (int i = 0; i < lambda_; ++i) {
      length += std::sqrt(linalg::squaredDistance(pop.x(i).first(dim), mean)) / lambda_;
    }
    const bool known = std::ranges::all_of(std::span(jointMean_).first(dim), [](double m) { return std::isfinite(m); });
    for (int i = 0; i < count; ++i) {
      ctx_.rng().fillNormal(step);
      colour(ctx_.workspace(), strategy, step);
      for (int j = 0; j < dim; ++j) {
        step[j] = strategy.sigma() * step[j] + (known ? jointMean_[j] - mean[j] : 0.0);
      }
      const double norm = linalg::norm(step);
      const double scale = norm > 1e-12 ? length / norm : 0.0;
      for (int j = 0; j < dim; ++j) guide(pop.x(i)[j], mean[j] + scale * step[j]);
    }
  }

  /// Independent variables, with deviations changed as those of all tasks changed.
  void guideByDeviation(Strategy& strategy, Population& pop, int count) {
    const int dim = strategy.dim();
    const std::span<const double> mean = strategy.mean();
    Workspace::Frame frame(ctx_.workspace());
    const std::span<double> deviation = frame.doubles(dim);
    const std::span<double> z = frame.doubles(dim);
    bool known = true;
    for (int j = 0; j < dim; ++j) {
      deviation[j] = jointSigmaRatio_ * jointDeviationRatio_[j];
      known = known && std::isfinite(deviation[j]);
    }
    for (int j = 0; j < dim; ++j) {
      deviation[j] = (known ? deviation[j] : 1.0) * strategy.sigma() * std::sqrt(variance(strategy, j));
    }
    for (int i = count; i < 2 * count; ++i) {
      ctx_.rng().fillNormal(z);
      for (int j = 0; j < dim; ++j) guide(pop.x(i)[j], mean[j] + deviation[j] * z[j]);
    }
  }

  /// If a task cannot tell samples apart (all its values are infinite), steps may overflow; such a variable stays as
  /// sampled.
  static void guide(double& variable, double guided) {
    if (std::isfinite(guided)) variable = guided;
  }

  void learn(int t, Purpose purpose) {
    Workspace::Frame frame(ctx_.workspace());
    const std::span<int> order = frame.ints(lambda_);
    ctx_.evaluate(samples_[t], purpose);
    rank(t, order);
    states_[t].strategy.update(ctx_.workspace(), samples_[t], order);
  }

  /// By violation, then objective. Small violations count as none in the first 30% of the budget; samples outside the
  /// box are penalised in the violation if there are violations, else in the objective.
  void rank(int t, std::span<int> order) {
    const Population& pop = samples_[t];
    const int dim = ctx_.task(t).dim;
    Workspace::Frame frame(ctx_.workspace());
    const std::span<double> cv = frame.doubles(order.size());
    const std::span<double> cost = frame.doubles(order.size());
    const double left = std::max(0.0, 1.0 - ctx_.progress() / 0.3);
    const double tolerance = states_[t].tolerance * std::pow(left, 8.0);
    double worstCv = 1.0;
    double largest = 1.0;
    bool violations = false;
    for (int i = 0; i < isize(order); ++i) {
      order[i] = i;
      cv[i] = pop.cv(i) < tolerance ? 0.0 : pop.cv(i);
      cost[i] = pop.obj(i);
      violations = violations || cv[i] > 0.0;
      if (std::isfinite(cv[i])) worstCv = std::max(worstCv, cv[i]);
      if (std::isfinite(cost[i])) largest = std::max(largest, std::abs(cost[i]));
    }
    for (int i = 0; ctx_.task(t).bounded && i < isize(order); ++i) {
      const double outside = squaredViolation(pop.x(i).first(dim));
      if (violations) {
        cv[i] += worstCv * outside;
      } else {
        cost[i] += largest * outside;
      }
    }
    std::ranges::sort(order, [&](int a, int b) {
      if (cv[a] != cv[b]) return cv[a] < cv[b];
      return cost[a] != cost[b] ? cost[a] < cost[b] : a < b;
    });
  }

  /// Rewards from how the last sample improved the best, relative to all earlier improvement: normalised, then softmax.
  void rewardImprovement() {
    Workspace::Frame frame(ctx_.workspace());
    const std::span<double> gain = frame.doubles(reward_.size());
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (int t = 0; t < isize(gain); ++t) {
      if (states_[t].stopped) continue;
      gain[t] = improvement(t);
      low = std::min(low, gain[t]);
      high = std::max(high, gain[t]);
    }
    const double range = high - low;
    for (int t = 0; t < isize(gain); ++t) {
      reward_[t] = states_[t].stopped ? 0.0 : std::exp(range < 1e-9 ? 0.0 : (gain[t] - low) / range);
    }
    normaliseReward();
  }

  double improvement(int t) const {
    const State& state = states_[t];
    const BestSoFar now = ctx_.best(t);
    const bool feasible = now.cv <= 0.0;
    const double first = feasible ? state.first.objective : state.first.cv;
    const double before = feasible ? state.before.objective : state.before.cv;
    const double gain = (before - (feasible ? now.objective : now.cv)) / (std::abs(first - before) + 1e-12);
    return std::isfinite(gain) ? std::max(0.0, gain) : 0.0;
  }

  /// Rewards from the spread of the distribution before and after the last sample, normalised.
  void rewardDiversity() {
    double low = std::numeric_limits<double>::infinity();
    double high = 0.0;
    for (int t = 0; t < isize(reward_); ++t) {
      const State& state = states_[t];
      const int dim = state.strategy.dim();
      double spread = 0.0;
      for (int j = 0; !state.stopped && j < dim; ++j) {
        spread += state.sigma * state.deviation[j] * state.deviation[j] / dim +
                  state.strategy.sigma() * variance(state.strategy, j) / dim;
      }
      reward_[t] = spread;
      low = std::min(low, spread);
      high = std::max(high, spread);
    }
    for (double& r : reward_) r = (r - low) / (high - low + 1e-12);
    normaliseReward();
  }

  /// Scales the sum to 1; all equal if nothing distinguishes them.
  void normaliseReward() {
    double sum = 0.0;
    for (const double r : reward_) sum += r;
    const bool sound = std::isfinite(sum) && sum >= 1e-12;
    for (double& r : reward_) r = sound ? r / sum : 1.0 / isize(reward_);
  }

  /// Joint mean and joint changes of step size and deviations: averages over the tasks weighted by their rewards, for
  /// each variable over the tasks that have it.
  void aggregate() {
    const RunContext::ModelTime modelTime(ctx_);
    double weights = 0.0;
    double sigma = 0.0;
    for (int t = 0; t < isize(states_); ++t) {
      if (states_[t].stopped) continue;
      weights += reward_[t];
      sigma += reward_[t] * states_[t].sigmaRatio;
    }
    jointSigmaRatio_ = weights > 0.0 ? sigma / weights : kUnknown;
    for (int j = 0; j < isize(jointMean_); ++j) {
      double mean = 0.0;
      double deviation = 0.0;
      weights = 0.0;
      for (int t = 0; t < isize(states_); ++t) {
        State& state = states_[t];
        if (!contributes(t) || j >= state.strategy.dim() || !std::isfinite(state.deviationRatio[j])) continue;
        weights += reward_[t];
        mean += reward_[t] * state.strategy.mean()[j];
        deviation += reward_[t] * state.deviationRatio[j];
      }
      jointMean_[j] = weights > 0.0 ? mean / weights : kUnknown;
      jointDeviationRatio_[j] = weights > 0.0 ? deviation / weights : kUnknown;
    }
    for (int t = 0; t < isize(states_); ++t) donorReward_[t] = contributes(t) ? reward_[t] : 0.0;
  }
  [[nodiscard]] bool contributes(int t) const { return states_[t].changed && !states_[t].stopped; }

  /// The other task with the largest share of the joint knowledge; t itself if none has any.
  [[nodiscard]] int mainDonor(int t) const {
    int donor = t;
    for (int k = 0; k < isize(donorReward_); ++k) {
      if (k != t && donorReward_[k] > (donor == t ? 0.0 : donorReward_[donor])) donor = k;
    }
    return donor;
  }

  /// Tasks whose distribution has collapsed to a point stop; once all have, all continue with an isotropic covariance.
  void checkStop() {
    bool all = true;
    for (State& state : states_) {
      double widest = 0.0;
      for (int j = 0; j < state.strategy.dim(); ++j) widest = std::max(widest, variance(state.strategy, j));
      state.stopped = state.stopped || state.strategy.sigma() * std::sqrt(widest) < kSmallestStep;
      all = all && state.stopped;
    }
    if (!all) return;
    for (State& state : states_) {
      const double sigma = std::max(state.strategy.sigma(), std::numeric_limits<double>::min());
      std::ranges::copy(state.strategy.mean(), state.initial.mean().begin());
      state.strategy = state.initial;
      state.strategy.widen(sigma / state.strategy.sigma());
      state.stopped = false;
    }
  }

  RunContext& ctx_;
  const RewardOptions& options_;
  int warmUp_;
  int lambda_;
  std::vector<State> states_;
  std::vector<Population> samples_;
  std::vector<double> reward_;
  std::vector<double> donorReward_;  // of those whose knowledge is in the joint mean
  std::vector<double> jointMean_;
  std::vector<double> jointDeviationRatio_;
  double jointSigmaRatio_ = kUnknown;
};

}  // namespace tandem::op
