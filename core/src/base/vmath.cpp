// SPDX-License-Identifier: Apache-2.0
#include "tandem/vmath.h"

#include <algorithm>
#include <cstddef>

#include "tandem/error.h"
#include "tandem/simd.h"

namespace tandem::vmath {

namespace {

/// The remainder goes through the same vector code, so that a value does not depend on its position.
template <typename F>
void apply(std::span<const double> in, std::span<double> out, F&& f) {
  if (in.size() != out.size()) throw Error("vmath: input and output differ in length.");
  constexpr std::size_t width = simd::kWidth;
  const std::size_t whole = in.size() / width * width;
  for (std::size_t i = 0; i < whole; i += width) simd::store(&out[i], f(simd::load(&in[i])));
  if (whole == in.size()) return;
  double rest[width];
  std::fill(rest, rest + width, 1.0);
  std::copy(in.begin() + static_cast<std::ptrdiff_t>(whole), in.end(), rest);
  simd::store(rest, f(simd::load(rest)));
  std::copy(rest, rest + (in.size() - whole), out.begin() + static_cast<std::ptrdiff_t>(whole));
}

}  // namespace

void exp(std::span<const double> in, std::span<double> out) {
  apply(in, out, [](simd::Vec v) { return simd::exp(v); });
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
