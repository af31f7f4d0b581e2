// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include "tandem/error.h"
#include "tandem/result.h"

namespace tandem::crew {

/// First byte of a message.
enum class Kind : char {
  Plan = 'P',     ///< leader: checksum of the plan, specification (TOML), journals, initial individuals
  Runs = 'R',     ///< leader: keys of runs; empty: there are no more
  Stop = 'S',     ///< leader: drop the runs in flight
  Dismiss = 'D',  ///< leader: the end
  Want = 'w',     ///< worker: how many runs it could take
  Records = 'r',  ///< worker: finished runs, each preceded by its length
  Refuse = 'f',   ///< worker: why it cannot take part
  Quit = 'q',     ///< worker: was told to stop
  Done = 'd',     ///< worker: has nothing left and has sent everything
};

/// Both ends are the same build on the same kind of machine (checked by the plan's checksum): plain bytes suffice.
class Writer {
 public:
  explicit Writer(Kind kind) : bytes(1, static_cast<char>(kind)) {}
  template <typename T>
  void put(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void putText(std::string_view text) {
    put(static_cast<std::uint64_t>(text.size()));
    bytes.append(text);
  }
  std::string bytes;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  [[nodiscard]] bool empty() const { return rest_.empty(); }
  Kind kind() { return static_cast<Kind>(get<char>()); }
  template <typename T>
  T get() {
    static_assert(std::is_trivially_copyable_v<T>);
    T value{};
    const std::string_view raw = take(sizeof value);
    std::memcpy(&value, raw.data(), sizeof value);
    return value;
  }
  std::string_view text() { return take(get<std::uint64_t>()); }

 private:
  std::string_view take(std::uint64_t size) {
    if (size > rest_.size()) throw Error("A message between the processes of this experiment is cut short.");
    const std::string_view head = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return head;
  }
  std::string_view rest_;
};

/// The initial individuals, whose file may exist only for the leader.
inline void putStart(Writer& out, const ExperimentInfo& info) {
  out.putText(info.start);
  out.putText(info.startHash);
  for (const ProblemRecord& problem : info.problems) {
    out.put(static_cast<std::int32_t>(problem.start.size()));
    for (const Matrix& points : problem.start) {
      out.put(points.rows());
      out.put(points.cols());
      const auto values = points.values();
      out.putText({reinterpret_cast<const char*>(values.data()), values.size_bytes()});
    }
  }
}

/// Reads them back into a description that already has its problems.
inline void takeStart(Reader& in, ExperimentInfo& info) {
  info.start = in.text();
  info.startHash = in.text();
  for (ProblemRecord& problem : info.problems) {
    for (auto count = in.get<std::int32_t>(); count > 0; --count) {
      const int rows = in.get<int>();
      const int cols = in.get<int>();
      const std::string_view bytes = in.text();
      Matrix& points = problem.start.emplace_back(rows, cols);
      if (bytes.size() != points.values().size_bytes()) {
        throw Error("A message between the processes of this experiment is damaged.");
      }
      std::memcpy(points.data(), bytes.data(), bytes.size());
    }
  }
}

}  // namespace tandem::crew
