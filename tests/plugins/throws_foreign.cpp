// SPDX-License-Identifier: Apache-2.0
// Its registration throws something that is no std::exception.
#include "tandem/algorithm.h"

namespace tandem::alg::throws_foreign {

void registerUnit(Catalogue& /*catalogue*/) {
  throw 42;  // NOLINT(hicpp-exception-baseclass)
}

}  // namespace tandem::alg::throws_foreign
