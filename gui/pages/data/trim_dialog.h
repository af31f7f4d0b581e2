// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

#include "tandem/editing/edit.h"

class QComboBox;
class QDialogButtonBox;
class QSpinBox;

namespace tandem::gui {

/// Asks what of a file is to be trimmed: `tandem trim --checkpoints --precision`.
class TrimDialog : public QDialog {
  Q_OBJECT
 public:
  TrimDialog(const QString& name, const ExperimentInfo& info, QWidget* parent);
  /// 0: all of them.
  [[nodiscard]] int checkpoints() const;
  [[nodiscard]] Precision precision() const;
  /// What the name of the new file gets: "-10-6digits".
  [[nodiscard]] QString mark() const;

 private:
  void check();
  int all_;
  QSpinBox *checkpoints_, *digits_;
  QComboBox* kind_;
  QDialogButtonBox* buttons_;
};

}  // namespace tandem::gui
