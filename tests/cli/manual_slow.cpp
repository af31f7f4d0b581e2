// SPDX-License-Identifier: Apache-2.0
// The user guide is what the program says about itself. One of the slow tests, so that no merge trips over a text.
#include <gmock/gmock.h>

#include <filesystem>
#include <sstream>

#include "cli_program.h"

namespace tandem::test {
namespace {

TEST(Manual, TheGuideInDocsIsUpToDate) {
  const std::filesystem::path guide =
      std::filesystem::path(TANDEM_TEST_DATA).parent_path().parent_path() / "docs/cli.md";
  const Outcome outcome = tandem({"manual"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(readText(guide) == outcome.out) << "run scripts/catalogue";
}

TEST(Manual, EveryCommandHasAnExampleThatNamesIt) {
  std::istringstream names(tandem({"complete", "--", ""}).out);
  for (std::string name; std::getline(names, name);) {
    if (name.starts_with("-") || name == "help") continue;
    const Outcome help = tandem({"help", name});
    EXPECT_EQ(help.status, 0) << name;
    EXPECT_THAT(help.out, testing::HasSubstr("Examples:\n  # ")) << name;
    EXPECT_THAT(help.out.substr(help.out.find("Examples:")), testing::HasSubstr("tandem " + name)) << name;
  }
}

}  // namespace
}  // namespace tandem::test
