// SPDX-License-Identifier: Apache-2.0
// The shape of LaTeX tables; latex_slow.cpp compiles them where TeX is installed.
#include <gmock/gmock.h>

#include <regex>

#include "tables_support.h"

namespace tandem {
namespace {

using testing::HasSubstr;
using testing::Not;

made::Experiment sized(int rows, const std::vector<std::string>& algorithms) {
  made::Experiment e;
  for (const std::string& algorithm : algorithms) e.addAlgorithm(algorithm);
  for (int p = 0; p < rows; ++p) {
    e.addProblem(made::problem("P" + std::to_string(p + 1), 1));
    for (int a = 0; a < isize(algorithms); ++a) e.cells[{p, a}] = made::cellOf({{1.0 + a}, {2.0 + a}});
  }
  return e;
}

std::string latex(const made::Experiment& e, bool fragment = false) {
  return formatTable(made::table({&e}), TableFormat::Latex, {.fragment = fragment});
}

int count(const std::string& text, const std::string& part) {
  int n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

TEST(LatexShape, ATableOfAPageFloats) {
  const std::string text = latex(sized(40, {"MFEA", "GA"}));
  EXPECT_THAT(text,
              AllOf(HasSubstr("\\begin{table}"), HasSubstr("\\begin{tabular}{lrr}"), Not(HasSubstr("longtable"))));
  EXPECT_EQ(count(text, "\\\\\n"), 41);
}

TEST(LatexShape, LongerOnesBreakAcrossPagesUnderTheSameHeadings) {
  const std::string text = latex(sized(41, {"MFEA", "GA"}));
  EXPECT_THAT(text, AllOf(HasSubstr("\\usepackage{longtable}"), HasSubstr("\\endfirsthead"), HasSubstr("\\endhead"),
                          Not(HasSubstr("Part 1 of"))));
  EXPECT_EQ(count(text, "\\begin{longtable}{lrr}"), 1);
  EXPECT_EQ(count(text, "MFEA"), 2) << "the first heading and that of later pages";
  EXPECT_EQ(count(text, "\\caption"), 1);
}

TEST(LatexShape, WideOnesAreCutIntoPartsThatHoldEveryColumnOnce) {
  std::vector<std::string> names;
  for (int a = 0; a < 60; ++a) names.push_back("Method" + std::to_string(100 + a));
  const std::string text = latex(sized(2, names));
  const std::regex heading(R"(Part (\d+) of (\d+): columns (\d+) to (\d+)\.)");
  int parts = 0;
  int next = 1;
  for (std::sregex_iterator at(text.begin(), text.end(), heading), end; at != end; ++at) {
    EXPECT_EQ(std::stoi((*at)[1]), ++parts);
    EXPECT_EQ(std::stoi((*at)[3]), next);
    next = std::stoi((*at)[4]) + 1;
    EXPECT_EQ(std::stoi((*at)[2]), count(text, "\\begin{longtable}"));
  }
  EXPECT_GT(parts, 1);
  EXPECT_EQ(next, 61);
  EXPECT_EQ(count(text, "(Continued.)"), parts - 1);
  for (const std::string& name : names) EXPECT_EQ(count(text, name), 2) << name;
  EXPECT_THAT(latex(sized(2, names), true), HasSubstr("a page in landscape (package pdflscape)"));
}

TEST(LatexShape, LabelsThatLeaveNoRoomAreBroken) {
  made::Experiment e = sized(41, {"MFEA"});
  e.info.problems[0].name = std::string(150, 'p');
  const std::string text = latex(e);
  EXPECT_THAT(text, AllOf(HasSubstr("\\raggedright\\arraybackslash}p{"), HasSubstr("\\usepackage{array}"),
                          HasSubstr("p\\allowbreak{}p")));
}

TEST(LatexShape, LettersThatPdfLatexLacksAreDefinedOnceAndNeeded) {
  EXPECT_THAT(latex(sized(1, {"MFEA", "Größe"})), AllOf(HasSubstr("Größe"), Not(HasSubstr("tandemletter"))));
  const std::string text = latex(sized(1, {"α-DE", "你好", "a--b", "say \"hi\"", "x\u00a0y"}));
  EXPECT_THAT(text, AllOf(HasSubstr(R"(\tandemletter{α}{\ensuremath{\alpha}}-DE)"),
                          HasSubstr(R"(\tandemletter{你}{U+4F60}\tandemletter{好}{U+597D})"), HasSubstr("a-{}-b"),
                          HasSubstr("say {\\char34}hi{\\char34}"), HasSubstr("x~y")));
  EXPECT_EQ(count(text, "\\ifdefined\\tandemletter"), 1);
}

}  // namespace
}  // namespace tandem
