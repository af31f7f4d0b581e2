// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rendering/panel_layout.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/rendering/rank_diagram.h"
#include "tandem/matrix.h"

namespace tandem::figures {
namespace {

constexpr double kTick = 4.0;        // length of a tick
constexpr double kGap = 4.0;         // between a tick and its text, a text and the next thing
constexpr double kScaleBar = 12.0;   // width of a colour scale
constexpr int kMostNamedRows = 600;  // beyond that, every n-th row is named

QString qtext(const std::string& s) {
  return QString::fromStdString(s);
}

/// The panel with horizontal boxes, violins and bars.
Panel turnedOver(const Panel& panel) {
  Panel p = panel;
  std::swap(p.x, p.y);
  p.y.reversed = true;
  for (Text& t : p.texts) std::swap(t.x, t.y);
  return p;
}

/// Wrapped to at most `most` lines; longer texts lose their middle.
QStringList fewLines(const QString& text, const QFont& font, double width, int most) {
  if (text.isEmpty()) return {};
  width = std::max(width, 4.0 * textHeight(font));
  QStringList lines = wrapped(text, font, width);
  if (lines.size() <= most) return lines;
  const QFontMetricsF metrics(font);
  for (double room = most * width; room > width; room -= 0.25 * width) {
    lines = wrapped(metrics.elidedText(text, Qt::ElideMiddle, room), font, width);
    if (lines.size() <= most) return lines;
  }
  return {metrics.elidedText(text, Qt::ElideMiddle, width)};
}

double pixelX(const PanelPlan& plan, double v) {
  const Axis& axis = plan.content().x;
  const double u = shareOf(v, plan.x, axis.log);
  return plan.rect.left() + plan.rect.width() * (axis.reversed ? 1.0 - u : u);
}

double pixelY(const PanelPlan& plan, double v) {
  const Axis& axis = plan.content().y;
  const double u = shareOf(v, plan.y, axis.log);
  return plan.rect.bottom() - plan.rect.height() * (axis.reversed ? 1.0 - u : u);
}

/// The most ticks whose texts do not touch; `each(text)` is the space that a text takes along the axis.
template <typename Room>
Ticks ticksFor(const QCPRange& range, bool log, double symmetric, double length, int most, const Room& each) {
  Ticks ticks;
  for (int count = most; count >= 2; --count) {
    ticks = symmetric > 0.0 ? symmetricTicks(range.lower, range.upper, symmetric, count)
            : log           ? logTicks(range.lower, range.upper, count)
                            : linearTicks(range.lower, range.upper, count);
    bool fits = true;
    double last = -1e9;
    for (const Tick& tick : ticks.major) {
      const double at = length * shareOf(tick.at, range, log), half = 0.5 * each(qtext(tick.label));
      fits = fits && at - half >= last;
      last = at + half;
    }
    if (fits) return ticks;
  }
  if (ticks.major.size() > 1) ticks.major.resize(1);
  return ticks;
}

}  // namespace

int labelledLines(const Figure& figure) {
  int most = 0;
  for (const Panel& panel : figure.panels) {
    const auto count =
        std::count_if(panel.lines.begin(), panel.lines.end(), [](const Line& l) { return !l.label.empty(); });
    most = std::max(most, static_cast<int>(count));
  }
  return most;
}

PanelLayout::PanelLayout(const Panel& panel, const Theme& theme, Names& names, bool direct, bool lying,
                         double symmetric)
    : panel_(panel),
      theme_(theme),
      names_(names),
      direct_(direct),
      symmetric_(symmetric),
      line_(textHeight(theme.textFont())),
      tickLine_(textHeight(theme.tickFont())) {
  if (lying) turned_ = turnedOver(panel);
  // Ranges come from the original panel; turning it only swaps them.
  x_ = lying ? yRangeOf(panel) : xRangeOf(panel);
  y_ = lying ? xRangeOf(panel) : yRangeOf(panel);
}

std::vector<const Line*> PanelLayout::labelled() const {
  std::vector<const Line*> lines;
  for (const Line& line : panel_.lines) {
    if (!line.label.empty()) lines.push_back(&line);
  }
  return lines;
}

double PanelLayout::nameLimit(double width) const {
  return std::clamp(0.4 * width, 5.0 * line_, 16.0 * line_);
}

double PanelLayout::naturalWidth() {
  if (!panel_.rankDiagrams.empty()) return RankLayout(panel_.rankDiagrams.front(), theme_, names_).naturalWidth();
  double data = 330.0;
  const Panel& p = shown();
  if (!p.heatMaps.empty()) {
    const HeatMap& map = p.heatMaps.front();
    data = 260.0;
    if (!p.x.categories.empty()) {
      double cell = 1.3 * tickLine_;
      const QFont small = theme_.font(theme_.baseSize - 2.0);
      for (const std::string& t : map.texts) cell = std::max(cell, textWidth(small, qtext(t)) + 4.0);
      data = std::max(120.0, cell * static_cast<double>(map.cols));
    }
  }
  measure(data + 4.0 * nameLimit(1e6), 0.7 * data);
  return data + margins_.left + margins_.right;
}

void PanelLayout::measureLeft(double width, double dataHeight) {
  const Axis& axis = shown().y;
  yTexts_.clear();
  yTicks_ = {};
  yLabel_.clear();
  double widest = 0.0;
  leastHeight_ = 4.0 * line_;
  if (axis.visible && !axis.categories.empty()) {
    const int count = isize(axis.categories);
    const double row = (turned_ ? 1.4 : 1.1) * tickLine_;
    const bool all = !axis.ordinal && count <= kMostNamedRows;
    if (all) leastHeight_ = std::max(leastHeight_, row * count);
    const int every =
        all ? 1 : std::max(1, static_cast<int>(std::ceil(1.1 * tickLine_ * count / std::max(dataHeight, 1.0))));
    for (int i = 0; i < count; i += every) {
      const QString name = qtext(axis.categories[i]);
      yTexts_.push_back(
          {static_cast<double>(i), axis.ordinal ? name : names_.shortOf(name, theme_.tickFont(), nameLimit(width))});
    }
  } else if (axis.visible) {
    yTicks_ = ticksFor(y_, axis.log, turned_ ? 0.0 : symmetric_, dataHeight, 8,
                       [&](const QString&) { return 1.5 * tickLine_; });
    for (const Tick& tick : yTicks_.major) yTexts_.push_back({tick.at, qtext(tick.label)});
  }
  for (const AxisText& t : yTexts_) widest = std::max(widest, textWidth(theme_.tickFont(), t.text));
  if (axis.visible) yLabel_ = fewLines(qtext(axis.label), theme_.textFont(), dataHeight, 3);
  margins_.left = axis.visible ? kTick + kGap + widest + 4.0 : 6.0;
  if (!yLabel_.isEmpty()) margins_.left += line_ * static_cast<double>(yLabel_.size()) + kGap;
}

void PanelLayout::measureRight(double width, double dataHeight) {
  margins_.right = 8.0;
  scaleTicks_ = {};
  scaleLabel_.clear();
  direct_texts_.clear();
  if (scale_) {
    const HeatMap& map = panel_.heatMaps.front();
    const QCPRange range = scaleRange(map);
    const int most = map.integerScale ? std::clamp(static_cast<int>(range.size()), 2, 8) : 8;
    scaleTicks_ = ticksFor(range, false, 0.0, dataHeight, most, [&](const QString&) { return 1.5 * tickLine_; });
    double widest = 0.0;
    for (const Tick& tick : scaleTicks_.major)
      widest = std::max(widest, textWidth(theme_.tickFont(), qtext(tick.label)));
    scaleLabel_ = fewLines(qtext(map.scaleLabel), theme_.textFont(), dataHeight, 2);
    margins_.right =
        10.0 + kScaleBar + 3.0 + kGap + widest + kGap + line_ * static_cast<double>(scaleLabel_.size()) + 4.0;
  }
  if (direct_) {
    double widest = 0.0;
    for (const Line* line : labelled()) {
      direct_texts_ << names_.shortOf(qtext(line->label), theme_.tickFont(), nameLimit(width));
      widest = std::max(widest, textWidth(theme_.tickFont(), direct_texts_.back()));
    }
    margins_.right = 22.0 + widest + 4.0;
    leastHeight_ = std::max(leastHeight_, 1.02 * tickLine_ * static_cast<double>(direct_texts_.size()));
  }
}

void PanelLayout::measureBottom(double dataWidth) {
  const Axis& axis = shown().x;
  xTexts_.clear();
  xTicks_ = {};
  xUpright_ = false;
  if (!axis.visible) {
    margins_.bottom = 6.0;
    return;
  }
  double tall = tickLine_;
  const QFont font = theme_.tickFont();
  double half = 0.0;  // of the texts at the ends
  if (!axis.categories.empty()) {
    const int count = isize(axis.categories);
    const double slot = dataWidth / count;
    double widest = 0.0;
    std::vector<QString> texts;
    for (const std::string& c : axis.categories) {
      texts.push_back(qtext(c));
      widest = std::max(widest, textWidth(font, texts.back()));
    }
    int every = 1;
    if (axis.ordinal) {
      every = std::max(1, static_cast<int>(std::ceil((widest + 5.0) / std::max(slot, 0.1))));
    } else if (widest + 6.0 > slot) {
      xUpright_ = slot >= 1.02 * tickLine_;
      if (xUpright_) {
        tall = 0.0;
        for (QString& t : texts) {
          t = names_.shortOf(t, font, 13.0 * line_);
          tall = std::max(tall, textWidth(font, t));
        }
      } else {
        // Numbers, which the key below explains.
        for (QString& t : texts) t = names_.numberOf(t);
        widest = textWidth(font, QString::number(count));
        every = std::max(1, static_cast<int>(std::ceil((widest + 5.0) / std::max(slot, 0.1))));
      }
    }
    for (int i = 0; i < count; i += every) xTexts_.push_back({static_cast<double>(i), texts[i]});
    if (!xUpright_) half = std::max(0.0, 0.5 * widest - 0.5 * slot);
  } else {
    xTicks_ = ticksFor(x_, axis.log, turned_ ? symmetric_ : 0.0, dataWidth, 10,
                       [&](const QString& t) { return textWidth(font, t) + 1.2 * tickLine_; });
    for (const Tick& tick : xTicks_.major) {
      xTexts_.push_back({tick.at, qtext(tick.label)});
      const double w = 0.5 * textWidth(font, qtext(tick.label)), at = dataWidth * shareOf(tick.at, x_, axis.log);
      half = std::max({half, w - at, w - (dataWidth - at)});
    }
  }
  margins_.left = std::max(margins_.left, half + 3.0);
  margins_.right = std::max(margins_.right, half + 3.0);
  margins_.bottom = kTick + 2.0 + tall + 4.0;
}

void PanelLayout::measure(double width, double dataHeight) {
  const Panel& p = shown();
  margins_ = {};
  title_ = panel_.title.empty() ? QStringList()
                                : wrapped(qtext(panel_.title), theme_.font(theme_.baseSize, true), width - 12.0);
  scale_ = !panel_.heatMaps.empty();
  if (scale_ && width < 20.0 * line_ && !panel_.heatMaps.front().texts.empty()) {
    // Cells that show their value need no colour key if there is little room.
    const HeatMap& map = panel_.heatMaps.front();
    const QFont font = theme_.font(theme_.baseSize - 2.5);
    const double cell = (width - 6.0 * line_) / std::max(1, map.cols);
    scale_ = std::any_of(map.texts.begin(), map.texts.end(),
                         [&](const std::string& t) { return textWidth(font, qtext(t)) > cell - 1.0; });
  }
  const double titles = title_.isEmpty() ? 0.0 : static_cast<double>(title_.size()) * line_ + 3.0;
  if (!panel_.rankDiagrams.empty()) {
    const RankLayout ranks(panel_.rankDiagrams.front(), theme_, names_);
    margins_.top = titles;
    leastWidth_ = ranks.leastWidth();
    leastHeight_ = naturalHeight_ = ranks.leastHeight(width);
    return;
  }
  measureLeft(width, dataHeight);
  measureRight(width, dataHeight);
  double dataWidth = width - margins_.left - margins_.right;
  const Margins before = margins_;
  measureBottom(dataWidth);
  if (margins_.left != before.left || margins_.right != before.right) {
    dataWidth = width - margins_.left - margins_.right;
    measureBottom(dataWidth);
  }
  const QString xLabel = p.x.visible ? qtext(p.x.label) : QString();
  if (!xLabel.isEmpty()) {
    margins_.bottom +=
        line_ *
        static_cast<double>(fewLines(xLabel, theme_.textFont(), std::max(dataWidth, 0.9 * (width - 8.0)), 3).size());
  }
  margins_.top = titles + 0.5 * tickLine_ + 2.0;
  leastWidth_ = 6.0 * line_;
  naturalHeight_ = std::clamp(0.66 * dataWidth, 10.0 * line_, 22.0 * line_);
  const bool grid = !panel_.heatMaps.empty() && !panel_.heatMaps.front().xRange.empty();
  if (!panel_.heatMaps.empty() && !grid) {
    const double cell = dataWidth / std::max(1, panel_.heatMaps.front().cols);
    const int rows = std::max(1, panel_.heatMaps.front().rows);
    naturalHeight_ = std::clamp(std::min(cell, 2.6 * line_), 1.35 * tickLine_, 3.0 * line_) * rows;
    if (rows > 40) naturalHeight_ = std::max(10.0 * line_, (rows > kMostNamedRows ? 3.0 : 1.2 * tickLine_) * rows);
    naturalHeight_ = std::max(naturalHeight_, 5.0 * line_);
  }
  if (grid) naturalHeight_ = std::clamp(0.75 * dataWidth, 10.0 * line_, 24.0 * line_);
  if (turned_) naturalHeight_ = std::max(8.0 * line_, 1.75 * line_ * isize(p.y.categories));
  naturalHeight_ = std::max(naturalHeight_, leastHeight_);
}

PanelPlan PanelLayout::place(const QRectF& area, const QRectF& data) {
  PanelPlan plan{
      .panel = &panel_, .turned = turned_, .rect = data, .x = x_, .y = y_, .xTicks = xTicks_, .yTicks = yTicks_};
  const QFont bold = theme_.font(theme_.baseSize, true);
  double y = data.top() - margins_.top;
  for (const QString& line : title_) {
    plan.texts.push_back({line, bold, theme_.ink, {area.center().x(), y + 0.5 * line_}});
    y += line_;
  }
  if (!panel_.rankDiagrams.empty()) {
    RankLayout(panel_.rankDiagrams.front(), theme_, names_).place(plan, data);
    return plan;
  }
  const int series = isize(labelled());
  plan.markers = !direct_ || series <= 16;
  plan.bands = true;
  placeAxisTexts(plan, area);
  if (scale_) placeScale(plan);
  if (direct_) placeDirectLabels(plan);
  placeCellTexts(plan);
  placePanelTexts(plan);
  return plan;
}

void PanelLayout::placeAxisTexts(PanelPlan& plan, const QRectF& area) {
  const Panel& p = shown();
  const QFont font = theme_.tickFont();
  const QRectF& data = plan.rect;
  double bottom = data.bottom() + kTick + 2.0;
  double tall = 0.0;
  for (const AxisText& t : xTexts_) {
    const double x = pixelX(plan, t.at);
    if (xUpright_) {
      plan.texts.push_back({t.text, font, theme_.ink, {x, bottom}, Qt::AlignRight, -90.0});
      tall = std::max(tall, textWidth(font, t.text));
    } else {
      plan.texts.push_back({t.text, font, theme_.ink, {x, bottom + 0.5 * tickLine_}});
      tall = tickLine_;
    }
  }
  const QString xLabel = p.x.visible ? qtext(p.x.label) : QString();
  if (!xLabel.isEmpty()) {
    bottom += tall + 4.0;
    for (const QString& line :
         fewLines(xLabel, theme_.textFont(), std::max(data.width(), 0.9 * (area.width() - 8.0)), 3)) {
      const double half = 0.5 * textWidth(theme_.textFont(), line);
      const double x = std::clamp(data.center().x(), area.left() + half + 2.0,
                                  std::max(area.left() + half + 2.0, area.right() - half - 2.0));
      plan.texts.push_back({line, theme_.textFont(), theme_.ink, {x, bottom + 0.5 * line_}});
      bottom += line_;
    }
  }
  double widest = 0.0;
  for (const AxisText& t : yTexts_) {
    plan.texts.push_back({t.text, font, theme_.ink, {data.left() - kTick - kGap, pixelY(plan, t.at)}, Qt::AlignRight});
    widest = std::max(widest, textWidth(font, t.text));
  }
  double x = data.left() - kTick - kGap - widest - kGap - 0.5 * line_ - line_ * static_cast<double>(yLabel_.size() - 1);
  for (const QString& line : yLabel_) {
    plan.texts.push_back({line, theme_.textFont(), theme_.ink, {x, data.center().y()}, Qt::AlignHCenter, -90.0});
    x += line_;
  }
}

void PanelLayout::placeScale(PanelPlan& plan) {
  const QRectF& data = plan.rect;
  const HeatMap& map = panel_.heatMaps.front();
  const QCPRange range = scaleRange(map);
  plan.scale = QRectF(data.right() + 10.0, data.top(), kScaleBar, data.height());
  const double right = plan.scale.right();
  double widest = 0.0;
  for (const Tick& tick : scaleTicks_.major) {
    const double y = data.bottom() - data.height() * shareOf(tick.at, range, false);
    plan.strokes.push_back({QPolygonF({QPointF(right, y), QPointF(right + 3.0, y)}), QPen(theme_.muted, 1.0)});
    const QString text = qtext(tick.label);
    plan.texts.push_back({text, theme_.tickFont(), theme_.ink, {right + 3.0 + kGap, y}, Qt::AlignLeft});
    widest = std::max(widest, textWidth(theme_.tickFont(), text));
  }
  double x = right + 3.0 + kGap + widest + kGap + 0.5 * line_;
  for (const QString& line : scaleLabel_) {
    plan.texts.push_back({line, theme_.textFont(), theme_.ink, {x, data.center().y()}, Qt::AlignHCenter, -90.0});
    x += line_;
  }
}

void PanelLayout::placeDirectLabels(PanelPlan& plan) {
  struct End {
    QPointF from;
    double y;
    const Line* line;
    QString text;
  };
  std::vector<End> ends;
  const std::vector<const Line*> lines = labelled();
  const QRectF& data = plan.rect;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = *lines[i];
    for (std::size_t k = line.y.size(); k-- > 0;) {
      if (!std::isfinite(line.y[k]) || !std::isfinite(line.x[k]) || (shown().y.log && line.y[k] <= 0.0)) continue;
      const QPointF at(std::clamp(pixelX(plan, line.x[k]), data.left(), data.right()),
                       std::clamp(pixelY(plan, line.y[k]), data.top(), data.bottom()));
      ends.push_back({at, at.y(), &line, direct_texts_[static_cast<qsizetype>(i)]});
      break;
    }
  }
  std::stable_sort(ends.begin(), ends.end(), [](const End& a, const End& b) { return a.y < b.y; });
  // Least shift: neighbours that touch become a block around the mean of their desired positions.
  struct Block {
    double wish;  // sum over its members of the desired position of the first
    int first, count;
    [[nodiscard]] double top() const { return wish / count; }
  };
  const double height = 1.02 * tickLine_, low = data.top() + 0.5 * height,
               high = std::max(low, data.bottom() - 0.5 * height);
  std::vector<Block> blocks;
  const auto topOf = [&](const Block& b) {
    return std::clamp(b.top(), low, std::max(low, high - height * (b.count - 1)));
  };
  for (int i = 0; i < isize(ends); ++i) {
    blocks.push_back({ends[i].from.y(), i, 1});
    while (blocks.size() > 1) {
      Block& last = blocks.back();
      Block& before = blocks[blocks.size() - 2];
      if (topOf(before) + height * before.count <= topOf(last)) break;
      before.wish += last.wish - height * before.count * last.count;
      before.count += last.count;
      blocks.pop_back();
    }
  }
  for (const Block& b : blocks) {
    for (int i = 0; i < b.count; ++i) ends[b.first + i].y = topOf(b) + height * i;
  }
  for (const End& e : ends) {
    QPen pen = theme_.pen(e.line->style, 0.8, true);
    plan.strokes.push_back({QPolygonF({e.from, QPointF(data.right() + 2.0, e.from.y()),
                                       QPointF(data.right() + 16.0, e.y), QPointF(data.right() + 19.0, e.y)}),
                            pen});
    plan.texts.push_back({e.text, theme_.tickFont(), theme_.ink, {data.right() + 22.0, e.y}, Qt::AlignLeft});
  }
}

