// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/comparison_form.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <algorithm>

#include "gui/forms/param_form.h"
#include "gui/look/colours.h"
#include "gui/pages/common/notice.h"
#include "gui/pages/results/results_options.h"
#include "gui/work/session.h"
#include "tandem/tables/table_view.h"

namespace tandem::gui {
namespace {

constexpr const char* kTwin = "twin";  // among the bases
// Topics of notices.
constexpr const char* kFormat = "format";
constexpr const char* kMetric = "metric";

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

/// Whether the metric says something about the problem. What kind an imported problem is may not be known.
bool suits(const MetricInfo& metric, const ProblemRecord& problem, bool imported) {
  if ((metric.labels & (problem.multiObjective() ? MultiObjective : SingleObjective)) == 0) return false;
  const Labels special = metric.labels & (Competitive | Constrained);
  return imported || (special & problem.labels) == special;
}

}  // namespace

ComparisonForm::ComparisonForm(Session& session, Notice& notice)
    : session_(session),
      notice_(notice),
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
      options_(new ResultsOptions) {
  const QSettings settings;
  show_->setCurrentIndex(settings.value("results/show", 1).toInt());
  highlight_->setCurrentIndex(settings.value("results/highlight", 1).toInt());
  number_->setEditable(true);
  number_->setCompleter(nullptr);  // it would add text not typed
  number_->setCurrentText(settings.value("results/number", "%.4e").toString());
  number_->setToolTip(tr("One printf conversion of a number: %.4e, %.3f, %g"));
  format_ = number_->currentText().toStdString();
  layOut();
  connectAll();
}

void ComparisonForm::layOut() {
  auto* form = new QFormLayout(this);
  form->setContentsMargins(0, 0, 0, 0);
  form->setVerticalSpacing(5);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
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
  metricForm_->hide();
  alignFields();
}

void ComparisonForm::alignFields() {
  std::vector<QLabel*> labels = options_->fieldLabels();
  const auto* form = static_cast<QFormLayout*>(layout());
  for (int row = 0; row < form->rowCount(); ++row) {
    const QLayoutItem* item = form->itemAt(row, QFormLayout::LabelRole);
    if (item != nullptr) labels.push_back(static_cast<QLabel*>(item->widget()));
  }
  int widest = 0;
  for (const QLabel* label : labels) widest = std::max(widest, label->sizeHint().width());
  for (QLabel* label : labels) label->setMinimumWidth(widest);
  metricForm_->setLabelWidth(widest);
}

void ComparisonForm::connectAll() {
  for (QComboBox* box : {show_, test_, base_, correction_}) {
    connect(box, &QComboBox::activated, this, &ComparisonForm::ask);
  }
  connect(metric_, &QComboBox::activated, this, [this] {
    showMetricParams();
    ask();
  });
  connect(options_, &ResultsOptions::changed, this, &ComparisonForm::ask);
  connect(&session_, &Session::catalogueChanged, this, &ComparisonForm::takeCatalogue);
  typing_.setSingleShot(true);
  typing_.setInterval(500);
  connect(&typing_, &QTimer::timeout, this, &ComparisonForm::ask);
  connect(metricForm_, &ParamForm::changed, this, &ComparisonForm::checkMetricParams);
  connect(show_, &QComboBox::activated, this, [](int i) { QSettings().setValue("results/show", i); });
  connect(highlight_, &QComboBox::currentIndexChanged, this, [this](int i) {
    QSettings().setValue("results/highlight", i);
    emit styleChanged(style());
  });
  connect(number_, &QComboBox::currentTextChanged, this, &ComparisonForm::checkNumber);
  for (QComboBox* box : {columns_, rows_}) {
    connect(box, &QComboBox::currentIndexChanged, this, [this] { emit arranged(arrangement()); });
  }
}

void ComparisonForm::ask() {
  greyOut();
  emit changed();
}

void ComparisonForm::greyOut() {
  base_->setEnabled(tested());
  correction_->setEnabled(tested());
  options_->fit(request(), checkpoints_);
}

void ComparisonForm::takeCatalogue() {
  listMetrics(files_);
  showMetricParams();
  ask();  // a metric of the same name may have changed
}

void ComparisonForm::fit(const OpenFiles& files) {
  files_ = files;
  checkpoints_ = 0;
  for (const auto& f : files) checkpoints_ = std::max(checkpoints_, f->info().checkpoints);
  listBases(files);
  listMetrics(files);
  greyOut();
}

void ComparisonForm::listBases(const OpenFiles& files) {
  const QString base = base_->currentText();
  base_->clear();
  QStringList names;
  bool twins = false;
  for (const auto& f : files) {
    for (const auto& a : f->info().algorithms) {
      names << QString::fromStdString(a.alias);
      twins = twins || !a.twin.empty();
    }
  }
  names.removeDuplicates();
  base_->addItems(names);
  if (twins) {
    base_->addItem(tr("Each one's single-task twin"), QString(kTwin));
    base_->setItemData(base_->count() - 1, tr("+ transfer helped, \u2212 it harmed, = no evidence"), Qt::ToolTipRole);
  }
  base_->setCurrentIndex(std::max(0, base_->findText(base)));
}

void ComparisonForm::listMetrics(const OpenFiles& files) {
  const QString chosen = metric_->currentData().toString();
  const auto fits = [&](const MetricInfo& metric) {
    return files.empty() || std::any_of(files.begin(), files.end(), [&](const auto& file) {
             const ExperimentInfo& info = file->info();
             return std::any_of(info.problems.begin(), info.problems.end(),
                                [&](const ProblemRecord& problem) { return suits(metric, problem, info.imported()); });
           });
  };
  metric_->clear();
  metric_->addItem(tr("Objective or IGD"), QString());
  metric_->setItemData(0, tr("The objective value; of problems with several objectives IGD"), Qt::ToolTipRole);
  for (const MetricInfo& m : session_.catalogue().metrics.all()) {
    if (!fits(m)) continue;
    metric_->addItem(QString::fromStdString(m.name), QString::fromStdString(m.name));
    metric_->setItemData(
        metric_->count() - 1,
        tr("%1\n%2 is better").arg(QString::fromStdString(m.doc), m.larger ? tr("larger") : tr("smaller")),
        Qt::ToolTipRole);
  }
  const int at = metric_->findData(chosen);
  metric_->setCurrentIndex(std::max(0, at));
  if (at < 0) showMetricParams();  // the chosen one says nothing about these files
}

void ComparisonForm::showMetricParams() {
  const QString name = metric_->currentData().toString();
  std::vector<ParamInfo> params;
  if (!name.isEmpty()) {
    params = describeParams(*session_.catalogue().metrics.find(name.toStdString()).make());
  }
  const QSignalBlocker quiet(metricForm_);
  metricForm_->setParams(params);
  metricForm_->setVisible(!params.empty());
}

void ComparisonForm::checkMetricParams() {
  const QString wrong = metricForm_->problem();
  if (!wrong.isEmpty()) return notice_.tell({.sentence = wrong, .topic = kMetric});
  notice_.takeBackAbout(kMetric);
  typing_.start();  // not while a parameter is being typed
}

void ComparisonForm::checkNumber() {
  QPalette colours;
  try {
    const std::string format = number_->currentText().toStdString();
    (void)tableTexts({}, {.number = format});
    format_ = format;
    QSettings().setValue("results/number", number_->currentText());
    number_->setToolTip(tr("One printf conversion of a number: %.4e, %.3f, %g"));
    notice_.takeBackAbout(kFormat);
    emit styleChanged(style());
  } catch (const std::exception& e) {
    // What is shown stays as it is until the format makes sense.
    colours.setColor(QPalette::Text, look::colours().wrong);
    number_->setToolTip(sentenceOf(e));
    notice_.tell({.sentence = sentenceOf(e), .topic = kFormat});
  }
  number_->lineEdit()->setPalette(colours);
}

TableRequest ComparisonForm::request() const {
  TableRequest r;
  r.metric = metricName();
  r.show = static_cast<TableShow>(show_->currentIndex());
  r.test = static_cast<TableTest>(test_->currentIndex());
  r.correction = static_cast<TableCorrection>(correction_->currentIndex());
  const bool twin = base_->currentData().toString() == QLatin1String(kTwin);
  r.base = twin ? kTwin : base_->currentText().toStdString();
  options_->addTo(r);
  if (!r.metric.empty()) r.metric += metricParams();
  return r;
}

// ":name=value,..." with what differs from the defaults, as `tandem table -m` takes it.
std::string ComparisonForm::metricParams() const {
  std::string text;
  for (const auto& [name, value] : metricForm_->values()) {
    text += (text.empty() ? ":" : ",") + name + '=' + value;
  }
  return text;
}

TableStyle ComparisonForm::style() const {
  return {.number = format_, .markBest = highlight_->currentIndex() > 0, .markWorst = highlight_->currentIndex() > 1};
}

std::string ComparisonForm::metricName() const {
  return metric_->currentData().toString().toStdString();
}

bool ComparisonForm::tested() const {
  return test_->currentIndex() > 0;
}

Arrangement ComparisonForm::arrangement() const {
  return {.columns = static_cast<ColumnOrder>(columns_->currentIndex()),
          .rows = static_cast<TableOrder::Rows>(rows_->currentIndex())};
}

void ComparisonForm::setArrangement(const Arrangement& arrangement) {
  const QSignalBlocker quietColumns(columns_);
  const QSignalBlocker quietRows(rows_);
  columns_->setCurrentIndex(static_cast<int>(arrangement.columns));
  rows_->setCurrentIndex(static_cast<int>(arrangement.rows));
}

void ComparisonForm::allowMixed() {
  options_->allowMixed();
}

}  // namespace tandem::gui
