// SPDX-License-Identifier: Apache-2.0
#include "tandem/unicode.h"

#include <gmock/gmock.h>

namespace tandem {
namespace {

TEST(Unicode, CharactersAndBack) {
  const std::string text = "aß€😀\x7f";
  const std::u32string characters = charactersOf(text);
  EXPECT_EQ(characters, U"aß€😀\x7f");
  std::string back;
  for (const char32_t c : characters) appendUtf8(back, c);
  EXPECT_EQ(back, text);
  for (const char32_t edge : {0x0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff}) {
    std::string one;
    appendUtf8(one, edge);
    EXPECT_EQ(charactersOf(one), std::u32string(1, edge)) << static_cast<unsigned>(edge);
  }
}

TEST(Unicode, WhatIsNoneIsReplacedByteByByte) {
  EXPECT_EQ(charactersOf("a\xff"), U"a\xfffd");
  EXPECT_EQ(charactersOf("\xc3"), U"\xfffd") << "cut off";
  EXPECT_EQ(charactersOf("\xc0\xaf"), U"\xfffd\xfffd") << "overlong";
  EXPECT_EQ(charactersOf("\xed\xa0\x80"), U"\xfffd\xfffd\xfffd") << "a surrogate";
  EXPECT_EQ(charactersOf("\xf4\x90\x80\x80"), U"\xfffd\xfffd\xfffd\xfffd") << "beyond the last";
  EXPECT_EQ(charactersOf("\xc3(\x80z"), U"\xfffd(\xfffdz");
  std::string one;
  appendUtf8(one, 0xd800);
  EXPECT_EQ(one, "\xef\xbf\xbd");
}

}  // namespace
}  // namespace tandem
