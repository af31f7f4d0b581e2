// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "gui/look/language.h"

namespace {

/// Every test begins without settings: a form kept by the one before would turn up in this one.
class NoSettings : public ::testing::EmptyTestEventListener {
  void OnTestStart(const ::testing::TestInfo& /*test*/) override { QSettings().clear(); }
};

}  // namespace

int main(int argc, char** argv) {
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  QStandardPaths::setTestModeEnabled(true);  // settings of the person who runs the tests stay as they are
  const QTemporaryDir settings;  // tests begin with none, and two copies of this program do not meet in them
  QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
  QApplication application(argc, argv);
  tandem::gui::look::writeNumbersAlike();  // as the program does
  QApplication::setOrganizationName("Tandem");
  QApplication::setApplicationName("tandem-test-gui");
  QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
  ::testing::InitGoogleTest(&argc, argv);
  ::testing::UnitTest::GetInstance()->listeners().Append(new NoSettings);  // which it owns
  return RUN_ALL_TESTS();
}
