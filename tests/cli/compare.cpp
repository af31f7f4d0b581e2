// SPDX-License-Identifier: Apache-2.0
// Comparisons that would mislead if nobody said so: a refusal or a marked cell, never a silent number. And what
// evaluations were spent on.
#include <gmock/gmock.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli_program.h"

namespace tandem::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Compare : public testing::Test {
 protected:
  std::string make(const std::string& name, const std::string& algorithms, const std::string& problem,
                   const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{"run", "-a", algorithms, "-p", problem, "-n",
                                   "10",  "-k", "4",        "-q", "-o",    folder_.file(name)};
    const bool budget = std::find(more.begin(), more.end(), "-e") != more.end();
    const bool repetitions = std::find(more.begin(), more.end(), "-r") != more.end();
    if (!budget) words.insert(words.end(), {"-e", "600"});
    if (!repetitions) words.insert(words.end(), {"-r", "3"});
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = tandem(words);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return folder_.file(name);
  }
  static std::string shown(std::vector<std::string> words) {
    words.insert(words.begin(), "table");
    const Outcome outcome = tandem(words);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.out;
  }
  static void refused(std::vector<std::string> words, const std::string& fragment) {
    words.insert(words.begin(), "table");
    const Outcome outcome = tandem(words);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.out, IsEmpty());
    EXPECT_THAT(outcome.err, HasSubstr(fragment));
  }
  TemporaryFolder folder_;
};

TEST_F(Compare, DifferentBudgets) {
  const std::string a = make("a.h5", "MFEA", "CEC17-MTSO1", {"--instance", "synthetic"});
  const std::string b = make("b.h5", "GA", "CEC17-MTSO1", {"--instance", "synthetic", "-e", "900"});
  refused({a, b}, "budget of 600 evaluations");
  EXPECT_THAT(shown({a, b, "--allow-mixed"}), AllOf(HasSubstr("budget of 600"), HasSubstr("differ by more than 2 %")));
  EXPECT_THAT(shown({a, b, "--allow-mixed", "--equal-budgets"}), HasSubstr("cut to equal evaluations"));
}

TEST_F(Compare, DifferentParametersOfAProblemAreDifferentRows) {
  const std::string a = make("a.h5", "GA", "Sphere:dim=3");
  const std::string b = make("b.h5", "GA", "Sphere:dim=4");
  EXPECT_THAT(shown({a, b}), AllOf(HasSubstr("dim=3"), HasSubstr("dim=4")));
}

TEST_F(Compare, MissingCellsAreMarkedAndNeverRanked) {
  const std::string a = make("a.h5", "MFEA,GA", "CEC17-MTSO1", {"--instance", "synthetic"});
  const std::string b = make("b.h5", "DE", "CEC17-MTSO2", {"--instance", "synthetic"});
  EXPECT_THAT(shown({a, b}), HasSubstr("6 cells (-) are empty: that algorithm was not run on that problem (DE on"));
  refused({a, b, "--test", "friedman"}, "needs every algorithm on every problem");
  EXPECT_THAT(shown({a, b, "--base", "MFEA"}), HasSubstr("0 / 0 / 0"));
}

TEST_F(Compare, OneRepetitionBearsNoTestAndNoDeviation) {
  const std::string one = make("one.h5", "MFEA,GA", "CEC17-MTSO1", {"-r", "1", "--instance", "synthetic"});
  EXPECT_THAT(shown({one, "--base", "GA"}), AllOf(HasSubstr("nothing to test"), HasSubstr("n = 1 run.")));
  EXPECT_THAT(shown({one, "--base", "GA", "--test", "signed-rank"}), HasSubstr("nothing to test"));
  EXPECT_THAT(shown({one, "--show", "mean-std"}), Not(HasSubstr("(0.0000e+00)")));
  EXPECT_THAT(shown({one, "--show", "std"}), HasSubstr("n/a"));
  EXPECT_THAT(shown({one, "--test", "friedman"}), HasSubstr("Ranks of a single block cannot be tested"));
  EXPECT_THAT(shown({one, "--base", "GA", "--overall"}), HasSubstr("Nothing is concluded"));
  EXPECT_THAT(shown({one, "--base", "GA", "--effect", "a12"}), Not(HasSubstr("A12 0.")));
}

TEST_F(Compare, AllInfeasibleIsNotANumber) {
  const std::string file = make("inf.h5", "MFEA,GA", "CEC06-CSO20");
  const std::string text = shown({file, "--base", "GA"});
  EXPECT_THAT(text,
              AllOf(HasSubstr("n/a [0/3]"), HasSubstr("not defined (no feasible solution"), HasSubstr("ranked worst")));
  for (const std::string show : {"mean", "std", "median", "best", "worst"}) {
    EXPECT_THAT(shown({file, "--show", show, "--format", "csv"}), HasSubstr("," + show + ",NaN,"));
  }
  EXPECT_THAT(shown({file, "--base", "GA", "--effect", "difference", "--interval"}), Not(HasSubstr("; Delta")));
}

TEST_F(Compare, OptionsThatDoNotGoTogether) {
  const std::string a = make("a.h5", "MFEA,GA", "Sphere:dim=3");
  refused({a, "--correction", "holm"}, "--test");
  refused({a, "--rope", "0.1"}, "--test bayes");
  refused({a, "--test", "friedman", "--effect", "a12"}, "pairs");
  refused({a, "--show", "best", "--interval"}, "means or medians");
  refused({a, "--equal-budgets", "--checkpoint", "2"}, "Equal budgets");
  EXPECT_THAT(shown({a, "--effect", "a12"}), HasSubstr("rank-sum"));
}

TEST_F(Compare, LedgerSaysWhatEvaluationsWereSpentOn) {
  const std::string a = make("a.h5", "MFEA,GA", "CEC17-MTSO1", {"--instance", "synthetic"});
  const Outcome outcome = tandem({"info", a, "--ledger"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("initial"), HasSubstr("transfer"), HasSubstr("share")));
  // The parts sum to the total of the task, and the shares to one.
  std::istringstream in(outcome.out);
  int rows = 0;
  double shares = 0.0;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("CEC17", 0) != 0) continue;
    std::istringstream words(line);
    std::string problem;
    std::string algorithm;
    int task = 0;
    double parts[5];
    double total = 0.0;
    double share = 0.0;
    words >> problem >> algorithm >> task;
    double sum = 0.0;
    for (double& part : parts) {
      words >> part;
      sum += part;
    }
    words >> total >> share;
    EXPECT_NEAR(sum, total, 0.26) << line;
    shares += share;
    ++rows;
  }
  EXPECT_EQ(rows, 4);
  EXPECT_NEAR(shares, 200.0, 0.3);
}

TEST_F(Compare, AlgorithmsAreListedByName) {
  const auto list = nlohmann::json::parse(tandem({"list", "algorithms", "--format", "json"}).out);
  std::string before;
  for (const auto& entry : list) {
    std::string name = entry["name"];
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    EXPECT_LE(before, name);
    before = name;
  }
  EXPECT_GE(list.size(), 50U);
}

TEST_F(Compare, HelpFitsATerminal) {
  for (const std::string command : {"plot", "table", "run", "trim", "import", "export"}) {
    std::istringstream in(tandem({"help", command}).out);
    for (std::string line; std::getline(in, line);) EXPECT_LE(line.size(), 125U) << command << ": " << line;
  }
}

}  // namespace
}  // namespace tandem::test
