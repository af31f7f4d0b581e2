// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/files_panel.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

#include "gui/pages/common/notice.h"
#include "gui/pages/results/shipped_menu.h"
#include "gui/work/sentences.h"
#include "gui/work/session.h"

namespace tandem::gui {
namespace {

// Topics of notices; those of a single file are its path.
constexpr const char* kLeftOut = "left out";
constexpr const char* kOpen = "open";

QString nameOf(const QString& path) {
  return QFileInfo(path).fileName();
}

}  // namespace

FilesPanel::FilesPanel(Session& session, Notice& notice) : session_(session), notice_(notice), files_(new QListWidget) {
  auto* browse = new QPushButton(tr("&Open results..."));
  browse->setObjectName("openResults");
  connect(browse, &QPushButton::clicked, this, &FilesPanel::open);
  auto* shipped = new QPushButton(tr("Shipped"));
  shipped->setObjectName("openShipped");
  shipped->setToolTip(tr("Opens results that come with Tandem, to compare with"));
  shipped->setMenu(new QMenu(shipped));
  makeShippedMenu(*shipped->menu(), session_);
  files_->setObjectName("files");
  files_->setAccessibleName(tr("Open files"));
  files_->setMaximumHeight(84);
  files_->setMinimumHeight(40);
  files_->setTextElideMode(Qt::ElideLeft);
  files_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  files_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  files_->setContextMenuPolicy(Qt::CustomContextMenu);
  files_->setAccessibleDescription(tr("Space shows or hides a file, Delete closes it"));
  auto* opening = new QHBoxLayout;
  opening->addWidget(browse, 1);
  opening->addWidget(shipped);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(5);
  layout->addLayout(opening);
  layout->addWidget(files_);
  connectAll();
  filesChanged();
}

void FilesPanel::connectAll() {
  connect(files_, &QWidget::customContextMenuRequested, this, &FilesPanel::showMenu);
  connect(files_, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
    // Later: the list is still busy with the item, and is filled anew.
    const QString path = item->toolTip();
    const bool hidden = item->checkState() != Qt::Checked;
    QTimer::singleShot(0, this, [this, path, hidden] { hideFiles({path}, hidden); });
  });
  auto* remove = new QShortcut(QKeySequence::Delete, files_);
  remove->setContext(Qt::WidgetShortcut);
  connect(remove, &QShortcut::activated, this, [this] { closeFiles(chosen()); });
  connect(&session_, &Session::filesChanged, this, &FilesPanel::filesChanged);
  connect(&session_, &Session::opening, this, [this](const QStringList& paths) {
    notice_.takeBackAbout(kOpen);
    for (const QString& path : paths) notice_.takeBackAbout(path);
  });
  connect(&session_, &Session::refused, this, [this](const QString&, const QString& sentence) {
    notice_.tell({.sentence = sentence, .tone = Notice::Tone::Error, .topic = kOpen});
  });
  connect(&session_, &Session::vanished, this, [this](const QString& path, bool replaced) {
    const QString sentence = replaced ? tr("%1 has changed on disk; the table and its figures show it as it was.")
                                      : tr("%1 has been removed; the table and its figures stay until it is closed.");
    const Notice::Action action = replaced
                                      ? Notice::Action{tr("Read anew"), [this, path] { session_.openLater({path}); }}
                                      : Notice::Action{tr("Close it"), [this, path] { session_.close(path); }};
    notice_.tell({.sentence = sentence.arg(path), .actions = {action}, .topic = path});
  });
}

void FilesPanel::open() {
  const QStringList paths = QFileDialog::getOpenFileNames(this, tr("Open results"), {}, tr("Results (*.h5)"));
  if (!paths.isEmpty()) session_.openLater(paths);
}

OpenFiles FilesPanel::shown() const {
  OpenFiles files;
  for (const auto& file : session_.files()) {
    if (!hidden_.contains(QString::fromStdString(file->path()))) files.push_back(file);
  }
  return files;
}

