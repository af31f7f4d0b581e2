// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <memory>

#include "tandem/export.h"

namespace tandem {

/// Values of metrics, kept between tables of the same results: another statistic, test, base, correction or format
/// reads no file and recomputes no metric. Pass the same object to every makeTable() of a session:
///
///     TableCache cache;
///     makeTable(sources, request, catalogue, &cache);  // reads
///     request.test = TableTest::RankSum;
///     makeTable(sources, request, catalogue, &cache);  // does not
///
/// A value is found again only for the same runs of the same state of the same file (ResultSource::stamp), the same
/// metric with the same parameters, checkpoint and treatment of budgets. Values of relative metrics belong to the whole
/// set of algorithms compared and are never used for another one. A file that changed is read again (reopen it for a
/// new stamp); sources without a stamp are never cached. Tables are the same with and without a cache. The least
/// recently used values go when the limit is exceeded. May be used by several threads.
class TANDEM_API TableCache {
 public:
  /// Memory for values in bytes (a table of 10,000 cells of 30 runs takes about 4 MB).
  explicit TableCache(std::size_t limit = std::size_t{256} << 20);
  ~TableCache();
  TableCache(const TableCache&) = delete;
  TableCache& operator=(const TableCache&) = delete;
  void clear();
  /// Approximate bytes in use.
  [[nodiscard]] std::size_t size() const;

  class Store;  ///< private to the library
  [[nodiscard]] Store& store() { return *store_; }

 private:
  std::unique_ptr<Store> store_;
};

}  // namespace tandem
