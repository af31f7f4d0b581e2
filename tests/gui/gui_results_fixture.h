// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gmock/gmock.h>

#include <QFile>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <fstream>
#include <iterator>
#include <string>

#include "gui/pages/results/results_page.h"
#include "gui/window/main_window.h"
#include "gui_support.h"

/// A window whose place Results shows three algorithms that have really run on three problems.
namespace tandem::gui::test {

inline std::string readAll(const QString& path) {
  std::ifstream in(path.toStdString(), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Results : public ::testing::Test {
 protected:
  void SetUp() override {
    // Made once: running costs more than reading.
    static const QTemporaryDir once;
    static const std::string made = makeResults(once.filePath("made.h5"), {"MFEA", "GA", "DE"},
                                                {"CEC17-MTSO1-CI-HS", "CEC17-MTSO2-CI-MS", "CEC17-MTSO3-CI-LS"},
                                                [](ExperimentSpec& s) { s.saveDecisions = true; });
    file = dir.filePath("run.h5");
    ASSERT_TRUE(QFile::copy(QString::fromStdString(made), file));
  }
  void open(const QString& path) {
    window.resize(1280, 720);
    window.show(2);
    window.QWidget::show();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    answerFileDialog(path);
    click(find<QPushButton>(window, "openResults"));
  }
  void openAndWait() {
    open(file);
    ASSERT_TRUE(waitFor([&] { return table().model()->rowCount() > 0; }));
    // The dialog was the active window.
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  }
  QTableView& table() { return find<QTableView>(window, "resultsTable"); }
  ResultsPage& page() { return *window.findChild<ResultsPage*>(); }
  QString text(int row, int column) { return table().model()->index(row, column).data().toString(); }
  QString rowName(int row) { return table().model()->headerData(row, Qt::Vertical).toString(); }
  QString columnName(int column) { return table().model()->headerData(column, Qt::Horizontal).toString(); }
  void clickHeader(int column) {
    QHeaderView* header = table().horizontalHeader();
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                      QPoint(header->sectionViewportPosition(column) + 8, header->height() / 2));
  }
  double number(int row, int column) { return text(row, column).section(' ', 0, 0).toDouble(); }

  QTemporaryDir dir;
  QString file;
  MainWindow window;
};

}  // namespace tandem::gui::test
