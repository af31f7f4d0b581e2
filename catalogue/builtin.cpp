// SPDX-License-Identifier: Apache-2.0
#include "tandem/catalogue.h"

namespace tandem {

void registerBuiltins(Catalogue& catalogue);  // generated: catalogue/table.cpp in the build folder

Catalogue builtinCatalogue() {
  Catalogue catalogue;
  registerBuiltins(catalogue);
  return catalogue;
}

}  // namespace tandem
