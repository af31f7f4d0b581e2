// SPDX-License-Identifier: Apache-2.0
#include "tandem/store/keep.h"

#include <array>
#include <filesystem>
#include <fstream>

#include "tandem/error.h"

namespace tandem {

void keepResults(const std::string& path) {
  std::error_code none;
  if (!std::filesystem::is_regular_file(path, none)) return;  // a pipe would be emptied, or wait for its writer
  constexpr std::array<char, 8> kHdf5 = {'\x89', 'H', 'D', 'F', '\r', '\n', '\x1a', '\n'};
  std::array<char, 8> head{};
  std::ifstream in(path, std::ios::binary);
  if (!in.read(head.data(), head.size()) || head != kHdf5) return;
  throw InputError("'" + path + "' is a file of results, which nothing else may replace; choose another name.");
}

}  // namespace tandem
