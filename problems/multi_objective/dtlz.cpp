// SPDX-License-Identifier: Apache-2.0
// DTLZ1 to DTLZ9: scalable multi-objective test problems.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "problems/base/multi_objective/mo_front.h"
#include "tandem/catalogue.h"
#include "tandem/error.h"
#include "tandem/vmath.h"

namespace tandem::prob::dtlz {
namespace {

constexpr double kPi = std::numbers::pi;

enum class Distance { Sphere, Rastrigin, Power, Mean, None };
enum class Shape { Plane, Sphere, Curve, Discontinuous, Means, RootSums };

struct Row {
  const char* name;
  int objectives;
  int distanceVars;  // D = M - 1 + distanceVars; for Means and RootSums D = M * distanceVars
  Distance distance;
  Shape shape;
  const char* doc;
};

constexpr Row kRows[] = {
    {"DTLZ1", 3, 5, Distance::Rastrigin, Shape::Plane, "linear front, many local fronts"},
    {"DTLZ2", 3, 10, Distance::Sphere, Shape::Sphere, "spherical front"},
    {"DTLZ3", 3, 10, Distance::Rastrigin, Shape::Sphere, "spherical front, many local fronts"},
    {"DTLZ4", 3, 10, Distance::Sphere, Shape::Sphere, "spherical front, biased density when alpha is large"},
    {"DTLZ5", 3, 10, Distance::Sphere, Shape::Curve, "degenerate front: a curve"},
    {"DTLZ6", 3, 10, Distance::Power, Shape::Curve, "degenerate front: a curve, biased distance"},
    {"DTLZ7", 3, 20, Distance::Mean, Shape::Discontinuous, "disconnected front of 2^(M-1) pieces"},
    {"DTLZ8", 3, 10, Distance::None, Shape::Means, "constrained: a hyperplane and a line"},
    {"DTLZ9", 2, 10, Distance::None, Shape::RootSums, "constrained: a curve"},
};

bool blocked(const Row& row) {
  return row.shape == Shape::Means || row.shape == Shape::RootSums;
}

class Dtlz final : public Problem {
 public:
  Dtlz(const Row& row, int objectives, int dim, double alpha) : row_(row), alpha_(alpha) {
    TaskInfo task;
    task.name = row.name;
    task.dim = dim;
    task.objectives = objectives;
    if (row.shape == Shape::Means) task.constraints = objectives;
    if (row.shape == Shape::RootSums) task.constraints = objectives - 1;
    task.lower.assign(dim, 0.0);
    task.upper.assign(dim, 1.0);
    tasks_.push_back(std::move(task));
    defaultBudget_ = 10000;
  }

  void evaluate(int /*task*/, ConstMatView x, MatView objectives, MatView constraints,
                EvalContext& ctx) const override {
    if (row_.shape == Shape::Means) return evaluateMeans(x, objectives, constraints);
    if (row_.shape == Shape::RootSums) return evaluateRootSums(x, objectives, constraints, ctx.workspace);
    Workspace::Frame frame(ctx.workspace);
    const std::span<double> g = frame.doubles(x.rows);
    distance(x, g, ctx.workspace);
    switch (row_.shape) {
      case Shape::Plane:
        return plane(x, g, objectives);
      case Shape::Discontinuous:
        return discontinuous(x, g, objectives);
      default:
        return sphere(x, g, objectives, ctx.workspace);
    }
  }

  [[nodiscard]] Reference reference(int /*task*/) const override {
    Reference ref;
    const int m = tasks_[0].objectives;
    switch (row_.shape) {
      case Shape::Plane:
        ref.front = simplexLattice(kFrontPoints, m);
        for (double& v : ref.front.values()) v /= 2.0;
        break;
      case Shape::Sphere:
        ref.front = sphereFront(kFrontPoints, m);
        break;
      case Shape::Curve:
        ref.front = curveFront(m);
        break;
      case Shape::Discontinuous:
        ref.front = discontinuousFront(m);
        break;
      case Shape::Means:
        ref.front = meansFront(m);
        break;
      case Shape::RootSums:
        ref.front = Matrix(kFrontPoints, m);
        for (int i = 0; i < kFrontPoints; ++i) {
          const double angle = 0.5 * kPi * i / (kFrontPoints - 1);
          std::fill_n(ref.front.row(i).begin(), m - 1, std::cos(angle));
          ref.front(i, m - 1) = std::sin(angle);
        }
        break;
    }
    return ref;
  }

