// SPDX-License-Identifier: Apache-2.0
#include "tables/latex_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>

#include "tandem/unicode.h"

namespace tandem::table_text {

namespace {

std::string utf8(char32_t c) {
  std::string text;
  appendUtf8(text, c);
  return text;
}

/// Whether every pdfLaTeX of recent years sets the character from T1 (and its companion) without a package.
bool inT1(char32_t c) {
  constexpr std::u32string_view kNot = U"\u00ad\u0126\u0127\u0138\u013f\u0140\u0149\u0166\u0167";
  constexpr std::u32string_view kMore =
      U"\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2020\u2021\u2022\u2026\u2030\u20ac\u2122";
  return (c > 0xa0 && c < 0x17f && kNot.find(c) == kNot.npos) || kMore.find(c) != kMore.npos;
}

/// Greek as mathematics; nullptr for other letters. Capitals that look like Latin ones are Latin.
const char* greek(char32_t c) {
  static constexpr std::pair<char32_t, const char*> kLetters[] = {
      {0x386, "\\acute{A}"},
      {0x388, "\\acute{E}"},
      {0x389, "\\acute{H}"},
      {0x38a, "\\acute{I}"},
      {0x38c, "\\acute{O}"},
      {0x38e, "\\acute{\\Upsilon}"},
      {0x38f, "\\acute{\\Omega}"},
      {0x390, R"(\acute{\ddot{\iota}})"},
      {0x391, "\\mathrm{A}"},
      {0x392, "\\mathrm{B}"},
      {0x393, "\\Gamma"},
      {0x394, "\\Delta"},
      {0x395, "\\mathrm{E}"},
      {0x396, "\\mathrm{Z}"},
      {0x397, "\\mathrm{H}"},
      {0x398, "\\Theta"},
      {0x399, "\\mathrm{I}"},
      {0x39a, "\\mathrm{K}"},
      {0x39b, "\\Lambda"},
      {0x39c, "\\mathrm{M}"},
      {0x39d, "\\mathrm{N}"},
      {0x39e, "\\Xi"},
      {0x39f, "\\mathrm{O}"},
      {0x3a0, "\\Pi"},
      {0x3a1, "\\mathrm{P}"},
      {0x3a3, "\\Sigma"},
      {0x3a4, "\\mathrm{T}"},
      {0x3a5, "\\Upsilon"},
      {0x3a6, "\\Phi"},
      {0x3a7, "\\mathrm{X}"},
      {0x3a8, "\\Psi"},
      {0x3a9, "\\Omega"},
      {0x3ac, "\\acute{\\alpha}"},
      {0x3ad, "\\acute{\\epsilon}"},
      {0x3ae, "\\acute{\\eta}"},
      {0x3af, "\\acute{\\iota}"},
      {0x3b0, R"(\acute{\ddot{\upsilon}})"},
      {0x3b1, "\\alpha"},
      {0x3b2, "\\beta"},
      {0x3b3, "\\gamma"},
      {0x3b4, "\\delta"},
      {0x3b5, "\\epsilon"},
      {0x3b6, "\\zeta"},
      {0x3b7, "\\eta"},
      {0x3b8, "\\theta"},
      {0x3b9, "\\iota"},
      {0x3ba, "\\kappa"},
      {0x3bb, "\\lambda"},
      {0x3bc, "\\mu"},
      {0x3bd, "\\nu"},
      {0x3be, "\\xi"},
      {0x3bf, "o"},
      {0x3c0, "\\pi"},
      {0x3c1, "\\rho"},
      {0x3c2, "\\varsigma"},
      {0x3c3, "\\sigma"},
      {0x3c4, "\\tau"},
      {0x3c5, "\\upsilon"},
      {0x3c6, "\\phi"},
      {0x3c7, "\\chi"},
      {0x3c8, "\\psi"},
      {0x3c9, "\\omega"},
      {0x3ca, "\\ddot{\\iota}"},
      {0x3cb, "\\ddot{\\upsilon}"},
      {0x3cc, "\\acute{o}"},
      {0x3cd, "\\acute{\\upsilon}"},
      {0x3ce, "\\acute{\\omega}"},
  };
  const auto* found =
      std::find_if(std::begin(kLetters), std::end(kLetters), [&](const auto& l) { return l.first == c; });
  return found == std::end(kLetters) ? nullptr : found->second;
}

double widthOf(char32_t c) {
  constexpr std::u32string_view kWide = U"mwMW+=<>%";
  constexpr std::u32string_view kNarrow = U".,; -()[]il/";
  if (kWide.find(c) != kWide.npos) return 1.8;
  if (c >= 'A' && c <= 'Z') return 1.45;
  if (kNarrow.find(c) != kNarrow.npos) return 0.75;
  if (c < 0x80) return 1.05;
  return inT1(c) || greek(c) != nullptr ? 1.5 : 7.3;  // its number, in pdfLaTeX
}

std::string escaped(char32_t c) {
  switch (c) {
    case '&':
    case '%':
    case '$':
    case '#':
    case '_':
    case '{':
    case '}':
      return {'\\', static_cast<char>(c)};
    case '~':
      return "\\textasciitilde{}";
    case '^':
      return "\\textasciicircum{}";
    case '\\':
      return "\\textbackslash{}";
    case '<':
      return "\\textless{}";
    case '>':
      return "\\textgreater{}";
    case '|':
      return "\\textbar{}";
    case '"':
      return "{\\char34}";  // a bare one may be active (babel)
    case 0xa0:
      return "~";
    default:
      break;
  }
  if (c == 0xfffd) return "?";            // to LuaTeX, a sign of a damaged file
  if (c < 0x20 || c == 0x7f) return " ";  // line breaks and the like in names
  if (c < 0x7f || inT1(c)) return utf8(c);
  const char* letter = greek(c);
  return fmt::format("\\tandemletter{{{}}}{{{}}}", utf8(c),
                     letter != nullptr ? fmt::format("\\ensuremath{{{}}}", letter)
                                       : fmt::format("U+{:04X}", static_cast<std::uint32_t>(c)));
}

}  // namespace

std::string latexEscaped(const std::string& text, bool breakable) {
  constexpr double kLongWord = 16.0;
  std::string out;
  double word = 0.0;  // digits wide, as all widths here
  char32_t before = 0;
  for (const char32_t c : charactersOf(text)) {
    word = c == ' ' ? 0.0 : word + widthOf(c);
    // Two of these would become one sign.
    if (c == before && (c == '-' || c == ',' || c == '\'' || c == '`')) out += "{}";
    if (breakable && word > kLongWord) out += "\\allowbreak{}";
    out += escaped(c);
    before = c;
  }
  return out;
}

std::string letterDefinition(const std::string& source) {
  if (source.find("\\tandemletter{") == std::string::npos) return "";
  return "\\ifdefined\\tandemletter\\else  % letters that pdfLaTeX does not have: compile with lualatex to see them\n"
         "  \\ifdefined\\Umathcode\\DeclareRobustCommand{\\tandemletter}[2]{#1}"
         "\\else\\DeclareRobustCommand{\\tandemletter}[2]{#2}\\fi\n\\fi\n";
}

std::string fontLines(const std::string& source) {
  // Letters that Latin Modern lacks come from installed fonts; a missing font would end the compilation.
  std::string others;
  if (source.find("\\tandemletter{") != std::string::npos) {
    others =
        "\\ifdefined\\directlua\n"
        "  \\def\\tandemfonts{}\n"
        "  \\def\\tandemtry#1#2{\\IfFontExistsTF{#1}{\\edef\\tandemfonts{\\tandemfonts\"#1:mode=#2;\",}}{}}\n";
    constexpr std::pair<const char*, const char*> kFonts[] = {
        {"DejaVu Sans", "node"},      {"Noto Sans CJK SC", "node"}, {"Noto Serif CJK SC", "node"},
        {"FandolSong", "node"},       {"Noto Sans Arabic", "harf"}, {"Noto Sans Devanagari", "harf"},
        {"Lohit Devanagari", "harf"}, {"FreeSerif", "node"}};
    for (const auto& [font, mode] : kFonts) others += fmt::format("  \\tandemtry{{{}}}{{{}}}\n", font, mode);
    others +=
        "  \\ifx\\tandemfonts\\empty\\else\n"
        "    \\directlua{luaotfload.add_fallback(\"tandemfallback\", {\\tandemfonts})}\n"
        "    \\setmainfont{lmroman10-regular.otf}[BoldFont=lmroman10-bold.otf,RawFeature={fallback=tandemfallback}]\n"
        "  \\fi\n\\fi\n";
  }
  return "\\ifdefined\\Umathcode  % LuaLaTeX, XeLaTeX\n\\usepackage{fontspec}\n" + others +
         "\\else\n\\usepackage[T1]{fontenc}\n\\usepackage[utf8]{inputenc}\n\\usepackage{textcomp}\n\\fi\n";
}

double latexWidth(const std::string& text) {
  double width = 0.0;
  for (const char32_t c : charactersOf(text)) width += widthOf(c);
  return width;
}

}  // namespace tandem::table_text
