// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/results_options.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

namespace tandem::gui {
namespace {

constexpr const char* kUnfolded = "results/moreOptions";

bool ofPairs(TableTest test) {
  return test == TableTest::RankSum || test == TableTest::SignedRank || test == TableTest::Bayes;
}

bool hasIntervals(TableShow show) {
  return show == TableShow::Mean || show == TableShow::MeanStd || show == TableShow::Median ||
         show == TableShow::MedianIqr;
}

std::vector<std::string> words(const QLineEdit& edit) {
  std::vector<std::string> list;
  static const QRegularExpression between(QStringLiteral("\\s*,\\s*"));
  for (const QString& word : edit.text().trimmed().split(between, Qt::SkipEmptyParts)) {
    list.push_back(word.toStdString());
  }
  return list;
}

}  // namespace

QDoubleSpinBox* ResultsOptions::real(const char* name, double low, double high, double step, int decimals,
                                     double value) const {
  auto* box = new QDoubleSpinBox;
  box->setObjectName(name);
  box->setDecimals(decimals);
  box->setRange(low, high);
  box->setSingleStep(step);
  box->setValue(value);
  box->setKeyboardTracking(false);  // not while a number is being typed
  connect(box, &QDoubleSpinBox::valueChanged, this, &ResultsOptions::changed);
  return box;
}

ResultsOptions::ResultsOptions()
    : fold_(new QToolButton),
      body_(new QWidget),
      alpha_(real("alpha", 0.0001, 0.5, 0.01, 4, 0.05)),
      rope_(real("rope", 0.0, 0.499, 0.01, 3, 0.06)),
      tolerance_(real("budgetTolerance", 0.0, 1000.0, 1.0, 1, 2.0)),
      power_(real("power", 0.5, 0.99, 0.01, 2, 0.5)),
      blocks_(new QComboBox),
      effect_(new QComboBox),
      intervals_(new QCheckBox(tr("Bootstrap intervals"))),
      overall_(new QCheckBox(tr("All rows together"))),
      equalBudgets_(new QCheckBox(tr("Equal budgets"))),
      mixed_(new QCheckBox(tr("Different instances"))),
      checkpoint_(new QSpinBox),
      problems_(new QLineEdit),
      algorithms_(new QLineEdit) {
  setObjectName("resultsOptions");
  const auto name = [](QWidget* widget, const char* object, const QString& tip) {
    if (object != nullptr) widget->setObjectName(object);
    widget->setToolTip(tip);
  };
  name(alpha_, nullptr, tr("Level of significance of the tests; intervals have 1 minus this"));
  name(rope_, nullptr, tr("Bayesian test: A12 within 0.5 plus or minus this counts as equivalent"));
  name(tolerance_, nullptr, tr("Differences of the evaluations really spent that need no note"));
  tolerance_->setSuffix(tr(" %"));
  name(power_, nullptr, tr("How many runs the rank-sum test needs to see a difference of this A12"));
  power_->setSpecialValueText(tr("not asked"));
  blocks_->addItems({tr("Problems"), tr("Tasks")});
  name(blocks_, "blocks", tr("What Friedman's test ranks over; the tasks of one problem are not independent"));
  effect_->addItems({tr("Not shown"), tr("A12"), tr("Difference of medians")});
  name(effect_, "effect", tr("How large the difference from the base is, with its bootstrap interval"));
  name(intervals_, "intervals", tr("Of the mean or median shown"));
  name(overall_, "overall", tr("Each algorithm against the base over all rows, by problems and by tasks"));
  name(equalBudgets_, "equalBudgets", tr("Cuts all runs to the evaluations per task that every one of them spent"));
  name(mixed_, "allowMixed", tr("Compares different instances or budgets of a problem all the same, and says so"));
  name(checkpoint_, "checkpoint", tr("Compares what the runs had reached after this share of the budget"));
  checkpoint_->setKeyboardTracking(false);
  checkpoint_->setRange(0, 0);
  checkpoint_->setSpecialValueText(tr("at the end"));
  name(problems_, "onlyProblems", tr("Names or patterns, with commas: CEC17-*, *HS"));
  name(algorithms_, "onlyAlgorithms", tr("Names or patterns, with commas: MFEA*, GA"));
  problems_->setPlaceholderText(tr("all"));
  algorithms_->setPlaceholderText(tr("all"));
  for (QComboBox* box : {blocks_, effect_}) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    connect(box, &QComboBox::activated, this, &ResultsOptions::changed);
  }
  effect_->setAccessibleName(tr("Size of the difference"));
  blocks_->setAccessibleName(tr("Blocks of Friedman's test"));
  for (QCheckBox* box : {intervals_, overall_, equalBudgets_, mixed_}) {
    connect(box, &QCheckBox::clicked, this, &ResultsOptions::changed);
  }
  connect(checkpoint_, &QSpinBox::valueChanged, this, [this] {
    if (!quiet_) emit changed();
  });
  for (QLineEdit* edit : {problems_, algorithms_}) {
    edit->setClearButtonEnabled(true);
    connect(edit, &QLineEdit::editingFinished, this, [this, edit] {
      if (edit->isModified()) emit changed();
      edit->setModified(false);
    });
    connect(edit, &QLineEdit::textEdited, this, [this](const QString& text) {
      if (text.isEmpty()) emit changed();  // cleared, perhaps by its button
    });
  }

