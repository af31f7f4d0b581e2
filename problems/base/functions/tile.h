// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "problems/base/functions/functions.h"
#include "tandem/matrix.h"
#include "tandem/simd.h"

/// Loops over the points of a tile (see functions.h); for the .cpp files of functions only.
namespace tandem::prob {

/// Points per tile: a multiple of every vector width in use and of the product kernel's block of three vectors; a tile
/// of 50 coordinates stays in the first-level cache.
inline constexpr int kTilePoints = 48;

/// Number of columns for n points.
inline constexpr int paddedColumns(int n) {
  return (n + simd::kWidth - 1) / simd::kWidth * simd::kWidth;
}

/// Coordinates of the vector of points that begins at `column`.
struct ColumnReader {
  const double* data;
  std::ptrdiff_t stride;
  simd::Vec operator()(int coordinate) const { return simd::load(data + coordinate * stride); }
};

/// f[c..] = body(reader of the points c..) for all points, a vector at a time.
template <typename F>
void forColumns(ConstMatView z, std::span<double> f, F&& body) {
  for (int c = 0; c < z.cols; c += simd::kWidth) {
    simd::store(&f[c], body(ColumnReader{z.data + c, z.stride}));
  }
}

/// A function from body(at, dim), which reads coordinate i of some points through at(i) and returns their values.
template <typename F>
TileFunction perPoint(F body) {
  return [body](ConstMatView z, std::span<double> f, Workspace&) {
    forColumns(z, f, [&](auto at) { return body(at, z.rows); });
  };
}

/// tile (dim x paddedColumns(points.rows)) = points, transposed; the padding repeats the last point.
void loadTile(ConstMatView points, MatView tile);

/// Row by row: tile = (tile - shift) * scale. Empty spans mean 0 and 1.
void shiftAndScale(MatView tile, std::span<const double> shift, std::span<const double> scale);

}  // namespace tandem::prob
