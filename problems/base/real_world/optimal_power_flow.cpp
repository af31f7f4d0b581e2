// SPDX-License-Identifier: Apache-2.0
#include "problems/base/real_world/optimal_power_flow.h"

#include <algorithm>

#include "problems/base/functions/violation.h"
#include "problems/base/real_world/power_flow.h"
#include "problems/base/real_world/wind_solar.h"

namespace tandem::prob::power {
namespace {

using simd::Vec;

constexpr int kConstraints = 4;

/// How far v is outside, without losing NaN.
Vec outside(Vec v, Vec low, Vec high) {
  return xsimd::max(Vec(0.0), xsimd::max(low - v, v - high));
}

/// Up to kWidth points of a batch, the last one repeated; coordinate j as a vector.
class Lanes {
 public:
  Lanes(ConstMatView x, int first) : x_(x), first_(first) {}
  Vec operator()(int j) const {
    alignas(64) double lanes[simd::kWidth];
    for (int k = 0; k < simd::kWidth; ++k) lanes[k] = x_(std::min(first_ + k, x_.rows - 1), j);
    return Vec::load_aligned(lanes);
  }

 private:
  ConstMatView x_;
  int first_;
};

void set(const DispatchTask& task, const Lanes& x, Flow& flow) {
  const int generators = isize(task.system->generators);
  int j = 0;
  for (int k = 1; k < generators; ++k) flow.power[k] = x(j++);
  for (int k = 0; k < generators; ++k) flow.setpoint[k] = x(j++);
  const Vec perUnit(1.0 / task.system->baseMva);
  for (const int bus : task.compensated) flow.shunt[bus] = x(j++) * perUnit;
  for (const int branch : task.transformers) flow.ratio[branch] = x(j++);
}

void solve(const DispatchTask& task, Flow& flow) {
  if (task.windSolar) {
    flow.solveWithinLimits();
  } else {
    flow.solve();
  }
}

struct Totals {
  Vec loss;
  Vec overload;
};
Totals branchTotals(const System& system, const Flow& flow) {
  Totals t{Vec(0.0), Vec(0.0)};
  const int branches = isize(system.branches);
  for (int k = 0; k < branches; ++k) {
    const Flow::Ends ends = flow.through(k);
    t.loss += ends.fromP + ends.toP;
    const Vec apparent = simd::sqrt(ends.fromP * ends.fromP + ends.fromQ * ends.fromQ);
    t.overload += xsimd::max(Vec(0.0), apparent - Vec(system.branches[k].limit));
  }
  t.loss *= Vec(system.baseMva);
  return t;
}

Vec deviation(const System& system, const Flow& flow) {
  Vec sum(0.0);
  for (const int i : system.loadBuses) sum += simd::abs(simd::abs(flow.voltage[i]) - Vec(1.0));
  return sum;
}

Vec fuel(const Generator& g, Vec p) {
  return Vec(g.cost[0]) + (Vec(g.cost[1]) + Vec(g.cost[2]) * p) * p;
}

Vec emission(const double (&c)[5], Vec perUnit) {
  return Vec(c[0]) + (Vec(c[1]) + Vec(c[2]) * perUnit) * perUnit + Vec(c[3]) * simd::exp(Vec(c[4]) * perUnit);
}

// With wind and sun. Its thermal units differ from those of the thermal system: other emissions of the first one, and
// a rippled cost (valve-point effect) d |sin(e (Pmin - P))|.

struct Thermal {
  int generator;
  double emission[5];
  double ripple;
  double rippleRate;
  double least;  ///< MW
};
constexpr Thermal kThermal[] = {
    {0, {0.04091, -0.05554, 0.06490, 0.000200, 6.667}, 18, 0.037, 50},
    {1, {0.02543, -0.06047, 0.05638, 0.000500, 3.333}, 16, 0.038, 20},
    {3, {0.05326, -0.03550, 0.03380, 0.002000, 2.000}, 12, 0.045, 10},
};
struct Farm {
  int generator;
  WindFarm farm;
};
constexpr Farm kFarms[] = {{2, {25, 9, 1.60}}, {4, {20, 10, 1.75}}};
constexpr int kSolarPlant = 5;

Vec thermalCost(const System& system, const Flow& flow) {
  Vec sum(0.0);
  for (const Thermal& t : kThermal) {
    const Vec p = flow.power[t.generator];
    sum += fuel(system.generators[t.generator], p) +
           simd::abs(Vec(t.ripple) * simd::sin(Vec(t.rippleRate) * (Vec(t.least) - p)));
  }
  return sum;
}

Vec aimed(const DispatchTask& task, Aim aim, const Flow& flow, const Totals& totals) {
  const System& system = *task.system;
  const int generators = isize(system.generators);
  const Vec perUnit(1.0 / system.baseMva);
  Vec sum(0.0);
  switch (aim) {
    case Aim::Cost:
      if (task.windSolar) return thermalCost(system, flow);
      for (int k = 0; k < generators; ++k) sum += fuel(system.generators[k], flow.power[k]);
      return sum;
    case Aim::Emission:
      if (task.windSolar) {
        for (const Thermal& t : kThermal) sum += emission(t.emission, flow.power[t.generator] * perUnit);
      } else {
        for (int k = 0; k < generators; ++k) {
          sum += emission(system.generators[k].emission, flow.power[k] * perUnit);
        }
      }
      return sum;
    case Aim::Loss:
      return totals.loss;
    case Aim::Deviation:
      return deviation(system, flow);
    case Aim::Stability:
      return flow.stabilityIndex();
  }
  return sum;
}

void constrain(const System& system, const Flow& flow, const Totals& totals, Vec (&out)[kConstraints]) {
  const int generators = isize(system.generators);
  out[0] = out[1] = Vec(0.0);
  for (int k = 0; k < generators; ++k) {
    const Generator& g = system.generators[k];
    out[0] += outside(flow.reactive[k], Vec(g.leastQ), Vec(g.mostQ)) / Vec(g.mostQ - g.leastQ);
  }
  for (const int i : system.loadBuses) {
    const Bus& bus = system.buses[i];
    out[1] += outside(simd::abs(flow.voltage[i]), Vec(bus.least), Vec(bus.most)) / Vec(bus.most - bus.least);
  }
  out[2] = totals.overload;
  const Generator& slack = system.generators[0];
  out[3] = outside(flow.power[0], Vec(slack.leastP), Vec(slack.mostP)) / Vec(slack.mostP - slack.leastP);
}

class Dispatch final : public Problem {
 public:
  Dispatch(std::vector<DispatchTask> tasks, std::int64_t budget, Sun sun) : rows_(std::move(tasks)), sun_(sun) {
    for (const DispatchTask& row : rows_) {
      TaskInfo task;
      task.name = row.name;
      task.dim = isize(row.lower);
      task.objectives = isize(row.aims);
      task.constraints = kConstraints;
      task.lower = row.lower;
      task.upper = row.upper;
      tasks_.push_back(std::move(task));
      if (row.windSolar && sun == Sun::Drawn) stochastic_ = true;
      if (row.windSolar && sun == Sun::Typical) typical_ = typicalSolar();
    }
    defaultBudget_ = budget;
  }

  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const override {
    const DispatchTask& row = rows_[task];
    for (int first = 0; first < x.rows; first += simd::kWidth) {
      const int count = std::min(simd::kWidth, x.rows - first);
      Workspace::Frame frame(ctx.workspace);
      Flow flow(*row.system, frame);
      set(row, Lanes(x, first), flow);
      solve(row, flow);
      const Totals totals = branchTotals(*row.system, flow);
      Vec violations[kConstraints];
      constrain(*row.system, flow, totals, violations);
      alignas(64) double lanes[simd::kWidth];
      for (int c = 0; c < kConstraints; ++c) {
        violations[c].store_aligned(lanes);
        for (int k = 0; k < count; ++k) constraints(first + k, c) = violation(lanes[k]);
      }
      for (int m = 0; m < objectives.cols; ++m) {
        aimed(row, row.aims[m], flow, totals).store_aligned(lanes);
        for (int k = 0; k < count; ++k) objectives(first + k, m) = lanes[k];
        if (row.windSolar && row.aims[m] == Aim::Cost) {
          for (int k = first; k < first + count; ++k) objectives(k, m) += renewableCost(x.row(k), k, ctx);
        }
      }
    }
  }

