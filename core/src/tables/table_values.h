// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "tables/table_layout.h"
#include "tandem/catalogue.h"
#include "tandem/editing/edit.h"
#include "tandem/metric.h"
#include "tandem/tables/table.h"
#include "tandem/tables/table_cache.h"

/// The values of a table: from the files through the metric, or from a cache.
namespace tandem {

/// One algorithm on one problem: all that a table needs.
struct CellValues {
  int runs = 0;         ///< repetitions of the cell
  int repetitions = 0;  ///< of the values: `runs`, or 1 for a metric with one value for all runs together
  int rows = 0;
  int failed = 0, missing = 0;
  int warned = 0;                 ///< finished runs with a warning
  std::string warning;            ///< of the first of them, with its number
  std::vector<double> values;     ///< [repetition * rows + row]
  std::vector<double> low, high;  ///< [row], or empty: intervals that the metric computes itself
  std::vector<double> spent;      ///< mean evaluations actually spent: of all tasks, of each task; NaN: unknown
  std::vector<double> best;       ///< [task] least feasible objective of any run; infinity: none
  std::vector<std::int64_t> cut;  ///< equal budgets: evaluations per task that the problem's runs were cut to
};

class TableCache::Store {
 public:
  explicit Store(std::size_t limit) : limit_(limit) {}
  std::shared_ptr<const CellValues> find(const std::string& key);
  void keep(const std::string& key, std::shared_ptr<const CellValues> values);
  void clear();
  [[nodiscard]] std::size_t size() const;

 private:
  void shrink();
  struct Entry {
    std::shared_ptr<const CellValues> values;
    std::uint64_t used = 0;  // time of the last use, counted in uses
    std::size_t bytes = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::string, Entry> entries_;
  std::size_t limit_;
  std::size_t bytes_ = 0;
  std::uint64_t clock_ = 0;
};

/// Whether the metric is defined for such problems at all.
bool applies(const MetricInfo& metric, const ProblemRecord& problem);

/// One per column; null where there are no runs.
using LineValues = std::vector<std::shared_ptr<const CellValues>>;

/// What the numbers of a source were reduced to.
Precision precisionOf(const ResultSource& source);
/// Whether it shows improvements at checkpoints only: a lean file, or an imported table.
bool holdsNoLogs(const ResultSource& source);

/// Values of one problem, from the cache where available.
LineValues valuesOf(const layout::Line& line, std::span<const ResultSource> sources,
                    std::span<const AlgorithmRecord* const> algorithms, const MetricChoice& choice,
                    const TableRequest& request, TableCache* cache);

}  // namespace tandem
