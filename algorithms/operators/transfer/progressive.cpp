// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "tandem/linalg.h"
#include "tandem/operators_mo.h"
#include "tandem/operators_progressive.h"
#include "tandem/operators_start.h"

namespace tandem::op {

namespace {
/// Origin of an individual of the current generation; the two solvers and the two transfers compete.
enum How { kParent, kDe, kGa, kSegment, kReplacement, kElite, kHows };

double kernel(std::span<const double> a, std::span<const double> b) {
  const double v = linalg::dot(a, b) + 0.1;
  return v * v * v * v * v;
}

class Progressive {
 public:
  Progressive(const ProgressiveSearch& settings, RunContext& ctx, bool multi)
      : s_(settings),
        ctx_(ctx),
        multi_(multi),
        platform_(settings.form == "platform"),
        n_(ctx.populationSize()),
        count_(std::min(settings.transfers, ctx.populationSize() / 2)) {}

  void run() {
    initialise();
    const std::int64_t generations = ctx_.budget() / (static_cast<std::int64_t>(ctx_.taskCount()) * n_ * s_.segments);
    const int segment = static_cast<int>(std::clamp<std::int64_t>(generations, 1, 1 << 30));
    while (ctx_.running(pops_)) {
      const int g = ctx_.generation() + 1;  // the initial population counts as a generation
      for (int t = 0; t < ctx_.taskCount(); ++t) breed(t);
      if (count_ > 0 && ctx_.taskCount() > 1 && g % s_.gap == 0) {
        prepareTransfer();
        for (int t = 0; t < ctx_.taskCount(); ++t) transfer(t);
      }
      if (multi_ && g % segment == 0) segment_ = pops_;
      for (int t = 0; t < ctx_.taskCount(); ++t) survive(t);
      if (!multi_ && g % segment == 0) segment_ = pops_;
    }
  }

 private:
  struct Rates {
    double made[kHows] = {};
    double survived[kHows] = {};
    [[nodiscard]] double rate(How h) const { return survived[h] / made[h]; }
  };

  void initialise() {
    Workspace::Frame frame(ctx_.workspace());
    const std::span<int> order = frame.ints(n_);
    for (int t = 0; t < ctx_.taskCount(); ++t) {
      // Latin hypercube.
      Population pop = ctx_.makePopulation(n_, t);
      how_ = pop.addColumn("how");
      for (int j = 0; j < pop.dim(); ++j) {
        ctx_.rng().permutation(order);
        for (int i = 0; i < n_; ++i) pop.x(i)[j] = (order[i] + ctx_.rng().uniform()) / n_;
      }
      placeStart(ctx_, t, pop, 0, n_);
      ctx_.evaluate(pop, Purpose::Initial);
      pops_.push_back(std::move(pop));
    }
    none_ = pops_.front().like(0);
    joint_ = pops_.front().like(2 * n_);
    image_ = Matrix(2 * std::max(1, count_), ctx_.maxDim());
    fitness_.assign(ctx_.taskCount(), std::vector<double>(std::size_t{2} * n_));
    for (int t = 0; t < ctx_.taskCount(); ++t) {
      sort(pops_[t], fitness_[t]);
      offs_.push_back(pops_[t].like(n_));
      training_.push_back(pops_[t].like(2 * n_));
    }
    archives_ = segment_ = pops_;
    rates_.resize(pops_.size());
    for (Rates& r : rates_) {
      for (const How h : {kDe, kGa}) r.made[h] = r.survived[h] = n_;
      for (const How h : {kSegment, kReplacement}) r.made[h] = r.survived[h] = std::max(1, count_);
    }
  }

  void sort(Population& pop, std::span<double> fitness) const {
    if (multi_) {
      selectSpea2(ctx_, pop, none_, pop.size(), fitness);
      return;
    }
    Workspace::Frame frame(ctx_.workspace());
    const std::span<int> order = frame.ints(pop.size());
    sortByFitness(pop, order);
    pop.gather(order);
  }

  /// Probability of the first of two competitors.
  static double preference(const Rates& r, How first, How second) {
    return r.rate(first) / (r.rate(first) + r.rate(second));
  }

  /// A random individual, likelier the better its rank.
  [[nodiscard]] int ranked(int i, int other) const {
    while (true) {
      const int x = ctx_.rng().below(n_);
      if (x != i && x != other && !ctx_.rng().chance((x + 1.0) / n_)) return x;
    }
  }

  [[nodiscard]] int winner() const {
    const int a = ctx_.rng().below(n_);
    return std::min(a, ctx_.rng().below(n_));
  }

