// SPDX-License-Identifier: Apache-2.0
// CEC19-MTMO-CPLX: pairs of the LZ09 functions F1 to F9 (complicated Pareto sets), each in its own box.
//
// A position variable x1 (two of them for F6) places a point on the front; every other variable has to follow a curve
// over the position, and its distance from the curve is added to an objective. As the suite is used in practice, the
// map 2 (x - 0.5) is applied in every box, and even variables count towards the first objective, odd ones towards the
// second.
#include <cmath>
#include <numbers>

#include "problems/base/multi_objective/mo_front.h"
#include "tandem/catalogue.h"
#include "tandem/vmath.h"

namespace tandem::prob::cec19_mtmo_cplx {
namespace {

constexpr double kPi = std::numbers::pi;

enum class Curve { Power, Sine, Spiral, SlowSpiral, Wave, Sheet };  // the Pareto set
enum class Penalty { Square, Rastrigin, Griewank };                 // of the distance from it

struct Function {
  Curve curve;
  Penalty penalty;
  double frontExponent;  // f2 = 1 - f1^e
};

constexpr Function kF1{Curve::Power, Penalty::Square, 0.5};
constexpr Function kF2{Curve::Sine, Penalty::Square, 0.5};
constexpr Function kF3{Curve::Spiral, Penalty::Square, 0.5};
constexpr Function kF4{Curve::SlowSpiral, Penalty::Square, 0.5};
constexpr Function kF5{Curve::Wave, Penalty::Square, 0.5};
constexpr Function kF6{Curve::Sheet, Penalty::Square, 0.0};  // three objectives, spherical front
constexpr Function kF7{Curve::Power, Penalty::Rastrigin, 0.5};
constexpr Function kF8{Curve::Power, Penalty::Griewank, 0.5};
constexpr Function kF9{Curve::Sine, Penalty::Square, 2.0};

struct TaskRow {
  const Function& function;
  int number;  // of the LZ09 function
  int dim;
  double low;  // box of the variables after the first `unit` ones, whose box is [0, 1]
  double high;
  int unit = 1;
};

struct Row {
  TaskRow tasks[2];
  int population = 100;
};

constexpr Row kRows[] = {
    {{{kF1, 1, 10, -100, 100}, {kF2, 2, 10, -100, 100}}},
    {{{kF1, 1, 10, -5, 5}, {kF7, 7, 10, -5, 5}}},
    {{{kF2, 2, 30, -2, 2}, {kF4, 4, 30, -1, 1}}},
    {{{kF2, 2, 30, -100, 100}, {kF9, 9, 30, -100, 100}}},
    {{{kF3, 3, 30, 0, 1}, {kF6, 6, 10, 0, 1}}, 120},
    {{{kF3, 3, 30, -50, 50}, {kF9, 9, 30, -100, 100}}},
    {{{kF4, 4, 30, -80, 80}, {kF5, 5, 30, -80, 80}}},
    {{{kF5, 5, 30, -20, 20, 2}, {kF7, 7, 10, -20, 20, 2}}},
    {{{kF6, 6, 10, -50, 50, 2}, {kF9, 9, 30, -100, 100, 2}}, 120},
    {{{kF7, 7, 10, 0, 1}, {kF8, 8, 10, -10, 10}}},
};

// One group of variables: first, first + step, ... (0-based columns); odd selects between the two forms of a spiral.
struct Group {
  int first;
  int step;
  bool odd;
};

class Pair final : public Problem {
 public:
  explicit Pair(const Row& row) : row_(row) {
    for (const TaskRow& t : row.tasks) {
      TaskInfo task;
      task.name = "LZ09-F" + std::to_string(t.number);
      task.dim = t.dim;
      task.objectives = t.function.curve == Curve::Sheet ? 3 : 2;
      task.lower.assign(t.dim, t.low);
      task.upper.assign(t.dim, t.high);
      for (int j = 0; j < t.unit; ++j) {
        task.lower[j] = 0.0;
        task.upper[j] = 1.0;
      }
      tasks_.push_back(std::move(task));
    }
    defaultPopulation_ = row.population;
    defaultBudget_ = std::int64_t{2000} * row.population;
  }

  void evaluate(int task, ConstMatView x, MatView objectives, MatView /*constraints*/,
                EvalContext& ctx) const override {
    const Function& f = row_.tasks[task].function;
    const int n = x.rows;
    if (f.curve == Curve::Sheet) {
      for (int i = 0; i < n; ++i) {
        const double a = x(i, 0) * (kPi / 2.0);
        const double b = x(i, 1) * (kPi / 2.0);
        objectives(i, 0) = std::cos(a) * std::cos(b);
        objectives(i, 1) = std::cos(a) * std::sin(b);
        objectives(i, 2) = std::sin(a);
      }
      addPenalty(f, x, {3, 3, true}, objectives, 0, ctx.workspace);
      addPenalty(f, x, {4, 3, true}, objectives, 1, ctx.workspace);
      addPenalty(f, x, {2, 3, true}, objectives, 2, ctx.workspace);
      return;
    }
    for (int i = 0; i < n; ++i) {
      const double p = x(i, 0);
      objectives(i, 0) = p;
      objectives(i, 1) = 1.0 - (f.frontExponent == 0.5 ? std::sqrt(p) : p * p);
    }
    addPenalty(f, x, {1, 2, false}, objectives, 0, ctx.workspace);
    addPenalty(f, x, {2, 2, true}, objectives, 1, ctx.workspace);
  }

