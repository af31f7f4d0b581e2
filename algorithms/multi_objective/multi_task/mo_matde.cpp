// SPDX-License-Identifier: Apache-2.0
// MO-MaTDE: MaTDE with several objectives: archives of past individuals, donors drawn by accumulated reward and by the
// similarity (symmetric Kullback-Leibler divergence of normal models) of the archives; survivors as in NSGA-II.
// Y. Chen, J. Zhong, L. Feng, J. Zhang, An adaptive archive-based evolutionary framework for many-task optimization,
// IEEE Transactions on Emerging Topics in Computational Intelligence 4(3), 2020, doi:10.1109/TETCI.2019.2916051.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/moo.h"
#include "tandem/operators_mo.h"
#include "tandem/operators_transfer.h"

namespace tandem::alg::mo_matde {
namespace {

constexpr double kLeastDeterminant = 1e-3;  // the paper's floor

/// Points of a task, and normal models of their first variables: made when they are asked for, kept until the points
/// change. Tasks of different width are compared in what they have in common, hence a model per width.
struct Archive {
  Population points;
  std::vector<op::DivergenceModel> models;
  std::vector<int> fitted;  // widths whose model is that of the points

  const op::DivergenceModel& model(int dim, Workspace& ws) {
    auto found = std::ranges::find(models, dim, &op::DivergenceModel::dim);
    if (found == models.end()) found = models.insert(found, op::DivergenceModel(dim));
    if (std::ranges::find(fitted, dim) == fitted.end()) {
      found->fit(points.x().leftCols(dim), ws);
      fitted.push_back(dim);
    }
    return *found;
  }
};

class MoMatde final : public Algorithm {
  double alpha_ = 0.1;
  double update_ = 0.2;
  double shrink_ = 0.8;
  double ro_ = 0.8;
  int archiveSize_ = 3;
  double lowF_ = 0.1;
  double highF_ = 2.0;
  double lowCr_ = 0.1;
  double highCr_ = 0.9;
  op::Form form_ = op::Form::Paper;

  void params(ParamVisitor& p) override {
    p.real("alpha", alpha_, {.min = 0, .max = 1, .doc = "probability that a generation of a task is a transfer"});
    p.real("archiveUpdate", update_, {.min = 0, .max = 1, .doc = "probability that an individual enters the archive"});
    p.real("shrink", shrink_,
           {.min = 0.01, .max = 1, .doc = "factor of the reward after success (1/x) and failure (x)"});
    p.real("ro", ro_, {.min = 0, .max = 1, .doc = "attenuation of accumulated possibilities"});
    p.integer("archiveMultiple", archiveSize_, {.min = 1, .max = 1000, .doc = "archive size in populations"});
    p.real("lowF", lowF_, {.min = 0, .max = 2, .doc = "least mutation factor"});
    p.real("highF", highF_, {.min = 0, .max = 2, .doc = "largest mutation factor"});
    p.real("lowCR", lowCr_, {.min = 0, .max = 1, .doc = "least crossover rate"});
    p.real("highCR", highCr_, {.min = 0, .max = 1, .doc = "largest crossover rate"});
    p.choice("form", form_,
             {.options = {"paper", "platform"}, .doc = "whether successful transfers are rewarded (see deviations)"});
    p.trace("reward", {.doc = "reward of the donor", .per = TracePer::Pair, .min = 0});
  }

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Archive> archives;
    for (const Population& pop : pops) {
      archives.push_back({pop.like(archiveSize_ * n), {}, {}});
      archives.back().points.resize(0);
      archives.back().points.append(pop);
    }
    Population off = pops.front().like(n);
    Matrix possibility(tasks, tasks);
    Matrix reward(tasks, tasks, 1.0);
    while (ctx.running(pops)) {
      for (int t = 0; t < tasks; ++t) {
        Population& pop = pops[t];
        if (tasks == 1 || !ctx.rng().chance(alpha_)) {
          breed(ctx, pop, off);
          ctx.evaluate(off);
        } else {
          const int k = chooseDonor(ctx, archives, t, reward, possibility.row(t));
          cross(ctx, pop, pops[k], off);
          ctx.evaluate(off);
          const bool improved = form_ == op::Form::Paper && improves(ctx, off, pop);
          reward(t, k) = std::clamp(reward(t, k) * (improved ? 1.0 / shrink_ : shrink_), 1e-100, 1e100);
          ctx.trace("reward", reward(t, k), t, k);
        }
        op::selectCrowded(ctx, pop, off, n);
        archive(ctx.rng(), pop, archives[t], archiveSize_ * n);
      }
    }
  }

