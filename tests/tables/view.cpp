// SPDX-License-Identifier: Apache-2.0
// Order, choice of rows and texts of a finished table.
#include <gmock/gmock.h>

#include "tables_support.h"
#include "tandem/error.h"
#include "tandem/tables/table_view.h"

namespace tandem {
namespace {

using made::cellOf;
using made::Experiment;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Rows = TableOrder::Rows;
using Columns = TableOrder::Columns;

/// Rows P10 (3, 1, 2), P2 (1, 2, n/a), p1 (3, 9, 4) of A, C, B.
Experiment three() {
  Experiment e;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<std::vector<double>> values = {{3, 1, 2}, {1, 2, nan}, {3, 9, 4}};
  for (const char* name : {"P10", "P2", "p1"}) e.addProblem(made::problem(name, 1));
  for (const char* name : {"A", "C", "B"}) e.addAlgorithm(name);
  for (int p = 0; p < 3; ++p) {
    for (int a = 0; a < 3; ++a) {
      const double v = values[p][a];
      CellData c = cellOf({{v}, {v}});
      if (std::isnan(v)) made::fail(c, 0), made::fail(c, 1);
      e.cells[{p, a}] = c;
    }
  }
  return e;
}

TEST(TableView, RowsByNameCountAsPeopleDo) {
  const Experiment e = three();
  const Table t = made::table({&e});
  EXPECT_THAT(rowOrder(t, {}), ElementsAre(0, 1, 2));
  EXPECT_THAT(rowOrder(t, {.rows = Rows::Name}), ElementsAre(2, 1, 0));
  EXPECT_THAT(rowOrder(t, {.rows = Rows::Name, .descending = true}), ElementsAre(0, 1, 2));
}

TEST(TableView, RowsByValueAreStableAndKeepTheUndefinedLast) {
  const Experiment e = three();
  const Table t = made::table({&e});
  EXPECT_THAT(rowOrder(t, {.rows = Rows::Value, .column = 0}), ElementsAre(1, 0, 2));
  EXPECT_THAT(rowOrder(t, {.rows = Rows::Value, .column = 0, .descending = true}), ElementsAre(0, 2, 1));
  EXPECT_THAT(rowOrder(t, {.rows = Rows::Value, .column = 2}), ElementsAre(0, 2, 1));
  EXPECT_THAT(rowOrder(t, {.rows = Rows::Value, .column = 2, .descending = true}), ElementsAre(2, 0, 1));
  EXPECT_THROW((void)rowOrder(t, {.rows = Rows::Value, .column = 3}), InputError);
}

TEST(TableView, FilterWantsEveryWord) {
  const Experiment e = three();
  const Table t = made::table({&e});
  EXPECT_THAT(rowOrder(t, {.filter = "p1"}), ElementsAre(0, 2));
  EXPECT_THAT(rowOrder(t, {.filter = " 1  0 "}), ElementsAre(0));
  EXPECT_THAT(rowOrder(t, {.filter = "nothing"}), IsEmpty());
}

TEST(TableView, ColumnsByNameBaseAndRank) {
  const Experiment e = three();
  TableRequest request;
  request.base = "B";
  const Table plain = made::table({&e}, request);
  EXPECT_THAT(columnOrder(plain, {.columns = Columns::Name}), ElementsAre(0, 2, 1));
  EXPECT_THAT(columnOrder(plain, {.columns = Columns::Base}), ElementsAre(2, 0, 1));
  // Ranks: A 3+1+1, C 1+2+3, B 2+3+2.
  EXPECT_THAT(columnOrder(plain, {.columns = Columns::Rank}), ElementsAre(0, 1, 2));
  request.test = TableTest::RankSum;
  EXPECT_THAT(columnOrder(made::table({&e}, request), {.columns = Columns::Base}), ElementsAre(2, 0, 1));
}

TEST(TableView, ArrangedTablesKeepTheirMarksBasesAndOrigins) {
  const Experiment e = three();
  TableRequest request;
  request.base = "B";
  request.test = TableTest::RankSum;
  const Table t = made::table({&e}, request);
  const Table u = reordered(t, {.rows = Rows::Name, .columns = Columns::Base, .filter = "P"});
  ASSERT_EQ(u.rows.size(), 3U);
  EXPECT_EQ(u.columns[0].label, "B");
  EXPECT_THAT(u.bases, ElementsAre(-1, 0, 0));
  EXPECT_EQ(u.rows[0].problem, "p1");
  EXPECT_EQ(u.rows[0].cells[0].index, 2);
  EXPECT_EQ(u.rows[0].cells[0].algorithm, 2);
  EXPECT_EQ(u.rows[0].cells[1].mean, 3);
  EXPECT_TRUE(u.rows[0].cells[1].isBest);
  const std::string text = formatTable(u, TableFormat::Csv);
  EXPECT_LT(text.find("p1,1,B"), text.find("p1,1,A"));
  EXPECT_LT(text.find("p1,1,A"), text.find("P2,1,B"));
}

TEST(TableView, TextsAreThoseOfTheOtherForms) {
  const Experiment e = three();
  TableRequest request;
  request.test = TableTest::RankSum;
  const TableTexts texts = tableTexts(made::table({&e}, request), {.number = "%.1f"});
  EXPECT_THAT(texts.rows, ElementsAre("P10", "P2", "p1"));
  EXPECT_THAT(texts.cells[1], ElementsAre("1.0", "2.0", "n/a [0/2]"));
  ASSERT_EQ(texts.footers.size(), 1U);
  EXPECT_THAT(texts.footers[0].cells, ElementsAre("base", testing::_, testing::_));
  EXPECT_THROW((void)tableTexts(made::table({&e}), {.number = "%s"}), InputError);
}

TEST(TableView, AColumnIsFoundByItsLabelOrNearestNamesAreTold) {
  const Experiment e = three();
  const Table t = made::table({&e});
  EXPECT_EQ(columnOf(t, "b"), 2);
  try {
    (void)columnOf(t, "D");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("no algorithm 'D'"));
  }
}

}  // namespace
}  // namespace tandem
