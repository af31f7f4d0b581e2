// SPDX-License-Identifier: Apache-2.0
// CEC10-CSO: the 18 scalable constrained functions C01 to C18, in 10 or 30 dimensions.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "problems/base/cec10_cso_data.h"
#include "problems/base/constrained_layout.h"
#include "problems/base/row_terms.h"
#include "tandem/catalogue.h"
#include "tandem/error.h"
#include "tandem/linalg.h"

namespace tandem::prob::cec10_cso {
namespace {

using row::In;
using row::Tmp;

constexpr double kPi = std::numbers::pi;

/// z: shifted point, y: shifted and rotated point (z itself where a function is not rotated). Writes inequalities g and
/// equalities h, answers the objective.
using Function = double (*)(In z, In y, double* g, double* h, Tmp tmp);

/// Keane's bump.
double bump(In z, Tmp tmp) {
  std::copy(z.begin(), z.end(), tmp.begin());
  vmath::cos(tmp, tmp);
  double fourth = 0.0;
  double squares = 1.0;
  double weighted = 0.0;
  for (std::size_t i = 0; i < z.size(); ++i) {
    const double c = tmp[i] * tmp[i];
    fourth += c * c;
    squares *= c;
    weighted += static_cast<double>(i + 1) * z[i] * z[i];
  }
  return -std::abs(fourth - 2.0 * squares) / std::sqrt(weighted);
}

/// Constraint of C07 and C08.
double bell(In y, Tmp tmp) {
  const double dim = static_cast<double>(y.size());
  return 0.5 - std::exp(-0.1 * std::sqrt(row::sumSquares(y) / dim)) - 3.0 * std::exp(row::sumCos(y, 0.1, tmp) / dim) +
         std::numbers::e;
}

/// Mean of Rastrigin's function of z + offset.
double meanWaves(In z, double offset, Tmp tmp) {
  const double dim = static_cast<double>(z.size());
  double s = 0.0;
  for (std::size_t i = 0; i < z.size(); ++i) tmp[i] = 2.0 * kPi * (z[i] + offset);
  vmath::cos(tmp, tmp);
  for (std::size_t i = 0; i < z.size(); ++i) {
    const double v = z[i] + offset;
    s += v * v - 10.0 * tmp[i] + 10.0;
  }
  return s / dim;
}

double c01(In z, In, double* g, double*, Tmp tmp) {
  g[0] = 0.75 - row::product(z);
  g[1] = row::sum(z) - 7.5 * static_cast<double>(z.size());
  return bump(z, tmp);
}
double c02(In z, In, double* g, double* h, Tmp tmp) {
  const double mean = meanWaves(z, 0.0, tmp);
  g[0] = 10.0 - mean;
  g[1] = mean - 15.0;
  h[0] = meanWaves(z, -0.5, tmp) - 20.0;
  return row::largest(z);
}
double c03(In z, In, double*, double* h, Tmp) {
  h[0] = row::sumSquaredSteps(z);
  return row::rosenbrock(z, 0.0);
}
double c04(In z, In, double*, double* h, Tmp tmp) {
  const std::size_t half = z.size() / 2;
  h[0] = row::sumZCosRoot(z, 1.0, tmp) / static_cast<double>(z.size());
  h[1] = row::sumSquaredSteps(z.first(half));
  h[2] = row::sumParabolaSteps(z.subspan(half));
  h[3] = row::sum(z);
  return row::largest(z);
}
double c05(In z, In y, double*, double* h, Tmp tmp) {
  const double dim = static_cast<double>(z.size());
  h[0] = -row::sumZSinRoot(y, 1.0, tmp) / dim;
  h[1] = -row::sumZCosRoot(y, 0.5, tmp) / dim;
  return row::largest(z);
}
double c07(In z, In y, double* g, double*, Tmp tmp) {
  g[0] = bell(y, tmp);
  return row::rosenbrock(z, 1.0);
}
double c09(In z, In y, double*, double* h, Tmp tmp) {
  h[0] = row::sumZSinRoot(y, 1.0, tmp);
  return row::rosenbrock(z, 1.0);
}
double c11(In z, In y, double*, double* h, Tmp tmp) {
  h[0] = row::rosenbrock(z, 1.0);
  return -row::sumZCosRoot(y, 2.0, tmp) / static_cast<double>(z.size());
}
double c12(In z, In, double* g, double* h, Tmp tmp) {
  g[0] = row::sum(z) - 100.0 * row::sumCos(z, 0.1, tmp) + 10.0 * static_cast<double>(z.size());
  h[0] = row::sumParabolaSteps(z);
  return row::sumZSinRoot(z, 1.0, tmp);
}
double c13(In z, In, double* g, double*, Tmp tmp) {
  const double dim = static_cast<double>(z.size());
  g[0] = -50.0 + row::sumSquares(z) / (100.0 * dim);
  g[1] = 50.0 / dim * row::sumSin(z, 0.02 * kPi, tmp);
  g[2] = 75.0 - 50.0 * row::griewank(z, tmp);
  return -row::sumZSinRoot(z, 1.0, tmp) / dim;
}
double c14(In z, In y, double* g, double*, Tmp tmp) {
  const double dim = static_cast<double>(z.size());
  const double cosines = row::sumZCosRoot(y, 1.0, tmp);
  g[0] = -cosines - dim;
  g[1] = cosines - dim;
  g[2] = row::sumZSinRoot(y, 1.0, tmp) - 10.0 * dim;
  return row::rosenbrock(z, 1.0);
}
double c16(In z, In, double* g, double* h, Tmp tmp) {
  g[0] = row::sumWaves(z, tmp, 100.0, kPi, 10.0);
  g[1] = row::product(z);
  h[0] = row::sumZSinRoot(z, 1.0, tmp);
  h[1] = -h[0];
  return row::griewank(z, tmp);
}
double c17(In z, In, double* g, double* h, Tmp tmp) {
  g[0] = row::product(z);
  g[1] = row::sum(z);
  h[0] = row::sumZSinRoot(z, 4.0, tmp);
  return row::sumSquaredSteps(z);
}
double c18(In z, In, double* g, double* h, Tmp tmp) {
  g[0] = -row::sumZSinRoot(z, 1.0, tmp) / static_cast<double>(z.size());
  h[0] = g[0];
  return row::sumSquaredSteps(z);
}

struct Row {
  Function function;
  double low;
  double high;
  int inequalities;
  int equalities;
  const double* rotation10 = nullptr;
  const double* rotation30 = nullptr;
  double centre = 0.0;  // y = (z + centre) M - centre
};

constexpr Row kRows[] = {
    {c01, 0, 10, 2, 0},
    {c02, -5.12, 5.12, 2, 1},
    {c03, -1000, 1000, 0, 1},
    {c04, -50, 50, 0, 4},
    {c05, -600, 600, 0, 2},
    {c05, -600, 600, 0, 2, kRotationC06Dim10, kRotationC06Dim30, 483.6106156535},
    {c07, -140, 140, 1, 0},
    {c07, -140, 140, 1, 0, kRotationC08Dim10, kRotationC08Dim30},
    {c09, -500, 500, 0, 1},
    {c09, -500, 500, 0, 1, kRotationC10Dim10, kRotationC10Dim30},
    {c11, -100, 100, 0, 1, kRotationC11Dim10, kRotationC11Dim30},
    {c12, -1000, 1000, 1, 1},
    {c13, -500, 500, 3, 0},
    {c14, -1000, 1000, 3, 0},
    {c14, -1000, 1000, 3, 0, kRotationC08Dim10, kRotationC08Dim30},
    {c16, -10, 10, 2, 2},
    {c17, -10, 10, 2, 1},
    {c18, -50, 50, 1, 1},
};

class Constrained10 final : public Problem {
 public:
  Constrained10(int number, int dim) : row_(kRows[number - 1]), layout_{row_.inequalities, row_.equalities} {
    TaskInfo task;
    task.name = fmt::format("C{:02}", number);
    task.dim = dim;
    task.constraints = layout_.columns();
    task.lower.assign(static_cast<std::size_t>(dim), row_.low);
    task.upper.assign(static_cast<std::size_t>(dim), row_.high);
    tasks_.push_back(std::move(task));
    defaultBudget_ = 20000 * static_cast<std::int64_t>(dim);
    shift_ = {kShifts[number - 1], static_cast<std::size_t>(dim)};
    if (row_.rotation10 != nullptr) rotation_ = {dim == 10 ? row_.rotation10 : row_.rotation30, dim, dim};
  }

