// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/collection_view.h"

#include <QAction>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <iterator>

#include "gui/look/colours.h"
#include "gui/models/run_list_model.h"
#include "gui/pages/common/copy_table.h"
#include "gui/pages/results/run_chart.h"
#include "gui/work/sentences.h"
#include "tandem/figures/sources.h"
#include "tandem/numbers.h"

namespace tandem::gui {
namespace {

bool sameRuns(const Choice& a, const Choice& b) {
  return a.files == b.files && a.selection.problems == b.selection.problems &&
         a.selection.algorithms == b.selection.algorithms && a.selection.allowMixed == b.selection.allowMixed &&
         a.all == b.all && a.metric == b.metric;
}

QComboBox* quantityBox(const char* name, const QString& title) {
  auto* box = new QComboBox;
  box->setObjectName(name);
  box->setAccessibleName(title);
  box->setToolTip(title);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(6);
  box->setMaxVisibleItems(24);
  return box;
}

}  // namespace

CollectionView::CollectionView(Session& session)
    : session_(session),
      kind_(new QComboBox),
      xLabel_(new QLabel),
      yLabel_(new QLabel),
      x_(quantityBox("collectionX", {})),
      y_(quantityBox("collectionY", {})),
      size_(quantityBox("collectionSize", tr("Quantity that makes bubbles larger"))),
      colour_(quantityBox("collectionColour", tr("Quantity that colours bubbles"))),
      filter_(new QLineEdit),
      only_(new QPushButton(tr("Only selected"))),
      message_(new QLabel),
      chart_(new RunChart),
      model_(new RunListModel(this)),
      table_(new QTableView) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 8, 8, 2);
  layout->addWidget(choices());
  layout->addWidget(charts(), 1);
  layout->addWidget(message_);
  typing_.setSingleShot(true);
  typing_.setInterval(250);
  connectAll();
  showNothing(tr("Open a result file to see its runs."));
}

QWidget* CollectionView::choices() {
  kind_->setObjectName("collectionKind");
  kind_->setAccessibleName(tr("Chart of the runs"));
  kind_->addItems({tr("Bubble chart"), tr("Box plot")});
  filter_->setObjectName("collectionFilter");
  filter_->setAccessibleName(tr("Filter of the runs"));
  filter_->setPlaceholderText(tr("Filter runs: words of algorithm and problem, comparisons such as seconds<2"));
  filter_->setToolTip(
      tr("Runs with all of the words in their algorithm's or problem's name, and for which all comparisons hold:\n"
         "seconds<2, rmp>=0.3, objective:1<1e-3, method=GA. The lists of quantities say in their tooltips how each is "
         "called here."));
  filter_->setClearButtonEnabled(true);
  only_->setObjectName("collectionOnly");
  only_->setCheckable(true);
  only_->setToolTip(tr("Shows the runs that are selected in the chart, and no others"));
  message_->setObjectName("collectionMessage");
  message_->setWordWrap(true);
  // Two per line, so that there is room for the list of a cell's runs beside this.
  auto* all = new QWidget;
  auto* layout = new QGridLayout(all);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(kind_, 0, 0);
  layout->addWidget(only_, 1, 0);
  const auto add = [layout](int row, int column, QLabel* label, QComboBox* box) {
    label->setBuddy(box);
    layout->addWidget(label, row, column);
    layout->addWidget(box, row, column + 1);
  };
  add(0, 1, xLabel_, x_);
  add(0, 3, yLabel_, y_);
  add(1, 1, new QLabel(tr("Size")), size_);
  add(1, 3, new QLabel(tr("Colour")), colour_);
  nameAxes();
  layout->addWidget(filter_, 2, 0, 1, 5);
  layout->setColumnStretch(2, 1);
  layout->setColumnStretch(4, 1);
  return all;
}

QWidget* CollectionView::charts() {
  chart_->setObjectName("collectionChart");
  chart_->setAccessibleName(tr("Chart of the runs"));
  chart_->setDescription([this](int run) { return described(run); });
  chart_->setSuitsZero(true);  // runs of all problems together: some reach zero, others stay far above
  auto* scroll = new QScrollArea;
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setWidget(chart_);
  table_->setObjectName("collectionRuns");
  table_->setAccessibleName(tr("Runs selected in the chart"));
  table_->setAccessibleDescription(tr("Enter or a double click opens the run"));
  table_->setModel(model_);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setTabKeyNavigation(false);
  table_->setAlternatingRowColors(true);
  table_->setWordWrap(false);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  table_->verticalHeader()->setDefaultSectionSize(table_->fontMetrics().height() + 6);
  table_->horizontalHeader()->setStretchLastSection(true);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->horizontalHeader()->setResizeContentsPrecision(60);
  table_->setSortingEnabled(true);
  table_->sortByColumn(-1, Qt::AscendingOrder);
  auto* split = new QSplitter;
  split->setChildrenCollapsible(false);
  split->addWidget(scroll);
  split->addWidget(table_);
  split->setStretchFactor(0, 3);
  split->setStretchFactor(1, 1);
  split->setSizes({560, 340});
  return split;
}

