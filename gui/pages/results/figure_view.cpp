// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/figure_view.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QMenu>
#include <QMessageBox>
#include <QRubberBand>
#include <QScrollArea>
#include <QToolTip>
#include <QVBoxLayout>
#include <cmath>

#include "gui/pages/results/figure_settings.h"
#include "gui/rendering/renderer.h"
#include "gui/work/export_folder.h"
#include "gui/work/sentences.h"
#include "tandem/figures/data_text.h"
#include "tandem/figures/order.h"
#include "tandem/matrix.h"

namespace tandem::gui {
namespace {

using figures::ValueScale;

constexpr std::pair<ValueScale, const char*> kScales[] = {
    {ValueScale::AsMade, QT_TRANSLATE_NOOP("tandem::gui::FigureView", "As it suits")},
    {ValueScale::Linear, QT_TRANSLATE_NOOP("tandem::gui::FigureView", "Linear")},
    {ValueScale::Log, QT_TRANSLATE_NOOP("tandem::gui::FigureView", "Logarithmic")},
    {ValueScale::SymmetricLog, QT_TRANSLATE_NOOP("tandem::gui::FigureView", "Symmetric logarithmic")},
    {ValueScale::Normalised, QT_TRANSLATE_NOOP("tandem::gui::FigureView", "Normalised to 0..1")},
};

}  // namespace

FigureView::FigureView(QWidget* parent) : QCustomPlot(parent), band_(new QRubberBand(QRubberBand::Rectangle, this)) {
  setMinimumSize(260, 180);
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  band_->hide();
}

void FigureView::setFigure(figures::Figure figure) {
  const auto titles = [](const figures::Figure& f) {
    std::vector<std::string> all;
    for (const figures::Panel& p : f.panels) all.push_back(p.title + '\n' + p.x.label + '\n' + p.y.label);
    return all;
  };
  if (titles(figure) != titles(figure_) || figure.title != figure_.title) look_.limits.clear();
  figure_ = std::move(figure);
  drag_ = Drag::None;
  band_->hide();
  redrawIfSeen();
}

void FigureView::setEmptyText(const QString& text) {
  emptyText_ = text;
  redrawIfSeen();
}

void FigureView::setLook(const figures::FigureLook& look) {
  look_ = look;
  redrawIfSeen();
}

void FigureView::redrawIfSeen() {
  stale_ = true;
  if (isVisible()) drawFigure();
}

figures::FigureLook FigureView::drawnLook() const {
  figures::FigureLook look = look_;
  if (suitsZero_ && look.scale == ValueScale::AsMade) look.scale = figures::scaleWithZero(figure_);
  return look;
}

figures::Theme FigureView::styled(figures::Theme theme) const {
  if (look_.fontSize > 0.0) theme.baseSize = look_.fontSize;
  if (!look_.family.isEmpty()) theme.family = look_.family;
  return theme;
}

figures::Theme FigureView::theme() const {
  const bool dark = palette().color(QPalette::Window).lightness() < 128;
  return styled(dark ? figures::Theme::darkTheme() : figures::Theme::light());
}

void FigureView::drawFigure() {
  // In a scroll area, a figure gets the size that its texts need; scroll bars appear if that is more than there is.
  const QWidget* seen = parentWidget();
  const bool scrolls = seen != nullptr && qobject_cast<QScrollArea*>(seen->parentWidget()) != nullptr;
  const QSizeF room = scrolls ? QSizeF(seen->size()) : QSizeF(size());
  drawnHeight_ = static_cast<int>(room.height());
  const figures::FigureLook look = drawnLook();
  const figures::Figure drawn = figures::shown(figure_, look);
  const double symmetric = figures::symmetricOf(figure_, look);
  QSizeF wish(std::max(room.width(), 260.0), std::max(room.height(), 180.0));
  if (scrolls && drawn.panels.size() == 1 && drawn.panels[0].heatMaps.empty() && drawn.panels[0].rankDiagrams.empty()) {
    // If it must be scrolled anyway, names and a legend need not reduce a single panel to the least height.
    const figures::Plan plan = figures::planOf(drawn, theme(), wish, symmetric);
    const QRectF axes = plan.panels.front().rect;
    const double missing = 0.5 * axes.width() - axes.height();
    if (plan.size.height() > room.height() && missing > 0.0) wish.setHeight(plan.size.height() + missing);
  }
  if (scrolls) {
    // It gets exactly the size it needs: its axes are placed by shares of that.
    const QSizeF needs = figures::planOf(drawn, theme(), wish, symmetric).size;
    wish = wish.expandedTo(QSizeF(std::ceil(needs.width()), std::ceil(needs.height())));
  }
  const QSizeF needed = figures::paint(*this, drawn, theme(), wish.width(), wish.height(), &plan_, symmetric);
  if (scrolls) {
    // No more than that: where there is room, it follows the area's size, even when that shrinks.
    const QSize least = needed.toSize().boundedTo(QSize(8000, 30000));
    setMinimumSize(least.width() > room.width() ? least.width() : 260,
                   least.height() > room.height() ? least.height() : 180);
  }
  stale_ = false;
  replot(QCustomPlot::rpQueuedReplot);
}

void FigureView::changeEvent(QEvent* event) {
  QCustomPlot::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) redrawIfSeen();
}

