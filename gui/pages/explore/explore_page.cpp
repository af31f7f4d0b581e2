// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/explore/explore_page.h"

#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>
#include <limits>

#include "gui/forms/explore_form.h"
#include "gui/look/card.h"
#include "gui/look/core_texts.h"
#include "gui/look/icons.h"
#include "gui/pages/explore/replay_bar.h"
#include "gui/pages/explore/task_view.h"
#include "gui/pages/explore/transfer_view.h"
#include "gui/pages/results/figure_view.h"
#include "gui/work/sentences.h"
#include "tandem/figures/live.h"
#include "tandem/specification/command_line.h"
#include "tandem/tables/names.h"

namespace tandem::gui {
namespace {

constexpr int kMostTasks = 4;  // shown side by side

/// The figure with a line across each panel at that many evaluations.
figures::Figure marked(figures::Figure figure, std::int64_t evaluations) {
  for (figures::Panel& panel : figure.panels) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const figures::Line& line : panel.lines) {
      for (const double v : line.y) {
        if (!std::isfinite(v) || (panel.y.log && v <= 0.0)) continue;
        low = std::min(low, v);
        high = std::max(high, v);
      }
    }
    if (low > high) continue;
    const auto at = static_cast<double>(evaluations);
    panel.lines.push_back({.x = {at, at},
                           .y = {low, high},
                           .style = figures::kInk,
                           .markers = false,
                           .width = 1.2,
                           .opacity = 0.8,
                           .solid = true});
  }
  return figure;
}

}  // namespace

ExplorePage::ExplorePage(Session& session)
    : session_(session),
      form_(new ExploreForm(session)),
      start_(new QPushButton(tr("&Start"))),
      pause_(new QPushButton(tr("Pa&use"))),
      stop_(new QPushButton(tr("St&op"))),
      wrong_(new QLabel),
      progressText_(new QLabel),
      progress_(new QProgressBar),
      convergence_(new FigureView),
      traces_(new FigureView),
      decisions_(new FigureView),
      objectives_(new FigureView),
      shownTask_(new QComboBox),
      transfer_(new TransferView),
      replay_(new ReplayBar),
      tasks_(new TaskView),
      log_(new QPlainTextEdit) {
  auto* all = new QSplitter;
  all->setChildrenCollapsible(false);
  all->addWidget(controls());
  all->addWidget(views());
  all->setStretchFactor(1, 1);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(all);
  connect(form_, &ExploreForm::problemChanged, this, &ExplorePage::showTasks);
  connect(form_, &ExploreForm::changed, this, [this] { complain({}); });  // it may be corrected by now
  // The instance to draw may have changed.
  connect(&session_, &Session::officialDataChanged, this, &ExplorePage::showTasks);
  connect(upper_, &QTabWidget::currentChanged, this, &ExplorePage::drawPopulations);
  connect(shownTask_, &QComboBox::activated, this, &ExplorePage::drawPopulations);
  connect(replay_, &ReplayBar::moved, this, &ExplorePage::showMoment);
  connect(start_, &QPushButton::clicked, this, &ExplorePage::start);
  connect(pause_, &QPushButton::clicked, this, &ExplorePage::pause);
  connect(stop_, &QPushButton::clicked, this, [this] { runner_.stop(); });
  connect(&runner_, &ExploreRunner::looked, this, [this](const auto& snapshot) { look(*snapshot); });
  connect(&runner_, &ExploreRunner::ended, this, &ExplorePage::ended);
  showTasks();
  updateButtons();
}

QWidget* ExplorePage::controls() {
  auto* scroll = new QScrollArea;
  scroll->setWidget(form_);
  scroll->setWidgetResizable(true);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFrameShape(QFrame::NoFrame);
  // Start stays in view however long the forms are.
  auto* column = new QWidget;
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(scroll, 1);
  wrong_->setObjectName("exploreWrong");
  wrong_->setWordWrap(true);
  look::makeWrong(*wrong_);
  wrong_->hide();
  layout->addWidget(wrong_);
  progress_->setTextVisible(false);
  progress_->setMaximumHeight(8);
  layout->addWidget(progress_);
  progressText_->setObjectName("exploreProgress");
  layout->addWidget(progressText_);
  auto* buttons = new QHBoxLayout;
  start_->setObjectName("exploreStart");
  start_->setProperty("primary", true);
  start_->setIcon(look::icon("play", look::Ink::OnAccent));
  pause_->setIcon(look::icon("pause"));
  stop_->setIcon(look::icon("square"));
  pause_->setObjectName("explorePause");
  stop_->setObjectName("exploreStop");
  stop_->setToolTip(tr("At once; what has been drawn stays"));
  for (QPushButton* b : {start_, pause_, stop_}) buttons->addWidget(b);
  layout->addLayout(buttons);
  column->setMinimumWidth(320);
  return column;
}

