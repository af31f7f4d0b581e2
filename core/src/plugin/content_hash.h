// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace tandem {

/// SHA-1 of a file as 40 hexadecimal digits, as sha1sum prints it. Throws InputError if the file cannot be read.
std::string contentHash(const std::string& path);

}  // namespace tandem
