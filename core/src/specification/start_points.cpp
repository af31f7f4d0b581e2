// SPDX-License-Identifier: Apache-2.0
#include "specification/start_points.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <set>
#include <sstream>

#include "tandem/error.h"
#include "tandem/moo.h"
#include "tandem/rng.h"
#include "tandem/specification/spec.h"
#include "tandem/store/result_file.h"

namespace tandem::start {

namespace {

constexpr std::uintmax_t kMostBytes = std::uintmax_t{256} << 20;
constexpr double kRounding = 1e-6;  // of the range; about a float's

std::string keyOf(const ProblemRecord& problem) {
  return problemKey(problem.name, problem.params);
}

bool isResultFile(const std::string& path) {
  if (path.ends_with(".h5") || path.ends_with(".h5.parts")) return true;  // even a damaged one, to report that
  constexpr std::array<char, 8> kHdf5 = {'\x89', 'H', 'D', 'F', '\r', '\n', '\x1a', '\n'};
  std::array<char, 8> head{};
  std::ifstream in(path, std::ios::binary);
  return in.read(head.data(), head.size()) && head == kHdf5;
}

std::string readText(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (!in || error) throw InputError("The initial points '" + path + "' cannot be read (--start); check the name.");
  if (size > kMostBytes) {
    throw InputError(
        fmt::format("'{}' is larger than {} MiB, too much for initial points (--start).", path, kMostBytes >> 20U));
  }
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

/// The best points of a task among the runs of a result file.
class Best {
 public:
  Best(const TaskInfo& task, std::string place) : task_(task), place_(std::move(place)) {}

  void add(std::span<const double> x, std::span<const double> objectives, double cv) {
    if (isize(x) != task_.dim || !std::ranges::all_of(x, [](double v) { return std::isfinite(v); })) return;
    if (std::ranges::any_of(objectives, [](double v) { return std::isnan(v); }) || std::isnan(cv)) return;
    std::vector<double> point(x.begin(), x.end());
    for (int j = 0; j < task_.dim; ++j) {
      bool inside = true;
      point[j] = withinBounds(task_, j, point[j], inside);
      if (!inside) {
        throw InputError(fmt::format("{} holds a point outside the present bounds: variable {} is {}, not in [{}, {}].",
                                     place_, j + 1, formatReal(x[j]), formatReal(task_.lower[j]),
                                     formatReal(task_.upper[j])));
      }
    }
    if (!known_.insert(point).second) return;
    points_.push_back(std::move(point));
    objectives_.insert(objectives_.end(), objectives.begin(), objectives.end());
    cv_.push_back(cv);
  }

  /// The best `most`, best first: by front or, with one objective, by value; equal ones in the order of the runs.
  [[nodiscard]] std::vector<double> take(int most) const {
    const int n = isize(points_);
    Workspace workspace;
    std::vector<int> front(n);
    if (n > 0) {
      moo::nondominatedSort({objectives_.data(), n, isize(objectives_) / n}, cv_, front, workspace);
    }
    std::vector<int> order(n);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](int i) { return front[i]; });
    std::vector<double> flat;
    for (int i = 0; i < std::min(n, most); ++i) {
      const std::vector<double>& point = points_[order[i]];
      flat.insert(flat.end(), point.begin(), point.end());
    }
    return flat;
  }

