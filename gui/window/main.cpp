// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QIcon>
#include <QLocale>
#include <QMessageBox>
#include <clocale>

#include "gui/window/main_window.h"
#include "gui/work/sentences.h"

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  // QApplication takes over the user's locale; numbers are written with a point, as in specifications and results.
  std::setlocale(LC_NUMERIC, "C");
  QLocale::setDefault(QLocale::c());
  QApplication::setApplicationName("tandem-gui");
  QApplication::setOrganizationName("Tandem");
  QApplication::setApplicationDisplayName("Tandem");
  QApplication::setDesktopFileName("org.tandem.Tandem");
  QApplication::setWindowIcon(QIcon::fromTheme("org.tandem.Tandem"));
  tandem::gui::MainWindow window;
  window.show();
  window.greet();
  for (int i = 1; i < argc; ++i) {
    try {
      window.openFile(QString::fromLocal8Bit(argv[i]));
    } catch (const std::exception& e) {
      QMessageBox::warning(&window, "Tandem", tandem::gui::sentenceOf(e));
    }
  }
  return QApplication::exec();
}