QToolButton* ExplorePage::exporter(const char* name, std::function<void()> action) {
  auto* button = new QToolButton;
  button->setObjectName(name);
  button->setText(tr("Export..."));
  button->setToolTip(tr("This figure as PDF, SVG or PNG"));
  connect(button, &QToolButton::clicked, this, std::move(action));
  return button;
}

QWidget* ExplorePage::views() {
  // Export is in the corner of each group of views, and in the context menu of each view.
  convergence_->setObjectName("convergenceView");
  convergence_->setEmptyText(tr("Start a run to see how the tasks improve."));
  traces_->setObjectName("tracesView");
  traces_->setEmptyText(tr("Start a run of an algorithm that adapts something (rmp, F, sigma, ...) to see it."));
  curve_ = new QTabWidget;
  curve_->addTab(convergence_, tr("&Convergence"));
  curve_->addTab(traces_, tr("Traces"));
  curve_->setCornerWidget(
      exporter("exportConvergence", [this] { static_cast<FigureView*>(curve_->currentWidget())->exportFigure(); }));
  decisions_->setObjectName("populationView");
  decisions_->setEmptyText(tr("Start a run to see its individuals, each as a line through its variables."));
  objectives_->setObjectName("objectivesView");
  objectives_->setEmptyText(tr("Start a run on a problem with several objectives to see how near its front it comes."));
  shownTask_->setObjectName("shownTask");
  shownTask_->setAccessibleName(tr("Tasks shown"));
  shownTask_->setToolTip(tr("Tasks shown"));
  shownTask_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  shownTask_->setFixedHeight(26);  // beside the tabs; a higher one would be cut
  shownTask_->hide();
  upper_ = new QTabWidget;
  upper_->addTab(decisions_, tr("&Population"));
  upper_->addTab(objectives_, tr("Ob&jectives"));
  auto* tools = new QWidget;
  auto* line = new QHBoxLayout(tools);
  line->setContentsMargins(0, 0, 0, 0);
  line->addWidget(shownTask_);
  line->addWidget(
      exporter("exportPopulation", [this] { static_cast<FigureView*>(upper_->currentWidget())->exportFigure(); }));
  upper_->setCornerWidget(tools);
  top_ = new QSplitter;
  top_->addWidget(curve_);
  top_->addWidget(upper_);
  top_->setStretchFactor(0, 1);
  top_->setStretchFactor(1, 1);
  top_->setSizes({430, 430});
  lower_ = new QTabWidget;
  lower_->setObjectName("exploreLower");
  lower_->addTab(tasks_, tr("&Tasks"));
  lower_->addTab(transfer_, tr("Transfer &matrix"));
  log_->setObjectName("exploreLog");
  log_->setReadOnly(true);
  log_->setTabChangesFocus(true);
  log_->setMaximumBlockCount(5000);
  log_->setAccessibleName(tr("Log"));
  log_->setPlaceholderText(tr("What was run, how it ended, and its final values."));
  lower_->addTab(log_, tr("&Log"));
  auto* exportLower = exporter("exportLower", [this] {
    if (lower_->currentWidget() == tasks_) tasks_->exportFigure();
    if (lower_->currentWidget() == transfer_) transfer_->exportFigure();
  });
  lower_->setCornerWidget(exportLower);
  connect(lower_, &QTabWidget::currentChanged, this,
          [this, exportLower] { exportLower->setVisible(lower_->currentWidget() != log_); });
  right_ = new QSplitter(Qt::Vertical);
  right_->addWidget(top_);
  right_->addWidget(lower_);
  right_->setSizes({320, 320});
  auto* column = new QWidget;
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(right_, 1);
  layout->addWidget(replay_);
  return column;
}

