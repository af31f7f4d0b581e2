// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QIcon>

namespace tandem::gui::look {

/// The colour of an icon. Text: that of the surrounding text, or the accent if the button is checked.
enum class Ink { Text, OnAccent, Accent, Information, Success, Warning, Error };

/// A line icon of the set in gui/resources/icons (Lucide), by its name there. It follows light and dark, is grey when
/// disabled and sharp at every resolution. Throws Error if there is no such icon.
QIcon icon(const QString& name, Ink ink = Ink::Text);

}  // namespace tandem::gui::look
