// SPDX-License-Identifier: Apache-2.0
// The place Results, by user events.
#include <gmock/gmock.h>

#include <sys/resource.h>

#include <csignal>

#include <QClipboard>
#include <QDockWidget>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTextBrowser>
#include <fstream>

#include "gui/models/results_model.h"
#include "gui/pages/common/notice.h"
#include "gui/pages/results/figure_pane.h"
#include "gui/pages/results/figure_view.h"
#include "gui/pages/results/results_page.h"
#include "gui/window/main_window.h"
#include "gui_results_fixture.h"

namespace tandem::gui {
namespace {

using namespace test;

TEST_F(Results, ATestGivesSignsAndASummaryRow) {
  openAndWait();
  ASSERT_EQ(table().model()->rowCount(), 6);  // three problems of two tasks
  ASSERT_EQ(table().model()->columnCount(), 3);
  EXPECT_THAT(find<QLabel>(window, "caption").text().toStdString(), testing::HasSubstr("n = 5 runs"));
  EXPECT_FALSE(find<QComboBox>(window, "base").isEnabled());
  pick(find<QComboBox>(window, "test"), "Wilcoxon rank-sum");
  ASSERT_TRUE(waitFor([&] { return table().model()->rowCount() == 7; }));
  EXPECT_EQ(rowName(6), "+ / = / -");
  EXPECT_EQ(text(6, 0), "base");
  // The sign makes cells longer: none is cut off.
  for (int c = 0; c < 3; ++c) {
    EXPECT_GE(table().columnWidth(c),
              table().QAbstractItemView::sizeHintForIndex(table().model()->index(0, c)).width());
  }
  EXPECT_TRUE(QString("+=\u2212").contains(text(0, 1).right(1))) << text(0, 1).toStdString();
  pick(find<QComboBox>(window, "base"), "GA");
  ASSERT_TRUE(waitFor([&] { return text(6, 1) == "base"; }));
  pick(find<QComboBox>(window, "correction"), "Holm");
  ASSERT_TRUE(waitFor([&] { return find<QLabel>(window, "caption").text().contains("Holm"); }));
  pick(find<QComboBox>(window, "base"), "Each one's single-task twin");
  ASSERT_TRUE(waitFor([&] { return find<QLabel>(window, "caption").text().contains("twin"); }));
  pick(find<QComboBox>(window, "test"), "Friedman");
  EXPECT_TRUE(waitFor([&] { return find<QLabel>(window, "caption").text().contains("needs one base"); }));
  pick(find<QComboBox>(window, "base"), "MFEA");
  ASSERT_TRUE(waitFor([&] { return table().model()->rowCount() == 8; }));
  EXPECT_EQ(rowName(6), "mean rank");
}

TEST_F(Results, HeadersSortFilterChoosesAndSelectionStays) {
  openAndWait();
  clickCell(table(), 2, 1);
  const QString name = rowName(2);
  const QString value = text(2, 1);
  clickHeader(1);
  for (int r = 1; r < 6; ++r) EXPECT_LE(number(r - 1, 1), number(r, 1));
  EXPECT_EQ(table().horizontalHeader()->sortIndicatorSection(), 1);
  ASSERT_EQ(table().selectionModel()->selectedIndexes().size(), 1);
  const QModelIndex selected = table().selectionModel()->selectedIndexes().front();
  EXPECT_EQ(rowName(selected.row()), name);
  EXPECT_EQ(selected.data().toString(), value);
  clickHeader(1);
  for (int r = 1; r < 6; ++r) EXPECT_GE(number(r - 1, 1), number(r, 1));
  clickHeader(1);
  EXPECT_EQ(rowName(2), name);
  EXPECT_EQ(table().horizontalHeader()->sortIndicatorSection(), -1);

  QTest::keyClick(&page(), Qt::Key_F, Qt::ControlModifier);
  auto& filter = find<QLineEdit>(window, "rowFilter");
  ASSERT_TRUE(waitFor([&] { return filter.hasFocus(); }, 2000));
  QTest::keyClicks(&filter, "mtso2 t1");
  EXPECT_EQ(table().model()->rowCount(), 1);
  EXPECT_EQ(find<QLabel>(window, "rowCount").text(), "1 of 6 rows");
  type(filter, "");
  EXPECT_EQ(table().model()->rowCount(), 6);

  pick(find<QComboBox>(window, "columnOrder"), "By name");
  EXPECT_EQ(columnName(0), "DE");
  pick(find<QComboBox>(window, "columnOrder"), "By mean rank");
  double last = 0.0;
  for (int c = 0; c < 3; ++c) {  // mean ranks by hand
    double sum = 0.0;
    for (int r = 0; r < 6; ++r) {
      for (int other = 0; other < 3; ++other) sum += number(r, other) <= number(r, c) ? 1.0 : 0.0;
    }
    EXPECT_GE(sum, last);
    last = sum;
  }
}

TEST_F(Results, NumbersAndHighlightsAreTheReadersChoice) {
  openAndWait();
  const auto bold = [&] {
    int count = 0;
    for (int r = 0; r < 6; ++r) {
      for (int c = 0; c < 3; ++c) {
        count += table().model()->index(r, c).data(Qt::FontRole).value<QFont>().bold() ? 1 : 0;
      }
    }
    return count;
  };
  pick(find<QComboBox>(window, "highlight"), "Best");
  EXPECT_GE(bold(), 6);
  pick(find<QComboBox>(window, "highlight"), "None");
  EXPECT_EQ(bold(), 0);
  EXPECT_FALSE(table().model()->index(0, 0).data(Qt::BackgroundRole).isValid());
  pick(find<QComboBox>(window, "show"), "Median");
  ASSERT_TRUE(waitFor([&] { return !text(0, 0).contains('('); }));
  QLineEdit* format = find<QComboBox>(window, "numberFormat").lineEdit();
  type(*format, "%.1f");
  EXPECT_TRUE(QRegularExpression("^\\d+\\.\\d$").match(text(0, 0)).hasMatch()) << text(0, 0).toStdString();
  const QString before = text(0, 0);
  type(*format, "%s%n");
  EXPECT_EQ(text(0, 0), before);
  auto& notice = *window.findChild<ResultsPage*>()->findChild<Notice*>();
  EXPECT_TRUE(notice.isVisible());
  EXPECT_TRUE(notice.text().contains("not a number format"));
  // Meanwhile another table can be made, with its numbers as they were.
  pick(find<QComboBox>(window, "show"), "Mean (std)");
  EXPECT_TRUE(waitFor([&] { return text(0, 0).contains('('); }))
      << find<QLabel>(window, "caption").text().toStdString();
  EXPECT_TRUE(QRegularExpression("^\\d+\\.\\d \\(").match(text(0, 0)).hasMatch()) << text(0, 0).toStdString();
  pick(find<QComboBox>(window, "show"), "Median");
  type(*format, "%.2e");
  EXPECT_FALSE(notice.isVisible());
  pick(find<QComboBox>(window, "highlight"), "Best");
}

TEST_F(Results, FiguresFollowTheSelectionUntilToldToStay) {
  openAndWait();
  auto* pane = page().findChild<FigurePane*>();
  ASSERT_NE(pane, nullptr);
  const auto title = [&] { return QString::fromStdString(pane->view().figure().title); };
  ASSERT_TRUE(waitFor([&] { return title() == "CEC17-MTSO1-CI-HS"; })) << pane->message().toStdString();
  clickCell(table(), 3, 0);
  ASSERT_TRUE(waitFor([&] { return title() == "CEC17-MTSO2-CI-MS"; }));
  EXPECT_EQ(pane->view().figure().panels.size(), 1U);  // of that task
  clickCell(table(), 3, 2, Qt::ControlModifier);
  ASSERT_TRUE(waitFor([&] { return pane->view().figure().panels.front().lines.size() == 2; }));
  click(find<QWidget>(*pane, "followSelection"));
  clickCell(table(), 0, 0);
  passTime(400);
  EXPECT_EQ(title(), "CEC17-MTSO2-CI-MS");

  // A second pane, another kind; ranks are over all problems although one cell is selected.
  click(find<QPushButton>(window, "addFigure"));
  FigurePane* other = nullptr;
  for (auto* p : page().findChildren<FigurePane*>()) other = p != pane ? p : other;
  ASSERT_NE(other, nullptr);
  pick(find<QComboBox>(*other, "figureKind"), "Critical difference");
  ASSERT_TRUE(waitFor([&] { return other->message().isEmpty(); })) << other->message().toStdString();
  EXPECT_TRUE(QString::fromStdString(other->view().figure().note).contains("3 problems"))
      << other->view().figure().note;
  pick(find<QComboBox>(*other, "figureKind"), "Pareto front");
  ASSERT_TRUE(waitFor([&] { return !other->message().isEmpty(); }));
  EXPECT_TRUE(other->message().contains("CEC17-MTSO1-CI-HS")) << other->message().toStdString();
  shot(window, "results-figures");
}

TEST_F(Results, EnterOnACellListsItsRunsAndAPickedRunIsDrawn) {
  openAndWait();
  clickCell(table(), 1, 0);
  QTest::keyClick(&table(), Qt::Key_Enter);
  auto& runs = find<QTableView>(window, "runs");
  ASSERT_TRUE(waitFor([&] { return runs.model()->rowCount() == 5; }));
  EXPECT_TRUE(find<QLabel>(window, "runsTitle").text().startsWith("MFEA on CEC17-MTSO1-CI-HS T2: 5 runs"));
  // Sorted by the value, as by a click on its header.
  QHeaderView* header = runs.horizontalHeader();
  QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                    QPoint(header->sectionViewportPosition(2) + 8, header->height() / 2));
  for (int r = 1; r < 5; ++r) {
    EXPECT_LE(runs.model()->index(r - 1, 2).data().toDouble(), runs.model()->index(r, 2).data().toDouble());
  }
  clickCell(runs, 0, 0);
  const QString details = find<QPlainTextEdit>(window, "runDetails").toPlainText();
  EXPECT_TRUE(details.contains("evaluations: initial")) << details.toStdString();
  EXPECT_TRUE(details.contains("decisions of the best:")) << details.toStdString();
  EXPECT_TRUE(details.contains("Task 2"));
  auto* pane = page().findChild<FigurePane*>();
  const int run = runs.model()->index(0, 0).data().toInt();
  ASSERT_TRUE(waitFor([&] {
    const auto& panels = pane->view().figure().panels;
    return panels.size() == 1 && panels[0].lines.size() == 2 &&
           panels[0].lines[1].label == "MFEA, run " + std::to_string(run);
  }));
  // The thin line ends at the value the list shows.
  EXPECT_NEAR(pane->view().figure().panels[0].lines[1].y.back(), runs.model()->index(0, 2).data().toDouble(),
              1e-6 * std::abs(pane->view().figure().panels[0].lines[1].y.back()));
  shot(window, "results-runs");
}

TEST_F(Results, TablesAreExportedAsTheyAreShown) {
  openAndWait();
  pick(find<QComboBox>(window, "columnOrder"), "By name");
  type(find<QLineEdit>(window, "rowFilter"), "mtso3");
  for (const char* ending : {"tex", "csv", "xlsx", "md", "json", "txt"}) {
    const QString path = dir.filePath(QString("table.") + ending);
    answerFileDialog(path);
    click(find<QPushButton>(window, "exportTable"));
    ASSERT_TRUE(waitFor([&] { return QFile::exists(path); })) << ending;
  }
  const std::string markdown = readAll(dir.filePath("table.md"));
  EXPECT_LT(markdown.find("DE"), markdown.find("GA"));
  EXPECT_THAT(markdown, testing::HasSubstr("CEC17-MTSO3-CI-LS T2"));
  EXPECT_THAT(markdown, testing::Not(testing::HasSubstr("| CEC17-MTSO1")));
  EXPECT_EQ(readAll(dir.filePath("table.xlsx")).substr(0, 2), "PK");
  type(find<QLineEdit>(window, "rowFilter"), "");
}

TEST_F(Results, ADiskThatIsFullIsSaidAboveTheTable) {
  openAndWait();
  const QString path = dir.filePath("table.csv");
  auto& notice = *page().findChild<Notice*>();
  answerFileDialog(path);
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, SIG_IGN);  // writing fails then, as on a full disk
  const rlimit nothing{.rlim_cur = 0, .rlim_max = before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &nothing), 0);
  click(find<QPushButton>(window, "exportTable"));
  const bool said = waitFor([&] { return notice.isVisible(); }, 5000);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  ASSERT_TRUE(said);
  EXPECT_TRUE(notice.text().contains("table.csv")) << notice.text().toStdString();
  EXPECT_FALSE(QFile::exists(path)) << "half a table";
}

