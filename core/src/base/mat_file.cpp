// SPDX-License-Identifier: Apache-2.0
// Format: "MAT-File Format", The MathWorks. A file is a header of 128 bytes and a sequence of data elements: a tag with
// type and length, then the data, padded to eight bytes. A variable is an element that consists of elements.
#include "tandem/mat_file.h"

#include <zlib.h>

#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>

#include "tandem/error.h"
#include "tandem/unicode.h"

namespace tandem {

namespace {

enum Type : std::uint32_t {
  Int8 = 1,
  UInt8 = 2,
  Int16 = 3,
  UInt16 = 4,
  Int32 = 5,
  UInt32 = 6,
  Single = 7,
  Double = 9,
  Int64 = 12,
  UInt64 = 13,
  MatrixElement = 14,
  Compressed = 15,
  Utf8 = 16,
  Utf16 = 17,
};
enum Class : std::uint32_t {
  CellClass = 1,
  StructClass = 2,
  ObjectClass = 3,
  CharClass = 4,
  FirstNumeric = 6,
  LastNumeric = 15
};

constexpr int kMostDepth = 6;

[[noreturn]] void refuseFile(const MatReading& reading, const std::string& why) {
  throw InputError("The " + reading.kind + " '" + reading.file + "' " + why +
                   (reading.cure.empty() ? "" : "; " + reading.cure) + ".");
}

struct Element {
  std::uint32_t type = 0;
  const char* data = nullptr;
  std::size_t size = 0;
};

class Parser {
 public:
  Parser(const MatReading& reading, bool swap) : limits_(reading), swap_(swap) {}

  void variables(const char* data, std::size_t size, std::map<std::string, MatValue>& out, bool unpacked = false) {
    const char* const end = data + size;
    while (data != end) {
      const Element element = next(data, end);
      if (element.type == Compressed) {
        if (unpacked) refuse("is packed twice");
        const std::string content = unpack(element);
        variables(content.data(), content.size(), out, true);
      } else if (element.type == MatrixElement) {
        auto [name, value] = variable(element, 0);
        out[name] = std::move(value);
      }
    }
  }

 private:
  [[noreturn]] void refuse(const std::string& why) const { refuseFile(limits_, why); }

  template <typename T>
  [[nodiscard]] T load(const char* p) const {
    unsigned char bytes[sizeof(T)];
    std::memcpy(bytes, p, sizeof(T));
    if (swap_) {
      for (std::size_t i = 0; i < sizeof(T) / 2; ++i) std::swap(bytes[i], bytes[sizeof(T) - 1 - i]);
    }
    T value;
    std::memcpy(&value, bytes, sizeof(T));
    return value;
  }

  /// The element at `at`; moves `at` past it and its padding.
  Element next(const char*& at, const char* end) const {
    if (end - at < 8) refuse("is truncated");
    const auto first = load<std::uint32_t>(at);
    Element element;
    if (first >> 16U != 0) {  // short form: type, length and up to four bytes in one word
      element = {first & 0xffffU, at + 4, first >> 16U};
      if (element.size > 4) refuse("is damaged (a short element of more than four bytes)");
      at += 8;
      return element;
    }
    element = {first, at + 8, load<std::uint32_t>(at + 4)};
    const auto left = static_cast<std::size_t>(end - element.data);
    if (element.size > left) refuse("is truncated");
    const std::size_t padded = element.type == Compressed ? element.size : (element.size + 7) / 8 * 8;
    at = element.data + std::min(padded, left);
    return element;
  }

