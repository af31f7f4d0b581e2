// SPDX-License-Identifier: Apache-2.0
// Experiments that run, stop, continue and fail.
#include <sys/resource.h>

#include <QDir>
#include <csignal>

#include "gui_experiment_support.h"

namespace tandem::gui {
namespace {

using namespace test;

TEST_F(Experiment, StoppedRunsAreKeptAndTheGridOfAResumedFileIsTheFiles) {
  choose("Algorithms", "GA");
  choose("Problems", "CEC17-MTSO1-CI-HS");
  smallSettings(dir.filePath("long.h5"));
  spin("repetitions", 5000);
  type(at<QLineEdit>("budget"), "20000");
  auto& grid = at<QTableView>("grid");
  const auto done = [&] { return grid.model()->index(0, 0).data(GridModel::Done).toInt(); };
  click(at<QPushButton>("start"));
  ASSERT_TRUE(waitFor([&] { return grid.model()->rowCount() == 1 && done() > 0; }));
  click(at<QPushButton>("pause"));
  EXPECT_EQ(at<QPushButton>("pause").text(), "&Continue");
  passTime(300);
  const int held = done();
  passTime(400);
  EXPECT_LE(done() - held, 2) << "it went on";
  click(at<QPushButton>("pause"));
  ASSERT_TRUE(waitFor([&] { return done() > held + 2; }));
  click(at<QPushButton>("stop"));
  ASSERT_TRUE(waitForEnd());
  EXPECT_TRUE(state().startsWith("Stopped")) << state().toStdString();
  const auto missing = ResultFile(dir.filePath("long.h5").toStdString()).missing().size();
  EXPECT_GT(missing, 0U);
  EXPECT_LT(missing, 5000U);

  // The form is changed meanwhile; resuming is about the file.
  choose("Algorithms", "MFEA");
  choose("Problems", "CEC17-MTSO2-CI-MS");
  spin("repetitions", 3);
  inDialog("existing", [](QWidget& dialog) { click(find<QPushButton>(dialog, "existingResume")); });
  click(at<QPushButton>("start"));
  ASSERT_TRUE(waitFor([&] { return grid.model()->rowCount() == 1; }));
  EXPECT_EQ(grid.model()->columnCount(), 1);
  EXPECT_EQ(grid.model()->headerData(0, Qt::Horizontal).toString(), "GA");
  EXPECT_TRUE(grid.model()->index(0, 0).data().toString().endsWith("/ 5000"));
  EXPECT_GE(done(), static_cast<int>(5000 - missing));
  click(at<QPushButton>("stop"));
  ASSERT_TRUE(waitForEnd());
  EXPECT_EQ(column("Algorithms", 0), (QStringList{"GA", "MFEA"})) << "the form lost something";
}

// More runs of what is there, and another algorithm: those that were made stay as they are.
TEST_F(Experiment, ResultsThatExistAreExtended) {
  const std::string path = dir.filePath("there.h5").toStdString();
  (void)makeResults(dir.filePath("there.h5"), {"GA"}, {"CEC17-MTSO1-CI-HS"});
  const RunRecord before = ResultFile(path).run({0, 0, 0});
  const ExperimentInfo old = ResultFile(path).info();
  choose("Algorithms", "GA");
  choose("Algorithms", "MFEA");
  choose("Problems", "CEC17-MTSO1-CI-HS");
  smallSettings(dir.filePath("there.h5"));
  spin("repetitions", old.repetitions + 2);
  inDialog("existing", [](QWidget& dialog) { click(find<QPushButton>(dialog, "existingExtend")); });
  click(at<QPushButton>("start"));
  ASSERT_TRUE(waitForEnd());
  EXPECT_TRUE(state().startsWith(QStringLiteral("Done: %1 runs").arg(old.repetitions + 4)))
      << state().toStdString() << notice().text().toStdString();
  {
    const ResultFile file(path);
    ASSERT_EQ(file.info().algorithms.size(), 2U);
    EXPECT_EQ(file.info().algorithms[1].name, "MFEA");
    EXPECT_EQ(file.info().repetitions, old.repetitions + 2);
    EXPECT_EQ(file.info().problems[0].budget, old.problems[0].budget);
    EXPECT_TRUE(file.missing().empty());
    EXPECT_EQ(file.run({0, 0, 0}).objective, before.objective);
    EXPECT_EQ(file.run({0, 0, 0}).seconds, before.seconds) << "it was run again";
  }
  // There is nothing to add now, which is said, and nothing is lost.
  const std::string bytes = readAll(dir.filePath("there.h5"));
  inDialog("existing", [](QWidget& dialog) { click(find<QPushButton>(dialog, "existingExtend")); });
  click(at<QPushButton>("start"));
  ASSERT_TRUE(waitForEnd());
  EXPECT_TRUE(notice().text().contains("has all of that already")) << notice().text().toStdString();
  EXPECT_EQ(readAll(dir.filePath("there.h5")), bytes);
}

TEST_F(Experiment, ResultsThatExistAreResumedReplacedOrLeftAlone) {
  (void)makeResults(dir.filePath("there.h5"), {"GA"}, {"CEC17-MTSO1-CI-HS"});
  const std::string before = readAll(dir.filePath("there.h5"));
  choose("Algorithms", "DE");
  choose("Problems", "CEC17-MTSO2-CI-MS");
  smallSettings(dir.filePath("there.h5"));
  inDialog("existing", [](QWidget& dialog) { QTest::keyClick(&dialog, Qt::Key_Escape); });
  click(at<QPushButton>("start"));
  EXPECT_FALSE(window.experiment().runner().running());
  EXPECT_EQ(readAll(dir.filePath("there.h5")), before);
  // Another name, by the file dialog.
  inDialog("existing", [this](QWidget& dialog) {
    answerFileDialog(dir.filePath("other.h5"));
    click(find<QPushButton>(dialog, "existingOther"));
  });
  click(at<QPushButton>("start"));
  ASSERT_TRUE(waitForEnd());
  EXPECT_TRUE(QFile::exists(dir.filePath("other.h5")));
  EXPECT_EQ(readAll(dir.filePath("there.h5")), before);
  // Replaced.
  type(at<QLineEdit>("output"), dir.filePath("there.h5"));
  inDialog("existing", [](QWidget& dialog) { click(find<QPushButton>(dialog, "existingReplace")); });
  click(at<QPushButton>("start"));
  ASSERT_TRUE(waitForEnd());
  EXPECT_EQ(ResultFile(dir.filePath("there.h5").toStdString()).info().algorithms[0].name, "DE");
}

TEST_F(Experiment, AFileThatCannotBeWrittenIsSaid) {
  choose("Algorithms", "GA");
  choose("Problems", "CEC17-MTSO1-CI-HS");
  smallSettings("/proc/nowhere/run.h5");
  click(at<QPushButton>("start"));
  ASSERT_TRUE(waitForEnd());
  EXPECT_TRUE(notice().isVisible());
  EXPECT_THAT(notice().text().toStdString(), testing::HasSubstr("/proc/nowhere"));
  EXPECT_TRUE(at<QPushButton>("start").isEnabled());
  // Once that is fixed, it runs.
  type(at<QLineEdit>("output"), dir.filePath("run.h5"));
  click(at<QPushButton>("start"));
  ASSERT_TRUE(waitForEnd());
  EXPECT_THAT(state().toStdString(), testing::StartsWith("Done: 3 runs, 0 failed."));
  EXPECT_FALSE(notice().isVisible());
}

TEST_F(Experiment, ADiskThatFillsUpLosesNoFinishedRun) {
  choose("Algorithms", "GA");
  choose("Problems", "CEC17-MTSO1-CI-HS");
  smallSettings(dir.filePath("full.h5"));
  spin("repetitions", 100);
  type(at<QLineEdit>("budget"), "20000");
  auto& grid = at<QTableView>("grid");
  click(at<QPushButton>("start"));
  ASSERT_TRUE(waitFor(
      [&] { return grid.model()->rowCount() == 1 && grid.model()->index(0, 0).data(GridModel::Done).toInt() > 3; }));
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, SIG_IGN);  // writing fails then, as on a full disk
  const rlimit nothing{.rlim_cur = 0, .rlim_max = before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &nothing), 0);
  const bool ended = waitForEnd();
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  ASSERT_TRUE(ended);
  ASSERT_TRUE(notice().isVisible());
  EXPECT_THAT(notice().text().toStdString(), testing::HasSubstr("full.h5"));
  EXPECT_TRUE(state().startsWith("Ended by an error; ")) << state().toStdString();
  const int shown = grid.model()->index(0, 0).data(GridModel::Done).toInt();
  EXPECT_GT(shown, 3);
  EXPECT_GE(100 - static_cast<int>(ResultFile(dir.filePath("full.h5").toStdString()).missing().size()), shown)
      << "a run that was shown as done is lost";
  // There is room again: the button beside the sentence continues.
  click(find<QToolButton>(notice(), "noticeAction"));
  ASSERT_TRUE(waitForEnd());
  EXPECT_TRUE(state().startsWith("Done: ")) << state().toStdString() << notice().text().toStdString();
  EXPECT_TRUE(ResultFile(dir.filePath("full.h5").toStdString()).missing().empty());
}

