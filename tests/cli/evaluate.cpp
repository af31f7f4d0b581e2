// SPDX-License-Identifier: Apache-2.0
// The contract of `tandem evaluate`: points on stdin, values on stdout, complaints with the line's number.
#include <gmock/gmock.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli_program.h"

namespace tandem::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Outcome evaluate(const std::string& points, std::vector<std::string> options = {}) {
  std::vector<std::string> words{"evaluate", "Sphere", "--param", "dim=3"};
  words.insert(words.end(), options.begin(), options.end());
  return tandem(words, points);
}

void expectRefusal(const std::string& points, const std::vector<std::string>& fragments,
                   const std::vector<std::string>& options = {}) {
  const Outcome outcome = evaluate(points, options);
  EXPECT_EQ(outcome.status, 2) << outcome.err;
  EXPECT_THAT(outcome.out, IsEmpty());
  for (const std::string& fragment : fragments) EXPECT_THAT(outcome.err, HasSubstr(fragment));
}

TEST(Evaluate, AValueAndCvForEachPoint) {
  const Outcome outcome = evaluate("1,2,3\n0,0,0\n0.5,-0.5,0.25\n", {"--task", "1"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "14,0\n0,0\n0.5625,0\n");
  EXPECT_THAT(outcome.err, IsEmpty());
}

TEST(Evaluate, SeventeenSignificantDigits) {
  const Outcome outcome = evaluate("0.1,0,0\n");
  EXPECT_EQ(outcome.out, "0.010000000000000002,0\n");
}

TEST(Evaluate, BlanksPlusSignsExponentsAndLineEndsOfOtherSystems) {
  const Outcome outcome = evaluate(" +1 ,\t2,3e0\r\n1,1,1\r\n\r\n\n");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "14,0\n3,0\n");
  EXPECT_EQ(evaluate("1,2,3").out, "14,0\n") << "without a newline at the end";
}

TEST(Evaluate, AByteOrderMarkIsNoPartOfTheFirstNumber) {
  const std::vector<std::string> words{"evaluate", "Sphere", "--param", "dim=2"};
  const Outcome marked = tandem(words,
                                "\xEF\xBB\xBF"
                                "1,2\n3,4\n");
  EXPECT_EQ(marked.status, 0) << marked.err;
  EXPECT_EQ(marked.out, tandem(words, "1,2\n3,4\n").out);
  EXPECT_EQ(tandem(words,
                   "1,2\n\xEF\xBB\xBF"
                   "3,4\n")
                .status,
            2)
      << "elsewhere it is damage";
}

TEST(Evaluate, NoPointsNoValues) {
  const Outcome outcome = evaluate("");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, IsEmpty());
}

TEST(Evaluate, WrongNumberOfValues) {
  expectRefusal("1,2,3\n1,2\n", {"Line 2", "2 values", "takes 3"});
  expectRefusal("1,2,3,4\n", {"Line 1", "4 values", "takes 3"});
  expectRefusal("1,2,3\n1,2,3\n7\n", {"Line 3", "1 value;", "takes 3"});
  expectRefusal("1,2,3,\n", {"Line 1", "4 values"});
  expectRefusal("1,2,3\n\n4,5,6\n", {"Line 2", "blank"});
}

TEST(Evaluate, ThingsThatAreNoNumbers) {
  expectRefusal("1,2,3\n1,zwei,3\n", {"Line 2", "value 2", "'zwei'", "not a number"});
  expectRefusal("x1,x2,x3\n", {"Line 1", "value 1", "'x1'"});
  expectRefusal("1,,3\n", {"Line 1", "value 2", "''"});
  expectRefusal("1,2,3abc\n", {"Line 1", "value 3", "'3abc'"});
  expectRefusal("1,nan,3\n", {"Line 1", "value 2", "'nan'"});
  expectRefusal("1,2,inf\n", {"Line 1", "value 3", "'inf'"});
  expectRefusal("1,2,1e999\n", {"Line 1", "value 3", "too large"});
}

