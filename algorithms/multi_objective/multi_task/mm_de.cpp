// SPDX-License-Identifier: Apache-2.0
// MM-DE: multi-objective multifactorial memetic search; adaptive DE/current-to-best with a population merged across
// tasks now and then, and a local search whose step widths (regions) evolve with the individuals. Y. Chen, J. Zhong, M.
// Tan, A fast memetic multi-objective differential evolution for multi-tasking optimization, IEEE Congress on
// Evolutionary Computation, 2018, doi:10.1109/CEC.2018.8477722.
#include <algorithm>
#include <cmath>
#include <string>

#include "tandem/algorithm.h"
#include "tandem/moo.h"
#include "tandem/operators_joined.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::mm_de {
namespace {

class MmDe final : public Algorithm {
  double alpha_ = 0.05;
  int period_ = 10;
  int searched_ = 3;
  int neighbours_ = 10;
  double beta_ = 0.002;
  double lambda_ = 0.5;
  double c_ = 0.1;
  op::Form form_ = op::Form::Paper;

  void params(ParamVisitor& p) override {
    p.real("alpha", alpha_,
           {.min = 0, .max = 1, .doc = "probability of breeding with another task's population merged in"});
    p.integer("T", period_, {.min = 1, .max = 1000000, .doc = "generations between local searches"});
    p.integer("LM", searched_, {.min = 0, .max = 100000, .doc = "individuals per local search"});
    p.integer("LN", neighbours_, {.min = 1, .max = 100000, .doc = "points tried around each"});
    p.real("beta", beta_, {.min = 0, .max = 1, .doc = "probability that local search changes a variable"});
    p.real("lambda", lambda_, {.min = 0.01, .max = 1, .doc = "shrinking rate of the search region"});
    p.real("c", c_, {.min = 0, .max = 1, .doc = "learning rate of the means of F and CR"});
    p.trace("F", {.doc = "mean around which F is drawn", .min = 0});
    p.trace("CR", {.doc = "mean around which CR is drawn", .min = 0, .max = 1});
    p.choice(
        "form", form_,
        {.options = {"paper", "platform"},
         .doc = "paper: the means move once per generation; platform: once per success, as in the reference code"});
  }