TEST_F(Experiment, FailedRunsAreOrangeAndTellWhy) {
  choose("Algorithms", "GA");
  choose("Problems", "CEC17-MTSO1-CI-HS");
  choose("Problems", "CEC17-MTSO2-CI-MS");
  smallSettings(dir.filePath("failed.h5"));
  type(at<QLineEdit>("timeLimit"), "1e-9");
  click(at<QPushButton>("start"));
  ASSERT_TRUE(waitForEnd());
  EXPECT_THAT(state().toStdString(), testing::StartsWith("Done: 6 runs, 6 failed."));
  auto& grid = at<QTableView>("grid");
  EXPECT_EQ(grid.model()->index(0, 0).data().toString(), "3 / 3, 3 failed");
  auto& messages = at<QPlainTextEdit>("gridMessages");
  EXPECT_FALSE(messages.isVisible());
  clickCell(grid, 1, 0);
  EXPECT_TRUE(messages.isVisible());
  EXPECT_THAT(messages.toPlainText().toStdString(),
              testing::AllOf(testing::HasSubstr("GA on CEC17-MTSO2-CI-MS"), testing::HasSubstr("Repetition 1: "),
                             testing::HasSubstr("time limit")));
  const QRect cell = grid.visualRect(grid.model()->index(1, 0));
  const QColor colour = grid.viewport()->grab().toImage().pixelColor(cell.left() + 6, cell.top() + 6);
  EXPECT_GT(colour.red(), colour.blue() + 40) << colour.name().toStdString();
  shot(window, "experiment-failed");
}

