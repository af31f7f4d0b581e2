// SPDX-License-Identifier: Apache-2.0
// Gathering requests, on a device of our own making.
#include <atomic>
#include <thread>

#include "device/coalescer.h"
#include "device_support.h"

namespace tandem::test {
namespace {

/// The value of a point is its first coordinate plus 1; each launch takes a little.
class FakeProgram final : public device::Program {
 public:
  std::string label() const override { return "fake"; }
  void compute(std::span<const device::Batch> batches) override {
    EXPECT_FALSE(busy.exchange(true)) << "two threads at once";
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    ++launches;
    most = std::max(most, batches.size());
    if (launches == failAt) {
      busy = false;
      throw DeviceError("the fan fell off");
    }
    for (const device::Batch& b : batches) {
      for (int i = 0; i < b.x.rows; ++i) b.values(i, 0) = b.x(i, 0) + 1.0;
    }
    busy = false;
  }
  std::atomic<bool> busy{false};
  int launches = 0;
  int failAt = 0;
  std::size_t most = 0;
};

/// Every thread asks `times` times and checks its answers; returns how many requests failed.
int ask(device::Coalescer& coalescer, int threads, int times) {
  std::atomic<int> failures{0};
  std::vector<std::thread> crowd;
  for (int k = 0; k < threads; ++k) coalescer.join();
  for (int k = 0; k < threads; ++k) {
    crowd.emplace_back([&, k] {
      for (int i = 0; i < times; ++i) {
        Matrix x(1 + k % 3, 2);
        for (int r = 0; r < x.rows(); ++r) x(r, 0) = 1000.0 * k + i;
        Matrix values(x.rows(), 1);
        const device::Batch batch{0, 0, x, values};
        double waited = 0.0;
        try {
          coalescer.compute({&batch, 1}, waited);
          for (int r = 0; r < x.rows(); ++r) EXPECT_EQ(values(r, 0), x(r, 0) + 1.0);
        } catch (const DeviceError& error) {
          EXPECT_STREQ(error.what(), "the fan fell off");
          ++failures;
        }
        EXPECT_GE(waited, 0.0);
      }
      coalescer.leave();
    });
  }
  for (std::thread& t : crowd) t.join();
  return failures;
}

TEST(Coalescing, MembersWhoAllWaitGoTogether) {
  FakeProgram program;
  device::Coalescer coalescer(program, {.patience = 60.0});
  EXPECT_EQ(ask(coalescer, 8, 20), 0);
  // With endless patience, a launch has everybody in it who is still there.
  EXPECT_EQ(program.most, 8U);
  EXPECT_LE(program.launches, 30);
  EXPECT_EQ(coalescer.counts().launches, program.launches);
  EXPECT_EQ(coalescer.counts().rows, (1 + 2 + 3 + 1 + 2 + 3 + 1 + 2) * 20);
}

TEST(Coalescing, NobodyWaitsLongForThoseWhoCompute) {
  FakeProgram program;
  device::Coalescer coalescer(program, {.patience = 0.001});
  coalescer.join();  // one who never asks
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(ask(coalescer, 2, 10), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(Coalescing, WithoutItEveryRequestIsALaunch) {
  FakeProgram program;
  device::Coalescer coalescer(program, {.coalesce = false});
  EXPECT_EQ(ask(coalescer, 4, 5), 0);
  EXPECT_EQ(program.launches, 20);
  EXPECT_EQ(program.most, 1U);
}

TEST(Coalescing, ALostDeviceFailsEveryRequestFromThenOn) {
  FakeProgram program;
  program.failAt = 3;
  device::Coalescer coalescer(program, {.patience = 60.0});
  const int failures = ask(coalescer, 4, 10);
  EXPECT_EQ(failures, 4 * 10 - 4 * 2);
  EXPECT_EQ(program.launches, 3);  // it is not asked again
}

}  // namespace
}  // namespace tandem::test
