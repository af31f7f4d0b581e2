// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "tandem/matrix.h"

/// Samples of Pareto fronts as the multi-objective suites define them. One point per row.
namespace tandem::prob {

/// Size of the reference fronts of the published suites.
inline constexpr int kFrontPoints = 10000;

/// Simplex lattice (Das and Dennis 1998) with at most `count` points in lexicographic order; two layers when the outer
/// one has fewer divisions than objectives (Deb and Jain 2014). Entries are at least 1e-6.
Matrix simplexLattice(int count, int objectives);
/// The lattice projected onto the unit sphere: the front of g = 0 of the spherical shapes.
Matrix sphereFront(int count, int objectives);
/// (t, 1 - t^exponent) for `count` equidistant t in [0, 1]: convex for 0.5, concave for 2.
Matrix powerFront(int count, double exponent);
/// Full grid over [0, 1]^dims with ceil(count^(1/dims)) steps a side, the first coordinate fastest.
Matrix unitGrid(int count, int dims);
/// front(i, j) = front(i, j) * scale[j] + offset[j]
void scaleFront(Matrix& front, std::span<const double> scale, std::span<const double> offset);

}  // namespace tandem::prob