void FigureView::paintEvent(QPaintEvent* event) {
  QCustomPlot::paintEvent(event);
  if (!figure_.panels.empty() || emptyText_.isEmpty()) return;
  QPainter painter(this);
  painter.setPen(palette().color(QPalette::PlaceholderText));
  painter.drawText(rect().adjusted(24, 12, -24, -12), Qt::AlignCenter | Qt::TextWordWrap, emptyText_);
}

void FigureView::resizeEvent(QResizeEvent* event) {
  QCustomPlot::resizeEvent(event);
  redrawIfSeen();  // legend, note and ticks follow the size
}

// While it is scrolled, its size does not follow the area's.
bool FigureView::eventFilter(QObject* watched, QEvent* event) {
  constexpr int kMore = 20;  // than scroll bars that come and go
  if (watched == parentWidget() && event->type() == QEvent::Resize &&
      std::abs(parentWidget()->height() - drawnHeight_) > kMore)
    redrawIfSeen();
  return QCustomPlot::eventFilter(watched, event);
}

void FigureView::showEvent(QShowEvent* event) {
  QCustomPlot::showEvent(event);
  if (parentWidget() != nullptr) parentWidget()->installEventFilter(this);
  if (stale_) drawFigure();
}

void FigureView::mousePressEvent(QMouseEvent* event) {
  QToolTip::hideText();
  from_ = event->pos();
  before_ = look_;
  held_ = plan_;
  panel_ = figures::panelAt(plan_, event->position());
  const bool moves = event->button() == Qt::MiddleButton ||
                     (event->button() == Qt::LeftButton && (event->modifiers() & Qt::ShiftModifier) != 0);
  drag_ = panel_ < 0 ? Drag::None : moves ? Drag::Move : event->button() == Qt::LeftButton ? Drag::Zoom : Drag::None;
}

