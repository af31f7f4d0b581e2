// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>
#include <QSizeF>

#include "gui/rendering/figure_look.h"

class QCheckBox;
class QDoubleSpinBox;
class QFontComboBox;
class QLineEdit;

namespace tandem::gui {

/// Title, fonts, limits and legend of a figure; changes are shown at once.
class FigureSettings : public QDialog {
  Q_OBJECT
 public:
  FigureSettings(const figures::Figure& figure, const figures::FigureLook& look, QWidget* parent);

 signals:
  void changed(const tandem::figures::FigureLook& look);

 private:
  void take();
  figures::FigureLook look_;
  std::size_t panels_;
  std::string made_;  // title
  QLineEdit *title_, *limits_[4];
  QFontComboBox* family_;
  QDoubleSpinBox* size_;
  QCheckBox* legend_;
};

/// How a picture is written.
struct ExportChoice {
  QString path = {};    ///< empty: cancelled
  QSizeF size = {};     ///< pixels of 1/96 inch; 0: as the figure needs
  QString family = {};  ///< empty: the figure's
  double fontSize = 0.0;
  double dpi = 192.0;
};
/// Asks for size, font and resolution, then for the file; all are remembered.
[[nodiscard]] ExportChoice askFigureExport(QWidget* parent);

}  // namespace tandem::gui
