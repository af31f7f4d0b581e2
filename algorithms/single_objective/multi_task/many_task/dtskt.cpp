// SPDX-License-Identifier: Apache-2.0
// DTSKT: two-stage knowledge transfer for many tasks, on an estimation of distribution algorithm. A task's samples are
// pushed along the search direction of the tasks that move as it does in the first stage, and spread as their elites
// are in the second. T. Zhang, X. Wu, Y. Li, W. Gong, H. Qin, Distribution direction-assisted two-stage knowledge
// transfer for many-task optimization, IEEE Transactions on Systems, Man, and Cybernetics: Systems 55(10), 2025,
// doi:10.1109/TSMC.2025.3598800.
#include <algorithm>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/operators.h"

namespace tandem::alg::dtskt {
namespace {

struct Model {
  std::vector<double> mean;  // of the normal distribution
  std::vector<double> deviation;
  std::vector<double> centre;  // mean of the population
  std::vector<double> path;    // search direction
  std::vector<int> order;      // population by fitness
  explicit Model(int dim, int n) : mean(dim), deviation(dim), centre(dim), path(dim), order(n) {}
};

class Dtskt final : public Algorithm {
  double share_ = 0.35;
  double beta_ = 0.6;
  double rmp_ = 0.5;
  int most_ = 2;
  int n_ = 200;

  void params(ParamVisitor& p) override {
    p.real("A", share_, {.min = 0, .max = 1, .doc = "share of the population from which the model is made"});
    p.real("Beta", beta_, {.min = 0, .max = 1, .doc = "share of the budget that the first stage takes"});
    p.real("RMP", rmp_, {.min = 0, .max = 1, .doc = "probability that a sample makes use of other tasks"});
    p.integer("TOPN", most_, {.min = 1, .max = 100000, .doc = "tasks that join where no task stands out"});
    p.integer("N", n_, {.min = 4, .max = 1000000, .doc = "population size, in place of the one asked for"});
    p.trace("similarity", {.doc = "cosine of the search directions", .per = TracePer::Pair, .min = -1, .max = 1});
  }

  [[nodiscard]] int elites() const { return std::clamp(nearest(share_ * n_), 1, n_); }

  void run(RunContext& ctx) override {
    const int tasks = ctx.taskCount();
    const int d = ctx.maxDim();
    std::vector<Population> pops;
    std::vector<Model> models(tasks, Model(d, n_));
    for (int t = 0; t < tasks; ++t) {
      pops.push_back(op::initUniform(ctx, n_, t));
      Model& m = models[t];
      op::sortByFitness(pops[t], m.order);
      linalg::meanAndCovariance(pops[t].x(), m.centre, {});
      weightedMean(pops[t], m);
      spread(pops[t], m);
      for (int j = 0; j < d; ++j) m.path[j] = pops[t].x(m.order[0])[j] - m.centre[j];
    }
    Population off = pops.front().like(n_);
    probes_ = pops.front().like(4);
    pushed_.resize(d);
    spread_.resize(d);
    Matrix alike(tasks, tasks);
    std::vector<int> pending(n_);
    while (ctx.running(pops)) {
      for (int t = 0; t < tasks; ++t) {
        for (int k = 0; k < t; ++k) {
          const double lengths = linalg::norm(models[t].path) * linalg::norm(models[k].path);
          const double cosine = lengths > 0.0 ? linalg::dot(models[t].path, models[k].path) / lengths : 0.0;
          ctx.trace("similarity", cosine, t, k);
          ctx.trace("similarity", cosine, k, t);
          alike(t, k) = alike(k, t) = std::exp(cosine);
        }
      }
      for (int t = 0; t < tasks; ++t) {
        const int donor = tasks > 1 ? learnDirection(ctx, pops, models, alike, t) : t;
        sample(ctx, pops[t], models[t], donor, off, pending);
        std::swap(pops[t], off);
        moveModel(ctx, pops[t], models[t]);
      }
    }
  }