void CollectionView::connectAll() {
  connect(&typing_, &QTimer::timeout, this, &CollectionView::draw);
  connect(&session_, &Session::catalogueChanged, this, [this] {  // a metric may have changed by now
    fresh_ = false;
    if (isVisible()) read();
  });
  connect(filter_, &QLineEdit::textChanged, &typing_, qOverload<>(&QTimer::start));
  for (QComboBox* box : {kind_, x_, y_, size_, colour_}) {
    connect(box, &QComboBox::currentIndexChanged, this, &CollectionView::draw);
  }
  connect(kind_, &QComboBox::currentIndexChanged, this, &CollectionView::nameAxes);
  connect(only_, &QPushButton::toggled, this, &CollectionView::keepSelected);
  connect(chart_, &RunChart::brushed, this, &CollectionView::select);
  connect(chart_, &RunChart::opened, this, &CollectionView::open);
  connect(table_, &QTableView::activated, this, [this](const QModelIndex& i) { open(model_->runAt(i.row())); });
  const auto entry = [this](const QString& text, auto action) {
    auto* a = new QAction(text, table_);
    connect(a, &QAction::triggered, this, action);
    table_->addAction(a);
  };
  entry(tr("&Open run"), [this] {
    if (table_->currentIndex().isValid()) open(model_->runAt(table_->currentIndex().row()));
  });
  entry(tr("&Mark in the chart"), [this] {
    std::vector<int> runs;
    for (const QModelIndex& i : table_->selectionModel()->selectedRows()) runs.push_back(model_->runAt(i.row()));
    select(runs, false);
  });
  makeCopyable(*table_);
}

void CollectionView::follow(const Choice& choice) {
  wanted_ = choice;
  fresh_ = fresh_ && sameRuns(wanted_, read_);
  if (isVisible() && !fresh_) read();
}

void CollectionView::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (!fresh_) read();
}

void CollectionView::say(const QString& sentence, bool wrong) {
  message_->setText(shortWords(sentence));
  message_->setToolTip(message_->text() == sentence ? QString() : sentence);
  QPalette colours = palette();
  if (wrong) colours.setColor(QPalette::WindowText, look::colours().wrong);
  message_->setPalette(colours);
}

// One at a time: whatever is wanted by then is next.
void CollectionView::read() {
  if (working_) return;
  read_ = wanted_;
  fresh_ = true;
  if (read_.all.empty()) {
    took(nullptr);
    return;
  }
  working_ = true;
  if (runs_ == nullptr) chart_->setEmptyText({});  // a file is open: only its runs are not read yet
  say(tr("Reading results..."));
  figures::Selection selection = read_.selection;
  selection.picks = read_.all;
  const auto done = [this] {
    working_ = false;
    if (!fresh_ && isVisible()) read();
    return !working_;
  };
  using Made = std::shared_ptr<const figures::RunCollection>;
  runAsync<Made>(
      this,
      [files = read_.files, lock = session_.readLock(), selection, metric = read_.metric,
       catalogue = session_.sharedCatalogue()]() -> Made {
        return std::make_shared<const figures::RunCollection>(figures::loadRuns(sourcesOf(files, lock), selection),
                                                              *catalogue, metric);
      },
      [this, done](Made made) {
        if (done()) took(std::move(made));
      },
      [this, done](const QString& sentence) {
        if (!done()) return;
        took(nullptr);
        showNothing(sentence);
      });
}

void CollectionView::took(std::shared_ptr<const figures::RunCollection> collection) {
  runs_ = std::move(collection);
  selected_.clear();
  kept_.clear();
  {
    const QSignalBlocker quiet(only_);
    only_->setChecked(false);
  }
  fillQuantities();
  draw();
}

// Choices are kept if they still exist.
void CollectionView::fillQuantities() {
  const std::pair<QComboBox*, const char*> boxes[] = {
      {x_, "seconds"}, {y_, "value:1"}, {size_, ""}, {colour_, "algorithm"}};
  for (const auto& [box, usual] : boxes) {
    const QSignalBlocker quiet(box);
    const QString before = box->count() > 0 ? box->currentData().toString() : QString::fromLatin1(usual);
    if (runs_ == nullptr) continue;  // the choice is for the next files
    box->clear();
    if (box == size_) box->addItem(tr("all alike"), QString());
    for (const std::string& name : runs_->quantities()) {
      box->addItem(quantityName(name), QString::fromStdString(name));
      box->setItemData(box->count() - 1, tr("In filters: %1").arg(QString::fromStdString(name)), Qt::ToolTipRole);
    }
    const int at = box->findData(before);
    box->setCurrentIndex(std::max(0, at >= 0 ? at : box->findData(QString::fromLatin1(usual))));
  }
}

