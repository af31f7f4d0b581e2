// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "tables/latex_text.h"
#include "tables/table_grid.h"
#include "tables/table_text.h"

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

// Rows that fit a page along with caption and notes; longer tables break across pages.
constexpr std::size_t kRowsOfAPage = 40;

// Wider headings, in digits, are broken into lines: a name may have 150 characters.
constexpr double kWidestHeading = 24.0;
constexpr double kHeadingRoom = 17.0;

/// A heading as printed in the table, and its width in digits.
std::pair<std::string, double> headingOf(const std::string& label) {
  const double width = latexWidth(label);
  if (width <= kWidestHeading) return {latexEscaped(label), width};
  return {fmt::format("\\parbox[b]{{{:.1f}em}}{{\\raggedleft {}}}", 0.5 * kHeadingRoom, latexEscaped(label, true)),
          kHeadingRoom};
}

/// Broken: labels may be broken at any character.
enum class Rows { Headings, Plain, Broken };

// Rows of the table; signs as mathematics, since a hyphen is not a minus.
std::string rowsOf(const std::vector<std::vector<Marked>>& rows, Rows kind) {
  std::string out;
  for (const std::vector<Marked>& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::string text = kind == Rows::Headings && i > 0 ? headingOf(row[i].text).first
                                                         : latexEscaped(row[i].text, i == 0 && kind == Rows::Broken);
      if (i > 0 && text.size() > 2 && text[text.size() - 2] == ' ' &&
          std::string("+-=").find(text.back()) != std::string::npos) {
        text = fmt::format("{} ${}$", text.substr(0, text.size() - 2), text.back());
      }
      // After the end of a row, these would be taken as its options.
      if (i == 0 && !text.empty() && (text[0] == '[' || text[0] == '*')) text.insert(0, "{}");
      if (row[i].best) text = fmt::format("\\textbf{{{}}}", text);
      if (row[i].worst) text = fmt::format("\\underline{{{}}}", text);
      out += fmt::format("{}{}", i > 0 ? " & " : "    ", text);
    }
    out += " \\\\\n";
  }
  return out;
}

double widthOf(const Marked& cell) {
  const double width = latexWidth(cell.text);
  return cell.best ? 1.16 * width : width;
}

std::vector<double> widthsOf(const Grid& grid) {
  std::vector<double> widths;
  for (const std::string& h : grid.header) widths.push_back(headingOf(h).second);
  for (const auto* part : {&grid.body, &grid.foot}) {
    for (const auto& row : *part) {
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], widthOf(row[i]));
    }
  }
  return widths;
}

/// Type and page of a table that cannot be scaled as a whole because it breaks across pages. In points.
struct Layout {
  const char* size;
  double digit;  ///< width of a digit
  double gap;    ///< between two columns
  double page;   ///< width of the text on letter paper, the narrower of the usual ones, with margins of 2 cm
  [[nodiscard]] bool landscape() const { return page > 500.0; }
};
constexpr double kUpright = 495.0;
constexpr double kAcross = 675.0;
constexpr Layout kLayouts[] = {{"\\small", 4.63, 12.0, kUpright},
                               {"\\scriptsize", 3.99, 12.0, kUpright},
                               {"\\scriptsize", 3.99, 12.0, kAcross},
                               {R"(\tiny\setlength{\tabcolsep}{2.5pt})", 3.41, 5.0, kAcross}};
constexpr Layout kGroups = {R"(\scriptsize\setlength{\tabcolsep}{4pt})", 3.99, 8.0, kAcross};

double widthOf(const std::vector<double>& columns, const Layout& layout) {
  double sum = 0.0;
  for (const double w : columns) sum += w * layout.digit + layout.gap;
  return sum;
}

/// Groups of columns that fit the page beside the first column, which is repeated before each.
std::vector<std::pair<std::size_t, std::size_t>> groupsOf(const std::vector<double>& columns, double label,
                                                          const Layout& layout) {
  std::vector<std::pair<std::size_t, std::size_t>> groups;
  double room = 0.0;
  for (std::size_t c = 1; c < columns.size(); ++c) {
    const double width = columns[c] * layout.digit + layout.gap;
    if (groups.empty() || width > room) {
      groups.emplace_back(c, c);
      room = layout.page - label - layout.gap;
    }
    groups.back().second = c + 1;
    room -= width;
  }
  return groups;
}

/// The first column, and those from `first` before `end`.
std::vector<std::vector<Marked>> columnsOf(const std::vector<std::vector<Marked>>& rows, std::size_t first,
                                           std::size_t end) {
  std::vector<std::vector<Marked>> out;
  for (const auto& row : rows) {
    std::vector<Marked>& part = out.emplace_back();
    part.push_back(row[0]);
    part.insert(part.end(), row.begin() + static_cast<std::ptrdiff_t>(first),
                row.begin() + static_cast<std::ptrdiff_t>(end));
  }
  return out;
}

}  // namespace

