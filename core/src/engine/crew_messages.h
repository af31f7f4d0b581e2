// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include "tandem/error.h"

namespace tandem::crew {

/// First byte of a message.
enum class Kind : char {
  Plan = 'P',     ///< leader: checksum of the plan, specification (TOML)
  Runs = 'R',     ///< leader: keys of runs; none: there are no more
  Stop = 'S',     ///< leader: drop what is in flight
  Dismiss = 'D',  ///< leader: the end
  Want = 'w',     ///< worker: how many runs it could take
  Records = 'r',  ///< worker: finished runs, each with its length in front
  Refuse = 'f',   ///< worker: why it cannot take part
  Quit = 'q',     ///< worker: was told to stop
  Done = 'd',     ///< worker: has nothing left, all it had to send is sent
};

/// Both ends are the same build on the same kind of machine (checked by the plan's checksum): plain bytes will do.
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

}  // namespace tandem::crew
