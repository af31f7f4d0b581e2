// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>
#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace tandem::gui {

/// A sentence above the thing it is about: what went wrong and what to do. Stays until it is closed or taken back.
class Notice : public QFrame {
  Q_OBJECT
 public:
  struct Action {
    QString text;
    std::function<void()> act;
  };
  explicit Notice(QWidget* parent = nullptr);
  void tell(const QString& sentence);
  /// With a button that does something about it.
  void tell(const QString& sentence, const QString& action, std::function<void()> act);
  /// With several to choose from.
  void tell(const QString& sentence, const std::vector<Action>& actions);
  void takeBack();
  [[nodiscard]] QString text() const;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void dress();
  QLabel* text_;
  QHBoxLayout* buttons_;
};

}  // namespace tandem::gui
