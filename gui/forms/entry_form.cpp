// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/forms/entry_form.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "gui/forms/number_field.h"
#include "gui/forms/param_form.h"
#include "gui/look/card.h"
#include "gui/work/sentences.h"

namespace tandem::gui {
namespace {

const ParamInfo* findParam(const std::vector<ParamInfo>& list, const std::string& name) {
  const std::string normal = normalName(name);
  const auto at =
      std::find_if(list.begin(), list.end(), [&](const ParamInfo& p) { return normalName(p.name) == normal; });
  return at == list.end() ? nullptr : &*at;
}

/// Keeps in `list` only what `other` declares too.
void intersect(std::vector<ParamInfo>& list, const std::vector<ParamInfo>& other) {
  std::erase_if(list, [&](ParamInfo& p) {
    const ParamInfo* same = findParam(other, p.name);
    if (same == nullptr || same->type != p.type || same->options != p.options) return true;
    p.min = std::max(p.min, same->min);
    p.max = std::min(p.max, same->max);
    return p.min > p.max;
  });
}

bool isPattern(const std::string& name) {
  return name.find_first_of("*?") != std::string::npos;
}

template <typename Info>
std::vector<ParamInfo> declaredBy(const Registry<Info>& registry, const std::string& name) {
  if (!isPattern(name)) return describeParams(*registry.find(name).make());
  const std::vector<const Info*> found = registry.match(name);
  if (found.empty()) {
    throw InputError(QObject::tr("Nothing matches '%1'; the catalogue on the left shows all names.")
                         .arg(QString::fromStdString(name))
                         .toStdString());
  }
  std::vector<ParamInfo> list = describeParams(*found.front()->make());
  for (const Info* info : found) intersect(list, describeParams(*info->make()));
  return list;
}

/// Names as declared: a specification may spell them differently.
ParamValues spelled(const ParamValues& values, const std::vector<ParamInfo>& declared) {
  ParamValues out;
  for (const auto& [name, value] : values) {
    const ParamInfo* p = findParam(declared, name);
    out[p == nullptr ? name : p->name] = value;
  }
  return out;
}

/// An entry's own evaluations and population, which override the settings of the experiment.
class OwnSize : public QWidget {
 public:
  OwnSize(const std::vector<AlgorithmEntry>& entries, bool algorithms)
      : budget_("entryBudget", QObject::tr("Evaluations"),
                {.high = 1'000'000'000'000,
                 .whenEmpty = empty(entries, algorithms, true),
                 .meaning = algorithms ? QObject::tr("Budget of each of its runs, on every problem")
                                       : QObject::tr("Budget of each run on it, all tasks together")}),
        population_("entryPopulation", QObject::tr("Population"),
                    {.high = 1'000'000,
                     .whenEmpty = empty(entries, algorithms, false),
                     .meaning = QObject::tr("Individuals per task")}) {
    if (agree(entries, true)) budget_.setWhole(static_cast<quint64>(entries.front().budget));
    if (agree(entries, false)) population_.setWhole(static_cast<quint64>(entries.front().population));
    auto* rows = new QFormLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    rows->addRow(QObject::tr("&Evaluations"), &budget_);
    rows->addRow(QObject::tr("&Population"), &population_);
    for (NumberField* field : {&budget_, &population_}) {
      labels_.push_back(qobject_cast<QLabel*>(rows->labelForField(field)));
      labels_.back()->setBuddy(field->line());
    }
    QObject::connect(&budget_, &NumberField::changed, this, [this] { budgetTyped_ = true; });
    QObject::connect(&population_, &NumberField::changed, this, [this] { populationTyped_ = true; });
  }
  /// Puts its fields and those of the parameters into one column.
  void alignWith(ParamForm& form, const std::vector<ParamInfo>& params) {
    int widest = 0;
    for (const QLabel* label : labels_) widest = std::max(widest, label->sizeHint().width());
    for (const ParamInfo& p : params)
      widest = std::max(widest, QLabel(QString::fromStdString(p.name)).sizeHint().width());
    for (QLabel* label : labels_) label->setMinimumWidth(widest);
    form.setLabelWidth(widest);
  }
  template <typename Slot>
  void onChange(Slot slot) {
    QObject::connect(&budget_, &NumberField::changed, this, slot);
    QObject::connect(&population_, &NumberField::changed, this, slot);
  }
  void reset() {
    budget_.setWhole(0);
    population_.setWhole(0);
    budgetTyped_ = populationTyped_ = true;
  }
  [[nodiscard]] QString problem() const {
    return budget_.problem().isEmpty() ? population_.problem() : budget_.problem();
  }
  void fill(AlgorithmEntry& entry) const {
    if (budgetTyped_) entry.budget = static_cast<std::int64_t>(budget_.whole());
    if (populationTyped_) entry.population = static_cast<int>(population_.whole());
  }

