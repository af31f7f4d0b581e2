// SPDX-License-Identifier: Apache-2.0
// PKACP: planar kinematic arms that shall reach the point (0.5, 0.5). The tasks are arms of different length and joint
// range, spread evenly: centres of a centroidal Voronoi tessellation of the unit square. Such centres were never
// published; these come from a seeded generator.
#include "problems/real_world/pkacp.h"

#include <cmath>
#include <numbers>

#include "problems/base/instance_data.h"
#include "tandem/catalogue.h"
#include "tandem/vmath.h"

namespace tandem::prob::pkacp {
namespace {

class Arms final : public Problem {
 public:
  Arms(const Matrix& arms, int joints, int generations) : arms_(arms) {
    for (int t = 0; t < arms.rows(); ++t) {
      TaskInfo task;
      task.name = "arm " + std::to_string(t + 1);
      task.dim = joints;
      task.lower.assign(static_cast<std::size_t>(joints), 0.0);
      task.upper.assign(static_cast<std::size_t>(joints), 1.0);
      tasks_.push_back(std::move(task));
    }
    defaultBudget_ = static_cast<std::int64_t>(defaultPopulation_) * arms.rows() * generations;
  }

  void evaluate(int task, ConstMatView x, MatView objectives, MatView /*constraints*/,
                EvalContext& ctx) const override {
    const auto joints = static_cast<std::size_t>(x.cols);
    const double turn = arms_(task, 0) / x.cols * std::numbers::pi * 2.0;
    const double length = arms_(task, 1) / x.cols;
    Workspace::Frame frame(ctx.workspace);
    const std::span<double> heading = frame.doubles(joints);
    const std::span<double> sine = frame.doubles(joints);
    for (int i = 0; i < x.rows; ++i) {
      double angle = 0.0;
      for (std::size_t j = 0; j < joints; ++j) {
        angle += (x(i, static_cast<int>(j)) - 0.5) * turn;
        heading[j] = angle;
      }
      vmath::sin(heading, sine);
      vmath::cos(heading, heading);
      double px = 0.0;
      double py = 0.0;
      for (std::size_t j = 0; j < joints; ++j) {
        px += length * heading[j];
        py += length * sine[j];
      }
      objectives(i, 0) = std::sqrt((px - 0.5) * (px - 0.5) + (py - 0.5) * (py - 0.5));
    }
  }

 private:
  Matrix arms_;
};

/// Lloyd's iteration over 50 uniform points a centre.
Matrix voronoiCentres(int count) {
  Rng rng = instanceStream("PKACP", std::to_string(count));
  const int samples = 50 * count;
  Matrix points(samples, 2);
  rng.fillUniform(points.values());
  Matrix centres(count, 2);
  for (int k = 0; k < count; ++k) {
    for (int d = 0; d < 2; ++d) centres(k, d) = points(k, d);
  }
  std::vector<int> owner(static_cast<std::size_t>(samples), -1);
  for (int round = 0; round < 100; ++round) {
    bool moved = false;
    Matrix sums(count, 3);
    for (int i = 0; i < samples; ++i) {
      int nearest = 0;
      double least = INFINITY;
      for (int k = 0; k < count; ++k) {
        const double dx = points(i, 0) - centres(k, 0);
        const double dy = points(i, 1) - centres(k, 1);
        const double distance = dx * dx + dy * dy;
        if (distance < least) {
          least = distance;
          nearest = k;
        }
      }
      int& old = owner[static_cast<std::size_t>(i)];
      moved = moved || old != nearest;
      old = nearest;
      sums(nearest, 0) += points(i, 0);
      sums(nearest, 1) += points(i, 1);
      sums(nearest, 2) += 1.0;
    }
    if (!moved) break;
    for (int k = 0; k < count; ++k) {
      if (sums(k, 2) == 0.0) continue;
      for (int d = 0; d < 2; ++d) centres(k, d) = sums(k, d) / sums(k, 2);
    }
  }
  return centres;
}

class Builder final : public ProblemBuilder {
 public:
  void params(ParamVisitor& visitor) override {
    visitor.integer("tasks", tasks_, {.min = 1, .max = 2000, .doc = "number of arms"});
    visitor.integer("dim", joints_, {.min = 1, .max = 1000, .doc = "joints of an arm"});
    visitor.integer("generations", generations_,
                    {.min = 1, .max = 1000000, .doc = "default budget in evaluations of the population"});
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    return {makeProblem(voronoiCentres(tasks_), joints_, generations_), Instance::Synthetic, {}};
  }

 private:
  int tasks_ = 20;
  int joints_ = 20;
  int generations_ = 100;
};

}  // namespace

std::shared_ptr<const Problem> makeProblem(const Matrix& arms, int joints, int generations) {
  return std::make_shared<Arms>(arms, joints, generations);
}

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  ProblemInfo info;
  info.name = "PKACP";
  info.suite = "PKACP";
  info.labels = MultiTask | ManyTask | SingleObjective | Unconstrained;
  info.citation = {"Y. Jiang, Z.-H. Zhan, K. C. Tan, J. Zhang",
                   "A Bi-Objective Knowledge Transfer Framework for Evolutionary Many-Task Optimization",
                   "IEEE Transactions on Evolutionary Computation 27(5), 1514-1528", 2023, "10.1109/TEVC.2022.3210783"};
  info.doc = "Planar kinematic arms of different length and joint range that shall reach one point.";
  info.make = [] { return std::make_unique<Builder>(); };
  catalogue.problems.add(std::move(info));
}

}  // namespace tandem::prob::pkacp