void FigureView::mouseMoveEvent(QMouseEvent* event) {
  if (drag_ == Drag::None || event->buttons() == Qt::NoButton) {
    const auto value = figures::valueAt(plan_, event->position());
    const bool entry = !figures::seriesAt(plan_, event->position()).empty();
    setCursor(entry ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (value) {
      QToolTip::showText(mapToGlobal(event->pos() + QPoint(8, 8)), value->text, this);
    } else {
      QToolTip::hideText();
    }
    return;
  }
  const QPoint by = event->pos() - from_;
  const QRectF all = held_.panels[panel_].rect;
  if (drag_ == Drag::Move) {
    look_ = figures::zoomed(before_, held_, panel_, all.translated(-by));
    redrawIfSeen();
  } else if (by.manhattanLength() >= QApplication::startDragDistance()) {
    band_->setGeometry(QRect(from_, event->pos()).normalized().intersected(all.toRect()));
    band_->show();
  }
}

void FigureView::mouseReleaseEvent(QMouseEvent* event) {
  const Drag drag = std::exchange(drag_, Drag::None);
  const bool dragged = (event->pos() - from_).manhattanLength() >= QApplication::startDragDistance();
  band_->hide();
  if (event->button() == Qt::LeftButton && !dragged) {
    const std::string series = figures::seriesAt(plan_, event->position());
    if (series.empty()) return;
    if (look_.hidden.erase(series) == 0) look_.hidden.insert(series);
    look_.ghosts = look_.ghosts && !plan_.samples.empty();
    redrawIfSeen();
    return;
  }
  if (drag != Drag::Zoom || !dragged) return;
  QRectF part = QRectF(QRect(from_, event->pos()).normalized()).intersected(held_.panels[panel_].rect);
  // A flat rectangle zooms one axis only.
  constexpr double kFlat = 8.0;
  const QRectF all = held_.panels[panel_].rect;
  if (part.height() < kFlat) part = QRectF(part.left(), all.top(), part.width(), all.height());
  if (part.width() < kFlat) part = QRectF(all.left(), part.top(), all.width(), part.height());
  look_ = figures::zoomed(look_, plan_, panel_, part);
  redrawIfSeen();
}

void FigureView::wheelEvent(QWheelEvent* event) {
  const int panel = figures::panelAt(plan_, event->position());
  // If there is something to scroll, the plain wheel scrolls.
  const bool scrolls = parentWidget() != nullptr && (height() > parentWidget()->height() + 1) &&
                       qobject_cast<QScrollArea*>(parentWidget()->parentWidget()) != nullptr;
  const Qt::KeyboardModifiers keys = event->modifiers();
  const int turn = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
  if (panel < 0 || turn == 0 || (scrolls && keys == Qt::NoModifier)) {
    event->ignore();
    return;
  }
  const double factor = std::pow(0.8, turn / 120.0);
  const QRectF all = plan_.panels[panel].rect;
  const QPointF c = event->position();
  const bool across = (keys & Qt::ShiftModifier) == 0, up = (keys & Qt::ControlModifier) == 0 || scrolls;
  const double fx = across ? factor : 1.0, fy = up ? factor : 1.0;
  const QRectF part(QPointF(c.x() - fx * (c.x() - all.left()), c.y() - fy * (c.y() - all.top())),
                    QPointF(c.x() + fx * (all.right() - c.x()), c.y() + fy * (all.bottom() - c.y())));
  look_ = figures::zoomed(look_, plan_, panel, part);
  redrawIfSeen();
  event->accept();
}

void FigureView::mouseDoubleClickEvent(QMouseEvent* event) {
  drag_ = Drag::None;
  if (event->button() == Qt::LeftButton) openWindow();
}

void FigureView::leaveEvent(QEvent* event) {
  QToolTip::hideText();
  QCustomPlot::leaveEvent(event);
}

void FigureView::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Home) {
    resetView();
  } else if (event->matches(QKeySequence::Copy)) {
    copyPicture();
  } else {
    QCustomPlot::keyPressEvent(event);
  }
}

void FigureView::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  menu.setObjectName("figureMenu");
  fillMenu(menu);
  menu.exec(event->globalPos());
}

void FigureView::fillMenu(QMenu& menu) {
  menu.addAction(tr("&Export figure..."), this, &FigureView::exportFigure);
  menu.addAction(tr("Export &numbers..."), this, &FigureView::exportData);
  menu.addAction(tr("&Copy picture"), this, &FigureView::copyPicture);
  menu.addAction(tr("Copy &data"), this, &FigureView::copyData);
  menu.addAction(tr("Own &window"), this, &FigureView::openWindow);
  menu.addSeparator();
  menu.addAction(tr("&Reset view") + "\tHome", this, &FigureView::resetView);
  QMenu* scale = menu.addMenu(tr("&Values"));
  auto* one = new QActionGroup(scale);
  for (const auto& [value, name] : kScales) {
    QAction* action = scale->addAction(tr(name), this, [this, value = value] {
      look_.scale = value;
      for (figures::Limits& l : look_.limits) l.yLow = l.yHigh = figures::kNone;  // they belonged to the other scale
      redrawIfSeen();
    });
    action->setCheckable(true);
    action->setChecked(look_.scale == value);
    action->setEnabled(value == ValueScale::AsMade || figures::scalable(figure_, value));
    one->addAction(action);
  }
  if (figures::scalableAcross(figure_, ValueScale::Linear)) {
    QMenu* across = menu.addMenu(tr("Values &across"));
    auto* only = new QActionGroup(across);
    for (const auto& [value, name] : kScales) {
      if (value == ValueScale::SymmetricLog || value == ValueScale::Normalised) continue;
      QAction* action = across->addAction(tr(name), this, [this, value = value] {
        look_.across = value;
        for (figures::Limits& l : look_.limits) l.xLow = l.xHigh = figures::kNone;
        redrawIfSeen();
      });
      action->setCheckable(true);
      action->setChecked(look_.across == value);
      action->setEnabled(value == ValueScale::AsMade || figures::scalableAcross(figure_, value));
      only->addAction(action);
    }
  }
  QMenu* series = menu.addMenu(tr("&Series"));
  for (const std::string& label : figures::seriesOf(figure_)) {
    QAction* action = series->addAction(QString::fromStdString(label).replace('&', "&&"), this, [this, label](bool on) {
      on ? static_cast<void>(look_.hidden.erase(label)) : static_cast<void>(look_.hidden.insert(label));
      redrawIfSeen();
    });
    action->setCheckable(true);
    action->setChecked(!look_.hidden.contains(label));
  }
  series->setEnabled(!series->isEmpty());
  const auto toggle = [&](const QString& text, bool figures::FigureLook::*member) {
    QAction* action = menu.addAction(text, this, [this, member](bool on) {
      look_.*member = on;
      redrawIfSeen();
    });
    action->setCheckable(true);
    action->setChecked(look_.*member);
  };
  toggle(tr("&Legend"), &figures::FigureLook::legend);
  if (figure_.panels.size() > 1) {
    toggle(tr("Panels share the &x axis"), &figures::FigureLook::shareX);
    toggle(tr("Panels share the &y axis"), &figures::FigureLook::shareY);
  }
  menu.addAction(tr("Se&ttings..."), this, &FigureView::settings);
}

