// SPDX-License-Identifier: Apache-2.0
// The catalogue in the place Experiment: families and suites, search, ticks, sizes, filters, reloading; and presets.
#include <QDir>
#include <QHeaderView>
#include <QScrollBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTextBrowser>

#include "gui/forms/label_filter.h"
#include "gui/models/catalogue_model.h"
#include "gui/pages/experiment/presets.h"
#include "gui_experiment_support.h"

namespace tandem::gui {
namespace {

using namespace test;

class CatalogueTree : public Experiment {
 protected:
  void showProblems() {
    auto& tabs = at<QTabWidget>("catalogueTabs");
    QTest::mouseClick(tabs.tabBar(), Qt::LeftButton, {}, tabs.tabBar()->tabRect(1).center());
  }
  static int tick(const QModelIndex& index) { return index.data(Qt::CheckStateRole).toInt(); }
  static int entries(const QTreeView& view) {
    int n = 0;
    for (int row = 0; row < view.model()->rowCount(); ++row) n += view.model()->rowCount(view.model()->index(row, 0));
    return n;
  }
};

TEST_F(CatalogueTree, AWholeSuiteIsTickedAndLeftOut) {
  showProblems();
  auto& view = catalogue("Problems");
  EXPECT_EQ(view.model()->rowCount(), 49);
  QModelIndex suite = family(view, "CEC17-MTSO");
  ASSERT_TRUE(suite.isValid());
  EXPECT_EQ(suite.siblingAtColumn(CatalogueModel::Year).data().toString(), "(9)") << "a suite says how many it holds";
  EXPECT_EQ(tick(suite), Qt::Unchecked);
  clickTick(view, suite);
  EXPECT_EQ(chosen("Problems").model()->rowCount(), 9);
  EXPECT_EQ(tick(suite), Qt::Checked);
  // Without one of them, part of the suite is there.
  clickCell(chosen("Problems"), 0, 0);
  QTest::keyClick(&chosen("Problems"), Qt::Key_Delete);
  EXPECT_EQ(tick(suite), Qt::PartiallyChecked);
  clickTick(view, suite);
  EXPECT_EQ(chosen("Problems").model()->rowCount(), 9);
  clickTick(view, suite);
  EXPECT_EQ(chosen("Problems").model()->rowCount(), 0);
  // Undo brings them back, and the ticks.
  activate();
  chosen("Problems").setFocus();
  QTest::keyClick(&chosen("Problems"), Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(chosen("Problems").model()->rowCount(), 9);
  EXPECT_EQ(tick(family(view, "CEC17-MTSO")), Qt::Checked);
}

TEST_F(CatalogueTree, ASearchOpensWhatItFindsAndTicksOnlyThat) {
  auto& view = catalogue("Algorithms");
  auto& search = at<QLineEdit>("searchAlgorithms");
  type(search, "MFEA-II");
  const QModelIndex hit = listed(view, "MFEA-II");
  ASSERT_TRUE(hit.isValid());
  EXPECT_TRUE(view.isExpanded(hit.parent()));
  EXPECT_FALSE(view.visualRect(hit).isEmpty());
  // By author and year, in any order.
  type(search, "2020 Bali");
  EXPECT_TRUE(listed(view, "MFEA-II").isValid());
  EXPECT_LT(entries(view), 5);
  // Ticking a family takes what is shown of it.
  const QModelIndex family = listed(view, "MFEA-II").parent();
  const int shown = view.model()->rowCount(family);
  clickTick(view, family);
  EXPECT_EQ(chosen("Algorithms").model()->rowCount(), shown);
  EXPECT_TRUE(column("Algorithms", 0).contains("MFEA-II"));
  // What was folded before the search is folded again.
  type(search, "");
  for (int row = 0; row < view.model()->rowCount(); ++row) EXPECT_FALSE(view.isExpanded(view.model()->index(row, 0)));
  type(search, "nobody wrote such a thing");
  EXPECT_EQ(view.model()->rowCount(), 0);
}

TEST_F(CatalogueTree, TheKeyboardSuffices) {
  activate();
  auto& search = at<QLineEdit>("searchAlgorithms");
  auto& view = catalogue("Algorithms");
  // Enter takes the only match.
  type(search, "MTEA-AD", true);
  EXPECT_EQ(column("Algorithms", 0), QStringList{"MTEA-AD"});
  // Down goes to the families, Right opens one, Space ticks, Enter takes it whole.
  type(search, "");
  QTest::keyClick(&search, Qt::Key_Down);
  EXPECT_TRUE(view.hasFocus());
  const QModelIndex first = view.model()->index(0, 0);
  view.setCurrentIndex(first);
  QTest::keyClick(&view, Qt::Key_Right);
  EXPECT_TRUE(view.isExpanded(first));
  QTest::keyClick(&view, Qt::Key_Down);
  const QString name = view.currentIndex().data().toString();
  QTest::keyClick(&view, Qt::Key_Space);
  EXPECT_TRUE(column("Algorithms", 0).contains(name));
  QTest::keyClick(&view, Qt::Key_Space);
  EXPECT_FALSE(column("Algorithms", 0).contains(name));
  QTest::keyClick(&view, Qt::Key_Up);
  QTest::keyClick(&view, Qt::Key_Return);
  EXPECT_EQ(chosen("Algorithms").model()->rowCount(), view.model()->rowCount(first) + 1);
  QTest::keyClick(&view, Qt::Key_Left);
  EXPECT_FALSE(view.isExpanded(first));
  // After a search what was open is open, and what was folded is folded.
  const QModelIndex second = view.model()->index(1, 0);
  view.setCurrentIndex(second);
  QTest::keyClick(&view, Qt::Key_Right);
  type(search, "MFEA");
  type(search, "");
  EXPECT_FALSE(view.isExpanded(view.model()->index(0, 0)));
  EXPECT_TRUE(view.isExpanded(view.model()->index(1, 0)));
}

TEST_F(CatalogueTree, ColumnsHaveTheSizesOfProblemsAndSort) {
  showProblems();
  auto& view = catalogue("Problems");
  auto& model = *view.model();
  const QModelIndex suite = family(view, "CEC17-MTMO");
  clickItem(view, suite);
  QTest::keyClick(&view, Qt::Key_Right);
  const auto cell = [&](const char* name, int column) {
    return listed(view, name).siblingAtColumn(column).data().toString();
  };
  ASSERT_TRUE(waitFor([&] { return !cell("CEC17-MTMO1-CI-HS", CatalogueModel::Tasks).isEmpty(); }));
  EXPECT_EQ(cell("CEC17-MTMO1-CI-HS", CatalogueModel::Tasks), "2");
  EXPECT_EQ(cell("CEC17-MTMO1-CI-HS", CatalogueModel::Variables), "50");
  EXPECT_EQ(cell("CEC17-MTMO1-CI-HS", CatalogueModel::Objectives), "2");
  EXPECT_EQ(cell("CEC17-MTMO1-CI-HS", CatalogueModel::Evaluations), "200,000");
  EXPECT_EQ(cell("CEC17-MTMO1-CI-HS", CatalogueModel::Year), "2017");
  // One list, by a click on the header.
  click(at<QToolButton>("groupedProblems"));
  ASSERT_GT(model.rowCount(), 500);
  EXPECT_FALSE(view.isColumnHidden(CatalogueModel::Group));
  const auto clickHeader = [&](int column) {
    auto& header = *view.header();
    view.horizontalScrollBar()->setValue(header.sectionPosition(column));
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {},
                      QPoint(header.sectionViewportPosition(column) + 12, header.height() / 2));
  };
  clickHeader(CatalogueModel::Year);
  if (view.header()->sortIndicatorOrder() == Qt::DescendingOrder) clickHeader(CatalogueModel::Year);
  int last = 0;
  for (int row = 0; row < model.rowCount(); ++row) {
    const int year = model.index(row, CatalogueModel::Year).data().toInt();
    if (year == 0) continue;
    ASSERT_GE(year, last) << row;
    last = year;
  }
  // Numbers are sorted as numbers: 7 variables before 12.
  type(at<QLineEdit>("searchProblems"), "DTLZ");
  ASSERT_TRUE(waitFor([&] { return cell("DTLZ1", CatalogueModel::Variables) == "7"; }));
  clickHeader(CatalogueModel::Variables);
  if (view.header()->sortIndicatorOrder() == Qt::DescendingOrder) clickHeader(CatalogueModel::Variables);
  EXPECT_LT(listed(view, "DTLZ1").row(), listed(view, "DTLZ2").row());
  EXPECT_EQ(cell("DTLZ2", CatalogueModel::Variables), "12");
  type(at<QLineEdit>("searchProblems"), "");
  click(at<QToolButton>("groupedProblems"));
  EXPECT_EQ(model.rowCount(), 49);
}

TEST_F(CatalogueTree, FiltersHaveManyObjectivesAndCompetitiveWithConstrained) {
  showProblems();
  auto& view = catalogue("Problems");
  auto* labels = view.parentWidget()->findChild<LabelFilter*>();
  auto& objectives = find<QComboBox>(*labels, "filterObjectives");
  auto& special = find<QComboBox>(*labels, "filterSpecial");
  pick(objectives, "many-objective (4 and more)");
  EXPECT_TRUE(listed(view, "DTLZ2").isValid());
  EXPECT_FALSE(listed(view, "ZDT1").isValid());
  EXPECT_FALSE(listed(view, "CEC17-MTSO1-CI-HS").isValid());
  pick(objectives, objectives.itemText(0));
  pick(special, "competitive and constrained");
  EXPECT_TRUE(family(view, "OPF-CMTMO").isValid());
  EXPECT_FALSE(family(view, "CMT").isValid());
  EXPECT_FALSE(family(view, "CMOMT").isValid());
}

TEST_F(CatalogueTree, DetailsHaveThePaperParametersAndTwin) {
  type(at<QLineEdit>("searchAlgorithms"), "MFEA-II");
  auto& view = catalogue("Algorithms");
  clickItem(view, listed(view, "MFEA-II"));
  auto& details = at<QTextBrowser>("detailsAlgorithms");
  EXPECT_TRUE(details.isVisible());
  EXPECT_TRUE(details.toPlainText().contains("Bali"));
  EXPECT_TRUE(details.toPlainText().contains("twin"));
  EXPECT_TRUE(details.toHtml().contains("https://doi.org/"));
  EXPECT_TRUE(details.toPlainText().contains("Parameters:"));
  clickItem(view, listed(view, "MFEA-II").parent());
  EXPECT_FALSE(details.isVisible()) << "a family has no paper";
}

TEST_F(CatalogueTree, PlugInsComeAndGoWithoutARestart) {
  const QTemporaryDir folder;
  choose("Algorithms", "GA");
  Session::setPluginFolders({folder.path()});
  auto& search = at<QLineEdit>("searchAlgorithms");
  auto& view = catalogue("Algorithms");
  type(search, "Sample-Plugin");
  EXPECT_EQ(view.model()->rowCount(), 0);
  const QString file = folder.filePath("sample.so");
  ASSERT_TRUE(QFile::copy(TANDEM_TEST_PLUGINS "/sample.so", file));
  activate();
  QTest::keyClick(&window, Qt::Key_R, Qt::ControlModifier);
  ASSERT_TRUE(listed(view, "Sample-Plugin").isValid());
  clickTick(view, listed(view, "Sample-Plugin"));
  EXPECT_EQ(column("Algorithms", 0), (QStringList{"GA", "Sample-Plugin"}));
  EXPECT_TRUE(chosen("Algorithms").model()->index(1, 0).data(Qt::ToolTipRole).toString() == "Sample-Plugin");
  // It is run.
  choose("Problems", "CEC17-MTSO1-CI-HS");
  smallSettings(dir.filePath("plugin.h5"));
  click(at<QPushButton>("start"));
  ASSERT_TRUE(waitForEnd());
  EXPECT_TRUE(state().startsWith("Done: 6 runs, 0 failed.")) << state().toStdString();
  // Gone again: the entry that needs it says so, and all else is as it was.
  ASSERT_TRUE(QFile::remove(file));
  activate();
  QTest::keyClick(&window, Qt::Key_R, Qt::ControlModifier);
  type(search, "Sample-Plugin");
  EXPECT_EQ(view.model()->rowCount(), 0);
  EXPECT_TRUE(chosen("Algorithms").model()->index(1, 0).data(Qt::ToolTipRole).toString().contains("Sample-Plugin"));
  EXPECT_NE(chosen("Algorithms").model()->index(1, 0).data(Qt::ToolTipRole).toString(), "Sample-Plugin");
}

class Presets : public CatalogueTree {
 protected:
  Presets() {
    QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + "/presets").removeRecursively();
  }
  /// By the menu, with the keyboard: File, Presets, and the entry of that text.
  void fromMenu(const QString& text, const QString& below = {}) {
    activate();
    auto* presets = window.findChild<QMenu*>("presets");
    ASSERT_NE(presets, nullptr);
    QTest::keyClick(&window, Qt::Key_F, Qt::AltModifier);
    auto* file = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    ASSERT_NE(file, nullptr);
    QTest::keyClick(file, Qt::Key_E);
    ASSERT_EQ(QApplication::activePopupWidget(), presets);
    QMenu* menu = presets;
    const auto goTo = [&](const QString& name) {
      for (int steps = 0; steps < 30; ++steps) {
        if (menu->activeAction() != nullptr && menu->activeAction()->text() == name) return true;
        QTest::keyClick(menu, Qt::Key_Down);
      }
      return false;
    };
    if (!below.isEmpty()) {
      ASSERT_TRUE(goTo(below));
      QTest::keyClick(menu, Qt::Key_Right);
      menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
      ASSERT_NE(menu, nullptr);
    }
    ASSERT_TRUE(goTo(text)) << text.toStdString() << " is not in the menu";
    QTest::keyClick(menu, Qt::Key_Return);
  }
  void save(const QString& name, bool entries) {
    inDialog("presetDialog", [&](QWidget& dialog) {
      type(find<QLineEdit>(dialog, "presetName"), name);
      auto& box = find<QCheckBox>(dialog, "presetEntries");
      if (box.isChecked() != entries) QTest::keyClick(&box, Qt::Key_Space);
      press(dialog, QDialogButtonBox::Save);
    });
    fromMenu("&Save as preset...");
    ASSERT_TRUE(waitFor([&] { return presetExists(name); }, 5000));
  }
};

TEST_F(Presets, AFormIsSavedChosenAgainAndDeleted) {
  choose("Algorithms", "MFEA");
  choose("Problems", "CEC17-MTSO1-CI-HS");
  spin("repetitions", 7);
  save("Mine / of today", true);
  activate();
  QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier);
  ASSERT_EQ(chosen("Algorithms").model()->rowCount(), 0);
  fromMenu("Mine / of today");
  EXPECT_EQ(column("Algorithms", 0), QStringList{"MFEA"});
  EXPECT_EQ(column("Problems", 0), QStringList{"CEC17-MTSO1-CI-HS"});
  EXPECT_EQ(at<QSpinBox>("repetitions").value(), 7);
  EXPECT_FALSE(window.experiment().edited()) << "it can be chosen again";
  fromMenu("Mine / of today", "&Delete");
  EXPECT_FALSE(presetExists("Mine / of today"));
  EXPECT_EQ(column("Algorithms", 0), QStringList{"MFEA"}) << "the form stays";
}

