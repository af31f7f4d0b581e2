// SPDX-License-Identifier: Apache-2.0
// Classical test functions as single-task problems of any dimension, neither shifted nor rotated.
#include "problems/base/functions/function_problem.h"
#include "tandem/catalogue.h"

namespace tandem::prob::classical {

namespace {

struct Row {
  const char* name;
  const char* alias;
  Base base;
  double bound;  // the box is [-bound, bound]^D
};
constexpr Row kRows[] = {
    {"Func-Ackley", "Ackley", Base::Ackley, 100},
    {"Func-Elliptic", "Elliptic", Base::Elliptic, 100},
    {"Func-Griewank", "Griewank", Base::Griewank, 100},
    {"Func-Rastrigin", "Rastrigin", Base::Rastrigin, 100},
    {"Func-Rosenbrock", "Rosenbrock", Base::Rosenbrock, 100},
    {"Func-Schwefel", "Schwefel", Base::Schwefel, 500},
    {"Func-Schwefel2", "Schwefel2", Base::Schwefel12, 100},
    {"Func-Sphere", "Sphere", Base::Sphere, 100},
    {"Func-Weierstrass", "Weierstrass", Base::Weierstrass, 0.5},
};

class Builder final : public ProblemBuilder {
 public:
  explicit Builder(const Row& row) : row_(row), bound_(row.bound) {}
  void params(ParamVisitor& v) override {
    v.integer("dim", dim_, {.min = 1, .max = 100000, .doc = "number of variables"});
    v.real("bound", bound_, {.min = 1e-6, .max = 1e6, .doc = "the box is [-bound, bound] in every variable"});
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    std::vector<FunctionTask> tasks{makeTask(row_.base, dim_, -bound_, bound_)};
    return {std::make_shared<FunctionProblem>(std::move(tasks), std::int64_t{1000} * dim_), Instance::Official, ""};
  }

 private:
  Row row_;
  int dim_ = 50;
  double bound_;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (const Row& row : kRows) {
    ProblemInfo info;
    info.name = row.name;
    info.aliases = {row.alias};
    info.suite = "Classical";
    info.labels = SingleTask | SingleObjective | Unconstrained;
    info.citation = {"X. Yao, Y. Liu, G. Lin", "Evolutionary programming made faster",
                     "IEEE Transactions on Evolutionary Computation 3(2), 82-102", 1999, "10.1109/4235.771163"};
    info.doc = std::string(functionName(row.base)) + " function, not shifted, not rotated";
    info.make = [row] { return std::make_unique<Builder>(row); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::classical
