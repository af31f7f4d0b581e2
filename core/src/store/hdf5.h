// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <hdf5.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

/// The only place that talks to HDF5. Handles are closed by their owners; every failure becomes one sentence that names
/// the file. All calls need the lock, as not every build of HDF5 is thread-safe.
namespace tandem::store {

/// Held around every use of HDF5; recursive, so that public methods may call each other.
class Hdf5Lock {
 public:
  Hdf5Lock();

 private:
  std::unique_lock<std::recursive_mutex> lock_;
};

/// Owner of an HDF5 identifier.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);
  Handle() = default;
  Handle(hid_t id, Close close) : id_(id), close_(close) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { reset(); }
  [[nodiscard]] hid_t get() const { return id_; }
  explicit operator bool() const { return id_ >= 0; }
  /// Closes now; false if HDF5 reports an error.
  bool reset() {
    const hid_t id = std::exchange(id_, -1);
    return id < 0 || close_(id) >= 0;
  }

 private:
  hid_t id_ = -1;
  Close close_ = nullptr;
};

/// Element types in use: double, std::int64_t, std::uint64_t, std::uint8_t.
template <typename T>
hid_t memoryType();

/// A matrix of short texts, row-major.
struct TextTable {
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::vector<std::string> cells;
};

/// The root or another group of an open file. Getters throw InputError ("... is damaged: ...") when something is
/// missing, of the wrong type, or larger than plausible; nothing is allocated before it is checked. Only what lies in
/// the file itself is read: links into other files, data kept in other files and virtual datasets count as missing.
/// Nothing lists the links of a group: if an index is damaged, HDF5 1.10 frees uninitialised memory.
class Node {
 public:
  /// Opens an existing HDF5 file for reading; throws InputError if it is missing or not readable as HDF5.
  static Node openFile(const std::string& path);
  /// Creates a new file.
  static Node createFile(const std::string& path);
  /// Throws Error if anything could not be written to this file so far (full disk). Writes themselves do not report it.
  void checkWritten() const;
  /// Writes everything and closes the file; throws like checkWritten().
  void closeFile();

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] hid_t id() const { return group_.get(); }
  [[nodiscard]] Node child(const std::string& name) const;
  [[nodiscard]] Node makeChild(const std::string& name) const;
  [[nodiscard]] bool hasChild(const std::string& name) const;
  [[nodiscard]] bool hasAttribute(const std::string& name) const;

  // ---- attributes ----
  void setText(const std::string& name, const std::string& value) const { setTexts(name, {&value, 1}, true); }
  void setTexts(const std::string& name, std::span<const std::string> values, bool scalar = false) const;
  void setInt(const std::string& name, std::int64_t value) const;
  void setUnsigned(const std::string& name, std::uint64_t value) const;
  void setInts(const std::string& name, std::span<const std::int64_t> values) const;
  void setReals(const std::string& name, std::span<const double> values) const;
  [[nodiscard]] std::string text(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> texts(const std::string& name) const;
  [[nodiscard]] std::int64_t integer(const std::string& name, std::int64_t low, std::int64_t high) const;
  [[nodiscard]] std::uint64_t unsignedInteger(const std::string& name) const;
  [[nodiscard]] std::vector<std::int64_t> integers(const std::string& name, std::size_t count) const;
  [[nodiscard]] std::vector<double> reals(const std::string& name, std::size_t count) const;

  // ---- datasets of texts ----
  void writeTable(const std::string& name, const TextTable& table, const std::string& dimensions,
                  const std::string& doc) const;
  [[nodiscard]] TextTable readTable(const std::string& name, std::size_t cols) const;

  // ---- datasets of numbers: rows stacked along the first dimension ----
  /// Rows of a dataset whose further dimensions must be `rowShape`. For no rows, nothing is opened.
  template <typename T>
  [[nodiscard]] std::vector<T> readRows(const std::string& name, const std::vector<std::size_t>& rowShape,
                                        std::size_t first, std::size_t count) const;
  /// The same, read into `rows`, which has room for them.
  template <typename T>
  void readRowsInto(const std::string& name, const std::vector<std::size_t>& rowShape, std::size_t first,
                    std::size_t count, std::span<T> rows) const;
  /// Number of rows of a dataset.
  [[nodiscard]] std::size_t rowCount(const std::string& name) const;
  /// Numbers in a row of a dataset.
  [[nodiscard]] std::size_t rowWidth(const std::string& name) const;

  /// From now on, adds the paths of the datasets that this node and its children open to `opened`.
  void noteOpened(std::set<std::string>* opened) { opened_ = opened; }
  /// Compares a dataset, named by its path in the file, with its checksum; empty or a sentence. For the root.
  [[nodiscard]] std::string checksumFinding(const std::string& dataset) const;

  /// Columns of this group hold the runs of several algorithms, one after another, this many of each: chunks hold whole
  /// algorithms and are compressed as well as possible.
  void stackRuns(int repetitions) { stacked_ = static_cast<std::size_t>(repetitions); }
  [[nodiscard]] std::size_t stackedRuns() const { return stacked_; }

  /// A dataset of this file as a node, to set its attributes.
  [[nodiscard]] Node adopt(Handle dataset) const { return {Handle(), std::move(dataset), path_}; }

  [[noreturn]] void damaged(const std::string& what) const;
  [[noreturn]] void writeFailed(const std::string& what) const;

 private:
  Node(Handle file, Handle group, std::string path)
      : file_(std::move(file)), group_(std::move(group)), path_(std::move(path)) {}
  void setAttribute(const std::string& name, hid_t fileType, hid_t memType, hid_t space, const void* data) const;
  template <typename T>
  [[nodiscard]] std::vector<T> numbers(const std::string& name, std::size_t most) const;
  struct Dataset {
    Handle id, space;
    std::vector<hsize_t> dims;
  };
  [[nodiscard]] Dataset openDataset(const std::string& name, std::size_t elementSize) const;
  void noteDataset(const std::string& name) const {
    if (opened_ != nullptr) opened_->insert(where_ + "/" + name);
  }
  template <typename T>
  [[nodiscard]] Dataset openRows(const std::string& name, const std::vector<std::size_t>& rowShape, std::size_t first,
                                 std::size_t count) const;
  template <typename T>
  void readOpened(const Dataset& dataset, const std::string& name, std::size_t first, std::size_t count, T* rows) const;

  std::unique_ptr<int> error_;  // errno of the first failed write, in the node that created the file; outlives file_
  Handle file_;                 // set in the node that opened the file
  Handle group_;                // the group itself
  std::string path_;
  std::string where_;  // of the group, within the file: "" or "/runs/0000"
  std::set<std::string>* opened_ = nullptr;
  std::size_t stacked_ = 0;
};

