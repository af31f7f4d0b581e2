// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

/// Names in any alphabet in LaTeX, for pdfLaTeX as well as for LuaLaTeX and XeLaTeX.
namespace tandem::table_text {

/// The text with everything escaped that is special in LaTeX, and without what its fonts would join ("--", "<<").
/// Letters that pdfLaTeX's T1 fonts lack become \tandemletter{letter}{stand-in}. `breakable`: lines may break between
/// any two characters of long words.
std::string latexEscaped(const std::string& text, bool breakable = false);

/// The definition of \tandemletter (the letter itself if the engine knows Unicode, the stand-in in pdfLaTeX), or
/// nothing if the source does not need it.
std::string letterDefinition(const std::string& source);

/// Preamble lines that choose fonts for the source: T1 for pdfLaTeX; for the others, installed fonts that have its
/// letters.
std::string fontLines(const std::string& source);

/// Width of a text in digits of its type, erring on the wide side.
double latexWidth(const std::string& text);

}  // namespace tandem::table_text
