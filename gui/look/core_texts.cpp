// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/core_texts.h"

#include <QCoreApplication>
#include <QStringList>
#include <string>

namespace tandem::gui::look {
namespace {

// What lupdate finds here can be translated; tests/gui/language.cpp reports what is missing. Kinds of figures are not
// listed: scripts/translate takes their titles from core/src/figures/kinds.
[[maybe_unused]] constexpr const char* kTexts[] = {
    // Labels of the catalogue
    QT_TRANSLATE_NOOP("Core", "single-task"),
    QT_TRANSLATE_NOOP("Core", "multi-task"),
    QT_TRANSLATE_NOOP("Core", "many-task"),
    QT_TRANSLATE_NOOP("Core", "single-objective"),
    QT_TRANSLATE_NOOP("Core", "multi-objective"),
    QT_TRANSLATE_NOOP("Core", "none"),
    QT_TRANSLATE_NOOP("Core", "competitive"),
    QT_TRANSLATE_NOOP("Core", "constrained"),
    // Parts of the names of families, and what stands between them
    QT_TRANSLATE_NOOP("Core", "baseline"),
    QT_TRANSLATE_NOOP("Core", "constraint handling"),
    QT_TRANSLATE_NOOP("Core", "differential evolution"),
    QT_TRANSLATE_NOOP("Core", "estimation of distribution"),
    QT_TRANSLATE_NOOP("Core", "evolution strategy"),
    QT_TRANSLATE_NOOP("Core", "genetic algorithm"),
    QT_TRANSLATE_NOOP("Core", "swarm intelligence"),
    QT_TRANSLATE_NOOP("Core", "multitask"),
    QT_TRANSLATE_NOOP("Core", "multifactorial"),
    QT_TRANSLATE_NOOP("Core", "multi-population"),
    QT_TRANSLATE_NOOP("Core", "constrained multitask"),
    QT_TRANSLATE_NOOP("Core", "competitive multitask"),
    QT_TRANSLATE_NOOP("Core", "multi-objective single-task"),
    QT_TRANSLATE_NOOP("Core", "decomposition"),
    QT_TRANSLATE_NOOP("Core", "indicator"),
    QT_TRANSLATE_NOOP("Core", "non-dominated sorting"),
    QT_TRANSLATE_NOOP("Core", "swarm"),
    QT_TRANSLATE_NOOP("Core", "multi-objective multitask"),
    QT_TRANSLATE_NOOP("Core", "multi-objective many-task"),
    QT_TRANSLATE_NOOP("Core", ", "),
    // Instances
    QT_TRANSLATE_NOOP("Core", "auto"),
    QT_TRANSLATE_NOOP("Core", "official"),
    QT_TRANSLATE_NOOP("Core", "own"),
    QT_TRANSLATE_NOOP("Core", "synthetic"),
    QT_TRANSLATE_NOOP("Core", "unknown"),
    // Options of an experiment
    QT_TRANSLATE_NOOP("Core", "budget of a run, all tasks together"),
    QT_TRANSLATE_NOOP("Core", "the problem's"),
    QT_TRANSLATE_NOOP("Core", "individuals per task"),
    QT_TRANSLATE_NOOP("Core", "randomness of the experiment"),
    QT_TRANSLATE_NOOP("Core", "runs of each algorithm on each problem"),
    QT_TRANSLATE_NOOP("Core", "records per run"),
    QT_TRANSLATE_NOOP("Core", "a run that takes longer fails, the others go on"),
};

}  // namespace

QString coreText(std::string_view text) {
  return QCoreApplication::translate("Core", std::string(text).c_str());
}

QString familyText(const QString& family) {
  QStringList parts = family.split(QStringLiteral(", "));
  for (QString& part : parts) part = coreText(part.toStdString());
  return parts.join(coreText(", "));
}

}  // namespace tandem::gui::look
