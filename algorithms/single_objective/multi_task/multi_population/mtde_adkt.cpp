// SPDX-License-Identifier: Apache-2.0
// MTDE-ADKT: success-history DE per task with two kinds of transfer, of individuals as they are and of individuals
// whose distribution was aligned with that of the receiver; how often each is used follows its success. T. Zhang,
// W. Gong, Y. Li, Multitask differential evolution with adaptive dual knowledge transfer, Applied Soft Computing 165,
// 2024, doi:10.1016/j.asoc.2024.112040.
#include <algorithm>
#include <array>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/operators.h"
#include "tandem/operators_de.h"

namespace tandem::alg::mtde_adkt {
namespace {

enum Kind { kAligned, kDirect, kOwn, kKinds };

/// Mean of a population, and square root and inverse square root of its covariance plus the identity.
class Alignment {
 public:
  explicit Alignment(int dim) : mean_(dim), root_(dim, dim), inverseRoot_(dim, dim) {}
  void outdate() { current_ = false; }
  [[nodiscard]] std::span<const double> mean() const { return mean_; }

  /// Coupled Newton-Schulz iteration (Higham 2008, section 6.7); the identity keeps the matrix well conditioned.
  void fit(ConstMatView points, Workspace& ws) {
    if (current_) return;
    current_ = true;
    Workspace::Frame frame(ws);
    const int d = isize(mean_);
    const MatView step = frame.matrix(d, d);
    const MatView next = frame.matrix(d, d);
    linalg::meanAndCovariance(points, mean_, root_);
    double norm = 1.0;  // largest row sum, at least the largest eigenvalue
    for (int i = 0; i < d; ++i) {
      root_(i, i) += 1.0;
      double sum = 0.0;
      for (const double v : root_.row(i)) sum += std::abs(v);
      norm = std::max(norm, sum);
    }
    for (double& v : root_.values()) v /= norm;
    std::ranges::fill(inverseRoot_.values(), 0.0);
    for (int i = 0; i < d; ++i) inverseRoot_(i, i) = 1.0;
    for (int iteration = 0; iteration < 60; ++iteration) {
      linalg::multiply(inverseRoot_, root_, step);
      double error = 0.0;
      for (int i = 0; i < d; ++i) {
        for (int j = 0; j < d; ++j) {
          const double target = i == j ? 1.0 : 0.0;
          error = std::max(error, std::abs(step(i, j) - target));
          step(i, j) = target + 0.5 * (target - step(i, j));
        }
      }
      if (!(error > 1e-12)) break;
      linalg::multiply(root_, step, next);
      std::copy_n(next.data, d * d, root_.data());
      linalg::multiply(step, inverseRoot_, next);
      std::copy_n(next.data, d * d, inverseRoot_.data());
    }
    const double scale = std::sqrt(norm);
    for (double& v : root_.values()) v *= scale;
    for (double& v : inverseRoot_.values()) v /= scale;
  }

  /// out := x with this distribution replaced by that of `target`, around `centre`.
  void map(Workspace& ws, std::span<const double> x, const Alignment& target, std::span<const double> centre,
           std::span<double> out) const {
    Workspace::Frame frame(ws);
    const std::span<double> deviation = frame.doubles(isize(mean_));
    const std::span<double> whitened = frame.doubles(isize(mean_));
    for (int j = 0; j < isize(mean_); ++j) deviation[j] = x[j] - mean_[j];
    linalg::multiply(inverseRoot_, deviation, whitened);
    linalg::multiply(target.root_, whitened, out);
    for (int j = 0; j < isize(mean_); ++j) out[j] += centre[j];
  }

 private:
  bool current_ = false;
  std::vector<double> mean_;
  Matrix root_, inverseRoot_;
};

class MtdeAdkt final : public Algorithm {
  double p_ = 0.1;
  int memory_ = 100;
  int gap_ = 50;
  double alpha_ = 0.25;
  double rmp0_ = 0.15;
  double beta_ = 0.9;
  int transferGap_ = 1;