 private:
  static bool agree(const std::vector<AlgorithmEntry>& entries, bool budget) {
    return std::all_of(entries.begin(), entries.end(), [&](const AlgorithmEntry& e) {
      return budget ? e.budget == entries.front().budget : e.population == entries.front().population;
    });
  }
  static QString empty(const std::vector<AlgorithmEntry>& entries, bool algorithms, bool budget) {
    if (!agree(entries, budget)) return QObject::tr("(several)");
    return algorithms ? QObject::tr("the problem's") : QObject::tr("as in the settings");
  }
  NumberField budget_, population_;
  std::vector<QLabel*> labels_;
  bool budgetTyped_ = false, populationTyped_ = false;
};

}  // namespace

std::vector<ParamInfo> EntryParams::declared(const std::string& name) const {
  if (algorithms_) return declaredBy(catalogue_.algorithms, name);
  // The file that describes a problem may be given instead of its name.
  if (!isPattern(name)) return describeParams(*chooseProblem(catalogue_, name).info->make());
  return declaredBy(catalogue_.problems, name);
}

std::vector<ParamInfo> EntryParams::common(const std::vector<AlgorithmEntry>& entries) const {
  std::vector<ParamInfo> list = declared(entries.front().name);
  for (const AlgorithmEntry& e : entries) intersect(list, declared(e.name));
  return list;
}

QString EntryParams::complaint(const AlgorithmEntry& entry) const {
  try {
    if (isPattern(entry.name)) {
      (void)declared(entry.name);
    } else if (algorithms_) {
      setParams(*catalogue_.algorithms.find(entry.name).make(), entry.params, entry.name);
    } else {
      const ProblemChoice choice = chooseProblem(catalogue_, entry.name, entry.params);
      (void)configureProblem(*choice.info, choice.params);
    }
  } catch (const std::exception& e) {
    return sentenceOf(e);
  }
  return {};
}

std::optional<std::vector<AlgorithmEntry>> askEntries(QWidget* parent, const QString& title, const EntryParams& params,
                                                      std::vector<AlgorithmEntry> entries) {
  std::vector<std::vector<ParamInfo>> declared;
  std::vector<ParamValues> given;     // those that differ from the defaults
  std::vector<ParamValues> complete;  // with the defaults, which may differ from entry to entry
  for (const AlgorithmEntry& e : entries) {
    declared.push_back(params.declared(e.name));
    given.push_back(spelled(e.params, declared.back()));
    ParamValues all = given.back();
    for (const ParamInfo& p : declared.back()) all.emplace(p.name, p.value);
    complete.push_back(std::move(all));
  }

  QDialog dialog(parent);
  dialog.setObjectName("paramDialog");
  dialog.setWindowTitle(title);
  dialog.setMinimumWidth(360);
  auto* form = new ParamForm;
  const std::vector<ParamInfo> shared = params.common(entries);
  auto* size = new OwnSize(entries, params.algorithms());
  size->alignWith(*form, shared);
  form->setParams(shared);
  form->setManyValues(complete);
  auto* layout = new QVBoxLayout(&dialog);
  auto* about = new QLabel(shared.empty()
                               ? QObject::tr("These have no parameter in common; edit them one by one.")
                               : QObject::tr("What all %1 have in common. A value is set for all of them; what is left "
                                             "alone stays as it is.")
                                     .arg(entries.size()));
  about->setWordWrap(true);
  about->setVisible(entries.size() > 1);
  layout->addWidget(about);
  auto* area = new QScrollArea;
  area->setFrameShape(QFrame::NoFrame);
  area->setWidgetResizable(true);
  area->setWidget(form);
  area->setMinimumHeight(std::min(form->sizeHint().height() + 8, 480));
  area->setVisible(!shared.empty());
  layout->addWidget(area, 1);
  auto* runs = new QLabel(params.algorithms() ? QObject::tr("Its runs") : QObject::tr("Runs on it"));
  look::makeHeading(*runs);
  layout->addWidget(runs);
  layout->addWidget(size);
  auto* wrong = new QLabel;
  wrong->setObjectName("paramWrong");
  wrong->setWordWrap(true);
  look::makeWrong(*wrong);
  layout->addWidget(wrong);
  auto* box = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::Reset);
  box->button(QDialogButtonBox::Reset)->setText(QObject::tr("&Defaults"));
  layout->addWidget(box);
  const auto look = [=] {
    wrong->setText(form->problem());  // errors of number fields are shown below them
    box->button(QDialogButtonBox::Ok)->setEnabled(form->problem().isEmpty() && size->problem().isEmpty());
  };
  bool defaults = false;
  QObject::connect(form, &ParamForm::changed, &dialog, look);
  size->onChange(look);
  QObject::connect(box->button(QDialogButtonBox::Reset), &QPushButton::clicked, form, [&] {
    defaults = true;
    size->reset();
    std::vector<ParamValues> own;
    for (const auto& list : declared) {
      own.emplace_back();
      for (const ParamInfo& p : list) own.back().emplace(p.name, p.value);
    }
    form->setManyValues(own);
  });
  QObject::connect(box, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
  QObject::connect(box, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
  look();
  if (dialog.exec() != QDialog::Accepted) return {};

  const ParamValues edited = form->edited();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (defaults) {
      for (const ParamInfo& p : shared) given[i].erase(p.name);
    }
    for (const auto& [name, value] : edited) {
      if (findParam(declared[i], name)->value == value) {
        given[i].erase(name);
      } else {
        given[i][name] = value;
      }
    }
    entries[i].params = given[i];
    size->fill(entries[i]);
  }
  return entries;
}

}  // namespace tandem::gui
