// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "tandem/labels.h"

class QComboBox;

namespace tandem::gui {

/// Three choices side by side: kind of tasks, of objectives, special kind; each may be "any".
class LabelFilter : public QWidget {
  Q_OBJECT
 public:
  explicit LabelFilter(QWidget* parent = nullptr);
  /// Labels that must all be present; 0 for any.
  [[nodiscard]] Labels labels() const;
  void setLabels(Labels labels);

 signals:
  void changed(tandem::Labels labels);

 private:
  QComboBox* boxes_[3];
};

}  // namespace tandem::gui
