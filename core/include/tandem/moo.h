// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/workspace.h"

/// Kernels of multi-objective search and its metrics. Objectives are minimised, points in rows; infinities are allowed,
/// NaN is not. Scratch comes from the workspace; nothing allocates unless it says so.
namespace tandem::moo {

/// a is nowhere worse than b and somewhere better.
TANDEM_API bool dominates(std::span<const double> a, std::span<const double> b);

/// Non-dominated sorting: front[i] = number (from 0) of the front of row i; returns the number of fronts. Equal rows
/// share a front. O(n log n) for one and two objectives, O(M n^2 / 64) word operations for more (n <= 8192; beyond
/// that, plain comparisons with binary search over the fronts).
TANDEM_API int nondominatedSort(ConstMatView objectives, std::span<int> front, Workspace& ws);
/// The same under the feasibility rule (Deb et al. 2002): feasible rows (cv <= 0) by dominance, then the infeasible
/// ones by CV, equal CV sharing a front.
TANDEM_API int nondominatedSort(ConstMatView objectives, std::span<const double> cv, std::span<int> front,
                                Workspace& ws);

/// Rows that no row dominates (equal rows all stay), ascending, into `rows` (size >= n); returns how many. For large
/// sets of which only the first front is needed.
TANDEM_API int nondominatedSubset(ConstMatView objectives, std::span<int> rows, Workspace& ws);

/// Crowding distance (Deb et al. 2002) of the members of one front: distance[k] belongs to row members[k]. The two
/// extremes of each objective get +infinity; an objective that is constant or not finite adds nothing.
TANDEM_API void crowdingDistance(ConstMatView objectives, std::span<const int> members, std::span<double> distance,
                                 Workspace& ws);
/// Crowding distance of all rows, each within its front as numbered by nondominatedSort.
TANDEM_API void crowdingDistance(ConstMatView objectives, std::span<const int> front, int fronts,
                                 std::span<double> distance, Workspace& ws);

/// Exact hypervolume dominated by the points and bounded by `reference`, any number of objectives (sweep for two and
/// three, beyond that the WFG algorithm of While, Bradstreet and Barone 2012). Points not strictly better than the
/// reference in every objective add nothing.
TANDEM_API double hypervolume(ConstMatView points, std::span<const double> reference, Workspace& ws);
/// out[i] = hypervolume of all points minus that of all but row i.
TANDEM_API void hypervolumeContributions(ConstMatView points, std::span<const double> reference, std::span<double> out,
                                         Workspace& ws);

/// Mean over the reference front of the Euclidean distance to the nearest point. NaN without points or front.
TANDEM_API double igd(ConstMatView front, ConstMatView points, Workspace& ws);
/// The same with the dominance-aware distance of Ishibuchi et al. 2015: only what a point lacks counts.
TANDEM_API double igdPlus(ConstMatView front, ConstMatView points, Workspace& ws);
/// Generalised spread (Zhou et al. 2006, in the form of Wang, Wu and Yuan 2010): (d_e + sum |d_i - mean d|) /
/// (d_e + (n - M) mean d), d_e = summed distance of the extreme points of `extent` (largest per objective) to the
/// nearest point, d_i = distance of a point to its nearest neighbour. NaN for fewer than two points.
TANDEM_API double spread(ConstMatView extent, ConstMatView points, Workspace& ws);

/// All points of the unit simplex with coordinates in multiples of 1/divisions (Das and Dennis 1998), lexicographic.
/// Allocates. Throws InputError for more than ten million points.
TANDEM_API Matrix dasDennis(int objectives, int divisions);
/// At most `count` (but at least M) simplex points: the largest Das-Dennis set that fits; with fewer divisions than
/// objectives, a second, inner layer (Deb and Jain 2014) is added, as large as fits. Allocates.
TANDEM_API Matrix referencePoints(int objectives, int count);

}  // namespace tandem::moo
