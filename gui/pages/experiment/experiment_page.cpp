// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/experiment/experiment_page.h"

#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTabWidget>
#include <QThread>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

#include "gui/look/card.h"
#include "gui/look/icons.h"
#include "gui/pages/common/notice.h"
#include "gui/pages/experiment/catalogue_list.h"
#include "gui/pages/experiment/run_progress.h"
#include "gui/pages/experiment/run_settings.h"
#include "gui/pages/experiment/selection_list.h"
#include "gui/rendering/renderer.h"
#include "gui/work/notify.h"
#include "gui/work/sentences.h"
#include "tandem/error.h"

namespace tandem::gui {
namespace {

/// "about 3 min"
QString about(double seconds) {
  if (seconds < 1.0) return QObject::tr("less than a second");
  if (seconds < 90.0) return QObject::tr("about %1 s").arg(seconds, 0, 'f', 0);
  if (seconds < 5400.0) return QObject::tr("about %1 min").arg(seconds / 60.0, 0, 'f', 0);
  if (seconds < 172800.0) return QObject::tr("about %1 h").arg(seconds / 3600.0, 0, 'f', 1);
  return QObject::tr("about %1 days").arg(seconds / 86400.0, 0, 'f', 1);
}

/// "3.2 s", "1 h 02 min"
QString exactly(qint64 milliseconds) {
  const qint64 seconds = (milliseconds + 500) / 1000;
  if (milliseconds < 60000) return QObject::tr("%1 s").arg(static_cast<double>(milliseconds) / 1000.0, 0, 'f', 1);
  if (seconds < 3600) return QObject::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60, 2, 10, QChar('0'));
  return QObject::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60, 2, 10, QChar('0'));
}

/// As high as the settings, and lower where there is less room: their cost is shown below them.
class SettingsArea : public QScrollArea {
 public:
  SettingsArea() { setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum); }
  [[nodiscard]] QSize sizeHint() const override {
    return widget() == nullptr ? QScrollArea::sizeHint() : widget()->sizeHint();
  }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override {
    if (watched == widget() && event->type() == QEvent::LayoutRequest) updateGeometry();
    return QScrollArea::eventFilter(watched, event);
  }
};

constexpr const char* kUnfit = "cannot be run on";  // what the plan says about an algorithm that does not fit a problem

}  // namespace

