// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLineEdit>
#include <QTableView>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <functional>

#include "tandem/error.h"

/// What a person does at the window: types, clicks, chooses, waits. Nothing here calls a slot of the program.
namespace tandem::gui::user {

inline bool waitFor(const std::function<bool()>& condition, int milliseconds = 30000) {
  QElapsedTimer clock;
  clock.start();
  while (!condition() && clock.elapsed() < milliseconds) QApplication::processEvents(QEventLoop::AllEvents, 20);
  return condition();
}

template <typename W>
W& find(const QWidget& root, const char* name) {
  auto* w = root.findChild<W*>(name);
  if (w == nullptr) throw Error(std::string("no widget ") + name);
  return *w;
}

/// Clicks where a person would: in the middle of what is visible.
inline void click(QWidget& widget, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
  ASSERT_TRUE(widget.isVisible()) << widget.objectName().toStdString();
  ASSERT_TRUE(widget.isEnabled()) << widget.objectName().toStdString();
  QTest::mouseClick(&widget, Qt::LeftButton, modifiers, widget.rect().center());
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
  QTest::keySequence(&widget, QKeySequence::SelectAll);
  if (text.isEmpty()) QTest::keyClick(&widget, Qt::Key_Delete);
  for (const QChar c : text) QTest::keyClick(target(), c.toLatin1());
  if (enter) QTest::keyClick(target(), Qt::Key_Return);
}

/// Chooses an entry of a combo box with the arrow keys.
inline void pick(QComboBox& box, const QString& text) {
  const int wanted = box.findText(text);
  ASSERT_GE(wanted, 0) << text.toStdString() << " is not offered by " << box.objectName().toStdString();
  box.setFocus();
  while (box.currentIndex() != wanted) {
    const int before = box.currentIndex();
    QTest::keyClick(&box, before < wanted ? Qt::Key_Down : Qt::Key_Up);
    ASSERT_NE(box.currentIndex(), before);
  }
}

/// Clicks a cell of a table.
inline void clickCell(QTableView& view, int row, int column, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
  const QModelIndex index = view.model()->index(row, column);
  view.scrollTo(index);
  QTest::mouseClick(view.viewport(), Qt::LeftButton, modifiers, view.visualRect(index).center());
}

/// Deals with the next modal window as soon as it is there; gives up after 20 seconds.
inline void atDialog(std::function<void(QWidget&)> deal) {
  auto* timer = new QTimer(QApplication::instance());
  auto clock = std::make_shared<QElapsedTimer>();
  clock->start();
  QObject::connect(timer, &QTimer::timeout, timer, [timer, clock, deal = std::move(deal)] {
    QWidget* dialog = QApplication::activeModalWidget();
    if (dialog == nullptr && clock->elapsed() < 20000) return;
    timer->stop();
    timer->deleteLater();
    if (dialog == nullptr) {
      ADD_FAILURE() << "no dialog came";
      return;
    }
    deal(*dialog);
  });
  timer->start(20);
}

/// Types a path into the next file dialog and accepts it.
inline void answerFileDialog(const QString& path) {
  atDialog([path](QWidget& dialog) {
    auto& name = find<QLineEdit>(dialog, "fileNameEdit");
    type(name, path);
    // The first Escape closes the suggestions only.
    if (QWidget* popup = QApplication::activePopupWidget()) QTest::keyClick(popup, Qt::Key_Escape);
    QTest::keyClick(&name, Qt::Key_Return);
  });
}

/// Screenshots go to $TANDEM_SCREENSHOTS where that is set (scripts/screenshots).
inline void shot(QWidget& widget, const QString& name) {
  if (!qEnvironmentVariableIsSet("TANDEM_SCREENSHOTS")) return;
  waitFor([] { return false; }, 700);
  widget.grab().save(qEnvironmentVariable("TANDEM_SCREENSHOTS") + '/' + name + QStringLiteral(".png"));
}

}  // namespace tandem::gui::user