  /// Whether a child dominates, under the feasibility rule, a member of the first front.
  static bool improves(RunContext& ctx, const Population& off, const Population& pop) {
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> front = frame.ints(pop.size());
    moo::nondominatedSort(pop.objs(), pop.cvs(), front, ctx.workspace());
    for (int i = 0; i < pop.size(); ++i) {
      if (front[i] != 0) continue;
      for (int k = 0; k < off.size(); ++k) {
        if (off.cv(k) < pop.cv(i)) return true;
        if (off.cv(k) == pop.cv(i) && moo::dominates(off.objs().row(k), pop.objs().row(i))) return true;
      }
    }
    return false;
  }

  void archive(Rng& rng, const Population& pop, Archive& to, int capacity) const {
    Population& store = to.points;
    for (int i = 0; i < pop.size(); ++i) {
      if (!rng.chance(update_)) continue;
      int slot = store.size();
      if (slot < capacity) {
        store.resize(slot + 1);
      } else {
        slot = rng.below(capacity);
      }
      store.copyRow(slot, pop, i);
      to.fitted.clear();
    }
  }

  void breed(RunContext& ctx, const Population& pop, Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> mutant = frame.doubles(pop.dim());
    for (int i = 0; i < pop.size(); ++i) {
      int mate = 0;
      rng.distinct({&mate, 1}, pop.size(), {&i, 1});
      op::difference(pop.x(i), rng.uniform(lowF_, highF_), pop.x(mate), pop.x(i), mutant);
      op::binomial(rng, ctx.workspace(), pop.x(i), mutant, rng.uniform(lowCr_, highCr_), off.x(i));
      op::randomReset(rng, off.x(i));
      off.setOrigin(i, pop.task(i), pop.task(i));
    }
  }

  /// Each child mixes an individual with a random one of the donor; CR is the share of the own.
  void cross(RunContext& ctx, const Population& pop, const Population& donor, Population& off) const {
    Rng& rng = ctx.rng();
    for (int i = 0; i < pop.size(); ++i) {
      const double cr = rng.uniform(lowCr_, highCr_);
      op::binomial(rng, ctx.workspace(), donor.x(rng.below(donor.size())), pop.x(i), cr, off.x(i));
      off.setOrigin(i, pop.task(i), donor.task(0));
    }
  }

  int chooseDonor(RunContext& ctx, std::vector<Archive>& archives, int t, const Matrix& reward,
                  std::span<double> possibility) const {
    const RunContext::ModelTime modelTime(ctx);
    for (int k = 0; k < ctx.taskCount(); ++k) {
      if (k == t) continue;
      const int d = std::min(ctx.task(t).dim, ctx.task(k).dim);
      const op::DivergenceModel& own = archives[t].model(d, ctx.workspace());
      const op::DivergenceModel& other = archives[k].model(d, ctx.workspace());
      const double divergence = op::DivergenceModel::symmetric(own, other, kLeastDeterminant, ctx.workspace());
      possibility[k] = ro_ * possibility[k] + reward(t, k) / (1.0 + std::log(1.0 + divergence));
    }
    possibility[t] = 0.0;
    return op::roulette(ctx.rng(), possibility);
  }
};

}  // namespace

TANDEM_ALGORITHM(
    MoMatde, .name = "MO-MaTDE", .family = "multi-objective multitask, many-task",
    .labels = MultiTask | ManyTask | MultiObjective | Unconstrained | Constrained, .twin = "NSGA-II-DE",
    .minPopulation = 4,
    .citation = {"Y. Chen, J. Zhong, L. Feng, J. Zhang",
                 "An adaptive archive-based evolutionary framework for many-task optimization",
                 "IEEE Transactions on Emerging Topics in Computational Intelligence 4(3), 369-384", 2020,
                 "10.1109/TETCI.2019.2916051"},
    .doc = "Archive-based many-task DE with NSGA-II survivors: donors by accumulated reward and similarity.",
    .deviations =
        "The paper has one objective. A transfer succeeds where a child dominates a member of the first "
        "front; the reference looks for a new best objective, which it tracks for one objective only, so "
        "that no transfer ever succeeds and rewards only shrink (form=platform). Rewards stay within "
        "1e-100 to 1e100.")

}  // namespace tandem::alg::mo_matde