 private:
  const TaskInfo& task_;
  std::string place_;
  std::set<std::vector<double>> known_;
  std::vector<std::vector<double>> points_;
  std::vector<double> objectives_;
  std::vector<double> cv_;
};

/// The matching problem of the file: with the same name and parameters, else the only one with the same name.
int counterpart(const ResultFile& file, const ProblemRecord& wanted) {
  const std::vector<ProblemRecord>& there = file.info().problems;
  int named = -1;
  int count = 0;
  for (int i = 0; i < isize(there); ++i) {
    if (keyOf(there[i]) == keyOf(wanted)) return i;
    if (there[i].name != wanted.name) continue;
    named = i;
    ++count;
  }
  if (count != 1) {
    throw InputError(
        fmt::format("'{}' holds {} of '{}' to start from (--start); {}.", file.path(),
                    count == 0 ? "no results" : "several variants", keyOf(wanted),
                    count == 0 ? "leave the problem out, or give another file" : "split off the one you mean"));
  }
  return named;
}

void readResults(const std::string& path, const ExperimentInfo& info, Points& points) {
  const ResultFile file(path);
  if (!file.packed() || file.path() != path) {
    throw InputError("'" + path + "' is not complete (--start); finish it with 'tandem resume " + file.path() + "'.");
  }
  if (!file.info().saveDecisions) {
    throw InputError(
        "'" + file.path() +
        "' holds no decision variables to start from (--start); make it with --save-decisions, or give the "
        "points as a table.");
  }
  for (int p = 0; p < isize(info.problems); ++p) {
    const ProblemRecord& problem = info.problems[p];
    const int from = counterpart(file, problem);
    const ProblemRecord& stored = file.info().problems[from];
    std::vector<Best> best;
    for (int t = 0; t < isize(problem.tasks); ++t) {
      const bool there = isize(stored.tasks) == isize(problem.tasks);
      if (!there || stored.tasks[t].dim != problem.tasks[t].dim ||
          stored.tasks[t].objectives != problem.tasks[t].objectives) {
        throw InputError(
            fmt::format("The tasks of '{}' in '{}' have other sizes than those of this experiment (--start).",
                        problem.name, file.path()));
      }
      best.emplace_back(problem.tasks[t],
                        fmt::format("'{}' (--start), task {} of '{}',", file.path(), t + 1, problem.name));
    }
    for (int a = 0; a < isize(file.info().algorithms); ++a) {
      for (int r = 0; r < file.info().repetitions; ++r) {
        const RunRecord run = file.run({from, a, r});
        if (run.status != RunStatus::Finished) continue;
        for (int t = 0; t < run.tasks; ++t) {
          const int last = t * run.checkpoints + run.checkpoints - 1;
          if (run.fronts.empty()) {
            if (!run.decisions.empty()) best[t].add(run.decisions[last], {&run.objective[last], 1}, run.cv[last]);
            continue;
          }
          const FrontRecord& front = run.fronts[last];
          for (int i = 0; i < front.decisions.rows(); ++i) {
            best[t].add(front.decisions.row(i), front.objectives.row(i), front.cv[i]);
          }
        }
      }
    }
    for (int t = 0; t < isize(problem.tasks); ++t) points[p][t] = best[t].take(problem.population);
  }
}

std::string hashOf(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string block(std::size_t{1} << 20, '\0');
  std::uint64_t hash = 0;
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
    hash = hashText(std::string_view(block).substr(0, static_cast<std::size_t>(in.gcount())), hash);
  }
  return fmt::format("{:016x}", hash);
}

}  // namespace

double withinBounds(const TaskInfo& task, int variable, double value, bool& inside) {
  inside = true;
  if (!task.bounded) return value;
  const double low = task.lower[variable];
  const double high = task.upper[variable];
  const double slack = kRounding * (high - low);
  inside = value >= low - slack && value <= high + slack;
  return inside ? std::clamp(value, low, high) : value;
}

void read(const std::string& path, const Catalogue& catalogue, ExperimentInfo& info) {
  Points points(info.problems.size());
  for (std::size_t p = 0; p < points.size(); ++p) points[p].resize(info.problems[p].tasks.size());
  if (isResultFile(path)) {
    readResults(path, info, points);
  } else {
    readTable(readText(path), path, info, catalogue, points);
  }
  std::size_t all = 0;
  for (std::size_t p = 0; p < points.size(); ++p) {
    ProblemRecord& problem = info.problems[p];
    problem.start.clear();
    for (std::size_t t = 0; t < points[p].size(); ++t) {
      const std::vector<double>& flat = points[p][t];
      const int dim = problem.tasks[t].dim;
      Matrix& rows = problem.start.emplace_back(dim > 0 ? isize(flat) / dim : 0, dim);
      std::ranges::copy(flat, rows.values().begin());
      all += flat.size();
    }
  }
  if (all == 0) throw InputError("'" + path + "' holds no point to start from (--start).");
  info.start = path;
  info.startHash = hashOf(path);
}

void take(const ExperimentInfo& stored, ExperimentInfo& info) {
  for (ProblemRecord& problem : info.problems) {
    for (const ProblemRecord& known : stored.problems) {
      if (keyOf(known) == keyOf(problem)) problem.start = known.start;
    }
  }
  info.start = stored.start;
  info.startHash = stored.startHash;
}

}  // namespace tandem::start
