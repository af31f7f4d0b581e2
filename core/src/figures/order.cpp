// SPDX-License-Identifier: Apache-2.0
#include "tandem/figures/order.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "figures/number_text.h"
#include "tandem/error.h"
#include "tandem/figures/data_text.h"
#include "tandem/figures/distribution.h"
#include "tandem/registry.h"
#include "tandem/specification/spec.h"
#include "tandem/tables/names.h"

namespace tandem::figures {

double numberIn(const std::string& text, const std::string& option, const char* form) {
  char* end = nullptr;
  const double v = std::strtod(text.c_str(), &end);
  if (text.empty() || end != text.c_str() + text.size() || !std::isfinite(v)) {
    throw InputError(option + " '" + text + "' should read " + form + '.');
  }
  return v;
}

double lengthIn(const std::string& text, const std::string& option) {
  double unit = 96.0;
  std::string number = text;
  for (const auto& [name, pixels] :
       {std::pair("in", 96.0), {"cm", 96.0 / 2.54}, {"mm", 96.0 / 25.4}, {"pt", 96.0 / 72.0}, {"px", 1.0}}) {
    if (!text.ends_with(name)) continue;
    unit = pixels;
    number.resize(text.size() - 2);
  }
  constexpr double kLeast = 48.0, kMost = 32000.0;
  const double v = unit * numberIn(number, option, "a length, for example 3.5in, 9cm, 90mm, 250pt or 800px");
  if (!(v >= kLeast && v <= kMost)) throw InputError(option + " '" + text + "' should lie between 0.5in and 333in.");
  return v;
}

namespace {

double within(const std::string& text, const std::string& option, double low, double high, const char* what) {
  const double v = numberIn(text, option, what);
  if (!(v >= low && v <= high)) throw InputError(option + " '" + text + "' should read " + what + '.');
  return v;
}

std::string kindNames(const char* between) {
  std::string names;
  for (const FigureKind& kind : allFigureKinds()) names += (names.empty() ? "" : between) + kind.name;
  return names;
}

/// "box, violin: ..." if few kinds take it.
std::string docOf(const RequestOption& option) {
  constexpr std::size_t kFew = 6;
  std::vector<std::string> takers;
  for (const FigureKind& kind : allFigureKinds()) {
    if (kind.takesOption(option.name)) takers.push_back(kind.name);
  }
  if (takers.empty() || takers.size() > kFew) return option.doc;
  std::string names;
  for (const std::string& name : takers) names += (names.empty() ? "" : ", ") + name;
  return names + ": " + option.doc;
}

void addParam(FigureOrder& order, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == 0 || equals == std::string::npos) {
    throw InputError("--param '" + text + "' should read name=value, for example --param dim=30.");
  }
  order.params[text.substr(0, equals)] = text.substr(equals + 1);
}

void readInstance(FigureOrder& order, const std::string& text) {
  if (text == "official") {
    order.build.instance = Instance::Official;
  } else if (text == "synthetic") {
    order.build.instance = Instance::Synthetic;
  } else if (text != "auto") {
    throw InputError("--instance '" + text + "' should be auto, official or synthetic.");
  }
}

/// What an order has beyond its request: its source, and how it is drawn.
std::vector<OrderOption> optionsOfOrder() {
  using O = FigureOrder;
  using Text = const std::string&;
  return {
      {"param", "NAME=VALUE", "of a problem: its parameters", true, addParam},
      {"azimuth", "DEGREES", "surface: direction of the view (default: -37.5)", false,
       [](O& o, Text t) { o.azimuth = numberIn(t, "--azimuth", "a number of degrees"); }},
      {"elevation", "DEGREES", "surface: height of the view (default: 32)", false,
       [](O& o, Text t) { o.elevation = numberIn(t, "--elevation", "a number of degrees"); }},
      {"instance", "auto|official|synthetic", "of a problem: instance data (default: auto)", false, readInstance},
      {"data-dir", "DIR", "where imported official data are kept (default: $TANDEM_DATA_DIR)", false,
       [](O& o, Text t) { o.build.dataDir = t; }},
      {"plugin-dir", "DIR", "also look for plug-ins here (and in $TANDEM_PLUGIN_PATH)", true,
       [](O& o, Text t) { o.pluginDirs.push_back(t); }},
      {"allow-mixed", "", "draw different instances or budgets of a problem together, and say so", false,
       [](O& o, Text) { o.selection.allowMixed = true; }},
      {"title", "TEXT", "title of the figure instead of its own; 'none' leaves it out", false,
       [](O& o, Text t) { o.title = t; }},
      {"width", "LENGTH", "width: 3.5in, 9cm, 90mm, 250pt, 800px (default: what the figure needs)", false,
       [](O& o, Text t) { o.width = lengthIn(t, "--width"); }},
      {"height", "LENGTH", "height, likewise", false, [](O& o, Text t) { o.height = lengthIn(t, "--height"); }},
      {"font", "FAMILY", "font of all texts (default: DejaVu Sans)", false, [](O& o, Text t) { o.font = t; }},
      {"font-size", "POINTS", "size of axis labels and names; titles are larger, notes smaller (default: 9)", false,
       [](O& o, Text t) { o.fontSize = within(t, "--font-size", 4.0, 72.0, "a number of points from 4 to 72"); }},
      {"dpi", "N", "pixels per inch in PNG files (default: 192)", false,
       [](O& o, Text t) { o.scale = within(t, "--dpi", 24.0, 2400.0, "a number from 24 to 2400") / 96.0; }},
      {"scale", "X", "the same, as pixels per 96th of an inch", false,
       [](O& o, Text t) { o.scale = within(t, "--scale", 0.1, 25.0, "a number from 0.1 to 25"); }},
      {"data", "FILE", "also write the numbers that the figure shows: .csv or .json; also without -o", false,
       [](O& o, Text t) { o.data = t; }},
      {"output,o", "FILE", "figure to write: .svg, .pdf or .png", false, [](O& o, Text t) { o.output = t; }},
  };
}

std::vector<OrderOption> allOptions() {
  using O = FigureOrder;
  using Text = const std::string&;
  std::vector<OrderOption> options = {
      {"kind", kindNames("|"), "what to draw (default: convergence)", false,
       [](O& o, Text t) { o.request.kind = figureKind(t).name; }},
      {"problem,p", "PROBLEM", "problems to draw, names or globs (default: all in the files)", true,
       [](O& o, Text t) { o.problems.push_back(t); }},
      {"algorithm,a", "NAME", "algorithms to draw, names or globs (default: all in the files)", true,
       [](O& o, Text t) {
         if (o.selection.algorithms == Selection().algorithms) o.selection.algorithms.clear();
         o.selection.algorithms.push_back(t);
       }},
  };
  for (const RequestOption& r : requestOptions()) {
    const std::string shortName = r.name == "task" ? ",t" : r.name == "metric" ? ",m" : "";
    options.push_back({r.name + shortName, r.placeholder, docOf(r), false,
                       [read = r.read](FigureOrder& o, const std::string& t) { read(o.request, t); }});
  }
  for (OrderOption& o : optionsOfOrder()) options.push_back(std::move(o));
  return options;
}

std::string longName(const OrderOption& option) {
  return option.name.substr(0, option.name.find(','));
}

const OrderOption& optionCalled(const std::string& word) {
  std::vector<std::string> names;
  for (const OrderOption& option : orderOptions()) {
    const std::string name = longName(option);
    if (word == "--" + name) return option;
    if (option.name.size() > name.size() && word == "-" + option.name.substr(name.size() + 1)) return option;
    names.push_back("--" + name);
  }
  std::string nearest;
  for (const std::string& name : nearestNames(word, names)) nearest += (nearest.empty() ? "" : ", ") + name;
  throw InputError("There is no option '" + word + "'; nearest: " + nearest + " (tandem help plot lists all).");
}

BuiltProblem built(const FigureOrder& order, const Catalogue& catalogue, const std::string& name) {
  return buildProblem(catalogue, name, order.params, order.build);
}

Figure ofProblems(const FigureOrder& order, const Catalogue& catalogue) {
  const std::vector<std::string> names = orderedProblems(order, catalogue);
  if (names.size() == 1) return makeFigure(built(order, catalogue, names.front()), names.front(), order.request);
  Figure all;
  for (const std::string& name : names) {
    Figure part = makeFigure(built(order, catalogue, name), name, order.request);
    if (isize(all.panels) + isize(part.panels) > kMostPanels) {
      throw InputError("More than " + std::to_string(kMostPanels) +
                       " panels would be needed; choose fewer problems with --problem, or one task with --task.");
    }
    for (Panel& panel : part.panels) {
      panel.title = name + (panel.title.empty() ? "" : ", " + panel.title);
      all.panels.push_back(std::move(panel));
    }
    all.note = part.note;
    all.caption = part.caption;
    all.legend = part.legend;
  }
  return all;
}

}  // namespace

