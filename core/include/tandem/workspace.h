// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"

namespace tandem {

/// Stack-like scratch memory of one run. Memory taken inside a Frame is given back when the frame ends; blocks are
/// kept, so that a generation loop stops allocating after its first iteration. Not thread-safe: one workspace per run
/// (or thread).
///
///     Workspace::Frame frame(ctx.workspace());
///     std::span<int> order = frame.ints(n);
class TANDEM_API Workspace {
 public:
  Workspace();
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  class TANDEM_API Frame {
   public:
    explicit Frame(Workspace& owner);
    ~Frame();
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;

    /// Uninitialised memory for n objects, 64-byte aligned.
    template <typename T>
    std::span<T> take(std::size_t n) {
      static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
      return {static_cast<T*>(owner_.raw(n * sizeof(T))), n};
    }
    std::span<double> doubles(std::size_t n) { return take<double>(n); }
    std::span<int> ints(std::size_t n) { return take<int>(n); }
    MatView matrix(int rows, int cols) {
      return {doubles(static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols)).data(), rows, cols};
    }

   private:
    Workspace& owner_;
    std::size_t block_;
    std::size_t offset_;
  };

 private:
  struct Block;
  void* raw(std::size_t bytes);
  std::vector<Block> blocks_;
  std::size_t block_ = 0;   // the block in use
  std::size_t offset_ = 0;  // its first free byte
};

}  // namespace tandem
