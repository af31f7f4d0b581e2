// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rendering/ticks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace tandem::figures {
namespace {

int decadeOf(double v) {
  return static_cast<int>(std::floor(std::log10(v)));
}

/// The least of 1, 2 and 5 times a power of ten that is not below v.
double roundStep(double v) {
  const double power = std::pow(10.0, decadeOf(v));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= v * (1.0 - 1e-9)) return factor * power;
  }
  return 10.0 * power;
}

std::string fixedText(double v, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, v);
  return text;
}

/// Labels of numbers that are `step` apart; `shift`: of numbers so many decades larger.
std::string label(double v, double step, int decade, int shift = 0) {
  if (v == 0.0) return "0";
  const int fine = decadeOf(step * (1.0 + 1e-9));
  constexpr int kMostDecimals = 15;
  if (decade >= 6 || decade < -3 || shift != 0) {
    const int decimals = std::clamp(decade - fine, 0, kMostDecimals);
    return fixedText(v / std::pow(10.0, decade), decimals) + "×" + powerOfTen(decade + shift);
  }
  return fixedText(v, std::clamp(-fine, 0, kMostDecimals));
}

}  // namespace

std::string powerOfTen(int exponent) {
  static constexpr std::array<const char*, 10> digits = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text = "10";
  for (const char c : std::to_string(exponent)) {
    text += c == '-' ? "⁻" : digits[static_cast<std::size_t>(c - '0')];
  }
  return text;
}

Ticks linearTicks(double low, double high, int most) {
  Ticks ticks;
  const double largest = std::max(std::abs(low), std::abs(high));
  // The difference of two doubles may overflow: huge numbers are counted in larger units.
  constexpr double kHuge = 1e300;
  const int shift = largest > kHuge ? 20 : 0;
  const double unit = shift > 0 ? 1e20 : 1.0;
  low /= unit;
  high /= unit;
  const double span = high - low;
  if (!(span > 0.0) || !std::isfinite(span)) return ticks;
  const double step = roundStep(span / std::max(most, 2));
  if (!(step > 0.0) || largest / unit / step > 1e15) return ticks;  // no double in between
  const double first = std::ceil(low / step - 1e-9);
  const int decade = decadeOf(largest / unit);
  for (double k = first; k * step <= high + 1e-9 * step; ++k) {
    ticks.major.push_back({.at = k * step * unit, .label = label(k * step, step, decade, shift)});
  }
  return ticks;
}

Ticks symmetricTicks(double low, double high, double c, int most) {
  Ticks ticks;
  const int first = static_cast<int>(std::ceil(low - 1e-9)), last = static_cast<int>(std::floor(high + 1e-9));
  const int every = std::max(1, (last - first + most) / std::max(most, 1));
  const int decade = static_cast<int>(std::lround(std::log10(c)));
  for (int k = first; k <= last; ++k) {
    if (k % every != 0) {
      ticks.minor.push_back(k);
      continue;
    }
    const std::string size = powerOfTen(decade + std::abs(k) - 1);
    ticks.major.push_back({.at = 1.0 * k, .label = k == 0 ? "0" : k < 0 ? "\u2212" + size : size});
  }
  return ticks;
}

Ticks logTicks(double low, double high, int most) {
  Ticks ticks;
  if (!(low > 0.0 && high > low)) return ticks;
  const double from = std::log10(low), to = std::log10(high);
  const int first = static_cast<int>(std::ceil(from - 1e-9)), last = static_cast<int>(std::floor(to + 1e-9));
  const int decades = last - first + 1;
  const auto inside = [&](double v) { return std::isfinite(v) && v >= low * (1.0 - 1e-9) && v <= high * (1.0 + 1e-9); };
  if (decades >= 2) {
    const int every = std::max(1, (decades + most - 1) / std::max(most, 1));
    // Multiples of the distance, so that zero is included if it is within the range.
    int start = first;
    while (start % every != 0) ++start;
    for (int e = start; e <= last; e += every) ticks.major.push_back({std::pow(10.0, e), powerOfTen(e)});
    if (every == 1 && decades <= 8) {
      for (int e = first - 1; e <= last; ++e) {
        for (int m = 2; m < 10; ++m) {
          if (const double v = m * std::pow(10.0, e); inside(v)) ticks.minor.push_back(v);
        }
      }
    } else if (every > 1) {
      for (int e = first; e <= last; ++e) {
        if (e % every != 0) ticks.minor.push_back(std::pow(10.0, e));
      }
    }
    if (ticks.major.size() >= 2 || most < 2) return ticks;
  }
  ticks = {};
  for (int e = first - 1; e <= last + 1; ++e) {
    for (const int m : {1, 2, 5}) {
      const double v = m * std::pow(10.0, e);
      if (inside(v)) ticks.major.push_back({v, label(v, v, decadeOf(v * (1.0 + 1e-9)))});
    }
  }
  if (ticks.major.size() >= 2 && static_cast<int>(ticks.major.size()) <= most) return ticks;
  return linearTicks(low, high, most);
}

}  // namespace tandem::figures
