// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/explore_page.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSpinBox>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "gui/forms/label_filter.h"
#include "gui/forms/param_form.h"
#include "gui/models/catalogue_model.h"
#include "gui/plots/live.h"
#include "gui/views/figure_view.h"
#include "gui/views/task_view.h"
#include "gui/views/transfer_view.h"
#include "tandem/error.h"
#include "tandem/experiment/command_line.h"

namespace tandem::gui {

ExplorePage::ExplorePage(Session& session)
    : session_(session),
      algorithms_(new CatalogueFilter(this)),
      problems_(new CatalogueFilter(this)),
      labels_(new LabelFilter),
      algorithmForm_(new ParamForm),
      problemForm_(new ParamForm),
      seed_(new QLineEdit("1")),
      budget_(new QLineEdit),
      checkpoints_(new QSpinBox),
      start_(new QPushButton(tr("&Start"))),
      pause_(new QPushButton(tr("&Pause"))),
      stop_(new QPushButton(tr("S&top"))),
      wrong_(new QLabel),
      progressText_(new QLabel),
      progress_(new QProgressBar),
      convergence_(new FigureView),
      decisions_(new FigureView),
      objectives_(new FigureView),
      transfer_(new TransferView),
      tasks_(new TaskView(session)),
      log_(new QPlainTextEdit) {
  algorithms_->setSourceModel(new CatalogueModel(session.catalogue(), CatalogueModel::Kind::Algorithms, this));
  problems_->setSourceModel(new CatalogueModel(session.catalogue(), CatalogueModel::Kind::Problems, this));
  algorithm_ = picker(*algorithms_, "exploreAlgorithm");
  problem_ = picker(*problems_, "exploreProblem");
  auto* all = new QSplitter;
  all->addWidget(controls());
  all->addWidget(views());
  all->setStretchFactor(1, 1);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(all);
  connect(labels_, &LabelFilter::changed, this, [this](Labels wanted) {
    algorithms_->setLabels(wanted);
    problems_->setLabels(wanted);
    chooseAlgorithm();
    chooseProblem();
  });
  connect(algorithm_, &QComboBox::currentTextChanged, this, &ExplorePage::chooseAlgorithm);
  connect(problem_, &QComboBox::currentTextChanged, this, &ExplorePage::chooseProblem);
  connect(problemForm_, &ParamForm::changed, this, &ExplorePage::showTasks);
  connect(instance_, &QComboBox::activated, this, &ExplorePage::showTasks);
  connect(upper_, &QTabWidget::currentChanged, this, &ExplorePage::drawPopulations);
  connect(shownTask_, &QComboBox::activated, this, &ExplorePage::drawPopulations);
  connect(start_, &QPushButton::clicked, this, &ExplorePage::start);
  connect(pause_, &QPushButton::clicked, this, [this] {
    runner_.setPaused(!runner_.paused());
    updateButtons();
  });
  connect(stop_, &QPushButton::clicked, this, [this] { runner_.stop(); });
  connect(&runner_, &ExploreRunner::looked, this, [this](const auto& snapshot) { look(*snapshot); });
  connect(&runner_, &ExploreRunner::ended, this, &ExplorePage::ended);
  algorithm_->setCurrentText("MFEA");
  problem_->setCurrentText("CEC17-MTSO1-CI-HS");
  chooseAlgorithm();
  chooseProblem();
  updateButtons();
}

QComboBox* ExplorePage::picker(CatalogueFilter& filter, const char* name) {
  auto* box = new QComboBox;
  box->setObjectName(name);
  box->setModel(&filter);
  box->setEditable(true);
  box->setInsertPolicy(QComboBox::NoInsert);
  box->completer()->setFilterMode(Qt::MatchContains);
  box->completer()->setCompletionMode(QCompleter::PopupCompletion);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(18);
  box->setToolTip(tr("Type a part of the name, or choose"));
  return box;
}

QWidget* ExplorePage::controls() {
  auto* side = new QWidget;
  auto* form = new QFormLayout(side);
  form->setVerticalSpacing(5);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->addRow(labels_);
  const auto resettable = [&](const QString& title, QComboBox* box, ParamForm* params, const char* name) {
    form->addRow(title, box);
    auto* reset = new QToolButton;
    reset->setObjectName(name);
    reset->setText(tr("Reset"));
    reset->setToolTip(tr("All parameters to their defaults"));
    connect(reset, &QToolButton::clicked, params, &ParamForm::reset);
    connect(params, &ParamForm::changed, reset, [=] { reset->setEnabled(!params->values().empty()); });
    auto* group = new QWidget;
    auto* inner = new QVBoxLayout(group);
    inner->setContentsMargins(12, 0, 0, 4);
    inner->setSpacing(3);
    inner->addWidget(params);
    inner->addWidget(reset, 0, Qt::AlignRight);
    form->addRow(group);
  };
  resettable(tr("&Algorithm"), algorithm_, algorithmForm_, "resetAlgorithm");
  resettable(tr("P&roblem"), problem_, problemForm_, "resetProblem");
  instance_ = new QComboBox;
  instance_->setObjectName("exploreInstance");
  instance_->addItem(tr("official where imported"), static_cast<int>(Instance::Auto));
  instance_->addItem(tr("official"), static_cast<int>(Instance::Official));
  instance_->addItem(tr("synthetic"), static_cast<int>(Instance::Synthetic));
  form->addRow(tr("&Instance"), instance_);
  seed_->setObjectName("exploreSeed");
  form->addRow(tr("S&eed"), seed_);
  budget_->setPlaceholderText(tr("of the problem"));
  budget_->setObjectName("exploreBudget");
  form->addRow(tr("Evaluatio&ns"), budget_);
  checkpoints_->setObjectName("exploreCheckpoints");
  checkpoints_->setRange(1, 100000);
  checkpoints_->setValue(50);
  checkpoints_->setToolTip(tr("Records of the run: steps of the transfer slider, points of a multi-objective curve"));
  form->addRow(tr("Chec&kpoints"), checkpoints_);
  auto* scroll = new QScrollArea;
  scroll->setWidget(side);
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFrameShape(QFrame::NoFrame);
  // Start stays in view however long the forms are.
  auto* column = new QWidget;
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(scroll, 1);
  wrong_->setObjectName("exploreWrong");
  wrong_->setWordWrap(true);
  wrong_->setStyleSheet(QStringLiteral("color: #d55e00;"));
  wrong_->hide();
  layout->addWidget(wrong_);
  progress_->setTextVisible(false);
  progress_->setMaximumHeight(8);
  layout->addWidget(progress_);
  progressText_->setObjectName("exploreProgress");
  layout->addWidget(progressText_);
  auto* buttons = new QHBoxLayout;
  start_->setObjectName("exploreStart");
  pause_->setObjectName("explorePause");
  stop_->setObjectName("exploreStop");
  stop_->setToolTip(tr("At once; what has been drawn stays"));
  for (QPushButton* b : {start_, pause_, stop_}) buttons->addWidget(b);
  layout->addLayout(buttons);
  column->setMinimumWidth(300);
  return column;
}

QWidget* ExplorePage::views() {
  // Export stands in the corner of each group of views, and is in the context menu of each view.
  const auto corner = [this](QTabWidget* tabs, const char* name, auto action) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setText(tr("Export..."));
    button->setToolTip(tr("This figure as PDF, SVG or PNG"));
    connect(button, &QToolButton::clicked, this, action);
    tabs->setCornerWidget(button);
  };
  auto* curve = new QTabWidget;
  curve->addTab(convergence_, tr("&Convergence"));
  corner(curve, "exportConvergence", [this] { convergence_->exportFigure(); });
  convergence_->setObjectName("convergenceView");
  decisions_->setObjectName("populationView");
  objectives_->setObjectName("objectivesView");
  shownTask_ = new QComboBox;
  shownTask_->setObjectName("shownTask");
  shownTask_->setAccessibleName(tr("Tasks shown"));
  upper_ = new QTabWidget;
  upper_->addTab(decisions_, tr("Pop&ulation"));
  upper_->addTab(objectives_, tr("&Objective space"));
  auto* tools = new QWidget;
  auto* line = new QHBoxLayout(tools);
  line->setContentsMargins(0, 0, 0, 0);
  line->addWidget(shownTask_);
  auto* exportIt = new QToolButton;
  exportIt->setObjectName("exportPopulation");
  exportIt->setText(tr("Export..."));
  exportIt->setToolTip(tr("This figure as PDF, SVG or PNG"));
  connect(exportIt, &QToolButton::clicked, this,
          [this] { static_cast<FigureView*>(upper_->currentWidget())->exportFigure(); });
  line->addWidget(exportIt);
  upper_->setCornerWidget(tools);
  top_ = new QSplitter;
  top_->addWidget(curve);
  top_->addWidget(upper_);
  top_->setStretchFactor(0, 1);
  top_->setStretchFactor(1, 1);
  top_->setSizes({430, 430});
  lower_ = new QTabWidget;
  lower_->addTab(tasks_, tr("Tas&ks"));
  lower_->addTab(transfer_, tr("Trans&fer"));
  log_->setObjectName("exploreLog");
  log_->setReadOnly(true);
  log_->setMaximumBlockCount(5000);
  log_->setAccessibleName(tr("Log"));
  lower_->addTab(log_, tr("&Log"));
  corner(lower_, "exportLower", [this] {
    if (lower_->currentWidget() == tasks_) tasks_->exportFigure();
    if (lower_->currentWidget() == transfer_) transfer_->exportFigure();
  });
  connect(lower_, &QTabWidget::currentChanged, this,
          [this] { lower_->cornerWidget()->setVisible(lower_->currentWidget() != log_); });
  right_ = new QSplitter(Qt::Vertical);
  right_->addWidget(top_);
  right_->addWidget(lower_);
  right_->setSizes({320, 320});
  return right_;
}

