// SPDX-License-Identifier: Apache-2.0
// The augmented WCCI20 family of MetaBox: one problem for each of the 127 combinations of the seven functions of
// WCCI20-MaTSO, ten tasks of functions drawn from it, each with its own shift and rotation. MetaBox draws them anew
// each time; these are drawn once and for all.

#include <algorithm>

#include "problems/base/functions/function_problem.h"
#include "problems/base/instances/instance_data.h"
#include "tandem/catalogue.h"

namespace tandem::prob::augmented_wcci20 {
namespace {

constexpr int kDim = 50;
constexpr double kShift = 0.8;  // shifts as a share of the bound

struct Function {
  Base base;
  double bound;
};
constexpr Function kFunctions[] = {
    {Base::Sphere, 100},   {Base::Rosenbrock, 50},   {Base::Ackley, 50},    {Base::Rastrigin, 50},
    {Base::Griewank, 100}, {Base::Weierstrass, 0.5}, {Base::Schwefel, 500},
};
constexpr int kCount = static_cast<int>(std::size(kFunctions));

/// Members (from 0) of all combinations: smaller ones first, those of a size in lexicographic order.
std::vector<std::vector<int>> combinations() {
  std::vector<std::vector<int>> all;
  for (unsigned set = 1; set < 1U << static_cast<unsigned>(kCount); ++set) {
    std::vector<int> members;
    for (int k = 0; k < kCount; ++k) {
      if ((set >> static_cast<unsigned>(k) & 1U) != 0) members.push_back(k);
    }
    all.push_back(std::move(members));
  }
  std::ranges::sort(all,
                    [](const auto& a, const auto& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
  return all;
}

class Builder final : public ProblemBuilder {
 public:
  Builder(std::vector<int> members, std::string name) : members_(std::move(members)), name_(std::move(name)) {}
  void params(ParamVisitor& v) override {
    v.integer("tasks", tasks_, {.min = 1, .max = 10000, .doc = "number of tasks; the first ones stay the same"});
    v.integer("dim", dim_, {.min = 1, .max = 1000, .doc = "variables of each task"});
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    const Rng stream = instanceStream("WCCI20-Augmented", name_);
    std::vector<FunctionTask> tasks;
    for (int t = 1; t <= tasks_; ++t) {
      Rng rng = stream.derive(static_cast<std::uint64_t>(t));
      const Function& f = kFunctions[members_[rng.below(isize(members_))]];
      const Matrix shift = uniformRow(dim_, -kShift * f.bound, kShift * f.bound, rng);
      tasks.push_back(makeTask(f.base, dim_, -f.bound, f.bound, {shift.values().begin(), shift.values().end()},
                               randomRotation(dim_, rng)));
    }
    return {std::make_shared<FunctionProblem>(std::move(tasks), std::int64_t{50000} * tasks_), Instance::Official, ""};
  }

 private:
  std::vector<int> members_;
  std::string name_;
  int tasks_ = 10;
  int dim_ = kDim;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  int number = 0;
  for (const std::vector<int>& members : combinations()) {
    ProblemInfo info;
    info.name = "WCCI20-Augmented" + std::to_string(++number);
    info.suite = "WCCI20-Augmented";
    info.labels = ManyTask | SingleObjective | Unconstrained;
    info.citation = {
        "Z. Ma, Y.-J. Gong, H. Guo, W. Qiu, S. Ma, H. Lian, J. Zhan, K. Chen, C. Wang, Z. Huang, Z. Huang, "
        "G. Peng, R. Cheng, Y. Ma",
        "MetaBox-v2: a unified benchmark platform for meta-black-box optimization",
        "Advances in Neural Information Processing Systems, Datasets and Benchmarks Track", 2025, ""};
    info.doc = "Ten shifted and rotated tasks of";
    for (const int k : members) {
      info.doc += (k == members.front() ? " " : ", ") + std::string(functionName(kFunctions[k].base));
    }
    info.make = [members, name = info.name] { return std::make_unique<Builder>(members, name); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::augmented_wcci20
