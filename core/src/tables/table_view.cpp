// SPDX-License-Identifier: Apache-2.0
#include "tandem/tables/table_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>

#include "tables/table_text.h"
#include "tandem/error.h"
#include "tandem/registry.h"
#include "tandem/stats.h"

namespace tandem {

namespace {

std::vector<int> all(std::size_t count) {
  std::vector<int> indices(count);
  std::iota(indices.begin(), indices.end(), 0);
  return indices;
}

char lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

bool isDigit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

// Natural order: MTSO2 before MTSO10; ignores case.
bool naturalLess(const std::string& a, const std::string& b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (isDigit(a[i]) && isDigit(b[j])) {
      const auto number = [](const std::string& text, std::size_t& at) {
        while (at + 1 < text.size() && text[at] == '0' && isDigit(text[at + 1])) ++at;
        const std::size_t begin = at;
        while (at < text.size() && isDigit(text[at])) ++at;
        return text.substr(begin, at - begin);
      };
      const std::string x = number(a, i);
      const std::string y = number(b, j);
      if (x.size() != y.size()) return x.size() < y.size();
      if (x != y) return x < y;
      continue;
    }
    if (lower(a[i]) != lower(b[j])) return lower(a[i]) < lower(b[j]);
    ++i;
    ++j;
  }
  return a.size() - i < b.size() - j;
}

std::vector<std::string> wordsOf(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) == 0) {
      words.back() += lower(c);
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

// The first number of a cell; if all runs are shown, their mean.
double shownValue(const TableCell& cell, TableShow show) {
  if (!cell.present) return std::numeric_limits<double>::quiet_NaN();
  const auto statistics = table_text::shownOf(cell, show == TableShow::Runs ? TableShow::Mean : show);
  return statistics.empty() ? std::numeric_limits<double>::quiet_NaN() : statistics.front().value;
}

std::vector<double> meanRanks(const Table& table) {
  std::vector<double> ranks;
  for (const TableColumn& column : table.columns) ranks.push_back(column.meanRank);
  if (std::none_of(ranks.begin(), ranks.end(), [](double r) { return std::isnan(r); })) return ranks;
  std::fill(ranks.begin(), ranks.end(), 0.0);
  for (const TableRow& row : table.rows) {
    std::vector<double> values;
    for (const TableCell& cell : row.cells) {
      const double value = shownValue(cell, table.request.show);
      values.push_back(std::isnan(value) ? std::numeric_limits<double>::infinity() : table.larger ? -value : value);
    }
    const std::vector<double> own = stats::midRanks(values);
    for (std::size_t c = 0; c < ranks.size(); ++c) ranks[c] += own[c];
  }
  return ranks;
}

// Column that the others are compared with, even without a test; -1: none.
int baseOf(const Table& table) {
  if (table.twins) return -1;
  for (const int base : table.bases) {
    if (base >= 0) return base;
  }
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (normalName(table.columns[c].label) == normalName(table.request.base)) return static_cast<int>(c);
  }
  return -1;
}

}  // namespace

int columnOf(const Table& table, const std::string& name) {
  std::vector<std::string> labels;
  for (const TableColumn& column : table.columns) labels.push_back(column.label);
  for (const bool registry : {false, true}) {
    for (std::size_t c = 0; c < labels.size(); ++c) {
      if (normalName(registry ? table.columns[c].name : labels[c]) == normalName(name)) return static_cast<int>(c);
    }
  }
  throw InputError(
      fmt::format("The table has no algorithm '{}'; nearest: {}.", name, fmt::join(nearestNames(name, labels), ", ")));
}

std::vector<int> rowOrder(const Table& table, const TableOrder& order) {
  std::vector<std::string> labels;
  for (const TableRow& row : table.rows) labels.push_back(table_text::rowLabel(row));
  std::vector<int> rows = all(labels.size());
  const std::vector<std::string> words = wordsOf(order.filter);
  std::erase_if(rows, [&](int r) {
    std::string label = labels[r];
    std::transform(label.begin(), label.end(), label.begin(), lower);
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& w) { return label.find(w) == std::string::npos; });
  });
  if (order.rows == TableOrder::Rows::Name) {
    std::stable_sort(rows.begin(), rows.end(), [&](int a, int b) {
      if (order.descending) std::swap(a, b);
      return naturalLess(labels[a], labels[b]);
    });
  }
  if (order.rows == TableOrder::Rows::Value) {
    if (order.column < 0 || order.column >= isize(table.columns)) {
      throw InputError(fmt::format("The table has {} columns; rows cannot be sorted by column {}.",
                                   table.columns.size(), order.column + 1));
    }
    std::vector<double> values;
    for (const TableRow& row : table.rows) {
      values.push_back(shownValue(row.cells[order.column], table.request.show));
    }
    std::stable_sort(rows.begin(), rows.end(), [&](int a, int b) {
      const double x = values[a];
      const double y = values[b];
      if (std::isnan(x) || std::isnan(y)) return !std::isnan(x) && std::isnan(y);
      return order.descending ? x > y : x < y;
    });
  }
  return rows;
}

std::vector<int> columnOrder(const Table& table, const TableOrder& order) {
  std::vector<int> columns = all(table.columns.size());
  const auto label = [&](int c) { return table.columns[c].label; };
  if (order.columns == TableOrder::Columns::Name) {
    std::stable_sort(columns.begin(), columns.end(), [&](int a, int b) { return naturalLess(label(a), label(b)); });
  }
  if (order.columns == TableOrder::Columns::Base) {
    const int base = baseOf(table);
    std::stable_partition(columns.begin(), columns.end(), [&](int c) { return c == base; });
  }
  if (order.columns == TableOrder::Columns::Rank) {
    const std::vector<double> ranks = meanRanks(table);
    std::stable_sort(columns.begin(), columns.end(), [&](int a, int b) { return ranks[a] < ranks[b]; });
  }
  return columns;
}

Table reordered(const Table& table, const std::vector<int>& rows, const std::vector<int>& columns) {
  Table out = table;
  out.columns.clear();
  out.bases.clear();
  out.rows.clear();
  std::vector<int> places(table.columns.size(), -1);
  for (std::size_t i = 0; i < columns.size(); ++i)
    places.at(static_cast<std::size_t>(columns[i])) = static_cast<int>(i);
  for (const int c : columns) {
    const auto at = static_cast<std::size_t>(c);
    out.columns.push_back(table.columns[at]);
    out.bases.push_back(table.bases[at] < 0 ? -1 : places[table.bases[at]]);
  }
  for (const int r : rows) {
    const TableRow& from = table.rows.at(static_cast<std::size_t>(r));
    TableRow& row = out.rows.emplace_back(from);
    for (std::size_t i = 0; i < columns.size(); ++i) row.cells[i] = from.cells[columns[i]];
    row.cells.resize(columns.size());
  }
  return out;
}

Table reordered(const Table& table, const TableOrder& order) {
  return reordered(table, rowOrder(table, order), columnOrder(table, order));
}

TableTexts tableTexts(const Table& table, const TableStyle& style) {
  const table_text::NumberFormat number(style.number);
  TableTexts texts;
  for (const TableRow& row : table.rows) {
    texts.rows.push_back(table_text::rowLabel(row));
    std::vector<std::string>& line = texts.cells.emplace_back();
    for (const TableCell& cell : row.cells) line.push_back(table_text::cellText(cell, table.request, number));
  }
  for (table_text::Footer& footer : table_text::footers(table)) {
    texts.footers.push_back({std::move(footer.label), std::move(footer.cells)});
  }
  return texts;
}

}  // namespace tandem
