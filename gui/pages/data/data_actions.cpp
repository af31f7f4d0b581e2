// SPDX-License-Identifier: GPL-3.0-or-later
// What the place Data writes: new files from the open ones.
#include <QFileDialog>
#include <QFileInfo>

#include "gui/pages/common/job_strip.h"
#include "gui/pages/data/data_page.h"
#include "gui/pages/data/split_dialog.h"
#include "gui/pages/data/trim_dialog.h"

namespace tandem::gui {

void DataPage::saveArrangement() {
  const QString path = selected().value(0);
  if (!pending_.contains(path)) return;
  const QFileInfo info(path);
  const QString out = QFileDialog::getSaveFileName(this, tr("Save as new file"),
                                                   info.path() + '/' + info.completeBaseName() + "-new.h5",
                                                   tr("Results (*.h5)"), nullptr, QFileDialog::DontConfirmOverwrite);
  if (out.isEmpty()) return;
  const Arrangement wanted = pending_[path];
  jobs_->add(
      tr("Save %1").arg(QFileInfo(out).fileName()),
      [path, out, wanted](const Progress& progress) {
        arrangeResults(path.toStdString(), out.toStdString(), wanted, progress);
        return JobStrip::Files{out.toStdString()};
      },
      [this, path](const JobStrip::Files& made) {
        pending_.erase(path);
        session_.openLater({QString::fromStdString(made.front())});
        refresh();
      });
}

void DataPage::merge() {
  JobStrip::Files inputs;
  for (const QString& f : selected()) inputs.push_back(f.toStdString());
  const QString out = QFileDialog::getSaveFileName(this, tr("Merge into"), "merged.h5", tr("Results (*.h5)"), nullptr,
                                                   QFileDialog::DontConfirmOverwrite);
  if (out.isEmpty()) return;
  jobs_->add(
      tr("Merge"),
      [inputs, out](const Progress& progress) {
        mergeResults(out.toStdString(), inputs, progress);
        return JobStrip::Files{out.toStdString()};
      },
      [this](const JobStrip::Files& made) { session_.openLater({QString::fromStdString(made.front())}); });
}

void DataPage::split(SplitBy by) {
  for (const QString& file : selected()) {
    const auto open = fileOf(file);
    if (!open) continue;
    SplitDialog dialog(file, open->info(), by, this);
    if (dialog.exec() != QDialog::Accepted) return;
    const QString folder = dialog.folder();
    jobs_->add(
        tr("Split %1").arg(QFileInfo(file).fileName()),
        [file, by, folder](const Progress& progress) {
          return splitResults(file.toStdString(), by, folder.toStdString(), progress);
        },
        [this, folder](const JobStrip::Files& made) {
          // Dozens of parts would flood the tree; they stay in their folder.
          if (made.size() > 12) {
            emit session_.said(tr("%1 files were made in %2").arg(made.size()).arg(folder));
            return;
          }
          QStringList paths;
          for (const std::string& path : made) paths << QString::fromStdString(path);
          session_.openLater(paths);
        });
  }
}

void DataPage::trim() {
  for (const QString& file : selected()) {
    const auto open = fileOf(file);
    if (!open) continue;
    TrimDialog dialog(QFileInfo(file).fileName(), open->info(), this);
    if (dialog.exec() != QDialog::Accepted) return;
    const int checkpoints = dialog.checkpoints();
    const Precision precision = dialog.precision();
    const QFileInfo info(file);
    const QString out = QFileDialog::getSaveFileName(
        this, tr("Trim into"), QStringLiteral("%1/%2%3.h5").arg(info.path(), info.completeBaseName(), dialog.mark()),
        tr("Results (*.h5)"), nullptr, QFileDialog::DontConfirmOverwrite);
    if (out.isEmpty()) return;
    jobs_->add(
        tr("Trim %1").arg(info.fileName()),
        [file, out, checkpoints, precision](const Progress& progress) {
          trimResults(file.toStdString(), out.toStdString(), checkpoints, precision, progress);
          return JobStrip::Files{out.toStdString()};
        },
        [this](const JobStrip::Files& made) { session_.openLater({QString::fromStdString(made.front())}); });
  }
}

}  // namespace tandem::gui
