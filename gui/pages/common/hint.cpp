// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/common/hint.h"

#include <QAbstractScrollArea>
#include <QEvent>

namespace tandem::gui {

Hint::Hint(QAbstractScrollArea& view) : QLabel(view.viewport()) {
  setObjectName("hint");
  setAlignment(Qt::AlignCenter);
  setWordWrap(true);
  setMargin(24);
  setForegroundRole(QPalette::PlaceholderText);
  QFont large = font();
  large.setPointSizeF(1.1 * large.pointSizeF());
  setFont(large);
  setAttribute(Qt::WA_TransparentForMouseEvents);  // drops go to the widget below
  view.viewport()->installEventFilter(this);
  hide();
}

void Hint::say(const QString& sentence) {
  setText(sentence);
  setVisible(!sentence.isEmpty());
  place();
}

void Hint::place() {
  setGeometry(parentWidget()->rect());
}

bool Hint::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize) place();
  return QLabel::eventFilter(watched, event);
}

}  // namespace tandem::gui
