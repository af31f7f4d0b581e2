// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/table_job.h"

#include <atomic>
#include <utility>

#include "gui/work/session.h"
#include "tandem/error.h"
#include "tandem/matrix.h"

namespace tandem::gui {
namespace {

/// Whether a table can be made from the values being read for the other one.
bool sameValues(const TableWish& a, const TableWish& b) {
  const TableRequest& x = a.request;
  const TableRequest& y = b.request;
  return a.files == b.files && x.metric == y.metric && x.checkpoint == y.checkpoint &&
         x.equalBudgets == y.equalBudgets && x.problems == y.problems && x.algorithms == y.algorithms &&
         x.allowMixed == y.allowMixed;
}

int cellsOf(const OpenFiles& files) {
  std::size_t cells = 0;
  for (const auto& f : files) cells += f->info().problems.size() * f->info().algorithms.size();
  return static_cast<int>(cells);
}

}  // namespace

/// Shared with the pool thread.
struct TableJob::Work {
  TableWish wish;
  int cells = 0;
  std::vector<LeftOut> leftOut;  // the thread's until it is done
  std::atomic<int> read{0};
  std::atomic<bool> cancel{false};

  /// On the pool thread.
  MadeTable make(const Catalogue& catalogue, const std::shared_ptr<ReadLock>& lock, TableCache& values);
};

TableJob::TableJob(Session& session, QObject* parent) : QObject(parent), session_(session) {
  timer_.setInterval(300);
  connect(&timer_, &QTimer::timeout, this, [this] {
    if (work_) emit reading(work_->read, work_->cells);
  });
}

TableJob::~TableJob() {
  drop();
}

void TableJob::make(TableWish wish) {
  if (!work_) return begin(std::move(wish));
  if (!sameValues(work_->wish, wish)) work_->cancel = true;  // of no use for what is wanted now
  next_ = std::move(wish);
}

void TableJob::drop() {
  if (work_) work_->cancel = true;
  next_.reset();
}

void TableJob::begin(TableWish wish) {
  const auto work = std::make_shared<Work>();
  work->cells = cellsOf(wish.files);
  work->wish = std::move(wish);
  work_ = work;
  timer_.start();
  // After plug-ins were reloaded, a metric of the same name may have changed.
  if (const auto catalogue = session_.sharedCatalogue(); catalogue != catalogue_) {
    catalogue_ = catalogue;
    values_ = std::make_shared<TableCache>();
  }
  using Made = std::shared_ptr<MadeTable>;
  runAsync<Made>(
      this,
      // A job may outlive the window.
      [work, catalogue = catalogue_, lock = session_.readLock(), values = values_] {
        return std::make_shared<MadeTable>(work->make(*catalogue, lock, *values));
      },
      [this, work](const Made& table) {
        if (!work->cancel) emit made(table, work->leftOut);
        finish();
      },
      [this, work](const QString& sentence) {
        if (finish()) emit refused(sentence, work->leftOut);
      });
}

MadeTable TableJob::Work::make(const Catalogue& catalogue, const std::shared_ptr<ReadLock>& lock, TableCache& values) {
  std::vector<ResultSource> sources = sourcesOf(wish.files, lock);
  for (ResultSource& source : sources) {
    source.cell = [this, readCell = std::move(source.cell)](int problem, int algorithm, CellDetail detail) {
      if (cancel) throw Cancelled();
      ++read;
      return readCell(problem, algorithm, detail);
    };
  }
  int first = 0;
  for (int f = 0; f < isize(wish.files); ++f) {
    if (QString::fromStdString(wish.files[f]->path()) == wish.first) first = f;
  }
  // Only files that cannot be compared are left out, not the whole table.
  const std::vector<Misfit> unfit = misfits(sources, wish.request, first);
  MadeTable made{.table = nullptr, .texts = {}, .style = wish.style, .files = {}};
  std::vector<ResultSource> fitting;
  for (int f = 0; f < isize(wish.files); ++f) {
    if (unfit[f].why.empty()) {
      made.files.push_back(wish.files[f]);
      fitting.push_back(std::move(sources[f]));
    } else {
      leftOut.push_back({QString::fromStdString(wish.files[f]->path()), unfit[f]});
    }
  }
  made.table = std::make_shared<const Table>(makeTable(fitting, wish.request, catalogue, &values));
  made.texts = tableTexts(*made.table, wish.style);
  return made;
}

bool TableJob::finish() {
  const bool cancelled = work_->cancel;
  work_.reset();
  timer_.stop();
  if (next_) begin(*std::exchange(next_, std::nullopt));
  return !cancelled && !work_;
}

}  // namespace tandem::gui
