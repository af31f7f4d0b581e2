// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/runs_pane.h"

#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>
#include <cmath>
#include <utility>

#include "gui/pages/common/copy_table.h"
#include "tandem/store/result_file.h"

namespace tandem::gui {
namespace {

constexpr int kSortRole = Qt::UserRole + 1;
constexpr const char* kPurposes[kLedgerPurposes] = {
    QT_TRANSLATE_NOOP("tandem::gui::RunsPane", "initial"), QT_TRANSLATE_NOOP("tandem::gui::RunsPane", "native"),
    QT_TRANSLATE_NOOP("tandem::gui::RunsPane", "transfer"), QT_TRANSLATE_NOOP("tandem::gui::RunsPane", "surrogate"),
    QT_TRANSLATE_NOOP("tandem::gui::RunsPane", "restart")};

QString number(double v) {
  return std::isnan(v) ? QStringLiteral("n/a") : QString::number(v, 'g', 8);
}

QStandardItem* item(const QString& text, const QVariant& key) {
  auto* i = new QStandardItem(text);
  i->setData(key, kSortRole);
  i->setEditable(false);
  if (key.typeId() != QMetaType::QString) i->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
  return i;
}

QStandardItem* item(double v) {
  return item(number(v), std::isnan(v) ? std::numeric_limits<double>::infinity() : v);
}

QStandardItem* item(std::int64_t v) {
  return item(v == kUnknownCount ? QObject::tr("not recorded") : QStringLiteral("%L1").arg(v),
              QVariant::fromValue<qlonglong>(v));
}

QString statusText(RunStatus status) {
  return status == RunStatus::Finished ? QObject::tr("finished")
         : status == RunStatus::Failed ? QObject::tr("failed")
                                       : QObject::tr("missing");
}

// The last record of a task, counted from 0.
template <typename T>
T last(const std::vector<T>& values, const RunRecord& r, int task, T none) {
  const auto at = static_cast<std::size_t>((task + 1) * r.checkpoints - 1);
  return r.checkpoints > 0 && at < values.size() ? values[at] : none;
}

QString vectorText(const std::vector<double>& values) {
  QStringList texts;
  for (const double v : values) texts << number(v);
  return texts.join(QStringLiteral(", "));
}

}  // namespace

RunsPane::RunsPane(Session& session)
    : session_(session),
      title_(new QLabel(tr("Double-click a cell of the table, or press Enter on it."))),
      model_(new QStandardItemModel(this)),
      table_(new QTableView),
      details_(new QPlainTextEdit) {
  title_->setWordWrap(true);
  title_->setObjectName("runsTitle");
  auto* sorted = new QSortFilterProxyModel(this);
  sorted->setSourceModel(model_);
  sorted->setSortRole(kSortRole);
  table_->setModel(sorted);
  table_->setObjectName("runs");
  table_->setAccessibleName(tr("Repetitions behind the cell"));
  table_->setSortingEnabled(true);
  table_->sortByColumn(0, Qt::AscendingOrder);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  makeCopyable(*table_);
  table_->setAlternatingRowColors(true);
  table_->setTabKeyNavigation(false);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(table_->fontMetrics().height() + 6);
  table_->horizontalHeader()->setStretchLastSection(true);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->horizontalHeader()->setResizeContentsPrecision(60);
  details_->setReadOnly(true);
  details_->setObjectName("runDetails");
  details_->setAccessibleName(tr("Everything recorded of the run"));
  details_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
  details_->setPlaceholderText(tr("Pick a run for its evaluations by purpose, decisions and message."));
  auto* split = new QSplitter(Qt::Vertical);
  split->addWidget(table_);
  split->addWidget(details_);
  split->setStretchFactor(0, 3);
  split->setStretchFactor(1, 2);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 2, 8, 2);
  layout->addWidget(title_);
  layout->addWidget(split, 1);
  connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPane::details);
}

void RunsPane::show(const RunsOf& what) {
  what_ = what;
  wish_ = -1;
  const int number = ++wanted_;
  title_->setText(tr("%1: reading...").arg(shortWords(what.title)));
  runAsync<std::vector<RunRecord>>(
      this,
      [what, lock = session_.readLock()] {
        const std::lock_guard held(*lock);
        return what.file->runs(what.problem, what.algorithm, 0, what.file->info().repetitions);
      },
      [this, number](std::vector<RunRecord> runs) {
        if (number != wanted_) return;
        runs_ = std::move(runs);
        fill();
      },
      [this, number](const QString& sentence) {
        if (number != wanted_) return;
        runs_.clear();
        model_->clear();
        title_->setText(shortWords(sentence));
      });
}

