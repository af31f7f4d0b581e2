// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <qcustomplot.h>

#include "gui/figures/figure.h"
#include "gui/rendering/theme.h"

namespace tandem::figures {

/// Adds one panel (title, axes, content, colour scale) at a place of the grid; the axis rectangle that was made. `room`
/// is about the size it will get, in pixels: fewer ticks are labelled where there is less.
QCPAxisRect* addPanel(QCustomPlot& plot, QCPLayoutGrid& grid, int row, int column, const Panel& panel,
                      const Theme& theme, const QSizeF& room);

}  // namespace tandem::figures
