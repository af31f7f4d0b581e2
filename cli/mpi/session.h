// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tandem/engine/transport.h"

namespace tandem::cli {

/// The processes that mpirun started. In a separate library (tandem_mpi), loaded only in processes started that way:
/// others neither load nor initialise MPI.
class MpiSession : public Transport {
 public:
  /// This process's share of the cores of this machine when all its processes here share them.
  [[nodiscard]] virtual int threads() const = 0;
  /// Cores of this machine to which mpirun bound none of its processes.
  [[nodiscard]] virtual int unusedCores() const = 0;
};

/// Name and type of the library's only function: initialises MPI; whoever calls it deletes the session at the end of
/// the program, which finalises MPI.
inline constexpr const char* kMpiLibrary = "libtandem_mpi.so";
inline constexpr const char* kMpiJoin = "tandem_mpi_join";
using MpiJoin = MpiSession* (*)();

}  // namespace tandem::cli
