// SPDX-License-Identifier: Apache-2.0
// Multifactorial DE in aligned subspaces: each task's population spans a subspace of principal components; a difference
// vector from another task is taken in that task's subspace, aligned to the target's, and brought back, beside a shift
// of the means and the plain difference, one of the three at random. Z. Tang, M. Gong, Y. Wu, W. Liu, Y. Xie,
// Regularized evolutionary multitask optimization: learning to intertask transfer in aligned subspace, IEEE
// Transactions on Evolutionary Computation 25(2), 2021, doi:10.1109/TEVC.2020.3023480.
#include <algorithm>
#include <array>
#include <cmath>

#include "tandem/algorithm.h"
#include "tandem/linalg.h"
#include "tandem/operators.h"

namespace tandem::alg::ascmfde {
namespace {

constexpr double kKeep = 0.8;       // share of the principal components that span the subspace
constexpr double kMutation = 0.01;  // probability of a new random value, per variable

/// Mean and orthonormal basis (columns) of a task's population.
struct Subspace {
  std::vector<double> mean;
  Matrix basis;
};

class Ascmfde final : public Algorithm {
  double rmp_ = 0.3;
  double f_ = 0.5;
  double cr_ = 0.7;

  void params(ParamVisitor& p) override {
    p.real("rmp", rmp_, {.min = 0, .max = 1, .doc = "probability of mating with another task"});
    p.real("F", f_, {.min = 0, .max = 2, .doc = "mutation factor"});
    p.real("CR", cr_, {.min = 0, .max = 1, .doc = "crossover rate"});
  }

  void run(RunContext& ctx) override {
    Population pop = op::initMultifactorial(ctx);
    Population off = pop.like(pop.size());
    const int components = std::max(1, roundDown(kKeep * std::min(ctx.populationSize(), ctx.maxDim())));
    const std::vector<double> zeros(ctx.maxDim());
    std::vector<Subspace> subspaces(ctx.taskCount(), Subspace{zeros, Matrix(ctx.maxDim(), components)});
    while (ctx.running(pop)) {
      Workspace::Frame frame(ctx.workspace());
      const op::TaskGroups groups(frame, pop, ctx.taskCount());
      if (ctx.taskCount() > 1) {
        const RunContext::ModelTime time(ctx);
        for (int t = 0; t < ctx.taskCount(); ++t) learnSubspace(ctx, pop, groups.rows(t), subspaces[t]);
      }
      breed(ctx, pop, groups, subspaces, off);
      ctx.evaluate(off);
      op::selectPerTask(ctx, pop, off, ctx.populationSize());
    }
  }

  /// Leading principal components, by the smaller of X^T X and X X^T.
  static void learnSubspace(RunContext& ctx, const Population& pop, std::span<const int> rows, Subspace& s) {
    Workspace::Frame frame(ctx.workspace());
    const int n = isize(rows);
    const int dim = pop.dim();
    const MatView centred = frame.matrix(n, dim);
    for (int i = 0; i < n; ++i) std::ranges::copy(pop.x(rows[i]), centred.row(i).begin());
    linalg::meanAndCovariance(centred, s.mean, {});
    for (int i = 0; i < n; ++i) {
      for (int d = 0; d < dim; ++d) centred(i, d) -= s.mean[d];
    }
    const int size = std::min(n, dim);
    const MatView product = frame.matrix(size, size);
    if (dim > n) {
      linalg::multiplyTransposed(centred, centred, product);
    } else {
      linalg::transposedMultiply(centred, centred, product);
    }
    const std::span<double> values = frame.doubles(size);
    const MatView vectors = frame.matrix(size, size);
    if (!linalg::eigenSymmetric(product, values, vectors, ctx.workspace())) return;  // keep the last basis
    const std::span<double> vector = frame.doubles(size);
    const std::span<double> axis = frame.doubles(dim);
    for (int c = 0; c < s.basis.cols(); ++c) {
      for (int i = 0; i < size; ++i) vector[i] = vectors(i, size - 1 - c);
      if (dim > n) {
        linalg::transposedMultiply(centred, vector, axis);
      } else {
        std::ranges::copy(vector, axis.begin());
      }
      // The sign is fixed by the largest component. A direction in which the population has no extent is left out.
      const double length = linalg::norm(axis);
      const double largest = *std::ranges::max_element(axis, {}, [](double v) { return std::abs(v); });
      const double scale = length > 1e-150 ? (largest < 0.0 ? -1.0 : 1.0) / length : 0.0;
      for (int d = 0; d < dim; ++d) s.basis(d, c) = scale * axis[d];
    }
  }

