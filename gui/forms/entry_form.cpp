// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/forms/entry_form.h"
#include "gui/look/card.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "gui/forms/param_form.h"
#include "gui/work/sentences.h"

namespace tandem::gui {
namespace {

const ParamInfo* findParam(const std::vector<ParamInfo>& list, const std::string& name) {
  const std::string normal = normalName(name);
  const auto at =
      std::find_if(list.begin(), list.end(), [&](const ParamInfo& p) { return normalName(p.name) == normal; });
  return at == list.end() ? nullptr : &*at;
}

/// Leaves in `list` what `other` declares too.
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
  if (found.empty()) throw InputError("Nothing matches '" + name + "'; the catalogue on the left shows all names.");
  std::vector<ParamInfo> list = describeParams(*found.front()->make());
  for (const Info* info : found) intersect(list, describeParams(*info->make()));
  return list;
}

/// Names as they are declared: a specification may write them otherwise.
ParamValues spelled(const ParamValues& values, const std::vector<ParamInfo>& declared) {
  ParamValues out;
  for (const auto& [name, value] : values) {
    const ParamInfo* p = findParam(declared, name);
    out[p == nullptr ? name : p->name] = value;
  }
  return out;
}

}  // namespace

std::vector<ParamInfo> EntryParams::declared(const std::string& name) const {
  if (algorithms_) return declaredBy(catalogue_.algorithms, name);
  // A file that describes a problem may stand for it.
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

std::optional<std::vector<ParamValues>> askParams(QWidget* parent, const QString& title, const EntryParams& params,
                                                  const std::vector<AlgorithmEntry>& entries) {
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
  layout->addWidget(area, 1);
  auto* wrong = new QLabel;
  wrong->setObjectName("paramWrong");
  wrong->setWordWrap(true);
  look::makeWrong(*wrong);
  layout->addWidget(wrong);
  auto* box = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::Reset);
  box->button(QDialogButtonBox::Reset)->setText(QObject::tr("&Defaults"));
  layout->addWidget(box);
  const auto look = [=] {
    wrong->setText(form->problem());
    box->button(QDialogButtonBox::Ok)->setEnabled(form->problem().isEmpty());
  };
  bool defaults = false;
  QObject::connect(form, &ParamForm::changed, &dialog, look);
  QObject::connect(box->button(QDialogButtonBox::Reset), &QPushButton::clicked, form, [&] {
    defaults = true;
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
  }
  return given;
}

}  // namespace tandem::gui
