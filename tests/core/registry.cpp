// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tandem/error.h"
#include "tandem/registry.h"

namespace tandem {
namespace {

struct Entry {
  std::string name;
  std::vector<std::string> aliases;
};

TEST(Registry, LookupIgnoresCaseAndTreatsSeparatorsAlike) {
  Registry<Entry> registry("algorithm");
  registry.add({"MFEA-II", {"MFEA2"}});
  EXPECT_EQ(registry.find("mfea_ii").name, "MFEA-II");
  EXPECT_EQ(registry.find("MFEA II").name, "MFEA-II");
  EXPECT_EQ(registry.find("mfea2").name, "MFEA-II");
}

TEST(Registry, UnknownNameIsAnsweredWithTheNearest) {
  Registry<Entry> registry("algorithm");
  for (const char* name : {"GA", "MFEA", "MFEA-II", "SHADE"}) registry.add({name, {}});
  try {
    (void)registry.find("MFAE");
    FAIL() << "an unknown name was found";
  } catch (const InputError& e) {
    EXPECT_NE(std::string(e.what()).find("MFEA"), std::string::npos) << e.what();
    EXPECT_NE(std::string(e.what()).find("'MFAE'"), std::string::npos) << e.what();
  }
}

TEST(Registry, DuplicatesAreErrors) {
  Registry<Entry> registry("algorithm");
  registry.add({"GA", {}});
  EXPECT_THROW(registry.add({"ga", {}}), Error);
  EXPECT_THROW(registry.add({"other", {"G_A", "GA"}}), Error);
}

TEST(Glob, MatchesShellLike) {
  EXPECT_TRUE(globMatch("CEC17-MTSO*", "cec17_mtso1_ci_hs"));
  EXPECT_TRUE(globMatch("*", ""));
  EXPECT_TRUE(globMatch("m?ea", "MFEA"));
  EXPECT_FALSE(globMatch("m?ea", "MFFEA"));
  EXPECT_FALSE(globMatch("", "x"));
  EXPECT_FALSE(globMatch("*a*a*a*a*a*a*a*a*b", std::string(2000, 'a')));
}

}  // namespace
}  // namespace tandem
