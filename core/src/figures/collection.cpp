// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/collection.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <sstream>

#include "tandem/error.h"
#include "tandem/numbers.h"
#include "tandem/registry.h"

namespace tandem::figures {
namespace {

constexpr int kMostListedTasks = 50;

/// Quantities that are names, of each task, and of the run as a whole.
const std::vector<std::string> kNames = {"algorithm", "method", "problem"};
const std::vector<std::string> kOfTasks = {"value", "objective", "violation", "task-evaluations"};
const std::vector<std::string> kOfRuns = {"evaluations", "seconds",    "transfers", "transfers-survived",
                                          "budget",      "population", "tasks",     "dimensions"};

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

/// Whether the whole text is a number, and which.
bool isNumber(const std::string& text, double& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

/// Numbers if all texts are numbers, else names; an empty text means no value.
Quantity ofTexts(const std::string& name, const std::vector<std::string>& texts) {
  Quantity q{.name = name, .label = name, .values = {}, .categories = {}};
  const bool numbers = std::ranges::all_of(texts, [](const std::string& t) {
    double v = 0.0;
    return t.empty() || isNumber(t, v);
  });
  for (const std::string& text : texts) {
    double v = kNone;
    if (text.empty()) {
    } else if (numbers) {
      static_cast<void>(isNumber(text, v));
    } else {
      const auto at = std::ranges::find(q.categories, text);
      v = static_cast<double>(at - q.categories.begin());
      if (at == q.categories.end()) q.categories.push_back(text);
    }
    q.values.push_back(v);
  }
  return q;
}

/// Offspring with other tasks' knowledge.
double transfersOf(const CellData& cell, int rep, std::int64_t TransferCounts::*count) {
  if (!cell.transferReported || rep >= isize(cell.transfer)) return kNone;
  std::int64_t sum = 0;
  for (const TransferRow& row : cell.transfer[rep]) sum += row.donor != row.receiver ? row.counts.*count : 0;
  return static_cast<double>(sum);
}

/// Of the algorithm, else of the problem; empty: neither has one of that name.
std::string parameterText(const ProblemRuns& runs, int algorithm, const std::string& name) {
  if (algorithm < isize(runs.records)) {
    for (const ParamInfo& param : runs.records[algorithm].params) {
      if (param.name == name) return param.value;
    }
  }
  const auto at = runs.problem.params.find(name);
  return at != runs.problem.params.end() ? at->second : std::string();
}

/// Whether any two of them have different values.
bool varies(const std::vector<ProblemRuns>& all, const std::string& name) {
  std::set<std::string> texts;
  for (const ProblemRuns& runs : all) {
    for (int a = 0; a < isize(runs.cells); ++a) texts.insert(parameterText(runs, a, name));
  }
  return texts.size() > 1;
}

struct Comparison {
  std::string name, sign, than;
};

/// Reads "seconds<=2"; `at` is the first character of the sign.
Comparison comparisonIn(const std::string& word, std::size_t at) {
  const bool two = at + 1 < word.size() && word[at + 1] == '=';
  return {word.substr(0, at), word.substr(at, two ? 2 : 1), word.substr(at + (two ? 2 : 1))};
}

/// The runs for which the comparison holds.
std::vector<bool> holds(const Comparison& c, const Quantity& q) {
  std::vector<bool> yes;
  if (!q.categories.empty()) {
    if (c.sign != "=" && c.sign != "==") {
      throw InputError("'" + c.name + "' is a name, which can only be compared with '=': " + c.name + "=" +
                       q.categories.front() + '.');
    }
    for (const double v : q.values) {
      yes.push_back(!std::isnan(v) && lower(q.categories[nearest(v)]) == lower(c.than));
    }
    return yes;
  }
  double w = 0.0;
  if (!isNumber(c.than, w)) {
    throw InputError("'" + c.name + c.sign + c.than + "' should compare with a number, for example " + c.name + c.sign +
                     "1.");
  }
  for (const double v : q.values) {  // false for NaN
    yes.push_back(c.sign == "<"    ? v < w
                  : c.sign == ">"  ? v > w
                  : c.sign == "<=" ? v <= w
                  : c.sign == ">=" ? v >= w
                                   : v == w);
  }
  return yes;
}

}  // namespace

RunCollection::RunCollection(std::vector<ProblemRuns> all, const Catalogue& catalogue, const std::string& metric)
    : all_(std::move(all)) {
  std::string refusal;
  bool defined = false;
  for (int p = 0; p < isize(all_); ++p) {
    const ProblemRuns& runs = all_[p];
    tasks_ = std::max(tasks_, isize(runs.problem.tasks));
    for (int a = 0; a < isize(runs.cells); ++a) {
      const std::vector<int> finished = finishedRuns(runs.cells[a]);
      leftOut_ += runs.cells[a].repetitions - isize(finished);
      for (const int r : finished) runs_.push_back({p, a, r});
    }
    // A metric need not apply to every problem of a collection.
    metric_.emplace_back();
    try {
      MetricValues values = metricValues(runs, metric, catalogue);
      requireValuesOfRuns(values, runs);
      metric_.back() = std::move(values);
      defined = true;
    } catch (const InputError& e) {
      refusal = e.what();
    }
  }
  if (!defined && !all_.empty()) throw InputError(refusal);
  for (ProblemRuns& runs : all_) {
    for (CellData& cell : runs.cells) {  // most of its memory
      cell.improvements = {};
      cell.fronts = {};
      cell.traces = {};
    }
  }
  names_ = kNames;
  names_.emplace_back("repetition");
  for (const std::string& what : kOfTasks) {
    for (int t = 1; t <= std::min(tasks_, kMostListedTasks); ++t) names_.push_back(what + ':' + std::to_string(t));
  }
  names_.insert(names_.end(), kOfRuns.begin(), kOfRuns.end());
  listParameters();
}

void RunCollection::listParameters() {
  std::vector<std::string> found;
  const auto add = [&](const std::string& name) {
    if (!has(names_, name) && !has(found, name)) found.push_back(name);
  };
  for (const ProblemRuns& runs : all_) {
    for (const AlgorithmRecord& record : runs.records) {
      for (const ParamInfo& param : record.params) add(param.name);
    }
  }
  for (const ProblemRuns& runs : all_) {
    for (const auto& [name, value] : runs.problem.params) add(name);
  }
  std::stable_partition(found.begin(), found.end(), [this](const std::string& name) { return varies(all_, name); });
  names_.insert(names_.end(), found.begin(), found.end());
}

std::string RunCollection::nameOf(int run) const {
  const CollectedRun& r = runs_[run];
  return all_[r.problem].algorithms[r.algorithm] + " on " + all_[r.problem].problem.name + ", run " +
         std::to_string(r.repetition + 1);
}

Quantity RunCollection::taskQuantity(const std::string& what, int task) const {
  Quantity q{.name = what + ':' + std::to_string(task + 1), .label = {}, .values = {}, .categories = {}};
  std::string measured = "value";
  for (const MetricValues& values : metric_) {
    if (!values.name.empty()) measured = values.name;
  }
  q.label = what == "value"       ? measured
            : what == "objective" ? "best objective value"
            : what == "violation" ? "constraint violation"
                                  : "evaluations";
  if (tasks_ > 1) q.label += ", task " + std::to_string(task + 1);
  for (const CollectedRun& r : runs_) {
    const CellData& cell = all_[r.problem].cells[r.algorithm];
    const int last = cell.checkpoints - 1;
    double v = kNone;
    if (what == "value") {
      const MetricOutput& out = metric_[r.problem].output;
      if (task < out.rows) v = out.at(r.algorithm, r.repetition, task, out.checkpoints - 1);
    } else if (task < cell.tasks && last >= 0) {
      const std::size_t at = cell.at(r.repetition, task, last);
      if (what == "objective" && cell.cv[at] <= 0.0) v = cell.objective[at];
      if (what == "violation") v = cell.cv[at];
      if (what == "task-evaluations" && cell.taskEvaluations[at] != kUnknownCount)
        v = static_cast<double>(cell.taskEvaluations[at]);
    }
    q.values.push_back(std::isfinite(v) ? v : kNone);
  }
  return q;
}

Quantity RunCollection::parameter(const std::string& name) const {
  std::vector<std::string> texts;
  const CollectedRun* before = nullptr;
  for (const CollectedRun& r : runs_) {
    const bool same = before != nullptr && before->problem == r.problem && before->algorithm == r.algorithm;
    texts.push_back(same ? texts.back() : parameterText(all_[r.problem], r.algorithm, name));
    before = &r;
  }
  return ofTexts(name, texts);
}

Quantity RunCollection::nameQuantity(const std::string& name) const {
  Quantity q{.name = name, .label = name, .values = {}, .categories = {}};
  for (const CollectedRun& r : runs_) {
    const ProblemRuns& runs = all_[r.problem];
    const bool recorded = name == "method" && r.algorithm < isize(runs.records);
    const std::string& text = name == "problem" ? runs.problem.name
                              : recorded        ? runs.records[r.algorithm].name
                                                : runs.algorithms[r.algorithm];
    const auto at = std::ranges::find(q.categories, text);
    q.values.push_back(static_cast<double>(at - q.categories.begin()));
    if (at == q.categories.end()) q.categories.push_back(text);
  }
  return q;
}

Quantity RunCollection::runQuantity(const std::string& name) const {
  Quantity q{.name = name, .label = name, .values = {}, .categories = {}};
  if (name == "transfers") q.label = "transferred offspring";
  if (name == "transfers-survived") q.label = "transferred offspring that survived";
  if (name == "evaluations") q.label = "evaluations of all tasks";
  if (name == "population") q.label = "individuals per task";
  if (name == "dimensions") q.label = "most variables of a task";
  const AlgorithmRecord unknown;
  for (const CollectedRun& r : runs_) {
    const ProblemRuns& runs = all_[r.problem];
    const CellData& cell = runs.cells[r.algorithm];
    const AlgorithmRecord& record = r.algorithm < isize(runs.records) ? runs.records[r.algorithm] : unknown;
    double v = kNone;
    if (name == "repetition") v = r.repetition + 1;
    if (name == "seconds") v = cell.seconds[r.repetition];
    if (name == "transfers") v = transfersOf(cell, r.repetition, &TransferCounts::made);
    if (name == "transfers-survived") v = transfersOf(cell, r.repetition, &TransferCounts::survived);
    if (name == "budget") v = static_cast<double>(budgetOf(runs.problem, record));
    if (name == "population") v = populationOf(runs.problem, record);
    if (name == "tasks") v = isize(runs.problem.tasks);
    if (name == "evaluations" && cell.checkpoints > 0) {
      const std::int64_t n = cell.evaluations[(r.repetition + 1) * cell.checkpoints - 1];
      if (n != kUnknownCount) v = static_cast<double>(n);
    }
    if (name == "dimensions") {
      int most = 0;
      for (const TaskInfo& task : runs.problem.tasks) most = std::max(most, task.dim);
      v = most;
    }
    q.values.push_back(v);
  }
  return q;
}

Quantity RunCollection::quantity(const std::string& name) const {
  const std::size_t colon = name.find(':');
  const std::string what = name.substr(0, colon);
  if (has(kOfTasks, what)) {
    double task = 1.0;
    const bool whole =
        colon == std::string::npos || (isNumber(name.substr(colon + 1), task) && task == std::floor(task));
    if (!whole || task < 1.0 || task > tasks_) {
      throw InputError("'" + name + "' should name a task from 1 to " + std::to_string(tasks_) + ", for example " +
                       what + ":1.");
    }
    return taskQuantity(what, nearest(task) - 1);
  }
  if (!has(names_, name)) {
    std::string nearest;
    for (const std::string& n : nearestNames(name, names_)) nearest += (nearest.empty() ? "" : ", ") + n;
    std::string list;
    for (const auto* some : {&kNames, &kOfRuns}) {
      for (const std::string& n : *some) list += n + ", ";
    }
    throw InputError("The runs have no '" + name + "'; the nearest are " + nearest +
                     ". There are value:T, objective:T, violation:T and task-evaluations:T of task T, " + list +
                     "repetition, and the parameters of the algorithms and problems.");
  }
  if (has(kNames, name)) return nameQuantity(name);
  return name == "repetition" || has(kOfRuns, name) ? runQuantity(name) : parameter(name);
}

std::vector<int> RunCollection::matching(const std::string& words) const {
  std::vector<int> left(runs_.size());
  for (int i = 0; i < isize(left); ++i) left[i] = i;
  std::istringstream in(words);
  for (std::string word; in >> word;) {
    const std::size_t at = word.find_first_of("<>=");
    const std::string name = word.substr(0, at);
    // A name in a table may contain a comparison sign: "MFEA(rmp=0.1)".
    const bool known = has(names_, name) || has(kOfTasks, name.substr(0, name.find(':')));
    const bool simple = name.find_first_of("(,@") == std::string::npos;
    if (at == std::string::npos || at == 0 || (!known && !simple)) {
      std::erase_if(left, [&](int run) {
        const CollectedRun& r = runs_[run];
        const std::string text = all_[r.problem].algorithms[r.algorithm] + ' ' + all_[r.problem].problem.name;
        return lower(text).find(lower(word)) == std::string::npos;
      });
      continue;
    }
    const std::vector<bool> yes = holds(comparisonIn(word, at), quantity(name));
    std::erase_if(left, [&](int run) { return !yes[run]; });
  }
  return left;
}

}  // namespace tandem::figures
