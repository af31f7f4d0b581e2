// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/about_dialogs.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QShortcut>
#include <QStackedWidget>
#include <QSysInfo>
#include <QThread>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <set>
#include <tuple>

#include "gui/look/appearance.h"
#include "gui/look/icons.h"
#include "gui/look/language.h"
#include "gui/work/session.h"
#include "tandem/plugin.h"
#include "tandem/version.h"

namespace tandem::gui {
namespace {

/// Without the mnemonic (which follows the text in Chinese) and the dots.
QString plain(QString text) {
  static const QRegularExpression behind("\\(&.\\)");
  return text.remove(behind).remove('&').remove(QStringLiteral("..."));
}

QString textOf(const QKeySequence& keys) {
  return keys.toString(QKeySequence::NativeText);
}

void addMenu(std::vector<KeyOf>& list, const QMenu& menu, const QString& place, std::set<const QAction*>& seen) {
  for (const QAction* action : menu.actions()) {
    seen.insert(action);
    if (action->menu() != nullptr) addMenu(list, *action->menu(), place, seen);
    for (const QKeySequence& keys : action->shortcuts()) list.push_back({place, plain(action->text()), textOf(keys)});
  }
}

/// The place that contains the widget.
QString placeOf(const QWidget& window, const QObject* object) {
  const auto* places = window.findChild<QStackedWidget*>();
  for (; object != nullptr && places != nullptr; object = object->parent()) {
    for (int i = 0; i < places->count(); ++i) {
      if (places->widget(i) != object) continue;
      for (const auto* button : window.findChildren<QAbstractButton*>()) {
        const QKeySequence keys(QStringLiteral("Ctrl+%1").arg(i + 1));
        if (button->shortcut() == keys) return plain(button->text());
      }
    }
  }
  return QObject::tr("Window");
}

QDialog* dialogOf(QWidget& window, const char* name, const QString& title, QSize size) {
  auto* dialog = new QDialog(&window);
  dialog->setObjectName(name);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(title);
  dialog->resize(size);
  return dialog;
}

}  // namespace

std::vector<KeyOf> keysOf(const QWidget& window) {
  std::vector<KeyOf> list;
  std::set<const QAction*> seen;
  if (const auto* main = qobject_cast<const QMainWindow*>(&window)) {
    for (const QAction* top : main->menuBar()->actions()) {
      seen.insert(top);
      if (top->menu() != nullptr) addMenu(list, *top->menu(), plain(top->text()), seen);
    }
  }
  for (const auto* button : window.findChildren<QAbstractButton*>()) {
    if (!button->shortcut().isEmpty() && button->shortcut() != QKeySequence::mnemonic(button->text()))
      list.push_back({QObject::tr("Window"), plain(button->text()), textOf(button->shortcut())});
  }
  std::set<std::tuple<QString, QString, QString>> told;  // lists of algorithms and of problems have the same keys
  for (const auto* action : window.findChildren<QAction*>()) {
    if (seen.contains(action) || action->text().isEmpty()) continue;
    for (const QKeySequence& keys : action->shortcuts()) {
      const KeyOf key{placeOf(window, action), plain(action->text()), textOf(keys)};
      if (told.insert({key.place, key.text, key.keys}).second) list.push_back(key);
    }
  }
  for (const auto* shortcut : window.findChildren<QShortcut*>()) {
    if (!shortcut->whatsThis().isEmpty())
      list.push_back({placeOf(window, shortcut), shortcut->whatsThis(), textOf(shortcut->key())});
  }
  return list;
}

void showKeys(QWidget& window) {
  QDialog* dialog = dialogOf(window, "keysDialog", QObject::tr("Keyboard shortcuts"), {560, 600});
  auto* search = new QLineEdit;
  search->setObjectName("keysSearch");
  search->setPlaceholderText(QObject::tr("Search"));
  search->setClearButtonEnabled(true);
  search->addAction(look::icon("search"), QLineEdit::LeadingPosition);
  auto* tree = new QTreeWidget;
  tree->setObjectName("keysTree");
  tree->setHeaderLabels({QObject::tr("What"), QObject::tr("Keys")});
  tree->setFrameShape(QFrame::NoFrame);
  tree->setIndentation(16);
  QMap<QString, QTreeWidgetItem*> places;
  for (const KeyOf& key : keysOf(window)) {
    QTreeWidgetItem*& place = places[key.place];
    if (place == nullptr) {
      place = new QTreeWidgetItem(tree, {key.place});
      QFont bold = tree->font();
      bold.setWeight(QFont::DemiBold);
      place->setFont(0, bold);
      place->setFirstColumnSpanned(true);
    }
    new QTreeWidgetItem(place, {key.text, key.keys});
  }
  tree->expandAll();
  tree->header()->setStretchLastSection(false);
  tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  auto* box = new QDialogButtonBox(QDialogButtonBox::Close);
  auto* layout = new QVBoxLayout(dialog);
  layout->addWidget(search);
  layout->addWidget(tree, 1);
  layout->addWidget(box);
  QObject::connect(box, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
  QObject::connect(search, &QLineEdit::textChanged, tree, [tree](const QString& text) {
    for (int i = 0; i < tree->topLevelItemCount(); ++i) {
      QTreeWidgetItem* place = tree->topLevelItem(i);
      int shown = 0;
      for (int k = 0; k < place->childCount(); ++k) {
        const QString all = place->text(0) + ' ' + place->child(k)->text(0) + ' ' + place->child(k)->text(1);
        place->child(k)->setHidden(!all.contains(text, Qt::CaseInsensitive));
        shown += place->child(k)->isHidden() ? 0 : 1;
      }
      place->setHidden(shown == 0);
    }
  });
  dialog->open();
}

QString versionReport(const Session& session) {
  QStringList lines;
  lines << QStringLiteral("Tandem %1, revision %2")
               .arg(QString::fromStdString(versionText()), QString::fromStdString(revisionText()));
  lines << QStringLiteral("Built with %1, %2")
               .arg(QString::fromStdString(compilerText()), QString::fromStdString(flagsText()));
  lines << QStringLiteral("Libraries: %1").arg(QString::fromStdString(librariesText()));
  lines << QStringLiteral("Qt %1 (built with %2), platform %3, style %4")
               .arg(QLatin1String(qVersion()), QLatin1String(QT_VERSION_STR), QGuiApplication::platformName(),
                    look::drawnStyle());
  lines << QStringLiteral("System: %1, kernel %2 %3, %4, %5 cores")
               .arg(QSysInfo::prettyProductName(), QSysInfo::kernelType(), QSysInfo::kernelVersion(),
                    QSysInfo::currentCpuArchitecture())
               .arg(QThread::idealThreadCount());
  lines << QStringLiteral("Language: %1").arg(look::spokenLanguage());
  const auto& plugins = session.catalogue().plugins;
  if (plugins.empty()) lines << QStringLiteral("Plug-ins: none");
  for (const PluginInfo& plugin : plugins) {
    lines << QStringLiteral("Plug-in: %1, SHA-1 %2")
                 .arg(QString::fromStdString(plugin.name), QString::fromStdString(plugin.hash));
  }
  for (const QString& complaint : session.complaints()) lines << complaint;
  return lines.join('\n') + '\n';
}

void showVersions(QWidget& window, const Session& session) {
  QDialog* dialog = dialogOf(window, "versionsDialog", QObject::tr("Versions"), {640, 320});
  auto* text = new QPlainTextEdit(versionReport(session));
  text->setObjectName("versionsText");
  text->setReadOnly(true);
  text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
  auto* box = new QDialogButtonBox(QDialogButtonBox::Close);
  QPushButton* copy = box->addButton(QObject::tr("&Copy"), QDialogButtonBox::ActionRole);
  copy->setObjectName("versionsCopy");
  auto* layout = new QVBoxLayout(dialog);
  layout->addWidget(text, 1);
  layout->addWidget(box);
  QObject::connect(copy, &QPushButton::clicked, dialog,
                   [text] { QApplication::clipboard()->setText(text->toPlainText()); });
  QObject::connect(box, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
  dialog->open();
}

}  // namespace tandem::gui
