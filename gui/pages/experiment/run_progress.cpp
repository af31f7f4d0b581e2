// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/experiment/run_progress.h"

#include <QItemSelectionModel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStyle>
#include <QStyledItemDelegate>
#include <QTableView>
#include <algorithm>

#include "gui/look/calm_style.h"
#include "gui/look/colours.h"
#include "gui/pages/common/fit_columns.h"
#include "gui/pages/common/hint.h"

namespace tandem::gui {
namespace {

/// Says in the middle of the view why it is empty.
void hintWhileEmpty(QTableView& view, const QString& sentence) {
  auto* hint = new Hint(view);
  const auto update = [hint, &view, sentence] { hint->say(view.model()->rowCount() > 0 ? QString() : sentence); };
  QObject::connect(view.model(), &QAbstractItemModel::modelReset, hint, update);
  update();
}

constexpr int kNarrowest = 16;  // of a column of the grid
constexpr int kUpright = 46;    // below this width, names are written upwards

/// Paints a cell with a progress bar. Text that does not fit is left out; the tooltip has it.
class CellPainter : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const QRect cell = option.rect.adjusted(1, 1, -1, -1);
    const double share = index.data(GridModel::Share).toDouble();
    const int failed = index.data(GridModel::Failed).toInt();
    const look::Colours& c = look::colours();
    const bool begun = share > 0.0 || index.data(GridModel::Active).toInt() > 0;
    const look::Tone& tone = failed > 0 ? c.failed : share >= 1.0 ? c.done : begun ? c.running : c.waiting;
    painter->fillRect(cell, tone.ground);
    if (begun && share < 1.0) {
      // Progress as a line below the numbers, so that these have an even background.
      QRect bar = cell;
      bar.setTop(cell.bottom() - 2);
      bar.setWidth(static_cast<int>(share * cell.width()));
      painter->fillRect(bar, tone.line);
    }
    if ((option.state & QStyle::State_Selected) != 0) {
      painter->setPen(QPen(c.accent, 2));
      painter->drawRect(cell.adjusted(1, 1, -1, -1));
    }
    painter->setPen(tone.text);
    const QString count = index.data(GridModel::Done).toString();
    for (const QString& text : {index.data().toString(), failed > 0 ? QStringLiteral("! ") + count : count,
                                failed > 0 ? QStringLiteral("!") : QString()}) {
      if (option.fontMetrics.horizontalAdvance(text) > cell.width() - 4) continue;
      painter->drawText(cell, Qt::AlignCenter, text);
      break;
    }
  }
};

}  // namespace

void UprightHeader::setUpright(bool upright) {
  upright_ = upright;
  headerDataChanged(Qt::Horizontal, 0, count() - 1);
}

void UprightHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
  if (!upright_) return QHeaderView::paintSection(painter, rect, section);
  QStyleOptionHeader option;
  initStyleOption(&option);
  option.rect = rect;
  option.section = section;
  style()->drawControl(QStyle::CE_HeaderSection, &option, painter, this);
  const QString name = model()->headerData(section, Qt::Horizontal).toString();
  painter->save();
  painter->setPen(palette().color(QPalette::ButtonText));
  painter->translate(rect.left(), rect.bottom());
  painter->rotate(-90);
  painter->drawText(QRect(4, 0, rect.height() - 6, rect.width()), Qt::AlignLeft | Qt::AlignVCenter,
                    fontMetrics().elidedText(name, Qt::ElideMiddle, rect.height() - 6));
  painter->restore();
}

QSize UprightHeader::sectionSizeFromContents(int section) const {
  if (!upright_) return QHeaderView::sectionSizeFromContents(section);
  const QString name = model()->headerData(section, Qt::Horizontal).toString();
  constexpr int kLongest = 110;
  return {kNarrowest, std::min(kLongest, fontMetrics().horizontalAdvance(name) + 10)};
}

RunProgress::RunProgress(Session& session)
    : session_(session),
      view_(new QTableView),
      header_(new UprightHeader),
      messages_(new QPlainTextEdit),
      table_(new QTableView) {
  setDocumentMode(true);
  addTab(gridPage(), tr("Pro&gress"));
  table_->setObjectName("liveTable");
  table_->setAccessibleName(tr("Means and standard deviations of the runs that are finished"));
  table_->setModel(&results_);
  hintWhileEmpty(*table_, tr("The table fills as runs finish."));
  table_->setTabKeyNavigation(false);
  table_->setFrameShape(QFrame::NoFrame);
  table_->setWordWrap(false);
  table_->horizontalHeader()->setTextElideMode(Qt::ElideMiddle);
  table_->verticalHeader()->setTextElideMode(Qt::ElideMiddle);
  addTab(table_, tr("Ta&ble"));
  timer_.setInterval(1500);
  connect(&timer_, &QTimer::timeout, this, &RunProgress::refreshTable);
  connect(this, &QTabWidget::currentChanged, this, &RunProgress::refreshTable);
}