void ExplorePage::chooseAlgorithm() {
  const std::string name = algorithm_->currentText().toStdString();
  if (name == chosenAlgorithm_ || !session_.catalogue().algorithms.contains(name)) return;
  chosenAlgorithm_ = name;
  algorithmForm_->setParams(describeParams(*session_.catalogue().algorithms.find(name).make()));
}

void ExplorePage::chooseProblem() {
  const std::string name = problem_->currentText().toStdString();
  if (name == chosenProblem_ || !session_.catalogue().problems.contains(name)) return;
  chosenProblem_ = name;
  problemForm_->setParams(describeParams(*session_.catalogue().problems.find(name).make()));  // shows the tasks
}

ExperimentSpec ExplorePage::spec() const {
  if (const QString wrong = algorithmForm_->problem(); !wrong.isEmpty()) throw InputError(wrong.toStdString());
  if (const QString wrong = problemForm_->problem(); !wrong.isEmpty()) throw InputError(wrong.toStdString());
  ExperimentSpec s;
  s.algorithms = {{algorithm_->currentText().trimmed().toStdString(), "", algorithmForm_->values()}};
  s.problems = {{problem_->currentText().trimmed().toStdString(), problemForm_->values()}};
  s.repetitions = 1;
  s.checkpoints = checkpoints_->value();
  s.instance = static_cast<Instance>(instance_->currentData().toInt());
  bool ok = false;
  s.seed = seed_->text().trimmed().toULongLong(&ok);
  if (!ok) throw InputError("The seed '" + seed_->text().toStdString() + "' is not a whole number from 0.");
  if (const QString typed = budget_->text().trimmed(); !typed.isEmpty()) {
    s.budget = typed.toLongLong(&ok);
    if (!ok || s.budget < 1)
      throw InputError("The number of evaluations '" + typed.toStdString() + "' is not a whole number from 1.");
  }
  return s;
}

