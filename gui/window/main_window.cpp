// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/main_window.h"

#include <QActionGroup>
#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QStyle>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "gui/look/icons.h"
#include "gui/look/language.h"
#include "gui/pages/common/notice.h"
#include "gui/pages/common/welcome_page.h"
#include "gui/pages/data/data_page.h"
#include "gui/pages/experiment/experiment_page.h"
#include "gui/pages/explore/explore_page.h"
#include "gui/pages/results/results_page.h"
#include "gui/window/about_dialogs.h"
#include "gui/window/manual.h"
#include "gui/window/plugin_dialog.h"
#include "gui/work/running.h"
#include "gui/work/sentences.h"
#include "tandem/version.h"

namespace tandem::gui {
namespace {
const QString kResume = QStringLiteral("resume ");  // followed by the file: topic of a notice
}

MainWindow::MainWindow()
    : places_(new QStackedWidget),
      rail_(new QButtonGroup(this)),
      explore_(new ExplorePage(session_)),
      experiment_(new ExperimentPage(session_)),
      results_(new ResultsPage(session_)),
      bar_(new QProgressBar),
      notice_(new Notice) {
  setMinimumSize(1000, 640);
  resize(1280, 720);
  setAcceptDrops(true);
  auto* rail = new QToolBar(tr("Places"));
  rail->setObjectName("rail");
  rail->setMovable(false);
  rail->layout()->setSpacing(4);  // as in the style sheet, which the bar asked before it had this name
  rail->setContextMenuPolicy(Qt::PreventContextMenu);
  addToolBar(Qt::LeftToolBarArea, rail);
  struct Place {
    const char *object, *icon;
    QString name;
    QWidget* page;
  };
  const std::vector<Place> places = {{"placeExplore", "compass", tr("Explore"), explore_},
                                     {"placeExperiment", "flask-conical", tr("Experiment"), experiment_},
                                     {"placeResults", "chart-column", tr("Results"), results_},
                                     {"placeData", "database", tr("Data"), new DataPage(session_)}};
  for (const auto& [object, icon, name, page] : places) {
    auto* button = new QToolButton;
    button->setText(name);
    button->setObjectName(object);
    button->setCheckable(true);
    button->setFixedSize(88, 64);
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    const int index = places_->addWidget(page);
    button->setIcon(look::icon(icon));
    button->setIconSize({24, 24});
    button->setShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(index + 1)));
    button->setToolTip(QStringLiteral("%1 (%2)").arg(name, button->shortcut().toString()));
    rail_->addButton(button, index);
    rail->addWidget(button);
  }
  connect(rail_, &QButtonGroup::idClicked, this, qOverload<int>(&MainWindow::show));
  auto* welcome = new WelcomePage(session_);
  welcome_ = places_->addWidget(welcome);
  connect(welcome, &WelcomePage::chosen, this, qOverload<int>(&MainWindow::show));
  auto* centre = new QWidget;
  auto* column = new QVBoxLayout(centre);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(notice_);
  column->addWidget(places_, 1);
  setCentralWidget(centre);
  if (!session_.complaints().isEmpty())
    notice_->tell({.sentence = session_.complaints().join('\n'), .topic = "plugins"});
  bar_->setMaximumWidth(260);
  bar_->setRange(0, 0);
  bar_->hide();
  statusBar()->addPermanentWidget(bar_);
  connect(experiment_, &ExperimentPage::work, this, [this](int done, int planned) {
    bar_->setRange(0, planned);
    // The place where it was started shows it itself.
    bar_->setVisible(planned > 0 && places_->currentWidget() != experiment_);
    bar_->setValue(done);
    bar_->setFormat(tr("%v of %m runs"));
    if (planned > 0 && !noted_) {  // once: the settings are a file
      noted_ = true;
      const QString file = experiment_->runner().file();
      running::begin(file);
      running::forget(QFileInfo(file).absoluteFilePath());  // resumed without using the notice that offers it
      notice_->takeBackAbout(kResume + QFileInfo(file).absoluteFilePath());
    }
  });
  connect(&experiment_->runner(), &ExperimentRunner::ended, this, [this] {
    noted_ = false;
    running::end();
    if (closing_) close();
  });
  connect(&session_, &Session::said, this,
          [this](const QString& text) { statusBar()->showMessage(shortWords(text), 15000); });
  connect(experiment_, &ExperimentPage::documentChanged, this, &MainWindow::updateTitle);
  connect(&session_, &Session::filesChanged, this, &MainWindow::updateTitle);
  menus();
  QSettings settings;
  restoreGeometry(settings.value("window").toByteArray());
  explore_->restoreState(settings);
  experiment_->restoreForm();
  results_->restoreLayout(settings);
  show(settings.value("place", 1).toInt());
  focusPlace();
}

