// SPDX-License-Identifier: Apache-2.0
#include "store/info.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

#include "store/crc32.h"
#include "tandem/error.h"

namespace tandem::store {

namespace {

constexpr const char* kFormat = "tandem-experiment";
constexpr std::string_view kLean = ", lean";  // suffix of the precision of files that hold only what comparisons need
constexpr int kStackedSchema = 6;             // in which these are written
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t kMostProblems = 100000;
constexpr std::int64_t kMostAlgorithms = 10000;
constexpr std::int64_t kMostTasks = 100000;
constexpr std::int64_t kMostDim = 10'000'000;
constexpr std::int64_t kMost = std::int64_t{1} << 53;
constexpr const char* kTypeNames[] = {"real", "integer", "boolean", "choice", "text"};
constexpr int kTypes = 5;

/// Unambiguous byte stream of fields, for the checksum.
class Digest {
 public:
  std::uint32_t crc = 0;
  void add(const void* data, std::size_t size) { crc = crc32(crc, data, size); }
  void add(double v) { add(&v, sizeof v); }
  void add(std::int64_t v) { add(&v, sizeof v); }
  void add(const std::string& text) {
    add(static_cast<std::int64_t>(text.size()));
    add(text.data(), text.size());
  }
  void add(const std::vector<double>& values) {
    add(static_cast<std::int64_t>(values.size()));
    add(values.data(), values.size() * sizeof(double));
  }
  void add(const ParamValues& values) {
    for (const auto& [name, value] : values) {
      add(name);
      add(value);
    }
  }
};

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : "\n") + text;
  return all;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    found.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return found;
}

/// As sha1sum prints it.
std::string pluginLine(const PluginRecord& plugin) {
  return plugin.hash + "  " + plugin.name;
}

void writePlugin(const Node& node, const PluginRecord& plugin) {
  if (!plugin.name.empty()) node.setText("plugin", pluginLine(plugin));
}

PluginRecord readPlugin(const Node& node) {
  constexpr std::size_t kHash = 40;
  if (!node.hasAttribute("plugin")) return {};
  const std::string line = node.text("plugin");
  if (line.size() < kHash + 3 || line.substr(kHash, 2) != "  ") node.damaged("a plug-in in it has no name");
  return {line.substr(kHash + 2), line.substr(0, kHash)};
}

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

ProblemRecord readProblem(const Node& node) {
  ProblemRecord problem;
  problem.name = node.text("name");
  problem.suite = node.text("suite");
  problem.labels = static_cast<Labels>(node.integer("label_bits", 0, 0xffff));
  problem.budget = node.integer("budget", 0, kMost);
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

void writeAlgorithm(const Node& node, const AlgorithmRecord& algorithm, bool lean) {
  node.setText("name", algorithm.name);
  node.setText("alias", algorithm.alias);
  node.setText("twin", algorithm.twin);
  if (algorithm.budget > 0) node.setInt("budget", algorithm.budget);
  if (algorithm.population > 0) node.setInt("population", algorithm.population);
  writePlugin(node, algorithm.plugin);
  TextTable params{algorithm.params.size(), 7, {}};
  for (const ParamInfo& p : algorithm.params) {
    for (const std::string& cell : {p.name, std::string(kTypeNames[static_cast<int>(p.type)]), p.value,
                                    formatReal(p.min), formatReal(p.max), joined(p.options), p.doc}) {
      params.cells.push_back(cell);
    }
  }
  node.writeTable("parameters", params, "parameter, field",
                  "columns: name, type, value, minimum, maximum, options (a line each), meaning");
  if (lean) return;  // lean files have no traces, and there are many algorithms
  TextTable traces{algorithm.traces.size(), 5, {}};
  for (const TraceInfo& t : algorithm.traces) {
    for (const std::string& cell :
         {t.name, std::string(tracePerName(t.per)), formatReal(t.min), formatReal(t.max), t.doc}) {
      traces.cells.push_back(cell);
    }
  }
  node.writeTable("traces", traces, "trace, field", "columns: name, per (run, task, pair), minimum, maximum, meaning");
}

double parseReal(const Node& node, const std::string& text) {
  // Not strtod: it reads "0,5" if the user's locale has a decimal comma (Qt programs adopt it).
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    node.damaged("the range of a parameter is not a number");
  }
  return value;
}

