// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "tandem/tables/table.h"

/// A table as texts, shared by the formats that print a grid.
namespace tandem::table_text {

struct Marked {
  std::string text;
  bool best = false;
  bool worst = false;
};

// Header, body and footers as texts; what text, Markdown and LaTeX have in common.
struct Grid {
  std::vector<std::string> header;
  std::vector<std::vector<Marked>> body;
  std::vector<std::vector<Marked>> foot;
};
Grid gridOf(const Table& table, const TableStyle& style);

/// A LaTeX document, or the table alone (style.fragment).
std::string latexTable(const Table& table, const TableStyle& style);

}  // namespace tandem::table_text
