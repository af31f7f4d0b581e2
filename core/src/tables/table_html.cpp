// SPDX-License-Identifier: Apache-2.0
#include "tandem/tables/table_html.h"

#include <fmt/format.h>

#include "tables/table_text.h"

namespace tandem {

using namespace table_text;

std::string htmlEscaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string htmlTable(const Table& table, const TableStyle& style) {
  const NumberFormat number(style.number);
  std::string out = fmt::format("<table class=\"numbers\">\n<caption>{}</caption>\n<thead><tr><th>problem</th>",
                                htmlEscaped(table.caption));
  for (const TableColumn& c : table.columns) out += fmt::format("<th>{}</th>", htmlEscaped(c.label));
  out += "</tr></thead>\n<tbody>\n";
  for (const TableRow& row : table.rows) {
    out += fmt::format("<tr><th>{}</th>", htmlEscaped(rowLabel(row)));
    for (const TableCell& cell : row.cells) {
      const char* kind = style.markBest && cell.isBest     ? " class=\"best\""
                         : style.markWorst && cell.isWorst ? " class=\"worst\""
                                                           : "";
      // Effect and p are one hover away.
      std::string title;
      if (cell.sign != 0) title = fmt::format(" title=\"p = {:.3g}, A12 = {:.3f}\"", cell.p, cell.effect);
      const std::string effect = effectText(cell, table.request, number);
      out += fmt::format(
          "<td{}{}>{}{}{}</td>", kind, title, htmlEscaped(cellText(cell, table.request, number)),
          cell.sign == 0 ? std::string() : fmt::format(" <b>{}</b>", cell.sign),
          effect.empty() ? std::string() : fmt::format("<div class=\"effect\">{}</div>", htmlEscaped(effect)));
    }
    out += "</tr>\n";
  }
  out += "</tbody>\n";
  const std::vector<Footer> foot = footers(table);
  if (!foot.empty()) {
    out += "<tfoot>\n";
    for (const Footer& f : foot) {
      out += fmt::format("<tr><th>{}</th>", htmlEscaped(f.label));
      for (const std::string& text : f.cells) out += fmt::format("<td>{}</td>", htmlEscaped(text));
      out += "</tr>\n";
    }
    out += "</tfoot>\n";
  }
  out += "</table>\n";
  if (!table.notes.empty()) {
    out += "<ul class=\"notes\">\n";
    for (const std::string& note : table.notes) out += fmt::format("<li>{}</li>\n", htmlEscaped(note));
    out += "</ul>\n";
  }
  return out;
}

}  // namespace tandem
