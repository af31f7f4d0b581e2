// SPDX-License-Identifier: Apache-2.0
// The window in other languages: translations that are complete and fit their sources, the choice of a language, and a
// window that has no English left and cuts no text.
#include "gui/look/language.h"

#include <gmock/gmock.h>

#include <QActionGroup>
#include <QCheckBox>
#include <QDir>
#include <QDockWidget>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QProcess>
#include <QRegularExpression>
#include <QSettings>
#include <QSpinBox>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTreeView>
#include <QXmlStreamReader>
#include <set>

#include "gui/forms/param_form.h"
#include "gui/look/core_texts.h"
#include "gui/pages/common/notice.h"
#include "gui/pages/experiment/experiment_page.h"
#include "gui_support.h"
#include "tandem/figures/kinds.h"
#include "tandem/labels.h"
#include "tandem/specification/options.h"

namespace tandem::gui {
namespace {

using namespace test;

struct Message {
  QString context, source, translation, type;
  [[nodiscard]] std::string name() const { return context.toStdString() + ": '" + source.toStdString() + "'"; }
};

std::vector<Message> messagesOf(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) throw Error("cannot read " + path.toStdString());
  QXmlStreamReader xml(&file);
  std::vector<Message> all;
  Message now;
  while (!xml.atEnd()) {
    xml.readNext();
    if (!xml.isStartElement()) continue;
    if (xml.name() == QLatin1String("name")) {
      now.context = xml.readElementText();
    } else if (xml.name() == QLatin1String("source")) {
      now.source = xml.readElementText();
    } else if (xml.name() == QLatin1String("translation")) {
      now.type = xml.attributes().value("type").toString();
      now.translation = xml.readElementText();
      all.push_back(now);
    }
  }
  if (xml.hasError()) throw Error(path.toStdString() + ": " + xml.errorString().toStdString());
  return all;
}

const QString kTree = QStringLiteral(TANDEM_SOURCE_DIR);

QStringList translations() {
  QStringList files;
  const QDir folder(kTree + "/gui/translations");
  for (const QString& name : folder.entryList({"*.ts"})) files << folder.filePath(name);
  return files;
}

/// Everything that matches a pattern, in alphabetical order.
QStringList found(const QString& text, const char* pattern) {
  QStringList list;
  for (auto all = QRegularExpression(pattern).globalMatch(text); all.hasNext();)
    list << all.next().captured().toUpper();
  list.sort();
  return list;
}

/// Why a translation does not fit its source, one line each.
QStringList misfits(const Message& m) {
  QStringList faults;
  if (!m.type.isEmpty()) faults << m.type;
  if (m.translation.isEmpty()) faults << "empty";
  const std::pair<const char*, const char*> same[] = {{"placeholders", "%L?\\d|%[nvm]"},
                                                      {"mnemonic", "&[A-Za-z]"},
                                                      {"file filter", R"(\*\.\w+|;;)"},
                                                      {"line breaks", "\n"},
                                                      {"dots", R"(\.\.\.$)"},
                                                      {"captured text", R"(\\\d)"}};
  for (const auto& [what, pattern] : same) {
    if (found(m.source, pattern) != found(m.translation, pattern)) faults << what;
  }
  return faults;
}

TEST(Translations, AreCompleteAndFitTheirSources) {
  ASSERT_FALSE(translations().isEmpty());
  for (const QString& file : translations()) {
    SCOPED_TRACE(file.toStdString());
    const std::vector<Message> all = messagesOf(file);
    EXPECT_GT(all.size(), 800U);
    for (const Message& m : all) {
      EXPECT_THAT(misfits(m).join(", ").toStdString(), testing::IsEmpty())
          << m.name() << " is '" << m.translation.toStdString() << "'";
    }
  }
}

// The check above must see what is wrong.
TEST(Translations, MisfitsAreSeen) {
  const auto faults = [](const char* source, const char* translation, const char* type = "") {
    return misfits({"C", QString::fromUtf8(source), QString::fromUtf8(translation), type}).join(", ").toStdString();
  };
  EXPECT_EQ(faults("&Start %1...", "开始(&S) %1..."), "");
  EXPECT_EQ(faults("&Start", "", "unfinished"), "unfinished, empty, mnemonic");
  EXPECT_EQ(faults("&Start", "开始(&T)"), "mnemonic");
  EXPECT_EQ(faults("%1 of %L2", "%L2"), "placeholders");
  EXPECT_EQ(faults("Text (*.txt);;CSV (*.csv)", "文本 (*.txt)"), "file filter");
  EXPECT_EQ(faults("\nTask %1", "任务 %1"), "line breaks");
  EXPECT_EQ(faults("Open...", "打开"), "dots");
}

// A text in a context that is not a class of the window is looked up under another name, and stays English.
TEST(Translations, HaveContextsThatAreAskedFor) {
  static const std::set<QString> own = {"Core", "Export", "Import", "QObject", "QPlatformTheme", "Sentences"};
  static const QRegularExpression classes("^tandem::gui::[A-Z]\\w+$");
  for (const QString& file : translations()) {
    for (const Message& m : messagesOf(file)) {
      EXPECT_TRUE(own.contains(m.context) || classes.match(m.context).hasMatch()) << m.name();
    }
  }
}

TEST(Translations, KnowEveryTextOfTheSources) {
  const QString lupdate = QStringLiteral(TANDEM_LUPDATE);
  if (!QFile::exists(lupdate)) GTEST_SKIP() << "no lupdate (Debian: qt6-l10n-tools): texts are not compared";
  const QTemporaryDir dir;
  for (const QString& file : translations()) {
    const QString fresh = dir.filePath(QFileInfo(file).fileName());
    QProcess update;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("LUPDATE", lupdate);
    update.setProcessEnvironment(environment);
    update.setProcessChannelMode(QProcess::MergedChannels);
    update.start(kTree + "/scripts/translate", {fresh});
    ASSERT_TRUE(update.waitForFinished(120000) && update.exitCode() == 0) << update.readAll().toStdString();
    const std::string said = update.readAll().toStdString();
    EXPECT_THAT(said, testing::Not(testing::HasSubstr("lacks Q_OBJECT"))) << "its texts go to no context";
    EXPECT_THAT(said, testing::Not(testing::HasSubstr("Cannot invoke tr()")));
    std::set<std::string> have, want;
    for (const Message& m : messagesOf(file)) have.insert(m.name());
    for (const Message& m : messagesOf(fresh)) want.insert(m.name());
    EXPECT_GT(want.size(), 800U) << "the sources are not read";
    for (const std::string& name : want) EXPECT_TRUE(have.contains(name)) << name << " is new: scripts/translate";
    for (const std::string& name : have) EXPECT_TRUE(want.contains(name)) << name << " is gone: scripts/translate";
  }
}

TEST(Languages, OfTheSystemAreMatched) {
  EXPECT_EQ(look::languages().front(), "en");
  if (!look::languages().contains("zh_CN")) GTEST_SKIP() << "built without translations (Debian: qt6-tools-dev)";
  EXPECT_EQ(look::languageFor({"zh-Hans-CN"}), "zh_CN");
  EXPECT_EQ(look::languageFor({"zh-CN"}), "zh_CN");
  EXPECT_EQ(look::languageFor({"zh"}), "zh_CN");
  EXPECT_EQ(look::languageFor({"zh-Hans-SG", "en-SG"}), "zh_CN");
  EXPECT_EQ(look::languageFor({"zh-TW"}), "en") << "other characters";
  EXPECT_EQ(look::languageFor({"en-GB", "zh-CN"}), "en");
  EXPECT_EQ(look::languageFor({"de-DE", "zh-CN"}), "zh_CN");
  EXPECT_EQ(look::languageFor({"C"}), "en");
  EXPECT_EQ(look::languageFor({}), "en");
}

TEST(Languages, ThatAreNotThereAreRefusedWithThoseThatAre) {
  try {
    look::speak("tlh");
    FAIL() << "spoke Klingon";
  } catch (const InputError& e) {
    EXPECT_THAT(e.what(), testing::AllOf(testing::HasSubstr("'tlh'"), testing::HasSubstr("en")));
  }
  EXPECT_EQ(look::spokenLanguage(), "en");
  QProcess program;
  program.start(QStringLiteral(TANDEM_PROGRAM) + "-gui", {"--language", "tlh"});
  ASSERT_TRUE(program.waitForFinished(20000 * ::tandem::test::kSlowness));
  EXPECT_EQ(program.exitCode(), 2);
  EXPECT_THAT(program.readAllStandardError().toStdString(), testing::HasSubstr("no language 'tlh'"));
}

/// Chinese characters, or the punctuation that goes with them.
bool chinese(const QString& text) {
  static const QRegularExpression characters(R"([\x{3001}-\x{303f}\x{4e00}-\x{9fff}\x{ff00}-\x{ffef}])");
  return characters.match(text).hasMatch();
}

class Chinese : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!look::languages().contains("zh_CN")) GTEST_SKIP() << "built without translations (Debian: qt6-tools-dev)";
    look::speak("zh_CN");
  }
  void TearDown() override { look::speak("en"); }
};

