// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/forms/label_filter.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <vector>

#include "gui/look/core_texts.h"
#include "gui/models/catalogue_model.h"

namespace tandem::gui {
namespace {

struct Group {
  const char* name;
  const char* any;
  std::vector<Labels> labels;
};

const std::vector<Group>& groups() {
  static const std::vector<Group> list = {
      {"filterTasks", QT_TRANSLATE_NOOP("tandem::gui::LabelFilter", "any tasks"), {SingleTask, MultiTask, ManyTask}},
      {"filterObjectives",
       QT_TRANSLATE_NOOP("tandem::gui::LabelFilter", "any objective"),
       {SingleObjective, MultiObjective, MultiObjective | kManyObjectives}},
      {"filterSpecial",
       QT_TRANSLATE_NOOP("tandem::gui::LabelFilter", "any kind"),
       {Unconstrained, Competitive, Constrained, Competitive | Constrained}}};
  return list;
}

}  // namespace

LabelFilter::LabelFilter(QWidget* parent) : QWidget(parent) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  for (std::size_t g = 0; g < groups().size(); ++g) {
    const Group& group = groups()[g];
    auto* box = new QComboBox;
    box->setObjectName(group.name);
    box->setAccessibleName(tr(group.any));
    box->setToolTip(tr("Show only what has this label"));
    box->addItem(tr(group.any), 0U);
    for (const Labels label : group.labels) {
      QStringList names;
      for (const std::string& name : labelNames(label)) names << look::coreText(name);
      // "none" alone does not say what there is none of.
      QString text = names.join(tr(" and "));
      if (label == Unconstrained) text = tr("neither competitive nor constrained");
      if ((label & kManyObjectives) != 0) text = tr("many-objective (4 and more)");
      box->addItem(text, label);
    }
    box->setMinimumContentsLength(8);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    layout->addWidget(box);
    boxes_[g] = box;
    connect(box, &QComboBox::currentIndexChanged, this, [this] { emit changed(labels()); });
  }
}

Labels LabelFilter::labels() const {
  Labels labels = 0;
  for (const QComboBox* box : boxes_) labels |= box->currentData().toUInt();
  return labels;
}

void LabelFilter::setLabels(Labels labels) {
  for (std::size_t g = 0; g < groups().size(); ++g) {
    int index = 0;
    for (std::size_t i = 0; i < groups()[g].labels.size(); ++i) {
      if ((labels & groups()[g].labels[i]) == groups()[g].labels[i]) index = static_cast<int>(i) + 1;
    }
    boxes_[g]->setCurrentIndex(index);
  }
}

}  // namespace tandem::gui
