// SPDX-License-Identifier: Apache-2.0
// The tab with all runs in the place Results, by user events.
#include <gmock/gmock.h>

#include <QClipboard>
#include <QDockWidget>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <cstdlib>
#include <set>

#include "gui/pages/results/run_chart.h"
#include "gui/rendering/figure_look.h"
#include "gui_results_fixture.h"

namespace tandem::gui {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;

/// Three algorithms on three problems, five runs each.
class Collection : public Results {
 protected:
  void SetUp() override {
    Results::SetUp();
    openAndWait();
    auto& tabs = find<QTabWidget>(window, "resultTabs");
    QTest::mouseClick(tabs.tabBar(), Qt::LeftButton, {}, tabs.tabBar()->tabRect(1).center());
    ASSERT_TRUE(waitFor([&] { return said() == "45 of 45 runs"; })) << said();
    QApplication::processEvents();
  }
  std::string said() { return find<QLabel>(window, "collectionMessage").text().toStdString(); }
  RunChart& chart() { return find<RunChart>(window, "collectionChart"); }
  QTableView& listed() { return find<QTableView>(window, "collectionRuns"); }
  QString cell(int row, int column) { return listed().model()->index(row, column).data().toString(); }
  QLineEdit& filter() { return find<QLineEdit>(window, "collectionFilter"); }
  void choose(const char* box, const QString& text) {
    pick(find<QComboBox>(window, box), text);
    QApplication::processEvents();
  }
  void drag(const QPointF& from, const QPointF& to, Qt::KeyboardModifiers keys = {}) {
    QTest::mousePress(&chart(), Qt::LeftButton, keys, from.toPoint());
    QMouseEvent move(QEvent::MouseMove, to, chart().mapToGlobal(to), Qt::NoButton, Qt::LeftButton, keys);
    QApplication::sendEvent(&chart(), &move);
    QTest::mouseRelease(&chart(), Qt::LeftButton, keys, to.toPoint());
    QApplication::processEvents();
  }
  const figures::PanelPlan& plan() { return chart().plan().panels.at(0); }
  /// The middle of the i-th third of the chart's width, at its top and bottom.
  std::pair<QPointF, QPointF> third(int i) {
    const QRectF all = plan().rect;
    const double left = all.left() + all.width() * i / 3;
    return {QPointF(left + 1, all.top() + 1), QPointF(left + all.width() / 3 - 1, all.bottom() - 1)};
  }
};

TEST_F(Collection, ARectangleSelectsRunsAndTheListHasThem) {
  choose("collectionX", "Algorithm");
  EXPECT_EQ(listed().model()->rowCount(), 45);
  EXPECT_FALSE(find<QDockWidget>(window, "figure1").isVisible()) << "the chart has the room";
  drag(third(0).first, third(0).second);
  EXPECT_EQ(said(), "45 of 45 runs, 15 selected");
  ASSERT_EQ(listed().model()->rowCount(), 15);
  for (int r = 0; r < 15; ++r) EXPECT_EQ(cell(r, 0), "MFEA");
  drag(third(2).second, third(2).first, Qt::ControlModifier);  // from any corner
  EXPECT_EQ(said(), "45 of 45 runs, 30 selected");
  // Those that are not are faint.
  for (const figures::Line& line : chart().figure().panels.at(0).lines) {
    if (line.names.empty()) continue;
    EXPECT_EQ(line.opacity < 0.5, line.names.front().starts_with("GA ")) << line.names.front();
  }
  shot(window, "results-runs");
  // Alone, and back.
  click(find<QPushButton>(window, "collectionOnly"));
  EXPECT_EQ(said(), "30 of 45 runs");
  EXPECT_THAT(plan().content().x.categories, ElementsAre("MFEA", "DE"));
  click(find<QPushButton>(window, "collectionOnly"));
  EXPECT_EQ(said(), "45 of 45 runs");
  // A click on a run takes it; one beside them takes none.
  drag(third(0).first, third(0).second);
  const QRectF all = plan().rect;
  QTest::mouseClick(&chart(), Qt::LeftButton, {}, QPoint(all.toRect().center().x(), all.toRect().top() + 1));
  EXPECT_EQ(said(), "45 of 45 runs") << "nothing is there";
  EXPECT_FALSE(find<QPushButton>(window, "collectionOnly").isEnabled());
  // Back at the table its figure is there again.
  auto& tabs = find<QTabWidget>(window, "resultTabs");
  QTest::mouseClick(tabs.tabBar(), Qt::LeftButton, {}, tabs.tabBar()->tabRect(0).center());
  EXPECT_TRUE(waitFor([&] { return find<QDockWidget>(window, "figure1").isVisible(); }));
}

TEST_F(Collection, WordsAndComparisonsFilter) {
  type(filter(), "MTSO2 method=mfea");
  EXPECT_TRUE(waitFor([&] { return said() == "5 of 45 runs"; })) << said();
  EXPECT_EQ(cell(4, 1), "CEC17-MTSO2-CI-MS");
  EXPECT_EQ(cell(4, 2), "5");
  type(filter(), "secnods<1");
  EXPECT_TRUE(waitFor([&] { return said().find("no 'secnods'") != std::string::npos; })) << said();
  EXPECT_EQ(listed().model()->rowCount(), 5) << "what was shown stays";
  type(filter(), "nothing");
  EXPECT_TRUE(waitFor([&] { return said() == "0 of 45 runs"; })) << said();
  EXPECT_TRUE(chart().figure().panels.empty());
  EXPECT_EQ(listed().model()->rowCount(), 0);
  type(filter(), "");
  EXPECT_TRUE(waitFor([&] { return said() == "45 of 45 runs"; })) << said();
  EXPECT_FALSE(chart().figure().panels.empty());
}

TEST_F(Collection, ADoubleClickOpensTheRun) {
  choose("collectionX", "Run");
  choose("collectionY", "Algorithm");
  type(filter(), "MTSO3");
  ASSERT_TRUE(waitFor([&] { return said() == "15 of 45 runs"; })) << said();
  // Run 4 of DE: its place on the screen, from what is drawn.
  QPointF at;
  for (const figures::Line& line : plan().content().lines) {
    for (std::size_t i = 0; i < line.names.size(); ++i) {
      if (line.names[i] == "DE on CEC17-MTSO3-CI-LS, run 4") at = figures::pixelOf(plan(), line.x[i], line.y[i]);
    }
  }
  ASSERT_FALSE(at.isNull());
  auto& details = find<QPlainTextEdit>(window, "runDetails");
  type(find<QLineEdit>(window, "rowFilter"), "MTSO1");  // hides its row of the table
  QTest::mouseDClick(&chart(), Qt::LeftButton, {}, at.toPoint());
  ASSERT_TRUE(waitFor([&] { return details.toPlainText().startsWith("Run 4,"); }))
      << details.toPlainText().toStdString();
  EXPECT_THAT(find<QLabel>(window, "runsTitle").text().toStdString(), HasSubstr("DE on CEC17-MTSO3-CI-LS"));
  EXPECT_TRUE(find<QDockWidget>(window, "runsDock").isVisible());
  shot(window, "results-runs-open");
  // The list does the same with keys.
  listed().setFocus();
  listed().setCurrentIndex(listed().model()->index(0, 0));
  QTest::keyClick(&listed(), Qt::Key_Return);
  ASSERT_TRUE(waitFor([&] { return details.toPlainText().startsWith("Run 1,"); }));
  EXPECT_THAT(find<QLabel>(window, "runsTitle").text().toStdString(), HasSubstr("MFEA on CEC17-MTSO3-CI-LS"));
}

TEST_F(Collection, TheListSortsAndCopies) {
  choose("collectionX", "Seconds");
  choose("collectionY", "Best objective, task 2");
  QHeaderView* header = listed().horizontalHeader();
  ASSERT_EQ(listed().model()->headerData(4, Qt::Horizontal).toString(), "Best objective, task 2");
  const auto clickHeader = [&] {
    listed().horizontalScrollBar()->setValue(listed().horizontalScrollBar()->maximum());
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                      QPoint(header->sectionViewportPosition(4) + 8, header->height() / 2));
  };
  clickHeader();
  for (int r = 1; r < 45; ++r) EXPECT_LE(cell(r - 1, 4).toDouble(), cell(r, 4).toDouble()) << r;
  clickHeader();
  for (int r = 1; r < 45; ++r) EXPECT_GE(cell(r - 1, 4).toDouble(), cell(r, 4).toDouble()) << r;
  listed().setFocus();
  QTest::keyClick(&listed(), Qt::Key_A, Qt::ControlModifier);
  QTest::keyClick(&listed(), Qt::Key_C, Qt::ControlModifier);
  const QStringList lines = QApplication::clipboard()->text().split('\n');
  ASSERT_EQ(lines.size(), 46);
  EXPECT_EQ(lines[0], "Algorithm\tProblem\tRun\tSeconds\tBest objective, task 2");
  EXPECT_EQ(lines[1].section('\t', 4), cell(0, 4));
  // The context menu marks rows in the chart.
  clickCell(listed(), 0, 0);
  clickCell(listed(), 2, 0, Qt::ShiftModifier);
  const QString first = cell(0, 4);
  QTimer::singleShot(0, &listed(), [] {
    QWidget* menu = QApplication::activePopupWidget();
    ASSERT_NE(menu, nullptr);
    QTest::keyClick(menu, Qt::Key_M);
  });
  QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(5, 5), listed().viewport()->mapToGlobal(QPoint(5, 5)));
  QApplication::sendEvent(listed().viewport(), &event);
  EXPECT_EQ(said(), "45 of 45 runs, 3 selected");
  EXPECT_EQ(listed().model()->rowCount(), 3);
  EXPECT_EQ(cell(0, 4), first);
}

