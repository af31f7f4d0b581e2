// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

#include "gui/work/fitting.h"

class QComboBox;
class QListWidget;

namespace tandem::gui {

/// Asks which part of an experiment to keep when some algorithms cannot be run on some problems, and lists what would
/// be left out, with the reason.
class FitDialog : public QDialog {
  Q_OBJECT
 public:
  FitDialog(ExperimentSpec spec, Fitting fit, QWidget* parent);
  [[nodiscard]] const FittingPart& part() const;

 private:
  void list();
  const ExperimentSpec spec_;
  const Fitting fit_;
  QComboBox* parts_;
  QListWidget* out_;
};

}  // namespace tandem::gui
