// SPDX-License-Identifier: Apache-2.0
// UF1 to UF10 of the CEC 2009 competition: fronts of two and three objectives whose Pareto sets are curves and surfaces
// that wind through the decision space.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "problems/base/multi_objective/mo_front.h"
#include "tandem/catalogue.h"
#include "tandem/vmath.h"

namespace tandem::prob::uf {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr int kPoints = 1000;   // of a front curve
constexpr int kSurface = 5000;  // of a front surface, at most

// The Pareto set, x_j as a function of the position variables.
enum class Set { Sine, Spiral, Power, Surface };
// What the distances y_j from it add to the objectives.
enum class Penalty { Square, Griewank, Saturating, Wavy, Rastrigin };

struct Row {
  int number;
  int objectives;
  Set set;
  Penalty penalty;
  double bound;  // of the distance variables: [-bound, bound]; 0: [0, 1]
  const char* doc;
};

constexpr Row kRows[] = {
    {1, 2, Set::Sine, Penalty::Square, 1.0, "convex front, sinusoidal Pareto set"},
    {2, 2, Set::Spiral, Penalty::Square, 1.0, "convex front, Pareto set of modulated waves"},
    {3, 2, Set::Power, Penalty::Griewank, 0.0, "convex front, multimodal distance"},
    {4, 2, Set::Sine, Penalty::Saturating, 2.0, "concave front, distance that levels off"},
    {5, 2, Set::Sine, Penalty::Wavy, 1.0, "front of 21 points, multimodal distance"},
    {6, 2, Set::Sine, Penalty::Griewank, 1.0, "front of one point and two pieces, multimodal distance"},
    {7, 2, Set::Sine, Penalty::Square, 1.0, "linear front, biased density"},
    {8, 3, Set::Surface, Penalty::Square, 2.0, "spherical front"},
    {9, 3, Set::Surface, Penalty::Square, 2.0, "linear front of two pieces"},
    {10, 3, Set::Surface, Penalty::Rastrigin, 2.0, "spherical front, multimodal distance"},
};

// The constants of UF5, UF6 and UF9.
constexpr double kEpsilon = 0.1;
double waves(int number) {
  return number == 5 ? 10.0 : 2.0;
}

class Uf final : public Problem {
 public:
  Uf(const Row& row, int dim) : row_(row) {
    TaskInfo task;
    task.name = "UF" + std::to_string(row.number);
    task.dim = dim;
    task.objectives = row.objectives;
    task.lower.assign(dim, -row.bound);
    task.upper.assign(dim, row.bound > 0.0 ? row.bound : 1.0);
    for (int k = 0; k + 1 < row.objectives; ++k) {
      task.lower[k] = 0.0;
      task.upper[k] = 1.0;
    }
    tasks_.push_back(std::move(task));
    defaultBudget_ = 300000;
    defaultPopulation_ = row.objectives == 2 ? 100 : 150;
  }

  void evaluate(int /*task*/, ConstMatView x, MatView objectives, MatView /*constraints*/,
                EvalContext& ctx) const override {
    Workspace::Frame frame(ctx.workspace);
    const MatView y = frame.matrix(x.rows, x.cols);
    offsets(x, y, ctx.workspace);
    distance(y, objectives, ctx.workspace);
    for (int i = 0; i < x.rows; ++i) addPosition(x.row(i), objectives.row(i));
  }

  [[nodiscard]] Reference reference(int /*task*/) const override {
    Reference ref;
    switch (row_.number) {
      case 5:
        ref.front = Matrix(21, 2);
        for (int i = 0; i <= 20; ++i) set(ref.front, i, i / 20.0, 1.0);
        break;
      case 6:
        ref.front = Matrix(kPoints, 2);
        set(ref.front, 0, 0.0, 1.0);
        for (int i = 1; i < kPoints; ++i) {
          // 500 points on [1/4, 1/2], the others on [3/4, 1].
          constexpr int kHalf = kPoints / 2;
          set(ref.front, i,
              i <= kHalf ? 0.25 + 0.25 * (i - 1) / (kHalf - 1) : 0.75 + 0.25 * (i - kHalf - 1) / (kHalf - 2), 1.0);
        }
        break;
      case 8:
      case 10:
        ref.front = sphereFront(kSurface, 3);
        break;
      case 9:
        ref.front = pieces();
        break;
      default:
        ref.front = powerFront(kPoints, row_.number == 4 ? 2.0 : row_.number == 7 ? 1.0 : 0.5);
    }
    ref.hvReference.assign(row_.objectives, 1.1);
    return ref;
  }

