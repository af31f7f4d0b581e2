// SPDX-License-Identifier: Apache-2.0
// Registers an entry that could never be made.
#include "tandem/algorithm.h"

namespace tandem::alg::nameless {

void registerUnit(Catalogue& catalogue) {
  AlgorithmInfo info;
  info.name = "Never-Made";
  catalogue.algorithms.add(info);
}

}  // namespace tandem::alg::nameless
