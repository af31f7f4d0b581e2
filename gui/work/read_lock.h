// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <atomic>
#include <mutex>

namespace tandem::gui {

/// Lets jobs read the open files in turns, and tells them when the window is gone: a job that reads a large file would
/// keep the program from ending.
class ReadLock : public std::mutex {
 public:
  void endReading() { ended_ = true; }
  [[nodiscard]] bool ended() const { return ended_; }

 private:
  std::atomic<bool> ended_{false};
};

}  // namespace tandem::gui
