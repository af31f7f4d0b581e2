// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "tandem/store/result_file.h"

namespace tandem {
struct Catalogue;
}

namespace tandem::cli {

struct ReportOptions {
  std::string base;     ///< algorithm that the others are tested against; empty: the first
  bool figures = true;  ///< draw with tandem-figures
};

/// One HTML page with everything inside: provenance, tables with tests, figures, transfer, failures, specification.
std::string reportHtml(const ResultFile& file, const Catalogue& catalogue, const ReportOptions& options);

}  // namespace tandem::cli
