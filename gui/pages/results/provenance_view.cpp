// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/provenance_view.h"

#include "gui/look/core_texts.h"
#include "tandem/editing/edit.h"
#include "tandem/tables/names.h"
#include "tandem/tables/table_html.h"

namespace tandem::gui {
namespace {

/// Text in the language of the window.
std::string said(const QString& text) {
  return text.toStdString();
}

std::string row(const QString& what, const std::string& value) {
  return "<tr><td style=\"padding-right: 14px\"><i>" + htmlEscaped(what.toStdString()) + "</i></td><td>" +
         htmlEscaped(value.empty() ? "-" : value) + "</td></tr>";
}

std::string params(const ParamValues& values) {
  std::string text;
  for (const auto& [name, value] : values) text += (text.empty() ? "" : ", ") + name + "=" + value;
  return text.empty() ? said(QObject::tr("defaults")) : text;
}

std::string params(const std::vector<ParamInfo>& all) {
  std::string text;
  for (const ParamInfo& p : all) text += (text.empty() ? "" : ", ") + p.name + "=" + p.value;
  return text.empty() ? said(QObject::tr("none")) : text;
}

std::string cells(const std::vector<std::string>& texts, const char* tag) {
  std::string out = "<tr>";
  for (const std::string& text : texts) {
    out +=
        std::string("<") + tag + R"( align="left" style="padding-right: 14px">)" + htmlEscaped(text) + "</" + tag + ">";
  }
  return out + "</tr>";
}

std::string heading(const QString& text) {
  return "</table><h3>" + said(text) + "</h3><table>";
}

std::string pageOf(const ResultFile& file) {
  const ExperimentInfo& e = file.info();
  const std::size_t total =
      e.problems.size() * e.algorithms.size() * static_cast<std::size_t>(std::max(0, e.repetitions));
  const std::size_t missing = file.missing().size();
  const std::size_t failed = file.failed().size();
  QString runs = QObject::tr("%1 of %2 finished").arg(total - missing - failed).arg(total);
  if (failed > 0) runs += QObject::tr(", %1 failed").arg(failed);
  if (missing > 0) runs += QObject::tr(", %1 missing").arg(missing);
  if (!file.packed()) {
    runs += e.imported() ? QObject::tr("; still in parts") : QObject::tr("; still in parts, can be resumed");
  }
  std::string out = "<h2>" + htmlEscaped(file.path()) + "</h2><table>";
  out += row(QObject::tr("Runs"), said(runs));
  const auto known = [&](const std::string& text) { return e.imported() ? said(QObject::tr("not recorded")) : text; };
  if (e.imported()) out += row(QObject::tr("Imported from"), e.origin);
  out += row(QObject::tr("Started"), known(e.started));
  out += row(QObject::tr("Ended"), known(e.ended));
  out += row(QObject::tr("Host"), known(e.host));
  out += row("Tandem", known(e.version + " (" + e.revision + ")"));
  out += row(QObject::tr("Compiler"), known(e.compiler + ", " + e.flags));
  for (const std::string& line : continuationsOf(e)) out += row(QObject::tr("Continued by"), line);
  if (const std::string misfit = misfitOf(e); !misfit.empty()) out += row(QObject::tr("Trimmed"), misfit);
  out += row(QObject::tr("Seed"), known(std::to_string(e.seed)));
  out += row(QObject::tr("Repetitions"), std::to_string(e.repetitions));
  out += row(QObject::tr("Checkpoints"), std::to_string(e.checkpoints));
  out += row(QObject::tr("Decisions"), e.saveDecisions ? said(QObject::tr("saved")) : said(QObject::tr("not saved")));
  out += row(QObject::tr("Precision"),
             e.precision.empty() ? said(QObject::tr("full"))
                                 : said(QObject::tr("reduced to %1").arg(QString::fromStdString(e.precision))));
  out += heading(QObject::tr("Algorithms")) +
         cells({said(QObject::tr("Called")), said(QObject::tr("Algorithm")), said(QObject::tr("Single-task twin")),
                said(QObject::tr("Parameters"))},
               "th");
  for (const AlgorithmRecord& a : e.algorithms) {
    out += cells({a.alias, a.name, a.twin.empty() ? "-" : a.twin, params(a.params)}, "td");
  }
  out += heading(QObject::tr("Problems")) +
         cells({said(QObject::tr("Problem")), said(QObject::tr("Tasks")), said(QObject::tr("Evaluations")),
                said(QObject::tr("Population")), said(QObject::tr("Instance")),
                said(QObject::tr("Checksum of the data")), said(QObject::tr("Parameters"))},
               "th");
  const std::vector<std::string> names = problemNames(e.problems);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const ProblemRecord& p = e.problems[i];
    out += cells(
        {names[i], std::to_string(p.tasks.size()), std::to_string(p.budget), std::to_string(p.population),
         said(look::coreText(instanceOf(p))), p.checksum.empty() ? "-" : p.checksum.substr(0, 16), params(p.params)},
        "td");
  }
  return out + "</table><h3>" + said(QObject::tr("Specification")) + "</h3><pre>" + htmlEscaped(e.specification) +
         "</pre>";
}

}  // namespace

ProvenanceView::ProvenanceView(Session& session) : session_(session) {
  setObjectName("provenance");
  setAccessibleName(tr("How the open files were made"));
  setPlaceholderText(tr("No file is open."));
  connect(&session_, &Session::filesChanged, this, &ProvenanceView::refresh);
}

void ProvenanceView::refresh() {
  const int number = ++wanted_;
  const auto files = session_.files();
  const auto lock = session_.readLock();
  runAsync<QString>(
      this,
      [files, lock] {
        const std::lock_guard held(*lock);
        std::string out;
        for (const auto& file : files) out += pageOf(*file);
        return QString::fromStdString(out);
      },
      [this, number](const QString& html) {
        if (number == wanted_) setHtml(html);
      },
      [this, number](const QString& sentence) {
        if (number == wanted_) setPlainText(sentence);
      });
}

}  // namespace tandem::gui