  std::string unpack(const Element& element) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) refuse("cannot be unpacked");
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(element.data));  // zlib reads only
    stream.avail_in = static_cast<uInt>(element.size);
    std::string content;
    std::vector<char> chunk(std::size_t{1} << 16U);
    int status = Z_OK;
    while (status == Z_OK && content.size() <= limits_.mostBytes) {
      stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
      stream.avail_out = static_cast<uInt>(chunk.size());
      status = inflate(&stream, Z_NO_FLUSH);
      content.append(chunk.data(), chunk.size() - stream.avail_out);
      if (stream.avail_in == 0 && stream.avail_out != 0) break;
    }
    inflateEnd(&stream);
    unpacked_ += content.size();
    if (unpacked_ > limits_.mostBytes) refuse("unpacks to more than is read here");
    if (status != Z_STREAM_END) refuse("is truncated or damaged (packed data)");
    return content;
  }

  std::pair<std::string, MatValue> variable(const Element& element, int depth) {
    MatValue value;
    if (element.size == 0) return {"", value};  // an empty cell
    if (depth > kMostDepth) refuse("nests its variables too deeply");
    const char* at = element.data;
    const char* const end = at + element.size;
    const Element flags = next(at, end);
    if (flags.type != UInt32 || flags.size != 8) refuse("is damaged (flags of a variable)");
    const auto word = load<std::uint32_t>(flags.data);
    const std::uint32_t kind = word & 0xffU;
    if (kind > LastNumeric || kind == ObjectClass) {  // function handles, objects: another layout
      value.foreign = true;
      return {"", value};
    }
    const std::size_t count = dimensions(next(at, end), value);
    const Element nameElement = next(at, end);
    const std::string name(nameElement.data, nameElement.size);
    if (kind == CellClass) {
      account(parts_, count, limits_.mostParts);
      for (std::size_t i = 0; i < count; ++i) value.cells.push_back(part(at, end, depth));
    } else if (kind == StructClass) {
      structure(at, end, count, depth, value);
    } else if (kind == CharClass) {
      value.text = characters(next(at, end), count);
    } else if (kind >= FirstNumeric) {
      if ((word & 0x800U) != 0) refuse("has a complex variable");
      value.numbers = numbers(next(at, end), count);
    } else {
      value.foreign = true;  // sparse
    }
    return {name, value};
  }

  MatValue part(const char*& at, const char* end, int depth) {
    const Element element = next(at, end);
    if (element.type != MatrixElement) refuse("is damaged (a part that is no variable)");
    return variable(element, depth + 1).second;
  }

  std::size_t dimensions(const Element& element, MatValue& value) const {
    if (element.type != Int32 || element.size < 8 || element.size > 16 || element.size % 4 != 0) {
      refuse("has a variable of unusual rank");
    }
    std::size_t count = 1;
    for (std::size_t i = 0; i < element.size; i += 4) {
      const auto d = load<std::int32_t>(element.data + i);
      if (d < 0 || static_cast<std::size_t>(d) > limits_.mostElements) refuse("declares a variable too large");
      value.dims.push_back(static_cast<std::size_t>(d));
      count *= value.dims.back();
      if (count > limits_.mostElements) refuse("declares a variable too large");
    }
    return count;
  }

  void structure(const char*& at, const char* end, std::size_t count, int depth, MatValue& value) {
    const Element width = next(at, end);
    if (width.type != Int32 || width.size != 4) refuse("is damaged (field names)");
    const auto length = load<std::int32_t>(width.data);
    if (length < 1 || length > 256) refuse("is damaged (field names)");
    const Element names = next(at, end);
    const std::size_t fields = names.size / static_cast<std::size_t>(length);
    if (fields > limits_.mostParts || count > limits_.mostParts) refuse("has too many cells or fields");
    account(parts_, count * fields, limits_.mostParts);
    for (std::size_t f = 0; f < fields; ++f) {
      const char* name = names.data + f * static_cast<std::size_t>(length);
      value.fields.emplace_back(std::string(name, strnlen(name, static_cast<std::size_t>(length))),
                                std::vector<MatValue>());
    }
    for (std::size_t i = 0; i < count; ++i) {
      for (auto& [name, column] : value.fields) column.push_back(part(at, end, depth));
    }
  }

  void account(std::size_t& total, std::size_t more, std::size_t most) const {
    total += more;
    if (total > most) refuse("holds too many numbers, cells or fields");
  }

  template <typename T>
  std::vector<double> numbersOf(const Element& element, std::size_t count) {
    if (element.size != count * sizeof(T)) refuse("is damaged (an array whose length is not that of its shape)");
    account(elements_, count, limits_.mostElements);
    std::vector<double> values(count);
    for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<double>(load<T>(element.data + i * sizeof(T)));
    return values;
  }

  /// Characters as UTF-8. UTF-8 elements have fewer characters than bytes; MATLAB's own files have UTF-16 where a text
  /// is not ASCII. Invalid sequences become U+FFFD.
  std::string characters(const Element& element, std::size_t count) {
    std::string text;
    if (element.type == Utf8) {
      if (element.size < count || element.size / 4 > count) {
        refuse("is damaged (a text whose length is not that of its shape)");
      }
      account(elements_, element.size, limits_.mostElements);
      for (const char32_t c : charactersOf({element.data, element.size})) appendUtf8(text, c);
      return text;
    }
    const std::vector<double> codes = numbers(element, count);
    const auto unit = [&](std::size_t at) {
      return at < codes.size() && codes[at] >= 0.0 && codes[at] < 65536.0 ? static_cast<char32_t>(codes[at]) : 0xfffdU;
    };
    for (std::size_t i = 0; i < codes.size(); ++i) {
      char32_t c = unit(i);
      if ((c & 0xfc00U) == 0xd800U && (unit(i + 1) & 0xfc00U) == 0xdc00U) {
        c = 0x10000U + ((c & 0x3ffU) << 10U) + (unit(++i) & 0x3ffU);
      }
      appendUtf8(text, c);
    }
    return text;
  }

  /// Numbers are stored in the smallest type that holds them.
  std::vector<double> numbers(const Element& element, std::size_t count) {
    switch (element.type) {
      case Int8:
        return numbersOf<std::int8_t>(element, count);
      case UInt8:
      case Utf8:
        return numbersOf<std::uint8_t>(element, count);
      case Int16:
        return numbersOf<std::int16_t>(element, count);
      case UInt16:
      case Utf16:
        return numbersOf<std::uint16_t>(element, count);
      case Int32:
        return numbersOf<std::int32_t>(element, count);
      case UInt32:
        return numbersOf<std::uint32_t>(element, count);
      case Single:
        return numbersOf<float>(element, count);
      case Double:
        return numbersOf<double>(element, count);
      case Int64:
        return numbersOf<std::int64_t>(element, count);
      case UInt64:
        return numbersOf<std::uint64_t>(element, count);
      default:
        refuse("has a variable of an unknown type");
    }
  }

  const MatReading& limits_;
  bool swap_;
  std::size_t unpacked_ = 0;
  std::size_t elements_ = 0;
  std::size_t parts_ = 0;
};

}  // namespace

