// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rendering/rank_diagram.h"

#include <algorithm>
#include <cmath>

#include "tandem/matrix.h"

namespace tandem::figures {
namespace {

QPolygonF segment(QPointF from, QPointF to) {
  return QPolygonF(QList<QPointF>{from, to});
}

constexpr int kMostOnSides = 20;
constexpr int kMostBars = 8;
constexpr double kSpike = 5.0;    // of an axis, pixels
constexpr double kBarStep = 7.0;  // from bar to bar
constexpr double kRow = 1.25;     // of a name, in heights of its text
constexpr double kListRow = 1.12;

QString rankText(double rank) {
  return QString::number(rank, 'f', 2);
}

}  // namespace

QString RankLayout::named(int i) const {
  return QString::fromStdString(d_.names[i]) + "  " + rankText(d_.ranks[i]);
}

double RankLayout::nameWidth() const {
  double widest = 0.0;
  for (int i = 0; i < isize(d_.names); ++i) widest = std::max(widest, textWidth(theme_.textFont(), named(i)));
  return widest;
}

bool RankLayout::classic(double width) const {
  return isize(d_.names) <= kMostOnSides && isize(d_.groups) <= kMostBars && 2.0 * nameWidth() + 40.0 <= 0.66 * width;
}

double RankLayout::naturalWidth() const {
  const double line = textHeight(theme_.textFont());
  return std::clamp(2.0 * nameWidth() + 40.0 + 18.0 * line, 32.0 * line, 60.0 * line);
}

double RankLayout::leastWidth() const {
  return 16.0 * textHeight(theme_.textFont());
}

double RankLayout::leastHeight(double width) const {
  const double line = textHeight(theme_.textFont());
  const int count = isize(d_.names);
  if (classic(width)) {
    const int rows = (count + 1) / 2;
    return 2.0 * line + 8.0 + line + kSpike + 4.0 + kBarStep * (isize(d_.groups) + 1) + kRow * line * rows + 4.0;
  }
  for (const std::string& name : d_.names)
    static_cast<void>(names_.shortOf(QString::fromStdString(name), theme_.textFont(), listLimit(width)));
  return 2.0 * line + kSpike + 4.0 + kListRow * line * count + line * static_cast<double>(listHead(width).size());
}

double RankLayout::valueWidth() const {
  return textWidth(theme_.textFont(), rankText(1.0 * isize(d_.names))) + 8.0;
}

double RankLayout::listLimit(double width) const {
  const double line = textHeight(theme_.textFont());
  return std::clamp(0.4 * width - valueWidth(), 5.0 * line, 16.0 * line);
}

QStringList RankLayout::listHead(double width) const {
  return wrapped(QStringLiteral("mean rank, with half a critical difference (CD = %1) to both sides")
                     .arg(QString::number(d_.difference, 'g', 3)),
                 theme_.textFont(), width - 8.0);
}

void RankLayout::place(PanelPlan& plan, const QRectF& area) const {
  if (classic(area.width())) {
    placeClassic(plan, area);
  } else {
    placeList(plan, area);
  }
}

void RankLayout::placeClassic(PanelPlan& plan, const QRectF& area) const {
  const QFont font = theme_.textFont();
  const double line = textHeight(font);
  const int count = isize(d_.names);
  const double side = nameWidth() + 20.0;
  // Of reasonable size in a wide or tall pane.
  const double width = std::min(area.width(), 2.0 * side + 40.0 * line);
  const double left = area.center().x() - 0.5 * width + side, right = area.center().x() + 0.5 * width - side;
  const auto x = [&](double rank) { return left + (right - left) * (rank - 1.0) / (count - 1.0); };
  const auto stroke = [&](const QPolygonF& points, double thick) {
    QPen pen(theme_.ink, thick);
    pen.setCapStyle(Qt::FlatCap);
    plan.strokes.push_back({points, pen});
  };
  double y = area.top();
  // The scale of the critical difference; not longer than the axis.
  const double end = x(1.0 + std::min(d_.difference, count - 1.0));
  const QString cd =
      "CD = " + QString::number(d_.difference, 'g', 3) + (d_.difference > count - 1.0 ? " (longer than the axis)" : "");
  const double half = 0.5 * textWidth(font, cd);
  plan.texts.push_back(
      {cd, font, theme_.ink, {std::max(0.5 * (left + end), area.left() + half + 1.0), y + 0.5 * line}});
  y += line + 4.0;
  stroke({{left, y}, {end, y}}, 2.0);
  for (const double at : {left, end}) stroke({{at, y - 4.0}, {at, y + 4.0}}, 1.4);
  y += 8.0 + 0.5 * line;
  Ticks ticks;
  for (int step = 1; step < count; ++step) {
    ticks = {};
    for (int r = 1; r <= count; r += step) ticks.major.push_back({1.0 * r, std::to_string(r)});
    if (textWidth(font, QString::number(count)) + 0.4 * line <= step * (right - left) / (count - 1.0)) break;
  }
  for (const Tick& t : ticks.major)
    plan.texts.push_back({QString::fromStdString(t.label), font, theme_.ink, {x(t.at), y}});
  y += 0.5 * line + kSpike + 1.0;
  const double axis = y;
  stroke({{left, y}, {right, y}}, 1.4);
  for (const Tick& t : ticks.major) stroke({{x(t.at), y - kSpike}, {x(t.at), y}}, 1.4);
  for (const auto& [first, last] : d_.groups) {
    y += kBarStep;
    stroke({{x(d_.ranks[first]) - 3.0, y}, {x(d_.ranks[last]) + 3.0, y}}, 3.2);
  }
  y += kBarStep;
  const int onLeft = (count + 1) / 2;
  const double row = std::min((area.bottom() - y - 4.0) / onLeft, 2.0 * line);
  for (int i = 0; i < count; ++i) {
    const bool isLeft = i < onLeft;
    const int level = isLeft ? i : count - 1 - i;
    const double at = y + row * (level + 0.5);
    const double edge = isLeft ? left - 10.0 : right + 10.0;
    plan.strokes.push_back(
        {QPolygonF({{x(d_.ranks[i]), axis}, {x(d_.ranks[i]), at}, {edge, at}}), theme_.pen(d_.styles[i], 1.2, true)});
    plan.texts.push_back(
        {named(i), font, theme_.ink, {isLeft ? edge - 4.0 : edge + 4.0, at}, isLeft ? Qt::AlignRight : Qt::AlignLeft});
  }
}

void RankLayout::placeList(PanelPlan& plan, const QRectF& area) const {
  const QFont font = theme_.textFont();
  const double line = textHeight(font);
  const int count = isize(d_.names);
  const double value = valueWidth(), limit = listLimit(area.width());
  QStringList names;
  double widest = 0.0;
  for (const std::string& name : d_.names) {
    names << names_.shortOf(QString::fromStdString(name), font, limit);
    widest = std::max(widest, textWidth(font, names.back()));
  }
  const double left = area.left() + 4.0 + widest + value + 8.0;
  const double right = std::min(area.right() - 8.0, left + 60.0 * line);
  const double half = 0.5 * d_.difference;
  const double low = std::min(1.0, d_.ranks.front() - half), high = std::max(1.0 * count, d_.ranks.back() + half);
  const auto x = [&](double rank) { return left + (right - left) * (rank - low) / (high - low); };
  double top = area.top();
  for (const QString& text : listHead(area.width())) {
    plan.texts.push_back({text, font, theme_.ink, {area.center().x(), top + 0.5 * line}});
    top += line;
  }
  int step = 1;
  const double each = textWidth(font, QString::number(count)) + 0.5 * line;
  for (const int next : {1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000}) {
    step = next;
    if (x(1.0 + step) - x(1.0) >= each) break;
  }
  const double axis = top + line + kSpike + 2.0, bottom = area.bottom() - 2.0;
  const double row = std::min((bottom - axis) / count, 1.8 * line);
  for (int r = step == 1 ? 1 : step; r <= count; r += step) {
    plan.texts.push_back({QString::number(r), theme_.tickFont(), theme_.ink, {x(r), top + 0.5 * line}});
    plan.strokes.push_back({segment({x(r), axis - kSpike}, {x(r), axis}), QPen(theme_.muted, 1.0)});
    plan.strokes.push_back({segment({x(r), axis}, {x(r), axis + row * count}), QPen(theme_.grid, 1.0)});
  }
  // The band of methods indistinguishable from the best.
  for (const double edge : {d_.ranks.front() - half, d_.ranks.front() + half}) {
    plan.strokes.push_back(
        {segment({x(edge), axis}, {x(edge), axis + row * count}), QPen(theme_.muted, 0.8, Qt::DashLine)});
  }
  plan.strokes.push_back({segment({left, axis}, {right, axis}), QPen(theme_.muted, 1.2)});
  for (int i = 0; i < count; ++i) {
    const double y = axis + row * (i + 0.5);
    QPen pen = theme_.pen(d_.styles[i], 2.6, true);
    plan.strokes.push_back({segment({x(d_.ranks[i] - half), y}, {x(d_.ranks[i] + half), y}), pen});
    plan.marks.push_back({{x(d_.ranks[i]), y}, theme_.marker(d_.styles[i], 6.0)});
    plan.texts.push_back({rankText(d_.ranks[i]), font, theme_.ink, {left - 8.0, y}, Qt::AlignRight});
    plan.texts.push_back({names[i], font, theme_.ink, {left - 8.0 - value, y}, Qt::AlignRight});
  }
}

}  // namespace tandem::figures
