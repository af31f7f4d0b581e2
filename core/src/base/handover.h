// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <atomic>

namespace tandem {

/// What one thread wrote before give() is seen by another after take(), provided that something else ensures that
/// take() comes after give(). If that is a library without ThreadSanitizer's instrumentation (Debian's oneTBB), the
/// sanitizer learns of the order from here; it costs two atomic operations per thread. Not inline, so that it is
/// instrumented even where its caller is not.
class Handover {
 public:
  void give();
  void take();

 private:
  std::atomic<unsigned> given_{0};
};

}  // namespace tandem
