// SPDX-License-Identifier: Apache-2.0
// Multitask evolution strategy with knowledge-guided external sampling: one CMA-ES per task, and each generation a few
// extra samples drawn with the help of another task: from its distribution, the step cut to one's own typical length
// (domain knowledge), or along its recent direction of progress, carried over to one's own covariance (shape
// knowledge). Y. Li, W. Gong, S. Li, Multitask evolution strategy with knowledge-guided external sampling, IEEE
// Transactions on Evolutionary Computation 28(6), 2024, doi:10.1109/TEVC.2023.3330265.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/operators.h"
#include "tandem/operators_es.h"

namespace tandem::alg::mtes_kg {
namespace {

// Samples farther out than this are ranked behind the others.
constexpr double kMargin = 0.05;

/// One task's strategy and what the other tasks may learn from it.
struct TaskState {
  TaskState(int dim, int lambda, double sigma0, int tau)
      : strategy(dim, lambda, sigma0), elite(strategy.constants().mu, dim), external(tau) {}
  op::CmaEs strategy;
  Matrix elite;       // best of the last generation
  int external;       // external samples per generation
  double step = 0.0;  // mean distance of this generation's own samples from the mean
  int tried = 0;      // external samples since the last adjustment
  int useful = 0;     // of them, among the best mu
};

class MtesKg final : public Algorithm {
  int tau0_ = 2;
  double alpha_ = 0.5;
  int gap_ = 50;
  double sigma0_ = 0.3;

  void params(ParamVisitor& p) override {
    p.integer("tau0", tau0_, {.min = 0, .max = 10000, .doc = "external samples per generation, at most"});
    p.real("alpha", alpha_, {.min = 0, .max = 1, .doc = "share of domain-guided among the external samples"});
    p.integer("adjGap", gap_, {.min = 1, .max = 1000000, .doc = "generations between adjustments of their number"});
    p.real("sigma0", sigma0_, {.min = 1e-12, .max = 10, .doc = "initial step size in the unit box"});
  }

  void run(RunContext& ctx) override {
    const int lambda = ctx.populationSize();
    const int most = ctx.taskCount() > 1 ? tau0_ : 0;
    std::vector<TaskState> states;
    std::vector<Population> samples;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      states.emplace_back(ctx.maxDim(), lambda, sigma0_, most);
      ctx.rng().fillUniform(states.back().strategy.mean());
      samples.push_back(ctx.makePopulation(lambda + most, t));
    }
    while (ctx.running(samples)) {
      for (int t = 0; t < ctx.taskCount(); ++t) sampleOwn(ctx, states, samples, t);
      for (int t = 0; t < ctx.taskCount(); ++t) sampleExternal(ctx, states, samples[static_cast<std::size_t>(t)], t);
      for (int t = 0; t < ctx.taskCount(); ++t) learn(ctx, states, samples, t, most);
    }
  }

