// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/tables/table.h"

/// How a finished table is presented: order, choice of rows, texts. Numbers, tests and marks do not change. Shared by
/// the command line and the desktop program.
namespace tandem {

/// Why a source cannot be compared with others that run the same problem.
struct Misfit {
  std::string why;       ///< one sentence that names the files; empty: it fits
  bool mixable = false;  ///< TableRequest::allowMixed would admit it
};
/// One per source. `first` is examined first and always fits, then the others in order: each must fit the fitting ones
/// before it, on the problems that the request selects.
TANDEM_API std::vector<Misfit> misfits(std::span<const ResultSource> sources, const TableRequest& request,
                                       int first = 0);

struct TableOrder {
  enum class Rows { AsMade, Name, Value };
  enum class Columns { AsMade, Name, Base, Rank };
  Rows rows = Rows::AsMade;
  int column = 0;           ///< for Rows::Value: the column (as made) whose shown statistic decides
  bool descending = false;  ///< undefined values come last in either direction
  Columns columns = Columns::AsMade;
  std::string filter;  ///< rows whose label contains each of these words, ignoring case; empty: all
};

/// Name, alias or label of a column -> TableOrder::column; throws InputError with the nearest labels.
TANDEM_API int columnOf(const Table& table, const std::string& name);
/// Indices of the rows to show, in order. Stable: equal rows keep the order they were made in.
TANDEM_API std::vector<int> rowOrder(const Table& table, const TableOrder& order);
/// Indices of all columns, in order. Base: the base of the test first; Rank: by Friedman's mean ranks or, without that
/// test, by the mean over the rows of the rank of what is shown.
TANDEM_API std::vector<int> columnOrder(const Table& table, const TableOrder& order);
/// The table with these rows and columns only, for formatTable and writeXlsx.
TANDEM_API Table reordered(const Table& table, const std::vector<int>& rows, const std::vector<int>& columns);
TANDEM_API Table reordered(const Table& table, const TableOrder& order);

/// The texts common to every form of the table, ready to show.
struct TableTexts {
  std::vector<std::string> rows;                ///< labels: "P T2"
  std::vector<std::vector<std::string>> cells;  ///< [row][column], without sign and marks
  struct Footer {
    std::string label;
    std::vector<std::string> cells;
  };
  std::vector<Footer> footers;  ///< counts of signs; mean ranks and their p
};
/// Throws InputError for a number format that is not one conversion of a double.
TANDEM_API TableTexts tableTexts(const Table& table, const TableStyle& style = {});

}  // namespace tandem
