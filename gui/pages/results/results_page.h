// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMainWindow>
#include <QTimer>

#include "gui/models/results_model.h"
#include "gui/pages/results/choice.h"
#include "gui/pages/results/figure_panes.h"
#include "gui/pages/results/table_job.h"
#include "gui/work/session.h"

class QDockWidget;
class QLabel;
class QLineEdit;
class QMenu;
class QSettings;
class QTableView;
class QTabWidget;

namespace tandem::gui {

class CollectionView;
class ComparisonForm;
class FilesPanel;
class Hint;
class JobStrip;
class Notice;
class RunsPane;

/// Open files, a table of comparisons, figures and runs in panes beside it that follow the selected cells.
class ResultsPage : public QMainWindow {
  Q_OBJECT
 public:
  explicit ResultsPage(Session& session);
  /// The page's part of the menu.
  void fillMenu(QMenu& menu);
  /// Another pane with a figure of this kind.
  void addFigure(const QString& kind);
  void exportTable();
  void exportFile();
  /// Where the panes are, and how wide.
  void keepLayout(QSettings& settings) const;
  void restoreLayout(const QSettings& settings);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* side();
  QWidget* centre();
  void connectAll();
  void filesChanged();
  void refresh();
  void sayBusy(int read, int cells);
  void took(MadeTable made);
  void refused(const QString& sentence);
  void setStyle();
  void restyle();
  void reorder();
  void headerClicked(int section);
  void columnsDragged();
  void arrangeColumns(std::vector<std::string> labels);
  void moveColumn(int by);
  void selectionChanged();
  void inspect(const QModelIndex& index);
  /// The same of a run of the collection, which is picked.
  void openRun(const QString& problem, const QString& algorithm, int repetition);
  void copyCells();
  void caption();
  [[nodiscard]] Choice choice() const;

  Session& session_;
  Notice* notice_;
  FilesPanel* files_;
  ComparisonForm* form_;
  QLineEdit* filter_;
  QLabel *filtered_, *caption_;
  QTabWidget* tabs_;
  QTableView* table_;
  Hint* hint_;  // in place of a table
  ResultsModel model_;
  CollectionView* collection_;
  RunsPane* runs_;
  QDockWidget* runsDock_;
  JobStrip* jobs_;
  FigurePanes figures_;
  TableJob* job_;
  QTimer selectionTimer_;
  std::string number_;                  // format of the texts shown
  OpenFiles sources_;                   // files behind the table shown
  std::vector<std::string> byHand_;     // labels of the columns as they were dragged
  int repetition_ = -1;                 // run picked in the list of runs
  figures::Selection::Pick inspected_;  // the cell whose runs are listed
};

}  // namespace tandem::gui
