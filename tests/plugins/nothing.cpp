// SPDX-License-Identifier: Apache-2.0
#include "tandem/algorithm.h"

namespace tandem::alg::nothing {
void registerUnit(Catalogue& /*catalogue*/) {}
}  // namespace tandem::alg::nothing
