// SPDX-License-Identifier: Apache-2.0
// CEC10-CSO: the 18 scalable constrained functions C01 to C18, in 10 or 30 dimensions.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "problems/base/functions/constrained_problem.h"
#include "problems/base/instances/cec10_cso_text.h"
#include "problems/base/instances/number_text.h"
#include "tandem/catalogue.h"
#include "tandem/error.h"

namespace tandem::prob::cec10_cso {
namespace {

using row::In;
using row::Tmp;

constexpr double kPi = std::numbers::pi;

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
  const auto dim = static_cast<double>(y.size());
  return 0.5 - std::exp(-0.1 * std::sqrt(row::sumSquares(y) / dim)) - 3.0 * std::exp(row::sumCos(y, 0.1, tmp) / dim) +
         std::numbers::e;
}

/// Mean of Rastrigin's function of z + offset.
double meanWaves(In z, double offset, Tmp tmp) {
  const auto dim = static_cast<double>(z.size());
  double s = 0.0;
  for (std::size_t i = 0; i < z.size(); ++i) tmp[i] = 2.0 * kPi * (z[i] + offset);
  vmath::cos(tmp, tmp);
  for (std::size_t i = 0; i < z.size(); ++i) {
    const double v = z[i] + offset;
    s += v * v - 10.0 * tmp[i] + 10.0;
  }
  return s / dim;
}

double c01(const ConstrainedPoint& p) {
  p.g[0] = 0.75 - row::product(p.z);
  p.g[1] = row::sum(p.z) - 7.5 * static_cast<double>(p.z.size());
  return bump(p.z, p.tmp);
}
double c02(const ConstrainedPoint& p) {
  const double mean = meanWaves(p.z, 0.0, p.tmp);
  p.g[0] = 10.0 - mean;
  p.g[1] = mean - 15.0;
  p.h[0] = meanWaves(p.z, -0.5, p.tmp) - 20.0;
  return row::largest(p.z);
}
double c03(const ConstrainedPoint& p) {
  p.h[0] = row::sumSquaredSteps(p.z);
  return row::rosenbrock(p.z, 0.0);
}
double c04(const ConstrainedPoint& p) {
  const std::size_t half = p.z.size() / 2;
  p.h[0] = row::sumZCosRoot(p.z, 1.0, p.tmp) / static_cast<double>(p.z.size());
  p.h[1] = row::sumSquaredSteps(p.z.first(half));
  p.h[2] = row::sumParabolaSteps(p.z.subspan(half));
  p.h[3] = row::sum(p.z);
  return row::largest(p.z);
}
double c05(const ConstrainedPoint& p) {
  const auto dim = static_cast<double>(p.z.size());
  p.h[0] = -row::sumZSinRoot(p.y, 1.0, p.tmp) / dim;
  p.h[1] = -row::sumZCosRoot(p.y, 0.5, p.tmp) / dim;
  return row::largest(p.z);
}
double c07(const ConstrainedPoint& p) {
  p.g[0] = bell(p.y, p.tmp);
  return row::rosenbrock(p.z, 1.0);
}
double c09(const ConstrainedPoint& p) {
  p.h[0] = row::sumZSinRoot(p.y, 1.0, p.tmp);
  return row::rosenbrock(p.z, 1.0);
}
double c11(const ConstrainedPoint& p) {
  p.h[0] = row::rosenbrock(p.z, 1.0);
  return -row::sumZCosRoot(p.y, 2.0, p.tmp) / static_cast<double>(p.z.size());
}
double c12(const ConstrainedPoint& p) {
  p.g[0] = row::sum(p.z) - 100.0 * row::sumCos(p.z, 0.1, p.tmp) + 10.0 * static_cast<double>(p.z.size());
  p.h[0] = row::sumParabolaSteps(p.z);
  return row::sumZSinRoot(p.z, 1.0, p.tmp);
}
double c13(const ConstrainedPoint& p) {
  const auto dim = static_cast<double>(p.z.size());
  p.g[0] = -50.0 + row::sumSquares(p.z) / (100.0 * dim);
  p.g[1] = 50.0 / dim * row::sumSin(p.z, 0.02 * kPi, p.tmp);
  p.g[2] = 75.0 - 50.0 * row::griewank(p.z, p.tmp);
  return -row::sumZSinRoot(p.z, 1.0, p.tmp) / dim;
}
double c14(const ConstrainedPoint& p) {
  const auto dim = static_cast<double>(p.z.size());
  const double cosines = row::sumZCosRoot(p.y, 1.0, p.tmp);
  p.g[0] = -cosines - dim;
  p.g[1] = cosines - dim;
  p.g[2] = row::sumZSinRoot(p.y, 1.0, p.tmp) - 10.0 * dim;
  return row::rosenbrock(p.z, 1.0);
}
double c16(const ConstrainedPoint& p) {
  p.g[0] = row::sumWaves(p.z, p.tmp, 100.0, kPi, 10.0);
  p.g[1] = row::product(p.z);
  p.h[0] = row::sumZSinRoot(p.z, 1.0, p.tmp);
  p.h[1] = -p.h[0];
  return row::griewank(p.z, p.tmp);
}
double c17(const ConstrainedPoint& p) {
  p.g[0] = row::product(p.z);
  p.g[1] = row::sum(p.z);
  p.h[0] = row::sumZSinRoot(p.z, 4.0, p.tmp);
  return row::sumSquaredSteps(p.z);
}
double c18(const ConstrainedPoint& p) {
  p.g[0] = -row::sumZSinRoot(p.z, 1.0, p.tmp) / static_cast<double>(p.z.size());
  p.h[0] = p.g[0];
  return row::sumSquaredSteps(p.z);
}

struct Row {
  ConstrainedFunction function;
  double low;
  double high;
  int inequalities;
  int equalities;
  const char* rotation = nullptr;  // of which function
  double centre = 0.0;             // y = (z + centre) M - centre
};

constexpr Row kRows[] = {
    {c01, 0, 10, 2, 0},
    {c02, -5.12, 5.12, 2, 1},
    {c03, -1000, 1000, 0, 1},
    {c04, -50, 50, 0, 4},
    {c05, -600, 600, 0, 2},
    {c05, -600, 600, 0, 2, "C06", 483.6106156535},
    {c07, -140, 140, 1, 0},
    {c07, -140, 140, 1, 0, "C08"},
    {c09, -500, 500, 0, 1},
    {c09, -500, 500, 0, 1, "C10"},
    {c11, -100, 100, 0, 1, "C11"},
    {c12, -1000, 1000, 1, 1},
    {c13, -500, 500, 3, 0},
    {c14, -1000, 1000, 3, 0},
    {c14, -1000, 1000, 3, 0, "C08"},
    {c16, -10, 10, 2, 2},
    {c17, -10, 10, 2, 1},
    {c18, -50, 50, 1, 1},
};

ConstrainedSpec makeSpec(int number, int dim) {
  const Row& row = kRows[number - 1];
  ConstrainedSpec spec;
  spec.name = fmt::format("C{:02}", number);
  spec.dim = dim;
  spec.low = row.low;
  spec.high = row.high;
  spec.inequalities = row.inequalities;
  spec.equalities = row.equalities;
  spec.function = row.function;
  spec.centre = row.centre;
  static const auto lists = readLists("constants of CEC10-CSO", kCec10CsoText);
  const std::vector<double>& shift = lists.at("shift-" + spec.name);
  spec.shift.assign(shift.begin(), shift.begin() + dim);
  if (row.rotation != nullptr) {
    // Published for points in rows: y = z M.
    const ConstMatView published(lists.at(fmt::format("rotation-{}-{}", row.rotation, dim)).data(), dim, dim);
    spec.rotation = Matrix(dim, dim);
    for (int i = 0; i < dim; ++i) {
      for (int j = 0; j < dim; ++j) spec.rotation(j, i) = published(i, j);
    }
  }
  return spec;
}

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
    const std::int64_t budget = static_cast<std::int64_t>(20000) * dim_;
    return {std::make_shared<ConstrainedProblem>(makeSpec(number_, dim_), budget), Instance::Official, {}};
  }

 private:
  int number_;
  int dim_ = 30;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
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
                           row.inequalities, row.equalities, row.rotation != nullptr ? ", rotated" : "");
    info.make = [number] { return std::make_unique<Builder>(number); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::cec10_cso