TEST_F(Collection, ABoxPlotStandsOverAnyParameter) {
  const auto labelOf = [this](const char* box) {
    for (const QLabel* label : window.findChildren<QLabel*>()) {
      if (label->buddy() == &find<QComboBox>(window, box)) return label->text().toStdString();
    }
    return std::string();
  };
  EXPECT_EQ(labelOf("collectionX"), "Across");
  choose("collectionKind", "Box plot");
  EXPECT_EQ(labelOf("collectionX"), "Grouped by") << "boxes stand or lie as there is room";
  EXPECT_EQ(labelOf("collectionY"), "Values");
  choose("collectionX", "Problem");
  choose("collectionY", "Best objective, task 2");
  ASSERT_EQ(chart().figure().panels.size(), 1U);
  EXPECT_EQ(chart().figure().panels[0].boxes.size(), 3U);
  EXPECT_EQ(chart().figure().panels[0].y.label, "best objective value, task 2");
  EXPECT_FALSE(find<QComboBox>(window, "collectionColour").isEnabled());
  shot(window, "results-runs-boxes");
  // A name on the vertical axis is refused with a sentence, which goes with the next choice.
  choose("collectionY", "Problem");
  EXPECT_THAT(said(), HasSubstr("is a name"));
  choose("collectionKind", "Bubble chart");
  EXPECT_EQ(said(), "45 of 45 runs");
}

