// SPDX-License-Identifier: GPL-3.0-or-later
// The form of the place Experiment as a whole: keeping, opening, saving, restoring, and making it fit.
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <algorithm>

#include "gui/pages/common/notice.h"
#include "gui/pages/experiment/experiment_page.h"
#include "gui/pages/experiment/fit_dialog.h"
#include "gui/pages/experiment/run_settings.h"
#include "gui/pages/experiment/selection_list.h"
#include "gui/rendering/renderer.h"
#include "gui/work/sentences.h"
#include "tandem/error.h"

namespace tandem::gui {
namespace {
constexpr std::size_t kMostForms = 20;  // that can be restored
}

KeptForm ExperimentPage::form() const {
  KeptForm form{.spec = rest_, .place = settings_->place()};
  fillEntries(form.spec);
  settings_->fillDraft(form.spec);
  return form;
}

void ExperimentPage::setForm(const KeptForm& form) {
  setSpec(form.spec);
  settings_->setPlace(form.place);
}

void ExperimentPage::keepFormNow() {
  keeper_.stop();
  KeptForm now = form();
  now.saved = saved_;
  now.document = document_;
  keepForm(now);
}

void ExperimentPage::restoreForm() {
  if (const std::optional<KeptForm> kept = keptForm()) {
    setForm(*kept);
    saved_ = kept->saved;
    document_ = kept->document;
    updateDocument();
  }
  keeper_.stop();
}

bool ExperimentPage::holdsNothing() const {
  return algorithms_->model().rowCount() + problems_->model().rowCount() == 0;
}

void ExperimentPage::replaceForm(const KeptForm& form) {
  if (!holdsNothing()) {
    past_.push_back(this->form());
    past_.back().saved = saved_;
    past_.back().document = document_;
    if (past_.size() > kMostForms) past_.erase(past_.begin());
  }
  setForm(form);
  emit formUndoChanged(canUndoForm());
}

void ExperimentPage::undoForm() {
  if (past_.empty()) return;
  const KeptForm before = std::move(past_.back());
  past_.pop_back();
  setForm(before);
  saved_ = before.saved;
  document_ = before.document;
  updateDocument();
  notice_->takeBackAbout("opened");
  emit formUndoChanged(canUndoForm());
}

void ExperimentPage::clearForm() {
  KeptForm empty{.spec = {}, .place = settings_->place()};
  const bool nothing = holdsNothing();
  nothing ? setForm(empty) : replaceForm(empty);
  saved_.clear();
  document_.clear();
  updateDocument();
  if (nothing) return;
  notice_->tell({.sentence = tr("A new form."),
                 .actions = {{tr("Restore the previous form"), [this] { undoForm(); }}},
                 .tone = Notice::Tone::Information,
                 .topic = "opened"});
}

bool ExperimentPage::mayReplace() {
  if (holdsNothing() || toToml(form().spec) == saved_) return true;
  QMessageBox box(this);
  box.setObjectName("replaceForm");
  box.setIcon(QMessageBox::Question);
  box.setWindowTitle(tr("Replace the form"));
  box.setText(tr("The form holds %1 algorithms and %2 problems, and no file has it.")
                  .arg(algorithms_->model().rowCount())
                  .arg(problems_->model().rowCount()));
  box.setInformativeText(tr("It can be brought back with Undo until the program ends."));
  QPushButton* replace = box.addButton(tr("Re&place"), QMessageBox::AcceptRole);
  QPushButton* save = box.addButton(tr("&Save first..."), QMessageBox::ActionRole);
  box.addButton(QMessageBox::Cancel);
  box.setDefaultButton(replace);
  replace->setObjectName("replaceFormReplace");
  save->setObjectName("replaceFormSave");
  box.exec();
  if (box.clickedButton() == save) return askAndSave();
  return box.clickedButton() == replace;
}

bool ExperimentPage::openSpec(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    throw InputError(tr("Cannot read '%1': %2.").arg(path, file.errorString()).toStdString());
  KeptForm opened{.spec = parseSpec(file.read(16 << 20).toStdString(), path.toStdString()),
                  .place = settings_->place()};
  if (!mayReplace()) return false;
  const bool nothing = holdsNothing();
  replaceForm(opened);
  saved_ = toToml(form().spec);
  document_ = QFileInfo(path).absoluteFilePath();
  updateDocument();
  if (!nothing) {
    notice_->tell({.sentence = tr("%1 is in the form.").arg(QFileInfo(path).fileName()),
                   .actions = {{tr("Restore the previous form"), [this] { undoForm(); }}},
                   .tone = Notice::Tone::Information,
                   .topic = "opened"});
  }
  return true;
}

void ExperimentPage::saveSpec(const QString& path) {
  const std::string text = toToml(spec());
  figures::writeFile(path, QByteArray::fromStdString(text));
  saved_ = text;
  document_ = QFileInfo(path).absoluteFilePath();
  updateDocument();
}

bool ExperimentPage::askAndSave() {
  QString path = QFileDialog::getSaveFileName(this, tr("Save specification"),
                                              document_.isEmpty() ? QStringLiteral("experiment.toml") : document_,
                                              tr("Specifications (*.toml)"));
  if (path.isEmpty()) return false;
  saveSpec(path);
  return true;
}

void ExperimentPage::leaveOut() {
  leaveOut_->setEnabled(false);
  const ExperimentSpec asked = form().spec;
  runAsync<Fitting>(
      this, [asked, catalogue = session_.sharedCatalogue()] { return fittingOf(asked, *catalogue); },
      [this, asked](const Fitting& fit) {
        leaveOut_->setEnabled(true);
        FitDialog dialog(asked, fit, this);
        if (dialog.exec() != QDialog::Accepted) return;
        const auto others = [](int count, const std::vector<int>& kept) {
          std::vector<int> rows;
          for (int row = 0; row < count; ++row) {
            if (std::find(kept.begin(), kept.end(), row) == kept.end()) rows.push_back(row);
          }
          return rows;
        };
        // The form may have changed while the problems were built.
        if (algorithms_->model().rowCount() != fit.algorithms || problems_->model().rowCount() != fit.problems) return;
        algorithms_->model().remove(others(fit.algorithms, dialog.part().algorithms));
        problems_->model().remove(others(fit.problems, dialog.part().problems));
      },
      [this](const QString& sentence) {
        leaveOut_->setEnabled(true);
        complain(sentence);
      });
}

}  // namespace tandem::gui
