// SPDX-License-Identifier: Apache-2.0
#include "problems/base/instances/instance_data.h"

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "tandem/error.h"

namespace tandem::prob {

namespace fs = std::filesystem;

namespace {

// Archive: magic, number of arrays; per array: length of the name, name, rows, cols, values; hash of everything before
// it. Integers are 32-bit, everything is little-endian (as all supported machines are).
constexpr char kMagic[9] = "TDATA 1\n";
constexpr std::uintmax_t kMostBytes = std::uintmax_t{256} << 20U;

std::uint64_t hashBytes(const char* data, std::size_t size) {
  std::uint64_t h = mix64(size);
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, data + i, 8);
    h = mix64(h ^ word);
  }
  std::uint64_t word = 0;
  std::memcpy(&word, data + i, size - i);
  return mix64(h ^ word);
}

std::string hex(std::uint64_t h) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = 0; i < 16; ++i) text[i] = kDigits[(h >> (60U - 4U * i)) & 15U];
  return text;
}

template <typename T>
void append(std::string& out, const T* values, std::size_t n) {
  const std::size_t old = out.size();
  out.resize(old + n * sizeof(T));
  if (n > 0) std::memcpy(out.data() + old, values, n * sizeof(T));
}
void appendNumber(std::string& out, std::size_t value) {
  const auto number = static_cast<std::uint32_t>(value);
  append(out, &number, 1);
}

std::string serialise(const Arrays& arrays) {
  std::string out(kMagic, 8);
  appendNumber(out, arrays.size());
  for (const auto& [name, m] : arrays) {
    appendNumber(out, name.size());
    out += name;
    appendNumber(out, static_cast<std::size_t>(m.rows()));
    appendNumber(out, static_cast<std::size_t>(m.cols()));
    append(out, m.data(), m.values().size());
  }
  return out;
}

/// Reads the archive's bytes with every length checked against what is left.
class Reader {
 public:
  Reader(const std::string& bytes, std::string file) : bytes_(bytes), file_(std::move(file)) {}
  [[noreturn]] void refuse(const std::string& why) const {
    throw InputError("The imported data file '" + file_ + "' " + why + "; repeat 'tandem data import'.");
  }
  std::string text(std::size_t n) {
    need(n);
    at_ += n;
    return bytes_.substr(at_ - n, n);
  }
  std::uint32_t number() {
    std::uint32_t value = 0;
    need(sizeof value);
    std::memcpy(&value, bytes_.data() + at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  Matrix matrix(std::uint32_t rows, std::uint32_t cols) {
    const std::size_t count = std::size_t{rows} * cols;
    if (rows > (1U << 24U) || cols > (1U << 24U) || count > bytes_.size() / 8) refuse("is truncated");
    need(count * 8);
    Matrix m(static_cast<int>(rows), static_cast<int>(cols));
    if (count > 0) std::memcpy(m.data(), bytes_.data() + at_, count * 8);
    at_ += count * 8;
    return m;
  }
  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }

 private:
  void need(std::size_t n) const {
    if (n > left()) refuse("is truncated");
  }
  const std::string& bytes_;
  std::string file_;
  std::size_t at_ = 0;
};

}  // namespace

DataUser::~DataUser() = default;

const Matrix& InstanceArrays::operator[](const std::string& name) const {
  const auto it = arrays.find(name);
  if (it == arrays.end()) throw Error("The instance has no array '" + name + "'.");
  return it->second;
}

std::vector<double> InstanceArrays::vector(const std::string& name) const {
  const std::span<const double> values = (*this)[name].values();
  return {values.begin(), values.end()};
}

std::string arraysChecksum(const Arrays& arrays) {
  const std::string bytes = serialise(arrays);
  return hex(hashBytes(bytes.data(), bytes.size()));
}

std::string archivePath(const std::string& dataDir, const DataSet& set) {
  return (fs::path(dataDir.empty() ? defaultDataDir() : dataDir) / set.suite / (set.name + ".tdata")).string();
}

