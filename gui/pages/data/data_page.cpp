// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/data/data_page.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>
#include <QTreeWidget>
#include <algorithm>

#include "gui/look/core_texts.h"
#include "gui/pages/common/copy_table.h"
#include "gui/pages/common/hint.h"
#include "gui/pages/common/job_strip.h"
#include "gui/pages/common/notice.h"
#include "gui/work/export_files.h"
#include "gui/work/import_files.h"
#include "gui/work/sentences.h"
#include "tandem/matrix.h"
#include "tandem/tables/names.h"

namespace tandem::gui {
namespace {

enum Kind { File = 1, Group, Algorithm, Problem, Runs };
constexpr int kKind = Qt::UserRole;        // Kind
constexpr int kNumber = Qt::UserRole + 1;  // of the algorithm or problem in the file
constexpr int kPath = Qt::UserRole + 2;    // of a file

QTreeWidgetItem* child(QTreeWidgetItem* parent, Kind kind, const QString& name, const QString& details,
                       int number = -1) {
  auto* item = new QTreeWidgetItem(parent, {name, details});
  item->setData(0, kKind, kind);
  item->setData(0, kNumber, number);
  return item;
}

int kindOf(const QTreeWidgetItem* item) {
  return item == nullptr ? 0 : item->data(0, kKind).toInt();
}

QTreeWidgetItem* topOf(QTreeWidgetItem* item) {
  while (item != nullptr && item->parent() != nullptr) item = item->parent();
  return item;
}

QString pathOf(QTreeWidgetItem* item) {
  return item == nullptr ? QString() : topOf(item)->data(0, kPath).toString();
}

}  // namespace

DataPage::DataPage(Session& session)
    : session_(session), notice_(new Notice), tree_(new QTreeWidget), jobs_(new JobStrip) {
  tree_->setObjectName("dataTree");
  tree_->setAccessibleName(tr("Open files with their algorithms, problems and runs"));
  tree_->setHeaderLabels({tr("File"), tr("Details")});
  tree_->setColumnWidth(0, 420);
  tree_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  tree_->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
  tree_->setTextElideMode(Qt::ElideMiddle);
  tree_->setUniformRowHeights(true);
  auto* empty = new Hint(*tree_);
  const QString nothing =
      tr("Open result files, drop them here, or import what MToP saved.\n"
         "Files are never changed; what you make of them goes to a new file.");
  empty->say(nothing);
  auto* left = new QVBoxLayout;
  left->addWidget(notice_);
  left->addWidget(tree_, 1);
  left->addWidget(jobs_);
  auto* layout = new QHBoxLayout(this);
  layout->addLayout(left, 1);
  layout->addWidget(buttons());
  connect(tree_, &QTreeWidget::itemSelectionChanged, this, &DataPage::update);
  connect(tree_, &QTreeWidget::itemChanged, this, &DataPage::renamed);
  connect(tree_, &QTreeWidget::itemExpanded, this, [this](QTreeWidgetItem* item) {
    if (kindOf(item) == Problem) fillRuns(*item);
  });
  jobs_->tellFailures(*notice_);
  connect(jobs_, &JobStrip::cancelled, this,
          [this](const QString& what) { emit session_.said(tr("%1: cancelled, nothing was written").arg(what)); });
  connect(&session_, &Session::opening, this, [this] { notice_->takeBackAbout("open"); });
  connect(&session_, &Session::refused, this, [this](const QString&, const QString& sentence) {
    notice_->tell({.sentence = sentence, .tone = Notice::Tone::Error, .topic = "open"});
  });
  connect(&session_, &Session::filesChanged, this, &DataPage::refresh);
  connect(&session_, &Session::filesChanged, empty,
          [this, empty, nothing] { empty->say(session_.files().empty() ? nothing : QString()); });
  const auto key = [this](const QKeySequence& keys, auto action) {
    connect(new QShortcut(keys, tree_, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this, action);
  };
  key(QKeySequence(tr("Ctrl+Up")), [this] { move(-1); });
  key(QKeySequence(tr("Ctrl+Down")), [this] { move(1); });
  key(QKeySequence::Delete, [this] { leaveOut(); });
  const auto act = [this](const QString& text, auto action) {
    auto* a = new QAction(text, tree_);
    connect(a, &QAction::triggered, this, action);
    tree_->addAction(a);
  };
  act(tr("Re&name"), [this] { tree_->editItem(tree_->currentItem(), 0); });
  act(tr("Move up"), [this] { move(-1); });
  act(tr("Move down"), [this] { move(1); });
  act(tr("&Leave out"), [this] { leaveOut(); });
  makeCopyable(*tree_);
  update();
}

QWidget* DataPage::buttons() {
  auto* side = new QWidget;
  auto* layout = new QVBoxLayout(side);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  const auto title = [layout](const QString& text) {
    auto* label = new QLabel(text);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    layout->addSpacing(layout->isEmpty() ? 0 : 8);
    layout->addWidget(label);
  };
  const auto button = [this, layout](const char* name, const QString& text, const QString& tip, auto action) {
    auto* b = new QPushButton(text);
    b->setObjectName(name);
    b->setToolTip(tip);
    connect(b, &QPushButton::clicked, this, action);
    layout->addWidget(b);
    return b;
  };
  title(tr("Files"));
  button("dataOpen", tr("&Open..."), tr("Open result files"), [this] {
    const QStringList paths = QFileDialog::getOpenFileNames(this, tr("Open results"), {}, tr("Results (*.h5)"));
    if (!paths.isEmpty()) session_.openLater(paths);
  });
  needFile_.push_back(button("dataClose", tr("&Close"), tr("Close; the file stays where it is"), [this] {
    const QStringList paths = selected();
    if (!mayLoseChanges(paths)) return;
    for (const QString& path : paths) session_.close(path);
  }));
  button("dataImport", tr("Import from &MToP..."), tr("A result file from MTOData that MToP saved"), [this] {
    importMtopResults(*this, *jobs_, session_, [this](const Notice::Remark& remark) { notice_->tell(remark); });
  });
  needFile_.push_back(button("dataExport", tr("E&xport..."), tr("CSV, IOHanalyzer, JSON, MATLAB, HTML report"), [this] {
    for (const QString& path : selected()) exportResults(*this, *jobs_, session_, path);
  }));
  title(tr("Whole files"));
  merge_ = button("dataMerge", tr("Mer&ge..."), tr("One file from several: shards, or more problems or algorithms"),
                  [this] { merge(); });
  const std::vector<std::tuple<const char*, QString, SplitBy>> parts = {
      {"splitAlgorithm", tr("Split by &algorithm..."), SplitBy::Algorithm},
      {"splitProblem", tr("Split by &problem..."), SplitBy::Problem},
      {"splitRepetition", tr("Split by repe&tition..."), SplitBy::Repetition}};
  for (const auto& [name, text, by] : parts) {
    needFile_.push_back(
        button(name, text, tr("A file for each, in a folder of your choice"), [this, by = by] { split(by); }));
  }
  needFile_.push_back(
      button("dataTrim", tr("Tr&im..."), tr("A smaller file: fewer checkpoints, fewer digits"), [this] { trim(); }));
  title(tr("Order and names"));
  const auto entry = [&](const char* name, const QString& text, const QString& tip, auto action) {
    needEntry_.push_back(button(name, text, tip, action));
  };
  entry("moveUp", tr("Move up"), tr("Ctrl+Up"), [this] { move(-1); });
  entry("moveDown", tr("Move down"), tr("Ctrl+Down"), [this] { move(1); });
  entry("rename", tr("Re&name"), tr("F2: its name in tables"), [this] { tree_->editItem(tree_->currentItem(), 0); });
  entry("leaveOut", tr("&Leave out"), tr("Delete: leave it out of the new file"), [this] { leaveOut(); });
  save_ = button("saveArrangement", tr("&Save as new file..."),
                 tr("Writes the order, names and selection to a new file"), [this] { saveArrangement(); });
  undo_ = button("undoArrangement", tr("&Undo changes"), tr("As it is in the file"), [this] { undo(); });
  title(tr("Problems of the suites"));
  button("importOfficial", tr("Import official &data..."), tr("From a folder with an MToP checkout"), [this] {
    importOfficialData(*this, *jobs_, session_, [this](const Notice::Remark& remark) { notice_->tell(remark); });
  });
  layout->addStretch();
  return side;
}

std::shared_ptr<ResultFile> DataPage::fileOf(const QString& path) const {
  for (const auto& file : session_.files()) {
    if (QString::fromStdString(file->path()) == path) return file;
  }
  return nullptr;
}

bool DataPage::mayLoseChanges(const QStringList& paths) {
  QStringList changed;
  for (const QString& path : paths) {
    if (pending_.contains(path)) changed << shortName(QFileInfo(path).fileName());
  }
  if (changed.isEmpty()) return true;
  QMessageBox box(QMessageBox::Question, tr("Data"),
                  tr("Your changes to %1 have not been saved.").arg(changed.join(QStringLiteral(", "))),
                  QMessageBox::NoButton, this);
  box.setInformativeText(tr("Save as new file writes the order, names and selection; the file itself stays as it is."));
  QPushButton* keep = box.addButton(tr("&Keep it open"), QMessageBox::RejectRole);
  QPushButton* lose = box.addButton(tr("&Discard changes"), QMessageBox::DestructiveRole);
  box.setDefaultButton(keep);
  box.setEscapeButton(keep);
  box.exec();
  return box.clickedButton() == lose;
}

Arrangement& DataPage::pending(const QString& path) {
  const auto at = pending_.find(path);
  if (at != pending_.end()) return at->second;
  return pending_[path] = arrangementOf(fileOf(path)->info());
}

void DataPage::refresh() {
  filling_ = true;
  const QString current = pathOf(tree_->currentItem());
  const int kind = kindOf(tree_->currentItem());
  const int number = kind == 0 ? -1 : tree_->currentItem()->data(0, kNumber).toInt();
  tree_->clear();
  std::erase_if(pending_, [this](const auto& p) { return fileOf(p.first) == nullptr; });
  for (const auto& file : session_.files()) {
    auto* top = new QTreeWidgetItem(tree_);
    fillFile(*top, *file);
  }
  QTreeWidgetItem* again = nullptr;  // what was current, or its file if that is gone
  for (QTreeWidgetItemIterator it(tree_); *it != nullptr && kind != 0; ++it) {
    if (pathOf(*it) != current) continue;
    if (kindOf(*it) == File) again = *it;
    if (kindOf(*it) == kind && (*it)->data(0, kNumber).toInt() == number) {
      again = *it;
      break;
    }
  }
  if (again == nullptr) again = tree_->topLevelItem(0);  // so that there is something to work with
  if (again != nullptr) tree_->setCurrentItem(again);
  filling_ = false;
  update();
}

void DataPage::fillFile(QTreeWidgetItem& top, const ResultFile& file) {
  const ExperimentInfo& info = file.info();
  const QString path = QString::fromStdString(file.path());
  const auto changed = pending_.find(path);
  const Arrangement shown = changed == pending_.end() ? arrangementOf(info) : changed->second;
  top.setData(0, kKind, File);
  top.setData(0, kPath, path);
  top.setText(0, QFileInfo(path).fileName() + (changed == pending_.end() ? QString() : tr(" (changed, not written)")));
  top.setToolTip(0, path);
  QString details = tr("%1 repetitions, %2 checkpoints").arg(info.repetitions).arg(info.checkpoints);
  details += info.imported() ? tr(", imported from %1, seed not recorded").arg(QString::fromStdString(info.origin))
                             : tr(", seed %1").arg(info.seed);
  if (!info.precision.empty()) details += tr(", numbers in %1").arg(QString::fromStdString(info.precision));
  if (!file.packed()) details += tr(", not finished");
  top.setText(1, details);
  QFont bold = tree_->font();
  bold.setBold(true);
  top.setFont(0, bold);
  auto* algorithms = child(&top, Group, tr("Algorithms"), QString::number(shown.algorithms.size()), 0);
  for (std::size_t i = 0; i < shown.algorithms.size(); ++i) {
    const AlgorithmRecord& a = info.algorithms[shown.algorithms[i]];
    QStringList params;
    for (const auto& p : a.params) params << QString::fromStdString(p.name + "=" + p.value);
    QString text = QString::fromStdString(a.name);
    if (!params.isEmpty()) text += QStringLiteral(": ") + params.join(QStringLiteral(", "));
    if (shown.aliases[i] != a.alias) text += tr("; was called %1").arg(QString::fromStdString(a.alias));
    auto* item = child(algorithms, Algorithm, QString::fromStdString(shown.aliases[i]), text, shown.algorithms[i]);
    item->setFlags(item->flags() | Qt::ItemIsEditable);
  }
  auto* problems = child(&top, Group, tr("Problems"), QString::number(shown.problems.size()), 1);
  for (const int p : shown.problems) {
    const ProblemRecord& r = info.problems[p];
    auto* item = child(problems, Problem, QString::fromStdString(problemKey(r.name, r.params)),
                       tr("%1 tasks, %2, %3")
                           .arg(r.tasks.size())
                           .arg(r.budget > 0 ? tr("%L1 evaluations").arg(r.budget) : tr("evaluations not recorded"),
                                r.instance == Instance::Unknown ? tr("data not recorded")
                                                                : tr("%1 data").arg(look::coreText(instanceOf(r)))),
                       p);
    item->setChildIndicatorPolicy(QTreeWidgetItem::ShowIndicator);
  }
  top.setExpanded(true);
  algorithms->setExpanded(true);
  problems->setExpanded(true);
}

// The runs of a problem, read when it is opened.
void DataPage::fillRuns(QTreeWidgetItem& problem) {
  if (problem.childCount() > 0) return;
  const QString path = pathOf(&problem);
  const auto file = fileOf(path);
  if (!file) return;
  const int number = problem.data(0, kNumber).toInt();
  const auto changed = pending_.find(path);
  const Arrangement shown = changed == pending_.end() ? arrangementOf(file->info()) : changed->second;
  const auto lock = session_.readLock();
  using States = std::vector<std::vector<RunStatus>>;
  const auto reader = [file, lock, shown, number] {
    const std::lock_guard held(*lock);
    States all;
    for (const int a : shown.algorithms) {
      auto& states = all.emplace_back();
      for (int r = 0; r < file->info().repetitions; ++r) states.push_back(file->status({number, a, r}));
    }
    return all;
  };
  const QPersistentModelIndex place = tree_->indexFromItem(&problem);
  runAsync<States>(
      this, reader,
      [this, place, shown](const States& all) {
        QTreeWidgetItem* item = place.isValid() ? tree_->itemFromIndex(place) : nullptr;
        if (item == nullptr || item->childCount() > 0) return;
        filling_ = true;
        for (std::size_t i = 0; i < all.size(); ++i) {
          const auto count = [&](RunStatus s) { return std::count(all[i].begin(), all[i].end(), s); };
          QString text = tr("%1 finished").arg(count(RunStatus::Finished));
          if (count(RunStatus::Failed) > 0) text += tr(", %1 failed").arg(count(RunStatus::Failed));
          if (count(RunStatus::Missing) > 0) text += tr(", %1 missing").arg(count(RunStatus::Missing));
          auto* algorithm = child(item, Runs, QString::fromStdString(shown.aliases[i]), text);
          for (std::size_t r = 0; r < all[i].size(); ++r) {
            child(algorithm, Runs, tr("Run %1").arg(r + 1),
                  all[i][r] == RunStatus::Finished ? tr("finished")
                  : all[i][r] == RunStatus::Failed ? tr("failed")
                                                   : tr("missing"));
          }
        }
        filling_ = false;
      },
      [this](const QString& sentence) { notice_->tell(sentence); });
}

QStringList DataPage::selected() const {
  QStringList list;
  for (QTreeWidgetItem* item : tree_->selectedItems()) {
    if (!list.contains(pathOf(item))) list << pathOf(item);
  }
  return list;
}

void DataPage::update() {
  const QStringList files = selected();
  const int kind = kindOf(tree_->currentItem());
  for (QPushButton* b : needFile_) b->setEnabled(!files.isEmpty());
  for (QPushButton* b : needEntry_)
    b->setEnabled(kind == Algorithm || (kind == Problem && b->objectName() != "rename"));
  merge_->setEnabled(files.size() > 1);
  const bool changed = !files.isEmpty() && pending_.contains(files.front());
  save_->setEnabled(changed);
  undo_->setEnabled(changed);
}

void DataPage::renamed(QTreeWidgetItem* item, int column) {
  if (filling_ || column != 0 || kindOf(item) != Algorithm) return;
  const QString path = pathOf(item);
  Arrangement& a = pending(path);
  const auto at = std::find(a.algorithms.begin(), a.algorithms.end(), item->data(0, kNumber).toInt());
  if (at == a.algorithms.end()) return;
  a.aliases[at - a.algorithms.begin()] = item->text(0).toStdString();
  // Not while the tree is still closing its editor.
  QMetaObject::invokeMethod(this, &DataPage::refresh, Qt::QueuedConnection);
}

void DataPage::move(int by) {
  QTreeWidgetItem* item = tree_->currentItem();
  const int kind = kindOf(item);
  if (kind != Algorithm && kind != Problem) return;
  Arrangement& a = pending(pathOf(item));
  std::vector<int>& list = kind == Algorithm ? a.algorithms : a.problems;
  const int from = item->parent()->indexOfChild(item);
  const int to = from + by;
  if (to < 0 || to >= isize(list)) return;
  std::swap(list[from], list[to]);
  if (kind == Algorithm) std::swap(a.aliases[from], a.aliases[to]);
  refresh();
}

void DataPage::leaveOut() {
  std::vector<QTreeWidgetItem*> items;
  for (QTreeWidgetItem* item : tree_->selectedItems()) {
    if (kindOf(item) == Algorithm || kindOf(item) == Problem) items.push_back(item);
  }
  for (QTreeWidgetItem* item : items) {
    Arrangement& a = pending(pathOf(item));
    const int number = item->data(0, kNumber).toInt();
    if (kindOf(item) == Problem) {
      std::erase(a.problems, number);
      continue;
    }
    const auto at = std::find(a.algorithms.begin(), a.algorithms.end(), number) - a.algorithms.begin();
    a.algorithms.erase(a.algorithms.begin() + at);
    a.aliases.erase(a.aliases.begin() + at);
  }
  if (!items.empty()) refresh();
}

void DataPage::undo() {
  for (const QString& path : selected()) pending_.erase(path);
  refresh();
}

}  // namespace tandem::gui