TEST_F(Chinese, TitlesLabelsAndOptionsOfTheLibraryAreTranslated) {
  const auto check = [](const std::string& text, const char* cure = "belongs in gui/look/core_texts.cpp") {
    EXPECT_TRUE(chinese(look::coreText(text))) << "'" << text << "' " << cure;
  };
  for (const figures::FigureKind& kind : figures::figureKinds()) {
    check(kind.title, "is new: scripts/translate");
    check(kind.doc, "is new: scripts/translate");
  }
  for (const std::string& label : labelNames(~Labels{0})) check(label);
  for (const Instance i : {Instance::Auto, Instance::Official, Instance::Synthetic, Instance::Unknown}) {
    check(instanceName(i));
  }
  const std::set<std::string> shown = {"seed", "repetitions", "budget", "population", "checkpoints", "time_limit"};
  std::size_t seen = 0;
  visitOptions(ExperimentSpec(), [&](const Option& option, const auto&) {
    if (!shown.contains(option.name)) return;
    ++seen;
    check(option.meaning);
    if (*option.otherwise != 0) check(option.otherwise);
  });
  EXPECT_EQ(seen, shown.size());
}

TEST_F(Chinese, FamiliesAreTranslatedAndFoundByTheirNamesInBothLanguages) {
  MainWindow window;
  showAt(window, 1);
  auto& view = find<QTreeView>(window, "catalogueAlgorithms");
  auto& search = find<QLineEdit>(window, "searchAlgorithms");
  const auto families = [&] {
    QStringList list;
    for (int row = 0; row < view.model()->rowCount(); ++row) list << view.model()->index(row, 0).data().toString();
    return list;
  };
  for (const AlgorithmInfo& a : window.session().catalogue().algorithms.all()) {
    for (const QString& part : QString::fromStdString(a.family).split(", "))
      EXPECT_TRUE(chinese(look::coreText(part.toStdString())))
          << "'" << part.toStdString() << "' belongs in gui/look/core_texts.cpp";
  }
  for (const QString& family : families()) EXPECT_TRUE(chinese(family)) << family.toStdString();
  for (const char* words : {"多因子", "multifactorial"}) {
    search.setText(QString::fromUtf8(words));  // keys of tests are ASCII
    EXPECT_TRUE(families().contains("多任务，多因子")) << families().join(" | ").toStdString();
    EXPECT_FALSE(families().contains("单任务，差分进化"));
  }
  // One list has them in a column.
  click(find<QToolButton>(window, "groupedAlgorithms"));
  const QModelIndex first = view.model()->index(0, 1);
  EXPECT_TRUE(chinese(first.data().toString())) << first.data().toString().toStdString();
  click(find<QToolButton>(window, "groupedAlgorithms"));  // which is remembered
  // A family that a plug-in made up stays as it is.
  EXPECT_EQ(look::familyText("multitask, of our own"), "多任务，of our own");
}

