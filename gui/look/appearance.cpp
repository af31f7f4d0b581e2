// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/appearance.h"

#include <QApplication>
#include <QSettings>
#include <QStyle>
#include <QToolTip>
#ifdef TANDEM_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#endif

#include "gui/look/calm_style.h"
#include "gui/look/colours.h"

namespace tandem::gui::look {
namespace {

/// The style that Qt chose for this desktop, before any of ours.
const QString& platformStyle() {
  static const QString name = QApplication::style()->name();
  return name;
}

QString& drawn() {
  static QString name;
  return name;
}

/// The palette of the desktop, before any of ours.
bool darkAtStart() {
  static const bool dim = look::dark();
  return dim;
}

Appearance::Scheme kept() {
  const QSettings settings;
  const QString scheme = settings.value("scheme").toString();
  if (scheme == "dark" || (scheme.isEmpty() && settings.value("dark", false).toBool())) return Appearance::Scheme::Dark;
  return scheme == "light" ? Appearance::Scheme::Light : Appearance::Scheme::System;
}

#ifdef TANDEM_DBUS
// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kGroup = QStringLiteral("org.freedesktop.appearance");
const QString kKey = QStringLiteral("color-scheme");
constexpr uint kPrefersDark = 1;

uint numberIn(QVariant value) {
  while (value.userType() == qMetaTypeId<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
  return value.toUInt();
}
#endif

}  // namespace

Appearance::Appearance(QObject* parent)
    : QObject(parent), scheme_(kept()), fusion_(QSettings().value("style").toString() == "fusion") {
  (void)platformStyle();
  systemDark_ = darkAtStart();
  askSystem();
  apply();
}

void Appearance::askSystem() {
#ifdef TANDEM_DBUS
  QDBusConnection bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) return;
  bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
              SLOT(settingChanged(QString, QString, QDBusVariant)));
  QDBusMessage ask = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
  ask << kGroup << kKey;
  auto* answer = new QDBusPendingCallWatcher(bus.asyncCall(ask), this);
  connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
    const QDBusPendingReply<QDBusVariant> reply = *answer;
    if (reply.isValid()) systemWants(numberIn(reply.value().variant()) == kPrefersDark);
    answer->deleteLater();
  });
#endif
}

#ifdef TANDEM_DBUS
void Appearance::settingChanged(const QString& group, const QString& key, const QDBusVariant& value) {
  if (group == kGroup && key == kKey) systemWants(numberIn(value.variant()) == kPrefersDark);
}
#endif

void Appearance::choose(Scheme scheme) {
  scheme_ = scheme;
  QSettings().setValue("scheme", scheme == Scheme::System  ? QStringLiteral("system")
                                 : scheme == Scheme::Light ? QStringLiteral("light")
                                                           : QStringLiteral("dark"));
  apply();
}

void Appearance::setFusion(bool fusion) {
  fusion_ = fusion;
  QSettings().setValue("style", fusion ? QStringLiteral("fusion") : QStringLiteral("platform"));
  apply();
}

void Appearance::systemWants(bool dark) {
  if (dark == systemDark_) return;
  systemDark_ = dark;
  if (scheme_ == Scheme::System) apply();
}

void Appearance::apply() {
  const bool dim = scheme_ == Scheme::Dark || (scheme_ == Scheme::System && systemDark_);
  const Colours& c = colours(dim);
  const QString base = fusion_ ? QStringLiteral("fusion") : platformStyle();
  if (drawn() != base) {
    QApplication::setStyle(new CalmStyle(base));
    drawn() = base;
  }
  // What follows restyles every widget, so do it only if something changes.
  const QString sheet = sheetOf(c);
  if (qApp->styleSheet() == sheet) return;
  const QPalette palette = paletteOf(c);
  QApplication::setPalette(palette);
  // Selected rows are marked discreetly; the accent is for actions.
  QPalette rows = palette;
  for (const auto group : {QPalette::Active, QPalette::Inactive}) {
    rows.setColor(group, QPalette::Highlight, c.selection);
    rows.setColor(group, QPalette::HighlightedText, c.text);
  }
  QApplication::setPalette(rows, "QAbstractItemView");
  QToolTip::setPalette(palette);
  qApp->setStyleSheet(sheet);
}

const QString& drawnStyle() {
  return drawn();
}

}  // namespace tandem::gui::look