 private:
  // g over the distance variables x[M-1 ...].
  void distance(ConstMatView x, std::span<double> g, Workspace& ws) const {
    const int first = tasks_[0].objectives - 1;
    const int n = x.cols - first;
    Workspace::Frame frame(ws);
    const MatView z = frame.matrix(x.rows, n);
    const MatView c = frame.matrix(x.rows, n);
    const std::span<double> flat(c.data, static_cast<std::size_t>(x.rows) * static_cast<std::size_t>(n));
    const bool centred = row_.distance != Distance::Power && row_.distance != Distance::Mean;
    for (int i = 0; i < x.rows; ++i) {
      for (int j = 0; j < n; ++j) z(i, j) = x(i, first + j) - (centred ? 0.5 : 0.0);
    }
    if (row_.distance == Distance::Rastrigin) {
      for (std::size_t k = 0; k < flat.size(); ++k) flat[k] = 20.0 * kPi * z.data[k];
      vmath::cos(flat, flat);
    } else if (row_.distance == Distance::Power) {
      vmath::pow({z.data, flat.size()}, 0.1, flat);
    }
    for (int i = 0; i < x.rows; ++i) {
      double sum = 0.0;
      for (int j = 0; j < n; ++j) {
        switch (row_.distance) {
          case Distance::Sphere:
            sum += z(i, j) * z(i, j);
            break;
          case Distance::Rastrigin:
            sum += z(i, j) * z(i, j) - c(i, j);
            break;
          case Distance::Power:
            sum += c(i, j);
            break;
          default:
            sum += z(i, j);
        }
      }
      double& out = g[i];
      out = sum;
      if (row_.distance == Distance::Rastrigin) out = 100.0 * (n + sum);
      if (row_.distance == Distance::Mean) out = 1.0 + 9.0 * sum / n;
    }
  }

  static void plane(ConstMatView x, std::span<const double> g, MatView out) {
    const int m = out.cols;
    for (int i = 0; i < x.rows; ++i) {
      double product = 0.5 * (1.0 + g[i]);
      for (int k = 0; k + 1 < m; ++k) {
        out(i, m - 1 - k) = product * (1.0 - x(i, k));
        product *= x(i, k);
      }
      out(i, 0) = product;
    }
  }

  void sphere(ConstMatView x, std::span<const double> g, MatView out, Workspace& ws) const {
    const int m = out.cols;
    Workspace::Frame frame(ws);
    const MatView sine = frame.matrix(x.rows, m - 1);
    const MatView cosine = frame.matrix(x.rows, m - 1);
    const std::size_t size = static_cast<std::size_t>(x.rows) * static_cast<std::size_t>(m - 1);
    for (int i = 0; i < x.rows; ++i) {
      const double gi = g[i];
      for (int k = 0; k + 1 < m; ++k) {
        double position = alpha_ == 1.0 ? x(i, k) : std::pow(x(i, k), alpha_);
        if (row_.shape == Shape::Curve && k > 0) position = (1.0 + 2.0 * gi * position) / (2.0 + 2.0 * gi);
        cosine(i, k) = position * kPi / 2.0;
      }
    }
    vmath::sin({cosine.data, size}, {sine.data, size});
    vmath::cos({cosine.data, size}, {cosine.data, size});
    for (int i = 0; i < x.rows; ++i) {
      double product = 1.0 + g[i];
      for (int k = 0; k + 1 < m; ++k) {
        out(i, m - 1 - k) = product * sine(i, k);
        product *= cosine(i, k);
      }
      out(i, 0) = product;
    }
  }

