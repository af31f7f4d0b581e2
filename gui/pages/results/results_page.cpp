// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/results_page.h"

#include <QDockWidget>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "gui/pages/common/job_strip.h"
#include "gui/pages/common/notice.h"
#include "gui/pages/common/side_column.h"
#include "gui/pages/results/collection_view.h"
#include "gui/pages/results/comparison_form.h"
#include "gui/pages/results/comparison_table.h"
#include "gui/pages/results/files_panel.h"
#include "gui/pages/results/provenance_view.h"
#include "gui/pages/results/runs_dock.h"
#include "gui/pages/results/shipped_menu.h"
#include "gui/pages/results/table_job.h"
#include "gui/work/export_files.h"

namespace tandem::gui {

ResultsPage::ResultsPage(Session& session)
    : session_(session),
      notice_(new Notice),
      files_(new FilesPanel(session, *notice_)),
      form_(new ComparisonForm(session, *notice_)),
      job_(new TableJob(session, this)),
      table_(new ComparisonTable),
      tabs_(new QTabWidget),
      collection_(new CollectionView(session)),
      runs_(new RunsDock(session)),
      jobs_(new JobStrip),
      figures_(*this, session) {
  setWindowFlags(Qt::Widget);
  setDockNestingEnabled(true);
  setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);  // the choices are long, figures need their width less
  setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
  auto* form = new QDockWidget(tr("Comparison"));
  form->setObjectName("comparison");
  form->setFeatures(QDockWidget::DockWidgetMovable);
  form->setWidget(side());
  addDockWidget(Qt::LeftDockWidgetArea, form);
  addDockWidget(Qt::RightDockWidgetArea, runs_);
  runs_->hide();
  setCentralWidget(centre());
  connectTable();
  connectAll();
  figures_.add("convergence");
  table_->setStyle(form_->style());
  form_->fit(files_->shown());
  compare();
}

QWidget* ResultsPage::side() {
  auto* side = new QWidget;
  auto* rows = new QVBoxLayout(side);
  rows->setSpacing(5);
  rows->addWidget(files_);
  rows->addWidget(form_);
  const auto button = [&](const QString& text, const char* name, auto slot) {
    auto* b = new QPushButton(text);
    b->setObjectName(name);
    connect(b, &QPushButton::clicked, this, slot);
    rows->addWidget(b);
  };
  button(tr("E&xport table..."), "exportTable", &ResultsPage::exportTable);
  button(tr("Export res&ults..."), "exportResults", &ResultsPage::exportFile);
  button(tr("A&dd figure"), "addFigure", [this] { figures_.add("box"); });
  button(tr("Inspect runs"), "inspectRuns", [this] { table_->inspectCurrent(); });
  return sideColumn(*side);
}

QWidget* ResultsPage::centre() {
  tabs_->setObjectName("resultTabs");
  tabs_->addTab(table_, tr("Tab&le"));
  tabs_->addTab(collection_, tr("All runs"));
  tabs_->setTabToolTip(1, tr("Every run in a bubble chart or box plot, of any results and parameters"));
  tabs_->addTab(new ProvenanceView(session_), tr("&Provenance"));
  tabs_->setDocumentMode(true);
  auto* centre = new QWidget;
  auto* all = new QVBoxLayout(centre);
  all->setContentsMargins(0, 0, 0, 0);
  all->addWidget(notice_);
  all->addWidget(tabs_, 1);
  all->addWidget(jobs_);
  return centre;
}

// The choices become a table.
void ResultsPage::connectTable() {
  connect(files_, &FilesPanel::changed, this, [this] {
    form_->fit(files_->shown());
    compare();
  });
  connect(files_, &FilesPanel::mixedWanted, form_, &ComparisonForm::allowMixed);
  connect(form_, &ComparisonForm::changed, this, &ResultsPage::compare);
  connect(form_, &ComparisonForm::styleChanged, table_, &ComparisonTable::setStyle);
  connect(form_, &ComparisonForm::arranged, table_, &ComparisonTable::arrange);
  connect(table_, &ComparisonTable::arranged, form_, &ComparisonForm::setArrangement);
  connect(job_, &TableJob::reading, table_, &ComparisonTable::sayBusy);
  connect(job_, &TableJob::made, this, [this](const auto& table, const std::vector<LeftOut>& leftOut) {
    table_->setTable(std::move(*table));
    files_->setLeftOut(leftOut);
  });
  connect(job_, &TableJob::refused, this, [this](const QString& sentence, const std::vector<LeftOut>& leftOut) {
    table_->refuse(sentence);
    files_->setLeftOut(leftOut);
  });
}

