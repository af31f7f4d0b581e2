// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/common/notice.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPalette>
#include <QToolButton>
#include <utility>

namespace tandem::gui {

Notice::Notice(QWidget* parent) : QFrame(parent), text_(new QLabel), buttons_(new QHBoxLayout) {
  setObjectName("notice");
  setAccessibleName(tr("Notice"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(10, 4, 4, 4);
  text_->setWordWrap(true);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  layout->addWidget(text_, 1);
  layout->addLayout(buttons_);
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
  tell(sentence, std::vector<Action>());
}

void Notice::tell(const QString& sentence, const QString& action, std::function<void()> act) {
  tell(sentence, {{action, std::move(act)}});
}

void Notice::tell(const QString& sentence, const std::vector<Action>& actions) {
  takeBack();
  text_->setText(sentence);
  setAccessibleDescription(sentence);
  for (const Action& action : actions) {
    auto* button = new QToolButton;
    button->setText(action.text);
    const int number = buttons_->count();
    button->setObjectName(number == 0 ? QStringLiteral("noticeAction")
                                      : QStringLiteral("noticeAction%1").arg(number + 1));
    connect(button, &QToolButton::clicked, this, [this, act = action.act] {
      const auto after = act;  // it may tell something new, and the button goes
      takeBack();
      if (after) after();
    });
    buttons_->addWidget(button);
  }
  show();
}

void Notice::takeBack() {
  text_->clear();
  while (QLayoutItem* item = buttons_->takeAt(0)) {
    item->widget()->hide();
    item->widget()->setObjectName({});
    item->widget()->deleteLater();
    delete item;
  }
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
