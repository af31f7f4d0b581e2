// SPDX-License-Identifier: Apache-2.0
#include "problems/base/instances/source_files.h"

#include <charconv>
#include <cstdint>
#include <filesystem>
#include <fstream>

#include "tandem/error.h"

namespace tandem::prob {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kMostBytes = std::uintmax_t{64} << 20U;
constexpr const char* kCure = "take it from an undamaged checkout";

std::string readAll(const std::string& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  if (error || !fs::is_regular_file(file)) refuseSource(file, "cannot be read");
  if (size > kMostBytes) refuseSource(file, "is larger than any published file (" + std::to_string(size) + " bytes)");
  std::string content(static_cast<std::size_t>(size), '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(content.data(), static_cast<std::streamsize>(size));
  if (static_cast<std::uintmax_t>(in.gcount()) != size) refuseSource(file, "cannot be read to its end");
  return content;
}

}  // namespace

void refuseSource(const std::string& file, const std::string& why) {
  throw InputError("The data file '" + file + "' " + why + "; " + kCure + ".");
}

SourceFiles::SourceFiles(const std::string& checkout) {
  for (const char* below : {"MTO/Problems", "Problems"}) {
    const fs::path candidate = fs::path(checkout) / below;
    if (fs::is_directory(candidate)) {
      root_ = candidate.string();
      return;
    }
  }
  throw InputError("'" + checkout + "' is not an MToP checkout: it has no folder MTO/Problems.");
}

std::string SourceFiles::path(const std::string& source) const {
  return (fs::path(root_) / source).string();
}

bool SourceFiles::has(const std::string& source) const {
  return fs::is_regular_file(path(source));
}

std::vector<double> SourceFiles::numbers(const std::string& source, std::size_t most) const {
  const std::string file = path(source);
  const std::string content = readAll(file);
  std::vector<double> values;
  const char* p = content.data();
  const char* const end = p + content.size();
  const auto separator = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ';'; };
  while (true) {
    while (p != end && separator(*p)) ++p;
    if (p == end) return values;
    if (*p == '+' && p + 1 != end && p[1] != '-') ++p;  // from_chars takes no plus sign
    double value = 0.0;
    const auto [next, error] = std::from_chars(p, end, value);
    if (error != std::errc{} || (next != end && !separator(*next))) {
      refuseSource(file, "has something that is not a number after " + std::to_string(values.size()) + " numbers");
    }
    if (values.size() == most) refuseSource(file, "has more than the expected " + std::to_string(most) + " numbers");
    values.push_back(value);
    p = next;
  }
}

const std::map<std::string, MatValue>& SourceFiles::matFile(const std::string& source) {
  if (source == parsedSource_) return parsed_;
  const std::string file = path(source);
  parsed_ = parseMatFile(readAll(file), {.file = file, .kind = "data file", .cure = kCure});
  parsedSource_ = source;
  return parsed_;
}

}  // namespace tandem::prob