bool CollectionView::boxes() const {
  return kind_->currentIndex() == 1;
}

figures::CollectionOptions CollectionView::options() const {
  const auto of = [](const QComboBox* box) { return box->currentData().toString().toStdString(); };
  return {.x = of(x_), .y = of(y_), .size = of(size_), .colour = of(colour_), .shown = shown_, .selected = selected_};
}

void CollectionView::select(const std::vector<int>& runs, bool more) {
  if (!more) selected_.clear();
  selected_.insert(selected_.end(), runs.begin(), runs.end());
  std::ranges::sort(selected_);
  selected_.erase(std::unique(selected_.begin(), selected_.end()), selected_.end());
  draw();
}

void CollectionView::keepSelected(bool on) {
  kept_ = on ? std::exchange(selected_, {}) : std::vector<int>();
  draw();
}

void CollectionView::showNothing(const QString& why) {
  shown_.clear();
  drawn_.clear();
  chart_->setFigure({});
  chart_->setEmptyText(shortWords(why));
  model_->show(runs_, {}, {});
  only_->setEnabled(only_->isChecked());
  say({});
}

// Boxes are upright or lying as group names require: neither quantity is always across or upward.
void CollectionView::nameAxes() {
  xLabel_->setText(boxes() ? tr("Grouped by") : tr("Across"));
  x_->setToolTip(boxes() ? tr("Quantity that has a box for each of its values, or for ranges of them")
                         : tr("Quantity across"));
  yLabel_->setText(boxes() ? tr("Values") : tr("Upward"));
  y_->setToolTip(boxes() ? tr("Quantity that the boxes show") : tr("Quantity upward"));
  for (QComboBox* box : {x_, y_}) box->setAccessibleName(box->toolTip());
}

void CollectionView::draw() {
  for (QWidget* w : {static_cast<QWidget*>(size_), static_cast<QWidget*>(colour_)}) w->setEnabled(!boxes());
  if (runs_ == nullptr) {
    showNothing(tr("Open a result file to see its runs."));
    return;
  }
  try {
    shown_ = runs_->matching(filter_->text().toStdString());
    if (!kept_.empty()) {
      std::vector<int> both;
      std::ranges::set_intersection(shown_, kept_, std::back_inserter(both));
      shown_ = std::move(both);
    }
    std::erase_if(selected_, [this](int run) { return !std::ranges::binary_search(shown_, run); });
    if (shown_.empty()) {
      showNothing(tr("No run fits the filter."));
      say(tr("%L1 of %L2 runs").arg(0).arg(runs_->runs().size()));
      return;
    }
    const figures::CollectionOptions wanted = options();
    std::vector<std::string> names = {wanted.x, wanted.y};
    if (!boxes()) names.insert(names.end(), {wanted.size, wanted.colour});
    drawn_.clear();
    for (const std::string& name : names) {
      const bool there = std::ranges::any_of(drawn_, [&](const auto& q) { return q.name == name; });
      if (!name.empty() && !there) drawn_.push_back(runs_->quantity(name));
    }
    chart_->setFigure(boxes() ? figures::groupedBoxes(*runs_, wanted) : figures::bubbleChart(*runs_, wanted));
    chart_->setEmptyText({});
    QString text = tr("%L1 of %L2 runs").arg(shown_.size()).arg(runs_->runs().size());
    if (!selected_.empty()) text += tr(", %L1 selected").arg(selected_.size());
    say(text);
  } catch (const std::exception& e) {
    // The drawing stays until the filter makes sense.
    say(sentenceOf(e), true);
    return;
  }
  only_->setEnabled(only_->isChecked() || !selected_.empty());
  model_->show(runs_, selected_.empty() ? shown_ : selected_, drawn_);
  table_->resizeColumnsToContents();
}

QString CollectionView::described(int run) const {
  if (runs_ == nullptr || run >= isize(runs_->runs())) return {};
  QString text = QString::fromStdString(runs_->nameOf(run));
  for (const figures::Quantity& q : drawn_) {
    if (q.name == "algorithm" || q.name == "problem" || q.name == "repetition") continue;
    text += QStringLiteral("\n%1: %2").arg(quantityName(q.name), quantityText(q, run));
  }
  return text;
}

void CollectionView::open(int run) {
  if (runs_ == nullptr || run < 0 || run >= isize(runs_->runs())) return;
  const figures::CollectedRun& r = runs_->runs()[run];
  const figures::ProblemRuns& source = runs_->source()[r.problem];
  emit opened(QString::fromStdString(source.problem.name), QString::fromStdString(source.algorithms[r.algorithm]),
              r.repetition);
}

}  // namespace tandem::gui
