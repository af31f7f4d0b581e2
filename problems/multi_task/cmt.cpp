// SPDX-License-Identifier: Apache-2.0
// Constrained multitask problems: shifted functions, each under one of four constraints around its own centre.
#include "problems/base/functions/function_problem.h"
#include "problems/base/functions/tile.h"
#include "tandem/catalogue.h"

namespace tandem::prob::cmt {

namespace {

using simd::mulAdd;
using simd::Vec;

enum class Kind {
  Islands,  ///< sum y^2 - 5000 cos(0.1 pi y) - 4000 <= 0: many feasible regions
  Ball,     ///< sum y^2 - 100 D <= 0
  Shell,    ///< 12 D - sum |y| <= 0 and sum y^2 - 500 D <= 0
  Surface,  ///< sum y sin(0.1 pi y) = 0, within 1e-4
};

struct TaskRow {
  Base function;
  double bound;    // the box is [-bound, bound]^D
  double optimum;  // shift of the function, every coordinate
  Kind kind;
  double centre;   // y = stretch (x - centre)
  double stretch;  // brings the box to about [-100, 100]
};
constexpr TaskRow kRows[9][2] = {
    {{Base::Griewank, 100, 0, Kind::Islands, -40, 1}, {Base::Rastrigin, 50, 0, Kind::Islands, 20, 2}},
    {{Base::Ackley, 50, 0, Kind::Ball, -4, 2}, {Base::Rastrigin, 50, 0, Kind::Ball, 4, 2}},
    {{Base::Ackley, 50, 42.096, Kind::Ball, 40, 2}, {Base::Schwefel, 500, 0, Kind::Islands, 400, 0.2}},
    {{Base::Rastrigin, 50, 0, Kind::Islands, -20, 2}, {Base::Sphere, 100, 0, Kind::Islands, 30, 1}},
    {{Base::Ackley, 50, 0, Kind::Islands, -30, 2}, {Base::Rosenbrock, 50, 0, Kind::Ball, 0, 2}},
    {{Base::Ackley, 50, 2, Kind::Ball, 0, 2}, {Base::Weierstrass, 0.5, 0.1, Kind::Shell, 0, 200}},
    {{Base::Rosenbrock, 50, -30, Kind::Islands, -35, 2}, {Base::Rastrigin, 50, 35, Kind::Islands, 40, 2}},
    {{Base::Griewank, 100, 0, Kind::Ball, -30, 1}, {Base::Weierstrass, 0.5, 0, Kind::Shell, 0.2, 200}},
    {{Base::Rastrigin, 50, -10, Kind::Surface, 0, 2}, {Base::Schwefel, 500, 0, Kind::Ball, 100, 0.2}},
};

/// Sum over the coordinates of term(y) of the points from column c on.
template <typename F>
Vec sumOver(ConstMatView x, int c, const TaskRow& row, F&& term) {
  Vec sum(0.0);
  for (int j = 0; j < x.rows; ++j) {
    sum = sum + term(Vec(row.stretch) * (simd::load(x.data + j * x.stride + c) - Vec(row.centre)));
  }
  return sum;
}

TileConstraint constraint(const TaskRow& row) {
  return [row](ConstMatView x, MatView g) {
    const double dim = x.rows;
    const auto square = [](Vec y) { return y * y; };
    for (int c = 0; c < x.cols; c += simd::kWidth) {
      // As published, a satisfied constraint has the value 0, not its distance to the limit.
      const auto put = [&](int k, Vec value) { simd::store(g.data + k * g.stride + c, xsimd::max(value, Vec(0.0))); };
      switch (row.kind) {
        case Kind::Islands:
          put(0, sumOver(x, c, row,
                         [](Vec y) { return y * y - Vec(5000.0) * simd::cos2pi(Vec(0.05) * y) - Vec(4000.0); }));
          break;
        case Kind::Ball:
          put(0, sumOver(x, c, row, square) - Vec(100.0 * dim));
          break;
        case Kind::Shell:
          put(0, Vec(12.0 * dim) - sumOver(x, c, row, [](Vec y) { return simd::abs(y); }));
          put(1, sumOver(x, c, row, square) - Vec(500.0 * dim));
          break;
        case Kind::Surface:
          put(0, simd::abs(sumOver(x, c, row, [](Vec y) { return y * simd::sin2pi(Vec(0.05) * y); })) - Vec(1e-4));
          break;
      }
    }
  };
}

class Builder final : public ProblemBuilder {
 public:
  explicit Builder(int k) : k_(k) {}
  void params(ParamVisitor& visitor) override {
    visitor.integer("dim", dim_, {.min = 1, .max = 10000, .doc = "number of variables of both tasks"});
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    std::vector<FunctionTask> tasks;
    for (const TaskRow& row : kRows[k_ - 1]) {
      FunctionTask task = makeTask(row.function, dim_, -row.bound, row.bound,
                                   std::vector<double>(static_cast<std::size_t>(dim_), row.optimum));
      task.constraints = row.kind == Kind::Shell ? 2 : 1;
      task.constraint = constraint(row);
      tasks.push_back(std::move(task));
    }
    return {std::make_shared<FunctionProblem>(std::move(tasks), std::int64_t{2000} * dim_), Instance::Official, ""};
  }

 private:
  int k_;
  int dim_ = 50;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (int k = 1; k <= 9; ++k) {
    ProblemInfo info;
    info.name = "CMT" + std::to_string(k);
    info.suite = "CMT";
    info.labels = MultiTask | SingleObjective | Constrained;
    info.citation = {"Y. Li, W. Gong, S. Li",
                     "Evolutionary constrained multi-task optimization: benchmark problems and preliminary results",
                     "Genetic and Evolutionary Computation Conference Companion, 443-446", 2022,
                     "10.1145/3520304.3528890"};
    info.doc = std::string(functionName(kRows[k - 1][0].function)) + " and " + functionName(kRows[k - 1][1].function) +
               " under constraints";
    info.make = [k] { return std::make_unique<Builder>(k); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::cmt
