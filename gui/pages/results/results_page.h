// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMainWindow>

#include "gui/pages/results/figure_panes.h"

class QMenu;
class QTabWidget;

namespace tandem::gui {

class CollectionView;
class ComparisonForm;
class ComparisonTable;
class FilesPanel;
class JobStrip;
class Notice;
class RunsDock;
class TableJob;

/// Open files, a table of comparisons, figures and runs in panes beside it that follow the selected cells.
class ResultsPage : public QMainWindow {
  Q_OBJECT
 public:
  explicit ResultsPage(Session& session);
  /// The page's part of the menu.
  void fillMenu(QMenu& menu);
  /// Where the panes are, and how wide.
  void keepLayout(QSettings& settings) const;
  void restoreLayout(const QSettings& settings);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* side();
  QWidget* centre();
  void connectAll();
  void connectTable();
  /// Requests the table that the form describes for the files shown.
  void compare();
  void follow();
  void exportTable();
  void exportFile();

  Session& session_;
  Notice* notice_;
  FilesPanel* files_;
  ComparisonForm* form_;
  TableJob* job_;
  ComparisonTable* table_;
  QTabWidget* tabs_;
  CollectionView* collection_;
  RunsDock* runs_;
  JobStrip* jobs_;
  FigurePanes figures_;
};

}  // namespace tandem::gui
