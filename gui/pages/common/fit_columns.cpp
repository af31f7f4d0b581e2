// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/common/fit_columns.h"

#include <QFont>
#include <QFontMetrics>
#include <QStyle>
#include <QTableView>
#include <algorithm>

namespace tandem::gui {

void fitColumns(QTableView& view, bool growOnly) {
  constexpr int kRows = 60;         // measured; more would cost time with every change of a large table
  constexpr int kWidestName = 240;  // longer ones are elided in the middle, where copies differ least
  constexpr int kWidest = 520;
  QFont bold = view.font();
  bold.setBold(true);
  const QFontMetrics plainText(view.font());
  const QFontMetrics boldText(bold);
  const QAbstractItemModel& model = *view.model();
  const int margin = 2 * (view.style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, &view) + 1) + 8;
  for (int c = 0; c < model.columnCount(); ++c) {
    int width = growOnly ? view.columnWidth(c) : 0;
    const int name = plainText.horizontalAdvance(model.headerData(c, Qt::Horizontal, Qt::DisplayRole).toString()) + 30;
    width = std::max(width, std::min(name, kWidestName));
    for (int r = 0; r < std::min(model.rowCount(), kRows); ++r) {
      const QModelIndex index = model.index(r, c);
      const bool best = index.data(Qt::FontRole).value<QFont>().bold();
      width = std::max(width, (best ? boldText : plainText).horizontalAdvance(index.data().toString()) + margin);
    }
    view.setColumnWidth(c, std::min(width, kWidest));
  }
}

}  // namespace tandem::gui
