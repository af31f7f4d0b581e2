// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/experiment/selection_list.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMessageBox>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <numeric>

#include "gui/forms/entry_form.h"
#include "gui/look/card.h"
#include "gui/look/icons.h"
#include "gui/pages/common/hint.h"
#include "gui/work/sentences.h"

namespace tandem::gui {
namespace {

/// Without the dots that mark opening a dialog.
QString plain(QString text) {
  return text.remove(QStringLiteral("..."));
}

}  // namespace

SelectionList::SelectionList(Session& session, bool algorithms)
    : session_(session),
      algorithms_(algorithms),
      model_(algorithms,
             [&session, algorithms](const AlgorithmEntry& e) {
               return EntryParams(session.catalogue(), algorithms).complaint(e);
             }),
      title_(new QLabel),
      view_(new QTableView),
      hint_(new Hint(*view_)) {
  const char* what = algorithms ? "Algorithms" : "Problems";
  look::makeHeading(*title_);
  title_->setMinimumHeight(28);
  view_->setModel(&model_);
  view_->setObjectName(QStringLiteral("chosen") + what);
  view_->setAccessibleName(algorithms ? tr("Chosen algorithms") : tr("Chosen problems"));
  view_->setSelectionBehavior(QAbstractItemView::SelectRows);
  view_->setTabKeyNavigation(false);
  view_->setShowGrid(false);
  view_->setAlternatingRowColors(true);
  view_->setWordWrap(false);
  view_->verticalHeader()->hide();
  view_->setFrameShape(QFrame::NoFrame);
  view_->horizontalHeader()->setHighlightSections(false);
  view_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  view_->setColumnWidth(0, algorithms ? 120 : 200);
  view_->setColumnWidth(1, 150);
  view_->horizontalHeader()->setStretchLastSection(true);
  view_->setContextMenuPolicy(Qt::ActionsContextMenu);

  auto* line = new QHBoxLayout;
  line->setSpacing(2);
  line->setContentsMargins(12, 0, 8, 0);
  line->addWidget(title_, 1);
  const auto button = [&](QAction* a) {
    auto* b = new QToolButton;
    b->setDefaultAction(a);
    b->setObjectName(a->objectName());
    b->setFocusPolicy(Qt::TabFocus);
    b->setAutoRaise(true);
    b->setToolButtonStyle(Qt::ToolButtonIconOnly);
    b->setIconSize({16, 16});
    b->setFixedSize(28, 28);
    b->setAccessibleName(plain(a->text()));
    line->addWidget(b);
  };
  button(action("edit", "pencil", tr("Edit..."), QKeySequence(Qt::Key_Return),
                tr("Parameters, evaluations and population of what is selected"), &SelectionList::edit));
  button(action("duplicate", "copy", tr("Copy..."), QKeySequence(tr("Ctrl+D")), tr("The same with other parameters"),
                &SelectionList::duplicate));
  if (algorithms) {
    button(action("rename", "text-cursor-input", tr("Rename"), QKeySequence(Qt::Key_F2), tr("What tables call it"),
                  &SelectionList::rename));
  }
  button(action("up", "arrow-up", tr("Up"), QKeySequence(tr("Ctrl+Up")), tr("Up"), &SelectionList::up));
  button(action("down", "arrow-down", tr("Down"), QKeySequence(tr("Ctrl+Down")), tr("Down"), &SelectionList::down));
  button(action("remove", "trash-2", tr("Remove"), QKeySequence::Delete, tr("Remove from the experiment"),
                &SelectionList::remove));
  const auto whole = [&](const char* name, const QString& text, const QString& tip, void (SelectionList::*slot)()) {
    QAction* a = action(name, nullptr, text, {}, tip, slot);
    needSelection_.pop_back();
    needRows_.push_back(a);
  };
  whole("removeAll", tr("Remove all"), tr("Empties this list"), &SelectionList::removeAll);
  whole("selectAll", tr("Select all"), tr("All of this list"), &SelectionList::selectAll);
  undo_ = action("undo", "undo-2", tr("Undo"), QKeySequence::Undo, tr("Undoes the last change to this list"),
                 &SelectionList::undo);
  needSelection_.pop_back();
  button(undo_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addLayout(line);
  layout->addWidget(view_);
  connect(view_, &QTableView::doubleClicked, this, [this](const QModelIndex& i) {
    if (algorithms_ && i.column() == 1) return;
    edit();
  });
  connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SelectionList::update);
  connect(&session_, &Session::catalogueChanged, &model_, &EntryModel::lookAgain);
  connect(&model_, &EntryModel::changed, this, &SelectionList::update);
  connect(&model_, &EntryModel::modelReset, this, &SelectionList::update);
  connect(&model_, &EntryModel::changed, this, &SelectionList::fitColumns);
  view_->viewport()->installEventFilter(this);
  update();
}

bool SelectionList::eventFilter(QObject* watched, QEvent* event) {
  if (watched == view_->viewport() && event->type() == QEvent::Resize) fitColumns();
  return QWidget::eventFilter(watched, event);
}

// Names get what room there is, but most of it is for the parameters, which have the last column.
void SelectionList::fitColumns() {
  const QAbstractItemView& view = *view_;  // a QTableView keeps its hints to itself
  const int most = view_->viewport()->width() / 3;
  for (int c = 0; c + 1 < model_.columnCount(); ++c) {
    const int wanted = std::min(view.sizeHintForColumn(c), most);
    if (wanted > view_->columnWidth(c)) view_->setColumnWidth(c, wanted);
  }
}

QAction* SelectionList::action(const char* name, const char* icon, const QString& text, const QKeySequence& keys,
                               const QString& tip, void (SelectionList::*slot)()) {
  auto* a = new QAction(text, this);
  a->setObjectName(QLatin1String(name) + QLatin1String(algorithms_ ? "Algorithms" : "Problems"));
  if (icon != nullptr) a->setIcon(look::icon(icon));
  a->setShortcut(keys);
  a->setShortcutContext(Qt::WidgetShortcut);
  a->setToolTip(keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys.toString(QKeySequence::NativeText)));
  connect(a, &QAction::triggered, this, slot);
  view_->addAction(a);
  needSelection_.push_back(a);
  return a;
}

