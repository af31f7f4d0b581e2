// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>

class QAbstractScrollArea;

namespace tandem::gui {

/// A sentence in the middle of a view that has nothing to show: why, and what to do about it.
class Hint : public QLabel {
  Q_OBJECT
 public:
  explicit Hint(QAbstractScrollArea& view);
  /// Empty: hides it.
  void say(const QString& sentence);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void place();
};

}  // namespace tandem::gui
