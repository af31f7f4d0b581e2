// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/data/split_dialog.h"
#include "gui/look/card.h"
#include "gui/look/colours.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

namespace tandem::gui {

SplitDialog::SplitDialog(const QString& file, const ExperimentInfo& info, SplitBy by, QWidget* parent)
    : QDialog(parent),
      file_(file),
      info_(info),
      by_(by),
      folder_(new QLineEdit(QFileInfo(file).absolutePath())),
      names_(new QListWidget),
      wrong_(new QLabel) {
  setObjectName("splitDialog");
  setWindowTitle(by == SplitBy::Algorithm ? tr("Split by algorithm")
                 : by == SplitBy::Problem ? tr("Split by problem")
                                          : tr("Split by repetition"));
  resize(560, 380);
  folder_->setObjectName("splitFolder");
  folder_->setToolTip(tr("Where the parts are written; it must exist"));
  auto* browseButton = new QPushButton(tr("&Browse..."));
  browseButton->setObjectName("splitBrowse");
  browseButton->setAutoDefault(false);
  names_->setObjectName("splitNames");
  names_->setAccessibleName(tr("Files that will be written"));
  names_->setTextElideMode(Qt::ElideMiddle);
  names_->setUniformItemSizes(true);
  wrong_->setObjectName("splitWrong");
  wrong_->setWordWrap(true);
  look::makeWrong(*wrong_);
  auto* box = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
  ok_ = box->button(QDialogButtonBox::Ok);
  ok_->setText(tr("&Split"));
  auto* line = new QHBoxLayout;
  line->addWidget(folder_, 1);
  line->addWidget(browseButton);
  auto* label = new QLabel(tr("Into &folder"));
  label->setBuddy(folder_);
  auto* form = new QFormLayout(this);
  form->addRow(label, line);
  form->addRow(names_);
  form->addRow(wrong_);
  form->addRow(box);
  connect(folder_, &QLineEdit::textChanged, this, &SplitDialog::check);
  connect(browseButton, &QPushButton::clicked, this, &SplitDialog::browse);
  connect(box, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
  check();
}

QString SplitDialog::folder() const {
  return QDir(folder_->text().trimmed()).absolutePath();
}

void SplitDialog::browse() {
  const QString chosen = QFileDialog::getExistingDirectory(this, tr("Folder for the parts"), folder());
  if (!chosen.isEmpty()) folder_->setText(chosen);
}

void SplitDialog::check() {
  names_->clear();
  int taken = 0;
  for (const std::string& path : splitNames(info_, file_.toStdString(), by_, folder().toStdString())) {
    const QFileInfo part(QString::fromStdString(path));
    const bool there = part.exists() || QFileInfo::exists(part.filePath() + QStringLiteral(".parts"));
    taken += there ? 1 : 0;
    auto* item = new QListWidgetItem(there ? tr("%1 (exists)").arg(part.fileName()) : part.fileName(), names_);
    item->setToolTip(part.filePath());
    if (there) item->setForeground(look::colours().wrong);
  }
  const bool usable = !folder_->text().trimmed().isEmpty() && QFileInfo(folder()).isDir();
  wrong_->setText(!usable ? tr("There is no folder '%1'.").arg(folder_->text().trimmed())
                  : taken > 0
                      ? tr("%1 of these files exist and will not be overwritten; choose another folder.").arg(taken)
                      : QString());
  ok_->setEnabled(usable && taken == 0);
}

}  // namespace tandem::gui
