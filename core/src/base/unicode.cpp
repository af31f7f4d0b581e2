// SPDX-License-Identifier: Apache-2.0
#include "tandem/unicode.h"

namespace tandem {

namespace {
constexpr char32_t kReplacement = 0xfffd;

bool isSurrogate(char32_t c) {
  return c >= 0xd800 && c < 0xe000;
}
}  // namespace

std::u32string charactersOf(std::string_view text) {
  std::u32string out;
  std::size_t i = 0;
  while (i < text.size()) {
    const auto byte = [&](std::size_t at) -> unsigned { return static_cast<unsigned char>(text[at]); };
    const unsigned lead = byte(i);
    const std::size_t length = lead < 0x80U ? 1 : lead >= 0xc2U && lead < 0xe0U ? 2 : lead < 0xf0U ? 3 : 4;
    constexpr char32_t kFirst[] = {0, 0, 0x80, 0x800, 0x10000};
    char32_t c = length == 1 ? lead : lead & (0x7fU >> length);
    bool good = (lead < 0x80U || (lead >= 0xc2U && lead < 0xf5U)) && i + length <= text.size();
    for (std::size_t k = 1; good && k < length; ++k) {
      good = (byte(i + k) & 0xc0U) == 0x80U;
      c = c << 6U | (byte(i + k) & 0x3fU);
    }
    good = good && c >= kFirst[length] && c < 0x110000 && !isSurrogate(c);
    out += good ? c : kReplacement;
    i += good ? length : 1;
  }
  return out;
}

void appendUtf8(std::string& text, char32_t character) {
  const char32_t c = isSurrogate(character) || character >= 0x110000 ? kReplacement : character;
  const auto add = [&](char32_t byte) { text += static_cast<char>(byte); };
  const auto rest = [&](unsigned shift) { add(0x80U | (c >> shift & 0x3fU)); };
  if (c < 0x80) {
    add(c);
  } else if (c < 0x800) {
    add(0xc0U | c >> 6U);
    rest(0);
  } else if (c < 0x10000) {
    add(0xe0U | c >> 12U);
    rest(6);
    rest(0);
  } else {
    add(0xf0U | c >> 18U);
    rest(12);
    rest(6);
    rest(0);
  }
}

}  // namespace tandem
