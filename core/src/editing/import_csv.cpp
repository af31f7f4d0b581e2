// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "base/csv_lines.h"
#include "editing/import_problem.h"
#include "editing/import_support.h"
#include "editing/rewrite.h"
#include "tandem/editing/import.h"
#include "tandem/error.h"
#include "tandem/numbers.h"
#include "tandem/registry.h"
#include "tandem/specification/task_labels.h"
#include "tandem/unicode.h"

namespace tandem {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinite = std::numeric_limits<double>::infinity();
constexpr std::int64_t kMostTasks = 100'000;
constexpr std::int64_t kMostRepetitions = 1'000'000;
constexpr std::int64_t kMostCheckpoints = 100'000;
constexpr double kMostValues = 2e9;
constexpr double kMostMerged = 1e8;  // values at the counts of all runs together

using csv::Field;

struct Value {
  double objective = 0.0;
  double cv = 0.0;
  bool operator==(const Value&) const = default;  // none is NaN
};
using Series = std::map<std::int64_t, Value>;  // by evaluations

/// Rows of one run.
struct Run {
  int line = 0;                 // of its first row
  std::map<int, Series> tasks;  // from 0
};

class Table {
 public:
  std::vector<std::string> problems, algorithms;  // in order of appearance
  std::map<std::tuple<int, int, int>, Run> runs;  // by problem, algorithm, repetition from 0
  std::vector<int> tasks;                         // per problem
  std::vector<std::int64_t> budgets;              // per problem: the largest count
  std::vector<char> constrained;                  // per problem: whether a violation above 0 occurred
  int repetitions = 0;
  bool violations = false;  // whether there is a column of them

  Table(const std::string& source, std::string_view text) : lines_(source, text) {
    std::vector<Field> fields;
    while (lines_.next(fields)) readLine(fields);
    if (columns_.empty()) throw InputError(fmt::format("'{}' is empty; its first line names the columns.", source));
    if (runs.empty()) throw InputError(fmt::format("'{}' has names of columns but no rows.", source));
    for (const auto& [key, run] : runs) {
      const auto& [p, a, r] = key;
      for (int t = 0; t < tasks[p]; ++t) {
        if (run.tasks.contains(t)) continue;
        lines_.failAt(run.line, 1,
                      fmt::format("'{}' on '{}', repetition {}, has no row of task {}, but the problem has {} tasks",
                                  algorithms[a], problems[p], r + 1, t + 1, tasks[p]));
      }
    }
  }

 private:
  [[noreturn]] void fail(int column, const std::string& sentence) const { lines_.fail(column, sentence); }

  void readLine(const std::vector<Field>& fields) {
    if (columns_.empty()) {
      readNames(fields);
      return;
    }
    if (isize(fields) != width_) {
      fail(fields[std::min(isize(fields), width_ + 1) - 1].column,
           fmt::format("there are {} values, but {} columns", fields.size(), width_));
    }
    readRow(fields);
  }

  void readNames(const std::vector<Field>& fields) {
    width_ = isize(fields);
    for (int i = 0; i < width_; ++i) {
      std::string name = normalName(fields[i].text);
      if (name == "objective") name = "value";
      if (name == "checkpoint") continue;  // in our own tables: implied by the counts
      if (!kNames.contains(name)) {
        fail(fields[i].column, fmt::format("there is no column '{}'; there are problem, task, algorithm, repetition, "
                                           "evaluations, value and cv",
                                           fields[i].text));
      }
      if (!columns_.emplace(name, i).second)
        fail(fields[i].column, fmt::format("the column '{}' is there twice", name));
    }
    for (const std::string& name : kNames) {
      if (name != "cv" && !columns_.contains(name)) fail(1, fmt::format("the column '{}' is missing", name));
    }
    violations = columns_.contains("cv");
  }

