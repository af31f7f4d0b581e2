// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "tandem/export.h"
#include "tandem/matrix.h"

/// Kernels with vectors of eight doubles for processors that have AVX-512, in a build for x86-64-v3. Only kernels
/// that compute every element by itself, or add up in an order that does not depend on the width: their results have
/// the same bits as those of the narrow ones (tested), whichever processor made them.
///
/// Both come from the same source: a header *_kernels.h, compiled with the rest of the library and once more, with
/// other flags, in a folder wide/. The environment variable TANDEM_AVX512=0 keeps the narrow ones, for comparison.
namespace tandem::wide {

inline constexpr int kWidth = 8;

struct Kernels {
  /// Of linalg: element (i, k) of the left factor at a[i * rowStep + k * depthStep].
  void (*product)(const double* a, std::ptrdiff_t rowStep, std::ptrdiff_t depthStep, int rows, int depth,
                  ConstMatView b, MatView out);
  void (*productTransposed)(ConstMatView a, ConstMatView b, MatView out);
  bool (*decomposeSymmetric)(int n, int stride, double* a, double* d, double* e, double* vectors, double* scratch);
  /// Of Rng: words of eight streams, advancing their state, and normals from words.
  void (*words)(std::uint64_t* state, std::span<std::uint64_t> out);
  void (*normals)(const std::uint64_t* words, std::span<double> out);
  /// Of a run: from the unified space to the bounds of a task.
  bool (*toBounds)(const double* x, const double* low, const double* high, bool bounded, int n, double* out);
  /// Of vmath.
  void (*exp)(std::span<const double> in, std::span<double> out);
};

/// Null if the build or the processor does not have them, or they are turned off.
TANDEM_API const Kernels* kernels();

}  // namespace tandem::wide
