// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tandem/experiment/table.h"
#include "tandem/result.h"

namespace tandem {

/// Cuts all runs of one problem to the evaluations of each task that every finished run really spent on it, and to one
/// checkpoint there: single-objective values by the log of improvements, so exactly; populations are those of the last
/// checkpoint before (none: undefined). Null cells are passed over. Returns the evaluations per task. Throws InputError
/// if they are not known.
std::vector<std::int64_t> truncateToEqualBudgets(const std::vector<CellData*>& cells, const std::string& problem);

/// Looks for evaluations really spent that differ, in sum or per task, though the budgets asked for are equal.
class BudgetWatch {
 public:
  /// Differences up to this share are not worth a note.
  explicit BudgetWatch(double tolerance) : tolerance_(tolerance) {}
  /// One cell per column, null where there is none; checkpoint from 1, 0: the last.
  void look(const ProblemRecord& problem, const std::vector<CellData*>& cells, const std::vector<TableColumn>& columns,
            int checkpoint);
  [[nodiscard]] std::vector<std::string> notes() const;

 private:
  double tolerance_;
  std::pair<int, std::string> totals_, tasks_;  // how often, and the first of them
};

}  // namespace tandem