  [[nodiscard]] Reference reference(int task) const override {
    const Function& f = row_.tasks[task].function;
    Reference ref;
    ref.front = f.curve == Curve::Sheet ? sphereFront(kFrontPoints, 3) : powerFront(kFrontPoints, f.frontExponent);
    return ref;
  }

 private:
  static int groupSize(const Group& g, int dim) { return (dim - g.first + g.step - 1) / g.step; }

  // Fills target(i, k) with the value that variable k of the group should have in row i.
  static void curveValues(const Function& f, ConstMatView x, const Group& g, MatView target) {
    const double dim = x.cols;
    const std::size_t size = static_cast<std::size_t>(target.rows) * static_cast<std::size_t>(target.cols);
    const std::span<double> flat(target.data, size);
    const double frequency = f.curve == Curve::Sheet ? 2.0 : 6.0;
    for (int i = 0; i < target.rows; ++i) {
      const double p = x(i, 0);
      const double logP = f.curve == Curve::Power ? std::log(p) : 0.0;
      for (int k = 0; k < target.cols; ++k) {
        const double index = g.first + k * g.step + 1;  // from 1, as in the paper
        double& value = target(i, k);
        if (f.curve == Curve::Power) {
          value = 0.5 * (dim + 3.0 * index - 8.0) / (dim - 2.0) * logP;
        } else {
          value = frequency * kPi * p + index * kPi / dim;
          if (f.curve == Curve::SlowSpiral && g.odd) value /= 3.0;
        }
      }
    }
    switch (f.curve) {
      case Curve::Power:
        vmath::exp(flat, flat);
        break;
      case Curve::Sine:
        vmath::sin(flat, flat);
        break;
      case Curve::Sheet:
        vmath::sin(flat, flat);
        for (int i = 0; i < target.rows; ++i) {
          for (double& v : target.row(i)) v *= 2.0 * x(i, 1);
        }
        break;
      case Curve::Wave:
        for (int i = 0; i < target.rows; ++i) {
          const double p = x(i, 0);
          for (double& v : target.row(i)) {
            const double radius = 0.3 * p * (p * std::cos(4.0 * v) + 2.0);
            v = radius * (g.odd ? std::cos(v) : std::sin(v));
          }
        }
        break;
      default:
        if (g.odd) {
          vmath::cos(flat, flat);
        } else {
          vmath::sin(flat, flat);
        }
        for (int i = 0; i < target.rows; ++i) {
          for (double& v : target.row(i)) v *= 0.8 * x(i, 0);
        }
    }
  }

  static void addPenalty(const Function& f, ConstMatView x, const Group& g, MatView out, int objective, Workspace& ws) {
    Workspace::Frame frame(ws);
    const int size = groupSize(g, x.cols);
    const MatView y = frame.matrix(x.rows, size);
    curveValues(f, x, g, y);
    const double stretch = f.curve == Curve::Sheet ? 4.0 : 2.0;
    for (int i = 0; i < x.rows; ++i) {
      for (int k = 0; k < size; ++k) y(i, k) = stretch * (x(i, g.first + k * g.step) - 0.5) - y(i, k);
    }
    const double scale = 2.0 / size;
    if (f.penalty == Penalty::Square) {
      for (int i = 0; i < x.rows; ++i) {
        double sum = 0.0;
        for (int k = 0; k < size; ++k) sum += y(i, k) * y(i, k);
        out(i, objective) += scale * sum;
      }
      return;
    }
    const MatView wave = frame.matrix(x.rows, size);
    const std::size_t flat = static_cast<std::size_t>(x.rows) * static_cast<std::size_t>(size);
    for (int i = 0; i < x.rows; ++i) {
      for (int k = 0; k < size; ++k) {
        const double root = f.penalty == Penalty::Griewank ? std::sqrt(k + 1.0) : 1.0;
        wave(i, k) = f.penalty == Penalty::Griewank ? 20.0 * kPi * y(i, k) / root : 4.0 * kPi * y(i, k);
      }
    }
    vmath::cos({wave.data, flat}, {wave.data, flat});
    for (int i = 0; i < x.rows; ++i) {
      double squares = 0.0;
      double cosines = 0.0;
      double product = 1.0;
      for (int k = 0; k < size; ++k) {
        squares += 4.0 * y(i, k) * y(i, k);
        cosines += wave(i, k);
        product *= wave(i, k);
      }
      out(i, objective) +=
          f.penalty == Penalty::Griewank ? scale * (squares - 2.0 * product + 2.0) : scale * (squares - cosines + size);
    }
  }

  const Row& row_;
};

class Builder final : public ProblemBuilder {
 public:
  explicit Builder(const Row& row) : row_(row) {}
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    return {std::make_shared<Pair>(row_), Instance::Official, {}};
  }

 private:
  const Row& row_;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  int number = 0;
  for (const Row& row : kRows) {
    ProblemInfo info;
    info.name = "CEC19-MTMO-CPLX" + std::to_string(++number);
    info.suite = "CEC19-MTMO-CPLX";
    info.labels = MultiTask | MultiObjective | Unconstrained;
    info.citation = {"H. Li, Q. Zhang",
                     "Multiobjective Optimization Problems With Complicated Pareto Sets, MOEA/D and NSGA-II",
                     "IEEE Transactions on Evolutionary Computation 13(2)", 2009, "10.1109/TEVC.2008.925798"};
    info.doc = "Two tasks with complicated Pareto sets: LZ09-F" + std::to_string(row.tasks[0].number) + " and LZ09-F" +
               std::to_string(row.tasks[1].number) + " (CEC 2019 competition, complex MO multitasking).";
    info.make = [&row] { return std::make_unique<Builder>(row); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::cec19_mtmo_cplx
