// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/import_files.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QStringList>

#include "gui/pages/common/job_strip.h"
#include "gui/work/sentences.h"
#include "gui/work/session.h"
#include "tandem/data_import.h"
#include "tandem/editing/import.h"
#include "tandem/error.h"

namespace tandem::gui {
namespace {

struct Import {
  Q_DECLARE_TR_FUNCTIONS(Import)
};

Notice::Remark summary(const std::vector<DataStatus>& sets) {
  constexpr int kMostNamed = 4;
  int imported = 0;
  QStringList left;
  for (const DataStatus& set : sets) {
    if (set.state == DataState::Imported) {
      ++imported;
    } else {
      left << windowWords(set.message);
    }
  }
  QString sentence = Import::tr("%1 of %2 sets of official data are imported.").arg(imported).arg(sets.size());
  for (const QString& message : left.mid(0, kMostNamed)) sentence += '\n' + message;
  if (left.size() > kMostNamed) sentence += Import::tr("\n... and %1 more").arg(left.size() - kMostNamed);
  return {.sentence = sentence,
          .tone = left.isEmpty() ? Notice::Tone::Success : Notice::Tone::Warning,
          .topic = QStringLiteral("job")};
}

}  // namespace

void importMtopResults(QWidget& parent, JobStrip& jobs, Session& session,
                       const std::function<void(Notice::Remark)>& told) {
  const QString mat =
      QFileDialog::getOpenFileName(&parent, Import::tr("MTOData that MToP saved"), {}, Import::tr("MATLAB (*.mat)"));
  if (mat.isEmpty()) return;
  const QFileInfo info(mat);
  const QString out = QFileDialog::getSaveFileName(
      &parent, Import::tr("Import into"), info.path() + '/' + info.completeBaseName() + ".h5",
      Import::tr("Results (*.h5)"), nullptr, QFileDialog::DontConfirmOverwrite);
  if (out.isEmpty()) return;
  const auto catalogue = session.sharedCatalogue();  // a job may outlive the window
  const auto notes = std::make_shared<QStringList>();
  jobs.add(
      Import::tr("Import %1").arg(info.fileName()),
      [mat, out, catalogue, notes](const Progress& progress) {
        (void)progress(-1.0);
        const ImportOutcome outcome = importMtop(mat.toStdString(), out.toStdString(), *catalogue);
        for (const std::string& note : outcome.notes) *notes << windowWords(note);
        return JobStrip::Files{out.toStdString()};
      },
      [&session, notes, told](const JobStrip::Files& made) {
        session.openLater({QString::fromStdString(made.front())});
        if (!notes->isEmpty()) told({.sentence = notes->join('\n'), .tone = Notice::Tone::Information, .topic = "job"});
      });
}

void importOfficialData(QWidget& parent, JobStrip& jobs, Session& session,
                        const std::function<void(Notice::Remark)>& told) {
  const QString folder = QFileDialog::getExistingDirectory(&parent, Import::tr("Folder of an MToP checkout"));
  if (folder.isEmpty()) return;
  const auto catalogue = session.sharedCatalogue();  // a job may outlive the window
  const auto outcome = std::make_shared<Notice::Remark>();
  jobs.add(
      Import::tr("Import official data"),
      [folder, catalogue, outcome](const Progress& progress) {
        const auto each = [&](std::size_t done, std::size_t total, const DataStatus&) {
          // Sets imported so far stay, as each is complete.
          if (!progress(static_cast<double>(done) / static_cast<double>(std::max<std::size_t>(total, 1)))) {
            throw Cancelled();
          }
        };
        *outcome = summary(importData(*catalogue, folder.toStdString(), "", each));
        return JobStrip::Files{};
      },
      [&session, outcome, told](const JobStrip::Files&) {
        told(*outcome);
        emit session.officialDataChanged();
      });
}

}  // namespace tandem::gui
