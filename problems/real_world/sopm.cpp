// SPDX-License-Identifier: Apache-2.0
// SOPM: synchronous optimal pulse-width modulation of inverters with 3 to 13 levels. The switching angles (degrees, to
// be in ascending order) shall give little distortion and the wanted fundamental.
#include <cmath>
#include <numbers>

#include "problems/base/violation.h"
#include "tandem/catalogue.h"
#include "tandem/vmath.h"

namespace tandem::prob::sopm {
namespace {

constexpr double kHarmonics[] = {5,  7,  11, 13, 17, 19, 23, 25, 29, 31, 35, 37, 41, 43, 47, 49,
                                 53, 55, 59, 61, 65, 67, 71, 73, 77, 79, 83, 85, 91, 95, 97};
constexpr double kGap = 1e-6;  // least distance of neighbouring angles

struct Inverter {
  int levels;
  double modulation;
  const char* steps;  // + up, - down, one an angle
  double hvReference[2];
};
struct Row {
  const char* name;
  Inverter tasks[3];
};
constexpr Row kRows[] = {
    {"SOPM-MTMO1",
     {{3, 0.32, "+-+-+-+-+-+-+-+-+-+-+-+-+", {2.854987e-01, 1.024000e-01}},
      {5, 0.32, "+-++-+-+--+-++-+-+--+-++-", {7.342985e-01, 1.024000e-01}},
      {7, 0.36, "+-+++---++--+++---++--+++", {5.888136e-01, 1.296000e-01}}}},
    {"SOPM-MTMO2",
     {{9, 0.32, "++++-+---+--++++-+---+--++++-+", {5.217146e-01, 1.023999e-01}},
      {11, 0.3333, "+-+++---++++--+---++++-++--+--", {6.106382e-01, 1.110885e-01}},
      {13, 0.32, "+++-+-+-++++----+-+-++++---+-+", {1.949969e+00, 1.107699e+01}}}},
};

class Modulation final : public Problem {
 public:
  explicit Modulation(const Row& row) : row_(row) {
    for (const Inverter& inverter : row.tasks) {
      TaskInfo task;
      task.name = std::to_string(inverter.levels) + " levels";
      task.dim = static_cast<int>(std::string_view(inverter.steps).size());
      task.objectives = 2;
      task.constraints = task.dim - 1;
      task.lower.assign(static_cast<std::size_t>(task.dim), 0.0);
      task.upper.assign(static_cast<std::size_t>(task.dim), 90.0);
      tasks_.push_back(std::move(task));
    }
    defaultBudget_ = 600000;
    for (const double k : kHarmonics) weightSum_ += 1.0 / (k * k * k * k);
  }

  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const override {
    const Inverter& inverter = row_.tasks[task];
    Workspace::Frame frame(ctx.workspace);
    const int harmonics = static_cast<int>(std::size(kHarmonics));
    const MatView waves = frame.matrix(harmonics + 1, x.cols);  // the last row is the fundamental
    const std::span<double> flat(waves.data, static_cast<std::size_t>(waves.rows) * static_cast<std::size_t>(x.cols));
    for (int i = 0; i < x.rows; ++i) {
      for (int j = 0; j <= harmonics; ++j) {
        const double k = j < harmonics ? kHarmonics[j] : 1.0;
        for (int l = 0; l < x.cols; ++l) waves(j, l) = k * x(i, l) * std::numbers::pi / 180.0;
      }
      vmath::cos(flat, flat);
      const auto amplitude = [&](int j) {
        double sum = 0.0;
        for (int l = 0; l < x.cols; ++l) sum += inverter.steps[l] == '+' ? waves(j, l) : -waves(j, l);
        return sum;
      };
      double distortion = 0.0;
      for (int j = 0; j < harmonics; ++j) {
        const double a = amplitude(j);
        const double k = kHarmonics[j];
        distortion += a * a / (k * k * k * k);
      }
      const double miss = amplitude(harmonics) - inverter.modulation;
      objectives(i, 0) = std::sqrt(distortion) / std::sqrt(weightSum_);
      objectives(i, 1) = miss * miss;
      for (int l = 0; l + 1 < x.cols; ++l) constraints(i, l) = violation(x(i, l) - x(i, l + 1) + kGap);
    }
  }

  [[nodiscard]] Reference reference(int task) const override {
    Reference ref;
    ref.hvReference.assign(std::begin(row_.tasks[task].hvReference), std::end(row_.tasks[task].hvReference));
    return ref;
  }

 private:
  const Row& row_;
  double weightSum_ = 0.0;
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
