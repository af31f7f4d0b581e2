// SPDX-License-Identifier: Apache-2.0
// The bits of the raw functions' values: results of other builds stay reproducible only if nobody changes them
// unwittingly.
#include <gtest/gtest.h>

#include <cstring>

#include "problems/base/functions/functions.h"
#include "problems/base/functions/tile.h"
#include "tandem/rng.h"

namespace tandem::test {
namespace {

using prob::Base;

/// Hash over the values at seeded points of several sizes.
std::uint64_t bitsOf(Base base) {
  std::uint64_t hash = 0;
  for (const int dim : {1, 2, 10, 25, 50, 300}) {
    for (const double range : {0.5, 5.0, 100.0, 600.0}) {
      Rng rng(hashText(prob::functionName(base), static_cast<std::uint64_t>(dim)));
      const int points = prob::paddedColumns(13);
      Matrix z(dim, points);
      for (double& v : z.values()) v = rng.uniform(-range, range);
      std::vector<double> f(static_cast<std::size_t>(points));
      Workspace workspace;
      prob::makeFunction(base, dim)(z, f, workspace);
      for (const double value : f) {
        std::uint64_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        hash = mix64(hash ^ bits);
      }
    }
  }
  return hash;
}

struct Row {
  Base base;
  std::uint64_t bits;
};
constexpr Row kRows[] = {
    {Base::Sphere, 0x7c121961a419746e},
    {Base::Rosenbrock, 0xce49e2dd49a009b8},
    {Base::Ackley, 0x904d98366b1a6f08},
    {Base::Rastrigin, 0x9c983b5abdac8158},
    {Base::Griewank, 0x79e553d3209ddd17},
    {Base::Weierstrass, 0xcfa0d1279a5c37ce},
    {Base::Schwefel, 0xc1f2cf2ddd39ba85},
    {Base::Schwefel12, 0x40024a4a13664b59},
    {Base::Elliptic, 0xb71f0e96edb1eeac},
    {Base::Schwefel222, 0x319bfafb37adae1b},
    {Base::Ellipsoid, 0xe9ee260331f2bcdd},
    {Base::Quartic, 0x9bde09483875d0f3},
    {Base::Levy, 0xbd33243f4e856478},
    {Base::BentCigar, 0xe18ebf87b8cdde74},
    {Base::Discus, 0x88a3162bf4e860b1},
    {Base::CecRosenbrock, 0xb49f7c885a13e253},
    {Base::CecSchwefel, 0xc3675da305838ff5},
    {Base::Katsuura, 0x3f19cc4d63a829d5},
    {Base::HappyCat, 0xdd4cff809769b3cc},
    {Base::HgBat, 0x408577b9b0b813c4},
    {Base::GriewankRosenbrock, 0x348b6daebafc3a62},
    {Base::ExpandedScaffer, 0x9c25b1a252f47078},
};

TEST(FunctionBits, AreThoseOfTheFirstRelease) {
#ifndef __FMA__
  GTEST_SKIP() << "recorded on x86-64-v3; this build has no fused multiply-add";
#endif
  for (const Row& row : kRows) {
    EXPECT_EQ(bitsOf(row.base), row.bits) << prob::functionName(row.base) << ": 0x" << std::hex << bitsOf(row.base);
  }
}

}  // namespace
}  // namespace tandem::test
