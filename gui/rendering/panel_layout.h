// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/rendering/layout.h"

namespace tandem::figures {

/// Space taken by the texts around the data of a panel.
struct Margins {
  double left = 0.0, right = 0.0, top = 0.0, bottom = 0.0;
};

/// Lays out one panel: first what it needs, then where everything goes.
class PanelLayout {
 public:
  /// `direct`: names go at the ends of the lines. `lying`: boxes, violins and bars are horizontal, with their names
  /// beside them. `symmetric`: see planOf().
  PanelLayout(const Panel& panel, const Theme& theme, Names& names, bool direct, bool lying, double symmetric);

  /// Width, including margins, that suits the content of the panel.
  [[nodiscard]] double naturalWidth();
  /// Finds the margins for this total width and about this height of the data.
  void measure(double width, double dataHeight);
  [[nodiscard]] const Margins& margins() const { return margins_; }
  /// For the data: the least width and height in which every text has a place, and a suitable height.
  [[nodiscard]] double leastWidth() const { return leastWidth_; }
  [[nodiscard]] double leastHeight() const { return leastHeight_; }
  [[nodiscard]] double naturalHeight() const { return naturalHeight_; }
  /// `area`: of the whole panel; `data`: within the axes.
  [[nodiscard]] PanelPlan place(const QRectF& area, const QRectF& data);

 private:
  struct AxisText {
    double at;
    QString text;
  };
  [[nodiscard]] const Panel& shown() const { return turned_ ? *turned_ : panel_; }
  [[nodiscard]] double nameLimit(double width) const;
  void measureLeft(double width, double dataHeight);
  void measureRight(double width, double dataHeight);
  void measureBottom(double dataWidth);
  void placeAxisTexts(PanelPlan& plan, const QRectF& area);
  void placeScale(PanelPlan& plan);
  void placeDirectLabels(PanelPlan& plan);
  void placeCellTexts(PanelPlan& plan);
  void placePanelTexts(PanelPlan& plan);
  [[nodiscard]] std::vector<const Line*> labelled() const;

  const Panel& panel_;
  const Theme& theme_;
  Names& names_;
  bool direct_;
  double symmetric_;
  std::optional<Panel> turned_;
  double line_, tickLine_;  // heights of texts
  QCPRange x_, y_;
  Margins margins_;
  double leastWidth_ = 0.0, leastHeight_ = 0.0, naturalHeight_ = 0.0;
  QStringList title_, yLabel_, scaleLabel_;
  Ticks xTicks_, yTicks_, scaleTicks_;
  std::vector<AxisText> xTexts_, yTexts_;
  bool xUpright_ = false, scale_ = false;
  QStringList direct_texts_;
  double cellFont_ = 0.0;
};

/// The largest number of named lines in a panel, among those that a legend or labels distinguish.
int labelledLines(const Figure& figure);

}  // namespace tandem::figures
