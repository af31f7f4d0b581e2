// SPDX-License-Identifier: Apache-2.0
// Differential evolution with strategy adaptation, one population per task: four strategies are drawn by their success
// rates, and their CR around the median of the successful ones, both over a learning period. A. K. Qin, V. L. Huang,
// P. N. Suganthan, Differential evolution algorithm with strategy adaptation for global numerical optimization, IEEE
// Transactions on Evolutionary Computation 13(2), 2009, doi:10.1109/TEVC.2008.927706.
#include <algorithm>
#include <cstdint>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_strategies.h"

namespace tandem::alg::sade {
namespace {

enum Strategy { Rand1, RandToBest2, Rand2, CurrentToRand1 };
constexpr int kStrategies = 4;
constexpr const char* kShare[] = {"share_rand1", "share_rand_to_best2", "share_rand2", "share_current_to_rand1"};
constexpr const char* kMedian[] = {"cr_rand1", "cr_rand_to_best2", "cr_rand2"};

/// The outcomes of the trial vectors of the learning period, and their consequences for the next generation.
class Learning {
 public:
  Learning(int period, int n) : trials_(std::size_t{1} * period * n), n_(n), period_(period) {}

  [[nodiscard]] int drawStrategy(Rng& rng) const { return op::roulette(rng, probability_); }
  [[nodiscard]] double drawCr(Rng& rng, int k) const {
    double cr = rng.normal(median_[k], 0.1);
    while (cr < 0.0 || cr > 1.0) cr = rng.normal(median_[k], 0.1);
    return cr;
  }

  /// Records trial i of this generation.
  void note(int i, int strategy, double cr, bool success) {
    trials_[(generation_ % period_) * n_ + i] = {cr, strategy, success};
  }
  /// Ends the generation; once the first period is over, probabilities and medians follow it.
  void update(Workspace& ws) {
    if (++generation_ < period_) return;
    Workspace::Frame frame(ws);
    const std::span<double> successful = frame.doubles(trials_.size());
    for (int k = 0; k < kStrategies; ++k) {
      int tried = 0;
      int won = 0;
      for (const Trial& trial : trials_) {
        if (trial.strategy != k) continue;
        ++tried;
        if (trial.success) successful[won++] = trial.cr;
      }
      probability_[k] = 0.01 + (tried > 0 ? ratio(won, tried) : 0.0);
      if (won > 0) median_[k] = median(successful.first(won));
    }
  }

  [[nodiscard]] double share(int k) const {
    return probability_[k] / (probability_[0] + probability_[1] + probability_[2] + probability_[3]);
  }
  [[nodiscard]] double medianCr(int k) const { return median_[k]; }

 private:
  struct Trial {
    double cr = 0.0;
    int strategy = -1;
    bool success = false;
  };

  static double median(std::span<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return values.size() % 2 == 1 ? *middle : 0.5 * (*middle + *std::ranges::max_element(values.begin(), middle));
  }

  std::vector<Trial> trials_;  // a ring of generations
  int n_;
  int period_;
  int generation_ = 0;
  double probability_[kStrategies] = {0.25, 0.25, 0.25, 0.25};  // up to a common factor
  double median_[kStrategies] = {0.5, 0.5, 0.5, 0.5};
};

class SaDe final : public Algorithm {
  int period_ = 30;

  void params(ParamVisitor& p) override {
    p.integer("LP", period_, {.min = 1, .max = 10000, .doc = "learning period in generations"});
    for (const char* name : kShare) p.trace(name, {.doc = "probability of the strategy", .min = 0, .max = 1});
    for (const char* name : kMedian) p.trace(name, {.doc = "median of the strategy's CR", .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    const int n = ctx.populationSize();
    std::vector<Learning> learning(pops.size(), Learning(period_, n));
    std::vector<int> strategy(n);
    std::vector<double> cr(n);
    std::vector<std::uint8_t> success(n);
    Population off = pops.front().like(n);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        for (int k = 0; k < kStrategies; ++k) ctx.trace(kShare[k], learning[t].share(k), t);
        for (int k = 0; k < CurrentToRand1; ++k) ctx.trace(kMedian[k], learning[t].medianCr(k), t);
        const int best = op::bestIndex(pops[t]);
        for (int i = 0; i < n; ++i) {
          strategy[i] = learning[t].drawStrategy(ctx.rng());
          cr[i] = learning[t].drawCr(ctx.rng(), strategy[i]);
          breed(ctx, pops[t], i, best, strategy[i], cr[i], off);
        }
        ctx.evaluate(off);
        op::selectOneToOne(pops[t], off, success);
        for (int i = 0; i < n; ++i) learning[t].note(i, strategy[i], cr[i], success[i] != 0);
        learning[t].update(ctx.workspace());
      }
    }
  }

  static void breed(RunContext& ctx, const Population& pop, int i, int best, int strategy, double cr, Population& off) {
    Rng& rng = ctx.rng();
    const double f = rng.normal(0.5, 0.3);
    const auto x = pop.x(i);
    const auto u = off.x(i);
    int r[5];
    rng.distinct(r, pop.size(), {&i, 1});
    const auto addDifference = [&](int a, int b) { op::difference(u, f, pop.x(a), pop.x(b), u); };
    switch (strategy) {
      case Rand1:
        op::difference(pop.x(r[0]), f, pop.x(r[1]), pop.x(r[2]), u);
        break;
      case RandToBest2:
        op::difference(x, f, pop.x(best), x, u);
        addDifference(r[0], r[1]);
        addDifference(r[2], r[3]);
        break;
      case Rand2:
        op::difference(pop.x(r[0]), f, pop.x(r[1]), pop.x(r[2]), u);
        addDifference(r[3], r[4]);
        break;
      default:
        op::currentToRand1(x, rng.uniform(), pop.x(r[0]), f, pop.x(r[1]), pop.x(r[2]), u);
    }
    if (strategy != CurrentToRand1) op::binomial(rng, x, u, cr, u);
    op::randomReset(rng, u);
    off.setOrigin(i, pop.task(i), kNative);
  }
};

}  // namespace

TANDEM_ALGORITHM(SaDe, .name = "SaDE", .family = "single-task, differential evolution",
                 .labels = SingleTask | SingleObjective | Unconstrained | Constrained, .minPopulation = 6,
                 .citation = {"A. K. Qin, V. L. Huang, P. N. Suganthan",
                              "Differential evolution algorithm with strategy adaptation for global numerical "
                              "optimization",
                              "IEEE Transactions on Evolutionary Computation 13(2), 398-417", 2009,
                              "10.1109/TEVC.2008.927706"},
                 .doc =
                     "Differential evolution that learns from the last LP generations which of four strategies to use "
                     "and with which CR.",
                 .deviations =
                     "The median of CR is over the successes of the last LP generations, as in the paper; the "
                     "reference code keeps the last LP values. A strategy without success keeps its median, where "
                     "that of the reference code becomes undefined.")

}  // namespace tandem::alg::sade