  void evaluate(int /*task*/, ConstMatView x, MatView objectives, MatView constraints,
                EvalContext& ctx) const override {
    Workspace::Frame frame(ctx.workspace);
    const MatView z = frame.matrix(x.rows, x.cols);
    for (int i = 0; i < x.rows; ++i) {
      for (int j = 0; j < x.cols; ++j) z(i, j) = x(i, j) - shift_[static_cast<std::size_t>(j)];
    }
    const MatView y = rotation_.rows > 0 ? rotate(z, frame) : z;
    const Tmp tmp = frame.doubles(static_cast<std::size_t>(x.cols));
    for (int i = 0; i < x.rows; ++i) {
      double* g = constraints.row(i).data();
      double* h = layout_.begin(g);
      objectives(i, 0) = row_.function(z.row(i), y.row(i), g, h, tmp);
      layout_.finish(g);
    }
  }

 private:
  MatView rotate(ConstMatView z, Workspace::Frame& frame) const {
    const MatView y = frame.matrix(z.rows, z.cols);
    if (row_.centre == 0.0) {
      linalg::multiply(z, rotation_, y);
      return y;
    }
    const MatView moved = frame.matrix(z.rows, z.cols);
    for (int i = 0; i < z.rows; ++i) {
      for (int j = 0; j < z.cols; ++j) moved(i, j) = z(i, j) + row_.centre;
    }
    linalg::multiply(moved, rotation_, y);
    for (int i = 0; i < z.rows; ++i) {
      for (double& v : y.row(i)) v -= row_.centre;
    }
    return y;
  }

