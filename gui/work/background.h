// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tandem::gui {

/// How far a thread yields the processor to the window: nice values.
enum class Background {
  Reading = 2,  ///< somebody is waiting for the answer
  Running = 4   ///< an experiment, which may take hours; still a fair share against other programs
};

/// Lowers the priority of the calling thread and of those it will start, so that the window answers while every core is
/// busy. Does nothing if the system has no thread priorities.
void stepBack(Background background);

}  // namespace tandem::gui
