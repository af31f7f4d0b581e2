// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

namespace tandem::store {

/// CRC-32 as of zlib and PNG; `crc` continues an earlier one.
std::uint32_t crc32(std::uint32_t crc, const void* data, std::size_t size);

}  // namespace tandem::store
