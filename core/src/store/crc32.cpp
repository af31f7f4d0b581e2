// SPDX-License-Identifier: Apache-2.0
#include "store/crc32.h"

#include <array>
#include <cstring>

namespace tandem::store {

std::uint32_t crc32(std::uint32_t crc, const void* data, std::size_t size) {
  // Slicing by four bytes; the polynomial is that of zlib, so that Python's zlib.crc32 agrees.
  static const auto tables = [] {
    std::array<std::array<std::uint32_t, 256>, 4> t{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t c = i;
      for (int bit = 0; bit < 8; ++bit) c = (c & 1U) != 0 ? 0xedb88320U ^ (c >> 1) : c >> 1;
      t[0][i] = c;
    }
    for (std::uint32_t i = 0; i < 256; ++i) {
      for (std::size_t k = 1; k < 4; ++k) t[k][i] = (t[k - 1][i] >> 8) ^ t[0][t[k - 1][i] & 0xffU];
    }
    return t;
  }();
  const auto* bytes = static_cast<const unsigned char*>(data);
  std::uint32_t c = ~crc;
  for (; size >= 4; size -= 4, bytes += 4) {
    std::uint32_t word = 0;
    std::memcpy(&word, bytes, 4);
    c ^= word;
    c = tables[3][c & 0xffU] ^ tables[2][(c >> 8) & 0xffU] ^ tables[1][(c >> 16) & 0xffU] ^ tables[0][c >> 24];
  }
  for (; size > 0; --size, ++bytes) c = tables[0][(c ^ *bytes) & 0xffU] ^ (c >> 8);
  return ~c;
}

}  // namespace tandem::store
