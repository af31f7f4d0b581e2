// SPDX-License-Identifier: GPL-3.0-or-later
// The open files in the place Results: shown, hidden, closed, and left out where they cannot be compared.
#include <QComboBox>
#include <QFileInfo>
#include <QListWidget>
#include <QMenu>
#include <algorithm>

#include "gui/pages/common/notice.h"
#include "gui/pages/results/results_options.h"
#include "gui/pages/results/results_page.h"
#include "gui/work/sentences.h"

namespace tandem::gui {
namespace {

constexpr const char* kLeftOut = "left out";  // topic of the notice

QString pathOf(const ResultFile& file) {
  return QString::fromStdString(file.path());
}

QString nameOf(const QString& path) {
  return QFileInfo(path).fileName();
}

/// Whether the metric says something about the problem. What kind an imported problem is may not be known.
bool suits(const MetricInfo& metric, const ProblemRecord& problem, bool imported) {
  if ((metric.labels & (problem.multiObjective() ? MultiObjective : SingleObjective)) == 0) return false;
  const Labels special = metric.labels & (Competitive | Constrained);
  return imported || (special & problem.labels) == special;
}

}  // namespace

void ResultsPage::filesChanged() {
  const QStringList paths = session_.paths();
  for (const QString& path : paths) {
    if (!known_.contains(path)) newest_ = path;
  }
  for (const QString& path : known_) {
    if (!paths.contains(path)) notice_->takeBackAbout(path);
  }
  known_ = paths;
  hidden_.removeIf([&](const QString& path) { return !paths.contains(path); });
  listFiles();
  refresh();
}

OpenFiles ResultsPage::shownFiles() const {
  OpenFiles files;
  for (const auto& file : session_.files()) {
    if (!hidden_.contains(pathOf(*file))) files.push_back(file);
  }
  return files;
}

void ResultsPage::listFiles() {
  listing_ = true;
  const QString current = files_->currentItem() == nullptr ? QString() : files_->currentItem()->toolTip();
  files_->clear();
  for (const QString& path : session_.paths()) {
    auto* item = new QListWidgetItem(path, files_);
    item->setToolTip(path);
    item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
    item->setCheckState(hidden_.contains(path) ? Qt::Unchecked : Qt::Checked);
    const auto left = std::find_if(leftOut_.begin(), leftOut_.end(), [&](const LeftOut& l) { return l.path == path; });
    if (left != leftOut_.end()) {
      item->setForeground(palette().color(QPalette::PlaceholderText));
      item->setStatusTip(tr("left out"));
    }
    if (path == current) files_->setCurrentItem(item);
  }
  const QString base = base_->currentText();
  base_->clear();
  QStringList names;
  bool twins = false;
  for (const auto& f : shownFiles()) {
    for (const auto& a : f->info().algorithms) {
      names << QString::fromStdString(a.alias);
      twins = twins || !a.twin.empty();
    }
  }
  names.removeDuplicates();
  base_->addItems(names);
  if (twins) {
    base_->addItem(tr("Each one's single-task twin"), QString(kTwin));
    base_->setItemData(base_->count() - 1, tr("+ transfer helped, \u2212 it harmed, = no evidence"), Qt::ToolTipRole);
  }
  base_->setCurrentIndex(std::max(0, base_->findText(base)));
  listMetrics();
  listing_ = false;
}

void ResultsPage::listMetrics() {
  const QString chosen = metric_->currentData().toString();
  const auto files = shownFiles();
  const auto fits = [&](const MetricInfo& metric) {
    return files.empty() || std::any_of(files.begin(), files.end(), [&](const auto& file) {
             const ExperimentInfo& info = file->info();
             return std::any_of(info.problems.begin(), info.problems.end(),
                                [&](const ProblemRecord& problem) { return suits(metric, problem, info.imported()); });
           });
  };
  metric_->clear();
  metric_->addItem(tr("Objective or IGD"), QString());
  metric_->setItemData(0, tr("The objective value; of problems with several objectives IGD"), Qt::ToolTipRole);
  for (const MetricInfo& m : session_.catalogue().metrics.all()) {
    if (!fits(m)) continue;
    metric_->addItem(QString::fromStdString(m.name), QString::fromStdString(m.name));
    metric_->setItemData(
        metric_->count() - 1,
        tr("%1\n%2 is better").arg(QString::fromStdString(m.doc), m.larger ? tr("larger") : tr("smaller")),
        Qt::ToolTipRole);
  }
  const int at = metric_->findData(chosen);
  metric_->setCurrentIndex(std::max(0, at));
  if (at < 0) showMetricParams();  // the one that was chosen says nothing about these files
}

QStringList ResultsPage::markedFiles() const {
  QStringList paths;
  for (const QListWidgetItem* item : files_->selectedItems()) paths << item->toolTip();
  if (paths.isEmpty() && files_->currentItem() != nullptr) paths << files_->currentItem()->toolTip();
  return paths;
}

void ResultsPage::hideFiles(const QStringList& paths, bool hidden) {
  for (const QString& path : paths) {
    hidden_.removeAll(path);
    if (hidden) hidden_ << path;
  }
  listFiles();
  refresh();
}

void ResultsPage::fileMenu(const QPoint& at) {
  const QStringList marked = markedFiles();
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
  entry(tr("&Close"), any, [&] {
    for (const QString& path : marked) session_.close(path);
  });
  entry(tr("Close al&l"), !all.isEmpty(), [&] {
    for (const QString& path : all) session_.close(path);
  });
  menu.exec(files_->viewport()->mapToGlobal(at));
}

void ResultsPage::tellLeftOut() {
  QStringList paths;
  for (const LeftOut& l : leftOut_) paths << l.path;
  if (paths == toldLeftOut_) return;  // once: the reader may have closed the notice
  toldLeftOut_ = paths;
  listFiles();
  if (leftOut_.empty()) return notice_->takeBackAbout(kLeftOut);
  const LeftOut& one = leftOut_.front();
  QString sentence = tr("%1 is left out: %2.").arg(nameOf(one.path), windowWords(one.misfit.why));
  if (leftOut_.size() > 1) sentence += ' ' + tr("So are %1 more files.").arg(leftOut_.size() - 1);
  std::vector<Notice::Action> actions{
      {tr("Show %1 instead").arg(shortName(nameOf(one.path), 24)), [this, path = one.path] {
         newest_ = path;
         refresh();
       }}};
  if (one.misfit.mixable) {
    actions.push_back({tr("Compare all the same"), [this] { options_->allowMixed(); }});
  }
  notice_->tell({.sentence = sentence, .actions = actions, .topic = kLeftOut});
}

}  // namespace tandem::gui
