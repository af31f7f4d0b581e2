// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/figure_panes.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QSettings>
#include <QTimer>

#include "gui/look/core_texts.h"
#include "gui/pages/results/figure_pane.h"
#include "tandem/figures/kinds.h"

namespace tandem::gui {
namespace {

constexpr const char* kPanes = "results/panes";
constexpr const char* kFigures = "results/figures";
constexpr const char* kAside = "aside";
constexpr const char* kHeight = "height";  // of a pane that is aside

FigurePane* figureIn(const QDockWidget& dock) {
  return qobject_cast<FigurePane*>(dock.widget());
}

}  // namespace

std::vector<QDockWidget*> FigurePanes::docks() const {
  std::vector<QDockWidget*> figures;
  for (auto* dock : page_.findChildren<QDockWidget*>()) {
    if (figureIn(*dock) != nullptr) figures.push_back(dock);
  }
  return figures;
}

void FigurePanes::add(const QString& kind, const QString& name) {
  const std::vector<QDockWidget*> others = docks();
  auto* pane = new FigurePane(session_, kind);
  auto* dock = new QDockWidget(&page_);
  dock->setObjectName(name.isEmpty() ? QStringLiteral("figure%1").arg(++made_) : name);
  made_ = std::max(made_, dock->objectName().mid(6).toInt());
  dock->setAttribute(Qt::WA_DeleteOnClose);
  dock->setWidget(pane);
  const auto title = [dock](const QString& text) { dock->setWindowTitle(text); };
  QObject::connect(pane, &FigurePane::titled, dock, title);
  for (const auto& k : figures::figureKinds()) {
    if (QString::fromStdString(k.name) == pane->kind()) title(look::coreText(k.title));
  }
  page_.addDockWidget(Qt::BottomDockWidgetArea, dock);
  if (others.empty()) {
    page_.resizeDocks({dock}, {page_.height() / 2}, Qt::Vertical);
  } else {
    page_.tabifyDockWidget(others.back(), dock);
  }
  dock->show();
  dock->raise();
  pane->follow(choice_);
}

void FigurePanes::fillMenu(QMenu& menu) {
  for (const auto& kind : figures::figureKinds()) {
    menu.addAction(look::coreText(kind.title), &page_, [this, name = QString::fromStdString(kind.name)] { add(name); });
  }
}

void FigurePanes::follow(const Choice& choice) {
  choice_ = choice;
  for (QDockWidget* dock : docks()) figureIn(*dock)->follow(choice);
}

void FigurePanes::stepAside(bool aside) {
  QDockWidget* front = nullptr;
  for (QDockWidget* dock : docks()) {
    if (aside && !dock->isHidden() && !dock->isFloating()) {
      dock->setProperty(kAside, dock->visibleRegion().isEmpty() ? "behind" : "front");
      dock->setProperty(kHeight, dock->height());
      dock->hide();
    } else if (!aside && dock->property(kAside).isValid()) {
      if (dock->property(kAside).toString() == QLatin1String("front")) front = dock;
      dock->setProperty(kAside, {});
      dock->show();
      // Also if the window closes before it is laid out again.
      page_.resizeDocks({dock}, {dock->property(kHeight).toInt()}, Qt::Vertical);
    }
  }
  if (front != nullptr) front->raise();
}

void FigurePanes::layOut() {
  if (laidOut_) return;
  // Later: while the window is being made, one size follows the other.
  QTimer::singleShot(0, &page_, [this] {
    if (laidOut_ || !page_.isVisible()) return;
    laidOut_ = true;
    for (QDockWidget* dock : docks()) page_.resizeDocks({dock}, {page_.height() * 45 / 100}, Qt::Vertical);
  });
}

void FigurePanes::keep(QSettings& settings) const {
  settings.setValue(kPanes, page_.saveState());
  QStringList figures;
  for (const QDockWidget* dock : docks()) figures << dock->objectName() + ' ' + figureIn(*dock)->kind();
  settings.setValue(kFigures, figures);
}

bool FigurePanes::restore(const QSettings& settings) {
  if (!settings.contains(kPanes)) return false;
  if (settings.contains(kFigures)) {
    for (QDockWidget* dock : docks()) delete dock;
    // The panes must be there, under their old names, before their places can be restored.
    for (const QString& figure : settings.value(kFigures).toStringList()) {
      add(figure.section(' ', 1), figure.section(' ', 0, 0));
    }
  }
  if (!page_.restoreState(settings.value(kPanes).toByteArray())) return false;
  laidOut_ = true;
  return true;
}

}  // namespace tandem::gui
