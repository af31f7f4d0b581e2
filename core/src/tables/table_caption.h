// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "tandem/tables/table.h"

/// What a table says of itself: caption and notes.
namespace tandem::table_caption {

/// What the making of a table found out and its caption needs.
struct Facts {
  bool singleValued = false;  ///< the metric has one value for all runs together
  int comparisons = 0;        ///< tests made
  int base = 0;               ///< column of the common base
  std::string baseText;       ///< instead, with twins
};

/// Cells that no run was planned for.
void noteAbsent(Table& table);
void noteUndefined(Table& table, bool singleValued);
/// Means that a few runs make what they are.
void noteDominated(Table& table);
void describe(Table& table, const Facts& facts);

}  // namespace tandem::table_caption
