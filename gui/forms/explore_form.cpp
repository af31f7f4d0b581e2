// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/forms/explore_form.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLineEdit>
#include <QSettings>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>
#include <optional>

#include "gui/forms/label_filter.h"
#include "gui/forms/number_field.h"
#include "gui/forms/param_form.h"
#include "gui/models/catalogue_model.h"
#include "tandem/error.h"

namespace tandem::gui {
namespace {

constexpr int kIndent = 12;
constexpr int kRowsOfAList = 24;

/// The typed text becomes the current entry, so that the list opens there and not at its beginning.
void follow(QComboBox& box) {
  const int at = box.findText(box.currentText(), Qt::MatchExactly | Qt::MatchCaseSensitive);
  if (at < 0 || at == box.currentIndex()) return;
  const QSignalBlocker quiet(box);
  const QString typed = box.currentText();
  const int cursor = box.lineEdit()->cursorPosition();
  box.setCurrentIndex(at);
  if (box.currentText() == typed) box.lineEdit()->setCursorPosition(cursor);
}

/// 0 for an empty field, which means the problem's own. Written as in the place Experiment: 2e7, 20,000,000.
std::int64_t countIn(const QLineEdit& edit, const QString& what) {
  const QString typed = edit.text().trimmed();
  if (typed.isEmpty()) return 0;
  const std::optional<quint64> value = NumberField::wholeIn(typed);
  if (!value || *value < 1 || *value > static_cast<quint64>(std::numeric_limits<std::int64_t>::max())) {
    throw InputError(QObject::tr("%1: '%2' is not a whole number from 1; leave it empty for the problem's own.")
                         .arg(what, typed)
                         .toStdString());
  }
  return static_cast<std::int64_t>(*value);
}

}  // namespace

ExploreForm::ExploreForm(Session& session)
    : session_(session),
      algorithms_(new CatalogueFilter(this)),
      problems_(new CatalogueFilter(this)),
      labels_(new LabelFilter),
      algorithmForm_(new ParamForm),
      problemForm_(new ParamForm),
      instance_(new QComboBox),
      checkpoints_(new QSpinBox) {
  for (const auto& [filter, kind] : {std::pair(algorithms_, CatalogueModel::Kind::Algorithms),
                                     std::pair(problems_, CatalogueModel::Kind::Problems)}) {
    auto* model = new CatalogueModel(session.catalogue(), kind, this);
    filter->setSourceModel(model);
    connect(&session, &Session::catalogueChanged, model, [this, model] { takeCatalogue(*model); });
  }
  algorithm_ = picker(*algorithms_, "exploreAlgorithm");
  problem_ = picker(*problems_, "exploreProblem");
  auto* form = new QFormLayout(this);
  form->setVerticalSpacing(5);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->addRow(labels_);
  resetAlgorithm_ = addChoice(*form, tr("&Algorithm"), algorithm_, algorithmForm_, "resetAlgorithm");
  resetProblem_ = addChoice(*form, tr("Pro&blem"), problem_, problemForm_, "resetProblem");
  instance_->setObjectName("exploreInstance");
  instance_->setToolTip(tr("Data of the problem: as its authors published it, or drawn by Tandem's generator"));
  instance_->addItem(tr("official where imported"), static_cast<int>(Instance::Auto));
  instance_->addItem(tr("official"), static_cast<int>(Instance::Official));
  instance_->addItem(tr("synthetic"), static_cast<int>(Instance::Synthetic));
  form->addRow(tr("&Instance"), instance_);
  seed_ = addNumber(*form, tr("See&d"), "exploreSeed", tr("The same seed and settings give the same run"));
  seed_->setText("1");
  budget_ = addNumber(*form, tr("Evaluatio&ns"), "exploreBudget", tr("Of all tasks together"));
  population_ = addNumber(*form, tr("Population si&ze"), "explorePopulation", tr("Individuals a task"));
  for (QLineEdit* edit : {budget_, population_}) edit->setPlaceholderText(tr("the problem's own"));
  checkpoints_->setObjectName("exploreCheckpoints");
  checkpoints_->setRange(1, 100000);
  checkpoints_->setValue(50);
  checkpoints_->setToolTip(tr("Records of the run: steps of the transfer slider, points of a multi-objective curve"));
  form->addRow(tr("Chec&kpoints"), checkpoints_);

  // Aligns the parameters' fields with the others.
  int widest = 0;
  for (int row = 0; row < form->rowCount(); ++row) {
    if (const QLayoutItem* item = form->itemAt(row, QFormLayout::LabelRole))
      widest = std::max(widest, item->sizeHint().width());
  }
  for (ParamForm* params : {algorithmForm_, problemForm_}) params->setLabelWidth(widest - kIndent);

  connect(labels_, &LabelFilter::changed, this, [this](Labels wanted) {
    algorithms_->setLabels(wanted);
    problems_->setLabels(wanted);
    chooseAlgorithm();
    chooseProblem();
  });
  connect(algorithm_, &QComboBox::currentTextChanged, this, &ExploreForm::chooseAlgorithm);
  connect(problem_, &QComboBox::currentTextChanged, this, &ExploreForm::chooseProblem);
  connect(problemForm_, &ParamForm::changed, this, &ExploreForm::problemChanged);
  connect(instance_, &QComboBox::activated, this, &ExploreForm::problemChanged);
  for (QComboBox* box : {algorithm_, problem_})
    connect(box, &QComboBox::currentTextChanged, this, &ExploreForm::changed);
  for (ParamForm* params : {algorithmForm_, problemForm_})
    connect(params, &ParamForm::changed, this, &ExploreForm::changed);
  for (QLineEdit* edit : {seed_, budget_, population_}) {
    connect(edit, &QLineEdit::textChanged, this, &ExploreForm::changed);
  }
  algorithm_->setCurrentText("MFEA");
  problem_->setCurrentText("CEC17-MTSO1-CI-HS");
  chooseAlgorithm();
  chooseProblem();
}

QComboBox* ExploreForm::picker(CatalogueFilter& filter, const char* name) {
  auto* box = new QComboBox;
  box->setObjectName(name);
  box->setModel(&filter);
  box->setEditable(true);
  box->setInsertPolicy(QComboBox::NoInsert);
  box->completer()->setFilterMode(Qt::MatchContains);
  box->completer()->setCompletionMode(QCompleter::PopupCompletion);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(18);
  box->setMaxVisibleItems(kRowsOfAList);
  box->setToolTip(tr("Type a part of the name, or choose"));
  return box;
}

QToolButton* ExploreForm::addChoice(QFormLayout& form, const QString& title, QComboBox* box, ParamForm* params,
                                    const char* resetName) {
  form.addRow(title, box);
  auto* reset = new QToolButton;
  reset->setObjectName(resetName);
  reset->setText(tr("Reset"));
  reset->setToolTip(tr("All parameters to their defaults"));
  connect(reset, &QToolButton::clicked, params, &ParamForm::reset);
  connect(params, &ParamForm::changed, reset, [=] {
    reset->setVisible(params->count() > 0);
    reset->setEnabled(!params->values().empty());
  });
  auto* group = new QWidget;
  auto* inner = new QVBoxLayout(group);
  inner->setContentsMargins(kIndent, 0, 0, 4);
  inner->setSpacing(3);
  inner->addWidget(params);
  inner->addWidget(reset, 0, Qt::AlignRight);
  form.addRow(group);
  return reset;
}

QLineEdit* ExploreForm::addNumber(QFormLayout& form, const QString& title, const char* name, const QString& tip) {
  auto* edit = new QLineEdit;
  edit->setObjectName(name);
  edit->setToolTip(tip);
  form.addRow(title, edit);
  return edit;
}

void ExploreForm::takeCatalogue(CatalogueModel& model) {
  // The boxes lose their choice when their lists are rebuilt.
  const QString algorithm = algorithm_->currentText();
  const QString problem = problem_->currentText();
  model.setCatalogue(session_.catalogue());
  algorithm_->setCurrentText(algorithm);
  problem_->setCurrentText(problem);
}

void ExploreForm::chooseAlgorithm() {
  follow(*algorithm_);
  const std::string name = algorithm_->currentText().toStdString();
  if (name == chosenAlgorithm_ || !session_.catalogue().algorithms.contains(name)) return;
  chosenAlgorithm_ = name;
  algorithmForm_->setParams(describeParams(*session_.catalogue().algorithms.find(name).make()));
  setTabOrder(algorithmForm_->tabAfter(algorithm_), resetAlgorithm_);
}

void ExploreForm::chooseProblem() {
  follow(*problem_);
  const std::string name = problem_->currentText().toStdString();
  if (name == chosenProblem_ || !session_.catalogue().problems.contains(name)) return;
  chosenProblem_ = name;
  problemForm_->setParams(describeParams(*session_.catalogue().problems.find(name).make()));
  setTabOrder(problemForm_->tabAfter(problem_), resetProblem_);
}

ExperimentSpec ExploreForm::spec() const {
  if (const QString wrong = algorithmForm_->problem(); !wrong.isEmpty()) throw InputError(wrong.toStdString());
  if (const QString wrong = problemForm_->problem(); !wrong.isEmpty()) throw InputError(wrong.toStdString());
  ExperimentSpec s;
  s.algorithms = {{algorithm_->currentText().trimmed().toStdString(), "", algorithmForm_->values()}};
  s.problems = {{problem_->currentText().trimmed().toStdString(), problemForm_->values()}};
  s.repetitions = 1;
  s.checkpoints = checkpoints_->value();
  s.instance = static_cast<Instance>(instance_->currentData().toInt());
  const std::optional<quint64> seed = NumberField::wholeIn(seed_->text());
  if (!seed) throw InputError(tr("The seed '%1' is not a whole number from 0.").arg(seed_->text()).toStdString());
  s.seed = *seed;
  s.budget = countIn(*budget_, tr("Evaluations"));
  // The plan will refuse numbers that are too large.
  s.population = static_cast<int>(
      std::min<std::int64_t>(countIn(*population_, tr("Population size")), std::numeric_limits<int>::max()));
  return s;
}

std::function<BuiltProblem()> ExploreForm::builder() const {
  if (chosenProblem_.empty() || !problemForm_->problem().isEmpty()) return {};
  return [catalogue = session_.sharedCatalogue(), name = chosenProblem_, params = problemForm_->values(),
          instance = static_cast<Instance>(instance_->currentData().toInt())] {
    return buildProblem(*catalogue, name, params, {.instance = instance, .dataDir = ""});
  };
}

void ExploreForm::saveState(QSettings& settings) const {
  settings.setValue("explore/labels", labels_->labels());
  settings.setValue("explore/algorithm", algorithm_->currentText());
  settings.setValue("explore/problem", problem_->currentText());
  settings.setValue("explore/instance", instance_->currentIndex());
  settings.setValue("explore/seed", seed_->text());
  settings.setValue("explore/evaluations", budget_->text());
  settings.setValue("explore/population", population_->text());
  settings.setValue("explore/checkpoints", checkpoints_->value());
}

void ExploreForm::restoreState(const QSettings& settings) {
  if (!settings.contains("explore/algorithm")) return;
  labels_->setLabels(settings.value("explore/labels").toUInt());
  algorithm_->setCurrentText(settings.value("explore/algorithm").toString());
  problem_->setCurrentText(settings.value("explore/problem").toString());
  instance_->setCurrentIndex(settings.value("explore/instance").toInt());
  seed_->setText(settings.value("explore/seed").toString());
  budget_->setText(settings.value("explore/evaluations").toString());
  population_->setText(settings.value("explore/population").toString());
  checkpoints_->setValue(settings.value("explore/checkpoints", 50).toInt());
}

}  // namespace tandem::gui
