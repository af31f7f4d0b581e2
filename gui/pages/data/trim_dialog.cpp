// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/data/trim_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

namespace tandem::gui {
namespace {
enum Kind { Full, Singles, Digits };
}

TrimDialog::TrimDialog(const QString& name, const ExperimentInfo& info, QWidget* parent)
    : QDialog(parent),
      all_(info.checkpoints),
      checkpoints_(new QSpinBox),
      digits_(new QSpinBox),
      kind_(new QComboBox),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel)) {
  setObjectName("trimDialog");
  setWindowTitle(tr("Trim %1").arg(name));
  checkpoints_->setObjectName("trimCheckpoints");
  checkpoints_->setRange(1, std::max(1, all_));
  checkpoints_->setValue(std::min(10, all_));
  checkpoints_->setSuffix(tr(" of %1").arg(all_));
  kind_->setObjectName("trimPrecision");
  kind_->addItems({tr("In full"), tr("32-bit floats (7 digits)"), tr("Significant digits")});
  digits_->setObjectName("trimDigits");
  digits_->setRange(1, 16);
  digits_->setValue(6);
  digits_->setSuffix(tr(" digits"));
  auto* what =
      new QLabel(tr("Writes a smaller file; this one stays as it is. Rounded files are marked and never merged "
                    "with files of another precision."));
  what->setWordWrap(true);
  what->setMinimumWidth(360);
  auto* form = new QFormLayout(this);
  form->addRow(what);
  form->addRow(tr("&Checkpoints"), checkpoints_);
  form->addRow(tr("&Numbers"), kind_);
  form->addRow(tr("&Digits"), digits_);
  if (!info.precision.empty()) {
    form->addRow(new QLabel(tr("The numbers are already reduced: %1.").arg(QString::fromStdString(info.precision))));
  }
  form->addRow(buttons_);
  connect(buttons_, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(kind_, &QComboBox::currentIndexChanged, this, &TrimDialog::check);
  connect(checkpoints_, &QSpinBox::valueChanged, this, &TrimDialog::check);
  check();
}

void TrimDialog::check() {
  digits_->setEnabled(kind_->currentIndex() == Digits);
  // Otherwise there is nothing to trim.
  buttons_->button(QDialogButtonBox::Ok)->setEnabled(checkpoints() > 0 || precision().reduces());
}

int TrimDialog::checkpoints() const {
  return checkpoints_->value() == all_ ? 0 : checkpoints_->value();
}

Precision TrimDialog::precision() const {
  return {.singles = kind_->currentIndex() == Singles,
          .digits = kind_->currentIndex() == Digits ? digits_->value() : 0};
}

QString TrimDialog::mark() const {
  QString text;
  if (checkpoints() > 0) text += QStringLiteral("-%1").arg(checkpoints());
  if (precision().singles) text += QStringLiteral("-float");
  if (precision().digits > 0) text += QStringLiteral("-%1digits").arg(precision().digits);
  return text;
}

}  // namespace tandem::gui