  [[nodiscard]] const Field& field(const std::vector<Field>& fields, const char* name) const {
    return fields[columns_.at(name)];
  }
  [[nodiscard]] std::int64_t whole(const Field& field, const char* what, std::int64_t low, std::int64_t high) const {
    std::int64_t value = 0;
    const char* last = field.text.data() + field.text.size();
    const auto [end, error] = std::from_chars(field.text.data(), last, value);
    if (field.text.empty() || error != std::errc{} || end != last || value < low || value > high) {
      fail(field.column,
           fmt::format("'{}' is not a {}: a whole number from {} to {} is expected", field.text, what, low, high));
    }
    return value;
  }
  /// Infinite values and violations are recorded, and exported, where nothing better was ever found.
  [[nodiscard]] double number(const Field& field, const char* what) const {
    const std::optional<double> value = csv::numberOf(field.text);
    if (!value || std::isnan(*value) || *value == -kInfinite) {
      fail(field.column,
           fmt::format("'{}' is not a {}: a finite number is expected, or Inf for the worst", field.text, what));
    }
    return *value;
  }
  [[nodiscard]] int named(const Field& field, const char* what, std::vector<std::string>& names) const {
    if (const std::string why = whyNoName(field.text); !why.empty()) {
      fail(field.column, fmt::format("there is no usable name of {}: {}", what, why));
    }
    const auto known = std::ranges::find(names, field.text);
    if (known != names.end()) return static_cast<int>(known - names.begin());
    names.push_back(field.text);
    return isize(names) - 1;
  }

