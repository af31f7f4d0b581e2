// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <span>
#include <vector>

#include "tandem/device.h"
#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/workspace.h"

/// The raw functions that the published suites are made of.
///
/// A *tile* holds some points of a batch transposed: one coordinate per row, one point per column. So a function reads
/// like its formula, a loop over the coordinates, and works on a whole vector of points at once; a point never sees its
/// neighbours. The number of columns is a multiple of simd::kWidth (function_problem.h sees to it).
namespace tandem::prob {

/// f[c] = value of column c of the tile z (dim x points); f.size() == z.cols. `ws` is scratch.
using TileFunction = std::function<void(ConstMatView z, std::span<double> f, Workspace& ws)>;

/// Conventions are those of the multitask suites' reference code (Da et al. 2017): no hidden shifts; the transformation
/// z = R s (x - o) belongs to the task.
enum class Base {
  Sphere,
  Rosenbrock,  ///< optimum at z = 1
  Ackley,
  Rastrigin,
  Griewank,
  Weierstrass,  ///< a = 0.5, b = 3, k = 0..20
  Schwefel,     ///< 418.9829 D - sum z sin sqrt|z|: optimum 1.27e-5 D at z = 420.96874636, no boundary penalty
  Schwefel12,   ///< Schwefel's problem 1.2, sum of squared prefix sums ("Schwefel2" in the suites)
  Elliptic,     ///< condition 1e6
  Schwefel222,  ///< sum |z| + prod |z|
  Ellipsoid,    ///< sum (D + 1 - i) z_i^2
  Quartic,      ///< sum i z_i^4, without the noise
  Levy,         ///< Levy with w = 1 + z / 4; the middle term is sin(pi w + 1)
  // Functions of the CEC 2014 real-parameter suite and its successors, all with their optimum at z = 0.
  BentCigar,
  Discus,
  CecRosenbrock,
  CecSchwefel,  ///< optimum moved to 0, quadratic penalty beyond +-500
  Katsuura,
  HappyCat,
  HgBat,
  GriewankRosenbrock,  ///< expanded Griewank plus Rosenbrock
  ExpandedScaffer,     ///< expanded Scaffer's F6
};

TANDEM_API const char* functionName(Base base);
/// The function on dim coordinates, with its coefficients tabulated.
TANDEM_API TileFunction makeFunction(Base base, int dim);
/// Its name in function_terms.h, and its coefficients there.
TANDEM_API const char* termName(Base base);
TANDEM_API std::vector<double> functionTable(Base base, int dim);
/// Every coordinate of the minimiser in z.
TANDEM_API double optimumCoordinate(Base base);

/// By how much the CEC suites shrink their common box [-100, 100] to the function's customary range: z = R (rate (x -
/// o)).
TANDEM_API double cecShrinkRate(Base base);

/// A hybrid function of the CEC suites: the coordinates, in the order `order` (from 1), are divided into consecutive
/// blocks, ceil(share * dim) to each part and the rest to the last; every part sees its block shrunk by its rate.
struct HybridPart {
  Base base;
  double share;
  std::function<TileFunction(int dim)> make = {};  ///< a suite's own form of the function, shrunk like `base`
  bool fromStart = false;                          ///< uses the first coordinates of the order, not its block
};
TANDEM_API TileFunction makeHybrid(const std::vector<HybridPart>& parts, const std::vector<int>& order);

/// The library of all functions for OpenCL devices: the text of function_terms.h.
const DeviceLibrary& deviceFunctions();
/// The function of all coordinates, for a device.
DevicePart devicePart(Base base, int dim);
/// The parts of a hybrid function; empty if one of them is made by its suite.
std::vector<DevicePart> deviceParts(const std::vector<HybridPart>& parts, const std::vector<int>& order);

}  // namespace tandem::prob
