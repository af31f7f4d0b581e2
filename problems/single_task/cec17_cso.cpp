// SPDX-License-Identifier: Apache-2.0
// CEC17-CSO: the 28 scalable constrained functions C01 to C28; C21 to C28 are C12 to C19 rotated.
// An equality holds within 1e-4.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "problems/base/functions/constrained_problem.h"
#include "problems/base/instances/instance_data.h"
#include "tandem/catalogue.h"

namespace tandem::prob::cec17_cso {
namespace {

using row::In;
using row::Tmp;
using P = const ConstrainedPoint&;

constexpr double kPi = std::numbers::pi;
constexpr double kE = std::numbers::e;

double dimOf(P p) {
  return static_cast<double>(p.z.size());
}

/// Copies every second variable, from `first` on, to tmp.
In everySecond(In z, std::size_t first, Tmp tmp) {
  std::size_t n = 0;
  for (std::size_t i = first; i < z.size(); i += 2) tmp[n++] = z[i];
  return tmp.first(n);
}

double c01(P p) {  // C02 is the same with a rotated constraint
  p.g[0] = row::sumWaves(p.y, p.tmp, 5000.0, 0.1 * kPi, -4000.0);
  return row::sumSquaredPartials(p.z);
}
double c03(P p) {
  p.h[0] = -row::sumZSin(p.z, 0.1 * kPi, p.tmp);
  return c01(p);
}
double c04(P p) {
  p.g[0] = -row::sumZSin(p.z, 2.0, p.tmp);
  p.g[1] = row::sumZSin(p.z, 1.0, p.tmp);
  return row::sumWaves(p.z, p.tmp);
}
double c05(P p) {
  p.g[0] = row::sumWaves(p.y, p.tmp, 50.0, 2.0 * kPi, -40.0);
  p.g[1] = row::sumWaves(p.y2, p.tmp, 50.0, 2.0 * kPi, -40.0);
  return row::rosenbrock(p.z, 0.0);
}
double c06(P p) {
  p.h[0] = -row::sumZSin(p.z, 1.0, p.tmp);
  p.h[1] = row::sumZSin(p.z, kPi, p.tmp);
  p.h[2] = -row::sumZCos(p.z, 1.0, p.tmp);
  p.h[3] = row::sumZCos(p.z, kPi, p.tmp);
  p.h[4] = row::sumZSinRoot(p.z, 2.0, p.tmp);
  p.h[5] = -p.h[4];
  return row::sumWaves(p.z, p.tmp);
}
double c07(P p) {
  p.h[0] = row::sum(p.z) - 100.0 * row::sumCos(p.z, 0.5, p.tmp) + 100.0 * dimOf(p);
  p.h[1] = -p.h[0];
  return row::sumZSin(p.z, 1.0, p.tmp);
}
double c08(P p) {
  p.h[0] = row::sumSquaredPartials(everySecond(p.z, 0, p.tmp));
  p.h[1] = row::sumSquaredPartials(everySecond(p.z, 1, p.tmp));
  return row::largest(p.z);
}
double c09(P p) {
  p.g[0] = row::product(everySecond(p.z, 1, p.tmp));
  p.h[0] = row::sumParabolaSteps(everySecond(p.z, 0, p.tmp));
  return row::largest(p.z);
}
double c10(P p) {
  p.h[0] = row::sumSquaredPartials(p.z);
  p.h[1] = row::sumSquaredSteps(p.z);
  return row::largest(p.z);
}
double c11(P p) {
  p.g[0] = row::product(p.z);
  p.h[0] = row::sumSquaredSteps(p.z);
  return row::sum(p.z);
}
double c12(P p) {
  p.g[0] = 4.0 - row::sumAbs(p.y);
  p.g[1] = row::sumSquares(p.y) - 4.0;
  return row::sumWaves(p.y, p.tmp);
}
double c13(P p) {
  const double sum = row::sum(p.y);
  p.g[0] = row::sumWaves(p.y, p.tmp) - 100.0;
  p.g[1] = sum - 2.0 * dimOf(p);
  p.g[2] = 5.0 - sum;
  return row::rosenbrock(p.y, 0.0);
}
double c14(P p) {
  p.g[0] = row::sumSquares(p.y.subspan(1)) - std::abs(p.y[0]) + 1.0;
  p.h[0] = row::sumSquares(p.y) - 4.0;
  return row::ackley(p.y, p.tmp);
}
double c15(P p) {
  const double f = row::largestAbs(p.y);
  p.g[0] = row::sumSquares(p.y) - 100.0 * dimOf(p);
  p.h[0] = std::cos(f) + std::sin(f);
  return f;
}
double c16(P p) {
  const double f = row::sumAbs(p.y);
  const double wave = std::cos(f) + std::sin(f);
  p.g[0] = row::sumSquares(p.y) - 100.0 * dimOf(p);
  p.h[0] = wave * wave - std::exp(wave) - 1.0 + kE;
  return f;
}
double c17(P p) {
  const double squares = row::sumSquares(p.y);
  double signs = 0.0;
  for (const double v : p.y) {
    const double lead = std::abs(v) - (squares - v * v) - 1.0;
    signs += lead > 0.0 ? 1.0 : (lead < 0.0 ? -1.0 : 0.0);
  }
  p.g[0] = 1.0 - signs;
  p.h[0] = squares - 4.0 * dimOf(p);
  return row::griewank(p.y, p.tmp);
}
double c18(P p) {
  p.g[0] = 1.0 - row::sumAbs(p.y);
  p.g[1] = row::sumSquares(p.y) - 100.0 * dimOf(p);
  for (std::size_t i = 0; i < p.y.size(); ++i) p.tmp[i] = (p.y[i] - 1.0) * kPi;
  vmath::sin(p.tmp, p.tmp);
  const double root = row::product(p.tmp);
  p.h[0] = 100.0 * row::sumParabolaSteps(p.y) + root * root;
  // Rastrigin's function on a grid of halves outside (-0.5, 0.5): cos(2 pi v) there is 1 or -1.
  double f = 0.0;
  for (const double v : p.y) {
    const double r = std::abs(v) < 0.5 ? v : std::round(2.0 * v) / 2.0;
    f += r * r - 10.0 * std::cos(2.0 * kPi * (r - std::floor(r))) + 10.0;
  }
  return f;
}
double c19(P p) {
  const std::size_t n = p.y.size();
  for (std::size_t i = 0; i < n; ++i) p.tmp[i] = p.y[i] * p.y[i] * p.y[i];
  vmath::sin(p.tmp, p.tmp);
  double f = 0.0;
  for (std::size_t i = 0; i < n; ++i) f += std::sqrt(std::abs(p.y[i])) + 2.0 * p.tmp[i];
  const Tmp pairs = p.tmp.first(n - 1);
  for (std::size_t i = 0; i + 1 < n; ++i) pairs[i] = -0.2 * std::hypot(p.y[i], p.y[i + 1]);
  vmath::exp(pairs, pairs);
  p.g[0] = (dimOf(p) - 1.0) * 10.0 / std::exp(-5.0) - 10.0 * row::sum(pairs);
  row::scaled(p.y, 2.0, p.tmp);
  vmath::sin(p.tmp, p.tmp);
  p.g[1] = row::sumSquares(p.tmp) - 0.5 * dimOf(p);
  return f;
}
double c20(P p) {
  const std::size_t n = p.z.size();
  double f = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double next = p.z[(i + 1) % n];
    const double r = std::sqrt(p.z[i] * p.z[i] + next * next);
    const double s = std::sin(r);
    const double d = 1.0 + 0.001 * r;
    f += 0.5 + (s * s - 0.5) / (d * d);
  }
  const double c = std::cos(row::sum(p.z));
  p.g[0] = c * c - 0.25 * c - 0.125;
  p.g[1] = std::exp(c) - std::exp(0.25);
  return f;
}

enum class Rotation { None, One, Two };

struct Row {
  ConstrainedFunction function;
  double bound;
  int inequalities;
  int equalities;
  Rotation rotation = Rotation::None;
};

constexpr Row kRows[] = {
    {c01, 100, 1, 0},
    {c01, 100, 1, 0, Rotation::One},
    {c03, 100, 1, 1},
    {c04, 10, 2, 0},
    {c05, 10, 2, 0, Rotation::Two},
    {c06, 20, 0, 6},
    {c07, 50, 0, 2},
    {c08, 100, 0, 2},
    {c09, 10, 1, 1},
    {c10, 100, 0, 2},
    {c11, 100, 1, 1},
    {c12, 100, 2, 0},
    {c13, 100, 3, 0},
    {c14, 100, 1, 1},
    {c15, 100, 1, 1},
    {c16, 100, 1, 1},
    {c17, 100, 1, 1},
    {c18, 100, 2, 1},
    {c19, 50, 2, 0},
    {c20, 100, 2, 0},
    {c12, 100, 2, 0, Rotation::One},
    {c13, 100, 3, 0, Rotation::One},
    {c14, 100, 1, 1, Rotation::One},
    {c15, 100, 1, 1, Rotation::One},
    {c16, 100, 1, 1, Rotation::One},
    {c17, 100, 1, 1, Rotation::One},
    {c18, 100, 2, 1, Rotation::One},
    {c19, 50, 2, 0, Rotation::One},
};
constexpr int kFunctions = static_cast<int>(std::size(kRows));
constexpr int kMostVariables = 100;
constexpr int kSizes[] = {10, 30, 50, 100};  // of the published rotations; a smaller dimension takes the leading block

/// C12 to C28 share one file.
std::string setName(int number) {
  return number <= 11 ? "Function" + std::to_string(number) : "ShiftAndRotation";
}
/// The rotations that the file of the function holds.
std::vector<std::string> rotationNames(int number) {
  if (number == 5) return {"M1_", "M2_"};
  if (number == 2 || number >= 12) return {"M_"};
  return {};
}

DataSet dataSet(int number) {
  DataSet set{"CEC17-CSO", setName(number), {}};
  const std::string file = "Single-task/CEC17-CSO/Data/" + set.name + ".mat";
  set.items.push_back({"o", file, 1, kMostVariables, matVariable("o")});
  for (const std::string& rotation : rotationNames(number)) {
    for (const int n : kSizes) {
      const std::string name = rotation + std::to_string(n);
      set.items.push_back({name, file, n, n, matVariable(name)});
    }
  }
  return set;
}

/// Shifts in half of the box, as published; rotations uniform over O(D).
Arrays synthetic(int number) {
  Rng rng = instanceStream("CEC17-CSO", setName(number));
  Arrays arrays;
  const double range = 0.5 * (number <= 11 ? kRows[number - 1].bound : 100.0);
  arrays["o"] = uniformRow(kMostVariables, -range, range, rng);
  for (const std::string& rotation : rotationNames(number)) {
    for (const int n : kSizes) arrays[rotation + std::to_string(n)] = randomRotation(n, rng);
  }
  return arrays;
}

Matrix leadingBlock(const InstanceArrays& data, const std::string& name, int dim) {
  const int size = *std::find_if(std::begin(kSizes), std::end(kSizes), [dim](int n) { return n >= dim; });
  const Matrix& whole = data[name + std::to_string(size)];
  Matrix block(dim, dim);
  for (int i = 0; i < dim; ++i) std::copy_n(whole.row(i).begin(), dim, block.row(i).begin());
  return block;
}

class Builder final : public ProblemBuilder, public DataUser {
 public:
  explicit Builder(int number) : number_(number) {}
  void params(ParamVisitor& visitor) override {
    visitor.integer("dim", dim_, {.min = 2, .max = kMostVariables, .doc = "number of variables"});
  }
  [[nodiscard]] std::vector<DataSet> dataSets() const override { return {dataSet(number_)}; }
  [[nodiscard]] BuiltProblem build(const BuildRequest& request) const override {
    const InstanceArrays data = obtainInstance(request, dataSets(), [this] { return synthetic(number_); });
    const Row& row = kRows[number_ - 1];
    ConstrainedSpec spec;
    spec.name = fmt::format("C{:02}", number_);
    spec.dim = dim_;
    spec.low = -row.bound;
    spec.high = row.bound;
    spec.inequalities = row.inequalities;
    spec.equalities = row.equalities;
    spec.function = row.function;
    spec.shift = data.vector("o");
    spec.shift.resize(dim_);
    const std::vector<std::string> rotations = rotationNames(number_);
    if (row.rotation != Rotation::None) spec.rotation = leadingBlock(data, rotations[0], dim_);
    if (row.rotation == Rotation::Two) spec.rotation2 = leadingBlock(data, rotations[1], dim_);
    const std::int64_t budget = static_cast<std::int64_t>(20000) * dim_;
    return {std::make_shared<ConstrainedProblem>(std::move(spec), budget), data.instance, data.checksum};
  }

 private:
  int number_;
  int dim_ = 50;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (int number = 1; number <= kFunctions; ++number) {
    const Row& row = kRows[number - 1];
    ProblemInfo info;
    info.name = "CEC17-CSO" + std::to_string(number);
    info.suite = "CEC17-CSO";
    info.labels = SingleTask | SingleObjective | Constrained;
    info.citation = {"G. Wu, R. Mallipeddi, P. N. Suganthan",
                     "Problem Definitions and Evaluation Criteria for the CEC 2017 Competition on Constrained Real-"
                     "Parameter Optimization",
                     "Technical report, Nanyang Technological University", 2017, ""};
    info.doc = fmt::format("Scalable constrained function C{:02}, {} inequality and {} equality constraints{}.", number,
                           row.inequalities, row.equalities, row.rotation != Rotation::None ? ", rotated" : "");
    info.needsData = true;
    info.make = [number] { return std::make_unique<Builder>(number); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::cec17_cso
