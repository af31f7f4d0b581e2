// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/live_quality.h"
#include "tandem/matrix.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tandem::gui {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Mean over the objectives of largest minus smallest value of the feasible individuals.
double meanRange(const FrontRecord& front) {
  double sum = 0.0;
  const int objectives = front.objectives.cols();
  for (int m = 0; m < objectives; ++m) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (int i = 0; i < front.objectives.rows(); ++i) {
      if (front.cv[i] > 0.0) continue;
      low = std::min(low, front.objectives(i, m));
      high = std::max(high, front.objectives(i, m));
    }
    if (!(high >= low)) return kNaN;
    sum += high - low;
  }
  return sum / objectives;
}

}  // namespace

ProblemRecord recordOf(const BuiltProblem& built, const ProblemInfo& info) {
  ProblemRecord record;
  record.name = info.name;
  record.suite = info.suite;
  record.labels = info.labels;
  record.tasks = built.problem->tasks();
  for (int t = 0; t < built.problem->taskCount(); ++t) record.references.push_back(built.problem->reference(t));
  if (std::any_of(record.tasks.begin(), record.tasks.end(), [](const TaskInfo& t) { return t.objectives > 1; }))
    record.labels |= MultiObjective;
  record.budget = built.problem->defaultBudget();
  record.population = built.problem->defaultPopulation();
  record.instance = built.instance;
  record.checksum = built.checksum;
  return record;
}

LiveQuality::LiveQuality(std::shared_ptr<const Catalogue> catalogue, ProblemRecord problem)
    : catalogue_(std::move(catalogue)), problem_(std::move(problem)) {
  const auto all = [this](auto known) {
    return std::all_of(problem_.references.begin(), problem_.references.end(), known);
  };
  const bool fronts = all([](const Reference& r) { return !r.front.empty(); });
  const bool points = all([](const Reference& r) { return !r.hvReference.empty(); });
  if (!fronts && !points) return;
  metric_ = &catalogue_->metrics.find(fronts ? "IGD" : "HV-RefPoint");
  name_ = metric_->name;
}

std::vector<std::vector<double>> LiveQuality::compute(std::vector<FrontRecord> fronts, int checkpoints) const {
  const std::size_t tasks = problem_.tasks.size();
  const auto width = static_cast<std::size_t>(checkpoints);
  std::vector<std::vector<double>> values(tasks, std::vector<double>(width, kNaN));
  if (metric_ == nullptr) {
    for (std::size_t i = 0; i < fronts.size(); ++i) values[i / width][i % width] = meanRange(fronts[i]);
    return values;
  }
  CellData cell;
  cell.repetitions = 1;
  cell.tasks = static_cast<int>(tasks);
  cell.checkpoints = checkpoints;
  cell.status = {RunStatus::Finished};
  cell.seconds = {0.0};
  cell.message = {""};
  cell.evaluations.assign(width, 0);
  cell.taskEvaluations.assign(fronts.size(), 0);
  cell.objective.assign(fronts.size(), kNaN);
  cell.cv.assign(fronts.size(), 0.0);
  cell.fronts = std::move(fronts);
  cell.improvements.resize(tasks);
  const CellData* cells[] = {&cell};
  const MetricOutput out = computeMetric(*metric_, *metric_->make(), {.problem = problem_, .cells = cells});
  for (int t = 0; t < out.rows; ++t) {
    for (int k = 0; k < checkpoints; ++k) values[t][k] = out.at(0, 0, t, k);
  }
  return values;
}

std::vector<double> LiveQuality::of(std::span<const Population> populations) const {
  std::vector<FrontRecord> fronts(problem_.tasks.size());
  for (std::size_t t = 0; t < fronts.size(); ++t) {
    int size = 0;
    for (const Population& pop : populations)
      size += static_cast<int>(std::ranges::count(pop.taskColumn(), static_cast<int>(t)));
    const int objectives = problem_.tasks[t].objectives;
    FrontRecord& front = fronts[t];
    front.objectives = Matrix(size, objectives);
    for (const Population& pop : populations) {
      for (int i = 0; i < pop.size(); ++i) {
        if (pop.task(i) != static_cast<int>(t)) continue;
        const int row = isize(front.cv);
        for (int m = 0; m < objectives; ++m) front.objectives(row, m) = pop.obj(i, m);
        front.cv.push_back(pop.cv(i));
      }
    }
  }
  std::vector<double> values;
  for (const std::vector<double>& v : compute(std::move(fronts), 1)) values.push_back(v.front());
  return values;
}

std::vector<std::vector<double>> LiveQuality::of(const RunRecord& record) const {
  return compute(record.fronts, record.checkpoints);
}

}  // namespace tandem::gui
