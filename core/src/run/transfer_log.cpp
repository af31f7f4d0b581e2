// SPDX-License-Identifier: Apache-2.0
#include "run/transfer_log.h"

#include <algorithm>
#include <tuple>

#include "tandem/rng.h"

namespace tandem {

namespace {
constexpr std::int64_t kFirstPairs = 1024;

std::size_t tableSize(std::int64_t tasks) {
  std::size_t size = 2;
  while (static_cast<std::int64_t>(size) < 2 * std::min(tasks * tasks, kFirstPairs)) size *= 2;
  return size;
}
}  // namespace

TransferLog::TransferLog(int tasks) : tasks_(tasks), slots_(tableSize(tasks)) {
  used_.reserve(slots_.size() / 2);
  sorted_.reserve(slots_.size() / 2);
}

std::size_t TransferLog::find(std::int64_t key) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = mix64(static_cast<std::uint64_t>(key)) & mask;
  while (slots_[at].key != key && slots_[at].key != kFree) at = (at + 1) & mask;
  return at;
}

std::size_t TransferLog::place(std::int64_t key) {
  std::size_t at = find(key);
  if (slots_[at].key == kFree) {
    if (2 * (used_.size() + 1) > slots_.size()) {
      grow();
      at = find(key);
    }
    slots_[at].key = key;
    used_.push_back(at);
  }
  return at;
}

void TransferLog::grow() {
  std::vector<Slot> old(2 * slots_.size());
  old.swap(slots_);
  for (std::size_t& place : used_) {
    const Slot& slot = old[place];
    place = find(slot.key);
    slots_[place] = slot;
  }
}

void TransferLog::drain(int checkpoint, std::vector<TransferRow>& rows) {
  sorted_.clear();
  for (const std::size_t place : used_) {
    const Slot& slot = slots_[place];
    sorted_.push_back({checkpoint, slot.key / tasks_, slot.key % tasks_, slot.counts});
    slots_[place] = {};
  }
  used_.clear();
  const auto pairOf = [](const TransferRow& row) { return std::tuple(row.donor, row.receiver); };
  std::ranges::sort(sorted_, {}, pairOf);
  // The last checkpoint may be recorded again: its rows and these are added up.
  auto first = rows.end();
  while (first != rows.begin() && (first - 1)->checkpoint == checkpoint) --first;
  const auto before = first - rows.begin();
  const bool again = first != rows.end();
  rows.insert(rows.end(), sorted_.begin(), sorted_.end());
  if (!again) return;
  std::sort(rows.begin() + before, rows.end(), [&](const auto& a, const auto& b) { return pairOf(a) < pairOf(b); });
  auto kept = rows.begin() + before;
  for (auto row = kept + 1; row != rows.end(); ++row) {
    if (pairOf(*row) == pairOf(*kept)) {
      kept->counts.made += row->counts.made;
      kept->counts.survived += row->counts.survived;
      kept->counts.improved += row->counts.improved;
    } else {
      *++kept = *row;
    }
  }
  rows.erase(kept + 1, rows.end());
}

std::vector<TransferCounts> transferMatrix(const std::vector<TransferRow>& rows, int tasks, int checkpoint) {
  std::vector<TransferCounts> all(static_cast<std::size_t>(tasks) * static_cast<std::size_t>(tasks));
  for (const TransferRow& row : rows) {
    if (row.checkpoint > checkpoint) continue;
    TransferCounts& sum = all[static_cast<std::size_t>(row.donor * tasks + row.receiver)];
    sum.made += row.counts.made;
    sum.survived += row.counts.survived;
    sum.improved += row.counts.improved;
  }
  return all;
}

}  // namespace tandem
