// SPDX-License-Identifier: Apache-2.0
// MOMFEA-SADE: differential evolution whose strategy (best/1, rand/1, current-to-rand/1) is chosen by its success in
// the last generations; with probability RMP the other vectors come from another task, mapped by subspace alignment.
// Z. Liang, H. Dong, C. Liu, W. Liang, Z. Zhu, Evolutionary multitasking for multiobjective optimization with subspace
// alignment and adaptive differential evolution, IEEE Transactions on Cybernetics 52(4), 2022,
// doi:10.1109/TCYB.2020.2980888.
#include <algorithm>
#include <array>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/moo.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::momfea_sade {
namespace {

class MomfeaSade final : public Algorithm {
  double rmp_ = 0.3;
  int learning_ = 30;
  double f1_ = 0.6;
  double f2_ = 0.5;
  double lowerCr_ = 0.3;
  double upperCr_ = 0.9;
  enum class Form { Paper, Platform };
  Form form_ = Form::Paper;

  static constexpr int kStrategies = 3;
  static constexpr const char* kTraces[kStrategies] = {"best1", "rand1", "current-to-rand1"};

  void params(ParamVisitor& p) override {
    p.real("RMP", rmp_, {.min = 0, .max = 1, .doc = "probability that vectors of another task are used"});
    p.integer("LP", learning_, {.min = 1, .max = 100000, .doc = "generations whose successes count"});
    p.real("F1", f1_, {.min = 0, .max = 2, .doc = "mutation factor of the difference vector"});
    p.real("F2", f2_, {.min = 0, .max = 2, .doc = "mutation factor of the step towards a random vector"});
    p.real("LCR", lowerCr_, {.min = 0, .max = 1, .doc = "lower bound of the crossover rate"});
    p.real("UCR", upperCr_, {.min = 0, .max = 1, .doc = "upper bound of the crossover rate"});
    p.ordered("LCR", lowerCr_, "UCR", upperCr_);
    p.choice("form", form_,
             {.options = {"paper", "platform"},
              .doc = "paper: every task breeds from its own population, subspaces are aligned; platform: as the "
                     "reference code, all tasks breed from the last task's population"});
    for (const char* name : kTraces)
      p.trace(name, {.doc = "relative probability of the strategy", .per = TracePer::Run, .min = 0, .max = 1});
  }

  enum Strategy { Best1 = 0, Rand1 = 1, CurrentToRand1 = 2 };
  using Counts = std::array<int, kStrategies>;

  /// How often each strategy was used and how often its children survived, in one generation.
  struct Record {
    Counts used{}, survived{};
  };

  void run(RunContext& ctx) override {
    const int n = ctx.populationSize();
    const int tasks = ctx.taskCount();
    std::vector<Population> pops = op::initPerTask(ctx);
    for (Population& pop : pops) strategy_ = pop.addColumn("strategy", 1, -1.0);
    Population off = pops.front().like(n);
    std::vector<Record> history(learning_);
    std::vector<Matrix> bases(tasks);
    for (int t = 0; t < tasks; ++t)
      bases[t] = Matrix(std::clamp(ctx.maxDim() / 2, 1, std::max(1, n - 1)), ctx.maxDim());
    for (int t = 0; t < tasks; ++t) learnSubspace(ctx, pops[t], bases[t]);
    std::array<double, kStrategies> probability{};
    while (ctx.running(pops)) {
      adaptStrategies(ctx, history, probability);
      for (int s = 0; s < kStrategies; ++s) ctx.trace(kTraces[s], probability[s]);
      Record& record = history[ctx.generation() % learning_];
      record = {};
      for (int t = 0; t < tasks; ++t) {
        const int breeders = form_ == Form::Platform ? tasks - 1 : t;
        breed(ctx, pops, bases, t, breeders, probability, off);
        for (int i = 0; i < n; ++i) ++record.used[roundDown(off.value(strategy_, i))];
        ctx.evaluate(off);
        for (int i = 0; i < n; ++i) pops[t].value(strategy_, i) = -1.0;
        op::selectCrowded(ctx, pops[t], off, n);
        for (int i = 0; i < n; ++i) {
          const int s = roundDown(pops[t].value(strategy_, i));
          if (s >= 0) ++record.survived[s];
        }
        learnSubspace(ctx, pops[t], bases[t]);
      }
    }
  }

  /// Probability of each strategy: its share of survivors over the last LP generations.
  void adaptStrategies(RunContext& ctx, const std::vector<Record>& history, std::span<double> probability) const {
    std::ranges::fill(probability, 1.0);
    if (ctx.generation() < learning_) return;
    for (int s = 0; s < kStrategies; ++s) {
      int used = learning_;
      int survived = learning_;
      for (const Record& record : history) {
        used += record.used[s];
        survived += record.survived[s];
      }
      probability[s] = ratio(survived, used);
    }
  }

  /// Leading principal directions of the population, in rows.
  static void learnSubspace(RunContext& ctx, const Population& pop, Matrix& basis) {
    const RunContext::ModelTime modelTime(ctx);
    Workspace::Frame frame(ctx.workspace());
    const int d = pop.dim();
    const std::span<double> mean = frame.doubles(d);
    const std::span<double> values = frame.doubles(d);
    const MatView covariance = frame.matrix(d, d);
    const MatView vectors = frame.matrix(d, d);
    linalg::meanAndCovariance(pop.x(), mean, covariance);
    if (!linalg::eigenSymmetric(covariance, values, vectors, ctx.workspace())) return;
    for (int k = 0; k < basis.rows(); ++k) {
      for (int j = 0; j < d; ++j) basis(k, j) = vectors(j, d - 1 - k);
    }
  }

