// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tandem::prob {

/// Words and numbers of a text that we ship, one after another; what follows a '#' on a line is a comment. Throws an
/// InputError beginning with `what` if the text has something other than what is read.
class NumberText {
 public:
  NumberText(std::string what, std::string_view text);
  [[nodiscard]] bool atEnd() const { return next_ == words_.size(); }
  const std::string& word();
  double number();
  /// A whole number from 1 to `most`; `of` is what it counts.
  int count(const std::string& of, int most);
  [[noreturn]] void fail(const std::string& why) const;

 private:
  std::string what_;
  std::vector<std::string> words_;
  std::size_t next_ = 0;
};

/// Lists of numbers: name and length of a list, then its numbers, then the next list. Throws as NumberText does.
std::map<std::string, std::vector<double>> readLists(const std::string& what, std::string_view text);

}  // namespace tandem::prob
