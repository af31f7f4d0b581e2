// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/plugin_dialog.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "gui/work/session.h"
#include "tandem/plugin.h"

namespace tandem::gui {

PluginDialog::PluginDialog(const Session& session, QWidget* parent)
    : QDialog(parent), folders_(new QListWidget), remove_(new QPushButton(tr("&Remove"))) {
  setObjectName("pluginDialog");
  setWindowTitle(tr("Plug-ins"));
  resize(620, 440);
  folders_->setObjectName("pluginFolders");
  folders_->setAccessibleName(tr("Folders of plug-ins"));
  folders_->addItems(Session::pluginFolders());
  auto* addButton = new QPushButton(tr("&Add folder..."));
  addButton->setObjectName("pluginAdd");
  remove_->setObjectName("pluginRemove");
  auto* line = new QHBoxLayout;
  line->addWidget(addButton);
  line->addWidget(remove_);
  line->addStretch();
  QStringList others;
  for (const std::string& dir : pluginDirs()) others << QString::fromStdString(dir);
  const auto text = [](const QString& sentence) {
    auto* label = new QLabel(sentence);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
  };
  const QStringList& loaded = session.pluginEntries();
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(
      text(tr("Plug-ins (*.so) in these folders are loaded when Tandem starts. They are programs: add only "
              "folders that you trust.")));
  layout->addWidget(folders_, 1);
  layout->addLayout(line);
  layout->addWidget(text(others.isEmpty() ? tr("TANDEM_PLUGIN_PATH names no other folder.")
                                          : tr("Also searched: %1").arg(others.join(QStringLiteral(", ")))));
  layout->addWidget(
      text(loaded.isEmpty() ? tr("No plug-in is loaded.") : tr("Loaded: %1").arg(loaded.join(QStringLiteral(", ")))));
  if (!session.complaints().isEmpty()) layout->addWidget(text(session.complaints().join('\n')));
  layout->addWidget(text(tr("Changes take effect when this is closed.")));
  auto* box = new QDialogButtonBox(QDialogButtonBox::Close);
  layout->addWidget(box);
  connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(addButton, &QPushButton::clicked, this, &PluginDialog::add);
  connect(remove_, &QPushButton::clicked, this, &PluginDialog::remove);
  const auto look = [this] { remove_->setEnabled(folders_->currentRow() >= 0); };
  connect(folders_, &QListWidget::currentRowChanged, this, look);
  look();
}

void PluginDialog::add() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of plug-ins"));
  if (folder.isEmpty() || !folders_->findItems(folder, Qt::MatchExactly).isEmpty()) return;
  folders_->addItem(folder);
  keep();
}

void PluginDialog::remove() {
  delete folders_->takeItem(folders_->currentRow());
  keep();
}

void PluginDialog::keep() {
  QStringList all;
  for (int i = 0; i < folders_->count(); ++i) all << folders_->item(i)->text();
  Session::setPluginFolders(all);
}

}  // namespace tandem::gui
