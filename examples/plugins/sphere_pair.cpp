// SPDX-License-Identifier: Apache-2.0
// Two sphere functions whose optima lie a chosen distance apart: the simplest problem on which transfer can help or
// hurt.
#include <cmath>

#include "tandem/catalogue.h"

namespace tandem::prob::sphere_pair {
namespace {

class SpherePair final : public Problem {
 public:
  SpherePair(int dim, double distance) {
    const auto d = static_cast<std::size_t>(dim);
    // Both optima lie on the diagonal, symmetric about the origin.
    const double half = distance / (2.0 * std::sqrt(static_cast<double>(dim)));
    centres_ = {-half, half};
    for (const char* name : {"left", "right"}) {
      tasks_.push_back(
          {.name = name, .dim = dim, .lower = std::vector<double>(d, -5.0), .upper = std::vector<double>(d, 5.0)});
    }
    defaultBudget_ = 20'000;
    defaultPopulation_ = 50;
  }

  void evaluate(int task, ConstMatView x, MatView objectives, MatView /*constraints*/,
                EvalContext& /*ctx*/) const override {
    for (int i = 0; i < x.rows; ++i) {
      double sum = 0.0;
      for (const double v : x.row(i)) sum += (v - centre(task)) * (v - centre(task));
      objectives(i, 0) = sum;
    }
  }

  [[nodiscard]] Reference reference(int task) const override {
    Reference known;
    known.hasOptimum = true;
    known.optimumPoint.assign(tasks_.front().dim, centre(task));
    return known;
  }

 private:
  [[nodiscard]] double centre(int task) const { return centres_[task]; }
  std::vector<double> centres_;
};

class Builder final : public ProblemBuilder {
  int dim_ = 10;
  double distance_ = 1.0;

  void params(ParamVisitor& p) override {
    p.integer("dim", dim_, {.min = 1, .max = 10'000, .doc = "variables of each task"});
    p.real("distance", distance_, {.min = 0, .max = 10, .doc = "distance between the two optima"});
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    return {std::make_shared<SpherePair>(dim_, distance_), Instance::Official, ""};
  }
};

}  // namespace

void registerUnit(Catalogue& catalogue) {
  catalogue.problems.add({.name = "Sphere-Pair",
                          .suite = "Example",
                          .labels = MultiTask | SingleObjective | Unconstrained,
                          .doc = "Two spheres whose optima lie 'distance' apart.",
                          .make = [] { return std::make_unique<Builder>(); }});
}

}  // namespace tandem::prob::sphere_pair
