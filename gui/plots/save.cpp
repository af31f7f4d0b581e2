// SPDX-License-Identifier: GPL-3.0-or-later
#include <qcustomplot.h>

#include <QBuffer>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include "gui/plots/renderer.h"
#include "tandem/error.h"

namespace tandem::figures {
namespace {

void draw(QCustomPlot& plot, QCPPainter& painter, QSize size) {
  painter.setMode(QCPPainter::pmVectorized);
  painter.setMode(QCPPainter::pmNoCaching);
  painter.setMode(QCPPainter::pmNonCosmetic);
  plot.toPainter(&painter, size.width(), size.height());
}

QByteArray svg(QCustomPlot& plot, QSize size, const QString& title) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setResolution(96);
  generator.setSize(size);
  generator.setViewBox(QRect(QPoint(0, 0), size));
  generator.setTitle(title);
  generator.setDescription(QStringLiteral("Made by Tandem"));
  QCPPainter painter;
  painter.begin(&generator);
  draw(plot, painter, size);
  painter.end();
  return buffer.data();
}

QByteArray pdf(QCustomPlot& plot, QSize size, const QString& title) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  {
    QPdfWriter writer(&buffer);
    writer.setCreator(QStringLiteral("Tandem"));
    writer.setTitle(title);
    writer.setPageSize(QPageSize(QSizeF(size) * 72.0 / 96.0, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    QCPPainter painter;
    painter.begin(&writer);
    const double scale = writer.resolution() / 96.0;
    painter.scale(scale, scale);
    draw(plot, painter, size);
    painter.end();
  }
  return buffer.data();
}

QByteArray png(QCustomPlot& plot, QSize size, double scale) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  plot.toPixmap(size.width(), size.height(), scale).save(&buffer, "PNG");
  return buffer.data();
}

}  // namespace

void save(const Figure& figure, const QString& path, const Theme& theme, double scale) {
  const QString ending = QFileInfo(path).suffix().toLower();
  if (ending != QLatin1String("svg") && ending != QLatin1String("pdf") && ending != QLatin1String("png")) {
    throw InputError("The figure file '" + path.toStdString() + "' must end in .svg, .pdf or .png.");
  }
  QCustomPlot plot;
  const QSize size = naturalSize(figure).toSize();
  plot.resize(size);
  paint(plot, figure, theme, size.width());
  const QString title = QString::fromStdString(figure.title);
  const QByteArray bytes = ending == QLatin1String("svg")   ? svg(plot, size, title)
                           : ending == QLatin1String("pdf") ? pdf(plot, size, title)
                                                            : png(plot, size, scale);
  if (bytes.isEmpty()) throw InputError("The figure '" + path.toStdString() + "' cannot be drawn.");
  writeFile(path, bytes);
}

void writeFile(const QString& path, const QByteArray& content) {
  QSaveFile file(path);
  // commit() does not look whether what is still buffered gets to the disk: on a full one it leaves an empty file.
  if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.flush() || !file.commit()) {
    throw InputError("'" + path.toStdString() + "' cannot be written: " + file.errorString().toStdString() +
                     "; check the folder and the space left.");
  }
}

}  // namespace tandem::figures