/// Texts of a widget that a user reads or a screen reader says.
QStringList textsOf(const QWidget& w) {
  QStringList texts{w.toolTip(), w.accessibleName(), w.accessibleDescription()};
  if (const auto* label = qobject_cast<const QLabel*>(&w)) texts << label->text();
  if (const auto* button = qobject_cast<const QAbstractButton*>(&w)) texts << button->text();
  if (const auto* line = qobject_cast<const QLineEdit*>(&w)) texts << line->placeholderText();
  if (const auto* dock = qobject_cast<const QDockWidget*>(&w)) texts << dock->windowTitle();
  if (const auto* box = qobject_cast<const QSpinBox*>(&w)) texts << box->specialValueText() << box->suffix();
  if (const auto* box = qobject_cast<const QDoubleSpinBox*>(&w)) texts << box->specialValueText() << box->suffix();
  if (const auto* box = qobject_cast<const QComboBox*>(&w)) {
    for (int i = 0; i < box->count(); ++i) texts << box->itemText(i) << box->itemData(i, Qt::ToolTipRole).toString();
  }
  if (const auto* tabs = qobject_cast<const QTabBar*>(&w)) {
    for (int i = 0; i < tabs->count(); ++i) texts << tabs->tabText(i) << tabs->tabToolTip(i);
  }
  if (const auto* view = qobject_cast<const QTableView*>(&w); view != nullptr && view->model() != nullptr) {
    for (int c = 0; c < view->model()->columnCount(); ++c) {
      texts << view->model()->headerData(c, Qt::Horizontal).toString();
      texts << view->model()->headerData(c, Qt::Horizontal, Qt::ToolTipRole).toString();
    }
  }
  for (const QAction* action : w.actions()) texts << action->text() << action->toolTip();
  return texts;
}

