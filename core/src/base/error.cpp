// SPDX-License-Identifier: Apache-2.0
#include "tandem/error.h"

namespace tandem {

// Out of line, so that every library sees one type identity.
Error::~Error() = default;
InputError::~InputError() = default;
Cancelled::~Cancelled() = default;

}  // namespace tandem
