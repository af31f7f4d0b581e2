// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/card.h"

#include <QLabel>
#include <QVBoxLayout>

#include "gui/look/calm_style.h"
#include "gui/look/colours.h"

namespace tandem::gui::look {
namespace {
constexpr int kEdge = 12;
constexpr int kHeading = 28;
}  // namespace

void makeHeading(QLabel& label) {
  QFont bold = label.font();
  bold.setWeight(QFont::DemiBold);
  label.setFont(bold);
}

void makeSecondary(QLabel& label) {
  label.setForegroundRole(QPalette::PlaceholderText);
}

void makeWrong(QLabel& label) {
  // Through the style sheet of the program, which follows light and dark.
  label.setProperty("wrong", true);
}

QString wrongBorder() {
  // A style sheet overrides the style's measures: the field would become lower.
  return QStringLiteral("border: 1px solid %1; border-radius: 2px; min-height: %2px;")
      .arg(colours().wrong.name())
      .arg(kField - 2);
}

Card::Card(const QString& title, QWidget* parent) : QFrame(parent), layout_(new QVBoxLayout(this)) {
  setProperty("card", true);
  layout_->setContentsMargins(1, 4, 1, 8);
  layout_->setSpacing(4);
  if (title.isNull()) return;
  title_ = new QLabel(title);
  makeHeading(*title_);
  title_->setMinimumHeight(kHeading);
  heading_ = new QHBoxLayout;
  heading_->setContentsMargins(kEdge, 0, 8, 0);
  heading_->setSpacing(2);
  heading_->addWidget(title_);
  heading_->addStretch(1);
  layout_->addLayout(heading_);
}

void Card::put(QWidget* content, int stretch, bool edgeToEdge) {
  if (edgeToEdge) {
    layout_->addWidget(content, stretch);
    return;
  }
  auto* line = new QHBoxLayout;
  line->setContentsMargins(kEdge, 0, kEdge, 0);
  line->addWidget(content);
  layout_->addLayout(line, stretch);
}

}  // namespace tandem::gui::look