QString ExplorePage::commandLine() const {
  return QString::fromStdString(shellLine(runCommand(form_->spec(), {.output = "explore.h5"})));
}

void ExplorePage::showTasks() {
  if (auto build = form_->builder()) tasks_->setProblem(form_->problem(), std::move(build));
}

void ExplorePage::complain(const QString& sentence) {
  wrong_->setText(shortWords(sentence));
  wrong_->setVisible(!sentence.isEmpty());
  if (!sentence.isEmpty()) log_->appendPlainText(sentence);
}

void ExplorePage::start() {
  if (runner_.running()) return;
  complain({});
  try {
    const ExperimentSpec wanted = form_->spec();
    start_->setEnabled(false);
    // Planned as by `tandem run`, so that the run is the same. Reading instance data may take a moment.
    runAsync<Plan>(
        this, [wanted, catalogue = session_.sharedCatalogue()] { return makePlan(wanted, *catalogue); },
        [this](const Plan& plan) { startPlanned(plan); },
        [this](const QString& sentence) {
          complain(sentence);
          updateButtons();
        });
  } catch (const std::exception& e) {
    complain(sentenceOf(e));
    updateButtons();
  }
}

void ExplorePage::pause() {
  if (!runner_.running()) return;
  runner_.setPaused(!runner_.paused());
  updateButtons();
}

void ExplorePage::startPlanned(const Plan& plan) {
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
  curves_ = {};
  recordedTraces_ = {};
  replay_->clear();
  where_.clear();
  transfer_->clear();
  declared_ = plan.info.algorithms.front().traces;
  traces_->setFigure({});
  traces_->setEmptyText(declared_.empty() ? tr("This algorithm declares nothing that it adapts.")
                                          : tr("Nothing has been recorded yet."));
  shownTask_->clear();
  shownTask_->addItem(running_->taskCount() > kMostTasks ? tr("first %1 tasks").arg(kMostTasks) : tr("all tasks"));
  for (int t = 0; t < running_->taskCount(); ++t) shownTask_->addItem(tr("task %1").arg(t + 1));
  shownTask_->setVisible(running_->taskCount() > 1);
  quality_ =
      record.multiObjective() ? std::make_shared<const LiveQuality>(session_.sharedCatalogue(), record) : nullptr;
  upper_->setTabEnabled(1, record.multiObjective());
  log_->appendPlainText(
      tr("%1 on %2, seed %3, %L4 evaluations, instance: %5")
          .arg(QString::fromStdString(plan.info.algorithms.front().alias), QString::fromStdString(request.problemKey))
          .arg(request.seed)
          .arg(request.budget)
          .arg(look::coreText(instanceOf(record))));
  runner_.start(std::move(algorithm), running_, std::move(request), quality_);
  updateButtons();
}

void ExplorePage::look(const Snapshot& s) {
  if (s.quality.empty()) {
    if (quality_ == nullptr) showCurves(figures::improvementsFigure(s.record.improvements));
  } else {
    std::vector<figures::LiveCurve> curves;
    for (const QualityCurve& c : s.quality) curves.push_back({c.evaluations, c.values});
    showCurves(figures::curvesFigure(curves, s.qualityName));
  }
  populations_ = s.populations;
  replay_->setMoments(runner_.moments());
  if (replay_->moment() == nullptr) drawPopulations();
  transfer_->setRecord(s.record);
  showTraces(s.record);
  progress_->setRange(0, 1000);
  progress_->setValue(
      static_cast<int>(1000.0 * std::min(1.0, static_cast<double>(s.evaluations) /
                                                  static_cast<double>(std::max<std::int64_t>(1, s.budget)))));
  where_ = tr("generation %L1, %L2 of %L3 evaluations").arg(s.generation).arg(s.evaluations).arg(s.budget);
  updateButtons();
}

void ExplorePage::showCurves(figures::Figure figure) {
  curves_ = std::move(figure);
  const auto moment = replay_->moment();
  convergence_->setFigure(moment != nullptr ? marked(curves_, moment->evaluations) : curves_);
}