TEST(Evaluate, TheNumberOfALineFarBehindIsRight) {
  std::string points;
  for (int i = 0; i < 3000; ++i) points += "1,2,3\n";
  const Outcome outcome = evaluate(points + "1,2\n");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("Line 3001"));
}

TEST(Evaluate, PointsOutsideTheBoundsAreClippedAndThatIsSaidOnce) {
  const Outcome outcome = evaluate("1000,0,0\n-1e300,0,0\n1,0,0\n");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, "10000,0\n10000,0\n1,0\n");
  EXPECT_THAT(outcome.err, HasSubstr("2 of the 3 points"));
}

TEST(Evaluate, UnknownProblemTaskAndParameter) {
  Outcome outcome = tandem({"evaluate", "Spere"}, "");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("no problem 'Spere'"));
  EXPECT_THAT(outcome.err, HasSubstr("Sphere"));
  expectRefusal("1,2,3\n", {"--task", "[1, 1]"}, {"--task", "2"});
  expectRefusal("1,2,3\n", {"--task", "[1, 1]"}, {"--task", "0"});
  expectRefusal("1,2,3\n", {"--task", "'one'", "whole number"}, {"--task", "one"});
  expectRefusal("1,2,3\n", {"'dimension'", "dim"}, {"--param", "dimension=3"});
  expectRefusal("1,2,3\n", {"name=value"}, {"--param", "dim"});
  outcome = tandem({"evaluate", "Sphere", "--param", "dim=three"}, "");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("'three'"));
  outcome = tandem({"evaluate", "CEC17-MTSO1"}, "");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("2 tasks"));
}

TEST(Evaluate, OfficialDataThatAreNotThereAreAnError) {
  const Outcome outcome = tandem({"evaluate", "CEC17-MTSO1", "--task", "1", "--instance", "official"}, "");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("import"));
}

TEST(Evaluate, CvIsTheSumOfTheViolationsAndTheSingleOnesAreAppendedWhenAskedFor) {
  // CEC06-CSO1 (g01) with x10 = x11 = x12 = 100, else 0: 2x1+2x2+x10+x11-10 = 190 and its kin (3), -8x1+x10 = 100 and
  // its kin (6); this suite gives constraints as violations.
  const std::string point = "0,0,0,0,0,0,0,0,0,100,100,100,0\n";
  const Outcome plain = tandem({"evaluate", "CEC06-CSO1"}, point);
  ASSERT_EQ(plain.status, 0) << plain.err;
  EXPECT_EQ(plain.out, "-300,1170\n");
  const Outcome full = tandem({"evaluate", "CEC06-CSO1", "--constraints"}, point);
  ASSERT_EQ(full.status, 0) << full.err;
  EXPECT_EQ(full.out, "-300,1170,190,190,190,100,100,100,100,100,100\n");
}

TEST(Evaluate, AClosedPipeEndsQuietly) {
  const TemporaryFolder folder;
  std::string points;
  for (int i = 0; i < 200000; ++i) points += "1,2,3\n";
  writeText(folder.file("points"), points);
  const std::string line = "bash -c 'set -o pipefail; " + std::string(TANDEM_PROGRAM) +
                           " evaluate Sphere --param dim=3 < " + folder.file("points") + " 2> " + folder.file("err") +
                           " | head -1 > " + folder.file("out") + "'";
  EXPECT_EQ(std::system(line.c_str()), 0);
  EXPECT_EQ(readText(folder.file("out")), "14,0\n");
  EXPECT_THAT(readText(folder.file("err")), IsEmpty());
}

