// SPDX-License-Identifier: Apache-2.0
// When a device pays off, with times as a fast GPU might give them: there is none where tests run.
#include <gmock/gmock.h>

#include <cmath>

#include "cli/device_advice.h"

namespace tandem::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// 1 us a point on a core; 50 us a launch and 0.1 us a point on the device.
const DeviceTimes kQuick{"Rastrigin", 0, 50, 1e-6, 50e-6, 0.1e-6};
const DeviceTimes kLarge{"LSMaTSO4", 0, 300, 10e-6, 90e-6, 0.5e-6};
const DeviceTimes kSlow{"Sphere", 1, 50, 0.02e-6, 50e-6, 0.1e-6};

TEST(DeviceAdvice, BreaksEvenWhereTheLaunchIsPaidBack) {
  EXPECT_NEAR(paysFrom(kQuick, 1), 50.0 / 0.9, 1e-9);
  EXPECT_NEAR(paysFrom(kQuick, 4), 50.0 / 0.15, 1e-9);
  EXPECT_TRUE(std::isinf(paysFrom(kQuick, 10)));  // as fast as ten cores: never faster
  EXPECT_TRUE(std::isinf(paysFrom(kSlow, 1)));
  // A launch too short to measure: from the first point on, not never.
  EXPECT_EQ(paysFrom({"x", 0, 50, 1e-6, 0.0, 0.1e-6}, 1), 1.0);
}

TEST(DeviceAdvice, IsInPointsVariablesAndRuns) {
  const std::string text = deviceAdvice({kQuick, kLarge}, "opencl:0", 4);
  EXPECT_THAT(text, HasSubstr("opencl:0, against 4 cores of the CPU"));
  // 333.3 points of 50 variables; 90 / (2.5 - 0.5) = 45 points of 300 variables.
  EXPECT_THAT(text, AllOf(HasSubstr("N x runs = 45 to 340 points"), HasSubstr("(N x D x runs = 14,000 to 17,000)")));
  EXPECT_THAT(text, HasSubstr("with N = 100 that takes 1 to 4 runs"));
  EXPECT_THAT(text, Not(HasSubstr("never")));
  EXPECT_THAT(deviceAdvice({kQuick}, "opencl:0", 1),
              AllOf(HasSubstr("N x runs = 56 points"), HasSubstr("takes 1 run\n"), HasSubstr("against 1 core of")));
}

TEST(DeviceAdvice, SaysWhereItNeverPays) {
  EXPECT_THAT(deviceAdvice({kQuick, kSlow}, "opencl:0", 2),
              AllOf(HasSubstr("For 1 of the 2 tasks above it never does"), HasSubstr("never\n")));
  EXPECT_THAT(deviceAdvice({kSlow}, "opencl:0", 2),
              AllOf(HasSubstr("does not pay off for any of these"), Not(HasSubstr("N x runs"))));
}

}  // namespace
}  // namespace tandem::cli
