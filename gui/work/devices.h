// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QString>
#include <functional>
#include <vector>

#include "tandem/device.h"

namespace tandem::gui {

/// The OpenCL devices of this machine; `why` says why there are none.
struct DeviceList {
  std::vector<DeviceInfo> devices;
  QString why;
};

/// Looks for them off the GUI thread (drivers take their time), once per program run, and calls `done` on the thread of
/// the context.
void findDevices(QObject* context, std::function<void(const DeviceList&)> done);

}  // namespace tandem::gui
