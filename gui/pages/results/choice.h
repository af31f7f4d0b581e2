// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>
#include <vector>

#include "gui/work/open_results.h"
#include "tandem/figures/dataset.h"

namespace tandem::gui {

/// The reader's selection in a table.
struct Choice {
  OpenFiles files;                            ///< behind the table, for figures to read
  figures::Selection selection;               ///< the selected picks; they index the files above
  std::vector<figures::Selection::Pick> all;  ///< everything in the table: for figures that rank over problems
  std::string metric;
  std::string base;     ///< of the test; empty: none was chosen
  int task = -1;        ///< from 0; -1: several
  int repetition = -1;  ///< run picked in the list of runs; -1: none
  int problems = 0, algorithms = 0;
};

}  // namespace tandem::gui
