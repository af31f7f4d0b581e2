// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/export.h"

namespace tandem {

/// What a problem is, or what an algorithm is made for. A set of bits; combine with `|`.
enum Label : unsigned {
  SingleTask = 1U << 0U,
  MultiTask = 1U << 1U,  ///< two to a handful of tasks
  ManyTask = 1U << 2U,   ///< more than a handful (the suites say which they are)
  SingleObjective = 1U << 3U,
  MultiObjective = 1U << 4U,
  Unconstrained = 1U << 5U,  ///< printed "none", as the field does
  Competitive = 1U << 6U,
  Constrained = 1U << 7U,
};
using Labels = unsigned;

/// "multi-task", "single-objective", "none", ... in the order of the enumeration.
TANDEM_API std::vector<std::string> labelNames(Labels labels);
/// One label from its name (case, '-', '_' and space are alike); throws InputError with the valid names.
TANDEM_API Label labelFromName(const std::string& name);

/// Where a method or suite was published.
struct Citation {
  std::string authors;
  std::string title;
  std::string venue;
  int year = 0;
  std::string doi;  ///< without "https://doi.org/"; empty if there is none
};

}  // namespace tandem
