// SPDX-License-Identifier: Apache-2.0
#include "tandem/operators_range_transfer.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tandem::op {
namespace {

// Smaller variances and squared ranges count as this: a collapsed column has no distribution to compare.
constexpr double kFloor = 1e-300;

/// Mean, variance and range of each column, in memory of the caller's frame.
struct Columns {
  std::span<double> mean, variance, low, high;

  Columns(Workspace::Frame& frame, ConstMatView x)
      : mean(frame.doubles(x.cols)),
        variance(frame.doubles(x.cols)),
        low(frame.doubles(x.cols)),
        high(frame.doubles(x.cols)) {
    std::ranges::fill(mean, 0.0);
    std::ranges::fill(variance, 0.0);
    std::ranges::copy(x.row(0), low.begin());
    std::ranges::copy(x.row(0), high.begin());
    for (int i = 0; i < x.rows; ++i) {
      for (int j = 0; j < x.cols; ++j) {
        const double v = x(i, j);
        mean[j] += v;
        low[j] = std::min(low[j], v);
        high[j] = std::max(high[j], v);
      }
    }
    for (double& m : mean) m /= x.rows;
    for (int i = 0; i < x.rows; ++i) {
      for (int j = 0; j < x.cols; ++j) variance[j] += (x(i, j) - mean[j]) * (x(i, j) - mean[j]);
    }
    for (double& v : variance) v /= std::max(1, x.rows - 1);
  }
  [[nodiscard]] double range(int j) const { return high[j] - low[j]; }
  [[nodiscard]] double squaredRange(int j) const { return std::max(kFloor, range(j) * range(j)); }
};

/// Squared deviations of the source's entries that the platform stretches: entry l of the matrix read column by column
/// for variable l. All but a small population have them in the first column.
class StretchedEntries {
 public:
  StretchedEntries(Workspace::Frame& frame, ConstMatView source, const Columns& from)
      : source_(source), from_(from), entry_(frame.doubles(source.cols)) {
    for (int l = 0; l < source.cols; ++l) {
      const int j = l / source.rows;
      const double d = source(l % source.rows, j) - from.mean[j];
      entry_[l] = d * d;
    }
  }
  /// Stretches them to the range of one more variable and writes the resulting variances.
  void stretch(double range, std::span<double> variance) {
    for (int l = 0; l < isize(entry_); ++l) {
      if (from_.range(l) > 0.0) entry_[l] *= range * range / (from_.range(l) * from_.range(l));
    }
    for (int j = 0; j * source_.rows < isize(entry_); ++j) {
      double sum = 0.0;
      for (int i = 0; i < source_.rows; ++i) {
        const int l = j * source_.rows + i;
        const double d = source_(i, j) - from_.mean[j];
        sum += l < isize(entry_) ? entry_[l] : d * d;
      }
      variance[j] = sum / std::max(1, source_.rows - 1);
    }
  }

 private:
  ConstMatView source_;
  const Columns& from_;
  std::span<double> entry_;
};

}  // namespace

RangeTransfer::RangeTransfer(int dim, Form form) : form_(form), order_(dim, 0) {}

