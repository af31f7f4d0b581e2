// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <vector>

#include "tandem/tables/table.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace tandem::gui {

/// The finer choices of a comparison, folded away until they are wanted: what `tandem table` can do beyond metric,
/// statistic, test, base and correction. What does not suit the chosen test or statistic is greyed out and not asked
/// for.
class ResultsOptions : public QWidget {
  Q_OBJECT
 public:
  ResultsOptions();
  /// Greys out what does not go with the test and statistic of the request; `checkpoints`: most records a file has.
  void fit(const TableRequest& request, int checkpoints);
  /// Adds what is chosen here to a request that holds metric, statistic, test, base and correction.
  void addTo(TableRequest& request) const;
  void reset();
  /// Ticks that different instances and budgets may be compared.
  void allowMixed();
  /// For a form that puts its own fields into one column with these.
  [[nodiscard]] std::vector<QLabel*> fieldLabels() const;

 signals:
  void changed();

 private:
  QDoubleSpinBox* real(const char* name, double low, double high, double step, int decimals, double value) const;
  void unfold(bool on);
  QToolButton* fold_;
  QWidget* body_;
  QDoubleSpinBox *alpha_, *rope_, *tolerance_, *power_;
  QComboBox *blocks_, *effect_;
  QCheckBox *intervals_, *overall_, *equalBudgets_, *mixed_;
  QSpinBox* checkpoint_;
  QLineEdit *problems_, *algorithms_;
  bool quiet_ = false;
};

}  // namespace tandem::gui
