// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "tandem/operators.h"
#include "tandem/operators_past_archive.h"

namespace tandem::op {

namespace {
constexpr double kLeastDeterminant = 1e-3;  // the floor in the paper
constexpr double kLeastReward = 1e-100, kLargestReward = 1e100;
}  // namespace

void PastArchives::Options::params(ParamVisitor& p) {
  p.real("alpha", alpha, {.min = 0, .max = 1, .doc = "probability that a generation of a task is a transfer"});
  p.real("archiveUpdate", update, {.min = 0, .max = 1, .doc = "probability that an individual enters the archive"});
  p.real("shrink", shrink, {.min = 0.01, .max = 1, .doc = "factor of the reward after success (1/x) and failure (x)"});
  p.real("ro", ro, {.min = 0, .max = 1, .doc = "attenuation of accumulated possibilities"});
  p.integer("archiveMultiple", multiple, {.min = 1, .max = 1000, .doc = "archive size in populations"});
  p.real("lowF", lowF, {.min = 0, .max = 2, .doc = "least mutation factor"});
  p.real("highF", highF, {.min = 0, .max = 2, .doc = "largest mutation factor"});
  p.real("lowCR", lowCr, {.min = 0, .max = 1, .doc = "least crossover rate"});
  p.real("highCR", highCr, {.min = 0, .max = 1, .doc = "largest crossover rate"});
  p.ordered("lowF", lowF, "highF", highF);
  p.ordered("lowCR", lowCr, "highCR", highCr);
  p.trace("reward", {.doc = "reward of the donor", .per = TracePer::Pair, .min = 0});
}

PastArchives::PastArchives(const Options& options, std::span<const Population> pops)
    : options_(options),
      capacity_(options.multiple * pops.front().size()),
      possibility_(isize(pops), isize(pops)),
      reward_(isize(pops), isize(pops), 1.0) {
  for (const Population& pop : pops) {
    archives_.push_back({pop.like(capacity_), {}, {}});
    archives_.back().points.resize(0);
    archives_.back().points.append(pop);
  }
}

void PastArchives::breed(RunContext& ctx, const Population& pop, Population& off) const {
  Rng& rng = ctx.rng();
  Workspace::Frame frame(ctx.workspace());
  const std::span<double> mutant = frame.doubles(pop.dim());
  for (int i = 0; i < pop.size(); ++i) {
    int mate = 0;
    rng.distinct({&mate, 1}, pop.size(), {&i, 1});
    difference(pop.x(i), rng.uniform(options_.lowF, options_.highF), pop.x(mate), pop.x(i), mutant);
    binomial(rng, pop.x(i), mutant, rng.uniform(options_.lowCr, options_.highCr), off.x(i));
    randomReset(rng, off.x(i));
    off.setOrigin(i, pop.task(i), pop.task(i));
  }
}

void PastArchives::cross(RunContext& ctx, const Population& pop, const Population& donor, Population& off) const {
  Rng& rng = ctx.rng();
  for (int i = 0; i < pop.size(); ++i) {
    const double cr = rng.uniform(options_.lowCr, options_.highCr);
    binomial(rng, donor.x(rng.below(donor.size())), pop.x(i), cr, off.x(i));
    off.setOrigin(i, pop.task(i), donor.task(0));
  }
}

int PastArchives::chooseDonor(RunContext& ctx, int t) {
  const RunContext::ModelTime modelTime(ctx);
  const std::span<double> possibility = possibility_.row(t);
  for (int k = 0; k < ctx.taskCount(); ++k) {
    if (k == t) continue;
    const int d = std::min(ctx.task(t).dim, ctx.task(k).dim);
    const DivergenceModel& own = archives_[t].model(d, ctx.workspace());
    const DivergenceModel& other = archives_[k].model(d, ctx.workspace());
    const double divergence = DivergenceModel::symmetric(own, other, kLeastDeterminant, ctx.workspace());
    possibility[k] = options_.ro * possibility[k] + reward_(t, k) / (1.0 + std::log(1.0 + divergence));
  }
  possibility[t] = 0.0;
  return roulette(ctx.rng(), possibility);
}

void PastArchives::reward(RunContext& ctx, int t, int donor, bool improved) {
  double& reward = reward_(t, donor);
  reward = std::clamp(reward * (improved ? 1.0 / options_.shrink : options_.shrink), kLeastReward, kLargestReward);
  ctx.trace("reward", reward, t, donor);
}

void PastArchives::note(Rng& rng, const Population& pop, int t) {
  Population& points = archives_[t].points;
  for (int i = 0; i < pop.size(); ++i) {
    if (!rng.chance(options_.update)) continue;
    int slot = points.size();
    if (slot < capacity_) {
      points.resize(slot + 1);
    } else {
      slot = rng.below(capacity_);
    }
    points.copyRow(slot, pop, i);
    archives_[t].fitted.clear();
  }
}

const DivergenceModel& PastArchives::Archive::model(int dim, Workspace& ws) {
  auto found = std::ranges::find(models, dim, &DivergenceModel::dim);
  if (found == models.end()) found = models.insert(found, DivergenceModel(dim));
  if (std::ranges::find(fitted, dim) == fitted.end()) {
    found->fit(points.x().leftCols(dim), ws);
    fitted.push_back(dim);
  }
  return *found;
}

}  // namespace tandem::op
