// SPDX-License-Identifier: Apache-2.0
// The texts: headers by contract, escaping, structure.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tables_support.h"
#include "tandem/error.h"

namespace tandem {
namespace {

using made::Experiment;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// Two problems, the second with two tasks; awkward names.
Experiment sample() {
  Experiment e;
  e.addProblem(made::problem("P_1", 1));
  e.addProblem(made::problem("Q,2", 2));
  e.addAlgorithm("MFEA");
  e.addAlgorithm("GA|50%");
  e.cells[{0, 0}] = made::cellOf({{1}, {2}, {3}, {4}, {5}});
  e.cells[{0, 1}] = made::cellOf({{11}, {12}, {13}, {14}, {15}});
  e.cells[{1, 0}] = made::cellOf({{1, 0.1}, {2, 0.2}, {3, 0.3}, {4, 0.4}, {5, 0.5}});
  e.cells[{1, 1}] = made::cellOf({{1, 0.1}, {2, 0.2}, {3, 0.3}, {4, 0.4}, {5, 0.5}});
  made::fail(e.cells[{1, 1}], 4);
  return e;
}

Table tableOf(TableShow show, TableTest test = TableTest::RankSum) {
  static const Experiment e = sample();
  TableRequest r;
  r.show = show;
  r.test = test;
  return made::table({&e}, r);
}

std::vector<std::string> linesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(TableFormats, CsvByContract) {
  const auto lines = linesOf(formatTable(tableOf(TableShow::MeanStd), TableFormat::Csv));
  ASSERT_EQ(lines.size(), 1U + 3 * 2 * 2);
  EXPECT_EQ(lines[0], "problem,task,algorithm,metric,statistic,value,test,p_value,sign");
  EXPECT_EQ(lines[1], "P_1,1,MFEA,Obj,mean,3,rank-sum,,");
  EXPECT_THAT(lines[2], StartsWith("P_1,1,MFEA,Obj,std,1.58113883008418"));
  EXPECT_THAT(lines[3], StartsWith("P_1,1,GA|50%,Obj,mean,13,rank-sum,0.0079365079365079"));
  EXPECT_THAT(lines[3], testing::EndsWith(",-"));
  EXPECT_THAT(lines[5], StartsWith("\"Q,2\",1,MFEA,Obj,mean,3,"));
  const auto runs = linesOf(formatTable(tableOf(TableShow::Runs), TableFormat::Csv));
  ASSERT_EQ(runs.size(), 1U + 3 * 2 * 5);
  EXPECT_EQ(runs[0], "problem,task,algorithm,metric,repetition,value");
  EXPECT_EQ(runs[1], "P_1,1,MFEA,Obj,1,1");
  EXPECT_EQ(runs.back(), "\"Q,2\",2,GA|50%,Obj,5,NaN");
  const auto none = linesOf(formatTable(tableOf(TableShow::Median, TableTest::None), TableFormat::Csv));
  EXPECT_EQ(none[1], "P_1,1,MFEA,Obj,median,3,none,,");
}

TEST(TableFormats, FriedmanEndsWithMeanRanks) {
  const auto lines = linesOf(formatTable(tableOf(TableShow::Mean, TableTest::Friedman), TableFormat::Csv));
  ASSERT_EQ(lines.size(), 1U + 3 * 2 + 2);
  EXPECT_EQ(lines[7], "all,,MFEA,Obj,mean-rank,1,friedman,,");
  EXPECT_THAT(lines[8], StartsWith("all,,GA|50%,Obj,mean-rank,2,friedman,0.157299"));
}

TEST(TableFormats, JsonHoldsTheSameRecords) {
  const auto json = nlohmann::json::parse(formatTable(tableOf(TableShow::Mean), TableFormat::Json));
  ASSERT_EQ(json.size(), 6U);
  EXPECT_EQ(json[0]["problem"], "P_1");
  EXPECT_EQ(json[0]["task"], 1);
  EXPECT_EQ(json[0]["value"], 3.0);
  EXPECT_TRUE(json[0]["p_value"].is_null());
  EXPECT_EQ(json[1]["sign"], "-");
  EXPECT_EQ(json[5]["undefined"], 1);
  EXPECT_EQ(json[5]["failed"], 1);
  EXPECT_EQ(json[5]["runs"], 5);
  const auto runs = nlohmann::json::parse(formatTable(tableOf(TableShow::Runs), TableFormat::Json));
  EXPECT_EQ(runs.size(), 30U);
  EXPECT_TRUE(runs[29]["value"].is_null());
}

TEST(TableFormats, TextSaysWhatItIs) {
  TableStyle style;
  style.number = "%.1f";
  style.markWorst = true;
  const std::string text = formatTable(tableOf(TableShow::MeanStd), TableFormat::Text, style);
  EXPECT_THAT(text, HasSubstr("Obj (smaller is better), synthetic data, n = 5 runs. Wilcoxon rank-sum test"));
  EXPECT_THAT(text, HasSubstr("P_1        3.0 (1.6) *  13.0 (1.6) - !"));
  EXPECT_THAT(text, HasSubstr("Q,2 T2     0.3 (0.2) *"));
  EXPECT_THAT(text, HasSubstr("[4/5]"));
  EXPECT_THAT(text, HasSubstr("+ / = / -  "));
  EXPECT_THAT(text, HasSubstr("0 / 2 / 1"));
  EXPECT_THAT(text, HasSubstr("1 failed"));
  style.markBest = style.markWorst = false;
  EXPECT_THAT(formatTable(tableOf(TableShow::Mean), TableFormat::Text, style), Not(HasSubstr("*")));
}

TEST(TableFormats, MarkdownEscapesAndMarks) {
  const std::string text = formatTable(tableOf(TableShow::Mean), TableFormat::Markdown);
  EXPECT_THAT(text, HasSubstr("| problem | MFEA | GA\\|50% |\n|:---|---:|---:|\n"));
  EXPECT_THAT(text, HasSubstr("| P\\_1 | **3.0000e+00** |"));
  EXPECT_THAT(text, HasSubstr("- Runs without a result, ranked worst: 1 failed."));
}

TEST(TableFormats, LatexIsADocumentOrAFragment) {
  const std::string text = formatTable(tableOf(TableShow::Mean), TableFormat::Latex);
  EXPECT_THAT(text, StartsWith("\\documentclass{article}"));
  EXPECT_THAT(text, HasSubstr("\\usepackage{booktabs}"));
  EXPECT_THAT(text, HasSubstr("problem & MFEA & GA\\textbar{}50\\% \\\\\n    \\midrule"));
  EXPECT_THAT(text, HasSubstr("P\\_1 & \\textbf{3.0000e+00} & 1.3000e+01 $-$ \\\\"));
  EXPECT_THAT(text, HasSubstr("\\end{document}"));
  int open = 0;
  bool escaped = false;
  for (const char c : text) {
    open += !escaped && c == '{' ? 1 : !escaped && c == '}' ? -1 : 0;
    escaped = c == '\\' && !escaped;
    EXPECT_GE(open, 0);
  }
  EXPECT_EQ(open, 0);
  TableStyle style;
  style.fragment = true;
  const std::string fragment = formatTable(tableOf(TableShow::Mean), TableFormat::Latex, style);
  EXPECT_THAT(fragment, HasSubstr("\\begin{table}"));
  EXPECT_THAT(fragment, Not(HasSubstr("documentclass")));
}

TEST(TableFormats, NumberFormatsAreChecked) {
  for (const char* bad : {"%s", "%d", "%", "%n", "%.4e%.4e", "%*e", "%.999f", "%500e", "no", "%.4Le"}) {
    TableStyle style;
    style.number = bad;
    EXPECT_THROW(formatTable(tableOf(TableShow::Mean), TableFormat::Text, style), InputError) << bad;
  }
  TableStyle style;
  style.number = "%8.3G";
  EXPECT_THAT(formatTable(tableOf(TableShow::Mean), TableFormat::Text, style), HasSubstr("       3"));
}

TEST(TableFormats, ZeroHasNoSign) {
  made::Experiment e;
  e.addProblem(made::problem("P", 1));
  e.addAlgorithm("GA");
  e.cells[{0, 0}] = made::cellOf({{-0.0}, {-0.0}});
  TableRequest r;
  r.show = TableShow::Best;
  EXPECT_THAT(formatTable(made::table({&e}, r), TableFormat::Text),
              AllOf(HasSubstr("0.0000e+00"), Not(HasSubstr("-0.0000e+00"))));
  // What the format rounds to zero, neither.
  e.cells[{0, 0}] = made::cellOf({{-0.004}, {-0.004}});
  TableStyle style;
  style.number = "%.2f";
  EXPECT_THAT(formatTable(made::table({&e}, r), TableFormat::Text, style),
              AllOf(HasSubstr(" 0.00"), Not(HasSubstr("-0.00"))));
  style.number = "%.3f";
  EXPECT_THAT(formatTable(made::table({&e}, r), TableFormat::Text, style), HasSubstr("-0.004"));
}

TEST(TableFormats, XlsxIsWrittenOrRefused) {
  const auto path = std::filesystem::temp_directory_path() / "tandem-table-test.xlsx";
  const Table t = tableOf(TableShow::MeanStd);
  try {
    writeXlsx(t, path.string());
  } catch (const InputError&) {
    throw;
  } catch (const Error& e) {
    GTEST_SKIP() << e.what();
  }
  std::ifstream in(path, std::ios::binary);
  char magic[2] = {};
  in.read(magic, 2);
  EXPECT_EQ(std::string(magic, 2), "PK");
  std::filesystem::remove(path);
  EXPECT_THROW(writeXlsx(t, "/no/such/folder/table.xlsx"), InputError);
  EXPECT_THROW(formatTable(t, TableFormat::Xlsx), InputError);
}

}  // namespace
}  // namespace tandem
