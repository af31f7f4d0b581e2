// SPDX-License-Identifier: Apache-2.0
#include "store/journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "store/crc32.h"
#include "store/durable.h"
#include "tandem/error.h"

namespace tandem::store {

namespace {

constexpr char kMagic[8] = {'T', 'N', 'D', 'M', 'J', 'R', 'N', '1'};
constexpr const char* kSuffix = ".journal";
// After a sync, the next one is due after this many times its duration.
constexpr int kSyncRest = 400;

struct Head {
  char magic[8];
  std::uint32_t experiment;
  std::int32_t problem;
  std::int32_t algorithm;
  std::int32_t repetition;
  std::uint64_t evaluator;
  std::uint32_t crc;  // of everything before
  std::uint32_t reserved;
};
struct Frame {
  std::uint64_t size;  // of the rest
  std::uint32_t crc;
  std::uint32_t reserved;
};
struct Shape {
  std::int64_t first;
  std::int32_t task;
  std::int32_t rows;
  std::int32_t width;
  std::int32_t states;
};
static_assert(sizeof(Head) == 40 && sizeof(Frame) == 16 && sizeof(Shape) == 24);

Head headOf(const JournalOwner& owner) {
  Head head{};
  std::memcpy(head.magic, kMagic, sizeof kMagic);
  head.experiment = owner.experiment;
  head.problem = owner.key.problem;
  head.algorithm = owner.key.algorithm;
  head.repetition = owner.key.repetition;
  head.evaluator = owner.evaluator;
  head.crc = crc32(0, &head, offsetof(Head, crc));
  return head;
}

template <typename T>
void put(std::string& out, const T* values, std::size_t count) {
  out.append(reinterpret_cast<const char*>(values), count * sizeof(T));
}

/// Takes values off the front of a text; false if it holds too few.
class Cutter {
 public:
  explicit Cutter(std::string_view rest) : rest_(rest) {}
  template <typename T>
  bool take(T* values, std::size_t count) {
    if (count > rest_.size() / sizeof(T)) return false;
    std::memcpy(values, rest_.data(), count * sizeof(T));
    rest_.remove_prefix(count * sizeof(T));
    return true;
  }
  template <typename T>
  bool takeAll(std::vector<T>& values, std::size_t count) {
    if (count > rest_.size() / sizeof(T)) return false;  // before anything is allocated
    values.resize(count);
    return take(values.data(), count);
  }
  [[nodiscard]] bool empty() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

std::string encode(const JournalEntry& entry) {
  const Shape shape{entry.first, entry.task, entry.rows(), entry.width(), isize(entry.state)};
  std::string body;
  put(body, &shape, 1);
  put(body, entry.points.data(), entry.points.size());
  put(body, entry.values.data(), entry.values.size());
  for (const std::vector<double>& state : entry.state) {
    const std::uint64_t size = state.size();
    put(body, &size, 1);
    put(body, state.data(), state.size());
  }
  const Frame frame{body.size(), crc32(0, body.data(), body.size()), 0};
  std::string record;
  put(record, &frame, 1);
  return record + body;
}

/// False for anything that encode() cannot have written.
bool decode(std::string_view body, JournalEntry& entry) {
  Cutter in(body);
  Shape shape{};
  if (!in.take(&shape, 1) || shape.first < 0 || shape.task < 0 || shape.rows < 1 || shape.width < 1) return false;
  entry.first = shape.first;
  entry.task = shape.task;
  const auto rows = static_cast<std::size_t>(shape.rows);
  if (!in.takeAll(entry.points, rows)) return false;
  if (!in.takeAll(entry.values, rows * static_cast<std::size_t>(shape.width))) return false;
  for (int i = 0; i < shape.states; ++i) {
    std::uint64_t size = 0;
    std::vector<double> state;
    if (!in.take(&size, 1) || !in.takeAll(state, size)) return false;
    entry.state.push_back(std::move(state));
  }
  return in.empty();
}

}  // namespace

std::string journalPath(const std::string& folder, const RunKey& key) {
  return fmt::format("{}/{:04d}-{:04d}-{:06d}{}", folder, key.problem, key.algorithm, key.repetition, kSuffix);
}

bool journalKey(const std::string& fileName, RunKey& key) {
  const char* at = fileName.data();
  const char* end = at + fileName.size();
  for (int* part : {&key.problem, &key.algorithm, &key.repetition}) {
    const auto [rest, error] = std::from_chars(at, end, *part);
    if (error != std::errc{} || rest == end) return false;
    at = rest + (*rest == '-' ? 1 : 0);
  }
  return std::string_view(at, end) == kSuffix;
}

JournalHead journalHead(const std::string& path, const JournalOwner& owner) {
  Head head{};
  std::ifstream in(path, std::ios::binary);
  if (!in.read(reinterpret_cast<char*>(&head), sizeof head)) return JournalHead::Unreadable;
  if (std::memcmp(head.magic, kMagic, sizeof kMagic) != 0 || head.crc != crc32(0, &head, offsetof(Head, crc))) {
    return JournalHead::Unreadable;
  }
  const JournalOwner there{head.experiment, {head.problem, head.algorithm, head.repetition}, head.evaluator};
  if (there == owner) return JournalHead::Good;
  return there.experiment == owner.experiment && there.key == owner.key ? JournalHead::OtherEvaluator
                                                                        : JournalHead::OtherExperiment;
}

RunJournal::RunJournal(std::string path, const JournalOwner& owner)
    : path_(std::move(path)), owner_(owner), synced_(std::chrono::steady_clock::now()) {
  JournalHead head = JournalHead::Unreadable;
  if (std::filesystem::exists(path_)) head = journalHead(path_, owner_);
  if (head == JournalHead::OtherExperiment) {
    throw InputError("'" + path_ + "' is the journal of another experiment or run; move it away.");
  }
  if (head == JournalHead::Good) {
    std::ifstream in(path_, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    read(std::move(text).str());
  } else {
    begunAnew_ = head == JournalHead::OtherEvaluator;
    begin();
  }
  descriptor_ = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (descriptor_ < 0 || ::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0) {
    const int code = errno;
    if (descriptor_ >= 0) ::close(descriptor_);
    throw Error("Cannot continue the journal '" + path_ + "': " + std::strerror(code) + ".");
  }
}

RunJournal::~RunJournal() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void RunJournal::begin() {
  const Head head = headOf(owner_);
  writeDurably(path_, {reinterpret_cast<const char*>(&head), sizeof head});
  size_ = sizeof head;
}

void RunJournal::read(const std::string& bytes) {
  std::size_t at = sizeof(Head);
  size_ = at;
  while (at < bytes.size()) {
    Frame frame{};
    if (bytes.size() - at < sizeof frame) return;
    std::memcpy(&frame, bytes.data() + at, sizeof frame);
    at += sizeof frame;
    if (frame.size > bytes.size() - at) return;
    JournalEntry entry;
    damaged_ = crc32(0, bytes.data() + at, frame.size) != frame.crc || !decode({bytes.data() + at, frame.size}, entry);
    if (damaged_) return;
    at += frame.size;
    size_ = at;
    known_[entry.first] = std::move(entry);
  }
}

const JournalEntry* RunJournal::find(std::int64_t evaluation) const {
  auto after = known_.upper_bound(evaluation);
  if (after == known_.begin()) return nullptr;
  const JournalEntry& entry = std::prev(after)->second;
  return evaluation < entry.first + entry.rows() ? &entry : nullptr;
}

void RunJournal::append(const JournalEntry& entry) {
  const std::string record = encode(entry);
  const std::lock_guard lock(mutex_);
  write(record);
  const auto now = std::chrono::steady_clock::now();
  if (now - synced_ < kSyncRest * syncTime_) return;
  if (::fdatasync(descriptor_) != 0 && errno != EINVAL) {
    throw Error("Cannot write the journal '" + path_ + "': " + std::strerror(errno) + ".");
  }
  synced_ = std::chrono::steady_clock::now();
  syncTime_ = synced_ - now;
}

void RunJournal::write(std::string_view bytes) {
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const ssize_t n = ::write(descriptor_, rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      const int code = n < 0 ? errno : EIO;
      // The partial record is cut off, so that a later one can follow.
      (void)!::ftruncate(descriptor_, static_cast<off_t>(size_));
      throw Error("Cannot write the journal '" + path_ + "': " + std::strerror(code) +
                  (code == ENOSPC || code == EDQUOT || code == EFBIG
                       ? "; free some space and resume, finished runs and what the journals hold are safe."
                       : "."));
    }
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  size_ += bytes.size();
}

void RunJournal::forgetFrom(std::int64_t evaluation) {
  std::erase_if(known_, [&](const auto& item) { return item.second.first + item.second.rows() > evaluation; });
  const Head head = headOf(owner_);
  std::string kept(reinterpret_cast<const char*>(&head), sizeof head);
  for (const auto& [first, entry] : known_) kept += encode(entry);
  const std::lock_guard lock(mutex_);
  writeDurably(path_, kept);
  ::close(descriptor_);
  descriptor_ = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (descriptor_ < 0) throw Error("Cannot continue the journal '" + path_ + "': " + std::strerror(errno) + ".");
  size_ = kept.size();
}

}  // namespace tandem::store
