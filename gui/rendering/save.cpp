// SPDX-License-Identifier: GPL-3.0-or-later
#include <qcustomplot.h>

#include <QBuffer>
#include <QFileInfo>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "gui/rendering/layout.h"
#include "gui/rendering/output.h"
#include "gui/rendering/renderer.h"
#include "tandem/error.h"
#include "tandem/store/keep.h"

namespace tandem::figures {
namespace {

QByteArray svg(const QSize& size, const QString& title, const Drawing& draw) {
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
  draw(painter, size);
  painter.end();
  return buffer.data();
}

QByteArray pdf(const QSize& size, const QString& title, const Drawing& draw) {
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
    draw(painter, size);
    painter.end();
  }
  return buffer.data();
}

QByteArray png(const QImage& image) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, "PNG");
  return buffer.data();
}

QImage painted(const QSize& size, double scale, const Drawing& draw) {
  QImage image((QSizeF(size) * scale).toSize(), QImage::Format_RGB32);
  image.fill(Qt::white);
  QCPPainter painter;
  painter.begin(&image);
  painter.scale(scale, scale);
  draw(painter, size);
  painter.end();
  return image;
}

/// `image` makes the pixels of a PNG.
void write(const QString& path, const QSize& size, const QString& title, const Drawing& draw,
           const std::function<QImage()>& image) {
  const QString ending = QFileInfo(path).suffix().toLower();
  if (ending != QLatin1String("svg") && ending != QLatin1String("pdf") && ending != QLatin1String("png")) {
    throw InputError("The figure file '" + path.toStdString() + "' must end in .svg, .pdf or .png.");
  }
  const QByteArray bytes = ending == QLatin1String("svg")   ? svg(size, title, draw)
                           : ending == QLatin1String("pdf") ? pdf(size, title, draw)
                                                            : png(image());
  if (bytes.isEmpty()) throw InputError("The figure '" + path.toStdString() + "' cannot be drawn.");
  writeFile(path, bytes);
}

}  // namespace

void writeFile(const QString& path, const QByteArray& content) {
  keepResults(path.toStdString());
  // A file is replaced by another; that would remove a device or a pipe.
  if (const QFileInfo there(path); there.exists() && !there.isFile()) {
    throw InputError("'" + path.toStdString() + "' is not a regular file; name a file to write to.");
  }
  QSaveFile file(path);
  errno = 0;
  // commit() does not check whether buffered data reach the disk: on a full one, it leaves an empty file.
  if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.flush() || !file.commit()) {
    // Qt forgets the reason where it writes what was buffered.
    const std::string reason = errno != 0 ? std::strerror(errno) : file.errorString().toStdString();
    throw InputError("'" + path.toStdString() + "' cannot be written: " + reason +
                     "; check the folder and the space left.");
  }
}

void writeDrawing(const QString& path, const QSize& size, const QString& title, double scale, const Drawing& draw) {
  write(path, size, title, draw, [&] { return painted(size, scale, draw); });
}

void save(const Figure& figure, const QString& path, const Theme& theme, double scale, const QSizeF& wish,
          double symmetric) {
  QCustomPlot plot;
  const QSize size = planOf(figure, theme, wish, symmetric).size.toSize();
  const auto refuse = [](const char* what, double needed) {
    char inches[32];
    std::snprintf(inches, sizeof inches, "%.2f", std::ceil(needed / 96.0 * 100.0) / 100.0);
    throw InputError(std::string("The texts of the figure have no room in the ") + what + " asked for; they need " +
                     inches + "in. Leave --" + what +
                     " out, make it larger, take a smaller --font-size, or draw less.");
  };
  if (wish.width() > 0.0 && size.width() > wish.width() + 1.0) refuse("width", size.width());
  if (wish.height() > 0.0 && size.height() > wish.height() + 1.0) refuse("height", size.height());
  plot.resize(size);
  paint(plot, figure, theme, size.width(), size.height(), nullptr, symmetric);
  const auto draw = [&plot](QPainter& painter, const QSize& area) {
    auto& own = static_cast<QCPPainter&>(painter);  // write() creates no other
    own.setMode(QCPPainter::pmVectorized);
    own.setMode(QCPPainter::pmNoCaching);
    own.setMode(QCPPainter::pmNonCosmetic);
    plot.toPainter(&own, area.width(), area.height());
  };
  write(path, size, QString::fromStdString(figure.title), draw,
        [&] { return plot.toPixmap(size.width(), size.height(), scale).toImage(); });
}

}  // namespace tandem::figures
