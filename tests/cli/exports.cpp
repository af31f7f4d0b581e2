// SPDX-License-Identifier: Apache-2.0
// Files that others read: names, parameters, everything recorded. Where someone else's reader is at hand, it is used.
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "cli_program.h"

namespace tandem::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

using Json = nlohmann::json;

/// Names such as people give.
const std::vector<std::string>& strangeNames() {
  static const std::vector<std::string> names{"Größe, naïve", "Ελληνικά α β",          "Русский",
                                              "你好世界",     "日本語 テスト",         "العربية",
                                              "हिन्दी",        "50% & $x_1$ #2 {~^\\}", R"(say "hi", 'you')",
                                              "a/b\\c",       "MFEA (rmp=0.5, muC=3)", std::string(150, 'n')};
  return names;
}

class Exports : public testing::Test {
 protected:
  std::string at(const std::string& name) const { return folder_.file(name); }
  static std::string good(const std::vector<std::string>& words) {
    const Outcome outcome = tandem(words);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.out;
  }
  void make(const std::string& name, const std::vector<std::string>& more) const {
    std::vector<std::string> words{"run", "-e", "200", "-n",         "10",        "-r",
                                   "2",   "-k", "4",   "--instance", "synthetic", "-q"};
    words.insert(words.end(), more.begin(), more.end());
    words.insert(words.end(), {"-o", at(name)});
    good(words);
  }
  void makeTwins() const {
    make("twins.h5", {"-a", "GA", "-a", "DE", "-p", "Sphere:dim=5,bound=1", "-p", "Sphere:dim=5,bound=50"});
  }
  /// Runs a program of Python's with SciPy at hand, its output in python.out; skips the test loudly without. `before`:
  /// what it reads is made here. True if it ran and ended well, or was not there.
  bool python(
      const std::string& program, const std::vector<std::string>& words, const std::function<void()>& before = [] {},
      const std::string& module = "scipy.io") {
    const char* chosen = std::getenv("TANDEM_TEST_PYTHON");
    const std::string interpreter = chosen == nullptr ? "python3" : chosen;
    if (std::system((interpreter + " -c 'import " + module + "' 2> /dev/null").c_str()) != 0) {
      skipped_ = true;
      [] {
        GTEST_SKIP() << "PYTHON WITH SCIPY AND H5PY IS NOT THERE (TANDEM_TEST_PYTHON): its reader was not tried";
      }();
      return true;
    }
    before();
    writeText(at("program.py"), program);
    std::string line = interpreter + " '" + at("program.py") + "'";
    for (const std::string& word : words) line += " '" + word + "'";
    line += " > '" + at("python.out") + "' 2> '" + at("python.err") + "'";
    const bool well = std::system(("PYTHONIOENCODING=utf-8 " + line).c_str()) == 0;
    EXPECT_TRUE(well) << readText(at("python.err"));
    return well;
  }
  test::TemporaryFolder folder_;
  bool skipped_ = false;
};

/// Values of a column of a CSV file without quoted commas.
std::set<std::string> column(const std::string& csv, std::size_t which) {
  std::set<std::string> values;
  std::istringstream in(csv);
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      if (c == ',' && !quoted) {
        fields.emplace_back();
      } else if (c != '"') {
        fields.back() += c;
      }
    }
    values.insert(fields.at(which));
  }
  return values;
}

const std::string kOne = "Func-Sphere (bound=1, dim=5)";
const std::string kFifty = "Func-Sphere (bound=50, dim=5)";

TEST_F(Exports, EveryFormTellsProblemsOfOneNameApart) {
  makeTwins();
  const std::string file = at("twins.h5");
  EXPECT_THAT(column(good({"export", file, "--format", "csv"}), 0), ElementsAre(kOne, kFifty));
  EXPECT_THAT(column(good({"export", file, "--format", "ioh"}), 2), ElementsAre(kOne, kFifty));
  const Json json = Json::parse(good({"export", file, "--format", "json"}));
  std::set<std::string> names;
  for (const Json& run : json["runs"]) names.insert(run["problem"]);
  EXPECT_THAT(names, ElementsAre(kOne, kFifty));
  names.clear();
  for (const Json& problem : json["experiment"]["problems"]) {
    EXPECT_EQ(problem["name"], "Func-Sphere");
    names.insert(problem["title"]);
  }
  EXPECT_THAT(names, ElementsAre(kOne, kFifty)) << "the runs are found by it";
  EXPECT_THAT(good({"info", file}), testing::AllOf(HasSubstr(kOne), HasSubstr(kFifty)));
  EXPECT_THAT(good({"info", file, "--ledger"}), HasSubstr(kFifty));
  EXPECT_THAT(good({"report", file, "--no-figures", "-o", "-"}), HasSubstr("<h2>" + kFifty + "</h2>"));
}