  void sampleOwn(RunContext& ctx, std::vector<TaskState>& states, std::vector<Population>& samples, int t) const {
    TaskState& state = states[static_cast<std::size_t>(t)];
    Population& sample = samples[static_cast<std::size_t>(t)];
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

  void sampleExternal(RunContext& ctx, std::vector<TaskState>& states, Population& sample, int t) const {
    TaskState& own = states[static_cast<std::size_t>(t)];
    if (ctx.generation() < 2) {  // nothing to learn from yet
      own.strategy.sample(ctx.rng(), ctx.workspace(), sample, ctx.populationSize(), own.external);
      return;
    }
    if (own.external == 0) return;
    const RunContext::ModelTime modelTime(ctx);
    int donor = ctx.rng().below(ctx.taskCount() - 1);
    donor += static_cast<int>(donor >= t);
    for (int i = ctx.populationSize(); i < sample.size(); ++i) {
      if (ctx.rng().chance(alpha_)) {
        domainGuided(ctx, own, states[static_cast<std::size_t>(donor)], sample, i);
      } else {
        shapeGuided(ctx, own, states[static_cast<std::size_t>(donor)], sample.x(i));
      }
      sample.setOrigin(i, t, donor);
    }
  }

  /// A sample of the donor's distribution, drawn back to one's own typical step if it is farther away.
  static void domainGuided(RunContext& ctx, const TaskState& own, const TaskState& donor, Population& sample, int i) {
    donor.strategy.sample(ctx.rng(), ctx.workspace(), sample, i, 1);
    const std::span<const double> mean = own.strategy.mean();
    const std::span<double> x = sample.x(i);
    const double distance = std::sqrt(linalg::squaredDistance(x, mean));
    if (distance < own.step || distance == 0.0) return;
    for (std::size_t j = 0; j < x.size(); ++j) x[j] = mean[j] + own.step / distance * (x[j] - mean[j]);
  }

  /// The mean of the donor's best but one at random, as a step in the donor's whitened space, taken in one's own.
  static void shapeGuided(RunContext& ctx, const TaskState& own, const TaskState& donor, std::span<double> x) {
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> step = frame.doubles(x.size());
    const int mu = donor.elite.rows();
    const int omitted = ctx.rng().below(mu);
    std::ranges::fill(step, 0.0);
    for (int r = 0; r < mu; ++r) {
      if (r == omitted) continue;
      for (std::size_t j = 0; j < x.size(); ++j) step[j] += donor.elite(r, static_cast<int>(j)) / (mu - 1);
    }
    const std::span<const double> donorMean = donor.strategy.mean();
    for (std::size_t j = 0; j < x.size(); ++j) step[j] = (step[j] - donorMean[j]) / donor.strategy.sigma();
    donor.strategy.whiten(ctx.workspace(), step, step);
    own.strategy.colour(ctx.workspace(), step, step);
    const std::span<const double> mean = own.strategy.mean();
    for (std::size_t j = 0; j < x.size(); ++j) x[j] = mean[j] + own.strategy.sigma() * step[j];
  }

  void learn(RunContext& ctx, std::vector<TaskState>& states, std::vector<Population>& samples, int t, int most) const {
    TaskState& state = states[static_cast<std::size_t>(t)];
    Population& sample = samples[static_cast<std::size_t>(t)];
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> order = frame.ints(static_cast<std::size_t>(sample.size()));
    ctx.evaluate(sample);
    rank(ctx.workspace(), sample, ctx.task(t), order);

    const std::span<const int> best = order.first(static_cast<std::size_t>(state.elite.rows()));
    for (std::size_t r = 0; r < best.size(); ++r) {
      std::ranges::copy(sample.x(best[r]), state.elite.row(static_cast<int>(r)).begin());
      state.useful += static_cast<int>(best[r] >= ctx.populationSize());
    }
    state.tried += state.external;
    if (ctx.generation() % gap_ == 0) {
      const bool more = state.tried == 0 || 2 * state.useful > state.tried;
      state.external = std::clamp(state.external + (more ? 1 : -1), 0, most);
      state.tried = state.useful = 0;
    }
    state.strategy.update(ctx.workspace(), sample, order);
  }

  /// By violation, then objective; the violation counts the distance to the widened box and puts samples out of it
  /// behind all the others.
  static void rank(Workspace& ws, const Population& sample, const TaskInfo& task, std::span<int> order) {
    Workspace::Frame frame(ws);
    const std::span<double> cv = frame.doubles(order.size());
    double worst = 0.0;
    for (int i = 0; i < sample.size(); ++i) {
      order[static_cast<std::size_t>(i)] = i;
      if (std::isfinite(sample.cv(i))) worst = std::max(worst, sample.cv(i));
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
      const int row = static_cast<int>(i);
      const double outside = task.bounded ? op::squaredViolation(sample.x(row), -kMargin, 1.0 + kMargin) : 0.0;
      cv[i] = sample.cv(row) + (outside > 0.0 ? outside + worst : 0.0);
    }
    std::ranges::sort(order, [&](int a, int b) {
      const double cvA = cv[static_cast<std::size_t>(a)];
      const double cvB = cv[static_cast<std::size_t>(b)];
      if (cvA != cvB) return cvA < cvB;
      return sample.obj(a) != sample.obj(b) ? sample.obj(a) < sample.obj(b) : a < b;
    });
  }
};

}  // namespace

TANDEM_ALGORITHM(MtesKg, .name = "MTES-KG", .family = "multitask, multi-population",
                 .labels = MultiTask | ManyTask | SingleObjective | Unconstrained | Constrained, .twin = "CMA-ES",
                 .minPopulation = 4,
                 .citation = {"Y. Li, W. Gong, S. Li",
                              "Multitask evolution strategy with knowledge-guided external sampling",
                              "IEEE Transactions on Evolutionary Computation 28(6), 1733-1745", 2024,
                              "10.1109/TEVC.2023.3330265"},
                 .doc =
                     "One CMA-ES per task with a few extra samples per generation guided by another task's domain "
                     "or shape.",
                 .deviations =
                     "The samples of a generation are exactly N plus the external ones for every task; the "
                     "reference code keeps surplus samples for all but the last task.")

}  // namespace tandem::alg::mtes_kg