ExperimentPage::ExperimentPage(Session& session)
    : session_(session),
      costs_(session),
      lists_(new QTabWidget),
      catalogueAlgorithms_(new CatalogueList(session, true)),
      catalogueProblems_(new CatalogueList(session, false)),
      algorithms_(new SelectionList(session, true)),
      problems_(new SelectionList(session, false)),
      settings_(new RunSettings),
      notice_(new Notice),
      name_(new QLabel),
      edits_(new QLabel),
      cost_(new QLabel),
      state_(new QLabel),
      actions_(new QHBoxLayout),
      bar_(new QProgressBar),
      start_(new QPushButton(tr("&Start"))),
      pause_(new QPushButton(tr("&Pause"))),
      stop_(new QPushButton(tr("S&top"))),
      leaveOut_(new QPushButton(tr("Leave out what does not fit..."))),
      progress_(new RunProgress(session)) {
  lists_->setObjectName("catalogueTabs");
  lists_->setDocumentMode(true);
  lists_->addTab(catalogueAlgorithms_, tr("&Algorithms"));
  lists_->addTab(catalogueProblems_, tr("Proble&ms"));
  auto* catalogue = new look::Card;
  catalogue->put(lists_, 1, true);
  const auto sheet = [](QWidget* content) {
    auto* card = new look::Card;
    card->put(content, 1, true);
    return card;
  };
  auto* middle = new QSplitter(Qt::Vertical);
  middle->addWidget(sheet(algorithms_));
  middle->addWidget(sheet(problems_));
  auto* both = new QSplitter;
  both->addWidget(catalogue);
  both->addWidget(middle);
  // A wide window's spare room goes to the chosen entries: names of the catalogue have enough from the beginning.
  both->setStretchFactor(0, 0);
  both->setStretchFactor(1, 1);
  both->setSizes({320, 540});
  both->setChildrenCollapsible(false);
  auto* body = new QHBoxLayout;
  body->setContentsMargins(8, 8, 8, 8);
  body->setSpacing(8);
  // Below, there is room for a notice of one line.
  auto* lists = new QVBoxLayout;
  lists->setContentsMargins(0, 0, 0, 16);
  lists->addWidget(both);
  body->addLayout(lists, 1);
  body->addWidget(sideColumn());
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(pageBar());
  layout->addLayout(body, 1);
  notice_->lieOver(*this, *both);
  // Tab goes through choices and settings to Start, then to the progress.
  setTabOrder(settings_->lastField(), leaveOut_);
  setTabOrder(leaveOut_, start_);
  setTabOrder(start_, pause_);
  setTabOrder(pause_, stop_);
  middle->addWidget(sheet(progress_));  // last: Tab reaches it after Start
  middle->setStretchFactor(0, 3);
  middle->setStretchFactor(1, 3);
  middle->setStretchFactor(2, 4);
  middle->setSizes({180, 180, 230});
  middle->setChildrenCollapsible(false);

  for (const auto& [from, to] :
       {std::pair(catalogueAlgorithms_, algorithms_), std::pair(catalogueProblems_, problems_)}) {
    EntryModel& entries = to->model();
    connect(from, &CatalogueList::chosen, &entries, &EntryModel::add);
    connect(from, &CatalogueList::dropped, &entries, &EntryModel::removeNamed);
    connect(from, &CatalogueList::reloadWanted, this, &ExperimentPage::reloadWanted);
    connect(&entries, &EntryModel::changed, from, [&entries, list = from] { list->setChosen(entries.names()); });
  }
  connect(start_, &QPushButton::clicked, this, [this] { start(); });
  connect(pause_, &QPushButton::clicked, this, &ExperimentPage::pause);
  connect(stop_, &QPushButton::clicked, this, &ExperimentPage::stop);
  connect(&runner_, &ExperimentRunner::planned, this, [this](const ExperimentInfo& info) {
    progress_->setInfo(info);
    clock_.start();
    // Resumed in a window with nothing chosen yet: the form shows what is running.
    if (algorithms_->model().rowCount() + problems_->model().rowCount() == 0) {
      setSpec(parseSpec(info.specification, runner_.file().toStdString()));
      settings_->setOutput(runner_.file());
    }
  });
  connect(&runner_, &ExperimentRunner::progressed, this, &ExperimentPage::progressed);
  connect(&runner_, &ExperimentRunner::ended, this, &ExperimentPage::ended);
  for (SelectionList* list : {algorithms_, problems_})
    connect(&list->model(), &EntryModel::changed, this, &ExperimentPage::lookAtCost);
  connect(settings_, &RunSettings::changed, this, &ExperimentPage::lookAtCost);
  connect(&session_, &Session::officialDataChanged, this, &ExperimentPage::lookAtCost);
  connect(&costs_, &CostWatch::planned, this, &ExperimentPage::showCost);
  connect(&costs_, &CostWatch::refused, this, [this](const QString& sentence) {
    cost_->setText(shortWords(sentence));
    leaveOut_->setVisible(sentence.contains(kUnfit));
  });
  connect(leaveOut_, &QPushButton::clicked, this, &ExperimentPage::leaveOut);
  for (SelectionList* list : {algorithms_, problems_}) {
    connect(list, &SelectionList::formUndoWanted, this, &ExperimentPage::undoForm);
    connect(list, &SelectionList::said, &session_, &Session::said);
    connect(this, &ExperimentPage::formUndoChanged, list, &SelectionList::setFormUndo);
  }
  // Saved a moment after the last change, not with every letter.
  keeper_.setSingleShot(true);
  keeper_.setInterval(700);
  connect(&keeper_, &QTimer::timeout, this, &ExperimentPage::keepFormNow);
  connect(settings_, &RunSettings::placeChanged, &keeper_, qOverload<>(&QTimer::start));
  lookAtCost();
  updateButtons();
}

