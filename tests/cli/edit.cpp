// SPDX-License-Identifier: Apache-2.0
// merge, split, trim and the MATLAB export on real result files.
#include <gmock/gmock.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "cli_program.h"

namespace tandem::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Edit : public testing::Test {
 protected:
  void make(const std::string& name, const std::vector<std::string>& more = {}, const std::string& checkpoints = "8") {
    std::vector<std::string> words{"run",
                                   "-a",
                                   "MFEA,GA",
                                   "-p",
                                   "CEC17-MTSO1,Sphere:dim=4",
                                   "-r",
                                   "2",
                                   "-e",
                                   "800",
                                   "-n",
                                   "10",
                                   "-k",
                                   checkpoints,
                                   "--instance",
                                   "synthetic",
                                   "-q",
                                   "-o",
                                   folder_.file(name)};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = tandem(words);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
  }
  [[nodiscard]] std::string csv(const std::string& name) const {
    const Outcome outcome = tandem({"export", folder_.file(name), "--format", "csv"});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.out;
  }
  [[nodiscard]] Outcome merge(const std::string& out, const std::vector<std::string>& inputs) const {
    std::vector<std::string> words{"merge", folder_.file(out)};
    for (const std::string& input : inputs) words.push_back(folder_.file(input));
    return tandem(words);
  }
  TemporaryFolder folder_;
};

