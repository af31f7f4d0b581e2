// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QImage>
#include <QPainter>
#include <QSize>
#include <QString>
#include <functional>

namespace tandem::figures {

/// Paints a picture of the size in pixels of 1/96 inch.
using Drawing = std::function<void(QPainter&, const QSize&)>;

/// Writes what `draw` paints to a file; the extension (svg, pdf, png) gives the format, `scale` the PNG pixels per 1/96
/// inch. Throws InputError for an unknown extension or a file that cannot be written.
void writeDrawing(const QString& path, const QSize& size, const QString& title, double scale, const Drawing& draw);

}  // namespace tandem::figures
