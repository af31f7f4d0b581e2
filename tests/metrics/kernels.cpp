// SPDX-License-Identifier: Apache-2.0
// The kernels of moo.h against brute force, closed forms and hand-worked cases.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "tandem/error.h"
#include "tandem/matrix.h"
#include "tandem/moo.h"
#include "tandem/rng.h"

namespace tandem::moo {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

Matrix rows(const std::vector<std::vector<double>>& values) {
  Matrix m(isize(values), values.empty() ? 0 : isize(values[0]));
  for (int i = 0; i < m.rows(); ++i) std::copy(values[i].begin(), values[i].end(), m.row(i).begin());
  return m;
}

// Points with few distinct values have many ties and duplicates.
Matrix randomPoints(Rng& rng, int n, int m, int distinctValues) {
  Matrix points(n, m);
  for (double& x : points.values()) x = distinctValues > 0 ? rng.below(distinctValues) : rng.uniform();
  return points;
}

// Front by front, comparing every point with every other.
std::vector<int> peel(ConstMatView points) {
  std::vector<int> front(static_cast<std::size_t>(points.rows), -1);
  for (int f = 0; std::count(front.begin(), front.end(), -1) > 0; ++f) {
    std::vector<int> members;
    for (int i = 0; i < points.rows; ++i) {
      if (front[i] != -1) continue;
      bool free = true;
      for (int j = 0; j < points.rows; ++j) {
        free = free && (front[j] != -1 || !dominates(points.row(j), points.row(i)));
      }
      if (free) members.push_back(i);
    }
    for (const int i : members) front[i] = f;
  }
  return front;
}

TEST(NondominatedSort, EqualsPeelingForAnyNumberOfObjectives) {
  Workspace ws;
  Rng rng(1);
  for (const int m : {1, 2, 3, 4, 6, 10}) {
    for (const int n : {1, 2, 7, 63, 64, 65, 150}) {
      for (const int distinct : {0, 2, 5, 30}) {
        const Matrix points = randomPoints(rng, n, m, distinct);
        std::vector<int> front(static_cast<std::size_t>(n));
        const int fronts = nondominatedSort(points, front, ws);
        const std::vector<int> expected = peel(points);
        EXPECT_EQ(front, expected) << "M " << m << " n " << n << " distinct " << distinct;
        EXPECT_EQ(fronts, 1 + *std::max_element(expected.begin(), expected.end()));

        std::vector<int> subset(static_cast<std::size_t>(n));
        subset.resize(nondominatedSubset(points, subset, ws));
        std::vector<int> first;
        for (int i = 0; i < n; ++i) {
          if (expected[i] == 0) first.push_back(i);
        }
        EXPECT_EQ(subset, first);
      }
    }
  }
}

TEST(NondominatedSort, LargeSetsTakeTheSameFronts) {
  // Beyond the size of the bit matrix, another method takes over. A stack of shifted simplex slices has known fronts.
  constexpr int kLayers = 5;
  const Matrix slice = dasDennis(3, 60);  // 1891 mutually non-dominated points
  Matrix points(slice.rows() * kLayers, 3);
  for (int i = 0; i < points.rows(); ++i) {
    const int layer = (i * 3) % kLayers;
    for (int j = 0; j < 3; ++j) points(i, j) = slice(i / kLayers, j) + 2.0 * layer;
  }
  ASSERT_GT(points.rows(), 8192);
  Workspace ws;
  std::vector<int> front(static_cast<std::size_t>(points.rows()));
  EXPECT_EQ(nondominatedSort(points, front, ws), kLayers);
  for (int i = 0; i < points.rows(); ++i) EXPECT_EQ(front[i], (i * 3) % kLayers);
}

TEST(NondominatedSort, InfeasibleComeAfterFeasibleByViolation) {
  Workspace ws;
  const Matrix points = rows({{9, 9}, {0, 0}, {1, 8}, {0, 0}, {0, 0}, {8, 1}});
  const std::vector<double> cv{0, 2, 0, 1, 2, 0};
  std::vector<int> front(6);
  EXPECT_EQ(nondominatedSort(points, cv, front, ws), 4);
  EXPECT_EQ(front, (std::vector{1, 3, 0, 2, 3, 0}));
  EXPECT_EQ(nondominatedSort(points, std::vector<double>{3, 3, 3, 3, 3, 3}, front, ws), 1);
}

TEST(CrowdingDistance, ByHand) {
  Workspace ws;
  const Matrix points = rows({{0, 4}, {1, 2}, {2, 1}, {4, 0}, {9, 9}});
  const std::vector<int> front{0, 0, 0, 0, 1};
  std::vector<double> d(5);
  crowdingDistance(points, front, 2, d, ws);
  EXPECT_EQ(d, (std::vector{kInf, 2.0 / 4 + 3.0 / 4, 3.0 / 4 + 2.0 / 4, kInf, kInf}));
  // An objective that does not vary adds nothing.
  const Matrix flat = rows({{0, 5}, {1, 5}, {4, 5}});
  std::vector<double> e(3);
  crowdingDistance(flat, std::vector{0, 1, 2}, e, ws);
  EXPECT_EQ(e[1], 1.0);
}

// Inclusion and exclusion over all subsets.
double volumeBySubsets(ConstMatView p, const std::vector<double>& reference) {
  double total = 0.0;
  for (unsigned set = 1; set < (1U << static_cast<unsigned>(p.rows)); ++set) {
    double volume = 1.0;
    int size = 0;
    for (int j = 0; j < p.cols; ++j) {
      double corner = -kInf;
      for (int i = 0; i < p.rows; ++i) {
        if ((set >> static_cast<unsigned>(i)) & 1U) corner = std::max(corner, p(i, j));
      }
      volume *= std::max(0.0, reference[j] - corner);
    }
    for (int i = 0; i < p.rows; ++i) size += static_cast<int>((set >> static_cast<unsigned>(i)) & 1U);
    total += size % 2 == 1 ? volume : -volume;
  }
  return total;
}

TEST(Hypervolume, EqualsInclusionExclusion) {
  Workspace ws;
  Rng rng(2);
  for (const int m : {1, 2, 3, 4, 5, 6, 8}) {
    for (const int n : {1, 2, 3, 5, 10}) {
      for (const int distinct : {0, 3}) {
        const Matrix points = randomPoints(rng, n, m, distinct);
        const std::vector<double> reference(static_cast<std::size_t>(m), distinct > 0 ? 2.0 : 0.9);
        EXPECT_NEAR(hypervolume(points, reference, ws), volumeBySubsets(points, reference), 1e-11)
            << "M " << m << " n " << n;
      }
    }
  }
}

TEST(Hypervolume, CountsTheCellsOfAGrid) {
  // Integer points: the volume is the number of unit cells below the reference that some point dominates.
  Workspace ws;
  Rng rng(3);
  for (const int m : {2, 3, 4, 5}) {
    const int side = m == 5 ? 7 : 12;
    const Matrix points = randomPoints(rng, 60, m, side);
    std::vector<int> cell(static_cast<std::size_t>(m), 0);
    double count = 0.0;
    for (bool more = true; more;) {
      for (int i = 0; i < points.rows(); ++i) {
        bool inside = true;
        for (int j = 0; j < m; ++j) inside = inside && points(i, j) <= cell[j];
        if (inside) {
          count += 1.0;
          break;
        }
      }
      more = false;
      for (auto& c : cell) {
        if (++c < side) {
          more = true;
          break;
        }
        c = 0;
      }
    }
    EXPECT_EQ(hypervolume(points, std::vector<double>(static_cast<std::size_t>(m), side), ws), count) << "M " << m;
  }
}

TEST(Hypervolume, IsMonotoneAndIgnoresOrderAndOutsiders) {
  Workspace ws;
  Rng rng(4);
  for (const int m : {2, 3, 5}) {
    const std::vector<double> reference(static_cast<std::size_t>(m), 1.0);
    const Matrix points = randomPoints(rng, 40, m, 0);
    double before = 0.0;
    for (int n = 1; n <= 40; ++n) {
      const double now = hypervolume(points.view().rowRange(0, n), reference, ws);
      EXPECT_GE(now, before - 1e-12);
      before = now;
    }
    Matrix reversed(points.rows() + 1, m, 2.0);  // and one point outside
    for (int i = 0; i < points.rows(); ++i) {
      std::copy(points.row(i).begin(), points.row(i).end(), reversed.row(points.rows() - i).begin());
    }
    EXPECT_NEAR(hypervolume(reversed, reference, ws), before, 1e-12);
  }
  EXPECT_EQ(hypervolume(rows({{1.0, 0.0}, {kInf, -1.0}}), std::vector{1.0, 1.0}, ws), 0.0);
  EXPECT_THROW(hypervolume(rows({{0.0, 0.0}}), std::vector{1.0}, ws), InputError);
}

TEST(Hypervolume, ContributionsAreDifferences) {
  Workspace ws;
  Rng rng(5);
  for (const int m : {1, 2, 3, 4, 6}) {
    for (const int distinct : {0, 4}) {
      const Matrix points = randomPoints(rng, 12, m, distinct);
      const std::vector<double> reference(static_cast<std::size_t>(m), distinct > 0 ? 3.0 : 0.95);
      std::vector<double> contributions(12);
      hypervolumeContributions(points, reference, contributions, ws);
      const double all = hypervolume(points, reference, ws);
      for (int i = 0; i < points.rows(); ++i) {
        Matrix rest(points.rows() - 1, m);
        for (int k = 0; k < rest.rows(); ++k) {
          const auto source = points.row(k < i ? k : k + 1);
          std::copy(source.begin(), source.end(), rest.row(k).begin());
        }
        EXPECT_NEAR(contributions[i], all - hypervolume(rest, reference, ws), 1e-11);
      }
    }
  }
}

TEST(Indicators, IgdAndIgdPlusByHand) {
  Workspace ws;
  const Matrix front = rows({{0, 1}, {1, 0}});
  const Matrix points = rows({{0, 2}, {3, 0}});
  // Nearest of (0,1): (0,2) at 1. Nearest of (1,0): (3,0) at 2.
  EXPECT_EQ(igd(front, points, ws), 1.5);
  // Lacking parts: (0,1): 1 against (0,2); (1,0): (3,0) lacks 2, (0,2) lacks 2.
  EXPECT_EQ(igdPlus(front, points, ws), 1.5);
  // A point that dominates a front point lacks nothing there, yet has a Euclidean distance.
  const Matrix better = rows({{-1, 1}});
  EXPECT_EQ(igdPlus(front, better, ws), 0.5);
  EXPECT_NEAR(igd(front, better, ws), (1.0 + std::sqrt(5.0)) / 2, 1e-15);
  EXPECT_TRUE(std::isnan(igd(front, Matrix(0, 2), ws)));
  EXPECT_THROW(igd(front, Matrix(1, 3), ws), InputError);
}

TEST(Indicators, IgdOfTheFrontItselfIsZeroAndBlocksAgreeWithTheDefinition) {
  Workspace ws;
  Rng rng(6);
  const Matrix front = dasDennis(3, 40);  // 861 points: several blocks and a remainder
  EXPECT_EQ(igd(front, front, ws), 0.0);
  EXPECT_EQ(igdPlus(front, front, ws), 0.0);
  const Matrix points = randomPoints(rng, 37, 3, 0);
  double sum = 0.0;
  for (int i = 0; i < front.rows(); ++i) {
    double least = kInf;
    for (int p = 0; p < points.rows(); ++p) {
      least = std::min(least,
                       std::hypot(front(i, 0) - points(p, 0), front(i, 1) - points(p, 1), front(i, 2) - points(p, 2)));
    }
    sum += least;
  }
  EXPECT_NEAR(igd(front, points, ws), sum / front.rows(), 1e-14);
}

TEST(Indicators, SpreadByHand) {
  Workspace ws;
  const Matrix extent = rows({{0, 4}, {4, 0}});
  // Evenly spaced from end to end: d_e = 0, all neighbours equally far: 0.
  EXPECT_NEAR(spread(extent, rows({{0, 4}, {1, 3}, {2, 2}, {3, 1}, {4, 0}}), ws), 0.0, 1e-15);
  // (1,3), (2,2), (4,0): nearest distances s, s, 2s (s = sqrt 2), mean 4s/3; d_e = s (to (0,4)) + 0.
  // Sum |d - mean| = s/3 + s/3 + 2s/3 = 4s/3. ((1 + 4/3) s) / ((1 + (3 - 2) 4/3) s) = 1.
  EXPECT_NEAR(spread(extent, rows({{1, 3}, {2, 2}, {4, 0}}), ws), 1.0, 1e-15);
  EXPECT_TRUE(std::isnan(spread(extent, rows({{1, 1}}), ws)));
}

TEST(Simplex, DasDennisCountsAndSums) {
  const Matrix points = dasDennis(3, 4);
  ASSERT_EQ(points.rows(), 15);
  EXPECT_EQ(points(0, 2), 1.0);
  EXPECT_EQ(points(14, 0), 1.0);
  for (int i = 0; i < points.rows(); ++i) {
    const auto r = points.row(i);
    EXPECT_NEAR(std::accumulate(r.begin(), r.end(), 0.0), 1.0, 1e-15);
    EXPECT_TRUE(i == 0 ||
                std::lexicographical_compare(points.row(i - 1).begin(), points.row(i - 1).end(), r.begin(), r.end()));
  }
  EXPECT_EQ(dasDennis(1, 5).rows(), 1);
  EXPECT_THROW(dasDennis(20, 40), InputError);
}

TEST(Simplex, ReferencePointsFit) {
  EXPECT_EQ(referencePoints(2, 100).rows(), 100);
  EXPECT_EQ(referencePoints(3, 100).rows(), 91);
  EXPECT_EQ(referencePoints(8, 156).rows(), 156);   // 120 outer (3 divisions) and 36 inner (2 divisions)
  EXPECT_EQ(referencePoints(10, 275).rows(), 275);  // the sizes of Deb and Jain 2014
  const Matrix points = referencePoints(8, 156);
  for (int i = 0; i < points.rows(); ++i) {
    const auto r = points.row(i);
    EXPECT_NEAR(std::accumulate(r.begin(), r.end(), 0.0), 1.0, 1e-14);
  }
}

}  // namespace
}  // namespace tandem::moo
