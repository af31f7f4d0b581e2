// SPDX-License-Identifier: Apache-2.0
// SOPM: synchronous optimal pulse-width modulation of inverters with 3 to 13 levels. The switching angles (degrees, in
// ascending order) should give little distortion and the wanted fundamental.
#include "problems/base/functions/violation.h"
#include "problems/base/real_world/pulse_width.h"
#include "tandem/catalogue.h"

namespace tandem::prob::sopm {
namespace {

using pulse_width::Inverter;

struct Row {
  const char* name;
  int first;  // of the inverters
  double hvReference[3][2];
};
constexpr Row kRows[] = {
    {"SOPM-MTMO1", 0, {{2.854987e-01, 1.024000e-01}, {7.342985e-01, 1.024000e-01}, {5.888136e-01, 1.296000e-01}}},
    {"SOPM-MTMO2", 3, {{5.217146e-01, 1.023999e-01}, {6.106382e-01, 1.110885e-01}, {1.949969e+00, 1.107699e+01}}},
};

const Inverter& inverter(const Row& row, int task) {
  return pulse_width::kInverters[row.first + task];
}

class Modulation final : public Problem {
 public:
  explicit Modulation(const Row& row) : row_(row) {
    for (int t = 0; t < 3; ++t) {
      const Inverter& device = inverter(row, t);
      TaskInfo task;
      task.name = std::to_string(device.levels) + " levels";
      task.dim = static_cast<int>(std::string_view(device.steps).size());
      task.objectives = 2;
      task.constraints = task.dim - 1;
      task.lower.assign(task.dim, 0.0);
      task.upper.assign(task.dim, 90.0);
      tasks_.push_back(std::move(task));
    }
    defaultBudget_ = 600000;
  }

  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const override {
    const Inverter& device = inverter(row_, task);
    for (int i = 0; i < x.rows; ++i) {
      const pulse_width::Spectrum s = pulse_width::spectrum(device, x.row(i), ctx.workspace);
      const double miss = s.fundamental - device.modulation;
      objectives(i, 0) = s.distortion;
      objectives(i, 1) = miss * miss;
      for (int l = 0; l + 1 < x.cols; ++l) {
        constraints(i, l) = violation(x(i, l) - x(i, l + 1) + pulse_width::kGap);
      }
    }
  }

  [[nodiscard]] Reference reference(int task) const override {
    Reference ref;
    ref.hvReference.assign(std::begin(row_.hvReference[task]), std::end(row_.hvReference[task]));
    return ref;
  }

 private:
  const Row& row_;
};

class Builder final : public ProblemBuilder {
 public:
  explicit Builder(const Row& row) : row_(row) {}
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    return {std::make_shared<Modulation>(row_), Instance::Official, {}};
  }

 private:
  const Row& row_;
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (const Row& row : kRows) {
    ProblemInfo info;
    info.name = row.name;
    info.suite = "SOPM-MTMO";
    info.labels = MultiTask | MultiObjective | Constrained;
    info.citation = {"Y. Li, W. Gong",
                     "Multiobjective Multitask Optimization with Multiple Knowledge Types and Transfer Adaptation",
                     "IEEE Transactions on Evolutionary Computation", 2024, "10.1109/TEVC.2024.3353319"};
    info.doc = "Synchronous optimal pulse-width modulation of three inverters.";
    info.make = [&row] { return std::make_unique<Builder>(row); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::sopm
