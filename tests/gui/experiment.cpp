// SPDX-License-Identifier: Apache-2.0
// The form of Experiment: choosing, editing, settings, and the way from there to a paper.
#include "gui_experiment_support.h"

namespace tandem::gui {
namespace {

using namespace test;

/// Runs the program without a window.
int tandem(const QString& arguments) {
  return std::system((TANDEM_PROGRAM + std::string(" ") + arguments.toStdString() + " > /dev/null 2>&1").c_str());
}

void expectSameBits(const QString& a, const QString& b) {
  const ResultFile x(a.toStdString()), y(b.toStdString());
  ASSERT_EQ(x.info().problems.size(), y.info().problems.size());
  ASSERT_EQ(x.info().algorithms.size(), y.info().algorithms.size());
  for (int p = 0; p < static_cast<int>(x.info().problems.size()); ++p) {
    for (int i = 0; i < static_cast<int>(x.info().algorithms.size()); ++i) {
      const CellData u = x.cell(p, i), v = y.cell(p, i);
      EXPECT_EQ(u.objective, v.objective) << p << ' ' << i;
      EXPECT_EQ(u.evaluations, v.evaluations) << p << ' ' << i;
    }
  }
}

// A researcher's way from nothing to a table, a figure, and the same results without the window.
TEST_F(Experiment, FromChoosingToTheSameResultsWithoutTheWindow) {
  for (const char* a : {"MFEA", "GA", "DE"}) choose("Algorithms", a);
  for (const char* p : {"CEC17-MTSO1-CI-HS", "CEC17-MTSO2-CI-MS"}) choose("Problems", p);
  EXPECT_EQ(column("Algorithms", 0), (QStringList{"MFEA", "GA", "DE"}));
  smallSettings(dir.filePath("run.h5"));
  click(at<QPushButton>("start"));
  ASSERT_TRUE(waitForEnd());
  EXPECT_THAT(state().toStdString(), testing::StartsWith("Done: 18 runs, 0 failed.")) << notice().text().toStdString();
  auto& grid = at<QTableView>("grid");
  ASSERT_EQ(grid.model()->rowCount(), 2);
  ASSERT_EQ(grid.model()->columnCount(), 3);
  EXPECT_EQ(grid.model()->index(1, 2).data().toString(), "3 / 3");
  auto& live = at<QTableView>("liveTable");
  ASSERT_TRUE(waitFor([&] { return live.model()->rowCount() == 4; }));  // two problems of two tasks
  EXPECT_FALSE(live.model()->index(0, 0).data().toString().contains("NaN"));
  shot(window, "experiment");

  // The finished file is open in Results; the rank-sum test gives signs against the base.
  click(find<QToolButton>(window, "placeResults"));
  auto& table = find<QTableView>(window, "resultsTable");
  ASSERT_TRUE(waitFor([&] { return table.model()->rowCount() == 4; }));
  pick(find<QComboBox>(window, "test"), "Wilcoxon rank-sum");
  ASSERT_TRUE(waitFor([&] { return table.model()->rowCount() == 5; }));
  const QString sign = table.model()->index(0, 1).data().toString().right(1);
  EXPECT_TRUE(QString("+=\u2212").contains(sign)) << sign.toStdString();
  answerFileDialog(dir.filePath("table.tex"));
  click(find<QPushButton>(window, "exportTable"));
  ASSERT_TRUE(waitFor([&] { return QFile::exists(dir.filePath("table.tex")); }));
  EXPECT_THAT(readAll(dir.filePath("table.tex")),
              testing::AllOf(testing::HasSubstr("\\begin{tabular}"), testing::HasSubstr("rank-sum"),
                             testing::HasSubstr("CEC17-MTSO2-CI-MS")));
  clickCell(table, 0, 0);
  auto* pane = window.findChild<FigurePane*>();
  ASSERT_NE(pane, nullptr);
  auto& save = find<QPushButton>(*pane, "exportFigure");
  ASSERT_TRUE(waitFor([&] { return save.isVisible() && save.isEnabled(); }));
  shot(window, "results");
  answerExport(dir.filePath("figure.svg"));
  click(save);
  ASSERT_TRUE(waitFor([&] { return QFile::exists(dir.filePath("figure.svg")); }));
  EXPECT_THAT(readAll(dir.filePath("figure.svg")), testing::HasSubstr("<svg"));
  click(find<QToolButton>(window, "placeData"));
  shot(window, "data");

  // The specification, run without a window: equal results, bit for bit.
  click(find<QToolButton>(window, "placeExperiment"));
  saveSpecification(dir.filePath("spec.toml"));
  ASSERT_EQ(tandem("run " + dir.filePath("spec.toml") + " -o " + dir.filePath("headless.h5")), 0);
  expectSameBits(dir.filePath("run.h5"), dir.filePath("headless.h5"));
  // So does the command line that the menu copies.
  type(at<QLineEdit>("output"), dir.filePath("line.h5"));
  activate();
  QApplication::clipboard()->clear();
  QTest::keyClick(&window, Qt::Key_F, Qt::AltModifier);
  ASSERT_TRUE(waitFor([] { return QApplication::activePopupWidget() != nullptr; }, 2000));
  QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_C);
  const QString line = QApplication::clipboard()->text();
  ASSERT_TRUE(line.startsWith("tandem run ")) << line.toStdString();
  ASSERT_EQ(tandem(line.mid(7)), 0) << line.toStdString();
  expectSameBits(dir.filePath("run.h5"), dir.filePath("line.h5"));
}

TEST_F(Experiment, EntriesAreMovedCopiedRenamedRemovedAndBroughtBack) {
  for (const char* a : {"MFEA", "GA", "DE"}) choose("Algorithms", a);
  auto& view = chosen("Algorithms");
  clickCell(view, 2, 0);
  QTest::keyClick(&view, Qt::Key_Up, Qt::ControlModifier);
  EXPECT_EQ(column("Algorithms", 0), (QStringList{"MFEA", "DE", "GA"}));
  clickCell(view, 0, 0);
  clickCell(view, 1, 0, Qt::ShiftModifier);
  click(at<QToolButton>("downAlgorithms"));  // both, as a block
  EXPECT_EQ(column("Algorithms", 0), (QStringList{"GA", "MFEA", "DE"}));
  QTest::keyClick(&view, Qt::Key_Down, Qt::ControlModifier);  // they are at the end
  EXPECT_EQ(column("Algorithms", 0), (QStringList{"GA", "MFEA", "DE"}));

  // A copy with a different parameter is told apart by it.
  clickCell(view, 1, 0);
  inDialog("paramDialog", [&](QWidget& dialog) {
    type(find<QLineEdit>(dialog, "rmp"), "0.7");
    press(dialog, QDialogButtonBox::Ok);
  });
  QTest::keyClick(&view, Qt::Key_D, Qt::ControlModifier);
  ASSERT_EQ(column("Algorithms", 0), (QStringList{"GA", "MFEA", "MFEA", "DE"}));
  EXPECT_EQ(cell("Algorithms", 2, 1), "MFEA (rmp=0.7)");
  EXPECT_EQ(cell("Algorithms", 2, 2), "rmp=0.7");
  // One that differs in nothing gets a name of its own.
  clickCell(view, 0, 0);
  inDialog("paramDialog", [&](QWidget& dialog) { press(dialog, QDialogButtonBox::Ok); });
  click(at<QToolButton>("duplicateAlgorithms"));
  EXPECT_EQ(column("Algorithms", 1), (QStringList{"GA", "GA 2", "MFEA", "MFEA (rmp=0.7)", "DE"}));

  // F2 edits the name, wherever in the row the cursor is.
  rename(3, 2, "tuned, v2");
  EXPECT_EQ(cell("Algorithms", 3, 1), "tuned, v2");
  EXPECT_EQ(window.experiment().spec().algorithms[3].alias, "tuned, v2");
  // Two with one name are marked before Start refuses them.
  rename(4, 0, "Tuned, v2");
  EXPECT_THAT(view.model()->index(4, 0).data(Qt::ToolTipRole).toString().toStdString(),
              testing::HasSubstr("Two are called"));
  QTest::keyClick(&view, Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(cell("Algorithms", 4, 1), "DE");

  clickCell(view, 0, 0);
  clickCell(view, 2, 0, Qt::ControlModifier);
  QTest::keyClick(&view, Qt::Key_Delete);
  EXPECT_EQ(column("Algorithms", 1), (QStringList{"GA 2", "tuned, v2", "DE"}));
  click(at<QToolButton>("undoAlgorithms"));
  EXPECT_EQ(column("Algorithms", 1), (QStringList{"GA", "GA 2", "MFEA", "tuned, v2", "DE"}));
}

TEST_F(Experiment, ManyAreEditedAtOnce) {
  for (const char* a : {"GA", "MFEA", "DE"}) choose("Algorithms", a);
  auto& view = chosen("Algorithms");
  // GA alone first, so that the two differ.
  clickCell(view, 0, 0);
  inDialog("paramDialog", [&](QWidget& dialog) {
    type(find<QLineEdit>(dialog, "muC"), "7");
    press(dialog, QDialogButtonBox::Ok);
  });
  QTest::keyClick(&view, Qt::Key_Return);
  EXPECT_EQ(cell("Algorithms", 0, 2), "muC=7");
  clickCell(view, 1, 0, Qt::ShiftModifier);
  bool mixed = false, hidden = false;
  inDialog("paramDialog", [&](QWidget& dialog) {
    mixed = find<QLineEdit>(dialog, "muC").text().isEmpty() &&
            find<QLineEdit>(dialog, "muC").placeholderText() == "(several)";
    hidden = dialog.findChild<QLineEdit*>("rmp") == nullptr;
    shot(dialog, "experiment-many");
    type(find<QLineEdit>(dialog, "muM"), "9");
    press(dialog, QDialogButtonBox::Ok);
  });
  click(at<QToolButton>("editAlgorithms"));
  EXPECT_TRUE(mixed) << "a value that differs is shown as such";
  EXPECT_TRUE(hidden) << "GA has no rmp";
  EXPECT_EQ(cell("Algorithms", 0, 2), "muC=7, muM=9");  // what was left alone stays
  EXPECT_EQ(cell("Algorithms", 1, 2), "muM=9");
  EXPECT_EQ(cell("Algorithms", 2, 2), "defaults");
  // Back to the defaults of each.
  clickCell(view, 0, 0);
  clickCell(view, 1, 0, Qt::ShiftModifier);
  inDialog("paramDialog", [&](QWidget& dialog) {
    press(dialog, QDialogButtonBox::Reset);
    press(dialog, QDialogButtonBox::Ok);
  });
  click(at<QToolButton>("editAlgorithms"));
  EXPECT_EQ(column("Algorithms", 2), (QStringList{"defaults", "defaults", "defaults"}));
}

TEST_F(Experiment, AWrongParameterIsSaidAtTheFieldAndCannotBeTaken) {
  choose("Algorithms", "MFEA");
  clickCell(chosen("Algorithms"), 0, 0);
  QString said;
  bool refused = false;
  inDialog("paramDialog", [&](QWidget& dialog) {
    type(find<QLineEdit>(dialog, "rmp"), "often");
    said = find<QLabel>(dialog, "paramWrong").text();
    auto& ok = *dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
    click(ok);
    refused = dialog.isVisible();
    QTest::keyClick(&dialog, Qt::Key_Escape);
  });
  QTest::keyClick(&chosen("Algorithms"), Qt::Key_Return);
  EXPECT_EQ(said, "rmp: 'often' is not a number");
  EXPECT_TRUE(refused);
  EXPECT_EQ(cell("Algorithms", 0, 2), "defaults");

  type(at<QLineEdit>("seed"), "-4");
  EXPECT_TRUE(at<QLabel>("seedWrong").isVisible());
  EXPECT_EQ(at<QLabel>("seedWrong").text(), "Seed: '-4' is not a whole number");
  choose("Problems", "CEC17-MTSO1-CI-HS");
  click(at<QPushButton>("start"));
  EXPECT_FALSE(window.experiment().runner().running());
  EXPECT_THAT(notice().text().toStdString(), testing::HasSubstr("Seed"));
  EXPECT_EQ(window.focusWidget(), &at<QLineEdit>("seed"));
  type(at<QLineEdit>("seed"), "18446744073709551615");
  EXPECT_FALSE(at<QLabel>("seedWrong").isVisible());
  type(at<QLineEdit>("budget"), "1e13");
  EXPECT_THAT(at<QLabel>("budgetWrong").text().toStdString(), testing::HasSubstr("1,000,000,000,000"));
}

TEST_F(Experiment, EverySettingGoesIntoTheSpecificationAndBack) {
  choose("Algorithms", "MFEA");
  rename(0, 0, "a, b");
  choose("Problems", "CEC17-MTSO3-CI-LS");
  spin("repetitions", 2);
  type(at<QLineEdit>("seed"), "18446744073709551615");
  type(at<QLineEdit>("budget"), "3 000 000 000");
  spin("population", 21);
  spin("checkpoints", 7);
  type(at<QLineEdit>("timeLimit"), "0.25");
  pick(at<QComboBox>("instance"), "synthetic");
  QTest::keyClick(&at<QCheckBox>("decisions"), Qt::Key_Space);
  spin("threads", 3);
  pick(at<QComboBox>("parallel"), "evaluations");
  type(at<QLineEdit>("output"), dir.filePath("my results.h5"));
  auto& device = at<QComboBox>("device");
  const bool opencl = waitFor([&] { return device.count() > 1; }, 10000);
  if (opencl) {
    QTest::keyClick(&device, Qt::Key_Down);
    QTest::keyClick(&at<QCheckBox>("single"), Qt::Key_Space);
    QTest::keyClick(&at<QCheckBox>("fallback"), Qt::Key_Space);
    spin("inFlight", 5);
  } else {
    EXPECT_FALSE(device.isEnabled());
    EXPECT_FALSE(at<QLabel>("deviceNote").text().isEmpty()) << "no device, no reason";
  }
  shot(window, "experiment-settings");
  const ExperimentSpec spec = window.experiment().spec();
  EXPECT_EQ(spec.repetitions, 2);
  EXPECT_EQ(spec.seed, 18446744073709551615ULL);
  EXPECT_EQ(spec.budget, 3'000'000'000);
  EXPECT_EQ(spec.population, 21);
  EXPECT_EQ(spec.checkpoints, 7);
  EXPECT_EQ(spec.timeLimit, 0.25);
  EXPECT_EQ(spec.instance, Instance::Synthetic);
  EXPECT_TRUE(spec.saveDecisions);
  EXPECT_EQ(spec.device, (opencl ? DeviceChoice{.opencl = true, .index = 0, .single = true} : DeviceChoice{}));
  EXPECT_EQ(spec.deviceFallback, opencl);

  // Saved, read by the program, and opened again.
  saveSpecification(dir.filePath("spec.toml"));
  ASSERT_EQ(std::system((TANDEM_PROGRAM + std::string(" run ") + dir.filePath("spec.toml").toStdString() +
                         " --dry-run > " + dir.filePath("plan.toml").toStdString())
                            .c_str()),
            0);
  EXPECT_EQ(toToml(parseSpec(readAll(dir.filePath("plan.toml")), "plan.toml")), toToml(spec));
  window.experiment().setSpec({});
  EXPECT_NE(toToml(window.experiment().spec()), toToml(spec));
  activate();
  answerFileDialog(dir.filePath("spec.toml"));
  QTest::keyClick(&window, Qt::Key_O, Qt::ControlModifier);
  ASSERT_TRUE(waitFor([&] { return toToml(window.experiment().spec()) == toToml(spec); }, 5000));

  const std::string line = window.experiment().commandLine().toStdString();
  for (const char* part :
       {"-r 2", "-s 18446744073709551615", "-k 7", "-e 3000000000", "-n 21", "--save-decisions", "--instance synthetic",
        "--time-limit 0.25", "-j 3", "--parallel evaluations", "alias=\"a, b\"", "my results.h5'"}) {
    EXPECT_THAT(line, testing::HasSubstr(part));
  }
  if (opencl) {
    EXPECT_THAT(line, testing::HasSubstr("--device opencl:0:single --device-fallback"));
    EXPECT_THAT(line, testing::HasSubstr("--in-flight 5"));
  }
  EXPECT_EQ(tandem(QString::fromStdString(line).mid(7) + " --dry-run"), 0) << line;
}

TEST_F(Experiment, AnEmptySelectionIsSaidAndTheCursorGoesThere) {
  click(at<QPushButton>("start"));
  EXPECT_THAT(notice().text().toStdString(), testing::HasSubstr("No algorithm is chosen"));
  EXPECT_TRUE(notice().isVisible());
  EXPECT_EQ(window.focusWidget(), &at<QLineEdit>("searchAlgorithms"));
  shot(window, "experiment-empty");
  choose("Algorithms", "GA");
  click(at<QPushButton>("start"));
  EXPECT_THAT(notice().text().toStdString(), testing::HasSubstr("No problem is chosen"));
  EXPECT_EQ(window.focusWidget(), &at<QLineEdit>("searchProblems"));
}

TEST_F(Experiment, CostIsUnknownThenCountedThenTimed) {
  choose("Algorithms", "GA");
  choose("Problems", "CEC17-MTSO1-CI-HS");
  spin("repetitions", 2);
  pick(at<QComboBox>("instance"), "synthetic");
  EXPECT_THAT(at<QLabel>("cost").text().toStdString(), testing::HasSubstr("unknown"));
  const auto cost = [&] { return at<QLabel>("cost").text(); };
  ASSERT_TRUE(waitFor([&] { return cost().startsWith("2 runs, 200,000 evaluations"); })) << cost().toStdString();
  ASSERT_TRUE(waitFor([&] { return cost().contains("second") || cost().contains("about"); })) << cost().toStdString();
  choose("Algorithms", "DE");
  EXPECT_FALSE(cost().contains("200,000")) << "the old figure stands beside a new selection";
  ASSERT_TRUE(waitFor([&] { return cost().startsWith("4 runs, 400,000 evaluations"); }));
  // What cannot be run is pointed out before the start.
  choose("Algorithms", "MO-MFEA");
  ASSERT_TRUE(waitFor([&] { return cost().contains("cannot be run"); })) << cost().toStdString();
}

TEST_F(Experiment, TabLeadsThroughThePageInTheOrderOfTheWork) {
  choose("Algorithms", "GA");
  clickCell(chosen("Algorithms"), 0, 0);
  const QStringList order = tabOrder(at<QLineEdit>("searchProblems").isVisible() ? at<QLineEdit>("searchProblems")
                                                                                 : at<QLineEdit>("searchAlgorithms"));
  int last = -1;
  for (const char* name : {"searchAlgorithms",
                           "catalogueAlgorithms",
                           "addAlgorithms",
                           "editAlgorithms",
                           "renameAlgorithms",
                           "removeAlgorithms",
                           "chosenAlgorithms",
                           "chosenProblems",
                           "repetitions",
                           "seed",
                           "budget",
                           "population",
                           "checkpoints",
                           "timeLimit",
                           "instance",
                           "decisions",
                           "threads",
                           "parallel",
                           "output",
                           "browseOutput",
                           "start",
                           "grid"}) {
    const int at = static_cast<int>(order.indexOf(name));
    EXPECT_GT(at, last) << name << " in " << order.join(' ').toStdString();
    last = std::max(last, at);
  }
}

}  // namespace
}  // namespace tandem::gui