TEST_F(Exports, ATableOfOursReadsBackAlsoWhereNamesLookLikeComments) {
  writeText(at("hash.csv"),
            "task,problem,algorithm,repetition,evaluations,value\n1,#hard,GA,1,10,4\n1,easy,GA,1,10,5\n");
  good({"import", at("hash.csv"), "-o", at("hash.h5")});
  writeText(at("again.csv"), good({"export", at("hash.h5"), "--format", "csv"}));
  good({"import", at("again.csv"), "-o", at("again.h5")});
  EXPECT_THAT(column(good({"export", at("again.h5"), "--format", "csv"}), 0), ElementsAre("#hard", "easy"));
  makeTwins();
  writeText(at("twins.csv"), good({"export", at("twins.h5"), "--format", "csv"}));
  good({"import", at("twins.csv"), "-o", at("twins-again.h5")});
  const std::string beside = good({"table", at("twins.h5"), at("twins-again.h5"), "--allow-mixed", "--format", "csv"});
  EXPECT_THAT(column(beside, 0), ElementsAre(kOne, kFifty));
  EXPECT_EQ(std::count(beside.begin(), beside.end(), '\n'), 1 + 2 * 4) << "both files' GA and DE in each row";
}

TEST_F(Exports, TheNameAsPrintedIsTaken) {
  makeTwins();
  const std::string file = at("twins.h5");
  const std::string table = good({"table", file, "-p", kFifty});
  EXPECT_THAT(table, HasSubstr(kFifty));
  EXPECT_THAT(table, Not(HasSubstr(kOne)));
  good({"arrange", file, "-p", kFifty, "-o", at("one.h5")});
  EXPECT_THAT(good({"info", at("one.h5")}), testing::AllOf(HasSubstr("bound=50"), Not(HasSubstr("bound=1,"))));
  const Outcome drawn = tandem({"plot", file, "-p", kFifty, "--kind", "convergence", "-o", at("one.svg")});
  if (drawn.err.find("not installed") != std::string::npos) GTEST_SKIP() << "tandem-figures IS NOT THERE";
  ASSERT_EQ(drawn.status, 0) << drawn.err;
  EXPECT_THAT(tandem({"plot", file, "-p", "Func-Sphere (bound=7, dim=5)", "-o", at("no.svg")}).err,
              HasSubstr("hold no problem"));
}

TEST_F(Exports, NumbersOfAFigureNeedNothingThatDraws) {
  makeTwins();
  const std::string file = at("twins.h5");
  good({"plot", file, "-p", kFifty, "--kind", "box", "--data", at("box.csv")});
  EXPECT_TRUE(std::filesystem::exists(at("box.csv")));
  const Outcome refused = tandem({"plot", file, "-p", kFifty, "--kind", "box", "--mean", "--data", at("no.csv")});
  EXPECT_NE(refused.status, 0);
  EXPECT_THAT(refused.err, HasSubstr("no use for --mean, which goes with convergence and trace"));
  EXPECT_FALSE(std::filesystem::exists(at("no.csv")));
}

