// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tandem/catalogue.h"
#include "tandem/plugin.h"
#include "temporary_folder.h"

namespace tandem {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A fresh folder that takes copies of the plug-ins of tests/plugins.
class PluginFolder : public testing::Test {
 protected:
  void put(const std::string& plugin, const std::string& as = "") const {
    fs::copy_file(fs::path(TANDEM_TEST_PLUGINS) / (plugin + ".so"), dir_ / ((as.empty() ? plugin : as) + ".so"));
  }
  [[nodiscard]] static std::string read(const std::string& plugin) {
    std::ifstream file(fs::path(TANDEM_TEST_PLUGINS) / (plugin + ".so"), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(dir_ / (name + ".so"), std::ios::binary) << bytes;
  }
  std::vector<std::string> load() { return loadPlugins(catalogue_, {dir_.string()}); }

  const test::TemporaryFolder temporary_;
  const fs::path dir_ = temporary_.path();
  Catalogue catalogue_;
};

TEST_F(PluginFolder, SoundPluginRegistersUnderNameAndAlias) {
  put("sample");
  EXPECT_THAT(load(), IsEmpty());
  EXPECT_EQ(catalogue_.algorithms.find("sample_plugin").name, "Sample-Plugin");
  EXPECT_NE(catalogue_.algorithms.find("SP").make(), nullptr);
}

TEST_F(PluginFolder, EmptyFolderAndOtherFilesAreNoReasonToComplain) {
  std::ofstream(dir_ / "README.txt") << "hello";
  EXPECT_THAT(load(), IsEmpty());
}

TEST_F(PluginFolder, MissingFolderIsNamed) {
  EXPECT_THAT(loadPlugins(catalogue_, {"/nowhere/at/all"}),
              ElementsAre(AllOf(HasSubstr("'/nowhere/at/all'"), HasSubstr("cannot be read"))));
}

TEST_F(PluginFolder, OtherVersionIsRefusedBeforeItsCodeRuns) {
  unsetenv("TANDEM_TEST_TRACE");
  put("other_version");
  EXPECT_THAT(load(), ElementsAre(AllOf(HasSubstr("other_version.so"), HasSubstr("built for another Tandem"),
                                        HasSubstr("Tandem 0.0.1"), HasSubstr("build it again"))));
  EXPECT_EQ(std::getenv("TANDEM_TEST_TRACE"), nullptr);
  EXPECT_FALSE(catalogue_.algorithms.contains("Other-Version"));
}

TEST_F(PluginFolder, FilesThatAreNoPluginsAreRefused) {
  write("text", "not a library at all");
  write("empty", "");
  EXPECT_THAT(load(), ElementsAre(HasSubstr("empty.so"), HasSubstr("is not a Tandem plug-in")));
}

TEST_F(PluginFolder, EveryTruncationIsRefusedOrSound) {
  const std::string whole = read("sample");
  ASSERT_GT(whole.size(), 4096U);
  // The section table is at the end, so no proper prefix may pass for a plug-in.
  for (std::size_t size = 0; size < whole.size(); size += size < 512 ? 7 : 1013) {
    write("cut", whole.substr(0, size));
    EXPECT_THAT(load(), ElementsAre(HasSubstr("is not a Tandem plug-in"))) << size;
  }
}

TEST_F(PluginFolder, DamagedHeadersDoNoHarm) {
  const std::string whole = read("other_version");  // never loaded, whatever its header says
  for (std::size_t at = 0; at < 64; ++at) {
    for (const char value : {'\x00', '\x7f', '\xff'}) {
      std::string damaged = whole;
      damaged[at] = value;
      write("damaged", damaged);
      EXPECT_EQ(load().size(), 1U) << at;
    }
  }
}

TEST_F(PluginFolder, MissingEntryPointIsRefused) {
  put("no_entry");
  EXPECT_THAT(load(), ElementsAre(HasSubstr("has no entry point")));
}

TEST_F(PluginFolder, MissingSymbolsAreRefusedAndNamed) {
  put("undefined");
  EXPECT_THAT(load(), ElementsAre(AllOf(HasSubstr("cannot be loaded"), HasSubstr("nobodyDefinesThis"))));
}

TEST_F(PluginFolder, ExceptionsOfTheRegistrationAreReportedAndNothingStays) {
  put("throws");
  put("throws_foreign");
  EXPECT_THAT(load(), ElementsAre(HasSubstr("the moon is in the wrong phase"), HasSubstr("foreign type")));
  EXPECT_EQ(catalogue_.algorithms.size(), 0U);
}

TEST_F(PluginFolder, EntriesThatCannotBeMadeOrNoEntriesAreRefused) {
  put("nameless");
  put("nothing");
  EXPECT_THAT(load(), ElementsAre(HasSubstr("'Never-Made' has no function"), HasSubstr("registers nothing")));
}

TEST_F(PluginFolder, NameThatIsTakenKeepsTheWholePluginOut) {
  put("sample", "a_sample");
  put("clash", "b_clash");
  EXPECT_THAT(load(), ElementsAre(AllOf(HasSubstr("b_clash.so"), HasSubstr("algorithm name 'sp' is taken"))));
  EXPECT_TRUE(catalogue_.algorithms.contains("Sample-Plugin"));
  EXPECT_FALSE(catalogue_.metrics.contains("Clash-Metric"));
}

TEST_F(PluginFolder, NameOfABuiltinIsTaken) {
  catalogue_ = builtinCatalogue();
  const std::size_t builtins = catalogue_.algorithms.size();
  put("sample");
  put("sample", "sample_again");
  EXPECT_THAT(load(), ElementsAre(AllOf(HasSubstr("sample_again.so"), HasSubstr("'Sample-Plugin' is taken"))));
  EXPECT_EQ(catalogue_.algorithms.size(), builtins + 1);
}

TEST_F(PluginFolder, OneBadPluginDoesNotKeepTheOthersOut) {
  write("a_text", "no");
  put("other_version");
  put("throws");
  put("sample", "z_sample");
  EXPECT_EQ(load().size(), 3U);
  EXPECT_TRUE(catalogue_.algorithms.contains("Sample-Plugin"));
}

TEST_F(PluginFolder, SameFileThroughTwoFoldersIsLoadedOnce) {
  put("sample");
  fs::create_directory(dir_ / "links");
  fs::create_symlink(dir_ / "sample.so", dir_ / "links/sample.so");
  EXPECT_THAT(loadPlugins(catalogue_, {dir_.string(), (dir_ / "links").string(), dir_.string() + "/."}), IsEmpty());
  EXPECT_EQ(catalogue_.algorithms.size(), 1U);
}

TEST_F(PluginFolder, OneThatWasBuiltAnewIsLoadedAsItIsNow) {
  put("sample");
  EXPECT_THAT(load(), IsEmpty());
  const auto first = catalogue_.algorithms.find("Sample-Plugin").make();
  fs::remove(dir_ / "sample.so");
  put("failing/throwing", "sample");
  Catalogue now;
  EXPECT_THAT(loadPlugins(now, {dir_.string()}), IsEmpty());
  EXPECT_TRUE(now.algorithms.contains("Throwing-Plugin"));
  EXPECT_FALSE(now.algorithms.contains("Sample-Plugin"));
  // What came from the one before stays good.
  EXPECT_TRUE(describeParams(*first).empty());
  EXPECT_NE(catalogue_.algorithms.find("Sample-Plugin").make(), nullptr);
}

TEST_F(PluginFolder, FoldersComeInTheDocumentedOrder) {
  fs::create_directories(dir_ / "xdg/tandem/plugins");
  setenv("TANDEM_PLUGIN_PATH", "/from/env/1::/from/env/2", 1);
  setenv("XDG_DATA_HOME", (dir_ / "xdg").c_str(), 1);
  const std::vector<std::string> dirs = pluginDirs({"/given"});
  unsetenv("TANDEM_PLUGIN_PATH");
  unsetenv("XDG_DATA_HOME");
  ASSERT_GE(dirs.size(), 4U);
  EXPECT_THAT(std::vector<std::string>(dirs.begin(), dirs.begin() + 4),
              ElementsAre("/given", "/from/env/1", "/from/env/2", (dir_ / "xdg/tandem/plugins").string()));
}

}  // namespace
}  // namespace tandem
