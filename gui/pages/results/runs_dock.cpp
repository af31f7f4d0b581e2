// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/runs_dock.h"

#include <QMainWindow>

#include "gui/pages/results/runs_pane.h"

namespace tandem::gui {

RunsDock::RunsDock(Session& session) : QDockWidget(tr("Runs")), runs_(new RunsPane(session)) {
  setObjectName("runsDock");
  setWidget(runs_);
  connect(runs_, &RunsPane::picked, this, &RunsDock::picked);
  connect(this, &QDockWidget::visibilityChanged, this, [this] {
    if (isHidden()) runs_->unpick();  // closed, not only behind another one: nothing is picked any more
  });
}

void RunsDock::inspect(const RunsOf& runs) {
  runs_->show(runs);
  if (!isVisible()) {
    show();
    if (auto* page = qobject_cast<QMainWindow*>(parentWidget())) {
      page->resizeDocks({this}, {page->width() / 3}, Qt::Horizontal);
    }
  }
  raise();
}

void RunsDock::pick(int repetition) {
  runs_->pick(repetition);
}

}  // namespace tandem::gui