  void breed(RunContext& ctx, const Population& pop, const op::TaskGroups& groups,
             const std::vector<Subspace>& subspaces, Population& off) const {
    Rng& rng = ctx.rng();
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> mutant = frame.doubles(pop.dim());
    std::array<int, 3> x{};
    for (int i = 0; i < pop.size(); ++i) {
      const int target = pop.task(i);
      const std::span<const int> own = groups.rows(target);
      int donor = target;
      if (ctx.taskCount() > 1 && rng.chance(rmp_)) {
        int source = rng.below(ctx.taskCount() - 1);
        if (source >= target) ++source;
        const std::span<const int> theirs = groups.rows(source);
        rng.distinct(x, isize(own) + isize(theirs));
        for (int& row : x) {
          const bool foreign = row >= isize(own);
          if (foreign) donor = source;
          row = foreign ? theirs[row - isize(own)] : own[row];
        }
        std::ranges::copy(pop.x(x[0]), mutant.begin());
        const int kind = rng.below(3);
        if (kind == 2) {
          op::difference(pop.x(x[0]), f_, pop.x(x[1]), pop.x(x[2]), mutant);
        } else {
          const RunContext::ModelTime time(ctx);
          addAligned(ctx, pop, x[1], x[2], subspaces, subspaces[target].basis, mutant);
          if (kind == 1) addShift(subspaces[pop.task(x[1])].mean, subspaces[pop.task(x[2])].mean, mutant);
        }
      } else {
        rng.distinct(x, isize(own));
        op::difference(pop.x(own[x[0]]), f_, pop.x(own[x[1]]), pop.x(own[x[2]]), mutant);
      }
      off.setOrigin(i, target, donor);
      mutate(rng, mutant);
      op::binomial(rng, pop.x(i), mutant, cr_, off.x(i));
      op::clip(off.x(i));
    }
  }

  /// out += F * the difference of b and c, each in its own subspace and randomly weighted by component, brought from
  /// the subspace of b to that of the target.
  void addAligned(RunContext& ctx, const Population& pop, int b, int c, const std::vector<Subspace>& subspaces,
                  const Matrix& target, std::span<double> out) const {
    Workspace::Frame frame(ctx.workspace());
    const std::span<double> p2 = frame.doubles(target.cols());
    const std::span<double> p3 = frame.doubles(target.cols());
    const std::span<double> step = frame.doubles(pop.dim());
    const Subspace& from = subspaces[pop.task(b)];
    project(pop.x(b), from, step, p2);
    project(pop.x(c), subspaces[pop.task(c)], step, p3);
    for (int k = 0; k < isize(p2); ++k) p2[k] = ctx.rng().uniform() * (p2[k] - p3[k]);
    linalg::multiply(from.basis, p2, step);
    linalg::transposedMultiply(target, step, p3);
    linalg::multiply(target, p3, step);
    for (int d = 0; d < isize(out); ++d) out[d] += f_ * step[d];
  }

  static void project(std::span<const double> x, const Subspace& s, std::span<double> scratch, std::span<double> out) {
    for (int d = 0; d < isize(x); ++d) scratch[d] = x[d] - s.mean[d];
    linalg::transposedMultiply(s.basis, scratch, out);
  }

  void addShift(std::span<const double> to, std::span<const double> from, std::span<double> out) const {
    for (int d = 0; d < isize(out); ++d) out[d] += 0.5 * f_ * (to[d] - from[d]);
  }

  /// Rare new values; all variables beyond a bound get the same new value, one per bound.
  static void mutate(Rng& rng, std::span<double> x) {
    for (double& v : x) {
      if (rng.chance(kMutation)) v = rng.uniform();
    }
    const double above = rng.uniform();
    const double below = rng.uniform();
    for (double& v : x) v = v > 1.0 ? above : v < 0.0 ? below : v;
  }
};

}  // namespace

TANDEM_ALGORITHM(Ascmfde, .name = "ASCMFDE", .family = "multitask, multifactorial",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "DE", .minPopulation = 3,
                 .citation = {"Z. Tang, M. Gong, Y. Wu, W. Liu, Y. Xie",
                              "Regularized evolutionary multitask optimization: learning to intertask transfer in "
                              "aligned subspace",
                              "IEEE Transactions on Evolutionary Computation 25(2), 262-276", 2021,
                              "10.1109/TEVC.2020.3023480"},
                 .doc = "Multifactorial DE whose difference vectors cross tasks through aligned principal subspaces.",
                 .deviations =
                     "The subspaces keep at least one component, and directions without any spread are left out. "
                     "Survivors are the best N of each task.")

}  // namespace tandem::alg::ascmfde
