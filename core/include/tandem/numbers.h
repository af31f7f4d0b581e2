// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>

namespace tandem {

/// Size of a container as an int, so that indices and counts of individuals, variables and tasks are plain ints.
template <typename Container>
[[nodiscard]] constexpr int isize(const Container& container) {
  return static_cast<int>(container.size());
}

/// The integer nearest to x, halves away from zero. The result must fit an int, as must those of roundUp and roundDown.
[[nodiscard]] inline int nearest(double x) {
  return static_cast<int>(std::lround(x));
}

/// The smallest integer that is not below x.
[[nodiscard]] inline int roundUp(double x) {
  return static_cast<int>(std::ceil(x));
}

/// The integer part of x >= 0: a count such as "a share of n", or an index kept in a population's column.
[[nodiscard]] inline int roundDown(double x) {
  return static_cast<int>(x);
}

/// a / b of two counts as a real number; b must not be 0.
template <typename A, typename B>
[[nodiscard]] constexpr double ratio(A a, B b) {
  return static_cast<double>(a) / static_cast<double>(b);
}

/// How many elements of a range equal `value`.
template <typename Range, typename Value>
[[nodiscard]] int countOf(const Range& range, const Value& value) {
  return static_cast<int>(std::ranges::count(range, value));
}

}  // namespace tandem
