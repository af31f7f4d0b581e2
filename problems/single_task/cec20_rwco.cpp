// SPDX-License-Identifier: Apache-2.0
// CEC20-RWCO: 57 constrained problems from practice. Integer variables are rounded inside, equalities hold within 1e-4,
// constraint values are violations, inequalities first; a block without members is one column of zeros.
#include "problems/single_task/cec20_rwco.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "problems/base/functions/violation.h"
#include "tandem/error.h"

namespace tandem::prob::cec20_rwco {
namespace {

using rwco::Row;

struct Task {
  const Row* row;
  InstanceArrays data;
};

std::int64_t budgetFor(int dim) {
  if (dim <= 10) return 100000;
  if (dim <= 30) return 200000;
  if (dim <= 50) return 400000;
  return dim <= 150 ? 800000 : 1000000;
}

class RealWorld final : public Problem {
 public:
  RealWorld(std::vector<Task> tasks, std::int64_t budget) : rows_(std::move(tasks)) {
    for (const Task& t : rows_) {
      TaskInfo task;
      task.name = fmt::format("RC{:02} {}", t.row->number, t.row->name);
      task.constraints = std::max(1, t.row->inequalities) + std::max(1, t.row->equalities);
      for (const rwco::Box& b : t.row->box) {
        task.lower.insert(task.lower.end(), static_cast<std::size_t>(b.count), b.low);
        task.upper.insert(task.upper.end(), static_cast<std::size_t>(b.count), b.high);
      }
      task.dim = isize(task.lower);
      tasks_.push_back(std::move(task));
    }
    defaultBudget_ = budget > 0 ? budget : budgetFor(tasks_[0].dim);
  }

  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const override {
    const Task& t = rows_[task];
    for (int i = 0; i < x.rows; ++i) {
      const std::span<double> values = constraints.row(i);
      if (std::any_of(x.row(i).begin(), x.row(i).end(), [](double v) { return std::isnan(v); })) {
        objectives(i, 0) = NAN;  // rounding and maxima would lose the NaN
        std::fill(values.begin(), values.end(), std::numeric_limits<double>::infinity());
        continue;
      }
      std::fill(values.begin(), values.end(), 0.0);
      double* g = values.data();
      double* h = g + std::max(1, t.row->inequalities);
      objectives(i, 0) = t.row->function({{x.row(i).data(), x.cols}, g, h, t.data, ctx.workspace});
      toViolations(g, t.row->inequalities, h, t.row->equalities);
    }
  }

 private:
  std::vector<Task> rows_;
};

bool is(const char* data, const char* name) {
  return std::string_view(data) == name;
}

/// From, to, resistance, reactance, ground admittance, tap of a random tree.
Matrix randomLines(int nodes, Rng& rng) {
  Matrix lines(nodes - 1, 6);
  for (int k = 0; k + 1 < nodes; ++k) {
    const int to = k + 2;
    const int from = to - 1 - rng.below(std::min(3, to - 1));
    const double values[] = {static_cast<double>(from),
                             static_cast<double>(to),
                             rng.uniform(0.0005, 0.01),
                             rng.uniform(0.0005, 0.01),
                             0.0,
                             1.0};
    std::copy(std::begin(values), std::end(values), lines.row(k).begin());
  }
  return lines;
}

void addAdmittance(const Matrix& lines, int nodes, Arrays& arrays) {
  Matrix g(nodes, nodes);
  Matrix b(nodes, nodes);
  for (int k = 0; k < lines.rows(); ++k) {
    const int from = static_cast<int>(lines(k, 0)) - 1;
    const int to = static_cast<int>(lines(k, 1)) - 1;
    const double size = lines(k, 2) * lines(k, 2) + lines(k, 3) * lines(k, 3);
    for (const auto& [m, value] : {std::pair{&g, lines(k, 2) / size}, std::pair{&b, -lines(k, 3) / size}}) {
      (*m)(from, to) -= value;
      (*m)(to, from) -= value;
      (*m)(from, from) += value;
      (*m)(to, to) += value;
    }
  }
  arrays["G"] = std::move(g);
  arrays["B"] = std::move(b);
}

Matrix randomLoads(int nodes, bool dependent, Rng& rng) {
  Matrix loads(nodes, dependent ? 6 : 1);
  for (int i = 0; i < nodes; ++i) {
    if (i > 0) loads(i, 0) = rng.uniform(0.0, 0.1);
    if (!dependent) continue;
    loads(i, 4) = 1.0;                    // nominal voltage
    loads(i, 5) = rng.uniform(0.0, 3.0);  // exponent
  }
  return loads;
}

Matrix randomFeeds(int rows, int feeds, Rng& rng) {
  Matrix table(rows, feeds);
  for (int i = 0; i < rows; ++i) {
    for (double& v : table.row(i)) v = i == 0 ? rng.uniform(50.0, 400.0) : rng.uniform(0.0, 1.0);
  }
  return table;
}

class Builder final : public ProblemBuilder, public DataUser {
 public:
  explicit Builder(int number) : number_(number) {}
  [[nodiscard]] std::vector<DataSet> dataSets() const override {
    DataSet set = dataSet(rows()[number_ - 1]);
    if (set.items.empty()) return {};
    return {std::move(set)};
  }
  [[nodiscard]] BuiltProblem build(const BuildRequest& request) const override {
    return buildTasks(request, {number_});
  }

