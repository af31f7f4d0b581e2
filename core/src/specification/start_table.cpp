// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>

#include "base/csv_lines.h"
#include "specification/start_points.h"
#include "tandem/error.h"
#include "tandem/registry.h"
#include "tandem/specification/spec.h"
#include "tandem/tables/names.h"

namespace tandem::start {

namespace {

using csv::Field;
using csv::numberOf;

/// Columns `task` (from 1) and, for experiments with several problems, `problem`; all others are variables in their
/// order, in real units. Without a header line, the first column is the task.
class Table {
 public:
  Table(const std::string& source, std::string_view text, const ExperimentInfo& info, const Catalogue& catalogue,
        Points& points)
      : info_(info),
        catalogue_(catalogue),
        shown_(problemNames(info.problems)),
        points_(points),
        lines_(source, text) {}

  void read() {
    std::vector<Field> fields;
    while (lines_.next(fields)) readLine(fields);
  }

 private:
  [[noreturn]] void fail(int column, const std::string& sentence) const { lines_.fail(column, sentence); }

  void readLine(const std::vector<Field>& fields) {
    if (!begun_) {
      begun_ = true;
      if (!numberOf(fields.front().text)) {
        readNames(fields);
        return;
      }
      taskAt_ = 0;
      named_ = false;
    }
    while (!named_ && isize(variables_) + 1 < isize(fields)) variables_.push_back(isize(variables_) + 1);
    readPoint(fields);
  }

  void readNames(const std::vector<Field>& fields) {
    for (int i = 0; i < isize(fields); ++i) {
      const std::string name = normalName(fields[i].text);
      int* known = name == "task" ? &taskAt_ : name == "problem" ? &problemAt_ : nullptr;
      if (known == nullptr) {
        variables_.push_back(i);
      } else if (*known >= 0) {
        fail(fields[i].column, "the column '" + name + "' is there twice");
      } else {
        *known = i;
      }
    }
    if (variables_.empty()) fail(1, "there are no columns of variables");
    sortByNumber(fields);
  }

  /// Columns x2,x1 are meant by their names: variables whose names end in 1 to n (or 0 to n - 1) are put in that order.
  void sortByNumber(const std::vector<Field>& fields) {
    std::map<int, int> columns;  // by number
    std::string stem;
    for (const int i : variables_) {
      const std::string name = normalName(fields[i].text);
      const std::size_t digits = name.find_last_not_of("0123456789") + 1;
      int number = 0;
      const auto [end, error] = std::from_chars(name.data() + digits, name.data() + name.size(), number);
      if (error != std::errc{}) return;
      if (i == variables_.front()) stem = name.substr(0, digits);
      if (name.substr(0, digits) != stem || !columns.emplace(number, i).second) return;
    }
    const int first = columns.begin()->first;
    if (first > 1 || columns.rbegin()->first - first + 1 != isize(variables_)) return;
    variables_.clear();
    for (const auto& [number, i] : columns) variables_.push_back(i);
  }

  void readPoint(const std::vector<Field>& fields) {
    const int columns = isize(variables_) + (taskAt_ >= 0 ? 1 : 0) + (problemAt_ >= 0 ? 1 : 0);
    if (isize(fields) > columns) {
      fail(fields[columns].column, fmt::format("there are {} values, but {} columns", isize(fields), columns));
    }
    for (const int p : problemsOf(fields)) {
      const int t = taskOf(fields, p);
      const TaskInfo& task = info_.problems[p].tasks[t];
      std::vector<double>& flat = points_[p][t];
      for (int j = 0; j < isize(variables_); ++j) {
        const Field field = fieldOf(fields, variables_[j]);
        if (j < task.dim) {
          flat.push_back(coordinate(field, task, j, t));
        } else if (!field.text.empty()) {
          fail(field.column, fmt::format("task {} of '{}' has {} variables; leave the rest of the line empty", t + 1,
                                         info_.problems[p].name, task.dim));
        }
      }
      if (isize(variables_) < task.dim) {
        fail(1, fmt::format("task {} of '{}' has {} variables, but there are columns for {}", t + 1,
                            info_.problems[p].name, task.dim, isize(variables_)));
      }
    }
  }

  static Field fieldOf(const std::vector<Field>& fields, int i) {
    if (i < isize(fields)) return fields[i];
    const Field& last = fields.back();
    return {{}, last.column + isize(last.text)};
  }

  [[nodiscard]] std::vector<int> problemsOf(const std::vector<Field>& fields) const {
    const Field named = problemAt_ >= 0 ? fieldOf(fields, problemAt_) : Field{};
    const Registry<ProblemInfo>& known = catalogue_.problems;
    const std::string wanted = known.contains(named.text) ? known.find(named.text).name : std::string(named.text);
    std::vector<int> found;
    for (int p = 0; p < isize(info_.problems); ++p) {
      const ProblemRecord& problem = info_.problems[p];
      if (problemAt_ < 0 || wanted == problem.name || named.text == shown_[p] ||
          named.text == problemKey(problem.name, problem.params)) {
        found.push_back(p);
      }
    }
    if (found.empty()) {
      fail(named.column, fmt::format("the experiment has no problem '{}'; nearest: {}", named.text,
                                     fmt::join(nearestNames(named.text, shown_), ", ")));
    }
    return found;
  }

  [[nodiscard]] int taskOf(const std::vector<Field>& fields, int p) const {
    const int tasks = isize(info_.problems[p].tasks);
    if (taskAt_ < 0) {
      if (tasks == 1) return 0;
      fail(1, fmt::format("a column 'task' is missing, and '{}' has {} tasks", info_.problems[p].name, tasks));
    }
    const Field field = fieldOf(fields, taskAt_);
    const std::optional<double> number = numberOf(field.text);
    if (!number || *number != std::floor(*number) || *number < 1.0 || *number > tasks) {
      fail(field.column, fmt::format("'{}' is not a task of '{}', which has tasks 1 to {}", field.text,
                                     info_.problems[p].name, tasks));
    }
    return static_cast<int>(*number) - 1;
  }

  [[nodiscard]] double coordinate(const Field& field, const TaskInfo& task, int j, int t) const {
    const std::optional<double> number = numberOf(field.text);
    if (!number || !std::isfinite(*number)) {
      fail(field.column,
           fmt::format("variable {} of task {} is '{}', not a finite number", j + 1, t + 1, field.text.substr(0, 40)));
    }
    bool inside = true;
    const double value = withinBounds(task, j, *number, inside);
    if (!inside) {
      fail(field.column, fmt::format("variable {} of task {} is {}, outside of [{}, {}]", j + 1, t + 1, field.text,
                                     formatReal(task.lower[j]), formatReal(task.upper[j])));
    }
    return value;
  }

  const ExperimentInfo& info_;
  const Catalogue& catalogue_;
  const std::vector<std::string> shown_;  // names as tables print them
  Points& points_;
  csv::Lines lines_;
  bool begun_ = false;
  bool named_ = true;  // whether there is a header line
  int taskAt_ = -1;
  int problemAt_ = -1;
  std::vector<int> variables_;  // columns of the variables
};

}  // namespace

void readTable(const std::string& text, const std::string& source, const ExperimentInfo& info,
               const Catalogue& catalogue, Points& points) {
  Table(source, text, info, catalogue, points).read();
}

}  // namespace tandem::start
