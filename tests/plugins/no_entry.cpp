// SPDX-License-Identifier: Apache-2.0
// The right stamp, but nothing to call.
#include "tandem/plugin_entry.h"

TANDEM_PLUGIN_ABI(TANDEM_ABI_STAMP)
