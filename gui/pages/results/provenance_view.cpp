// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/results/provenance_view.h"

#include "tandem/tables/names.h"
#include "tandem/tables/table_html.h"

namespace tandem::gui {
namespace {

std::string row(const std::string& what, const std::string& value) {
  return "<tr><td style=\"padding-right: 14px\"><i>" + htmlEscaped(what) + "</i></td><td>" +
         htmlEscaped(value.empty() ? "-" : value) + "</td></tr>";
}

std::string params(const ParamValues& values) {
  std::string text;
  for (const auto& [name, value] : values) text += (text.empty() ? "" : ", ") + name + "=" + value;
  return text.empty() ? "defaults" : text;
}

std::string params(const std::vector<ParamInfo>& all) {
  std::string text;
  for (const ParamInfo& p : all) text += (text.empty() ? "" : ", ") + p.name + "=" + p.value;
  return text.empty() ? "none" : text;
}

std::string cells(const std::vector<std::string>& texts, const char* tag) {
  std::string out = "<tr>";
  for (const std::string& text : texts) {
    out += std::string("<") + tag + " align=\"left\" style=\"padding-right: 14px\">" + htmlEscaped(text) + "</" + tag +
           ">";
  }
  return out + "</tr>";
}

std::string pageOf(const ResultFile& file) {
  const ExperimentInfo& e = file.info();
  const std::size_t total =
      e.problems.size() * e.algorithms.size() * static_cast<std::size_t>(std::max(0, e.repetitions));
  const std::size_t missing = file.missing().size();
  const std::size_t failed = file.failed().size();
  std::string runs = std::to_string(total - missing - failed) + " of " + std::to_string(total) + " finished";
  if (failed > 0) runs += ", " + std::to_string(failed) + " failed";
  if (missing > 0) runs += ", " + std::to_string(missing) + " missing";
  if (!file.packed()) runs += e.imported() ? "; still in parts" : "; still in parts, can be resumed";
  std::string out = "<h2>" + htmlEscaped(file.path()) + "</h2><table>";
  out += row("Runs", runs);
  const auto known = [&](const std::string& text) { return e.imported() ? std::string("not recorded") : text; };
  if (e.imported()) out += row("Imported from", e.origin);
  out += row("Started", known(e.started));
  out += row("Ended", known(e.ended));
  out += row("Host", known(e.host));
  out += row("Tandem", known(e.version + " (" + e.revision + ")"));
  out += row("Compiler", known(e.compiler + ", " + e.flags));
  if (!e.continued.empty()) out += row("Continued by", e.continued);
  out += row("Seed", known(std::to_string(e.seed)));
  out += row("Repetitions", std::to_string(e.repetitions));
  out += row("Checkpoints", std::to_string(e.checkpoints));
  out += row("Decisions", e.saveDecisions ? "saved" : "not saved");
  out += row("Precision", e.precision.empty() ? "full" : "reduced to " + e.precision);
  out += "</table><h3>Algorithms</h3><table>" + cells({"Called", "Algorithm", "Single-task twin", "Parameters"}, "th");
  for (const AlgorithmRecord& a : e.algorithms) {
    out += cells({a.alias, a.name, a.twin.empty() ? "-" : a.twin, params(a.params)}, "td");
  }
  out +=
      "</table><h3>Problems</h3><table>" +
      cells({"Problem", "Tasks", "Evaluations", "Population", "Instance", "Checksum of the data", "Parameters"}, "th");
  const std::vector<std::string> names = problemNames(e.problems);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const ProblemRecord& p = e.problems[i];
    out += cells({names[i], std::to_string(p.tasks.size()), std::to_string(p.budget), std::to_string(p.population),
                  instanceName(p.instance), p.checksum.empty() ? "-" : p.checksum.substr(0, 16), params(p.params)},
                 "td");
  }
  return out + "</table><h3>Specification</h3><pre>" + htmlEscaped(e.specification) + "</pre>";
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
