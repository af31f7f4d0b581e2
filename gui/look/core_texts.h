// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <string_view>

namespace tandem::gui::look {

/// A title or short description of the library (kinds of figures, labels, options of an experiment) in the language of
/// the window. The library speaks English, as command line, files and figures do: its names and sentences stay English
/// here, too.
[[nodiscard]] QString coreText(std::string_view text);
/// A family of algorithms; each part ("multitask, multifactorial") is translated, but those that a plug-in made up
/// stay as they are.
[[nodiscard]] QString familyText(const QString& family);

}  // namespace tandem::gui::look
