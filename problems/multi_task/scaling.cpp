// SPDX-License-Identifier: Apache-2.0
// Families for studies of scaling: the same construction with more and more tasks (T = 2 to 5,000), or more and more
// variables (D = 10 to 1,000). Six functions take turns; the optima coincide in half of the coordinates of the unified
// space and lie within a quarter of it in the others. A problem with fewer tasks holds the first ones of a larger one.
#include "problems/base/functions/function_problem.h"
#include "problems/base/instances/instance_data.h"
#include "tandem/catalogue.h"

namespace tandem::prob::scaling {
namespace {

constexpr int kTasks[] = {2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000};
constexpr int kDims[] = {10, 20, 50, 100, 200, 500, 1000};
constexpr int kDimOfTasks = 10;
constexpr int kTasksOfDims = 2;
constexpr double kApart = 0.25;  // of the optima in the coordinates where they differ, in the unified space
constexpr double kMargin = 0.2;  // optima stay this far from the border

struct Function {
  Base base;
  double bound;
};
constexpr Function kFunctions[] = {
    {Base::Rastrigin, 50}, {Base::Griewank, 100},    {Base::Ackley, 50},
    {Base::Sphere, 100},   {Base::Weierstrass, 0.5}, {Base::Rosenbrock, 50},
};

FunctionTask makeScaled(int t, int dim, const std::vector<double>& common, const Matrix& rotation, const Rng& stream) {
  const Function& f = kFunctions[(t - 1) % std::size(kFunctions)];
  Rng rng = stream.derive(static_cast<std::uint64_t>(t));
  FunctionTask task = makeTask(f.base, dim, -f.bound, f.bound, std::vector<double>(dim, 0.0), rotation);
  for (int j = 0; j < dim; ++j) {
    const double apart = rng.uniform(-kApart, kApart);
    double u = common[j];
    if (t > 1 && j % 2 == 1) u += apart;
    if (u < kMargin) u = 2.0 * kMargin - u;
    if (u > 1.0 - kMargin) u = 2.0 * (1.0 - kMargin) - u;
    const double place = f.bound * (2.0 * u - 1.0);
    task.shift[j] = place - task.optimum[j];
    task.optimum[j] = place;
  }
  return task;
}

class Builder final : public ProblemBuilder {
 public:
  Builder(int tasks, int dim) : tasks_(tasks), dim_(dim) {}
  void params(ParamVisitor& v) override {
    v.integer("tasks", tasks_, {.min = 1, .max = 10000, .doc = "number of tasks"});
    v.integer("dim", dim_, {.min = 1, .max = 2000, .doc = "variables of each task"});
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    const Rng stream = instanceStream("Scaling", std::to_string(dim_));
    Rng rng = stream.derive(0);
    const Matrix rotation = randomRotation(dim_, rng);  // one for all: one each would take gigabytes
    std::vector<double> common(dim_);
    for (double& u : common) u = rng.uniform(kMargin, 1.0 - kMargin);
    std::vector<FunctionTask> tasks;
    for (int t = 1; t <= tasks_; ++t) tasks.push_back(makeScaled(t, dim_, common, rotation, stream));
    return {std::make_shared<FunctionProblem>(std::move(tasks), std::int64_t{1000} * dim_ * tasks_), Instance::Official,
            ""};
  }

 private:
  int tasks_;
  int dim_;
};

void add(Catalogue& catalogue, const std::string& name, int tasks, int dim) {
  ProblemInfo info;
  info.name = name;
  info.suite = "Scaling";
  info.labels = (tasks < 5 ? MultiTask : ManyTask) | SingleObjective | Unconstrained;
  info.citation = {"Tandem", "Scaling families: the same construction in any number of tasks and variables",
                   "docs/composer.md", 2026, ""};
  info.doc =
      std::to_string(tasks) + " tasks of " + std::to_string(dim) + " variables with half of their optima in common";
  info.make = [tasks, dim] { return std::make_unique<Builder>(tasks, dim); };
  catalogue.problems.add(std::move(info));
}

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (const int tasks : kTasks) add(catalogue, "Scaling-T" + std::to_string(tasks), tasks, kDimOfTasks);
  for (const int dim : kDims) add(catalogue, "Scaling-D" + std::to_string(dim), kTasksOfDims, dim);
}

}  // namespace tandem::prob::scaling