TEST_F(Results, CellsAreCopiedAndFiguresSaved) {
  openAndWait();
  clickCell(table(), 0, 0);
  clickCell(table(), 1, 1, Qt::ShiftModifier);
  table().setFocus();
  QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
  // Several cells with their names, as a spreadsheet takes them; one alone.
  EXPECT_EQ(QApplication::clipboard()->text(), "\t" + columnName(0) + '\t' + columnName(1) + '\n' + rowName(0) + '\t' +
                                                   text(0, 0) + '\t' + text(0, 1) + '\n' + rowName(1) + '\t' +
                                                   text(1, 0) + '\t' + text(1, 1));
  clickCell(table(), 1, 1);
  QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
  EXPECT_EQ(QApplication::clipboard()->text(), text(1, 1));
  QTest::keyClick(&table(), Qt::Key_A, Qt::ControlModifier);
  EXPECT_EQ(table().selectionModel()->selectedIndexes().size(), 18);
  auto* pane = page().findChild<FigurePane*>();
  ASSERT_TRUE(waitFor([&] { return find<QPushButton>(*pane, "exportFigure").isEnabled(); }));
  for (const char* ending : {"svg", "pdf", "png"}) {
    const QString path = dir.filePath(QString("figure.") + ending);
    answerExport(path);
    click(find<QPushButton>(*pane, "exportFigure"));
    ASSERT_TRUE(waitFor([&] { return QFile::exists(path); }, 5000)) << ending;
  }
  // The next one begins where the last went.
  EXPECT_EQ(QSettings().value("export/folder").toString(), dir.path());
}

