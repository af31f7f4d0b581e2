// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/experiment/catalogue_list.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "gui/forms/label_filter.h"
#include "gui/look/icons.h"
#include "gui/models/catalogue_model.h"
#include "gui/pages/common/hint.h"

namespace tandem::gui {

CatalogueList::CatalogueList(const Catalogue& catalogue, bool algorithms)
    : search_(new QLineEdit), view_(new QTableView), add_(new QPushButton(tr("A&dd selected"))) {
  const QString what = algorithms ? QStringLiteral("Algorithms") : QStringLiteral("Problems");
  search_->setObjectName("search" + what);
  search_->setPlaceholderText(algorithms ? tr("Search algorithms") : tr("Search problems"));
  search_->setAccessibleName(search_->placeholderText());
  search_->setClearButtonEnabled(true);
  search_->addAction(look::icon("search"), QLineEdit::LeadingPosition);
  auto* labels = new LabelFilter;
  auto* filter = new CatalogueFilter(this);
  filter->setSortCaseSensitivity(Qt::CaseInsensitive);
  filter->setSourceModel(new CatalogueModel(
      catalogue, algorithms ? CatalogueModel::Kind::Algorithms : CatalogueModel::Kind::Problems, this));
  view_->setObjectName("catalogue" + what);
  view_->setAccessibleName(algorithms ? tr("Algorithms of the catalogue") : tr("Problems of the catalogue"));
  view_->setModel(filter);
  view_->setSelectionBehavior(QAbstractItemView::SelectRows);
  view_->setTabKeyNavigation(false);
  view_->setSortingEnabled(true);
  view_->sortByColumn(0, Qt::AscendingOrder);
  view_->setShowGrid(false);
  view_->setWordWrap(false);
  view_->verticalHeader()->hide();
  view_->setFrameShape(QFrame::NoFrame);
  view_->horizontalHeader()->setHighlightSections(false);
  view_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  view_->setColumnWidth(0, 170);
  view_->horizontalHeader()->setStretchLastSection(true);
  add_->setObjectName("add" + what);
  add_->setIcon(look::icon("plus"));
  add_->setToolTip(tr("Into the experiment (Enter; Ctrl+A in the list selects all that is shown)"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 8, 0, 0);
  const auto inset = [layout](QWidget* w) {
    auto* line = new QHBoxLayout;
    line->setContentsMargins(12, 0, 12, 0);
    line->addWidget(w);
    layout->addLayout(line);
  };
  inset(search_);
  inset(labels);
  layout->addWidget(view_, 1);
  inset(add_);
  connect(labels, &LabelFilter::changed, filter, &CatalogueFilter::setLabels);
  connect(search_, &QLineEdit::textChanged, filter, &CatalogueFilter::setWords);
  connect(add_, &QPushButton::clicked, this, &CatalogueList::choose);
  connect(view_, &QTableView::activated, this, &CatalogueList::choose);
  // Enter in the search takes the only hit, so that the keyboard suffices.
  connect(search_, &QLineEdit::returnPressed, this, [this] {
    if (view_->model()->rowCount() == 1) view_->selectRow(0);
    choose();
  });
  auto* hint = new Hint(*view_);
  const auto update = [this, hint] {
    add_->setEnabled(view_->selectionModel()->hasSelection());
    hint->say(view_->model()->rowCount() > 0 ? QString() : tr("Nothing matches the words and labels."));
  };
  connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, update);
  connect(filter, &QAbstractItemModel::rowsRemoved, this, update);
  connect(filter, &QAbstractItemModel::rowsInserted, this, update);
  update();
}

void CatalogueList::choose() {
  QStringList names;
  for (const QModelIndex& i : view_->selectionModel()->selectedRows()) names << i.data().toString();
  if (!names.isEmpty()) emit chosen(names);
}

}  // namespace tandem::gui