/// Official data imported once for the tests below, if they are at hand.
class Official : public testing::Test {
 protected:
  void SetUp() override {
    const char* source = std::getenv("TANDEM_MTO_DATA_DIR");
    if (source == nullptr || !std::filesystem::exists(source)) {
      GTEST_SKIP() << "TANDEM_MTO_DATA_DIR is not set: official instances are not tested";
    }
    environment_ = {"TANDEM_DATA_DIR=" + folder_.file("data")};
    const Outcome outcome = tandem({"data", "import", source}, "", environment_);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("imported"));
    EXPECT_THAT(outcome.err, HasSubstr("data sets imported"));
  }
  TemporaryFolder folder_;
  std::vector<std::string> environment_;
};

TEST_F(Official, ValuesOfTheReference) {
  const char* reference = std::getenv("TANDEM_REFERENCE_DIR");
  if (reference == nullptr || !std::filesystem::exists(reference)) {
    GTEST_SKIP() << "TANDEM_REFERENCE_DIR is not set: values are not compared";
  }
  const auto recorded =
      nlohmann::json::parse(readText(std::filesystem::path(reference) / "problems" / "CEC17_MTSO1_CI_HS.json"));
  std::size_t compared = 0;
  for (const auto& task : recorded["tasks"]) {
    std::string points;
    for (const auto& point : task["points"]) {
      std::string line;
      for (const double x : point["x"]) {
        if (!line.empty()) line += ',';
        line += nlohmann::json(x).dump();
      }
      points += line + "\n";
    }
    const Outcome outcome = tandem(
        {"evaluate", "CEC17-MTSO1-CI-HS", "--task", std::to_string(task["task"].get<int>()), "--instance", "official"},
        points, environment_);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    const char* rest = outcome.out.c_str();
    for (const auto& point : task["points"]) {
      char* end = nullptr;
      const double value = std::strtod(rest, &end);
      const double expected = point["obj"][0];
      EXPECT_NEAR(value, expected, 1e-10 * std::max(1.0, std::fabs(expected)));
      rest = end + std::string_view(end).find('\n') + 1;
      ++compared;
    }
  }
  EXPECT_GE(compared, 4U);
}

TEST_F(Official, SimilaritiesOfTheTasksAreThePublishedOnes) {
  // Da et al. 2017, table 1 (Rs over a million points; ours has ten thousand, standard error 0.01).
  const double published[] = {1.0000, 0.2261, 0.0002, 0.8670, 0.2154, 0.0725, 0.9434, 0.3669, 0.0016};
  for (int i = 0; i < 9; ++i) {
    const Outcome outcome =
        tandem({"show", "CEC17-MTSO" + std::to_string(i + 1), "--format", "json"}, "", environment_);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    const auto record = nlohmann::json::parse(outcome.out).at(0);
    EXPECT_EQ(record["instance"], "official");
    EXPECT_NEAR(record["similarity"][0][1].get<double>(), published[i], 0.05) << "problem " << i + 1;
  }
}

TEST_F(Official, VerifyFindsADamagedSet) {
  Outcome outcome = tandem({"data", "verify", "--format", "json"}, "", environment_);
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto sets = nlohmann::json::parse(outcome.out);
  ASSERT_FALSE(sets.empty());
  const std::filesystem::path file = sets[0]["file"].get<std::string>();
  std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
  outcome = tandem({"data", "verify"}, "", environment_);
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.out, HasSubstr("damaged"));
  EXPECT_THAT(outcome.err, HasSubstr(file.filename().string()));
}

TEST(Data, WithoutAnImportEverythingIsMissingAndThatIsNoError) {
  const Outcome outcome = tandem({"data", "list", "--format", "csv"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, testing::StartsWith("suite,set,state,bytes,checksum,file\n"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("imported")));
  EXPECT_THAT(outcome.err, HasSubstr(" 0 of "));
}

TEST(Data, AFolderThatIsNoCheckout) {
  const TemporaryFolder folder;
  const Outcome outcome = tandem({"data", "import", folder.path().string(), "--data-dir", folder.file("data")});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("not an MToP checkout"));
  EXPECT_EQ(tandem({"data", "import"}).status, 2);
}

}  // namespace
}  // namespace tandem::test
