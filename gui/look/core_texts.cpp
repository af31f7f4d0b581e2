// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/look/core_texts.h"

#include <QCoreApplication>
#include <QStringList>
#include <string>

namespace tandem::gui::look {
namespace {

// What lupdate finds here is what can be translated; tests/gui/language.cpp reports what is missing.
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
    // Kinds of figures
    QT_TRANSLATE_NOOP("Core", "Convergence"),
    QT_TRANSLATE_NOOP("Core", "median with quartile band against evaluations really spent"),
    QT_TRANSLATE_NOOP("Core", "Box plot"),
    QT_TRANSLATE_NOOP("Core", "values at the end of the runs"),
    QT_TRANSLATE_NOOP("Core", "Violin plot"),
    QT_TRANSLATE_NOOP("Core", "density of the values at the end of the runs"),
    QT_TRANSLATE_NOOP("Core", "Bubble chart"),
    QT_TRANSLATE_NOOP("Core", "a bubble a run: any results and parameters across, upward, as size and colour"),
    QT_TRANSLATE_NOOP("Core", "Box plot over a parameter"),
    QT_TRANSLATE_NOOP("Core", "any result of the runs over any parameter or other quantity"),
    QT_TRANSLATE_NOOP("Core", "Pareto front"),
    QT_TRANSLATE_NOOP("Core", "non-dominated solutions with the reference front"),
    QT_TRANSLATE_NOOP("Core", "Runtime distribution"),
    QT_TRANSLATE_NOOP("Core", "share of targets reached against evaluations"),
    QT_TRANSLATE_NOOP("Core", "Difference of runtime distributions"),
    QT_TRANSLATE_NOOP("Core", "share of targets reached minus that of a base, with bootstrap bands"),
    QT_TRANSLATE_NOOP("Core", "Performance profile"),
    QT_TRANSLATE_NOOP("Core", "share solved within a factor of the fewest evaluations"),
    QT_TRANSLATE_NOOP("Core", "Data profile"),
    QT_TRANSLATE_NOOP("Core", "share solved within a number of evaluations per D + 1"),
    QT_TRANSLATE_NOOP("Core", "Critical difference"),
    QT_TRANSLATE_NOOP("Core", "mean ranks with Nemenyi's test"),
    QT_TRANSLATE_NOOP("Core", "Heat map of ranks"),
    QT_TRANSLATE_NOOP("Core", "rank of each algorithm on each task"),
    QT_TRANSLATE_NOOP("Core", "Verdict over time"),
    QT_TRANSLATE_NOOP("Core", "better or worse than the single-task twin (or a base), by task and checkpoint"),
    QT_TRANSLATE_NOOP("Core", "Attainment"),
    QT_TRANSLATE_NOOP("Core", "share of runs that reached a value after so many evaluations"),
    QT_TRANSLATE_NOOP("Core", "Power by number of runs"),
    QT_TRANSLATE_NOOP("Core", "how many runs the rank-sum test needs to see a difference"),
    QT_TRANSLATE_NOOP("Core", "Transfer matrix"),
    QT_TRANSLATE_NOOP("Core", "donor by receiver: made, survived, improved, lift"),
    QT_TRANSLATE_NOOP("Core", "Traces"),
    QT_TRANSLATE_NOOP("Core", "what algorithms adapt (rmp, F, sigma, ...) against evaluations"),
    QT_TRANSLATE_NOOP("Core", "Evaluations by purpose"),
    QT_TRANSLATE_NOOP("Core", "what the evaluations of each task were spent on"),
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
