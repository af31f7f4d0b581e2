// SPDX-License-Identifier: Apache-2.0
// PKACP: planar kinematic arms that should reach the point (0.5, 0.5). The tasks are arms of different length and joint
// range, spread evenly: centres of a centroidal Voronoi tessellation of the unit square. Such centres were never
// published; these come from a seeded generator.
#include "problems/real_world/pkacp.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "problems/base/instances/instance_data.h"
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
      task.lower.assign(joints, 0.0);
      task.upper.assign(joints, 1.0);
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

/// Centres sorted into the cells of an even grid over the unit square, so that the nearest of thousands is found among
/// a few.
class CentreGrid {
 public:
  explicit CentreGrid(const Matrix& centres)
      : centres_(centres),
        side_(std::max(1, static_cast<int>(std::sqrt(centres.rows() / 2.0)))),
        start_(side_ * side_ + 1, 0) {
    std::vector<int> cell(centres.rows());
    for (int k = 0; k < centres.rows(); ++k) ++start_[(cell[k] = cellOf(centres(k, 0), centres(k, 1))) + 1];
    for (int c = 0; c + 1 < isize(start_); ++c) start_[c + 1] += start_[c];
    members_.resize(centres.rows());
    std::vector<int> next(start_.begin(), start_.end() - 1);
    for (int k = 0; k < centres.rows(); ++k) members_[next[cell[k]]++] = k;
  }

  /// Nearest centre, the first of equally near ones. Rings of cells around the point are searched until no cell of the
  /// next one can be nearer.
  [[nodiscard]] int nearest(double x, double y) const {
    const int column = axis(x);
    const int row = axis(y);
    double least = INFINITY;
    int best = 0;
    for (int ring = 0; ring <= side_; ++ring) {
      const double gap = (ring - 1.0) / side_;  // nothing in this ring is nearer than that
      if (gap > 0.0 && gap * gap > least) break;
      for (int r = std::max(0, row - ring); r <= std::min(side_ - 1, row + ring); ++r) {
        const bool edge = r == row - ring || r == row + ring;
        for (int c = column - ring; c <= column + ring; c += edge || ring == 0 ? 1 : 2 * ring) {
          if (c < 0 || c >= side_) continue;
          for (int i = start_[r * side_ + c]; i < start_[r * side_ + c + 1]; ++i) {
            const int k = members_[i];
            const double dx = x - centres_(k, 0);
            const double dy = y - centres_(k, 1);
            const double distance = dx * dx + dy * dy;
            if (distance < least || (distance == least && k < best)) {
              least = distance;
              best = k;
            }
          }
        }
      }
    }
    return best;
  }

 private:
  [[nodiscard]] int axis(double v) const { return std::clamp(static_cast<int>(v * side_), 0, side_ - 1); }
  [[nodiscard]] int cellOf(double x, double y) const { return axis(y) * side_ + axis(x); }
  const Matrix& centres_;
  int side_;
  std::vector<int> start_, members_;
};

/// Lloyd's iteration over 50 uniform points per centre.
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
    const CentreGrid grid(centres);
    for (int i = 0; i < samples; ++i) {
      const int nearest = grid.nearest(points(i, 0), points(i, 1));
      int& old = owner[i];
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
    visitor.integer("tasks", tasks_, {.min = 1, .max = 10000, .doc = "number of arms"});
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