TEST_F(Edit, ShardsMergeIntoTheWhole) {
  make("whole.h5");
  make("1.h5", {"--shard", "1/3"});
  make("2.h5", {"--shard", "2/3"});
  make("3.h5", {"--shard", "3/3"});
  const Outcome outcome = merge("merged.h5", {"3.h5", "1.h5", "2.h5"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, HasSubstr("8 of 8 runs finished"));
  EXPECT_EQ(csv("merged.h5"), csv("whole.h5"));
}

TEST_F(Edit, SplitAndMergeAreInverse) {
  make("whole.h5");
  for (const std::string by : {"algorithm", "problem", "repetition"}) {
    const std::string parts = folder_.file(by);
    fs::create_directory(parts);
    const Outcome split = tandem({"split", folder_.file("whole.h5"), "--by", by, "-o", parts});
    ASSERT_EQ(split.status, 0) << split.err;
    std::vector<std::string> words{"merge", folder_.file(by + ".h5")};
    std::istringstream names(split.out);
    for (std::string name; std::getline(names, name);) {
      EXPECT_TRUE(fs::exists(name)) << name;
      words.push_back(name);
    }
    EXPECT_EQ(words.size(), 4U) << split.out;
    const Outcome merged = tandem(words);
    ASSERT_EQ(merged.status, 0) << merged.err;
    EXPECT_EQ(csv(by + ".h5"), csv("whole.h5")) << by;
  }
}

TEST_F(Edit, TrimEqualsARunWithFewerCheckpoints) {
  make("eight.h5");
  make("four.h5", {}, "4");
  const Outcome outcome = tandem({"trim", folder_.file("eight.h5"), "--checkpoints", "4"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, folder_.file("eight-4.h5") + "\n");
  EXPECT_TRUE(csv("eight-4.h5") == csv("four.h5"));
}

TEST_F(Edit, TrimSaysWhenNoRunRecordsAtThePointsKept) {
  make("eight.h5");
  EXPECT_EQ(tandem({"trim", folder_.file("eight.h5"), "-k", "4"}).err, "");
  const Outcome odd = tandem({"trim", folder_.file("eight.h5"), "-k", "3"});
  EXPECT_EQ(odd.status, 0);
  EXPECT_THAT(odd.err, HasSubstr("3 of 8 checkpoints were kept, at which no run records"));
  EXPECT_THAT(odd.err, HasSubstr("neither resumed, reproduced nor extended"));
  EXPECT_THAT(tandem({"info", folder_.file("eight-3.h5")}).out,
              AllOf(HasSubstr("3 of 8 checkpoints were kept"), Not(HasSubstr("continued"))));
  EXPECT_THAT(tandem({"info", folder_.file("eight-3.h5"), "--format", "json"}).out,
              AllOf(HasSubstr(R"("trimmed": "3 of 8 checkpoints were kept)"), HasSubstr(R"("continued": "")")));
  // The first and the last are there whatever the number.
  EXPECT_EQ(tandem({"trim", folder_.file("eight-3.h5"), "-k", "2"}).err, "");
  for (const std::vector<std::string>& words : {std::vector<std::string>{"extend", "eight-3.h5", "-r", "3"},
                                                {"resume", "eight-3.h5"},
                                                {"reproduce", "eight-3.h5"}}) {
    std::vector<std::string> whole = words;
    whole[1] = folder_.file(whole[1]);
    const std::string before = readText(folder_.file("eight-3.h5"));
    const Outcome refused = tandem(whole);
    EXPECT_EQ(refused.status, 2) << words[0];
    EXPECT_THAT(refused.err, AllOf(HasSubstr("3 of 8 checkpoints were kept"), HasSubstr("the full file"))) << words[0];
    EXPECT_TRUE(readText(folder_.file("eight-3.h5")) == before) << words[0];
  }
  make("three.h5", {}, "3");
  const Outcome merged = merge("both.h5", {"three.h5", "eight-3.h5"});
  EXPECT_EQ(merged.status, 2);
  EXPECT_THAT(merged.err, HasSubstr("the trimming of checkpoints is none in"));
}

TEST_F(Edit, ReducedPrecisionIsMarkedAndKnownToMergeAndVerify) {
  make("full.h5", {"--save-decisions"});
  const Outcome six = tandem({"trim", folder_.file("full.h5"), "--precision", "6"});
  ASSERT_EQ(six.status, 0) << six.err;
  EXPECT_EQ(six.out, folder_.file("full-6digits.h5") + "\n");
  // Every number is the full file's to six digits.
  std::istringstream full(csv("full.h5"));
  std::istringstream reduced(csv("full-6digits.h5"));
  std::string a;
  std::string b;
  std::getline(full, a);
  std::getline(reduced, b);
  int changed = 0;
  while (std::getline(full, a)) {
    ASSERT_TRUE(std::getline(reduced, b));
    const auto value = [](const std::string& line) {
      std::istringstream in(line);
      std::string field;
      for (int i = 0; i < 7; ++i) std::getline(in, field, ',');
      return std::stod(field);
    };
    EXPECT_NEAR(value(b), value(a), 5.0000001e-6 * std::abs(value(a)));
    char text[64];
    std::snprintf(text, sizeof text, "%.5e", value(b));
    EXPECT_EQ(std::stod(text), value(b));
    changed += value(a) != value(b) ? 1 : 0;
  }
  EXPECT_GT(changed, 20);
  const Outcome verified = tandem({"verify", folder_.file("full-6digits.h5")});
  EXPECT_EQ(verified.status, 0);
  EXPECT_THAT(verified.err, HasSubstr("reduced to 6 digits"));
  EXPECT_THAT(tandem({"info", folder_.file("full-6digits.h5")}).out, HasSubstr("reduced to 6 digits"));
  EXPECT_THAT(tandem({"table", folder_.file("full-6digits.h5")}).out, HasSubstr("reduced to 6 digits"));
  const Outcome merged = merge("m.h5", {"full.h5", "full-6digits.h5"});
  EXPECT_EQ(merged.status, 2);
  EXPECT_THAT(merged.err, HasSubstr("precision of the numbers is full"));
  EXPECT_THAT(tandem({"resume", folder_.file("full-6digits.h5")}).err, HasSubstr("precision"));
  ASSERT_EQ(tandem({"trim", folder_.file("full.h5"), "--lean"}).status, 0);
  EXPECT_THAT(tandem({"info", folder_.file("full-lean.h5")}).out, HasSubstr("lean, with numbers in full"));
  ASSERT_EQ(tandem({"trim", folder_.file("full-6digits.h5"), "--lean"}).status, 0);
  EXPECT_THAT(tandem({"info", folder_.file("full-6digits-lean.h5")}).out, HasSubstr("reduced to 6 digits and lean"));
  // Further, never back.
  EXPECT_EQ(tandem({"trim", folder_.file("full-6digits.h5"), "--precision", "3", "-k", "4"}).out,
            folder_.file("full-6digits-4-3digits.h5") + "\n");
  const Outcome back = tandem({"trim", folder_.file("full-6digits.h5"), "--precision", "float"});
  EXPECT_EQ(back.status, 2);
  EXPECT_THAT(back.err, HasSubstr("reduced to 6 digits already"));
  EXPECT_EQ(tandem({"trim", folder_.file("full.h5"), "--precision", "float"}).status, 0);
  for (const std::string wrong : {"0", "17", "double", "6.5", ""}) {
    EXPECT_EQ(tandem({"trim", folder_.file("full.h5"), "--precision=" + wrong}).status, 2) << wrong;
  }
}

TEST_F(Edit, LeanFilesTellOfTargetsWhatTheirCheckpointsDo) {
  make("full.h5");
  ASSERT_EQ(tandem({"trim", folder_.file("full.h5"), "--lean", "-o", folder_.file("lean.h5")}).status, 0);
  const auto values = [&](const std::vector<std::string>& files) {
    std::vector<std::string> words{"table"};
    for (const std::string& file : files) words.push_back(folder_.file(file));
    for (const char* word : {"-m", "Success-Rate:target=1e300", "--format", "csv"}) words.emplace_back(word);
    return tandem(words);
  };
  EXPECT_THAT(values({"full.h5"}).out, AllOf(HasSubstr(",mean,1,"), Not(HasSubstr(",mean,0,"))));
  EXPECT_EQ(values({"lean.h5"}).out, values({"full.h5"}).out);
  EXPECT_THAT(values({"lean.h5"}).err, HasSubstr("no improvements between checkpoints"));
  EXPECT_THAT(values({"full.h5"}).err, Not(HasSubstr("no improvements between checkpoints")));
  // Neither file looks better than the other because of its logs.
  const Outcome both = tandem({"table", folder_.file("full.h5"), folder_.file("lean.h5"), "-m", "AOCC:lower=1e-30",
                               "--show", "runs", "--format", "csv"});
  std::istringstream lines(both.out);
  std::map<std::string, std::set<std::string>> cells;  // by problem, task, algorithm, repetition: values
  for (std::string line; std::getline(lines, line);) {
    const std::size_t value = line.rfind(',');
    std::string key = line.substr(0, value);
    for (const std::string file : {" @full", " @lean"}) {
      if (const std::size_t at = key.find(file); at != std::string::npos) key.erase(at, file.size());
    }
    cells[key].insert(line.substr(value));
  }
  EXPECT_GT(cells.size(), 2U);
  for (const auto& [key, found] : cells) EXPECT_EQ(found.size(), 1U) << key;
}

TEST_F(Edit, EqualBudgetsOfLeanFilesSayThatTheyTakeCheckpoints) {
  make("full.h5");
  ASSERT_EQ(tandem({"trim", folder_.file("full.h5"), "--lean", "-o", folder_.file("lean.h5")}).status, 0);
  const std::string said = "takes what was there at the last checkpoint within the equal budgets";
  EXPECT_THAT(tandem({"table", folder_.file("lean.h5"), "--equal-budgets"}).out, HasSubstr(said));
  EXPECT_THAT(tandem({"table", folder_.file("full.h5"), "--equal-budgets"}).out, Not(HasSubstr("checkpoint")));
  EXPECT_THAT(tandem({"table", folder_.file("lean.h5")}).out, Not(HasSubstr(said)));
}

TEST_F(Edit, LeanFilesAreNotExportedAsIfNothingHadHappened) {
  make("whole.h5");
  const std::string lean = folder_.file("lean.h5");
  ASSERT_EQ(tandem({"trim", folder_.file("whole.h5"), "--lean", "-o", lean}).status, 0);
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"--format", "ioh"}, "the improvements between checkpoints; export the file that it was made from, or csv."},
      {{"--format", "csv", "--transfer"}, "transfers; export the file that it was made from."},
      {{"--format", "csv", "--traces"}, "what algorithms report of themselves;"},
      {{"--format", "csv", "--decisions"}, "decisions;"}};
  for (const auto& [options, lost] : cases) {
    std::vector<std::string> words{"export", lean};
    words.insert(words.end(), options.begin(), options.end());
    const Outcome outcome = tandem(words);
    EXPECT_EQ(outcome.status, 2) << options.back();
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr("lean.h5' is a lean file, trimmed without " + lost));
  }
  EXPECT_EQ(tandem({"export", lean, "--format", "csv"}).status, 0);
  EXPECT_EQ(tandem({"export", lean, "--format", "json"}).status, 0);
}