std::string latexTable(const Table& table, const TableStyle& style) {
  const Grid grid = gridOf(table, style);
  std::vector<Marked> header;
  for (const std::string& h : grid.header) header.push_back({h});
  std::string caption = latexEscaped(table.caption, true);
  for (const std::string& note : table.notes) caption += fmt::format(" {}", latexEscaped(note, true));

  const std::vector<double> widths = widthsOf(grid);
  const auto* layout = std::find_if(std::begin(kLayouts), std::end(kLayouts),
                                    [&](const Layout& l) { return widthOf(widths, l) <= l.page; });
  const bool fits = layout != std::end(kLayouts);
  const bool onePage = grid.body.size() + grid.foot.size() <= kRowsOfAPage;
  std::string fragment;
  std::string packages = "\\usepackage{booktabs}";
  bool landscape = false;
  if (onePage && fits) {
    const std::string head = rowsOf({header}, Rows::Headings);
    std::string body = rowsOf(grid.body, Rows::Plain);
    if (!grid.foot.empty()) body += "    \\midrule\n" + rowsOf(grid.foot, Rows::Plain);
    packages += "\\usepackage{graphicx}";
    landscape = layout->landscape();  // scaled to the line, it would be too small to read on an upright page
    fragment = fmt::format(
        "\\begin{{table}}[htbp]\n  \\centering\n  \\caption{{{}}}\n  "
        "\\resizebox{{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}}{{!}}{{%\n"
        "  \\begin{{tabular}}{{l{}}}\n    \\toprule\n{}    \\midrule\n{}    \\bottomrule\n  "
        "\\end{{tabular}}}}\n\\end{{table}}\n",
        caption, std::string(header.size() - 1, 'r'), head, body);
  } else {
    if (!fits) layout = &kGroups;
    landscape = layout->landscape();
    packages += "\\usepackage{longtable}";
    // Labels that would leave no room for numbers are broken across lines.
    const double most = 0.45 * layout->page;
    const double label = widths[0] * layout->digit;
    const bool broken = label > most;
    if (broken) packages += "\\usepackage{array}";
    const std::string first =
        broken ? fmt::format(">{{\\raggedright\\arraybackslash}}p{{{:.0f}pt}}", most) : std::string("l");
    std::vector<std::pair<std::size_t, std::size_t>> groups{{1, header.size()}};
    if (!fits) groups = groupsOf(widths, std::min(label, most), *layout);
    fragment = fmt::format("{{{}\\setlength{{\\LTcapwidth}}{{\\linewidth}}\n", layout->size);
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const auto [from, to] = groups[g];
      const std::string head = rowsOf(columnsOf({header}, from, to), Rows::Headings);
      const Rows kind = broken ? Rows::Broken : Rows::Plain;
      std::string body = rowsOf(columnsOf(grid.body, from, to), kind);
      if (!grid.foot.empty()) body += "    \\midrule\n" + rowsOf(columnsOf(grid.foot, from, to), kind);
      std::string text = fmt::format("\\caption{{{}", caption);
      if (g > 0) {
        fragment += "\\addtocounter{table}{-1}\n";
        text = "\\caption[]{(Continued.)";
      }
      if (groups.size() > 1)
        text += fmt::format(" Part {} of {}: columns {} to {}.", g + 1, groups.size(), from, to - 1);
      fragment += fmt::format(
          "\\begin{{longtable}}{{{0}{1}}}\n  {2}}}\\\\\n    \\toprule\n{3}    \\midrule\n  \\endfirsthead\n    "
          "\\toprule\n{3}    \\midrule\n  \\endhead\n    \\midrule\n  \\endfoot\n    \\bottomrule\n  "
          "\\endlastfoot\n{4}\\end{{longtable}}\n",
          first, std::string(to - from, 'r'), text, head, body);
    }
    fragment += "}\n";
  }
  const std::string letters = letterDefinition(fragment);
  if (style.fragment) {
    return fmt::format("% Needs {}{}.\n{}{}", packages, landscape ? " and a page in landscape (package pdflscape)" : "",
                       letters, fragment);
  }
  return fmt::format(
      "\\documentclass{{article}}\n{}\\usepackage[{}margin=2cm]{{geometry}}\n{}\n{}\\begin{{document}}\n{}"
      "\\end{{document}}\n",
      fontLines(fragment), landscape ? "landscape, " : "", packages, letters, fragment);
}

}  // namespace tandem::table_text
