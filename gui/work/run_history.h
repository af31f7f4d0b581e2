// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "tandem/engine/run.h"

namespace tandem::gui {

/// A generation of a run as views draw it: decisions in single precision, indistinguishable from double on screen.
struct Moment {
  /// One of the populations.
  struct Crowd {
    int size = 0, dim = 0, objectives = 0;
    std::vector<float> x;  ///< individuals x dim, unified space
    std::vector<double> obj, cv;
    std::vector<int> task;
  };
  std::int64_t generation = 0, evaluations = 0;
  double share = 1.0;  ///< share of individuals kept; below 1 if there are very many
  std::vector<Crowd> crowds;
  [[nodiscard]] std::size_t bytes() const;
  [[nodiscard]] std::vector<Population> populations() const;
};
using Moments = std::vector<std::shared_ptr<const Moment>>;

/// The generations of a run kept for replay: evenly spaced, always including the first and the last. If there are too
/// many, or they need too much memory, every second one is dropped and from then on only every second one is taken; so
/// a run of any length is copied at most a few thousand times.
class RunHistory {
 public:
  static constexpr std::size_t kMost = 512;
  static constexpr std::size_t kBytes = std::size_t{64} << 20;
  explicit RunHistory(std::size_t most = kMost, std::size_t bytes = kBytes) : most_(most), bytes_(bytes) {}
  /// Whether this generation is one of the evenly spaced ones.
  [[nodiscard]] bool wants(std::int64_t generation) const;
  /// What is kept of a generation; for very large populations, as many of each task as let 64 moments fit.
  [[nodiscard]] std::shared_ptr<const Moment> momentOf(const LiveView& view) const;
  /// Adds the newest. One that was not wanted stays until the next one comes.
  void add(std::shared_ptr<const Moment> moment);
  void clear();
  [[nodiscard]] const Moments& moments() const { return moments_; }
  [[nodiscard]] std::size_t bytes() const;

 private:
  void thin();
  std::size_t most_, bytes_;
  std::int64_t every_ = 1;
  Moments moments_;
};

}  // namespace tandem::gui
