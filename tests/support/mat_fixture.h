// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Writes MATLAB 5 files to the letter of the format (uncompressed), for tests of what reads them.
namespace tandem::matfile {

inline std::string bytesOf(const void* data, std::size_t size) {
  return std::string(static_cast<const char*>(data), size);
}

/// A data element: tag, data, padding to eight bytes.
inline std::string element(std::uint32_t type, const std::string& data) {
  const std::uint32_t tag[2] = {type, static_cast<std::uint32_t>(data.size())};
  std::string out = bytesOf(tag, sizeof tag) + data;
  out.resize((out.size() + 7) / 8 * 8, '\0');
  return out;
}

inline std::string variable(std::uint32_t kind, const std::vector<std::int32_t>& dims, const std::string& name,
                            const std::string& content) {
  const std::uint32_t flags[2] = {kind, 0};
  return element(14, element(6, bytesOf(flags, sizeof flags)) + element(5, bytesOf(dims.data(), 4 * dims.size())) +
                         element(1, name) + content);
}

inline std::string doubles(const std::vector<std::int32_t>& dims, const std::vector<double>& values,
                           const std::string& name = "") {
  return variable(6, dims, name, element(9, bytesOf(values.data(), 8 * values.size())));
}
inline std::string number(double value) {
  return doubles({1, 1}, {value});
}
inline std::string text(const std::string& value) {
  return variable(4, {1, static_cast<std::int32_t>(value.size())}, "", element(16, value));
}
inline std::string cells(const std::vector<std::int32_t>& dims, const std::vector<std::string>& elements) {
  std::string content;
  for (const std::string& e : elements) content += e;
  return variable(1, dims, "", content);
}
/// A function handle, as MATLAB stores one: a class of its own.
inline std::string handle() {
  return variable(16, {1, 1}, "", text("@(x)x"));
}

/// elements: all fields of the first element, then of the second, ...
inline std::string structure(const std::vector<std::int32_t>& dims, const std::vector<std::string>& fields,
                             const std::vector<std::string>& elements, const std::string& name = "") {
  const std::int32_t width = 32;
  std::string names;
  for (std::string field : fields) {
    field.resize(32, '\0');
    names += field;
  }
  std::string content = element(5, bytesOf(&width, 4)) + element(1, names);
  for (const std::string& e : elements) content += e;
  return variable(2, dims, name, content);
}

inline std::string file(const std::string& variables) {
  std::string header = "MATLAB 5.0 MAT-file, written by a test";
  header.resize(124, ' ');
  return header + std::string("\0\1IM", 4) + variables;
}

}  // namespace tandem::matfile
