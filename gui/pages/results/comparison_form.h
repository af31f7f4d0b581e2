// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTimer>
#include <QWidget>
#include <string>

#include "gui/models/results_model.h"
#include "gui/work/open_results.h"
#include "tandem/tables/table.h"

class QComboBox;

namespace tandem::gui {

class Notice;
class ParamForm;
class ResultsOptions;
class Session;

/// What is compared, how, and how it is shown: the choices that make a table. Errors in them go to the
/// notice of the page.
class ComparisonForm : public QWidget {
  Q_OBJECT
 public:
  ComparisonForm(Session& session, Notice& notice);
  /// Offers the bases and metrics that suit these files.
  void fit(const OpenFiles& files);
  [[nodiscard]] TableRequest request() const;
  /// With the last number format that made sense.
  [[nodiscard]] TableStyle style() const;
  /// Without its parameters; empty: as suits the problems.
  [[nodiscard]] std::string metricName() const;
  /// The table's current layout; emits nothing.
  void setArrangement(const Arrangement& arrangement);
  /// Lets files be compared although their instances or budgets differ.
  void allowMixed();

 signals:
  /// Another table is wanted.
  void changed();
  /// The same table is to look different.
  void styleChanged(const TableStyle& style);
  void arranged(const Arrangement& wanted);

 private:
  void layOut();
  void connectAll();
  void ask();
  void greyOut();
  void listBases(const OpenFiles& files);
  void listMetrics(const OpenFiles& files);
  /// After plug-ins were reloaded.
  void takeCatalogue();
  /// One column for the fields of all parts of the form.
  void alignFields();
  void showMetricParams();
  void checkMetricParams();
  void checkNumber();
  [[nodiscard]] bool tested() const;
  [[nodiscard]] Arrangement arrangement() const;
  [[nodiscard]] std::string metricParams() const;

  Session& session_;
  Notice& notice_;
  QComboBox *metric_, *show_, *test_, *base_, *correction_, *highlight_, *number_, *columns_, *rows_;
  ParamForm* metricForm_;
  ResultsOptions* options_;
  QTimer typing_;       // of a parameter
  std::string format_;  // of numbers: the last one that made sense
  OpenFiles files_;     // that the form suits
  int checkpoints_ = 0;
};

}  // namespace tandem::gui
