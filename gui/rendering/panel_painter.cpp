// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rendering/panel_painter.h"

#include <algorithm>
#include <cmath>
#include <limits>

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
    const double pad = low == high ? 2.0 : tight ? 1.0 : std::pow(high, 0.04) / std::pow(low, 0.04);
    low /= pad;
    high *= pad;
  } else {
    const double pad = low == high ? std::max(1.0, std::abs(low)) * 0.5 : tight ? 0.0 : 0.04 * high - 0.04 * low;
    low -= pad;
    high += pad;
  }
  if (std::isfinite(axis.min)) low = axis.min;
  if (std::isfinite(axis.max)) high = axis.max;
  constexpr double kFarthest = std::numeric_limits<double>::max(), kNearest = std::numeric_limits<double>::min();
  low = std::clamp(low, axis.log ? kNearest : -kFarthest, kFarthest);
  high = std::clamp(high, low, kFarthest);
  if (!(high > low)) high = axis.log ? low * 10.0 : low + std::max(1.0, std::abs(low) * 1e-6);
  return {low, high};
}

/// The numbers passed to QCustomPlot for those of an axis: the same wherever it can draw them, else others at the same
/// positions. It draws nothing beyond about 1e250 and, on logarithmic axes, nothing below 1e-280.
class Drawn {
 public:
  Drawn(const QCPRange& range, bool log) {
    constexpr double kFarthest = 1e249, kNearest = 1e-279;
    const bool far = std::max(std::abs(range.lower), std::abs(range.upper)) > kFarthest;
    if (log && (far || range.lower < kNearest)) form_ = Form::Root;
    if (!log && far) form_ = Form::Scaled;
  }
  double operator()(double v) const {
    // Halving the logarithm on a logarithmic axis, or using larger units on a linear one, keeps the positions.
    return form_ == Form::Root ? std::sqrt(std::max(v, 0.0)) : form_ == Form::Scaled ? 1e-100 * v : v;
  }
  QVector<double> operator()(const Numbers& values) const {
    QVector<double> drawn(values.begin(), values.end());
    if (form_ != Form::Same) std::ranges::transform(drawn, drawn.begin(), *this);
    return drawn;
  }
  QCPRange operator()(const QCPRange& range) const { return {(*this)(range.lower), (*this)(range.upper)}; }

 private:
  enum class Form { Same, Root, Scaled } form_ = Form::Same;
};

/// Both axes of a panel, with the numbers drawn for theirs.
struct Canvas {
  QCPAxis* xAxis;
  QCPAxis* yAxis;
  Drawn x, y;
};

