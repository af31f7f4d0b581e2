// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/colours.h"

#include <QApplication>
#include <algorithm>
#include <cmath>
#include <utility>

namespace tandem::gui::look {
namespace {

constexpr double kGrey = 128.0;  // a window darker than this is dark

Colours light() {
  Colours c;
  c.page = QColor("#f3f5f8");
  c.card = QColor("#ffffff");
  c.stripe = QColor("#f8f9fb");
  c.line = QColor("#d9dee7");
  c.edge = QColor("#848d9d");
  c.text = QColor("#1d2330");
  c.secondary = QColor("#566073");
  c.accent = QColor("#0b66c2");
  c.onAccent = QColor("#ffffff");
  c.selection = QColor("#dcebfa");
  c.tip = QColor("#262c38");
  c.wrong = QColor("#a84300");
  c.information = {QColor("#e6f0fa"), QColor("#8ab4dd"), QColor("#0b4a8c")};
  c.success = {QColor("#e3f4ea"), QColor("#7cbf99"), QColor("#14603a")};
  c.warning = {QColor("#fff3d6"), QColor("#d8a93a"), QColor("#7a4f00")};
  c.error = {QColor("#fde7e3"), QColor("#dd8a7c"), QColor("#9c2617")};
  c.done = {QColor("#d3efe0"), QColor("#7cbf99"), QColor("#14603a")};
  c.running = {QColor("#dcebfa"), QColor("#8ab4dd"), QColor("#0b4a8c")};
  c.waiting = {QColor("#eceef2"), QColor("#d9dee7"), QColor("#566073")};
  c.failed = {QColor("#fde1cc"), QColor("#e09a63"), QColor("#8a3a00")};
  return c;
}

Colours darkOnes() {
  Colours c;
  c.page = QColor("#17191d");
  c.card = QColor("#1f2227");
  c.stripe = QColor("#24272d");
  c.line = QColor("#383d46");
  c.edge = QColor("#757d8c");
  c.text = QColor("#e6e9ef");
  c.secondary = QColor("#a4adbb");
  c.accent = QColor("#5aa9f5");
  c.onAccent = QColor("#0b1a2a");
  c.selection = QColor("#24415f");
  c.tip = QColor("#333944");
  c.wrong = QColor("#f59a57");
  c.information = {QColor("#1d3246"), QColor("#3b6a96"), QColor("#a9d2f8")};
  c.success = {QColor("#1b392a"), QColor("#3a7a58"), QColor("#93dcb4")};
  c.warning = {QColor("#46381c"), QColor("#8a6a2a"), QColor("#f2cf7e")};
  c.error = {QColor("#4a2420"), QColor("#9a4a3f"), QColor("#f9b3a8")};
  c.done = {QColor("#1f4a35"), QColor("#3a7a58"), QColor("#a5e6c3")};
  c.running = {QColor("#213e5c"), QColor("#3b6a96"), QColor("#a9d2f8")};
  c.waiting = {QColor("#2a2e35"), QColor("#383d46"), QColor("#a4adbb")};
  c.failed = {QColor("#573318"), QColor("#9a5e30"), QColor("#f9c59b")};
  return c;
}

double luminance(const QColor& colour) {
  const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

/// Half-way between two colours: for disabled items.
QColor between(const QColor& a, const QColor& b) {
  return {(a.red() + b.red()) / 2, (a.green() + b.green()) / 2, (a.blue() + b.blue()) / 2};
}

}  // namespace

const Colours& colours(bool dark) {
  static const Colours bright = light();
  static const Colours dim = darkOnes();
  return dark ? dim : bright;
}

bool dark() {
  return QApplication::palette().color(QPalette::Window).lightness() < kGrey;
}

const Colours& colours() {
  return colours(dark());
}

QPalette paletteOf(const Colours& c) {
  QPalette p;
  const bool dim = c.page.lightness() < kGrey;
  p.setColor(QPalette::Window, c.page);
  p.setColor(QPalette::WindowText, c.text);
  p.setColor(QPalette::Base, c.card);
  p.setColor(QPalette::AlternateBase, c.stripe);
  p.setColor(QPalette::Text, c.text);
  p.setColor(QPalette::PlaceholderText, c.secondary);
  p.setColor(QPalette::Button, dim ? QColor("#2b2f36") : QColor("#fbfcfd"));
  p.setColor(QPalette::ButtonText, c.text);
  p.setColor(QPalette::BrightText, c.onAccent);
  p.setColor(QPalette::Highlight, c.accent);
  p.setColor(QPalette::HighlightedText, c.onAccent);
  p.setColor(QPalette::Link, c.accent);
  p.setColor(QPalette::LinkVisited, c.accent);
  p.setColor(QPalette::ToolTipBase, c.tip);
  p.setColor(QPalette::ToolTipText, QColor("#f4f6fa"));
  p.setColor(QPalette::Light, dim ? QColor("#31363e") : QColor("#ffffff"));
  p.setColor(QPalette::Midlight, dim ? QColor("#2b2f36") : QColor("#eef1f5"));
  p.setColor(QPalette::Mid, c.line);
  p.setColor(QPalette::Dark, dim ? QColor("#0f1114") : QColor("#aab2c0"));
  p.setColor(QPalette::Shadow, dim ? QColor("#000000") : QColor("#7b8496"));
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    p.setColor(QPalette::Disabled, role, between(c.secondary, c.card));
  }
  p.setColor(QPalette::Disabled, QPalette::PlaceholderText, between(c.secondary, c.card));
  p.setColor(QPalette::Disabled, QPalette::Highlight, c.line);
  p.setColor(QPalette::Disabled, QPalette::HighlightedText, c.secondary);
  p.setColor(QPalette::Disabled, QPalette::Base, dim ? c.card : c.page);
  return p;
}

QString sheetOf(const Colours& c) {
  // Only for these names and properties; the rest is up to the style.
  QString sheet = QStringLiteral(R"(
QFrame[card="true"] { background: @card; border: 1px solid @line; border-radius: 8px; }
QLabel[wrong="true"] { color: @wrong; }
QFrame#pageBar { background: @card; border: none; border-bottom: 1px solid @line; }
QToolBar#rail { background: @card; border: none; border-right: 1px solid @line; padding: 8px 0; spacing: 4px; }
QToolBar#rail QToolButton { border: none; border-left: 3px solid transparent; border-radius: 0; background: transparent;
  color: @secondary; padding: 6px 3px 6px 0; }
QToolBar#rail QToolButton:hover { background: @stripe; color: @text; }
QToolBar#rail QToolButton:checked { border-left-color: @accent; background: @selection; color: @text; }
QToolBar#rail QToolButton:focus { border-left-color: @secondary; }
QToolBar#rail QToolButton:checked:focus { border-left-color: @text; }
QPushButton[primary="true"] { background: @accent; color: @onAccent; border: 1px solid @accent; border-radius: 6px;
  padding: 4px 16px; font-weight: 600; min-height: 22px; }
QPushButton[primary="true"]:hover { background: @lighter; border-color: @lighter; }
QPushButton[primary="true"]:pressed { background: @darker; border-color: @darker; }
QPushButton[primary="true"]:focus { border: 2px solid @text; padding: 3px 15px; }
QPushButton[primary="true"]:disabled { background: @wait; color: @secondary; border-color: @line; }
QTabWidget::pane { border: none; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; border: none; border-bottom: 2px solid transparent; color: @secondary;
  padding: 6px 12px; margin: 0 2px 0 0; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; font-weight: 600; }
QTabBar::tab:selected:focus { background: @selection; }
QMenuBar { background: @card; border-bottom: 1px solid @line; }
QStatusBar { background: @card; border-top: 1px solid @line; color: @secondary; }
QStatusBar::item { border: none; }
QToolTip { background: @tip; color: @tipText; border: 1px solid @line; padding: 4px 6px; }
)");
  const bool dim = c.page.lightness() < kGrey;
  const std::pair<const char*, QColor> names[] = {
      {"@card", c.card},
      {"@line", c.line},
      {"@wrong", c.wrong},
      {"@onAccent", c.onAccent},
      {"@accent", c.accent},
      {"@secondary", c.secondary},
      {"@stripe", c.stripe},
      {"@text", c.text},
      {"@selection", c.selection},
      {"@lighter", dim ? c.accent.lighter(110) : c.accent.lighter(112)},
      {"@darker", c.accent.darker(115)},
      {"@wait", c.waiting.ground},
      {"@tipText", QColor("#f4f6fa")},
      {"@tip", c.tip},
  };
  for (const auto& [name, colour] : names) sheet.replace(QLatin1String(name), colour.name());
  return sheet;
}

double contrast(const QColor& a, const QColor& b) {
  const double x = luminance(a);
  const double y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

}  // namespace tandem::gui::look
