// SPDX-License-Identifier: Apache-2.0
// The notification at the end of long work, as the desktop gets it, on a message bus of the test's own.
#include <gtest/gtest.h>

#ifdef TANDEM_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QProcess>
#include <QStandardPaths>
#include <QWidget>

#include "gui/work/notify.h"
#include "gui_support.h"

namespace tandem::gui {
namespace {

using namespace test;

/// Writes down the notifications.
class Notifications : public QDBusVirtualObject {
 public:
  [[nodiscard]] QString introspect(const QString& /*path*/) const override { return {}; }
  bool handleMessage(const QDBusMessage& message, const QDBusConnection& /*bus*/) override {
    if (message.member() == "Notify") said << message.arguments().mid(3, 2);
    return true;
  }
  QList<QVariantList> said;
};

TEST(Notify, TellsTheDesktopUnlessTheWindowIsWorkedIn) {
  const QString daemon = QStandardPaths::findExecutable("dbus-daemon");
  if (daemon.isEmpty()) GTEST_SKIP() << "no dbus-daemon (Debian: dbus-daemon): notifications are not looked at";
  QProcess process;
  process.start(daemon, {"--session", "--nofork", "--print-address"});
  ASSERT_TRUE(process.waitForReadyRead(5000));
  const QString address = QString::fromUtf8(process.readLine()).trimmed();
  const QByteArray before = qgetenv("DBUS_SESSION_BUS_ADDRESS");
  {
    QDBusConnection bus = QDBusConnection::connectToBus(address, "desktop");
    Notifications desktop;
    ASSERT_TRUE(bus.registerVirtualObject("/org/freedesktop/Notifications", &desktop));
    ASSERT_TRUE(bus.registerService("org.freedesktop.Notifications"));
    qputenv("DBUS_SESSION_BUS_ADDRESS", address.toUtf8());
    QWidget window;
    window.show();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    notifyDone(window, "study.toml", "unseen");
    QWidget other;  // somebody works in it
    other.show();
    other.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&other));
    notifyDone(window, "study.toml", "Done: 6 runs, 0 failed.");
    ASSERT_TRUE(waitFor([&] { return !desktop.said.isEmpty(); }, 5000));
    EXPECT_EQ(desktop.said, (QList<QVariantList>{{"study.toml", "Done: 6 runs, 0 failed."}}));
    qputenv("DBUS_SESSION_BUS_ADDRESS", before);
    bus.unregisterService("org.freedesktop.Notifications");
  }
  QDBusConnection::disconnectFromBus("desktop");
  QDBusConnection::disconnectFromBus("tandem-notify");
  process.terminate();
  process.waitForFinished(5000);
}

}  // namespace
}  // namespace tandem::gui
#endif
