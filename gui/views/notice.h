// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>
#include <functional>

class QLabel;
class QToolButton;

namespace tandem::gui {

/// A sentence above the thing it is about: what went wrong and what to do. Stays until it is closed or taken back.
class Notice : public QFrame {
  Q_OBJECT
 public:
  explicit Notice(QWidget* parent = nullptr);
  void tell(const QString& sentence);
  /// With a button that does something about it.
  void tell(const QString& sentence, const QString& action, std::function<void()> act);
  void takeBack();
  [[nodiscard]] QString text() const;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void dress();
  QLabel* text_;
  QToolButton* act_;
  std::function<void()> action_;
};

}  // namespace tandem::gui
