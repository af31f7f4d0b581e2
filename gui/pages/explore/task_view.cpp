// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/explore/task_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>
#include <algorithm>
#include <variant>

#include "gui/pages/explore/surface_view.h"
#include "gui/pages/results/figure_view.h"
#include "gui/work/session.h"
#include "tandem/error.h"
#include "tandem/figures/fronts.h"
#include "tandem/figures/landscape.h"

namespace tandem::gui {
namespace {

QSpinBox* spin(const char* name, int low, int high, int value) {
  auto* box = new QSpinBox;
  box->setObjectName(name);
  box->setRange(low, high);
  box->setValue(value);
  box->setKeyboardTracking(false);
  return box;
}

figures::Figure frontsFigure(const BuiltProblem& built, const std::string& name, int task) {
  figures::Figure figure{.title = name + ": Pareto fronts"};
  figure.legend = false;
  const Problem& problem = *built.problem;
  int unknown = 0;
  for (int t = 0; t < problem.taskCount(); ++t) {
    const TaskInfo& info = problem.tasks()[t];
    if (info.objectives < 2 || (task >= 0 && t != task)) continue;
    const Matrix front = problem.reference(t).front;
    if (front.empty()) {
      ++unknown;
      continue;
    }
    if (figure.panels.size() == 9) break;
    figure.panels.push_back(figures::objectivePanel({}, front, info.objectives));
    figure.panels.back().title = "Task " + std::to_string(t + 1) + (info.name.empty() ? "" : ": " + info.name);
  }
  if (figure.panels.empty()) {
    throw InputError(QObject::tr("No Pareto front of %1 is known.").arg(QString::fromStdString(name)).toStdString());
  }
  figure.note = std::string("Reference fronts") +
                (unknown > 0 ? "; " + std::to_string(unknown) + " tasks have none" : std::string()) +
                "; instance: " + instanceName(built.instance) + '.';
  return figure;
}

}  // namespace

TaskView::TaskView()
    : kind_(new QComboBox),
      task_(new QComboBox),
      samples_(spin("taskSamples", 10, 2000, 80)),
      first_(spin("taskFirst", 1, 10000, 1)),
      second_(spin("taskSecond", 1, 10000, 2)),
      message_(new QLabel),
      samplesLabel_(new QLabel(tr("&Grid points"))),
      firstLabel_(new QLabel(tr("&x"))),
      secondLabel_(new QLabel(tr("&y"))),
      real_(new QCheckBox(tr("variables' o&wn units"))),
      stack_(new QStackedWidget),
      figure_(new FigureView),
      surface_(new SurfaceView) {
  kind_->setObjectName("taskFigure");
  kind_->setAccessibleName(tr("Figure"));
  task_->setObjectName("taskChoice");
  task_->setAccessibleName(tr("Task"));
  // Because their texts change with the problem.
  for (QComboBox* box : {kind_, task_}) box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  surface_->setObjectName("surface");
  figure_->setObjectName("taskPicture");
  message_->setObjectName("taskMessage");
  message_->setAlignment(Qt::AlignCenter);
  message_->setWordWrap(true);
  auto* line = new QHBoxLayout;
  line->addWidget(kind_);
  line->addWidget(task_);
  real_->setObjectName("taskReal");
  real_->setToolTip(
      tr("Units of the variables instead of the unified space from 0 to 1; tasks in one surface share "
         "the unified space"));
  line->addWidget(real_);
  samplesLabel_->setBuddy(samples_);
  samples_->setToolTip(tr("Points per axis"));
  line->addWidget(samplesLabel_);
  line->addWidget(samples_);
  firstLabel_->setBuddy(first_);
  secondLabel_->setBuddy(second_);
  for (QSpinBox* box : {first_, second_}) box->setToolTip(tr("Number of the variable on this axis"));
  line->addWidget(firstLabel_);
  line->addWidget(first_);
  line->addWidget(secondLabel_);
  line->addWidget(second_);
  line->addStretch();
  stack_->addWidget(figure_);
  stack_->addWidget(surface_);
  stack_->addWidget(message_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(4, 4, 4, 0);
  layout->addLayout(line);
  layout->addWidget(stack_, 1);
  for (QComboBox* box : {kind_, task_}) connect(box, &QComboBox::activated, this, &TaskView::redraw);
  connect(real_, &QCheckBox::clicked, this, &TaskView::redraw);
  for (QSpinBox* box : {samples_, first_, second_}) connect(box, &QSpinBox::valueChanged, this, &TaskView::redraw);
}

void TaskView::setProblem(const std::string& name, std::function<BuiltProblem()> build) {
  const int asked = ++generation_;
  runAsync<BuiltProblem>(
      this, std::move(build),
      [this, asked, name](const BuiltProblem& built) {
        if (asked != generation_) return;
        name_ = name;
        built_ = built;
        fillChoices(built);
        redraw();
      },
      [this, asked](const QString& sentence) {
        if (asked != generation_) return;
        built_ = {};
        message_->setText(sentence);
        stack_->setCurrentWidget(message_);
      });
}

void TaskView::fillChoices(const BuiltProblem& built) {
  const std::vector<TaskInfo>& tasks = built.problem->tasks();
  const auto any = [&](auto property) { return std::any_of(tasks.begin(), tasks.end(), property); };
  const int kind = kind_->currentData().toInt();
  const int task = task_->currentIndex();
  kind_->clear();
  kind_->addItem(tr("Line"), Line);
  if (any([](const TaskInfo& t) { return t.dim >= 2; })) {
    kind_->addItem(tr("Plane"), Plane);
    kind_->addItem(tr("Surface"), Surface3d);
    if (any([](const TaskInfo& t) { return t.constraints > 0; })) kind_->addItem(tr("Feasible region"), Feasible);
  }
  if (tasks.size() > 1) kind_->addItem(tr("Similarity"), Similarity);
  if (any([](const TaskInfo& t) { return t.objectives > 1; })) kind_->addItem(tr("Pareto front"), Fronts);
  kind_->setCurrentIndex(std::max(0, kind_->findData(kind)));
  int widest = 1;
  for (const TaskInfo& t : tasks) widest = std::max(widest, t.dim);
  for (QSpinBox* box : {first_, second_}) {
    const QSignalBlocker quiet(box);
    box->setMaximum(widest);
  }
  task_->clear();
  task_->addItem(tr("all tasks"));
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    task_->addItem(tr("task %1").arg(t + 1) +
                   (tasks[t].name.empty() ? QString() : QStringLiteral(": ") + QString::fromStdString(tasks[t].name)));
  }
  task_->setCurrentIndex(task >= 0 && task < task_->count() ? task : 0);
}

void TaskView::redraw() {
  if (built_.problem == nullptr) return;
  const int asked = ++generation_;
  const auto kind = static_cast<Kind>(kind_->currentData().toInt());
  const bool plane = kind == Plane || kind == Surface3d || kind == Feasible;
  for (QWidget* w :
       std::initializer_list<QWidget*>{samplesLabel_, samples_, firstLabel_, first_, secondLabel_, second_})
    w->setVisible(plane);
  task_->setEnabled(kind != Similarity);
  const bool together = task_->currentIndex() == 0 && built_.problem->taskCount() > 1;
  real_->setEnabled(kind == Line || kind == Plane || kind == Feasible || (kind == Surface3d && !together));
  figures::LandscapeOptions options{.task = task_->currentIndex() - 1,
                                    .plane = kind == Plane,
                                    .unified = !(real_->isEnabled() && real_->isChecked()),
                                    .samples = kind == Similarity ? 2000
                                               : plane            ? samples_->value()
                                                                  : 400,
                                    .first = first_->value() - 1,
                                    .second = second_->value() - 1};
  if (kind == Surface3d || kind == Feasible) options.samples = std::min(options.samples, 200);
  using Picture = std::variant<figures::Figure, figures::Surface>;
  runAsync<Picture>(
      this,
      [built = built_, name = name_, kind, options]() -> Picture {
        switch (kind) {
          case Surface3d:
            return figures::landscapeSurface(built, name, options);
          case Feasible:
            return figures::feasibleFigure(built, name, options);
          case Similarity:
            return figures::similarityFigure(built, name, options.samples);
          case Fronts:
            return frontsFigure(built, name, options.task);
          default:
            return figures::landscapeFigure(built, name, options);
        }
      },
      [this, asked](Picture picture) {
        if (asked != generation_) return;
        if (auto* figure = std::get_if<figures::Figure>(&picture)) {
          figure_->setFigure(std::move(*figure));
          stack_->setCurrentWidget(figure_);
        } else {
          surface_->setSurface(std::move(std::get<figures::Surface>(picture)));
          stack_->setCurrentWidget(surface_);
        }
      },
      [this, asked](const QString& sentence) {
        if (asked != generation_) return;
        message_->setText(sentence);
        stack_->setCurrentWidget(message_);
      });
}

void TaskView::exportFigure() {
  if (stack_->currentWidget() == surface_) {
    surface_->exportFigure();
  } else if (stack_->currentWidget() == figure_) {
    figure_->exportFigure();
  }
}

}  // namespace tandem::gui
