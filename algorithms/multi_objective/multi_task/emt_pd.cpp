// SPDX-License-Identifier: Apache-2.0
// EMT-PD: mating as in MO-MFEA; every few generations a transfer stage instead, which joins the normal distributions
// of the best individuals of two tasks and mixes individuals of both variable by variable, each with a weight that
// says how far the task's own distribution lies from the joint one. Z. Liang, W. Liang, Z. Wang, X. Ma, L. Liu, Z. Zhu,
// Multiobjective evolutionary multitasking with two-stage adaptive knowledge transfer based on population distribution,
// IEEE Transactions on Systems, Man, and Cybernetics: Systems 52(7), 2022, doi:10.1109/TSMC.2021.3096220.
#include <algorithm>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/operators_mo_mf.h"

namespace tandem::alg::emt_pd {
namespace {

class EmtPd final : public Algorithm {
  double rmp_ = 0.3;
  int gap_ = 5;
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override {
    p.real("RMP", rmp_,
           {.min = 0, .max = 1, .doc = "random mating probability between individuals of different tasks"});
    p.integer("G", gap_, {.min = 1, .max = 1000000, .doc = "generations from one transfer stage to the next"});
    variation_.params(p);
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initSorted(ctx);
    Population off = pops.front().like(n * tasks + 1);
    Population mine = off;
    while (ctx.running(pops)) {
      if (tasks == 1 || (ctx.generation() + 1) % gap_ != 0) {
        op::mateAcrossTasks(ctx, pops, rmp_, variation_, off);
      } else {
        off.resize(n * tasks);
        for (int t = 0; t < tasks; ++t) {
          int source = ctx.rng().below(tasks - 1);
          if (source >= t) ++source;
          transfer(ctx, pops[t], pops[source], t * n, off);
        }
      }
      ctx.evaluate(off);
      op::selectCrowdedPerTask(ctx, pops, off, n, mine);
    }
  }

  /// Children first, first + 1, ... of `own`, made with knowledge of `other`; both are sorted, best first.
  void transfer(RunContext& ctx, const Population& own, const Population& other, int first, Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int models = std::min(own.size(), kModelled);
    const std::span<double> mean = frame.doubles(own.dim());
    const std::span<double> joint = frame.doubles(own.dim());
    {
      const RunContext::ModelTime modelTime(ctx);
      jointMean(ctx, own.x().rowRange(0, models), other.x().rowRange(0, models), mean, joint);
      normalise(joint);
    }
    for (int i = 0; i < own.size(); ++i) {
      const auto a = own.x(rng.below(models));
      const auto b = other.x(rng.below(models));
      const auto child = off.x(first + i);
      for (int j = 0; j < own.dim(); ++j) {
        const double weight = mean[j] - joint[j];
        child[j] = weight * a[j] + (1.0 - weight) * b[j];
      }
      variation_.mutate(ctx, child);
      op::clip(child);
      off.setOrigin(first + i, own.task(0), other.task(0));
    }
  }

  /// Mean of the product of the two normal densities, m1 + C1 (C1 + C2)^-1 (m2 - m1); the middle of both means if the
  /// sum of the covariances remains singular (all individuals equal).
  static void jointMean(RunContext& ctx, ConstMatView own, ConstMatView other, std::span<double> mean,
                        std::span<double> joint) {
    Workspace::Frame frame(ctx.workspace());
    const int d = own.cols;
    const std::span<double> otherMean = frame.doubles(d);
    const MatView covariance = frame.matrix(d, d);
    const MatView sum = frame.matrix(d, d);
    linalg::meanAndCovariance(own, mean, covariance);
    linalg::meanAndCovariance(other, otherMean, sum);
    double trace = 0.0;
    for (int i = 0; i < d; ++i) {
      for (int j = 0; j < d; ++j) sum(i, j) += covariance(i, j);
      trace += sum(i, i);
    }
    const MatView shift = frame.matrix(d, 1);
    for (int j = 0; j < d; ++j) {
      sum(j, j) += kRidge * trace / d;
      shift(j, 0) = otherMean[j] - mean[j];
    }
    if (linalg::solve(sum, shift, shift, ctx.workspace())) {
      linalg::multiply(covariance, std::span<const double>(shift.data, d), joint);
      for (int j = 0; j < d; ++j) joint[j] += mean[j];
    } else {
      for (int j = 0; j < d; ++j) joint[j] = 0.5 * (mean[j] + otherMean[j]);
    }
  }

  /// Scales the variables of the joint mean to [0, 1].
  static void normalise(std::span<double> joint) {
    const auto [low, high] = std::ranges::minmax(joint);
    for (double& v : joint) v = high > low ? (v - low) / (high - low) : 0.0;
  }

  static constexpr int kModelled = 40;     ///< individuals that describe a task
  static constexpr double kRidge = 1e-10;  ///< share of the mean variance added to every variance
};

}  // namespace

TANDEM_ALGORITHM(
    EmtPd, .name = "EMT-PD", .family = "multi-objective multitask, multifactorial",
    .labels = MultiTask | MultiObjective | Unconstrained | Constrained, .twin = "NSGA-II", .minPopulation = 2,
    .citation = {"Z. Liang, W. Liang, Z. Wang, X. Ma, L. Liu, Z. Zhu",
                 "Multiobjective evolutionary multitasking with two-stage adaptive knowledge transfer based on "
                 "population distribution",
                 "IEEE Transactions on Systems, Man, and Cybernetics: Systems 52(7), 4457-4469", 2022,
                 "10.1109/TSMC.2021.3096220"},
    .doc = "MO-MFEA with a stage that mixes individuals of two tasks by the distance of their distributions.",
    .deviations =
        "The mean of the product of the two normal densities is computed without the inverses of the single "
        "covariance matrices, which do not exist when there are more variables than modelled individuals or "
        "a variable has converged; the reference code inverts them all the same and replaces variables that "
        "come out as no number by random ones. The paper's abstract speaks of a second stage "
        "of transfer that adjusts the range of the search; as in that code, there is only the mutation of the "
        "children.")

}  // namespace tandem::alg::emt_pd
