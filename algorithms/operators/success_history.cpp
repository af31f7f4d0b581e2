// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "tandem/operators.h"
#include "tandem/operators_de.h"

namespace tandem::op {

namespace {
constexpr double kHeaviest = 1e290;  // sums of weights stay finite
}  // namespace

double improvement(const Population& parents, int i, const Population& children, int j) {
  const double violation = parents.cv(i) - children.cv(j);
  const double gain = violation > 0.0 ? violation : std::max(0.0, parents.obj(i) - children.obj(j));
  if (std::isfinite(gain)) return gain;
  // The difference of two finite values may be too large for a double; a parent without a value gives no information.
  const bool values = std::isfinite(parents.obj(i)) && std::isfinite(children.obj(j)) && std::isfinite(parents.cv(i));
  return values ? std::numeric_limits<double>::max() : 0.0;
}

double drawF(Rng& rng, double location, double scale) {
  double f = 0.0;
  do {
    f = rng.cauchy(location, scale);
  } while (f <= 0.0);
  return std::min(f, 1.0);
}

double drawCr(Rng& rng, double mean, double deviation) {
  return std::clamp(rng.normal(mean, deviation), 0.0, 1.0);
}

SuccessHistory::SuccessHistory(int size, const Options& options)
    : options_(options), f_(size, options.f), cr_(size, options.cr) {
  if (options.fixedLast >= 0.0) f_.back() = cr_.back() = options.fixedLast;
}

DeSetting SuccessHistory::draw(Rng& rng) const {
  const auto cell = rng.below(size());
  return {.f = drawF(rng, f_[cell]), .cr = cr_[cell] < 0.0 ? 0.0 : drawCr(rng, cr_[cell])};
}

void SuccessHistory::note(const DeSetting& setting, double weight) {
  weight = std::min(weight, kHeaviest);
  weight_ += weight;
  sumF_ += weight * setting.f;
  sumFF_ += weight * setting.f * setting.f;
  sumCr_ += weight * setting.cr;
  sumCrCr_ += weight * setting.cr * setting.cr;
  largestCr_ = std::max(largestCr_, setting.cr);
}

void SuccessHistory::update() {
  if (weight_ > 0.0 && sumF_ > 0.0) {  // weights may be so small that their products vanish
    double f = sumFF_ / sumF_;
    double cr = sumCr_ / weight_;
    const bool allZero = largestCr_ <= 0.0;
    if (options_.lehmerCr && !allZero) cr = sumCr_ > 0.0 ? sumCrCr_ / sumCr_ : 0.0;
    const bool fixedAtZero = options_.lehmerCr && (allZero || cr_[next_] < 0.0);
    if (options_.averageOld) {
      f = 0.5 * (f + f_[next_]);
      cr = 0.5 * (cr + cr_[next_]);
    }
    f_[next_] = f;
    cr_[next_] = fixedAtZero ? -1.0 : cr;
    const int cells = isize(f_) - (options_.fixedLast >= 0.0 ? 1 : 0);
    next_ = (next_ + 1) % std::max(cells, 1);
  }
  weight_ = sumF_ = sumFF_ = sumCr_ = sumCrCr_ = largestCr_ = 0.0;
}

Archive::Archive(const Population& pattern, int capacity) : members_(pattern.like(capacity + pattern.size())) {
  members_.resize(0);
}

void Archive::add(const Population& pop, int row) {
  members_.resize(members_.size() + 1);
  members_.copyRow(members_.size() - 1, pop, row);
}

void Archive::trim(Rng& rng, Workspace& ws, int capacity) {
  if (members_.size() <= capacity) return;
  Workspace::Frame frame(ws);
  const std::span<int> order = frame.ints(members_.size());
  rng.permutation(order);
  members_.gather(order.first(capacity));
}

void currentToPbest(Rng& rng, const Population& pop, const Archive* archive, int i, int pbest, double fBest, double f,
                    std::span<double> out) {
  const int n = pop.size();
  const int both = n + (archive == nullptr ? 0 : archive->size());
  int r1 = i;
  while (r1 == i) r1 = rng.below(n);
  int r2 = i;
  while (r2 == i || r2 == r1) r2 = rng.below(both);
  const std::span<const double> x = pop.x(i);
  const std::span<const double> best = pop.x(pbest);
  const std::span<const double> plus = pop.x(r1);
  const std::span<const double> minus = r2 < n ? pop.x(r2) : archive->members().x(r2 - n);
  for (int j = 0; j < isize(out); ++j) out[j] = x[j] + fBest * (best[j] - x[j]) + f * (plus[j] - minus[j]);
}

DeColumns addDeColumns(Population& pop) {
  return {.f = pop.addColumn("F"), .cr = pop.addColumn("CR")};
}

void declareDeTraces(ParamVisitor& p) {
  p.trace("F", {.doc = "mean of the mutation factors of the trial vectors", .min = 0});
  p.trace("CR", {.doc = "mean of the crossover rates of the trial vectors", .min = 0, .max = 1});
}

void traceDe(RunContext& ctx, const Population& off, DeColumns columns, int task) {
  double f = 0.0;
  double cr = 0.0;
  for (int i = 0; i < off.size(); ++i) {
    f += off.value(columns.f, i);
    cr += off.value(columns.cr, i);
  }
  ctx.trace("F", f / off.size(), task);
  ctx.trace("CR", cr / off.size(), task);
}

void pbestOffspring(RunContext& ctx, const Population& pop, const Archive* archive, Population& off, DeColumns columns,
                    double share, double bestWeight) {
  Rng& rng = ctx.rng();
  Workspace::Frame frame(ctx.workspace());
  const int n = pop.size();
  const std::span<int> order = frame.ints(n);
  sortByFitness(pop, order);
  const int top = std::max(1, nearest(share * n));
  for (int i = 0; i < n; ++i) {
    const int pbest = order[rng.below(top)];
    const double f = off.value(columns.f, i);
    currentToPbest(rng, pop, archive, i, pbest, bestWeight * f, f, off.x(i));
    binomial(rng, pop.x(i), off.x(i), off.value(columns.cr, i), off.x(i));
    midpoint(off.x(i), pop.x(i));
    off.task(i) = pop.task(i);
  }
}

void surviveWithHistory(Population& pop, const Population& off, DeColumns columns, SuccessHistory& memory,
                        Archive& archive) {
  surviveOneToOne(pop, off, [&](int i) {
    memory.note({.f = off.value(columns.f, i), .cr = off.value(columns.cr, i)}, improvement(pop, i, off, i));
    archive.add(pop, i);
  });
  memory.update();
}

int linearSize(double progress, int start, int end) {
  return nearest(start + std::min(progress, 1.0) * (end - start));
}

void shrink(Workspace& ws, Population& pop, int n) {
  if (pop.size() <= n) return;
  Workspace::Frame frame(ws);
  const std::span<int> order = frame.ints(pop.size());
  sortByFitness(pop, order);
  pop.gather(order.first(n));
}

}  // namespace tandem::op