 private:
  int number_;
};

}  // namespace

const std::vector<Row>& rows() {
  static const std::vector<Row> all = [] {
    std::vector<Row> list;
    for (const std::vector<Row>& part :
         {rwco::processRows(), rwco::mechanicalRows(), rwco::powerRows(), rwco::otherRows()}) {
      list.insert(list.end(), part.begin(), part.end());
    }
    return list;
  }();
  return all;
}

DataSet dataSet(const Row& row) {
  if (row.data == nullptr) return {};
  DataSet set{"CEC20-RWCO", row.data, {}};
  const auto add = [&](const char* array, const std::string& file, int height, int width) {
    set.items.push_back({array, "Single-task/CEC20-RWCO/Data/Function" + file + ".txt", height, width, textNumbers()});
  };
  const std::string name = row.data;
  if (is(row.data, "feed")) {
    add("P", "RM_feed", 7, 59);
  } else if (is(row.data, "dairy")) {
    add("P", "RM_dairy", 14, 64);
  } else {
    const bool micro = is(row.data, "PS2") || is(row.data, "PS14");
    const int nodes = micro ? 38 : 30;
    const std::string loads = micro ? "PS2" : name;
    if (is(row.data, "PS14")) {
      add("L", "PS14_linedata", 37, 6);
    } else {
      add("G", name + "_G", nodes, nodes);
      add("B", name + "_B", nodes, nodes);
    }
    add("P", loads + "_P", nodes, micro ? 6 : 1);
    add("Q", loads + "_Q", nodes, micro ? 6 : 1);
  }
  return set;
}

Arrays synthetic(const Row& row) {
  Rng rng = instanceStream("CEC20-RWCO", row.data);
  Arrays arrays;
  if (is(row.data, "feed")) {
    arrays["P"] = randomFeeds(7, 59, rng);
  } else if (is(row.data, "dairy")) {
    arrays["P"] = randomFeeds(14, 64, rng);
  } else {
    const bool micro = is(row.data, "PS2") || is(row.data, "PS14");
    const int nodes = micro ? 38 : 30;
    Matrix lines = randomLines(nodes, rng);
    if (is(row.data, "PS14")) {
      arrays["L"] = std::move(lines);
    } else {
      addAdmittance(lines, nodes, arrays);
    }
    arrays["P"] = randomLoads(nodes, micro, rng);
    arrays["Q"] = randomLoads(nodes, micro, rng);
  }
  return arrays;
}

BuiltProblem buildTasks(const BuildRequest& request, const std::vector<int>& numbers, std::int64_t budget) {
  const auto build = [&](const BuildRequest& from, bool& mixed) {
    BuiltProblem built;
    built.instance = Instance::Official;  // formulas only, unless there are tables
    std::vector<Task> tasks;
    std::uint64_t checksum = 0;
    bool tables = false;
    for (const int number : numbers) {
      const Row& row = rows()[number - 1];
      Task task{&row, {}};
      if (row.data != nullptr) {
        task.data = obtainInstance(from, dataSet(row), [&row] { return synthetic(row); });
        mixed = mixed || (tables && task.data.instance != built.instance);
        built.instance = task.data.instance;
        checksum = hashText(task.data.checksum, checksum);
        tables = true;
      }
      tasks.push_back(std::move(task));
    }
    if (tables) built.checksum = fmt::format("{:016x}", checksum);
    built.problem = std::make_shared<RealWorld>(std::move(tasks), budget);
    return built;
  };
  bool mixed = false;
  BuiltProblem built = build(request, mixed);
  // Some of the official tables are missing: all from the generator rather than a mixture.
  return mixed ? build({Instance::Synthetic, request.dataDir}, mixed) : built;
}

Citation citation() {
  return {"A. Kumar, G. Wu, M. Z. Ali, R. Mallipeddi, P. N. Suganthan, S. Das",
          "A Test-suite of Non-convex Constrained Optimization Problems from the Real-world and Some Baseline Results",
          "Swarm and Evolutionary Computation 56, 100693", 2020, "10.1016/j.swevo.2020.100693"};
}

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  for (const Row& row : rows()) {
    ProblemInfo info;
    info.name = fmt::format("CEC20-RWCO{}", row.number);
    info.suite = "CEC20-RWCO";
    info.labels = SingleTask | SingleObjective | Constrained;
    info.citation = citation();
    info.doc = fmt::format("RC{:02}: {}.", row.number, row.name);
    info.needsData = row.data != nullptr;
    info.make = [number = row.number] { return std::make_unique<Builder>(number); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::cec20_rwco
