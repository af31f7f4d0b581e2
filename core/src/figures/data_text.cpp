// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/data_text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <nlohmann/json.hpp>

#include "tandem/matrix.h"

namespace tandem::figures {
namespace {

/// One line of the table. NaN: no value, or the element has no such column.
struct Row {
  const char* element = "";
  std::string series = {};
  double x = kNone, y = kNone, low = kNone, high = kNone, q1 = kNone, q3 = kNone, value = kNone;
  std::string text = {};
};

std::string categoryOf(const Axis& axis, double position) {
  const auto i = static_cast<int>(std::lround(position));
  return i >= 0 && i < isize(axis.categories) ? axis.categories[i] : std::string();
}

/// A band, or the line of a later part, takes the label of the line with its look.
std::string labelOf(const Panel& panel, int style) {
  for (const Line& line : panel.lines) {
    if (line.style == style && !line.label.empty()) return line.label;
  }
  return {};
}

void eachCell(const Panel& panel, const HeatMap& map, const std::function<void(const Row&)>& take) {
  const auto middle = [](const std::vector<double>& range, int i, int n) {
    return range.size() == 2 ? range[0] + (i + 0.5) / n * (range[1] - range[0]) : 1.0 * i;
  };
  for (int r = 0; r < map.rows; ++r) {
    for (int c = 0; c < map.cols; ++c) {
      const auto i = static_cast<std::size_t>(r * map.cols + c);
      std::string name = categoryOf(panel.y, map.yRange.empty() ? r : -1.0);
      if (const std::string column = categoryOf(panel.x, map.xRange.empty() ? c : -1.0); !column.empty()) {
        name += (name.empty() ? "" : " | ") + column;
      }
      take({.element = "cell",
            .series = std::move(name),
            .x = middle(map.xRange, c, map.cols),
            .y = middle(map.yRange, r, map.rows),
            .value = map.values[i],
            .text = map.texts.empty() ? std::string() : map.texts[i]});
    }
  }
}

void eachRow(const Panel& panel, const std::function<void(const Row&)>& take) {
  for (const Line& line : panel.lines) {
    const std::string label = line.label.empty() ? labelOf(panel, line.style) : line.label;
    for (std::size_t i = 0; i < std::min(line.x.size(), line.y.size()); ++i) {
      take({.element = "line",
            .series = label,
            .x = line.x[i],
            .y = line.y[i],
            .value = i < line.values.size() ? line.values[i] : kNone,
            .text = i < line.names.size() ? line.names[i] : std::string()});
    }
  }
  for (const Band& band : panel.bands) {
    const std::string label = labelOf(panel, band.style);
    for (std::size_t i = 0; i < band.x.size(); ++i) {
      take({.element = "band", .series = label, .x = band.x[i], .low = band.low[i], .high = band.high[i]});
    }
  }
  for (const Box& b : panel.boxes) {
    const std::string name = categoryOf(panel.x, b.position);
    take({.element = "box",
          .series = name,
          .x = b.position,
          .y = b.median,
          .low = b.low,
          .high = b.high,
          .q1 = b.q1,
          .q3 = b.q3});
    for (const double v : b.outliers) take({.element = "outlier", .series = name, .x = b.position, .y = v});
  }
  for (const Bar& b : panel.bars) {
    take({.element = "bar",
          .series = categoryOf(panel.x, b.position),
          .x = b.position,
          .y = b.to - b.from,
          .low = b.from,
          .high = b.to,
          .text = labelOf(panel, b.style)});
  }
  for (const Violin& v : panel.violins) {
    const std::string name = categoryOf(panel.x, v.position);
    take({.element = "violin-median", .series = name, .x = v.position, .y = v.median, .q1 = v.q1, .q3 = v.q3});
    for (std::size_t i = 0; i < v.y.size(); ++i) {
      take({.element = "violin", .series = name, .x = v.position, .y = v.y[i], .high = v.halfWidth[i]});
    }
  }
  for (const HeatMap& map : panel.heatMaps) eachCell(panel, map, take);
  for (const RankDiagram& d : panel.rankDiagrams) {
    for (std::size_t i = 0; i < d.names.size(); ++i) {
      const double half = 0.5 * d.difference;
      take({.element = "rank",
            .series = d.names[i],
            .x = d.ranks[i],
            .low = d.ranks[i] - half,
            .high = d.ranks[i] + half});
    }
  }
  for (const Text& t : panel.texts) take({.element = "text", .x = t.x, .y = t.y, .text = t.text});
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string safe = "\"";
  for (const char c : text) safe += c == '"' ? std::string("\"\"") : std::string(1, c);
  return safe + '"';
}

std::string number(double v) {
  if (std::isnan(v)) return {};
  if (std::isinf(v)) return v > 0.0 ? "inf" : "-inf";
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", v);
  return text;
}

nlohmann::json axisJson(const Axis& axis) {
  nlohmann::json j = {{"label", axis.label}, {"log", axis.log}};
  if (!axis.categories.empty()) j["categories"] = axis.categories;
  return j;
}

}  // namespace

std::string figureCsv(const Figure& figure) {
  std::string csv = "panel,title,element,series,x,y,low,high,q1,q3,value,text\n";
  for (std::size_t p = 0; p < figure.panels.size(); ++p) {
    const std::string& own = figure.panels[p].title;
    const std::string start = std::to_string(p + 1) + ',' + quoted(own.empty() ? figure.title : own) + ',';
    eachRow(figure.panels[p], [&](const Row& r) {
      csv += start + r.element + ',' + quoted(r.series);
      for (const double v : {r.x, r.y, r.low, r.high, r.q1, r.q3, r.value}) csv += ',' + number(v);
      csv += ',' + quoted(r.text) + '\n';
    });
  }
  return csv;
}

std::string figureJson(const Figure& figure) {
  nlohmann::json j = {
      {"title", figure.title}, {"note", figure.note}, {"caption", figure.caption}, {"panels", nlohmann::json::array()}};
  for (const Panel& panel : figure.panels) {
    nlohmann::json elements = nlohmann::json::array();
    eachRow(panel, [&](const Row& r) {
      nlohmann::json e = {{"element", r.element}, {"series", r.series}};
      const auto add = [&e](const char* name, double v) {
        // JSON has no infinity.
        if (!std::isnan(v)) e[name] = std::isfinite(v) ? nlohmann::json(v) : nlohmann::json(v > 0.0 ? "inf" : "-inf");
      };
      add("x", r.x);
      add("y", r.y);
      add("low", r.low);
      add("high", r.high);
      add("q1", r.q1);
      add("q3", r.q3);
      add("value", r.value);
      if (!r.text.empty()) e["text"] = r.text;
      elements.push_back(std::move(e));
    });
    j["panels"].push_back({{"title", panel.title},
                           {"x", axisJson(panel.x)},
                           {"y", axisJson(panel.y)},
                           {"elements", std::move(elements)}});
  }
  return j.dump(1) + '\n';
}

}  // namespace tandem::figures
