// SPDX-License-Identifier: Apache-2.0
// Multitask evolutionary algorithm with anomaly detection: now and then a task's offspring are modelled by a normal
// distribution, and the individuals of other tasks that are least anomalous under it are evaluated on the task; how
// many depends on how many of the previous ones survived. C. Wang, J. Liu, K. Wu, Z. Wu, Solving multitask optimization
// problems with adaptive knowledge transfer via anomaly detection, IEEE Transactions on Evolutionary Computation 26(2),
// 2022, doi:10.1109/TEVC.2021.3068157.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_transfer.h"

namespace tandem::alg::mtea_ad {
namespace {

constexpr int kMostSources = 10;
constexpr double kRidge = 1e-5;
constexpr double kNoiseShare = 0.01;

/// An individual of another task and its log density under the receiver's model.
struct Candidate {
  double score;
  int task;
  int row;
};

class MteaAd final : public Algorithm {
  double rate_ = 0.1;
  double muC_ = 2.0;
  double muM_ = 5.0;

  void params(ParamVisitor& p) override {
    p.real("TRP", rate_, {.min = 0, .max = 1, .doc = "probability of a transfer per task and generation"});
    p.real("muC", muC_, {.min = 0, .max = 1000, .doc = "distribution index of simulated binary crossover"});
    p.real("muM", muM_, {.min = 0, .max = 1000, .doc = "distribution index of polynomial mutation"});
    p.trace("epsilon", {.doc = "share of the last transferred individuals that survived", .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);
    const int n = ctx.populationSize();
    const int sources = std::min(ctx.taskCount() - 1, kMostSources);
    std::vector<double> epsilon(pops.size(), 0.0);  // share of the last transferred that survived
    op::GaussianModel model(ctx.maxDim());
    Population off = pops.front().like(n + 1 + sources * n);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        Population& pop = pops[t];
        breed(ctx, pop, off);
        if (sources > 0 && ctx.rng().chance(rate_)) {
          double& share = epsilon[t];
          const int transferred = detect(ctx, pops, t, model, ctx.generation() == 1 ? 1.0 : share, off);
          ctx.evaluate(off);
          const std::int64_t before = ctx.evaluations() - off.size();
          op::selectElitist(ctx, pop, off);
          int survived = 0;
          for (int i = 0; i < n; ++i) survived += pop.born(i) > before && pop.donor(i) >= 0 ? 1 : 0;
          if (transferred > 0) share = ratio(survived, transferred);
          ctx.trace("epsilon", share, t);
        } else {
          ctx.evaluate(off);
          op::selectElitist(ctx, pop, off);
        }
      }
    }
  }

  /// GA offspring with uniform crossover between the two children.
  void breed(RunContext& ctx, const Population& pop, Population& off) const {
    op::gaOffspring(ctx, pop, off, muC_, muM_);
    for (int i = 0; i + 1 < off.size(); i += 2) op::swapVariables(ctx.rng(), off.x(i), off.x(i + 1), 0.5);
    off.setDonor(kNative);
  }

  /// Appends the most likely share of the other tasks' individuals to the offspring of task t; returns how many.
  static int detect(RunContext& ctx, const std::vector<Population>& pops, int t, op::GaussianModel& model, double share,
                    Population& off) {
    const RunContext::ModelTime modelTime(ctx);
    Rng& rng = ctx.rng();
    Workspace& ws = ctx.workspace();
    Workspace::Frame frame(ws);
    const int noise = roundDown(kNoiseShare * off.size());
    const MatView points = frame.matrix(off.size() + noise, off.dim());
    for (int i = 0; i < points.rows; ++i) {
      if (i < off.size()) {
        std::ranges::copy(off.x(i), points.row(i).begin());
      } else {
        rng.fillUniform(points.row(i));
      }
    }
    if (!model.fit(points, kRidge, ws)) return 0;

    const std::span<int> tasks = frame.ints(pops.size());
    rng.permutation(tasks);
    const std::span<Candidate> candidates = frame.take<Candidate>(pops.size() * pops[0].size());
    int count = 0;
    int used = 0;
    for (const int k : tasks) {
      if (k == t || used == kMostSources) continue;
      ++used;
      const Population& donors = pops[k];
      for (int i = 0; i < donors.size(); ++i) candidates[count++] = {model.score(ws, donors.x(i)), k, i};
    }
    count = distinctByScore(pops, candidates.first(count));
    // Nothing survived last time: the threshold is a random candidate, so that something is transferred.
    const int wanted = share > 0.0 ? roundUp(share * count) : 1 + rng.below(count);
    const int native = off.size();
    off.resize(native + wanted);
    for (int i = 0; i < wanted; ++i) {
      const Candidate& c = candidates[i];
      off.copyRow(native + i, pops[c.task], c.row);
      off.setOrigin(native + i, t, c.task);
    }
    return wanted;
  }

  /// Sorts by falling score and drops repeated points; returns how many are left.
  static int distinctByScore(const std::vector<Population>& pops, std::span<Candidate> candidates) {
    const auto point = [&](const Candidate& c) { return pops[c.task].x(c.row); };
    std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
      if (a.score != b.score) return a.score > b.score;
      return a.task != b.task ? a.task < b.task : a.row < b.row;
    });
    const auto end = std::unique(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
      return a.score == b.score && std::ranges::equal(point(a), point(b));
    });
    return static_cast<int>(end - candidates.begin());
  }
};

}  // namespace

TANDEM_ALGORITHM(MteaAd, .name = "MTEA-AD", .family = "multitask, multi-population",
                 .labels = MultiTask | ManyTask | SingleObjective | Unconstrained | Constrained, .twin = "GA",
                 .minPopulation = 2,
                 .citation = {"C. Wang, J. Liu, K. Wu, Z. Wu",
                              "Solving multitask optimization problems with adaptive knowledge transfer via anomaly "
                              "detection",
                              "IEEE Transactions on Evolutionary Computation 26(2), 304-318", 2022,
                              "10.1109/TEVC.2021.3068157"},
                 .doc =
                     "One GA per task; individuals of other tasks that look normal under a Gaussian model of the "
                     "task's offspring are tried on the task.",
                 .deviations =
                     "At most ten random other tasks are looked at per transfer. When nothing survived the "
                     "last transfer, the anomaly threshold is the density of a random candidate, as in the "
                     "authors' code. Densities are compared as logarithms: where all underflow, that code "
                     "transfers every candidate.")

}  // namespace tandem::alg::mtea_ad
