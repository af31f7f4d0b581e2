// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <memory>
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

/// The published files below MTO/Problems of a checkout. Files are untrusted: size and shape are checked before memory
/// is taken; errors are InputError with the file and the reason. Parsed MATLAB files are kept until the next one.
class SourceFiles {
 public:
  /// Throws InputError if the folder is neither a checkout nor its MTO folder.
  explicit SourceFiles(const std::string& checkout);
  [[nodiscard]] std::string path(const std::string& source) const;
  [[nodiscard]] bool has(const std::string& source) const;
  /// All numbers of a text file, at most `most`.
  [[nodiscard]] std::vector<double> numbers(const std::string& source, std::size_t most) const;
  /// All variables of a MATLAB 5 file.
  const std::map<std::string, MatValue>& matFile(const std::string& source);

 private:
  std::string root_;
  std::string parsedSource_;
  std::map<std::string, MatValue> parsed_;
};

}  // namespace tandem::prob