QString ExplorePage::commandLine() const {
  return QString::fromStdString(shellLine(runCommand(spec(), {.output = "explore.h5"})));
}

void ExplorePage::showTasks() {
  if (chosenProblem_.empty() || !problemForm_->problem().isEmpty()) return;
  const auto catalogue = session_.sharedCatalogue();  // a job may outlive the window
  tasks_->setProblem(chosenProblem_, [catalogue, name = chosenProblem_, params = problemForm_->values(),
                                      instance = static_cast<Instance>(instance_->currentData().toInt())] {
    return buildProblem(*catalogue, name, params, {.instance = instance, .dataDir = ""});
  });
}

void ExplorePage::complain(const QString& sentence) {
  wrong_->setText(sentence);
  wrong_->setVisible(!sentence.isEmpty());
  if (!sentence.isEmpty()) log_->appendPlainText(sentence);
}

void ExplorePage::start() {
  if (runner_.running()) return;
  complain({});
  try {
    const ExperimentSpec wanted = spec();
    const auto catalogue = session_.sharedCatalogue();
    start_->setEnabled(false);
    // Planned as `tandem run` plans it, so that the run is the same. Instance data may take a moment to read.
    runAsync<Plan>(
        this, [wanted, catalogue] { return makePlan(wanted, *catalogue); },
        [this, catalogue](Plan plan) {
          const AlgorithmInfo& info = *plan.algorithms.front();
          const ProblemRecord& record = plan.info.problems.front();
          auto algorithm = info.make();
          setParams(*algorithm, plan.algorithmParams.front(), info.name);
          RunRequest request;
          request.problemKey = plan.problemKeys.front();
          request.seed = plan.spec.seed;
          request.budget = record.budget;
          request.population = record.population;
          request.checkpoints = plan.spec.checkpoints;
          running_ = plan.problems.front();
          populations_.clear();
          transfer_->clear();
          const QSignalBlocker quiet(shownTask_);
          shownTask_->clear();
          shownTask_->addItem(tr("all tasks"));
          for (int t = 0; t < running_->taskCount(); ++t) shownTask_->addItem(tr("task %1").arg(t + 1));
          quality_ = record.multiObjective() ? std::make_shared<const LiveQuality>(catalogue, record) : nullptr;
          upper_->setTabEnabled(1, record.multiObjective());
          log_->appendPlainText(tr("%1 on %2, seed %3, %L4 evaluations, instance: %5")
                                    .arg(QString::fromStdString(plan.info.algorithms.front().alias),
                                         QString::fromStdString(request.problemKey))
                                    .arg(request.seed)
                                    .arg(request.budget)
                                    .arg(QLatin1String(instanceName(record.instance))));
          runner_.start(std::move(algorithm), running_, std::move(request), quality_);
          updateButtons();
        },
        [this](const QString& sentence) {
          complain(sentence);
          updateButtons();
        });
  } catch (const std::exception& e) {
    complain(QString::fromUtf8(e.what()));
    updateButtons();
  }
}