AlgorithmRecord readAlgorithm(const Node& node) {
  AlgorithmRecord algorithm;
  algorithm.name = node.text("name");
  algorithm.alias = node.text("alias");
  algorithm.twin = node.text("twin");
  if (node.hasAttribute("budget")) algorithm.budget = node.integer("budget", 0, kMost);
  if (node.hasAttribute("population")) {
    algorithm.population = static_cast<int>(node.integer("population", 0, std::numeric_limits<int>::max()));
  }
  algorithm.plugin = readPlugin(node);
  const TextTable params = node.readTable("parameters", 7);
  for (std::size_t i = 0; i < params.rows; ++i) {
    const std::string* cell = &params.cells[7 * i];
    ParamInfo p;
    p.name = cell[0];
    int type = 0;
    while (type < kTypes && cell[1] != kTypeNames[type]) ++type;
    if (type == kTypes) node.damaged("'" + cell[1] + "' is not a type of a parameter");
    p.type = static_cast<ParamType>(type);
    p.value = cell[2];
    p.min = parseReal(node, cell[3]);
    p.max = parseReal(node, cell[4]);
    p.options = lines(cell[5]);
    p.doc = cell[6];
    algorithm.params.push_back(std::move(p));
  }
  if (node.hasChild("traces")) {
    const TextTable traces = node.readTable("traces", 5);
    for (std::size_t i = 0; i < traces.rows; ++i) {
      const std::string* cell = &traces.cells[5 * i];
      TraceInfo t;
      t.name = cell[0];
      bool known = false;
      for (const TracePer per : {TracePer::Run, TracePer::Task, TracePer::Pair}) {
        if (cell[1] != tracePerName(per)) continue;
        t.per = per;
        known = true;
      }
      if (!known) node.damaged("'" + cell[1] + "' is not what a trace can be of");
      t.min = parseReal(node, cell[2]);
      t.max = parseReal(node, cell[3]);
      t.doc = cell[4];
      algorithm.traces.push_back(std::move(t));
    }
  }
  return algorithm;
}

std::int64_t timesChecksum(const ExperimentInfo& info) {
  Digest d;
  for (const std::string* text : {&info.host, &info.started, &info.ended}) d.add(*text);
  if (!info.continued.empty()) d.add(info.continued);
  return d.crc;
}

}  // namespace

std::string indexName(std::size_t i) {
  return fmt::format("{:04d}", i);
}

int schemaFor(const ExperimentInfo& info) {
  const bool traced = std::ranges::any_of(info.algorithms, [](const AlgorithmRecord& a) { return !a.traces.empty(); });
  // Datasets of traces differ between algorithms and cannot be stacked.
  if (info.precision.ends_with(kLean) && !traced && !info.algorithms.empty()) return kStackedSchema;
  if (info.streams > 1) return kStackedSchema - 1;
  return info.start.empty() ? kStackedSchema - 3 : kStackedSchema - 2;
}

bool stacksRuns(const ExperimentInfo& info) {
  return info.schema >= kStackedSchema;
}

std::uint32_t infoChecksum(const ExperimentInfo& info) {
  Digest d;
  d.add(std::int64_t{info.schema});
  for (const std::string* text : {&info.version, &info.revision, &info.compiler, &info.flags, &info.specification}) {
    d.add(*text);
  }
  d.add(static_cast<std::int64_t>(info.seed));
  d.add(std::int64_t{info.repetitions});
  d.add(std::int64_t{info.checkpoints});
  d.add(std::int64_t{info.saveDecisions ? 1 : 0});
  for (const ProblemRecord& p : info.problems) {
    d.add(p.name);
    d.add(p.suite);
    d.add(static_cast<std::int64_t>(p.labels));
    d.add(p.params);
    d.add(p.budget);
    d.add(std::int64_t{p.population});
    d.add(std::string(instanceName(p.instance)));
    d.add(p.checksum);
    for (const TaskInfo& t : p.tasks) {
      d.add(t.name);
      for (const int n : {t.dim, t.objectives, t.constraints, t.bounded ? 1 : 0}) d.add(std::int64_t{n});
      d.add(t.lower);
      d.add(t.upper);
    }
    for (const Reference& r : p.references) {
      d.add(std::int64_t{r.hasOptimum ? 1 : 0});
      d.add(r.hasOptimum ? r.optimum : 0.0);
      d.add(r.optimumPoint);
      d.add(std::int64_t{r.front.rows()});
      d.add(r.front.values().data(), r.front.values().size_bytes());
      d.add(r.hvReference);
    }
  }
  for (const AlgorithmRecord& a : info.algorithms) {
    d.add(a.name);
    d.add(a.alias);
    d.add(a.twin);
    for (const ParamInfo& p : a.params) {
      d.add(p.name);
      d.add(p.value);
      d.add(p.min);
      d.add(p.max);
      d.add(joined(p.options));
      d.add(p.doc);
    }
  }
  if (info.schema > 1) {
    d.add(info.origin);
    d.add(info.precision);
  }
  if (!info.start.empty()) {
    d.add(info.startHash);
    for (const ProblemRecord& p : info.problems) {
      for (const Matrix& points : p.start) {
        d.add(std::int64_t{points.rows()});
        d.add(points.values().data(), points.values().size_bytes());
      }
    }
  }
  if (info.schema > 2) {
    for (const AlgorithmRecord& a : info.algorithms) {
      d.add(static_cast<std::int64_t>(a.traces.size()));
      for (const TraceInfo& t : a.traces) {
        d.add(t.name);
        d.add(std::string(tracePerName(t.per)));
        d.add(t.min);
        d.add(t.max);
        d.add(t.doc);
      }
    }
  }
  // Defaults add nothing, so that the checksums of files from before these existed do not change.
  if (info.streams > 1) d.add("streams " + std::to_string(info.streams));
  for (const ProblemRecord& p : info.problems) {
    if (!p.title.empty()) d.add("title " + p.title);
    if (!p.plugin.name.empty()) d.add(pluginLine(p.plugin));
  }
  for (const AlgorithmRecord& a : info.algorithms) {
    if (a.budget > 0) d.add(a.budget);
    if (a.population > 0) d.add(std::int64_t{a.population});
    if (!a.plugin.name.empty()) d.add(pluginLine(a.plugin));
  }
  return d.crc;
}

