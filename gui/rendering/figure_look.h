// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "gui/rendering/layout.h"

/// What a user changes in a figure on the screen: the part shown, scales, hidden series. The figure itself does not
/// change.
namespace tandem::figures {

/// Scales of the axes of values.
enum class ValueScale { AsMade, Linear, Log, SymmetricLog, Normalised };

/// Limits of a panel's own axes (not of lying ones); NaN: as made.
struct Limits {
  double xLow = kNone, xHigh = kNone, yLow = kNone, yHigh = kNone;
};

struct FigureLook {
  std::set<std::string> hidden = {};  ///< labels of series
  bool ghosts = true;                 ///< hidden series stay in the legend, faint
  ValueScale scale = ValueScale::AsMade;
  ValueScale across = ValueScale::AsMade;  ///< of a chart of runs; AsMade, Linear or Log
  std::vector<Limits> limits = {};         ///< one per panel, or empty
  bool shareX = true;                      ///< zooming one panel zooms all that show the same quantity
  bool shareY = false;                     ///< panels of the same quantity have the same range of values
  bool legend = true;
  std::optional<std::string> title = {};
  double fontSize = 0.0;  ///< points; 0: the theme's
  QString family = {};    ///< empty: the theme's
};

/// The scale's linear part, for planOf(); 0: another scale.
double symmetricOf(const Figure& figure, const FigureLook& look);
/// The figure with the look applied.
Figure shown(const Figure& figure, const FigureLook& look);
/// Labels of series that can be hidden, in order.
std::vector<std::string> seriesOf(const Figure& figure);
/// Whether the axes of values support that scale.
bool scalable(const Figure& figure, ValueScale scale);
/// The same for the axes across in a chart of runs; false for other figures.
bool scalableAcross(const Figure& figure, ValueScale scale);
/// The scale that shows values from zero upward where they span decades: a logarithmic one has no place for zero, and
/// on a linear one all but the largest lie on its edge. AsMade: the figure needs no other than its own.
ValueScale scaleWithZero(const Figure& figure);

/// Linear within -c to c, logarithmic beyond, one decade per unit.
double symmetricLog(double v, double c);
double symmetricLogInverse(double t, double c);

/// Panel under a point, or -1.
int panelAt(const Plan& plan, const QPointF& at);
/// The point in coordinates of the panel's axes as painted.
QPointF dataAt(const PanelPlan& panel, const QPointF& at);
/// The pixel of a point given in coordinates of the panel's axes.
QPointF pixelOf(const PanelPlan& panel, double x, double y);
/// Label of the series whose legend entry, or name at its end, is at the point; empty: none.
std::string seriesAt(const Plan& plan, const QPointF& at);

/// The value drawn at a point.
struct Value {
  QString text = {};
  QPointF at = {};  ///< of the value itself
};
std::optional<Value> valueAt(const Plan& plan, const QPointF& at);

/// The limits after a change: `part` of a panel (a rectangle in pixels within, or around, its data) becomes all of it.
FigureLook zoomed(FigureLook look, const Plan& plan, int panel, const QRectF& part);

}  // namespace tandem::figures
