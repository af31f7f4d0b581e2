// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/rendering/surface.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "gui/rendering/output.h"
#include "tandem/tables/names.h"

namespace tandem::figures {
namespace {

struct Point3 {
  double x, y, z;
};

/// The box [-1, 1]^2 x [-kHalfHeight, kHalfHeight] on the screen.
constexpr double kHalfHeight = 0.62;

class View {
 public:
  View(const Camera& camera, const QRectF& area)
      : a_(camera.azimuth * std::numbers::pi / 180.0), e_(camera.elevation * std::numbers::pi / 180.0) {
    // However the box is turned, it stays within this radius.
    scale_ = std::min(area.width() / 3.3, area.height() / 2.9) * camera.zoom;
    centre_ = area.center();
  }
  [[nodiscard]] QPointF project(const Point3& p) const {
    const double x = p.x * std::cos(a_) - p.y * std::sin(a_);
    const double far = p.x * std::sin(a_) + p.y * std::cos(a_);
    return centre_ + QPointF(x, -(p.z * std::cos(e_) + far * std::sin(e_))) * scale_;
  }
  /// Larger is farther away.
  [[nodiscard]] double depth(const Point3& p) const {
    return (p.x * std::sin(a_) + p.y * std::cos(a_)) * std::cos(e_) - p.z * std::sin(e_);
  }