void writeInfo(const Node& root, const ExperimentInfo& info) {
  root.setText("format", kFormat);
  root.setInt("schema", info.schema);
  root.setText("tandem_version", info.version);
  root.setText("git_revision", info.revision);
  root.setText("compiler", info.compiler);
  root.setText("compiler_flags", info.flags);
  root.setText("host", info.host);
  root.setText("started", info.started);
  root.setText("ended", info.ended);
  if (!info.continued.empty()) root.setText("continued", info.continued);
  if (info.streams > 1) root.setInt("streams", info.streams);
  root.setUnsigned("seed", info.seed);
  root.setInt("repetitions", info.repetitions);
  root.setInt("checkpoints", info.checkpoints);
  root.setInt("save_decisions", info.saveDecisions ? 1 : 0);
  root.setText("specification", info.specification);
  if (info.schema > 1) {
    root.setText("origin", info.origin);
    root.setText("precision", info.precision);
  }
  if (!info.start.empty()) {
    root.setText("start", info.start);
    root.setText("start_hash", info.startHash);
  }
  std::vector<std::string> instances;
  for (const ProblemRecord& p : info.problems) {
    instances.push_back(p.name + ": " + instanceName(p.instance) + (p.checksum.empty() ? "" : " " + p.checksum));
  }
  root.setTexts("instances", instances);
  root.setInt("metadata_crc32", infoChecksum(info));
  root.setInt("times_crc32", timesChecksum(info));
  const Node problems = root.makeChild("problems");
  problems.setInt("count", static_cast<std::int64_t>(info.problems.size()));
  for (std::size_t i = 0; i < info.problems.size(); ++i) {
    writeProblem(problems.makeChild(indexName(i)), info.problems[i]);
  }
  const Node algorithms = root.makeChild("algorithms");
  algorithms.setInt("count", static_cast<std::int64_t>(info.algorithms.size()));
  for (std::size_t i = 0; i < info.algorithms.size(); ++i) {
    writeAlgorithm(algorithms.makeChild(indexName(i)), info.algorithms[i], stacksRuns(info));
  }
}

ExperimentInfo readInfo(const Node& root) {
  if (!root.hasAttribute("format") || !root.hasAttribute("schema") || root.text("format") != kFormat) {
    throw InputError("'" + root.path() + "' is an HDF5 file, but not a result file of Tandem.");
  }
  ExperimentInfo info;
  info.schema = static_cast<int>(root.integer("schema", 1, 1'000'000));
  if (info.schema > kSchema) {
    throw InputError("'" + root.path() + "' has schema version " + std::to_string(info.schema) +
                     ", this Tandem reads up to " + std::to_string(kSchema) + "; use a newer Tandem.");
  }
  info.version = root.text("tandem_version");
  info.revision = root.text("git_revision");
  info.compiler = root.text("compiler");
  info.flags = root.text("compiler_flags");
  info.host = root.text("host");
  info.started = root.text("started");
  info.ended = root.text("ended");
  if (root.hasAttribute("continued")) info.continued = root.text("continued");
  if (root.hasAttribute("streams")) info.streams = static_cast<int>(root.integer("streams", 1, 1'000'000));
  info.seed = root.unsignedInteger("seed");
  info.repetitions = static_cast<int>(root.integer("repetitions", 1, 10'000'000));
  info.checkpoints = static_cast<int>(root.integer("checkpoints", 1, 1'000'000));
  info.saveDecisions = root.integer("save_decisions", 0, 1) != 0;
  info.specification = root.text("specification");
  if (info.schema > 1) {
    info.origin = root.text("origin");
    info.precision = root.text("precision");
  }
  if (root.hasAttribute("start")) {
    info.start = root.text("start");
    info.startHash = root.text("start_hash");
  }
  const Node problems = root.child("problems");
  const std::int64_t problemCount = problems.integer("count", 0, kMostProblems);
  for (std::int64_t i = 0; i < problemCount; ++i) {
    info.problems.push_back(readProblem(problems.child(indexName(static_cast<std::size_t>(i)))));
  }
  const Node algorithms = root.child("algorithms");
  const std::int64_t algorithmCount = algorithms.integer("count", 0, kMostAlgorithms);
  for (std::int64_t i = 0; i < algorithmCount; ++i) {
    info.algorithms.push_back(readAlgorithm(algorithms.child(indexName(static_cast<std::size_t>(i)))));
  }
  if (root.integer("metadata_crc32", 0, 0xffffffffLL) != infoChecksum(info) ||
      root.integer("times_crc32", 0, 0xffffffffLL) != timesChecksum(info)) {
    root.damaged("the description of the experiment does not match its checksum");
  }
  return info;
}

}  // namespace tandem::store
