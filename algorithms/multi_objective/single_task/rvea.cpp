// SPDX-License-Identifier: Apache-2.0
// RVEA: one survivor per reference vector by the angle-penalised distance, whose penalty grows with the spent budget;
// reference vectors are rescaled to the ranges of the objectives from time to time.
// R. Cheng, Y. Jin, M. Olhofer, B. Sendhoff, A reference vector guided evolutionary algorithm for many-objective
// optimization, IEEE Transactions on Evolutionary Computation 20(5), 2016, doi:10.1109/TEVC.2016.2519378.
#include <algorithm>
#include <cmath>
#include <limits>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/operators_directions.h"
#include "tandem/operators_joined.h"
#include "tandem/operators_mo.h"

namespace tandem::alg::rvea {
namespace {

class Rvea final : public Algorithm {
  double alpha_ = 2.0;
  double fr_ = 0.1;
  op::GaVariation variation_{.muC = 20.0, .muM = 15.0};

  void params(ParamVisitor& p) override {
    p.real("alpha", alpha_, {.min = 0, .max = 100, .doc = "rate of change of the angle penalty"});
    p.real("fr", fr_, {.min = 0.001, .max = 1, .doc = "share of the budget between adaptations of the vectors"});
    variation_.params(p);
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops;
    std::vector<Matrix> initial;
    std::vector<Matrix> vectors;
    std::vector<std::vector<double>> gamma;  // of each vector, the least angle to another
    for (int t = 0; t < ctx.taskCount(); ++t) {
      const op::Decomposition weights(ctx.task(t).objectives, ctx.populationSize(), 0.0);
      Matrix v(weights.size(), ctx.task(t).objectives);
      for (int i = 0; i < v.rows(); ++i) std::ranges::copy(weights.weight(i), v.row(i).begin());
      pops.push_back(op::initUniform(ctx, v.rows(), t));
      initial.push_back(v);
      gamma.emplace_back(v.rows());
      spacing(ctx.workspace(), v, gamma.back());
      vectors.push_back(std::move(v));
    }
    Population off = pops.front().like(ctx.populationSize() + 1);
    std::vector<int> pool(ctx.populationSize());
    double nextAdaptation = fr_;
    while (ctx.running(pops)) {
      const bool adapting = ctx.progress() >= nextAdaptation;
      if (adapting) nextAdaptation += fr_;
      for (int t = 0; t < isize(pops); ++t) {
        const std::span<int> parents = std::span(pool).first(initial[t].rows());
        for (int& parent : parents) parent = ctx.rng().below(pops[t].size());
        op::gaOffspring(ctx, pops[t], parents, off, variation_);
        ctx.evaluate(off);
        select(ctx, pops[t], off, vectors[t], gamma[t], std::pow(std::min(1.0, ctx.progress()), alpha_));
        if (!adapting) continue;
        adapt(pops[t], initial[t], vectors[t]);
        spacing(ctx.workspace(), vectors[t], gamma[t]);
      }
    }
  }

  /// Least angle of each vector to another one.
  static void spacing(Workspace& ws, const Matrix& vectors, std::span<double> gamma) {
    Workspace::Frame frame(ws);
    const op::Directions directions(frame, vectors);
    for (int v = 0; v < vectors.rows(); ++v) {
      gamma[v] = std::max(directions.byAngle(vectors.row(v), v).measure, 1e-12);
    }
  }

  /// Reference-vector-guided selection.
  static void select(RunContext& ctx, Population& pop, const Population& off, const Matrix& vectors,
                     std::span<const double> gamma, double theta) {
    Workspace::Frame frame(ctx.workspace());
    const op::Joined both(pop, off);
    const int m = vectors.cols();
    const MatView f = frame.matrix(both.size(), m);
    translate(ctx.workspace(), both, f);
    // Population partition, angle-penalised distance (APD) and elitism in one pass: the survivor of each vector has the
    // least APD among the feasible, else the least violation.
    const int count = vectors.rows();
    const op::Directions directions(frame, vectors);
    const std::span<int> survivor = frame.ints(count);
    const std::span<double> merit = frame.doubles(count);
    std::ranges::fill(survivor, -1);
    for (int i = 0; i < both.size(); ++i) {
      const auto [at, least] = directions.byAngle(ConstMatView(f).row(i));
      const double cv = both.cv(i);
      const double value = cv > 0.0 ? cv : (1.0 + m * theta * least / gamma[at]) * linalg::norm(ConstMatView(f).row(i));
      const int rival = survivor[at];
      const double rivalCv = rival < 0 ? 0.0 : both.cv(rival);
      const bool wins =
          rival < 0 || (cv > 0.0 ? rivalCv > 0.0 && value < merit[at] : rivalCv > 0.0 || value < merit[at]);
      if (!wins) continue;
      survivor[at] = i;
      merit[at] = value;
    }
    const std::span<int> kept = frame.ints(count);
    int size = 0;
    for (const int i : survivor) {
      if (i >= 0) kept[size++] = i;
    }
    pop.select(off, kept.first(size));
  }

  /// Objective value translation: f := objectives above the least of each.
  static void translate(Workspace& ws, const op::Joined& both, MatView f) {
    Workspace::Frame frame(ws);
    const std::span<double> least = frame.doubles(f.cols);
    std::ranges::fill(least, std::numeric_limits<double>::infinity());
    for (int i = 0; i < f.rows; ++i) {
      for (int k = 0; k < f.cols; ++k) {
        f(i, k) = std::isfinite(both.obj(i, k)) ? both.obj(i, k) : 1e30;
        least[k] = std::min(least[k], f(i, k));
      }
    }
    for (int i = 0; i < f.rows; ++i) {
      for (int k = 0; k < f.cols; ++k) f(i, k) -= least[k];
    }
  }

  /// Reference vector adaptation.
  static void adapt(const Population& pop, const Matrix& initial, Matrix& vectors) {
    for (int k = 0; k < initial.cols(); ++k) {
      double low = std::numeric_limits<double>::infinity();
      double high = -low;
      for (int i = 0; i < pop.size(); ++i) {
        low = std::min(low, pop.obj(i, k));
        high = std::max(high, pop.obj(i, k));
      }
      const double range = std::isfinite(high - low) && high > low ? high - low : 1.0;
      for (int v = 0; v < initial.rows(); ++v) vectors(v, k) = initial(v, k) * range;
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(Rvea, .name = "RVEA", .family = "multi-objective single-task, decomposition",
                 .labels = SingleTask | MultiObjective | Unconstrained | Constrained, .minPopulation = 4,
                 .citation = {"R. Cheng, Y. Jin, M. Olhofer, B. Sendhoff",
                              "A reference vector guided evolutionary algorithm for many-objective optimization",
                              "IEEE Transactions on Evolutionary Computation 20(5), 773-791", 2016,
                              "10.1109/TEVC.2016.2519378"},
                 .doc = "Reference-vector-guided selection by angle-penalised distance; one population per task.",
                 .deviations =
                     "The recorded population has one member per occupied vector; the reference implementation "
                     "pads it with members of earlier generations.")

}  // namespace tandem::alg::rvea
