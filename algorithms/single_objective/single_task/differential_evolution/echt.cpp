// SPDX-License-Identifier: Apache-2.0
// Ensemble of constraint handling techniques: four DE populations per task, each with its own rule (feasibility first,
// stochastic ranking, epsilon, self-adaptive penalty), and each chooses from the offspring of all four.
// R. Mallipeddi, P. N. Suganthan, Ensemble of constraint handling techniques, IEEE Transactions on Evolutionary
// Computation 14(4), 2010, doi:10.1109/TEVC.2009.2033582.
#include <algorithm>
#include <numeric>

#include "tandem/algorithm.h"
#include "tandem/operators.h"
#include "tandem/operators_constraints.h"

namespace tandem::alg::echt {
namespace {

enum Rule { Feasibility, StochasticRanking, Epsilon, AdaptivePenalty };
constexpr int kRules = 4;

class Echt final : public Algorithm {
  double f_ = 0.5;
  double cr_ = 0.9;
  double maxSr_ = 0.475;
  double minSr_ = 0.025;
  double top_ = 0.2;
  double control_ = 0.8;
  double power_ = 5.0;

  void params(ParamVisitor& p) override {
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
    p.real("maxSR", maxSr_, {.min = 0, .max = 1, .doc = "probability of comparing by objective, at the start"});
    p.real("minSR", minSr_, {.min = 0, .max = 1, .doc = "probability of comparing by objective, at the end"});
    p.real("EC_Top", top_,
           {.min = 0, .max = 1, .doc = "the violation of this share of the start is the first epsilon"});
    p.real("EC_Tc", control_, {.min = 0.001, .max = 1, .doc = "share of the budget after which epsilon is 0"});
    p.real("EC_Cp", power_, {.min = 0, .max = 100, .doc = "exponent of the fall of epsilon"});
    p.trace("epsilon", {.doc = "violation up to which points count as feasible", .min = 0});
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops;  // task by task, rule by rule
    std::vector<double> epsilonStart;
    for (const Population& start : op::initPerTask(ctx)) {
      epsilonStart.push_back(op::violationQuantile(start, top_));
      for (int rule = 0; rule < kRules; ++rule) pops.push_back(start);
    }
    std::vector<Population> offs(kRules, pops.front().like(ctx.populationSize()));
    std::vector<int> order(ctx.populationSize());
    while (ctx.running(pops)) {
      for (int t = 0; t < isize(epsilonStart); ++t) {
        const double progress = std::min(ctx.progress(), 1.0);
        const double sr = maxSr_ + progress * (minSr_ - maxSr_);
        const double epsilon = op::epsilonLevel(epsilonStart[t], progress / control_, power_);
        ctx.trace("epsilon", epsilon, t);
        const int first = t * kRules;
        const std::span<Population> own = std::span(pops).subspan(first, kRules);
        for (int k = 0; k < kRules; ++k) {
          op::deRand1Bin(ctx, own[k], offs[k], f_, cr_);
          ctx.evaluate(offs[k]);
        }
        for (int rule = 0; rule < kRules; ++rule) {
          for (int k = 0; k < kRules; ++k) {
            std::iota(order.begin(), order.end(), 0);
            if (k != rule) ctx.rng().shuffle(order);  // foreign offspring meet random parents
            survive(ctx.rng(), static_cast<Rule>(rule), own[rule], offs[k], order, sr, epsilon);
          }
        }
      }
    }
  }

  static void survive(Rng& rng, Rule rule, Population& pop, const Population& off, std::span<const int> order,
                      double sr, double epsilon) {
    for (int i = 0; i < pop.size(); ++i) {
      const int j = order[i];
      const auto prefers = [&] {
        switch (rule) {
          case StochasticRanking:
            return op::stochasticBetter(rng, off.obj(j), off.cv(j), pop.obj(i), pop.cv(i), sr);
          case Epsilon:
            return op::epsilonBetter(off.obj(j), off.cv(j), pop.obj(i), pop.cv(i), epsilon);
          case AdaptivePenalty:
            return op::penaltyPrefersChild(pop, i, off, j);
          default:
            return better(off.obj(j), off.cv(j), pop.obj(i), pop.cv(i));
        }
      };
      if (prefers()) pop.copyRow(i, off, j);
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Echt, .name = "ECHT", .family = "single-task, constraint handling",
                 .labels = SingleTask | SingleObjective | Constrained, .minPopulation = 4,
                 .citation = {"R. Mallipeddi, P. N. Suganthan", "Ensemble of constraint handling techniques",
                              "IEEE Transactions on Evolutionary Computation 14(4), 561-579", 2010,
                              "10.1109/TEVC.2009.2033582"},
                 .doc =
                     "Four DE populations with four constraint handling rules, each choosing from the offspring of "
                     "all.",
                 .deviations =
                     "The probability of stochastic ranking and epsilon follow the share of the budget spent; "
                     "in the reference code the former covers a quarter of its range and the latter ends "
                     "sooner the more tasks there are.")

}  // namespace tandem::alg::echt