TEST_F(Edit, LeanFilesHaveNoEarlierPopulations) {
  const std::string full = folder_.file("mo.h5");
  const std::string lean = folder_.file("mo-lean.h5");
  ASSERT_EQ(tandem({"run", "-a", "NSGA-II,MO-MFEA", "-p", "CEC17-MTMO1-CI-HS", "-r", "2", "-e", "400", "-n", "10", "-k",
                    "4", "--instance", "synthetic", "-q", "-o", full})
                .status,
            0);
  ASSERT_EQ(tandem({"trim", full, "--lean", "-o", lean}).status, 0);
  for (const std::string metric : {"HV:undefined=zero", "IGD"}) {
    EXPECT_EQ(tandem({"table", lean, "-m", metric}).status, 0);
    EXPECT_EQ(tandem({"table", lean, "-m", metric, "--checkpoint", "4"}).status, 0);
    const Outcome earlier = tandem({"table", lean, "-m", metric, "--checkpoint", "2"});
    EXPECT_EQ(earlier.status, 2) << earlier.out;
    EXPECT_THAT(earlier.err, HasSubstr("populations at the end of runs only"));
    EXPECT_EQ(tandem({"table", lean, full, "-m", metric, "--equal-budgets"}).status, 2);
    EXPECT_EQ(tandem({"table", full, "-m", metric, "--checkpoint", "2"}).status, 0);
    EXPECT_THAT(tandem({"table", full, "-m", metric, "--equal-budgets"}).out,
                HasSubstr("populations are those of the last checkpoint within them"));
  }
  for (const std::string kind : {"pareto", "box", "violin"}) {
    const std::string data = folder_.file(kind + ".csv");
    const Outcome earlier = tandem({"plot", lean, "--kind", kind, "--checkpoint", "2", "--data", data});
    EXPECT_EQ(earlier.status, 2) << kind;
    EXPECT_THAT(earlier.err, AllOf(HasSubstr("would be empty"), HasSubstr("leave --checkpoint out"))) << kind;
    EXPECT_FALSE(fs::exists(data)) << kind;
    EXPECT_EQ(tandem({"plot", lean, "--kind", kind, "--checkpoint", "4", "--data", data}).status, 0) << kind;
    EXPECT_EQ(tandem({"plot", full, "--kind", kind, "--checkpoint", "2", "--data", data}).status, 0) << kind;
  }
  EXPECT_EQ(tandem({"table", lean, "-m", "Run-Time", "--checkpoint", "2"}).status, 0);
}