std::vector<int> SelectionList::rows() const {
  std::vector<int> list;
  for (const QModelIndex& i : view_->selectionModel()->selectedRows()) list.push_back(i.row());
  std::sort(list.begin(), list.end());
  return list;
}

std::vector<AlgorithmEntry> SelectionList::chosen(const std::vector<int>& rows) const {
  std::vector<AlgorithmEntry> list;
  for (const int row : rows) list.push_back(model_.entries()[row]);
  return list;
}

QString SelectionList::titleOf(const std::vector<AlgorithmEntry>& entries) const {
  if (entries.size() == 1) return QString::fromStdString(entries.front().name);
  return algorithms_ ? tr("%1 algorithms").arg(entries.size()) : tr("%1 problems").arg(entries.size());
}

void SelectionList::select(const std::vector<int>& rows) {
  QItemSelectionModel* selection = view_->selectionModel();
  selection->clearSelection();
  if (rows.empty()) return;
  selection->setCurrentIndex(model_.index(rows.front(), std::max(0, selection->currentIndex().column())),
                             QItemSelectionModel::NoUpdate);
  for (const int row : rows) {
    selection->select(model_.index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
  }
  view_->scrollTo(model_.index(rows.back(), 0));
}

void SelectionList::edit() {
  const std::vector<int> list = rows();
  if (list.empty()) return;
  try {
    const auto entries = chosen(list);
    if (const auto edited = askEntries(this, titleOf(entries), EntryParams(session_.catalogue(), algorithms_), entries))
      model_.edit(list, *edited);
  } catch (const std::exception& e) {
    QMessageBox::warning(this, tr("Parameters"), sentenceOf(e));
  }
}

void SelectionList::duplicate() {
  const std::vector<int> list = rows();
  if (list.empty()) return;
  try {
    const auto entries = chosen(list);
    const QString title = tr("Copy of %1").arg(titleOf(entries));
    if (const auto edited = askEntries(this, title, EntryParams(session_.catalogue(), algorithms_), entries))
      select(model_.duplicate(list, *edited));
  } catch (const std::exception& e) {
    QMessageBox::warning(this, tr("Copy"), sentenceOf(e));
  }
}

void SelectionList::rename() {
  const std::vector<int> list = rows();
  if (list.empty()) return;
  const int current = view_->currentIndex().row();
  const bool fits = std::find(list.begin(), list.end(), current) != list.end();
  const QModelIndex cell = model_.index(fits ? current : list.front(), 1);
  view_->setCurrentIndex(cell);
  view_->edit(cell);
}

void SelectionList::up() {
  select(model_.move(rows(), -1));
}

void SelectionList::down() {
  select(model_.move(rows(), 1));
}

void SelectionList::remove() {
  const std::vector<int> list = rows();
  if (list.empty()) return;
  model_.remove(list);
  if (model_.rowCount() > 0) select({std::min(list.front(), model_.rowCount() - 1)});
}

void SelectionList::removeAll() {
  std::vector<int> all(static_cast<std::size_t>(model_.rowCount()));
  std::iota(all.begin(), all.end(), 0);
  model_.remove(all);
}

void SelectionList::selectAll() {
  view_->selectAll();
}

void SelectionList::undo() {
  if (model_.canUndo()) {
    model_.undo();
  } else {
    emit formUndoWanted();
  }
}

void SelectionList::setFormUndo(bool there) {
  formUndo_ = there;
  update();
}

void SelectionList::update() {
  const bool any = view_->selectionModel()->hasSelection();
  for (QAction* a : needSelection_) a->setEnabled(any);
  for (QAction* a : needRows_) a->setEnabled(model_.rowCount() > 0);
  undo_->setEnabled(model_.canUndo() || formUndo_);
  const int n = model_.rowCount();
  hint_->say(n > 0         ? QString()
             : algorithms_ ? tr("No algorithm yet. Choose some on the left, then \"Add selected\".")
                           : tr("No problem yet. Choose some on the left, then \"Add selected\"."));
  const QString what = algorithms_ ? tr("Algorithms") : tr("Problems");
  title_->setText(n == 0 ? what : QStringLiteral("%1 (%2)").arg(what).arg(n));
}

}  // namespace tandem::gui
