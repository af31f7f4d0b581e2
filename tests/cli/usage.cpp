// SPDX-License-Identifier: Apache-2.0
// Usage errors and help of the real program: what goes to stdout and to stderr, and with which status.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "cli_program.h"

namespace tandem::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

void expectRefusal(const std::vector<std::string>& words, const std::vector<std::string>& fragments) {
  const Outcome outcome = tandem(words);
  EXPECT_EQ(outcome.status, 2) << outcome.err;
  EXPECT_THAT(outcome.out, IsEmpty());
  for (const std::string& fragment : fragments) EXPECT_THAT(outcome.err, HasSubstr(fragment));
}

TEST(Usage, WithoutACommandTheOverviewIsShownAsAnError) {
  expectRefusal({}, {"Usage:", "list"});
}

TEST(Usage, HelpIsAnAnswer) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"help"}, {"--help"}, {"-h"}}) {
    const Outcome outcome = tandem(words);
    EXPECT_EQ(outcome.status, 0);
    EXPECT_THAT(outcome.err, IsEmpty());
    EXPECT_THAT(outcome.out, HasSubstr("tandem help COMMAND"));
  }
}

TEST(Usage, HelpOfACommandIsTheSameEverywhereAndShowsExamples) {
  const Outcome first = tandem({"help", "list"});
  const Outcome second = tandem({"list", "--help"});
  const Outcome third = tandem({"list", "--nonsense", "-h"});
  EXPECT_EQ(first.status, 0);
  EXPECT_THAT(first.out, HasSubstr("Examples:"));
  EXPECT_THAT(first.out, HasSubstr("--label"));
  EXPECT_EQ(first.out, second.out);
  EXPECT_EQ(first.out, third.out);
}

TEST(Usage, Version) {
  const Outcome outcome = tandem({"--version"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, testing::MatchesRegex("tandem [0-9]+\\.[0-9]+\\.[0-9]+ \\(.*\\)\n"));
}

TEST(Usage, UnknownCommandIsAnsweredWithTheNearest) {
  expectRefusal({"lsit"}, {"no command 'lsit'", "list", "tandem help"});
  expectRefusal({"help", "lsit"}, {"no command 'lsit'", "list"});
  expectRefusal({"figure"}, {"no command 'figure'", "nearest are plot, report,"});
}

TEST(Usage, OptionsBeforeTheCommand) {
  expectRefusal({"--match", "x"}, {"'--match'", "the command goes first"});
}

TEST(Usage, UnknownOptionIsAnsweredWithTheNearest) {
  expectRefusal({"list", "algorithms", "--lable", "x"}, {"no option '--lable'", "--label", "tandem help list"});
  expectRefusal({"list", "algorithms", "-z"}, {"no option '-z'"});
  // No guessing: an abbreviation that works today may be ambiguous tomorrow.
  expectRefusal({"list", "algorithms", "--form", "csv"}, {"no option '--form'", "--format"});
}

TEST(Usage, MissingAndSurplusArguments) {
  expectRefusal({"list"}, {"algorithms|problems|metrics|suites", "For example: tandem list algorithms"});
  expectRefusal({"list", "algorithms", "problems"}, {"more arguments", "--match", "For example:"});
  expectRefusal({"list", "algorithms", "--format"}, {"--format", "needs a value"});
  expectRefusal({"list", "algorithms", "--match", "a", "--match", "b"}, {"--match", "once"});
  // Nothing would mean everything.
  expectRefusal({"table", "a.h5", "-p", ""}, {"--problem", "empty name"});
}

TEST(Usage, AKindOfFigureAmongTheFilesIsToldFromAFile) {
  expectRefusal({"plot", "convergence", "a.h5", "-o", "a.svg"},
                {"'convergence' is a kind of figure", "--kind convergence"});
}

TEST(Usage, ChoicesAndLabelsNameWhatIsPossible) {
  expectRefusal({"list", "algos"}, {"'algos'", "algorithms, problems, metrics, suites"});
  expectRefusal({"list", "problems", "--format", "xml"}, {"'xml'", "text, json, csv"});
  expectRefusal({"list", "problems", "--label", "huge"}, {"'huge'", "many-task"});
}

TEST(New, NamesThatAreWordsOfTheLanguageOrOfOursMakeSkeletonsThatCompile) {
  const TemporaryFolder folder;
  for (const char* name : {"class", "std", "op", "linux"}) {
    const std::string dir = folder.file(std::string("of-") + name);
    ASSERT_EQ(tandem({"new", "metric", name, dir}).status, 0);
    const std::string unit = std::string(name) + "_";
    const std::string source = readText(dir + "/" + unit + ".cpp");
    EXPECT_THAT(source, HasSubstr("namespace tandem::met::" + unit + " {"));
    EXPECT_THAT(source, HasSubstr(std::string(".name = \"") + name + "\""));
  }
  ASSERT_EQ(tandem({"new", "metric", "Metric", folder.file("metric")}).status, 0);
  EXPECT_THAT(readText(folder.file("metric") + "/metric.cpp"), HasSubstr("class MetricUnit final : public Metric"));
}

TEST(Usage, TheManualPageHoldsAllCommands) {
  const Outcome man = tandem({"manual", "--man"});
  EXPECT_EQ(man.status, 0);
  EXPECT_THAT(man.out, StartsWith(".TH TANDEM 1"));
  for (const char* command : {"run", "resume", "table", "export"}) {
    EXPECT_THAT(man.out, HasSubstr(std::string(".SH \"TANDEM ") + command + "\""));
  }
  EXPECT_THAT(man.out, HasSubstr("\\-\\-strict\\-budget"));
}

TEST(Listing, NothingThatMatchesIsStillAnAnswer) {
  const Outcome outcome = tandem({"list", "problems", "--match", "no-such-*", "--format", "json"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(nlohmann::json::parse(outcome.out), nlohmann::json::array());
  EXPECT_THAT(outcome.err, HasSubstr("Nothing matches"));
}

}  // namespace
}  // namespace tandem::test
