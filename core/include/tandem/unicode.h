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

/// Appends the character in UTF-8 (U+FFFD for a surrogate or beyond U+10FFFF).
TANDEM_API void appendUtf8(std::string& text, char32_t character);

}  // namespace tandem