void RangeTransfer::match(Workspace& ws, ConstMatView source, ConstMatView target, bool avoidSame) {
  Workspace::Frame frame(ws);
  const Columns from(frame, source);
  const Columns to(frame, target);
  count_ = target.cols;
  const bool stretchAll = form_ == Form::Paper;
  const std::span<double> shape = frame.doubles(source.cols);  // variances before they meet a variable of the target
  const std::span<double> logShape = frame.doubles(source.cols);
  StretchedEntries entries(frame, source, from);
  for (int j = 0; j < source.cols; ++j) {
    shape[j] = std::max(kFloor, from.variance[j] / (stretchAll ? from.squaredRange(j) : 1.0));
    logShape[j] = std::log2(shape[j]);
  }
  for (int i = 0; i < target.cols; ++i) {
    if (!stretchAll) {
      entries.stretch(to.range(i), shape);
      for (int j = 0; j * source.rows < source.cols; ++j) {
        shape[j] = std::max(kFloor, shape[j]);
        logShape[j] = std::log2(shape[j]);
      }
    }
    const double scale = stretchAll ? to.squaredRange(i) : 1.0;
    const double variance = std::max(kFloor, to.variance[i]);
    const double logRatio = std::log2(scale) - std::log2(variance);
    double least = std::numeric_limits<double>::infinity();
    order_[i] = 0;
    for (int j = 0; j < source.cols; ++j) {
      if (avoidSame && j == i) continue;
      const double gap = from.mean[j] - to.mean[i];
      const double divergence =
          0.5 * (logShape[j] + logRatio) + (variance + gap * gap) / (2.0 * std::max(kFloor, shape[j] * scale));
      if (divergence < least) {
        least = divergence;
        order_[i] = j;
      }
    }
  }
}

void RangeTransfer::matchRandomly(Rng& rng, int sourceDim, int targetDim) {
  count_ = targetDim;
  for (int i = 0; i < targetDim; ++i) order_[i] = rng.below(sourceDim);
}

void RangeTransfer::map(Workspace& ws, ConstMatView source, ConstMatView target, bool stretch, MatView out) const {
  Workspace::Frame frame(ws);
  const Columns from(frame, source);
  const Columns to(frame, target);
  const std::span<double> ratio = frame.doubles(count_);
  const std::span<double> shift = frame.doubles(count_);
  const std::span<double> low = frame.doubles(source.cols);  // the source's intervals, stretched
  const std::span<double> high = frame.doubles(source.cols);
  std::ranges::copy(from.low, low.begin());
  std::ranges::copy(from.high, high.begin());
  for (int i = 0; i < count_; ++i) {
    const int j = order_[i];
    ratio[i] = !stretch ? 1.0 : from.range(j) > 0.0 ? to.range(i) / from.range(j) : 0.0;
    if (form_ == Form::Paper) continue;
    low[j] = (low[j] - from.mean[j]) * ratio[i] + from.mean[j];
    high[j] = (high[j] - from.mean[j]) * ratio[i] + from.mean[j];
  }
  for (int i = 0; i < count_; ++i) {
    const int j = order_[i];
    const double mean = from.mean[j];
    const double below = form_ == Form::Paper ? (from.low[j] - mean) * ratio[i] + mean : low[j];
    const double above = form_ == Form::Paper ? (from.high[j] - mean) * ratio[i] + mean : high[j];
    const bool overlapsAbove = below <= to.high[i] && above >= to.high[i] && mean <= to.high[i];
    const bool overlapsBelow = above >= to.low[i] && below <= to.low[i] && mean >= to.low[i];
    shift[i] = stretch && (overlapsAbove || overlapsBelow) ? 0.0 : to.mean[i] - mean;
  }
  for (int n = 0; n < out.rows; ++n) {
    for (int i = 0; i < count_; ++i) {
      const double mean = from.mean[order_[i]];
      out(n, i) = std::clamp((source(n, order_[i]) - mean) * ratio[i] + mean + shift[i], 0.0, 1.0);
    }
  }
}

void KnowledgeReuse::params(ParamVisitor& p) {
  p.real("pTransfer", startShare_, {.min = 0, .max = 1, .doc = "initial share of individuals that are transferred"});
  p.choice("Operator", solvers_, {.options = {"GA/DE", "GA", "DE"}, .doc = "how tasks breed, in turn"});
  p.real("mu", variation_.muC, {.min = 0, .max = 1000, .doc = "index of simulated binary crossover"});
  p.real("mum", variation_.muM, {.min = 0, .max = 1000, .doc = "index of polynomial mutation"});
  p.real("F", f_, {.min = 0, .max = 2, .doc = "scale factor of DE"});
  p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate of DE"});
  p.real("minx", least_, {.min = 0, .max = 0.5, .doc = "least share of individuals that are transferred"});
  p.real("Lb", low_, {.min = 0, .max = 1, .doc = "least probability of taking from another task"});
  p.real("Ub", high_, {.min = 0, .max = 1, .doc = "largest probability of taking from another task"});
  p.ordered("Lb", low_, "Ub", high_);
  p.real("w", weight_, {.min = 0, .max = 1, .doc = "share of the old advantage in the new (form paper)"});
  p.choice("form", form_,
           {.options = {"paper", "platform"}, .doc = "as described, or with the indexing of the platform's code"});
  p.trace("transfer_probability", {.doc = "probability that the receiver takes from a donor it has drawn",
                                   .per = TracePer::Pair,
                                   .min = 0,
                                   .max = 1});
  p.trace("transfer_share",
          {.doc = "share of individuals that come from the donor", .per = TracePer::Pair, .min = 0, .max = 1});
}

