// SPDX-License-Identifier: Apache-2.0
#include "base/rng_kernels.h"

namespace tandem::wide::inner {

void words(std::uint64_t* state, std::span<std::uint64_t> out) {
  generateWords(state, out);
}

void normals(const std::uint64_t* words, std::span<double> out) {
  boxMuller(words, out);
}

}  // namespace tandem::wide::inner
