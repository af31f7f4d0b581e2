// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "tandem/tables/table.h"

/// What a table says about itself: caption and notes.
namespace tandem::table_caption {

/// Facts found while making a table that its caption needs.
struct Facts {
  bool singleValued = false;  ///< the metric has one value for all runs together
  int comparisons = 0;        ///< number of tests
  int base = 0;               ///< column of the common base
  std::string baseText;       ///< replaces it with twins
};

/// Notes cells for which no run was planned.
void noteAbsent(Table& table);
void noteUndefined(Table& table, bool singleValued);
/// Notes means that are dominated by a few runs.
void noteDominated(Table& table);
void describe(Table& table, const Facts& facts);

}  // namespace tandem::table_caption
