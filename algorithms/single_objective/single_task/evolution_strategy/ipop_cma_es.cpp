// SPDX-License-Identifier: Apache-2.0
// CMA-ES that restarts with twice the samples whenever it has converged or stalled, one search per task. A. Auger, N.
// Hansen, A restart CMA evolution strategy with increasing population size, IEEE Congress on Evolutionary Computation,
// 2005, doi:10.1109/CEC.2005.1554902.
#include <algorithm>
#include <cmath>
#include <limits>

#include "tandem/algorithm.h"
#include "tandem/operators_es.h"

namespace tandem::alg::ipop_cma_es {
namespace {

constexpr double kToleranceF = 1e-12;
constexpr double kToleranceX = 1e-12;  // in units of sigma0
constexpr double kLargestCondition = 1e14;

/// A strategy between two restarts, with the best objectives of its last generations.
struct Search {
  Search(int dim, int lambda, double sigma0)
      : strategy(dim, lambda, sigma0), history(10 + (30 * dim + lambda - 1) / lambda) {}
  op::CmaEs strategy;
  std::vector<double> history;  // a ring
  int generations = 0;
};

class IpopCmaEs final : public Algorithm {
  double sigma0_ = 0.3;
  double factor_ = 2.0;

  void params(ParamVisitor& p) override {
    p.real("sigma0", sigma0_, {.min = 1e-12, .max = 10, .doc = "initial step size in the unit box"});
    p.real("factor", factor_, {.min = 1, .max = 100, .doc = "growth of the number of samples at each restart"});
    p.trace("sigma", {.doc = "step size", .min = 0});
    p.trace("samples", {.doc = "samples a generation", .min = 0});
  }

  void run(RunContext& ctx) override {
    std::vector<Search> searches;
    std::vector<Population> samples;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      const int dim = ctx.task(t).dim;
      searches.emplace_back(dim, op::sampleCount(ctx, dim, false), sigma0_);
      op::startMean(ctx, t, searches.back().strategy.mean());
      searches.back().strategy.widen(ctx.task(t).startScale);
      samples.push_back(ctx.makePopulation(searches.back().strategy.lambda(), t));
    }
    while (ctx.running(samples)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        if (op::shareSpent(ctx, t)) continue;
        Search& search = searches[t];
        Population& sample = samples[t];
        search.strategy.sample(ctx.rng(), ctx.workspace(), sample, 0, sample.size());
        ctx.evaluate(sample);
        Workspace::Frame frame(ctx.workspace());
        const std::span<int> order = frame.ints(sample.size());
        op::rankWithPenalty(ctx.workspace(), sample, ctx.task(t), order);
        search.history[search.generations++ % search.history.size()] = sample.obj(order[0]);
        search.strategy.update(ctx.workspace(), sample, order);
        ctx.trace("sigma", search.strategy.sigma(), t);
        ctx.trace("samples", sample.size(), t);
        if (!finished(search, sample)) continue;
        const int lambda = roundUp(factor_ * sample.size());
        search = Search(ctx.task(t).dim, lambda, sigma0_);
        ctx.rng().fillUniform(search.strategy.mean());
        sample.resize(lambda);
        sample.setTask(t);
      }
    }
  }

  /// Converged in objective or decision space, or numerically exhausted.
  [[nodiscard]] bool finished(const Search& search, const Population& sample) const {
    const op::CmaEs& s = search.strategy;
    if (search.generations >= isize(search.history)) {
      double low = std::ranges::min(search.history);
      double high = std::ranges::max(search.history);
      for (int i = 0; i < sample.size(); ++i) {
        low = std::min(low, sample.obj(i));
        high = std::max(high, sample.obj(i));
      }
      // Two infinities mean a plateau without a single number.
      if (!(high - low >= kToleranceF)) return true;
    }
    const auto [shortest, longest] = std::ranges::minmax(s.axisDeviations());
    if (longest * longest > kLargestCondition * shortest * shortest) return true;
    bool small = true;
    bool stuck = false;  // a fifth of a deviation no longer moves a coordinate of the mean
    for (int j = 0; j < s.dim(); ++j) {
      const auto at = j;
      const double deviation = s.sigma() * std::sqrt(s.covariance()(j, j));
      small = small && deviation < kToleranceX * sigma0_ && s.sigma() * std::abs(s.path()[at]) < kToleranceX * sigma0_;
      stuck = stuck || s.mean()[at] + 0.2 * deviation == s.mean()[at];
    }
    return small || stuck;
  }
};

}  // namespace

TANDEM_ALGORITHM(IpopCmaEs, .name = "IPOP-CMA-ES", .family = "single-task, evolution strategy",
                 .labels = SingleTask | SingleObjective | Unconstrained, .minPopulation = 1,
                 .citation = {"A. Auger, N. Hansen", "A restart CMA evolution strategy with increasing population size",
                              "IEEE Congress on Evolutionary Computation 2, 1769-1776", 2005,
                              "10.1109/CEC.2005.1554902"},
                 .doc =
                     "CMA-ES with 4 + 3 ln(D) samples that restarts with twice as many once it has converged; the "
                     "population size asked for is not used.",
                 .deviations =
                     "A restart forgets everything, as in the paper; the reference code keeps covariance and "
                     "paths. Samples outside the box are evaluated at its border and ranked with a penalty.")

}  // namespace tandem::alg::ipop_cma_es
