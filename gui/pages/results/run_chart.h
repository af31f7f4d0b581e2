// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <functional>
#include <vector>

#include "gui/pages/results/figure_view.h"

namespace tandem::gui {

/// A figure whose points are runs (Line::ids): dragging selects those within (with Ctrl, in addition), a click selects
/// one, a click beside them none; a double click opens the run. The rest is as in every figure; the wheel zooms.
class RunChart : public FigureView {
  Q_OBJECT
 public:
  explicit RunChart(QWidget* parent = nullptr);
  /// Sets the tooltip text of a run.
  void setDescription(std::function<QString(int)> describe) { describe_ = std::move(describe); }

 signals:
  void brushed(const std::vector<int>& runs, bool more);
  void opened(int run);

 protected:
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;

 private:
  [[nodiscard]] bool hasRuns() const;
  /// Visits every visible run, with its position on the screen.
  void visit(const std::function<void(int, const QPointF&)>& see) const;
  [[nodiscard]] int runAt(const QPointF& at) const;
  std::function<QString(int)> describe_;
  QRubberBand* brush_;
  QPoint from_;
  bool brushing_ = false;
};

}  // namespace tandem::gui
