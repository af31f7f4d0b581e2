// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>

#include "tandem/operators.h"
#include "tandem/operators_de.h"

namespace tandem::op {

double improvement(const Population& parents, int i, const Population& children, int j) {
  const double violation = parents.cv(i) - children.cv(j);
  const double gain = violation > 0.0 ? violation : std::max(0.0, parents.obj(i) - children.obj(j));
  return std::isfinite(gain) ? gain : 0.0;
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
    : options_(options),
      f_(static_cast<std::size_t>(size), options.f),
      cr_(static_cast<std::size_t>(size), options.cr) {
  if (options.fixedLast >= 0.0) f_.back() = cr_.back() = options.fixedLast;
}

DeSetting SuccessHistory::draw(Rng& rng) const {
  const auto cell = static_cast<std::size_t>(rng.below(size()));
  return {.f = drawF(rng, f_[cell]), .cr = cr_[cell] < 0.0 ? 0.0 : drawCr(rng, cr_[cell])};
}

void SuccessHistory::note(const DeSetting& setting, double weight) {
  weight_ += weight;
  sumF_ += weight * setting.f;
  sumFF_ += weight * setting.f * setting.f;
  sumCr_ += weight * setting.cr;
  sumCrCr_ += weight * setting.cr * setting.cr;
  largestCr_ = std::max(largestCr_, setting.cr);
}

void SuccessHistory::update() {
  if (weight_ > 0.0) {
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
    const std::size_t cells = f_.size() - (options_.fixedLast >= 0.0 ? 1 : 0);
    next_ = (next_ + 1) % std::max<std::size_t>(cells, 1);
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
  const std::span<int> order = frame.ints(static_cast<std::size_t>(members_.size()));
  rng.permutation(order);
  members_.gather(order.first(static_cast<std::size_t>(capacity)));
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
  for (std::size_t j = 0; j < out.size(); ++j) out[j] = x[j] + fBest * (best[j] - x[j]) + f * (plus[j] - minus[j]);
}

void surviveWithHistory(Population& pop, const Population& off, ColumnId f, ColumnId cr, SuccessHistory& memory,
                        Archive& archive) {
  for (int i = 0; i < pop.size(); ++i) {
    if (better(pop.obj(i), pop.cv(i), off.obj(i), off.cv(i))) continue;
    if (better(off.obj(i), off.cv(i), pop.obj(i), pop.cv(i))) {
      memory.note({.f = off.value(f, i), .cr = off.value(cr, i)}, improvement(pop, i, off, i));
      archive.add(pop, i);
    }
    pop.copyRow(i, off, i);
  }
  memory.update();
}

}  // namespace tandem::op
