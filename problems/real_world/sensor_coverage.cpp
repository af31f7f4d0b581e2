// SPDX-License-Identifier: Apache-2.0
// Sensor coverage: place discs of chosen radius so that they cover the points of a square grid at low cost. The tasks
// differ in the number of sensors; SCP weighs coverage against cost, MOSCP and MOSCP2 keep them apart.
#include <algorithm>
#include <cmath>

#include "tandem/catalogue.h"

namespace tandem::prob::sensor_coverage {
namespace {

enum class Form { Weighted, Separate, SeparateWithPenalty };

struct Row {
  const char* name;
  Form form;
  int side;  // of the grid over [-1, 1]^2
  int sensors, tasks, gap;
  Citation citation;
};
const Row kRows[] = {
    {"SCP",
     Form::Weighted,
     100,
     25,
     11,
     1,
     {"G. Li, Q. Zhang, Z. Wang", "Evolutionary Competitive Multitasking Optimization",
      "IEEE Transactions on Evolutionary Computation 26(2), 278-289", 2022, "10.1109/TEVC.2022.3141819"}},
    {"MOSCP",
     Form::Separate,
     50,
     28,
     5,
     1,
     {"Y. Li, W. Gong, Q. Gu",
      "Transfer Search Directions Among Decomposed Subtasks for Evolutionary Multitasking in Multiobjective "
      "Optimization",
      "Genetic and Evolutionary Computation Conference", 2024, "10.1145/3638529.3653989"}},
    {"MOSCP2",
     Form::SeparateWithPenalty,
     50,
     25,
     4,
     3,
     {"Y. Li, X. Wu, W. Gong, M. Xu, Y. Wang, Q. Gu",
      "Evolutionary Competitive Multiobjective Multitasking: One-Pass Optimization of Heterogeneous Pareto Solutions",
      "IEEE Transactions on Evolutionary Computation 29(6), 2757-2770", 2025, "10.1109/TEVC.2024.3524508"}},
};

class Coverage final : public Problem {
 public:
  Coverage(Form form, int side, int sensors, int tasks, int gap) : form_(form), side_(side) {
    for (int t = 0; t < tasks; ++t) {
      const int n = sensors + t * gap;
      TaskInfo task;
      task.name = std::to_string(n) + " sensors";
      task.dim = 3 * n;
      task.objectives = form == Form::Weighted ? 1 : 2;
      for (int s = 0; s < n; ++s) {
        task.lower.insert(task.lower.end(), {-1.0, -1.0, 0.1});  // place, radius
        task.upper.insert(task.upper.end(), {1.0, 1.0, 0.25});
      }
      tasks_.push_back(std::move(task));
    }
    defaultBudget_ = static_cast<std::int64_t>(50000) * tasks;
    for (int i = 0; i < side; ++i) grid_.push_back(-1.0 + 2.0 * i / (side - 1));
    // The multi-objective forms require points to be covered with a margin.
    if (form != Form::Weighted) margin_ = 2.0 / (static_cast<double>(side) * side - 1.0);
  }

  void evaluate(int /*task*/, ConstMatView x, MatView objectives, MatView /*constraints*/,
                EvalContext& ctx) const override {
    Workspace::Frame frame(ctx.workspace);
    const double points = static_cast<double>(side_) * side_;
    const std::span<unsigned char> covered = frame.take<unsigned char>(std::size_t{1} * side_ * side_);
    for (int i = 0; i < x.rows; ++i) {
      const int sensors = x.cols / 3;
      if (std::any_of(x.row(i).begin(), x.row(i).end(), [](double v) { return !(std::abs(v) < 1e6); })) {
        for (double& f : objectives.row(i)) f = NAN;  // not a position on any grid
        continue;
      }
      std::fill(covered.begin(), covered.end(), static_cast<unsigned char>(0));
      double cost = sensors;
      for (int s = 0; s < sensors; ++s) {
        const double radius = x(i, 3 * s + 2);
        cover(x(i, 3 * s), x(i, 3 * s + 1), radius, covered);
        cost += 10.0 * radius * radius;
      }
      int count = 0;
      for (const unsigned char c : covered) count += c;
      const double missed = 1.0 - count / points;
      if (form_ == Form::Weighted) {
        objectives(i, 0) = 1000.0 * missed + cost;
      } else {
        objectives(i, 0) = 100.0 * missed;
        objectives(i, 1) = cost + (form_ == Form::SeparateWithPenalty ? objectives(i, 0) / 10.0 : 0.0);
      }
    }
  }

  [[nodiscard]] Reference reference(int /*task*/) const override {
    Reference ref;
    if (form_ != Form::Weighted) ref.hvReference = {80.0, 40.0};
    return ref;
  }

 private:
  /// Index range of the grid lines that may lie within `radius` of `centre`; may include one line too many on either
  /// side.
  void range(double centre, double radius, int& first, int& last) const {
    const double step = 2.0 / (side_ - 1);
    first = std::max(0, static_cast<int>(std::floor((centre - radius + 1.0) / step)));
    last = std::min(side_ - 1, static_cast<int>(std::ceil((centre + radius + 1.0) / step)));
  }

  void cover(double x, double y, double radius, std::span<unsigned char> covered) const {
    int firstX = 0;
    int lastX = 0;
    int firstY = 0;
    int lastY = 0;
    range(x, radius, firstX, lastX);
    range(y, radius, firstY, lastY);
    for (int a = firstX; a <= lastX; ++a) {
      const double dx = grid_[a] - x;
      unsigned char* line = covered.data() + static_cast<std::ptrdiff_t>(a) * side_;
      for (int b = firstY; b <= lastY; ++b) {
        const double dy = grid_[b] - y;
        line[b] |= static_cast<unsigned char>(std::sqrt(dx * dx + dy * dy) + margin_ <= radius);
      }
    }
  }

  Form form_;
  int side_;
  double margin_ = 0.0;
  std::vector<double> grid_;
};

class Builder final : public ProblemBuilder {
 public:
  explicit Builder(const Row& row) : row_(row), sensors_(row.sensors), tasks_(row.tasks), gap_(row.gap) {}
  void params(ParamVisitor& visitor) override {
    visitor.integer("sensors", sensors_, {.min = 1, .max = 1000, .doc = "sensors of the first task"});
    visitor.integer("tasks", tasks_, {.min = 1, .max = 1000, .doc = "number of tasks"});
    visitor.integer("gap", gap_, {.min = 1, .max = 100, .doc = "sensors that every further task has more"});
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    return {std::make_shared<Coverage>(row_.form, row_.side, sensors_, tasks_, gap_), Instance::Official, {}};
  }

 private:
  const Row& row_;
  int sensors_;
  int tasks_;
  int gap_;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (const Row& row : kRows) {
    ProblemInfo info;
    info.name = row.name;
    info.suite = row.form == Form::Weighted ? "SCP" : "MOSCP";
    info.labels =
        MultiTask | (row.form == Form::Weighted ? SingleObjective : MultiObjective) | Unconstrained | Competitive;
    info.citation = row.citation;
    info.doc = "Sensor coverage of a square grid with tasks of different numbers of sensors.";
    info.make = [&row] { return std::make_unique<Builder>(row); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::sensor_coverage