/// Names of the field and of parts of the program, which are the same in every language, and keys.
bool sameEverywhere(const QString& text) {
  static const QRegularExpression names(
      "^(Tandem|English|CPU|A12|p|x|y|&x|&y|DPI|OpenCL.*|MFEA.*|CEC17.*|experiment\\.h5|%[.0-9]*[efg]|"
      "(Ctrl\\+|Alt\\+|Shift\\+|F\\d+|Home|Up|Down|\\W|\\d)*)$");
  return names.match(text).hasMatch();
}

TEST_F(Chinese, TheWindowHasNoEnglishLeft) {
  MainWindow window;
  showAt(window, 0);
  int seen = 0;
  std::set<std::string> english;
  for (int place = 0; place < 5; ++place) {
    window.show(place);
    passTime(100);
  }
  QList<QWidget*> widgets = window.findChildren<QWidget*>();
  widgets << &window;
  // Lists of what the registries hold and fields of parameters show names of the field.
  static const QStringList lists = {"exploreAlgorithm",  "exploreProblem", "metric", "catalogueAlgorithms",
                                    "catalogueProblems", "numberFormat",   "recent"};
  for (const QWidget* w : widgets) {
    bool skipped = false;
    for (const QWidget* at = w; at != nullptr; at = at->parentWidget()) {
      skipped = skipped || qobject_cast<const ParamForm*>(at) != nullptr || at->objectName().startsWith("qt_");
      skipped = skipped || (lists.contains(at->objectName()) && qobject_cast<const QTableView*>(at) == nullptr);
    }
    if (skipped) continue;
    for (const QString& text : textsOf(*w)) {
      if (text.trimmed().isEmpty()) continue;
      ++seen;
      if (!chinese(text) && !sameEverywhere(text.trimmed())) {
        english.insert(std::string(w->metaObject()->className()) + ' ' + w->objectName().toStdString() + ": " +
                       text.toStdString());
      }
    }
  }
  EXPECT_GT(seen, 350);
  for (const std::string& text : english) ADD_FAILURE() << text;
  EXPECT_EQ(window.menuBar()->actions().front()->text(), "文件(&F)");
  EXPECT_EQ(find<QPushButton>(window, "start").text(), "开始(&S)");
}

