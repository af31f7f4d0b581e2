// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/notify.h"

#include <QApplication>
#include <QWidget>
#ifdef TANDEM_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#endif

namespace tandem::gui {

void notifyDone(QWidget& window, const QString& title, const QString& text) {
  if (window.isActiveWindow()) return;
  QApplication::alert(&window);
#ifdef TANDEM_DBUS
  // By its address, so that no bus is started if there is none.
  const QString address = qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS");
  if (address.isEmpty()) return;
  const QString name = QStringLiteral("tandem-notify");
  QDBusConnection bus = QDBusConnection::connectToBus(address, name);
  if (bus.isConnected()) {
    const QString service = QStringLiteral("org.freedesktop.Notifications");
    QDBusMessage call = QDBusMessage::createMethodCall(service, QStringLiteral("/org/freedesktop/Notifications"),
                                                       service, QStringLiteral("Notify"));
    call << QStringLiteral("Tandem") << 0U << QStringLiteral("org.tandem.Tandem") << title << text << QStringList()
         << QVariantMap{{QStringLiteral("desktop-entry"), QStringLiteral("org.tandem.Tandem")}} << -1;
    bus.send(call);  // the rest is up to the desktop
  }
#endif
}

}  // namespace tandem::gui
