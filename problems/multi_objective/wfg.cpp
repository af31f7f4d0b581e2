// SPDX-License-Identifier: Apache-2.0
// WFG1 to WFG9: scalable multi-objective test problems of the WFG toolkit. k position and l distance variables are
// transformed step by step (shifts, biases, reductions) into M numbers, which a shape turns into the front.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "problems/base/multi_objective/mo_front.h"
#include "tandem/catalogue.h"
#include "tandem/error.h"
#include "tandem/vmath.h"

namespace tandem::prob::wfg {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr int kPoints = 1000;    // of a front curve
constexpr int kSurface = 5000;   // of a front surface, at most
constexpr double kShift = 0.35;  // where the distance variables are optimal, as a share of their range

struct Row {
  int number;
  const char* doc;
};

constexpr Row kRows[] = {
    {1, "convex front with waves, strongly biased density, flat regions"},
    {2, "convex front of several pieces, non-separable"},
    {3, "linear front degenerated to a line, non-separable"},
    {4, "concave front, multimodal"},
    {5, "concave front, deceptive"},
    {6, "concave front, non-separable"},
    {7, "concave front, bias of the position variables by all later ones"},
    {8, "concave front, bias of the distance variables by all earlier ones, non-separable"},
    {9, "concave front, bias by all later variables, multimodal, deceptive, non-separable"},
};

double clip(double v) {
  return std::clamp(v, 0.0, 1.0);
}

/// The steps y -> t of the toolkit, under its names, on columns [from, to) of a batch in [0, 1].
struct Columns {
  MatView y;
  int from;
  int to;
  Workspace& ws;

  template <typename Function>
  void each(Function function) const {
    for (int i = 0; i < y.rows; ++i) {
      double* row = y.row(i).data();
      for (int j = from; j < to; ++j) row[j] = clip(function(row[j]));
    }
  }

  void sLinear() const {
    each([](double v) { return std::abs(v - kShift) / std::abs(std::floor(kShift - v) + kShift); });
  }
  void bFlat(double a, double b, double c) const {
    each([=](double v) {
      const double below = std::min(0.0, std::floor(v - b)) * a * (b - v) / b;
      const double above = std::min(0.0, std::floor(c - v)) * (1.0 - a) * (v - c) / (1.0 - c);
      return a + below - above;
    });
  }
  void sDecept(double a, double b, double c) const {
    each([=](double v) {
      const double left = std::floor(v - a + b) * (1.0 - c + (a - b) / b) / (a - b);
      const double right = std::floor(a + b - v) * (1.0 - c + (1.0 - a - b) / b) / (1.0 - a - b);
      return 1.0 + (std::abs(v - a) - b) * (left + right + 1.0 / b);
    });
  }
  void sMulti(int a, double b, double c) const {
    Workspace::Frame frame(ws);
    const std::span<double> gap = frame.doubles(to - from);
    const std::span<double> wave = frame.doubles(to - from);
    for (int i = 0; i < y.rows; ++i) {
      const std::span<double> v = y.row(i).subspan(from, gap.size());
      for (int j = 0; j < isize(v); ++j) {
        gap[j] = std::abs(v[j] - c) / (2.0 * (std::floor(c - v[j]) + c));
        wave[j] = (4.0 * a + 2.0) * kPi * (0.5 - gap[j]);
      }
      vmath::cos(wave, wave);
      for (int j = 0; j < isize(v); ++j) v[j] = clip((1.0 + wave[j] + 4.0 * b * gap[j] * gap[j]) / (b + 2.0));
    }
  }
  void bPoly(double exponent) const {
    for (int i = 0; i < y.rows; ++i) {
      const std::span<double> v = y.row(i).subspan(from, to - from);
      vmath::pow(v, exponent, v);
    }
  }
  /// y_j ^ (B + (C - B) v) with v from the mean of the columns after j, or before j if `earlier`, as they came in.
  void bParam(bool earlier, double a, double b, double c) const {
    const int n = y.cols;
    Workspace::Frame frame(ws);
    const std::span<double> exponent = frame.doubles(n);
    const std::span<double> power = frame.doubles(n);
    for (int i = 0; i < y.rows; ++i) {
      const std::span<double> v = y.row(i);
      double sum = 0.0;
      if (earlier) {
        for (int j = 0; j < to; ++j) {
          if (j >= from) exponent[j] = sum / j;
          sum += v[j];
        }
      } else {
        for (int j = n - 1; j >= from; --j) {
          if (j < to) exponent[j] = sum / (n - 1 - j);
          sum += v[j];
        }
      }
      const std::span<double> out = power.subspan(from, to - from);
      vmath::log(v.subspan(from, out.size()), out);
      for (int j = from; j < to; ++j) {
        const double u = exponent[j];
        const double share = a - (1.0 - 2.0 * u) * std::abs(std::floor(0.5 - u) + a);
        power[j] *= b + (c - b) * share;
      }
      vmath::exp(out, out);
      for (int j = from; j < to; ++j) v[j] = v[j] == 0.0 ? 0.0 : clip(power[j]);
    }
  }
};

double rSum(std::span<const double> y) {
  double sum = 0.0;
  for (const double v : y) sum += v;
  return clip(sum / isize(y));
}

// r_sum with weights 2, 4, 6, ... of the columns, the first of them number `first` (from 0).
double rSumWeighted(std::span<const double> y, int first) {
  double sum = 0.0;
  double weights = 0.0;
  for (int j = 0; j < isize(y); ++j) {
    const double w = 2.0 * (first + j + 1);
    sum += w * y[j];
    weights += w;
  }
  return clip(sum / weights);
}

// r_nonsep of full degree A = |y|: every pair's difference counts twice in the published double sum.
double rNonsep(std::span<const double> y) {
  const int n = isize(y);
  double sum = 0.0;
  for (int j = 0; j < n; ++j) {
    double differences = 0.0;
    for (int k = j + 1; k < n; ++k) differences += std::abs(y[j] - y[k]);
    sum += y[j] + 2.0 * differences;
  }
  const int half = (n + 1) / 2;
  return clip(sum / (half * (1.0 + 2.0 * n - 2.0 * half)));
}

class Wfg final : public Problem {
 public:
  Wfg(const Row& row, int objectives, int k, int l) : row_(row), k_(k) {
    TaskInfo task;
    task.name = "WFG" + std::to_string(row.number);
    task.dim = k + l;
    task.objectives = objectives;
    task.lower.assign(task.dim, 0.0);
    for (int j = 1; j <= task.dim; ++j) task.upper.push_back(2.0 * j);
    tasks_.push_back(std::move(task));
    defaultBudget_ = 25000;
  }

