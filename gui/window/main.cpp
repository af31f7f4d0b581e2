// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QMessageBox>
#include <cstdio>

#include "gui/look/language.h"
#include "gui/window/main_window.h"
#include "gui/work/sentences.h"
#include "tandem/version.h"

namespace {

using tandem::gui::MainWindow;

void open(MainWindow& window, const QStringList& files) {
  for (const QString& file : files) {
    try {
      window.openFile(file);
    } catch (const std::exception& e) {
      QMessageBox::warning(&window, "Tandem", tandem::gui::sentenceOf(e));
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  tandem::gui::look::writeNumbersAlike();
  QApplication::setApplicationName("tandem-gui");
  QApplication::setApplicationVersion(QString::fromStdString(tandem::versionText()));
  QApplication::setOrganizationName("Tandem");
  QApplication::setApplicationDisplayName("Tandem");
  QApplication::setDesktopFileName("org.tandem.Tandem");
  QApplication::setWindowIcon(QIcon::fromTheme("org.tandem.Tandem"));
  QCommandLineParser parser;
  const QCommandLineOption language("language",
                                    "Speaks it this time: " + tandem::gui::look::languages().join(", ") + '.', "code");
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addOption(language);
  parser.addPositionalArgument("files", "Results (.h5) and specifications (.toml) to open.", "[FILE...]");
  parser.process(application);
  try {
    tandem::gui::look::speak(parser.value(language));
  } catch (const std::exception& e) {
    std::fprintf(stderr, "tandem-gui: %s\n", e.what());
    return 2;
  }
  QStringList results;
  {
    MainWindow window;
    window.show();
    window.greet();
    open(window, parser.positionalArguments());
    const int code = QApplication::exec();
    if (!window.reopens()) return code;
    results = window.session().paths();
  }
  // Restart in another language: the forms are restored, the results are read again.
  for (;;) {
    tandem::gui::look::speak();
    MainWindow window;
    window.show();
    window.session().openLater(results);
    const int code = QApplication::exec();
    if (!window.reopens()) return code;
    results = window.session().paths();
  }
}