void PanelLayout::placeCellTexts(PanelPlan& plan) {
  if (panel_.heatMaps.empty()) return;
  const HeatMap& map = panel_.heatMaps.front();
  if (map.texts.empty() || map.rows == 0 || map.cols == 0) return;
  const double width = plan.rect.width() / map.cols, height = plan.rect.height() / map.rows;
  QFont font;
  bool fits = false;
  for (const double smaller : {1.0, 2.0, 2.5}) {
    font = theme_.font(theme_.baseSize - smaller);
    fits = textHeight(font) <= height + 1.0;
    for (const std::string& t : map.texts) fits = fits && (t.empty() || textWidth(font, qtext(t)) <= width - 1.0);
    if (fits) break;
  }
  if (!fits) return;  // the colours show the values
  QCPColorGradient gradient = map.diverging ? Theme::divergingGradient() : Theme::sequential();
  const QCPRange range = scaleRange(map);
  for (int r = 0; r < map.rows; ++r) {
    for (int c = 0; c < map.cols; ++c) {
      const auto i = static_cast<std::size_t>(r * map.cols + c);
      if (map.texts[i].empty()) continue;
      QColor ink = theme_.ink;
      if (std::isfinite(map.values[i])) {
        const QColor under = QColor::fromRgb(gradient.color(map.values[i], range));
        ink = qGray(under.rgb()) > 128 ? QColor(0x10, 0x10, 0x10) : QColor(0xfa, 0xfa, 0xfa);
      }
      plan.texts.push_back({qtext(map.texts[i]), font, ink, {pixelX(plan, c), pixelY(plan, r)}});
    }
  }
}

