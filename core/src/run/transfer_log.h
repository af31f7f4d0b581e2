// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "tandem/result.h"

namespace tandem {

/// Counters of pairs of tasks since the last checkpoint. Memory and time grow with the pairs that occur, not with tasks
/// squared: an open-addressing table, emptied at each checkpoint.
class TransferLog {
 public:
  explicit TransferLog(int tasks);

  /// Counters of the pair; valid until the next call.
  TransferCounts& at(int donor, int receiver) {
    const std::int64_t key = donor * tasks_ + receiver;
    if (slots_[last_].key != key) last_ = place(key);  // mostly the pair of the call before
    return slots_[last_].counts;
  }
  /// Appends what was counted since the last call as rows of `checkpoint`, by donor and receiver, and starts afresh.
  void drain(int checkpoint, std::vector<TransferRow>& rows);
  [[nodiscard]] bool empty() const { return used_.empty(); }

 private:
  struct Slot {
    std::int64_t key = kFree;
    TransferCounts counts;
  };
  static constexpr std::int64_t kFree = -1;
  [[nodiscard]] std::size_t find(std::int64_t key) const;
  std::size_t place(std::int64_t key);
  void grow();

  std::int64_t tasks_;
  std::size_t last_ = 0;             // slot of the last call
  std::vector<Slot> slots_;          // size is a power of two, at most half full
  std::vector<std::size_t> used_;    // slots in use, in order of their first use
  std::vector<TransferRow> sorted_;  // scratch of drain()
};

}  // namespace tandem
