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

/// Size of a figure in pixels of 1/96 inch. `wish` fixes its width, its height or both (0: chosen to suit); the result
/// is larger where the texts would have no room.
QSizeF naturalSize(const Figure& figure, const Theme& theme = Theme::light(), const QSizeF& wish = {});

/// Replaces everything in the plot by the figure, laid out for this size in pixels; does not replot. Returns the size
/// that it needs: larger than the given one where the texts would have no room. `placed`: receives the layout;
/// `symmetric`: see planOf().
QSizeF paint(QCustomPlot& plot, const Figure& figure, const Theme& theme, double width, double height,
             Plan* placed = nullptr, double symmetric = 0.0);

/// Writes the figure to a file; the extension (svg, pdf, png) gives the format. PNG is drawn at `scale` pixels per 1/96
/// inch. `wish` as in naturalSize. Needs a QApplication (any platform, "offscreen" will do). Throws InputError for an
/// unknown extension, a file that cannot be written, or a width or height in which the texts have no room.
void save(const Figure& figure, const QString& path, const Theme& theme = Theme::light(), double scale = 2.0,
          const QSizeF& wish = {}, double symmetric = 0.0);

/// Writes the whole content or nothing: an existing file stays until its replacement is complete. Throws InputError
/// naming the file and the reason.
void writeFile(const QString& path, const QByteArray& content);

}  // namespace tandem::figures
