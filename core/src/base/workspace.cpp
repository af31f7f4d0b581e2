// SPDX-License-Identifier: Apache-2.0
#include "tandem/workspace.h"

#include <algorithm>
#include <new>

namespace tandem {

namespace {
constexpr std::size_t kAlign = 64;
constexpr std::size_t kFirstBlock = std::size_t{1} << 18U;
}  // namespace

struct Workspace::Block {
  struct Free {
    void operator()(std::byte* p) const { ::operator delete[](p, std::align_val_t{kAlign}); }
  };
  std::unique_ptr<std::byte[], Free> memory;  // NOLINT(modernize-avoid-c-arrays)
  std::size_t size;
  explicit Block(std::size_t n)
      : memory(static_cast<std::byte*>(::operator new[](n, std::align_val_t{kAlign}))), size(n) {}
};

Workspace::Workspace() = default;
Workspace::~Workspace() = default;

void* Workspace::raw(std::size_t bytes) {
  bytes = (bytes + kAlign - 1) / kAlign * kAlign;
  // Blocks grow geometrically and are never moved, so memory already handed out stays valid.
  while (block_ < blocks_.size() && offset_ + bytes > blocks_[block_].size) {
    ++block_;
    offset_ = 0;
  }
  if (block_ == blocks_.size()) {
    const std::size_t previous = blocks_.empty() ? kFirstBlock / 2 : blocks_.back().size;
    blocks_.emplace_back(std::max(bytes, 2 * previous));
  }
  std::byte* result = blocks_[block_].memory.get() + offset_;
  offset_ += bytes;
  return result;
}

Workspace::Frame::Frame(Workspace& owner) : owner_(owner), block_(owner.block_), offset_(owner.offset_) {}

Workspace::Frame::~Frame() {
  owner_.block_ = block_;
  owner_.offset_ = offset_;
}

}  // namespace tandem