  static void discontinuous(ConstMatView x, std::span<const double> g, MatView out) {
    const int m = out.cols;
    for (int i = 0; i < x.rows; ++i) {
      const double q = 1.0 + g[i];
      double h = m;
      for (int k = 0; k + 1 < m; ++k) {
        out(i, k) = x(i, k);
        h -= x(i, k) / q * (1.0 + std::sin(3.0 * kPi * x(i, k)));
      }
      out(i, m - 1) = q * h;
    }
  }

  static void evaluateMeans(ConstMatView x, MatView out, MatView con) {
    const int m = out.cols;
    const int block = x.cols / m;
    for (int i = 0; i < x.rows; ++i) {
      for (int k = 0; k < m; ++k) {
        double sum = 0.0;
        for (int j = 0; j < block; ++j) sum += x(i, k * block + j);
        out(i, k) = sum / block;
      }
      // The last constraint is on the two smallest of the first M-1 objectives.
      double least = INFINITY;
      double second = INFINITY;
      for (int k = 0; k + 1 < m; ++k) {
        con(i, k) = 1.0 - out(i, m - 1) - 4.0 * out(i, k);
        const double f = out(i, k);
        second = std::min(second, std::max(least, f));
        least = std::min(least, f);
      }
      con(i, m - 1) = m == 2 ? 0.0 : 1.0 - 2.0 * out(i, m - 1) - (least + second);
    }
  }

  static void evaluateRootSums(ConstMatView x, MatView out, MatView con, Workspace& ws) {
    const int m = out.cols;
    const int block = x.cols / m;
    Workspace::Frame frame(ws);
    const std::span<double> roots = frame.doubles(x.cols);
    for (int i = 0; i < x.rows; ++i) {
      vmath::pow(x.row(i), 0.1, roots);
      for (int k = 0; k < m; ++k) {
        double sum = 0.0;
        for (int j = 0; j < block; ++j) sum += roots[k * block + j];
        out(i, k) = sum;
      }
      for (int k = 0; k + 1 < m; ++k) con(i, k) = 1.0 - out(i, m - 1) * out(i, m - 1) - out(i, k) * out(i, k);
    }
  }

  static Matrix curveFront(int m) {
    Matrix front(kFrontPoints, m);
    for (int i = 0; i < kFrontPoints; ++i) {
      const double t = static_cast<double>(i) / (kFrontPoints - 1);
      const double length = std::hypot(t, 1.0 - t);
      for (int k = 0; k < m; ++k) {
        const int halvings = k == 0 ? m - 2 : m - 1 - k;
        front(i, k) = (k + 1 < m ? t : 1.0 - t) / length / std::pow(std::numbers::sqrt2, halvings);
      }
    }
    return front;
  }

  static Matrix discontinuousFront(int m) {
    // The pieces of f_k that belong to the front, k < M.
    constexpr double kBegin1 = 0.0;
    constexpr double kEnd1 = 0.251412;
    constexpr double kBegin2 = 0.631627;
    constexpr double kEnd2 = 0.859401;
    constexpr double kShare = (kEnd1 - kBegin1) / (kEnd2 - kBegin2 + kEnd1 - kBegin1);
    const Matrix grid = unitGrid(kFrontPoints, m - 1);
    Matrix front(grid.rows(), m);
    for (int i = 0; i < grid.rows(); ++i) {
      double sum = 0.0;
      for (int k = 0; k + 1 < m; ++k) {
        const double u = grid(i, k);
        const double f = u <= kShare ? u * (kEnd1 - kBegin1) / kShare + kBegin1
                                     : (u - kShare) * (kEnd2 - kBegin2) / (1.0 - kShare) + kBegin2;
        front(i, k) = f;
        sum += f / 2.0 * (1.0 + std::sin(3.0 * kPi * f));
      }
      front(i, m - 1) = 2.0 * (m - sum);
    }
    return front;
  }