  fold_->setObjectName("moreOptions");
  fold_->setText(tr("More choices"));
  fold_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  fold_->setAutoRaise(true);
  fold_->setCheckable(true);
  fold_->setFocusPolicy(Qt::StrongFocus);
  auto* form = new QFormLayout(body_);
  form->setContentsMargins(0, 0, 0, 0);
  form->setVerticalSpacing(4);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->addRow(tr("Value"), checkpoint_);
  form->addRow(tr("Level \u03b1"), alpha_);
  form->addRow(tr("Effect"), effect_);
  form->addRow(tr("Blocks"), blocks_);
  form->addRow(tr("Equivalent"), rope_);
  form->addRow(tr("Power for"), power_);
  form->addRow(QString(), intervals_);
  form->addRow(QString(), overall_);
  form->addRow(QString(), equalBudgets_);
  form->addRow(tr("Tolerance"), tolerance_);
  form->addRow(QString(), mixed_);
  form->addRow(tr("Problems"), problems_);
  form->addRow(tr("Algorithms"), algorithms_);
  auto* back = new QPushButton(tr("Usual choices"));
  back->setObjectName("resetOptions");
  connect(back, &QPushButton::clicked, this, &ResultsOptions::reset);
  form->addRow(back);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(fold_);
  layout->addWidget(body_);
  connect(fold_, &QToolButton::toggled, this, &ResultsOptions::unfold);
  const bool on = QSettings().value(kUnfolded, false).toBool();
  fold_->setChecked(on);
  unfold(on);
}

std::vector<QLabel*> ResultsOptions::fieldLabels() const {
  std::vector<QLabel*> labels;
  for (QLabel* label : body_->findChildren<QLabel*>(QString(), Qt::FindDirectChildrenOnly)) labels.push_back(label);
  return labels;
}

void ResultsOptions::unfold(bool on) {
  fold_->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
  body_->setVisible(on);
  QSettings().setValue(kUnfolded, on);
}

void ResultsOptions::fit(const TableRequest& request, int checkpoints) {
  const bool pairs = ofPairs(request.test);
  effect_->setEnabled(pairs);
  overall_->setEnabled(pairs);
  blocks_->setEnabled(request.test == TableTest::Friedman);
  power_->setEnabled(request.test == TableTest::RankSum);
  rope_->setEnabled(request.test == TableTest::Bayes);
  intervals_->setEnabled(hasIntervals(request.show));
  alpha_->setEnabled(request.test != TableTest::None || (intervals_->isChecked() && intervals_->isEnabled()));
  checkpoint_->setEnabled(checkpoints > 1 && !equalBudgets_->isChecked());
  quiet_ = true;  // the range may clip the value: the table is being remade anyway
  checkpoint_->setRange(0, checkpoints);
  checkpoint_->setSuffix(checkpoint_->value() > 0 && checkpoints > 0
                             ? tr(" of %1 (%2 %)").arg(checkpoints).arg(100 * checkpoint_->value() / checkpoints)
                             : QString());
  quiet_ = false;
}

void ResultsOptions::addTo(TableRequest& request) const {
  request.alpha = alpha_->value();
  request.rope = rope_->value();
  const bool rankSum = request.test == TableTest::RankSum;
  request.power = rankSum && power_->value() > 0.5 ? power_->value() : 0.0;
  request.budgetTolerance = tolerance_->value() / 100.0;
  request.blocks = static_cast<TableBlocks>(blocks_->currentIndex());
  const bool pairs = ofPairs(request.test);
  request.effect = pairs ? static_cast<TableEffect>(effect_->currentIndex()) : TableEffect::None;
  request.overall = pairs && overall_->isChecked();
  request.intervals = intervals_->isChecked() && hasIntervals(request.show);
  request.equalBudgets = equalBudgets_->isChecked();
  request.checkpoint = request.equalBudgets ? 0 : checkpoint_->value();
  request.allowMixed = mixed_->isChecked();
  request.problems = words(*problems_);
  request.algorithms = words(*algorithms_);
}

void ResultsOptions::allowMixed() {
  mixed_->setChecked(true);
  emit changed();
}

void ResultsOptions::reset() {
  const QSignalBlocker quiet(this);
  alpha_->setValue(0.05);
  rope_->setValue(0.06);
  power_->setValue(0.5);
  tolerance_->setValue(2.0);
  blocks_->setCurrentIndex(0);
  effect_->setCurrentIndex(0);
  checkpoint_->setValue(0);
  for (QCheckBox* box : {intervals_, overall_, equalBudgets_, mixed_}) box->setChecked(false);
  problems_->clear();
  algorithms_->clear();
  QMetaObject::invokeMethod(this, &ResultsOptions::changed, Qt::QueuedConnection);
}

}  // namespace tandem::gui
