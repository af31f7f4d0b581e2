// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

namespace tandem::gui::look {

/// Languages of the window by their codes: "en" first, which needs no translation, then those built in
/// (gui/translations).
[[nodiscard]] const QStringList& languages();

/// A language's name for itself.
[[nodiscard]] QString nameOfLanguage(const QString& code);

/// The code remembered in the settings; empty: the system's language.
[[nodiscard]] QString chosenLanguage();
void chooseLanguage(const QString& code);

/// The best of languages() for a system's preferences, most preferred first ("zh-Hans-CN", "en-GB").
[[nodiscard]] QString languageFor(const QStringList& preferred);

/// The remembered one, else the best for the system.
[[nodiscard]] QString languageToSpeak();

/// Sets the language of windows built from now on, including Qt's own dialogs if its translations are installed; empty:
/// languageToSpeak(). Throws InputError naming the available ones.
void speak(const QString& code = {});

/// Numbers are written alike in every language, as in specifications and results: with a point, large counts in groups
/// of three digits. To be called once there is an application, which takes over the user's locale.
void writeNumbersAlike();

/// The code of the current language.
[[nodiscard]] QString spokenLanguage();

}  // namespace tandem::gui::look
