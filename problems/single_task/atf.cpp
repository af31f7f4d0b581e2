// SPDX-License-Identifier: Apache-2.0
// Two-dimensional Rastrigin with one feasible ellipse, around the optimum (ATF1) or far from it (ATF2).
#include "problems/base/functions/function_problem.h"
#include "problems/base/functions/tile.h"
#include "tandem/catalogue.h"

namespace tandem::prob::atf {

namespace {

using simd::Vec;

/// The ellipse a (x1 - centre)^2 + b x2^2 <= c
struct Row {
  double a, centre, b, c;
};
constexpr Row kRows[] = {{1.0 / 4.0, 0, 1.0 / 9.0, 1}, {3, -9, 1, 2}};

class Builder final : public ProblemBuilder {
 public:
  explicit Builder(const Row& row) : row_(row) {}
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    FunctionTask task = makeTask(Base::Rastrigin, 2, -10, 5);
    task.lowerEach = {-10, -5};
    task.upperEach = {5, 5};
    task.constraints = 1;
    task.constraint = [row = row_](ConstMatView x, MatView g) {
      for (int c = 0; c < x.cols; c += simd::kWidth) {
        const Vec d = simd::load(x.data + c) - Vec(row.centre);
        const Vec e = simd::load(x.data + x.stride + c);
        simd::store(g.data + c, Vec(row.a) * d * d + Vec(row.b) * e * e - Vec(row.c));
      }
    };
    return {std::make_shared<FunctionProblem>(std::vector{std::move(task)}, 30000), Instance::Official, ""};
  }

 private:
  Row row_;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  int number = 0;
  for (const Row& row : kRows) {
    ProblemInfo info;
    info.name = "ATF" + std::to_string(++number);
    info.suite = "ATF";
    info.labels = SingleTask | SingleObjective | Constrained;
    info.citation = {"Y. Li, W. Gong, T. Zhang, F. Ming, S. Li, Q. Gu, Y.-S. Ong",
                     "MToP: a MATLAB benchmarking platform for evolutionary multitasking",
                     "ACM Transactions on Evolutionary Learning and Optimization", 2026, ""};
    info.doc = "Rastrigin in two dimensions with one feasible ellipse";
    info.make = [row] { return std::make_unique<Builder>(row); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::atf
