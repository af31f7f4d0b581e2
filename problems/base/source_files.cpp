// SPDX-License-Identifier: Apache-2.0
#include "problems/base/source_files.h"

#include <matio.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <fstream>

#include "tandem/error.h"

namespace tandem::prob {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kMostBytes = std::uintmax_t{64} << 20U;
constexpr std::size_t kMostElements = std::size_t{1} << 22U;
constexpr std::size_t kMostParts = 20000;  // cells and struct fields of a file
constexpr int kMostDepth = 4;

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  throw InputError("The data file '" + file + "' " + why + "; take it from an undamaged checkout.");
}

std::string readAll(const std::string& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  if (error || !fs::is_regular_file(file)) refuse(file, "cannot be read");
  if (size > kMostBytes) refuse(file, "is larger than any published file (" + std::to_string(size) + " bytes)");
  std::string content(static_cast<std::size_t>(size), '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(content.data(), static_cast<std::streamsize>(size));
  if (static_cast<std::uintmax_t>(in.gcount()) != size) refuse(file, "cannot be read to its end");
  return content;
}

/// Copies a matio variable, checking sizes on the way.
class Converter {
 public:
  explicit Converter(const std::string& file) : file_(file) {}

  MatValue convert(matvar_t& v, int depth = 0) {
    if (depth > kMostDepth) refuse(file_, "nests its variables too deeply");
    MatValue value;
    const std::size_t count = elements(v);
    value.dims.assign(v.dims, v.dims + v.rank);
    switch (v.class_type) {
      case MAT_C_DOUBLE:
      case MAT_C_SINGLE:
      case MAT_C_INT8:
      case MAT_C_UINT8:
      case MAT_C_INT16:
      case MAT_C_UINT16:
      case MAT_C_INT32:
      case MAT_C_UINT32:
      case MAT_C_INT64:
      case MAT_C_UINT64:
        numbers(v, count, value);
        break;
      case MAT_C_CHAR:
        text(v, count, value);
        break;
      case MAT_C_CELL:
        parts(count);
        for (std::size_t i = 0; i < count && v.data != nullptr; ++i) {
          matvar_t* cell = static_cast<matvar_t**>(v.data)[i];
          value.cells.push_back(cell != nullptr ? convert(*cell, depth + 1) : MatValue{});
        }
        break;
      case MAT_C_STRUCT:
        structure(v, count, depth, value);
        break;
      default:
        break;  // functions, objects, ...: present, without content
    }
    return value;
  }

  /// Number of elements; refuses before anything is allocated for them.
  std::size_t elements(const matvar_t& v) {
    if (v.rank < 2 || v.rank > 4 || v.dims == nullptr) refuse(file_, "has a variable of unusual rank");
    std::size_t count = 1;
    for (int i = 0; i < v.rank; ++i) {
      const std::size_t d = v.dims[i];
      if (d > kMostElements || (d > 0 && count > kMostElements / d)) refuse(file_, "declares a variable too large");
      count *= d;
    }
    return count;
  }

 private:
  void parts(std::size_t more) {
    parts_ += more;
    if (parts_ > kMostParts) refuse(file_, "has too many cells or fields");
  }
  void account(const matvar_t& v, std::size_t count) {
    if (v.isComplex != 0) refuse(file_, "has a complex variable");
    if (count > 0 && (v.data == nullptr || v.nbytes < count * static_cast<std::size_t>(v.data_size))) {
      refuse(file_, "is truncated");
    }
    total_ += count;
    if (total_ > kMostElements) refuse(file_, "holds too many numbers");
  }
  template <typename T>
  static void copy(const matvar_t& v, std::size_t count, std::vector<double>& out) {
    const T* from = static_cast<const T*>(v.data);
    out.assign(from, from + count);
  }
  void numbers(const matvar_t& v, std::size_t count, MatValue& value) {
    account(v, count);
    switch (v.data_type) {
      case MAT_T_DOUBLE:
        return copy<double>(v, count, value.numbers);
      case MAT_T_SINGLE:
        return copy<float>(v, count, value.numbers);
      case MAT_T_INT8:
        return copy<std::int8_t>(v, count, value.numbers);
      case MAT_T_UINT8:
        return copy<std::uint8_t>(v, count, value.numbers);
      case MAT_T_INT16:
        return copy<std::int16_t>(v, count, value.numbers);
      case MAT_T_UINT16:
        return copy<std::uint16_t>(v, count, value.numbers);
      case MAT_T_INT32:
        return copy<std::int32_t>(v, count, value.numbers);
      case MAT_T_UINT32:
        return copy<std::uint32_t>(v, count, value.numbers);
      case MAT_T_INT64:
        return copy<std::int64_t>(v, count, value.numbers);
      case MAT_T_UINT64:
        return copy<std::uint64_t>(v, count, value.numbers);
      default:
        refuse(file_, "has a variable of an unknown type");
    }
  }
  void text(const matvar_t& v, std::size_t count, MatValue& value) {
    account(v, count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto* bytes = static_cast<const unsigned char*>(v.data);
      value.text += static_cast<char>(bytes[i * static_cast<std::size_t>(v.data_size)]);
    }
  }
  void structure(matvar_t& v, std::size_t count, int depth, MatValue& value) {
    const unsigned fields = Mat_VarGetNumberOfFields(&v);
    char* const* names = Mat_VarGetStructFieldnames(&v);
    if (fields > 1000) refuse(file_, "has too many cells or fields");
    parts(count * fields);
    for (unsigned f = 0; f < fields; ++f) {
      std::vector<MatValue> column;
      for (std::size_t i = 0; i < count; ++i) {
        matvar_t* field = Mat_VarGetStructFieldByIndex(&v, f, i);
        column.push_back(field != nullptr ? convert(*field, depth + 1) : MatValue{});
      }
      value.fields.emplace_back(names != nullptr && names[f] != nullptr ? names[f] : "", std::move(column));
    }
  }

  std::string file_;
  std::size_t total_ = 0;
  std::size_t parts_ = 0;
};

}  // namespace

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
    if (*p == '+') ++p;  // from_chars takes no plus sign
    double value = 0.0;
    const auto [next, error] = std::from_chars(p, end, value);
    if (error != std::errc{} || (next != end && !separator(*next))) {
      refuse(file, "has something that is not a number after " + std::to_string(values.size()) + " numbers");
    }
    if (values.size() == most) refuse(file, "has more than the expected " + std::to_string(most) + " numbers");
    values.push_back(value);
    p = next;
  }
}

