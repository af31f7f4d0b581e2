// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/algorithm.h"
#include "tandem/export.h"
#include "tandem/metric.h"
#include "tandem/problem.h"
#include "tandem/registry.h"

namespace tandem {

/// The three registries. Built-in entries come from builtinCatalogue() of the library tandem_catalog; plug-ins add
/// theirs.
struct Catalogue {
  Registry<AlgorithmInfo> algorithms{"algorithm"};
  Registry<ProblemInfo> problems{"problem"};
  Registry<MetricInfo> metrics{"metric"};
};

/// A fresh catalogue with everything Tandem ships (defined in tandem_catalog).
TANDEM_API Catalogue builtinCatalogue();

}  // namespace tandem
