// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Tables that users write: comma-separated, one row per line, quoted as in RFC 4180; blanks around values, blank
/// lines, lines that begin with '#' and a UTF-8 byte order mark are ignored.
namespace tandem::csv {

struct Field {
  std::string text;  ///< without quotes
  int column = 1;    ///< of the line, from 1
};

class Lines {
 public:
  /// The text must outlive the object; errors name the source.
  Lines(std::string source, std::string_view text);
  /// The fields of the next non-empty line; false at the end. Throws InputError for an unclosed quote.
  bool next(std::vector<Field>& fields);
  /// Line of the fields read last, from 1.
  [[nodiscard]] int line() const { return line_; }
  /// Throws InputError "SOURCE:LINE:COLUMN: sentence."
  [[noreturn]] void fail(int column, const std::string& sentence) const { failAt(line_, column, sentence); }
  [[noreturn]] void failAt(int line, int column, const std::string& sentence) const;

 private:
  void split(std::string_view line, std::vector<Field>& fields) const;
  std::string source_;
  std::string_view rest_;
  int line_ = 0;
};

/// A number that is the whole text, a leading plus allowed; infinity and NaN are numbers here.
std::optional<double> numberOf(std::string_view text);

}  // namespace tandem::csv