  /// Mean of the elites with logarithmic weights.
  void weightedMean(const Population& pop, Model& m) const {
    std::ranges::fill(m.mean, 0.0);
    double sum = 0.0;
    for (int i = 0; i < elites(); ++i) {
      const double w = std::log(elites() + 1.0) - std::log(i + 1.0);
      sum += w;
      for (int j = 0; j < pop.dim(); ++j) m.mean[j] += w * pop.x(m.order[i])[j];
    }
    for (double& v : m.mean) v /= sum;
  }

  /// Root mean square deviation of the elites from the mean.
  void spread(const Population& pop, Model& m) const {
    std::ranges::fill(m.deviation, 0.0);
    for (int i = 0; i < elites(); ++i) {
      const auto x = pop.x(m.order[i]);
      for (int j = 0; j < pop.dim(); ++j) m.deviation[j] += (x[j] - m.mean[j]) * (x[j] - m.mean[j]);
    }
    for (double& v : m.deviation) v = std::sqrt(v / elites());
  }

  /// Direction and spread that task t takes over: of the most similar task if it stands out, else of several.
  int learnDirection(RunContext& ctx, const std::vector<Population>& pops, const std::vector<Model>& models,
                     const Matrix& alike, int t) {
    const RunContext::ModelTime modelTime(ctx);
    Workspace::Frame frame(ctx.workspace());
    const int tasks = ctx.taskCount();
    const auto row = alike.row(t);
    const int donor = static_cast<int>(std::ranges::max_element(row) - row.begin());
    double sum = 0.0;
    for (const double v : row) sum += v;
    const std::span<int> order = frame.ints(tasks);
    int count = 0;
    if (!(row[donor] / sum > 1.5 / tasks)) {  // the tasks most similar to the donor join
      for (int k = 0; k < tasks; ++k) order[k] = k;
      std::ranges::sort(order, [&](int a, int b) {
        return alike(donor, a) > alike(donor, b) || (alike(donor, a) == alike(donor, b) && a < b);
      });
      const int most = std::min(most_, tasks);
      for (int i = 0; i < most; ++i) {
        if (order[i] != t && order[i] != donor) order[count++] = order[i];
      }
    }
    order[count++] = donor;
    double weights = 0.0;
    for (int i = 0; i < count; ++i) weights += alike(t, order[i]);
    std::ranges::fill(pushed_, 0.0);
    std::ranges::fill(spread_, 0.0);
    const std::span<double> squares = frame.doubles(ctx.maxDim());
    const Model& own = models[t];
    const std::span<double> centre = frame.doubles(ctx.maxDim());
    linalg::meanAndCovariance(pops[t].x(), centre, {});
    for (int i = 0; i < count; ++i) {
      const int k = order[i];
      const double w = alike(t, k) / weights;
      std::ranges::fill(squares, 0.0);
      for (int e = 0; e < elites(); ++e) {
        const auto x = pops[k].x(models[k].order[e]);
        const auto y = pops[t].x(own.order[e]);
        for (int j = 0; j < ctx.maxDim(); ++j) {
          const double other = x[j] - models[k].centre[j] + centre[j] - own.mean[j];
          squares[j] += other * other + (y[j] - own.mean[j]) * (y[j] - own.mean[j]);
        }
      }
      for (int j = 0; j < ctx.maxDim(); ++j) {
        pushed_[j] += w * models[k].path[j];
        spread_[j] += w * std::sqrt(squares[j] / (2.0 * elites()));
      }
    }
    return donor;
  }

