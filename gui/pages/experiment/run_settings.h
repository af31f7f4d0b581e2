// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "gui/work/devices.h"
#include "tandem/specification/command_line.h"
#include "tandem/specification/spec.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace tandem::gui {

class NumberField;

/// Everything about an experiment except its algorithms and problems: its settings, and where and how it is run. One
/// card has what changes the results, the other what does not (threads, file).
class RunSettings : public QWidget {
  Q_OBJECT
 public:
  RunSettings();
  /// Puts the settings into the specification. Throws InputError naming the invalid field.
  void fill(ExperimentSpec& spec) const;
  /// The same, with defaults for invalid values: for keeping an unfinished form.
  void fillDraft(ExperimentSpec& spec) const;
  /// Puts the cursor into the first invalid field, if any.
  void goToWrong();
  void setSpec(const ExperimentSpec& spec);
  /// The last field in tab order.
  [[nodiscard]] QWidget* lastField() const { return browse_; }
  [[nodiscard]] RunPlace place() const;
  void setPlace(const RunPlace& place);
  [[nodiscard]] QString output() const;
  void setOutput(const QString& path);
  /// Asks for another file; true if one was chosen.
  bool browse();
  /// The number of threads that will be used.
  [[nodiscard]] int threadCount() const;

 signals:
  /// Emitted for anything that changes the results or their cost.
  void changed();
  /// Emitted for where or how it is run, or what is recorded beside the results.
  void placeChanged();

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void resultRows(QFormLayout& form);
  void placeRows(QFormLayout& form);
  QWidget* deviceRows();
  void setDevices(const DeviceList& list);
  void chooseDevice(const DeviceChoice& choice);
  [[nodiscard]] DeviceChoice device() const;
  void updateDevice();

  QSpinBox *repetitions_, *checkpoints_, *population_, *threads_, *inFlight_;
  NumberField *seed_, *budget_, *timeLimit_;
  QComboBox *instance_, *parallel_, *device_;
  QCheckBox *decisions_, *single_, *fallback_;
  QWidget* deviceMore_ = nullptr;
  QLabel* deviceNote_;
  QLineEdit *startPoints_, *output_;
  QWidget* browse_ = nullptr;
  bool looked_ = false;
};

}  // namespace tandem::gui
