// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/data_page.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QTreeWidget>

#include "tandem/data_import.h"
#include "tandem/experiment/edit.h"

namespace tandem::gui {

DataPage::DataPage(Session& session) : session_(session), tree_(new QTreeWidget) {
  tree_->setHeaderLabels({tr("File"), tr("Details")});
  tree_->setColumnWidth(0, 420);
  tree_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  auto* layout = new QHBoxLayout(this);
  layout->addWidget(tree_);
  auto* side = new QVBoxLayout;
  layout->addLayout(side);
  const auto button = [&](const QString& text, auto action) {
    auto* b = new QPushButton(text);
    connect(b, &QPushButton::clicked, this, action);
    side->addWidget(b);
  };
  button(tr("&Open..."), [this] {
    for (const QString& path : QFileDialog::getOpenFileNames(this, tr("Open results"), {}, tr("Results (*.h5)"))) {
      try {
        session_.open(path);
      } catch (const std::exception& e) {
        QMessageBox::warning(this, tr("Open results"), QString::fromUtf8(e.what()));
      }
    }
  });
  button(tr("&Close"), [this] {
    for (const QString& path : selected()) session_.close(path);
  });
  button(tr("&Merge..."), [this] { merge(); });
  button(tr("Split by &algorithm"), [this] { split(0); });
  button(tr("Split by &problem"), [this] { split(1); });
  button(tr("Split by &repetition"), [this] { split(2); });
  button(tr("&Trim checkpoints..."), [this] { trim(); });
  button(tr("&Import official data..."), [this] { importOfficial(); });
  side->addStretch();
  connect(&session_, &Session::filesChanged, this, &DataPage::refresh);
}

void DataPage::refresh() {
  tree_->clear();
  for (const auto& file : session_.files()) {
    const ExperimentInfo& info = file->info();
    auto* top = new QTreeWidgetItem(
        tree_,
        {QString::fromStdString(file->path()),
         tr("%1 repetitions, %2 checkpoints, seed %3%4")
             .arg(info.repetitions)
             .arg(info.checkpoints)
             .arg(info.seed)
             .arg(file->packed() ? QString() : tr(", not finished: %1 runs missing").arg(file->missing().size()))});
    auto* algorithms = new QTreeWidgetItem(top, {tr("Algorithms"), QString::number(info.algorithms.size())});
    for (const auto& a : info.algorithms) {
      QStringList params;
      for (const auto& p : a.params) params << QString::fromStdString(p.name + "=" + p.value);
      new QTreeWidgetItem(algorithms, {QString::fromStdString(a.alias), params.join(", ")});
    }
    auto* problems = new QTreeWidgetItem(top, {tr("Problems"), QString::number(info.problems.size())});
    for (const auto& p : info.problems) {
      new QTreeWidgetItem(problems,
                          {QString::fromStdString(p.name), tr("%1 tasks, %L2 evaluations, instance: %3")
                                                               .arg(p.tasks.size())
                                                               .arg(p.budget)
                                                               .arg(QLatin1String(instanceName(p.instance)))});
    }
    top->setExpanded(true);
  }
}

QStringList DataPage::selected() const {
  QStringList list;
  for (QTreeWidgetItem* item : tree_->selectedItems()) {
    while (item->parent() != nullptr) item = item->parent();
    if (!list.contains(item->text(0))) list << item->text(0);
  }
  return list;
}

void DataPage::make(const QString& what, std::function<std::vector<std::string>()> work) {
  emit session_.said(what + QStringLiteral("..."));
  runAsync<std::vector<std::string>>(
      this, std::move(work),
      [this, what](const std::vector<std::string>& made) {
        for (const std::string& path : made) session_.open(QString::fromStdString(path));
        emit session_.said(tr("%1: done").arg(what));
      },
      [this, what](const QString& sentence) { QMessageBox::warning(this, what, sentence); });
}

void DataPage::merge() {
  const QStringList files = selected();
  const QString out = QFileDialog::getSaveFileName(this, tr("Merge into"), "merged.h5", tr("Results (*.h5)"));
  if (out.isEmpty()) return;
  make(tr("Merge"), [files, out] {
    std::vector<std::string> inputs;
    for (const QString& f : files) inputs.push_back(f.toStdString());
    mergeResults(out.toStdString(), inputs);
    return std::vector<std::string>{out.toStdString()};
  });
}

void DataPage::split(int by) {
  constexpr SplitBy kinds[] = {SplitBy::Algorithm, SplitBy::Problem, SplitBy::Repetition};
  for (const QString& file : selected()) {
    make(tr("Split"), [file, kind = kinds[by]] { return splitResults(file.toStdString(), kind); });
  }
}

void DataPage::trim() {
  for (const QString& file : selected()) {
    bool ok = false;
    const int keep = QInputDialog::getInt(this, tr("Trim"), tr("Checkpoints to keep"), 10, 1, 100000, 1, &ok);
    const QString out =
        ok ? QFileDialog::getSaveFileName(this, tr("Trim into"), "trimmed.h5", tr("Results (*.h5)")) : QString();
    if (out.isEmpty()) return;
    make(tr("Trim"), [file, out, keep] {
      trimResults(file.toStdString(), out.toStdString(), keep);
      return std::vector<std::string>{out.toStdString()};
    });
  }
}

void DataPage::importOfficial() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of an MToP checkout"));
  if (folder.isEmpty()) return;
  const auto catalogue = session_.sharedCatalogue();  // a job may outlive the window
  make(tr("Import official data"), [folder, catalogue] {
    importData(*catalogue, folder.toStdString());
    return std::vector<std::string>{};
  });
}

}  // namespace tandem::gui
