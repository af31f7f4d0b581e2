// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/explore_page.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QGroupBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

#include "gui/forms/param_form.h"
#include "gui/plots/fronts.h"
#include "gui/plots/landscape.h"
#include "gui/plots/transfer.h"
#include "gui/views/figure_view.h"
#include "tandem/error.h"

namespace tandem::gui {
namespace {

QComboBox* searchable() {
  auto* box = new QComboBox;
  box->setEditable(true);
  box->setInsertPolicy(QComboBox::NoInsert);
  box->completer()->setFilterMode(Qt::MatchContains);
  box->completer()->setCompletionMode(QCompleter::PopupCompletion);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(18);
  return box;
}

std::string taskName(int t) {
  return "T" + std::to_string(t + 1);
}

}  // namespace

ExplorePage::ExplorePage(Session& session)
    : session_(session),
      algorithm_(searchable()),
      problem_(searchable()),
      algorithmForm_(new ParamForm),
      problemForm_(new ParamForm),
      seed_(new QLineEdit("1")),
      budget_(new QLineEdit),
      start_(new QPushButton(tr("&Start"))),
      pause_(new QPushButton(tr("&Pause"))),
      stop_(new QPushButton(tr("S&top"))),
      convergence_(new FigureView),
      decisions_(new FigureView),
      objectives_(new FigureView),
      transfer_(new FigureView),
      landscape_(new FigureView),
      log_(new QPlainTextEdit) {
  start_->setObjectName("exploreStart");
  log_->setObjectName("exploreLog");
  log_->setReadOnly(true);
  log_->setMaximumHeight(90);
  budget_->setPlaceholderText(tr("of the problem"));
  budget_->setObjectName("exploreBudget");
  for (const auto& a : session.catalogue().algorithms.all()) algorithm_->addItem(QString::fromStdString(a.name));
  for (const auto& p : session.catalogue().problems.all()) problem_->addItem(QString::fromStdString(p.name));
  auto* side = new QWidget;
  auto* form = new QFormLayout(side);
  form->addRow(tr("&Algorithm"), algorithm_);
  form->addRow(algorithmForm_);
  form->addRow(tr("P&roblem"), problem_);
  form->addRow(problemForm_);
  form->addRow(tr("S&eed"), seed_);
  form->addRow(tr("Evaluatio&ns"), budget_);
  auto* buttons = new QHBoxLayout;
  for (QPushButton* b : {start_, pause_, stop_}) buttons->addWidget(b);
  form->addRow(buttons);
  auto* scroll = new QScrollArea;
  scroll->setWidget(side);
  scroll->setWidgetResizable(true);
  scroll->setMinimumWidth(290);
  auto* lower = new QTabWidget;
  lower->addTab(decisions_, tr("Population"));
  lower->addTab(objectives_, tr("Objective space"));
  lower->addTab(transfer_, tr("Transfer"));
  lower->addTab(landscape_, tr("Tasks"));
  auto* right = new QSplitter(Qt::Vertical);
  right->addWidget(convergence_);
  right->addWidget(lower);
  right->addWidget(log_);
  right->setSizes({270, 300, 80});
  auto* all = new QSplitter;
  all->addWidget(scroll);
  all->addWidget(right);
  all->setStretchFactor(1, 1);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(all);
  connect(algorithm_, &QComboBox::currentTextChanged, this, &ExplorePage::chooseAlgorithm);
  connect(problem_, &QComboBox::currentTextChanged, this, &ExplorePage::chooseProblem);
  connect(start_, &QPushButton::clicked, this, &ExplorePage::start);
  connect(pause_, &QPushButton::clicked, this, [this] {
    runner_.setPaused(!runner_.paused());
    updateButtons();
  });
  connect(stop_, &QPushButton::clicked, this, [this] { runner_.stop(); });
  connect(&runner_, &ExploreRunner::looked, this, [this](const auto& snapshot) { look(*snapshot); });
  connect(&runner_, &ExploreRunner::ended, this, [this](const RunRecord& record, const QString& sentence) {
    log_->appendPlainText(sentence);
    if (record.status == RunStatus::Finished) {
      drawRecord(record);
      for (int t = 0; t < record.tasks && record.fronts.empty(); ++t) {
        const auto& steps = record.improvements[static_cast<std::size_t>(t)];
        if (!steps.empty())
          log_->appendPlainText(tr("  task %1: %2, CV %3")
                                    .arg(t + 1)
                                    .arg(steps.back().objective, 0, 'e', 4)
                                    .arg(steps.back().cv, 0, 'g', 3));
      }
    }
    updateButtons();
  });
  if (session.catalogue().algorithms.contains("MFEA")) algorithm_->setCurrentText("MFEA");
  const int first = problem_->findText("CEC17-MTSO1", Qt::MatchStartsWith);
  if (first >= 0) problem_->setCurrentIndex(first);
  chooseAlgorithm();
  chooseProblem();
  updateButtons();
}

void ExplorePage::chooseAlgorithm() {
  const std::string name = algorithm_->currentText().toStdString();
  if (session_.catalogue().algorithms.contains(name))
    algorithmForm_->setParams(describeParams(*session_.catalogue().algorithms.find(name).make()));
}

void ExplorePage::chooseProblem() {
  const std::string name = problem_->currentText().toStdString();
  if (!session_.catalogue().problems.contains(name)) return;
  problemForm_->setParams(describeParams(*session_.catalogue().problems.find(name).make()));
  drawLandscape();
}

BuiltProblem ExplorePage::build() const {
  if (const QString wrong = problemForm_->problem(); !wrong.isEmpty()) throw InputError(wrong.toStdString());
  return buildProblem(session_.catalogue(), problem_->currentText().toStdString(), problemForm_->values());
}

void ExplorePage::drawLandscape() {
  const auto catalogue = session_.sharedCatalogue();  // a job may outlive the window
  const std::string name = problem_->currentText().toStdString();
  runAsync<figures::Figure>(
      this, [catalogue, name] { return figures::landscapeFigure(buildProblem(*catalogue, name), name); },
      [this, name](figures::Figure f) {
        if (name == problem_->currentText().toStdString()) landscape_->setFigure(std::move(f));
      },
      [this](const QString& sentence) { log_->appendPlainText(sentence); });
}

void ExplorePage::start() {
  try {
    const AlgorithmInfo& info = session_.catalogue().algorithms.find(algorithm_->currentText().toStdString());
    if (const QString wrong = algorithmForm_->problem(); !wrong.isEmpty()) throw InputError(wrong.toStdString());
    auto algorithm = info.make();
    setParams(*algorithm, algorithmForm_->values(), info.name);
    built_ = build();
    RunRequest request;
    request.problemKey = problem_->currentText().toStdString();
    bool ok = false;
    request.seed = seed_->text().toULongLong(&ok);
    if (!ok) throw InputError("The seed is not a whole number from 0.");
    request.budget = budget_->text().isEmpty() ? built_.problem->defaultBudget() : budget_->text().toLongLong(&ok);
    if (!ok || request.budget < 1) throw InputError("The number of evaluations is not a whole number from 1.");
    request.population = built_.problem->defaultPopulation();
    if (const std::string why = whyUnsuitable(info, *built_.problem, request.population); !why.empty())
      throw InputError(why);
    log_->appendPlainText(tr("%1 on %2, seed %3, instance: %4")
                              .arg(algorithm_->currentText(), problem_->currentText(), seed_->text(),
                                   QLatin1String(instanceName(built_.instance))));
    runner_.start(std::move(algorithm), built_.problem, std::move(request));
  } catch (const std::exception& e) {
    log_->appendPlainText(QString::fromUtf8(e.what()));
  }
  updateButtons();
}

void ExplorePage::look(const Snapshot& s) {
  drawRecord(s.record);
  const int tasks = built_.problem->taskCount();
  figures::Figure decisions, objectives;
  for (int t = 0; t < std::min(tasks, 6); ++t) {
    const TaskInfo& info = built_.problem->tasks()[static_cast<std::size_t>(t)];
    figures::Panel panel;
    panel.title = "Task " + std::to_string(t + 1);
    panel.x.label = "variable";
    panel.y = {.label = "unified", .min = -0.02, .max = 1.02};
    figures::Line line{.style = t, .markers = false, .sorted = false, .width = 0.8, .opacity = 0.5, .solid = true};
    std::vector<std::vector<double>> points;
    int drawn = 0;
    for (const Population& pop : s.populations) {
      for (int i = 0; i < pop.size(); ++i) {
        if (pop.task(i) != t) continue;
        for (int j = 0; drawn < 60 && j < info.dim; ++j) {
          line.x.push_back(j + 1);
          line.y.push_back(pop.x(i)[static_cast<std::size_t>(j)]);
        }
        line.x.push_back(figures::kNone);
        line.y.push_back(figures::kNone);
        ++drawn;
        points.emplace_back();
        for (int m = 0; m < info.objectives; ++m) points.back().push_back(pop.obj(i, m));
      }
    }
    panel.lines.push_back(std::move(line));
    decisions.panels.push_back(std::move(panel));
    if (info.objectives > 1) {
      Matrix m(static_cast<int>(points.size()), info.objectives);
      for (int i = 0; i < m.rows(); ++i)
        std::copy(points[static_cast<std::size_t>(i)].begin(), points[static_cast<std::size_t>(i)].end(),
                  m.row(i).begin());
      objectives.panels.push_back(figures::objectivePanel({{"population", std::move(m), t}},
                                                          built_.problem->reference(t).front, info.objectives));
    }
  }
  decisions.note = "Generation " + std::to_string(s.generation) + ", " + std::to_string(s.evaluations) + " of " +
                   std::to_string(s.budget) + " evaluations.";
  decisions_->setFigure(std::move(decisions));
  if (!objectives.panels.empty()) objectives_->setFigure(std::move(objectives));
}

void ExplorePage::drawRecord(const RunRecord& r) {
  figures::Figure figure;
  figures::Panel panel;
  panel.x.label = "evaluations of all tasks";
  panel.y.label = "best objective value";
  bool positive = true;
  for (int t = 0; t < std::min<int>(static_cast<int>(r.improvements.size()), 12); ++t) {
    figures::Line line{.label = "Task " + std::to_string(t + 1), .style = t, .steps = true};
    const auto& steps = r.improvements[static_cast<std::size_t>(t)];
    const std::size_t every = std::max<std::size_t>(1, steps.size() / 400);
    for (std::size_t i = 0; i < steps.size();
         i += (i + every < steps.size() || i + 1 == steps.size() ? every : steps.size() - 1 - i)) {
      line.x.push_back(static_cast<double>(steps[i].evaluations));
      line.y.push_back(steps[i].cv <= 0.0 ? steps[i].objective : figures::kNone);
      positive = positive && steps[i].objective > 0.0;
    }
    panel.lines.push_back(std::move(line));
  }
  panel.y.log = positive;
  figure.panels.push_back(std::move(panel));
  if (r.fronts.empty()) convergence_->setFigure(std::move(figure));
  const auto n = static_cast<std::size_t>(r.tasks);
  if (!r.transferReported || n == 0 || r.transfer.size() < n * n) return;
  std::vector<std::string> names;
  for (int t = 0; t < r.tasks; ++t) names.push_back(taskName(t));
  // The last checkpoint that was reached.
  std::size_t last = 0;
  for (std::size_t k = 0; (k + 1) * n * n <= r.transfer.size(); ++k) {
    for (std::size_t i = 0; i < n * n; ++i) last = r.transfer[k * n * n + i].made > 0 ? k : last;
  }
  const std::vector<TransferCounts> counts(r.transfer.begin() + static_cast<std::ptrdiff_t>(last * n * n),
                                           r.transfer.begin() + static_cast<std::ptrdiff_t>((last + 1) * n * n));
  transfer_->setFigure({.panels = figures::transferPanels(counts, names), .columns = 4, .legend = false});
}

void ExplorePage::updateButtons() {
  start_->setEnabled(!runner_.running());
  pause_->setEnabled(runner_.running());
  stop_->setEnabled(runner_.running());
  pause_->setText(runner_.paused() ? tr("&Continue") : tr("&Pause"));
}

}  // namespace tandem::gui