  void breed(int t) {
    Rng& rng = ctx_.rng();
    Workspace::Frame frame(ctx_.workspace());
    const Population& pop = pops_[t];
    Population& off = offs_[t];
    off.resize(n_);
    const std::span<double> mutant = frame.doubles(pop.dim());
    const double de = preference(rates_[t], kDe, kGa);
    ctx_.trace("de", de, t);
    ctx_.trace("segment", preference(rates_[t], kSegment, kReplacement), t);
    for (int i = 0; i < n_; ++i) {
      const bool useDe = rng.chance(de);
      if (useDe) {
        const int x1 = ranked(i, i);
        const int x2 = ranked(i, x1);
        int x3 = 0;
        const int except[3] = {i, x1, x2};
        rng.distinct({&x3, 1}, n_, except);
        difference(pop.x(x1), s_.f, pop.x(x2), pop.x(x3), mutant);
        binomial(rng, pop.x(i), mutant, s_.cr, off.x(i));
      } else {
        s_.ga.crossover(ctx_, pop.x(winner()), pop.x(winner()), off.x(i), mutant);
        s_.ga.mutate(ctx_, off.x(i));
      }
      clip(off.x(i));
      off.setOrigin(i, t, t);
      off.value(how_, i) = useDe ? kDe : kGa;
    }
  }

  /// Training sets of stochastic replacement: archive and population, best first.
  void prepareTransfer() {
    const RunContext::ModelTime modelTime(ctx_);
    for (int t = 0; t < ctx_.taskCount(); ++t) {
      Population& set = training_[t];
      const bool withArchive = !(multi_ && platform_);
      set.resize(withArchive ? 2 * n_ : n_);
      for (int i = 0; i < n_; ++i) set.copyRow(i, pops_[t], i);
      if (!withArchive) continue;
      for (int i = 0; i < n_; ++i) set.copyRow(n_ + i, archives_[t], i);
      Workspace::Frame frame(ctx_.workspace());
      sort(set, frame.doubles(std::size_t{2} * n_));
    }
  }

  void transfer(int t) {
    const RunContext::ModelTime modelTime(ctx_);
    Rng& rng = ctx_.rng();
    Workspace::Frame frame(ctx_.workspace());
    int k = rng.below(ctx_.taskCount() - 1);
    if (k >= t) ++k;
    const int ds = ctx_.task(k).dim;
    const int dt = ctx_.task(t).dim;
    const MatView points = frame.matrix(count_, ds);
    const std::span<int> rows = frame.ints(n_);
    std::iota(rows.begin(), rows.end(), 0);
    if (multi_) {  // any of the non-dominated, if there are enough
      int front = 0;
      while (front < n_ && fitness_[k][front] < 1.0) ++front;
      if (front >= count_) rng.shuffle(rows.first(front));
    }
    for (int i = 0; i < count_; ++i) std::copy_n(pops_[k].x(rows[i]).begin(), ds, points.row(i).begin());
    const MatView all = image_;
    kernelAutoencode(ctx_.workspace(), segment_[k].x().leftCols(ds), segment_[t].x().leftCols(dt), points,
                     all.rowRange(0, count_).leftCols(dt));
    kernelAutoencode(ctx_.workspace(), training_[k].x().leftCols(ds), training_[t].x().leftCols(dt),
                     training_[k].x().rowRange(0, count_).leftCols(ds), all.rowRange(count_, count_).leftCols(dt));
    Population& off = offs_[t];
    const double segment = preference(rates_[t], kSegment, kReplacement);
    rng.permutation(rows);
    for (int i = 0; i < count_; ++i) {
      const bool bySegment = rng.chance(segment);
      const std::span<double> x = off.x(rows[i]);
      rng.fillUniform(x);
      std::copy_n(all.row(bySegment ? i : count_ + i).begin(), dt, x.begin());
      clip(x);
      off.setOrigin(rows[i], t, k);
      off.value(how_, rows[i]) = bySegment ? kSegment : kReplacement;
    }
  }

