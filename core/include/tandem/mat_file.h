// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tandem/export.h"

namespace tandem {

/// A variable of a MATLAB 5 file. Numbers of every class become doubles, in MATLAB's order (column-major).
struct MatValue {
  std::vector<std::size_t> dims;
  std::vector<double> numbers;
  std::string text;                                                   ///< of a char array
  std::vector<MatValue> cells;                                        ///< of a cell array
  std::vector<std::pair<std::string, std::vector<MatValue>>> fields;  ///< of a struct array: one value per element
  bool foreign = false;  ///< a function handle, object or similar: present without content
};

/// What is being read, for error messages ("The <kind> '<file>' <why>; <cure>."), and limits on its size. The file is
/// untrusted: it may come from anywhere.
struct MatReading {
  std::string file;
  std::string kind = "MATLAB file";
  std::string cure;                                  ///< may be empty
  std::size_t mostBytes = std::size_t{64} << 20U;    ///< unpacked
  std::size_t mostElements = std::size_t{1} << 22U;  ///< numbers of the file
  std::size_t mostParts = 20000;                     ///< cells and struct fields of the file
};

/// Variables of a MATLAB 5 file (save -v6 and -v7) given as its bytes. Every length is checked against the bytes
/// present before memory is allocated, and the total is limited. (libmatio allocates what the file claims, be it
/// hundreds of gigabytes.) Real numbers, char arrays, cells and structs; other classes are marked foreign. Throws
/// InputError naming the file and the reason; version 7.3 (HDF5) and Octave's text format are named as such.
TANDEM_API std::map<std::string, MatValue> parseMatFile(const std::string& bytes, const MatReading& reading);

}  // namespace tandem
