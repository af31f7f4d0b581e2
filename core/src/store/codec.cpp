// SPDX-License-Identifier: Apache-2.0
#include "store/codec.h"

#include <array>
#include <bit>
#include <cstring>
#include <type_traits>

#include "store/columns.h"
#include "tandem/error.h"

namespace tandem::store {

static_assert(std::endian::native == std::endian::little, "shards are little-endian");

namespace {

class Encoder {
 public:
  std::string bytes;
  template <typename T>
  void put(T value) {
    static_assert(std::is_arithmetic_v<T>);
    char raw[sizeof(T)];
    std::memcpy(raw, &value, sizeof(T));
    bytes.append(raw, sizeof(T));
  }
  template <typename T>
  void putArray(const T* values, std::size_t count) {
    put<std::uint64_t>(count);
    if (count > 0) bytes.append(reinterpret_cast<const char*>(values), count * sizeof(T));
  }
  template <typename T>
  void putArray(const std::vector<T>& values) {
    putArray(values.data(), values.size());
  }
  template <typename T>
  void putValue(const T& value) {
    put<T>(value);
  }
  void putValue(bool value) { put<std::uint8_t>(value ? 1 : 0); }
  template <typename T>
  void putValue(const std::vector<T>& values) {
    putArray(values);
  }
  template <typename T, std::size_t N>
  void putValue(const std::array<T, N>& values) {
    for (const T value : values) put(value);
  }
  void putColumns(ShardPlace place, const RunRecord& record) {
    visitColumns([&](const ColumnInfo& column, auto member, auto) {
      if (column.place == place) this->putValue(record.*member);
    });
  }
  void putMatrix(const Matrix& m) {
    put<std::int32_t>(m.rows());
    put<std::int32_t>(m.cols());
    putArray(m.values().data(), m.values().size());
  }
};

class Decoder {
 public:
  Decoder(std::string_view bytes, const std::string& source) : rest_(bytes), source_(source) {}

  template <typename T>
  T get() {
    T value;
    std::memcpy(&value, take(sizeof(T)), sizeof(T));
    return value;
  }
  /// A count of items that take at least `each` bytes.
  std::size_t count(std::size_t each) {
    const auto n = get<std::uint64_t>();
    if (n > rest_.size() / each) fail();
    return n;
  }
  template <typename T>
  void getArray(std::vector<T>& values) {
    const std::size_t n = count(sizeof(T));
    values.resize(n);
    if (n > 0) std::memcpy(values.data(), take(n * sizeof(T)), n * sizeof(T));
  }
  template <typename T>
  void getValue(T& value) {
    value = get<T>();
  }
  void getValue(bool& value) {
    const auto byte = get<std::uint8_t>();
    if (byte > 1) fail();
    value = byte != 0;
  }
  template <typename T>
  void getValue(std::vector<T>& values) {
    getArray(values);
  }
  template <typename T, std::size_t N>
  void getValue(std::array<T, N>& values) {
    for (T& value : values) value = get<T>();
  }
  /// Shards from before an optional column existed end without it.
  void getColumns(ShardPlace place, RunRecord& record) {
    visitColumns([&](const ColumnInfo& column, auto member, auto) {
      const bool absent = place == ShardPlace::Last && column.optional && rest_.empty();
      if (column.place == place && !absent) getValue(record.*member);
    });
  }
  Matrix getMatrix() {
    const auto rows = get<std::int32_t>();
    const auto cols = get<std::int32_t>();
    const std::size_t n = count(sizeof(double));
    if (rows < 0 || cols < 0 || static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols) != n) fail();
    Matrix m(rows, cols);
    if (n > 0) std::memcpy(m.data(), take(n * sizeof(double)), n * sizeof(double));
    return m;
  }
  std::string getText() {
    const std::size_t n = count(1);
    return n == 0 ? std::string() : std::string(take(n), n);
  }
  void finish() const {
    if (!rest_.empty()) fail();
  }
  [[noreturn]] void fail() const { throw InputError("'" + source_ + "' is damaged: a run in it cannot be decoded."); }

