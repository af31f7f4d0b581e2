// SPDX-License-Identifier: Apache-2.0
// RLMFEA: multifactorial search with reinforcement learning. Each generation one task, chosen at random, evolves by DE
// and the other by a GA; Q-learning chooses each task's random mating probability, rewarded when the best child beats
// the best parent. S. Li, W. Gong, L. Wang, Q. Gu, Evolutionary multitasking via reinforcement learning, IEEE
// Transactions on Emerging Topics in Computational Intelligence, 2024, doi:10.1109/TETCI.2023.3281876.
#include <algorithm>
#include <array>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::rlmfea {
namespace {

constexpr std::array kRmp = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7};  // actions
constexpr int kActions = 7;
constexpr std::array kRewards = {10.0, 5.0, 0.0};  // of the states: best child better, equal, worse
constexpr int kStates = 3;
constexpr double kEqual = 1e-10;

/// Q-learning agent of one task.
struct Agent {
  std::array<std::array<double, kActions>, kStates> q{};
  int state = 1;
  int action = 2;

  [[nodiscard]] double rmp() const { return kRmp[action]; }

  /// Takes the reward of the new state, then draws the next action by the softmax of its values.
  void learn(Rng& rng, int reached, double alpha, double gamma) {
    double& value = q[state][action];
    value += alpha * (kRewards[reached] + gamma * std::ranges::max(q[reached]) - value);
    state = reached;
    std::array<double, kActions> weights{};
    const double most = std::ranges::max(q[state]);
    for (int a = 0; a < kActions; ++a) weights[a] = std::exp(q[state][a] - most);
    action = op::roulette(rng, weights);
  }
};

class Rlmfea final : public Algorithm {
  double f_ = 0.5;
  double cr_ = 0.6;
  double alpha_ = 0.1;
  double gamma_ = 0.9;
  op::GaVariation variation_{.muC = 10.0, .muM = 5.0};

  void params(ParamVisitor& p) override {
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
    p.real("alpha", alpha_, {.min = 0, .max = 1, .doc = "learning rate"});
    p.real("gamma", gamma_, {.min = 0, .max = 0.999, .doc = "discount of later rewards"});
    variation_.params(p);
    p.trace("rmp", {.doc = "random mating probability that the agent has chosen", .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    Population pop = op::initMultifactorial(ctx);
    Population off = pop.like(pop.size());
    Population spare = pop.like(1);  // the other child of a crossover
    std::vector<Agent> agents(tasks);
    while (ctx.running(pop)) {
      Workspace::Frame frame(ctx.workspace());
      const op::TaskGroups groups(frame, pop, tasks);
      const int coin = ctx.rng().below(2);
      for (int t = 0; t < tasks; ++t) {
        int k = t;
        while (k == t && tasks > 1) k = ctx.rng().below(tasks);
        for (const int i : groups.rows(t)) {
          if ((t + coin) % 2 == 0) {
            evolveDe(ctx, pop, i, groups.rows(t), groups.rows(k), agents[t].rmp(), off);
          } else {
            evolveGa(ctx, pop, i, groups.rows(t), groups.rows(k), agents[t].rmp(), off, spare);
          }
          op::clip(off.x(i));
        }
      }
      ctx.evaluate(off);
      const op::TaskGroups children(frame, off, tasks);
      for (int t = 0; t < tasks; ++t) {
        agents[t].learn(ctx.rng(), stateOf(pop, groups.rows(t), off, children.rows(t)), alpha_, gamma_);
        ctx.trace("rmp", agents[t].rmp(), t);
      }
      op::selectPerTask(ctx, pop, off, ctx.populationSize());
    }
  }

  /// DE/rand/1/bin; with probability rmp the difference vector is that of two of the other task.
  void evolveDe(RunContext& ctx, const Population& pop, int i, std::span<const int> own, std::span<const int> other,
                double rmp, Population& off) const {
    Rng& rng = ctx.rng();
    const int t = pop.task(i);
    const int k = pop.task(other[0]);
    std::array<int, 3> a{};
    do rng.distinct(a, isize(own));
    while (own[a[0]] == i || own[a[1]] == i || own[a[2]] == i);
    const bool transfer = k != t && rng.uniform() <= rmp;
    int p2 = own[a[1]];
    int p3 = own[a[2]];
    if (transfer) {
      std::array<int, 2> b{};
      rng.distinct(b, isize(other));
      p2 = other[b[0]];
      p3 = other[b[1]];
    }
    op::difference(pop.x(own[a[0]]), f_, pop.x(p2), pop.x(p3), off.x(i));
    op::binomial(rng, pop.x(i), off.x(i), cr_, off.x(i));
    off.setOrigin(i, t, transfer ? k : t);
  }

  /// Crossover with another of the task or, with probability rmp, of the other task, whose task the child may take.
  void evolveGa(RunContext& ctx, const Population& pop, int i, std::span<const int> own, std::span<const int> other,
                double rmp, Population& off, Population& spare) const {
    Rng& rng = ctx.rng();
    int mate = i;
    while (mate == i) mate = own[rng.below(isize(own))];
    if (rng.uniform() <= rmp) {
      const int there = other[rng.below(isize(other))];
      if (pop.task(there) != pop.task(i)) mate = there;
    }
    const bool first = rng.chance(0.5);
    const std::span<double> child = off.x(i);
    variation_.crossover(ctx, pop.x(i), pop.x(mate), first ? child : spare.x(0), first ? spare.x(0) : child);
    variation_.mutate(ctx, child);
    // As in MFEA the child takes the task of either parent.
    const bool imitatesOwn = rng.chance(0.5);
    off.setOrigin(i, pop.task(imitatesOwn ? i : mate), pop.task(imitatesOwn ? mate : i));
  }

  /// 0: the best child is better than the best parent, 1: about equal, 2: worse.
  static int stateOf(const Population& pop, std::span<const int> parents, const Population& off,
                     std::span<const int> children) {
    if (children.empty()) return 2;
    const int p = bestOf(pop, parents);
    const int c = bestOf(off, children);
    if (better(off.obj(c), off.cv(c), pop.obj(p), pop.cv(p))) return 0;
    const bool equal = off.obj(c) == pop.obj(p) || std::abs(off.obj(c) - pop.obj(p)) <= kEqual;
    return off.cv(c) == pop.cv(p) && equal ? 1 : 2;
  }

  static int bestOf(const Population& pop, std::span<const int> rows) {
    int best = rows[0];
    for (const int i : rows) {
      if (better(pop.obj(i), pop.cv(i), pop.obj(best), pop.cv(best))) best = i;
    }
    return best;
  }
};

}  // namespace

TANDEM_ALGORITHM(
    Rlmfea, .name = "RLMFEA", .family = "multitask, multifactorial",
    .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 4,
    .citation = {"S. Li, W. Gong, L. Wang, Q. Gu", "Evolutionary multitasking via reinforcement learning",
                 "IEEE Transactions on Emerging Topics in Computational Intelligence", 2024,
                 "10.1109/TETCI.2023.3281876"},
    .doc =
        "Multifactorial search by DE on some tasks and a GA on the others; Q-learning sets each task's "
        "random mating probability.",
    .deviations =
        "With more than two tasks every second one evolves by DE, and the other task of a generation is a "
        "random one. Rewards, states and softmax as in the public re-implementation of EMTO-Platform; unlike "
        "there, a child takes the task of either parent at random (as in MFEA), survivors are the best N of "
        "each task, and the operators are the platform's by default (operators=report: those of that port). "
        "The paper's full text was not at hand.")

}  // namespace tandem::alg::rlmfea
