// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/notice.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPalette>
#include <QToolButton>
#include <functional>

namespace tandem::gui {

Notice::Notice(QWidget* parent) : QFrame(parent), text_(new QLabel), act_(new QToolButton) {
  setObjectName("notice");
  setAccessibleName(tr("Notice"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(10, 4, 4, 4);
  text_->setWordWrap(true);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  layout->addWidget(text_, 1);
  act_->setObjectName("noticeAction");
  connect(act_, &QToolButton::clicked, this, [this] {
    const auto action = action_;  // it may tell something new
    takeBack();
    if (action) action();
  });
  layout->addWidget(act_);
  auto* close = new QToolButton;
  close->setText(QString(QChar(0x2715)));
  close->setAutoRaise(true);
  close->setToolTip(tr("Close"));
  close->setAccessibleName(tr("Close the notice"));
  close->setObjectName("noticeClose");
  connect(close, &QToolButton::clicked, this, &Notice::takeBack);
  layout->addWidget(close);
  dress();
  takeBack();
}

void Notice::dress() {
  setFrameShape(QFrame::StyledPanel);
  const bool dark = palette().color(QPalette::Window).lightness() < 128;
  setStyleSheet(QStringLiteral("#notice { background: %1; border: 1px solid %2; border-radius: 3px; }")
                    .arg(dark ? "#4a3a1c" : "#fff3d6", dark ? "#8a6a2a" : "#d8a93a"));
}

void Notice::tell(const QString& sentence) {
  tell(sentence, {}, {});
}

void Notice::tell(const QString& sentence, const QString& action, std::function<void()> act) {
  text_->setText(sentence);
  setAccessibleDescription(sentence);
  act_->setText(action);
  act_->setVisible(!action.isEmpty());
  action_ = std::move(act);
  show();
}

void Notice::takeBack() {
  text_->clear();
  action_ = {};
  hide();
}

QString Notice::text() const {
  return text_->text();
}

void Notice::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && text_ != nullptr) {
    // The style sheet changes the palette of the children, not of this: no loop.
    const bool dark = palette().color(QPalette::Window).lightness() < 128;
    if (styleSheet().contains("#4a3a1c") != dark) dress();
  }
}

}  // namespace tandem::gui
