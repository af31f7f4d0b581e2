// SPDX-License-Identifier: Apache-2.0
// A plug-in that is built anew between two sessions of one experiment: the real program.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cli_program.h"

namespace tandem::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class RebuiltPlugin : public testing::Test {
 protected:
  RebuiltPlugin() {
    fs::create_directory(folder_.path() / "plugins");
    fs::copy_file(fs::path(TANDEM_TEST_PLUGINS) / "sample.so", plugin_);
  }
  /// The same code in another file, which is all that a compiler gives away of a change.
  void rebuild() const { std::ofstream(plugin_, std::ios::binary | std::ios::app) << "another build"; }
  Outcome with(std::vector<std::string> words) const {
    words.insert(words.end(), {"-q", "-j", "1", "--plugin-dir", (folder_.path() / "plugins").string()});
    return tandem(words);
  }
  Outcome run(const std::string& shard, const std::string& file,
              const std::string& algorithms = "Sample-Plugin,GA") const {
    return with({"run", "-a", algorithms, "-p", "Sphere:dim=3", "-r", "4", "-e", "100", "-n", "10", "-k", "2",
                 "--shard", shard, "-o", file});
  }
  [[nodiscard]] std::string file(const std::string& name) const { return folder_.file(name); }

  const TemporaryFolder folder_;
  const fs::path plugin_ = folder_.path() / "plugins" / "sample.so";
};

std::string exported(const std::string& file) {
  return tandem({"export", file, "--format", "csv"}).out;
}

TEST_F(RebuiltPlugin, IsRecordedWithItsContent) {
  ASSERT_EQ(run("1/1", file("a.h5")).status, 0);
  const auto info = nlohmann::json::parse(tandem({"info", file("a.h5"), "--format", "json"}).out);
  ASSERT_EQ(info["algorithms"].size(), 2U);
  EXPECT_EQ(info["algorithms"][0]["plugin"]["name"], "sample.so");
  EXPECT_EQ(info["algorithms"][0]["plugin"]["sha1"].get<std::string>().size(), 40U);
  EXPECT_FALSE(info["algorithms"][1].contains("plugin")) << "GA is built in";
  EXPECT_THAT(tandem({"info", file("a.h5")}).out, HasSubstr("sample.so (SHA-1 "));
  EXPECT_EQ(tandem({"verify", file("a.h5")}).status, 0);
}

TEST_F(RebuiltPlugin, ResumeRefusesAndForceIsRecorded) {
  ASSERT_EQ(run("1/2", file("a.h5")).status, 0);
  rebuild();
  const Outcome refused = with({"resume", file("a.h5")});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("'sample.so' of 'Sample-Plugin'"), HasSubstr("--force")));
  const Outcome forced = with({"resume", file("a.h5"), "--force"});
  EXPECT_EQ(forced.status, 0) << forced.err;
  const std::string info = tandem({"info", file("a.h5")}).out;
  EXPECT_THAT(
      info, AllOf(HasSubstr("8 of 8 runs finished"), HasSubstr("plug-in sample.so ("), HasSubstr("after 4 of 8 runs")));
}

TEST_F(RebuiltPlugin, OtherAlgorithmsDoNotMind) {
  ASSERT_EQ(run("1/2", file("a.h5"), "GA").status, 0);
  rebuild();
  EXPECT_EQ(with({"resume", file("a.h5")}).status, 0);
}

TEST_F(RebuiltPlugin, MergeRefusesAndForceIsRecorded) {
  ASSERT_EQ(run("1/2", file("a.h5")).status, 0);
  ASSERT_EQ(run("2/2", file("same.h5")).status, 0);
  rebuild();
  ASSERT_EQ(run("2/2", file("b.h5")).status, 0);
  EXPECT_EQ(tandem({"merge", file("whole.h5"), file("a.h5"), file("same.h5")}).status, 0);
  const Outcome refused = tandem({"merge", file("c.h5"), file("a.h5"), file("b.h5")});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("'sample.so' of 'Sample-Plugin'"), HasSubstr("--force")));
  EXPECT_FALSE(fs::exists(file("c.h5")));
  const Outcome forced = tandem({"merge", file("c.h5"), file("a.h5"), file("b.h5"), "--force"});
  EXPECT_EQ(forced.status, 0) << forced.err;
  EXPECT_THAT(tandem({"info", file("c.h5")}).out, AllOf(HasSubstr("8 of 8 runs finished"), HasSubstr("b.h5")));
  EXPECT_EQ(exported(file("c.h5")), exported(file("whole.h5")));
  EXPECT_THAT(tandem({"info", file("whole.h5")}).out, Not(HasSubstr("continued by")));
}

TEST_F(RebuiltPlugin, PartsOfAFileKnowTheirPlugins) {
  ASSERT_EQ(run("1/2", file("a.h5")).status, 0);
  ASSERT_EQ(tandem({"split", file("a.h5"), "--by", "algorithm"}).status, 0);
  rebuild();
  EXPECT_EQ(with({"resume", file("a-GA.h5")}).status, 0) << "GA has nothing to do with it";
  EXPECT_EQ(with({"resume", file("a-Sample-Plugin.h5")}).status, 2);
}

}  // namespace
}  // namespace tandem::test
