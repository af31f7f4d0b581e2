// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <vector>

#include "tandem/matrix.h"
#include "tandem/params.h"

class QFormLayout;

namespace tandem::gui {

/// A form made from declared parameters: one editor per parameter by its type, range and meaning as tooltip, invalid
/// input marked in place.
class ParamForm : public QWidget {
  Q_OBJECT
 public:
  explicit ParamForm(QWidget* parent = nullptr);
  /// Parameters of a fresh object, so that their values are the defaults.
  void setParams(const std::vector<ParamInfo>& params);
  void setValues(const ParamValues& values);
  /// A minimum, so that the fields of several forms line up.
  void setLabelWidth(int width) { labelWidth_ = width; }
  /// Tab goes from `before` through the fields; returns the last of them, or `before` if there are none.
  QWidget* tabAfter(QWidget* before);
  /// Number of parameters.
  [[nodiscard]] int count() const { return isize(fields_); }
  /// Resets to the defaults, which counts as a change.
  void reset();
  /// Several objects with these parameters at once: where they differ, the field is empty and each keeps its value.
  void setManyValues(const std::vector<ParamValues>& values);
  /// Those that the user has changed since setValues or setManyValues.
  [[nodiscard]] ParamValues edited() const;
  /// Those that differ from the defaults.
  [[nodiscard]] ParamValues values() const;
  /// Empty, or what is wrong with the first invalid value.
  [[nodiscard]] QString problem() const;

 signals:
  void changed();

 private:
  struct Field {
    ParamInfo info;
    QWidget* editor = nullptr;
    bool differs = false;  // several objects do not agree
    bool touched = false;  // changed by the user
  };
  static void show(Field& field, const QString& value, bool differs);
  void touch(QWidget* editor);
  [[nodiscard]] static bool keeps(const Field& field);  ///< untouched, with differing values
  [[nodiscard]] static QString text(const Field& field);
  [[nodiscard]] static QString complaint(const Field& field);
  void check();

  QFormLayout* layout_ = nullptr;
  int labelWidth_ = 0;
  std::vector<Field> fields_;
};

}  // namespace tandem::gui