std::map<std::string, MatValue> parseMatFile(const std::string& bytes, const MatReading& reading) {
  constexpr std::size_t kHeader = 128;
  const auto begins = [&](const char* text) { return bytes.rfind(text, 0) == 0; };
  if (begins("MATLAB 7.3") || begins("\x89HDF")) {
    refuseFile(reading, "has MATLAB's version 7.3 (HDF5), which is not read; save it with -v7");
  }
  if (begins("# Created by Octave") || begins("Octave-1")) {
    refuseFile(reading, "has Octave's own format, which is not read; save it with -v7");
  }
  const std::string order = bytes.size() < kHeader ? "" : bytes.substr(126, 2);
  const bool little = order == "IM";
  if (!begins("MATLAB 5.0") || (!little && order != "MI") ||
      bytes.compare(124, 2, little ? std::string("\0\1", 2) : std::string("\1\0", 2)) != 0) {
    refuseFile(reading, "is not a MATLAB 5 file");
  }
  static_assert(std::endian::native == std::endian::little);
  std::map<std::string, MatValue> variables;
  Parser(reading, !little).variables(bytes.data() + kHeader, bytes.size() - kHeader, variables);
  if (variables.empty()) refuseFile(reading, "holds no variable");
  return variables;
}

}  // namespace tandem
