// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <vector>

#include "tandem/mat_file.h"

namespace tandem::prob {

/// "The data file '...' <why>; take it from an undamaged checkout."
[[noreturn]] void refuseSource(const std::string& file, const std::string& why);

/// The published files below MTO/Problems of a checkout. Files are untrusted: size and shape are checked before memory
/// is allocated; errors are InputError with the file and the reason. Parsed MATLAB files are kept until the next one.
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