 private:
  static void set(Matrix& front, int i, double f, double exponent) {
    front(i, 0) = f;
    front(i, 1) = 1.0 - std::pow(f, exponent);
  }

  // UF9: the simplex without its middle, f1 <= (1 - f3) / 4 or f1 >= 3 (1 - f3) / 4.
  static Matrix pieces() {
    Matrix front = simplexLattice(2 * kSurface, 3);
    int kept = 0;
    for (int i = 0; i < front.rows(); ++i) {
      const double across = front(i, 0) + front(i, 1);
      if (front(i, 0) > across / 4.0 && front(i, 0) < 3.0 * across / 4.0) continue;
      const double sum = across + front(i, 2);  // not quite 1: lattice entries are at least 1e-6
      for (int m = 0; m < 3; ++m) front(kept, m) = front(i, m) / sum;
      ++kept;
    }
    Matrix out(kept, 3);
    std::copy_n(front.values().begin(), isize(out.values()), out.values().begin());
    return out;
  }

  // y_j = x_j less its place on the Pareto set. j counts from 1, as published.
  void offsets(ConstMatView x, MatView y, Workspace& ws) const {
    const int n = x.cols;
    const int first = row_.objectives - 1;
    Workspace::Frame frame(ws);
    const std::span<double> head = frame.doubles(x.rows);
    if (row_.set == Set::Power) {
      const std::span<double> place = frame.doubles(x.rows);
      for (int i = 0; i < x.rows; ++i) head[i] = x(i, 0);
      for (int j = first + 1; j <= n; ++j) {
        vmath::pow(head, 0.5 * (1.0 + 3.0 * (j - 2) / (n - 2)), place);
        for (int i = 0; i < x.rows; ++i) y(i, j - 1) = x(i, j - 1) - place[i];
      }
      return;
    }
    const std::span<double> wave(y.data, static_cast<std::size_t>(x.rows) * static_cast<std::size_t>(n));
    for (int i = 0; i < x.rows; ++i) {
      const double angle = row_.set == Set::Surface ? 2.0 * kPi * x(i, 0) : 6.0 * kPi * x(i, 0);
      // UF2 has cosines in the first group, the odd j.
      for (int j = 1; j <= n; ++j) {
        const double quarter = row_.set == Set::Spiral && j % 2 == 1 ? kPi / 2.0 : 0.0;
        y(i, j - 1) = angle + j * kPi / n + quarter;
      }
    }
    vmath::sin(wave, wave);
    if (row_.set == Set::Spiral) {
      const std::span<double> swell = frame.doubles(n);
      for (int i = 0; i < x.rows; ++i) {
        const double p = x(i, 0);
        for (int j = 1; j <= n; ++j) swell[j - 1] = 24.0 * kPi * p + 4.0 * j * kPi / n;
        vmath::cos(swell, swell);
        for (int j = first; j < n; ++j) y(i, j) = x(i, j) - (0.3 * p * p * swell[j] + 0.6 * p) * y(i, j);
      }
      return;
    }
    for (int i = 0; i < x.rows; ++i) {
      const double swing = row_.set == Set::Surface ? 2.0 * x(i, 1) : 1.0;
      for (int j = first; j < n; ++j) y(i, j) = x(i, j) - swing * y(i, j);
    }
  }

  // Which objective (from 0) variable j (from 1) belongs to.
  [[nodiscard]] int group(int j) const {
    if (row_.objectives == 2) return j % 2 == 1 ? 0 : 1;
    return (j + 2) % 3;
  }

  // Objective m gets 2/|J_m| times the penalty of the y_j of its group.
  void distance(MatView y, MatView out, Workspace& ws) const {
    const int n = y.cols;
    const int first = row_.objectives - 1;
    Workspace::Frame frame(ws);
    const std::span<double> term = frame.doubles(n);
    for (int i = 0; i < y.rows; ++i) {
      const std::span<const double> v = y.row(i);
      penalties(v, term);
      double sum[3] = {0.0, 0.0, 0.0};
      double product[3] = {1.0, 1.0, 1.0};
      int members[3] = {0, 0, 0};
      for (int j = first + 1; j <= n; ++j) {
        const int m = group(j);
        ++members[m];
        if (row_.penalty == Penalty::Griewank) {
          sum[m] += v[j - 1] * v[j - 1];
          product[m] *= term[j - 1];
        } else {
          sum[m] += term[j - 1];
        }
      }
      for (int m = 0; m < row_.objectives; ++m) {
        if (row_.penalty == Penalty::Griewank) sum[m] = 4.0 * sum[m] - 2.0 * product[m] + 2.0;
        out(i, m) = 2.0 * sum[m] / members[m];
      }
    }
  }

