// SPDX-License-Identifier: Apache-2.0
// Co-evolutionary differential evolution assisted by deep reinforcement learning: four DE populations per task, each
// with its own constraint handling rule (feasibility first, epsilon, the weights of DeCODE, those of CORCO). A network
// trained during the run chooses the one that breeds the offspring of a generation, from which all four choose. Z. Hu,
// W. Gong, W. Pedrycz, Y. Li, Deep reinforcement learning assisted co-evolutionary differential evolution for
// constrained optimization, Swarm and Evolutionary Computation 83, 101387, 2023, doi:10.1016/j.swevo.2023.101387.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/operators.h"
#include "tandem/operators_constraints.h"
#include "tandem/operators_de.h"
#include "tandem/operators_dropout.h"
#include "tandem/operators_rules.h"
#include "tandem/operators_strategies.h"

namespace tandem::alg::cede_drl {
namespace {

constexpr int kRules = op::kConstraintRules;
constexpr const char* kShare[] = {"share_feasibility", "share_epsilon", "share_biased", "share_correlation"};
enum Strategy { CurrentToPbest, RandRl, RandToPbest };
constexpr double kTop = 0.2;  // share of the population among which the pbest is drawn

constexpr int kSigns = 3;  // mean objective, mean violation, mean distance
using Signs = std::array<double, kSigns>;

/// What a task keeps besides its populations.
struct State {
  double epsilonStart;
  op::BiasedWeights biased;
  op::CorrelationWeights correlation;
  Population byConstraints;  // learning partner of the population under Correlation
  op::ActionLearner learner;
  std::vector<op::Archive> archives{};
  op::StrategyCompetition strategies{3, 3.0, 1.0 / 15.0};
  Signs last{};
};

class CedeDrl final : public Algorithm {
  double epsilonTop_ = 0.2;
  double epsilonPower_ = 5.0;
  double epsilonEnd_ = 0.8;
  op::BiasedWeights::Options biased_{};
  double learning_ = 0.05;
  int rounds_ = 80000;
  op::Form form_ = op::Form::Paper;
  bool paper_ = true;
  ColumnId strategy_;

  void params(ParamVisitor& p) override {
    p.real("EC_Top", epsilonTop_,
           {.min = 0, .max = 1, .doc = "the violation of this share of the start is the first epsilon"});
    p.real("EC_Cp", epsilonPower_, {.min = 0, .max = 100, .doc = "exponent of the fall of epsilon"});
    p.real("EC_P", epsilonEnd_, {.min = 0, .max = 1, .doc = "share of the budget after which epsilon is 0"});
    p.real("DE_Beta", biased_.beta, {.min = 0, .max = 1000, .doc = "how far the epsilon of the biased weights falls"});
    p.real("DE_Gama", biased_.gamma, {.min = 0, .max = 1e6, .doc = "steepness of the fall of the biased weights"});
    p.real("DE_P", biased_.share,
           {.min = 0.001, .max = 0.999, .doc = "share of the budget after which the epsilon of the weights is 0"});
    p.real("CO_LP", learning_, {.min = 0, .max = 1, .doc = "share of the budget in which the correlation is learned"});
    p.integer("rounds", rounds_,
              {.min = 1,
               .max = 1000000000,
               .doc = "steps of the network's first training, once per task; an update takes a tenth"});
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "platform: order of randrl, state and targets of the network as in the code (see deviations)"});
    for (const char* name : kShare) p.trace(name, {.doc = "share of generations it bred", .min = 0, .max = 1});
    p.trace("reward", {.doc = "share of offspring that survive in the breeding population", .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    paper_ = form_ == op::Form::Paper;
    const int n = ctx.populationSize();
    std::vector<Population> pops;  // task by task, rule by rule
    std::vector<State> states;
    for (Population& start : op::initPerTask(ctx)) {
      strategy_ = start.addColumn("strategy");
      states.push_back({.epsilonStart = op::violationQuantile(start, epsilonTop_),
                        .biased = op::BiasedWeights(start, ctx.task(start.task(0)).dim, biased_),
                        .correlation = op::CorrelationWeights(start),
                        .byConstraints = start,
                        .learner = op::ActionLearner({.state = kSigns,
                                                      .actions = kRules,
                                                      .memory = 2000,
                                                      .threshold = 2000,
                                                      .gap = 500,
                                                      .greedy = 0.9,
                                                      .gamma = 0.9,
                                                      .rounds = rounds_,
                                                      .updateRounds = std::max(1, rounds_ / 10),
                                                      .bootstrap = paper_})});
      for (int rule = 0; rule < kRules; ++rule) {
        pops.push_back(start);
        states.back().archives.emplace_back(start, n);  // a copy would lose the reserved capacity
      }
    }
    op::ConstraintRules rules(n);
    Population off = pops.front().like(n);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        State& state = states[t];
        const int first = t * kRules;
        const std::span<Population> own = std::span(pops).subspan(first, kRules);
        const int chosen = state.learner.choose(ctx.rng(), ctx.workspace(), ctx.generation(), state.last);
        for (int k = 0; k < kRules; ++k) ctx.trace(kShare[k], k == chosen ? 1.0 : 0.0, t);
        rules.prepare(ctx, epsilonNow(ctx, state), learning_, state.biased, state.correlation, own);
        breed(ctx, state, rules, own[chosen], chosen, off);
        ctx.evaluate(off);
        learn(ctx, state, own[chosen], off, chosen);
        for (int rule = 0; rule < kRules; ++rule) rules.survive(ctx, rule, own[rule], off, state.archives[rule]);
        if (ctx.progress() >= learning_) continue;
        op::selectOneToOne(state.byConstraints, off);
        state.correlation.learn(ctx, own[op::Correlation], state.byConstraints);
      }
    }
  }