void KnowledgeReuse::start(int tasks, double probability) {
  share_ = Matrix(tasks, tasks, startShare_);
  probability_ = Matrix(tasks, tasks, probability < 0.0 ? 0.5 * (low_ + high_) : probability);
  for (int t = 0; t < tasks; ++t) probability_(t, t) = 0.0;
}

int KnowledgeReuse::chooseDonor(Rng& rng, int t) const {
  const std::span<const double> row = probability_.row(t);
  if (std::ranges::all_of(row, [](double p) { return p <= 0.0; })) return t;
  const int donor = roulette(rng, row);
  return rng.chance(row[donor]) ? donor : t;
}

int KnowledgeReuse::amount(int t, int donor, int size) const {
  return nearest(share_(t, donor) * size);
}

void KnowledgeReuse::learn(Rng& rng, int t, int donor) {
  const double sum = share_(t, donor) + share_(t, t);
  const double advantage = sum > 0.0 ? (share_(t, donor) - share_(t, t)) / sum : 0.0;
  const double w = form_ == Form::Paper ? weight_ : rng.uniform(0.1, 0.9);
  const double next = low_ + w * (probability_(t, donor) - low_) + (1.0 - w) * advantage * (high_ - low_);
  probability_(t, donor) = std::min(high_, std::max(low_, next));
}

void KnowledgeReuse::trace(RunContext& ctx, int t) const {
  for (int donor = 0; donor < ctx.taskCount(); ++donor) {
    ctx.trace("transfer_share", share_(t, donor), t, donor);
    if (donor != t) ctx.trace("transfer_probability", probability_(t, donor), t, donor);
  }
}

bool KnowledgeReuse::usesDe(int t) const {
  return solvers_ == Solvers::De || (solvers_ == Solvers::GaDe && t % 2 == 1);
}

void KnowledgeReuse::breed(RunContext& ctx, const Population& mates, int t, Population& off) const {
  Workspace::Frame frame(ctx.workspace());
  if (!usesDe(t)) {
    const std::span<int> pool = frame.ints(mates.size());
    ctx.rng().permutation(pool);
    gaOffspring(ctx, mates, pool, off, variation_);
    tagByParents(mates, pool, off, t);
    return;
  }
  off.resize(mates.size());
  for (int i = 0; i < mates.size(); ++i) {
    int x[3];
    ctx.rng().distinct(x, mates.size(), std::span<const int>(&i, 1));
    difference(mates.x(x[0]), f_, mates.x(x[1]), mates.x(x[2]), off.x(i));
    binomial(ctx.rng(), mates.x(i), off.x(i), cr_, off.x(i));
    randomReset(ctx.rng(), off.x(i));
    int donor = mates.task(i);
    for (const int k : x) donor = donor == t ? mates.task(k) : donor;
    off.setOrigin(i, t, donor);
  }
}

double rankScore(const Population& pop, std::int64_t since) {
  double sum = 0.0;
  for (int i = 0; i < pop.size(); ++i) sum += pop.born(i) > since ? pop.size() - i : 0;
  return sum / (0.5 * pop.size() * (pop.size() + 1.0));
}

}  // namespace tandem::op
