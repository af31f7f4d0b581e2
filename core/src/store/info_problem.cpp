// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "store/info_parts.h"
#include "tandem/error.h"

namespace tandem::store {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t kMostTasks = 100000;
constexpr std::int64_t kMostDim = 10'000'000;

/// Rows of different lengths as one table, padded with NaN.
void writePadded(const Node& node, const char* name, const char* dimensions, const char* doc,
                 const std::vector<const std::vector<double>*>& rows, std::size_t width) {
  Column<double> column(node, name, dimensions, doc, {width});
  for (const std::vector<double>* row : rows) {
    std::vector<double> values = *row;
    values.resize(width, kNan);
    column.append(values);
  }
  column.finish();
}

void writeStart(const Node& node, const ProblemRecord& problem, std::size_t maxDim) {
  if (problem.start.empty()) return;
  Column<double> points(node, "start_points", "point, variable",
                        "initial individuals of all tasks in real units, stacked, padded with NaN", {maxDim});
  Column<std::int64_t> index(node, "start_index", "task, (first row, rows)",
                             "where the points of a task lie in start_points", {2});
  for (const Matrix& given : problem.start) {
    index.append(std::vector<std::int64_t>{points.rows(), given.rows()});
    for (int i = 0; i < given.rows(); ++i) {
      std::vector<double> row(given.row(i).begin(), given.row(i).end());
      row.resize(maxDim, kNan);
      points.append(row);
    }
  }
  points.finish();
  index.finish();
}

}  // namespace

void writeProblem(const Node& node, const ProblemRecord& problem) {
  node.setText("name", problem.name);
  node.setText("suite", problem.suite);
  node.setTexts("labels", labelNames(problem.labels));
  node.setInt("label_bits", static_cast<std::int64_t>(problem.labels));
  node.setInt("budget", problem.budget);
  node.setInt("population", problem.population);
  node.setText("instance", instanceName(problem.instance));
  node.setText("checksum", problem.checksum);
  if (!problem.title.empty()) node.setText("title", problem.title);
  writePlugin(node, problem.plugin);
  TextTable params{problem.params.size(), 2, {}};
  for (const auto& [name, value] : problem.params) {
    params.cells.push_back(name);
    params.cells.push_back(value);
  }
  node.writeTable("parameters", params, "parameter, field",
                  "parameters that differ from the defaults; columns: name, value");

  std::vector<std::string> names;
  std::vector<std::int64_t> dims, objectives, constraints, bounded;
  std::vector<double> optima;
  std::vector<const std::vector<double>*> lower, upper, points, hv;
  std::size_t maxDim = 0;
  std::size_t maxObjectives = 0;
  for (const TaskInfo& task : problem.tasks) {
    names.push_back(task.name);
    dims.push_back(task.dim);
    objectives.push_back(task.objectives);
    constraints.push_back(task.constraints);
    bounded.push_back(task.bounded ? 1 : 0);
    lower.push_back(&task.lower);
    upper.push_back(&task.upper);
    maxDim = std::max(maxDim, static_cast<std::size_t>(task.dim));
    maxObjectives = std::max(maxObjectives, static_cast<std::size_t>(task.objectives));
  }
  writeStart(node, problem, maxDim);
  bool anyPoint = false;
  bool anyHv = false;
  bool anyFront = false;
  for (const Reference& reference : problem.references) {
    optima.push_back(reference.hasOptimum ? reference.optimum : kNan);
    points.push_back(&reference.optimumPoint);
    hv.push_back(&reference.hvReference);
    anyPoint = anyPoint || !reference.optimumPoint.empty();
    anyHv = anyHv || !reference.hvReference.empty();
    anyFront = anyFront || !reference.front.empty();
  }
  node.setTexts("task_names", names);
  node.setInts("dimensions", dims);
  node.setInts("objectives", objectives);
  node.setInts("constraints", constraints);
  node.setInts("bounded", bounded);
  node.setReals("optima", optima);
  writePadded(node, "lower", "task, variable", "lower bounds, padded with NaN", lower, maxDim);
  writePadded(node, "upper", "task, variable", "upper bounds, padded with NaN", upper, maxDim);
  if (anyPoint) {
    writePadded(node, "optimum_points", "task, variable", "best known points, NaN where unknown", points, maxDim);
  }
  if (anyHv) {
    writePadded(node, "hv_references", "task, objective", "hypervolume reference points, NaN where undefined", hv,
                maxObjectives);
  }
  if (!anyFront) return;
  Column<double> fronts(node, "reference_fronts", "point, objective", "Pareto front samples of all tasks, stacked",
                        {maxObjectives});
  Column<std::int64_t> index(node, "reference_fronts_index", "task, (first row, rows)",
                             "where the front of a task lies in reference_fronts", {2});
  for (const Reference& reference : problem.references) {
    index.append(std::vector<std::int64_t>{fronts.rows(), reference.front.rows()});
    for (int i = 0; i < reference.front.rows(); ++i) {
      std::vector<double> row(reference.front.row(i).begin(), reference.front.row(i).end());
      row.resize(maxObjectives, kNan);
      fronts.append(row);
    }
  }
  fronts.finish();
  index.finish();
}