/// Writes one dataset row by row with little memory: rows are gathered into chunks, shuffled, deflated. The dataset is
/// created when the first chunk is full, or at finish(); small ones are stored uncompressed. Carries the attributes
/// `dimensions`, `description`, and `crc32` (of the values in C order, as zlib.crc32 computes it). Where the group
/// stacks runs, "repetition" in `dimensions` reads "run".
template <typename T>
class Column {
 public:
  Column(const Node& group, std::string name, std::string dimensions, std::string doc,
         std::vector<std::size_t> rowShape);
  /// Whole rows.
  void append(std::span<const T> values);
  void append(T value) { append(std::span<const T>(&value, 1)); }
  /// Rows so far.
  [[nodiscard]] std::int64_t rows() const;
  void finish();

 private:
  void create(std::size_t chunkRows, bool extendible, bool plain);
  void writeOut(std::size_t rowCount);

  const Node& group_;
  std::string name_, dimensions_, doc_;
  std::vector<std::size_t> rowShape_;
  std::size_t rowSize_ = 1;    // elements
  std::size_t chunkRows_ = 1;  // once a chunk is full
  unsigned deflate_ = 0;
  std::size_t written_ = 0;  // rows on disk
  std::uint32_t crc_ = 0;
  std::vector<T> buffer_;
  Handle dataset_;
};

}  // namespace tandem::store
