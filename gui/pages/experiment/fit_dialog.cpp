// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/experiment/fit_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <algorithm>

#include "gui/work/sentences.h"

namespace tandem::gui {

FitDialog::FitDialog(ExperimentSpec spec, Fitting fit, QWidget* parent)
    : QDialog(parent), spec_(std::move(spec)), fit_(std::move(fit)), parts_(new QComboBox), out_(new QListWidget) {
  setObjectName("fitDialog");
  setWindowTitle(tr("Leave out what does not fit"));
  resize(620, 420);
  auto* about =
      new QLabel(tr("Not every algorithm can be run on every problem, and one experiment runs all on all. Keep one of "
                    "these parts; others can be experiments of their own."));
  about->setWordWrap(true);
  parts_->setObjectName("fitParts");
  for (const FittingPart& part : fit_.parts) {
    parts_->addItem(tr("%1 of %2 algorithms on %3 of %4 problems")
                        .arg(part.algorithms.size())
                        .arg(fit_.algorithms)
                        .arg(part.problems.size())
                        .arg(fit_.problems));
  }
  out_->setObjectName("fitLeftOut");
  out_->setAccessibleName(tr("What is left out"));
  out_->setUniformItemSizes(true);
  out_->setTextElideMode(Qt::ElideRight);
  out_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* box = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
  box->button(QDialogButtonBox::Ok)->setText(tr("&Leave out"));
  box->button(QDialogButtonBox::Ok)->setEnabled(parts_->count() > 0);
  auto* form = new QFormLayout(this);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->addRow(about);
  form->addRow(tr("&Keep"), parts_);
  form->addRow(new QLabel(tr("Left out:")));
  form->addRow(out_);
  form->addRow(box);
  connect(parts_, &QComboBox::currentIndexChanged, this, &FitDialog::list);
  connect(box, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
  list();
}

const FittingPart& FitDialog::part() const {
  return fit_.parts[std::max(0, parts_->currentIndex())];
}

void FitDialog::list() {
  out_->clear();
  if (fit_.parts.empty()) {
    out_->addItem(tr("No algorithm of the experiment can be run on any of its problems."));
    return;
  }
  const auto kept = [](const std::vector<int>& all, int one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  const auto add = [this](const std::string& name, const std::string& why) {
    auto* item =
        new QListWidgetItem(QStringLiteral("%1: %2").arg(QString::fromStdString(name), windowWords(why)), out_);
    item->setToolTip(item->text());
  };
  for (int a = 0; a < fit_.algorithms; ++a) {
    if (kept(part().algorithms, a)) continue;
    for (const int p : part().problems) {
      if (fit_.at(a, p).empty()) continue;
      const AlgorithmEntry& entry = spec_.algorithms[a];
      add(entry.alias.empty() ? entry.name : entry.alias, fit_.at(a, p));
      break;
    }
  }
  for (int p = 0; p < fit_.problems; ++p) {
    if (kept(part().problems, p)) continue;
    for (const int a : part().algorithms) {
      if (fit_.at(a, p).empty()) continue;
      add(problemKey(spec_.problems[p].name, spec_.problems[p].params), fit_.at(a, p));
      break;
    }
  }
}

}  // namespace tandem::gui
