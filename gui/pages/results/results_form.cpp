// SPDX-License-Identifier: GPL-3.0-or-later
// How the place Results is put together; what it does is in results_page.cpp.
#include <QComboBox>
#include <QDockWidget>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QShortcut>
#include <QStyle>
#include <QTabWidget>
#include <QTableView>

#include "gui/forms/param_form.h"
#include "gui/look/core_texts.h"
#include "gui/pages/common/hint.h"
#include "gui/pages/common/job_strip.h"
#include "gui/pages/common/notice.h"
#include "gui/pages/results/collection_view.h"
#include "gui/pages/results/files_panel.h"
#include "gui/pages/results/provenance_view.h"
#include "gui/pages/results/results_options.h"
#include "gui/pages/results/results_page.h"
#include "gui/pages/results/runs_pane.h"
#include "gui/pages/results/shipped_menu.h"
#include "tandem/figures/kinds.h"

namespace tandem::gui {
namespace {

QComboBox* combo(const char* name, const QString& accessible, const QStringList& items = {}) {
  auto* box = new QComboBox;
  box->setObjectName(name);
  box->setAccessibleName(accessible);
  box->addItems(items);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(14);
  box->setMaxVisibleItems(24);
  return box;
}

}  // namespace

ResultsPage::ResultsPage(Session& session)
    : session_(session),
      notice_(new Notice),
      files_(new FilesPanel(session, *notice_)),
      metric_(combo("metric", tr("Metric"))),
      show_(combo("show", tr("Statistic"),
                  {tr("Mean"), tr("Mean (std)"), tr("Std"), tr("Median"), tr("Best"), tr("Worst"), tr("Every run"),
                   tr("Median (quartiles)")})),
      test_(combo("test", tr("Test"),
                  {tr("No test"), tr("Wilcoxon rank-sum"), tr("Wilcoxon signed-rank"), tr("Friedman"),
                   tr("Bayesian signed-rank")})),
      base_(combo("base", tr("Base of the test"))),
      correction_(combo("correction", tr("Correction for many comparisons"), {tr("No correction"), tr("Holm")})),
      highlight_(combo("highlight", tr("Highlight"), {tr("None"), tr("Best"), tr("Best and worst")})),
      number_(combo("numberFormat", tr("Number format"), {"%.4e", "%.2e", "%.3g", "%.6g", "%.3f"})),
      columns_(combo("columnOrder", tr("Order of the algorithms"),
                     {tr("As in the files"), tr("By name"), tr("Base first"), tr("By mean rank"), tr("By hand")})),
      rows_(combo("rowOrder", tr("Order of the rows"), {tr("As in the files"), tr("By name"), tr("By a column")})),
      metricForm_(new ParamForm),
      options_(new ResultsOptions),
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
  const QSettings settings;
  show_->setCurrentIndex(settings.value("results/show", 1).toInt());
  highlight_->setCurrentIndex(settings.value("results/highlight", 1).toInt());
  number_->setEditable(true);
  number_->setCompleter(nullptr);  // it would put in what was not typed
  number_->setCurrentText(settings.value("results/number", "%.4e").toString());
  number_->setToolTip(tr("One printf conversion of a number: %.4e, %.3f, %g"));

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
  model_.setHighlight(static_cast<Highlight>(highlight_->currentIndex()));
  filesChanged();
}

QWidget* ResultsPage::side() {
  auto* side = new QWidget;
  auto* form = new QFormLayout(side);
  form->setVerticalSpacing(5);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->addRow(files_);
  form->addRow(tr("&Metric"), metric_);
  form->addRow(metricForm_);
  form->addRow(tr("Stat&istic"), show_);
  form->addRow(tr("&Test"), test_);
  form->addRow(tr("&Base"), base_);
  form->addRow(tr("&Correction"), correction_);
  form->addRow(tr("Hi&ghlight"), highlight_);
  form->addRow(tr("&Numbers"), number_);
  form->addRow(tr("&Algorithms"), columns_);
  form->addRow(tr("Row&s"), rows_);
  form->addRow(options_);
  const auto button = [&](const QString& text, const char* name, auto slot) {
    auto* b = new QPushButton(text);
    b->setObjectName(name);
    connect(b, &QPushButton::clicked, this, slot);
    form->addRow(b);
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
  for (QComboBox* box : {show_, test_, base_, correction_}) {
    connect(box, &QComboBox::activated, this, &ResultsPage::refresh);
  }
  connect(metric_, &QComboBox::activated, this, &ResultsPage::metricChosen);
  connect(options_, &ResultsOptions::changed, this, &ResultsPage::refresh);
  metricForm_->hide();
  metricTimer_.setSingleShot(true);
  metricTimer_.setInterval(500);  // not while a parameter is being typed
  connect(&metricTimer_, &QTimer::timeout, this, &ResultsPage::refresh);
  connect(metricForm_, &ParamForm::changed, this, [this] {
    const QString wrong = metricForm_->problem();
    if (wrong.isEmpty()) {
      notice_->takeBackAbout("metric");
      metricTimer_.start();
    } else {
      notice_->tell({.sentence = wrong, .topic = "metric"});
    }
  });
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
  connect(show_, &QComboBox::activated, this, [](int i) { QSettings().setValue("results/show", i); });
  connect(highlight_, &QComboBox::currentIndexChanged, this, [this](int i) {
    QSettings().setValue("results/highlight", i);
    model_.setHighlight(static_cast<Highlight>(i));
  });
  connect(number_, &QComboBox::currentTextChanged, this, &ResultsPage::restyle);
  connect(columns_, &QComboBox::currentIndexChanged, this, &ResultsPage::reorder);
  connect(rows_, &QComboBox::currentIndexChanged, this, &ResultsPage::reorder);
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
  connect(files_, &FilesPanel::mixedWanted, options_, &ResultsOptions::allowMixed);
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
