// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tandem/error.h"
#include "tandem/population.h"

namespace tandem {
namespace {

/// Individuals that can be told by any of their fields.
Population numbered(int n, int base = 0) {
  Population pop(n, 3, 2);
  const ColumnId f = pop.addColumn("F");
  const ColumnId v = pop.addColumn("v", 3);
  for (int i = 0; i < n; ++i) {
    const int id = base + i;
    for (int d = 0; d < 3; ++d) {
      pop.x()(i, d) = 10 * id + d;
      pop.column(v)(i, d) = -(10 * id + d);
    }
    pop.obj(i, 0) = id;
    pop.obj(i, 1) = id + 0.5;
    pop.cv(i) = 100 + id;
    pop.task(i) = id % 2;
    pop.donor(i) = id % 3 - 1;
    pop.born(i) = id + 1;
    pop.value(f, i) = id / 8.0;
  }
  return pop;
}

void expectIs(const Population& pop, int row, int id) {
  const ColumnId f = pop.findColumn("F");
  const ColumnId v = pop.findColumn("v");
  for (int d = 0; d < 3; ++d) {
    EXPECT_EQ(pop.x()(row, d), 10 * id + d);
    EXPECT_EQ(pop.column(v)(row, d), -(10 * id + d));
  }
  EXPECT_EQ(pop.obj(row, 0), id);
  EXPECT_EQ(pop.obj(row, 1), id + 0.5);
  EXPECT_EQ(pop.cv(row), 100 + id);
  EXPECT_EQ(pop.task(row), id % 2);
  EXPECT_EQ(pop.donor(row), id % 3 - 1);
  EXPECT_EQ(pop.born(row), id + 1);
  EXPECT_EQ(pop.value(f, row), id / 8.0);
}

TEST(Population, StartsUnevaluatedAndUntagged) {
  const Population pop(4, 3, 2);
  EXPECT_EQ(pop.size(), 4);
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(pop.x(i).size(), 3U);
    EXPECT_TRUE(std::isinf(pop.obj(i, 0)) && std::isinf(pop.obj(i, 1)) && std::isinf(pop.cv(i)));
    EXPECT_EQ(pop.donor(i), kNotReported);
    EXPECT_EQ(pop.task(i), 0);
    EXPECT_EQ(pop.born(i), 0);
  }
}

TEST(Population, IndividualsAreContiguous) {
  Population pop(5, 7, 1);
  EXPECT_EQ(&pop.x()(3, 0) + 7, &pop.x()(4, 0));
  EXPECT_EQ(pop.x(2).data(), &pop.x()(2, 0));
}

TEST(Population, GatherMovesWholeIndividuals) {
  Population pop = numbered(6);
  pop.gather(std::vector<int>{4, 4, 0, 5});
  ASSERT_EQ(pop.size(), 4);
  expectIs(pop, 0, 4);
  expectIs(pop, 1, 4);
  expectIs(pop, 2, 0);
  expectIs(pop, 3, 5);
}

TEST(Population, SelectReadsTheConcatenation) {
  Population pop = numbered(4);
  const Population other = numbered(3, 20);
  pop.select(other, std::vector<int>{6, 0, 4, 3});
  ASSERT_EQ(pop.size(), 4);
  expectIs(pop, 0, 22);
  expectIs(pop, 1, 0);
  expectIs(pop, 2, 20);
  expectIs(pop, 3, 3);
  expectIs(other, 0, 20);  // untouched
}

TEST(Population, SelectRefusesStrangers) {
  Population pop = numbered(2);
  const Population stranger(2, 3, 2);
  EXPECT_THROW(pop.select(stranger, std::vector<int>{0, 2}), Error);
}

TEST(Population, CopyRowRefusesASourceThatLacksColumns) {
  Population pop = numbered(2);
  const Population stranger(2, pop.dim(), pop.objectives());
  EXPECT_THROW(pop.copyRow(0, stranger, 1), Error);
}

TEST(Population, AppendResizeAndCopyRow) {
  Population pop = numbered(2);
  pop.append(numbered(2, 7));
  ASSERT_EQ(pop.size(), 4);
  expectIs(pop, 1, 1);
  expectIs(pop, 3, 8);
  pop.copyRow(0, numbered(1, 40), 0);
  expectIs(pop, 0, 40);
  pop.resize(1);
  pop.resize(2);
  expectIs(pop, 0, 40);
  EXPECT_EQ(pop.donor(1), kNotReported);
  EXPECT_EQ(pop.x()(1, 0), 0.0);
  EXPECT_EQ(pop.value(pop.findColumn("F"), 1), 0.0);
}

TEST(Population, LikeCopiesTheShapeOnly) {
  const Population pop = numbered(3);
  Population other = pop.like(5);
  EXPECT_EQ(other.size(), 5);
  EXPECT_EQ(other.dim(), 3);
  EXPECT_EQ(other.objectives(), 2);
  EXPECT_EQ(other.findColumn("v").index, pop.findColumn("v").index);
  EXPECT_EQ(other.column(other.findColumn("v")).cols, 3);
  EXPECT_EQ(other.x()(0, 0), 0.0);
  other.copyRow(4, pop, 2);
  expectIs(other, 4, 2);
}

TEST(Population, ColumnsKeepTheirFillAndIdentity) {
  Population pop(2, 1, 1);
  const ColumnId a = pop.addColumn("F", 1, 0.5);
  EXPECT_EQ(pop.addColumn("F").index, a.index);
  EXPECT_EQ(pop.findColumn("CR").index, -1);
  pop.resize(3);
  EXPECT_EQ(pop.value(a, 2), 0.5);
}

TEST(Better, FeasibilityFirstThenObjective) {
  EXPECT_TRUE(better(9, 0, 1, 0.1));
  EXPECT_TRUE(better(1, 0, 2, 0));
  EXPECT_FALSE(better(1, 0, 1, 0));
  EXPECT_FALSE(better(1, 0.2, 9, 0.1));
  EXPECT_FALSE(better(std::nan(""), 0, 1, 0));
}

}  // namespace
}  // namespace tandem
