// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/figure_view.h"

#include <QFileDialog>
#include <QMessageBox>

#include "gui/plots/renderer.h"

namespace tandem::gui {

FigureView::FigureView(QWidget* parent) : QCustomPlot(parent) {
  setMinimumSize(260, 180);
  auto* action = new QAction(tr("Export figure..."), this);
  connect(action, &QAction::triggered, this, &FigureView::exportFigure);
  addAction(action);
  setContextMenuPolicy(Qt::ActionsContextMenu);
  draw();
}

void FigureView::setFigure(figures::Figure figure) {
  figure_ = std::move(figure);
  draw();
}

void FigureView::draw() {
  const bool dark = palette().color(QPalette::Window).lightness() < 128;
  figures::paint(*this, figure_, dark ? figures::Theme::darkTheme() : figures::Theme::light(), std::max(width(), 260));
  replot(QCustomPlot::rpQueuedReplot);
}

void FigureView::changeEvent(QEvent* event) {
  QCustomPlot::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) draw();
}

void FigureView::exportFigure() {
  const QString path = QFileDialog::getSaveFileName(this, tr("Export figure"), QStringLiteral("figure.pdf"),
                                                    tr("Figures (*.pdf *.svg *.png)"));
  if (path.isEmpty()) return;
  try {
    figures::save(figure_, path);
  } catch (const std::exception& e) {
    QMessageBox::warning(this, tr("Export figure"), QString::fromUtf8(e.what()));
  }
}

}  // namespace tandem::gui
