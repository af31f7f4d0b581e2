// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>
#include <QWidget>

#include "gui/work/session.h"

class QLineEdit;
class QPushButton;
class QTableView;
class QTextBrowser;

namespace tandem::gui {

/// The algorithms or problems there are, to be searched, filtered by labels and chosen; what the one at hand is and
/// where it was published stands below.
class CatalogueList : public QWidget {
  Q_OBJECT
 public:
  CatalogueList(Session& session, bool algorithms);
  /// Where typing searches.
  [[nodiscard]] QLineEdit* search() const { return search_; }

 signals:
  void chosen(const QStringList& names);

 private:
  void choose();
  void describe();
  void contextMenu(const QPoint& at);
  [[nodiscard]] QString aboutAlgorithm(const std::string& name) const;
  [[nodiscard]] QString aboutProblem(const std::string& name) const;
  Session& session_;
  bool algorithms_;
  QLineEdit* search_;
  QTableView* view_;
  QPushButton* add_;
  QTextBrowser* details_;
};

}  // namespace tandem::gui