TEST_F(Results, ProvenanceTellsHowTheFileWasMade) {
  openAndWait();
  auto& tabs = find<QTabWidget>(window, "resultTabs");
  QTest::keyClick(&tabs, Qt::Key_P, Qt::AltModifier);
  auto& view = find<QTextBrowser>(window, "provenance");
  ASSERT_TRUE(waitFor([&] { return view.toPlainText().contains("CEC17-MTSO1-CI-HS"); }));
  const QString page = view.toPlainText();
  for (const char* word : {"45 of 45 finished", "synthetic", "Seed", "Host", "repetitions = 5", "MFEA"}) {
    EXPECT_TRUE(page.contains(word)) << word;
  }
  shot(window, "results-provenance");
}

TEST_F(Results, FilesThatCannotBeReadAreRefusedAbovetheTableAndNothingIsLost) {
  openAndWait();
  auto& notice = *page().findChild<Notice*>();
  const auto refused = [&](const QString& path, const char* word) {
    answerFileDialog(path);
    click(find<QPushButton>(window, "openResults"));
    EXPECT_TRUE(waitFor([&] { return notice.isVisible(); }, 5000)) << path.toStdString();
    EXPECT_TRUE(notice.text().contains(word)) << notice.text().toStdString();
    EXPECT_EQ(table().model()->rowCount(), 6);
    click(find<QWidget>(notice, "noticeClose"));
    EXPECT_FALSE(notice.isVisible());
  };
  const std::string bytes = readAll(file);
  std::ofstream(dir.filePath("cut.h5").toStdString(), std::ios::binary) << bytes.substr(0, bytes.size() / 2);
  refused(dir.filePath("cut.h5"), "cut.h5");
  std::ofstream(dir.filePath("text.h5").toStdString()) << "not a result";
  refused(dir.filePath("text.h5"), "text.h5");

  // Removed while it is open: the table stays, its figures can be drawn, and a notice offers to close it.
  ASSERT_TRUE(QFile::remove(file));
  ASSERT_TRUE(waitFor([&] { return notice.isVisible(); }, 5000));
  EXPECT_TRUE(notice.text().contains("removed"));
  EXPECT_EQ(table().model()->rowCount(), 6);
  auto* pane = page().findChild<FigurePane*>();
  clickCell(table(), 5, 1);
  EXPECT_TRUE(waitFor([&] { return pane->message().isEmpty() && pane->view().figure().title == "CEC17-MTSO3-CI-LS"; }))
      << pane->message().toStdString();
  click(find<QWidget>(notice, "noticeAction"));
  EXPECT_TRUE(waitFor([&] { return table().model()->rowCount() == 0; }));
  EXPECT_TRUE(find<QLabel>(window, "caption").text().contains("Open a result file"));
}

