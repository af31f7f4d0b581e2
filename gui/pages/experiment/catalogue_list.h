// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>
#include <QWidget>

#include "tandem/catalogue.h"

class QLineEdit;
class QPushButton;
class QTableView;

namespace tandem::gui {

/// The algorithms or problems there are, to be searched, filtered by labels and chosen.
class CatalogueList : public QWidget {
  Q_OBJECT
 public:
  CatalogueList(const Catalogue& catalogue, bool algorithms);
  /// Where typing searches.
  [[nodiscard]] QLineEdit* search() const { return search_; }

 signals:
  void chosen(const QStringList& names);

 private:
  void choose();
  QLineEdit* search_;
  QTableView* view_;
  QPushButton* add_;
};

}  // namespace tandem::gui