void ExplorePage::showTraces(const RunRecord& record) {
  recordedTraces_ = figures::liveTracesFigure(declared_, record);
  const auto moment = replay_->moment();
  traces_->setFigure(moment != nullptr ? marked(recordedTraces_, moment->evaluations) : recordedTraces_);
}

void ExplorePage::showMoment() {
  const auto moment = replay_->moment();
  convergence_->setFigure(moment != nullptr ? marked(curves_, moment->evaluations) : curves_);
  traces_->setFigure(moment != nullptr ? marked(recordedTraces_, moment->evaluations) : recordedTraces_);
  transfer_->showAt(moment != nullptr ? moment->evaluations : -1);
  drawPopulations();
}

void ExplorePage::drawPopulations() {
  const auto moment = replay_->moment();
  const std::vector<Population> populations = moment != nullptr ? moment->populations() : populations_;
  if (running_ == nullptr || populations.empty()) return;
  const figures::TaskChoice choice{.task = shownTask_->currentIndex() - 1, .most = kMostTasks};
  // Draw only what is visible.
  if (upper_->currentWidget() == objectives_) {
    objectives_->setFigure(figures::objectivesFigure(populations, *running_, choice));
  } else {
    decisions_->setFigure(figures::populationFigure(populations, *running_, choice));
  }
}

void ExplorePage::ended(const RunRecord& record, const QString& sentence) {
  log_->appendPlainText(sentence);
  if (record.status == RunStatus::Failed) complain(sentence);
  replay_->setMoments(runner_.moments());
  if (record.status == RunStatus::Finished) {
    transfer_->setRecord(record);
    showTraces(record);
    if (!record.fronts.empty()) {
      showQuality(record);
    } else {
      showCurves(figures::improvementsFigure(record.improvements));
      for (int t = 0; t < record.tasks; ++t) {
        const auto& steps = record.improvements[t];
        if (steps.empty()) continue;
        log_->appendPlainText(tr("  task %1: %2, CV %3")
                                  .arg(t + 1)
                                  .arg(steps.back().objective, 0, 'e', 4)
                                  .arg(steps.back().cv, 0, 'g', 3));
      }
    }
  }
  updateButtons();
}

void ExplorePage::showQuality(const RunRecord& record) {
  if (quality_ == nullptr) return;
  // At the checkpoints, so that the curve ends at the value a table of the same run has.
  using Values = std::vector<std::vector<double>>;
  runAsync<Values>(
      this, [quality = quality_, shared = std::make_shared<RunRecord>(record)] { return quality->of(*shared); },
      [this, evaluations = record.evaluations, quality = quality_](const Values& values) {
        if (quality != quality_ || runner_.running()) return;
        std::vector<figures::LiveCurve> curves;
        const std::vector<double> x(evaluations.begin(), evaluations.end());
        for (std::size_t t = 0; t < values.size(); ++t) {
          curves.push_back({x, values[t]});
          log_->appendPlainText(tr("  task %1: %2 %3")
                                    .arg(t + 1)
                                    .arg(QString::fromStdString(quality->name()))
                                    .arg(values[t].back(), 0, 'e', 4));
        }
        showCurves(figures::curvesFigure(curves, quality->name()));
      },
      [this](const QString& why) { complain(why); });
}

void ExplorePage::updateButtons() {
  const bool running = runner_.running();
  start_->setEnabled(!running);
  pause_->setEnabled(running);
  stop_->setEnabled(running);
  pause_->setText(runner_.paused() ? tr("Contin&ue") : tr("Pa&use"));
  pause_->setIcon(look::icon(runner_.paused() ? "play" : "pause"));
  progress_->setVisible(running_ != nullptr);
  progressText_->setVisible(running_ != nullptr);
  progressText_->setText(running && runner_.paused() ? tr("paused: %1").arg(where_) : where_);
}

void ExplorePage::saveState(QSettings& settings) const {
  form_->saveState(settings);
  settings.setValue("explore/top", top_->saveState());
  settings.setValue("explore/right", right_->saveState());
}

void ExplorePage::restoreState(const QSettings& settings) {
  form_->restoreState(settings);
  if (!settings.contains("explore/top")) return;
  top_->restoreState(settings.value("explore/top").toByteArray());
  right_->restoreState(settings.value("explore/right").toByteArray());
}

}  // namespace tandem::gui
