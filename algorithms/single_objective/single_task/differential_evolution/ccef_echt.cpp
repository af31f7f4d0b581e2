// SPDX-License-Identifier: Apache-2.0
// Competitive and cooperative framework for an ensemble of constraint handling techniques: four DE populations per
// task, each with its own rule (feasibility first, epsilon, the weights of DeCODE, those of CORCO). One of them, by its
// past rewards, breeds the offspring of a generation, from which all four choose. Y. Li, W. Gong, Z. Hu, S. Li, A
// competitive and cooperative evolutionary framework for ensemble of constraint handling techniques, IEEE Transactions
// on Systems, Man, and Cybernetics: Systems, 2023, doi:10.1109/TSMC.2023.3343778.
#include <algorithm>
#include <array>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_constraints.h"
#include "tandem/operators_de.h"
#include "tandem/operators_rules.h"
#include "tandem/operators_strategies.h"

namespace tandem::alg::ccef_echt {
namespace {

constexpr int kRules = op::kConstraintRules;
constexpr const char* kShare[] = {"share_feasibility", "share_epsilon", "share_biased", "share_correlation"};
enum Strategy { CurrentToRand, RandToPbest };
constexpr double kEpsilonTop = 0.2;      // the violation of this share of the start is the first epsilon
constexpr double kEpsilonPower = 5.0;    // exponent of its fall
constexpr double kEpsilonControl = 0.8;  // share of the budget after which it is 0
constexpr double kLearning = 0.05;       // share of the budget in which the correlation is learned

/// What a task keeps besides its populations.
struct State {
  double epsilonStart;
  op::BiasedWeights biased;
  op::CorrelationWeights correlation;
  Population byConstraints;  // learning partner of the population under Correlation
  std::vector<op::Archive> archives{};
  op::StrategyCompetition strategies{2, 2.0, 0.1};
  std::array<std::vector<double>, kRules> rewards{};  // rings of the last rewards
  std::array<int, kRules> next{};
  std::array<double, kRules> share{0.25, 0.25, 0.25, 0.25};
};

class CcefEcht final : public Algorithm {
  double pr0_ = 0.1;
  double alpha_ = 0.5;
  double beta_ = 0.1;
  double pMin_ = 0.1;
  int rh_ = 10;
  double p_ = 0.2;
  op::Form form_ = op::Form::Paper;
  bool byRank_ = true;
  ColumnId strategy_;

  void params(ParamVisitor& p) override {
    p.real("PR0", pr0_, {.min = 0, .max = 1, .doc = "probability that a better individual of another rule steps in"});
    p.real("Alpha", alpha_,
           {.min = 0, .max = 1, .doc = "weight of a new best of the task in the reward, the rest is for survivors"});
    p.real("Beta", beta_, {.min = 0, .max = 1, .doc = "share of the budget after which the rules compete"});
    p.real("Pmin", pMin_, {.min = 0, .max = 1, .doc = "share of generations dealt out evenly"});
    p.integer("RH", rh_, {.min = 1, .max = 100000, .doc = "rewards remembered per rule"});
    p.real("P", p_, {.min = 0, .max = 1, .doc = "share of the population among which the pbest is drawn"});
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "platform: the preferred strategy depends on the index, not the rank (see deviations)"});
    for (const char* name : kShare) p.trace(name, {.doc = "probability that the rule breeds", .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    byRank_ = form_ == op::Form::Paper;
    const int n = ctx.populationSize();
    std::vector<Population> pops;  // task by task, rule by rule
    std::vector<State> states;
    for (Population& start : op::initPerTask(ctx)) {
      strategy_ = start.addColumn("strategy");
      const int dim = ctx.task(start.task(0)).dim;
      states.push_back({.epsilonStart = op::violationQuantile(start, kEpsilonTop),
                        .biased = op::BiasedWeights(start, dim, {}),
                        .correlation = op::CorrelationWeights(start),
                        .byConstraints = start});
      states.back().rewards.fill(std::vector<double>(rh_, 0.0));
      for (int rule = 0; rule < kRules; ++rule) {
        pops.push_back(start);
        states.back().archives.emplace_back(start, n);  // a copy would lose the reserved capacity
      }
    }
    op::ConstraintRules rules(n);
    Population parents = pops.front().like(n);
    Population off = pops.front().like(n);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        State& state = states[t];
        const int first = t * kRules;
        const std::span<Population> own = std::span(pops).subspan(first, kRules);
        const int chosen = choose(ctx, state);
        for (int k = 0; k < kRules; ++k) ctx.trace(kShare[k], state.share[k], t);
        const double spent = std::min(ctx.progress(), 1.0) / kEpsilonControl;
        rules.prepare(ctx, op::epsilonLevel(state.epsilonStart, spent, kEpsilonPower), kLearning, state.biased,
                      state.correlation, own);
        reconstruct(ctx, own, chosen, parents);
        breed(ctx, state, rules, parents, chosen, off);
        const BestSoFar before = ctx.best(t);
        const double objective = before.objective;
        const double violation = before.cv;
        ctx.evaluate(off);
        const bool record = better(ctx.best(t).objective, ctx.best(t).cv, objective, violation);
        reward(state, own[chosen], parents, off, chosen, record);
        for (int rule = 0; rule < kRules; ++rule) rules.survive(ctx, rule, own[rule], off, state.archives[rule]);
        if (ctx.progress() >= kLearning) continue;
        op::selectOneToOne(state.byConstraints, off);
        state.correlation.learn(ctx, own[op::Correlation], state.byConstraints);
      }
    }
  }

