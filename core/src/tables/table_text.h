// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/tables/table.h"

/// Texts of a table's parts, shared by the formats.
namespace tandem::table_text {

/// A checked printf conversion of one double.
class NumberFormat {
 public:
  /// Throws InputError unless the text is one conversion of a double with at most some literal text around it.
  explicit NumberFormat(const std::string& pattern);
  [[nodiscard]] std::string operator()(double value) const;

 private:
  std::string pattern_;
};

struct Statistic {
  std::string name;  ///< as in the CSV: "mean", "std", "median", "best", "worst"
  double value;
};
/// What is shown of a cell: one statistic, two for mean-std; none for runs.
std::vector<Statistic> shownOf(const TableCell& cell, TableShow show);
/// The same; then, if requested, the interval (low, high) and the effect with its interval.
std::vector<Statistic> statisticsOf(const TableCell& cell, const TableRequest& request);

const char* testName(TableTest test);
/// "P", or "P T2" if the problem has several tasks.
std::string rowLabel(const TableRow& row);
/// "+" , "-" , "=" or "".
std::string signText(char sign);
/// Text of a cell without marks: "1.0e+00 (2.0e-01) [29/30]", "n/a [0/30]", "-" if there are no runs.
std::string cellText(const TableCell& cell, const TableRequest& request, const NumberFormat& number);
/// Size of the difference from the base: "A12 0.71 [0.55, 0.84]"; empty if not requested or not available.
std::string effectText(const TableCell& cell, const TableRequest& request, const NumberFormat& number);
/// Summary rows below the body: {label, one text per column}.
struct Footer {
  std::string label;
  std::vector<std::string> cells;
};
std::vector<Footer> footers(const Table& table);

}  // namespace tandem::table_text
