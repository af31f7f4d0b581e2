// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "tandem/workspace.h"

namespace tandem {
namespace {

TEST(Workspace, MemoryIsAlignedAndSeparate) {
  Workspace workspace;
  Workspace::Frame frame(workspace);
  std::vector<std::span<double>> taken;
  for (std::size_t n = 1; n < 200; ++n) {
    taken.push_back(frame.doubles(n));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(taken.back().data()) % 64, 0U);
    std::ranges::fill(taken.back(), static_cast<double>(n));
  }
  for (std::size_t n = 1; n < 200; ++n) {
    EXPECT_TRUE(std::ranges::all_of(taken[n - 1], [n](double v) { return v == static_cast<double>(n); }));
  }
}

TEST(Workspace, FramesGiveTheirMemoryBack) {
  Workspace workspace;
  const double* first = nullptr;
  {
    Workspace::Frame frame(workspace);
    first = frame.doubles(100).data();
  }
  Workspace::Frame outer(workspace);
  EXPECT_EQ(outer.doubles(100).data(), first);
  const int* nested = nullptr;
  {
    Workspace::Frame inner(workspace);
    nested = inner.ints(10).data();
  }
  EXPECT_EQ(outer.ints(10).data(), nested);
}

TEST(Workspace, GrowingLeavesMemoryInUseWhereItIs) {
  Workspace workspace;
  Workspace::Frame frame(workspace);
  const std::span<double> small = frame.doubles(10);
  std::ranges::fill(small, 3.0);
  for (int i = 0; i < 20; ++i) {
    const std::span<double> large = frame.doubles(1U << 17U);  // beyond the first block
    std::ranges::fill(large, -1.0);
  }
  EXPECT_TRUE(std::ranges::all_of(small, [](double v) { return v == 3.0; }));
}

TEST(Workspace, SecondTurnReusesTheBlocksOfTheFirst) {
  Workspace workspace;
  std::vector<const double*> seen[2];
  for (auto& turn : seen) {
    Workspace::Frame frame(workspace);
    for (std::size_t n : {10U, 1U << 16U, 5U, 1U << 18U, 77U}) turn.push_back(frame.doubles(n).data());
  }
  EXPECT_EQ(seen[0], seen[1]);
}

TEST(Workspace, EmptyRequestsAreFine) {
  Workspace workspace;
  Workspace::Frame frame(workspace);
  EXPECT_TRUE(frame.doubles(0).empty());
  const MatView m = frame.matrix(3, 4);
  EXPECT_EQ(m.rows, 3);
  EXPECT_EQ(m.cols, 4);
}

}  // namespace
}  // namespace tandem