QWidget* ExperimentPage::pageBar() {
  start_->setObjectName("start");
  start_->setToolTip(tr("Runs the experiment (F5)"));
  start_->setProperty("primary", true);
  start_->setIcon(look::icon("play", look::Ink::OnAccent));
  pause_->setObjectName("pause");
  pause_->setToolTip(tr("Holds every run at its next generation (F6)"));
  pause_->setIcon(look::icon("pause"));
  stop_->setObjectName("stop");
  stop_->setToolTip(tr("Ends it; finished runs are kept and can be resumed (Shift+F5)"));
  stop_->setIcon(look::icon("square"));
  name_->setObjectName("document");
  look::makeHeading(*name_);
  edits_->setObjectName("documentState");
  look::makeSecondary(*edits_);
  state_->setWordWrap(true);
  state_->setObjectName("state");
  state_->setAlignment(Qt::AlignLeft | Qt::AlignBottom);
  bar_->setObjectName("runBar");
  bar_->setAccessibleName(tr("Runs done"));
  bar_->setTextVisible(false);
  bar_->setFixedHeight(6);
  bar_->setRange(0, 1);
  auto* progress = new QWidget;
  progress->setFixedWidth(300);
  auto* column = new QVBoxLayout(progress);
  column->setContentsMargins(0, 4, 0, 6);
  column->setSpacing(4);
  column->addWidget(state_, 1);
  column->addWidget(bar_);
  auto* bar = new QFrame;
  bar->setObjectName("pageBar");
  // Fixed height whatever its text, so that nothing below moves.
  bar->setFixedHeight(56);
  auto* line = new QHBoxLayout(bar);
  line->setContentsMargins(16, 0, 8, 0);
  line->addWidget(name_);
  line->addWidget(edits_);
  line->addSpacing(8);
  line->addLayout(actions_);
  line->addStretch(1);
  line->addWidget(progress);
  line->addSpacing(8);
  constexpr int kWide = 96;
  for (QPushButton* b : {start_, pause_, stop_}) {
    b->setMinimumSize(kWide, 32);
    line->addWidget(b);
  }
  return bar;
}

void ExperimentPage::showActions(const QList<QAction*>& actions) {
  actions_->setSpacing(2);
  for (QAction* action : actions) {
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setIconSize({18, 18});
    button->setFocusPolicy(Qt::NoFocus);  // the menu has them for the keyboard
    button->setFixedSize(30, 30);
    // An action with a menu opens it at once.
    if (action->menu() != nullptr) button->setPopupMode(QToolButton::InstantPopup);
    actions_->addWidget(button);
  }
}

QString ExperimentPage::document() const {
  return document_.isEmpty() ? tr("New experiment") : QFileInfo(document_).fileName();
}

void ExperimentPage::updateDocument() {
  edited_ = !holdsNothing() && toToml(form().spec) != saved_;
  name_->setText(shortName(document()));
  name_->setToolTip(document_);
  edits_->setText(edited_ ? (document_.isEmpty() ? tr("not saved") : tr("edited")) : QString());
  emit documentChanged();
}

QWidget* ExperimentPage::sideColumn() {
  cost_->setObjectName("cost");
  cost_->setWordWrap(true);
  cost_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  cost_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  auto* area = new SettingsArea;
  area->setFrameShape(QFrame::NoFrame);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setWidgetResizable(true);
  area->setWidget(settings_);
  settings_->setAutoFillBackground(false);
  area->viewport()->setAutoFillBackground(false);
  area->setFocusPolicy(Qt::NoFocus);
  leaveOut_->setObjectName("leaveOut");
  leaveOut_->setToolTip(tr("Lists the algorithms and problems that do not go together, and takes them out"));
  leaveOut_->hide();
  auto* cost = new look::Card(tr("Cost"));
  cost->put(cost_);
  cost->put(leaveOut_);
  auto* column = new QWidget;
  column->setFixedWidth(304);
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(area);
  layout->addWidget(cost);
  layout->addStretch(1);
  return column;
}

ExperimentSpec ExperimentPage::spec() const {
  ExperimentSpec s = rest_;
  fillEntries(s);
  settings_->fill(s);
  return s;
}

void ExperimentPage::fillEntries(ExperimentSpec& s) const {
  s.algorithms = algorithms_->model().entries();
  s.problems.clear();
  for (const AlgorithmEntry& e : problems_->model().entries()) s.problems.push_back(problemOf(e));
}

void ExperimentPage::setSpec(const ExperimentSpec& s) {
  rest_ = s;
  algorithms_->model().setEntries(s.algorithms);
  std::vector<AlgorithmEntry> problems;
  for (const ProblemEntry& p : s.problems) problems.push_back(entryOf(p));
  problems_->model().setEntries(std::move(problems));
  settings_->setSpec(s);
}

QString ExperimentPage::commandLine() const {
  return QString::fromStdString(shellLine(runCommand(spec(), settings_->place())));
}

