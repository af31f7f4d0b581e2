// SPDX-License-Identifier: Apache-2.0
#include "tandem/unicode.h"

#include <algorithm>

#include "tandem/error.h"

namespace tandem {

namespace {
constexpr char32_t kReplacement = 0xfffd;

constexpr std::size_t kLongestName = 200;

/// Invisible: blanks of any width, joiners, direction and byte order marks.
bool isBlank(char32_t c) {
  return c == ' ' || c == 0xa0 || c == 0xad || c == 0x1680 || c == 0x180e || (c >= 0x2000 && c <= 0x200f) ||
         c == 0x202f || (c >= 0x205f && c <= 0x2064) || c == 0x2800 || c == 0x3000 || c == 0x3164 || c == 0xfeff;
}

/// Control characters, ASCII and others, and those of Unicode that end lines and paragraphs or turn the direction
/// of what follows.
bool isControl(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

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

std::string whyNoName(std::string_view text) {
  const std::u32string characters = charactersOf(text);
  if (std::ranges::any_of(characters, isControl)) return "it has a line break or another control character";
  if (std::ranges::all_of(characters, isBlank)) return "it is blank";
  if (std::ranges::find(characters, kReplacement) != characters.end()) return "not all of it is UTF-8";
  if (characters.size() > kLongestName) return "it has more than " + std::to_string(kLongestName) + " characters";
  return {};
}

void requireName(std::string_view text, std::string_view what) {
  const std::string why = whyNoName(text);
  if (why.empty()) return;
  std::string shown;
  for (const char32_t c : charactersOf(text).substr(0, kLongestName)) appendUtf8(shown, isControl(c) ? U'?' : c);
  throw InputError("'" + shown + "' cannot be the name of " + std::string(what) + ": " + why + "; give up to " +
                   std::to_string(kLongestName) + " characters that can be printed.");
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
