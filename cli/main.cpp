// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "tandem/catalogue.h"
#include "tandem/version.h"

int main() {
  std::printf("tandem %s\n", tandem::versionText().c_str());
  return 0;
}