namespace {

/// The first `size` values of row r of a padded table.
std::vector<double> rowOf(const std::vector<double>& table, std::size_t r, std::size_t width, int size) {
  const auto first = table.begin() + static_cast<std::ptrdiff_t>(r * width);
  return {first, first + size};
}

/// (first row, number of rows) of item i of an index of stacked rows, `all` being the total; at most 2^24.
std::pair<std::int64_t, int> rowsOf(const Node& node, const std::vector<std::int64_t>& index, std::size_t i,
                                    std::size_t all, const char* what) {
  const std::int64_t first = index[2 * i];
  const std::int64_t rows = index[2 * i + 1];
  const auto there = static_cast<std::int64_t>(all);
  if (first < 0 || rows < 0 || first > there || rows > there - first || rows > (1 << 24)) {
    node.damaged(fmt::format("the index of the {} leads outside", what));
  }
  return {first, static_cast<int>(rows)};
}

void readReferences(const Node& node, ProblemRecord& problem, std::size_t maxDim, std::size_t maxObjectives) {
  const std::size_t tasks = problem.tasks.size();
  problem.references.resize(tasks);
  const std::vector<double> optima = node.reals("optima", tasks);
  std::vector<double> points, hv;
  if (node.hasChild("optimum_points")) points = node.readRows<double>("optimum_points", {maxDim}, 0, tasks);
  if (node.hasChild("hv_references")) hv = node.readRows<double>("hv_references", {maxObjectives}, 0, tasks);
  std::vector<double> fronts;
  std::vector<std::int64_t> index;
  std::size_t frontRows = 0;
  if (node.hasChild("reference_fronts")) {
    frontRows = node.rowCount("reference_fronts");
    fronts = node.readRows<double>("reference_fronts", {maxObjectives}, 0, frontRows);
    index = node.readRows<std::int64_t>("reference_fronts_index", {2}, 0, tasks);
  }
  for (std::size_t t = 0; t < tasks; ++t) {
    Reference& reference = problem.references[t];
    const TaskInfo& task = problem.tasks[t];
    reference.hasOptimum = !std::isnan(optima[t]);
    reference.optimum = reference.hasOptimum ? optima[t] : 0.0;
    if (!points.empty() && task.dim > 0 && !std::isnan(points[t * maxDim])) {
      reference.optimumPoint = rowOf(points, t, maxDim, task.dim);
    }
    if (!hv.empty() && !std::isnan(hv[t * maxObjectives])) {
      reference.hvReference = rowOf(hv, t, maxObjectives, task.objectives);
    }
    if (index.empty()) continue;
    const auto [first, rows] = rowsOf(node, index, t, frontRows, "reference fronts");
    if (rows == 0) continue;
    reference.front = Matrix(rows, task.objectives);
    for (int i = 0; i < reference.front.rows(); ++i) {
      const double* row = fronts.data() + static_cast<std::size_t>(first + i) * maxObjectives;
      std::copy(row, row + task.objectives, reference.front.row(i).begin());
    }
  }
}

void readStart(const Node& node, ProblemRecord& problem, std::size_t maxDim) {
  if (!node.hasChild("start_points")) return;
  const std::size_t count = node.rowCount("start_points");
  const std::vector<double> points = node.readRows<double>("start_points", {maxDim}, 0, count);
  const auto index = node.readRows<std::int64_t>("start_index", {2}, 0, problem.tasks.size());
  for (std::size_t t = 0; t < problem.tasks.size(); ++t) {
    const auto [first, rows] = rowsOf(node, index, t, count, "initial individuals");
    const int dim = problem.tasks[t].dim;
    Matrix& given = problem.start.emplace_back(rows, dim);
    for (int i = 0; i < rows; ++i) {
      const double* row = points.data() + static_cast<std::size_t>(first + i) * maxDim;
      std::copy(row, row + dim, given.row(i).begin());
    }
    if (!std::ranges::all_of(given.values(), [](double v) { return std::isfinite(v); })) {
      node.damaged("an initial individual is not finite");
    }
  }
}

}  // namespace

