// SPDX-License-Identifier: Apache-2.0
#include "base/csv_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "tandem/error.h"

namespace tandem::csv {

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

/// The value of a field: within quotes, two quotes stand for one.
std::string unquoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
  std::string out;
  text = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (text.substr(i, 2) == "\"\"") ++i;
  }
  return out;
}

}  // namespace

Lines::Lines(std::string source, std::string_view text) : source_(std::move(source)), rest_(text) {
  if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
}

bool Lines::next(std::vector<Field>& fields) {
  while (!rest_.empty()) {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    ++line_;
    const std::string_view content = trimmed(line);
    if (content.empty() || content.front() == '#') continue;
    split(line, fields);
    return true;
  }
  return false;
}

void Lines::failAt(int line, int column, const std::string& sentence) const {
  throw InputError(fmt::format("{}:{}:{}: {}.", source_, line, column, sentence));
}

void Lines::split(std::string_view line, std::vector<Field>& fields) const {
  fields.clear();
  for (std::size_t at = 0;;) {
    std::size_t end = at;
    bool quoted = false;
    while (end < line.size() && (quoted || line[end] != ',')) quoted = (line[end++] == '"') != quoted;
    if (quoted) fail(static_cast<int>(at) + 1, "a double quote is not closed");
    const std::string_view text = trimmed(line.substr(at, end - at));
    const std::size_t begin = text.empty() ? at : static_cast<std::size_t>(text.data() - line.data());
    fields.push_back({unquoted(text), static_cast<int>(begin) + 1});
    if (end == line.size()) return;
    at = end + 1;
  }
}

std::optional<double> numberOf(std::string_view text) {
  if (text.size() > 1 && text.front() == '+' && text[1] != '-') text.remove_prefix(1);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace tandem::csv
