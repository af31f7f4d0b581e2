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

/// The position of everything in a figure, in pixels of 1/96 inch. Every text is measured and has its place before
/// anything is painted.
namespace tandem::figures {

struct Stroke {
  QPolygonF points = {};
  QPen pen = {};
};

struct Mark {
  QPointF at = {};
  QCPScatterStyle style = {};
};

/// The layout of one panel.
struct PanelPlan {
  const Panel* panel = nullptr;
  std::optional<Panel> turned = {};  ///< painted instead: categories vertically, values horizontally
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
  std::shared_ptr<const Figure> figure = {};  ///< keeps alive what the panels point to; empty: the caller does
  QSizeF size = {};                           ///< of the whole; larger than requested if the texts need it
  std::vector<PanelPlan> panels = {};
  std::vector<PlacedText> texts = {};
  std::vector<KeySample> samples = {};
  double symmetric = 0.0;  ///< as given to planOf()
};

/// `wish`: width and height in pixels; 0 where the content of the figure decides. `symmetric` > 0: values were
/// transformed by symmetricLog() with it, and the ticks show the original ones. The figure must outlive the plan.
Plan planOf(const Figure& figure, const Theme& theme, const QSizeF& wish = {}, double symmetric = 0.0);

/// The range of values covered by the colours of a heat map.
QCPRange scaleRange(const HeatMap& map);
/// Position of v on an axis, 0 at its lower and 1 at its upper end, and the inverse. The difference of two doubles may
/// overflow.
double shareOf(double v, const QCPRange& range, bool log);
double valueAtShare(double share, const QCPRange& range, bool log);
/// The ranges of the axes: their own limits, or those of the data with a margin.
QCPRange xRangeOf(const Panel& panel);
QCPRange yRangeOf(const Panel& panel);

}  // namespace tandem::figures
