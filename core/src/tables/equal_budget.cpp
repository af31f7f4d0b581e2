// SPDX-License-Identifier: Apache-2.0
#include "tables/equal_budget.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "tandem/error.h"

namespace tandem {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::size_t size(int n) {
  return static_cast<std::size_t>(n);
}

/// Per task the fewest evaluations that a finished run spent on it.
std::vector<std::int64_t> leastSpent(const std::vector<CellData>& cells, const std::string& problem) {
  std::vector<std::int64_t> least;
  for (const CellData& cell : cells) {
    if (cell.checkpoints == 0) continue;
    least.resize(size(cell.tasks), std::numeric_limits<std::int64_t>::max());
    for (int r = 0; r < cell.repetitions; ++r) {
      if (cell.status[size(r)] != RunStatus::Finished) continue;
      for (int t = 0; t < cell.tasks; ++t) {
        const std::int64_t spent = cell.taskEvaluations[cell.at(r, t, cell.checkpoints - 1)];
        if (spent == kUnknownCount) {
          throw InputError("The evaluations that imported runs spent on problem '" + problem +
                           "' are not known, so they cannot be brought to equal budgets.");
        }
        least[size(t)] = std::min(least[size(t)], spent);
      }
    }
  }
  return least;
}

void truncate(CellData& cell, const std::vector<std::int64_t>& least) {
  CellData cut = cell;
  cut.checkpoints = 1;
  const std::size_t runs = size(cell.repetitions);
  const std::size_t rows = runs * size(cell.tasks);
  cut.evaluations.assign(runs, 0);
  cut.taskEvaluations.assign(rows, 0);
  cut.objective.assign(rows, kNan);
  cut.cv.assign(rows, kNan);
  cut.fronts.assign(cell.fronts.empty() ? 0 : rows, {});
  cut.transfer.clear();
  cut.transferReported = false;
  cut.traceInfo.clear();
  cut.traces.clear();
  cut.ledger.clear();
  for (int r = 0; r < cell.repetitions; ++r) {
    if (cell.status[size(r)] != RunStatus::Finished) continue;
    cut.evaluations[size(r)] = std::accumulate(least.begin(), least.end(), std::int64_t{0});
    for (int t = 0; t < cell.tasks; ++t) {
      const std::size_t row = size(r) * size(cell.tasks) + size(t);
      cut.taskEvaluations[row] = least[size(t)];
      int k = cell.checkpoints - 1;
      while (k >= 0 && cell.taskEvaluations[cell.at(r, t, k)] > least[size(t)]) --k;
      if (k >= 0) {
        cut.objective[row] = cell.objective[cell.at(r, t, k)];
        cut.cv[row] = cell.cv[cell.at(r, t, k)];
        if (!cell.fronts.empty()) cut.fronts[row] = cell.fronts[cell.at(r, t, k)];
      }
      auto& log = cut.improvements[row];
      std::erase_if(log, [&](const Improvement& step) { return step.taskEvaluations > least[size(t)]; });
      if (log.empty()) continue;
      if (cell.fronts.empty()) {
        cut.objective[row] = log.back().objective;
        cut.cv[row] = log.back().cv;
      }
    }
  }
  cell = std::move(cut);
}

/// Mean evaluations actually spent up to the checkpoint, of all tasks (task -1) or one; NaN if unknown.
double spent(const CellData& cell, int task, int checkpoint) {
  if (cell.checkpoints == 0) return kNan;
  const int k = checkpoint > 0 ? checkpoint - 1 : cell.checkpoints - 1;
  double sum = 0.0;
  int finished = 0;
  for (int r = 0; r < cell.repetitions; ++r) {
    if (cell.status[size(r)] != RunStatus::Finished) continue;
    const std::size_t at = task < 0 ? size(r) * size(cell.checkpoints) + size(k) : cell.at(r, task, k);
    const auto& evaluations = task < 0 ? cell.evaluations : cell.taskEvaluations;
    if (at >= evaluations.size() || evaluations[at] == kUnknownCount) return kNan;
    sum += static_cast<double>(evaluations[at]);
    ++finished;
  }
  return finished > 0 ? sum / finished : kNan;
}

}  // namespace

std::vector<double> evaluationsSpent(const CellData& cell, int checkpoint) {
  std::vector<double> means;
  for (int task = -1; task < cell.tasks; ++task) means.push_back(spent(cell, task, checkpoint));
  return means;
}

void BudgetWatch::look(const ProblemRecord& problem, const std::string& name,
                       const std::vector<const std::vector<double>*>& spent, const std::vector<TableColumn>& columns) {
  constexpr double kInf = std::numeric_limits<double>::infinity();
  for (int task = -1; task < isize(problem.tasks); ++task) {
    std::pair<double, std::size_t> least{kInf, 0};
    std::pair<double, std::size_t> most{-kInf, 0};
    for (std::size_t c = 0; c < spent.size(); ++c) {
      const double evaluations =
          spent[c] == nullptr || size(task + 1) >= spent[c]->size() ? kNan : (*spent[c])[size(task + 1)];
      if (std::isnan(evaluations)) continue;
      least = std::min(least, {evaluations, c});
      most = std::max(most, {evaluations, c});
    }
    if (!(most.first > (1.0 + tolerance_) * least.first)) continue;
    std::pair<int, std::string>& finding = task < 0 ? totals_ : tasks_;
    if (finding.first++ == 0) {
      finding.second = fmt::format("{}{}: {:.0f} by {}, {:.0f} by {}", name,
                                   task < 0 ? std::string() : fmt::format(" T{}", task + 1), least.first,
                                   columns[least.second].label, most.first, columns[most.second].label);
    }
    if (task < 0) return;  // then the tasks differ as well
  }
}

std::vector<std::string> BudgetWatch::notes() const {
  std::vector<std::string> notes;
  const auto tell = [&](const std::pair<int, std::string>& finding, const char* what, const char* of) {
    if (finding.first == 0) return;
    notes.push_back(fmt::format("{} differ by more than {:g} % on {} {}{} ({}).", what, 100.0 * tolerance_,
                                finding.first, of, finding.first == 1 ? "" : "s", finding.second));
  };
  tell(totals_, "Evaluations really spent", "problem");
  tell(tasks_, "Evaluations per task", "task");
  return notes;
}

std::vector<std::int64_t> truncateToEqualBudgets(std::vector<CellData>& cells, const std::string& problem) {
  std::vector<std::int64_t> least = leastSpent(cells, problem);
  for (CellData& cell : cells) {
    if (cell.checkpoints > 0) truncate(cell, least);
  }
  return least;
}

}  // namespace tandem
