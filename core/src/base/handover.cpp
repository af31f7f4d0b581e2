// SPDX-License-Identifier: Apache-2.0
#include "base/handover.h"

namespace tandem {

void Handover::give() {
  given_.fetch_add(1, std::memory_order_release);
}

void Handover::take() {
  (void)given_.load(std::memory_order_acquire);
}

}  // namespace tandem