  void evaluate(int /*task*/, ConstMatView x, MatView objectives, MatView /*constraints*/,
                EvalContext& ctx) const override {
    Workspace::Frame frame(ctx.workspace);
    const MatView y = frame.matrix(x.rows, x.cols);
    const MatView t = frame.matrix(x.rows, objectives.cols);
    for (int i = 0; i < x.rows; ++i) {
      for (int j = 0; j < x.cols; ++j) y(i, j) = clip(x(i, j) / (2.0 * (j + 1)));
    }
    transform(y, t, ctx.workspace);
    for (int i = 0; i < x.rows; ++i) {
      const std::span<double> p = t.row(i);
      // x_i of the paper: without distance (t_M = 0), all position numbers of WFG3 but the first end up in the middle.
      const int m = isize(p);
      for (int j = 0; j + 1 < m; ++j) {
        const double least = row_.number == 3 && j > 0 ? 0.0 : 1.0;
        p[j] = std::max(p[m - 1], least) * (p[j] - 0.5) + 0.5;
      }
      shape(p, objectives.row(i), ctx.workspace);
    }
  }

  [[nodiscard]] Reference reference(int /*task*/) const override {
    Reference ref;
    const int m = tasks_[0].objectives;
    Workspace ws;
    if (row_.number == 3 || m == 2) {
      Matrix p(kPoints, m, 0.5);
      ref.front = Matrix(kPoints, m);
      const std::vector<double> firsts = row_.number == 2 ? records(kPoints) : std::vector<double>();
      for (int i = 0; i < kPoints; ++i) {
        p(i, 0) = row_.number == 2 ? firsts[i] : static_cast<double>(i) / (kPoints - 1);
        p(i, m - 1) = 0.0;
        shape(p.row(i), ref.front.row(i), ws);
      }
    } else {
      ref.front = surface(ws);
    }
    for (int j = 1; j <= m; ++j) ref.hvReference.push_back(1.1 * 2.0 * j);
    return ref;
  }

