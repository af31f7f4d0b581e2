// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tandem/result.h"
#include "tandem/tables/table.h"

namespace tandem {

/// Cuts all runs of one problem to the evaluations of each task that every finished run actually spent on it, and to
/// one checkpoint there: single-objective values by the log of improvements, hence exactly; populations are those of
/// the last checkpoint before (none: undefined). Returns the evaluations per task. Throws InputError if they are
/// unknown.
std::vector<std::int64_t> truncateToEqualBudgets(std::vector<CellData>& cells, const std::string& problem);

/// Mean evaluations that the finished runs actually spent up to a checkpoint (from 1; 0: the last): of all tasks, then
/// of each; NaN where unknown.
std::vector<double> evaluationsSpent(const CellData& cell, int checkpoint);

/// Looks for evaluations spent that differ, in total or per task, though the requested budgets are equal.
class BudgetWatch {
 public:
  /// Differences up to this share are not worth a note.
  explicit BudgetWatch(double tolerance) : tolerance_(tolerance) {}
  /// evaluationsSpent() per column, null where there are no runs; the name as the table shows it.
  void look(const ProblemRecord& problem, const std::string& name, const std::vector<const std::vector<double>*>& spent,
            const std::vector<TableColumn>& columns);
  [[nodiscard]] std::vector<std::string> notes() const;

 private:
  double tolerance_;
  std::pair<int, std::string> totals_, tasks_;  // how many, and the first of them
};

}  // namespace tandem
