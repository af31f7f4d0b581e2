// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

namespace tandem::gui::look {

/// Languages of the window by their codes, "en" first: English, which needs no translation, and those that were built
/// in (gui/translations).
[[nodiscard]] const QStringList& languages();

/// What a language calls itself.
[[nodiscard]] QString nameOfLanguage(const QString& code);

/// The code that is remembered in the settings; empty: as the system says.
[[nodiscard]] QString chosenLanguage();
void chooseLanguage(const QString& code);

/// The best of languages() for what a system prefers, the first one first ("zh-Hans-CN", "en-GB").
[[nodiscard]] QString languageFor(const QStringList& preferred);

/// The remembered one, and without one the best for the system.
[[nodiscard]] QString languageToSpeak();

/// Makes windows that are built from now on speak the language, Qt's own dialogs included where its translations are
/// installed; empty: languageToSpeak(). Throws InputError naming those that there are.
void speak(const QString& code = {});

/// The code of what is spoken.
[[nodiscard]] QString spokenLanguage();

}  // namespace tandem::gui::look
