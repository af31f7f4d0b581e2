// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/store/result_file.h"

namespace tandem {
struct Catalogue;
}

namespace tandem::cli {

struct ReportOptions {
  std::string base;         ///< algorithm that the others are tested against; empty: the first
  bool figures = true;      ///< draw with tandem-figures
  std::string preface;      ///< HTML before everything else; may be empty
  bool allowMixed = false;  ///< compare different instances or budgets of a problem anyway
};

/// One HTML page with everything inside: provenance, tables with tests, figures, transfer, failures, specification; for
/// several files (at least one), what they have in common is side by side.
std::string reportHtml(const std::vector<const ResultFile*>& files, const Catalogue& catalogue,
                       const ReportOptions& options);

}  // namespace tandem::cli