  /// Adaptive means of a task.
  struct Means {
    double f = 0.5;
    double cr = 0.5;
  };

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Means> means(pops.size());
    std::vector<int> order(n);
    for (Population& pop : pops) {
      f_ = pop.addColumn("F");
      cr_ = pop.addColumn("CR");
      region_ = pop.addColumn("region", pop.dim());
      for (int i = 0; i < n; ++i) {
        for (double& r : pop.column(region_).row(i)) r = 0.1 * ctx.rng().uniform();
      }
      op::sortByCrowdedComparison(ctx, pop, order);
      pop.gather(order);
    }
    Population off = pops.front().like(n);
    Population archive = pops.front().like(n + searched_ * neighbours_);
    Population trial = pops.front().like(1);
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        Population& pop = pops[t];
        drawParameters(ctx.rng(), means[t], pop);
        ctx.trace("F", means[t].f, t);
        ctx.trace("CR", means[t].cr, t);
        int donor = t;
        if (ctx.taskCount() > 1 && ctx.rng().chance(alpha_)) {
          donor = ctx.rng().below(ctx.taskCount() - 1);
          if (donor >= t) ++donor;
        }
        breed(ctx, pop, pops[donor], donor, off);
        ctx.evaluate(off);
        archive.resize(0);
        replace(ctx, pop, off, archive, means[t]);
        if (ctx.generation() % period_ == 0) localSearch(ctx, pop, archive, trial);
        op::selectCrowded(ctx, pop, archive, n);
      }
    }
  }

  void drawParameters(Rng& rng, const Means& mean, Population& pop) const {
    for (int i = 0; i < pop.size(); ++i) {
      double f = 0.0;
      while (f <= 0.0) f = rng.cauchy(mean.f, 0.1);
      pop.value(f_, i) = std::min(f, 1.0);
      pop.value(cr_, i) = std::clamp(rng.normal(mean.cr, 0.1), 0.0, 1.0);
    }
  }

  /// DE/current-to-best/1 of decisions and regions, the best being any non-dominated individual of the (merged)
  /// population.
  void breed(RunContext& ctx, const Population& pop, const Population& other, int donor, Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const int t = pop.task(0);
    const op::Joined merged(pop, other);
    const int total = donor == t ? n : merged.size();
    const std::span<int> best = frame.ints(total);
    int count = 0;
    for (int first = 0; first < total; first += n) {
      const Population& p = merged.source(first);
      const std::span<int> front = frame.ints(p.size());
      moo::nondominatedSort(p.objs(), p.cvs(), front, ctx.workspace());
      for (int i = 0; i < p.size(); ++i) {
        if (front[i] == 0) best[count++] = first + i;
      }
    }
    const auto d = pop.dim();
    const std::span<double> mutant = frame.doubles(d);
    const double widest = 0.1 * std::max(0.0, 1.0 - ctx.progress());
    for (int i = 0; i < n; ++i) {
      const int b = best[rng.below(count)];
      int r[2];
      const int except[2] = {i, b};
      rng.distinct(r, total, except);
      const double f = pop.value(f_, i);
      const auto combine = [&](std::span<const double> own, std::span<const double> xb, std::span<const double> x1,
                               std::span<const double> x2, std::span<double> out) {
        for (int j = 0; j < d; ++j) mutant[j] = own[j] + f * (xb[j] - own[j]) + f * (x1[j] - x2[j]);
        op::binomial(rng, own, mutant, pop.value(cr_, i), out);
      };
      combine(pop.x(i), merged.x(b), merged.x(r[0]), merged.x(r[1]), off.x(i));
      op::randomParent(rng, off.x(i), pop.x(i));
      const auto region = [&](int k) { return merged.column(region_, k); };
      combine(region(i), region(b), region(r[0]), region(r[1]), off.column(region_).row(i));
      for (double& w : off.column(region_).row(i)) w = std::clamp(w, 0.0, widest);
      off.value(f_, i) = f;
      off.value(cr_, i) = pop.value(cr_, i);
      const bool foreign = b >= n || r[0] >= n || r[1] >= n;
      off.setOrigin(i, t, foreign ? donor : t);
    }
  }

  /// A child in a better front replaces its parent; one in the same front goes to the archive. F and CR of successes
  /// are learned.
  void replace(RunContext& ctx, Population& pop, const Population& off, Population& archive, Means& mean) const {
    Workspace::Frame frame(ctx.workspace());
    const int n = pop.size();
    const int total = 2 * n;
    const MatView objectives = frame.matrix(total, pop.objectives());
    const std::span<double> cv = frame.doubles(total);
    op::Joined(pop, off).values(objectives, cv);
    const std::span<int> front = frame.ints(total);
    moo::nondominatedSort(objectives, cv, front, ctx.workspace());
    double sumF = 0.0;
    double sumF2 = 0.0;
    double sumCr = 0.0;
    int successes = 0;
    for (int i = 0; i < n; ++i) {
      const int old = front[i];
      const int now = front[n + i];
      if (now < old) {
        sumF += pop.value(f_, i);
        sumF2 += pop.value(f_, i) * pop.value(f_, i);
        sumCr += pop.value(cr_, i);
        ++successes;
        pop.copyRow(i, off, i);
      } else if (now == old) {
        archive.resize(archive.size() + 1);
        archive.copyRow(archive.size() - 1, off, i);
      }
    }
    if (successes == 0) return;
    const double keep = std::pow(1.0 - c_, form_ == op::Form::Paper ? 1 : successes);
    mean.f = keep * mean.f + (1.0 - keep) * sumF2 / sumF;
    mean.cr = keep * mean.cr + (1.0 - keep) * sumCr / successes;
  }

  void localSearch(RunContext& ctx, Population& pop, Population& archive, Population& trial) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> front = frame.ints(pop.size());
    moo::nondominatedSort(pop.objs(), pop.cvs(), front, ctx.workspace());
    const std::span<int> candidates = frame.ints(pop.size());
    int count = 0;
    for (int i = 0; i < pop.size(); ++i) {
      if (front[i] == 0) candidates[count++] = i;
    }
    rng.shuffle(candidates.first(count));
    count = std::min(count, searched_);
    for (const int i : candidates.first(count)) {
      bool improved = false;
      for (int k = 0; k < neighbours_; ++k) {
        trial.copyRow(0, pop, i);
        const auto region = pop.column(region_).row(i);
        const int forced = rng.below(pop.dim());
        for (int j = 0; j < pop.dim(); ++j) {
          const auto at = j;
          if (j == forced || rng.chance(beta_)) trial.x(0)[at] += rng.normal() * region[at];
        }
        op::randomParent(rng, trial.x(0), pop.x(i));
        trial.setOrigin(0, pop.task(i), pop.task(i));
        ctx.evaluate(trial);
        const bool better = trial.cv(0) < pop.cv(i) ||
                            (trial.cv(0) == pop.cv(i) && moo::dominates(trial.objs().row(0), pop.objs().row(i)));
        const bool worse = pop.cv(i) < trial.cv(0) ||
                           (trial.cv(0) == pop.cv(i) && moo::dominates(pop.objs().row(i), trial.objs().row(0)));
        if (better) {
          pop.copyRow(i, trial, 0);
          improved = true;
        } else if (!worse) {
          archive.resize(archive.size() + 1);
          archive.copyRow(archive.size() - 1, trial, 0);
        }
      }
      for (double& w : pop.column(region_).row(i)) w = improved ? w / lambda_ : w * lambda_;
    }
  }

  ColumnId f_;
  ColumnId cr_;
  ColumnId region_;
};

}  // namespace

TANDEM_ALGORITHM(
    MmDe, .name = "MM-DE", .family = "multi-objective multitask, multi-population",
    .labels = MultiTask | MultiObjective | Unconstrained | Constrained, .twin = "NSGA-II", .minPopulation = 4,
    .citation = {"Y. Chen, J. Zhong, M. Tan",
                 "A fast memetic multi-objective differential evolution for multi-tasking optimization",
                 "IEEE Congress on Evolutionary Computation", 2018, "10.1109/CEC.2018.8477722"},
    .doc = "Memetic multi-objective DE with evolving local-search regions and merged breeding populations.",
    .deviations =
        "The means of F and CR move once per generation; the reference code repeats that step once per success "
        "(form=platform).")

}  // namespace tandem::alg::mm_de
