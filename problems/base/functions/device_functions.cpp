// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "problems/base/functions/function_terms_text.h"
#include "problems/base/functions/functions.h"

namespace tandem::prob {

namespace {

/// Every term once; several functions may share one.
DeviceLibrary makeLibrary() {
  DeviceLibrary library;
  library.source = kFunctionTermsText;
  for (int i = 0; i <= static_cast<int>(Base::ExpandedScaffer); ++i) {
    const std::string name = termName(static_cast<Base>(i));
    if (std::ranges::find(library.functions, name) == library.functions.end()) library.functions.push_back(name);
  }
  return library;
}

}  // namespace

const DeviceLibrary& deviceFunctions() {
  static const DeviceLibrary library = makeLibrary();
  return library;
}

DevicePart devicePart(Base base, int dim) {
  const std::vector<std::string>& names = deviceFunctions().functions;
  DevicePart part;
  part.function = static_cast<int>(std::ranges::find(names, termName(base)) - names.begin());
  part.dim = dim;
  part.table = functionTable(base, dim);
  return part;
}

}  // namespace tandem::prob
