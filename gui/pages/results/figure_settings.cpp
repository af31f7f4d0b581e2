// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/figure_settings.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QDoubleValidator>
#include <QFontComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "gui/work/export_folder.h"

namespace tandem::gui {
namespace {

constexpr double kPixelsPerMm = 96.0 / 25.4;

QDoubleSpinBox* sizeBox(const char* name, double most, const QString& none, const QString& suffix, double value) {
  auto* box = new QDoubleSpinBox;
  box->setObjectName(name);
  box->setRange(0.0, most);
  box->setDecimals(1);
  box->setSpecialValueText(none);
  box->setSuffix(suffix);
  box->setValue(value);
  return box;
}

/// A family, or that of the figure.
QFontComboBox* familyBox(const char* name, const QString& family) {
  auto* box = new QFontComboBox;
  box->setObjectName(name);
  box->setCurrentFont(QFont(family.isEmpty() ? figures::Theme().family : family));
  return box;
}

QString limitText(double v) {
  return std::isfinite(v) ? QString::number(v, 'g', 10) : QString();
}

}  // namespace

FigureSettings::FigureSettings(const figures::Figure& figure, const figures::FigureLook& look, QWidget* parent)
    : QDialog(parent),
      look_(look),
      panels_(figure.panels.size()),
      made_(figure.title),
      title_(new QLineEdit(QString::fromStdString(look.title.value_or(figure.title)))),
      family_(familyBox("figureFont", look.family)),
      size_(sizeBox("figureFontSize", 72.0, tr("usual"), tr(" pt"), look.fontSize)),
      legend_(new QCheckBox(tr("Below the panels"))) {
  setObjectName("figureSettings");
  setWindowTitle(tr("Figure settings"));
  title_->setObjectName("figureTitle");
  legend_->setObjectName("figureLegend");
  legend_->setChecked(look.legend);
  const figures::Limits limits = look.limits.empty() ? figures::Limits() : look.limits.front();
  const std::pair<const char*, double> ends[] = {
      {"xLow", limits.xLow}, {"xHigh", limits.xHigh}, {"yLow", limits.yLow}, {"yHigh", limits.yHigh}};
  auto* form = new QFormLayout;
  form->addRow(tr("Title"), title_);
  form->addRow(tr("Font"), family_);
  form->addRow(tr("Size"), size_);
  form->addRow(tr("Legend"), legend_);
  for (int i = 0; i < 4; ++i) {
    limits_[i] = new QLineEdit(limitText(ends[i].second));
    limits_[i]->setObjectName(ends[i].first);
    limits_[i]->setPlaceholderText(tr("from the data"));
    limits_[i]->setValidator(new QDoubleValidator(limits_[i]));
    limits_[i]->setToolTip(tr("Of all panels"));
    connect(limits_[i], &QLineEdit::editingFinished, this, &FigureSettings::take);
  }
  const auto addAxis = [&](const QString& name, QWidget* low, QWidget* high) {
    auto* row = new QHBoxLayout;
    row->addWidget(low);
    row->addWidget(new QLabel(tr("to")));
    row->addWidget(high);
    form->addRow(name, row);
  };
  addAxis(tr("x axis"), limits_[0], limits_[1]);
  addAxis(tr("y axis"), limits_[2], limits_[3]);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
  connect(buttons, &QDialogButtonBox::accepted, this, [this] {
    take();
    accept();
  });
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(title_, &QLineEdit::textEdited, this, &FigureSettings::take);
  connect(family_, &QFontComboBox::currentFontChanged, this, &FigureSettings::take);
  connect(size_, &QDoubleSpinBox::valueChanged, this, &FigureSettings::take);
  connect(legend_, &QCheckBox::toggled, this, &FigureSettings::take);
  auto* layout = new QVBoxLayout(this);
  layout->addLayout(form);
  layout->addWidget(buttons);
}

void FigureSettings::take() {
  const std::string title = title_->text().toStdString();
  look_.title = title == made_ ? std::nullopt : std::optional(title);
  look_.family =
      family_->currentFont().family() == figures::Theme().family ? QString() : family_->currentFont().family();
  constexpr double kLeast = 4.0;
  look_.fontSize = size_->value() < kLeast ? 0.0 : size_->value();
  look_.legend = legend_->isChecked();
  double ends[4];
  bool touched = false;
  for (int i = 0; i < 4; ++i) {
    bool ok = false;
    ends[i] = limits_[i]->text().toDouble(&ok);
    if (!ok) ends[i] = figures::kNone;
    touched = touched || limits_[i]->isModified();
  }
  if (touched) look_.limits.assign(panels_, {ends[0], ends[1], ends[2], ends[3]});
  emit changed(look_);
}

ExportChoice askFigureExport(QWidget* parent) {
  QSettings kept;
  QDialog dialog(parent);
  dialog.setObjectName("exportDialog");
  dialog.setWindowTitle(QObject::tr("Export figure"));
  auto* width = sizeBox("exportWidth", 2000.0, QObject::tr("as it needs"), QObject::tr(" mm"),
                        kept.value("export/width", 0.0).toDouble());
  auto* height = sizeBox("exportHeight", 2000.0, QObject::tr("as it needs"), QObject::tr(" mm"),
                         kept.value("export/height", 0.0).toDouble());
  auto* family = familyBox("exportFont", kept.value("export/font").toString());
  auto* size = sizeBox("exportFontSize", 72.0, QObject::tr("the figure's"), QObject::tr(" pt"),
                       kept.value("export/fontSize", 0.0).toDouble());
  auto* dpi = new QSpinBox;
  dpi->setObjectName("exportDpi");
  dpi->setRange(24, 2400);
  dpi->setValue(kept.value("export/dpi", 192).toInt());
  dpi->setToolTip(QObject::tr("Pixels per inch; PNG files only"));
  auto* form = new QFormLayout;
  form->addRow(QObject::tr("Width"), width);
  form->addRow(QObject::tr("Height"), height);
  form->addRow(QObject::tr("Font"), family);
  form->addRow(QObject::tr("Font size"), size);
  form->addRow(QObject::tr("DPI"), dpi);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
  QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
  QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
  auto* layout = new QVBoxLayout(&dialog);
  layout->addLayout(form);
  layout->addWidget(buttons);
  if (dialog.exec() != QDialog::Accepted) return {};
  static constexpr double kLeast = 12.7, kLeastFont = 4.0;  // half an inch, as for `tandem plot`
  const auto length = [](double mm) { return mm <= 0.0 ? 0.0 : std::max(mm, kLeast) * kPixelsPerMm; };
  ExportChoice choice{.path = {},
                      .size = {length(width->value()), length(height->value())},
                      .family = family->currentFont().family(),
                      .fontSize = size->value() < kLeastFont ? 0.0 : size->value(),
                      .dpi = 1.0 * dpi->value()};
  kept.setValue("export/width", width->value());
  kept.setValue("export/height", height->value());
  kept.setValue("export/font", choice.family);
  kept.setValue("export/fontSize", size->value());
  kept.setValue("export/dpi", dpi->value());
  choice.path = askExport(parent, QObject::tr("Export figure"), QStringLiteral("figure.pdf"),
                          QObject::tr("Figures (*.pdf *.svg *.png)"));
  return choice;
}

}  // namespace tandem::gui
