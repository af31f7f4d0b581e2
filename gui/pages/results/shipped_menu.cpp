// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/shipped_menu.h"

#include <QMenu>

#include "gui/work/session.h"
#include "tandem/store/baselines.h"

namespace tandem::gui {
namespace {

void fill(QMenu& menu, Session& session) {
  menu.clear();
  for (const BaselineEntry& entry : baselineEntries()) {
    const QString path = QString::fromStdString(entry.results);
    const QString name = QString::fromStdString(entry.name);
    const QString about = shortName(QString::fromStdString(entry.about), 90);
    QString text = about.isEmpty() ? name : QObject::tr("%1: %2").arg(name, about);
    if (path.isEmpty()) text = QObject::tr("%1 (not made)").arg(name);
    QAction* action =
        menu.addAction(text.replace('&', "&&"), &session, [&session, path] { session.openLater({path}); });
    action->setEnabled(!path.isEmpty());
    action->setToolTip(QString::fromStdString(entry.about));
  }
  if (!menu.isEmpty()) return;
  menu.addAction(QObject::tr("None was found; TANDEM_BASELINES_DIR names their folder"))->setEnabled(false);
}

}  // namespace

// Filled when it is opened, as the baselines may have changed.
void makeShippedMenu(QMenu& menu, Session& session) {
  menu.setToolTipsVisible(true);
  QObject::connect(&menu, &QMenu::aboutToShow, &session, [&menu, &session] { fill(menu, session); });
}

}  // namespace tandem::gui
