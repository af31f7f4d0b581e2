// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QSizeF>
#include <QString>

#include "gui/rendering/theme.h"
#include "tandem/figures/figure.h"

class QCustomPlot;

namespace tandem::figures {

struct Plan;

/// Size in pixels of 1/96 inch that a figure takes. `wish` fixes its width, its height or both (0: as it suits); what
/// comes is larger where the texts would have no room.
QSizeF naturalSize(const Figure& figure, const Theme& theme = Theme::light(), const QSizeF& wish = {});

/// Replaces everything in the plot by the figure, laid out for this size in pixels; does not replot. The size that it
/// needs: larger than what was given where the texts would have no room. `placed`: where everything stands;
/// `symmetric`: see planOf().
QSizeF paint(QCustomPlot& plot, const Figure& figure, const Theme& theme, double width, double height,
             Plan* placed = nullptr, double symmetric = 0.0);

/// Writes the figure to a file; the ending (svg, pdf, png) is the format. PNG is drawn at `scale` pixels a point of
/// 1/96 inch. `wish` as in naturalSize. Needs a QApplication (any platform, "offscreen" will do). Throws InputError for
/// an unknown ending, a file that cannot be written, or a width or height in which the texts have no room.
void save(const Figure& figure, const QString& path, const Theme& theme = Theme::light(), double scale = 2.0,
          const QSizeF& wish = {}, double symmetric = 0.0);

/// The whole content or nothing: an existing file stays until its successor is complete. Throws InputError naming the
/// file and the reason.
void writeFile(const QString& path, const QByteArray& content);

}  // namespace tandem::figures
