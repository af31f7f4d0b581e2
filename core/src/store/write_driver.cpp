// SPDX-License-Identifier: Apache-2.0
#include "store/write_driver.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <limits>

namespace tandem::store {

namespace {

struct Settings {
  int* error = nullptr;
};

/// HDF5 identifies it by its first member.
struct File {
  H5FD_t base;
  int fd;
  haddr_t allocated;  // end of what HDF5 has allocated
  haddr_t end;        // size of the file
  int* error;
};

File& of(H5FD_t* file) {
  return *reinterpret_cast<File*>(file);
}
const File& of(const H5FD_t* file) {
  return *reinterpret_cast<const File*>(file);
}

H5FD_t* openFile(const char* name, unsigned flags, hid_t accessList, haddr_t /*most*/) {
  const auto* settings = static_cast<const Settings*>(H5Pget_driver_info(accessList));
  if (settings == nullptr || settings->error == nullptr) return nullptr;
  int mode = (flags & H5F_ACC_RDWR) != 0 ? O_RDWR : O_RDONLY;
  if ((flags & H5F_ACC_TRUNC) != 0) mode |= O_TRUNC;
  if ((flags & H5F_ACC_CREAT) != 0) mode |= O_CREAT;
  if ((flags & H5F_ACC_EXCL) != 0) mode |= O_EXCL;
  const int fd = ::open(name, mode | O_CLOEXEC, 0666);
  if (fd < 0) return nullptr;
  struct stat status {};
  if (::fstat(fd, &status) != 0) {
    ::close(fd);
    return nullptr;
  }
  auto* file = new File{};
  file->fd = fd;
  file->end = static_cast<haddr_t>(status.st_size);
  file->error = settings->error;
  return &file->base;
}

herr_t closeFile(H5FD_t* base) {
  File& file = of(base);
  if (::close(file.fd) != 0 && *file.error == 0) *file.error = errno;
  delete &file;
  return 0;
}

int compare(const H5FD_t* a, const H5FD_t* b) {
  struct stat first {};
  struct stat second {};
  ::fstat(of(a).fd, &first);
  ::fstat(of(b).fd, &second);
  if (first.st_dev != second.st_dev) return first.st_dev < second.st_dev ? -1 : 1;
  return first.st_ino == second.st_ino ? 0 : (first.st_ino < second.st_ino ? -1 : 1);
}

herr_t query(const H5FD_t* /*file*/, unsigned long* flags) {
  if (flags != nullptr) {
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
             H5FD_FEAT_AGGREGATE_SMALLDATA | H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
  }
  return 0;
}

haddr_t allocated(const H5FD_t* file, H5FD_mem_t /*type*/) {
  return of(file).allocated;
}
herr_t setAllocated(H5FD_t* file, H5FD_mem_t /*type*/, haddr_t address) {
  of(file).allocated = address;
  return 0;
}
haddr_t endOfFile(const H5FD_t* file, H5FD_mem_t /*type*/) {
  return of(file).end;
}

herr_t readAt(H5FD_t* base, H5FD_mem_t /*type*/, hid_t /*transfer*/, haddr_t address, size_t size, void* buffer) {
  auto* to = static_cast<char*>(buffer);
  while (size > 0) {
    const ssize_t n = ::pread(of(base).fd, to, size, static_cast<off_t>(address));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return -1;
    if (n == 0) {
      std::memset(to, 0, size);  // beyond the end
      return 0;
    }
    to += n;
    address += static_cast<haddr_t>(n);
    size -= static_cast<size_t>(n);
  }
  return 0;
}

herr_t writeAt(H5FD_t* base, H5FD_mem_t /*type*/, hid_t /*transfer*/, haddr_t address, size_t size,
               const void* buffer) {
  File& file = of(base);
  const auto* from = static_cast<const char*>(buffer);
  while (size > 0 && *file.error == 0) {
    const ssize_t n = ::pwrite(file.fd, from, size, static_cast<off_t>(address));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      *file.error = n < 0 ? errno : EIO;
      break;
    }
    from += n;
    address += static_cast<haddr_t>(n);
    size -= static_cast<size_t>(n);
  }
  file.end = std::max(file.end, address + size);
  return 0;
}

herr_t truncateFile(H5FD_t* base, hid_t /*transfer*/, hbool_t /*closing*/) {
  File& file = of(base);
  if (file.allocated == file.end) return 0;
  if (*file.error == 0 && ::ftruncate(file.fd, static_cast<off_t>(file.allocated)) != 0) *file.error = errno;
  file.end = file.allocated;
  return 0;
}

hid_t registerDriver() {
  H5FD_class_t driver{};
  driver.name = "tandem-write";
  driver.maxaddr = static_cast<haddr_t>(std::numeric_limits<off_t>::max());
  driver.fc_degree = H5F_CLOSE_STRONG;
  driver.fapl_size = sizeof(Settings);
  driver.open = openFile;
  driver.close = closeFile;
  driver.cmp = compare;
  driver.query = query;
  driver.get_eoa = allocated;
  driver.set_eoa = setAllocated;
  driver.get_eof = endOfFile;
  driver.read = readAt;
  driver.write = writeAt;
  driver.truncate = truncateFile;
  const H5FD_mem_t map[] = H5FD_FLMAP_DICHOTOMY;
  std::copy(std::begin(map), std::end(map), driver.fl_map);
  return H5FDregister(&driver);
}

}  // namespace

void useWriteDriver(hid_t accessList, int* error) {
  static const hid_t driver = registerDriver();
  Settings settings;
  settings.error = error;
  H5Pset_driver(accessList, driver, &settings);
}

}  // namespace tandem::store