QWidget* RunProgress::gridPage() {
  view_->setModel(&grid_);
  view_->setObjectName("grid");
  hintWhileEmpty(*view_,
                 tr("While an experiment runs, each algorithm on each problem is a cell here: how many runs are "
                    "done, and which failed."));
  view_->viewport()->installEventFilter(this);
  view_->setAccessibleName(tr("Runs done of each algorithm on each problem"));
  view_->setItemDelegate(new CellPainter(view_));
  view_->setHorizontalHeader(header_);
  view_->setSelectionMode(QAbstractItemView::SingleSelection);
  view_->setTabKeyNavigation(false);
  view_->setFrameShape(QFrame::NoFrame);
  view_->setShowGrid(false);
  view_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  header_->setMinimumSectionSize(kNarrowest);
  header_->setSectionResizeMode(QHeaderView::Fixed);
  header_->setHighlightSections(false);
  header_->setTextElideMode(Qt::ElideMiddle);
  view_->verticalHeader()->setMinimumSectionSize(kNarrowest);
  view_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  view_->verticalHeader()->setMaximumWidth(210);
  view_->verticalHeader()->setTextElideMode(Qt::ElideMiddle);
  view_->verticalHeader()->setHighlightSections(false);
  connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, &RunProgress::showMessages);
  connect(&grid_, &QAbstractItemModel::modelReset, this, &RunProgress::showMessages);
  messages_->setObjectName("gridMessages");
  messages_->setAccessibleName(tr("What the runs of the cell said"));
  messages_->setReadOnly(true);
  messages_->setTabChangesFocus(true);
  messages_->hide();
  auto* both = new QSplitter(Qt::Horizontal);
  both->addWidget(view_);
  both->addWidget(messages_);
  both->setStretchFactor(0, 3);
  both->setStretchFactor(1, 2);
  both->setChildrenCollapsible(false);
  return both;
}

void RunProgress::begin(const QString& file) {
  file_ = file;
  grid_.clear();
  results_.clear();
  stale_ = false;
  setCurrentIndex(0);
  timer_.start();
}

void RunProgress::setInfo(const ExperimentInfo& info) {
  grid_.setInfo(info);
  arrange();
}

void RunProgress::take(const std::vector<RunEvent>& events) {
  grid_.take(events);
  stale_ = true;
  if (messages_->isVisible() || grid_.failed() > 0) showMessages();
}

void RunProgress::finish() {
  timer_.stop();
  stale_ = true;
  refreshTable();
}

void RunProgress::arrange() {
  const int columns = grid_.columnCount();
  if (columns == 0) return;
  const int room = view_->viewport()->width() / columns;
  const int text = fontMetrics().horizontalAdvance(QStringLiteral("%1 / %1").arg(grid_.repetitions())) + 16;
  int width = std::clamp(room, kNarrowest, 150);
  if (width < kUpright && columns * text <= 2 * view_->viewport()->width()) width = std::max(text, kUpright);
  if (width >= kUpright) {
    // As wide as the names, even if that needs some scrolling.
    int name = 0;
    for (int c = 0; c < columns; ++c) {
      name = std::max(name,
                      fontMetrics().horizontalAdvance(grid_.headerData(c, Qt::Horizontal, Qt::DisplayRole).toString()));
    }
    constexpr int kLongest = 150;
    name = std::min(name + 2 * style()->pixelMetric(QStyle::PM_HeaderMargin) + 8, kLongest);
    if (columns * name <= 3 * view_->viewport()->width()) width = std::max(width, name);
  }
  header_->setDefaultSectionSize(width);
  header_->setUpright(width < kUpright);
  const int full = look::kRow;
  view_->verticalHeader()->setDefaultSectionSize(grid_.rowCount() > 12 ? fontMetrics().height() + 4 : full);
}

bool RunProgress::eventFilter(QObject* watched, QEvent* event) {
  // Later: arranging within the resize could make scroll bars come and go.
  if (event->type() == QEvent::Resize) QTimer::singleShot(0, this, &RunProgress::arrange);
  return QTabWidget::eventFilter(watched, event);
}

void RunProgress::showMessages() {
  const QString text = grid_.messages(view_->currentIndex());
  if (text != messages_->toPlainText()) messages_->setPlainText(text);
  messages_->setVisible(!text.isEmpty());
}

void RunProgress::refreshTable() {
  // Not visible: the last state is read when the experiment ends or the tab is opened.
  if (!stale_ || busy_ || file_.isEmpty() || (timer_.isActive() && currentWidget() != table_)) return;
  stale_ = false;
  busy_ = true;
  const auto catalogue = session_.sharedCatalogue();  // a job may outlive the window
  const QString path = file_;
  using Made = std::pair<std::shared_ptr<const Table>, TableTexts>;
  runAsync<Made>(
      this,
      [path = path.toStdString(), catalogue] {
        const ResultFile file(path);
        const ResultSource source = sourceOf(file);
        auto table = std::make_shared<const Table>(makeTable({&source, 1}, {.show = TableShow::MeanStd}, *catalogue));
        return Made(table, tableTexts(*table));
      },
      [this, path](const Made& made) {
        busy_ = false;
        if (path != file_) return;
        const bool same = results_.columnCount() == isize(made.first->columns);
        results_.setTable(made.first, made.second);
        fitColumns(*table_, same);
      },
      [this](const QString& sentence) {
        busy_ = false;
        emit session_.said(sentence);
      });
}

}  // namespace tandem::gui