TEST_F(Exports, DecisionsAreInEveryFormat) {
  for (const auto& [algorithm, problem] :
       std::map<std::string, std::string>{{"GA", "Sphere:dim=3"}, {"NSGA-II", "ZDT1"}}) {
    make("d.h5", {"-a", algorithm, "-p", problem, "--save-decisions"});
    const Json json = Json::parse(good({"export", at("d.h5"), "--format", "json"}));
    std::map<std::string, double> first;  // "problem/repetition/checkpoint/individual" -> first variable
    std::size_t lines = 0;
    for (const Json& run : json["runs"]) {
      const Json& task = run["tasks"][0];
      for (int k = 0; k < 4; ++k) {
        const std::string where = run["problem"].get<std::string>() + "/" +
                                  std::to_string(run["repetition"].get<int>()) + "/" + std::to_string(k + 1) + "/";
        if (task.contains("fronts")) {
          const Json& points = task["fronts"][k]["decisions"];
          ASSERT_EQ(points.size(), task["fronts"][k]["cv"].size());
          for (std::size_t i = 0; i < points.size(); ++i) first[where + std::to_string(i + 1)] = points[i][0];
          lines += points.size();
        } else {
          ASSERT_EQ(task["decisions"][k].size(), 3U);
          first[where] = task["decisions"][k][0];
          ++lines;
        }
      }
    }
    std::istringstream csv(good({"export", at("d.h5"), "--format", "csv", "--decisions"}));
    std::string line;
    std::getline(csv, line);
    EXPECT_EQ(line.substr(0, 76), "problem,task,algorithm,repetition,checkpoint,evaluations,individual,x_1,x_2,");
    std::size_t seen = 0;
    while (std::getline(csv, line)) {
      std::vector<std::string> f;
      std::istringstream parts(line);
      for (std::string field; std::getline(parts, field, ',');) f.push_back(field);
      const auto there = first.find(f[0] + "/" + f[3] + "/" + f[4] + "/" + f[6]);
      ASSERT_NE(there, first.end()) << line;
      EXPECT_EQ(std::stod(f[7]), there->second);
      ++seen;
    }
    EXPECT_EQ(seen, lines);
    std::filesystem::remove(at("d.h5"));
  }
  make("none.h5", {"-a", "GA", "-p", "Sphere:dim=3"});
  const Outcome none = tandem({"export", at("none.h5"), "--format", "csv", "--decisions"});
  EXPECT_EQ(none.status, 2);
  EXPECT_THAT(none.err, HasSubstr("--save-decisions"));
}

TEST_F(Exports, TransfersAreInEveryFormat) {
  make("t.h5", {"-a", "MFEA", "-a", "GA", "-p", "CEC17-MTSO1-CI-HS"});
  const Json json = Json::parse(good({"export", at("t.h5"), "--format", "json"}));
  std::map<std::string, int> made;
  int total = 0;
  for (const Json& run : json["runs"]) {
    EXPECT_EQ(run.contains("transfer"), run["algorithm"] == "MFEA");
    if (!run.contains("transfer")) continue;
    for (const Json& row : run["transfer"]) {
      const auto part = [&](const char* key) { return std::to_string(row[key].get<int>()) + ","; };
      made["MFEA," + std::to_string(run["repetition"].get<int>()) + "," + part("checkpoint") + part("donor") +
           part("receiver")] = row["made"];
      total += row["made"].get<int>();
    }
  }
  EXPECT_GT(total, 0);
  std::istringstream csv(good({"export", at("t.h5"), "--format", "csv", "--transfer"}));
  std::string line;
  std::getline(csv, line);
  EXPECT_EQ(line, "problem,algorithm,repetition,checkpoint,donor,receiver,made,survived,improved");
  std::size_t seen = 0;
  while (std::getline(csv, line)) {
    std::size_t at = line.find(',') + 1;
    std::size_t end = at;
    for (int i = 0; i < 5; ++i) end = line.find(',', end) + 1;
    const auto there = made.find(line.substr(at, end - at));
    ASSERT_NE(there, made.end()) << line;
    EXPECT_EQ(std::stoi(line.substr(end)), there->second);
    ++seen;
  }
  EXPECT_EQ(seen, made.size());
  EXPECT_EQ(tandem({"export", at("t.h5"), "--format", "csv", "--transfer", "--traces"}).status, 2);
}

/// The file with an algorithm for each strange name.
std::vector<std::string> strangeAlgorithms() {
  std::vector<std::string> words;
  for (const std::string& name : strangeNames()) {
    std::string quoted;
    for (const char c : name) quoted += (c == '"' || c == '\\' ? "\\" : "") + std::string(1, c);
    words.insert(words.end(), {"-a", "GA:alias=\"" + quoted + "\""});
  }
  return words;
}