const std::vector<OrderOption>& orderOptions() {
  static const std::vector<OrderOption> options = allOptions();
  return options;
}

FigureOrder readOrder(const std::vector<std::string>& words) {
  FigureOrder order;
  std::set<std::string> given;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word.size() < 2 || word[0] != '-') {
      order.selection.files.push_back(word);
      continue;
    }
    const std::size_t equals = word.starts_with("--") ? word.find('=') : std::string::npos;
    const std::string name = word.substr(0, equals);
    const bool file = name == "--file";
    const OrderOption* option = file ? nullptr : &optionCalled(name);
    std::string value;
    if (equals != std::string::npos) {
      value = word.substr(equals + 1);
    } else if (file || !option->placeholder.empty()) {
      if (++i == words.size()) throw InputError("The option " + name + " needs a value.");
      value = words[i];
    }
    if (file) {
      order.selection.files.push_back(value);
      continue;
    }
    if (!given.insert(option->name).second && !option->many) {
      throw InputError("The option " + name + " is given twice; give it once.");
    }
    option->read(order, value);
  }
  for (const std::string& file : order.selection.files) {
    const bool kind = std::ranges::any_of(allFigureKinds(), [&](const FigureKind& k) { return k.name == file; });
    if (kind && !std::filesystem::exists(file)) {
      throw InputError("'" + file + "' is a kind of figure, not a file; write --kind " + file + ".");
    }
  }
  if (given.contains("dpi") && given.contains("scale")) {
    throw InputError("--dpi and --scale are two ways to say the same; give one of them.");
  }
  if (order.output.empty() && order.data.empty()) {
    throw InputError("No output file is given; add -o OUT.svg (or .pdf, .png), or --data OUT.csv for the numbers.");
  }
  if (!order.data.empty() && !order.data.ends_with(".json") && !order.data.ends_with(".csv")) {
    throw InputError("The file of --data, '" + order.data + "', must end in .csv or .json.");
  }
  if (!order.problems.empty()) order.selection.problems = order.problems;
  return order;
}

