// SPDX-License-Identifier: Apache-2.0
// Calls a function that nobody defines.
#include "tandem/algorithm.h"

namespace tandem::alg::undefined {
int nobodyDefinesThis();
void registerUnit(Catalogue& catalogue) {
  AlgorithmInfo info;
  info.name = "Undefined-" + std::to_string(nobodyDefinesThis());
  catalogue.algorithms.add(info);
}
}  // namespace tandem::alg::undefined