 private:
  double a_, e_, scale_ = 1.0;
  QPointF centre_;
};

struct Range {
  double low = 0.0, high = 1.0;
};

Range heightRange(const Surface& surface) {
  Range r{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (const Sheet& s : surface.sheets) {
    for (const double v : s.heights) {
      if (!std::isfinite(v)) continue;
      r.low = std::min(r.low, v);
      r.high = std::max(r.high, v);
    }
  }
  if (!(r.high >= r.low)) return {0.0, 1.0};
  if (r.high == r.low) return {r.low - 0.5, r.low + 0.5};
  return r;
}

/// At most five round numbers within the range.
std::vector<double> ticks(Range r) {
  const double raw = (r.high - r.low) / 4.0;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  double step = 10.0 * power;
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= raw) {
      step = factor * power;
      break;
    }
  }
  std::vector<double> list;
  for (double k = std::ceil(r.low / step - 1e-9); k * step <= r.high + 1e-9 * step; ++k) list.push_back(k * step);
  return list;
}

double place(double v, Range r) {
  return 2.0 * (v - r.low) / (r.high - r.low) - 1.0;
}

struct Quad {
  std::array<QPointF, 4> corners;
  double depth;
  QColor colour;
};

void collect(std::vector<Quad>& quads, const Sheet& sheet, const View& view, Range heights, const Theme& theme,
             bool byHeight, int step) {
  const QCPColorGradient gradient = Theme::sequential();
  QCPColorGradient colours = gradient;
  const int n = sheet.size;
  const auto height = [&](int i, int j) { return sheet.heights[i * n + j]; };
  const auto point = [&](int i, int j) -> Point3 {
    return {2.0 * j / (n - 1) - 1.0, 2.0 * i / (n - 1) - 1.0, kHalfHeight * place(height(i, j), heights)};
  };
  for (int i = 0; i + 1 < n; i += step) {
    for (int j = 0; j + 1 < n; j += step) {
      const int i2 = std::min(i + step, n - 1), j2 = std::min(j + step, n - 1);
      const double sum = height(i, j) + height(i, j2) + height(i2, j) + height(i2, j2);
      if (!std::isfinite(sum)) continue;
      const Point3 p[4] = {point(i, j), point(i, j2), point(i2, j2), point(i2, j)};
      Quad quad{};
      for (std::size_t k = 0; k < 4; ++k) {
        quad.corners[k] = view.project(p[k]);
        quad.depth += view.depth(p[k]) / 4.0;
      }
      // Light from above left: slopes that face it are brighter.
      const double dx = p[1].z - p[0].z, dy = p[3].z - p[0].z, edge = p[1].x - p[0].x;
      const double light = std::clamp(0.5 + 0.35 * (dx - dy) / std::max(edge, 1e-9) / 2.0, 0.0, 1.0);
      const QColor base = byHeight ? QColor::fromRgb(colours.color(sum / 4.0, QCPRange(heights.low, heights.high)))
                                   : theme.series(sheet.style);
      quad.colour = light >= 0.5 ? base.lighter(100 + static_cast<int>(50 * (light - 0.5)))
                                 : base.darker(100 + static_cast<int>(90 * (0.5 - light)));
      if (!byHeight) quad.colour.setAlpha(150);
      quads.push_back(quad);
    }
  }
}

/// The three faces of the box that are behind everything, with their grid.
void paintWalls(QPainter& painter, const View& view, Range xr, Range yr, Range zr, const Theme& theme) {
  const double backX = view.depth({1, 0, 0}) > view.depth({-1, 0, 0}) ? 1.0 : -1.0;
  const double backY = view.depth({0, 1, 0}) > view.depth({0, -1, 0}) ? 1.0 : -1.0;
  const double backZ = view.depth({0, 0, 1}) > view.depth({0, 0, -1}) ? kHalfHeight : -kHalfHeight;
  painter.setPen(QPen(theme.grid, 1.0));
  const auto line = [&](const Point3& a, const Point3& b) { painter.drawLine(view.project(a), view.project(b)); };
  const auto positions = [](Range r, double half) {
    std::vector<double> list = {-half, half};
    for (const double t : ticks(r)) list.push_back(half * place(t, r));
    return list;
  };
  for (const double x : positions(xr, 1.0)) {
    line({x, -1, backZ}, {x, 1, backZ});
    line({x, backY, -kHalfHeight}, {x, backY, kHalfHeight});
  }
  for (const double y : positions(yr, 1.0)) {
    line({-1, y, backZ}, {1, y, backZ});
    line({backX, y, -kHalfHeight}, {backX, y, kHalfHeight});
  }
  for (const double z : positions(zr, kHalfHeight)) {
    line({-1, backY, z}, {1, backY, z});
    line({backX, -1, z}, {backX, 1, z});
  }
}

void label(QPainter& painter, const QPointF& at, const QPointF& outward, const QString& text) {
  const double length = std::hypot(outward.x(), outward.y());
  const QPointF unit = length > 0.0 ? outward / length : QPointF(0.0, 1.0);
  const QRectF box = QFontMetricsF(painter.font()).boundingRect(text);
  // Far enough out for the text, whatever its width, to clear the edge.
  const double reach = 5.0 + 0.5 * (std::abs(unit.x()) * box.width() + std::abs(unit.y()) * box.height());
  const QPointF centre = at + unit * reach;
  painter.drawText(QRectF(centre.x() - box.width(), centre.y() - box.height(), 2 * box.width(), 2 * box.height()),
                   Qt::AlignCenter, text);
}

void paintAxes(QPainter& painter, const View& view, const Surface& s, Range zr, const Theme& theme) {
  const double frontX = view.depth({1, 0, 0}) > view.depth({-1, 0, 0}) ? -1.0 : 1.0;
  const double frontY = view.depth({0, 1, 0}) > view.depth({0, -1, 0}) ? -1.0 : 1.0;
  const double floor = -kHalfHeight;
  const QPointF middle = view.project({0, 0, floor});
  painter.setPen(theme.ink);
  const QFont small = theme.font(theme.baseSize - 1.0), normal = theme.font(theme.baseSize);
  const auto axis = [&](const Point3& from, const Point3& to, Range r, const std::string& name, const QPointF& away) {
    const QPointF a = view.project(from), b = view.project(to);
    painter.drawLine(a, b);
    painter.setFont(small);
    double widest = 0.0;
    for (const double t : ticks(r)) {
      const double u = (t - r.low) / (r.high - r.low);
      const QString text = QString::number(std::abs(t) < 1e-12 * (r.high - r.low) ? 0.0 : t, 'g', 4);
      label(painter, a + (b - a) * u, away, text);
      widest = std::max(widest, painter.fontMetrics().horizontalAdvance(text) + 0.0);
    }
    painter.setFont(normal);
    const double length = std::max(1.0, std::hypot(away.x(), away.y()));
    const QPointF unit = away / length;
    label(painter, (a + b) / 2.0 + unit * (16.0 + std::abs(unit.x()) * widest), away, QString::fromStdString(name));
  };
  axis({-1, frontY, floor}, {1, frontY, floor}, {s.xRange[0], s.xRange[1]}, s.xLabel,
       view.project({0, frontY, floor}) - middle);
  axis({frontX, -1, floor}, {frontX, 1, floor}, {s.yRange[0], s.yRange[1]}, s.yLabel,
       view.project({frontX, 0, floor}) - middle);
  // The upright edge that is leftmost on the screen.
  Point3 left{-1, -1, floor};
  for (const Point3 p : {Point3{-1, 1, floor}, Point3{1, -1, floor}, Point3{1, 1, floor}}) {
    if (view.project(p).x() < view.project(left).x()) left = p;
  }
  axis(left, {left.x, left.y, kHalfHeight}, zr, s.zLabel, QPointF(-1.0, 0.0));
}

void paintLegend(QPainter& painter, const QRectF& area, const Surface& surface, const Theme& theme) {
  painter.setFont(theme.font(theme.baseSize));
  const double line = painter.fontMetrics().height() + 3.0;
  double y = area.top();
  for (const Sheet& sheet : surface.sheets) {
    QColor colour = theme.series(sheet.style);
    painter.fillRect(QRectF(area.left(), y + 3, 18, line - 8), colour);
    painter.setPen(theme.ink);
    painter.drawText(QRectF(area.left() + 24, y, area.width() / 2, line), Qt::AlignLeft | Qt::AlignVCenter,
                     QString::fromStdString(sheet.label));
    y += line;
  }
}

}  // namespace

