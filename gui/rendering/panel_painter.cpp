// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rendering/panel_painter.h"
#include "tandem/matrix.h"

#include <algorithm>
#include <cmath>

namespace tandem::figures {
namespace {

using Numbers = std::vector<double>;

struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  bool log = false;
  void take(double v) {
    if (!std::isfinite(v) || (log && v <= 0.0)) return;
    low = std::min(low, v);
    high = std::max(high, v);
  }
  void take(const Numbers& values) {
    for (const double v : values) take(v);
  }
};

QCPRange limits(const Axis& axis, Range range, bool tight) {
  if (!axis.categories.empty()) {
    range.low = -0.5;
    range.high = static_cast<double>(axis.categories.size()) - 0.5;
    tight = true;
  }
  if (!(range.low <= range.high)) {
    range.low = axis.log ? 0.1 : 0.0;
    range.high = 1.0;
  }
  double low = range.low;
  double high = range.high;
  if (axis.log) {
    const double pad = low == high ? 2.0 : tight ? 1.0 : std::pow(high / low, 0.04);
    low /= pad;
    high *= pad;
  } else {
    const double pad = low == high ? std::max(1.0, std::abs(low)) * 0.5 : tight ? 0.0 : 0.04 * (high - low);
    low -= pad;
    high += pad;
  }
  if (std::isfinite(axis.min)) low = axis.min;
  if (std::isfinite(axis.max)) high = axis.max;
  return {low, high};
}

/// As many as can be told apart on an axis of about this many pixels, `each` of which one label takes.
int tickCount(double length, double each) {
  return std::clamp(static_cast<int>(length / each), 2, 5);
}

/// Not longer than the axis.
QString fitted(const std::string& label, const QFont& font, double length) {
  return QFontMetricsF(font).elidedText(QString::fromStdString(label), Qt::ElideRight, std::max(length, 20.0));
}

void styleAxis(QCPAxis& axis, const Axis& spec, const QCPRange& range, bool grid, const Theme& theme, double length) {
  axis.setLayer(QStringLiteral("axes"));
  axis.grid()->setLayer(QStringLiteral("grid"));
  axis.setScaleType(spec.log ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
  axis.setRange(range);
  axis.setRangeReversed(spec.reversed);
  axis.setVisible(spec.visible);
  axis.setLabel(fitted(spec.label, theme.font(theme.baseSize), length));
  axis.setLabelFont(theme.font(theme.baseSize));
  axis.setTickLabelFont(theme.font(theme.baseSize - 1));
  axis.setLabelColor(theme.ink);
  axis.setTickLabelColor(theme.ink);
  axis.setLabelPadding(4);
  axis.setTickLabelPadding(4);
  const QPen ink(theme.muted, 1.0);
  axis.setBasePen(ink);
  axis.setTickPen(ink);
  axis.setSubTickPen(ink);
  axis.setTickLengthIn(0);
  axis.setTickLengthOut(4);
  axis.setSubTickLengthIn(0);
  axis.setSubTickLengthOut(spec.log ? 2 : 0);
  axis.grid()->setVisible(grid && spec.visible);
  axis.grid()->setPen(QPen(theme.grid, 1.0));
  axis.grid()->setZeroLinePen(Qt::NoPen);
  axis.grid()->setSubGridVisible(false);
  if (!spec.categories.empty()) {
    QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    // Beyond what can be read every n-th name is shown.
    const int count = isize(spec.categories);
    const int every = std::max(1, (count + 59) / 60);
    std::size_t longest = 0;
    for (int i = 0; i < count; i += every) {
      const auto& name = spec.categories[i];
      longest = std::max(longest, name.size());
      ticker->addTick(i, QString::fromStdString(name));
    }
    ticker->setSubTickCount(0);
    axis.setTicker(ticker);
    axis.setTickLength(0, 3);
    const bool crowded = static_cast<std::size_t>(count / every) * longest > 48;
    if (axis.orientation() == Qt::Horizontal && crowded) axis.setTickLabelRotation(count / every > 14 ? -90 : -40);
    return;
  }
  const int ticks = axis.orientation() == Qt::Horizontal ? tickCount(length, 56) : tickCount(length, 28);
  axis.setNumberFormat(QStringLiteral("gb"));
  axis.setNumberPrecision(6);
  const double decades = spec.log ? std::log10(range.upper / range.lower) : 0.0;
  if (spec.log && decades >= 1.2) {
    QSharedPointer<QCPAxisTickerLog> ticker(new QCPAxisTickerLog);
    ticker->setTickCount(ticks);
    axis.setTicker(ticker);
    axis.setNumberFormat(QStringLiteral("eb"));
    axis.setNumberPrecision(0);
  } else {
    QSharedPointer<QCPAxisTicker> ticker(new QCPAxisTicker);
    ticker->setTickCount(ticks);
    axis.setTicker(ticker);
  }
}

QVector<double> vec(const Numbers& v) {
  return {v.begin(), v.end()};
}

// About nine markers at even distances on the axis, shifted from series to series so that they do not cover each other.
void pickMarkers(const Line& line, const QCPRange& range, bool log, int shift, QVector<double>& x, QVector<double>& y) {
  constexpr int kMarkers = 9;
  const auto place = [&](double v) {
    return log ? std::log(v / range.lower) / std::log(range.upper / range.lower)
               : (v - range.lower) / (range.upper - range.lower);
  };
  const double phase = 0.25 + 0.5 * std::fmod(0.381966 * (shift + 1), 1.0);
  for (int m = 0; m < kMarkers; ++m) {
    const double want = (m + phase) / kMarkers;
    std::size_t best = line.x.size();
    double gap = 0.5 / kMarkers;
    for (std::size_t i = 0; i < line.x.size(); ++i) {
      if (!std::isfinite(line.y[i]) || (log && line.x[i] <= 0)) continue;
      const double distance = std::abs(place(line.x[i]) - want);
      if (distance < gap) {
        gap = distance;
        best = i;
      }
    }
    if (best < line.x.size()) {
      x.append(line.x[best]);
      y.append(line.y[best]);
    }
  }
}

void addLine(QCPAxis* xAxis, QCPAxis* yAxis, const Line& line, const QCPRange& xRange, const Theme& theme) {
  if (line.line && line.sorted) {
    auto* graph = new QCPGraph(xAxis, yAxis);
    graph->setData(vec(line.x), vec(line.y), true);
    graph->setPen(theme.pen(line.style, line.width, line.solid, line.opacity));
    if (line.steps) graph->setLineStyle(QCPGraph::lsStepLeft);
  } else if (line.line) {
    auto* curve = new QCPCurve(xAxis, yAxis);
    curve->setData(vec(line.x), vec(line.y));
    curve->setPen(theme.pen(line.style, line.width, line.solid, line.opacity));
  }
  if (!line.markers) return;
  auto* marks = new QCPGraph(xAxis, yAxis);
  marks->setLineStyle(QCPGraph::lsNone);
  marks->setScatterStyle(theme.marker(line.style, line.markerSize, line.opacity));
  QVector<double> x, y;
  if (line.line && line.sorted && line.x.size() > 12) {
    pickMarkers(line, xRange, xAxis->scaleType() == QCPAxis::stLogarithmic, line.style, x, y);
  } else {
    x = vec(line.x);
    y = vec(line.y);
  }
  marks->setData(x, y, line.sorted && line.line);
}

void addBand(QCPAxis* xAxis, QCPAxis* yAxis, const Band& band, double floor, const Theme& theme) {
  auto* low = new QCPGraph(xAxis, yAxis);
  auto* high = new QCPGraph(xAxis, yAxis);
  QVector<double> lows = vec(band.low);
  for (double& v : lows) {
    if (v < floor) v = floor;
  }
  low->setData(vec(band.x), lows, true);
  high->setData(vec(band.x), vec(band.high), true);
  if (band.steps) {
    low->setLineStyle(QCPGraph::lsStepLeft);
    high->setLineStyle(QCPGraph::lsStepLeft);
  }
  // A hairline edge keeps the band visible in a black-and-white print.
  QColor edge = theme.series(band.style);
  edge.setAlphaF(0.35F);
  low->setPen(QPen(edge, 0.6));
  high->setPen(QPen(edge, 0.6));
  QColor fill = theme.series(band.style);
  fill.setAlphaF(theme.dark ? 0.22F : 0.15F);
  high->setBrush(fill);
  high->setChannelFillGraph(low);
}

void addBox(QCPAxis* xAxis, QCPAxis* yAxis, const Box& box, const Theme& theme) {
  auto* item = new QCPStatisticalBox(xAxis, yAxis);
  item->setWidth(box.width);
  item->addData(box.position, box.low, box.q1, box.median, box.q3, box.high, vec(box.outliers));
  const QColor colour = theme.series(box.style);
  QColor fill = colour;
  fill.setAlphaF(0.25F);
  item->setPen(QPen(colour, 1.3));
  item->setBrush(fill);
  item->setMedianPen(QPen(theme.ink, 2.2, Qt::SolidLine, Qt::FlatCap));
  item->setWhiskerPen(QPen(colour, 1.2));
  item->setWhiskerBarPen(QPen(colour, 1.2));
  item->setWhiskerWidth(box.width * 0.5);
  item->setOutlierStyle({QCPScatterStyle::ssCircle, colour, theme.background, 4.5});
}

void addBar(QCPAxis* xAxis, QCPAxis* yAxis, const Bar& bar, const Theme& theme) {
  auto* item = new QCPBars(xAxis, yAxis);
  item->setWidth(bar.width);
  item->setBaseValue(bar.from);
  item->addData(bar.position, bar.to - bar.from);
  item->setPen(QPen(theme.background, 0.6));
  item->setBrush(theme.series(bar.style));
}

void addViolin(QCPAxis* xAxis, QCPAxis* yAxis, const Violin& violin, const Theme& theme) {
  auto* curve = new QCPCurve(xAxis, yAxis);
  QVector<double> x, y;
  for (std::size_t i = 0; i < violin.y.size(); ++i) {
    x.append(violin.position + violin.halfWidth[i]);
    y.append(violin.y[i]);
  }
  for (std::size_t i = violin.y.size(); i-- > 0;) {
    x.append(violin.position - violin.halfWidth[i]);
    y.append(violin.y[i]);
  }
  if (!x.isEmpty()) {
    x.append(x.first());
    y.append(y.first());
  }
  curve->setData(x, y);
  const QColor colour = theme.series(violin.style);
  QColor fill = colour;
  fill.setAlphaF(0.25F);
  curve->setPen(QPen(colour, 1.2));
  curve->setBrush(fill);
  auto* quartiles = new QCPCurve(xAxis, yAxis);
  quartiles->setData({violin.position, violin.position}, {violin.q1, violin.q3});
  quartiles->setPen(QPen(colour, 4.0, Qt::SolidLine, Qt::FlatCap));
  auto* median = new QCPGraph(xAxis, yAxis);
  median->setLineStyle(QCPGraph::lsNone);
  median->setScatterStyle({QCPScatterStyle::ssCircle, QPen(theme.ink, 1.2), theme.background, 6.5});
  median->addData(violin.position, violin.median);
}

void addText(QCustomPlot& plot, QCPAxisRect* rect, const Text& text, const QColor& colour, const Theme& theme) {
  auto* item = new QCPItemText(&plot);
  item->position->setAxisRect(rect);
  item->position->setAxes(rect->axis(QCPAxis::atBottom), rect->axis(QCPAxis::atLeft));
  item->position->setCoords(text.x, text.y);
  item->setClipToAxisRect(false);
  item->setText(QString::fromStdString(text.text));
  item->setFont(theme.font(text.size));
  item->setColor(colour);
  item->setRotation(text.angle);
  const Qt::Alignment side = text.align == Text::Align::Left    ? Qt::AlignLeft
                             : text.align == Text::Align::Right ? Qt::AlignRight
                                                                : Qt::AlignHCenter;
  item->setPositionAlignment(side | Qt::AlignVCenter);
  item->setLayer(QStringLiteral("overlay"));
}

QCPRange scaleRange(const HeatMap& map) {
  Range range;
  range.take(map.values);
  if (!(range.low <= range.high)) return {0.0, 1.0};
  double low = std::isfinite(map.min) ? map.min : range.low;
  double high = std::isfinite(map.max) ? map.max : range.high;
  if (low == high) {
    low -= 0.5;
    high += 0.5;
  }
  return {low, high};
}

void addCellTexts(QCustomPlot& plot, QCPAxisRect* rect, const HeatMap& map, QCPColorGradient gradient,
                  const QCPRange& range, const Theme& theme) {
  if (map.texts.empty() || map.rows * map.cols > 900) return;
  for (int r = 0; r < map.rows; ++r) {
    for (int c = 0; c < map.cols; ++c) {
      const auto i = static_cast<std::size_t>(r * map.cols + c);
      if (map.texts[i].empty()) continue;
      const double v = map.values[i];
      QColor ink = theme.ink;
      if (std::isfinite(v)) {
        const QColor under = QColor::fromRgb(gradient.color(v, range));
        ink = qGray(under.rgb()) > 128 ? QColor(0x10, 0x10, 0x10) : QColor(0xfa, 0xfa, 0xfa);
      }
      addText(plot, rect,
              {.x = static_cast<double>(c),
               .y = static_cast<double>(r),
               .text = map.texts[i],
               .size = map.cols > 14 ? 6.5 : 8.0},
              ink, theme);
    }
  }
}

void addHeatMap(QCustomPlot& plot, QCPAxisRect* rect, QCPLayoutGrid& cell, int row, const HeatMap& map,
                const Theme& theme, double length, bool withScale) {
  auto* xAxis = rect->axis(QCPAxis::atBottom);
  auto* yAxis = rect->axis(QCPAxis::atLeft);
  auto* colours = new QCPColorMap(xAxis, yAxis);
  colours->data()->setSize(map.cols, map.rows);
  const auto span = [](const Numbers& r, int n) {
    // QCustomPlot wants the centres of the outermost cells.
    if (r.size() != 2) return QCPRange(0, std::max(n - 1, 1));
    const double half = 0.5 * (r[1] - r[0]) / n;
    return QCPRange(r[0] + half, r[1] - half);
  };
  colours->data()->setRange(span(map.xRange, map.cols), span(map.yRange, map.rows));
  for (int r = 0; r < map.rows; ++r) {
    for (int c = 0; c < map.cols; ++c) {
      colours->data()->setCell(c, r, map.values[r * map.cols + c]);
    }
  }
  colours->setInterpolate(false);
  colours->setTightBoundary(false);
  const QCPRange range = scaleRange(map);
  QCPColorGradient gradient = map.diverging ? theme.divergingGradient() : theme.sequential();
  colours->setGradient(gradient);
  colours->setDataRange(range);
  if (!withScale) {
    addCellTexts(plot, rect, map, gradient, range, theme);
    return;
  }
  auto* scale = new QCPColorScale(&plot);
  cell.addElement(row, 1, scale);
  scale->setType(QCPAxis::atRight);
  scale->setBarWidth(12);
  scale->setLabel(fitted(map.scaleLabel, theme.font(theme.baseSize), length));
  scale->axis()->setLabelFont(theme.font(theme.baseSize));
  scale->axis()->setTickLabelFont(theme.font(theme.baseSize - 1));
  for (auto* axis : {scale->axis()}) {
    axis->setLabelColor(theme.ink);
    axis->setTickLabelColor(theme.ink);
    axis->setBasePen(QPen(theme.muted, 1.0));
    axis->setTickPen(QPen(theme.muted, 1.0));
    axis->setSubTickPen(Qt::NoPen);
    axis->setNumberFormat(QStringLiteral("gb"));
    axis->ticker()->setTickCount(tickCount(length, 28));
    if (map.integerScale) {
      QSharedPointer<QCPAxisTickerFixed> ticker(new QCPAxisTickerFixed);
      ticker->setTickStep(1.0);
      ticker->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
      axis->setTicker(ticker);
    }
  }
  colours->setColorScale(scale);
  scale->setGradient(gradient);
  scale->setDataRange(range);
  auto* group = new QCPMarginGroup(&plot);
  rect->setMarginGroup(QCP::msBottom | QCP::msTop, group);
  scale->setMarginGroup(QCP::msBottom | QCP::msTop, group);
  addCellTexts(plot, rect, map, gradient, range, theme);
}

void ranges(const Panel& panel, Range& x, Range& y) {
  for (const Line& line : panel.lines) {
    x.take(line.x);
    y.take(line.y);
  }
  for (const Band& band : panel.bands) {
    x.take(band.x);
    y.take(band.low);
    y.take(band.high);
  }
  for (const Box& box : panel.boxes) {
    x.take(box.position - 0.5);
    x.take(box.position + 0.5);
    for (const double v : {box.low, box.high}) y.take(v);
    y.take(box.outliers);
  }
  for (const Bar& bar : panel.bars) {
    x.take(bar.position - 0.5);
    x.take(bar.position + 0.5);
    y.take(bar.from);
    y.take(1.08 * bar.to);
  }
  for (const Violin& violin : panel.violins) {
    x.take(violin.position - 0.5);
    x.take(violin.position + 0.5);
    y.take(violin.y);
  }
  for (const HeatMap& map : panel.heatMaps) {
    x.take(map.xRange);
    y.take(map.yRange);
  }
}

}  // namespace

QCPAxisRect* addPanel(QCustomPlot& plot, QCPLayoutGrid& grid, int row, int column, const Panel& panel,
                      const Theme& theme, const QSizeF& room) {
  auto* cell = new QCPLayoutGrid;
  grid.addElement(row, column, cell);
  cell->setRowSpacing(0);
  int inner = 0;
  if (!panel.title.empty()) {
    auto* title = new QCPTextElement(&plot, QString::fromStdString(panel.title), theme.font(theme.baseSize, true));
    title->setTextColor(theme.ink);
    title->setMargins(QMargins(2, 0, 2, 0));
    title->setSelectable(false);
    cell->addElement(inner++, 0, title);
  }
  auto* rect = new QCPAxisRect(&plot, true);
  cell->addElement(inner, 0, rect);
  rect->setMinimumMargins(QMargins(8, 4, 10, 4));
  Range x{.log = panel.x.log};
  Range y{.log = panel.y.log};
  ranges(panel, x, y);
  const bool map = !panel.heatMaps.empty();
  const QCPRange xRange = limits(panel.x, x, map);
  const QCPRange yRange = limits(panel.y, y, map);
  // Cells that say their value need no colour scale where there is little room.
  const bool scale = map && (panel.heatMaps.front().texts.empty() || room.width() >= 280.0);
  // What axes, titles and colour scales usually leave.
  const QSizeF length(room.width() - (scale ? 150.0 : 80.0), room.height() - 60.0);
  auto* xAxis = rect->axis(QCPAxis::atBottom);
  auto* yAxis = rect->axis(QCPAxis::atLeft);
  styleAxis(*xAxis, panel.x, xRange, panel.grid && panel.x.categories.empty(), theme, length.width());
  styleAxis(*yAxis, panel.y, yRange, panel.grid && !map, theme, length.height());
  for (const auto side : {QCPAxis::atTop, QCPAxis::atRight}) rect->axis(side)->setVisible(false);
  for (const HeatMap& heat : panel.heatMaps) addHeatMap(plot, rect, *cell, inner, heat, theme, length.height(), scale);
  const double floor = panel.y.log ? yRange.lower : -std::numeric_limits<double>::infinity();
  for (const Band& band : panel.bands) addBand(xAxis, yAxis, band, floor, theme);
  for (const Violin& violin : panel.violins) addViolin(xAxis, yAxis, violin, theme);
  for (const Bar& bar : panel.bars) addBar(xAxis, yAxis, bar, theme);
  for (const Box& box : panel.boxes) addBox(xAxis, yAxis, box, theme);
  for (const Line& line : panel.lines) addLine(xAxis, yAxis, line, xRange, theme);
  for (const Text& text : panel.texts) addText(plot, rect, text, theme.ink, theme);
  return rect;
}

}  // namespace tandem::figures
