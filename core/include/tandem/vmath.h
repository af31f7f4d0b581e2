// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "tandem/export.h"

/// Element-wise functions at SIMD speed, the same bits on every machine of one build. in and out may be the same span.
/// Accuracy: within 4 ulp of the exact value over the usual range (tested against long double).
namespace tandem::vmath {

TANDEM_API void exp(std::span<const double> in, std::span<double> out);
TANDEM_API void log(std::span<const double> in, std::span<double> out);
TANDEM_API void sin(std::span<const double> in, std::span<double> out);
TANDEM_API void cos(std::span<const double> in, std::span<double> out);
/// out = base ^ exponent for base >= 0.
TANDEM_API void pow(std::span<const double> base, double exponent, std::span<double> out);
TANDEM_API void sqrt(std::span<const double> in, std::span<double> out);

}  // namespace tandem::vmath