void PanelLayout::placePanelTexts(PanelPlan& plan) {
  const Panel& p = shown();
  const auto already = static_cast<qsizetype>(plan.texts.size());
  for (const Text& t : p.texts) {
    const QFont font = theme_.font(t.size + theme_.baseSize - 9.0);
    const double height = textHeight(font);
    const QStringList lines = QString::fromStdString(t.text).split('\n');
    double widest = 0.0;
    for (const QString& line : lines) widest = std::max(widest, textWidth(font, line));
    const double tall = height * static_cast<double>(lines.size());
    double left = pixelX(plan, t.x) - (t.align == Text::Align::Left    ? 0.0
                                       : t.align == Text::Align::Right ? widest
                                                                       : 0.5 * widest);
    double top = pixelY(plan, t.y) - 0.5 * tall;
    if (t.above) top = pixelY(plan, t.y) - tall - 1.0;
    if (t.above && turned_) {
      left = pixelX(plan, t.x) + 3.0;
      top = pixelY(plan, t.y) - 0.5 * tall;
    }
    const QRectF& data = plan.rect;
    left = std::clamp(left, data.left() + 1.0, std::max(data.left() + 1.0, data.right() - widest - 1.0));
    top = std::clamp(top, data.top() + 1.0, std::max(data.top() + 1.0, data.bottom() - tall - 1.0));
    // Where there is another text: above or below it, else nowhere.
    bool free = false;
    for (const double shift : {0.0, -1.0, 1.0, -2.0, 2.0, -3.0, 3.0}) {
      const QRectF box(left, top + shift * height, widest, tall);
      free = std::none_of(plan.texts.begin() + already, plan.texts.end(),
                          [&](const PlacedText& other) { return outline(other).boundingRect().intersects(box); });
      if (!free || box.top() < data.top() - 1.0 || box.bottom() > data.bottom() + 1.0) {
        free = false;
        if (t.above) break;
        continue;
      }
      top = box.top();
      break;
    }
    if (!free) continue;
    for (const QString& line : lines) {
      if (!line.isEmpty()) plan.texts.push_back({line, font, theme_.ink, {left + 0.5 * widest, top + 0.5 * height}});
      top += height;
    }
  }
}

}  // namespace tandem::figures