  [[nodiscard]] double epsilonNow(const RunContext& ctx, const State& state) const {
    const double progress = ctx.progress();
    return progress < epsilonEnd_ ? op::epsilonLevel(state.epsilonStart, progress, epsilonPower_) : 0.0;
  }

  void breed(RunContext& ctx, const State& state, const op::ConstraintRules& rules, const Population& pop, int chosen,
             Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const op::Archive& archive = state.archives[chosen];
    const op::Tradeoff tradeoff(frame, pop, rules.kScale);
    const std::span<int> order = frame.ints(n);
    op::sortByEpsilon(pop, rules.epsilon(chosen), order);
    const int top = std::max(1, nearest(kTop * n));
    for (int i = 0; i < n; ++i) {
      const op::DeSetting setting = op::drawPooled(rng);
      const int strategy = state.strategies.draw(rng);
      off.value(strategy_, i) = strategy;
      const std::span<double> u = off.x(i);
      int r[3];
      if (strategy == RandRl) {
        rng.distinct(r, n, {&i, 1});
        std::ranges::sort(r, [&](int a, int b) { return better(pop.obj(a), pop.cv(a), pop.obj(b), pop.cv(b)); });
        if (paper_ && rng.chance(0.5)) std::swap(r[1], r[2]);
        op::difference(pop.x(r[0]), setting.f, pop.x(r[1]), pop.x(r[2]), u);
      } else {
        if (rules.weighs(chosen)) tradeoff.selectBest(rules.weight(chosen, i), top, order);
        const int pbest = order[rng.below(top)];
        if (strategy == CurrentToPbest) {
          op::currentToPbest(rng, pop, &archive, i, pbest, setting.f, setting.f, u);
        } else {
          const int except[2] = {i, pbest};
          rng.distinct(std::span(r).first(2), n, except);
          do {
            r[2] = rng.below(n + archive.size());
          } while (r[2] == i || r[2] == pbest || r[2] == r[0] || r[2] == r[1]);
          const auto x3 = r[2] < n ? pop.x(r[2]) : archive.members().x(r[2] - n);
          op::randToBest1(pop.x(r[0]), setting.f, pop.x(pbest), pop.x(r[1]), x3, u);
        }
      }
      op::binomial(rng, pop.x(i), u, setting.cr, u);
      op::reflectRandom(rng, u);
      off.setOrigin(i, pop.task(i), kNative);
    }
  }

  /// Credits the strategies and the choice of the rule with the offspring that survive against their parents.
  void learn(RunContext& ctx, State& state, const Population& pop, const Population& off, int chosen) const {
    double survivors = 0.0;
    for (int i = 0; i < off.size(); ++i) {
      if (better(pop.obj(i), pop.cv(i), off.obj(i), off.cv(i))) continue;
      survivors += 1.0;
      state.strategies.note(off.whole(strategy_, i));
    }
    state.strategies.update();
    const double reward = survivors / off.size();
    const int t = pop.task(0);
    ctx.trace("reward", reward, t);
    const Signs before = signs(pop, ctx.task(t).dim);
    const Signs after = signs(off, ctx.task(t).dim);
    state.learner.note(ctx.rng(), ctx.workspace(), before, chosen, reward, after);
    state.last = paper_ ? after : before;
  }

  static Signs signs(const Population& pop, int dim) {
    const int n = pop.size();
    Signs s{};
    for (int i = 0; i < n; ++i) {
      s[0] += pop.obj(i) / n;
      s[1] += pop.cv(i) / n;
      for (int k = 0; k < i; ++k) s[2] += std::sqrt(linalg::squaredDistance(pop.x(i).first(dim), pop.x(k).first(dim)));
    }
    s[2] *= 2.0 / (n * (n - 1.0));
    return s;
  }
};

}  // namespace

TANDEM_ALGORITHM(CedeDrl, .name = "CEDE-DRL", .family = "single-task, constraint handling",
                 .labels = SingleTask | SingleObjective | Constrained, .minPopulation = 5,
                 .citation = {"Z. Hu, W. Gong, W. Pedrycz, Y. Li",
                              "Deep reinforcement learning assisted co-evolutionary differential evolution for "
                              "constrained optimization",
                              "Swarm and Evolutionary Computation 83, 101387", 2023, "10.1016/j.swevo.2023.101387"},
                 .doc =
                     "Four DE populations with four constraint handling rules; after 2000 generations a small network, "
                     "trained in some seconds, chooses the one that breeds the offspring from which all choose.",
                 .deviations =
                     "The parameters Alpha, Pmin and RH of the reference code, which have no effect there, are left "
                     "out. Every task has a network of its own, and the latest 2000 transitions are kept (there: the "
                     "first 2000, of all tasks together). Distances are those of the breeding population in the unit "
                     "box. The reference code lets the difference of randrl always point from the worse to the better "
                     "individual, chooses by the state before the last offspring, and updates the network on rewards "
                     "alone; form=platform reproduces these three.")

}  // namespace tandem::alg::cede_drl