Surface landscapeSurface(const BuiltProblem& built, const std::string& name, LandscapeOptions options) {
  if (options.samples == 0) options.samples = 60;
  const std::vector<PlaneSample> planes = samplePlanes(*built.problem, options);
  if (planes.size() > 1) options.unified = true;
  Surface s{.title = name};
  for (const PlaneSample& p : planes) {
    s.sheets.push_back({.label = p.title, .size = p.size, .heights = p.values, .style = p.task});
    Sheet& sheet = s.sheets.back();
    if (planes.size() == 1) {
      s.zLabel = p.label;
      if (!options.unified) {
        std::copy(p.xRange.begin(), p.xRange.end(), s.xRange);
        std::copy(p.yRange.begin(), p.yRange.end(), s.yRange);
      }
      continue;
    }
    s.zLabel = "scaled objective";
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const double v : sheet.heights) {
      if (std::isfinite(v)) {
        low = std::min(low, v);
        high = std::max(high, v);
      }
    }
    for (double& v : sheet.heights) v = high > low ? (v - low) / (high - low) : (std::isfinite(v) ? 0.5 : kNone);
  }
  const std::string unit = options.unified ? ", unified" : "";
  s.xLabel = "x" + std::to_string(options.first + 1) + unit;
  s.yLabel = "x" + std::to_string(options.second + 1) + unit;
  s.note = planeNote(planes) + (planes.size() > 1 ? "; objectives scaled to [0, 1] per task" : "") +
           "; instance: " + instanceOf(built) + '.';
  return s;
}

void paintSurface(QPainter& painter, const QRectF& area, const Surface& surface, const Camera& camera,
                  const Theme& theme, bool coarse) {
  painter.save();
  painter.fillRect(area, theme.background);
  painter.setRenderHint(QPainter::Antialiasing);
  QRectF inner = area.adjusted(8, 8, -8, -8);
  painter.setPen(theme.ink);
  if (!surface.title.empty()) {
    painter.setFont(theme.font(theme.baseSize + 2, true));
    painter.drawText(inner, Qt::AlignHCenter | Qt::AlignTop, QString::fromStdString(surface.title));
    inner.setTop(inner.top() + painter.fontMetrics().height() + 4);
  }
  if (!surface.note.empty()) {
    painter.setFont(theme.font(theme.baseSize - 1.5));
    painter.setPen(theme.muted);
    const int flags = Qt::AlignHCenter | Qt::AlignBottom | Qt::TextWordWrap;
    const QString note = QString::fromStdString(surface.note);
    const QRectF box = painter.boundingRect(inner, flags, note);
    painter.drawText(inner, flags, note);
    inner.setBottom(box.top() - 18);  // the axes' names reach below the box
  }
  const View view(camera, inner);
  const Range xr{surface.xRange[0], surface.xRange[1]}, yr{surface.yRange[0], surface.yRange[1]};
  const Range zr = heightRange(surface);
  paintWalls(painter, view, xr, yr, zr, theme);
  std::vector<Quad> quads;
  for (const Sheet& sheet : surface.sheets)
    collect(quads, sheet, view, zr, theme, surface.sheets.size() == 1, coarse ? 2 : 1);
  std::stable_sort(quads.begin(), quads.end(), [](const Quad& a, const Quad& b) { return a.depth > b.depth; });
  const bool opaque = surface.sheets.size() == 1;
  for (const Quad& q : quads) {
    painter.setBrush(q.colour);
    // An edge in its own colour closes the gaps that antialiasing leaves between neighbours.
    painter.setPen(opaque ? QPen(q.colour.darker(112), 0.6) : QPen(Qt::NoPen));
    painter.drawConvexPolygon(q.corners.data(), 4);
  }
  paintAxes(painter, view, surface, zr, theme);
  if (surface.sheets.size() > 1) paintLegend(painter, inner, surface, theme);
  painter.restore();
}

void save(const Surface& surface, const Camera& camera, const QString& path, const Theme& theme, double scale,
          const QSizeF& wish) {
  const auto draw = [&](QPainter& painter, const QSize& size) {
    paintSurface(painter, QRectF(QPointF(), QSizeF(size)), surface, camera, theme);
  };
  const double width = wish.width() > 0.0 ? wish.width() : wish.height() > 0.0 ? wish.height() / 0.81 : 640.0;
  const QSize size = QSizeF(width, wish.height() > 0.0 ? wish.height() : 0.81 * width).toSize();
  writeDrawing(path, size, QString::fromStdString(surface.title), scale, draw);
}

}  // namespace tandem::figures
