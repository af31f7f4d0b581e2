// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <array>
#include <utility>

#include "arrays.h"
#include "session.h"
#include "tandem/error.h"
#include "tandem/store/result_file.h"
#include "tandem/tables/options.h"
#include "tandem/tables/table.h"
#include "tandem/tables/table_cache.h"
#include "tandem/tables/table_html.h"

namespace tandem::py {

using namespace nb::literals;

namespace {

template <typename Enum>
Enum chosen(const std::string& text, const std::string& what) {
  if (const auto known = valueNamed<Enum>(text)) return *known;
  throw InputError("'" + text + "' is no " + what + "; take one of: " + choicesOf<Enum>(", ", ", ") + ".");
}

TableRequest requestOf(const nb::dict& words) {
  TableRequest request;
  visitOptions(request, [&](const Option& option, auto& value) {
    using T = std::decay_t<decltype(value)>;
    if (!words.contains(option.name)) return;
    if constexpr (std::is_enum_v<T>) {
      value = chosen<T>(nb::cast<std::string>(item(words, option.name)), std::string("value of ") + option.name);
    } else {
      value = nb::cast<T>(item(words, option.name));
    }
  });
  return request;
}

TableStyle styleOf(const std::string& number, bool fragment) {
  TableStyle style;
  style.number = number;
  style.fragment = fragment;
  return style;
}

/// name -> array or list, one row per cell of the table.
nb::dict columnsOf(const Table& table) {
  nb::list problem;
  nb::list algorithm;
  nb::list sign;
  std::vector<std::int64_t> task;
  constexpr std::size_t kReals = 10;
  constexpr std::array<const char*, kReals> names = {"mean", "sd",    "median", "q1",     "q3",
                                                     "best", "worst", "p",      "effect", "difference"};
  std::array<std::vector<double>, kReals> reals;
  std::vector<std::int64_t> undefined;
  for (const TableRow& row : table.rows) {
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const TableCell& cell = row.cells[c];
      if (!cell.present) continue;
      problem.append(row.problem);
      task.push_back(row.task);
      algorithm.append(table.columns[c].label);
      const std::array<double, kReals> values = {cell.mean, cell.sd,    cell.median, cell.q1,     cell.q3,
                                                 cell.best, cell.worst, cell.p,      cell.effect, cell.difference};
      for (std::size_t i = 0; i < kReals; ++i) reals[i].push_back(values[i]);
      undefined.push_back(cell.undefined);
      sign.append(cell.sign == 0 ? std::string() : std::string(1, cell.sign));
    }
  }
  const auto n = static_cast<Py_ssize_t>(task.size());
  nb::dict out;
  out["problem"] = problem;
  out["task"] = arrayOf(std::span<const std::int64_t>(task), {n});
  out["algorithm"] = algorithm;
  for (std::size_t i = 0; i < kReals; ++i) out[names[i]] = arrayOf(reals[i], {n});
  out["sign"] = sign;
  out["undefined"] = arrayOf(std::span<const std::int64_t>(undefined), {n});
  return out;
}

/// The values of single runs, one row each.
nb::dict runsOf(const Table& table) {
  nb::list problem;
  nb::list algorithm;
  std::vector<std::int64_t> task;
  std::vector<std::int64_t> repetition;
  std::vector<double> value;
  for (const TableRow& row : table.rows) {
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const std::vector<double>& values = row.cells[c].values;
      for (std::size_t r = 0; r < values.size(); ++r) {
        problem.append(row.problem);
        algorithm.append(table.columns[c].label);
        task.push_back(row.task);
        repetition.push_back(static_cast<std::int64_t>(r) + 1);
        value.push_back(values[r]);
      }
    }
  }
  const auto n = static_cast<Py_ssize_t>(task.size());
  nb::dict out;
  out["problem"] = problem;
  out["task"] = arrayOf(std::span<const std::int64_t>(task), {n});
  out["algorithm"] = algorithm;
  out["repetition"] = arrayOf(std::span<const std::int64_t>(repetition), {n});
  out["value"] = arrayOf(value, {n});
  return out;
}

nb::list summaryOf(const Table& table) {
  nb::list out;
  for (const TableColumn& c : table.columns) {
    nb::dict one;
    one["algorithm"] = c.label;
    one["wins"] = c.wins;
    one["ties"] = c.ties;
    one["losses"] = c.losses;
    one["mean_rank"] = c.meanRank;
    one["p"] = c.p;
    one["problem_effect"] = c.overall.problemEffect;
    one["problem_p"] = c.overall.problemP;
    one["better"] = c.overall.better;
    one["equivalent"] = c.overall.equivalent;
    one["worse"] = c.overall.worse;
    out.append(one);
  }
  return out;
}

}  // namespace

void bindTables(nb::module_& m) {
  nb::class_<TableCache>(m, "TableCache").def(nb::init<>());
  nb::class_<Table>(m, "TableData", "A comparison; te.open(...).table(...) makes it.")
      .def_ro("metric", &Table::metric)
      .def_ro("caption", &Table::caption)
      .def_ro("notes", &Table::notes)
      .def_ro("chi_square_p", &Table::chiSquareP)
      .def_ro("critical_difference", &Table::criticalDifference)
      .def_prop_ro("columns", &columnsOf)
      .def_prop_ro("runs", &runsOf)
      .def_prop_ro("summary", &summaryOf)
      .def(
          "text",
          [](const Table& t, const std::string& format, const std::string& number, bool fragment) {
            if (format == "html") return htmlTable(t, styleOf(number, fragment));
            return formatTable(t, chosen<TableFormat>(format, "format"), styleOf(number, fragment));
          },
          "format"_a = "text", "number"_a = "", "fragment"_a = false)
      .def(
          "write_xlsx",
          [](const Table& t, const std::string& path, const std::string& number) {
            writeXlsx(t, path, styleOf(number, false));
          },
          "path"_a, "number"_a = "");
  m.def(
      "table_options",
      [] {
        nb::list names;
        visitOptions(TableRequest(), [&](const Option& option, const auto&) { names.append(option.name); });
        return names;
      },
      "Names of the options of a table.");
  m.def(
      "make_table",
      [](nb::handle files, const nb::dict& words, TableCache& cache) {
        std::vector<ResultSource> sources;
        for (const nb::handle file : files) sources.push_back(sourceOf(nb::cast<const ResultFile&>(file)));
        const TableRequest request = requestOf(words);
        auto table = std::make_shared<Table>();
        // Metrics are never written in Python, so nothing here needs the interpreter.
        const nb::gil_scoped_release free;
        *table = makeTable(sources, request, processCatalogue(), &cache);
        return table;
      },
      "files"_a, "words"_a, "cache"_a);
}

}  // namespace tandem::py