  /// The rule whose population breeds: uniformly at first, later by rewards.
  int choose(RunContext& ctx, State& state) const {
    std::array<double, kRules> sums{};
    double total = 0.0;
    for (int k = 0; k < kRules; ++k) {
      for (const double r : state.rewards[k]) sums[k] += r;
      total += sums[k];
    }
    const bool competing = ctx.progress() > beta_ && total > 0.0;
    for (int k = 0; k < kRules; ++k) {
      state.share[k] = competing ? pMin_ / kRules + (1.0 - pMin_) * sums[k] / total : 1.0 / kRules;
    }
    return op::roulette(ctx.rng(), state.share);
  }

  /// Parents: the chosen population, with some replaced by better individuals of other rules.
  void reconstruct(RunContext& ctx, std::span<const Population> own, int chosen, Population& parents) const {
    for (int i = 0; i < parents.size(); ++i) {
      int from = chosen;
      if (ctx.rng().chance(pr0_)) {
        const int helper = (chosen + 1 + ctx.rng().below(kRules - 1)) % kRules;
        const Population& a = own[helper];
        const Population& b = own[chosen];
        if (better(a.obj(i), a.cv(i), b.obj(i), b.cv(i))) from = helper;
      }
      parents.copyRow(i, own[from], i);
    }
  }

  void breed(RunContext& ctx, const State& state, const op::ConstraintRules& rules, const Population& pop, int chosen,
             Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const op::Archive& archive = state.archives[chosen];
    const op::Tradeoff tradeoff(frame, pop, rules.kScale);
    const std::span<int> order = frame.ints(n);
    const std::span<int> rank = frame.ints(n);
    op::sortByFitness(pop, order);
    for (int k = 0; k < n; ++k) (byRank_ ? rank[order[k]] : rank[k]) = byRank_ ? k : order[k];
    if (chosen == op::Epsilon) op::sortByEpsilon(pop, rules.epsilon(chosen), order);
    const int top = std::max(1, nearest(p_ * n));
    for (int i = 0; i < n; ++i) {
      const op::DeSetting setting = op::drawPooled(rng);
      const double preference = 2 * (rank[i] + 1) < n ? 0.9 : 0.1;  // the better half explores around itself
      const double share = state.strategies.share(CurrentToRand);
      const double current = preference * share;
      const bool toPbest = !rng.chance(current / (current + (1.0 - preference) * (1.0 - share)));
      off.value(strategy_, i) = toPbest ? RandToPbest : CurrentToRand;
      int r[3];
      const auto u = off.x(i);
      if (toPbest) {
        if (rules.weighs(chosen)) tradeoff.selectBest(rules.weight(chosen, i), top, order);
        const int pbest = order[rng.below(top)];
        const int except[2] = {i, pbest};
        rng.distinct(std::span(r).first(2), n, except);
        do {
          r[2] = rng.below(n + archive.size());
        } while (r[2] == i || r[2] == pbest || r[2] == r[0] || r[2] == r[1]);
        const auto x3 = r[2] < n ? pop.x(r[2]) : archive.members().x(r[2] - n);
        op::randToBest1(pop.x(r[0]), setting.f, pop.x(pbest), pop.x(r[1]), x3, u);
        op::binomial(rng, pop.x(i), u, setting.cr, u);
      } else {
        rng.distinct(r, n, {&i, 1});
        op::currentToRand1(pop.x(i), rng.uniform(), pop.x(r[0]), setting.f, pop.x(r[1]), pop.x(r[2]), u);
      }
      op::reflectRandom(rng, u);
      off.setOrigin(i, pop.task(i), kNative);
    }
  }

  /// Rewards the rule for a new best of the task and for the share of offspring that survive against its own
  /// population, and the strategies for those that survive against their parents.
  void reward(State& state, const Population& pop, const Population& parents, const Population& off, int chosen,
              bool record) const {
    double survivors = 0.0;
    for (int i = 0; i < off.size(); ++i) {
      if (!better(pop.obj(i), pop.cv(i), off.obj(i), off.cv(i))) survivors += 1.0;
      if (!better(parents.obj(i), parents.cv(i), off.obj(i), off.cv(i))) {
        state.strategies.note(roundDown(off.value(strategy_, i)));
      }
    }
    state.strategies.update();
    state.rewards[chosen][state.next[chosen]] = alpha_ * (record ? 1.0 : 0.0) + (1.0 - alpha_) * survivors / off.size();
    state.next[chosen] = (state.next[chosen] + 1) % rh_;
  }
};

}  // namespace

TANDEM_ALGORITHM(CcefEcht, .name = "CCEF-ECHT", .family = "single-task, constraint handling",
                 .labels = SingleTask | SingleObjective | Constrained, .minPopulation = 5,
                 .citation = {"Y. Li, W. Gong, Z. Hu, S. Li",
                              "A competitive and cooperative evolutionary framework for ensemble of constraint "
                              "handling techniques",
                              "IEEE Transactions on Systems, Man, and Cybernetics: Systems", 2023,
                              "10.1109/TSMC.2023.3343778"},
                 .doc =
                     "Four DE populations with four constraint handling rules, of which one, by its rewards, breeds "
                     "the offspring from which all choose.",
                 .deviations =
                     "The better half of the parents prefers current-to-rand/1; the reference code takes the index of "
                     "the i-th best individual for the rank of the i-th individual, so that the preference is as good "
                     "as random, which form=platform reproduces.")

}  // namespace tandem::alg::ccef_echt