std::vector<std::string> linesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST_F(Exports, NamesOfAllAlphabetsComeThroughEveryFormat) {
  std::vector<std::string> words = strangeAlgorithms();
  words.insert(words.end(), {"-p", "Sphere:dim=2"});
  make("n.h5", words);
  const Json json = Json::parse(good({"export", at("n.h5"), "--format", "json"}));
  for (std::size_t a = 0; a < strangeNames().size(); ++a) {
    EXPECT_EQ(json["experiment"]["algorithms"][a]["alias"], strangeNames()[a]);
  }
  good({"export", at("n.h5"), "--format", "mat", "-o", at("n.mat")});
  good({"import", at("n.mat"), "-o", at("back.h5")});
  const Json back = Json::parse(good({"export", at("back.h5"), "--format", "json"}));
  for (std::size_t a = 0; a < strangeNames().size(); ++a) {
    EXPECT_EQ(back["experiment"]["algorithms"][a]["alias"], strangeNames()[a]);
    // As a table is told them.
    EXPECT_EQ(tandem({"table", at("n.h5"), "-a", strangeNames()[a]}).status, 0) << strangeNames()[a];
  }
  good({"report", at("n.h5"), "--no-figures", "-o", at("n.html")});
  if (!python("import csv, sys; [print(r[2]) for r in csv.reader(open(sys.argv[1], encoding='utf-8', newline=''))]",
              {at("n.csv")},
              [&] {
                good({"export", at("n.h5"), "--format", "csv", "-o", at("n.csv")});
              }) ||
      skipped_) {
    return;
  }
  const std::vector<std::string> read = linesOf(readText(at("python.out")));
  ASSERT_EQ(read.size(), 1 + strangeNames().size() * 8);
  for (std::size_t a = 0; a < strangeNames().size(); ++a) EXPECT_EQ(read[1 + a * 8], strangeNames()[a]);
}

TEST_F(Exports, OctaveReadsNamesOfAllAlphabets) {
  if (std::system("command -v octave-cli > /dev/null 2>&1") != 0) {
    GTEST_SKIP() << "OCTAVE IS NOT THERE (octave-cli): the MATLAB files were not tried with it";
  }
  std::vector<std::string> words = strangeAlgorithms();
  words.insert(words.end(), {"-a", "GA:alias=\"face 😀\"", "-p", "Sphere:dim=2"});
  make("n.h5", words);
  good({"export", at("n.h5"), "--format", "mat", "-o", at("n.mat")});
  writeText(at("script.m"),
            "s = load('n.mat'); for i = 1:numel(s.algorithms) printf('%s\\n', s.algorithms{i}); end\n"
            "for a = s.MTOData.Algorithms printf('%s\\n', a.Name); end\n");
  const std::string line = "cd '" + folder_.path().string() + "' && HOME='" + folder_.path().string() +
                           "' octave-cli --no-init-file --quiet script.m > octave.out 2> octave.err";
  ASSERT_EQ(std::system(line.c_str()), 0) << readText(at("octave.err"));
  std::vector<std::string> expected = strangeNames();
  expected.emplace_back("face U+1F600");
  const std::size_t count = expected.size();
  for (std::size_t i = 0; i < count; ++i) expected.push_back(expected[i]);
  EXPECT_EQ(linesOf(readText(at("octave.out"))), expected);
}

