// SPDX-License-Identifier: Apache-2.0
// The window as a whole: plug-ins, closing while an experiment runs, what is offered after a crash, the first start.
#include <gmock/gmock.h>

#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

#include "gui/pages/common/notice.h"
#include "gui/pages/common/welcome_page.h"
#include "gui/pages/data/data_page.h"
#include "gui/pages/experiment/experiment_page.h"
#include "gui/pages/explore/explore_page.h"
#include "gui/pages/results/results_page.h"
#include "gui/window/main_window.h"
#include "gui/work/running.h"
#include "gui_support.h"
#include "tandem/store/result_file.h"

namespace tandem::gui {
namespace {

using namespace test;

/// Every test begins with the settings of a user who has been here before.
class Window : public ::testing::Test {
 protected:
  void SetUp() override {
    QSettings().clear();
    QSettings().setValue("welcomed", true);
  }
  void TearDown() override { QSettings().clear(); }
  /// The notice above the places, not those within them.
  static Notice& notice(MainWindow& window) {
    auto* found = window.centralWidget()->findChild<Notice*>("notice", Qt::FindDirectChildrenOnly);
    if (found == nullptr) throw Error("the window has no notice");
    return *found;
  }
  /// By Alt and its letter.
  static QMenu* openMenu(MainWindow& window, Qt::Key letter) {
    window.activateWindow();
    if (!QTest::qWaitForWindowActive(&window)) return nullptr;
    QTest::keyClick(&window, letter, Qt::AltModifier);
    waitFor([] { return QApplication::activePopupWidget() != nullptr; }, 2000);
    return qobject_cast<QMenu*>(QApplication::activePopupWidget());
  }
  QTemporaryDir dir;
};

ExperimentSpec smallSpec(int repetitions) {
  ExperimentSpec spec;
  spec.algorithms = {{"GA", {}, {}}};
  spec.problems = {{"CEC17-MTSO1-CI-HS", {}}};
  spec.repetitions = repetitions;
  spec.budget = 20000;
  spec.instance = Instance::Synthetic;
  return spec;
}

TEST_F(Window, PlugInsOfTheSettingsAreLoadedAndRefusedOnesNamed) {
  const auto put = [&](const QString& name) {
    ASSERT_TRUE(QFile::copy(QStringLiteral(TANDEM_TEST_PLUGINS "/%1.so").arg(name), dir.filePath(name + ".so")));
  };
  put("sample");
  put("other_version");
  {
    MainWindow without;
    EXPECT_FALSE(without.session().catalogue().algorithms.contains("Sample-Plugin"));
    EXPECT_TRUE(notice(without).isHidden());
  }
  Session::setPluginFolders({dir.path()});
  MainWindow window;
  showAt(window, 1);
  EXPECT_THAT(window.session().pluginEntries(), testing::ElementsAre("algorithm Sample-Plugin"));
  EXPECT_TRUE(notice(window).isVisible());
  EXPECT_THAT(notice(window).text().toStdString(), testing::HasSubstr("other_version.so"));
  EXPECT_THAT(notice(window).text().toStdString(), testing::Not(testing::HasSubstr("sample.so")));
  // It can be chosen like any other.
  type(find<QLineEdit>(window, "searchAlgorithms"), "Sample-Plugin");
  const auto& hits = *find<QTreeView>(window, "catalogueAlgorithms").model();
  ASSERT_EQ(hits.rowCount(), 1);
  EXPECT_EQ(hits.index(0, 0, hits.index(0, 0)).data(), "Sample-Plugin");
}

TEST_F(Window, ThePathOfPlugInsIsThatOfTheCommandLine) {
  qputenv("TANDEM_PLUGIN_PATH", TANDEM_TEST_PLUGINS "/nowhere");
  MainWindow window;
  qunsetenv("TANDEM_PLUGIN_PATH");
  EXPECT_THAT(notice(window).text().toStdString(), testing::HasSubstr("nowhere"));
}

TEST_F(Window, ClosingDuringARunAsksAndKeepsWhatIsFinished) {
  const QString file = dir.filePath("long.h5");
  MainWindow window;
  showAt(window, 1);
  ExperimentPage& page = window.experiment();
  page.setSpec(smallSpec(5000));
  find<QLineEdit>(page, "output").setText(file);
  click(find<QPushButton>(page, "start"));
  ASSERT_TRUE(page.runner().running()) << find<QLabel>(page, "state").text().toStdString();
  ASSERT_TRUE(waitFor([&] {
    return find<QTableView>(page, "grid").model()->index(0, 0).data().toString().section(' ', 0, 0).toInt() > 0;
  }));
  // The next start knows what is running: it is not offered as long as this process lives.
  EXPECT_THAT(QSettings().childGroups(), testing::Contains("running"));
  EXPECT_TRUE(running::cutOff().isEmpty());

  answerQuestion("Keep running");
  EXPECT_FALSE(window.close());
  EXPECT_TRUE(window.isVisible());
  EXPECT_TRUE(page.runner().running());

  answerQuestion("Stop and close");
  window.close();
  ASSERT_TRUE(waitFor([&] { return !window.isVisible(); }));
  EXPECT_FALSE(page.runner().running());
  const ResultFile kept(file.toStdString());
  EXPECT_LT(kept.missing().size(), 5000U);
  EXPECT_FALSE(kept.missing().empty());
  EXPECT_THAT(QSettings().childGroups(), testing::Not(testing::Contains("running")));
}

TEST_F(Window, F5StartsTheRunOfExploreAndClosingAsksWhileItRuns) {
  MainWindow window;
  showAt(window, 0);
  window.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  auto& page = *window.findChild<ExplorePage*>();
  test::type(find<QLineEdit>(page, "exploreBudget"), "1000000000");
  QTest::keyClick(&window, Qt::Key_F5);
  ASSERT_TRUE(waitFor([&] { return page.runner().running(); }));
  EXPECT_FALSE(window.experiment().runner().running());
  answerQuestion("Keep running");
  EXPECT_FALSE(window.close());
  EXPECT_TRUE(page.runner().running());
  answerQuestion("Stop and close");
  EXPECT_TRUE(window.close());
  EXPECT_TRUE(waitFor([&] { return !page.runner().running(); }));
}

TEST_F(Window, ClosesWithoutAQuestionWhenNothingRuns) {
  MainWindow window;
  showAt(window, 1);
  EXPECT_TRUE(window.close());
}

/// An experiment whose process was killed, as left in the settings of a window that died with it.
class Crashed : public Window {
 protected:
  void SetUp() override {
    Window::SetUp();
    QFile spec(dir.filePath("spec.toml"));
    ASSERT_TRUE(spec.open(QIODevice::WriteOnly));
    spec.write(QByteArray::fromStdString(toToml(slowSpec())));
    spec.close();
    QProcess process;
    process.start(TANDEM_PROGRAM, {"run", spec.fileName(), "-j", "1", "-o", file});
    ASSERT_TRUE(process.waitForStarted());
    const qint64 pid = process.processId();
    ASSERT_TRUE(waitFor([&] {
      try {
        return ResultFile(file.toStdString()).missing().size() < kRuns;
      } catch (const std::exception&) {
        return false;
      }
    }));
    process.kill();
    ASSERT_TRUE(process.waitForFinished());
    const ResultFile left(file.toStdString());
    ASSERT_FALSE(left.missing().empty());
    missing = left.missing().size();
    QSettings().setValue(QStringLiteral("running/%1").arg(pid), QStringList{file, "gone"});
  }
  static constexpr int kRuns = 120;
  /// Takes seconds: on a busy machine the window may see the first run long after it was finished.
  static ExperimentSpec slowSpec() {
    ExperimentSpec spec = smallSpec(kRuns);
    spec.budget = 100000;
    return spec;
  }
  QString file = dir.filePath("cut.h5");
  std::size_t missing = 0;
};

TEST_F(Crashed, TheNextStartResumesAndEndsAsIfNothingHadHappened) {
  MainWindow window;
  showAt(window, 3);
  window.greet();
  ASSERT_TRUE(notice(window).isVisible());
  EXPECT_THAT(notice(window).text().toStdString(), testing::HasSubstr("cut.h5"));
  auto& resume = find<QToolButton>(notice(window), "noticeAction");
  EXPECT_EQ(resume.text(), "Resume");
  click(resume);
  ExperimentPage& page = window.experiment();
  ASSERT_TRUE(page.runner().running()) << find<QLabel>(page, "state").text().toStdString();
  EXPECT_TRUE(page.isVisible());
  EXPECT_FALSE(notice(window).isVisible());
  ASSERT_TRUE(waitFor([&] { return !page.runner().running(); }, 120000));
  const ResultFile resumed(file.toStdString());
  EXPECT_TRUE(resumed.packed());
  EXPECT_TRUE(resumed.missing().empty());
  const ResultFile whole(
      makeResults(dir.filePath("whole.h5"), {"GA"}, {"CEC17-MTSO1-CI-HS"}, [](ExperimentSpec& s) { s = slowSpec(); }));
  EXPECT_EQ(resumed.cell(0, 0).objective, whole.cell(0, 0).objective);
  // Nothing is left to offer.
  MainWindow next;
  next.greet();
  EXPECT_TRUE(notice(next).isHidden());
}

TEST_F(Crashed, ResultsSoFarAreShownOrNothingIsDone) {
  MainWindow window;
  showAt(window, 3);
  window.greet();
  auto& look = find<QToolButton>(notice(window), "noticeAction2");
  EXPECT_EQ(look.text(), "Show results so far");
  click(look);
  auto& table = find<QTableView>(window, "resultsTable");
  ASSERT_TRUE(waitFor([&] { return table.model()->rowCount() == 2; }));
  EXPECT_TRUE(table.isVisible());
  EXPECT_EQ(ResultFile(file.toStdString()).missing().size(), missing);

  QSettings().setValue("running/999999999", QStringList{file, "gone"});
  window.greet();
  auto& later = find<QToolButton>(notice(window), "noticeAction3");
  EXPECT_EQ(later.text(), "Not now");
  click(later);
  EXPECT_FALSE(notice(window).isVisible());
  EXPECT_FALSE(window.experiment().runner().running());
  EXPECT_EQ(Session::recent().value(0), file);
  EXPECT_TRUE(running::cutOff().isEmpty());
}

TEST_F(Window, TheFirstStartSaysWhatIsSyntheticAndImportsOfficialData) {
  QSettings().remove("welcomed");
  qputenv("TANDEM_DATA_DIR", dir.filePath("data").toLocal8Bit());
  MainWindow window;
  showAt(window, 1);
  window.greet();
  auto& welcome = find<QWidget>(window, "welcome");
  EXPECT_TRUE(welcome.isVisible());
  auto& suites = find<QTreeWidget>(window, "welcomeSuites");
  ASSERT_TRUE(waitFor([&] { return suites.topLevelItemCount() > 20; }));
  const auto stateOf = [&](const QString& suite) {
    const auto items = suites.findItems(suite, Qt::MatchExactly);
    return items.isEmpty() ? QString("no such suite") : items.front()->text(2);
  };
  EXPECT_EQ(stateOf("CEC17-MTSO"), "synthetic: no official data yet");
  EXPECT_EQ(suites.topLevelItem(suites.topLevelItemCount() - 1)->text(2), "from formulas; nothing to import");
  EXPECT_THAT(find<QLabel>(window, "welcomeState").text().toStdString(), testing::HasSubstr("synthetic"));
  shot(window, "welcome");
  // A folder that is not a checkout is refused where the user is looking.
  auto& notice = *welcome.findChild<Notice*>();
  answerFileDialog(dir.path());
  click(find<QPushButton>(window, "welcomeImport"));
  ASSERT_TRUE(waitFor([&] { return notice.isVisible(); })) << "nothing is said";
  EXPECT_THAT(notice.text().toStdString(), testing::HasSubstr("Import official data"));
  const QString official = qEnvironmentVariable("TANDEM_MTO_DATA_DIR");
  if (!official.isEmpty()) {
    answerFileDialog(official);
    click(find<QPushButton>(window, "welcomeImport"));
    EXPECT_TRUE(waitFor([&] { return stateOf("CEC17-MTSO") == "official data"; }, 60000))
        << notice.text().toStdString();
    EXPECT_THAT(notice.text().toStdString(), testing::HasSubstr("sets of official data are imported"));
  }
  // From there to a place; the page comes once, and again when it is asked for.
  click(find<QPushButton>(window, "welcomeData"));
  EXPECT_TRUE(find<QTreeWidget>(window, "dataTree").isVisible());
  EXPECT_TRUE(find<QToolButton>(window, "placeData").isChecked());
  window.greet();
  EXPECT_FALSE(welcome.isVisible());
  QMenu* help = openMenu(window, Qt::Key_H);
  ASSERT_NE(help, nullptr);
  QTest::keyClick(help, Qt::Key_W);
  EXPECT_TRUE(welcome.isVisible());
  EXPECT_FALSE(find<QToolButton>(window, "placeData").isChecked());
  click(find<QToolButton>(window, "placeResults"));
  EXPECT_FALSE(welcome.isVisible());
  EXPECT_TRUE(find<QToolButton>(window, "placeResults").isChecked());
  qunsetenv("TANDEM_DATA_DIR");
  if (official.isEmpty()) GTEST_SKIP() << "TANDEM_MTO_DATA_DIR is not set: no official data were imported";
}

TEST_F(Window, FoldersOfPlugInsAreAddedAndRemoved) {
  MainWindow window;
  showAt(window, 3);
  inDialog("pluginDialog", [&](QWidget& dialog) {
    answerFileDialog(dir.path());
    click(find<QPushButton>(dialog, "pluginAdd"));
    EXPECT_EQ(Session::pluginFolders(), QStringList{dir.path()});
    auto& list = find<QListWidget>(dialog, "pluginFolders");
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualItemRect(list.item(0)).center());
    click(find<QPushButton>(dialog, "pluginRemove"));
    EXPECT_TRUE(Session::pluginFolders().isEmpty());
    test::press(dialog, QDialogButtonBox::Close);
  });
  QMenu* file = openMenu(window, Qt::Key_F);
  ASSERT_NE(file, nullptr);
  QTest::keyClick(file, Qt::Key_P);
}

TEST_F(Window, MnemonicsOfTheMenusAreUnique) {
  MainWindow window;
  const std::function<void(const QList<QAction*>&, const QString&)> look = [&](const QList<QAction*>& actions,
                                                                               const QString& where) {
    QMap<QString, QString> taken;
    for (const QAction* action : actions) {
      if (action->isSeparator()) continue;
      const QString key = QKeySequence::mnemonic(action->text()).toString();
      EXPECT_FALSE(key.isEmpty()) << "no mnemonic: " << where.toStdString() << action->text().toStdString();
      EXPECT_FALSE(taken.contains(key)) << key.toStdString() << " is " << taken[key].toStdString() << " and "
                                        << action->text().toStdString() << " in " << where.toStdString();
      taken[key] = action->text();
      // Figures and recent files are lists, reached by arrows.
      if (action->menu() != nullptr && where.isEmpty()) look(action->menu()->actions(), action->text() + " > ");
    }
  };
  look(window.menuBar()->actions(), "");
}

TEST_F(Window, MnemonicsOfAPlaceAreUniqueAndLeaveTheMenusTheirs) {
  MainWindow window;
  showAt(window, 2);
  QMap<QString, QString> menus;
  for (const QAction* action : window.menuBar()->actions()) {
    menus[QKeySequence::mnemonic(action->text()).toString()] = action->text();
  }
  for (QWidget* place :
       {static_cast<QWidget*>(window.findChild<ResultsPage*>()), static_cast<QWidget*>(window.findChild<DataPage*>()),
        static_cast<QWidget*>(window.findChild<WelcomePage*>())}) {
    QMap<QString, QString> taken = menus;
    const auto take = [&](const QString& text) {
      const QString key = QKeySequence::mnemonic(text).toString();
      if (key.isEmpty()) return;
      EXPECT_FALSE(taken.contains(key)) << key.toStdString() << " is " << taken[key].toStdString() << " and "
                                        << text.toStdString() << " in " << place->metaObject()->className();
      taken[key] = text;
    };
    for (const auto* button : place->findChildren<QAbstractButton*>()) take(button->text());
    for (const auto* label : place->findChildren<QLabel*>()) {
      if (label->buddy() != nullptr) take(label->text());
    }
    for (const auto* tabs : place->findChildren<QTabWidget*>()) {
      for (int i = 0; i < tabs->count(); ++i) take(tabs->tabText(i));
    }
    EXPECT_GT(taken.size(), menus.size() + 3);
  }
}

TEST_F(Window, EachPlaceIsReachedByTheKeyboard) {
  MainWindow window;
  showAt(window, 1);
  for (int place = 0; place < 4; ++place) {
    QTest::keyClick(&window, static_cast<Qt::Key>(Qt::Key_1 + place), Qt::ControlModifier);
    const char* names[] = {"placeExplore", "placeExperiment", "placeResults", "placeData"};
    ASSERT_TRUE(waitFor([&] { return find<QToolButton>(window, names[place]).isChecked(); }, 2000)) << names[place];
    for (int i = 0; i < 4; ++i) EXPECT_EQ(find<QToolButton>(window, names[i]).isChecked(), i == place) << place;
  }
}

TEST_F(Window, BeginsWhereItWasClosed) {
  {
    MainWindow window;
    showAt(window, 1);
    click(find<QToolButton>(window, "groupedProblems"));
    ASSERT_FALSE(find<QToolButton>(window, "groupedProblems").isChecked());
    go(window, "Data");
    EXPECT_TRUE(window.close());
  }
  MainWindow next;
  EXPECT_TRUE(find<QToolButton>(next, "placeData").isChecked());
  EXPECT_FALSE(find<QToolButton>(next, "groupedProblems").isChecked()) << "one list, as it was left";
}

TEST_F(Window, BeginsWithTheKeyboardInItsPlace) {
  for (int place = 0; place < 4; ++place) {
    QSettings().setValue("place", place);
    MainWindow begun;
    begun.QWidget::show();
    begun.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&begun));
    EXPECT_EQ(begun.findChild<QStackedWidget*>()->currentIndex(), place);
    const QWidget* focus = begun.focusWidget();
    ASSERT_NE(focus, nullptr);
    EXPECT_TRUE(begun.findChild<QStackedWidget*>()->currentWidget()->isAncestorOf(focus))
        << place << ": " << focus->objectName().toStdString();
  }
}

}  // namespace
}  // namespace tandem::gui