TEST_F(Collection, BubblesAreColouredAndSizedByAnyQuantity) {
  const auto labels = [this] {
    std::set<std::string> all;
    for (const figures::Line& line : chart().figure().panels.at(0).lines) all.insert(line.label);
    all.erase("");
    return all;
  };
  EXPECT_THAT(labels(), testing::Contains("MFEA"));
  choose("collectionColour", "Problem");
  EXPECT_THAT(labels(), testing::Contains("CEC17-MTSO2-CI-MS"));
  EXPECT_THAT(labels(), testing::Not(testing::Contains("MFEA")));
  const std::string alike = chart().figure().note;
  choose("collectionSize", "Seconds");
  EXPECT_NE(chart().figure().note, alike) << "the note says what the size tells";
  EXPECT_THAT(chart().figure().note, HasSubstr("seconds"));
}

TEST_F(Collection, ClosingTheFileLeavesNothing) {
  auto& files = find<QListWidget>(window, "files");
  files.setFocus();
  files.setCurrentRow(0);
  QTest::keyClick(&files, Qt::Key_Delete);
  EXPECT_TRUE(waitFor([&] { return listed().model()->rowCount() == 0; }));
  EXPECT_TRUE(waitFor([&] { return chart().figure().panels.empty(); }));
  EXPECT_EQ(said(), "");
}

TEST_F(Results, BubblesAreDrawnByTheCommandLine) {
  const QString csv = dir.filePath("bubbles.csv");
  const auto plot = [&](const QString& options) {
    return std::system((QString(TANDEM_PROGRAM) + " plot " + file + " --kind " + options + " --data " + csv + " 2>" +
                        dir.filePath("said"))
                           .toUtf8());
  };
  ASSERT_EQ(plot("bubble --x seconds --y objective:2 --colour problem --runs 'method=MFEA repetition<=3'"), 0)
      << readAll(dir.filePath("said"));
  const std::string numbers = readAll(csv);
  EXPECT_THAT(numbers, HasSubstr("\"MFEA on CEC17-MTSO2-CI-MS, run 3\""));
  EXPECT_EQ(std::count(numbers.begin(), numbers.end(), '\n'), 10) << "nine runs below a header";
  ASSERT_EQ(plot("run-box --x algorithm --y seconds"), 0) << readAll(dir.filePath("said"));
  EXPECT_NE(plot("bubble --x secnods"), 0);
  EXPECT_THAT(readAll(dir.filePath("said")), HasSubstr("no 'secnods'"));
  EXPECT_NE(plot("box --x seconds"), 0);
}

}  // namespace
}  // namespace tandem::gui