// What SciPy reads in the MATLAB file is what the CSV tables say.
TEST_F(Exports, SciPyReadsEverythingInTheMatlabFile) {
  make("all.h5", {"-a", "MFEA-II", "-a", "SHADE:alias=\"Größe 你好\"", "-p", "CEC17-MTSO1-CI-HS", "-p", "Sphere:dim=3",
                  "-p", "Sphere:dim=2", "--save-decisions"});
  make("mo.h5", {"-a", "NSGA-II", "-p", "ZDT1", "--save-decisions"});
  for (const char* table : {"--traces", "--transfer", "--decisions"}) {
    good({"export", at("all.h5"), "--format", "csv", table, "-o", at(std::string("all") + table + ".csv")});
  }
  good({"export", at("mo.h5"), "--format", "csv", "--decisions", "-o", at("mo--decisions.csv")});
  for (const char* file : {"all", "mo"}) {
    good({"export", at(std::string(file) + ".h5"), "--format", "mat", "-o", at(std::string(file) + ".mat")});
  }
  ASSERT_TRUE(python(R"(
import csv, math, sys, os
import scipy.io
os.chdir(sys.argv[1])
m = scipy.io.loadmat('all.mat')
problems = [str(x[0][0]) for x in m['problems']]
algorithms = [str(x[0][0]) for x in m['algorithms']]
same = lambda a, b: a == b or (math.isnan(a) and math.isnan(b))
count = 0
for row in csv.DictReader(open('all--traces.csv', encoding='utf-8', newline='')):
    cell = m['traces'][problems.index(row['problem']), algorithms.index(row['algorithm'])]
    entry = [e[0] for e in cell if e[0]['name'][0] == row['trace']][0]
    at = [int(row['repetition']) - 1] + [int(row[k]) - 1 for k in ('task', 'donor') if row[k]] + [int(row['checkpoint']) - 1]
    assert len(at) == entry['values'].ndim, row
    assert same(float(entry['values'][tuple(at)]), float(row['value'])), row
    count += 1
assert count > 100
left = {}
for p, problem in enumerate(problems):
    for a, algorithm in enumerate(algorithms):
        for r in m['transfer'][p, a]: left[(problem, algorithm) + tuple(int(v) for v in r)] = 1
keys = ('repetition', 'checkpoint', 'donor', 'receiver', 'made', 'survived', 'improved')
rows = 0
for row in csv.DictReader(open('all--transfer.csv', encoding='utf-8', newline='')):
    del left[(row['problem'], row['algorithm']) + tuple(int(row[k]) for k in keys)]
    rows += 1
assert rows > 10 and not left
count = 0
for name in ('all', 'mo'):
    m = scipy.io.loadmat(name + '.mat')
    problems = [str(x[0][0]) for x in m['problems']]
    algorithms = [str(x[0][0]) for x in m['algorithms']]
    for row in csv.DictReader(open(name + '--decisions.csv', encoding='utf-8', newline='')):
        where = problems.index(row['problem']), algorithms.index(row['algorithm'])
        at = tuple(int(row[k]) - 1 for k in ('repetition', 'task', 'checkpoint'))
        if row['individual']: x = m['frontDecisions'][where][at][int(row['individual']) - 1]
        else: x = m['decisions'][where][at]
        for d, value in enumerate(x): assert same(float(value), float(row['x_%d' % (d + 1)] or 'nan')), row
        count += 1
assert count > 100
print('good')
)",
                     {folder_.path().string()}));
  if (skipped_) return;
  EXPECT_EQ(readText(at("python.out")), "good\n");
}

TEST_F(Exports, ReferencePointsOfTheHypervolumeComeBackFromMatlab) {
  make("moscp.h5", {"-a", "NSGA-II", "-p", "MOSCP"});
  good({"export", at("moscp.h5"), "--format", "mat", "-o", at("m.mat")});
  good({"import", at("m.mat"), "-o", at("back.h5")});
  const auto values = [&](const std::string& file) {
    std::string out;
    for (const std::string& line :
         linesOf(good({"table", at(file), "-m", "HV-RefPoint", "--show", "runs", "--format", "csv"}))) {
      out += line.substr(std::min(line.size(), line.find("NSGA-II"))) + "\n";
    }
    return out;
  };
  const std::string own = values("moscp.h5");
  EXPECT_THAT(own, Not(HasSubstr("NaN")));
  EXPECT_EQ(values("back.h5"), own);
}

// The program of docs/results.md, with h5py.
TEST_F(Exports, TheExampleOfTheDocumentationReadsTodaysFiles) {
  good({"run", "-a", "MFEA,GA", "-p", "CEC17-MTSO1-CI-HS", "-r", "3", "-e", "2000", "-k", "10", "--instance",
        "synthetic", "-q", "-o", at("x.h5")});
  const std::string page = readText(std::string(TANDEM_SOURCE_DIR) + "/docs/results.md");
  const auto block = [&](const std::string& begin, std::size_t from) {
    const std::size_t first = page.find(begin, from) + begin.size();
    return std::pair{page.substr(first, page.find("```", first) - first), first};
  };
  const auto [program, at1] = block("```python\n", 0);
  const auto [printed, at2] = block("```\n", page.find("prints", at1));
  ASSERT_TRUE(python(
      "import os, sys; os.chdir(sys.argv[1])\n" + program, {folder_.path().string()}, [] {}, "h5py"));
  if (skipped_) return;
  EXPECT_EQ(readText(at("python.out")), printed);
  // Every dataset says what it is.
  ASSERT_TRUE(python(
      "import h5py, sys\n"
      "def look(name, o):\n"
      "    if not isinstance(o, h5py.Dataset): return\n"
      "    for a in ('dimensions', 'description', 'crc32'):\n"
      "        if a not in o.attrs: print(name, 'has no', a)\n"
      "h5py.File(sys.argv[1]).visititems(look)\n",
      {at("x.h5")}, [] {}, "h5py"));
  EXPECT_EQ(readText(at("python.out")), "");
  good({"verify", at("x.h5")});
}

