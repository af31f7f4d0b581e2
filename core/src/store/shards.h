// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tandem/result.h"
#include "tandem/specification/spec.h"

namespace tandem::store {

/// Finished runs that are not packed yet. A shard is a small immutable file: magic, number of runs, checksum of the
/// index, the index (key, status, offset, size, checksum of each run), then the runs. It is not HDF5, so that one write
/// and one fsync make it durable, a failing disk leaves nothing half-open, and thousands are scanned in a moment.
class ShardSet {
 public:
  /// Scans the folder (a missing one is empty). Reads the indices only. Throws InputError for a damaged shard.
  explicit ShardSet(std::string folder);

  /// Adds a new shard to the index.
  void addShard(const std::string& file);

  [[nodiscard]] RunStatus status(const RunKey& key) const;
  [[nodiscard]] bool contains(const RunKey& key) const { return entries_.contains(key); }
  [[nodiscard]] RunRecord read(const RunKey& key) const;
  [[nodiscard]] std::vector<RunKey> keys() const;
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }
  /// Reads everything; one sentence per finding.
  [[nodiscard]] std::vector<std::string> findings() const;

 private:
  struct Entry {
    std::uint32_t file = 0;
    std::uint32_t crc = 0;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    RunStatus status = RunStatus::Missing;
  };
  [[nodiscard]] std::string pathOf(std::uint32_t file) const { return folder_ + "/" + files_[file]; }
  std::string folder_;
  std::vector<std::string> files_;
  std::map<RunKey, Entry> entries_;
};

/// Suffix of shard files.
inline constexpr const char* kShardSuffix = ".runs";
/// Writes a shard durably.
void writeShard(const std::string& path, const std::vector<RunRecord>& records);

}  // namespace tandem::store
