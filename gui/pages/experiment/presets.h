// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>

#include "tandem/specification/spec.h"

/// Forms of Experiment under names of their own: those that come with the program, and those that were saved.
namespace tandem::gui {

struct Preset {
  QString name;
  QString path;  ///< a specification (.toml); one without algorithms and problems is about the settings alone
  bool shipped = false;
};

/// Those saved, by name, then those shipped.
[[nodiscard]] QList<Preset> presets();
[[nodiscard]] bool presetExists(const QString& name);
/// Replaces one of that name. Throws what the file system refuses.
void savePreset(const QString& name, const ExperimentSpec& spec);
void removePreset(const Preset& preset);
/// Throws what the file or the specification refuses.
[[nodiscard]] ExperimentSpec presetSpec(const Preset& preset);

}  // namespace tandem::gui
