// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QSet>
#include <QStringList>
#include <QWidget>

#include "gui/work/session.h"

class QLineEdit;
class QPushButton;
class QTextBrowser;
class QToolButton;
class QTreeView;

namespace tandem::gui {

class CatalogueFilter;
class CatalogueModel;
class Hint;

/// The algorithms or problems there are, by families or suites, to be searched, filtered by labels and chosen: what is
/// in the experiment is ticked. What the one at hand is and where it was published stands below.
class CatalogueList : public QWidget {
  Q_OBJECT
 public:
  CatalogueList(Session& session, bool algorithms);
  /// Where typing searches.
  [[nodiscard]] QLineEdit* search() const { return search_; }
  /// Names of what the experiment has.
  void setChosen(const QStringList& names);

 signals:
  void chosen(const QStringList& names);
  void dropped(const QStringList& names);
  /// The catalogue is to be read anew.
  void reloadWanted();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void keys();
  void columns();
  void choose();
  void setGrouped(bool grouped);
  /// Opens what a search has found; without one, what was open before it.
  void unfold();
  void takeCatalogue();
  /// Sizes of the problems below the families that are open.
  void lookAtSizes();
  void fitColumns();
  void update();
  void describe();
  void contextMenu(const QPoint& at);
  [[nodiscard]] QString aboutAlgorithm(const std::string& name) const;
  [[nodiscard]] QString aboutProblem(const std::string& name) const;
  Session& session_;
  bool algorithms_;
  QLineEdit* search_;
  CatalogueModel* model_;
  CatalogueFilter* filter_;
  QTreeView* view_;
  QToolButton* grouping_;
  Hint* hint_;
  QPushButton* add_;
  QTextBrowser* details_;
  QSet<QString> open_;   // families and suites that somebody opened
  QSet<QString> asked_;  // problems whose sizes are looked up
  bool unfolding_ = false, searched_ = false;
};

}  // namespace tandem::gui