  /// N - 2 samples, the best so far and the mean. After a sample worse than the mean comes its reflection.
  void sample(RunContext& ctx, const Population& pop, const Model& m, int donor, Population& off,
              std::span<int> pending) {
    Rng& rng = ctx.rng();
    const int t = pop.task(0);
    const int d = pop.dim();
    std::ranges::copy(m.mean, probes_.x(0).begin());
    probes_.setOrigin(0, t, t);
    ctx.evaluate(probes_, 0);
    int waiting = 0;
    bool reflect = false;
    for (int i = 0; i < n_ - 2; ++i) {
      const std::span<double> x = off.x(i);
      if (reflect) {
        for (int j = 0; j < d; ++j) x[j] = 2.0 * m.mean[j] - off.x(i - 1)[j];
        op::clip(x);
        off.setOrigin(i, t, t);
        pending[waiting++] = i;
        reflect = false;
        continue;
      }
      const bool transfer = donor != t && rng.chance(rmp_);
      const bool exploring = ctx.progress() < beta_;
      const double step = transfer && exploring ? rng.uniform() : 0.0;
      const std::vector<double>& deviation = transfer && !exploring ? spread_ : m.deviation;
      for (int j = 0; j < d; ++j) x[j] = rng.normal(m.mean[j] + step * pushed_[j], deviation[j]);
      op::clip(x);
      off.setOrigin(i, t, transfer ? donor : t);
      ctx.evaluate(off, i);
      reflect = better(probes_.obj(0), probes_.cv(0), off.obj(i), off.cv(i));
    }
    std::ranges::copy(pop.x(m.order[0]), off.x(n_ - 2).begin());
    std::ranges::copy(m.mean, off.x(n_ - 1).begin());
    for (const int i : {n_ - 2, n_ - 1}) {
      op::clip(off.x(i));
      off.setOrigin(i, t, t);
      pending[waiting++] = i;
    }
    ctx.evaluate(off, pending.first(waiting));
  }

  /// New mean, moved further along its last step if that improves twice in a row, or back if it got worse.
  void moveModel(RunContext& ctx, const Population& pop, Model& m) {
    const int t = pop.task(0);
    const int d = pop.dim();
    op::sortByFitness(pop, m.order);
    std::ranges::copy(m.mean, probes_.x(2).begin());
    weightedMean(pop, m);
    for (int j = 0; j < d; ++j) {
      const double step = m.mean[j] - probes_.x(2)[j];
      probes_.x(0)[j] = m.mean[j] + 2.0 * step;
      probes_.x(1)[j] = m.mean[j];
      probes_.x(3)[j] = m.mean[j] - 0.5 * step;
    }
    for (int i = 0; i < 4; ++i) probes_.setOrigin(i, t, t);
    ctx.evaluate(probes_);
    const auto beats = [&](int a, int b) {
      return better(probes_.obj(a), probes_.cv(a), probes_.obj(b), probes_.cv(b));
    };
    if (beats(0, 1) && beats(1, 2)) {
      std::ranges::copy(probes_.x(0), m.mean.begin());
    } else if (beats(2, 1) && beats(3, 1)) {
      std::ranges::copy(probes_.x(3), m.mean.begin());
    }
    spread(pop, m);
    const auto leader = pop.x(m.order[ctx.rng().below(3)]);
    for (int j = 0; j < d; ++j) m.path[j] = leader[j] - m.centre[j];
    linalg::meanAndCovariance(pop.x(), m.centre, {});
  }

  Population probes_;
  std::vector<double> pushed_, spread_;
};

}  // namespace

TANDEM_ALGORITHM(Dtskt, .name = "DTSKT", .family = "many-task",
                 .labels = ManyTask | SingleObjective | Unconstrained | Constrained, .twin = "EDAver",
                 .citation = {"T. Zhang, X. Wu, Y. Li, W. Gong, H. Qin",
                              "Distribution direction-assisted two-stage knowledge transfer for many-task optimization",
                              "IEEE Transactions on Systems, Man, and Cybernetics: Systems 55(10), 7551-7565", 2025,
                              "10.1109/TSMC.2025.3598800"},
                 .doc =
                     "Estimation of distribution per task; samples follow the search direction, later the spread, "
                     "of the tasks that move alike.",
                 .deviations =
                     "Samples and means are compared by feasibility first, in the reference code by "
                     "objective only. Paths of length 0 count as orthogonal to all.")

}  // namespace tandem::alg::dtskt
