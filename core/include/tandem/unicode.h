// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "tandem/export.h"

/// Texts are UTF-8 throughout; writers of other formats sometimes need characters.
namespace tandem {

/// Characters of a UTF-8 text. A byte that belongs to none (overlong forms, surrogates and so on) becomes U+FFFD: names
/// may come from anywhere.
TANDEM_API std::u32string charactersOf(std::string_view text);

/// Why a text cannot be the name of something in results, where it appears in columns, tables and files: "it is blank";
/// empty if it can. Any script will do: up to 200 characters of UTF-8 on one line, at least one visible.
TANDEM_API std::string whyNoName(std::string_view text);

/// Throws InputError with the reason if it cannot be the name of `what` ("an algorithm").
TANDEM_API void requireName(std::string_view text, std::string_view what);

/// Appends the character in UTF-8 (U+FFFD for a surrogate or beyond U+10FFFF).
TANDEM_API void appendUtf8(std::string& text, char32_t character);

}  // namespace tandem
