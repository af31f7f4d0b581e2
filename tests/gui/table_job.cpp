// SPDX-License-Identifier: Apache-2.0
// Tables made in the background: one at a time, the one asked for last, and without the files that do not fit.
#include "gui/pages/results/table_job.h"

#include <QTemporaryDir>
#include <QThreadPool>

#include "gui/work/session.h"
#include "gui_support.h"
#include "tandem/error.h"

namespace tandem::gui {
namespace {

using namespace test;

class TableJobs : public ::testing::Test {
 protected:
  void SetUp() override {
    static const QTemporaryDir once;
    static const std::string small = makeResults(once.filePath("small.h5"), {"GA", "DE"}, {"CEC17-MTSO1-CI-HS"});
    static const std::string half = makeResults(once.filePath("half.h5"), {"GA", "DE"}, {"CEC17-MTSO1-CI-HS"},
                                                [](ExperimentSpec& s) { s.budget = 2000; });
    small_ = QString::fromStdString(small);
    half_ = QString::fromStdString(half);
    session.open(small_);
    QObject::connect(&job, &TableJob::made, &job,
                     [this](const std::shared_ptr<MadeTable>& table, const std::vector<LeftOut>& leftOut) {
                       made.push_back(*table);
                       left = leftOut;
                     });
    QObject::connect(&job, &TableJob::refused, &job, [this](const QString& why) { refusals << why; });
  }
  void ask(TableShow show, const std::string& metric = {}) {
    job.make({.files = session.files(), .first = first, .request = {.metric = metric, .show = show}, .style = {}});
  }
  bool arrived(TableShow show) {
    return waitFor([&] { return !made.empty() && made.back().table->request.show == show; });
  }

  Session session;
  TableJob job{session, nullptr};
  QString first, small_, half_;
  std::vector<MadeTable> made;
  std::vector<LeftOut> left;
  QStringList refusals;
};

TEST_F(TableJobs, OfWhatWasAskedForMeanwhileOnlyTheLastIsMade) {
  ask(TableShow::Mean);
  ask(TableShow::Median);
  ask(TableShow::Best);
  ASSERT_TRUE(arrived(TableShow::Best));
  // The first has the same values: it is closer to what is wanted than what stood there before.
  ASSERT_EQ(made.size(), 2U);
  EXPECT_EQ(made[0].table->request.show, TableShow::Mean);
  EXPECT_EQ(made[0].texts.cells.size(), made[0].table->rows.size());
  // Other values: the first is of no use any more.
  made.clear();
  ask(TableShow::Mean);
  ask(TableShow::Worst, "Run-Time");
  ASSERT_TRUE(arrived(TableShow::Worst));
  EXPECT_EQ(made.size(), 1U);
  EXPECT_TRUE(refusals.isEmpty()) << refusals.join('\n').toStdString();
}

TEST_F(TableJobs, WhatWasDroppedIsNeitherShownNorRefused) {
  ask(TableShow::Mean);
  ask(TableShow::Best);
  job.drop();
  ask(TableShow::Median);
  ASSERT_TRUE(arrived(TableShow::Median));
  EXPECT_EQ(made.size(), 1U);
  EXPECT_TRUE(refusals.isEmpty()) << refusals.join('\n').toStdString();
  ask(TableShow::Mean, "no such metric");
  ASSERT_TRUE(waitFor([&] { return refusals.size() == 1; }));
  EXPECT_TRUE(refusals[0].contains("no such metric")) << refusals[0].toStdString();
}

TEST_F(TableJobs, TheFileThatComesFirstIsNotTheOneLeftOut) {
  session.open(half_);
  for (const auto& [kept, other] : {std::pair(small_, half_), std::pair(half_, small_)}) {
    first = kept;
    made.clear();
    ask(TableShow::Mean);
    ASSERT_TRUE(arrived(TableShow::Mean));
    ASSERT_EQ(made[0].files.size(), 1U);
    EXPECT_EQ(made[0].files[0]->path(), kept.toStdString());
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].path.toStdString(), other.toStdString());
    EXPECT_TRUE(left[0].misfit.mixable);
  }
}

TEST_F(TableJobs, NothingIsReadForAWindowThatIsGone) {
  auto gone = std::make_unique<Session>();
  gone->open(small_);
  const std::vector<ResultSource> sources = sourcesOf(gone->files(), gone->readLock());
  EXPECT_EQ(sources[0].cell(0, 0, {}).repetitions, 5);
  // A job that waits for its turn when the window goes does not begin to read.
  const auto lock = gone->readLock();
  std::unique_lock held(*lock);
  TableJob waiting(*gone, nullptr);
  waiting.make({.files = gone->files(), .first = small_, .request = {}, .style = {}});
  gone.reset();
  held.unlock();
  EXPECT_THROW((void)sources[0].cell(0, 0, {}), Cancelled);
  EXPECT_TRUE(QThreadPool::globalInstance()->waitForDone(60000));
}

}  // namespace
}  // namespace tandem::gui
