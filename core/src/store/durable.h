// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "tandem/error.h"

namespace tandem::store {

/// Writes a file so that after a crash it is either complete under its name or not there: temporary name, fsync,
/// rename, fsync of the folder. Throws Error naming the file and the system's reason, and then leaves nothing behind.
void writeDurably(const std::string& path, std::string_view first, std::string_view second = {});
/// fsync of a file or folder.
void syncPath(const std::string& path);
/// fsync of `from`, rename to `to`, fsync of the folder.
void renameDurably(const std::string& from, const std::string& to);
/// Makes a folder (its parent must exist) and fsyncs the parent.
void makeFolder(const std::string& path);
/// The folder of a path ("." if it names none).
std::string folderOf(const std::string& path);

/// The file system does not support locks.
class NoLocks : public Error {
 public:
  using Error::Error;
};

/// Exclusive lock of a process, released by the system when the process ends, however it ends. A lock with locking
/// disabled is always acquired.
class FileLock {
 public:
  explicit FileLock(bool locks = true) : locks_(locks) {}
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  /// False if another process holds it. Creates the file. Throws Error if the file cannot be created, NoLocks if it
  /// cannot be locked.
  bool acquire(const std::string& path);
  void release();
  [[nodiscard]] bool locks() const { return locks_; }

 private:
  bool locks_;
  int descriptor_ = -1;
};

}  // namespace tandem::store
