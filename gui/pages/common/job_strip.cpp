// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/common/job_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "gui/pages/common/notice.h"
#include "gui/work/sentences.h"
#include "gui/work/session.h"
#include "tandem/error.h"

namespace tandem::gui {
namespace {

constexpr const char* kTopic = "job";  // of notices

struct Outcome {
  JobStrip::Files files;
  QString sentence;
  bool cancelled = false;
};

}  // namespace

JobStrip::JobStrip(QWidget* parent)
    : QWidget(parent), what_(new QLabel), bar_(new QProgressBar), cancel_(new QPushButton(tr("Cancel"))) {
  setObjectName("jobs");
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(6, 2, 6, 2);
  layout->addWidget(what_, 1);
  layout->addWidget(bar_, 1);
  layout->addWidget(cancel_);
  bar_->setRange(0, 1000);
  bar_->setAccessibleName(tr("Progress of the work on files"));
  cancel_->setObjectName("cancelJob");
  connect(cancel_, &QPushButton::clicked, this, [this] {
    waiting_.clear();
    if (state_) state_->cancel = true;
    cancel_->setEnabled(false);
  });
  timer_.setInterval(100);
  connect(&timer_, &QTimer::timeout, this, &JobStrip::look);
  hide();
}

JobStrip::~JobStrip() {
  if (state_) state_->cancel = true;
}

void JobStrip::add(const QString& what, std::function<Files(const Progress&)> work,
                   std::function<void(const Files&)> done) {
  waiting_.push_back({what, std::move(work), std::move(done)});
  if (!state_) next();
}

void JobStrip::tellFailures(Notice& notice) const {
  connect(this, &JobStrip::started, &notice, [&notice] { notice.takeBackAbout(kTopic); });
  connect(this, &JobStrip::failed, &notice, [&notice](const QString& what, const QString& sentence) {
    notice.tell({.sentence = what + QStringLiteral(": ") + sentence, .tone = Notice::Tone::Error, .topic = kTopic});
  });
}

void JobStrip::next() {
  if (waiting_.empty()) {
    state_.reset();
    timer_.stop();
    hide();
    return;
  }
  const Job job = std::move(waiting_.front());
  waiting_.pop_front();
  state_ = std::make_shared<State>();
  what_->setText(shortWords(job.what));
  what_->setToolTip(job.what);
  bar_->setValue(0);
  cancel_->setEnabled(true);
  show();
  timer_.start();
  emit started(job.what);
  runAsync<Outcome>(
      this,
      [state = state_, work = job.work] {
        Outcome outcome;
        try {
          outcome.files = work([state](double done) {
            state->done = done;
            return !state->cancel;
          });
        } catch (const Cancelled&) {
          outcome.cancelled = true;
        } catch (const std::exception& e) {
          outcome.sentence = sentenceOf(e);
        }
        return outcome;
      },
      [this, job](const Outcome& outcome) {
        state_.reset();
        if (outcome.cancelled) {
          emit cancelled(job.what);
        } else if (!outcome.sentence.isEmpty()) {
          emit failed(job.what, outcome.sentence);
        } else {
          if (job.done) job.done(outcome.files);
          emit finished(job.what);
        }
        if (!state_) next();
      },
      [](const QString&) {});
}

void JobStrip::look() {
  if (!state_) return;
  const double done = state_->done;
  bar_->setRange(0, done < 0.0 ? 0 : 1000);  // below 0: busy, progress unknown
  if (done >= 0.0) bar_->setValue(static_cast<int>(1000.0 * done));
  const QString rest = waiting_.empty() ? QString() : tr(" (%1 more waiting)").arg(waiting_.size());
  if (!what_->text().endsWith(rest)) what_->setText(what_->text() + rest);
}

}  // namespace tandem::gui