/// Draws the ticks that were laid out; the texts are drawn elsewhere.
class PlannedTicker : public QCPAxisTicker {
 public:
  PlannedTicker(const Ticks& ticks, const Drawn& drawn) {
    for (const Tick& t : ticks.major) major_ << drawn(t.at);
    for (const double v : ticks.minor) minor_ << drawn(v);
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

void styleAxis(QCPAxis& axis, const Axis& spec, const QCPRange& range, const Drawn& drawn, const Ticks& ticks,
               bool grid, const Theme& theme) {
  axis.setLayer(QStringLiteral("axes"));
  axis.grid()->setLayer(QStringLiteral("grid"));
  axis.setScaleType(spec.log ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
  axis.setRange(drawn(range));
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
  axis.setTicker(QSharedPointer<QCPAxisTicker>(new PlannedTicker(at, drawn)));
}

// About nine markers at even distances on the axis, shifted from series to series so that they do not cover each other.
void pickMarkers(const Line& line, const QCPRange& range, bool log, int shift, Numbers& x, Numbers& y) {
  constexpr int kMarkers = 9;
  const double phase = 0.25 + 0.5 * std::fmod(0.381966 * (shift + 1), 1.0);
  for (int m = 0; m < kMarkers; ++m) {
    const double want = (m + phase) / kMarkers;
    std::size_t best = line.x.size();
    double gap = 0.5 / kMarkers;
    for (std::size_t i = 0; i < line.x.size(); ++i) {
      if (!std::isfinite(line.y[i]) || (log && line.x[i] <= 0)) continue;
      const double distance = std::abs(shareOf(line.x[i], range, log) - want);
      if (distance < gap) {
        gap = distance;
        best = i;
      }
    }
    if (best < line.x.size()) {
      x.push_back(line.x[best]);
      y.push_back(line.y[best]);
    }
  }
}

void addLine(const Canvas& on, const Line& line, const QCPRange& xRange, bool markers, const Theme& theme) {
  if (line.line && line.sorted) {
    auto* graph = new QCPGraph(on.xAxis, on.yAxis);
    graph->setData(on.x(line.x), on.y(line.y), true);
    graph->setPen(theme.pen(line.style, line.width, line.solid, line.opacity, line.look));
    if (line.steps) graph->setLineStyle(QCPGraph::lsStepLeft);
  } else if (line.line) {
    auto* curve = new QCPCurve(on.xAxis, on.yAxis);
    curve->setData(on.x(line.x), on.y(line.y));
    curve->setPen(theme.pen(line.style, line.width, line.solid, line.opacity, line.look));
  }
  if (!line.markers || (line.line && !markers)) return;
  auto* marks = new QCPGraph(on.xAxis, on.yAxis);
  marks->setLineStyle(QCPGraph::lsNone);
  marks->setScatterStyle(theme.marker(line.style, line.markerSize, line.opacity, line.look, line.filled));
  const bool few = line.line && line.sorted && line.x.size() > 12;
  Numbers x, y;
  if (few) pickMarkers(line, xRange, on.xAxis->scaleType() == QCPAxis::stLogarithmic, line.style, x, y);
  marks->setData(on.x(few ? x : line.x), on.y(few ? y : line.y), line.sorted && line.line);
}

void addBand(const Canvas& on, const Band& band, double floor, const Theme& theme) {
  auto* low = new QCPGraph(on.xAxis, on.yAxis);
  auto* high = new QCPGraph(on.xAxis, on.yAxis);
  Numbers lows = band.low;
  for (double& v : lows) {
    if (v < floor) v = floor;
  }
  low->setData(on.x(band.x), on.y(lows), true);
  high->setData(on.x(band.x), on.y(band.high), true);
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

void addBox(const Canvas& on, const Box& box, const Theme& theme) {
  auto* item = new QCPStatisticalBox(on.xAxis, on.yAxis);
  item->setWidth(box.width);
  item->addData(box.position, on.y(box.low), on.y(box.q1), on.y(box.median), on.y(box.q3), on.y(box.high),
                on.y(box.outliers));
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

void addBar(const Canvas& on, const Bar& bar, const Theme& theme) {
  auto* item = new QCPBars(on.xAxis, on.yAxis);
  item->setWidth(bar.width);
  item->setBaseValue(on.y(bar.from));
  item->addData(bar.position, on.y(bar.to) - on.y(bar.from));
  item->setPen(QPen(theme.background, 0.6));
  item->setBrush(theme.series(bar.style));
}

void addViolin(const Canvas& on, const Violin& violin, const Theme& theme) {
  auto* curve = new QCPCurve(on.xAxis, on.yAxis);
  QVector<double> x, y;
  for (std::size_t i = 0; i < violin.y.size(); ++i) {
    x.append(violin.position + violin.halfWidth[i]);
    y.append(on.y(violin.y[i]));
  }
  for (std::size_t i = violin.y.size(); i-- > 0;) {
    x.append(violin.position - violin.halfWidth[i]);
    y.append(on.y(violin.y[i]));
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
  auto* quartiles = new QCPCurve(on.xAxis, on.yAxis);
  quartiles->setData({violin.position, violin.position}, {on.y(violin.q1), on.y(violin.q3)});
  quartiles->setPen(QPen(colour, 4.0, Qt::SolidLine, Qt::FlatCap));
  auto* median = new QCPGraph(on.xAxis, on.yAxis);
  median->setLineStyle(QCPGraph::lsNone);
  median->setScatterStyle({QCPScatterStyle::ssCircle, QPen(theme.ink, 1.2), theme.background, 6.5});
  median->addData(violin.position, on.y(violin.median));
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
    y.take(std::min(1.08 * bar.to, std::numeric_limits<double>::max()));
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

void addHeatMap(const Canvas& on, const HeatMap& map) {
  auto* colours = new QCPColorMap(on.xAxis, on.yAxis);
  colours->data()->setSize(map.cols, map.rows);
  const auto span = [](const Numbers& r, int n, const Drawn& drawn) {
    // QCustomPlot takes the centres of the outermost cells, but the edges of a single one.
    if (r.size() != 2) return n == 1 ? QCPRange(-0.5, 0.5) : QCPRange(0, n - 1);
    const double low = drawn(r[0]), high = drawn(r[1]), half = n == 1 ? 0.0 : 0.5 * (high - low) / n;
    return QCPRange(low + half, high - half);
  };
  colours->data()->setRange(span(map.xRange, map.cols, on.x), span(map.yRange, map.rows, on.y));
  for (int r = 0; r < map.rows; ++r) {
    for (int c = 0; c < map.cols; ++c) {
      colours->data()->setCell(c, r, map.values[r * map.cols + c]);
    }
  }
  colours->setInterpolate(false);
  colours->setTightBoundary(false);
  colours->setGradient(map.diverging ? Theme::divergingGradient() : Theme::sequential());
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

double shareOf(double v, const QCPRange& range, bool log) {
  if (log) return (std::log(v) - std::log(range.lower)) / (std::log(range.upper) - std::log(range.lower));
  if (std::isfinite(range.upper - range.lower)) return (v - range.lower) / (range.upper - range.lower);
  return (0.5 * v - 0.5 * range.lower) / (0.5 * range.upper - 0.5 * range.lower);
}

double valueAtShare(double share, const QCPRange& range, bool log) {
  if (log) return std::exp(std::lerp(std::log(range.lower), std::log(range.upper), share));
  return 2.0 * (0.5 * range.lower + share * (0.5 * range.upper - 0.5 * range.lower));
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
  const Canvas across{xAxis, yAxis, Drawn(plan.x, panel.x.log), Drawn(plan.y, panel.y.log)};
  styleAxis(*xAxis, panel.x, plan.x, across.x, plan.xTicks, panel.grid && panel.x.categories.empty() && !map, theme);
  styleAxis(*yAxis, panel.y, plan.y, across.y, plan.yTicks, panel.grid && panel.y.categories.empty() && !map, theme);
  for (const auto side : {QCPAxis::atTop, QCPAxis::atRight}) rect->axis(side)->setVisible(false);
  if (!panel.rankDiagrams.empty()) {
    xAxis->setVisible(false);
    yAxis->setVisible(false);
    xAxis->grid()->setVisible(false);
    yAxis->grid()->setVisible(false);
    return rect;
  }
  for (const HeatMap& heat : panel.heatMaps) addHeatMap(across, heat);
  const double floor = panel.y.log ? plan.y.lower : -std::numeric_limits<double>::infinity();
  for (const Band& band : panel.bands) addBand(across, band, floor, theme);
  // For horizontal boxes, the categories' axis is the vertical one.
  const Canvas values = plan.lying() ? Canvas{yAxis, xAxis, across.y, across.x} : across;
  for (const Violin& violin : panel.violins) addViolin(values, violin, theme);
  for (const Bar& bar : panel.bars) addBar(values, bar, theme);
  for (const Box& box : panel.boxes) addBox(values, box, theme);
  for (const Line& line : panel.lines) addLine(across, line, plan.x, plan.markers, theme);
  return rect;
}

}  // namespace tandem::figures
