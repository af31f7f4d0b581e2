// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tandem::prob {

/// A variable of a MATLAB 5 file. Numbers of every class are doubles here, in MATLAB's order (column-major).
struct MatValue {
  std::vector<std::size_t> dims;
  std::vector<double> numbers;
  std::string text;                                                   // of a char array
  std::vector<MatValue> cells;                                        // of a cell array
  std::vector<std::pair<std::string, std::vector<MatValue>>> fields;  // of a struct array: one value an element
};

/// Variables of a MATLAB 5 file given as its bytes. Every length is checked against what is there before memory is
/// taken, and the total is limited: the file may come from anywhere. (libmatio takes what the file claims, hundreds of
/// gigabytes if it says so.) Real numbers, char arrays, cells and structs; other classes are present without content.
/// Throws InputError naming `file` and the reason.
std::map<std::string, MatValue> parseMatFile(const std::string& bytes, const std::string& file);

/// "The data file '...' <why>; take it from an undamaged checkout."
[[noreturn]] void refuseSource(const std::string& file, const std::string& why);

}  // namespace tandem::prob