void RunsPane::unpick() {
  table_->clearSelection();
}

void RunsPane::fill() {
  model_->clear();
  const int task = what_.task - 1;
  const bool perTask = task >= 0;
  QStringList header{tr("Run"), tr("Status"), what_.metric, tr("Seconds"), tr("Evaluations")};
  if (perTask) header << tr("Of this task") << tr("Violation");
  header << tr("Generations") << tr("Not finite") << tr("Message");
  model_->setHorizontalHeaderLabels(header);
  int failed = 0;
  int missing = 0;
  for (std::size_t r = 0; r < runs_.size(); ++r) {
    const RunRecord& run = runs_[r];
    const bool done = run.status == RunStatus::Finished;
    failed += run.status == RunStatus::Failed ? 1 : 0;
    missing += run.status == RunStatus::Missing ? 1 : 0;
    const double nan = std::nan("");
    QList<QStandardItem*> row{item(static_cast<std::int64_t>(r) + 1),
                              item(statusText(run.status), statusText(run.status)),
                              item(what_.values.size() == runs_.size() ? what_.values[r] : nan),
                              item(run.status == RunStatus::Missing ? nan : run.seconds)};
    row << (done && !run.evaluations.empty() ? item(run.evaluations.back()) : item(nan));
    if (perTask) {
      row << (done ? item(last<std::int64_t>(run.taskEvaluations, run, task, 0)) : item(nan))
          << item(done ? last(run.cv, run, task, nan) : nan);
    }
    row << (done ? item(run.generations) : item(nan)) << (done ? item(run.nonFinite) : item(nan));
    const QString message = windowWords(run.message);
    row << item(message, message);
    row.back()->setToolTip(message);
    model_->appendRow(row);
  }
  table_->resizeColumnsToContents();
  QString text = tr("%1: %2 runs").arg(shortWords(what_.title)).arg(runs_.size());
  if (failed > 0) text += tr(", %1 failed").arg(failed);
  if (missing > 0) text += tr(", %1 missing").arg(missing);
  title_->setText(text);
  const int wish = std::exchange(wish_, -1);
  const auto* sorted = qobject_cast<const QSortFilterProxyModel*>(table_->model());
  const QModelIndex row = sorted->mapFromSource(model_->index(wish, 0));  // none for -1
  if (row.isValid()) {
    table_->selectRow(row.row());
    table_->scrollTo(row);
  } else {
    details();
  }
}

void RunsPane::details() {
  const QModelIndexList rows = table_->selectionModel()->selectedRows();
  if (rows.size() != 1) {  // several are selected for copying
    details_->clear();
    emit picked(-1);
    return;
  }
  const auto r = static_cast<std::size_t>(rows.front().data(kSortRole).toLongLong() - 1);
  if (r >= runs_.size()) return;
  const RunRecord& run = runs_[r];
  QString text = tr("Run %1, %2").arg(r + 1).arg(statusText(run.status));
  if (!run.message.empty()) text += QStringLiteral("\n%1").arg(windowWords(run.message));
  for (int t = 0; t < run.tasks && run.status == RunStatus::Finished; ++t) {
    if (what_.task > 0 && t != what_.task - 1) continue;
    text += tr("\n\nTask %1").arg(t + 1);
    QStringList spent;
    for (int k = 0; k < kLedgerPurposes; ++k) {
      const auto at = static_cast<std::size_t>(t * kLedgerPurposes + k);
      if (at < run.ledger.size() && run.ledger[at] > 0) {
        spent << QStringLiteral("%1 %L2").arg(tr(kPurposes[k])).arg(run.ledger[at]);
      }
    }
    text += tr("\n  evaluations: %1").arg(spent.isEmpty() ? tr("not recorded") : spent.join(QStringLiteral(", ")));
    const double nan = std::nan("");
    if (run.fronts.empty()) {
      text += tr("\n  best objective %1, violation %2")
                  .arg(number(last(run.objective, run, t, nan)), number(last(run.cv, run, t, nan)));
      const auto decisions = last<std::vector<double>>(run.decisions, run, t, {});
      text += decisions.empty() ? tr("\n  decisions: not saved (Save decisions, in Experiment)")
                                : tr("\n  decisions of the best: %1").arg(vectorText(decisions));
    } else {
      const auto front = last<FrontRecord>(run.fronts, run, t, {});
      text += tr("\n  %1 individuals at the end, decisions %2")
                  .arg(front.objectives.rows())
                  .arg(front.decisions.empty() ? tr("not saved") : tr("saved"));
    }
  }
  details_->setPlainText(text);
  emit picked(static_cast<int>(r));
}

}  // namespace tandem::gui
