// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <exception>

/// Sentences worded for the window. The core names options of the command line as cures; here the cure is what the user
/// can click.
namespace tandem::gui {

/// A sentence of the core without options of the command line: they become the names of the fields that do the same.
[[nodiscard]] QString windowWords(const QString& sentence);
[[nodiscard]] QString windowWords(const std::string& sentence);
/// The message of an exception, in the window's words.
[[nodiscard]] QString sentenceOf(const std::exception& error);

/// A name of at most `most` letters: a longer one loses its middle, as names differ at their ends.
[[nodiscard]] QString shortName(const QString& name, qsizetype most = 64);
/// The sentence with every word too long for a line shortened in this way: a file name of 230 letters would make the
/// window as wide as itself. The full sentence belongs in the tooltip.
[[nodiscard]] QString shortWords(const QString& sentence, qsizetype most = 64);

}  // namespace tandem::gui