 private:
  void transform(MatView y, MatView t, Workspace& ws) const {
    const int n = y.cols;
    const Columns all{y, 0, n, ws};
    const Columns position{y, 0, k_, ws};
    const Columns distance{y, k_, n, ws};
    switch (row_.number) {
      case 1:
        distance.sLinear();
        distance.bFlat(0.8, 0.75, 0.85);
        all.bPoly(0.02);
        return reduce(y, t, n, [](std::span<const double> v, int first) { return rSumWeighted(v, first); });
      case 2:
      case 3: {
        distance.sLinear();
        const int pairs = (n - k_) / 2;
        for (int i = 0; i < y.rows; ++i) {
          const std::span<double> v = y.row(i).subspan(k_);
          for (int j = 0; j < pairs; ++j) v[j] = rNonsep(v.subspan(std::size_t{2} * j, 2));
        }
        return reduce(y, t, k_ + pairs, [](std::span<const double> v, int) { return rSum(v); });
      }
      case 4:
        all.sMulti(30, 10.0, kShift);
        return reduce(y, t, n, [](std::span<const double> v, int) { return rSum(v); });
      case 5:
        all.sDecept(kShift, 0.001, 0.05);
        return reduce(y, t, n, [](std::span<const double> v, int) { return rSum(v); });
      case 6:
        distance.sLinear();
        return reduce(y, t, n, [](std::span<const double> v, int) { return rNonsep(v); });
      case 7:
        position.bParam(false, kA, kB, kC);
        distance.sLinear();
        return reduce(y, t, n, [](std::span<const double> v, int) { return rSum(v); });
      case 8:
        distance.bParam(true, kA, kB, kC);
        distance.sLinear();
        return reduce(y, t, n, [](std::span<const double> v, int) { return rSum(v); });
      default:
        Columns{y, 0, n - 1, ws}.bParam(false, kA, kB, kC);
        position.sDecept(kShift, 0.001, 0.05);
        distance.sMulti(30, 95.0, kShift);
        return reduce(y, t, n, [](std::span<const double> v, int) { return rNonsep(v); });
    }
  }

  // M-1 numbers from as many groups of the position variables, the last from the distance variables up to `end`.
  template <typename Reduction>
  void reduce(MatView y, MatView t, int end, Reduction reduction) const {
    const int m = t.cols;
    const int group = k_ / (m - 1);
    for (int i = 0; i < y.rows; ++i) {
      const std::span<const double> v = y.row(i);
      for (int j = 0; j + 1 < m; ++j) t(i, j) = reduction(v.subspan(std::size_t{1} * j * group, group), j * group);
      t(i, m - 1) = reduction(v.subspan(k_, end - k_), k_);
    }
  }

  // f_m = x_M + 2 m h_m(x_1 ... x_{M-1})
  void shape(std::span<const double> p, std::span<double> f, Workspace& ws) const {
    const int m = isize(f);
    Workspace::Frame frame(ws);
    // h_1 = product of all grows, h_j = the product of the first M-j of them times shrinks of the next one.
    const std::span<double> grows = frame.doubles(m - 1);
    const std::span<double> shrinks = frame.doubles(m - 1);
    for (int j = 0; j + 1 < m; ++j) {
      const double angle = 0.5 * kPi * p[j];
      if (row_.number == 3) {
        grows[j] = p[j];
        shrinks[j] = 1.0 - p[j];
      } else if (row_.number < 3) {
        grows[j] = 1.0 - std::cos(angle);
        shrinks[j] = 1.0 - std::sin(angle);
      } else {
        grows[j] = std::sin(angle);
        shrinks[j] = std::cos(angle);
      }
    }
    double product = 1.0;
    for (int j = 0; j + 1 < m; ++j) {
      f[m - 1 - j] = product * shrinks[j];
      product *= grows[j];
    }
    f[0] = product;
    if (row_.number == 1) f[m - 1] = mixed(p[0]);
    if (row_.number == 2) f[m - 1] = disconnected(p[0]);
    for (int j = 0; j < m; ++j) f[j] = p[m - 1] + 2.0 * (j + 1) * f[j];
  }