const std::map<std::string, MatValue>& SourceFiles::matFile(const std::string& source) {
  if (source == parsedSource_) return parsed_;
  const std::string file = path(source);
  const std::string content = readAll(file);
  // Only the plain format; HDF5-based files would take another, larger parser.
  if (content.size() < 128 || content.substr(0, 10) != "MATLAB 5.0" ||
      (content.substr(126, 2) != "IM" && content.substr(126, 2) != "MI")) {
    refuse(file, "is not a MATLAB 5 file");
  }
  const std::unique_ptr<mat_t, int (*)(mat_t*)> mat(Mat_Open(file.c_str(), MAT_ACC_RDONLY), Mat_Close);
  if (mat == nullptr) refuse(file, "cannot be opened as a MATLAB 5 file");
  std::map<std::string, MatValue> variables;
  Converter converter(file);
  while (true) {
    const std::unique_ptr<matvar_t, void (*)(matvar_t*)> v(Mat_VarReadNextInfo(mat.get()), Mat_VarFree);
    if (v == nullptr) break;
    (void)converter.elements(*v);
    if (Mat_VarReadDataAll(mat.get(), v.get()) != 0) refuse(file, "is truncated or damaged");
    if (v->name != nullptr) variables[v->name] = converter.convert(*v);
  }
  if (variables.empty()) refuse(file, "holds no variable");
  parsedSource_ = source;
  parsed_ = std::move(variables);
  return parsed_;
}

}  // namespace tandem::prob