ProblemRecord readProblem(const Node& node) {
  ProblemRecord problem;
  problem.name = node.text("name");
  problem.suite = node.text("suite");
  problem.labels = static_cast<Labels>(node.integer("label_bits", 0, 0xffff));
  problem.budget = node.integer("budget", 0, kMostCounted);
  problem.population = static_cast<int>(node.integer("population", 0, std::numeric_limits<int>::max()));
  problem.instance = Instance::Synthetic;
  for (const Instance i : {Instance::Official, Instance::Unknown}) {
    if (node.text("instance") == instanceName(i)) problem.instance = i;
  }
  problem.checksum = node.text("checksum");
  if (node.hasAttribute("title")) problem.title = node.text("title");
  problem.plugin = readPlugin(node);
  const TextTable params = node.readTable("parameters", 2);
  for (std::size_t i = 0; i < params.rows; ++i) problem.params[params.cells[2 * i]] = params.cells[2 * i + 1];

  const std::vector<std::string> names = node.texts("task_names");
  const std::size_t tasks = names.size();
  if (tasks == 0 || tasks > static_cast<std::size_t>(kMostTasks)) node.damaged("'" + problem.name + "' has no tasks");
  const auto dims = node.integers("dimensions", tasks);
  const auto objectives = node.integers("objectives", tasks);
  const auto constraints = node.integers("constraints", tasks);
  const auto bounded = node.integers("bounded", tasks);
  std::size_t maxDim = 0;
  std::size_t maxObjectives = 0;
  for (std::size_t t = 0; t < tasks; ++t) {
    if (dims[t] < 0 || dims[t] > kMostDim || objectives[t] < 1 || objectives[t] > 1000 || constraints[t] < 0 ||
        constraints[t] > kMostDim) {
      node.damaged("the sizes of a task of '" + problem.name + "' are impossible");
    }
    maxDim = std::max(maxDim, static_cast<std::size_t>(dims[t]));
    maxObjectives = std::max(maxObjectives, static_cast<std::size_t>(objectives[t]));
  }
  const auto lower = node.readRows<double>("lower", {maxDim}, 0, tasks);
  const auto upper = node.readRows<double>("upper", {maxDim}, 0, tasks);
  for (std::size_t t = 0; t < tasks; ++t) {
    TaskInfo task;
    task.name = names[t];
    task.dim = static_cast<int>(dims[t]);
    task.objectives = static_cast<int>(objectives[t]);
    task.constraints = static_cast<int>(constraints[t]);
    task.bounded = bounded[t] != 0;
    task.lower = rowOf(lower, t, maxDim, task.dim);
    task.upper = rowOf(upper, t, maxDim, task.dim);
    problem.tasks.push_back(std::move(task));
  }
  readReferences(node, problem, maxDim, maxObjectives);
  readStart(node, problem, maxDim);
  return problem;
}

}  // namespace tandem::store