  void survive(int t) {
    Rng& rng = ctx_.rng();
    Population& pop = pops_[t];
    Population& off = offs_[t];
    if (ctx_.taskCount() > 1) {  // elite transfer
      int k = rng.below(ctx_.taskCount() - 1);
      if (k >= t) ++k;
      const int row = rng.below(n_);
      std::ranges::copy(pops_[k].x(0), off.x(row).begin());
      off.setOrigin(row, t, k);
      off.value(how_, row) = kElite;
    }
    for (int i = 0; i < n_; ++i) {
      pop.value(how_, i) = kParent;
      rates_[t].made[roundDown(off.value(how_, i))] += 1.0;
    }
    ctx_.evaluate(off);
    joint_.resize(2 * n_);
    for (int i = 0; i < n_; ++i) {
      joint_.copyRow(i, pop, i);
      joint_.copyRow(n_ + i, off, i);
    }
    if (multi_) {
      selectSpea2(ctx_, pop, off, n_, fitness_[t]);
    } else {
      selectElitist(ctx_, pop, off);
    }
    for (int i = 0; i < n_; ++i) rates_[t].survived[roundDown(pop.value(how_, i))] += 1.0;
    if (!platform_) archiveFailed(t);
  }

  /// The archive becomes a random choice from itself and the individuals that did not survive.
  void archiveFailed(int t) {
    Workspace::Frame frame(ctx_.workspace());
    const std::span<std::int64_t> alive = frame.take<std::int64_t>(n_);
    for (int i = 0; i < n_; ++i) alive[i] = pops_[t].born(i);
    std::ranges::sort(alive);
    const std::span<int> rows = frame.ints(std::size_t{3} * n_);
    std::iota(rows.begin(), rows.begin() + n_, 0);
    int count = n_;
    for (int i = 0; i < 2 * n_; ++i) {
      if (!std::ranges::binary_search(alive, joint_.born(i))) rows[count++] = n_ + i;
    }
    ctx_.rng().shuffle(rows.first(count));
    archives_[t].select(joint_, rows.first(n_));
  }

  const ProgressiveSearch& s_;
  RunContext& ctx_;
  bool multi_;
  bool platform_;
  int n_;
  int count_;
  ColumnId how_;
  std::vector<Population> pops_, offs_, archives_, segment_, training_;
  Population none_, joint_;
  Matrix image_;
  std::vector<std::vector<double>> fitness_;
  std::vector<Rates> rates_;
};
}  // namespace

void kernelAutoencode(Workspace& ws, ConstMatView source, ConstMatView target, ConstMatView points, MatView out) {
  Workspace::Frame frame(ws);
  const int n = source.rows;
  const int q = points.rows;
  const MatView gram = frame.matrix(n, n);
  const MatView square = frame.matrix(n, n);
  const MatView toPoints = frame.matrix(n, q);
  const MatView weights = frame.matrix(n, q);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j <= i; ++j) gram(i, j) = gram(j, i) = kernel(source.row(i), source.row(j));
    for (int j = 0; j < q; ++j) toPoints(i, j) = kernel(source.row(i), points.row(j));
  }
  linalg::multiply(gram, gram, square);
  double norm = 0.0;
  for (int i = 0; i < n; ++i) {
    double sum = 0.0;
    for (const double v : square.row(i)) sum += std::abs(v);
    norm = std::max(norm, sum);
  }
  const double ridge = std::max(1e-5, n * std::numeric_limits<double>::epsilon() * norm);
  for (int i = 0; i < n; ++i) square(i, i) += ridge;
  linalg::multiply(gram, toPoints, weights);
  if (linalg::solve(square, weights, weights, ws)) {
    linalg::transposedMultiply(weights, target, out);
  } else {  // as good as any other: the points of the target themselves
    for (int i = 0; i < q; ++i) std::ranges::copy(target.row(i % n), out.row(i).begin());
  }
}

void ProgressiveSearch::params(ParamVisitor& p) {
  p.integer("Seg", segments, {.min = 1, .max = 100000, .doc = "segments of the budget, each with its own snapshot"});
  p.integer("T", transfers, {.min = 0, .max = 100000, .doc = "solutions transferred to a task, at most N/2"});
  p.integer("G", gap, {.min = 1, .max = 1000000, .doc = "generations between transfers"});
  p.real("F", f, {.min = 0, .max = 2, .doc = "mutation factor of DE"});
  p.real("CR", cr, {.min = 0, .max = 1, .doc = "crossover rate of DE"});
  ga.params(p);
  p.choice("form", form,
           {.options = {"paper", "platform"},
            .doc = "whether the archive of replaced solutions takes part as published or as on the MToP platform"});
  p.trace("de", {.doc = "probability of DE, else GA", .per = TracePer::Task, .min = 0, .max = 1});
  p.trace("segment", {.doc = "probability of segmented transfer, else stochastic replacement", .min = 0, .max = 1});
}

void ProgressiveSearch::run(RunContext& ctx, bool multiObjective) const {
  Progressive(*this, ctx, multiObjective).run();
}

}  // namespace tandem::op