void ExperimentPage::complain(const QString& sentence) {
  notice_->tell({.sentence = sentence, .topic = "form"});
}

void ExperimentPage::lookAtCost() {
  keeper_.start();
  updateDocument();
  notice_->takeBackAbout("form");  // it may be corrected by now; Start tells if not
  leaveOut_->hide();
  if (algorithms_->model().rowCount() == 0 || problems_->model().rowCount() == 0) {
    cost_->setText(tr("Choose algorithms and problems."));
    return costs_.setSpec({});
  }
  try {
    costs_.setSpec(spec());
    cost_->setText(tr("Cost: unknown yet"));
  } catch (const std::exception&) {
    cost_->setText(tr("Cost: unknown"));  // the error is shown at its field
    costs_.setSpec({});
  }
}

void ExperimentPage::showCost(const CostWatch::Cost& cost) {
  QString text = tr("%L1 runs, %L2 evaluations, ").arg(cost.effort.runs).arg(cost.effort.evaluations);
  if (cost.time) {
    const int cores = std::max(1, QThread::idealThreadCount());
    const auto threads = std::min<std::int64_t>(std::min(settings_->threadCount(), cores), cost.effort.runs);
    text += about(cost.time->seconds / static_cast<double>(std::max<std::int64_t>(1, threads)));
  } else {
    text += tr("time unknown yet (measuring)");
  }
  text = tr("%1.").arg(text);
  if (cost.synthetic > 0) {
    text += ' ' + tr("%1 of the problems run on synthetic data: official data are not imported or not asked for.")
                      .arg(cost.synthetic);
  }
  cost_->setText(text);
}

bool ExperimentPage::askAboutExisting(ExperimentJob& job) {
  QMessageBox box(this);
  box.setObjectName("existing");
  box.setIcon(QMessageBox::Question);
  box.setWindowTitle(tr("Results are there"));
  box.setText(tr("'%1' holds results already.").arg(shortName(QFileInfo(settings_->output()).fileName())));
  box.setInformativeText(
      tr("Resume does what that experiment lacks, with its own algorithms, problems and settings. Extend keeps its "
         "runs and settings and adds the algorithms, problems and repetitions of the form that it does not have. "
         "Replace deletes its results and runs what the form says."));
  QPushButton* resume = box.addButton(tr("&Resume"), QMessageBox::AcceptRole);
  QPushButton* extend = box.addButton(tr("&Extend"), QMessageBox::AcceptRole);
  QPushButton* replace = box.addButton(tr("Re&place"), QMessageBox::DestructiveRole);
  QPushButton* other = box.addButton(tr("&Other name..."), QMessageBox::ActionRole);
  box.addButton(QMessageBox::Cancel);
  box.setDefaultButton(resume);
  resume->setObjectName("existingResume");
  extend->setObjectName("existingExtend");
  replace->setObjectName("existingReplace");
  other->setObjectName("existingOther");
  box.exec();
  if (box.clickedButton() == resume || box.clickedButton() == extend) {
    job.resume = true;
    job.extend = box.clickedButton() == extend;
    return true;
  }
  if (box.clickedButton() == replace) {
    job.place.force = true;
    return true;
  }
  if (box.clickedButton() != other || !settings_->browse()) return false;
  job.place = settings_->place();
  return !resultsExist(job.place.output) || askAboutExisting(job);
}

void ExperimentPage::start(bool resumed) {
  if (runner_.running()) return;
  if (resumed) return resume(settings_->output());
  notice_->takeBack();
  try {
    for (const bool algorithms : {true, false}) {
      if ((algorithms ? algorithms_ : problems_)->model().rowCount() > 0) continue;
      lists_->setCurrentIndex(algorithms ? 0 : 1);
      (algorithms ? catalogueAlgorithms_ : catalogueProblems_)->search()->setFocus();
      return complain(algorithms ? tr("No algorithm is chosen: pick some in the list on the left.")
                                 : tr("No problem is chosen: pick some in the list on the left."));
    }
    ExperimentJob job{.spec = spec(), .place = settings_->place()};
    if (job.place.output.empty()) return complain(tr("The results file has no name."));
    if (resultsExist(job.place.output) && !askAboutExisting(job)) return;
    begin(std::move(job));
  } catch (const std::exception& e) {
    settings_->goToWrong();
    complain(sentenceOf(e));
  }
}

