// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMainWindow>
#include <QTimer>
#include <atomic>

#include "gui/models/results_model.h"
#include "gui/pages/results/figure_pane.h"
#include "gui/work/session.h"
#include "tandem/tables/table.h"
#include "tandem/tables/table_cache.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QMenu;
class QSettings;
class QTableView;
class QTabWidget;

namespace tandem::gui {

class Hint;
class JobStrip;
class Notice;
class ParamForm;
class ResultsOptions;
class RunsPane;

/// Open files, a table of comparisons, figures and runs in panes beside it that follow the selected cells.
class ResultsPage : public QMainWindow {
  Q_OBJECT
 public:
  explicit ResultsPage(Session& session);
  /// The page's part of the menu.
  void fillMenu(QMenu& menu);
  /// Another pane with a figure of this kind.
  FigurePane* addFigure(const QString& kind);
  void exportTable();
  void exportFile();
  void openFiles();
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
  void metricChosen();
  [[nodiscard]] std::string metricParams() const;
  void refresh();
  void compute();
  void sayBusy();
  void took(Table table, TableTexts texts);
  void refused(const QString& sentence);
  void restyle();
  void reorder();
  void headerClicked(int section);
  void columnsDragged();
  void arrangeColumns(std::vector<std::string> labels);
  void moveColumn(int by);
  /// Wide enough for what the cells say; `growOnly` leaves columns that are wider than that.
  void sizeColumns(bool growOnly);
  void selectionChanged();
  void inspect(const QModelIndex& index);
  void copyCells();
  void caption();
  [[nodiscard]] Choice choice() const;
  [[nodiscard]] TableRequest request() const;
  [[nodiscard]] TableStyle style() const;

  /// A table that is being made on a pool thread.
  struct Work {
    std::vector<std::shared_ptr<ResultFile>> files;
    TableRequest request;
    int cells = 0;
    std::atomic<int> read{0};
    std::atomic<bool> cancel{false};
  };
  static constexpr int kWidest = 520;  // column

  Session& session_;
  QListWidget* files_;
  QComboBox *metric_, *show_, *test_, *base_, *correction_, *highlight_, *number_, *columns_, *rows_;
  ParamForm* metricForm_;
  ResultsOptions* options_;
  QLineEdit* filter_;
  QLabel *filtered_, *caption_;
  Notice* notice_;
  QTabWidget* tabs_;
  QTableView* table_;
  Hint* hint_;  // in place of a table
  ResultsModel model_;
  RunsPane* runs_;
  QDockWidget* runsDock_;
  JobStrip* jobs_;
  QTimer selectionTimer_, busyTimer_, metricTimer_;
  QStringList sourcePaths_;                                              // files behind the table shown
  std::shared_ptr<Work> work_;                                           // under way
  std::shared_ptr<TableCache> values_ = std::make_shared<TableCache>();  // what was read is not read again
  bool laidOut_ = false;                                                 // the panes have their heights
  bool stale_ = false;                                                   // something else is wanted by now
  std::vector<std::string> byHand_;                                      // labels of the columns as they were dragged
  int repetition_ = -1;                                                  // run picked in the list of runs
  int figures_ = 0;                                                      // panes made so far
};

}  // namespace tandem::gui
