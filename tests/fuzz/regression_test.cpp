// SPDX-License-Identifier: Apache-2.0
// Everything the fuzzers ever found stays fixed, and the readers accept their seeds (scripts/fuzz).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "fuzz/targets.h"

namespace tandem::fuzz {
namespace {

class Fuzz : public testing::TestWithParam<Target> {};

TEST_P(Fuzz, SeedsAreAccepted) {
  const std::vector<std::string> seeds = GetParam().seeds();
  ASSERT_FALSE(seeds.empty());
  for (const std::string& seed : seeds) EXPECT_NO_THROW(GetParam().read(seed)) << seed.substr(0, 200);
}

/// A signal, or any exception other than Error, ends the test program.
TEST_P(Fuzz, CutAndFlippedSeedsAreRefusedOrRead) {
  for (const std::string& seed : GetParam().seeds()) {
    const std::size_t step = 1 + seed.size() / 12;
    for (std::size_t at = 0; at < seed.size(); at += step) {
      GetParam().run(std::string_view(seed).substr(0, at));
      std::string flipped = seed;
      flipped[at] = static_cast<char>(flipped[at] ^ 0x55);
      GetParam().run(flipped);
    }
  }
}

TEST_P(Fuzz, FindingsStayMended) {
  const std::filesystem::path folder =
      std::filesystem::path(TANDEM_SOURCE_DIR) / "tests/fuzz/regression" / GetParam().name;
  if (!std::filesystem::exists(folder)) return;  // nothing was ever found here
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    SCOPED_TRACE(file.path().string());
    std::ifstream in(file.path(), std::ios::binary);
    GetParam().run(std::string(std::istreambuf_iterator<char>(in), {}));
  }
}

INSTANTIATE_TEST_SUITE_P(Readers, Fuzz, testing::ValuesIn(targets()),
                         [](const testing::TestParamInfo<Target>& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace tandem::fuzz
