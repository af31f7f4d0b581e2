// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTimer>
#include <QWidget>
#include <memory>
#include <vector>

#include "gui/pages/results/choice.h"
#include "gui/work/session.h"
#include "tandem/figures/collection.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace tandem::gui {

class RunChart;
class RunListModel;

/// All runs of the table as a collection: a bubble chart or box plot of any results and parameters, a filter, and a
/// list of the runs selected in the chart (of all if none is).
class CollectionView : public QWidget {
  Q_OBJECT
 public:
  explicit CollectionView(Session& session);
  /// The runs to collect; they are read as soon as the view is visible.
  void follow(const Choice& choice);

 signals:
  /// A run is to be opened; names as in the table, the repetition from 0.
  void opened(const QString& problem, const QString& algorithm, int repetition);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  QWidget* choices();
  QWidget* charts();
  void connectAll();
  void read();
  void took(std::shared_ptr<const figures::RunCollection> collection);
  void fillQuantities();
  void select(const std::vector<int>& runs, bool more);
  void keepSelected(bool on);
  void draw();
  void showNothing(const QString& why);
  void say(const QString& sentence, bool wrong = false);
  void open(int run);
  [[nodiscard]] bool boxes() const;
  void nameAxes();
  [[nodiscard]] figures::CollectionOptions options() const;
  [[nodiscard]] QString described(int run) const;

  Session& session_;
  QComboBox* kind_;
  QLabel *xLabel_, *yLabel_;
  QComboBox *x_, *y_, *size_, *colour_;
  QLineEdit* filter_;
  QPushButton* only_;
  QLabel* message_;
  RunChart* chart_;
  RunListModel* model_;
  QTableView* table_;
  QTimer typing_;
  Choice wanted_, read_;
  std::shared_ptr<const figures::RunCollection> runs_;
  std::vector<figures::Quantity> drawn_;      // those of the chart, for tooltips and the list
  std::vector<int> shown_, selected_, kept_;  // runs, ascending; kept: alone, unless there are none
  bool working_ = false, fresh_ = false;      // fresh: the runs read are those wanted
};

}  // namespace tandem::gui
