// SPDX-License-Identifier: Apache-2.0
#include "tandem/vmath.h"

#include "base/vmath_kernels.h"
#include "base/wide.h"
#include "tandem/error.h"
#include "tandem/simd.h"

namespace tandem::vmath {

namespace {

template <typename F>
void apply(std::span<const double> in, std::span<double> out, F&& f) {
  if (in.size() != out.size()) throw Error("vmath: input and output differ in length.");
  transform(in, out, f);
}

}  // namespace

void exp(std::span<const double> in, std::span<double> out) {
  if (const wide::Kernels* const kernels = wide::kernels(); kernels != nullptr && in.size() == out.size()) {
    kernels->exp(in, out);
  } else {
    apply(in, out, [](simd::Vec v) { return simd::exp(v); });
  }
}
void log(std::span<const double> in, std::span<double> out) {
  apply(in, out, [](simd::Vec v) { return simd::log(v); });
}
void sin(std::span<const double> in, std::span<double> out) {
  apply(in, out, [](simd::Vec v) { return simd::sin(v); });
}
void cos(std::span<const double> in, std::span<double> out) {
  apply(in, out, [](simd::Vec v) { return simd::cos(v); });
}
void pow(std::span<const double> base, double exponent, std::span<double> out) {
  apply(base, out, [exponent](simd::Vec v) { return simd::pow(v, exponent); });
}
void sqrt(std::span<const double> in, std::span<double> out) {
  apply(in, out, [](simd::Vec v) { return simd::sqrt(v); });
}

}  // namespace tandem::vmath