  /// The source's individuals in the aligned subspace of the target, scaled to [0, 1] together: projected onto the
  /// source's directions, turned into the target's and taken back to the full space.
  void align(RunContext& ctx, const Population& source, const Matrix& from, const Matrix& to, MatView out) const {
    const RunContext::ModelTime modelTime(ctx);
    Workspace& ws = ctx.workspace();
    Workspace::Frame frame(ws);
    const int n = source.size();
    const int k = from.rows();
    const int d = source.dim();
    const MatView inner = frame.matrix(n, k);
    const MatView aligned = frame.matrix(n, k);
    const MatView turn = frame.matrix(k, k);
    linalg::multiplyTransposed(source.x(), form_ == Form::Platform ? to : from, inner);
    linalg::multiplyTransposed(from, to, turn);
    if (form_ == Form::Platform) {
      // The product in the reference code depends on the signs of the directions, which are arbitrary: random here.
      const std::span<double> sign = frame.doubles(k);
      for (double& v : sign) v = ctx.rng().chance(0.5) ? 1.0 : -1.0;
      for (int i = 0; i < k; ++i) {
        const double both = &from == &to || ctx.rng().chance(0.5) ? 1.0 : -1.0;
        for (int j = 0; j < k; ++j) turn(i, j) *= both * sign[j];
      }
    }
    linalg::multiply(inner, turn, aligned);
    linalg::multiply(aligned, to, out);
    const int count = n * d;
    const std::span<double> all(out.data, count);
    const auto [low, high] = std::ranges::minmax(all);
    for (double& v : all) v = high > low ? (v - low) / (high - low) : v;
  }

  /// Children for task t, bred from the population of task `own`.
  void breed(RunContext& ctx, const std::vector<Population>& pops, const std::vector<Matrix>& bases, int t, int own,
             std::span<const double> probability, Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const Population& pop = pops[own];
    const int n = pop.size();
    const int tasks = ctx.taskCount();
    const std::span<int> best = frame.ints(n);
    const std::span<int> front = frame.ints(n);
    moo::nondominatedSort(pop.objs(), pop.cvs(), front, ctx.workspace());
    int bests = 0;
    for (int i = 0; i < n; ++i) {
      if (front[i] == 0) best[bests++] = i;
    }
    // Mapped individuals of a random other task for each of the three vectors.
    std::array<int, 3> donors{};
    std::array<MatView, 3> mapped;
    for (int k = 0; k < 3 && tasks > 1; ++k) {
      donors[k] = rng.below(tasks - 1);
      if (donors[k] >= t) ++donors[k];
      int same = 0;
      while (donors[same] != donors[k]) ++same;
      if (same < k) {
        mapped[k] = mapped[same];
      } else {
        mapped[k] = frame.matrix(n, pop.dim());
        align(ctx, pops[donors[k]], bases[donors[k]], bases[own], mapped[k]);
      }
    }
    const std::span<double> mutant = frame.doubles(pop.dim());
    for (int i = 0; i < n; ++i) {
      std::array<std::span<const double>, 3> r;
      const bool transfer = tasks > 1 && rng.chance(rmp_);
      int rows[3];
      rng.distinct(rows, n, {&i, 1});
      for (int k = 0; k < 3; ++k) r[k] = transfer ? ConstMatView(mapped[k]).row(rng.below(n)) : pop.x(rows[k]);
      const double cr = rng.uniform(lowerCr_, upperCr_);
      const int strategy = op::roulette(rng, probability);
      if (strategy == Best1) {
        op::difference(pop.x(best[rng.below(bests)]), f1_, r[0], r[1], mutant);
      } else if (strategy == Rand1) {
        op::difference(r[0], f1_, r[1], r[2], mutant);
      } else {
        op::difference(pop.x(i), f2_, r[0], pop.x(i), mutant);
        op::difference(mutant, f1_, r[1], r[2], mutant);
      }
      // Current-to-rand has no crossover.
      op::binomial(rng, pop.x(i), mutant, strategy == CurrentToRand1 ? 1.0 : cr, off.x(i));
      op::clip(off.x(i));
      off.setOrigin(i, t, transfer ? donors[0] : t);
      off.value(strategy_, i) = strategy;
    }
  }

  ColumnId strategy_;
};

}  // namespace

TANDEM_ALGORITHM(
    MomfeaSade, .name = "MOMFEA-SADE", .family = "multi-objective multitask, multi-population",
    .labels = MultiTask | MultiObjective | Unconstrained | Constrained, .twin = "NSGA-II", .minPopulation = 4,
    .citation = {"Z. Liang, H. Dong, C. Liu, W. Liang, Z. Zhu",
                 "Evolutionary multitasking for multiobjective optimization with subspace alignment and adaptive "
                 "differential evolution",
                 "IEEE Transactions on Cybernetics 52(4), 2096-2109", 2022, "10.1109/TCYB.2020.2980888"},
    .doc = "DE with strategies chosen by success; vectors of other tasks come through aligned subspaces.",
    .deviations =
        "The reference code overwrites the index of the task, so that all tasks breed from the population of "
        "the last one, and multiplies the two bases in an order in which the arbitrary signs of principal "
        "directions matter (form=platform, with random signs).")

}  // namespace tandem::alg::momfea_sade
