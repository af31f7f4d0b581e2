// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/algorithm.h"
#include "tandem/export.h"
#include "tandem/metric.h"
#include "tandem/problem.h"
#include "tandem/registry.h"

namespace tandem {

/// A loaded plug-in and the registry names of what it registered.
struct PluginInfo {
  std::string name;  ///< file name, without the folder
  std::string hash;  ///< SHA-1 of the file, 40 hexadecimal digits
  std::vector<std::string> algorithms, problems, metrics;
};

/// The three registries. Built-in entries come from builtinCatalogue() of the library tandem_catalog; plug-ins add
/// theirs.
struct Catalogue {
  Registry<AlgorithmInfo> algorithms{"algorithm"};
  Registry<ProblemInfo> problems{"problem"};
  Registry<MetricInfo> metrics{"metric"};
  std::vector<PluginInfo> plugins = {};  ///< the sources of entries that are not built in
};

/// A fresh catalogue with everything Tandem ships (defined in tandem_catalog).
TANDEM_API Catalogue builtinCatalogue();

}  // namespace tandem
