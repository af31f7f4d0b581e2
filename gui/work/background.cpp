// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/background.h"

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace tandem::gui {

void stepBack(Background background) {
#ifdef __linux__
  // On Linux, the nice value belongs to the thread, and new threads inherit it.
  const auto thread = static_cast<id_t>(::gettid());
  const int wanted = static_cast<int>(background);
  if (::getpriority(PRIO_PROCESS, thread) < wanted) (void)::setpriority(PRIO_PROCESS, thread, wanted);
#else
  (void)background;
#endif
}

}  // namespace tandem::gui
