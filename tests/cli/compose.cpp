// SPDX-License-Identifier: Apache-2.0
// Described problems, and problems restricted to some tasks, on the command line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "cli_program.h"
#include "temporary_folder.h"

namespace tandem::test {
namespace {

using testing::HasSubstr;

TEST(Compose, TheSkeletonIsShownEvaluatedAndRunAndResumedWithoutItsFile) {
  const TemporaryFolder folder;
  const std::string file = folder.file("mine.toml");
  const Outcome made = tandem({"new", "problem", "Mine", "--compose", file});
  ASSERT_EQ(made.status, 0) << made.err;
  EXPECT_EQ(tandem({"new", "problem", "Mine", "--compose", file}).status, 2);  // it is there already
  EXPECT_EQ(tandem({"new", "algorithm", "Mine", "--compose"}).status, 2);
  const Outcome shown = tandem({"show", file});
  ASSERT_EQ(shown.status, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("Mine"));
  EXPECT_THAT(shown.out, HasSubstr("others 2"));
  EXPECT_THAT(shown.out, HasSubstr("formula"));
  const Outcome values = tandem({"evaluate", file, "--task", "4", "--constraints"}, "0,0,0,0,0,0,0,0,0,0\n");
  ASSERT_EQ(values.status, 0) << values.err;
  EXPECT_EQ(values.out, "0,0,-8,-6\n");
  const std::string results = folder.file("x.h5");
  const Outcome ran = tandem(
      {"run", "-a", "GA", "-p", file, "-p", file + ":tasks=1|4", "-e", "2000", "-n", "20", "-r", "2", "-o", results});
  ASSERT_EQ(ran.status, 0) << ran.err;
  std::filesystem::remove(file);
  EXPECT_EQ(tandem({"resume", results}).status, 0);
  EXPECT_EQ(tandem({"verify", results}).status, 0);
}

TEST(Compose, ComplaintsNameThePlace) {
  const TemporaryFolder folder;
  const std::string file = folder.file("wrong.toml");
  std::ofstream(file) << "name = \"Wrong\"\n[[task]]\nf = \"sum(x^2) + sine(x[0])\"\ndim = 2\nlower = 0\nupper = 1\n";
  const Outcome refused = tandem({"show", file});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, HasSubstr("wrong.toml:3:17: there is no 'sine'; the nearest names are 'sin'"));
  EXPECT_EQ(tandem({"run", "-a", "GA", "-p", folder.file("none.toml"), "-o", folder.file("x.h5")}).status, 2);
}

TEST(Compose, SomeTasksOfAProblemAreShown) {
  const Outcome shown = tandem({"show", "CEC17-MTSO1-CI-HS", "--param", "tasks=2"});
  ASSERT_EQ(shown.status, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("CEC17-MTSO1-CI-HS:tasks=2"));
  const Outcome refused = tandem({"show", "CEC17-MTSO1-CI-HS", "--param", "tasks=1|3"});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, HasSubstr("has 2 tasks, so there is no task 3"));
}

}  // namespace
}  // namespace tandem::test
