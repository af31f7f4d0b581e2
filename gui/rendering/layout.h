// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <qcustomplot.h>

#include <memory>
#include <optional>
#include <vector>

#include "gui/rendering/text_fit.h"
#include "gui/rendering/theme.h"
#include "gui/rendering/ticks.h"
#include "tandem/figures/figure.h"

/// Where everything in a figure stands, in pixels of 1/96 inch. Every text is measured and has a place of its own
/// before anything is painted.
namespace tandem::figures {

struct Stroke {
  QPolygonF points = {};
  QPen pen = {};
};

struct Mark {
  QPointF at = {};
  QCPScatterStyle style = {};
};

/// One panel in its place.
struct PanelPlan {
  const Panel* panel = nullptr;
  std::optional<Panel> turned = {};  ///< what is painted instead: categories down, values across
  QRectF rect = {};                  ///< within the axes
  QCPRange x = {}, y = {};
  Ticks xTicks = {}, yTicks = {};
  QRectF scale = {};  ///< bar of the colour scale; empty: none
  bool markers = true, bands = true;
  std::vector<PlacedText> texts = {};
  std::vector<Stroke> strokes = {};
  std::vector<Mark> marks = {};
  [[nodiscard]] const Panel& content() const { return turned ? *turned : *panel; }
  [[nodiscard]] bool lying() const { return turned.has_value(); }
};

/// A legend's sample of a series.
struct KeySample {
  QRectF box = {};
  const Line* line = nullptr;
};

struct Plan {
  std::shared_ptr<const Figure> figure = {};  ///< keeps what the panels point at; empty: somebody else does
  QSizeF size = {};                           ///< of the whole; larger than what was asked for where the texts need it
  std::vector<PanelPlan> panels = {};
  std::vector<PlacedText> texts = {};
  std::vector<KeySample> samples = {};
  double symmetric = 0.0;  ///< as planOf() was told
};

/// `wish`: width and height in pixels; 0 where what the figure shows is to decide. `symmetric` > 0: values were put
/// through symmetricLog() with it, and the ticks say what they were. The figure must outlive the plan.
Plan planOf(const Figure& figure, const Theme& theme, const QSizeF& wish = {}, double symmetric = 0.0);

/// The colours of a heat map run over this range.
QCPRange scaleRange(const HeatMap& map);
/// Where v lies on an axis, 0 at its lower and 1 at its upper end, and the other way round. The range of two doubles
/// need not be a double.
double shareOf(double v, const QCPRange& range, bool log);
double valueAtShare(double share, const QCPRange& range, bool log);
/// What the axes cover: their own limits, or those of the data and a little more.
QCPRange xRangeOf(const Panel& panel);
QCPRange yRangeOf(const Panel& panel);

}  // namespace tandem::figures