  void penalties(std::span<const double> y, std::span<double> term) const {
    const int n = isize(y);
    switch (row_.penalty) {
      case Penalty::Square:
        for (int j = 0; j < n; ++j) term[j] = y[j] * y[j];
        break;
      case Penalty::Griewank:
        for (int j = 0; j < n; ++j) term[j] = 20.0 * kPi * y[j] / std::sqrt(j + 1.0);
        vmath::cos(term, term);
        break;
      case Penalty::Saturating:
        for (int j = 0; j < n; ++j) term[j] = 2.0 * std::abs(y[j]);
        vmath::exp(term, term);
        for (int j = 0; j < n; ++j) term[j] = std::abs(y[j]) / (1.0 + term[j]);
        break;
      case Penalty::Wavy:
        for (int j = 0; j < n; ++j) term[j] = 4.0 * kPi * y[j];
        vmath::cos(term, term);
        for (int j = 0; j < n; ++j) term[j] = 2.0 * y[j] * y[j] - term[j] + 1.0;
        break;
      case Penalty::Rastrigin:
        for (int j = 0; j < n; ++j) term[j] = 8.0 * kPi * y[j];
        vmath::cos(term, term);
        for (int j = 0; j < n; ++j) term[j] = 4.0 * y[j] * y[j] - term[j] + 1.0;
        break;
    }
  }

  // The part of the objectives due to the position variables.
  void addPosition(std::span<const double> x, std::span<double> f) const {
    const double p = x[0];
    switch (row_.number) {
      case 4:
        f[0] += p;
        f[1] += 1.0 - p * p;
        return;
      case 5:
      case 6: {
        const double n = waves(row_.number);
        const double wave = std::sin(2.0 * n * kPi * p);
        const double height = 1.0 / (2.0 * n) + kEpsilon;
        const double hump = row_.number == 5 ? height * std::abs(wave) : std::max(0.0, 2.0 * height * wave);
        f[0] += p + hump;
        f[1] += 1.0 - p + hump;
        return;
      }
      case 7: {
        const double root = std::pow(p, 0.2);
        f[0] += root;
        f[1] += 1.0 - root;
        return;
      }
      case 8:
      case 10: {
        const double a = 0.5 * kPi * p;
        const double b = 0.5 * kPi * x[1];
        f[0] += std::cos(a) * std::cos(b);
        f[1] += std::cos(a) * std::sin(b);
        f[2] += std::sin(a);
        return;
      }
      case 9: {
        const double centred = 2.0 * p - 1.0;
        const double hump = std::max(0.0, (1.0 + kEpsilon) * (1.0 - 4.0 * centred * centred));
        f[0] += 0.5 * (hump + 2.0 * p) * x[1];
        f[1] += 0.5 * (hump - 2.0 * p + 2.0) * x[1];
        f[2] += 1.0 - x[1];
        return;
      }
      default:
        f[0] += p;
        f[1] += 1.0 - std::sqrt(p);
    }
  }

  const Row& row_;
};

class Builder final : public ProblemBuilder {
 public:
  explicit Builder(const Row& row) : row_(row) {}
  void params(ParamVisitor& visitor) override {
    // Each objective needs a distance variable of its own.
    visitor.integer("dim", dim_, {.min = row_.objectives == 2 ? 3 : 5, .max = 100000, .doc = "number of variables D"});
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    return {std::make_shared<Uf>(row_, dim_), Instance::Official, {}};
  }

 private:
  const Row& row_;
  int dim_ = 30;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (const Row& row : kRows) {
    ProblemInfo info;
    info.name = "UF" + std::to_string(row.number);
    info.suite = "UF";
    info.labels = SingleTask | MultiObjective | Unconstrained;
    info.citation = {"Q. Zhang, A. Zhou, S. Zhao, P. N. Suganthan, W. Liu, S. Tiwari",
                     "Multiobjective Optimization Test Instances for the CEC 2009 Special Session and Competition",
                     "Technical Report CES-487, University of Essex", 2008, ""};
    info.doc = std::string("Test problem with a complicated Pareto set: ") + row.doc + ".";
    info.make = [&row] { return std::make_unique<Builder>(row); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::uf
