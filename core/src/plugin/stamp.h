// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

namespace tandem {

/// Text of the section .tandem_abi of a 64-bit ELF file, read from the file without loading it. Empty if the file is
/// not such a file, is damaged, or has no such section.
std::optional<std::string> readPluginStamp(const std::string& path);

}  // namespace tandem
