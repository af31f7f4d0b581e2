// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace tandem {

/// SHA-1 of a file as 40 hexadecimal digits, as sha1sum prints it. Throws InputError if the file cannot be read.
std::string contentHash(const std::string& path);
/// The same of a text.
std::string textHash(std::string_view text);

}  // namespace tandem
