// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <istream>
#include <span>
#include <string>

#include "tandem/matrix.h"

namespace tandem::cli {

/// Reads points line by line, comma-separated, `width` numbers each; every error (InputError) names the line. `task`
/// says whose points they are.
class PointReader {
 public:
  PointReader(std::istream& in, int width, std::string task) : in_(in), width_(width), task_(std::move(task)) {}

  /// Fills rows of `points` (width columns) from the top; returns how many.
  int read(Matrix& points);

 private:
  void parse(std::span<double> out);
  [[nodiscard]] double number(std::size_t begin, std::size_t end, int column) const;

  std::istream& in_;
  int width_;
  std::string task_;
  std::string text_;
  std::int64_t line_ = 0;
  std::int64_t blank_ = 0;  // first blank line seen, 0 = none
};

}  // namespace tandem::cli
