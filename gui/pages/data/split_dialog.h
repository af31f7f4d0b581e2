// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

#include "tandem/editing/edit.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace tandem::gui {

/// Asks where the parts of a file go and shows what they will be called: `tandem split`. Existing files are never
/// overwritten.
class SplitDialog : public QDialog {
  Q_OBJECT
 public:
  SplitDialog(const QString& file, const ExperimentInfo& info, SplitBy by, QWidget* parent);
  [[nodiscard]] QString folder() const;

 private:
  void browse();
  void check();
  QString file_;
  const ExperimentInfo& info_;
  SplitBy by_;
  QLineEdit* folder_;
  QListWidget* names_;
  QLabel* wrong_;
  QPushButton* ok_ = nullptr;
};

}  // namespace tandem::gui