// The selection in the table is shown.
void ResultsPage::connectAll() {
  connect(table_, &ComparisonTable::selected, this, &ResultsPage::follow);
  connect(table_, &ComparisonTable::exportWanted, this, &ResultsPage::exportTable);
  connect(table_, &ComparisonTable::said, &session_, &Session::said);
  connect(table_, &ComparisonTable::inspected, runs_, &RunsDock::inspect);
  connect(collection_, &CollectionView::opened, this,
          [this](const QString& problem, const QString& algorithm, int repetition) {
            if (table_->inspectCell(problem, algorithm)) runs_->pick(repetition);
          });
  connect(runs_, &RunsDock::picked, table_, &ComparisonTable::pickRun);
  connect(tabs_, &QTabWidget::currentChanged, this,
          [this] { figures_.stepAside(tabs_->currentWidget() == collection_); });
  jobs_->tellFailures(*notice_);
  auto* search = new QShortcut(QKeySequence::Find, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
  connect(search, &QShortcut::activated, this, [this] {
    tabs_->setCurrentIndex(0);
    table_->goToFilter();
  });
}

void ResultsPage::compare() {
  if (const OpenFiles files = files_->shown(); !files.empty()) {
    job_->make({.files = files, .first = files_->first(), .request = form_->request(), .style = form_->style()});
    return;
  }
  job_->drop();
  files_->setLeftOut({});
  table_->refuse(session_.files().empty()
                     ? tr("Open a result file, or run an experiment. Files can also be dropped here.")
                     : tr("All open files are hidden. Tick one in the list on the left to show it."));
}

void ResultsPage::follow() {
  const Choice choice = table_->choice(form_->metricName());
  figures_.follow(choice);
  collection_->follow(choice);
}

// Of the file that is marked in the list, else the first.
void ResultsPage::exportFile() {
  const QString file = files_->marked();
  if (file.isEmpty()) return notice_->tell(tr("No file is open; open a result file first."));
  exportResults(*this, *jobs_, session_, file);
}

void ResultsPage::exportTable() {
  if (table_->empty()) return notice_->tell(tr("There is no table to export; open a result file first."));
  gui::exportTable(*this, *jobs_, session_, table_->shown(), form_->style());
}

void ResultsPage::fillMenu(QMenu& menu) {
  menu.addAction(tr("&Open results..."), files_, &FilesPanel::open);
  makeShippedMenu(*menu.addMenu(tr("Open s&hipped results")), session_);
  menu.addAction(tr("Export &table..."), QKeySequence(tr("Ctrl+E")), this, &ResultsPage::exportTable);
  menu.addAction(tr("Export re&sults..."), this, &ResultsPage::exportFile);
  menu.addSeparator();
  figures_.fillMenu(*menu.addMenu(tr("Add &figure")));
  menu.addAction(tr("Inspect &runs of the cell"), table_, &ComparisonTable::inspectCurrent);
  menu.addAction(tr("&Copy cells"), table_, &ComparisonTable::copy);
  menu.addAction(tr("Select &all"), table_, &ComparisonTable::selectAll);
  menu.addSeparator();
  menu.addAction(tr("Move column &left"), QKeySequence(tr("Alt+Shift+Left")), table_,
                 [this] { table_->moveColumn(-1); });
  menu.addAction(tr("Move column ri&ght"), QKeySequence(tr("Alt+Shift+Right")), table_,
                 [this] { table_->moveColumn(1); });
}

void ResultsPage::resizeEvent(QResizeEvent* event) {
  QMainWindow::resizeEvent(event);
  figures_.layOut();
  table_->setRowNameWidth(std::max(160, width() / 4));
}

void ResultsPage::keepLayout(QSettings& settings) const {
  tabs_->setCurrentIndex(0);  // figures that are put aside come back
  figures_.keep(settings);
}

void ResultsPage::restoreLayout(const QSettings& settings) {
  if (figures_.restore(settings)) runs_->hide();  // there is no cell to list the runs of
}

}  // namespace tandem::gui