/// Texts for which their widget has no room.
std::vector<std::string> cutTexts(QWidget& page) {
  std::vector<std::string> faults;
  const auto fault = [&](const QWidget& w, const QString& text, int has, int needs) {
    faults.push_back(std::string(w.metaObject()->className()) + ' ' + w.objectName().toStdString() + ": '" +
                     text.toStdString() + "' has " + std::to_string(has) + " of " + std::to_string(needs) + " px");
  };
  for (QWidget* w : page.findChildren<QWidget*>()) {
    if (!w->isVisibleTo(&page) || w->objectName().startsWith("qt_")) continue;
    if (const auto* label = qobject_cast<QLabel*>(w); label != nullptr && !label->text().isEmpty()) {
      // The margin of a hint is no text.
      const QSize needs =
          label->wordWrap() ? QSize(0, label->heightForWidth(label->width()) - 2 * label->margin()) : label->sizeHint();
      if (label->width() < needs.width()) fault(*w, label->text(), label->width(), needs.width());
      if (label->height() < needs.height()) fault(*w, label->text(), label->height(), needs.height());
    } else if (const auto* button = qobject_cast<QAbstractButton*>(w); button != nullptr && !button->text().isEmpty()) {
      const int needs = button->fontMetrics().size(Qt::TextShowMnemonic, button->text()).width();
      const auto* tool = qobject_cast<QToolButton*>(w);
      if (tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly) continue;
      if (button->width() < needs + 2) fault(*w, button->text(), button->width(), needs + 2);
    } else if (const auto* tabs = qobject_cast<QTabBar*>(w)) {
      for (int i = 0; i < tabs->count(); ++i) {
        const int needs = tabs->fontMetrics().size(Qt::TextShowMnemonic, tabs->tabText(i)).width();
        if (tabs->tabRect(i).width() < needs) fault(*w, tabs->tabText(i), tabs->tabRect(i).width(), needs);
      }
    } else if (const auto* box = qobject_cast<QComboBox*>(w); box != nullptr && !box->isEditable()) {
      const int needs = box->fontMetrics().horizontalAdvance(box->currentText());
      if (box->width() < needs + 16) fault(*w, box->currentText(), box->width(), needs + 16);
    } else if (const auto* view = qobject_cast<QTableView*>(w); view != nullptr && view->model() != nullptr) {
      if (!view->horizontalHeader()->isVisible()) continue;
      for (int c = 0; c < view->model()->columnCount(); ++c) {
        const QString title = view->model()->headerData(c, Qt::Horizontal).toString();
        const int needs = view->horizontalHeader()->fontMetrics().horizontalAdvance(title);
        if (view->columnWidth(c) < needs) fault(*w, title, view->columnWidth(c), needs);
      }
    }
  }
  return faults;
}

/// Once what is computed in the background has arrived and is laid out.
void expectNothingCut(QWidget& page, const std::string& where) {
  waitFor([&] { return cutTexts(page).empty(); }, 2000);
  EXPECT_THAT(cutTexts(page), testing::IsEmpty()) << where;
}

TEST_F(Chinese, NoTextIsCutAtAnySizeOfTheWindow) {
  MainWindow window;
  showAt(window, 1);
  for (const QSize size : {QSize(1280, 720), QSize(1000, 640)}) {
    window.resize(size);
    for (int place = 0; place < 5; ++place) {
      window.show(place);
      passTime(200);
      QWidget& page = *window.centralWidget();
      expectNothingCut(page, "place " + std::to_string(place) + ", width " + std::to_string(size.width()));
      for (auto* tabs : page.findChildren<QTabWidget*>()) {
        for (int i = 0; i < tabs->count() && tabs->isVisibleTo(&page); ++i) {
          if (!tabs->isTabEnabled(i)) continue;
          tabs->setCurrentIndex(i);
          passTime(50);
          expectNothingCut(page, "place " + std::to_string(place) + ", tab " + std::to_string(i));
        }
        tabs->setCurrentIndex(0);
      }
    }
  }
}

TEST_F(Chinese, TheDialogsSpeakItToo) {
  MainWindow window;
  showAt(window, 1);
  inDialog("pluginDialog", [](QWidget& dialog) {
    EXPECT_EQ(dialog.windowTitle(), "插件");
    auto* close = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Close);
    EXPECT_TRUE(chinese(close->text())) << close->text().toStdString();
    EXPECT_THAT(cutTexts(dialog), testing::IsEmpty());
    click(*close);
  });
  QTest::keyClick(&window, Qt::Key_F, Qt::AltModifier);
  auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
  ASSERT_NE(menu, nullptr) << "Alt+F opens the menu in every language";
  QTest::keyClick(menu, Qt::Key_P);
}

