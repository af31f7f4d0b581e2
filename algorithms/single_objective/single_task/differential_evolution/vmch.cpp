// SPDX-License-Identifier: Apache-2.0
// Voting mechanism for constraint handling, one population per task: five rules (feasibility first, two penalties, two
// epsilon levels) vote on whether a trial vector replaces its parent; votes weigh more the more often a rule has agreed
// with the outcome. The search is that of LSHADE44. G. Wu, X. Wen, L. Wang, W. Pedrycz, P. N. Suganthan, A
// voting-mechanism-based ensemble framework for constraint handling techniques, IEEE Transactions on Evolutionary
// Computation 26(4), 2022, doi:10.1109/TEVC.2021.3110130.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_constraints.h"
#include "tandem/operators_de.h"
#include "tandem/operators_strategies.h"

namespace tandem::alg::vmch {
namespace {

constexpr int kSmallest = 4;
enum Voter { Feasibility, AdaptivePenalty, ScaledPenalty, EarlyEpsilon, Epsilon };
constexpr int kVoters = 5;
constexpr const char* kWeight[] = {"weight_feasibility", "weight_adaptive_penalty", "weight_scaled_penalty",
                                   "weight_early_epsilon", "weight_epsilon"};
using Votes = std::array<bool, kVoters>;  // true: for the child

/// How often each rule has agreed with the outcome, and the weight that follows.
struct Electorate {
  std::array<double, kVoters> agreed{};
  std::array<double, kVoters> weight{0.2, 0.2, 0.2, 0.2, 0.2};

  /// Weighted majority, a tie goes to the child; notes who agreed.
  bool decide(const Votes& votes) {
    double margin = 0.0;
    for (int v = 0; v < kVoters; ++v) margin += votes[v] ? weight[v] : -weight[v];
    const bool child = margin >= 0.0;
    for (int v = 0; v < kVoters; ++v) agreed[v] += votes[v] == child ? 1.0 : 0.0;
    return child;
  }
  void update() {
    const double sum = std::accumulate(agreed.begin(), agreed.end(), 0.0);
    for (int v = 0; v < kVoters; ++v) weight[v] = std::max(0.01, agreed[v] / sum);
  }
};

class Vmch final : public Algorithm {
  double p_ = 0.2;
  int h_ = 10;
  double r_ = 18.0;
  double a_ = 2.1;
  double alpha_ = 0.8;
  double power_ = 2.0;
  double control_ = 0.8;
  double early_ = 0.2;
  op::Form form_ = op::Form::Paper;

