// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>
#include <vector>

namespace tandem::figures {

struct Tick {
  double at = 0.0;
  std::string label = {};
};

struct Ticks {
  std::vector<Tick> major = {};
  std::vector<double> minor = {};
};

/// About `most` (at least 2) round numbers within [low, high], with the shortest labels that distinguish them.
Ticks linearTicks(double low, double high, int most);

/// Powers of ten within [low, high] (both positive), every n-th of them if there are more than `most`; multiples by 2
/// and 5 too, or plain round numbers, where the range holds too few.
Ticks logTicks(double low, double high, int most);

/// Zero and signed powers of ten (in the units of a symmetric logarithmic scale that is linear within -+ c, a power of
/// ten).
Ticks symmetricTicks(double low, double high, double c, int most);

/// "10" with the power in superscript.
std::string powerOfTen(int exponent);

}  // namespace tandem::figures
