// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <utility>
#if defined(__x86_64__)
#include <x86intrin.h>
#endif

#include "tandem/result.h"

namespace tandem {

/// Splits the time of a run among its parts. A change of part costs one reading of the processor's time stamp counter
/// (10 ns; a system clock takes 25), because some algorithms evaluate one point per call. The counter's unit does not
/// matter, as the parts are shares of the wall time measured by the system clock.
class CostClock {
 public:
  /// Switched off it measures nothing.
  explicit CostClock(bool on = true) : on_(on), last_(now()) {}

  /// Time belongs to `part` while the object lives, then to the previous part again.
  class Scope {
   public:
    Scope(CostClock& clock, CostPart part) : clock_(clock), before_(clock.enter(part)) {}
    ~Scope() { clock_.enter(before_); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    CostClock& clock_;
    CostPart before_;
  };

  /// Time belongs to `part` from now on; returns the previous part.
  CostPart enter(CostPart part) {
    if (!on_) return part_;
    const std::int64_t at = now();
    // Counters of two sockets may disagree slightly; time never runs backwards here.
    if (at > last_) ticks_[index(part_)] += at - last_;
    last_ = at;
    return std::exchange(part_, part);
  }

  /// `seconds` of the time that `from` has or will get were spent on `to`.
  void move(CostPart from, CostPart to, double seconds) {
    moved_[index(from)] -= seconds;
    moved_[index(to)] += seconds;
  }

  /// The parts of `wall` seconds.
  std::array<double, kCostParts> seconds(double wall) {
    enter(part_);
    std::int64_t all = 0;
    for (const std::int64_t t : ticks_) all += t;
    std::array<double, kCostParts> parts{};
    if (!on_) return parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const double share = all > 0 ? static_cast<double>(ticks_[i]) / static_cast<double>(all) : 0.0;
      parts[i] = share * wall + moved_[i];
      if (parts[i] < 0.0) parts[i] = 0.0;
    }
    return parts;
  }

 private:
  static int index(CostPart part) { return static_cast<int>(part); }
  static std::int64_t now() {
#if defined(__x86_64__)
    return static_cast<std::int64_t>(__rdtsc());
#else
    return std::chrono::steady_clock::now().time_since_epoch().count();
#endif
  }

  bool on_;
  CostPart part_ = CostPart::Algorithm;
  std::int64_t last_;
  std::array<std::int64_t, kCostParts> ticks_{};
  std::array<double, kCostParts> moved_{};
};

}  // namespace tandem
