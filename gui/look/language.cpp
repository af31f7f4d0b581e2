// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>
#include <clocale>

#include "tandem/error.h"

namespace tandem::gui::look {
namespace {

const QString kEnglish = QStringLiteral("en");
const QString kFolder = QStringLiteral(":/translations");
constexpr const char* kSetting = "language";

// Buttons of Qt's dialogs, in case its own translations are not installed.
[[maybe_unused]] constexpr const char* kButtons[] = {
    QT_TRANSLATE_NOOP("QPlatformTheme", "OK"), QT_TRANSLATE_NOOP("QPlatformTheme", "Cancel"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Save"), QT_TRANSLATE_NOOP("QPlatformTheme", "Close")};

/// Translators of the window and of Qt, while in use.
struct Spoken {
  QTranslator window, toolkit;
  QString code = kEnglish;
};

Spoken& spoken() {
  static auto* all = new Spoken;  // never deleted: a job may need a translation after the application has ended
  return *all;
}

}  // namespace

const QStringList& languages() {
  static const QStringList all = [] {
    QStringList codes{kEnglish};
    for (const QString& file : QDir(kFolder).entryList({QStringLiteral("tandem_*.qm")})) {
      codes << file.section('_', 1).chopped(3);
    }
    return codes;
  }();
  return all;
}

QString nameOfLanguage(const QString& code) {
  if (code == kEnglish) return QStringLiteral("English");
  // Qt's name for Chinese includes the script, but here there is only one.
  if (code.startsWith(QLatin1String("zh"))) return QStringLiteral("\u4e2d\u6587");
  return QLocale(code).nativeLanguageName();
}

QString chosenLanguage() {
  const QString code = QSettings().value(kSetting).toString();
  return languages().contains(code) ? code : QString();
}

void chooseLanguage(const QString& code) {
  QSettings().setValue(kSetting, code);
}

QString languageFor(const QStringList& preferred) {
  for (const QString& name : preferred) {
    const QLocale wanted(name);
    for (const QString& code : languages()) {
      const QLocale have(code);
      // To its readers, Chinese in traditional characters is a different language.
      if (have.language() == wanted.language() && have.script() == wanted.script()) return code;
    }
  }
  return kEnglish;
}

QString languageToSpeak() {
  const QString chosen = chosenLanguage();
  return chosen.isEmpty() ? languageFor(QLocale::system().uiLanguages()) : chosen;
}

void speak(const QString& code) {
  const QString wanted = code.isEmpty() ? languageToSpeak() : code;
  if (!languages().contains(wanted)) {
    throw InputError("There is no language '" + wanted.toStdString() + "'; choose one of " +
                     languages().join(QStringLiteral(", ")).toStdString() + '.');
  }
  Spoken& now = spoken();
  for (QTranslator* old : {&now.window, &now.toolkit}) QCoreApplication::removeTranslator(old);
  now.code = wanted;
  if (wanted == kEnglish) return;
  const QString installed = QLibraryInfo::path(QLibraryInfo::TranslationsPath);
  if (now.toolkit.load(QStringLiteral("qtbase_") + wanted, installed)) {
    QCoreApplication::installTranslator(&now.toolkit);
  }
  if (now.window.load(QStringLiteral("tandem_") + wanted, kFolder)) QCoreApplication::installTranslator(&now.window);
}

void writeNumbersAlike() {
  std::setlocale(LC_NUMERIC, "C");
  QLocale numbers = QLocale::c();
  // Written in groups (QLocale::c() would leave that out), which a field does not take for a point.
  numbers.setNumberOptions(QLocale::RejectGroupSeparator);
  QLocale::setDefault(numbers);
}

QString spokenLanguage() {
  return spoken().code;
}

}  // namespace tandem::gui::look