TEST_F(Edit, Refusals) {
  make("a.h5");
  make("b.h5", {"-s", "2"});
  const auto refused = [&](const std::vector<std::string>& words, const std::vector<std::string>& fragments) {
    const Outcome outcome = tandem(words);
    EXPECT_EQ(outcome.status, 2) << outcome.err;
    EXPECT_THAT(outcome.out, IsEmpty());
    for (const std::string& fragment : fragments) EXPECT_THAT(outcome.err, HasSubstr(fragment));
  };
  const std::string a = folder_.file("a.h5");
  const std::string b = folder_.file("b.h5");
  refused({"merge", folder_.file("out.h5"), a, b}, {"seed", "a.h5", "b.h5"});
  EXPECT_FALSE(fs::exists(folder_.file("out.h5")));
  refused({"merge", a, b}, {"a.h5", "exist"});
  refused({"merge", a}, {"IN.h5", "tandem merge all.h5 part1.h5 part2.h5"});
  refused({"split", a}, {"--by"});
  refused({"split", a, "--by", "seed"}, {"'seed'", "algorithm, problem, repetition"});
  refused({"trim", a}, {"--checkpoints"});
  refused({"trim", a, "-k", "9"}, {"8"});
  refused({"trim", a, "-k", "0"}, {"outside"});
}

TEST_F(Edit, TheMatlabFileHoldsTheNumbersOfTheCsv) {
  const char* chosen = std::getenv("TANDEM_TEST_PYTHON");
  const std::string python = chosen == nullptr ? "python3" : chosen;
  if (std::system((python + " -c 'import scipy.io' 2> /dev/null").c_str()) != 0) {
    GTEST_SKIP() << "PYTHON WITH SCIPY IS NOT THERE (TANDEM_TEST_PYTHON): the MATLAB file is not read back";
  }
  make("a.h5");
  const Outcome outcome = tandem({"export", folder_.file("a.h5"), "--format", "mat", "-o", folder_.file("a.mat")});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  writeText(folder_.file("read.py"), R"(
import sys, scipy.io
m = scipy.io.loadmat(sys.argv[1])
for p in range(m['problems'].size):
    for a in range(m['algorithms'].size):
        o, cv, e = m['objective'][p, a], m['cv'][p, a], m['evaluations'][p, a]
        for r in range(o.shape[0]):
            for t in range(o.shape[1]):
                for k in range(o.shape[2]):
                    print(','.join([m['problems'][p, 0][0], str(t + 1), m['algorithms'][a, 0][0], str(r + 1), str(k + 1),
                          str(int(e[r, k])), '%.17g' % o[r, t, k], '%.17g' % cv[r, t, k]]))
)");
  const std::string line =
      python + " " + folder_.file("read.py") + " " + folder_.file("a.mat") + " > " + folder_.file("read.csv");
  ASSERT_EQ(std::system(line.c_str()), 0);
  const std::string text = csv("a.h5");
  EXPECT_EQ(readText(folder_.file("read.csv")), text.substr(text.find('\n') + 1));
  EXPECT_EQ(tandem({"export", folder_.file("a.h5"), "--format", "mat"}).status, 2) << "not to a pipe";
}