  void params(ParamVisitor& p) override {
    p.real("P", p_, {.min = 0, .max = 1, .doc = "share of the population among which the pbest is drawn"});
    p.integer("H", h_, {.min = 1, .max = 100000, .doc = "cells of the success memory of each strategy"});
    p.real("R", r_, {.min = 0.1, .max = 1000, .doc = "initial population size per variable"});
    p.real("A", a_, {.min = 0, .max = 100, .doc = "archive size per individual"});
    p.real("EC_Alpha", alpha_,
           {.min = 0, .max = 1, .doc = "share of feasible individuals from which epsilon forgives every violation"});
    p.real("EC_Cp", power_, {.min = 0, .max = 100, .doc = "exponent of the fall of epsilon"});
    p.real("EC_Tc", control_, {.min = 0.001, .max = 1, .doc = "share of the budget after which epsilon is 0"});
    p.real("EC_Tc2", early_, {.min = 0.001, .max = 1, .doc = "the same for the early epsilon"});
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "platform: the difference of randrl always points from the worse to the better individual"});
    op::CompetingShade::declareTraces(p);
    p.trace("epsilon", {.doc = "violation up to which points count as feasible", .min = 0});
    for (const char* name : kWeight) p.trace(name, {.doc = "weight of the rule's vote", .min = 0, .max = 1});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops;
    std::vector<int> start;
    std::vector<op::CompetingShade> searches;
    for (int t = 0; t < ctx.taskCount(); ++t) {
      start.push_back(std::max(kSmallest, nearest(r_ * ctx.task(t).dim)));
      pops.push_back(op::initUniform(ctx, start[t], t));
      searches.emplace_back(
          pops[t],
          op::CompetingShade::Options{.share = p_, .cells = h_, .archive = a_, .ordered = form_ == op::Form::Platform});
    }
    std::vector<Electorate> electorates(pops.size());
    std::vector<std::uint8_t> replaced(std::ranges::max(start));
    Population off = pops.front().like(std::ranges::max(start));
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        Population& pop = pops[t];
        const double progress = std::min(ctx.progress(), 1.0);
        const double epsilon = epsilonOf(pop, progress);
        const double early = op::epsilonLevel(epsilon, progress / early_, power_);
        searches[t].breed(ctx, pop, off);
        searches[t].trace(ctx, off);
        ctx.trace("epsilon", epsilon, t);
        for (int v = 0; v < kVoters; ++v) ctx.trace(kWeight[v], electorates[t].weight[v], t);
        ctx.evaluate(off);
        elect(pop, off, early, epsilon, electorates[t], replaced);
        for (int i = 0; i < pop.size(); ++i) {
          if (replaced[i] == 0) continue;
          searches[t].success(pop, off, i);
          pop.copyRow(i, off, i);
        }
        searches[t].update(ctx, pop, op::linearSize(ctx.progress(), start[t], kSmallest));
      }
    }
  }

  /// From the largest violation: falling while few are feasible, tolerating everything while many are.
  [[nodiscard]] double epsilonOf(const Population& pop, double progress) const {
    if (progress >= control_) return 0.0;
    double largest = 0.0;
    for (const double cv : pop.cvs()) largest = std::isfinite(cv) ? std::max(largest, cv) : largest;
    const int feasible = countOf(pop.cvs(), 0.0);
    return feasible < alpha_ * pop.size() ? op::epsilonLevel(largest, progress / control_, power_) : 1.1 * largest;
  }

  static void elect(const Population& pop, const Population& off, double early, double epsilon, Electorate& electorate,
                    std::span<std::uint8_t> replaced) {
    double low = std::numeric_limits<double>::infinity();
    for (int i = 0; i < pop.size(); ++i) low = std::min(low, pop.obj(i));
    const double largest = std::ranges::max(pop.cvs());
    for (int i = 0; i < pop.size(); ++i) {
      const auto epsilonVote = [&](double level) {
        return op::epsilonBetter(off.obj(i), off.cv(i), pop.obj(i), pop.cv(i), level);
      };
      Votes votes;
      votes[Feasibility] = better(off.obj(i), off.cv(i), pop.obj(i), pop.cv(i));
      votes[AdaptivePenalty] = op::penaltyPrefersChild(pop, i, off, i);
      votes[ScaledPenalty] = scaledPenaltyPrefersChild(pop, off, i, low, largest);
      votes[EarlyEpsilon] = epsilonVote(early);
      votes[Epsilon] = epsilonVote(epsilon);
      replaced[i] = static_cast<std::uint8_t>(electorate.decide(votes));
    }
    electorate.update();
  }

  /// Distance from the lowest objective times violation; the objective itself while there are no violations.
  static bool scaledPenaltyPrefersChild(const Population& pop, const Population& off, int i, double low,
                                        double largest) {
    if (!std::isfinite(off.obj(i)) || !std::isfinite(off.cv(i))) return false;
    if (!std::isfinite(pop.obj(i)) || !std::isfinite(pop.cv(i))) return true;
    const double scale = std::max(largest, off.cv(i));
    if (scale == 0.0) return off.obj(i) < pop.obj(i);
    const double least = std::min(low, off.obj(i));
    return (off.obj(i) - least) * (off.cv(i) / scale) < (pop.obj(i) - least) * (pop.cv(i) / scale);
  }
};

}  // namespace

TANDEM_ALGORITHM(Vmch, .name = "VMCH", .family = "single-task, constraint handling",
                 .labels = SingleTask | SingleObjective | Constrained, .minPopulation = 1,
                 .citation = {"G. Wu, X. Wen, L. Wang, W. Pedrycz, P. N. Suganthan",
                              "A voting-mechanism-based ensemble framework for constraint handling techniques",
                              "IEEE Transactions on Evolutionary Computation 26(4), 646-660", 2022,
                              "10.1109/TEVC.2021.3110130"},
                 .doc =
                     "LSHADE44 in which five constraint handling rules vote on every replacement; the population size "
                     "asked for is not used.",
                 .deviations =
                     "The search is LSHADE44, as in the reference code; the paper embeds the vote in three other "
                     "algorithms. The reference code lists a parameter EC_Top that has no effect; it is left out. "
                     "The randrl mutation, the success memories and the time of the population reduction differ from "
                     "the reference code as in LSHADE44; form=platform has the first as there.")

}  // namespace tandem::alg::vmch
