// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QSizeF>
#include <QString>

#include "gui/figures/figure.h"
#include "gui/rendering/theme.h"

class QCustomPlot;

namespace tandem::figures {

/// Size in pixels of 1/96 inch that a figure asks for (its own, or one that suits its panels).
QSizeF naturalSize(const Figure& figure);

/// Replaces everything in the plot by the figure; does not replot. `width` is the width in pixels the legend and the
/// note are wrapped to; together with `height` it says how many ticks find room.
void paint(QCustomPlot& plot, const Figure& figure, const Theme& theme, double width, double height);

/// Writes the figure to a file; the ending (svg, pdf, png) is the format. PNG is drawn at `scale` pixels a point of
/// 1/96 inch. Needs a QApplication (any platform, "offscreen" will do). Throws InputError for an unknown ending or a
/// file that cannot be written.
void save(const Figure& figure, const QString& path, const Theme& theme = Theme::light(), double scale = 2.0);

/// The whole content or nothing: an existing file stays until its successor is complete. Throws InputError naming the
/// file and the reason.
void writeFile(const QString& path, const QByteArray& content);

}  // namespace tandem::figures
