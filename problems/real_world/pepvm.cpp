// SPDX-License-Identifier: Apache-2.0
// PEPVM: parameters of three photovoltaic models from measured current-voltage curves; the objective is the root mean
// square error of the current.
#include <cmath>

#include "tandem/catalogue.h"
#include "tandem/vmath.h"

namespace tandem::prob::pepvm {
namespace {

/// Measurements: a 57 mm RTC France cell at 33 C, a Photowatt PWP201 module at 45 C.
struct Curve {
  double celsius;
  std::vector<double> voltage;
  std::vector<double> current;
};
const Curve kCell{
    33.0,
    {-0.2057, -0.1291, -0.0588, 0.0057, 0.0646, 0.1185, 0.1678, 0.2132, 0.2545, 0.2924, 0.3269, 0.3585, 0.3873,
     0.4137,  0.4373,  0.4590,  0.4784, 0.4960, 0.5119, 0.5265, 0.5398, 0.5521, 0.5633, 0.5736, 0.5833, 0.5900},
    {0.7640, 0.7620, 0.7605, 0.7605, 0.7600, 0.7590, 0.7570, 0.7570, 0.7555, 0.7540, 0.7505,  0.7465,  0.7385,
     0.7280, 0.7065, 0.6755, 0.6320, 0.5730, 0.4990, 0.4130, 0.3165, 0.2120, 0.1035, -0.0100, -0.1230, -0.2100}};
const Curve kModule{
    45.0,
    {0.1248,  1.8093,  3.3511,  4.7622,  6.0538,  7.2364,  8.3189,  9.3097,  10.2163,
     11.0449, 11.8018, 12.4929, 13.1231, 13.6983, 14.2221, 14.6995, 15.1346, 15.5311,
     15.8929, 16.2229, 16.5241, 16.7987, 17.0499, 17.2793, 17.4885},
    {1.0315, 1.0300, 1.0260, 1.0220, 1.0180, 1.0155, 1.0140, 1.0100, 1.0035,  0.9880,  0.9630,  0.9255, 0.8725,
     0.8075, 0.7265, 0.6345, 0.5345, 0.4275, 0.3185, 0.2085, 0.1010, -0.0080, -0.1110, -0.2090, -0.3030}};

struct Model {
  const char* name;
  const Curve& curve;
  int diodes;
  double mostCurrent, mostSaturation, mostSeries, mostShunt, mostIdeality;
  double best;  // known error
};
const Model kModels[] = {
    {"single diode", kCell, 1, 1, 1e-6, 0.5, 100, 2, 9.8602187789e-4},
    {"double diode", kCell, 2, 1, 1e-6, 0.5, 100, 2, 9.8248485179e-4},
    {"module", kModule, 1, 2, 5e-5, 2, 2000, 50, 2.4250748681e-3},
};

class Photovoltaic final : public Problem {
 public:
  Photovoltaic() {
    for (const Model& m : kModels) {
      TaskInfo task;
      task.name = m.name;
      // Photo current, saturation current, series and shunt resistance, ideality; then the second diode's two.
      task.lower = {0, 0, 0, 0, 1};
      task.upper = {m.mostCurrent, m.mostSaturation, m.mostSeries, m.mostShunt, m.mostIdeality};
      if (m.diodes == 2) {
        task.lower.insert(task.lower.end(), {0.0, 1.0});
        task.upper.insert(task.upper.end(), {m.mostSaturation, m.mostIdeality});
      }
      task.dim = isize(task.lower);
      tasks_.push_back(std::move(task));
    }
    defaultBudget_ = 300000;
  }

  void evaluate(int task, ConstMatView x, MatView objectives, MatView /*constraints*/,
                EvalContext& ctx) const override {
    constexpr double kCharge = 1.60217646e-19;
    constexpr double kBoltzmann = 1.3806503e-23;
    const Model& model = kModels[task];
    const Curve& curve = model.curve;
    const double thermal = kBoltzmann * (273.15 + curve.celsius) / kCharge;
    const std::size_t n = curve.voltage.size();
    Workspace::Frame frame(ctx.workspace);
    const std::span<double> junction = frame.doubles(n);
    const std::span<double> error = frame.doubles(n);
    const std::span<double> growth = frame.doubles(n);
    for (int i = 0; i < x.rows; ++i) {
      const std::span<const double> p = x.row(i);
      for (std::size_t k = 0; k < n; ++k) {
        junction[k] = curve.voltage[k] + curve.current[k] * p[2];
        error[k] = p[0] - junction[k] / p[3] - curve.current[k];
      }
      for (int d = 0; d < model.diodes; ++d) {
        const double saturation = d == 0 ? p[1] : p[5];
        const double ideality = d == 0 ? p[4] : p[6];
        for (std::size_t k = 0; k < n; ++k) growth[k] = junction[k] / (ideality * thermal);
        vmath::exp(growth, growth);
        for (std::size_t k = 0; k < n; ++k) error[k] -= saturation * (growth[k] - 1.0);
      }
      double sum = 0.0;
      for (const double e : error) sum += e * e;
      objectives(i, 0) = std::sqrt(sum / static_cast<double>(n));
    }
  }

  [[nodiscard]] Reference reference(int task) const override {
    Reference ref;
    ref.hasOptimum = true;
    ref.optimum = kModels[task].best;
    return ref;
  }
};

class Builder final : public ProblemBuilder {
 public:
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    return {std::make_shared<Photovoltaic>(), Instance::Official, {}};
  }
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  ProblemInfo info;
  info.name = "PEPVM";
  info.suite = "PEPVM";
  info.labels = MultiTask | SingleObjective | Unconstrained | Competitive;
  info.citation = {
      "S. Li, Q. Gu, W. Gong, B. Ning",
      "An Enhanced Adaptive Differential Evolution Algorithm for Parameter Extraction of Photovoltaic Models",
      "Energy Conversion and Management 205, 112443", 2020, "10.1016/j.enconman.2019.112443"};
  info.doc = "Parameter extraction of three photovoltaic models: single diode, double diode, module.";
  info.make = [] { return std::make_unique<Builder>(); };
  catalogue.problems.add(std::move(info));
}

}  // namespace tandem::prob::pepvm
