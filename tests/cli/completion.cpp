// SPDX-License-Identifier: Apache-2.0
// Completion as a shell would ask for it, and the script itself, run by bash.
#include <gmock/gmock.h>

#include <cstdlib>

#include "cli_program.h"

namespace tandem::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> found;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    found.push_back(text.substr(begin, end - begin));
    begin = end == std::string::npos ? text.size() : end + 1;
  }
  return found;
}

std::vector<std::string> candidates(std::vector<std::string> words) {
  words.insert(words.begin(), {"complete", "--"});
  const Outcome outcome = tandem(words);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  return lines(outcome.out);
}

TEST(Completion, CommandsOptionsChoicesAndNames) {
  EXPECT_THAT(candidates({""}), Contains("list"));
  EXPECT_THAT(candidates({"sho"}), ElementsAre("show"));
  EXPECT_THAT(candidates({"help", "sho"}), ElementsAre("show"));
  EXPECT_THAT(candidates({"list", "al"}), ElementsAre("algorithms"));
  EXPECT_THAT(candidates({"list", "algorithms", "--lab"}), ElementsAre("--label"));
  EXPECT_THAT(candidates({"list", "algorithms", "--label", "many"}), ElementsAre("many-task"));
  EXPECT_THAT(candidates({"list", "algorithms", "-f", ""}), ElementsAre("text", "json", "csv"));
  EXPECT_THAT(candidates({"show", "MFE"}), Contains("MFEA"));
  EXPECT_THAT(candidates({"evaluate", "x", "--data-dir", ""}), ElementsAre(":folders"));
}

TEST(Completion, TheValueAfterAnEqualsSignComesAsItsOwnWord) {
  EXPECT_THAT(candidates({"list", "algorithms", "--format", "=", "js"}), ElementsAre("json"));
  EXPECT_THAT(candidates({"list", "algorithms", "--format", "="}), ElementsAre("text", "json", "csv"));
}

TEST(Completion, AWrongLineHasNoCandidates) {
  EXPECT_THAT(candidates({"no-such-command", ""}), IsEmpty());
  EXPECT_THAT(candidates({"list", "algorithms", "problems", ""}), IsEmpty());
}

TEST(Completion, TheScriptWorksInBash) {
  const TemporaryFolder folder;
  const std::string script = folder.file("try.bash");
  writeText(script,
            "source <(\"$1\" completion bash)\n"
            "COMP_WORDS=(\"$1\" list algorithms --format = js)\nCOMP_CWORD=5\n_tandem\n"
            "printf '%s\\n' \"${COMPREPLY[@]}\" > \"$2\"\n");
  const std::string line = "bash '" + script + "' '" + TANDEM_PROGRAM + "' '" + folder.file("out") + "'";
  ASSERT_EQ(std::system(line.c_str()), 0);
  EXPECT_EQ(readText(folder.file("out")), "json\n");
}

}  // namespace
}  // namespace tandem::test