/// Before the window, which loads plug-ins when it is made.
struct FailingPlugin {
  FailingPlugin() { qputenv("TANDEM_PLUGIN_PATH", TANDEM_TEST_PLUGINS "/failing"); }
  ~FailingPlugin() { qunsetenv("TANDEM_PLUGIN_PATH"); }
};
class ExperimentWithPlugin : private FailingPlugin, public Experiment {};

TEST_F(ExperimentWithPlugin, APlugInThatThrowsFailsItsRunsAndNoOthers) {
  choose("Algorithms", "Throwing-Plugin");
  choose("Algorithms", "GA");
  choose("Problems", "CEC17-MTSO1-CI-HS");
  smallSettings(dir.filePath("throws.h5"));
  click(at<QPushButton>("start"));
  ASSERT_TRUE(waitForEnd());
  EXPECT_THAT(state().toStdString(), testing::StartsWith("Done: 6 runs, 3 failed."));
  auto& grid = at<QTableView>("grid");
  EXPECT_EQ(grid.model()->index(0, 0).data().toString(), "3 / 3, 3 failed");
  EXPECT_EQ(grid.model()->index(0, 1).data().toString(), "3 / 3");
  clickCell(grid, 0, 0);
  EXPECT_THAT(at<QPlainTextEdit>("gridMessages").toPlainText().toStdString(), testing::HasSubstr("the well is dry"));
  clickCell(grid, 0, 1);
  EXPECT_FALSE(at<QPlainTextEdit>("gridMessages").isVisible());
  // They can be tried again; the others are left alone.
  EXPECT_THAT(notice().text().toStdString(), testing::HasSubstr("3 runs failed"));
  click(find<QToolButton>(notice(), "noticeAction"));
  ASSERT_TRUE(waitForEnd());
  EXPECT_THAT(state().toStdString(), testing::StartsWith("Done: 3 runs, 3 failed."));
  EXPECT_EQ(grid.model()->index(0, 1).data().toString(), "3 / 3");
}

TEST_F(Experiment, ResultsThatAreDeletedMeanwhileAreNotSaidToBeKept) {
  choose("Algorithms", "GA");
  choose("Problems", "CEC17-MTSO1-CI-HS");
  smallSettings(dir.filePath("gone.h5"));
  spin("repetitions", 5000);
  type(at<QLineEdit>("budget"), "20000");
  click(at<QPushButton>("start"));
  auto& grid = at<QTableView>("grid");
  ASSERT_TRUE(waitFor([&] { return grid.model()->index(0, 0).data(GridModel::Done).toInt() > 0; }));
  click(at<QPushButton>("pause"));
  // What is being written when the runs are held may come once more.
  ASSERT_TRUE(waitFor([&] { return QDir(dir.filePath("gone.h5.parts")).removeRecursively(); }));
  click(at<QPushButton>("pause"));
  ASSERT_TRUE(waitForEnd());
  EXPECT_THAT(state().toStdString(), testing::Not(testing::HasSubstr("kept")));
  ASSERT_TRUE(notice().isVisible());
  EXPECT_EQ(notice().findChild<QToolButton*>("noticeAction"), nullptr) << "there is nothing to resume";
}

}  // namespace
}  // namespace tandem::gui
