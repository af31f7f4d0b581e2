// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/calm_style.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QLabel>
#include <QPainter>
#include <QStyleOption>
#include <algorithm>

#include "gui/look/colours.h"

namespace tandem::gui::look {
namespace {

constexpr int kGrid = 8;

}  // namespace

int CalmStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
  const int its = QProxyStyle::pixelMetric(metric, option, widget);
  switch (metric) {
    case PM_HeaderDefaultSectionSizeVertical:
      return std::max(kRow, widget == nullptr ? 0 : widget->fontMetrics().height() + kGrid);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent:
      return kGrid;
    case PM_HeaderMargin:
    case PM_FocusFrameHMargin:  // before and after the text of an item
      return kGrid - 1;
    case PM_ToolBarItemMargin:
    case PM_ToolBarFrameWidth:
      return 0;
    default:
      return its;
  }
}

int CalmStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                         QStyleHintReturn* more) const {
  // Words suffice, and those pictures match no desktop.
  if (hint == SH_DialogButtonBox_ButtonsHaveIcons) return 0;
  return QProxyStyle::styleHint(hint, option, widget, more);
}

void CalmStyle::polish(QWidget* widget) {
  QProxyStyle::polish(widget);
  // Otherwise a spin box keeps the height of its text.
  if (qobject_cast<QAbstractSpinBox*>(widget) != nullptr) widget->setMinimumHeight(kField);
  // A form gives a label less height than its field, so that its text would sit higher than the field's; and no more
  // than the field where a sentence is below that.
  const auto* label = qobject_cast<const QLabel*>(widget);
  if (label != nullptr && label->buddy() != nullptr)
    widget->setFixedHeight(std::max(kField, widget->fontMetrics().height()));
}

QRect CalmStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
  QRect its = QProxyStyle::subElementRect(element, option, widget);
  const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
  const bool sorted = header != nullptr && header->sortIndicator != QStyleOptionHeader::None &&
                      header->orientation == Qt::Horizontal && header->direction == Qt::LeftToRight;
  const QRect arrow(option->rect.right() - 13, option->rect.center().y() - 4, 9, 9);
  if (element == SE_HeaderLabel) {
    // The margin is meant for the sides; above and below, it would cut the names of low rows.
    its.setTop(option->rect.top());
    its.setBottom(option->rect.bottom());
    if (sorted) its = QRect(QPoint(option->rect.left() + kGrid - 1, its.top()), QPoint(arrow.left() - 3, its.bottom()));
  }
  // At the end of the line: the style's spot takes twice the room from the name.
  if (element == SE_HeaderArrow && sorted) return arrow;
  return its;
}

QSize CalmStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                  const QWidget* widget) const {
  QSize its = QProxyStyle::sizeFromContents(type, option, size, widget);
  switch (type) {
    case CT_ItemViewItem:
    case CT_MenuItem: {
      const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
      if (item != nullptr && item->menuItemType == QStyleOptionMenuItem::Separator) break;
      its.setHeight(std::max(its.height(), kRow));
      break;
    }
    case CT_HeaderSection:
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
    case CT_PushButton:
      its.setHeight(std::max(its.height(), kField));
      break;
    default:
      break;
  }
  return its;
}

void CalmStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                            const QWidget* widget) const {
  switch (element) {
    case CE_HeaderSection:
    case CE_HeaderEmptyArea: {
      const Colours& c = colours();
      const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
      const bool chosen = (option->state & State_On) != 0;
      painter->fillRect(option->rect, chosen ? c.selection : c.stripe);
      painter->setPen(c.line);
      const QRect r = option->rect;
      if (header == nullptr || header->orientation == Qt::Horizontal) {
        painter->drawLine(r.bottomLeft(), r.bottomRight());
      } else {
        painter->drawLine(r.topRight(), r.bottomRight());
      }
      return;
    }
    case CE_HeaderLabel: {
      const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
      if (header == nullptr || header->text.contains('\n')) break;
      // With a style sheet for the program, Qt forgets how the header wants its names shortened, and cuts both ends.
      QStyleOptionHeader fitted = *header;
      fitted.text = header->fontMetrics.elidedText(header->text, Qt::ElideMiddle, header->rect.width());
      QProxyStyle::drawControl(element, &fitted, painter, widget);
      return;
    }
    case CE_DockWidgetTitle: {
      const auto* dock = qstyleoption_cast<const QStyleOptionDockWidget*>(option);
      if (dock == nullptr || dock->verticalTitleBar) break;
      // The title is above the left edge of the dock's content.
      QStyleOptionDockWidget moved = *dock;
      const QRect text = QProxyStyle::subElementRect(SE_DockWidgetTitleBarText, option, widget);
      moved.rect.translate(std::max(0, option->rect.left() + kGrid - text.left()), 0);
      QProxyStyle::drawControl(element, &moved, painter, widget);
      return;
    }
    case CE_Splitter:
    case CE_ToolBar:
      return;  // space instead of ornament
    default:
      break;
  }
  QProxyStyle::drawControl(element, option, painter, widget);
}

void CalmStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const {
  if (element == PE_Frame && qobject_cast<const QAbstractScrollArea*>(widget) != nullptr) {
    painter->setPen((option->state & State_HasFocus) != 0 ? colours().accent : colours().line);
    painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
    return;
  }
  QProxyStyle::drawPrimitive(element, option, painter, widget);
  if (element == PE_FrameLineEdit || element == PE_IndicatorCheckBox) drawEdge(*option, option->rect, *painter);
}

void CalmStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                   const QWidget* widget) const {
  QProxyStyle::drawComplexControl(control, option, painter, widget);
  const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
  const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option);
  if ((spin != nullptr && spin->frame) || (box != nullptr && box->editable && box->frame))
    drawEdge(*option, option->rect, *painter);
}

void CalmStyle::drawEdge(const QStyleOption& option, const QRect& around, QPainter& painter) const {
  if (!dark() || baseStyle()->name().compare(QLatin1String("fusion"), Qt::CaseInsensitive) != 0) return;
  if ((option.state & State_HasFocus) != 0 || (option.state & State_Enabled) == 0) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(colours().edge);
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(QRectF(around).adjusted(0.5, 0.5, -0.5, -0.5), 2.0, 2.0);
  painter.restore();
}

}  // namespace tandem::gui::look
