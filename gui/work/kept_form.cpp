// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/kept_form.h"

#include <QSettings>
#include <QString>

namespace tandem::gui {
namespace {
constexpr const char* kSpec = "experiment/form";
}

void keepForm(const KeptForm& form) {
  QSettings settings;
  settings.setValue(kSpec, QString::fromStdString(toToml(form.spec)));
  settings.setValue("experiment/output", QString::fromStdString(form.place.output));
  settings.setValue("experiment/threads", form.place.threads);
  settings.setValue("experiment/parallel", static_cast<int>(form.place.parallel));
  settings.setValue("experiment/inFlight", form.place.inFlight);
  settings.setValue("experiment/saved", QString::fromStdString(form.saved));
  settings.setValue("experiment/document", form.document);
  settings.sync();  // before anything can crash
}

std::optional<KeptForm> keptForm() {
  const QSettings settings;
  if (!settings.contains(kSpec)) return {};
  try {
    KeptForm form;
    form.spec = parseSpec(settings.value(kSpec).toString().toStdString(), "the form that was kept");
    form.place.output = settings.value("experiment/output").toString().toStdString();
    form.place.threads = settings.value("experiment/threads").toInt();
    form.place.parallel = static_cast<Parallel>(settings.value("experiment/parallel").toInt());
    form.place.inFlight = settings.value("experiment/inFlight").toInt();
    form.saved = settings.value("experiment/saved").toString().toStdString();
    form.document = settings.value("experiment/document").toString();
    return form;
  } catch (const std::exception&) {
    return {};  // from another version: no message could help, so start with an empty form
  }
}

}  // namespace tandem::gui
