// SPDX-License-Identifier: Apache-2.0
// The place Explore, as a person uses it.
#include <gmock/gmock.h>

#include <QCheckBox>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>

#include "gui/models/transfer_model.h"
#include "gui/pages/explore/explore_page.h"
#include "gui/pages/explore/surface_view.h"
#include "gui/pages/results/figure_view.h"
#include "gui/rendering/surface.h"
#include "gui/window/main_window.h"
#include "gui_explore.h"
#include "tandem/figures/data_text.h"
#include "tandem/store/result_file.h"

namespace tandem::gui {
namespace {

using namespace test;
using testing::HasSubstr;

TEST_F(Explore, TheRunIsTheOneOfTheCommandLineAlsoWithParameters) {
  choose("MFEA", "Sphere");
  type(find<QLineEdit>(page(), "dim"), "7");
  type(find<QLineEdit>(page(), "exploreSeed"), "11");
  type(find<QLineEdit>(page(), "exploreBudget"), "3000");
  const QTemporaryDir dir;
  const std::string line = page().commandLine().toStdString();
  EXPECT_THAT(line, HasSubstr("-p Sphere:dim=7 -r 1 -s 11"));
  startAndWait();
  const std::string file = dir.filePath("explore.h5").toStdString();
  const std::string command = "cd " + dir.path().toStdString() + " && " + TANDEM_PROGRAM + line.substr(6) + " -q";
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  const RunRecord run = ResultFile(file).run({0, 0, 0});
  const QString value = QString::number(run.improvements.front().back().objective, 'e', 4);
  EXPECT_THAT(log(), HasSubstr("task 1: " + value.toStdString()));
}

TEST_F(Explore, FiltersAndSearchNarrowTheLists) {
  auto& algorithms = find<QComboBox>(page(), "exploreAlgorithm");
  auto& problems = find<QComboBox>(page(), "exploreProblem");
  const int all = problems.count();
  pick(find<QComboBox>(page(), "filterObjectives"), "multi-objective");
  EXPECT_LT(problems.count(), all);
  EXPECT_GT(problems.count(), 10);
  for (int i = 0; i < algorithms.count(); ++i) EXPECT_NE(algorithms.itemText(i), "MFEA");
  pick(find<QComboBox>(page(), "filterObjectives"), "any objective");
  EXPECT_EQ(problems.count(), all);
}

TEST_F(Explore, PausesGoesOnAndStopsAtOnce) {
  choose("MFEA", "CEC17-MTSO1-CI-HS");
  type(find<QLineEdit>(page(), "exploreBudget"), "900000000");
  click(find<QPushButton>(page(), "exploreStart"));
  auto& progress = find<QLabel>(page(), "exploreProgress");
  ASSERT_TRUE(waitFor([&] { return progress.text().contains("generation"); }));
  auto& pause = find<QPushButton>(page(), "explorePause");
  click(pause);
  EXPECT_EQ(pause.text().remove('&'), "Continue");
  passTime(400);  // whatever was on its way arrives
  const QString held = progress.text();
  passTime(400);
  EXPECT_EQ(progress.text(), held);
  click(pause);
  EXPECT_TRUE(waitFor([&] { return progress.text() != held; }));
  QElapsedTimer clock;
  clock.start();
  click(find<QPushButton>(page(), "exploreStop"));
  ASSERT_TRUE(waitFor([&] { return !page().runner().running(); }));
  EXPECT_LT(clock.elapsed(), 3000);
  EXPECT_THAT(log(), HasSubstr("Stopped."));
}

TEST_F(Explore, WrongInputIsSaidBesideTheButton) {
  auto& wrong = find<QLabel>(page(), "exploreWrong");
  type(find<QLineEdit>(page(), "exploreSeed"), "-3");
  click(find<QPushButton>(page(), "exploreStart"));
  EXPECT_TRUE(wrong.isVisible());
  EXPECT_THAT(wrong.text().toStdString(), HasSubstr("'-3'"));
  type(find<QLineEdit>(page(), "exploreSeed"), "3");
  type(find<QLineEdit>(page(), "rmp"), "1.5");
  click(find<QPushButton>(page(), "exploreStart"));
  EXPECT_THAT(wrong.text().toStdString(), HasSubstr("rmp"));
  click(find<QToolButton>(page(), "resetAlgorithm"));
  EXPECT_EQ(find<QLineEdit>(page(), "rmp").text(), "0.3");
  choose("NSGA-II", "CEC17-MTSO1-CI-HS");
  click(find<QPushButton>(page(), "exploreStart"));
  ASSERT_TRUE(waitFor([&] { return wrong.isVisible() && wrong.text().contains("NSGA-II"); })) << log();
}

TEST_F(Explore, SeveralObjectivesShowTheMetricOfTheTables) {
  choose("MO-MFEA", "CEC17-MTMO1-CI-HS");
  type(find<QLineEdit>(page(), "exploreBudget"), "4000");
  startAndWait();
  ASSERT_TRUE(waitFor([&] { return log().find("task 2: IGD") != std::string::npos; })) << log();
  tab("Objectives");
  shot(window, "explore-objectives");
}

TEST_F(Explore, TransferFollowsTheSliderAndTheListOfEvents) {
  choose("MFEA", "CEC17-MTSO1-CI-HS");
  type(find<QLineEdit>(page(), "exploreBudget"), "20000");
  startAndWait();
  tab("Transfer matrix");
  auto& slider = find<QSlider>(page(), "transferSlider");
  ASSERT_TRUE(slider.isVisible());
  EXPECT_EQ(slider.maximum(), 50);
  EXPECT_EQ(slider.value(), 50);
  auto& where = find<QLabel>(page(), "transferWhere");
  EXPECT_THAT(where.text().toStdString(), HasSubstr("checkpoint 50 of 50, 20,000"));
  slider.setFocus();
  QTest::keyClick(&slider, Qt::Key_Home);
  EXPECT_THAT(where.text().toStdString(), HasSubstr("1 of 50"));
  auto& events = find<QTableView>(page(), "transferEvents");
  ASSERT_GT(events.model()->rowCount(), 20);
  clickCell(events, 12, 2);
  EXPECT_EQ(QString::number(slider.value()), events.model()->index(12, 0).data().toString());
  // All four matrices can be seen, and no title of the list is cut.
  auto* matrix = find<QTabWidget>(page(), "exploreLower").currentWidget()->findChild<FigureView*>();
  ASSERT_EQ(matrix->figure().panels.size(), 4U);
  EXPECT_GE(matrix->height(), matrix->plan().size.height());
  for (int c = 0; c < events.model()->columnCount(); ++c) {
    EXPECT_GE(events.columnWidth(c), events.horizontalHeader()->sectionSizeHint(c)) << c;
  }
  // What happened since the checkpoint before, instead of since the beginning.
  const std::string all = figures::figureCsv(matrix->figure());
  click(find<QCheckBox>(page(), "transferSince"));
  EXPECT_NE(figures::figureCsv(matrix->figure()), all);
  click(find<QCheckBox>(page(), "transferSince"));
  EXPECT_EQ(figures::figureCsv(matrix->figure()), all);
  shot(window, "explore-transfer");
}

TEST(TransferEvents, AreDifferencesOfTheCumulatedCounts) {
  RunRecord r;
  r.tasks = 2;
  r.checkpoints = 3;
  r.evaluations = {100, 200, 0};
  r.transferReported = true;
  r.transfer = {{0, 0, 1, {5, 3, 1}}, {1, 0, 0, {90, 9, 2}}, {1, 0, 1, {4, 1, 0}}};  // T1 to T2, native, T1 to T2
  EXPECT_EQ(reachedCheckpoints(r), 2);
  const auto events = transferEvents(r);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[1].checkpoint, 1);
  EXPECT_EQ(events[1].receiver, 1);
  EXPECT_EQ(events[1].evaluations, 200);
  EXPECT_EQ(events[1].counts.made, 4);
  EXPECT_EQ(events[1].counts.survived, 1);
  EXPECT_EQ(events[1].counts.improved, 0);
}

TEST_F(Explore, LinesOfTasksAreDrawnInRealUnits) {
  choose("MFEA", "CEC17-MTSO1-CI-HS");
  auto& kind = find<QComboBox>(page(), "taskFigure");
  ASSERT_TRUE(waitFor([&] { return kind.findText("Line") >= 0; }));
  pick(kind, "Line");
  auto& picture = find<FigureView>(page(), "taskPicture");
  ASSERT_TRUE(waitFor([&] { return picture.isVisible() && !picture.figure().panels.empty(); }));
  const std::string unified = figures::figureCsv(picture.figure());
  click(find<QCheckBox>(page(), "taskReal"));
  EXPECT_TRUE(waitFor([&] { return figures::figureCsv(picture.figure()) != unified; }));
}

TEST_F(Explore, TasksAsSurfaceIsTurnedZoomedAndExported) {
  choose("MFEA", "CEC17-MTSO1-CI-HS");
  auto& kind = find<QComboBox>(page(), "taskFigure");
  ASSERT_TRUE(waitFor([&] { return kind.findText("Surface") >= 0; }));
  EXPECT_LT(kind.findText("Feasible region"), 0);  // no constraints
  pick(kind, "Surface");
  auto& surface = find<SurfaceView>(page(), "surface");
  ASSERT_TRUE(waitFor([&] { return surface.isVisible(); }));
  shot(window, "explore-surface");
  const double before = surface.camera().azimuth;
  QTest::mousePress(&surface, Qt::LeftButton, {}, {200, 100});
  QTest::mouseMove(&surface, {260, 120});
  QTest::mouseRelease(&surface, Qt::LeftButton, {}, {260, 120});
  EXPECT_NEAR(surface.camera().azimuth, before - 30.0, 1e-9);
  QWheelEvent wheel({200, 100}, surface.mapToGlobal(QPointF(200, 100)), {}, {0, 120}, {}, {}, Qt::NoScrollPhase, false);
  QApplication::sendEvent(&surface, &wheel);
  EXPECT_GT(surface.camera().zoom, 1.0);
  QTest::keyClick(&surface, Qt::Key_Home);
  EXPECT_EQ(surface.camera().azimuth, before);
  const QTemporaryDir dir;
  for (const char* name : {"s.svg", "s.pdf", "s.png"}) {
    answerFileDialog(dir.filePath(name));
    click(find<QToolButton>(page(), "exportLower"));
    EXPECT_GT(QFile(dir.filePath(name)).size(), 2000) << name;
  }
}

TEST_F(Explore, ConstrainedProblemsShowTheirFeasibleRegion) {
  auto& kind = find<QComboBox>(page(), "taskFigure");
  choose("GA", "CEC06-CSO1");
  ASSERT_TRUE(waitFor([&] { return kind.findText("Feasible region") >= 0; }));
  EXPECT_LT(kind.findText("Similarity"), 0);  // one task
}

TEST_F(Explore, APlaneThatIsFeasibleEverywhereSaysSo) {
  auto& kind = find<QComboBox>(page(), "taskFigure");
  choose("GA", "CMT1");
  ASSERT_TRUE(waitFor([&] { return kind.findText("Feasible region") >= 0; }));
  pick(kind, "Feasible region");
  auto& picture = find<FigureView>(page(), "taskPicture");
  ASSERT_TRUE(waitFor([&] { return QString::fromStdString(picture.figure().title).endsWith("feasible region"); }));
  for (const figures::Panel& panel : picture.figure().panels) {
    ASSERT_EQ(panel.texts.size(), 1U) << "a blank figure";
    EXPECT_THAT(panel.texts[0].text, HasSubstr("feasible"));
    EXPECT_TRUE(panel.heatMaps.empty()) << "a scale of nothing";
  }
  shot(window, "explore-feasible");
}

TEST_F(Explore, ImportedDataAreDrawnAtOnce) {
  const QString official = qEnvironmentVariable("TANDEM_MTO_DATA_DIR");
  if (official.isEmpty()) GTEST_SKIP() << "TANDEM_MTO_DATA_DIR is not set: no official data were imported";
  const QTemporaryDir dir;
  qputenv("TANDEM_DATA_DIR", dir.filePath("data").toLocal8Bit());
  choose("MFEA", "CEC17-MTSO2-CI-MS");
  auto& picture = find<FigureView>(page(), "taskPicture");
  const auto drawn = [&](const char* instance) {
    return waitFor([&] {
      const QString note = QString::fromStdString(picture.figure().note);
      return QString::fromStdString(picture.figure().title).startsWith("CEC17-MTSO2") && note.contains(instance);
    });
  };
  ASSERT_TRUE(drawn("instance: synthetic")) << picture.figure().note;
  go(window, "Data");
  answerFileDialog(official);
  click(find<QPushButton>(window, "importOfficial"));
  EXPECT_TRUE(drawn("instance: official")) << picture.figure().note;
  qunsetenv("TANDEM_DATA_DIR");
}

/// Parallel light from above: the picture of a plane has one colour, a hole none, and what is nearer hides what is
/// behind.
TEST(SurfacePainting, NearSheetsHideFarOnesAndHolesStayOpen) {
  figures::Surface s;
  s.sheets.push_back({.label = "", .size = 2, .heights = {0.0, 0.0, 1.0, 1.0}, .style = 0});
  const auto pixels = [&s](const figures::Camera& camera) {
    QImage image(200, 160, QImage::Format_RGB32);
    QPainter painter(&image);
    figures::paintSurface(painter, image.rect(), s, camera, figures::Theme::light());
    painter.end();
    int coloured = 0;
    for (int y = 0; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) coloured += QColor(image.pixel(x, y)).saturation() > 60 ? 1 : 0;
    }
    return coloured;
  };
  const int seen = pixels({});
  EXPECT_GT(seen, 1500);
  EXPECT_GT(pixels({.azimuth = -37.5, .elevation = 32.0, .zoom = 1.5}), 2 * seen);
  s.sheets.front().heights[0] = figures::kNone;
  EXPECT_LT(pixels({}), 50);  // the only quad has a hole
}

TEST_F(Explore, NumbersAreWrittenAsInTheExperiment) {
  choose("MFEA", "CEC17-MTSO1-CI-HS");
  type(find<QLineEdit>(page(), "exploreBudget"), "2e3");
  startAndWait();
  EXPECT_THAT(log(), testing::HasSubstr("2,000 evaluations"));
  type(find<QLineEdit>(page(), "exploreBudget"), "3,000");
  startAndWait();
  EXPECT_THAT(log(), testing::HasSubstr("3,000 evaluations"));
}

}  // namespace
}  // namespace tandem::gui