// Without it the first button of the rail had the focus, and a mark beside the place that is shown.
void MainWindow::focusPlace() {
  const QWidget* place = places_->currentWidget();
  for (QWidget* w = place->nextInFocusChain(); w != place; w = w->nextInFocusChain()) {
    const bool takes = (w->focusPolicy() & Qt::TabFocus) != 0 && w->isEnabled() && w->isVisibleTo(place);
    if (!place->isAncestorOf(w) || !takes) continue;
    w->setFocus();
    return;
  }
}

void MainWindow::show(int place) {
  places_->setCurrentIndex(place);
  // No place is marked while the welcome page covers them.
  rail_->setExclusive(false);
  for (QAbstractButton* button : rail_->buttons()) button->setChecked(rail_->id(button) == place);
  rail_->setExclusive(rail_->button(place) != nullptr);
  bar_->setVisible(bar_->maximum() > 0 && places_->currentWidget() != experiment_);
  updateTitle();
}

void MainWindow::menus() {
  const auto guarded = [this](auto action) {
    return [this, action] {
      try {
        action();
      } catch (const std::exception& e) {
        QMessageBox::warning(this, tr("Tandem"), sentenceOf(e));
      }
    };
  };
  QMenu* file = menuBar()->addMenu(tr("&File"));
  QAction* open = file->addAction(tr("&Open specification or results..."), QKeySequence::Open, this, guarded([this] {
                                    const QString path =
                                        QFileDialog::getOpenFileName(this, tr("Open"), {}, tr("Tandem (*.toml *.h5)"));
                                    if (!path.isEmpty()) openFile(path);
                                  }));
  QMenu* recent = file->addMenu(tr("Open &recent"));
  connect(recent, &QMenu::aboutToShow, this, [this, recent] { recentMenu(*recent); });
  QAction* fresh = file->addAction(tr("&New experiment"), QKeySequence::New, this, [this] {
    show(1);
    experiment_->clearForm();
  });
  QAction* save = file->addAction(tr("&Save specification..."), QKeySequence::Save, this,
                                  guarded([this] { (void)experiment_->askAndSave(); }));
  QAction* before = file->addAction(tr("&Undo open or new"), this, [this] {
    show(1);
    experiment_->undoForm();
  });
  before->setEnabled(false);
  connect(experiment_, &ExperimentPage::formUndoChanged, before, &QAction::setEnabled);
  fresh->setIcon(look::icon("file-plus"));
  open->setIcon(look::icon("folder-open"));
  save->setIcon(look::icon("save"));
  before->setIcon(look::icon("undo-2"));
  QMenu* presets = file->addMenu(look::icon("bookmark"), tr("Pr&esets"));
  presets->setObjectName("presets");
  presets->setToolTip(tr("Presets: forms under a name, to be chosen again"));
  presets->menuAction()->setToolTip(presets->toolTip());
  connect(presets, &QMenu::aboutToShow, this, [this, presets] { experiment_->fillPresets(*presets); });
  // Loaded into the form, which should then be visible.
  connect(presets, &QMenu::triggered, this, [this] { show(1); });
  experiment_->showActions({fresh, open, save, before, presets->menuAction()});
  file->addAction(tr("&Copy as command line"), this, guarded([this] {
                    const QString line =
                        places_->currentWidget() == explore_ ? explore_->commandLine() : experiment_->commandLine();
                    QApplication::clipboard()->setText(line);
                    statusBar()->showMessage(tr("Copied: %1").arg(line), 15000);
                  }));
  file->addSeparator();
  const auto reload = [this] {
    session_.reloadPlugins();
    notice_->takeBackAbout("plugins");
    if (!session_.complaints().isEmpty())
      notice_->tell({.sentence = session_.complaints().join('\n'), .topic = "plugins"});
  };
  file->addAction(tr("&Plug-ins..."), this, [this, reload] {
    const QStringList folders = Session::pluginFolders();
    PluginDialog(session_, this).exec();
    if (Session::pluginFolders() != folders) reload();
  });
  file->addAction(look::icon("refresh-cw"), tr("Re&load plug-ins"), QKeySequence(tr("Ctrl+R")), this, reload);
  connect(experiment_, &ExperimentPage::reloadWanted, this, reload);
  file->addSeparator();
  file->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);
  QMenu* run = menuBar()->addMenu(tr("&Run"));
  run->addAction(tr("&Start"), QKeySequence(tr("F5")), this, [this] {
    // For the current page: the run of Explore, elsewhere the experiment.
    if (places_->currentWidget() == explore_) {
      explore_->start();
    } else {
      experiment_->start();
    }
  });
  QAction* pause = run->addAction(tr("&Pause"), QKeySequence(tr("F6")), this, [this] {
    places_->currentWidget() == explore_ ? explore_->pause() : experiment_->pause();
  });
  QAction* stop = run->addAction(tr("S&top"), QKeySequence(tr("Shift+F5")), this, [this] {
    places_->currentWidget() == explore_ ? explore_->runner().stop() : experiment_->stop();
  });
  // Updated when the menu opens; the keys do nothing if nothing is running.
  connect(run, &QMenu::aboutToShow, this, [this, pause, stop] {
    const bool here = places_->currentWidget() == explore_;
    const bool running = here ? explore_->runner().running() : experiment_->runner().running();
    const bool paused = here ? explore_->runner().paused() : experiment_->runner().paused();
    pause->setText(running && paused ? tr("&Continue") : tr("&Pause"));
    pause->setEnabled(running);
    stop->setEnabled(running);
  });
  connect(run, &QMenu::aboutToHide, this, [pause, stop] {
    pause->setEnabled(true);
    stop->setEnabled(true);
  });
  run->addAction(tr("&Resume results file"), this, [this] { experiment_->start(true); });
  results_->fillMenu(*menuBar()->addMenu(tr("R&esults")));
  viewMenu();
  QMenu* help = menuBar()->addMenu(tr("&Help"));
  help->addAction(tr("&Manual"), QKeySequence::HelpContents, this, [this] {
    auto* manual = findChild<Manual*>();
    if (manual == nullptr) manual = new Manual(this);
    manual->show();
    manual->raise();
    manual->activateWindow();
  });
  help->addAction(tr("&Keyboard shortcuts"), this, [this] { showKeys(*this); });
  help->addAction(tr("&Versions"), this, [this] { showVersions(*this, session_); });
  help->addAction(tr("&Welcome page"), this, [this] { show(welcome_); });
  help->addAction(tr("&About"), this, [this] {
    QMessageBox::about(this, tr("Tandem"),
                       tr("Tandem %1, evolutionary multitasking.\nThis program: GPL-3.0-or-later.")
                           .arg(QString::fromStdString(versionText())));
  });
}

