// SPDX-License-Identifier: Apache-2.0
#include "cli/running/isolated.h"

#include <gtest/gtest.h>

#include <csignal>
#include <stdexcept>

namespace tandem::cli {
namespace {

TEST(Isolated, TheStatusComesBackAndACrashIsTold) {
  EXPECT_EQ(isolated([] { return 7; }).status, 7);
  EXPECT_EQ(isolated([]() -> int { throw std::runtime_error("no"); }).status, 1);
  const IsolatedOutcome crash = isolated([] {
    std::signal(SIGSEGV, SIG_DFL);  // a sanitizer would make an exit status of it
    std::raise(SIGSEGV);
    return 0;
  });
  EXPECT_EQ(crash.signal, SIGSEGV);
  EXPECT_NE(crash.status, 0);
}

TEST(Isolated, NothingTheBodyDoesTouchesThisProcess) {
  int value = 1;
  EXPECT_EQ(isolated([&] { return value = 2; }).status, 2);
  EXPECT_EQ(value, 1);
}

}  // namespace
}  // namespace tandem::cli