  static double mixed(double p) { return 1.0 - p - std::cos(10.0 * kPi * p + 0.5 * kPi) / (10.0 * kPi); }
  static double disconnected(double p) {
    const double wave = std::cos(5.0 * kPi * p);
    return 1.0 - p * wave * wave;
  }

  // `count` values of p over the pieces of WFG2's front: where its last objective is below all values to the left.
  static std::vector<double> records(int count) {
    constexpr int kSteps = 200000;
    std::vector<double> lows;
    double least = INFINITY;
    for (int i = 0; i <= kSteps; ++i) {
      const double p = static_cast<double>(i) / kSteps;
      const double h = disconnected(p);
      if (h >= least) continue;
      least = h;
      lows.push_back(p);
    }
    std::vector<double> out;
    for (int i = 0; i < count; ++i) {
      out.push_back(lows[static_cast<std::int64_t>(i) * (isize(lows) - 1) / (count - 1)]);
    }
    return out;
  }

  // Three or more objectives: position numbers spread as those of a lattice on the sphere.
  [[nodiscard]] Matrix surface(Workspace& ws) const {
    const int m = tasks_[0].objectives;
    Matrix front = sphereFront(kSurface, m);
    const std::vector<double> firsts = row_.number == 2 ? records(kPoints) : std::vector<double>();
    Matrix positions(1, m);  // the last stays 0: no distance
    const std::span<double> p = positions.row(0);
    for (int i = 0; i < front.rows(); ++i) {
      const std::span<double> f = front.row(i);
      double rest = 0.0;
      for (int j = 0; j < m; ++j) {
        // rest: length of the objectives before this one
        if (j > 0) p[m - 1 - j] = std::atan2(rest, f[j]) / (0.5 * kPi);
        rest = std::hypot(rest, f[j]);
      }
      if (row_.number == 2) p[0] = firsts[std::lround(p[0] * (kPoints - 1))];
      shape(p, f, ws);
    }
    return front;
  }

  // b_param's A, B, C of WFG7, WFG8 and WFG9.
  static constexpr double kA = 0.98 / 49.98;
  static constexpr double kB = 0.02;
  static constexpr double kC = 50.0;

  const Row& row_;
  int k_;
};

class Builder final : public ProblemBuilder {
 public:
  explicit Builder(const Row& row) : row_(row) {}
  void params(ParamVisitor& visitor) override {
    visitor.integer("objectives", objectives_, {.min = 2, .max = 20, .doc = "number of objectives M"});
    visitor.integer("k", k_,
                    {.min = 0,
                     .max = 10000,
                     .doc = "number of position variables, a multiple of M-1; 0: as published for M (4, or 2(M-1))"});
    visitor.integer("l", l_, {.min = 1, .max = 100000, .doc = "number of distance variables (WFG2, WFG3: even)"});
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    const int k = k_ > 0 ? k_ : objectives_ == 2 ? 4 : 2 * (objectives_ - 1);
    const std::string name = "WFG" + std::to_string(row_.number);
    if (k % (objectives_ - 1) != 0) {
      throw InputError(name + " with " + std::to_string(objectives_) + " objectives needs k to be a multiple of " +
                       std::to_string(objectives_ - 1) + ", which " + std::to_string(k) + " is not; change 'k'.");
    }
    if ((row_.number == 2 || row_.number == 3) && l_ % 2 != 0) {
      throw InputError(name + " takes its distance variables in pairs; make 'l' even instead of " + std::to_string(l_) +
                       ".");
    }
    return {std::make_shared<Wfg>(row_, objectives_, k, l_), Instance::Official, {}};
  }

 private:
  const Row& row_;
  int objectives_ = 2;
  int k_ = 0;
  int l_ = 20;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (const Row& row : kRows) {
    ProblemInfo info;
    info.name = "WFG" + std::to_string(row.number);
    info.suite = "WFG";
    info.labels = SingleTask | MultiObjective | Unconstrained;
    info.citation = {"S. Huband, P. Hingston, L. Barone, L. While",
                     "A Review of Multiobjective Test Problems and a Scalable Test Problem Toolkit",
                     "IEEE Transactions on Evolutionary Computation 10(5)", 2006, "10.1109/TEVC.2005.861417"};
    info.doc = std::string("Scalable multi-objective test problem: ") + row.doc + ".";
    info.make = [&row] { return std::make_unique<Builder>(row); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::wfg
