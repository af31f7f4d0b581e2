// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPainter>
#include <QString>
#include <string>
#include <vector>

#include "gui/rendering/theme.h"
#include "tandem/figures/landscape.h"

namespace tandem::figures {

/// Height over an even grid of two variables; NaN is a hole.
struct Sheet {
  std::string label = {};
  int size = 0;                      ///< points per axis
  std::vector<double> heights = {};  ///< row-major, rows along y
  int style = 0;
};

/// Tasks as sheets over one plane. One sheet is coloured by its height; several have one colour each and are
/// translucent.
struct Surface {
  std::string title = {}, note = {};
  std::string xLabel = {}, yLabel = {}, zLabel = {};
  double xRange[2] = {0.0, 1.0}, yRange[2] = {0.0, 1.0};
  std::vector<Sheet> sheets = {};
};

/// The direction of view, in degrees; orthographic.
struct Camera {
  double azimuth = -37.5;
  double elevation = 32.0;
  double zoom = 1.0;
};

/// Samples the tasks as landscapeFigure does with `plane` (default 60 points per axis). Several tasks are scaled to [0,
/// 1] each, so that they fit in one box; they must then share their space, so unified units are used.
Surface landscapeSurface(const BuiltProblem& built, const std::string& name, LandscapeOptions options = {});

/// Depth-sorted quads, the axes' box behind them, labels around. `coarse` leaves out every other line of the grid
/// (while being dragged).
void paintSurface(QPainter& painter, const QRectF& area, const Surface& surface, const Camera& camera,
                  const Theme& theme, bool coarse = false);

/// Like save() of renderer.h.
void save(const Surface& surface, const Camera& camera, const QString& path, const Theme& theme = Theme::light(),
          double scale = 2.0, const QSizeF& wish = {});

}  // namespace tandem::figures
