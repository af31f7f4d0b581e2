// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <hdf5.h>

namespace tandem::store {

/// Makes files created with this access property list be written by a driver of our own. HDF5 is left in pieces when a
/// write fails while it flushes its caches (it crashes when the file is closed, or at exit). So the driver keeps the
/// first failure to itself, in *error (an errno; must outlive the file), drops what follows, and the caller asks.
void useWriteDriver(hid_t accessList, int* error);

}  // namespace tandem::store
