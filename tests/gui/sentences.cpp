// SPDX-License-Identifier: Apache-2.0
// What the window says: no options of the command line, no letter of a page twice, lists that open where they stand.
#include <gmock/gmock.h>

#include <QLabel>
#include <QMenuBar>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QTabWidget>
#include <filesystem>
#include <fstream>
#include <set>

#include "gui/pages/experiment/experiment_page.h"
#include "gui/pages/explore/explore_page.h"
#include "gui/window/main_window.h"
#include "gui/work/sentences.h"
#include "gui_explore.h"
#include "gui_support.h"

namespace tandem::gui {
namespace {

using namespace test;

/// The texts of a source file, adjacent ones joined as the compiler joins them, with an X for what stands between two.
QStringList textsOf(const std::filesystem::path& path) {
  std::ifstream in(path);
  const QString source = QString::fromStdString({std::istreambuf_iterator<char>(in), {}});
  const QString text = QStringLiteral("\"(?:[^\"\\\\\\n]|\\\\.)*\"");
  const QString between = QStringLiteral("\\s*(?:\\+[^\"+;]*\\+\\s*)?");
  static const QRegularExpression literals(text + QStringLiteral("(?:") + between + text + QStringLiteral(")*"));
  static const QRegularExpression joint(QStringLiteral("\"\\s*\""));
  static const QRegularExpression variable(QStringLiteral("\"\\s*\\+[^\"+;]*\\+\\s*\""));
  QStringList texts;
  for (auto all = literals.globalMatch(source); all.hasNext();) {
    QString found = all.next().captured();
    found.replace(joint, QString()).replace(variable, QStringLiteral("x"));
    texts << found.mid(1, found.size() - 2);
  }
  return texts;
}

TEST(Sentences, NoneOfTheCoreReachesTheWindowWithAnOptionOfTheCommandLine) {
  namespace fs = std::filesystem;
  static const QRegularExpression option(
      QStringLiteral("(^|[ (`'])--[a-z]|[`']tandem [a-z]|\\w\\(s\\)|[ (]-[a-zA-Z]([ ).,']|$)"));
  const fs::path root = TANDEM_SOURCE_DIR;
  int looked = 0, said = 0;
  for (const char* part : {"core/src", "core/device", "problems", "metrics"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / part)) {
      const std::string name = entry.path().filename().string();
      // Options given to a compiler, the grammar of the command line itself and of its figures.
      static const std::set<std::string> programs = {"build.cpp", "command_line.cpp", "order.cpp",
                                                     "request_options.cpp"};
      if (entry.path().extension() != ".cpp" || programs.contains(name)) continue;
      ++looked;
      for (const QString& text : textsOf(entry.path())) {
        if (!option.match(text).hasMatch()) continue;
        ++said;
        const QString words = windowWords(text);
        EXPECT_FALSE(option.match(words).hasMatch())
            << name << ": " << text.toStdString() << "\n  becomes " << words.toStdString();
      }
    }
  }
  EXPECT_GT(looked, 100);
  EXPECT_GT(said, 30) << "the sources are not read";
}

TEST(Sentences, OptionsBecomeFieldsAndOneIsNotSeveral) {
  EXPECT_EQ(windowWords(QString("A comparison would mislead (--allow-mixed compares them anyway).")),
            "A comparison would mislead (More choices, Different instances compares them anyway).");
  EXPECT_EQ(windowWords(QString("'X' exists; complete it with 'tandem resume', or overwrite it with --force.")),
            "'X' exists; complete it with Run, Resume results file, or replace it.");
  EXPECT_EQ(windowWords(QString("raise the population size (-n).")), "raise the population size.");
  EXPECT_EQ(windowWords(QString("1 problem(s) and 3 algorithm(s) are selected")),
            "1 problem and 3 algorithms are selected");
  EXPECT_EQ(windowWords(QString("MFEA-II on CEC17-MTSO1-CI-HS, a - b")), "MFEA-II on CEC17-MTSO1-CI-HS, a - b");
}

TEST(Sentences, LongNamesLoseTheirMiddle) {
  EXPECT_EQ(shortName("short.h5"), "short.h5");
  const QString name = QString(200, 'a') + "end.h5";
  EXPECT_EQ(shortName(name).size(), 64);
  EXPECT_TRUE(shortName(name).endsWith("aend.h5"));
  EXPECT_EQ(shortWords("Cannot read '" + name + "': no."), "Cannot read " + shortName("'" + name + "':") + " no.");
}

/// No letter twice among what can be seen at the same time, nor any of the menus'.
class Accelerators : public ::testing::Test {
 protected:
  void look(QWidget& page, const std::string& where) {
    QMap<QString, QString> taken;
    for (const QAction* action : window.menuBar()->actions()) {
      taken[QKeySequence::mnemonic(action->text()).toString()] = action->text();
    }
    const auto take = [&](const QString& text) {
      const QString key = QKeySequence::mnemonic(text).toString();
      if (key.isEmpty()) return;
      EXPECT_FALSE(taken.contains(key)) << key.toStdString() << " is " << taken[key].toStdString() << " and "
                                        << text.toStdString() << " in " << where;
      taken[key] = text;
      ++seen;
    };
    for (const auto* button : page.findChildren<QAbstractButton*>()) {
      if (button->isVisibleTo(&page)) take(button->text());
    }
    for (const auto* label : page.findChildren<QLabel*>()) {
      if (label->buddy() != nullptr && label->isVisibleTo(&page)) take(label->text());
    }
    for (const auto* tabs : page.findChildren<QTabWidget*>()) {
      if (!tabs->isVisibleTo(&page)) continue;
      for (int i = 0; i < tabs->count(); ++i) take(tabs->tabText(i));
    }
  }
  MainWindow window;
  int seen = 0;
};

TEST_F(Accelerators, AreUniqueOnEveryPageWhateverIsInFront) {
  showAt(window, 1);
  for (int place = 0; place < 5; ++place) {
    window.show(place);
    passTime(50);
    QWidget& page = *window.centralWidget()->findChild<QStackedWidget*>()->currentWidget();
    const std::string name = page.metaObject()->className();
    look(page, name);
    for (auto* tabs : page.findChildren<QTabWidget*>()) {
      for (int i = 0; i < tabs->count(); ++i) {
        if (!tabs->isTabEnabled(i)) continue;
        tabs->setCurrentIndex(i);
        look(page, name + ", " + tabs->tabText(i).toStdString());
      }
      tabs->setCurrentIndex(0);
    }
    for (auto* box : page.findChildren<QComboBox*>("taskFigure")) {  // each figure has fields of its own
      for (int i = 0; i < box->count(); ++i) {
        pick(*box, box->itemText(i));
        look(page, name + ", " + box->itemText(i).toStdString());
      }
    }
  }
  EXPECT_GT(seen, 60);
  // While something runs, Pause is Continue.
  window.show(1);
  auto& page = window.experiment();
  find<QPushButton>(page, "pause").setText("&Continue");
  look(page, "Experiment, paused");
}

TEST_F(Accelerators, AltVOpensTheViewMenuOnExperiment) {
  showAt(window, 1);
  auto& decisions = find<QAbstractButton>(window.experiment(), "decisions");
  const bool before = decisions.isChecked();
  QTest::keyClick(&window, Qt::Key_V, Qt::AltModifier);
  EXPECT_TRUE(waitFor([] { return QApplication::activePopupWidget() != nullptr; }, 2000));
  EXPECT_EQ(decisions.isChecked(), before);
  if (auto* menu = QApplication::activePopupWidget()) QTest::keyClick(menu, Qt::Key_Escape);
}

TEST_F(Explore, LongListsOpenWhereTheyStandAndShowMoreThanTenRows) {
  choose("MFEA", "WCCI20-MaTSO7");
  auto& box = test::find<QComboBox>(page(), "exploreProblem");
  EXPECT_EQ(box.itemText(box.currentIndex()), "WCCI20-MaTSO7");
  box.showPopup();
  test::passTime(200);
  QAbstractItemView& list = *box.view();
  const QModelIndex at = list.currentIndex();
  EXPECT_EQ(at.data().toString(), "WCCI20-MaTSO7");
  EXPECT_TRUE(list.viewport()->rect().intersects(list.visualRect(at)));
  EXPECT_GE(list.viewport()->height() / std::max(1, list.visualRect(at).height()), 18);  // what 600 px hold
  box.hidePopup();
}

TEST_F(Explore, AComplaintGoesWhenItsCauseDoes) {
  auto& wrong = test::find<QLabel>(page(), "exploreWrong");
  test::type(test::find<QLineEdit>(page(), "exploreSeed"), "-3");
  test::click(test::find<QPushButton>(page(), "exploreStart"));
  ASSERT_TRUE(wrong.isVisible());
  test::type(test::find<QLineEdit>(page(), "exploreSeed"), "3");
  EXPECT_FALSE(wrong.isVisible());
}

}  // namespace
}  // namespace tandem::gui