// Sentences of the library are English; what they say of the window is what stands there.
TEST_F(Chinese, SentencesNameWhatStandsInTheWindow) {
  const std::string words =
      windowWords(std::string("The file is not complete; complete it first with 'tandem resume'.")).toStdString();
  EXPECT_EQ(words, "The file is not complete; complete it first with 运行 > 续算结果文件.");
  MainWindow window;
  QStringList items;
  for (const QAction* top : window.menuBar()->actions()) {
    if (top->menu() == nullptr || !top->text().startsWith("运行")) continue;
    for (const QAction* a : top->menu()->actions()) items << a->text();
  }
  EXPECT_TRUE(items.contains("续算结果文件(&R)")) << items.join(' ').toStdString();
}

class ChoosingALanguage : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!look::languages().contains("zh_CN")) GTEST_SKIP() << "built without translations (Debian: qt6-tools-dev)";
    look::speak("en");
  }
  void TearDown() override { look::speak("en"); }
  /// With the keyboard: View, Language, and down to the entry.
  static void choose(MainWindow& window, const char* name) {
    auto* entry = window.findChild<QAction*>(name);
    ASSERT_NE(entry, nullptr);
    QTest::keyClick(&window, Qt::Key_V, Qt::AltModifier);
    auto* view = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    ASSERT_NE(view, nullptr);
    QTest::keyClick(view, Qt::Key_A);
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    ASSERT_TRUE(menu != nullptr && menu->actions().contains(entry));
    for (int steps = 0; menu->activeAction() != entry && steps < 10; ++steps) QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
  }
};

TEST_F(ChoosingALanguage, TakesEffectInTheWindowThatIsOpenedAnew) {
  const QTemporaryDir dir;
  {
    MainWindow window;
    showAt(window, 1);
    type(find<QLineEdit>(window.experiment(), "output"), "mine.h5");
    auto& notice = *window.centralWidget()->findChild<Notice*>({}, Qt::FindDirectChildrenOnly);
    choose(window, "languagezh_CN");
    EXPECT_EQ(look::chosenLanguage(), "zh_CN");
    ASSERT_TRUE(notice.isVisible());
    EXPECT_THAT(notice.text().toStdString(), testing::HasSubstr("opened anew"));
    EXPECT_EQ(window.menuBar()->actions().front()->text(), "&File") << "not half of it";
    // Back again: there is nothing to wait for.
    choose(window, "languageen");
    EXPECT_FALSE(notice.isVisible());
    choose(window, "languagezh_CN");
    ASSERT_TRUE(notice.isVisible());
    EXPECT_FALSE(window.reopens());
    click(find<QToolButton>(notice, "noticeAction"));
    EXPECT_TRUE(waitFor([&] { return !window.isVisible(); }, 5000));
    EXPECT_TRUE(window.reopens());
  }
  look::speak();  // as main() does
  EXPECT_EQ(look::spokenLanguage(), "zh_CN");
  MainWindow window;
  showAt(window, 1);
  EXPECT_EQ(window.menuBar()->actions().front()->text(), "文件(&F)");
  EXPECT_EQ(find<QLineEdit>(window.experiment(), "output").text(), "mine.h5") << "the form is kept";
  EXPECT_TRUE(window.findChild<QAction*>("languagezh_CN")->isChecked());
  choose(window, "languageen");
  window.close();
  look::speak();
  MainWindow english;
  EXPECT_EQ(english.menuBar()->actions().front()->text(), "&File");
}

TEST_F(ChoosingALanguage, OfTheSystemIsWhatNothingIsRememberedFor) {
  EXPECT_EQ(look::chosenLanguage(), "");
  look::chooseLanguage("tlh");  // of another version, which had it
  EXPECT_EQ(look::chosenLanguage(), "");
  EXPECT_EQ(look::languageToSpeak(), look::languageFor(QLocale::system().uiLanguages()));
  MainWindow window;
  EXPECT_TRUE(window.findChild<QAction*>("language")->isChecked());
}

}  // namespace
}  // namespace tandem::gui
