// SPDX-License-Identifier: Apache-2.0
// CMOCSO: two swarms per task for constrained problems: a competitive one under a shrinking violation threshold
// epsilon, and a cooperative one that ignores the constraints; an archive collects the feasible optima. F. Ming, W.
// Gong, D. Li, L. Wang, L. Gao, A competitive and cooperative swarm optimizer for constrained multiobjective
// optimization problems, IEEE Transactions on Evolutionary Computation 27(5), 2023, doi:10.1109/TEVC.2022.3199775.
#include <algorithm>
#include <cmath>
#include <limits>

#include "tandem/algorithm.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::cmocso {
namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();
constexpr double kControlEnd = 0.9;       // share of the generations after which epsilon is 0
constexpr double kExponent = 2.0;         // of its decay once nearly all are feasible
constexpr double kEnoughFeasible = 0.95;  // the meaning of "nearly all"
constexpr double kShrinkage = 0.05;       // of epsilon per generation before
constexpr double kInitialLearning = 10.0;

class Cmocso final : public Algorithm {
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override {
    variation_.params(p);
    p.trace("epsilon", {.doc = "violation that counts as none in the competitive swarm", .min = 0});
  }

  struct Task {
    Population competitive, cooperative;
    std::vector<double> fitness, competitiveFitness, cooperativeFitness;
    double epsilon = 0.0;
  };
  ColumnId velocity_, violation_;

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Task> swarms(tasks);
    Population none;
    double largest = 0.0;  // violation seen so far
    for (int t = 0; t < tasks; ++t) {
      Task& s = swarms[t];
      velocity_ = pops[t].addColumn("velocity", pops[t].dim());
      violation_ = pops[t].addColumn("violation");
      none = pops[t].like(0);
      s.fitness.resize(n);
      s.competitiveFitness.resize(n);
      s.cooperativeFitness.resize(n);
      rememberViolation(pops[t]);
      s.competitive = pops[t];
      s.cooperative = pops[t];
      largest = largestViolation(pops[t], 0.0);
      s.epsilon = largest;
      select(ctx, s.competitive, none, s.epsilon, s.competitiveFitness);
      select(ctx, s.cooperative, none, kFar, s.cooperativeFitness);
      select(ctx, pops[t], none, 0.0, s.fitness);
    }
    Population off = pops.front().like(2 * (n / 2) + n + 1);
    Population children = off.like(n + 1);
    std::vector<int> pool(n);
    const double generations = std::max(1.0, ratio(ctx.budget(), 1.0 * n * tasks));
    double learning = kInitialLearning;
    while (ctx.running(pops)) {
      for (int t = 0; t < tasks; ++t) {
        Task& s = swarms[t];
        largest = largestViolation(s.competitive, largest);
        updateEpsilon(s, largest, ctx.generation(), kControlEnd * std::ceil(generations));
        ctx.trace("epsilon", s.epsilon, t);
        compete(ctx, s, learning, off);
        op::tournamentPool(ctx.rng(), s.cooperativeFitness, pool);
        op::gaOffspring(ctx, s.cooperative, pool, children, variation_);
        for (int i = 0; i < children.size(); ++i) {
          const int parent = pool[i / 2 + (i % 2) * (n / 2)];
          std::ranges::copy(s.cooperative.column(velocity_).row(parent), children.column(velocity_).row(i).begin());
        }
        off.append(children);
        for (int i = 0; i < off.size(); ++i) off.setOrigin(i, t, t);
        ctx.evaluate(off);
        rememberViolation(off);
        select(ctx, s.competitive, off, s.epsilon, s.competitiveFitness);
        select(ctx, s.cooperative, off, kFar, s.cooperativeFitness);
        select(ctx, pops[t], off, 0.0, s.fitness);
      }
      const int m = ctx.task(tasks - 1).objectives;
      const double left = ctx.generation() / generations - 1.0;
      learning = m * m * left * left + 1.0;
    }
  }

  void rememberViolation(Population& pop) const {
    for (int i = 0; i < pop.size(); ++i) pop.value(violation_, i) = pop.cv(i);
  }
  double largestViolation(const Population& pop, double atLeast) const {
    for (int i = 0; i < pop.size(); ++i) {
      const double cv = pop.value(violation_, i);
      if (std::isfinite(cv)) atLeast = std::max(atLeast, cv);
    }
    return atLeast;
  }

  /// SPEA2 survivors, with violations below epsilon counting as none. The true violations are restored afterwards.
  void select(RunContext& ctx, Population& pop, Population& off, double epsilon, std::span<double> fitness) const {
    for (Population* each : {&pop, &off}) {
      for (int i = 0; i < each->size(); ++i) {
        const double cv = each->value(violation_, i);
        each->cv(i) = cv < epsilon || epsilon == kFar ? 0.0 : cv;
      }
    }
    op::selectSpea2(ctx, pop, off, ctx.populationSize(), fitness);
    for (Population* each : {&pop, &off}) {
      for (int i = 0; i < each->size(); ++i) each->cv(i) = each->value(violation_, i);
    }
  }

  void updateEpsilon(Task& s, double largest, int generation, double controlEnd) const {
    int feasible = 0;
    for (int i = 0; i < s.competitive.size(); ++i) feasible += s.competitive.value(violation_, i) <= 1e-6 ? 1 : 0;
    if (generation > controlEnd) {
      s.epsilon = 0.0;
    } else if (feasible < kEnoughFeasible * s.competitive.size()) {
      s.epsilon *= 1.0 - kShrinkage;
    } else {
      s.epsilon = largest * std::pow(1.0 - generation / controlEnd, kExponent);
    }
  }

  /// Random pairs by SPEA2 fitness: the loser flies towards the winner, both are mutated.
  void compete(RunContext& ctx, const Task& s, double learning, Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const Population& pop = s.competitive;
    const int pairs = pop.size() / 2;
    const std::span<int> order = frame.ints(pop.size());
    rng.permutation(order);
    off.resize(2 * pairs);
    for (int k = 0; k < pairs; ++k) {
      int loser = order[k];
      int winner = order[pairs + k];
      if (s.competitiveFitness[winner] > s.competitiveFitness[loser]) std::swap(loser, winner);
      off.copyRow(2 * k, pop, loser);
      off.copyRow(2 * k + 1, pop, winner);
      const std::span<const double> old = pop.column(velocity_).row(loser);
      const std::span<double> v = off.column(velocity_).row(2 * k);
      const double inertia = rng.uniform();
      const double pull = rng.uniform() * learning;
      const double acceleration = rng.uniform() * (rng.chance(0.5) ? 1.0 : -1.0);
      for (int j = 0; j < pop.dim(); ++j) {
        v[j] = inertia * old[j] + pull * (pop.x(winner)[j] - pop.x(loser)[j]);
        off.x(2 * k)[j] = pop.x(loser)[j] + v[j] + acceleration * (v[j] - old[j]);
      }
    }
    for (int i = 0; i < off.size(); ++i) {
      op::polynomialMutation(rng, off.x(i), variation_.muM, 1.0 / off.dim());
      op::clip(off.x(i));
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(
    Cmocso, .name = "CMOCSO", .family = "multi-objective single-task, constraint handling",
    .labels = SingleTask | MultiObjective | Constrained, .minPopulation = 2,
    .citation = {"F. Ming, W. Gong, D. Li, L. Wang, L. Gao",
                 "A competitive and cooperative swarm optimizer for constrained multi-objective optimization problems",
                 "IEEE Transactions on Evolutionary Computation 27(5), 1313-1326", 2023, "10.1109/TEVC.2022.3199775"},
    .doc = "A competitive swarm under epsilon constraints, a cooperative one without constraints, and an archive.",
    .deviations =
        "As in the reference, generations are counted as budget / (N T) although each costs twice that, so "
        "that about half of the schedules of epsilon and of the learning factor is run through, and the "
        "largest violation is shared by all tasks.")

}  // namespace tandem::alg::cmocso