TEST_F(Presets, OfSettingsAloneLeavesWhatWasChosen) {
  spin("repetitions", 9);
  save("nine", false);
  spin("repetitions", 2);
  choose("Algorithms", "GA");
  choose("Problems", "CEC17-MTSO1-CI-HS");
  fromMenu("nine");
  EXPECT_EQ(at<QSpinBox>("repetitions").value(), 9);
  EXPECT_EQ(column("Algorithms", 0), QStringList{"GA"});
  // Undo open or new brings back the earlier settings.
  activate();
  window.experiment().undoForm();
  EXPECT_EQ(at<QSpinBox>("repetitions").value(), 2);
}

TEST_F(Presets, NamesMayBeOfAnyAlphabetAndHoldAnyMark) {
  const QString names[] = {QString(80, QChar(0x6587)), "50 % / rmp=0.3", ".hidden", QString(80, '/'), "a%2Fb"};
  for (const QString& name : names) {
    EXPECT_NO_THROW(savePreset(name, {.repetitions = 4})) << name.toStdString();
    EXPECT_TRUE(presetExists(name)) << name.toStdString();
  }
  for (const QString& name : names) {
    const QList<Preset> all = presets();
    const auto found = std::ranges::find(all, name, &Preset::name);
    ASSERT_NE(found, all.end()) << name.toStdString();
    EXPECT_EQ(presetSpec(*found).repetitions, 4);
    removePreset(*found);
  }
}

