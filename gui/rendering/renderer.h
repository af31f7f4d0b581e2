// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QSizeF>
#include <QString>

#include "gui/rendering/theme.h"
#include "tandem/figures/figure.h"

class QCustomPlot;

namespace tandem::figures {

/// Size in pixels of 1/96 inch that a figure takes. `wish` fixes its width, its height or both (0: as it suits); what
/// comes is larger where the texts would have no room.
QSizeF naturalSize(const Figure& figure, const Theme& theme = Theme::light(), const QSizeF& wish = {});

/// Replaces everything in the plot by the figure, laid out for this size in pixels; does not replot. The size that it
/// needs: larger than what was given where the texts would have no room.
QSizeF paint(QCustomPlot& plot, const Figure& figure, const Theme& theme, double width, double height);

/// Writes the figure to a file; the ending (svg, pdf, png) is the format. PNG is drawn at `scale` pixels a point of
/// 1/96 inch. `wish` as in naturalSize. Needs a QApplication (any platform, "offscreen" will do). Throws InputError for
/// an unknown ending, a file that cannot be written, or a width or height in which the texts have no room.
void save(const Figure& figure, const QString& path, const Theme& theme = Theme::light(), double scale = 2.0,
          const QSizeF& wish = {});

/// The whole content or nothing: an existing file stays until its successor is complete. Throws InputError naming the
/// file and the reason.
void writeFile(const QString& path, const QByteArray& content);

}  // namespace tandem::figures