std::vector<std::string> orderedProblems(const FigureOrder& order, const Catalogue& catalogue) {
  if (order.problems.empty()) {
    throw InputError("A figure of kind " + order.request.kind +
                     " shows problems of the catalogue; name some with --problem GLOB.");
  }
  std::vector<std::string> names;
  for (const std::string& pattern : namesIn(order.problems)) {
    const auto matches = catalogue.problems.match(pattern);
    if (matches.empty()) {
      (void)chooseProblem(catalogue, pattern,
                          {});  // refuses with the nearest names; a file (mine.toml) names a problem
      names.push_back(pattern);
    }
    for (const ProblemInfo* p : matches) {
      if (std::find(names.begin(), names.end(), p->name) == names.end()) names.push_back(p->name);
    }
  }
  return names;
}

Figure orderedFigure(const FigureOrder& order, const Catalogue& catalogue) {
  const FigureKind& kind = figureKind(order.request.kind);
  if (kind.surface) {
    throw InputError(
        "--data goes with figures of curves, boxes and cells; for the values of a surface take --kind landscape "
        "--plane.");
  }
  Figure figure;
  if (kind.ofProblem) {
    figure = ofProblems(order, catalogue);
  } else {
    Selection selection = order.selection;
    selection.detail = detailOf(order.request, catalogue);
    figure = makeFigure(loadRuns(selection, &catalogue), catalogue, order.request);
  }
  if (!order.title.empty()) figure.title = order.title == "none" ? std::string() : order.title;
  return figure;
}

std::string figureData(const Figure& figure, const std::string& path) {
  return path.ends_with(".json") ? figureJson(figure) : figureCsv(figure);
}

}  // namespace tandem::figures
