// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rendering/panel_painter.h"

#include <algorithm>
#include <cmath>

#include "tandem/matrix.h"

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
  // What QCustomPlot can draw.
  constexpr double kFarthest = 1e249, kNearest = 1e-279;
  low = std::clamp(low, axis.log ? kNearest : -kFarthest, kFarthest);
  high = std::clamp(high, low, kFarthest);
  if (!(high > low)) high = axis.log ? low * 10.0 : low + std::max(1.0, std::abs(low) * 1e-6);
  return {low, high};
}

/// Draws what was laid out; the texts stand elsewhere.
class PlannedTicker : public QCPAxisTicker {
 public:
  explicit PlannedTicker(const Ticks& ticks) {
    for (const Tick& t : ticks.major) major_ << t.at;
    for (const double v : ticks.minor) minor_ << v;
  }
  void generate(const QCPRange&, const QLocale&, QChar, int, QVector<double>& ticks, QVector<double>* subTicks,
                QVector<QString>* labels) override {
    ticks = major_;
    if (subTicks != nullptr) *subTicks = minor_;
    if (labels != nullptr) *labels = QVector<QString>(ticks.size());
  }

 private:
  QVector<double> major_, minor_;
};

void styleAxis(QCPAxis& axis, const Axis& spec, const QCPRange& range, const Ticks& ticks, bool grid,
               const Theme& theme) {
  axis.setLayer(QStringLiteral("axes"));
  axis.grid()->setLayer(QStringLiteral("grid"));
  axis.setScaleType(spec.log ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
  axis.setRange(range);
  axis.setRangeReversed(spec.reversed);
  axis.setVisible(spec.visible);
  axis.setTickLabels(false);
  const QPen ink(theme.muted, 1.0);
  axis.setBasePen(ink);
  axis.setTickPen(ink);
  axis.setSubTickPen(ink);
  axis.setTickLength(0, spec.categories.empty() ? 4 : 3);
  axis.setSubTickLength(0, 2);
  axis.grid()->setVisible(grid && spec.visible);
  axis.grid()->setPen(QPen(theme.grid, 1.0));
  axis.grid()->setZeroLinePen(Qt::NoPen);
  axis.grid()->setSubGridVisible(false);
  Ticks at = ticks;
  for (int i = 0; i < isize(spec.categories) && isize(spec.categories) <= 200; ++i) at.major.push_back({1.0 * i, {}});
  axis.setTicker(QSharedPointer<QCPAxisTicker>(new PlannedTicker(at)));
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

void addLine(QCPAxis* xAxis, QCPAxis* yAxis, const Line& line, const QCPRange& xRange, bool markers,
             const Theme& theme) {
  if (line.line && line.sorted) {
    auto* graph = new QCPGraph(xAxis, yAxis);
    graph->setData(vec(line.x), vec(line.y), true);
    graph->setPen(theme.pen(line.style, line.width, line.solid, line.opacity, line.look));
    if (line.steps) graph->setLineStyle(QCPGraph::lsStepLeft);
  } else if (line.line) {
    auto* curve = new QCPCurve(xAxis, yAxis);
    curve->setData(vec(line.x), vec(line.y));
    curve->setPen(theme.pen(line.style, line.width, line.solid, line.opacity, line.look));
  }
  if (!line.markers || (line.line && !markers)) return;
  auto* marks = new QCPGraph(xAxis, yAxis);
  marks->setLineStyle(QCPGraph::lsNone);
  marks->setScatterStyle(theme.marker(line.style, line.markerSize, line.opacity, line.look, line.filled));
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

void addHeatMap(QCPAxis* xAxis, QCPAxis* yAxis, const HeatMap& map, const Theme& theme) {
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
  colours->setGradient(map.diverging ? theme.divergingGradient() : theme.sequential());
  colours->setDataRange(scaleRange(map));
}

}  // namespace

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

QCPRange xRangeOf(const Panel& panel) {
  Range x{.log = panel.x.log}, y{.log = panel.y.log};
  ranges(panel, x, y);
  return limits(panel.x, x, !panel.heatMaps.empty());
}

QCPRange yRangeOf(const Panel& panel) {
  Range x{.log = panel.x.log}, y{.log = panel.y.log};
  ranges(panel, x, y);
  return limits(panel.y, y, !panel.heatMaps.empty());
}

QCPAxisRect* addPanel(QCustomPlot& plot, const PanelPlan& plan, const Theme& theme) {
  const Panel& panel = plan.content();
  auto* rect = new QCPAxisRect(&plot, true);
  rect->setAutoMargins(QCP::msNone);
  rect->setMargins(QMargins());
  rect->setMinimumSize(1, 1);
  rect->setSizeConstraintRect(QCPLayoutElement::scrOuterRect);
  const bool map = !panel.heatMaps.empty();
  auto* xAxis = rect->axis(QCPAxis::atBottom);
  auto* yAxis = rect->axis(QCPAxis::atLeft);
  styleAxis(*xAxis, panel.x, plan.x, plan.xTicks, panel.grid && panel.x.categories.empty() && !map, theme);
  styleAxis(*yAxis, panel.y, plan.y, plan.yTicks, panel.grid && panel.y.categories.empty() && !map, theme);
  for (const auto side : {QCPAxis::atTop, QCPAxis::atRight}) rect->axis(side)->setVisible(false);
  if (!panel.rankDiagrams.empty()) {
    xAxis->setVisible(false);
    yAxis->setVisible(false);
    xAxis->grid()->setVisible(false);
    yAxis->grid()->setVisible(false);
    return rect;
  }
  for (const HeatMap& heat : panel.heatMaps) addHeatMap(xAxis, yAxis, heat, theme);
  const double floor = panel.y.log ? plan.y.lower : -std::numeric_limits<double>::infinity();
  for (const Band& band : panel.bands) addBand(xAxis, yAxis, band, floor, theme);
  // Of boxes that lie the categories' axis is the upright one.
  auto* keys = plan.lying() ? yAxis : xAxis;
  auto* values = plan.lying() ? xAxis : yAxis;
  for (const Violin& violin : panel.violins) addViolin(keys, values, violin, theme);
  for (const Bar& bar : panel.bars) addBar(keys, values, bar, theme);
  for (const Box& box : panel.boxes) addBox(keys, values, box, theme);
  for (const Line& line : panel.lines) addLine(xAxis, yAxis, line, plan.x, plan.markers, theme);
  return rect;
}

}  // namespace tandem::figures
