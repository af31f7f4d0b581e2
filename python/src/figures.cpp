// SPDX-License-Identifier: Apache-2.0
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <utility>

#include "arrays.h"
#include "session.h"
#include "tandem/error.h"
#include "tandem/figures/data_text.h"
#include "tandem/figures/dataset.h"
#include "tandem/figures/kinds.h"

/// Figures as numbers; tandem_emt/_drawing.py draws them.
namespace tandem::py {

using namespace nb::literals;

namespace {

using namespace figures;

nb::object numbers(const std::vector<double>& values) {
  return arrayOf(values, {static_cast<Py_ssize_t>(values.size())});
}

nb::dict axisOf(const Axis& axis) {
  nb::dict out;
  out["label"] = axis.label;
  out["log"] = axis.log;
  out["min"] = axis.min;
  out["max"] = axis.max;
  out["categories"] = axis.categories;
  out["ordinal"] = axis.ordinal;
  out["reversed"] = axis.reversed;
  out["visible"] = axis.visible;
  return out;
}

nb::dict dictOf(const Line& line) {
  nb::dict out;
  out["label"] = line.label;
  out["x"] = numbers(line.x);
  out["y"] = numbers(line.y);
  out["style"] = line.style;
  out["look"] = line.look < 0 ? line.style : line.look;
  out["line"] = line.line;
  out["markers"] = line.markers;
  out["steps"] = line.steps;
  out["width"] = line.width;
  out["marker_size"] = line.markerSize;
  out["opacity"] = line.opacity;
  out["solid"] = line.solid;
  out["filled"] = line.filled;
  out["ramp"] = line.style < kRamp ? kNone : static_cast<double>(line.style - kRamp) / kRampSteps;
  out["names"] = line.names;
  out["values"] = numbers(line.values);
  return out;
}

nb::dict dictOf(const Band& band) {
  nb::dict out;
  out["x"] = numbers(band.x);
  out["low"] = numbers(band.low);
  out["high"] = numbers(band.high);
  out["style"] = band.style;
  out["steps"] = band.steps;
  return out;
}

nb::dict dictOf(const Box& box) {
  nb::dict out;
  out["position"] = box.position;
  out["low"] = box.low;
  out["q1"] = box.q1;
  out["median"] = box.median;
  out["q3"] = box.q3;
  out["high"] = box.high;
  out["outliers"] = numbers(box.outliers);
  out["style"] = box.style;
  out["width"] = box.width;
  return out;
}

nb::dict dictOf(const Bar& bar) {
  nb::dict out;
  out["position"] = bar.position;
  out["from"] = bar.from;
  out["to"] = bar.to;
  out["width"] = bar.width;
  out["style"] = bar.style;
  return out;
}

nb::dict dictOf(const Violin& violin) {
  nb::dict out;
  out["position"] = violin.position;
  out["y"] = numbers(violin.y);
  out["half_width"] = numbers(violin.halfWidth);
  out["q1"] = violin.q1;
  out["median"] = violin.median;
  out["q3"] = violin.q3;
  out["style"] = violin.style;
  return out;
}

nb::dict dictOf(const HeatMap& map) {
  nb::dict out;
  out["values"] = arrayOf(map.values, {static_cast<Py_ssize_t>(map.rows), static_cast<Py_ssize_t>(map.cols)});
  out["texts"] = map.texts;
  out["x_range"] = numbers(map.xRange);
  out["y_range"] = numbers(map.yRange);
  out["scale_label"] = map.scaleLabel;
  out["min"] = map.min;
  out["max"] = map.max;
  out["diverging"] = map.diverging;
  out["integer_scale"] = map.integerScale;
  return out;
}

nb::dict dictOf(const RankDiagram& diagram) {
  nb::list groups;
  for (const auto& [first, last] : diagram.groups) groups.append(nb::make_tuple(first, last));
  nb::dict out;
  out["names"] = diagram.names;
  out["ranks"] = numbers(diagram.ranks);
  out["styles"] = diagram.styles;
  out["groups"] = groups;
  out["difference"] = diagram.difference;
  return out;
}

nb::dict dictOf(const Text& text) {
  nb::dict out;
  out["x"] = text.x;
  out["y"] = text.y;
  out["text"] = text.text;
  out["align"] = text.align == Text::Align::Left ? "left" : text.align == Text::Align::Right ? "right" : "center";
  out["size"] = text.size;
  out["above"] = text.above;
  return out;
}

template <typename Element>
nb::list listOf(const std::vector<Element>& elements) {
  nb::list out;
  for (const Element& one : elements) out.append(dictOf(one));
  return out;
}

nb::dict dictOf(const Figure& figure) {
  nb::list panels;
  for (const Panel& panel : figure.panels) {
    nb::dict one;
    one["title"] = panel.title;
    one["x"] = axisOf(panel.x);
    one["y"] = axisOf(panel.y);
    one["bands"] = listOf(panel.bands);
    one["lines"] = listOf(panel.lines);
    one["boxes"] = listOf(panel.boxes);
    one["bars"] = listOf(panel.bars);
    one["violins"] = listOf(panel.violins);
    one["heat_maps"] = listOf(panel.heatMaps);
    one["rank_diagrams"] = listOf(panel.rankDiagrams);
    one["texts"] = listOf(panel.texts);
    one["grid"] = panel.grid;
    panels.append(one);
  }
  nb::dict out;
  out["title"] = figure.title;
  out["note"] = figure.note;
  out["columns"] = figure.columns;
  out["legend"] = figure.legend;
  out["panels"] = panels;
  return out;
}

/// From 1 in Python as in the program; 0: the figure chooses.
int place(const nb::dict& words, const char* key) {
  const int n = nb::cast<int>(item(words, key));
  if (n < 0) throw InputError(std::string("'") + key + "' counts from 1; 0 leaves the choice to the figure.");
  return n - 1;
}

FigureRequest requestOf(const nb::dict& words) {
  const auto text = [&](const char* key) { return nb::cast<std::string>(item(words, key)); };
  const auto flag = [&](const char* key) { return nb::cast<bool>(item(words, key)); };
  const auto real = [&](const char* key) { return nb::cast<double>(item(words, key)); };
  FigureRequest r;
  r.kind = text("kind");
  r.metric = text("metric");
  r.task = place(words, "task");
  r.repetition = place(words, "repetition");
  r.checkpoint = place(words, "checkpoint");
  r.totalEvaluations = flag("total");
  r.band = !flag("no_band");
  r.logX = flag("log_x");
  r.y = flag("log_y") ? Scale::Log : flag("linear_y") ? Scale::Linear : Scale::Auto;
  r.yLow = real("y_low");
  r.yHigh = real("y_high");
  r.mean = flag("mean");
  r.joint = flag("joint");
  r.taskBlocks = flag("task_blocks");
  r.base = text("base");
  r.alpha = real("alpha");
  r.tolerance = real("tolerance");
  r.trace = text("trace");
  r.xOf = text("x");
  r.yOf = text("y");
  r.sizeOf = text("size");
  r.colourOf = text("colour");
  r.runs = text("runs");
  for (const TableRanks by : {TableRanks::Mean, TableRanks::Median}) {
    if (text("ranks") == ranksName(by)) r.ranks = by;
  }
  return r;
}

}  // namespace

void bindFigures(nb::module_& m) {
  m.def(
      "figure_kinds",
      [] {
        nb::list out;
        for (const FigureKind& kind : allFigureKinds()) {
          out.append(nb::make_tuple(kind.name, kind.title, kind.doc, static_cast<bool>(kind.ofRuns)));
        }
        return out;
      },
      "Kinds of figures: (name, title, what it shows, whether of runs).");
  m.def(
      "make_figure",
      [](const std::vector<std::string>& files, const nb::dict& words) {
        const FigureRequest request = requestOf(words);
        Selection selection{.files = files,
                            .problems = nb::cast<std::vector<std::string>>(item(words, "problems")),
                            .algorithms = nb::cast<std::vector<std::string>>(item(words, "algorithms"))};
        Figure figure;
        std::string json;
        {
          const nb::gil_scoped_release free;
          selection.detail = detailOf(request, processCatalogue());
          figure = makeFigure(loadRuns(selection, &processCatalogue()), processCatalogue(), request);
          json = figureJson(figure);
        }
        return nb::make_tuple(dictOf(figure), json);
      },
      "files"_a, "words"_a, "A figure as a dictionary, and its numbers as `tandem plot --data` writes them (JSON).");
}

}  // namespace tandem::py
