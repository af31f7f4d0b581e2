// SPDX-License-Identifier: Apache-2.0
// Not a plug-in: preloaded (LD_PRELOAD) it makes the wall clock jump by years, back and forth, at every look.
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <atomic>

namespace {
std::atomic<unsigned> looks{0};
time_t jumped(time_t now) {
  constexpr time_t kYears = 20L * 365 * 86400;
  return looks.fetch_add(1) % 2 == 0 ? now + kYears : now - kYears;
}
}  // namespace

extern "C" __attribute__((visibility("default"))) int clock_gettime(clockid_t clock, timespec* out) noexcept {
  const long status = syscall(SYS_clock_gettime, clock, out);
  if (status == 0 && clock == CLOCK_REALTIME) out->tv_sec = jumped(out->tv_sec);
  return static_cast<int>(status);
}

extern "C" __attribute__((visibility("default"))) time_t time(time_t* out) noexcept {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  if (out != nullptr) *out = now.tv_sec;
  return now.tv_sec;
}
