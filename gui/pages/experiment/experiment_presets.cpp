// SPDX-License-Identifier: GPL-3.0-or-later
// Named forms of the place Experiment: saving, choosing, deleting.
#include <QCheckBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

#include "gui/look/icons.h"
#include "gui/pages/common/notice.h"
#include "gui/pages/experiment/experiment_page.h"
#include "gui/pages/experiment/presets.h"
#include "gui/pages/experiment/run_settings.h"
#include "gui/pages/experiment/selection_list.h"
#include "gui/work/sentences.h"

namespace tandem::gui {

void ExperimentPage::fillPresets(QMenu& menu) {
  const auto guarded = [this](auto act) {
    return [this, act] {
      try {
        act();
      } catch (const std::exception& e) {
        complain(sentenceOf(e));
      }
    };
  };
  menu.clear();
  const QList<Preset> all = presets();
  bool own = false;
  for (const Preset& preset : all) {
    if (preset.shipped && own) {
      menu.addSeparator();
      own = false;
    }
    own = own || !preset.shipped;
    menu.addAction(shortName(preset.name), this, guarded([this, preset] { choosePreset(preset); }));
  }
  menu.addSeparator();
  menu.addAction(look::icon("bookmark"), tr("&Save as preset..."), this, guarded([this] { askPreset(); }));
  QMenu* remove = menu.addMenu(tr("&Delete"));
  for (const Preset& preset : all) {
    if (preset.shipped) continue;
    remove->addAction(shortName(preset.name), this, guarded([this, preset] {
                        removePreset(preset);
                        emit session_.said(tr("The preset '%1' is deleted.").arg(preset.name));
                      }));
  }
  remove->setEnabled(!remove->isEmpty());
}

void ExperimentPage::choosePreset(const Preset& preset) {
  ExperimentSpec spec = presetSpec(preset);
  const bool settingsOnly = spec.algorithms.empty() && spec.problems.empty();
  if (settingsOnly) {
    fillEntries(spec);
  } else if (!mayReplace()) {
    return;
  }
  replaceForm({.spec = std::move(spec), .place = settings_->place()});
  if (!settingsOnly) {
    saved_ = toToml(form().spec);  // it can be chosen again
    document_.clear();
  }
  updateDocument();
  if (!canUndoForm()) return;
  notice_->tell({.sentence = tr("The preset '%1' is in the form.").arg(preset.name),
                 .actions = {{tr("Restore the previous form"), [this] { undoForm(); }}},
                 .tone = Notice::Tone::Information,
                 .topic = "opened"});
}

void ExperimentPage::askPreset() {
  QDialog dialog(this);
  dialog.setObjectName("presetDialog");
  dialog.setWindowTitle(tr("Save as preset"));
  auto* name = new QLineEdit;
  name->setObjectName("presetName");
  name->setMinimumWidth(320);
  name->setMaxLength(80);
  auto* entries = new QCheckBox(tr("With the algorithms and problems"));
  entries->setObjectName("presetEntries");
  entries->setToolTip(tr("Without them, the preset changes the settings alone"));
  entries->setChecked(!holdsNothing());
  entries->setEnabled(!holdsNothing());
  auto* warning = new QLabel;
  warning->setObjectName("presetWarning");
  auto* box = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
  auto* layout = new QFormLayout(&dialog);
  layout->addRow(tr("&Name"), name);
  layout->addRow(entries);
  layout->addRow(warning);
  layout->addRow(box);
  const auto look = [&] {
    box->button(QDialogButtonBox::Save)->setEnabled(!name->text().trimmed().isEmpty());
    warning->setText(presetExists(name->text().trimmed()) ? tr("There is one of that name; it will be replaced.")
                                                          : QString());
  };
  connect(name, &QLineEdit::textChanged, &dialog, look);
  look();
  connect(box, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
  connect(box, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
  if (dialog.exec() != QDialog::Accepted) return;
  ExperimentSpec spec = this->spec();
  if (!entries->isChecked()) {
    spec.algorithms.clear();
    spec.problems.clear();
  }
  savePreset(name->text().trimmed(), spec);
  emit session_.said(tr("The preset '%1' is saved.").arg(name->text().trimmed()));
}

}  // namespace tandem::gui