void ExperimentPage::pause() {
  if (!runner_.running()) return;
  runner_.setPaused(!runner_.paused());
  updateButtons();
}

void ExperimentPage::stop() {
  if (!runner_.running()) return;
  runner_.stop();
  state_->setText(tr("Stopping..."));
  updateButtons();
}

void ExperimentPage::resume(const QString& path, bool retryFailed) {
  if (runner_.running()) return;
  notice_->takeBack();
  RunPlace place = settings_->place();
  place.output = path.toStdString();
  begin({.spec = {}, .place = std::move(place), .resume = true, .retryFailed = retryFailed});
}

void ExperimentPage::begin(ExperimentJob job) {
  costs_.setHeld(true);
  total_.start();
  progress_->begin(QString::fromStdString(job.place.output));
  doneBefore_ = job.resume ? -1 : 0;  // the runs in the file come first
  state_->setText(tr("Preparing..."));
  bar_->setRange(0, 1);
  bar_->setValue(0);
  runner_.start(std::move(job), session_.sharedCatalogue());
  updateButtons();
}

void ExperimentPage::progressed(const std::vector<RunEvent>& events) {
  progress_->take(events);
  const GridModel& grid = progress_->grid();
  if (doneBefore_ < 0) doneBefore_ = grid.done();
  emit work(grid.done(), grid.planned());
  bar_->setRange(0, std::max(1, grid.planned()));
  bar_->setValue(grid.done());
  if (runner_.paused()) return;
  QString text = tr("%L1 of %L2 runs").arg(grid.done()).arg(grid.planned());
  if (grid.failed() > 0) text += tr(", %1 failed").arg(grid.failed());
  const int now = grid.done() - doneBefore_;
  if (now > 0 && clock_.elapsed() > 2000) {
    const double left = static_cast<double>(clock_.elapsed()) / 1000.0 / now * (grid.planned() - grid.done());
    text += tr(", %1 left").arg(about(left));
  }
  state_->setText(text);
}

void ExperimentPage::ended(const EngineOutcome& outcome, const QString& error) {
  progress_->finish();
  const QString file = runner_.file();
  if (error.isEmpty()) {
    state_->setText(outcome.interrupted
                        ? tr("Stopped: %1 runs are kept; Resume does the rest.").arg(progress_->grid().done())
                        : tr("Done: %1 runs, %2 failed.").arg(outcome.finished).arg(outcome.failed) + ' ' +
                              tr("Took %1.").arg(exactly(total_.elapsed())));
    if (outcome.failed > 0) {
      notice_->tell(tr("%1 runs failed. A click on an orange cell tells why.").arg(outcome.failed),
                    tr("Run them again"), [this, file] { resume(file, true); });
    }
  } else {
    const int done = progress_->grid().done();
    const bool kept = done > 0 && resultsExist(file.toStdString());  // somebody may have deleted them meanwhile
    state_->setText(kept       ? tr("Ended by an error; %1 finished runs are kept.").arg(done)
                    : done > 0 ? tr("Ended by an error; its results are gone.")
                               : QString());
    if (kept) {
      notice_->tell({.sentence = error,
                     .actions = {{tr("Resume"), [this, file] { resume(file); }}},
                     .tone = Notice::Tone::Error});
    } else if (error.contains(kUnfit)) {
      notice_->tell({.sentence = error,
                     .actions = {{tr("Leave out what does not fit..."), [this] { leaveOut(); }}},
                     .topic = "form"});
    } else {
      notice_->tell({.sentence = error, .tone = Notice::Tone::Error, .topic = "form"});
    }
  }
  // Notifies a user who is working in another window.
  notifyDone(*window(), document(), error.isEmpty() ? state_->text() : error);
  if (resultsExist(file.toStdString())) session_.openLater({file});
  costs_.setHeld(false);
  updateButtons();
  emit work(0, 0);
}

void ExperimentPage::updateButtons() {
  start_->setEnabled(!runner_.running());
  pause_->setEnabled(runner_.running());
  stop_->setEnabled(runner_.running());
  pause_->setText(runner_.paused() ? tr("&Continue") : tr("&Pause"));
  pause_->setIcon(look::icon(runner_.paused() ? "play" : "pause"));
  if (runner_.running() && runner_.paused()) state_->setText(tr("Paused: every run is held at its next generation."));
}

}  // namespace tandem::gui
