// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rendering/theme.h"

#include <algorithm>
#include <cmath>

#include "tandem/figures/figure.h"
#include "tandem/matrix.h"

namespace tandem::figures {
namespace {

constexpr int kColours = 8;
constexpr QRgb kLight[kColours] = {0xff0072b2, 0xffd55e00, 0xff009e73, 0xffcc79a7,
                                   0xff000000, 0xffe69f00, 0xff56b4e9, 0xff7a7a7a};
constexpr QRgb kDark[kColours] = {0xff56b4e9, 0xffe69f00, 0xff2fc79b, 0xffe39ac4,
                                  0xfff2f2f2, 0xfff0e442, 0xff5a9bd4, 0xffa9a9a9};

int wrap(int style, int count) {
  const int rest = style % count;
  return rest < 0 ? rest + count : rest;
}

}  // namespace

Theme Theme::darkTheme() {
  Theme t;
  t.background = QColor(0x1e, 0x1f, 0x22);
  t.ink = QColor(0xe8, 0xe8, 0xe8);
  t.muted = QColor(0xa8, 0xa8, 0xa8);
  t.grid = QColor(0x3a, 0x3b, 0x40);
  t.dark = true;
  return t;
}

QColor Theme::series(int style) const {
  if (style == kInk) return ink;
  if (style >= kRamp) {
    const double share = std::min(1.0, ratio(style - kRamp, kRampSteps));
    // On a dark background from pale to dark, but not as dark as the background.
    return QColor::fromRgb(sequential().color(dark ? 1.0 - 0.85 * share : share, {0.0, 1.0}));
  }
  if (style >= 0 && style < kColours) return QColor::fromRgb((dark ? kDark : kLight)[style]);
  // Beyond those, each hue is far from the ones before it.
  const int n = wrap(style, 1 << 20);
  constexpr int kSteps = 3;
  constexpr double kLightnesses[kSteps] = {0.38, 0.52, 0.30};
  const double lightness = kLightnesses[n % kSteps] + (dark ? 0.28 : 0.0);
  return QColor::fromHslF(static_cast<float>(std::fmod(0.381966 * n, 1.0)), n % 2 == 0 ? 0.85F : 0.55F,
                          static_cast<float>(lightness));
}

QPen Theme::pen(int style, double width, bool solid, double opacity, int look) const {
  QColor colour = series(style);
  colour.setAlphaF(static_cast<float>(opacity));
  QPen pen(colour, width);
  pen.setCapStyle(Qt::FlatCap);
  pen.setJoinStyle(Qt::RoundJoin);
  // In units of the pen width.
  static const QList<QList<qreal>> patterns = {{}, {6, 2}, {2, 1.6}, {7, 2, 1.5, 2}, {10, 3}};
  const auto& pattern = patterns[wrap(look < 0 ? style : look, isize(patterns))];
  if (style != kInk && !solid && !pattern.isEmpty()) pen.setDashPattern(pattern);
  return pen;
}

QCPScatterStyle Theme::marker(int style, double size, double opacity, int look, bool filled) const {
  using S = QCPScatterStyle;
  static constexpr S::ScatterShape shapes[] = {S::ssCircle,           S::ssSquare,     S::ssTriangle, S::ssDiamond,
                                               S::ssTriangleInverted, S::ssCross,      S::ssPlus,     S::ssStar,
                                               S::ssCrossSquare,      S::ssPlusCircle, S::ssPeace};
  constexpr int count = static_cast<int>(std::size(shapes));
  QColor colour = series(style);
  colour.setAlphaF(static_cast<float>(opacity));
  QColor fill = filled ? series(style) : background;
  fill.setAlphaF(static_cast<float>(filled ? 0.5 * opacity : opacity));
  const bool round = style >= kRamp || (filled && style == kInk);
  const S::ScatterShape shape = round           ? S::ssCircle
                                : style == kInk ? S::ssDisc
                                                : shapes[wrap(look < 0 ? style : look, count)];
  const double shapeSize = shape == S::ssTriangle || shape == S::ssTriangleInverted ? size * 1.15 : size;
  return {shape, QPen(colour, 1.2), QBrush(fill), shapeSize};
}

QCPColorGradient Theme::sequential() {
  QCPColorGradient g;
  g.clearColorStops();
  // Anchors of viridis (published as CC0).
  constexpr QRgb stops[] = {0xff440154, 0xff482878, 0xff3e4989, 0xff31688e, 0xff26828e,
                            0xff1f9e89, 0xff35b779, 0xff6ece58, 0xffb5de2b, 0xfffde725};
  constexpr int count = static_cast<int>(std::size(stops));
  for (int i = 0; i < count; ++i) g.setColorStopAt(static_cast<double>(i) / (count - 1), QColor::fromRgb(stops[i]));
  g.setNanHandling(QCPColorGradient::nhTransparent);
  return g;
}

QCPColorGradient Theme::divergingGradient() {
  QCPColorGradient g;
  g.clearColorStops();
  g.setColorStopAt(0.0, QColor(0x2b, 0x5c, 0x8a));
  g.setColorStopAt(0.25, QColor(0x86, 0xb2, 0xd3));
  g.setColorStopAt(0.5, QColor(0xf4, 0xf4, 0xf0));
  g.setColorStopAt(0.75, QColor(0xee, 0xa6, 0x6b));
  g.setColorStopAt(1.0, QColor(0xb3, 0x4a, 0x0c));
  g.setNanHandling(QCPColorGradient::nhTransparent);
  return g;
}

QFont Theme::font(double points, bool bold) const {
  QFont f(family);
  f.setStyleHint(QFont::SansSerif);
  f.setHintingPreference(QFont::PreferNoHinting);  // the same width in a file as measured
  // Pixels of 1/96 inch: the same size on screen, in SVG and in PDF.
  f.setPixelSize(std::max(1, static_cast<int>(std::lround(points * 96.0 / 72.0))));
  f.setBold(bold);
  return f;
}

}  // namespace tandem::figures
