// SPDX-License-Identifier: Apache-2.0
#include "tandem/operators_levy.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tandem::op {

namespace {
constexpr double kIndex = 1.5;
}  // namespace

LevyFlight::LevyFlight(double scale)
    : deviation_(std::pow(std::tgamma(1.0 + kIndex) * std::sin(std::numbers::pi * kIndex / 2.0) /
                              (std::tgamma((1.0 + kIndex) / 2.0) * kIndex * std::pow(2.0, (kIndex - 1.0) / 2.0)),
                          1.0 / kIndex) *
                 scale) {}

double LevyFlight::step(Rng& rng) const {
  const double u = deviation_ * rng.normal();
  const double v = std::max(std::abs(rng.normal()), 1e-100);
  return u / std::cbrt(v * v);  // |v|^(1/kIndex)
}

}  // namespace tandem::op
