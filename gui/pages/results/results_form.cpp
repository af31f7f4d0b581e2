// SPDX-License-Identifier: GPL-3.0-or-later
// How the place Results is put together; what it does is in results_page.cpp.
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStyle>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "gui/look/core_texts.h"
#include "gui/pages/common/hint.h"
#include "gui/pages/common/job_strip.h"
#include "gui/pages/common/notice.h"
#include "gui/pages/results/collection_view.h"
#include "gui/pages/results/comparison_form.h"
#include "gui/pages/results/files_panel.h"
#include "gui/pages/results/provenance_view.h"
#include "gui/pages/results/results_page.h"
#include "gui/pages/results/runs_pane.h"
#include "gui/pages/results/shipped_menu.h"
#include "tandem/figures/kinds.h"

namespace tandem::gui {
ResultsPage::ResultsPage(Session& session)
    : session_(session),
      notice_(new Notice),
      files_(new FilesPanel(session, *notice_)),
      form_(new ComparisonForm(session, *notice_)),
      filter_(new QLineEdit),
      filtered_(new QLabel),
      caption_(new QLabel),
      tabs_(new QTabWidget),
      table_(new QTableView),
      hint_(new Hint(*table_)),
      collection_(new CollectionView(session)),
      runs_(new RunsPane(session)),
      runsDock_(new QDockWidget(tr("Runs"))),
      jobs_(new JobStrip),
      figures_(*this, session),
      job_(new TableJob(session, this)) {
  setWindowFlags(Qt::Widget);
  setDockNestingEnabled(true);
  setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);  // the choices are long, figures need their width less
  setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
  auto* form = new QDockWidget(tr("Comparison"));
  form->setObjectName("comparison");
  form->setFeatures(QDockWidget::DockWidgetMovable);
  form->setWidget(side());
  addDockWidget(Qt::LeftDockWidgetArea, form);
  runsDock_->setObjectName("runsDock");
  runsDock_->setWidget(runs_);
  addDockWidget(Qt::RightDockWidgetArea, runsDock_);
  runsDock_->hide();
  setCentralWidget(centre());
  connectAll();
  addFigure("convergence");
  setStyle();
  filesChanged();
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
  button(tr("A&dd figure"), "addFigure", [this] { addFigure("box"); });
  button(tr("Inspect runs"), "inspectRuns", [this] { inspect(table_->currentIndex()); });
  // At the top, also where there is room for more.
  side->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  auto* column = new QWidget;
  auto* top = new QVBoxLayout(column);
  top->setContentsMargins(0, 0, 0, 0);
  top->addWidget(side);
  top->addStretch();
  auto* scroll = new QScrollArea;
  scroll->setWidget(column);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  // Wide enough for the choices and a scroll bar beside them.
  const int width = side->minimumSizeHint().width() + scroll->style()->pixelMetric(QStyle::PM_ScrollBarExtent) + 4;
  scroll->setMinimumWidth(width);
  scroll->setMaximumWidth(std::max(width, 320));
  return scroll;
}