Arrays readArchive(const std::string& path, const DataSet& set) {
  std::string bytes;
  Reader in(bytes, path);
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) in.refuse("cannot be read");
  if (size > kMostBytes) in.refuse("is too large");
  bytes.resize(size);
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  if (static_cast<std::uintmax_t>(file.gcount()) != size) in.refuse("cannot be read to its end");
  if (size < 20 || bytes.compare(0, 8, kMagic, 8) != 0) in.refuse("is not an archive of instance data");
  std::uint64_t stored = 0;
  std::memcpy(&stored, bytes.data() + bytes.size() - 8, 8);
  bytes.resize(bytes.size() - 8);
  if (stored != hashBytes(bytes.data(), bytes.size())) in.refuse("is damaged (its checksum does not match)");
  (void)in.text(8);
  const std::uint32_t count = in.number();
  if (count != set.items.size()) in.refuse("holds other arrays than this version needs");
  Arrays arrays;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string name = in.text(in.number());
    const std::uint32_t rows = in.number();
    const std::uint32_t cols = in.number();
    arrays[name] = in.matrix(rows, cols);
  }
  if (in.left() != 0) in.refuse("goes on after its last array");
  for (const DataItem& item : set.items) {
    const auto it = arrays.find(item.name);
    if (it == arrays.end() || it->second.rows() != item.rows || it->second.cols() != item.cols) {
      in.refuse("lacks the array '" + item.name + "' of " + std::to_string(item.rows) + " x " +
                std::to_string(item.cols));
    }
  }
  return arrays;
}

void writeArchive(const std::string& path, const Arrays& arrays) {
  std::string bytes = serialise(arrays);
  const std::uint64_t hash = hashBytes(bytes.data(), bytes.size());
  append(bytes, &hash, 1);
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  const std::string temporary = path + ".tmp";
  {
    std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.flush();
    if (!out) throw InputError("Cannot write '" + temporary + "'; check the folder's permissions and free space.");
  }
  fs::rename(temporary, path, error);
  if (error) throw InputError("Cannot write '" + path + "': " + error.message() + ".");
}

InstanceArrays obtainInstance(const BuildRequest& request, const std::vector<DataSet>& sets,
                              const std::function<Arrays()>& synthetic) {
  InstanceArrays result;
  std::size_t there = 0;
  for (const DataSet& set : sets) there += fs::exists(archivePath(request.dataDir, set)) ? 1 : 0;
  const bool all = there == sets.size();
  if (request.instance == Instance::Official && !all) {
    throw InputError("The official data of " + sets.front().suite + " are not imported in '" +
                     (request.dataDir.empty() ? defaultDataDir() : request.dataDir) +
                     "'; run 'tandem data import MTOP_CHECKOUT' or use the synthetic instance.");
  }
  if (request.instance == Instance::Synthetic || !all) {
    result.arrays = synthetic();
  } else {
    result.instance = Instance::Official;
    for (const DataSet& set : sets) result.arrays.merge(readArchive(archivePath(request.dataDir, set), set));
  }
  result.checksum = arraysChecksum(result.arrays);
  return result;
}

InstanceArrays obtainInstance(const BuildRequest& request, const DataSet& set,
                              const std::function<Arrays()>& synthetic) {
  return obtainInstance(request, std::vector<DataSet>{set}, synthetic);
}

Rng instanceStream(const std::string& suite, const std::string& problem) {
  return Rng(hashText(problem, hashText(suite)));
}

Matrix randomRotation(int n, Rng& rng) {
  // Plain loops, not linalg: the instance must be the same whatever instruction set the build uses.
  const auto dot = [n](std::span<const double> a, std::span<const double> b) {
    double sum = 0.0;
    for (std::size_t k = 0; k < static_cast<std::size_t>(n); ++k) sum += a[k] * b[k];
    return sum;
  };
  Matrix m(n, n);
  rng.fillNormal(m.values());
  for (int i = 0; i < n; ++i) {
    // Twice is enough for orthogonality to rounding.
    for (int pass = 0; pass < 2; ++pass) {
      for (int j = 0; j < i; ++j) {
        const double projection = dot(m.row(i), m.row(j));
        for (int k = 0; k < n; ++k) m(i, k) -= projection * m(j, k);
      }
    }
    const double length = std::sqrt(dot(m.row(i), m.row(i)));
    for (int k = 0; k < n; ++k) m(i, k) /= length;
  }
  return m;
}

Matrix uniformRow(int n, double low, double high, Rng& rng) {
  Matrix m(1, n);
  for (double& v : m.values()) v = rng.uniform(low, high);
  return m;
}

Matrix constantRow(int n, double value) {
  return Matrix(1, n, value);
}

Matrix permutationRow(int n, Rng& rng) {
  std::vector<int> order(static_cast<std::size_t>(n));
  rng.permutation(order);
  Matrix m(1, n);
  for (int i = 0; i < n; ++i) m(0, i) = order[i] + 1;
  return m;
}

}  // namespace tandem::prob
