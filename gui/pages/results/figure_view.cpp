// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/figure_view.h"

#include <QMessageBox>
#include <QScrollArea>

#include "gui/rendering/renderer.h"
#include "gui/work/export_folder.h"
#include "gui/work/sentences.h"

namespace tandem::gui {

FigureView::FigureView(QWidget* parent) : QCustomPlot(parent) {
  setMinimumSize(260, 180);
  auto* action = new QAction(tr("Export figure..."), this);
  connect(action, &QAction::triggered, this, &FigureView::exportFigure);
  addAction(action);
  setContextMenuPolicy(Qt::ActionsContextMenu);
}

void FigureView::setFigure(figures::Figure figure) {
  figure_ = std::move(figure);
  redrawIfSeen();
}

void FigureView::setEmptyText(const QString& text) {
  emptyText_ = text;
  redrawIfSeen();
}

void FigureView::redrawIfSeen() {
  stale_ = true;
  if (isVisible()) draw();
}

void FigureView::draw() {
  const bool dark = palette().color(QPalette::Window).lightness() < 128;
  const figures::Theme theme = dark ? figures::Theme::darkTheme() : figures::Theme::light();
  // In a scroll area a figure gets the size that its texts need; the bars appear where that is more than there is.
  const QWidget* seen = parentWidget();
  const bool scrolls = seen != nullptr && qobject_cast<QScrollArea*>(seen->parentWidget()) != nullptr;
  const QSizeF room = scrolls ? QSizeF(seen->size()) : QSizeF(size());
  const QSizeF needed =
      figures::paint(*this, figure_, theme, std::max(room.width(), 260.0), std::max(room.height(), 180.0));
  if (scrolls) setMinimumSize(needed.toSize().boundedTo(QSize(8000, 30000)));
  stale_ = false;
  replot(QCustomPlot::rpQueuedReplot);
}

void FigureView::changeEvent(QEvent* event) {
  QCustomPlot::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) redrawIfSeen();
}

void FigureView::paintEvent(QPaintEvent* event) {
  QCustomPlot::paintEvent(event);
  if (!figure_.panels.empty() || emptyText_.isEmpty()) return;
  QPainter painter(this);
  painter.setPen(palette().color(QPalette::PlaceholderText));
  painter.drawText(rect().adjusted(24, 12, -24, -12), Qt::AlignCenter | Qt::TextWordWrap, emptyText_);
}

void FigureView::resizeEvent(QResizeEvent* event) {
  QCustomPlot::resizeEvent(event);
  redrawIfSeen();  // legend, note and ticks follow the size
}

void FigureView::showEvent(QShowEvent* event) {
  QCustomPlot::showEvent(event);
  if (stale_) draw();
}

void FigureView::exportFigure() {
  const QString path =
      askExport(this, tr("Export figure"), QStringLiteral("figure.pdf"), tr("Figures (*.pdf *.svg *.png)"));
  if (path.isEmpty()) return;
  try {
    figures::save(figure_, path);
  } catch (const std::exception& e) {
    QMessageBox::warning(this, tr("Export figure"), sentenceOf(e));
  }
}

}  // namespace tandem::gui
