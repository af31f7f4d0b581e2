// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/explore/transfer_view.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QSlider>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>

#include "gui/pages/results/figure_view.h"
#include "tandem/figures/transfer.h"

namespace tandem::gui {

TransferView::TransferView()
    : slider_(new QSlider(Qt::Horizontal)),
      where_(new QLabel),
      empty_(new QLabel),
      since_(new QCheckBox(tr("onl&y since the previous one"))),
      stack_(new QStackedWidget),
      matrix_(new FigureView),
      table_(new QTableView),
      sorted_(new QSortFilterProxyModel(this)) {
  slider_->setObjectName("transferSlider");
  slider_->setAccessibleName(tr("Checkpoint"));
  slider_->setRange(1, 1);
  where_->setObjectName("transferWhere");
  since_->setObjectName("transferSince");
  since_->setToolTip(tr("Count only what happened between this checkpoint and the one before it"));
  table_->setObjectName("transferEvents");
  table_->setAccessibleName(tr("Transfers"));
  empty_->setAlignment(Qt::AlignCenter);
  empty_->setWordWrap(true);
  sorted_->setSourceModel(&model_);
  sorted_->setSortRole(Qt::UserRole);
  table_->setModel(sorted_);
  table_->setSortingEnabled(true);
  table_->sortByColumn(0, Qt::AscendingOrder);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(20);
  table_->horizontalHeader()->setStretchLastSection(true);
  table_->setTabKeyNavigation(false);
  // Wide enough for the largest numbers expected, so that a growing list does not move its columns.
  table_->horizontalHeader()->setHighlightSections(false);
  const int number = table_->fontMetrics().horizontalAdvance(QStringLiteral("9,999,999")) + 14;
  for (int c = 0; c < model_.columnCount(); ++c) {
    table_->setColumnWidth(c, std::max(table_->horizontalHeader()->sectionSizeHint(c), number));
  }
  auto* line = new QHBoxLayout;
  auto* label = new QLabel(tr("Sho&wn at"));
  label->setBuddy(slider_);
  line->addWidget(label);
  line->addWidget(slider_, 1);
  line->addWidget(where_);
  line->addWidget(since_);
  auto* both = new QSplitter;
  // With room for all of its panels, two beside each other where the window is wide enough.
  auto* scroll = new QScrollArea;
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setWidget(matrix_);
  both->addWidget(scroll);
  both->addWidget(table_);
  both->setStretchFactor(0, 2);
  both->setStretchFactor(1, 1);
  both->setSizes({600, 260});
  auto* content = new QWidget;
  auto* inner = new QVBoxLayout(content);
  inner->setContentsMargins(4, 4, 4, 0);
  inner->addLayout(line);
  inner->addWidget(both, 1);
  stack_->addWidget(content);
  stack_->addWidget(empty_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(stack_);
  connect(slider_, &QSlider::valueChanged, this, &TransferView::draw);
  connect(since_, &QCheckBox::toggled, this, &TransferView::draw);
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& i) {
    if (i.isValid()) slider_->setValue(model_.eventAt(sorted_->mapToSource(i).row()).checkpoint + 1);
  });
  clear();
}

void TransferView::clear() {
  reached_ = 0;
  record_ = {};
  model_.setEvents({});
  empty_->setText(tr("Start a run of an algorithm that reports its transfers."));
  stack_->setCurrentWidget(empty_);
}

void TransferView::setRecord(const RunRecord& record) {
  if (!record.transferReported) {
    clear();
    empty_->setText(record.tasks == 1 ? tr("There is one task, so nothing can be transferred.")
                                      : tr("This algorithm does not report its transfers (so far)."));
    return;
  }
  const int reached = reachedCheckpoints(record);
  if (reached == 0 || reached == reached_) return;
  const bool follow = slider_->value() >= slider_->maximum();
  record_ = record;
  record_.improvements.clear();
  record_.fronts.clear();
  reached_ = reached;
  model_.setEvents(transferEvents(record_));
  stack_->setCurrentIndex(0);
  const QSignalBlocker quiet(slider_);
  slider_->setRange(1, reached);
  slider_->setPageStep(std::max(1, reached / 10));
  if (follow) slider_->setValue(reached);
  draw();
}

void TransferView::showAt(std::int64_t evaluations) {
  int k = 1;
  while (k < reached_ && (evaluations < 0 || record_.evaluations[k] <= evaluations)) ++k;
  if (reached_ > 0) slider_->setValue(k);
}

void TransferView::draw() {
  if (reached_ == 0) return;
  const int k = slider_->value() - 1;
  where_->setText(
      tr("checkpoint %1 of %2, %L3 evaluations").arg(k + 1).arg(record_.checkpoints).arg(record_.evaluations[k]));
  std::vector<std::string> names;
  for (int t = 0; t < record_.tasks; ++t) names.push_back((record_.tasks > 12 ? "" : "T") + std::to_string(t + 1));
  matrix_->setFigure({.panels = figures::transferPanels(transferAt(record_, k, since_->isChecked()), names),
                      .columns = 2,
                      .legend = false});
}

void TransferView::exportFigure() {
  if (reached_ > 0) matrix_->exportFigure();
}

}  // namespace tandem::gui
