// SPDX-License-Identifier: Apache-2.0
// LSMMOP: pairs of large-scale tasks with sparse Pareto sets. One position variable chooses the point of the front, the
// distance g of the others moves it away by the factor 1 + g / n; on the front most of these variables are 0.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tandem/catalogue.h"
#include "tandem/vmath.h"

namespace tandem::prob::lsmmop {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kPlace = kPi / 3.0;  // of the variables that are not 0 on the front
constexpr int kGroup = 10;            // variables that the third distance takes together
constexpr int kPoints = 1000;         // of the front sample

/// The distances are numbered from 1; each has its own shape of the front.
enum class Shape { Linear, Inverted, Sphere };
Shape shapeOf(int distance) {
  return distance <= 3 ? Shape::Linear : distance <= 6 ? Shape::Inverted : Shape::Sphere;
}

struct Row {
  const char* name;
  int distances[2];
  const char* doc;
};
// The pairs of distances, and their order, are those of PlatEMO's MMOP_*.m (read at 68e9506a, 2026-05-22).
constexpr Row kRows[] = {
    {"MMOP-HS1", {2, 4}, "high similarity: linear and inverted front"},
    {"MMOP-HS2", {5, 6}, "high similarity: two inverted fronts"},
    {"MMOP-MS1", {1, 5}, "medium similarity: linear and inverted front"},
    {"MMOP-MS2", {4, 5}, "medium similarity: two inverted fronts"},
    {"MMOP-LS1", {6, 8}, "low similarity: inverted and spherical front"},
    {"MMOP-LS2", {3, 8}, "low similarity: linear and spherical front"},
    {"MMOP-NS1", {3, 7}, "no similarity: linear and spherical front"},
    {"MMOP-NS2", {1, 3}, "no similarity: two linear fronts"},
};

// g1 to g4 of the paper as functions of u = x - t, for all variables of a point at once.

double squares(std::span<const double> u) {
  double sum = 0.0;
  for (const double v : u) sum += v * v;
  return sum;
}
/// out = 2 u^2 + sin(2 pi u)^2
void wavy(std::span<const double> u, std::span<double> out) {
  for (std::size_t j = 0; j < u.size(); ++j) out[j] = 2.0 * kPi * u[j];
  vmath::sin(out, out);
  for (std::size_t j = 0; j < u.size(); ++j) out[j] = 2.0 * u[j] * u[j] + out[j] * out[j];
}
/// out = 4 - u - 4 exp(-100 u^2)
void pit(std::span<const double> u, std::span<double> out) {
  for (std::size_t j = 0; j < u.size(); ++j) out[j] = -100.0 * u[j] * u[j];
  vmath::exp(out, out);
  for (std::size_t j = 0; j < u.size(); ++j) out[j] = 4.0 - u[j] - 4.0 * out[j];
}
double total(std::span<const double> values) {
  double sum = 0.0;
  for (const double v : values) sum += v;
  return sum;
}

class Lsmmop final : public Problem {
 public:
  Lsmmop(const Row& row, int dim, double sparsity, bool zeroAtLower)
      : row_(row), n_(dim - 1), k_(roundUp(sparsity * (dim - 1))), zeroAtLower_(zeroAtLower) {
    for (const int distance : row.distances) {
      TaskInfo task;
      task.name = fmt::format("g{}", distance);
      task.dim = dim;
      task.objectives = 2;
      task.lower.assign(dim, -1.0);
      task.upper.assign(dim, 2.0);
      task.lower[0] = 0.0;
      task.upper[0] = 1.0;
      tasks_.push_back(std::move(task));
    }
    defaultBudget_ = 200000;
  }

  void evaluate(int task, ConstMatView x, MatView objectives, MatView /*constraints*/,
                EvalContext& ctx) const override {
    Workspace::Frame frame(ctx.workspace);
    const std::span<double> tail = frame.doubles(n_);
    const std::span<double> shifted = frame.doubles(n_);
    const std::span<double> values = frame.doubles(n_);
    const int distance = row_.distances[task];
    for (int i = 0; i < x.rows; ++i) {
      for (int j = 0; j < n_; ++j) {
        const double v = x(i, j + 1);
        tail[j] = zeroAtLower_ && v == -1.0 ? 0.0 : v;
      }
      const double factor = 1.0 + g(distance, tail, shifted, values) / n_;
      const auto [first, second] = onFront(shapeOf(distance), x(i, 0));
      objectives(i, 0) = factor * first;
      objectives(i, 1) = factor * second;
    }
  }

  [[nodiscard]] Reference reference(int task) const override {
    Reference reference;
    reference.front = Matrix(kPoints, 2);
    for (int i = 0; i < kPoints; ++i) {
      const auto [first, second] = onFront(shapeOf(row_.distances[task]), ratio(i, kPoints - 1));
      reference.front(i, 0) = first;
      reference.front(i, 1) = second;
    }
    reference.hvReference = {1.1, 1.1};
    return reference;
  }

 private:
  static std::pair<double, double> onFront(Shape shape, double p) {
    if (shape == Shape::Linear) return {p, 1.0 - p};
    const double c = std::cos(0.5 * kPi * p);
    const double s = std::sin(0.5 * kPi * p);
    return shape == Shape::Sphere ? std::pair{c, s} : std::pair{1.0 - c, 1.0 - s};
  }

