// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace tandem::gui::look {

/// A sheet on the page that holds what belongs together, with a heading and room for actions beside it.
class Card : public QFrame {
  Q_OBJECT
 public:
  /// Without a title it has no heading.
  explicit Card(const QString& title = {}, QWidget* parent = nullptr);
  /// The heading, for what stands beside the title.
  [[nodiscard]] QHBoxLayout* heading() const { return heading_; }
  [[nodiscard]] QLabel* title() const { return title_; }
  /// Below the heading. A list goes from edge to edge, fields keep the distance of the heading.
  void put(QWidget* content, int stretch = 0, bool edgeToEdge = false);

 private:
  QVBoxLayout* layout_;
  QHBoxLayout* heading_ = nullptr;
  QLabel* title_ = nullptr;
};

/// Bold, as headings are.
void makeHeading(QLabel& label);
/// Smaller and in the second colour of text.
void makeSecondary(QLabel& label);

/// A sentence that says what cannot stay as it is.
void makeWrong(QLabel& label);
/// Around the field with such a value; for a style sheet.
[[nodiscard]] QString wrongBorder();

}  // namespace tandem::gui::look
