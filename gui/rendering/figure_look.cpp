// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rendering/figure_look.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include "tandem/matrix.h"

namespace tandem::figures {
namespace {

using Change = std::function<double(double)>;

void changeValues(Panel& panel, const Change& change) {
  const auto all = [&change](std::vector<double>& values) {
    for (double& v : values) v = change(v);
  };
  for (Line& line : panel.lines) all(line.y);
  for (Band& band : panel.bands) {
    all(band.low);
    all(band.high);
  }
  for (Box& box : panel.boxes) {
    for (double* v : {&box.low, &box.q1, &box.median, &box.q3, &box.high}) *v = change(*v);
    all(box.outliers);
  }
  for (Violin& violin : panel.violins) {
    for (double* v : {&violin.q1, &violin.median, &violin.q3}) *v = change(*v);
    all(violin.y);
  }
  for (Text& text : panel.texts) text.y = change(text.y);
  panel.y.min = change(panel.y.min);
  panel.y.max = change(panel.y.max);
}

void eachValue(const Panel& panel, const std::function<void(double)>& take) {
  Panel copy = panel;
  copy.texts.clear();
  copy.y.min = copy.y.max = kNone;
  changeValues(copy, [&take](double v) {
    if (std::isfinite(v)) take(v);
    return v;
  });
}

bool hasValues(const Panel& panel) {
  return panel.heatMaps.empty() && panel.rankDiagrams.empty() && panel.bars.empty() && panel.y.categories.empty() &&
         panel.y.visible && !(panel.lines.empty() && panel.boxes.empty() && panel.violins.empty());
}

struct Span {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  double least = low;  ///< of the sizes that are not zero
  [[nodiscard]] bool empty() const { return !(low <= high); }
  void take(const Panel& panel) {
    eachValue(panel, [this](double v) {
      low = std::min(low, v);
      high = std::max(high, v);
      if (v != 0.0) least = std::min(least, std::abs(v));
    });
  }
};

void rescale(Panel& panel, ValueScale scale, double symmetric) {
  if (scale == ValueScale::AsMade || !hasValues(panel)) return;
  panel.y.log = scale == ValueScale::Log;
  if (scale == ValueScale::SymmetricLog && symmetric > 0.0) {
    changeValues(panel, [symmetric](double v) { return symmetricLog(v, symmetric); });
  }
  if (scale != ValueScale::Normalised) return;
  Span span;
  span.take(panel);
  if (span.empty()) return;
  // In halves: the difference of two doubles may overflow.
  const double low = span.low, half = 0.5 * span.high - 0.5 * low;
  changeValues(panel, [low, half](double v) { return half > 0.0 ? (0.5 * v - 0.5 * low) / half : 0.0 * v; });
  panel.y.label += " (normalised)";
}

bool hasRuns(const Panel& panel) {
  return panel.x.categories.empty() &&
         std::ranges::any_of(panel.lines, [](const Line& line) { return !line.ids.empty(); });
}

/// Without the points that have no place on a logarithmic axis.
void keepPositive(Line& line) {
  Line kept = line;
  for (auto* of : {&kept.x, &kept.y, &kept.values}) of->clear();
  kept.ids.clear();
  kept.names.clear();
  for (int i = 0; i < std::min(isize(line.x), isize(line.y)); ++i) {
    if (!(line.x[i] > 0.0)) continue;
    kept.x.push_back(line.x[i]);
    kept.y.push_back(line.y[i]);
    if (!line.ids.empty()) kept.ids.push_back(line.ids[i]);
    if (!line.names.empty()) kept.names.push_back(line.names[i]);
    if (!line.values.empty()) kept.values.push_back(line.values[i]);
  }
  line = std::move(kept);
}

void rescaleAcross(Panel& panel, ValueScale scale) {
  if (scale == ValueScale::AsMade || !hasRuns(panel)) return;
  panel.x.log = scale == ValueScale::Log;
  if (!panel.x.log) return;
  for (Line& line : panel.lines) keepPositive(line);
}

void hide(Figure& figure, const FigureLook& look) {
  std::map<int, bool> gone;  // styles whose labelled lines are all hidden
  for (const Panel& panel : figure.panels) {
    for (const Line& line : panel.lines) {
      if (line.label.empty()) continue;
      const bool hidden = look.hidden.contains(line.label);
      const auto [at, fresh] = gone.emplace(line.style, hidden);
      if (!fresh) at->second = at->second && hidden;
    }
  }
  const auto away = [&gone](const auto& element) {
    const auto at = gone.find(element.style);
    return at != gone.end() && at->second;
  };
  for (Panel& panel : figure.panels) {
    std::erase_if(panel.bands, away);
    std::erase_if(panel.bars, away);
    std::erase_if(panel.lines, [&](const Line& line) {
      return line.label.empty() ? away(line) : !look.ghosts && look.hidden.contains(line.label);
    });
    for (Line& line : panel.lines) {
      if (line.label.empty() || !look.hidden.contains(line.label)) continue;
      line.x.clear();
      line.y.clear();
      line.opacity = 0.25;
    }
  }
}

bool sameX(const Panel& a, const Panel& b) {
  return a.x.label == b.x.label && a.x.log == b.x.log && a.x.categories == b.x.categories;
}

bool sameY(const Panel& a, const Panel& b) {
  return hasValues(a) && hasValues(b) && a.y.label == b.y.label && a.y.log == b.y.log;
}

void share(Figure& figure) {
  std::vector<QCPRange> ranges;
  for (const Panel& panel : figure.panels) ranges.push_back(yRangeOf(panel));
  for (int i = 0; i < isize(figure.panels); ++i) {
    Panel& panel = figure.panels[i];
    double low = ranges[i].lower, high = ranges[i].upper;
    bool several = false;
    for (int k = 0; k < isize(figure.panels); ++k) {
      if (k == i || !sameY(panel, figure.panels[k])) continue;
      several = true;
      low = std::min(low, ranges[k].lower);
      high = std::max(high, ranges[k].upper);
    }
    if (!several) continue;
    panel.y.min = low;
    panel.y.max = high;
  }
}

QString number(double v) {
  return QString::number(v, 'g', 6);
}

/// `symmetric`: for axes of values on such a scale.
QString onAxis(const Axis& axis, double v, double symmetric = 0.0) {
  if (!axis.categories.empty()) {
    const int i = static_cast<int>(std::lround(v));
    if (i >= 0 && i < isize(axis.categories)) return QString::fromStdString(axis.categories[i]);
  }
  return number(symmetric > 0.0 ? symmetricLogInverse(v, symmetric) : v);
}

QString named(const Axis& axis, const QString& value) {
  return axis.label.empty() ? value : QString::fromStdString(axis.label) + QStringLiteral(": ") + value;
}

/// The band of the series at one of its points.
QString bandText(const Panel& panel, const Line& line, double x, double symmetric) {
  for (const Band& band : panel.bands) {
    if (band.style != line.style) continue;
    const auto at = std::lower_bound(band.x.begin(), band.x.end(), x);
    if (at == band.x.end() || *at != x) continue;
    const auto i = at - band.x.begin();
    return QStringLiteral(" [%1, %2]")
        .arg(onAxis(panel.y, band.low[i], symmetric), onAxis(panel.y, band.high[i], symmetric));
  }
  return {};
}

std::optional<Value> lineValue(const PanelPlan& plan, const QPointF& at, double symmetric) {
  const Panel& panel = plan.content();
  constexpr double kNear = 14.0;
  double best = kNear;
  std::optional<Value> found;
  for (const Line& line : panel.lines) {
    for (std::size_t i = 0; i < std::min(line.x.size(), line.y.size()); ++i) {
      if (!std::isfinite(line.x[i]) || !std::isfinite(line.y[i])) continue;
      const QPointF p = pixelOf(plan, line.x[i], line.y[i]);
      const double distance = std::hypot(p.x() - at.x(), p.y() - at.y());
      if (!(distance < best) || !plan.rect.adjusted(-1, -1, 1, 1).contains(p)) continue;
      best = distance;
      const std::string& name = i < line.names.size() ? line.names[i] : line.label;
      QString text = name.empty() ? QString() : QString::fromStdString(name) + '\n';
      text += named(panel.x, onAxis(panel.x, line.x[i])) + '\n' +
              named(panel.y, onAxis(panel.y, line.y[i], symmetric)) + bandText(panel, line, line.x[i], symmetric);
      found = Value{text, p};
    }
  }
  return found;
}

std::optional<Value> categoryValue(const PanelPlan& plan, const QPointF& at, double symmetric) {
  const Panel& panel = plan.content();
  const QPointF data = dataAt(plan, at);
  const Axis& keys = plan.lying() ? panel.y : panel.x;
  const Axis& values = plan.lying() ? panel.x : panel.y;
  const double key = plan.lying() ? data.y() : data.x();
  const auto place = [&](double position, double value) {
    return plan.lying() ? pixelOf(plan, value, position) : pixelOf(plan, position, value);
  };
  const auto quartiles = [&](double position, double median, double q1, double q3) {
    return Value{onAxis(keys, position) + '\n' +
                     named(values, QStringLiteral("%1 [%2, %3]")
                                       .arg(onAxis(values, median, symmetric), onAxis(values, q1, symmetric),
                                            onAxis(values, q3, symmetric))),
                 place(position, median)};
  };
  for (const Box& box : panel.boxes) {
    if (std::abs(key - box.position) <= 0.5 * box.width) return quartiles(box.position, box.median, box.q1, box.q3);
  }
  for (const Violin& v : panel.violins) {
    if (std::abs(key - v.position) <= 0.4) return quartiles(v.position, v.median, v.q1, v.q3);
  }
  const double value = plan.lying() ? data.x() : data.y();
  for (const Bar& bar : panel.bars) {
    if (std::abs(key - bar.position) > 0.5 * bar.width) continue;
    if (value < std::min(bar.from, bar.to) || value > std::max(bar.from, bar.to)) continue;
    QString series;
    for (const Line& line : panel.lines) {
      if (line.style == bar.style && !line.label.empty()) series = QString::fromStdString(line.label) + '\n';
    }
    return Value{series + onAxis(keys, bar.position) + '\n' + named(values, number(bar.to - bar.from)),
                 place(bar.position, bar.to)};
  }
  return {};
}

std::optional<Value> cellValue(const PanelPlan& plan, const QPointF& at) {
  const Panel& panel = plan.content();
  const QPointF data = dataAt(plan, at);
  for (const HeatMap& map : panel.heatMaps) {
    const auto index = [](double v, const std::vector<double>& range, int n) {
      return static_cast<int>(range.size() == 2 ? std::floor((v - range[0]) / (range[1] - range[0]) * n)
                                                : std::round(v));
    };
    const int c = index(data.x(), map.xRange, map.cols), r = index(data.y(), map.yRange, map.rows);
    if (c < 0 || c >= map.cols || r < 0 || r >= map.rows) continue;
    const double v = map.values[r * map.cols + c];
    QString text = named(panel.x, onAxis(panel.x, map.xRange.empty() ? c : data.x())) + '\n' +
                   named(panel.y, onAxis(panel.y, map.yRange.empty() ? r : data.y()));
    if (!std::isnan(v)) {
      text += '\n' + (map.scaleLabel.empty() ? QString() : QString::fromStdString(map.scaleLabel) + ": ") + number(v);
    }
    return Value{text, at};
  }
  return {};
}

}  // namespace

double symmetricLog(double v, double c) {
  const double size = std::abs(v) / c;
  return std::copysign(size <= 1.0 ? size : 1.0 + std::log10(size), v);
}

double symmetricLogInverse(double t, double c) {
  const double size = std::abs(t);
  return std::copysign(c * (size <= 1.0 ? size : std::pow(10.0, size - 1.0)), t);
}

std::vector<std::string> seriesOf(const Figure& figure) {
  std::vector<std::string> labels;
  for (const Panel& panel : figure.panels) {
    for (const Line& line : panel.lines) {
      if (!line.label.empty() && std::find(labels.begin(), labels.end(), line.label) == labels.end()) {
        labels.push_back(line.label);
      }
    }
  }
  return labels;
}

bool scalable(const Figure& figure, ValueScale scale) {
  const auto fits = [scale](const Panel& panel) {
    if (!hasValues(panel)) return false;
    if (scale != ValueScale::Log) return true;
    bool positive = false;
    eachValue(panel, [&positive](double v) { positive = positive || v > 0.0; });
    return positive;
  };
  return !figure.panels.empty() && std::all_of(figure.panels.begin(), figure.panels.end(), fits);
}

bool scalableAcross(const Figure& figure, ValueScale scale) {
  const auto positive = [](const Line& line) {
    return !line.ids.empty() && std::ranges::any_of(line.x, [](double v) { return v > 0.0; });
  };
  return !figure.panels.empty() && std::ranges::all_of(figure.panels, [&](const Panel& panel) {
    return hasRuns(panel) && (scale != ValueScale::Log || std::ranges::any_of(panel.lines, positive));
  });
}

ValueScale scaleWithZero(const Figure& figure) {
  constexpr double kDecades = 100.0;  // as where figures are made
  Span span;
  for (const Panel& panel : figure.panels) {
    if (hasValues(panel) && !panel.y.log) span.take(panel);
  }
  return span.low == 0.0 && span.high / span.least > kDecades ? ValueScale::SymmetricLog : ValueScale::AsMade;
}

double symmetricOf(const Figure& figure, const FigureLook& look) {
  if (look.scale != ValueScale::SymmetricLog) return 0.0;
  Span span;
  for (const Panel& panel : figure.panels) {
    if (hasValues(panel)) span.take(panel);
  }
  const double most = std::max(std::abs(span.low), std::abs(span.high));
  if (span.empty() || most == 0.0) return 1.0;
  constexpr double kFinest = 1e-16;  // of the largest: smaller values look like zero
  return std::pow(10.0, std::floor(std::log10(std::max({span.least, most * kFinest, 1e-290}))));
}

Figure shown(const Figure& figure, const FigureLook& look) {
  Figure f = figure;
  const double symmetric = symmetricOf(figure, look);
  if (look.title) f.title = *look.title;
  f.legend = f.legend && look.legend;
  for (Panel& panel : f.panels) {
    rescale(panel, look.scale, symmetric);
    rescaleAcross(panel, look.across);
  }
  hide(f, look);
  if (look.shareY) share(f);
  for (int i = 0; i < std::min(isize(f.panels), isize(look.limits)); ++i) {
    Panel& panel = f.panels[i];
    const Limits& l = look.limits[i];
    const auto set = [](double& to, double from) {
      if (std::isfinite(from)) to = from;
    };
    set(panel.x.min, l.xLow);
    set(panel.x.max, l.xHigh);
    set(panel.y.min, l.yLow);
    set(panel.y.max, l.yHigh);
    std::erase_if(panel.texts, [&l](const Text& t) {
      return t.x < l.xLow || t.x > l.xHigh || t.y < l.yLow || t.y > l.yHigh;  // false for NaN
    });
  }
  return f;
}

int panelAt(const Plan& plan, const QPointF& at) {
  for (int i = 0; i < isize(plan.panels); ++i) {
    if (plan.panels[i].rect.contains(at)) return i;
  }
  return -1;
}

QPointF dataAt(const PanelPlan& panel, const QPointF& at) {
  const Panel& p = panel.content();
  const double u = (at.x() - panel.rect.left()) / panel.rect.width();
  const double v = (panel.rect.bottom() - at.y()) / panel.rect.height();
  return {valueAtShare(p.x.reversed ? 1.0 - u : u, panel.x, p.x.log),
          valueAtShare(p.y.reversed ? 1.0 - v : v, panel.y, p.y.log)};
}

QPointF pixelOf(const PanelPlan& panel, double x, double y) {
  const Panel& p = panel.content();
  const double u = shareOf(x, panel.x, p.x.log), v = shareOf(y, panel.y, p.y.log);
  return {panel.rect.left() + panel.rect.width() * (p.x.reversed ? 1.0 - u : u),
          panel.rect.bottom() - panel.rect.height() * (p.y.reversed ? 1.0 - v : v)};
}

std::string seriesAt(const Plan& plan, const QPointF& at) {
  for (const KeySample& sample : plan.samples) {
    QRectF row = sample.box;
    for (const PlacedText& text : plan.texts) {
      const QRectF box = outline(text).boundingRect();
      const double gap = box.left() - sample.box.right();
      if (gap >= 0.0 && gap < 16.0 && std::abs(box.center().y() - sample.box.center().y()) < 3.0) row |= box;
    }
    if (row.contains(at)) return sample.line->label;
  }
  for (const PanelPlan& panel : plan.panels) {
    for (const PlacedText& text : panel.texts) {
      if (!outline(text).boundingRect().contains(at)) continue;
      for (const Line& line : panel.content().lines) {
        if (QString::fromStdString(line.label) == text.text) return line.label;
      }
    }
  }
  return {};
}

std::optional<Value> valueAt(const Plan& plan, const QPointF& at) {
  const int i = panelAt(plan, at);
  if (i < 0) return {};
  const PanelPlan& panel = plan.panels[i];
  if (auto value = lineValue(panel, at, plan.symmetric)) return value;
  if (auto value = categoryValue(panel, at, plan.symmetric)) return value;
  return cellValue(panel, at);
}

FigureLook zoomed(FigureLook look, const Plan& plan, int panel, const QRectF& part) {
  const PanelPlan& at = plan.panels[panel];
  if (!at.content().rankDiagrams.empty()) return look;
  look.limits.resize(plan.panels.size());
  const QPointF a = dataAt(at, part.bottomLeft()), b = dataAt(at, part.topRight());
  const auto usable = [](const Axis& axis, double low, double high) {
    return axis.categories.empty() && std::isfinite(low) && std::isfinite(high) &&
           std::abs(high - low) > 1e-12 * std::max(std::abs(high), std::abs(low)) &&
           (!axis.log || std::min(low, high) > 0.0);
  };
  const bool across = usable(at.content().x, a.x(), b.x()), up = usable(at.content().y, a.y(), b.y());
  const auto set = [](double& low, double& high, double v, double w) {
    low = std::min(v, w);
    high = std::max(v, w);
  };
  for (int i = 0; i < isize(plan.panels); ++i) {
    const PanelPlan& other = plan.panels[i];
    if (i != panel && !(look.shareX && !at.lying() && !other.lying() && sameX(at.content(), other.content()))) continue;
    Limits& l = look.limits[i];
    // For lying boxes, the painted axes are swapped.
    if (across) at.lying() ? set(l.yLow, l.yHigh, a.x(), b.x()) : set(l.xLow, l.xHigh, a.x(), b.x());
    if (up && !at.lying() && (i == panel || (look.shareY && sameY(at.content(), other.content())))) {
      set(l.yLow, l.yHigh, a.y(), b.y());
    }
  }
  return look;
}

}  // namespace tandem::figures
