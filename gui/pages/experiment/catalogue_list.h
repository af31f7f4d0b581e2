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

/// All algorithms or problems, by family or suite, for searching, filtering by labels and choosing: those in the
/// experiment are ticked. Below, what the current one is and where it was published.
class CatalogueList : public QWidget {
  Q_OBJECT
 public:
  CatalogueList(Session& session, bool algorithms);
  /// The search field.
  [[nodiscard]] QLineEdit* search() const { return search_; }
  /// Names of the entries in the experiment.
  void setChosen(const QStringList& names);

 signals:
  void chosen(const QStringList& names);
  void dropped(const QStringList& names);
  /// The catalogue should be reloaded.
  void reloadWanted();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void keys();
  void columns();
  void choose();
  void setGrouped(bool grouped);
  /// Expands what a search has found; without one, what was expanded before.
  void unfold();
  void takeCatalogue();
  /// Determines the sizes of the problems in expanded families.
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
  QSet<QString> open_;   // families and suites that the user expanded
  QSet<QString> asked_;  // problems whose sizes have been requested
  bool unfolding_ = false, searched_ = false;
};

}  // namespace tandem::gui
