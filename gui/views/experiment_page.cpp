// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/experiment_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QThread>
#include <QVBoxLayout>

#include "gui/forms/param_form.h"
#include "gui/models/catalogue_model.h"
#include "gui/plots/renderer.h"
#include "gui/views/results_page.h"
#include "tandem/error.h"
#include "tandem/experiment/command_line.h"

namespace tandem::gui {
namespace {

QSpinBox* spin(const char* name, int low, int high, int value, const QString& special = {}) {
  auto* box = new QSpinBox;
  box->setObjectName(name);
  box->setRange(low, high);
  box->setValue(value);
  box->setGroupSeparatorShown(true);
  if (!special.isEmpty()) box->setSpecialValueText(special);
  return box;
}

}  // namespace

ExperimentPage::ExperimentPage(Session& session)
    : session_(session),
      repetitions_(spin("repetitions", 1, 1000000, 30)),
      checkpoints_(spin("checkpoints", 1, 100000, 50)),
      budget_(spin("budget", 0, 2000000000, 0, tr("of the problem"))),
      population_(spin("population", 0, 1000000, 0, tr("of the problem"))),
      threads_(spin("threads", 0, 1024, 0, tr("all cores"))),
      seed_(new QLineEdit("1")),
      output_(new QLineEdit("experiment.h5")),
      decisions_(new QCheckBox(tr("Save &decisions"))),
      overwrite_(new QCheckBox(tr("Over&write"))),
      cost_(new QLabel),
      state_(new QLabel),
      start_(new QPushButton(tr("&Start"))),
      pause_(new QPushButton(tr("&Pause"))),
      stop_(new QPushButton(tr("S&top"))),
      progress_(new QTabWidget),
      table_(new QTableWidget) {
  start_->setObjectName("start");
  output_->setObjectName("output");
  seed_->setObjectName("seed");
  table_->setObjectName("liveTable");
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  auto* lists = new QTabWidget;
  lists->addTab(catalogue(true), tr("&Algorithms"));
  lists->addTab(catalogue(false), tr("Pro&blems"));
  auto* middle = new QSplitter(Qt::Vertical);
  middle->addWidget(chosen(algorithms_, true));
  middle->addWidget(chosen(problems_, false));

  auto* settings = new QWidget;
  auto* form = new QFormLayout(settings);
  form->setVerticalSpacing(4);
  form->addRow(tr("&Repetitions"), repetitions_);
  form->addRow(tr("S&eed"), seed_);
  form->addRow(tr("Evaluatio&ns"), budget_);
  form->addRow(tr("Pop&ulation"), population_);
  form->addRow(tr("&Checkpoints"), checkpoints_);
  form->addRow(tr("T&hreads"), threads_);
  form->addRow(decisions_, overwrite_);
  auto* browse = new QPushButton(tr("..."));
  browse->setMaximumWidth(32);
  connect(browse, &QPushButton::clicked, this, [this] {
    const QString path = QFileDialog::getSaveFileName(this, tr("Results go to"), output_->text(), tr("Results (*.h5)"),
                                                      nullptr, QFileDialog::DontConfirmOverwrite);
    if (!path.isEmpty()) output_->setText(path);
  });
  auto* line = new QHBoxLayout;
  line->addWidget(output_);
  line->addWidget(browse);
  auto* fileLabel = new QLabel(tr("Results &file"));
  fileLabel->setBuddy(output_);
  form->addRow(fileLabel, line);
  cost_->setWordWrap(true);
  state_->setWordWrap(true);
  state_->setObjectName("state");
  form->addRow(cost_);
  auto* buttons = new QHBoxLayout;
  for (QPushButton* b : {start_, pause_, stop_}) buttons->addWidget(b);
  form->addRow(buttons);
  form->addRow(state_);

  auto* gridView = new QTableView;
  gridView->setModel(&grid_);
  gridView->setObjectName("grid");
  connect(gridView, &QTableView::clicked, this, [this](const QModelIndex& i) {
    if (const QString text = grid_.messages(i); !text.isEmpty())
      QMessageBox::information(this, tr("Messages of the runs"), text);
  });
  progress_->addTab(gridView, tr("Pro&gress"));
  progress_->addTab(table_, tr("Tab&le"));

  auto* top = new QSplitter;
  top->addWidget(lists);
  top->addWidget(middle);
  top->addWidget(settings);
  top->setStretchFactor(0, 4);
  top->setStretchFactor(1, 5);
  top->setStretchFactor(2, 2);
  auto* all = new QSplitter(Qt::Vertical);
  all->addWidget(top);
  all->addWidget(progress_);
  all->setStretchFactor(0, 5);
  all->setStretchFactor(1, 3);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(all);

  connect(start_, &QPushButton::clicked, this, [this] { start(); });
  connect(pause_, &QPushButton::clicked, this, [this] {
    runner_.setPaused(!runner_.paused());
    updateButtons();
  });
  connect(stop_, &QPushButton::clicked, this, [this] { runner_.stop(); });
  connect(&runner_, &ExperimentRunner::progressed, this, &ExperimentPage::progressed);
  connect(&runner_, &ExperimentRunner::ended, this, &ExperimentPage::ended);
  for (EntryModel* m : {&algorithms_, &problems_}) connect(m, &EntryModel::changed, this, &ExperimentPage::estimate);
  for (QSpinBox* b : {repetitions_, budget_}) connect(b, &QSpinBox::valueChanged, this, &ExperimentPage::estimate);
  tableTimer_.setInterval(1500);
  connect(&tableTimer_, &QTimer::timeout, this, &ExperimentPage::refreshTable);
  estimate();
  updateButtons();
}

QWidget* ExperimentPage::catalogue(bool algorithms) {
  auto* page = new QWidget;
  auto* layout = new QVBoxLayout(page);
  auto* search = new QLineEdit;
  search->setObjectName(algorithms ? "searchAlgorithms" : "searchProblems");
  search->setPlaceholderText(tr("Search"));
  search->setClearButtonEnabled(true);
  layout->addWidget(search);
  auto* filters = new QHBoxLayout;
  auto* filter = new CatalogueFilter(page);
  filter->setSortCaseSensitivity(Qt::CaseInsensitive);
  filter->setSourceModel(new CatalogueModel(
      session_.catalogue(), algorithms ? CatalogueModel::Kind::Algorithms : CatalogueModel::Kind::Problems, page));
  std::vector<QComboBox*> boxes;
  const std::vector<std::vector<Label>> groups = {
      {SingleTask, MultiTask, ManyTask}, {SingleObjective, MultiObjective}, {Unconstrained, Competitive, Constrained}};
  for (const auto& group : groups) {
    auto* box = new QComboBox;
    box->addItem(tr("any"), 0U);
    for (const Label label : group)
      box->addItem(QString::fromStdString(labelNames(label).front()), static_cast<unsigned>(label));
    box->setMinimumContentsLength(5);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    filters->addWidget(box);
    boxes.push_back(box);
  }
  for (QComboBox* box : boxes) {
    connect(box, &QComboBox::activated, page, [boxes, filter] {
      Labels wanted = 0;
      for (const QComboBox* b : boxes) wanted |= b->currentData().toUInt();
      filter->setLabels(wanted);
    });
  }
  layout->addLayout(filters);
  auto* view = new QTableView;
  view->setObjectName(algorithms ? "catalogueAlgorithms" : "catalogueProblems");
  view->setModel(filter);
  view->setSelectionBehavior(QAbstractItemView::SelectRows);
  view->setSortingEnabled(true);
  view->sortByColumn(0, Qt::AscendingOrder);
  view->setShowGrid(false);
  view->verticalHeader()->hide();
  view->verticalHeader()->setDefaultSectionSize(22);
  view->setColumnWidth(0, 190);
  view->horizontalHeader()->setStretchLastSection(true);
  layout->addWidget(view);
  auto* add = new QPushButton(tr("A&dd selected"));
  add->setObjectName(algorithms ? "addAlgorithms" : "addProblems");
  layout->addWidget(add);
  EntryModel& target = algorithms ? algorithms_ : problems_;
  const auto take = [view, &target] {
    QStringList names;
    for (const QModelIndex& i : view->selectionModel()->selectedRows()) names << i.data().toString();
    target.add(names);
  };
  connect(search, &QLineEdit::textChanged, filter, &CatalogueFilter::setWords);
  connect(add, &QPushButton::clicked, page, take);
  connect(view, &QTableView::activated, page, take);
  return page;
}

QWidget* ExperimentPage::chosen(EntryModel& model, bool algorithms) {
  auto* box = new QWidget;
  auto* layout = new QVBoxLayout(box);
  layout->setContentsMargins(0, 4, 0, 0);
  auto* view = new QTableView;
  view->setModel(&model);
  view->setObjectName(algorithms ? "chosenAlgorithms" : "chosenProblems");
  view->setSelectionBehavior(QAbstractItemView::SelectRows);
  view->verticalHeader()->hide();
  view->verticalHeader()->setDefaultSectionSize(22);
  view->setColumnWidth(0, 150);
  view->horizontalHeader()->setStretchLastSection(true);
  layout->addWidget(view);
  auto* line = new QHBoxLayout;
  const auto rows = [view] {
    std::vector<int> list;
    for (const QModelIndex& i : view->selectionModel()->selectedRows()) list.push_back(i.row());
    return list;
  };
  const auto button = [&](const QString& text, auto action) {
    auto* b = new QPushButton(text);
    connect(b, &QPushButton::clicked, this, action);
    line->addWidget(b);
  };
  button(tr("Parameters..."), [this, &model, algorithms, rows] {
    for (const int row : rows()) editParams(model, algorithms, row);
  });
  button(tr("Duplicate"), [&model, rows] {
    if (const auto list = rows(); !list.empty()) model.duplicate(list.front());
  });
  button(tr("Remove"), [&model, rows] { model.remove(rows()); });
  layout->addLayout(line);
  connect(view, &QTableView::doubleClicked, this, [this, &model, algorithms](const QModelIndex& i) {
    if (!algorithms || i.column() != 1) editParams(model, algorithms, i.row());
  });
  return box;
}

void ExperimentPage::editParams(EntryModel& model, bool algorithms, int row) {
  const AlgorithmEntry& entry = model.entries()[static_cast<std::size_t>(row)];
  QDialog dialog(this);
  dialog.setWindowTitle(QString::fromStdString(entry.name));
  auto* layout = new QVBoxLayout(&dialog);
  auto* form = new ParamForm;
  try {
    form->setParams(algorithms ? describeParams(*session_.catalogue().algorithms.find(entry.name).make())
                               : describeParams(*session_.catalogue().problems.find(entry.name).make()));
  } catch (const std::exception& e) {
    QMessageBox::warning(this, dialog.windowTitle(), QString::fromUtf8(e.what()));
    return;
  }
  form->setValues(entry.params);
  layout->addWidget(form);
  auto* wrong = new QLabel;
  layout->addWidget(wrong);
  auto* box = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::Reset);
  layout->addWidget(box);
  connect(form, &ParamForm::changed, &dialog, [=] {
    wrong->setText(form->problem());
    box->button(QDialogButtonBox::Ok)->setEnabled(form->problem().isEmpty());
  });
  connect(box->button(QDialogButtonBox::Reset), &QPushButton::clicked, form, &ParamForm::reset);
  connect(box, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
  connect(box, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
  if (dialog.exec() == QDialog::Accepted) model.setParams(row, form->values());
}

ExperimentSpec ExperimentPage::spec() const {
  ExperimentSpec s = rest_;
  s.algorithms = algorithms_.entries();
  s.problems.clear();
  for (const AlgorithmEntry& e : problems_.entries()) s.problems.push_back({e.name, e.params});
  s.repetitions = repetitions_->value();
  bool ok = false;
  s.seed = seed_->text().trimmed().toULongLong(&ok);
  if (!ok) throw InputError("The seed '" + seed_->text().toStdString() + "' is not a whole number from 0.");
  s.budget = budget_->value();
  s.population = population_->value();
  s.checkpoints = checkpoints_->value();
  s.saveDecisions = decisions_->isChecked();
  return s;
}

void ExperimentPage::setSpec(const ExperimentSpec& s) {
  rest_ = s;
  algorithms_.setEntries(s.algorithms);
  std::vector<AlgorithmEntry> problems;
  for (const ProblemEntry& p : s.problems) problems.push_back({.name = p.name, .alias = {}, .params = p.params});
  problems_.setEntries(std::move(problems));
  repetitions_->setValue(s.repetitions);
  seed_->setText(QString::number(s.seed));
  budget_->setValue(static_cast<int>(std::min<std::int64_t>(s.budget, budget_->maximum())));
  population_->setValue(s.population);
  checkpoints_->setValue(s.checkpoints);
  decisions_->setChecked(s.saveDecisions);
}

void ExperimentPage::openSpec(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    throw InputError("Cannot read '" + path.toStdString() + "': " + file.errorString().toStdString() + '.');
  setSpec(parseSpec(file.read(16 << 20).toStdString(), path.toStdString()));
}

void ExperimentPage::saveSpec(const QString& path) const {
  figures::writeFile(path, QByteArray::fromStdString(toToml(spec())));
}

QString ExperimentPage::commandLine() const {
  return QString::fromStdString(shellLine(runCommand(
      spec(),
      {.output = output_->text().toStdString(), .threads = threads_->value(), .force = overwrite_->isChecked()})));
}

void ExperimentPage::estimate() {
  const qint64 runs = qint64{repetitions_->value()} * algorithms_.rowCount() * problems_.rowCount();
  QString text = runs == 0 ? tr("Choose algorithms and problems.") : tr("%L1 runs").arg(runs);
  if (runs > 0 && budget_->value() > 0) {
    const double evaluations = static_cast<double>(runs) * budget_->value();
    text += tr(", %L1 evaluations").arg(evaluations, 0, 'f', 0);
    // Calibrated by the runs of this session.
    if (evaluationsDone_ > 0.0) {
      const int threads = threads_->value() > 0 ? threads_->value() : QThread::idealThreadCount();
      text += tr(", about %1 s").arg(evaluations * secondsDone_ / evaluationsDone_ / threads, 0, 'g', 2);
    }
  }
  cost_->setText(text);
}

void ExperimentPage::start(bool resume) {
  try {
    Plan plan = makePlan(spec(), session_.catalogue());
    grid_.setPlan(plan);
    if (resume) {
      // What the file already has counts as done.
      const ResultFile file(output_->text().toStdString());
      std::vector<RunEvent> there;
      for (const RunKey& key : plan.runs) {
        const RunStatus status = file.status(key);
        if (status == RunStatus::Finished) there.push_back({.key = key, .finished = true, .status = status});
      }
      grid_.take(there);
    }
    table_->setRowCount(0);
    state_->clear();
    runner_.start(std::move(plan), output_->text(), threads_->value(), overwrite_->isChecked(), resume,
                  session_.sharedCatalogue());
    tableTimer_.start();
  } catch (const std::exception& e) {
    state_->setText(QString::fromUtf8(e.what()));
  }
  updateButtons();
}

void ExperimentPage::resume(const QString& path) {
  const ResultFile file(path.toStdString());
  setSpec(parseSpec(file.info().specification, path.toStdString()));
  output_->setText(path);
  start(true);
}

void ExperimentPage::progressed(const std::vector<RunEvent>& events) {
  grid_.take(events);
  for (const RunEvent& e : events) {
    if (!e.finished || e.status != RunStatus::Finished) continue;
    secondsDone_ += e.seconds;
    evaluationsDone_ +=
        static_cast<double>(runner_.plan().info.problems[static_cast<std::size_t>(e.key.problem)].budget);
  }
  stale_ = true;
  emit work(grid_.done(), grid_.planned());
}

void ExperimentPage::ended(const EngineOutcome& outcome, const QString& error) {
  tableTimer_.stop();
  QString text = error;
  if (error.isEmpty()) {
    text = outcome.interrupted ? tr("Stopped: %1 runs are kept; Resume does the rest.").arg(outcome.finished)
                               : tr("Done: %1 runs, %2 failed.").arg(outcome.finished).arg(outcome.failed);
  }
  state_->setText(text);
  stale_ = true;
  refreshTable();
  if (error.isEmpty()) {
    try {
      session_.open(runner_.file());
    } catch (const std::exception& e) {
      state_->setText(QString::fromUtf8(e.what()));
    }
  }
  estimate();
  updateButtons();
  emit work(0, 0);
}

void ExperimentPage::refreshTable() {
  if (!stale_ || tableBusy_ || runner_.file().isEmpty()) return;
  stale_ = false;
  tableBusy_ = true;
  const auto catalogue = session_.sharedCatalogue();  // a job may outlive the window
  runAsync<Table>(
      this,
      [path = runner_.file().toStdString(), catalogue] {
        const ResultFile file(path);
        const ResultSource source = sourceOf(file);
        return makeTable({&source, 1}, {.show = TableShow::MeanStd}, *catalogue);
      },
      [this](const Table& table) {
        tableBusy_ = false;
        showTable(*table_, table);
      },
      [this](const QString& sentence) {
        tableBusy_ = false;
        emit session_.said(sentence);
      });
}

void ExperimentPage::updateButtons() {
  start_->setEnabled(!runner_.running());
  pause_->setEnabled(runner_.running());
  stop_->setEnabled(runner_.running());
  pause_->setText(runner_.paused() ? tr("&Continue") : tr("&Pause"));
}

}  // namespace tandem::gui
