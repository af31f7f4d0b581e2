// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "tandem/export.h"

/// Texts are UTF-8 throughout; what writes for others at times needs characters.
namespace tandem {

/// Characters of a UTF-8 text. A byte that is part of none (overlong forms, surrogates and the like) becomes U+FFFD:
/// names may come from anywhere.
TANDEM_API std::u32string charactersOf(std::string_view text);

/// The character (a surrogate, or beyond U+10FFFF: U+FFFD) in UTF-8.
TANDEM_API void appendUtf8(std::string& text, char32_t character);

}  // namespace tandem
