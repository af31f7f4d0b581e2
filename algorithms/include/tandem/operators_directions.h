// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/workspace.h"

namespace tandem::op {

/// Directions (reference vectors, weight vectors) laid out so that a point is compared with several at a time. Lives in
/// a frame.
class TANDEM_API Directions {
 public:
  /// Rows of `directions`, which must outlive this.
  Directions(Workspace::Frame& frame, ConstMatView directions);
  [[nodiscard]] int size() const { return directions_.rows; }

  struct Nearest {
    int direction = 0;
    double measure;  ///< angle or distance; infinity if it was NaN for every direction
  };
  /// The direction with the least angle (radians) to `point`, leaving out `except`; the first of equals. A point of
  /// length zero has angle 0 to all.
  [[nodiscard]] Nearest byAngle(std::span<const double> point, int except = -1) const;
  /// The direction whose line through the origin is nearest to `point`; the first of equals.
  [[nodiscard]] Nearest byDistance(std::span<const double> point) const;

 private:
  void products(std::span<const double> point) const;  // into dots_
  ConstMatView directions_;
  MatView columns_;  // one row per objective, padded to whole vectors
  std::span<double> lengths_, dots_;
};

}  // namespace tandem::op