  void params(ParamVisitor& p) override {
    p.real("P", p_, {.min = 0, .max = 1, .doc = "share of the population among the best that guide mutation"});
    p.integer("H", memory_, {.min = 1, .max = 100000, .doc = "cells of the success history"});
    p.integer("Gap", gap_, {.min = 1, .max = 100000, .doc = "generations between adaptations of both rmp"});
    p.real("A", alpha_, {.min = 0, .max = 1, .doc = "share of the budget after which populations are halved"});
    p.real("RMP0", rmp0_, {.min = 0, .max = 1, .doc = "initial probability of each kind of transfer"});
    p.real("Beta", beta_,
           {.min = 0, .max = 1, .doc = "weight of the current mean in the centre of aligned individuals"});
    p.integer("TGap", transferGap_, {.min = 1, .max = 100000, .doc = "generations between transfers"});
    p.trace("rmp_aligned", {.doc = "probability of transfer with alignment", .min = 0, .max = 1});
    p.trace("rmp_direct", {.doc = "probability of direct transfer, unless aligned", .min = 0, .max = 1});
    op::declareDeTraces(p);
  }

  struct Task {
    op::SuccessHistory history;
    op::Archive archive;
    Alignment alignment;
    std::vector<double> centre;  // moving average of the mean
    double rmp[2];
    double success[kKinds] = {1.0, 1.0, 1.0};  // sums of the success rates since the last adaptation
    Task(int memory, const Population& pop, double rmp0)
        : history(memory), archive(pop, pop.size()), alignment(pop.dim()), centre(pop.dim()), rmp{rmp0, rmp0} {
      linalg::meanAndCovariance(pop.x(), centre, {});
    }
  };

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    std::vector<Population> pops = op::initPerTask(ctx);
    std::vector<Task> tasks;
    for (Population& pop : pops) {
      columns_ = op::addDeColumns(pop);
      tasks.emplace_back(memory_, pop, rmp0_);
    }
    Population off = pops.front().like(n);
    std::vector<int> kind(n);
    std::vector<double> mean(ctx.maxDim());
    bool halved = false;
    while (ctx.running(pops)) {
      for (int t = 0; t < ctx.taskCount(); ++t) {
        off.resize(pops[t].size());
        breed(ctx, pops, tasks, t, kind, off);
        op::traceDe(ctx, off, columns_, t);
        ctx.trace("rmp_aligned", tasks[t].rmp[kAligned], t);
        ctx.trace("rmp_direct", tasks[t].rmp[kDirect], t);
        ctx.evaluate(off);
        op::surviveWithHistory(pops[t], off, columns_, tasks[t].history, tasks[t].archive);
        tasks[t].archive.trim(ctx.rng(), ctx.workspace(), pops[t].size());
        tasks[t].alignment.outdate();
        noteSuccess(pops[t], off, kind, tasks[t]);
      }
      if ((ctx.generation() + 1) % gap_ == 0) {
        for (Task& task : tasks) adapt(task);
      }
      if (!halved && ctx.progress() >= alpha_) {
        for (int t = 0; t < ctx.taskCount(); ++t) halve(ctx, pops[t], tasks[t]);
        halved = true;
      }
      for (int t = 0; t < ctx.taskCount(); ++t) {
        linalg::meanAndCovariance(pops[t].x(), mean, {});
        std::vector<double>& centre = tasks[t].centre;
        for (int j = 0; j < isize(mean); ++j) centre[j] = (1.0 - beta_) * centre[j] + beta_ * mean[j];
      }
    }
  }