TEST_F(Presets, ShippedOnesAreThereAndFillTheForm) {
  fromMenu("Demonstration: multitask against single-task");
  EXPECT_EQ(column("Algorithms", 0), (QStringList{"MFEA", "MTEA-AD", "MFDE", "GA", "DE"}));
  EXPECT_EQ(at<QSpinBox>("repetitions").value(), 10);
  int shipped = 0;
  for (const Preset& preset : presets()) {
    EXPECT_NO_THROW((void)makePlan(presetSpec(preset), window.session().catalogue())) << preset.name.toStdString();
    shipped += preset.shipped ? 1 : 0;
  }
  EXPECT_EQ(shipped, 3);
}

TEST_F(CatalogueTree, NoFamilyAndNoProblemOfASuiteIsElidedAt1280) {
  const auto fits = [](const QTreeView& view, const QModelIndex& index) {
    QStyleOptionViewItem option;
    option.initFrom(&view);
    option.rect = view.visualRect(index);
    option.features = QStyleOptionViewItem::HasCheckIndicator | QStyleOptionViewItem::HasDisplay;
    option.font = index.data(Qt::FontRole).isValid() ? index.data(Qt::FontRole).value<QFont>() : view.font();
    option.text = index.data().toString();
    const QRect room = view.style()->subElementRect(QStyle::SE_ItemViewItemText, &option, &view);
    const int margin = view.style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, &view) + 1;
    return QFontMetrics(option.font).horizontalAdvance(option.text) <= room.width() - 2 * margin;
  };
  auto& algorithms = catalogue("Algorithms");
  for (int row = 0; row < algorithms.model()->rowCount(); ++row) {
    const QModelIndex group = algorithms.model()->index(row, 0);
    EXPECT_TRUE(fits(algorithms, group)) << group.data().toString().toStdString();
  }
  showProblems();
  type(at<QLineEdit>("searchProblems"), "CEC17-MTSO");
  auto& problems = catalogue("Problems");
  const QModelIndex suite = family(problems, "CEC17-MTSO");
  ASSERT_EQ(problems.model()->rowCount(suite), 9);
  for (int row = 0; row < 9; ++row) {
    const QModelIndex entry = problems.model()->index(row, 0, suite);
    EXPECT_TRUE(fits(problems, entry)) << entry.data().toString().toStdString();
  }
}

}  // namespace
}  // namespace tandem::gui
