// SPDX-License-Identifier: Apache-2.0
// Its registration throws after it has registered something.
#include <stdexcept>

#include "tandem/algorithm.h"

namespace tandem::alg::throws {

void registerUnit(Catalogue& catalogue) {
  AlgorithmInfo info;
  info.name = "Throws";
  info.make = [] { return std::unique_ptr<Algorithm>(); };
  catalogue.algorithms.add(info);
  throw std::runtime_error("the moon is in the wrong phase");
}

}  // namespace tandem::alg::throws
