// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdlib>
#include <filesystem>
#include <string>

#include "tandem/error.h"

namespace tandem::cli {

/// A private folder that is removed with its content by the destructor. Throws Error if it cannot be created.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::error_code failed;  // TMPDIR is not a folder
    path_ = (std::filesystem::temp_directory_path(failed) / "tandem-XXXXXX").string();
    if (failed || mkdtemp(path_.data()) == nullptr) {
      throw Error("No temporary folder can be made; set TMPDIR to a writable one.");
    }
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace tandem::cli