TEST_F(Results, DroppedFilesAreOpenedAndRemembered) {
  window.show(0);
  window.QWidget::show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(file)});
  QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(&window, &enter);
  EXPECT_TRUE(enter.isAccepted());
  QDropEvent drop(QPointF(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(&window, &drop);
  ASSERT_TRUE(waitFor([&] { return table().model()->rowCount() == 6; }));
  EXPECT_TRUE(table().isVisible());
  EXPECT_EQ(Session::recent().value(0), file);
}

TEST_F(Results, EverythingIsReachedByTheKeyboardAndNamed) {
  openAndWait();
  ASSERT_TRUE(waitFor([&] { return find<QPushButton>(window, "exportFigure").isEnabled(); }));
  const QStringList reached = tabOrder(find<QPushButton>(window, "openResults"));
  // From top to bottom, as they are read; what is greyed out is passed over.
  qsizetype last = -1;
  for (const char* name : {"openResults", "files", "metric", "show", "test", "highlight", "numberFormat", "columnOrder",
                           "rowOrder", "moreOptions", "exportTable", "exportResults", "addFigure", "inspectRuns"}) {
    const qsizetype at = reached.indexOf(name);
    EXPECT_GT(at, last) << name << " is not reached by Tab, or too early: " << reached.join(' ').toStdString();
    last = std::max(last, at);
  }
  for (const char* name : {"rowFilter", "resultsTable", "figureKind", "followSelection", "exportFigure"}) {
    EXPECT_TRUE(reached.contains(name)) << name << " is not reached by Tab";
  }
  for (QWidget* w : page().findChildren<QWidget*>()) {
    if (qobject_cast<QComboBox*>(w) == nullptr && qobject_cast<QAbstractItemView*>(w) == nullptr) continue;
    if (w->objectName().startsWith("qt_") || w->objectName().isEmpty()) continue;
    EXPECT_FALSE(w->accessibleName().isEmpty()) << w->objectName().toStdString() << " has no accessible name";
  }
}

}  // namespace
}  // namespace tandem::gui
