// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QIcon>

namespace tandem::gui {

/// The sign of a place (0 Explore, 1 Experiment, 2 Results, 3 Data), drawn in the colour of the text at hand, so that
/// it suits light and dark and every resolution.
QIcon placeIcon(int place);

}  // namespace tandem::gui