void FigureView::settings() {
  FigureSettings dialog(figure_, look_, this);
  connect(&dialog, &FigureSettings::changed, this, [this](const figures::FigureLook& look) { setLook(look); });
  const figures::FigureLook before = look_;
  if (dialog.exec() != QDialog::Accepted) setLook(before);
}

void FigureView::resetView() {
  look_.limits.clear();
  look_.hidden.clear();
  look_.ghosts = true;
  look_.scale = look_.across = ValueScale::AsMade;
  redrawIfSeen();
}

void FigureView::openWindow() {
  if (figure_.panels.empty()) return;
  if (window()->objectName() == QLatin1String("figureWindow")) {
    window()->close();  // a second double click closes it again
    return;
  }
  auto* dialog = new QDialog(window());
  dialog->setObjectName("figureWindow");
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowFlags(Qt::Window);
  dialog->setWindowTitle(figure_.title.empty() ? tr("Figure") : QString::fromStdString(figure_.title));
  auto* layout = new QVBoxLayout(dialog);
  layout->setContentsMargins(8, 8, 8, 8);
  auto* scroll = new QScrollArea;
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  auto* view = new FigureView;
  view->setSuitsZero(suitsZero_);
  view->setFigure(figure_);
  view->setLook(look_);
  scroll->setWidget(view);
  layout->addWidget(scroll);
  dialog->resize(window()->size());
  dialog->showMaximized();
  view->setFocus();
}

void FigureView::copyPicture() {
  constexpr double kScale = 2.0;
  QApplication::clipboard()->setPixmap(toPixmap(width(), height(), kScale));
}

void FigureView::copyData() {
  QApplication::clipboard()->setText(QString::fromStdString(figures::figureCsv(figure_)));
}

void FigureView::exportData() {
  const QString path =
      askExport(this, tr("Export numbers"), QStringLiteral("figure.csv"), tr("CSV (*.csv);;JSON (*.json)"));
  if (path.isEmpty()) return;
  try {
    figures::writeFile(path, QByteArray::fromStdString(figures::figureData(figure_, path.toStdString())));
  } catch (const std::exception& e) {
    QMessageBox::warning(this, tr("Export numbers"), sentenceOf(e));
  }
}

void FigureView::exportFigure() {
  const ExportChoice choice = askFigureExport(this);
  if (choice.path.isEmpty()) return;
  try {
    figures::Theme theme = styled(figures::Theme::light());
    if (choice.fontSize > 0.0) theme.baseSize = choice.fontSize;
    if (!choice.family.isEmpty()) theme.family = choice.family;
    const figures::FigureLook look = drawnLook();
    figures::save(figures::shown(figure_, look), choice.path, theme, choice.dpi / 96.0, choice.size,
                  figures::symmetricOf(figure_, look));
  } catch (const std::exception& e) {
    QMessageBox::warning(this, tr("Export figure"), sentenceOf(e));
  }
}

}  // namespace tandem::gui
