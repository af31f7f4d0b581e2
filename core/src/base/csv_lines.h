// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Tables that users write: comma-separated, a row a line, as RFC 4180 quotes them; blanks around values, blank lines,
/// lines that begin with '#' and a mark of UTF-8 at the start do not matter.
namespace tandem::csv {

struct Field {
  std::string text;  ///< without quotes
  int column = 1;    ///< of the line, from 1
};

class Lines {
 public:
  /// The text must outlive the object; complaints name the source.
  Lines(std::string source, std::string_view text);
  /// The fields of the next line that has any; false at the end. Throws InputError for a quote that is not closed.
  bool next(std::vector<Field>& fields);
  /// Of the fields read last, from 1.
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
