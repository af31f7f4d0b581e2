// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>

#include "tandem/simd.h"

/// Element-wise functions of spans for the vectors of the instruction set that the including file is compiled for
/// (base/wide.h).
namespace tandem::vmath {

namespace {

/// The remainder goes through the same vector code, so that a value does not depend on its position.
template <typename F>
void transform(std::span<const double> in, std::span<double> out, F&& f) {
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

}  // namespace tandem::vmath
