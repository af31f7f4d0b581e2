// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <vector>

#include "tandem/params.h"

class QFormLayout;

namespace tandem::gui {

/// A form made from declared parameters: one editor a parameter by its type, range and meaning as tooltip, wrong input
/// marked where it stands.
class ParamForm : public QWidget {
  Q_OBJECT
 public:
  explicit ParamForm(QWidget* parent = nullptr);
  /// Parameters of a fresh object, so that their values are the defaults.
  void setParams(const std::vector<ParamInfo>& params);
  void setValues(const ParamValues& values);
  void reset() { setValues({}); }
  /// Those that differ from the defaults.
  [[nodiscard]] ParamValues values() const;
  /// Empty, or what is wrong with the first wrong value.
  [[nodiscard]] QString problem() const;

 signals:
  void changed();

 private:
  struct Field {
    ParamInfo info;
    QWidget* editor = nullptr;
  };
  [[nodiscard]] QString text(const Field& field) const;
  [[nodiscard]] QString complaint(const Field& field) const;
  void check();

  QFormLayout* layout_ = nullptr;
  std::vector<Field> fields_;
};

}  // namespace tandem::gui
