// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/common/notice.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPalette>
#include <QToolButton>
#include <utility>

#include "gui/look/colours.h"
#include "gui/look/icons.h"
#include "gui/work/sentences.h"

namespace tandem::gui {
namespace {

struct Look {
  look::Tone tone;
  const char* icon;
  look::Ink ink;
};

Look lookOf(Notice::Tone tone) {
  const look::Colours& c = look::colours();
  switch (tone) {
    case Notice::Tone::Information:
      return {c.information, "info", look::Ink::Information};
    case Notice::Tone::Success:
      return {c.success, "circle-check", look::Ink::Success};
    case Notice::Tone::Error:
      return {c.error, "circle-x", look::Ink::Error};
    default:
      return {c.warning, "triangle-alert", look::Ink::Warning};
  }
}

}  // namespace

Notice::Notice(QWidget* parent)
    : QFrame(parent), sign_(new QLabel), text_(new QLabel), layout_(new QGridLayout(this)), buttons_(new QHBoxLayout) {
  setObjectName("notice");
  setAccessibleName(tr("Notice"));
  setFrameShape(QFrame::StyledPanel);
  layout_->setContentsMargins(12, 4, 4, 4);
  layout_->setColumnStretch(1, 1);
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

void Notice::lieOver(QWidget& page, QWidget& column) {
  column_ = &column;
  setParent(&page);
  page.installEventFilter(this);
  column.installEventFilter(this);
}

void Notice::dress() {
  const Look own = lookOf(remark_.tone);
  setStyleSheet(QStringLiteral("#notice { background: %1; border: 1px solid %2; border-radius: 6px; } "
                               "#notice QLabel, #notice QToolButton { color: %3; }")
                    .arg(own.tone.ground.name(), own.tone.line.name(), own.tone.text.name()));
  sign_->setPixmap(look::icon(own.icon, own.ink).pixmap(QSize(18, 18), devicePixelRatioF()));
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
      const auto after = act;  // it may show a new notice, and the button disappears
      takeBack();
      if (after) after();
    });
    buttons_->addWidget(button);
  }
  placeButtons();
  show();
  place();
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

void Notice::place() {
  if (column_ == nullptr || isHidden()) return;
  const QWidget& page = *parentWidget();
  const int width = column_->width();
  if (this->width() != width) resize(width, height());  // the place of the buttons depends on it
  layout_->activate();
  const int height = layout_->hasHeightForWidth() ? layout_->totalHeightForWidth(width) : sizeHint().height();
  setGeometry(column_->mapTo(&page, QPoint()).x(), page.height() - height, width, height);
  raise();
}

void Notice::resizeEvent(QResizeEvent* event) {
  QFrame::resizeEvent(event);
  placeButtons();
}

bool Notice::eventFilter(QObject* watched, QEvent* event) {
  const bool moves = event->type() == QEvent::Resize || event->type() == QEvent::Move;
  if (moves && (watched == column_ || watched == parentWidget())) place();
  return QFrame::eventFilter(watched, event);
}

void Notice::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && look::dark() != dark_) {
    dark_ = look::dark();
    dress();
  }
}

}  // namespace tandem::gui
