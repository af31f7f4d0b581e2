// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rendering/renderer.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

#include "gui/rendering/panel_painter.h"
#include "tandem/matrix.h"

namespace tandem::figures {
namespace {

constexpr double kPanelWidth = 400.0;
constexpr double kPanelHeight = 300.0;

int columnsOf(const Figure& figure) {
  const int count = std::max<int>(1, isize(figure.panels));
  if (figure.columns > 0) return std::min(figure.columns, count);
  if (count <= 3) return count;
  return count == 4 ? 2 : std::min(4, static_cast<int>(std::ceil(std::sqrt(count))));
}

QString wrapped(const QString& text, const QFont& font, double width) {
  const QFontMetricsF metrics(font);
  QStringList lines;
  for (const QString& paragraph : text.split('\n')) {
    QString line;
    for (const QString& word : paragraph.split(' ')) {
      const QString longer = line.isEmpty() ? word : line + ' ' + word;
      if (!line.isEmpty() && metrics.horizontalAdvance(longer) > width) {
        lines << line;
        line = word;
      } else {
        line = longer;
      }
    }
    lines << line;
  }
  return lines.join('\n');
}

QCPTextElement* textElement(QCustomPlot& plot, const QString& text, const QFont& font, const QColor& colour,
                            Qt::Alignment align) {
  auto* element = new QCPTextElement(&plot, text, font);
  element->setTextColor(colour);
  element->setTextFlags(static_cast<int>(align) | Qt::TextDontClip);
  element->setMargins(QMargins(4, 2, 4, 2));
  element->setSelectable(false);
  return element;
}

struct Entry {
  QString label;
  const Line* line;
};

// Series of the same label in several panels share one entry.
QList<Entry> legendEntries(const Figure& figure) {
  QList<Entry> entries;
  if (!figure.legend) return entries;
  for (const Panel& panel : figure.panels) {
    for (const Line& line : panel.lines) {
      const QString label = QString::fromStdString(line.label);
      const auto same = [&label](const Entry& e) { return e.label == label; };
      if (!label.isEmpty() && std::none_of(entries.begin(), entries.end(), same)) entries.append({label, &line});
    }
  }
  return entries;
}

void addLegend(QCPLayoutGrid& cell, const QList<Entry>& entries, QCPAxisRect* rect, const Theme& theme, double width) {
  auto* legend = new QCPLegend;
  cell.addElement(0, 1, legend);  // first, so that it and its entries know their plot
  legend->setLayer(QStringLiteral("legend"));
  const QFont font = theme.font(theme.baseSize);
  const QFontMetricsF metrics(font);
  double widest = 0.0;
  for (const Entry& entry : entries) widest = std::max(widest, metrics.horizontalAdvance(entry.label));
  constexpr double kIcon = 40.0;
  const int columns =
      std::clamp(static_cast<int>((width - 20.0) / (widest + kIcon + 28.0)), 1, std::max<int>(1, isize(entries)));
  legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
  legend->setWrap(columns);
  legend->setIconSize(static_cast<int>(kIcon), 12);
  legend->setFont(font);
  legend->setTextColor(theme.ink);
  legend->setBorderPen(Qt::NoPen);
  legend->setBrush(Qt::NoBrush);
  legend->setColumnSpacing(16);
  legend->setRowSpacing(2);
  legend->setMargins(QMargins(4, 2, 4, 2));
  // Keeps it centred instead of spread over the width.
  legend->setMaximumSize(static_cast<int>(columns * (widest + kIcon + 28.0)), QWIDGETSIZE_MAX);
  for (const Entry& entry : entries) {
    // A series without data that has line and marker together, which the drawn one has apart.
    auto* key = new QCPGraph(rect->axis(QCPAxis::atBottom), rect->axis(QCPAxis::atLeft));
    const Line& line = *entry.line;
    key->setName(entry.label);
    key->setPen(line.line ? theme.pen(line.style, line.width, line.solid) : QPen(Qt::NoPen));
    if (line.markers) key->setScatterStyle(theme.marker(line.style, line.markerSize));
    key->removeFromLegend();
    legend->addItem(new QCPPlottableLegendItem(legend, key));
  }
}

}  // namespace

QSizeF naturalSize(const Figure& figure) {
  constexpr double kPixelsPerPoint = 96.0 / 72.0;
  if (figure.width > 0 && figure.height > 0) {
    return {figure.width * kPixelsPerPoint, figure.height * kPixelsPerPoint};
  }
  const int columns = columnsOf(figure);
  const int rows = (std::max<int>(1, isize(figure.panels)) + columns - 1) / columns;
  const double shrink = columns >= 4 ? 0.75 : columns == 3 ? 0.85 : 1.0;
  double width = std::max(columns == 1 ? 560.0 : 0.0, columns * kPanelWidth * shrink);
  const double extra =
      (figure.title.empty() ? 0.0 : 26.0) + (figure.note.empty() ? 0.0 : 34.0) +
      (legendEntries(figure).isEmpty() ? 0.0 : 20.0 + 3.0 * static_cast<double>(legendEntries(figure).size()));
  double height = rows * (columns == 1 ? 360.0 : kPanelHeight * shrink) + extra;
  if (figure.width > 0) width = figure.width * kPixelsPerPoint;
  if (figure.height > 0) height = figure.height * kPixelsPerPoint;
  return {width, height};
}

void paint(QCustomPlot& plot, const Figure& figure, const Theme& theme, double width, double height) {
  plot.clearItems();
  plot.clearPlottables();
  plot.plotLayout()->clear();
  plot.setBackground(QBrush(theme.background));
  plot.setAutoAddPlottableToLegend(false);
  int row = 0;
  auto* layout = plot.plotLayout();
  layout->setRowSpacing(2);
  if (!figure.title.empty()) {
    layout->addElement(row++, 0,
                       textElement(plot, QString::fromStdString(figure.title), theme.font(theme.baseSize + 2, true),
                                   theme.ink, Qt::AlignHCenter | Qt::AlignVCenter));
  }
  auto* grid = new QCPLayoutGrid;
  layout->addElement(row, 0, grid);
  layout->setRowStretchFactor(row++, 1000.0);
  grid->setColumnSpacing(10);
  grid->setRowSpacing(8);
  const int columns = columnsOf(figure);
  const int rows = std::max(1, (isize(figure.panels) + columns - 1) / columns);
  const QSizeF room(width / columns, height / rows);
  QCPAxisRect* first = nullptr;
  int index = 0;
  for (const Panel& panel : figure.panels) {
    QCPAxisRect* rect = addPanel(plot, *grid, index / columns, index % columns, panel, theme, room);
    if (first == nullptr) first = rect;
    ++index;
  }
  const QList<Entry> entries = legendEntries(figure);
  if (!entries.isEmpty() && first != nullptr) {
    auto* centred = new QCPLayoutGrid;
    layout->addElement(row, 0, centred);
    layout->setRowStretchFactor(row++, 0.001);
    addLegend(*centred, entries, first, theme, width);
    centred->addElement(0, 0, new QCPLayoutElement(&plot));  // spacers
    centred->addElement(0, 2, new QCPLayoutElement(&plot));
    centred->setColumnStretchFactors({1000.0, 0.001, 1000.0});
  }
  if (!figure.note.empty()) {
    const QFont font = theme.font(theme.baseSize - 1.5);
    layout->addElement(row++, 0,
                       textElement(plot, wrapped(QString::fromStdString(figure.note), font, width - 24.0), font,
                                   theme.muted, Qt::AlignHCenter | Qt::AlignVCenter));
  }
}

}  // namespace tandem::figures
