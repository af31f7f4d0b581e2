// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <hdf5.h>

namespace tandem::store {

/// Has files created with this access property list written by our own driver. HDF5 is left in an invalid state when a
/// write fails while it flushes its caches (it crashes when the file is closed, or at exit). So the driver hides the
/// first failure from it, notes it in *error (an errno; must outlive the file) and drops what follows; the caller must
/// check.
void useWriteDriver(hid_t accessList, int* error);

}  // namespace tandem::store
