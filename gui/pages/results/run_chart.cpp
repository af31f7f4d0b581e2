// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/run_chart.h"

#include <QApplication>
#include <QRubberBand>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/rendering/figure_look.h"
#include "tandem/numbers.h"

namespace tandem::gui {

RunChart::RunChart(QWidget* parent) : FigureView(parent), brush_(new QRubberBand(QRubberBand::Rectangle, this)) {
  brush_->setObjectName("brush");
  brush_->hide();
}

bool RunChart::hasRuns() const {
  return !figure().panels.empty() &&
         std::ranges::any_of(figure().panels.front().lines, [](const figures::Line& l) { return !l.ids.empty(); });
}

void RunChart::visit(const std::function<void(int, const QPointF&)>& see) const {
  if (plan().panels.empty()) return;
  const figures::PanelPlan& panel = plan().panels.front();
  const QRectF seen = panel.rect.adjusted(-1, -1, 1, 1);
  for (const figures::Line& line : panel.content().lines) {
    const int points = std::min({isize(line.ids), isize(line.x), isize(line.y)});
    for (int i = 0; i < points; ++i) {
      const QPointF at = figures::pixelOf(panel, line.x[i], line.y[i]);
      if (seen.contains(at)) see(line.ids[i], at);
    }
  }
}

int RunChart::runAt(const QPointF& at) const {
  constexpr double kNear = 14.0;
  double best = kNear;
  int found = -1;
  visit([&](int run, const QPointF& place) {
    const double distance = std::hypot(place.x() - at.x(), place.y() - at.y());
    if (distance > best) return;
    best = distance;
    found = run;
  });
  return found;
}

void RunChart::mousePressEvent(QMouseEvent* event) {
  brushing_ = event->button() == Qt::LeftButton && (event->modifiers() & Qt::ShiftModifier) == 0 && hasRuns() &&
              figures::panelAt(plan(), event->position()) >= 0;
  if (!brushing_) {
    FigureView::mousePressEvent(event);
    return;
  }
  QToolTip::hideText();
  from_ = event->pos();
}

void RunChart::mouseMoveEvent(QMouseEvent* event) {
  if (brushing_) {
    brush_->setGeometry(QRect(from_, event->pos()).normalized());
    brush_->setVisible((event->pos() - from_).manhattanLength() >= QApplication::startDragDistance());
    return;
  }
  const int run = event->buttons() == Qt::NoButton && describe_ ? runAt(event->position()) : -1;
  if (run < 0) {
    FigureView::mouseMoveEvent(event);
    return;
  }
  setCursor(Qt::PointingHandCursor);
  QToolTip::showText(mapToGlobal(event->pos() + QPoint(8, 8)), describe_(run), this);
}

void RunChart::mouseReleaseEvent(QMouseEvent* event) {
  if (!std::exchange(brushing_, false)) {
    FigureView::mouseReleaseEvent(event);
    return;
  }
  brush_->hide();
  std::vector<int> runs;
  if ((event->pos() - from_).manhattanLength() >= QApplication::startDragDistance()) {
    const QRectF within = QRect(from_, event->pos()).normalized();
    visit([&](int run, const QPointF& at) {
      if (within.contains(at)) runs.push_back(run);
    });
  } else if (const int run = runAt(event->position()); run >= 0) {
    runs = {run};
  }
  emit brushed(runs, (event->modifiers() & Qt::ControlModifier) != 0);
}

void RunChart::mouseDoubleClickEvent(QMouseEvent* event) {
  const int run = event->button() == Qt::LeftButton ? runAt(event->position()) : -1;
  brushing_ = false;
  if (run < 0) {
    FigureView::mouseDoubleClickEvent(event);
  } else {
    emit opened(run);
  }
}

}  // namespace tandem::gui
