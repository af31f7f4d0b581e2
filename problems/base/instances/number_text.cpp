// SPDX-License-Identifier: Apache-2.0
#include "problems/base/instances/number_text.h"

#include <charconv>
#include <sstream>

#include "tandem/error.h"

namespace tandem::prob {

NumberText::NumberText(std::string what, std::string_view text) : what_(std::move(what)) {
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream in(line.substr(0, line.find('#')));
    for (std::string word; in >> word;) words_.push_back(word);
  }
}

void NumberText::fail(const std::string& why) const {
  throw InputError(what_ + ": " + why);
}

const std::string& NumberText::word() {
  if (atEnd()) fail("ends too early");
  return words_[next_++];
}

double NumberText::number() {
  const std::string& text = word();
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) fail("'" + text + "' is not a number");
  return value;
}

int NumberText::count(const std::string& of, int most) {
  const double value = number();
  if (!(value >= 1.0 && value <= most)) fail(of + " has a length that is not from 1 to " + std::to_string(most));
  return static_cast<int>(value);
}

std::map<std::string, std::vector<double>> readLists(const std::string& what, std::string_view text) {
  constexpr int kMost = 100000;
  std::map<std::string, std::vector<double>> lists;
  NumberText in(what, text);
  while (!in.atEnd()) {
    std::vector<double>& list = lists[in.word()];
    list.resize(in.count("a list", kMost));
    for (double& v : list) v = in.number();
  }
  return lists;
}

}  // namespace tandem::prob
