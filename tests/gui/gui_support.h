// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gui/window/main_window.h"
#include "sanitized.h"
#include "tandem/catalogue.h"
#include "tandem/engine/engine.h"
#include "tandem/error.h"

/// What a user does, as events: clicks, keys, drags. Tests of the desktop program call no slots.
namespace tandem::gui::test {

inline void passTime(int milliseconds) {
  QElapsedTimer clock;
  clock.start();
  while (clock.elapsed() < milliseconds) QApplication::processEvents(QEventLoop::AllEvents, 20);
}

/// Whether the condition comes true. Sanitizers are given more time.
inline bool waitFor(const std::function<bool()>& condition, int milliseconds = 20000) {
  QElapsedTimer clock;
  clock.start();
  const int limit = milliseconds * ::tandem::test::kSlowness;
  while (!condition() && clock.elapsed() < limit) QApplication::processEvents(QEventLoop::AllEvents, 20);
  return condition();
}

/// Screenshots go to $TANDEM_SCREENSHOTS where that is set (scripts/screenshots).
inline void shot(QWidget& widget, const char* name) {
  if (!qEnvironmentVariableIsSet("TANDEM_SCREENSHOTS")) return;
  passTime(900);
  widget.grab().save(qEnvironmentVariable("TANDEM_SCREENSHOTS") + '/' + name + QStringLiteral(".png"));
}

template <typename W>
W& find(QWidget& root, const char* name) {
  auto* w = root.findChild<W*>(name);
  if (w == nullptr) throw Error(std::string("no widget ") + name);
  return *w;
}

/// Clicks the middle of what is visible.
inline void click(QWidget& widget, Qt::KeyboardModifiers keys = {}) {
  QTest::mouseClick(&widget, Qt::LeftButton, keys);
}

/// Shows the window at a place, with the keyboard.
inline void showAt(MainWindow& window, int place) {
  window.resize(1280, 720);
  window.show(place);
  window.QWidget::show();
  window.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
}

/// Goes to a place by its button in the rail.
inline void go(QWidget& window, const char* place) {
  click(find<QToolButton>(window, (std::string("place") + place).c_str()));
}

/// Replaces the text of a line edit, spin box or editable combo box by typing. As on a screen, keys go to the list of
/// suggestions while one is open.
inline void type(QWidget& widget, const QString& text, bool enter = false) {
  const auto target = [&widget] {
    QWidget* popup = QApplication::activePopupWidget();
    return popup != nullptr ? popup : &widget;
  };
  widget.setFocus();
  QTest::keyClick(&widget, Qt::Key_A, Qt::ControlModifier);
  if (text.isEmpty()) QTest::keyClick(&widget, Qt::Key_Delete);
  for (const QChar c : text) QTest::keyClicks(target(), QString(c));
  if (enter) QTest::keyClick(target(), Qt::Key_Return);
}

/// Goes to the entry with the arrow keys.
inline void pick(QComboBox& box, const QString& text) {
  const int wanted = box.findText(text);
  ASSERT_GE(wanted, 0) << "no entry " << text.toStdString();
  box.setFocus();
  for (int steps = 0; box.currentIndex() != wanted && steps < 500; ++steps) {
    QTest::keyClick(&box, box.currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
  }
  EXPECT_EQ(box.currentIndex(), wanted);
}

inline void clickCell(QTableView& view, int row, int column, Qt::KeyboardModifiers keys = {}) {
  const QModelIndex index = view.model()->index(row, column);
  view.scrollTo(index);
  QTest::mouseClick(view.viewport(), Qt::LeftButton, keys, view.visualRect(index).center());
}

/// Names of what Tab leads to, from `first` on, in order; ends where it would begin again.
inline QStringList tabOrder(QWidget& first) {
  QStringList names;
  first.setFocus();
  QWidget* window = first.window();
  for (int i = 0; i < 100 && window->focusWidget() != nullptr; ++i) {
    if (i > 0 && window->focusWidget() == &first) break;
    if (!window->focusWidget()->objectName().isEmpty()) names << window->focusWidget()->objectName();
    QTest::keyClick(window->focusWidget(), Qt::Key_Tab);
  }
  return names;
}

/// Without a window manager, nobody gives the keyboard back to the window below when a dialog is closed.
inline void returnKeyboard(QWidget& dialog) {
  auto* closing = qobject_cast<QDialog*>(&dialog);
  if (closing == nullptr || closing->parentWidget() == nullptr) return;
  QWidget* below = closing->parentWidget()->window();
  QObject::connect(closing, &QDialog::finished, below, [below] {
    below->activateWindow();
    static_cast<void>(QTest::qWaitForWindowActive(below, 1000));
  });
}

/// Answers the next file dialog by typing the path; "" cancels it. Call before what opens it.
inline void answerFileDialog(const QString& path) {
  struct State {
    QPointer<QFileDialog> dialog;
    int attempts = 0;
  };
  auto* timer = new QTimer(qApp);
  const auto state = std::make_shared<State>();
  QObject::connect(timer, &QTimer::timeout, qApp, [timer, path, state] {
    auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
    if (dialog == nullptr && state->attempts == 0) return;  // it has not opened yet
    if (dialog == nullptr || (state->attempts > 0 && state->dialog != dialog)) {
      timer->stop();
      timer->deleteLater();
      return;
    }
    if (state->dialog != dialog) returnKeyboard(*dialog);
    state->dialog = dialog;
    auto* edit = dialog->findChild<QLineEdit*>("fileNameEdit");
    auto* buttons = dialog->findChild<QDialogButtonBox*>("buttonBox");
    if (++state->attempts > 100 || edit == nullptr || buttons == nullptr || path.isEmpty()) {
      QTest::keyClick(dialog, Qt::Key_Escape);
      return;
    }
    if (edit->text() != path) {
      edit->setCompleter(nullptr);  // its list would lie over the buttons
      type(*edit, path);
      return;
    }
    for (QAbstractButton* button : buttons->buttons()) {
      if (buttons->buttonRole(button) == QDialogButtonBox::AcceptRole && button->isEnabled()) return click(*button);
    }
  });
  timer->start(20);
}

/// Answers the next message box by a click on the button of that text (without its mnemonic). Call before what opens
/// it.
inline void answerQuestion(const QString& button) {
  auto* timer = new QTimer(qApp);
  QObject::connect(timer, &QTimer::timeout, qApp, [timer, button] {
    auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
    if (box == nullptr) return;  // it has not opened yet
    timer->stop();
    timer->deleteLater();
    for (QAbstractButton* b : box->buttons()) {
      if (b->text().remove('&') == button) return click(*b);
    }
    ADD_FAILURE() << "the question has no button " << button.toStdString();
    QTest::keyClick(box, Qt::Key_Escape);
  });
  timer->start(20);
}

/// Does `act` in the next modal dialog of that name. Call before what opens it.
inline void inDialog(const char* name, std::function<void(QWidget&)> act) {
  auto* timer = new QTimer(qApp);
  QObject::connect(timer, &QTimer::timeout, qApp, [timer, name, act = std::move(act)] {
    QWidget* dialog = QApplication::activeModalWidget();
    if (dialog == nullptr || dialog->objectName() != QLatin1String(name)) return;  // it has not opened yet
    timer->stop();
    timer->deleteLater();
    returnKeyboard(*dialog);
    act(*dialog);
  });
  timer->start(20);
}

/// Clicks Ok (or another standard button) of a dialog.
inline void press(QWidget& dialog, QDialogButtonBox::StandardButton button) {
  auto* box = dialog.findChild<QDialogButtonBox*>();
  if (box == nullptr || box->button(button) == nullptr) throw Error("the dialog has no such button");
  click(*box->button(button));
}

/// Answers the questions before a figure is exported with what they offer, then names the file.
inline void answerExport(const QString& path) {
  answerFileDialog(path);
  inDialog("exportDialog", [](QWidget& dialog) { press(dialog, QDialogButtonBox::Save); });
}

/// A small experiment on synthetic data that has really been run.
inline std::string makeResults(const QString& path, const std::vector<std::string>& algorithms = {"MFEA", "GA", "DE"},
                               const std::vector<std::string>& problems = {"CEC17-MTSO1-CI-HS", "CEC17-MTSO2-CI-MS"},
                               const std::function<void(ExperimentSpec&)>& change = {}) {
  static const Catalogue catalogue = builtinCatalogue();
  ExperimentSpec spec;
  for (const std::string& a : algorithms) spec.algorithms.push_back({a, {}, {}});
  for (const std::string& p : problems) spec.problems.push_back({p, {}});
  spec.repetitions = 5;
  spec.budget = 4000;
  spec.population = 20;
  spec.checkpoints = 20;
  spec.instance = Instance::Synthetic;
  if (change) change(spec);
  (void)runExperiment(makePlan(spec, catalogue), path.toStdString(), {.threads = 2});
  return path.toStdString();
}

}  // namespace tandem::gui::test
