// SPDX-License-Identifier: Apache-2.0
#include "tandem/tables/table_cache.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "tables/table_values.h"

namespace tandem {

namespace {

std::size_t bytesOf(const std::string& key, const CellValues& v) {
  return sizeof(CellValues) + key.size() + 128 +
         sizeof(double) * (v.values.size() + v.low.size() + v.high.size() + v.spent.size() + v.cut.size());
}

}  // namespace

std::shared_ptr<const CellValues> TableCache::Store::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto at = entries_.find(key);
  if (at == entries_.end()) return nullptr;
  at->second.used = ++clock_;
  return at->second.values;
}

void TableCache::Store::keep(const std::string& key, std::shared_ptr<const CellValues> values) {
  const std::lock_guard lock(mutex_);
  const std::size_t bytes = bytesOf(key, *values);
  const auto [at, fresh] = entries_.try_emplace(key);
  if (!fresh) bytes_ -= at->second.bytes;
  at->second = {std::move(values), ++clock_, bytes};
  bytes_ += bytes;
  if (bytes_ > limit_) shrink();
}

// Down to half of the limit at once, so that not every new value has to evict another.
void TableCache::Store::shrink() {
  std::vector<std::uint64_t> uses;
  uses.reserve(entries_.size());
  for (const auto& [key, entry] : entries_) uses.push_back(entry.used);
  std::sort(uses.begin(), uses.end());
  std::size_t next = 0;
  while (bytes_ > limit_ / 2 && next < uses.size()) {
    // Move on by a tenth of all uses: what was not used since then goes.
    next = std::min(uses.size(), next + uses.size() / 10 + 1);
    const std::uint64_t border = uses[next - 1];
    std::erase_if(entries_, [&](const auto& e) {
      if (e.second.used > border) return false;
      bytes_ -= e.second.bytes;
      return true;
    });
  }
}

void TableCache::Store::clear() {
  const std::lock_guard lock(mutex_);
  entries_.clear();
  bytes_ = 0;
}

std::size_t TableCache::Store::size() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

TableCache::TableCache(std::size_t limit) : store_(std::make_unique<Store>(limit)) {}
TableCache::~TableCache() = default;
void TableCache::clear() {
  store_->clear();
}
std::size_t TableCache::size() const {
  return store_->size();
}

}  // namespace tandem
