// SPDX-License-Identifier: Apache-2.0
#include "cli/points.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <string_view>

#include "tandem/error.h"

namespace tandem::cli {

int PointReader::read(Matrix& points) {
  int count = 0;
  while (count < points.rows() && std::getline(in_, text_)) {
    // Some editors and spreadsheets put it before UTF-8.
    constexpr const char* kByteOrderMark = "\xEF\xBB\xBF";
    if (++line_ == 1 && text_.starts_with(kByteOrderMark)) text_.erase(0, 3);
    if (!text_.empty() && text_.back() == '\r') text_.pop_back();
    if (text_.find_first_not_of(" \t") == std::string::npos) {
      // Blank lines are harmless only at the end: elsewhere values and points would get out of step.
      if (blank_ == 0) blank_ = line_;
      continue;
    }
    if (blank_ != 0) throw InputError(fmt::format("Line {} of the points is blank; remove it.", blank_));
    parse(points.row(count++));
  }
  if (in_.bad()) throw InputError("The points on standard input could not be read.");
  return count;
}

void PointReader::parse(std::span<double> out) {
  int column = 0;
  std::size_t begin = 0;
  while (true) {
    std::size_t end = text_.find(',', begin);
    if (end == std::string::npos) end = text_.size();
    if (column < width_) out[column] = number(begin, end, column + 1);
    ++column;
    if (end == text_.size()) break;
    begin = end + 1;
  }
  if (column != width_) {
    throw InputError(fmt::format("Line {} of the points has {} {}; {} takes {}, comma-separated.", line_, column,
                                 column == 1 ? "value" : "values", task_, width_));
  }
}

double PointReader::number(std::size_t begin, std::size_t end, int column) const {
  std::string_view field(text_.data() + begin, end - begin);
  const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
  while (!field.empty() && isBlank(field.front())) field.remove_prefix(1);
  while (!field.empty() && isBlank(field.back())) field.remove_suffix(1);
  std::string_view digits = field;
  if (digits.size() > 1 && digits.front() == '+' && digits[1] != '-') digits.remove_prefix(1);
  double value = 0.0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc::invalid_argument || stop != digits.data() + digits.size() || digits.empty() ||
      (error == std::errc{} && !std::isfinite(value))) {
    throw InputError(
        fmt::format("Line {} of the points, value {}: '{}' is not a number.", line_, column, field.substr(0, 40)));
  }
  if (error == std::errc::result_out_of_range) {
    throw InputError(fmt::format("Line {} of the points, value {}: {} is too large or too small for a number.", line_,
                                 column, field.substr(0, 40)));
  }
  return value;
}

}  // namespace tandem::cli
