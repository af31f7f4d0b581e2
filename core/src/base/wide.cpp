// SPDX-License-Identifier: Apache-2.0
#include "base/wide.h"

#include <cstdlib>
#include <string_view>

namespace tandem::wide {

#ifdef TANDEM_WIDE
namespace inner {
void product(const double* a, std::ptrdiff_t rowStep, std::ptrdiff_t depthStep, int rows, int depth, ConstMatView b,
             MatView out);
void productTransposed(ConstMatView a, ConstMatView b, MatView out);
bool decomposeSymmetric(int n, int stride, double* a, double* d, double* e, double* vectors, double* scratch);
void words(std::uint64_t* state, std::span<std::uint64_t> out);
void normals(const std::uint64_t* words, std::span<double> out);
bool toBounds(const double* x, const double* low, const double* high, bool bounded, int n, double* out);
void exp(std::span<const double> in, std::span<double> out);
}  // namespace inner

namespace {

constexpr Kernels kKernels{.product = inner::product,
                           .productTransposed = inner::productTransposed,
                           .decomposeSymmetric = inner::decomposeSymmetric,
                           .words = inner::words,
                           .normals = inner::normals,
                           .toBounds = inner::toBounds,
                           .exp = inner::exp};

const Kernels* choose() {
  const char* const wish = std::getenv("TANDEM_AVX512");
  if (wish != nullptr && std::string_view(wish) == "0") return nullptr;
  __builtin_cpu_init();
  const bool all = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                   __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                   __builtin_cpu_supports("avx512vl");
  return all ? &kKernels : nullptr;
}

}  // namespace

const Kernels* kernels() {
  static const Kernels* const chosen = choose();
  return chosen;
}
#else
const Kernels* kernels() {
  return nullptr;
}
#endif

}  // namespace tandem::wide