// Several files side by side; on paper, where nothing scrolls, a wide table stands in parts.
TEST_F(Exports, AReportTakesSeveralFilesAndPrintsWideTablesInParts) {
  make("a.h5", {"-a", "GA", "-a", "DE", "-p", "Sphere:dim=2"});
  std::vector<std::string> words = strangeAlgorithms();
  words.insert(words.end(), {"-a", "GA", "-p", "Sphere:dim=2", "-p", "Sphere:dim=3"});
  make("b.h5", words);
  const std::string page = good({"report", at("a.h5"), at("b.h5"), "--no-figures", "-o", "-"});
  EXPECT_THAT(page,
              testing::AllOf(HasSubstr("<h1>a, b</h1>"), HasSubstr("<th>GA @a</th>"), HasSubstr("<th>GA @b</th>"),
                             HasSubstr("<h2>Func-Sphere (dim=2)</h2>"), HasSubstr("<h2>Func-Sphere (dim=3)</h2>")));
  const std::size_t parts = page.find("class=\"parts\"");
  ASSERT_NE(parts, std::string::npos);
  const std::string part = page.substr(parts, page.find("</table>", parts) - parts);
  const std::string head = part.substr(0, part.find("</thead>"));
  std::size_t columns = 0;
  for (std::size_t at = head.find("<th>"); at != std::string::npos; at = head.find("<th>", at + 1)) ++columns;
  EXPECT_EQ(columns, 8U) << "the label and seven";
  EXPECT_THAT(part, HasSubstr("Columns 1 to 7 of 15."));
  const std::string alone = good({"report", at("a.h5"), "--no-figures", "-o", "-"});
  EXPECT_THAT(alone, testing::AllOf(Not(HasSubstr("class=\"parts\"")), Not(HasSubstr(" @a"))));
}

TEST_F(Exports, FiguresAndTablesOfSeveralFilesNameAlgorithmsAlike) {
  make("a.h5", {"-a", "GA", "-p", "Sphere:dim=2"});
  make("b.h5", {"-a", "GA", "-a", "DE", "-p", "Sphere:dim=2"});
  const std::string table = good({"table", at("a.h5"), at("b.h5"), "-f", "csv"});
  good({"plot", at("a.h5"), at("b.h5"), "--kind", "box", "--data", at("box.csv")});
  const std::string figure = readText(at("box.csv"));
  for (const char* name : {"GA @a", "GA @b", "DE"}) {
    EXPECT_THAT(table, HasSubstr(name));
    EXPECT_THAT(figure, HasSubstr(name));
  }
}

TEST_F(Exports, PointsMayBeginWithAByteOrderMark) {
  const Outcome plain = tandem({"evaluate", "Sphere", "--param", "dim=2"}, "1,2\n3,4\n");
  ASSERT_EQ(plain.status, 0) << plain.err;
  EXPECT_EQ(tandem({"evaluate", "Sphere", "--param", "dim=2"},
                   "\xef\xbb\xbf"
                   "1,2\r\n3,4\r\n")
                .out,
            plain.out);
  EXPECT_EQ(tandem({"evaluate", "Sphere", "--param", "dim=2"},
                   "1,2\n\xef\xbb\xbf"
                   "3,4\n")
                .status,
            2)
      << "only there";
}

TEST_F(Exports, AnotherExperimentIsNotToBeResumed) {
  make("a.h5", {"-a", "GA", "-p", "Sphere:dim=3"});
  const std::vector<std::string> same{"run", "-e", "200", "-n",           "10",        "-r",
                                      "2",   "-k", "4",   "--instance",   "synthetic", "-q",
                                      "-a",  "GA", "-p",  "Sphere:dim=3", "-o",        at("a.h5")};
  EXPECT_THAT(tandem(same).err, HasSubstr("complete it with 'tandem resume'"));
  std::vector<std::string> other = same;
  other[2] = "300";
  const Outcome refused = tandem(other);
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, testing::AllOf(Not(HasSubstr("resume")), HasSubstr("another experiment"), HasSubstr("300"),
                                          HasSubstr("--force")));
  good({"export", at("a.h5"), "--format", "mat", "-o", at("a.mat")});
  good({"import", at("a.mat"), "-o", at("b.h5")});
  other.back() = at("b.h5");
  EXPECT_THAT(tandem(other).err, testing::AllOf(Not(HasSubstr("resume")), HasSubstr("imported from MToP")));
}

}  // namespace
}  // namespace tandem::test
