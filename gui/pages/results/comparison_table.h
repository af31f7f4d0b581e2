// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTimer>
#include <QWidget>
#include <string>
#include <vector>

#include "gui/models/results_model.h"
#include "gui/pages/results/choice.h"
#include "gui/pages/results/table_job.h"

class QLabel;
class QLineEdit;
class QScrollArea;
class QTableView;

namespace tandem::gui {

class Hint;
struct RunsOf;

/// A comparison as a table to read: filtered, sorted, its columns dragged, its cells selected, copied and
/// inspected; or the reason why there is none.
class ComparisonTable : public QWidget {
  Q_OBJECT
 public:
  ComparisonTable();
  /// Selected cells stay selected if the table has the same size.
  void setTable(MadeTable made);
  /// There is no table, for this reason.
  void refuse(const QString& sentence);
  /// The content is about to be replaced: progress of that.
  void sayBusy(int read, int cells);
  void setStyle(const TableStyle& style);
  void arrange(const Arrangement& wanted);
  void setRowNameWidth(int most);
  [[nodiscard]] bool empty() const { return model_.table() == nullptr; }
  /// As it is shown, for export.
  [[nodiscard]] Table shown() const { return model_.shown(); }
  /// The selection, for figures of this metric.
  [[nodiscard]] Choice choice(const std::string& metric) const;
  /// The cell that is inspected has this run picked (from 0), or none (-1).
  void pickRun(int repetition);
  /// Shows the runs of a cell by its names. False if there is none.
  bool inspectCell(const QString& problem, const QString& algorithm);
  void inspectCurrent();
  void moveColumn(int by);
  void goToFilter();
  void copy();
  void selectAll();

 signals:
  /// Other cells are selected, or another run is picked.
  void selected();
  /// The reader rearranged it by its headers.
  void arranged(const Arrangement& now);
  void inspected(const RunsOf& runs);
  void exportWanted();
  /// One line for the status bar.
  void said(const QString& text);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void layOut();
  void fitCaption();
  void setUpTable();
  void connectAll();
  void restyle();
  void setOrder(const TableOrder& order);
  void headerClicked(int section);
  void columnsDragged();
  void arrangeByHand(std::vector<std::string> labels);
  void describe();
  bool inspect(const QModelIndex& index);
  [[nodiscard]] QModelIndex cellOf(const QString& problem, const QString& algorithm) const;

  ResultsModel model_;
  QTableView* view_;
  QLineEdit* filter_;
  QLabel *count_, *caption_;
  QScrollArea* captionArea_;
  Hint* hint_;  // in place of a table
  QTimer selection_;
  OpenFiles files_;                   // behind the table shown
  std::string number_, shownNumber_;  // format wanted; that of the texts shown
  Arrangement arrangement_;
  std::vector<std::string> byHand_;     // labels of the columns as dragged
  figures::Selection::Pick inspected_;  // the cell whose runs are listed
  int repetition_ = -1;                 // the run of it that is picked
};

}  // namespace tandem::gui