void ExplorePage::look(const Snapshot& s) {
  if (s.quality.empty()) {
    if (quality_ == nullptr) convergence_->setFigure(figures::improvementsFigure(s.record.improvements));
  } else {
    std::vector<figures::Curve> curves;
    for (const QualityCurve& c : s.quality) curves.push_back({c.evaluations, c.values});
    convergence_->setFigure(figures::curvesFigure(curves, s.qualityName));
  }
  populations_ = s.populations;
  drawPopulations();
  transfer_->setRecord(s.record);
  progress_->setRange(0, 1000);
  progress_->setValue(
      static_cast<int>(1000.0 * std::min(1.0, static_cast<double>(s.evaluations) /
                                                  static_cast<double>(std::max<std::int64_t>(1, s.budget)))));
  progressText_->setText(
      tr("generation %L1, %L2 of %L3 evaluations").arg(s.generation).arg(s.evaluations).arg(s.budget));
}

void ExplorePage::drawPopulations() {
  if (running_ == nullptr || populations_.empty()) return;
  const figures::TaskChoice choice{.task = shownTask_->currentIndex() - 1, .most = 4};
  // Only what can be seen is drawn.
  if (upper_->currentWidget() == objectives_) {
    objectives_->setFigure(figures::objectivesFigure(populations_, *running_, choice));
  } else {
    decisions_->setFigure(figures::populationFigure(populations_, *running_, choice));
  }
}

