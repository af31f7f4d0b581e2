// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/devices.h"

#include "gui/work/sentences.h"
#include "gui/work/session.h"

namespace tandem::gui {

void findDevices(QObject* context, std::function<void(const DeviceList&)> done) {
  runAsync<DeviceList>(
      context,
      [] {
        static const DeviceList list = [] {
          DeviceList found;
          try {
            found.devices = listDevices();
          } catch (const std::exception& e) {
            found.why = sentenceOf(e);
          }
          return found;
        }();
        return list;
      },
      [done = std::move(done)](const DeviceList& list) { done(list); }, [](const QString&) {});
}

}  // namespace tandem::gui