  const Row& row_;
  ConstrainedLayout layout_;
  In shift_;
  ConstMatView rotation_;
};

class Builder final : public ProblemBuilder {
 public:
  explicit Builder(int number) : number_(number) {}
  void params(ParamVisitor& visitor) override {
    visitor.integer("dim", dim_, {.min = 10, .max = 30, .doc = "number of variables: 10 or 30"});
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    if (dim_ != 10 && dim_ != 30) {
      throw InputError("CEC10-CSO" + std::to_string(number_) + " is published for 10 and 30 variables, not for " +
                       std::to_string(dim_) + "; set 'dim' to 10 or 30.");
    }
    return {std::make_shared<Constrained10>(number_, dim_), Instance::Official, {}};
  }

 private:
  int number_;
  int dim_ = 30;
};

}  // namespace

void registerUnit(Catalogue& catalogue) {
  int number = 0;
  for (const Row& row : kRows) {
    ++number;
    ProblemInfo info;
    info.name = "CEC10-CSO" + std::to_string(number);
    info.suite = "CEC10-CSO";
    info.labels = SingleTask | SingleObjective | Constrained;
    info.citation = {"R. Mallipeddi, P. N. Suganthan",
                     "Problem Definitions and Evaluation Criteria for the CEC 2010 Competition on Constrained "
                     "Real-Parameter Optimization",
                     "Technical report, Nanyang Technological University", 2010, ""};
    info.doc = fmt::format("Scalable constrained function C{:02}, {} inequality and {} equality constraints{}.", number,
                           row.inequalities, row.equalities, row.rotation10 != nullptr ? ", rotated" : "");
    info.make = [number] { return std::make_unique<Builder>(number); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::cec10_cso