 private:
  const char* take(std::size_t size) {
    if (size > rest_.size()) fail();
    const char* data = rest_.data();
    rest_.remove_prefix(size);
    return data;
  }
  std::string_view rest_;
  const std::string& source_;
};

static_assert(std::is_trivially_copyable_v<Improvement> && sizeof(Improvement) == 32);
static_assert(std::is_trivially_copyable_v<TransferCounts> && sizeof(TransferCounts) == 24);
static_assert(std::is_trivially_copyable_v<TransferRow> && sizeof(TransferRow) == 48);

}  // namespace

std::string encodeRecord(const RunRecord& record) {
  Encoder e;
  e.put<std::int32_t>(record.problem);
  e.put<std::int32_t>(record.algorithm);
  e.put<std::int32_t>(record.repetition);
  e.put<std::uint8_t>(static_cast<std::uint8_t>(record.status));
  e.putArray(record.message.data(), record.message.size());
  e.putColumns(ShardPlace::AfterMessage, record);
  e.put<std::int32_t>(record.tasks);
  e.put<std::int32_t>(record.checkpoints);
  e.putColumns(ShardPlace::AfterSizes, record);
  e.put<std::uint64_t>(record.fronts.size());
  for (const FrontRecord& front : record.fronts) {
    e.putMatrix(front.objectives);
    e.putArray(front.cv);
    e.putMatrix(front.decisions);
  }
  e.put<std::uint64_t>(record.decisions.size());
  for (const auto& decisions : record.decisions) e.putArray(decisions);
  e.put<std::uint64_t>(record.improvements.size());
  for (const auto& log : record.improvements) e.putArray(log);
  e.putColumns(ShardPlace::BeforeTransfer, record);
  e.putArray(record.transfer);
  e.putColumns(ShardPlace::AfterTransfer, record);
  e.putArray(record.device.data(), record.device.size());
  e.putColumns(ShardPlace::AfterDevice, record);
  for (const auto* rows : {&record.traces, &record.state}) {
    e.put<std::uint64_t>(rows->size());
    for (const auto& values : *rows) e.putArray(values);
  }
  e.putColumns(ShardPlace::Last, record);
  return std::move(e.bytes);
}

RunRecord decodeRecord(std::string_view bytes, const std::string& source) {
  Decoder d(bytes, source);
  RunRecord record;
  record.problem = d.get<std::int32_t>();
  record.algorithm = d.get<std::int32_t>();
  record.repetition = d.get<std::int32_t>();
  const auto status = d.get<std::uint8_t>();
  if (status != static_cast<std::uint8_t>(RunStatus::Finished) &&
      status != static_cast<std::uint8_t>(RunStatus::Failed)) {
    d.fail();
  }
  record.status = static_cast<RunStatus>(status);
  record.message = d.getText();
  d.getColumns(ShardPlace::AfterMessage, record);
  record.tasks = d.get<std::int32_t>();
  record.checkpoints = d.get<std::int32_t>();
  d.getColumns(ShardPlace::AfterSizes, record);
  record.fronts.resize(d.count(40));
  for (FrontRecord& front : record.fronts) {
    front.objectives = d.getMatrix();
    d.getArray(front.cv);
    front.decisions = d.getMatrix();
  }
  record.decisions.resize(d.count(8));
  for (auto& decisions : record.decisions) d.getArray(decisions);
  record.improvements.resize(d.count(8));
  for (auto& log : record.improvements) d.getArray(log);
  d.getColumns(ShardPlace::BeforeTransfer, record);
  d.getArray(record.transfer);
  d.getColumns(ShardPlace::AfterTransfer, record);
  record.device = d.getText();
  d.getColumns(ShardPlace::AfterDevice, record);
  for (auto* rows : {&record.traces, &record.state}) {
    rows->resize(d.count(8));
    for (auto& values : *rows) d.getArray(values);
  }
  d.getColumns(ShardPlace::Last, record);
  d.finish();
  return record;
}

}  // namespace tandem::store
