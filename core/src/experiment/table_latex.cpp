// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "experiment/table_grid.h"
#include "experiment/table_text.h"

namespace tandem::table_text {

Grid gridOf(const Table& table, const TableStyle& style) {
  const NumberFormat number(style.number);
  Grid grid;
  grid.header.emplace_back("problem");
  for (const TableColumn& c : table.columns) grid.header.push_back(c.label);
  for (const TableRow& row : table.rows) {
    std::vector<Marked>& line = grid.body.emplace_back();
    line.push_back({rowLabel(row)});
    for (const TableCell& cell : row.cells) {
      Marked marked{cellText(cell, table.request, number)};
      const std::string effect = effectText(cell, table.request, number);
      if (!effect.empty()) marked.text.append("; ").append(effect);
      if (cell.sign != 0) marked.text += fmt::format(" {}", cell.sign);
      marked.best = style.markBest && cell.isBest;
      marked.worst = style.markWorst && cell.isWorst;
      line.push_back(std::move(marked));
    }
  }
  for (const Footer& f : footers(table)) {
    std::vector<Marked>& line = grid.foot.emplace_back();
    line.push_back({f.label});
    for (const std::string& text : f.cells) line.push_back({text});
  }
  return grid;
}

namespace {

// Rows that fit a page beside caption and notes; longer tables break over pages.
constexpr std::size_t kRowsOfAPage = 40;

std::string latexEscaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
      case '%':
      case '$':
      case '#':
      case '_':
      case '{':
      case '}':
        out += '\\';
        out += c;
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '<':
        out += "\\textless{}";
        break;
      case '>':
        out += "\\textgreater{}";
        break;
      case '|':
        out += "\\textbar{}";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// Rows of the table; signs as mathematics, since a hyphen is no minus.
std::string rowsOf(const std::vector<std::vector<Marked>>& rows) {
  std::string out;
  for (const std::vector<Marked>& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::string text = latexEscaped(row[i].text);
      if (i > 0 && text.size() > 2 && text[text.size() - 2] == ' ' &&
          std::string("+-=").find(text.back()) != std::string::npos) {
        text = fmt::format("{} ${}$", text.substr(0, text.size() - 2), text.back());
      }
      // After the end of a row these would be its options.
      if (i == 0 && !text.empty() && (text[0] == '[' || text[0] == '*')) text.insert(0, "{}");
      if (row[i].best) text = fmt::format("\\textbf{{{}}}", text);
      if (row[i].worst) text = fmt::format("\\underline{{{}}}", text);
      out += fmt::format("{}{}", i > 0 ? " & " : "    ", text);
    }
    out += " \\\\\n";
  }
  return out;
}

// Characters of a row with its gaps: which type size lets it fit.
std::size_t widthOf(const Grid& grid) {
  std::vector<std::size_t> widths(grid.header.size(), 0);
  for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = grid.header[i].size();
  for (const auto* part : {&grid.body, &grid.foot}) {
    for (const auto& row : *part) {
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].text.size());
    }
  }
  std::size_t total = 0;
  for (const std::size_t w : widths) total += w + 2;
  return total;
}

struct Layout {
  const char* size = "";
  bool landscape = false;
};
// For tables that break over pages, which cannot be scaled as a whole.
Layout layoutFor(std::size_t characters) {
  if (characters <= 80) return {"\\small", false};
  if (characters <= 120) return {"\\scriptsize", false};
  if (characters <= 180) return {"\\scriptsize", true};
  return {"\\tiny\\setlength{\\tabcolsep}{2.5pt}", true};
}

}  // namespace

std::string latexTable(const Table& table, const TableStyle& style) {
  const Grid grid = gridOf(table, style);
  std::vector<Marked> header;
  for (const std::string& h : grid.header) header.push_back({h});
  const std::string head = rowsOf({header});
  std::string body = rowsOf(grid.body);
  if (!grid.foot.empty()) body += "    \\midrule\n" + rowsOf(grid.foot);
  std::string caption = latexEscaped(table.caption);
  for (const std::string& note : table.notes) caption += fmt::format(" {}", latexEscaped(note));
  const std::string columns = std::string("l").append(grid.header.size() - 1, 'r');

  std::string fragment;
  std::string packages = "\\usepackage{booktabs}";
  bool landscape = false;
  if (grid.body.size() + grid.foot.size() > kRowsOfAPage) {
    const Layout layout = layoutFor(widthOf(grid));
    landscape = layout.landscape;
    packages += "\\usepackage{longtable}";
    fragment = fmt::format(
        "{{{0}\\setlength{{\\LTcapwidth}}{{\\linewidth}}\n\\begin{{longtable}}{{{1}}}\n  \\caption{{{2}}}\\\\\n    "
        "\\toprule\n{3}    \\midrule\n  \\endfirsthead\n    \\toprule\n{3}    \\midrule\n  \\endhead\n    \\midrule\n  "
        "\\endfoot\n    \\bottomrule\n  \\endlastfoot\n{4}\\end{{longtable}}}}\n",
        layout.size, columns, caption, head, body);
  } else {
    packages += "\\usepackage{graphicx}";
    landscape = widthOf(grid) > 130;  // scaled to the line, it would be too small to read on an upright page
    fragment = fmt::format(
        "\\begin{{table}}[htbp]\n  \\centering\n  \\caption{{{}}}\n  "
        "\\resizebox{{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}}{{!}}{{%\n"
        "  \\begin{{tabular}}{{{}}}\n    \\toprule\n{}    \\midrule\n{}    \\bottomrule\n  "
        "\\end{{tabular}}}}\n\\end{{table}}\n",
        caption, columns, head, body);
  }
  if (style.fragment) {
    return fmt::format("% Needs {}{}.\n{}", packages, landscape ? " and a page in landscape (package pdflscape)" : "",
                       fragment);
  }
  return fmt::format(
      "\\documentclass{{article}}\n\\usepackage[T1]{{fontenc}}\n\\usepackage[utf8]{{inputenc}}\n"
      "\\usepackage[{}margin=2cm]{{geometry}}\n{}\n\\begin{{document}}\n{}\\end{{document}}\n",
      landscape ? "landscape, " : "", packages, fragment);
}

}  // namespace tandem::table_text
