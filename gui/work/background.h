// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tandem::gui {

/// How much a thread leaves the processor to the window: nice values.
enum class Background {
  Reading = 2,  ///< somebody waits for the answer
  Running = 4   ///< an experiment, which may take hours; still a fair share beside other programs
};

/// Lowers the priority of the calling thread and of those it will start, so that the window answers while every core is
/// busy. Where the system has no priorities of threads it does nothing.
void stepBack(Background background);

}  // namespace tandem::gui
