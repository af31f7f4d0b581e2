// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <span>

namespace tandem {

/// The same numbers to the last bit, signs of zeros and contents of NaNs included; says which is the first that is not.
inline void expectSameBits(std::span<const double> a, std::span<const double> b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    ASSERT_EQ(std::bit_cast<std::uint64_t>(a[i]), std::bit_cast<std::uint64_t>(b[i]))
        << "element " << i << ": " << a[i] << " and " << b[i];
  }
}

}  // namespace tandem