void MainWindow::openFile(const QString& path) {
  if (path.endsWith(".toml")) {
    show(1);  // the place that asks
    (void)experiment_->openSpec(path);
  } else {
    session_.open(path);
    show(2);
  }
}

void MainWindow::recentMenu(QMenu& menu) {
  menu.clear();
  for (const QString& path : Session::recent()) {
    menu.addAction(shortName(QFileInfo(path).fileName()), this, [this, path] { openAny({path}); })->setToolTip(path);
  }
  menu.setToolTipsVisible(true);
  if (menu.isEmpty()) menu.addAction(tr("No file was opened yet"))->setEnabled(false);
}

void MainWindow::openAny(const QStringList& paths) {
  QStringList results;
  for (const QString& path : paths) {
    if (!path.endsWith(".toml")) {
      results << path;
      continue;
    }
    try {
      openFile(path);
    } catch (const std::exception& e) {
      QMessageBox::warning(this, tr("Open"), sentenceOf(e));
    }
  }
  if (results.isEmpty()) return;
  if (places_->currentIndex() != 3) show(2);  // Data shows what is open, too
  session_.openLater(results);
}

namespace {
QStringList droppedFiles(const QMimeData& data) {
  QStringList paths;
  for (const QUrl& url : data.urls()) {
    const QString path = url.toLocalFile();
    if (path.endsWith(".h5") || path.endsWith(".toml")) paths << path;
  }
  return paths;
}
}  // namespace

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (!droppedFiles(*event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  openAny(droppedFiles(*event->mimeData()));
  event->acceptProposedAction();
}

void MainWindow::viewMenu() {
  QMenu* view = menuBar()->addMenu(tr("&View"));
  using Scheme = look::Appearance::Scheme;
  auto* schemes = new QActionGroup(this);
  const auto scheme = [&](const char* name, const QString& text, Scheme value) {
    QAction* action = view->addAction(text, this, [this, value] { appearance_.choose(value); });
    action->setObjectName(QLatin1String(name));
    action->setCheckable(true);
    action->setChecked(appearance_.scheme() == value);
    schemes->addAction(action);
  };
  scheme("schemeSystem", tr("&Colours of the system"), Scheme::System);
  scheme("schemeLight", tr("&Light"), Scheme::Light);
  scheme("schemeDark", tr("&Dark"), Scheme::Dark);
  view->addSeparator();
  QAction* fusion = view->addAction(tr("&Fusion style"));
  fusion->setObjectName("styleFusion");
  fusion->setToolTip(tr("The same on every desktop, instead of this one's style"));
  fusion->setCheckable(true);
  fusion->setChecked(appearance_.fusion());
  connect(fusion, &QAction::toggled, &appearance_, &look::Appearance::setFusion);
  view->addSeparator();
  languageMenu(*view->addMenu(tr("L&anguage")));
}

void MainWindow::languageMenu(QMenu& menu) {
  auto* group = new QActionGroup(this);
  const auto language = [&](const QString& text, const QString& code) {
    QAction* action = menu.addAction(text, this, [this, code] { chooseLanguage(code); });
    action->setObjectName("language" + code);
    action->setCheckable(true);
    action->setChecked(look::chosenLanguage() == code);
    group->addAction(action);
  };
  language(tr("&As the system"), QString());
  for (const QString& code : look::languages()) language(look::nameOfLanguage(code), code);
}

// Every page would have to translate itself again; a new window does the same, and its forms are kept as always.
void MainWindow::chooseLanguage(const QString& code) {
  look::chooseLanguage(code);
  notice_->takeBackAbout("language");
  if (look::languageToSpeak() == look::spokenLanguage()) return;
  notice_->tell({.sentence = tr("The language changes when the window is opened anew. Forms and open files are kept; "
                                "what Explore has drawn is not."),
                 .actions = {{tr("Open it anew"),
                              [this] {
                                reopens_ = true;
                                // If an experiment must be stopped, it ends first.
                                if (!close() && !closing_) reopens_ = false;
                              }}},
                 .tone = Notice::Tone::Information,
                 .topic = "language"});
}

void MainWindow::updateTitle() {
  QString name;
  const QWidget* place = places_->currentWidget();
  setWindowModified(false);
  if (place == experiment_) {
    name = experiment_->document();
    setWindowModified(experiment_->edited());
  } else if (place != explore_ && !session_.files().empty()) {
    name = QFileInfo(session_.paths().back()).fileName();
  }
  setWindowTitle(name.isEmpty() ? tr("Tandem") : tr("%1[*] - Tandem").arg(shortName(name)));
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (!closing_ && !findChild<DataPage*>()->mayLoseChanges(session_.paths())) {
    event->ignore();
    return;
  }
  if (experiment_->runner().running()) {
    event->ignore();
    if (!closing_) askToClose();
    return;
  }
  if (explore_->runner().running()) {
    if (!mayStop(tr("A run is being watched in Explore."),
                 tr("It is not saved; the same settings give the same run again."))) {
      event->ignore();
      return;
    }
    explore_->runner().stop();
  }
  QSettings settings;
  settings.setValue("window", saveGeometry());
  results_->keepLayout(settings);
  if (places_->currentIndex() != welcome_) settings.setValue("place", places_->currentIndex());
  explore_->saveState(settings);
  experiment_->keepFormNow();
  event->accept();
}

bool MainWindow::mayStop(const QString& running, const QString& consequence) {
  QMessageBox box(QMessageBox::Question, tr("Tandem"), running, QMessageBox::NoButton, this);
  box.setInformativeText(consequence);
  QPushButton* keep = box.addButton(tr("&Keep running"), QMessageBox::RejectRole);
  QPushButton* stop = box.addButton(tr("&Stop and close"), QMessageBox::AcceptRole);
  box.setDefaultButton(keep);
  box.setEscapeButton(keep);
  box.exec();
  return box.clickedButton() == stop;
}

void MainWindow::askToClose() {
  if (!mayStop(tr("An experiment is running."),
               tr("Finished runs are kept when it is stopped; it can be resumed later."))) {
    return;
  }
  if (!experiment_->runner().running()) {  // it ended while the question was shown
    close();
    return;
  }
  // Closes once the runs have reached their next generation and everything is on disk.
  closing_ = true;
  centralWidget()->setEnabled(false);
  statusBar()->showMessage(tr("Stopping the experiment; the window closes when its runs are on disk..."));
  experiment_->runner().stop();
}

void MainWindow::greet() {
  QSettings settings;
  if (!settings.value("welcomed", false).toBool()) {
    settings.setValue("welcomed", true);
    show(welcome_);
    focusPlace();
  }
  offerResume();
}

// One at a time; the next one after this is answered.
void MainWindow::offerResume() {
  const QStringList files = running::cutOff();
  if (files.isEmpty() || experiment_->runner().running()) return;
  const QString& file = files.front();
  const auto answered = [this, file](auto action) {
    return [this, file, action] {
      running::forget(file);
      Session::remember(file);
      try {
        action();
      } catch (const std::exception& e) {
        notice_->tell(sentenceOf(e));
        return;
      }
      offerResume();
    };
  };
  const std::vector<Notice::Action> actions{
      {tr("Resume"), answered([this, file] {
         show(1);
         experiment_->resume(file);
       })},
      {tr("Show results so far"), answered([this, file] { openFile(file); })},
      {tr("Not now"), answered([this] {
         emit session_.said(tr("It stays in File, Open recent; Run, Resume results file continues it."));
       })}};
  notice_->tell(
      {.sentence =
           tr("The experiment that writes %1 was cut off before it ended. Its finished runs are kept.").arg(file),
       .actions = actions,
       .tone = Notice::Tone::Information,
       .topic = kResume + file});
}

}  // namespace tandem::gui