  void readRow(const std::vector<Field>& fields) {
    const int p = named(field(fields, "problem"), "a problem", problems);
    const int a = named(field(fields, "algorithm"), "an algorithm", algorithms);
    const auto t = static_cast<int>(whole(field(fields, "task"), "task", 1, kMostTasks) - 1);
    const auto r = static_cast<int>(whole(field(fields, "repetition"), "repetition", 1, kMostRepetitions) - 1);
    const Field& counted = field(fields, "evaluations");
    const std::int64_t evaluations = whole(counted, "number of evaluations", 1, 1'000'000'000'000'000);
    Value value{number(field(fields, "value"), "value"), 0.0};
    if (violations) value.cv = number(field(fields, "cv"), "constraint violation");
    if (value.cv < 0.0) fail(field(fields, "cv").column, "a constraint violation is not negative");
    tasks.resize(problems.size(), 0);
    budgets.resize(problems.size(), 0);
    constrained.resize(problems.size(), 0);
    tasks[p] = std::max(tasks[p], t + 1);
    budgets[p] = std::max(budgets[p], evaluations);
    if (value.cv > 0.0) constrained[p] = 1;
    repetitions = std::max(repetitions, r + 1);
    Run& run = runs[{p, a, r}];
    if (run.line == 0) run.line = lines_.line();
    // Checkpoints closer together than generations repeat a row, in Tandem's own exports too.
    if (const auto [at, first] = run.tasks[t].emplace(evaluations, value); !first && at->second != value) {
      fail(counted.column, fmt::format("'{}' on '{}', task {}, repetition {}, has a row for {} evaluations already",
                                       algorithms[a], problems[p], t + 1, r + 1, evaluations));
    }
  }

  inline static const std::set<std::string> kNames{"problem",     "task",  "algorithm", "repetition",
                                                   "evaluations", "value", "cv"};
  csv::Lines lines_;
  int width_ = 0;
  std::map<std::string, int> columns_;
};

/// Counts at which a run has rows, for any of its tasks.
std::vector<std::int64_t> countsOf(const Run& run) {
  std::set<std::int64_t> counts;
  for (const auto& [task, series] : run.tasks) {
    for (const auto& [evaluations, value] : series) counts.insert(evaluations);
  }
  return {counts.begin(), counts.end()};
}

/// Registry name, suite, labels, parameters and tasks if the catalogue knows the same problem by that name.
ProblemRecord describe(const Table& table, int problem, const Catalogue& catalogue, const std::string& file,
                       std::vector<std::string>& notes, std::vector<std::string>& assumed) {
  ProblemRecord p;
  p.name = table.problems[problem];
  const int tasks = table.tasks[problem];
  p.labels = SingleObjective | labelOfTasks(tasks) | (table.constrained[problem] != 0 ? Constrained : Unconstrained);
  p.budget = table.budgets[problem];
  p.instance = Instance::Unknown;
  for (int t = 0; t < tasks; ++t) {
    p.tasks.push_back({.name = fmt::format("T{}", t + 1), .dim = 1, .lower = {kNan}, .upper = {kNan}});
  }
  p.references.resize(p.tasks.size());
  const edit::NamedProblem named = edit::problemNamed(p.name, catalogue);
  const auto noteUnknown = [&, name = p.name] {
    notes.push_back(fmt::format("How many variables '{}' has is unknown; the file says 1.{}{}", name,
                                named.why.empty() ? "" : " ", named.why));
  };
  if (named.known == nullptr) {
    noteUnknown();
    return p;
  }
  const ProblemInfo& known = *named.known;
  if ((known.labels & MultiObjective) != 0) {
    throw InputError(fmt::format(
        "'{}' has values of '{}', which has several objectives: one value cannot be its result; leave it out.", file,
        known.name));
  }
  if ((known.labels & Constrained) != 0 && !table.violations) {
    notes.push_back(
        fmt::format("'{}' has constraints, but there is no column cv: all its values count as feasible.", known.name));
  }
  if (!edit::takeProblem(p, named, tasks, file)) noteUnknown();
  if (named.assumed) assumed.push_back(known.name);
  return p;
}

/// Counts of evaluations at which the runs of a problem are recorded. Where the counts of the runs differ (a
/// row for every improvement, say), each gets those of all: what was known at each is in one of its rows. Too many are
/// thinned.
struct Grid {
  std::vector<std::int64_t> counts;  ///< empty: each run has its own, as many as checkpoints
  bool thinned = false;
};

std::vector<Grid> gridsOf(const Table& table, int rows) {
  std::vector<std::set<std::int64_t>> all(table.problems.size());
  std::vector<char> uneven(table.problems.size(), 0);
  for (const auto& [key, run] : table.runs) {
    const std::vector<std::int64_t> counts = countsOf(run);
    all[std::get<0>(key)].insert(counts.begin(), counts.end());
    if (isize(counts) != rows) uneven[std::get<0>(key)] = 1;
  }
  std::vector<Grid> grids(table.problems.size());
  for (int p = 0; p < isize(grids); ++p) {
    if (uneven[p] == 0) continue;
    const double values = ratio(isize(all[p]), 1) * table.tasks[p] * table.repetitions * isize(table.algorithms);
    if (isize(all[p]) <= kMostCheckpoints && values <= kMostMerged) {
      grids[p].counts.assign(all[p].begin(), all[p].end());
      continue;
    }
    grids[p].thinned = true;
    const double step = ratio(table.budgets[p], rows);
    for (int k = 1; k < rows; ++k) grids[p].counts.push_back(static_cast<std::int64_t>(step * k));
    grids[p].counts.push_back(table.budgets[p]);
  }
  return grids;
}

RunRecord recordOf(const Run& run, const Grid& grid, int tasks, int checkpoints) {
  RunRecord record;
  record.status = RunStatus::Finished;
  record.seconds = kNan;
  record.tasks = tasks;
  record.checkpoints = checkpoints;
  record.nonFinite = kUnknownCount;
  record.generations = kUnknownCount;
  record.improvements.resize(static_cast<std::size_t>(tasks));
  record.ledger.assign(static_cast<std::size_t>(tasks * kLedgerPurposes), kUnknownCount);
  record.taskEvaluations.assign(static_cast<std::size_t>(tasks) * static_cast<std::size_t>(checkpoints), kUnknownCount);
  const std::vector<std::int64_t> own = countsOf(run);
  std::vector<std::int64_t> counts = grid.counts.empty() ? own : grid.counts;
  counts.resize(static_cast<std::size_t>(checkpoints), counts.back());
  for (const auto& [task, series] : run.tasks) {
    for (const std::int64_t count : counts) {
      const auto after = series.upper_bound(count);
      const Value value = after == series.begin() ? Value{kNan, kNan} : std::prev(after)->second;
      record.objective.push_back(value.objective);
      record.cv.push_back(value.cv);
    }
  }
  // Nothing is known of a run after its last row, not even that it went on.
  for (std::int64_t& count : counts) count = std::min(count, own.back());
  record.evaluations = counts;
  if (tasks == 1) record.taskEvaluations = counts;  // the counts are of all tasks together
  return record;
}

/// Series that get worse do not hold the best so far.
int rising(const Table& table) {
  int found = 0;
  for (const auto& [key, run] : table.runs) {
    for (const auto& [task, series] : run.tasks) {
      const auto worse = [](const auto& a, const auto& b) {
        return a.second.cv < b.second.cv || (a.second.cv == b.second.cv && a.second.objective < b.second.objective);
      };
      if (std::adjacent_find(series.begin(), series.end(), worse) != series.end()) ++found;
    }
  }
  return found;
}

}  // namespace

ImportOutcome importCsv(const std::string& csvFile, const std::string& output, const Catalogue& catalogue) {
  edit::refuseExisting(output);
  const Table table(csvFile, edit::readImported(csvFile));
  ImportOutcome outcome;
  ExperimentInfo info;
  info.origin = std::filesystem::path(csvFile).filename().string();
  info.repetitions = table.repetitions;
  info.checkpoints = 0;
  for (const auto& [key, run] : table.runs) info.checkpoints = std::max(info.checkpoints, isize(countsOf(run)));
  const std::vector<Grid> grids = gridsOf(table, info.checkpoints);
  for (const Grid& grid : grids) info.checkpoints = std::max(info.checkpoints, isize(grid.counts));
  double cells = 0.0;
  for (const int tasks : table.tasks) cells += tasks;
  const double values = cells * info.checkpoints * info.repetitions * isize(table.algorithms);
  if (info.checkpoints > kMostCheckpoints || values > kMostValues) {
    throw InputError(fmt::format("'{}' would make {:.3g} values ({} checkpoints); thin it out or import it in parts.",
                                 csvFile, values, info.checkpoints));
  }
  std::set<std::string> taken;
  std::vector<std::string> assumed;  // names of problems with parameters, without these
  for (int p = 0; p < isize(table.problems); ++p) {
    info.problems.push_back(describe(table, p, catalogue, csvFile, outcome.notes, assumed));
    const std::string key = problemKey(info.problems.back().name, info.problems.back().params);
    if (!taken.insert(normalName(key)).second) {
      throw InputError(fmt::format("'{}' has two names for the problem '{}'; use one.", csvFile, table.problems[p]));
    }
  }
  if (!assumed.empty()) {
    const std::string others = assumed.size() == 1 ? "" : fmt::format(" and {} more", assumed.size() - 1);
    outcome.notes.push_back(
        fmt::format("'{}'{} {} taken with default parameters; others are given with the name, as in '{}:NAME=VALUE'.",
                    assumed[0], others, assumed.size() == 1 ? "is" : "are", assumed[0]));
  }
  for (const std::string& name : table.algorithms) {
    AlgorithmRecord& a = info.algorithms.emplace_back();
    a.name = a.alias = name;
    if (!catalogue.algorithms.contains(name)) continue;
    a.name = catalogue.algorithms.find(name).name;
    a.twin = catalogue.algorithms.find(name).twin;
  }
  edit::describeImported(info);
  edit::writeResults(output, info, [&](int problem, int algorithm, int first, int count) {
    std::vector<RunRecord> runs;
    for (int r = first; r < first + count; ++r) {
      const auto found = table.runs.find({problem, algorithm, r});
      RunRecord& run = runs.emplace_back();
      if (found != table.runs.end()) {
        run = recordOf(found->second, grids[problem], table.tasks[problem], info.checkpoints);
      }
      run.problem = problem;
      run.algorithm = algorithm;
      run.repetition = r;
      ++(found == table.runs.end() ? outcome.missing : outcome.runs);
    }
    return runs;
  });
  if (std::ranges::any_of(grids, [](const Grid& grid) { return !grid.counts.empty(); })) {
    outcome.notes.push_back(fmt::format(
        "Runs have rows at different evaluations; they were brought to {} checkpoints, {}, each taking the row "
        "that was current.",
        info.checkpoints,
        std::ranges::any_of(grids, &Grid::thinned) ? "some of them at equal shares of the budget"
                                                   : "those of all runs of the problem"));
  }
  if (const int series = rising(table); series > 0) {
    outcome.notes.push_back(
        series == 1 ? std::string("1 series of a run and task gets worse at some row: it is not of the best so far.")
                    : fmt::format("{} series of a run and task get worse at some row: they are not of the best so far.",
                                  series));
  }
  return outcome;
}

}  // namespace tandem