  [[nodiscard]] Reference reference(int task) const override {
    Reference ref;
    ref.hvReference = rows_[task].hvReference;
    return ref;
  }

 private:
  [[nodiscard]] double renewableCost(std::span<const double> x, int row, const EvalContext& ctx) const {
    double cost = 0.0;
    for (const Farm& f : kFarms) cost += windCost(f.farm, x[f.generator - 1]);
    if (sun_ == Sun::Typical) return cost + solarCost(typical_, x[kSolarPlant - 1]);
    Rng rng = ctx.noise(row);
    return cost + solarCost(drawSolar(rng), x[kSolarPlant - 1]);
  }

  std::vector<DispatchTask> rows_;
  Sun sun_;
  SolarHistogram typical_;
};

/// Indices in the data, which count from 1.
std::vector<int> fromOne(std::vector<int> numbers) {
  for (int& n : numbers) --n;
  return numbers;
}

void bound(DispatchTask& task, int count, double low, double high) {
  task.lower.insert(task.lower.end(), count, low);
  task.upper.insert(task.upper.end(), count, high);
}

constexpr double kLeastVoltage = 0.95;
constexpr double kMostVoltage = 1.1;
constexpr double kLeastRatio = 0.9;
constexpr double kMostRatio = 1.1;

}  // namespace

DispatchTask thermal30(std::vector<Aim> aims, std::vector<double> hvReference) {
  DispatchTask task{"IEEE 30", &ieee30(), std::move(aims), {20, 15, 10, 10, 12}, {80, 50, 35, 30, 40}};
  task.compensated = fromOne({10, 12, 15, 17, 20, 21, 23, 24, 29});
  task.transformers = fromOne({11, 12, 15, 36});
  bound(task, 6, kLeastVoltage, kMostVoltage);
  bound(task, 9, 0, 5);
  bound(task, 4, kLeastRatio, kMostRatio);
  task.hvReference = std::move(hvReference);
  return task;
}

DispatchTask thermal57(std::vector<Aim> aims, std::vector<double> hvReference) {
  DispatchTask task{"IEEE 57", &ieee57(), std::move(aims), {30, 40, 30, 100, 30, 100}, {100, 140, 100, 550, 100, 410}};
  task.compensated = fromOne({18, 25, 53});
  task.transformers = fromOne({19, 20, 31, 35, 36, 37, 41, 46, 54, 58, 59, 65, 66, 71, 73, 76, 80});
  bound(task, 7, kLeastVoltage, kMostVoltage);
  bound(task, 3, 0, 20);
  bound(task, 17, kLeastRatio, kMostRatio);
  task.hvReference = std::move(hvReference);
  return task;
}

DispatchTask windSolar30(std::vector<Aim> aims, std::vector<double> hvReference) {
  DispatchTask task{"IEEE 30 wind solar", &ieee30(), std::move(aims), {20, 0, 10, 0, 0}, {80, 75, 35, 60, 50}};
  task.windSolar = true;
  bound(task, 6, kLeastVoltage, kMostVoltage);
  task.hvReference = std::move(hvReference);
  return task;
}

std::shared_ptr<const Problem> makeProblem(std::vector<DispatchTask> tasks, std::int64_t budget, Sun sun) {
  return std::make_shared<Dispatch>(std::move(tasks), budget, sun);
}

FlowReport flowOf(const DispatchTask& task, std::span<const double> x) {
  Workspace workspace;
  Workspace::Frame frame(workspace);
  Flow flow(*task.system, frame);
  set(task, Lanes(ConstMatView(x.data(), 1, isize(x)), 0), flow);
  solve(task, flow);
  FlowReport report;
  const auto copy = [](std::span<const Vec> from, std::vector<double>& to) {
    for (const Vec& v : from) to.push_back(v.get(0));
  };
  copy(flow.voltage, report.voltage);
  copy(flow.angle, report.angle);
  copy(flow.injectedP, report.injectedP);
  copy(flow.injectedQ, report.injectedQ);
  copy(flow.reactive, report.reactive);
  report.slackPower = flow.power[0].get(0);
  report.loss = branchTotals(*task.system, flow).loss.get(0);
  return report;
}

}  // namespace tandem::prob::power