  static Matrix meansFront(int m) {
    std::vector<std::vector<double>> points;
    if (m == 2) {
      for (int i = 0; i < kFrontPoints; ++i) {
        const double t = static_cast<double>(i) / (kFrontPoints - 1);
        points.push_back({(1.0 - t) / 4.0, t});
      }
    } else {
      // The plane part: one objective a, the M-2 others b >= a, the last c <= 1/3, from a lattice over (a, b, 2c).
      const Matrix lattice = simplexLattice(kFrontPoints / (m - 1), 3);
      std::vector<double> lasts;
      for (int i = 0; i < lattice.rows(); ++i) {
        const double a = lattice(i, 0);
        const double b = lattice(i, 1);
        const double c = lattice(i, 2) / 2.0;
        if (a < (1.0 - c) / 4.0 || a > b || c > 1.0 / 3.0) continue;
        lasts.push_back(c);
        for (int k = 0; k + 1 < m; ++k) {
          std::vector<double> p(static_cast<std::size_t>(m), b);
          p[k] = a;
          p.back() = c;
          points.push_back(std::move(p));
        }
      }
      std::sort(lasts.begin(), lasts.end());
      lasts.erase(std::unique(lasts.begin(), lasts.end()), lasts.end());
      // The line part, as densely as the plane part.
      const double gap = lasts.size() > 1 ? lasts[1] - lasts[0] : 1.0 / kFrontPoints;
      const int steps = static_cast<int>(std::floor((1.0 - 1.0 / 3.0) / gap * (1.0 + 1e-15)));
      for (int i = 0; i <= steps; ++i) {
        const double c = 1.0 / 3.0 + i * gap;
        std::vector<double> p(static_cast<std::size_t>(m), (1.0 - c) / 4.0);
        p.back() = c;
        points.push_back(std::move(p));
      }
      std::sort(points.begin(), points.end());
      points.erase(std::unique(points.begin(), points.end()), points.end());
    }
    Matrix front(isize(points), m);
    for (int i = 0; i < front.rows(); ++i) std::copy_n(points[i].begin(), m, front.row(i).begin());
    return front;
  }

  const Row& row_;
  double alpha_;
};

class Builder final : public ProblemBuilder {
 public:
  explicit Builder(const Row& row) : row_(row), objectives_(row.objectives) {}
  void params(ParamVisitor& visitor) override {
    visitor.integer("objectives", objectives_, {.min = 2, .max = 20, .doc = "number of objectives M"});
    visitor.integer("dim", dim_, {.min = 0, .max = 100000, .doc = "number of variables D; 0: as published for M"});
    if (std::string_view(row_.name) == "DTLZ4") {
      visitor.real(
          "alpha", alpha_,
          {.min = 1e-3,
           .max = 1e3,
           .doc = "exponent of the position variables: 100 in the paper, 1 in the reference platform's results"});
    }
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    int dim = dim_;
    if (dim == 0) dim = blocked(row_) ? objectives_ * row_.distanceVars : objectives_ - 1 + row_.distanceVars;
    if (blocked(row_)) {
      dim = (dim + objectives_ - 1) / objectives_ * objectives_;  // whole blocks, one per objective
    } else if (dim < objectives_) {
      throw InputError(std::string(row_.name) + " with " + std::to_string(objectives_) +
                       " objectives needs at least that many variables; raise 'dim' from " + std::to_string(dim) + ".");
    }
    return {std::make_shared<Dtlz>(row_, objectives_, dim, alpha_), Instance::Official, {}};
  }

 private:
  const Row& row_;
  int objectives_;
  int dim_ = 0;
  double alpha_ = 1.0;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (const Row& row : kRows) {
    ProblemInfo info;
    info.name = row.name;
    info.suite = "DTLZ";
    info.labels = SingleTask | MultiObjective | (blocked(row) ? Constrained : Unconstrained);
    info.citation = {"K. Deb, L. Thiele, M. Laumanns, E. Zitzler",
                     "Scalable Test Problems for Evolutionary Multiobjective Optimization",
                     "Evolutionary Multiobjective Optimization, Springer", 2005, "10.1007/1-84628-137-7_6"};
    info.doc = std::string("Scalable multi-objective test problem: ") + row.doc + ".";
    info.make = [&row] { return std::make_unique<Builder>(row); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::dtlz
