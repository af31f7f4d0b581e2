// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/common/welcome_page.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <map>

#include "gui/pages/common/job_strip.h"
#include "gui/pages/common/notice.h"
#include "gui/work/import_files.h"
#include "tandem/data_import.h"

namespace tandem::gui {
namespace {

struct Suite {
  QString name;
  int problems = 0;
  int sets = 0, imported = 0, damaged = 0;  // of official data
};

std::vector<Suite> suitesOf(const Catalogue& catalogue) {
  std::vector<Suite> suites;
  std::map<std::string, std::size_t> places;
  for (const ProblemInfo& problem : catalogue.problems.all()) {
    const auto [at, fresh] = places.try_emplace(problem.suite, suites.size());
    if (fresh) suites.push_back({.name = QString::fromStdString(problem.suite)});
    ++suites[at->second].problems;
  }
  for (const DataStatus& set : listData(catalogue)) {
    const auto at = places.find(set.suite);
    if (at == places.end()) continue;
    Suite& suite = suites[at->second];
    ++suite.sets;
    suite.imported += set.state == DataState::Imported ? 1 : 0;
    suite.damaged += set.state == DataState::Damaged ? 1 : 0;
  }
  // Suites without their data come first: that is what the page is for.
  std::stable_sort(suites.begin(), suites.end(), [](const Suite& a, const Suite& b) {
    const auto rank = [](const Suite& s) { return s.sets == 0 ? 2 : s.imported == s.sets ? 1 : 0; };
    return rank(a) < rank(b);
  });
  return suites;
}

}  // namespace

WelcomePage::WelcomePage(Session& session)
    : session_(session),
      notice_(new Notice),
      state_(new QLabel),
      suites_(new QTreeWidget),
      import_(new QPushButton(tr("&Import official data..."))),
      jobs_(new JobStrip) {
  setObjectName("welcome");
  auto* title = new QLabel(tr("Welcome to Tandem"));
  QFont large = title->font();
  large.setPointSizeF(1.7 * large.pointSizeF());
  title->setFont(large);
  auto* about = new QLabel(
      tr("Many optimization tasks solved at once, by algorithms that share what they learn. Where would you like to "
         "begin?"));
  about->setWordWrap(true);
  auto* heading = new QLabel(tr("Data behind the benchmark suites"));
  QFont bold = heading->font();
  bold.setBold(true);
  bold.setPointSizeF(1.15 * bold.pointSizeF());
  heading->setFont(bold);
  state_->setObjectName("welcomeState");
  state_->setWordWrap(true);
  suites_->setObjectName("welcomeSuites");
  suites_->setAccessibleName(tr("Suites and the data behind them"));
  suites_->setHeaderLabels({tr("Suite"), tr("Problems"), tr("Instances")});
  suites_->setRootIsDecorated(false);
  suites_->setUniformRowHeights(true);
  suites_->setAlternatingRowColors(true);
  suites_->setSelectionMode(QAbstractItemView::NoSelection);
  suites_->setColumnWidth(0, 220);
  suites_->setColumnWidth(1, 80);
  import_->setObjectName("welcomeImport");
  import_->setToolTip(
      tr("Reads the suites' official data from a folder with a checkout of MToP, checks and keeps them"));
  auto* line = new QHBoxLayout;
  line->addWidget(import_);
  line->addStretch();
  auto* column = new QWidget;
  column->setMaximumWidth(860);
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(28, 22, 28, 16);
  layout->setSpacing(10);
  layout->addWidget(title);
  layout->addWidget(about);
  layout->addWidget(places());
  layout->addSpacing(10);
  layout->addWidget(heading);
  layout->addWidget(state_);
  layout->addWidget(notice_);
  layout->addWidget(suites_, 1);
  layout->addLayout(line);
  layout->addWidget(jobs_);
  auto* all = new QHBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->addStretch(1);
  all->addWidget(column, 20);
  all->addStretch(1);
  connect(import_, &QPushButton::clicked, this, [this] {
    importOfficialData(*this, *jobs_, session_, [this](const Notice::Remark& remark) { notice_->tell(remark); });
  });
  jobs_->tellFailures(*notice_);
  connect(jobs_, &JobStrip::failed, this, [this] { refresh(); });
  connect(jobs_, &JobStrip::cancelled, this, [this] {
    notice_->tell({.sentence = tr("The import was cancelled; the sets read so far are kept."),
                   .tone = Notice::Tone::Information,
                   .topic = "job"});
    refresh();
  });
  connect(&session_, &Session::officialDataChanged, this, [this] {
    if (isVisible()) refresh();
  });
}

QWidget* WelcomePage::places() {
  struct Place {
    int index;
    const char* object;
    QString name, what;
  };
  const std::vector<Place> all = {
      {0, "welcomeExplore", tr("E&xplore"), tr("Watch one algorithm solve one problem")},
      {1, "welcomeExperiment", tr("Ex&periment"), tr("Choose algorithms and problems, run them many times")},
      {2, "welcomeResults", tr("Re&sults"), tr("Compare: tables, tests, figures")},
      {3, "welcomeData", tr("&Data"), tr("Merge, split, trim result files; import those of MToP")}};
  auto* box = new QWidget;
  auto* grid = new QGridLayout(box);
  grid->setContentsMargins(0, 4, 0, 4);
  grid->setHorizontalSpacing(14);
  grid->setColumnStretch(1, 1);
  for (const Place& place : all) {
    auto* button = new QPushButton(place.name);
    button->setObjectName(place.object);
    button->setAccessibleDescription(place.what);
    button->setMinimumWidth(130);
    connect(button, &QPushButton::clicked, this, [this, index = place.index] { emit chosen(index); });
    grid->addWidget(button, place.index, 0);
    grid->addWidget(new QLabel(place.what), place.index, 1);
  }
  return box;
}

void WelcomePage::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  refresh();
}

void WelcomePage::refresh() {
  const int number = ++wanted_;
  const auto catalogue = session_.sharedCatalogue();  // a job may outlive the window
  runAsync<std::vector<Suite>>(
      this, [catalogue] { return suitesOf(*catalogue); },
      [this, number](const std::vector<Suite>& suites) {
        if (number != wanted_) return;
        suites_->clear();
        int synthetic = 0;
        int needing = 0;
        for (const Suite& suite : suites) {
          QString source = tr("from formulas; nothing to import");
          if (suite.sets > 0) {
            ++needing;
            if (suite.imported == suite.sets) {
              source = tr("official data");
            } else {
              ++synthetic;
              source = suite.imported == 0
                           ? tr("synthetic: no official data yet")
                           : tr("%1 of %2 sets official, the rest synthetic").arg(suite.imported).arg(suite.sets);
            }
            if (suite.damaged > 0) source += tr("; %1 damaged, import again").arg(suite.damaged);
          }
          auto* item = new QTreeWidgetItem(suites_, {suite.name, QString::number(suite.problems), source});
          item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        }
        state_->setText(
            synthetic == 0
                ? tr("All %1 suites that need official data have them.").arg(needing)
                : tr("%1 of the %2 suites that need their authors' data run on synthetic instances: made by Tandem "
                     "after "
                     "the published construction, but not with the published numbers. Every table and figure says "
                     "which it shows. Tandem may not ship the official data; it reads them from a checkout of MToP.")
                      .arg(synthetic)
                      .arg(needing));
      },
      [this](const QString& sentence) { notice_->tell(sentence); });
}

}  // namespace tandem::gui
