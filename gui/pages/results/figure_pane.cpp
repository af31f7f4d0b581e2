// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/figure_pane.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <algorithm>

#include "gui/look/core_texts.h"
#include "gui/pages/results/figure_view.h"
#include "gui/work/sentences.h"
#include "tandem/figures/kinds.h"
#include "tandem/figures/sources.h"

namespace tandem::gui {
FigurePane::FigurePane(Session& session, const QString& kind)
    : session_(session),
      kind_(new QComboBox),
      follows_(new QCheckBox(tr("Follow selection"))),
      export_(new QPushButton(tr("Export..."))),
      stack_(new QStackedWidget),
      view_(new FigureView),
      message_(new QLabel) {
  for (const auto& k : figures::figureKinds()) {
    kind_->addItem(look::coreText(k.title), QString::fromStdString(k.name));
    kind_->setItemData(kind_->count() - 1, look::coreText(k.doc), Qt::ToolTipRole);
  }
  kind_->setCurrentIndex(std::max(0, kind_->findData(kind)));
  kind_->setObjectName("figureKind");
  kind_->setMaxVisibleItems(24);
  kind_->setAccessibleName(tr("Kind of figure"));
  follows_->setObjectName("followSelection");
  follows_->setChecked(true);
  follows_->setToolTip(tr("Off: the figure stays while other cells are selected"));
  export_->setObjectName("exportFigure");
  export_->setToolTip(tr("Save the figure as PDF, SVG or PNG"));
  export_->setEnabled(false);
  view_->setAccessibleName(tr("Figure"));
  message_->setWordWrap(true);
  message_->setAlignment(Qt::AlignCenter);
  message_->setMargin(16);
  message_->setObjectName("figureMessage");
  auto* bar = new QHBoxLayout;
  bar->addWidget(kind_);
  bar->addWidget(follows_);
  bar->addStretch();
  bar->addWidget(export_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 2, 8, 2);
  layout->addLayout(bar);
  stack_->addWidget(message_);
  auto* scroll = new QScrollArea;
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setWidget(view_);
  stack_->addWidget(scroll);
  layout->addWidget(stack_, 1);
  timer_.setSingleShot(true);
  timer_.setInterval(120);  // arrow keys run over many cells
  connect(&timer_, &QTimer::timeout, this, &FigurePane::draw);
  connect(kind_, &QComboBox::currentIndexChanged, this, [this] {
    emit titled(kind_->currentText());
    if (chosen_) draw();
  });
  connect(export_, &QPushButton::clicked, view_, &FigureView::exportFigure);
  say(tr("Select cells of the table."));
}

QString FigurePane::kind() const {
  return kind_->currentData().toString();
}

QString FigurePane::message() const {
  return stack_->currentWidget() == message_ ? message_->text() : QString();
}

void FigurePane::say(const QString& sentence) {
  message_->setText(shortWords(sentence));
  message_->setToolTip(message_->text() == sentence ? QString() : sentence);
  stack_->setCurrentWidget(message_);
  export_->setEnabled(false);
}

void FigurePane::follow(const Choice& choice) {
  if (chosen_ && !follows_->isChecked()) return;
  choice_ = choice;
  chosen_ = !choice.selection.picks.empty();
  if (!chosen_) {
    timer_.stop();
    say(tr("Select cells of the table."));
    return;
  }
  timer_.start();
}

void FigurePane::draw() {
  stale_ = working_;  // one at a time: the last request is drawn when the work in progress is done
  if (working_) return;
  working_ = true;
  figures::Selection selection = choice_.selection;
  figures::FigureRequest wanted;
  wanted.kind = kind().toStdString();
  wanted.metric = choice_.metric;
  wanted.base = choice_.base;
  wanted.task = choice_.task;
  wanted.repetition = choice_.repetition;
  wanted = figures::takenOf(wanted);
  if (figures::figureKind(wanted.kind).manyProblems && (choice_.problems < 2 || choice_.algorithms < 2))
    selection.picks = choice_.all;
  const auto catalogue = session_.sharedCatalogue();  // a job may outlive the window
  const auto lock = session_.readLock();
  const auto finish = [this] {
    working_ = false;
    if (stale_) draw();
    return !working_;
  };
  runAsync<figures::Figure>(
      this,
      [files = choice_.files, lock, selection, wanted, catalogue]() mutable {
        // Here, where a refusal is caught: the metric may be of a plug-in that has since gone.
        selection.detail = figures::detailOf(wanted, *catalogue);
        return figures::makeFigure(figures::loadRuns(sourcesOf(files, lock), selection), *catalogue, wanted);
      },
      [this, finish](figures::Figure figure) {
        if (!finish()) return;
        if (!chosen_) return;
        view_->setFigure(std::move(figure));
        stack_->setCurrentIndex(1);
        export_->setEnabled(true);
      },
      [this, finish](const QString& sentence) {
        if (finish() && chosen_) say(sentence);
      });
}

}  // namespace tandem::gui
