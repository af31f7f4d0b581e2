// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QIcon>

namespace tandem::gui::look {

/// What an icon is drawn in. Text: that of the text at hand, the accent where the button is switched on.
enum class Ink { Text, OnAccent, Accent, Information, Success, Warning, Error };

/// A line icon of the set in gui/resources/icons (Lucide), by its name there. It follows light and dark, is grey where
/// disabled and sharp at every resolution. Throws Error if there is no such icon.
QIcon icon(const QString& name, Ink ink = Ink::Text);

}  // namespace tandem::gui::look