void ExplorePage::ended(const RunRecord& record, const QString& sentence) {
  log_->appendPlainText(sentence);
  if (record.status == RunStatus::Failed) complain(sentence);
  if (record.status == RunStatus::Finished) {
    transfer_->setRecord(record);
    if (record.fronts.empty()) {
      convergence_->setFigure(figures::improvementsFigure(record.improvements));
      for (int t = 0; t < record.tasks; ++t) {
        const auto& steps = record.improvements[static_cast<std::size_t>(t)];
        if (steps.empty()) continue;
        log_->appendPlainText(tr("  task %1: %2, CV %3")
                                  .arg(t + 1)
                                  .arg(steps.back().objective, 0, 'e', 4)
                                  .arg(steps.back().cv, 0, 'g', 3));
      }
    } else if (quality_ != nullptr) {
      // At the checkpoints, so that the curve ends at the value a table of the same run has.
      runAsync<std::vector<std::vector<double>>>(
          this, [quality = quality_, shared = std::make_shared<RunRecord>(record)] { return quality->of(*shared); },
          [this, evaluations = record.evaluations, quality = quality_](const std::vector<std::vector<double>>& values) {
            if (quality != quality_ || runner_.running()) return;
            std::vector<figures::Curve> curves;
            const std::vector<double> x(evaluations.begin(), evaluations.end());
            for (std::size_t t = 0; t < values.size(); ++t) {
              curves.push_back({x, values[t]});
              log_->appendPlainText(tr("  task %1: %2 %3")
                                        .arg(t + 1)
                                        .arg(QString::fromStdString(quality->name()))
                                        .arg(values[t].back(), 0, 'e', 4));
            }
            convergence_->setFigure(figures::curvesFigure(curves, quality->name()));
          },
          [this](const QString& why) { complain(why); });
    }
  }
  updateButtons();
}

void ExplorePage::updateButtons() {
  start_->setEnabled(!runner_.running());
  pause_->setEnabled(runner_.running());
  stop_->setEnabled(runner_.running());
  pause_->setText(runner_.paused() ? tr("&Continue") : tr("&Pause"));
  progress_->setVisible(running_ != nullptr);
  progressText_->setVisible(running_ != nullptr);
}

void ExplorePage::saveState(QSettings& settings) const {
  settings.setValue("explore/labels", labels_->labels());
  settings.setValue("explore/algorithm", algorithm_->currentText());
  settings.setValue("explore/problem", problem_->currentText());
  settings.setValue("explore/instance", instance_->currentIndex());
  settings.setValue("explore/seed", seed_->text());
  settings.setValue("explore/evaluations", budget_->text());
  settings.setValue("explore/checkpoints", checkpoints_->value());
  settings.setValue("explore/top", top_->saveState());
  settings.setValue("explore/right", right_->saveState());
}

void ExplorePage::restoreState(const QSettings& settings) {
  if (!settings.contains("explore/algorithm")) return;
  labels_->setLabels(settings.value("explore/labels").toUInt());
  algorithm_->setCurrentText(settings.value("explore/algorithm").toString());
  problem_->setCurrentText(settings.value("explore/problem").toString());
  instance_->setCurrentIndex(settings.value("explore/instance").toInt());
  seed_->setText(settings.value("explore/seed").toString());
  budget_->setText(settings.value("explore/evaluations").toString());
  checkpoints_->setValue(settings.value("explore/checkpoints", 50).toInt());
  top_->restoreState(settings.value("explore/top").toByteArray());
  right_->restoreState(settings.value("explore/right").toByteArray());
}

}  // namespace tandem::gui
