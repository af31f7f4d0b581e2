// SPDX-License-Identifier: Apache-2.0
// ZDT1 to ZDT4 and ZDT6: two objectives, one position variable, the others distance variables. ZDT5 is left out: it is
// defined on bit strings (one of 30 bits and ten of 5), and the literature has no real-coded form of it.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "problems/base/multi_objective/mo_front.h"
#include "tandem/catalogue.h"
#include "tandem/vmath.h"

namespace tandem::prob::zdt {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr int kPoints = 1000;  // of the front sample

struct Row {
  int number;
  int dim;
  const char* doc;
};

constexpr Row kRows[] = {
    {1, 30, "convex front"},
    {2, 30, "concave front"},
    {3, 30, "front of five pieces"},
    {4, 10, "convex front, 21^9 local fronts"},
    {6, 10, "concave front, density biased along it and away from it"},
};

// The pieces of f1 that belong to the front of ZDT3, where 1 - sqrt(f) - f sin(10 pi f) takes values below all those to
// the left: each ends in a local minimum, and the next begins where the curve falls below that value.
constexpr double kPieces[5][2] = {
    {0.0, 0.08300153492691163},
    {0.18222872802939977, 0.2577623633878302},
    {0.4093136748086568, 0.4538821040888302},
    {0.6183967944392658, 0.6525117038046625},
    {0.8233317983266327, 0.8518328654364139},
};

// The smallest f1 of ZDT6, which is not at the end of the variable's range: where tan(6 pi x) = 9 pi for the first
// time.
constexpr double kLeastSix = 0.2807753188153697;

// Height of the front over f1.
double height(int number, double f) {
  switch (number) {
    case 2:
    case 6:
      return 1.0 - f * f;
    case 3:
      return 1.0 - std::sqrt(f) - f * std::sin(10.0 * kPi * f);
    default:
      return 1.0 - std::sqrt(f);
  }
}

class Zdt final : public Problem {
 public:
  Zdt(const Row& row, int dim) : row_(row) {
    TaskInfo task;
    task.name = "ZDT" + std::to_string(row.number);
    task.dim = dim;
    task.objectives = 2;
    task.lower.assign(dim, row.number == 4 ? -5.0 : 0.0);
    task.upper.assign(dim, row.number == 4 ? 5.0 : 1.0);
    task.lower[0] = 0.0;
    task.upper[0] = 1.0;
    tasks_.push_back(std::move(task));
    defaultBudget_ = 25000;
  }

  void evaluate(int /*task*/, ConstMatView x, MatView objectives, MatView /*constraints*/,
                EvalContext& ctx) const override {
    Workspace::Frame frame(ctx.workspace);
    const std::span<double> f = frame.doubles(x.rows);
    const std::span<double> g = frame.doubles(x.rows);
    const std::span<double> wave = frame.doubles(x.rows);
    distance(x, g, ctx.workspace);
    position(x, f);
    if (row_.number == 3) {
      for (int i = 0; i < x.rows; ++i) wave[i] = 10.0 * kPi * f[i];
      vmath::sin(wave, wave);
    }
    for (int i = 0; i < x.rows; ++i) {
      const double ratio = f[i] / g[i];
      double h = 0.0;
      switch (row_.number) {
        case 2:
        case 6:
          h = 1.0 - ratio * ratio;
          break;
        case 3:
          h = 1.0 - std::sqrt(ratio) - ratio * wave[i];
          break;
        default:
          h = 1.0 - std::sqrt(ratio);
      }
      objectives(i, 0) = f[i];
      objectives(i, 1) = g[i] * h;
    }
  }

  [[nodiscard]] Reference reference(int /*task*/) const override {
    Reference ref;
    ref.front = Matrix(kPoints, 2);
    for (int i = 0; i < kPoints; ++i) {
      double f = static_cast<double>(i) / (kPoints - 1);
      if (row_.number == 6) f = kLeastSix + f * (1.0 - kLeastSix);
      if (row_.number == 3) {
        constexpr int kShare = kPoints / 5;
        const auto& [begin, end] = kPieces[i / kShare];
        // Later pieces are open on the left: each starts as high as the previous one ends.
        const int step = i % kShare;
        f = i < kShare ? end * step / (kShare - 1) : begin + (end - begin) * (step + 1) / kShare;
      }
      ref.front(i, 0) = f;
      ref.front(i, 1) = height(row_.number, f);
    }
    ref.hvReference = {1.1, 1.1};
    return ref;
  }

 private:
  void position(ConstMatView x, std::span<double> f) const {
    if (row_.number != 6) {
      for (int i = 0; i < x.rows; ++i) f[i] = x(i, 0);
      return;
    }
    for (int i = 0; i < x.rows; ++i) {
      const double s = std::sin(6.0 * kPi * x(i, 0));
      const double cube = s * s * s;
      f[i] = 1.0 - std::exp(-4.0 * x(i, 0)) * cube * cube;
    }
  }

  // g over all variables but the first.
  void distance(ConstMatView x, std::span<double> g, Workspace& ws) const {
    const int n = x.cols - 1;
    Workspace::Frame frame(ws);
    const std::span<double> wave = frame.doubles(n);
    for (int i = 0; i < x.rows; ++i) {
      const std::span<const double> z = x.row(i).subspan(1);
      double sum = 0.0;
      if (row_.number == 4) {
        for (int j = 0; j < n; ++j) wave[j] = 4.0 * kPi * z[j];
        vmath::cos(wave, wave);
        for (int j = 0; j < n; ++j) sum += z[j] * z[j] - 10.0 * wave[j];
        g[i] = 1.0 + 10.0 * n + sum;
        continue;
      }
      for (const double v : z) sum += v;
      g[i] = 1.0 + 9.0 * (row_.number == 6 ? std::sqrt(std::sqrt(sum / n)) : sum / n);
    }
  }

  const Row& row_;
};

class Builder final : public ProblemBuilder {
 public:
  explicit Builder(const Row& row) : row_(row), dim_(row.dim) {}
  void params(ParamVisitor& visitor) override {
    visitor.integer("dim", dim_, {.min = 2, .max = 100000, .doc = "number of variables D"});
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    return {std::make_shared<Zdt>(row_, dim_), Instance::Official, {}};
  }

 private:
  const Row& row_;
  int dim_;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (const Row& row : kRows) {
    ProblemInfo info;
    info.name = "ZDT" + std::to_string(row.number);
    info.suite = "ZDT";
    info.labels = SingleTask | MultiObjective | Unconstrained;
    info.citation = {"E. Zitzler, K. Deb, L. Thiele",
                     "Comparison of Multiobjective Evolutionary Algorithms: Empirical Results",
                     "Evolutionary Computation 8(2)", 2000, "10.1162/106365600568202"};
    info.doc = std::string("Two-objective test problem: ") + row.doc + ".";
    info.make = [&row] { return std::make_unique<Builder>(row); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::zdt