QString FilesPanel::marked() const {
  return session_.paths().value(std::max(0, files_->currentRow()));
}

QStringList FilesPanel::chosen() const {
  QStringList paths;
  for (const QListWidgetItem* item : files_->selectedItems()) paths << item->toolTip();
  if (paths.isEmpty() && files_->currentItem() != nullptr) paths << files_->currentItem()->toolTip();
  return paths;
}

void FilesPanel::filesChanged() {
  const QStringList paths = session_.paths();
  for (const QString& path : paths) {
    if (!known_.contains(path)) first_ = path;
  }
  for (const QString& path : known_) {
    if (!paths.contains(path)) notice_.takeBackAbout(path);
  }
  known_ = paths;
  hidden_.removeIf([&](const QString& path) { return !paths.contains(path); });
  list();
  emit changed();
}

void FilesPanel::list() {
  const QSignalBlocker quiet(files_);
  const QString current = files_->currentItem() == nullptr ? QString() : files_->currentItem()->toolTip();
  files_->clear();
  for (const QString& path : session_.paths()) {
    auto* item = new QListWidgetItem(path, files_);
    item->setToolTip(path);
    item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
    item->setCheckState(hidden_.contains(path) ? Qt::Unchecked : Qt::Checked);
    if (leftOut_.contains(path)) {
      item->setForeground(palette().color(QPalette::PlaceholderText));
      item->setStatusTip(tr("left out"));
    }
    if (path == current) files_->setCurrentItem(item);
  }
}

void FilesPanel::hideFiles(const QStringList& paths, bool hidden) {
  for (const QString& path : paths) {
    hidden_.removeAll(path);
    if (hidden) hidden_ << path;
  }
  list();
  emit changed();
}

void FilesPanel::closeFiles(const QStringList& paths) {
  for (const QString& path : paths) session_.close(path);
}

void FilesPanel::showMenu(const QPoint& at) {
  const QStringList marked = chosen();
  QMenu menu(this);
  menu.setObjectName("fileMenu");
  const auto entry = [&](const QString& text, bool enabled, auto action) {
    QAction* a = menu.addAction(text, this, action);
    a->setEnabled(enabled);
  };
  const QStringList all = session_.paths();
  const bool any = !marked.isEmpty();
  entry(tr("&Show"), any, [&] { hideFiles(marked, false); });
  entry(tr("&Hide"), any, [&] { hideFiles(marked, true); });
  entry(tr("Show &only this"), any, [&] {
    hidden_ = all;
    hideFiles(marked, false);
  });
  entry(tr("Show &all"), !hidden_.isEmpty(), [&] { hideFiles(all, false); });
  menu.addSeparator();
  entry(tr("&Close"), any, [&] { closeFiles(marked); });
  entry(tr("Close al&l"), !all.isEmpty(), [&] { closeFiles(all); });
  menu.exec(files_->viewport()->mapToGlobal(at));
}

void FilesPanel::setLeftOut(const std::vector<LeftOut>& files) {
  QStringList paths;
  for (const LeftOut& l : files) paths << l.path;
  if (paths == leftOut_) return;  // once: the reader may have closed the notice
  leftOut_ = paths;
  list();
  if (files.empty()) return notice_.takeBackAbout(kLeftOut);
  const LeftOut& one = files.front();
  QString sentence = tr("%1 is left out: %2.").arg(nameOf(one.path), windowWords(one.misfit.why));
  if (files.size() > 1) sentence += ' ' + tr("So are %1 more files.").arg(files.size() - 1);
  std::vector<Notice::Action> actions{
      {tr("Show %1 instead").arg(shortName(nameOf(one.path), 24)), [this, path = one.path] {
         first_ = path;
         emit changed();
       }}};
  if (one.misfit.mixable) actions.push_back({tr("Compare all the same"), [this] { emit mixedWanted(); }});
  notice_.tell({.sentence = sentence, .actions = actions, .topic = kLeftOut});
}

}  // namespace tandem::gui