  /// x: the n distance variables, of which k are not 0 on the front. u, v: scratch of their size.
  [[nodiscard]] double g(int distance, std::span<const double> x, std::span<double> u, std::span<double> v) const {
    const auto n = x.size();
    const auto k = static_cast<std::size_t>(k_);
    const auto fromPlace = [&](std::size_t count) {
      for (std::size_t j = 0; j < count; ++j) u[j] = x[j] - kPlace;
    };
    switch (distance) {
      case 1:
        fromPlace(k);
        wavy(x.subspan(k), v.subspan(k));
        return squares(u.first(k)) + total(v.subspan(k));
      case 2:
        fromPlace(k);
        wavy(u.first(k), v.first(k));
        pit(x.subspan(k), v.subspan(k));
        return total(v);
      case 3: {
        fromPlace(k);
        double sum = squares(u.first(k));
        for (std::size_t j = k; j < n; j += kGroup) {
          const double group = squares(x.subspan(j, std::min<std::size_t>(kGroup, n - j)));
          if (50.0 - group < 50.0) sum += 50.0 - group;
        }
        return sum;
      }
      case 4: {
        pit(x, v);
        double sum = 0.0;
        forLeast(v, u, n - k, [&](std::size_t j, bool least) { sum += least ? v[j] : 0.0; });
        return sum;
      }
      case 5: {
        wavy(x, v);
        double sum = 0.0;
        for (std::size_t j = 0; j < n; ++j) sum += (x[j] - kPlace) * (x[j] - kPlace) * v[j];
        return sum + std::fabs(static_cast<double>(k) - static_cast<double>(n - std::ranges::count(x, 0.0)));
      }
      case 6:
        return ranked(x, u, v);
      case 7:
        // Each of the zeros is tied to the next one, the last to the first.
        fromPlace(k);
        for (std::size_t j = k; j < n; ++j) u[j] = x[j] - 0.9 * x[j + 1 < n ? j + 1 : k];
        wavy(u, v);
        return total(v);
      default:
        // A chain: the first k have their place from the next one, the others are tied to it; the last is free.
        for (std::size_t j = 0; j + 1 < n; ++j) u[j] = x[j] - (j < k ? modulus2(x[j + 1] + kPi) : 0.9 * x[j + 1]);
        pit(u.first(n - 1), v.first(n - 1));
        return total(v.first(n - 1));
    }
  }

  static double modulus2(double v) { return v - 2.0 * std::floor(0.5 * v); }

  /// The k variables with the least values of g4 count in full, of the others those that are not 0.
  [[nodiscard]] double ranked(std::span<const double> x, std::span<double> u, std::span<double> v) const {
    const int n = isize(x);
    for (int j = 0; j < n; ++j) {
      u[j] = x[j] - kPlace;
      v[j] = 6.0 * kPi * u[j];
    }
    vmath::sin(v, v);
    for (int j = 0; j < n; ++j) v[j] = u[j] * u[j] + (n > 1 ? ratio(j, n - 1) : 1.0) * v[j] * v[j];
    double sum = 0.0;
    forLeast(v, u, static_cast<std::size_t>(k_),
             [&](std::size_t j, bool least) { sum += least || x[j] != 0.0 ? v[j] : 0.0; });
    return sum;
  }

  /// visit(j, whether v[j] is among the `count` >= 1 least values) in the order of j; of equal values the first ones
  /// are.
  template <typename Visit>
  static void forLeast(std::span<const double> v, std::span<double> scratch, std::size_t count, const Visit& visit) {
    std::ranges::copy(v, scratch.begin());
    std::nth_element(scratch.begin(), scratch.begin() + static_cast<std::ptrdiff_t>(count - 1), scratch.end());
    const double limit = scratch[count - 1];
    auto equal =
        static_cast<std::ptrdiff_t>(count) - std::ranges::count_if(v, [&](double value) { return value < limit; });
    for (std::size_t j = 0; j < v.size(); ++j) visit(j, v[j] < limit || (v[j] == limit && equal-- > 0));
  }

  Row row_;
  int n_;  // distance variables
  int k_;  // of these not 0 on the front
  bool zeroAtLower_;
};

class Builder final : public ProblemBuilder {
 public:
  explicit Builder(const Row& row) : row_(row) {}
  void params(ParamVisitor& v) override {
    v.integer("dim", dim_, {.min = 3, .max = 100000, .doc = "variables of each task"});
    v.real("sparsity", sparsity_,
           {.min = 0.001, .max = 0.9, .doc = "share of the variables that are not 0 on the front"});
    v.boolean("zeroAtLower", zeroAtLower_,
              "a variable at its lower bound counts as 0, as PlatEMO's encoding has it (masks of sparse methods)");
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    return {std::make_shared<Lsmmop>(row_, dim_, sparsity_, zeroAtLower_), Instance::Official, ""};
  }

 private:
  Row row_;
  int dim_ = 1000;
  double sparsity_ = 0.1;
  bool zeroAtLower_ = false;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (const Row& row : kRows) {
    ProblemInfo info;
    info.name = row.name;
    info.suite = "LSMMOP";
    info.labels = MultiTask | MultiObjective | Unconstrained;
    info.citation = {"C. Wu, Y. Tian, L. Zhang, X. Xiang, X. Zhang",
                     "A sparsity knowledge transfer-based evolutionary algorithm for large-scale multitasking "
                     "multi-objective optimization",
                     "IEEE Transactions on Evolutionary Computation 29(6), 2582-2595", 2025, ""};
    info.doc = row.doc;
    info.make = [row] { return std::make_unique<Builder>(row); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::lsmmop
