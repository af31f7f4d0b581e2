// SPDX-License-Identifier: Apache-2.0
#include "store/shards.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "store/codec.h"
#include "store/crc32.h"
#include "store/durable.h"
#include "tandem/error.h"

namespace tandem::store {

namespace {

constexpr char kMagic[8] = {'T', 'N', 'D', 'M', 'R', 'U', 'N', '2'};

struct Header {
  char magic[8];
  std::uint32_t count;
  std::uint32_t indexCrc;
};
struct IndexEntry {
  std::int32_t problem;
  std::int32_t algorithm;
  std::int32_t repetition;
  std::uint32_t status;
  std::uint64_t offset;
  std::uint64_t size;
  std::uint32_t crc;
  std::uint32_t reserved;
};
static_assert(sizeof(Header) == 16 && sizeof(IndexEntry) == 40);

[[noreturn]] void damaged(const std::string& path, const std::string& what) {
  throw InputError("'" + path + "' is damaged (" + what + "); delete it to have its runs done again by resume.");
}

std::vector<IndexEntry> readIndex(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::error_code error;
  const std::uint64_t fileSize = std::filesystem::file_size(path, error);
  Header header{};
  if (!in || error || !in.read(reinterpret_cast<char*>(&header), sizeof header)) damaged(path, "it cannot be read");
  if (std::memcmp(header.magic, "TNDMRUN1", sizeof kMagic) == 0) {
    throw InputError("'" + path +
                     "' was written by an earlier Tandem; finish the experiment with that one, or start anew.");
  }
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0) damaged(path, "it does not start like a shard");
  if (header.count > (fileSize - sizeof header) / sizeof(IndexEntry)) damaged(path, "it is truncated");
  std::vector<IndexEntry> index(header.count);
  const std::size_t bytes = index.size() * sizeof(IndexEntry);
  if (!in.read(reinterpret_cast<char*>(index.data()), static_cast<std::streamsize>(bytes))) {
    damaged(path, "it is truncated");
  }
  if (crc32(0, index.data(), bytes) != header.indexCrc) damaged(path, "its index does not match its checksum");
  std::uint64_t end = sizeof header + bytes;
  for (const IndexEntry& e : index) {
    if (e.offset != end || e.size > fileSize - end) damaged(path, "it is truncated");
    end += e.size;
    if (e.status != 1 && e.status != 2) damaged(path, "a run in it has no status");
  }
  return index;
}

}  // namespace

void writeShard(const std::string& path, const std::vector<RunRecord>& records) {
  std::vector<IndexEntry> index;
  std::string body;
  std::uint64_t offset = sizeof(Header) + records.size() * sizeof(IndexEntry);
  for (const RunRecord& record : records) {
    const std::string bytes = encodeRecord(record);
    index.push_back({record.problem, record.algorithm, record.repetition, static_cast<std::uint32_t>(record.status),
                     offset, bytes.size(), crc32(0, bytes.data(), bytes.size()), 0});
    offset += bytes.size();
    body += bytes;
  }
  const std::size_t indexBytes = index.size() * sizeof(IndexEntry);
  Header header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.count = static_cast<std::uint32_t>(records.size());
  header.indexCrc = crc32(0, index.data(), indexBytes);
  std::string front(reinterpret_cast<const char*>(&header), sizeof header);
  front.append(reinterpret_cast<const char*>(index.data()), indexBytes);
  writeDurably(path, front, body);
}

ShardSet::ShardSet(std::string folder) : folder_(std::move(folder)) {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator it(folder_, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (name.ends_with(kShardSuffix)) names.push_back(name);
  }
  std::sort(names.begin(), names.end());  // in the order they were written
  for (const std::string& name : names) addShard(name);
}

void ShardSet::addShard(const std::string& file) {
  const auto number = static_cast<std::uint32_t>(files_.size());
  files_.push_back(file);
  for (const IndexEntry& e : readIndex(pathOf(number))) {
    const Entry entry{number, e.crc, e.offset, e.size, static_cast<RunStatus>(e.status)};
    Entry& known = entries_[{e.problem, e.algorithm, e.repetition}];
    // A later record replaces an earlier one (a retried failed run), but never a finished one.
    if (known.status != RunStatus::Finished) known = entry;
  }
}

RunStatus ShardSet::status(const RunKey& key) const {
  const auto it = entries_.find(key);
  return it == entries_.end() ? RunStatus::Missing : it->second.status;
}

RunRecord ShardSet::read(const RunKey& key) const {
  const auto it = entries_.find(key);
  if (it == entries_.end()) return {};
  const Entry& e = it->second;
  const std::string path = pathOf(e.file);
  std::ifstream in(path, std::ios::binary);
  std::string bytes(e.size, '\0');
  if (!in.seekg(static_cast<std::streamoff>(e.offset)) ||
      !in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
    damaged(path, "it is missing or truncated");
  }
  if (crc32(0, bytes.data(), bytes.size()) != e.crc) damaged(path, "a run in it does not match its checksum");
  RunRecord record = decodeRecord(bytes, path);
  if (RunKey{record.problem, record.algorithm, record.repetition} != key) damaged(path, "its index is wrong");
  return record;
}

std::vector<RunKey> ShardSet::keys() const {
  std::vector<RunKey> keys;
  keys.reserve(entries_.size());
  for (const auto& [key, entry] : entries_) keys.push_back(key);
  return keys;
}

std::vector<std::string> ShardSet::findings() const {
  std::vector<std::string> found;
  for (const auto& [key, entry] : entries_) {
    try {
      (void)read(key);
    } catch (const Error& e) {
      found.emplace_back(e.what());
    }
  }
  return found;
}

}  // namespace tandem::store
