// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace tandem::gui::look {

/// A card on the page that groups related content, with a heading and room for actions beside it.
class Card : public QFrame {
  Q_OBJECT
 public:
  /// Without a title it has no heading.
  explicit Card(const QString& title = {}, QWidget* parent = nullptr);
  /// The heading, for widgets beside the title.
  [[nodiscard]] QHBoxLayout* heading() const { return heading_; }
  [[nodiscard]] QLabel* title() const { return title_; }
  /// Adds content below the heading. Lists go from edge to edge, fields keep the margin of the heading.
  void put(QWidget* content, int stretch = 0, bool edgeToEdge = false);

 private:
  QVBoxLayout* layout_;
  QHBoxLayout* heading_ = nullptr;
  QLabel* title_ = nullptr;
};

/// Bold, as headings are.
void makeHeading(QLabel& label);
/// Smaller and in the secondary text colour.
void makeSecondary(QLabel& label);

/// Marks a sentence about something that must be corrected.
void makeWrong(QLabel& label);
/// Border around a field with an invalid value; for a style sheet.
[[nodiscard]] QString wrongBorder();

}  // namespace tandem::gui::look
