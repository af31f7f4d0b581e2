// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <optional>

class QLabel;
class QLineEdit;

namespace tandem::gui {

/// A number typed into a line, for ranges that no spin box can hold; errors are shown right below. Blanks and commas
/// may group digits, and a whole number may be written 2e9.
class NumberField : public QWidget {
  Q_OBJECT
 public:
  struct Rules {
    quint64 low = 0, high = 0;
    bool real = false;     ///< else whole numbers only
    QString whenEmpty;     ///< what an empty line means, shown in it; empty: the line must not be empty
    QString unit = {};     ///< after the line
    QString meaning = {};  ///< tooltip
  };
  /// The line inside is called `name`, the error label `name` + "Wrong".
  NumberField(const char* name, const QString& title, Rules rules);
  /// A whole number as such a field takes it.
  [[nodiscard]] static std::optional<quint64> wholeIn(const QString& text);
  /// 0 if empty or wrong.
  [[nodiscard]] quint64 whole() const;
  [[nodiscard]] double real() const;
  /// 0 is shown as an empty line if that has a meaning.
  void setWhole(quint64 value);
  void setReal(double value);
  /// Empty, or one sentence about what is wrong.
  [[nodiscard]] QString problem() const;
  [[nodiscard]] QLineEdit* line() const { return line_; }

 signals:
  void changed();

 private:
  [[nodiscard]] bool read(quint64& whole, double& real) const;
  void check();
  QString title_;
  Rules rules_;
  QLineEdit* line_;
  QLabel* wrong_;
};

}  // namespace tandem::gui
