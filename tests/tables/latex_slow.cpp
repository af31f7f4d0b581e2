// SPDX-License-Identifier: Apache-2.0
// What LaTeX says about our tables.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tables_support.h"
#include "tandem/matrix.h"
#include "tandem/rng.h"
#include "temporary_folder.h"

namespace tandem {
namespace {

namespace fs = std::filesystem;
using made::Experiment;
using made::table;

class Latex : public testing::Test {
 protected:
  void SetUp() override {
    if (std::system("command -v pdflatex > /dev/null 2>&1") != 0) {
      GTEST_SKIP() << "PDFLATEX IS NOT THERE: no LaTeX table was compiled";
    }
  }
  void TearDown() override {
    std::error_code ignored;
    const char* keep = std::getenv("TANDEM_KEEP_PDF");  // a folder, to look at them
    if (keep != nullptr && fs::exists(folder_ / "table.pdf")) {
      const auto* test = testing::UnitTest::GetInstance()->current_test_info();
      fs::copy_file(folder_ / "table.pdf", fs::path(keep) / (std::string(test->name()) + ".pdf"),
                    fs::copy_options::overwrite_existing, ignored);
    }
  }
  /// Compiles twice (longtable settles its widths), returns the log.
  std::string compile(const std::string& source, const std::string& program = "pdflatex") {
    std::ofstream(folder_ / "table.tex") << source;
    const std::string line = "cd '" + folder_.string() + "' && rm -f table.pdf && " + program +
                             " -interaction=nonstopmode -halt-on-error table.tex > out.txt 2>&1 < /dev/null";
    const int first = std::system(line.c_str());
    const int second = first == 0 ? std::system(line.c_str()) : first;
    std::ifstream in(folder_ / "table.log");
    std::ostringstream log;
    log << in.rdbuf();
    EXPECT_EQ(second, 0) << log.str().substr(log.str().size() - std::min<std::size_t>(log.str().size(), 6000));
    EXPECT_TRUE(fs::exists(folder_ / "table.pdf"));
    EXPECT_THAT(log.str(), testing::Not(testing::HasSubstr("Undefined")));
    return log.str();
  }
  static Experiment made(int problems, int tasks, const std::vector<std::string>& algorithms) {
    Experiment e;
    Rng rng(1);
    for (const std::string& a : algorithms) e.addAlgorithm(a);
    for (int p = 0; p < problems; ++p) {
      e.addProblem(made::problem(fmt::format("CEC17_MTSO{}-CI_HS 100% & #{}", p + 1, p), tasks));
      for (int a = 0; a < isize(algorithms); ++a) {
        std::vector<std::vector<double>> runs;
        for (int r = 0; r < 5; ++r) {
          runs.emplace_back();
          for (int t = 0; t < tasks; ++t) runs.back().push_back(rng.uniform(1.0 + a, 2.0 + a));
        }
        e.cells[{p, a}] = made::cellOf(runs);
      }
    }
    return e;
  }
  static TableRequest full() {
    TableRequest r;
    r.show = TableShow::MeanStd;
    r.test = TableTest::RankSum;
    r.correction = TableCorrection::Holm;
    r.effect = TableEffect::A12;
    r.overall = true;
    return r;
  }
  const test::TemporaryFolder temporary_;
  const fs::path folder_ = temporary_.path();
};

TEST_F(Latex, SmallTable) {
  const Experiment e = made(2, 2, {"MFEA", "GA"});
  const std::string log = compile(formatTable(table({&e}), TableFormat::Latex));
  EXPECT_THAT(log, testing::Not(testing::HasSubstr("Overfull")));
}

TEST_F(Latex, EverySpecialCharacter) {
  Experiment e = made(1, 1,
                      {R"(A_b % c & d # e $ f {g} ~ h ^ i \ j <k> | " ' ` @ = + - * [x])", "*star", "[bracket]",
                       "MFEA (rmp=0.5, operators=platform)", "n\xC3\xA4her \xC3\xA9"});
  made::fail(e.cells[{0, 2}], 1);
  e.info.problems[0].name = "*[P]_1 %";
  const std::string log = compile(formatTable(table({&e}, full()), TableFormat::Latex, {.markWorst = true}));
  EXPECT_THAT(log, testing::Not(testing::HasSubstr("Overfull")));
}

TEST_F(Latex, NamesOfAllAlphabetsCompileEverywhere) {
  const std::vector<std::string> names{"Größe, naïve",
                                       "α-DE, Ελληνικά",
                                       "Русский",
                                       "你好世界",
                                       "日本語 テスト",
                                       "العربية",
                                       "हिन्दी",
                                       "face 😀",
                                       "50% & $x_1$ #2 {~^\\}",
                                       "say \"hi\", 'you'",
                                       "a/b\\c--d,,e<<",
                                       "MFEA (rmp=0.5, muC=3)",
                                       "two\nlines\x7f",
                                       "broken \xff\xc3",
                                       std::string(150, 'n')};
  Experiment e = made(2, 2, names);
  e.info.problems[0].name = "Πρόβλημα 問題";
  e.info.problems[1].name = std::string(150, 'p');
  const std::string source = formatTable(table({&e}, full()), TableFormat::Latex, {.markWorst = true});
  EXPECT_THAT(compile(source), testing::Not(testing::HasSubstr("Overfull")));
  const std::string fragment = formatTable(table({&e}, full()), TableFormat::Latex, {.fragment = true});
  compile(
      "\\documentclass{article}\\usepackage{booktabs,longtable,graphicx,array}\\usepackage[T1]{fontenc}\n"
      "\\begin{document}\n" +
      fragment + fragment + "\\end{document}\n");
  if (std::system("command -v lualatex > /dev/null 2>&1") != 0) {
    GTEST_SKIP() << "LUALATEX IS NOT THERE: the table was compiled with pdflatex only";
  }
  const std::string log = compile(source, "lualatex");
  EXPECT_THAT(log, testing::Not(testing::HasSubstr("Missing character: There is no ö")));
}

TEST_F(Latex, FortyTasksBreakOverPages) {
  const Experiment e = made(1, 40, {"MFEA", "MFEA-II", "GA"});
  const std::string log = compile(formatTable(table({&e}, full()), TableFormat::Latex));
  EXPECT_THAT(log, testing::Not(testing::HasSubstr("Overfull")));
  const Experiment large = made(10, 10, {"MFEA", "GA"});
  const std::string pages = compile(formatTable(table({&large}), TableFormat::Latex));
  EXPECT_THAT(pages, testing::ContainsRegex("Output written on table.pdf \\([2-9] pages"));
  EXPECT_THAT(pages, testing::Not(testing::HasSubstr("Overfull")));
}

TEST_F(Latex, ManyColumns) {
  std::vector<std::string> names;
  for (int i = 0; i < 12; ++i) names.push_back(std::string("Algorithm_").append(std::to_string(i)));
  const Experiment few = made(3, 2, names);
  EXPECT_THAT(compile(formatTable(table({&few}), TableFormat::Latex)), testing::Not(testing::HasSubstr("Overfull")));
  const Experiment long_ = made(30, 2, names);
  EXPECT_THAT(compile(formatTable(table({&long_}), TableFormat::Latex)), testing::Not(testing::HasSubstr("Overfull")));
}

TEST_F(Latex, WiderThanAnyPage) {
  std::vector<std::string> names;
  for (int i = 0; i < 50; ++i)
    names.push_back("Algorithm_" + std::to_string(i) + (i % 7 == 0 ? " WITH MANY WORDS" : ""));
  const Experiment few = made(3, 2, names);
  EXPECT_THAT(compile(formatTable(table({&few}), TableFormat::Latex)), testing::Not(testing::HasSubstr("Overfull")));
  Experiment many = made(50, 2, names);
  for (const TableRequest& r : {TableRequest{}, full()}) {
    const std::string log = compile(formatTable(table({&many}, r), TableFormat::Latex, {.markWorst = true}));
    EXPECT_THAT(log, testing::Not(testing::HasSubstr("Overfull")));
  }
  for (ProblemRecord& p : many.info.problems)
    p.name += ", a problem whose name is so long that no page has room for it";
  const std::string source = formatTable(table({&many}, full()), TableFormat::Latex);
  EXPECT_THAT(compile(source), testing::Not(testing::HasSubstr("Overfull")));
  EXPECT_THAT(source, testing::HasSubstr("Part 2 of"));
  for (const std::string& name : names) EXPECT_THAT(source, testing::HasSubstr("Algorithm\\_" + name.substr(10)));
}

TEST_F(Latex, FragmentsStandInADocument) {
  const Experiment e = made(2, 30, {"MFEA", "GA"});
  compile(
      "\\documentclass{article}\\usepackage{booktabs,longtable,graphicx}\\usepackage[T1]{fontenc}\\begin{document}\n" +
      formatTable(table({&e}), TableFormat::Latex, {.fragment = true}) + "\\end{document}\n");
}

TEST_F(Latex, FriedmanAndBayes) {
  const Experiment e = made(5, 2, {"MFEA", "GA", "DE"});
  for (const TableTest test : {TableTest::Friedman, TableTest::Bayes}) {
    TableRequest r;
    r.test = test;
    compile(formatTable(table({&e}, r), TableFormat::Latex));
  }
}

}  // namespace
}  // namespace tandem