  /// DE/current-to-pbest/1/bin from the individual itself, a donor's individual or an aligned one.
  void breed(RunContext& ctx, const std::vector<Population>& pops, std::vector<Task>& tasks, int t, std::span<int> kind,
             Population& off) const {
    Rng& rng = ctx.rng();
    Workspace& ws = ctx.workspace();
    Workspace::Frame frame(ws);
    const Population& pop = pops[t];
    Task& task = tasks[t];
    const int n = pop.size();
    const bool transferring = ctx.taskCount() > 1 && (ctx.generation() + 1) % transferGap_ == 0;
    int k = t;
    while (k == t && ctx.taskCount() > 1) k = rng.below(ctx.taskCount());
    const Population& source = pops[k];
    const std::span<int> donors = frame.ints(source.size());
    rng.permutation(donors);
    const std::span<int> order = frame.ints(n);
    op::sortByFitness(pop, order);
    const int top = std::max(1, nearest(p_ * n));
    const std::span<double> base = frame.doubles(pop.dim());
    const std::span<double> mutant = frame.doubles(pop.dim());
    for (int i = 0; i < n; ++i) {
      const op::DeSetting setting = task.history.draw(rng);
      kind[i] = kOwn;
      if (transferring)
        kind[i] = rng.chance(task.rmp[kAligned]) ? kAligned : rng.chance(task.rmp[kDirect]) ? kDirect : kOwn;
      const int donor = donors[i % source.size()];
      if (kind[i] == kAligned) {
        const RunContext::ModelTime modelTime(ctx);
        task.alignment.fit(pop.x(), ws);
        tasks[k].alignment.fit(source.x(), ws);
        tasks[k].alignment.map(ws, source.x(donor), task.alignment, task.centre, base);
      } else {
        std::ranges::copy(kind[i] == kDirect ? source.x(donor) : pop.x(i), base.begin());
      }
      const int pbest = order[rng.below(top)];
      int x1 = 0;
      rng.distinct({&x1, 1}, n, {&pbest, 1});
      int x2 = 0;
      const int except[2] = {pbest, x1};
      rng.distinct({&x2, 1}, n + task.archive.size(), except);
      const auto best = pop.x(pbest);
      const auto plus = pop.x(x1);
      const auto minus = x2 < n ? pop.x(x2) : task.archive.members().x(x2 - n);
      for (int j = 0; j < pop.dim(); ++j) {
        mutant[j] = base[j] + setting.f * (best[j] - base[j]) + setting.f * (plus[j] - minus[j]);
      }
      op::binomial(rng, base, mutant, setting.cr, off.x(i));
      op::midpoint(off.x(i), base);
      op::clip(off.x(i));  // an aligned base may lie far outside
      off.setOrigin(i, t, kind[i] == kOwn ? t : k);
      off.value(columns_.f, i) = setting.f;
      off.value(columns_.cr, i) = setting.cr;
    }
  }

  static void noteSuccess(const Population& pop, const Population& off, std::span<const int> kind, Task& task) {
    int made[kKinds] = {};
    int survived[kKinds] = {};
    for (int i = 0; i < pop.size(); ++i) {
      ++made[kind[i]];
      if (pop.born(i) == off.born(i)) ++survived[kind[i]];
    }
    for (int s = 0; s < kKinds; ++s) {
      if (made[s] > 0) task.success[s] += ratio(survived[s], made[s]);
    }
  }

  /// A kind of transfer becomes likelier when its success rate keeps up with native search.
  void adapt(Task& task) const {
    constexpr double kLeast[2] = {0.01, 0.02};
    constexpr double kMost = 0.45;
    const double step = gap_ / 500.0;
    for (const int s : {kAligned, kDirect}) {
      const bool pays = task.success[s] * transferGap_ >= task.success[kOwn];
      task.rmp[s] = pays ? std::min(task.rmp[s] + step, kMost) : std::max(task.rmp[s] - step, kLeast[s]);
    }
    std::ranges::fill(task.success, 0.0);
  }

  static void halve(RunContext& ctx, Population& pop, Task& task) {
    Workspace::Frame frame(ctx.workspace());
    const std::span<int> order = frame.ints(pop.size());
    op::sortByFitness(pop, order);
    const int kept = std::max(4, (pop.size() + 1) / 2);
    for (int i = kept; i < pop.size(); ++i) task.archive.add(pop, order[i]);
    task.archive.trim(ctx.rng(), ctx.workspace(), ctx.populationSize());
    if (kept < pop.size()) pop.gather(order.first(kept));
    task.alignment.outdate();
  }

  op::DeColumns columns_;
};

}  // namespace

TANDEM_ALGORITHM(MtdeAdkt, .name = "MTDE-ADKT", .family = "multitask, multi-population",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "SHADE",
                 .minPopulation = 4,
                 .citation = {"T. Zhang, W. Gong, Y. Li",
                              "Multitask differential evolution with adaptive dual knowledge transfer",
                              "Applied Soft Computing 165, 112040", 2024, "10.1016/j.asoc.2024.112040"},
                 .doc =
                     "Success-history DE per task; transfers individuals as they are and after alignment of the "
                     "distributions, each with an adaptive probability.",
                 .deviations =
                     "A generation without success leaves the success memory as it is; the reference code "
                     "repeats its newest cell. Only strict improvements enter memory and archive, there "
                     "ties too, whose weight may be 0/0.")

}  // namespace tandem::alg::mtde_adkt