TEST_F(Edit, ArrangeReordersAndRenames) {
  make("whole.h5");
  const auto arrange = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"arrange", folder_.file("whole.h5")});
    return tandem(words);
  };
  const std::string out = folder_.file("new.h5");
  Outcome outcome = arrange({"-a", "GA", "-a", "MF*", "--rename", "GA=a=b", "-p", "Func-Sphere", "-o", out});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, out + "\n");
  const std::string text = csv("new.h5");
  EXPECT_THAT(text, testing::Not(HasSubstr("CEC17")));
  EXPECT_LT(text.find(",a=b,"), text.find(",MFEA,"));
  std::string letters;  // 150 of them, of three bytes each
  for (int i = 0; i < 150; ++i) letters += "\u6f14";
  EXPECT_EQ(arrange({"--rename", "GA=" + letters, "-o", folder_.file("letters.h5")}).status, 0);
  EXPECT_EQ(arrange({"--rename", "GA=" + letters + letters, "-o", folder_.file("y.h5")}).status, 2);
  EXPECT_THAT(arrange({"-o", folder_.file("x.h5")}).err, HasSubstr("Say what to arrange"));
  EXPECT_THAT(arrange({"--rename", "XX=b", "-o", folder_.file("x.h5")}).err, HasSubstr("No algorithm is called 'XX'"));
  EXPECT_THAT(arrange({"-a", "XX", "-o", folder_.file("x.h5")}).err, HasSubstr("no algorithm 'XX'"));
  EXPECT_THAT(arrange({"-a", "GA", "-o", out}).err, HasSubstr("exists"));
}

TEST_F(Edit, ArrangeTakesNamesAsPrintedAndAsRunDoes) {
  writeText(folder_.file("own.toml"), "name = \"a, b\"\n[[task]]\nbase = \"Sphere\"\ndim = 2\n");
  const Outcome made = tandem({"run", "-a", "GA,MFEA", "-a", "MFEA:rmp=0.5", "-p", folder_.file("own.toml"), "-p",
                               "Sphere:dim=2", "-r", "1", "-e", "100", "-n", "10", "-q", "-o", folder_.file("own.h5")});
  ASSERT_EQ(made.status, 0) << made.err;
  const Outcome kept =
      tandem({"arrange", folder_.file("own.h5"), "-p", "a, b", "--rename", "ga=mine", "-o", folder_.file("kept.h5")});
  ASSERT_EQ(kept.status, 0) << kept.err;
  EXPECT_THAT(csv("kept.h5"), AllOf(HasSubstr("\"a, b\",1,mine,1,"), testing::Not(HasSubstr("Sphere"))));
  const Outcome several =
      tandem({"arrange", folder_.file("own.h5"), "--rename", "mfea=mine", "-o", folder_.file("none.h5")});
  EXPECT_EQ(several.status, 2) << "which of the two?";
  EXPECT_THAT(several.err, HasSubstr("No algorithm is called 'mfea'; nearest: MFEA (rmp=0.3), MFEA (rmp=0.5)"));
}

TEST_F(Edit, TablesAreSortedAndTheirColumnsOrdered) {
  make("whole.h5");
  const Outcome sorted = tandem({"table", folder_.file("whole.h5"), "--sort", "GA", "--columns", "name"});
  ASSERT_EQ(sorted.status, 0) << sorted.err;
  EXPECT_LT(sorted.out.find("GA"), sorted.out.find("MFEA"));
  const Outcome wrong = tandem({"table", folder_.file("whole.h5"), "--sort", "nonsense"});
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.err, HasSubstr("no algorithm 'nonsense'"));
  EXPECT_EQ(tandem({"table", folder_.file("whole.h5"), "--descending"}).status, 2);
}

}  // namespace
}  // namespace tandem::test