QWidget* ResultsPage::centre() {
  table_->setModel(&model_);
  table_->setObjectName("resultsTable");
  table_->setAccessibleName(tr("Comparison: problems by algorithms"));
  table_->setAccessibleDescription(tr("Enter shows the runs of a cell; selected cells are drawn"));
  table_->setTabKeyNavigation(false);
  table_->setWordWrap(false);
  table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  // Rows of one height and columns sized from what is seen: nothing here grows with the table.
  table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  table_->verticalHeader()->setDefaultSectionSize(table_->fontMetrics().height() + 8);
  table_->horizontalHeader()->setResizeContentsPrecision(0);
  table_->horizontalHeader()->setSectionsClickable(true);
  table_->horizontalHeader()->setSortIndicatorShown(true);
  table_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
  table_->horizontalHeader()->setSectionsMovable(true);
  table_->horizontalHeader()->setTextElideMode(Qt::ElideMiddle);
  table_->verticalHeader()->setTextElideMode(Qt::ElideMiddle);
  // Bold names would be wider than their sections.
  table_->horizontalHeader()->setHighlightSections(false);
  table_->verticalHeader()->setHighlightSections(false);
  table_->horizontalHeader()->setMaximumSectionSize(520);
  filter_->setObjectName("rowFilter");
  filter_->setAccessibleName(tr("Filter of the rows"));
  filter_->setPlaceholderText(tr("Filter rows (Ctrl+F): words of problem and task"));
  filter_->setClearButtonEnabled(true);
  filtered_->setObjectName("rowCount");
  caption_->setObjectName("caption");
  caption_->setAccessibleName(tr("What the table shows"));
  caption_->setWordWrap(true);
  caption_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* above = new QHBoxLayout;
  above->addWidget(filter_, 1);
  above->addWidget(filtered_);
  auto* page = new QWidget;
  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(4, 4, 4, 2);
  layout->addLayout(above);
  layout->addWidget(table_, 1);
  layout->addWidget(caption_);
  tabs_->setObjectName("resultTabs");
  tabs_->addTab(page, tr("Tab&le"));
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

void ResultsPage::connectAll() {
  connect(form_, &ComparisonForm::changed, this, &ResultsPage::refresh);
  connect(form_, &ComparisonForm::styleChanged, this, &ResultsPage::setStyle);
  connect(form_, &ComparisonForm::arranged, this, &ResultsPage::reorder);
  connect(job_, &TableJob::reading, this, &ResultsPage::sayBusy);
  connect(job_, &TableJob::made, this,
          [this](const std::shared_ptr<MadeTable>& table, const std::vector<LeftOut>& leftOut) {
            took(std::move(*table));
            files_->setLeftOut(leftOut);
          });
  connect(job_, &TableJob::refused, this, [this](const QString& sentence, const std::vector<LeftOut>& leftOut) {
    refused(sentence);
    files_->setLeftOut(leftOut);
  });
  // Queued: the header is still at work when it tells.
  connect(table_->horizontalHeader(), &QHeaderView::sectionMoved, this, &ResultsPage::columnsDragged,
          Qt::QueuedConnection);
  connect(filter_, &QLineEdit::textChanged, this, &ResultsPage::reorder);
  connect(filter_, &QLineEdit::returnPressed, this, [this] { table_->setFocus(); });
  // A header sorts; it does not select its column.
  disconnect(table_->horizontalHeader(), SIGNAL(sectionPressed(int)), table_, nullptr);
  disconnect(table_->horizontalHeader(), SIGNAL(sectionEntered(int)), table_, nullptr);
  connect(table_->horizontalHeader(), &QHeaderView::sectionClicked, this, &ResultsPage::headerClicked);
  connect(table_, &QTableView::activated, this, &ResultsPage::inspect);
  selectionTimer_.setSingleShot(true);
  selectionTimer_.setInterval(0);  // once for a drag over many cells
  connect(&selectionTimer_, &QTimer::timeout, this, &ResultsPage::selectionChanged);
  connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] { selectionTimer_.start(); });
  connect(collection_, &CollectionView::opened, this, &ResultsPage::openRun);
  connect(tabs_, &QTabWidget::currentChanged, this,
          [this] { figures_.stepAside(tabs_->currentWidget() == collection_); });
  connect(runs_, &RunsPane::picked, this, [this](int repetition) {
    repetition_ = repetition;
    selectionTimer_.start();
  });
  connect(files_, &FilesPanel::changed, this, &ResultsPage::filesChanged);
  connect(files_, &FilesPanel::mixedWanted, form_, &ComparisonForm::allowMixed);
  connect(runsDock_, &QDockWidget::visibilityChanged, this, [this] {
    if (runsDock_->isHidden()) runs_->unpick();  // closed, not only behind another one: nothing is picked any more
  });
  connect(jobs_, &JobStrip::started, this, [this] { notice_->takeBackAbout("job"); });
  connect(jobs_, &JobStrip::failed, this, [this](const QString& what, const QString& sentence) {
    notice_->tell({.sentence = what + QStringLiteral(": ") + sentence, .tone = Notice::Tone::Error, .topic = "job"});
  });
  const auto key = [this](const QKeySequence& keys, QWidget* where, auto action) {
    auto* shortcut = new QShortcut(keys, where);
    shortcut->setContext(where != this ? Qt::WidgetShortcut : Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, action);
  };
  key(QKeySequence::Find, this, [this] {
    tabs_->setCurrentIndex(0);
    filter_->setFocus();
    filter_->selectAll();
  });
  const auto entry = [this](const QString& text, const QKeySequence& keys, auto action) {
    auto* a = new QAction(text, table_);
    a->setShortcut(keys);
    a->setShortcutContext(Qt::WidgetShortcut);
    connect(a, &QAction::triggered, this, action);
    table_->addAction(a);
  };
  entry(tr("&Copy"), QKeySequence::Copy, [this] { copyCells(); });
  entry(tr("Select &all"), QKeySequence::SelectAll, [this] { table_->selectAll(); });
  entry(tr("Inspect &runs"), {}, [this] { inspect(table_->currentIndex()); });
  entry(tr("&Export table..."), {}, [this] { exportTable(); });
  table_->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void ResultsPage::fillMenu(QMenu& menu) {
  menu.addAction(tr("&Open results..."), files_, &FilesPanel::open);
  makeShippedMenu(*menu.addMenu(tr("Open s&hipped results")), session_);
  menu.addAction(tr("Export &table..."), QKeySequence(tr("Ctrl+E")), this, &ResultsPage::exportTable);
  menu.addAction(tr("Export re&sults..."), this, &ResultsPage::exportFile);
  menu.addSeparator();
  QMenu* figure = menu.addMenu(tr("Add &figure"));
  for (const auto& kind : figures::figureKinds()) {
    figure->addAction(look::coreText(kind.title), this,
                      [this, name = QString::fromStdString(kind.name)] { addFigure(name); });
  }
  menu.addAction(tr("Inspect &runs of the cell"), this, [this] { inspect(table_->currentIndex()); });
  menu.addAction(tr("&Copy cells"), this, &ResultsPage::copyCells);
  menu.addAction(tr("Select &all"), this, [this] { table_->selectAll(); });
  menu.addSeparator();
  menu.addAction(tr("Move column &left"), QKeySequence(tr("Alt+Shift+Left")), this, [this] { moveColumn(-1); });
  menu.addAction(tr("Move column ri&ght"), QKeySequence(tr("Alt+Shift+Right")), this, [this] { moveColumn(1); });
}

}  // namespace tandem::gui
