// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tandem::gui {

/// How much a thread leaves the processor to the window: nice values.
enum class Background {
  Reading = 5,  ///< somebody waits for the answer
  Running = 10  ///< an experiment, which may take hours
};

/// Lowers the priority of the calling thread and of those it will start, so that the window answers while every core is
/// busy. Where the system has no priorities of threads it does nothing.
void stepBack(Background background);

}  // namespace tandem::gui
