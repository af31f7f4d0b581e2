// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/common/notice.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPalette>
#include <QToolButton>
#include <utility>

#include "gui/work/sentences.h"

namespace tandem::gui {
namespace {

struct Look {
  const char *background, *border, *sign;
};

Look lookOf(Notice::Tone tone, bool dark) {
  switch (tone) {
    case Notice::Tone::Information:
      return dark ? Look{"#1f3347", "#3b6a96", "i"} : Look{"#e6f0fa", "#8ab4dd", "i"};
    case Notice::Tone::Success:
      return dark ? Look{"#1c3a2b", "#3a7a58", "\u2713"} : Look{"#e3f4ea", "#7cbf99", "\u2713"};
    case Notice::Tone::Error:
      return dark ? Look{"#4a2420", "#9a4a3f", "\u2715"} : Look{"#fde7e3", "#dd8a7c", "\u2715"};
    default:
      return dark ? Look{"#4a3a1c", "#8a6a2a", "!"} : Look{"#fff3d6", "#d8a93a", "!"};
  }
}

}  // namespace

Notice::Notice(QWidget* parent)
    : QFrame(parent), sign_(new QLabel), text_(new QLabel), layout_(new QGridLayout(this)), buttons_(new QHBoxLayout) {
  setObjectName("notice");
  setAccessibleName(tr("Notice"));
  setFrameShape(QFrame::StyledPanel);
  layout_->setContentsMargins(10, 4, 4, 4);
  layout_->setColumnStretch(1, 1);
  QFont bold = sign_->font();
  bold.setBold(true);
  sign_->setFont(bold);
  sign_->setObjectName("noticeSign");
  layout_->addWidget(sign_, 0, 0, Qt::AlignTop);
  text_->setWordWrap(true);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  layout_->addWidget(text_, 0, 1);
  layout_->addLayout(buttons_, 0, 2);
  auto* close = new QToolButton;
  close->setText(QString(QChar(0x2715)));
  close->setAutoRaise(true);
  close->setToolTip(tr("Close"));
  close->setAccessibleName(tr("Close the notice"));
  close->setObjectName("noticeClose");
  connect(close, &QToolButton::clicked, this, &Notice::takeBack);
  layout_->addWidget(close, 0, 3, Qt::AlignTop);
  dress();
  takeBack();
}

void Notice::dress() {
  dark_ = palette().color(QPalette::Window).lightness() < 128;
  const Look look = lookOf(remark_.tone, dark_);
  setStyleSheet(QStringLiteral("#notice { background: %1; border: 1px solid %2; border-radius: 3px; }")
                    .arg(QLatin1String(look.background), QLatin1String(look.border)));
  sign_->setText(QString::fromUtf8(look.sign));
}

void Notice::tell(const QString& sentence) {
  tell({.sentence = sentence});
}

void Notice::tell(const QString& sentence, const QString& action, std::function<void()> act) {
  tell({.sentence = sentence, .actions = {{action, std::move(act)}}});
}

void Notice::tell(const Remark& remark) {
  takeBack();
  remark_ = remark;
  dress();
  const QString shown = shortWords(remark_.sentence);
  text_->setText(shown);
  text_->setToolTip(shown == remark_.sentence ? QString() : remark_.sentence);
  setAccessibleDescription(remark_.sentence);
  for (const Action& action : remark.actions) {
    auto* button = new QToolButton;
    button->setText(shortWords(action.text, 40));
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
  placeButtons();
  show();
}

void Notice::takeBack() {
  remark_ = {};
  text_->clear();
  while (QLayoutItem* item = buttons_->takeAt(0)) {
    item->widget()->hide();
    item->widget()->setObjectName({});
    item->widget()->deleteLater();
    delete item;
  }
  hide();
}

void Notice::takeBackAbout(const QString& topic) {
  if (!topic.isEmpty() && remark_.topic == topic) takeBack();
}

void Notice::placeButtons() {
  constexpr int kNarrow = 480;
  const bool below = width() < kNarrow && buttons_->count() > 0;
  if (below == below_) return;
  below_ = below;
  layout_->removeItem(buttons_);
  buttons_->setParent(nullptr);
  if (below) {
    layout_->addLayout(buttons_, 1, 1, 1, 3, Qt::AlignLeft);
  } else {
    layout_->addLayout(buttons_, 0, 2);
  }
}

void Notice::resizeEvent(QResizeEvent* event) {
  QFrame::resizeEvent(event);
  placeButtons();
}

void Notice::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  // The style sheet changes the palette of the children, not of this: no loop.
  if (event->type() == QEvent::PaletteChange && (palette().color(QPalette::Window).lightness() < 128) != dark_) dress();
}

}  // namespace tandem::gui
