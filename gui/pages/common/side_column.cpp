// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/common/side_column.h"

#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>

namespace tandem::gui {

QWidget* sideColumn(QWidget& choices) {
  // At the top, even if there is room for more.
  choices.setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  auto* column = new QWidget;
  auto* top = new QVBoxLayout(column);
  top->setContentsMargins(0, 0, 0, 0);
  top->addWidget(&choices);
  top->addStretch();
  auto* scroll = new QScrollArea;
  scroll->setWidget(column);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  // Wide enough for the choices and a scroll bar beside them.
  const int width = choices.minimumSizeHint().width() + scroll->style()->pixelMetric(QStyle::PM_ScrollBarExtent) + 4;
  scroll->setMinimumWidth(width);
  scroll->setMaximumWidth(std::max(width, 320));
  return scroll;
}

}  // namespace tandem::gui
