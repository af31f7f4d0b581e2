// SPDX-License-Identifier: Apache-2.0
#include "store/durable.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "tandem/error.h"

namespace tandem::store {

namespace {

[[noreturn]] void fail(const std::string& doing, const std::string& path, int code) {
  std::string sentence = "Cannot " + doing + " '" + path + "': " + std::strerror(code);
  if (code == ENOSPC || code == EDQUOT || code == EFBIG) {
    sentence += "; free some space and resume, finished runs are safe";
  }
  throw Error(sentence + ".");
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

/// errno of the failure, 0 if all is written.
int writeAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return n < 0 ? errno : EIO;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return 0;
}

}  // namespace

std::string folderOf(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

void syncPath(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) fail("open", path, errno);
  if (::fsync(file.get()) != 0 && errno != EINVAL) fail("sync", path, errno);  // EINVAL: not supported for folders
}

void writeDurably(const std::string& path, std::string_view first, std::string_view second) {
  const std::string temporary = path + ".part";
  int code = 0;
  {
    Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (file.get() < 0) fail("create", temporary, errno);
    code = writeAll(file.get(), first);
    if (code == 0) code = writeAll(file.get(), second);
    if (code == 0 && ::fsync(file.get()) != 0) code = errno;
    if (::close(file.release()) != 0 && code == 0) code = errno;
  }
  if (code == 0 && std::rename(temporary.c_str(), path.c_str()) != 0) code = errno;
  if (code != 0) {
    ::unlink(temporary.c_str());
    fail("write", path, code);
  }
  syncPath(folderOf(path));
}

void renameDurably(const std::string& from, const std::string& to) {
  syncPath(from);
  if (std::rename(from.c_str(), to.c_str()) != 0) fail("write", to, errno);
  syncPath(folderOf(to));
}

void makeFolder(const std::string& path) {
  if (::mkdir(path.c_str(), 0777) != 0 && errno != EEXIST) fail("create the folder", path, errno);
  if (!std::filesystem::is_directory(path)) fail("create the folder", path, ENOTDIR);
  syncPath(folderOf(path));
}

FileLock::~FileLock() {
  release();
}

bool FileLock::acquire(const std::string& path) {
  release();
  if (!locks_) return true;
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd < 0) fail("create", path, errno);
  descriptor_ = fd;
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    const int code = errno;
    release();
    if (code == EWOULDBLOCK) return false;
    throw NoLocks("Cannot lock '" + path + "': " + std::strerror(code) + ".");
  }
  // The last holder may have removed the file (and its folder) between our open and our lock.
  struct stat held {};
  struct stat named {};
  if (::fstat(fd, &held) != 0 || ::stat(path.c_str(), &named) != 0 || held.st_ino != named.st_ino ||
      held.st_dev != named.st_dev) {
    release();
    return false;
  }
  return true;
}

void FileLock::release() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

}  // namespace tandem::store
