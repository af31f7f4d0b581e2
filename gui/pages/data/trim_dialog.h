// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

#include "tandem/editing/edit.h"

class QComboBox;
class QDialogButtonBox;
class QSpinBox;

namespace tandem::gui {

/// Asks how to trim a file: `tandem trim --checkpoints --precision`.
class TrimDialog : public QDialog {
  Q_OBJECT
 public:
  TrimDialog(const QString& name, const ExperimentInfo& info, QWidget* parent);
  /// 0: all of them.
  [[nodiscard]] int checkpoints() const;
  [[nodiscard]] Precision precision() const;
  /// Suffix for the name of the new file: "-10-6digits".
  [[nodiscard]] QString mark() const;

 private:
  void check();
  int all_;
  QSpinBox *checkpoints_, *digits_;
  QComboBox* kind_;
  QDialogButtonBox* buttons_;
};

}  // namespace tandem::gui
