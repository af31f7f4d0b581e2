// SPDX-License-Identifier: Apache-2.0
#include "problems/base/composed/description.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <utility>

#include "problems/base/composed/composer.h"
#include "problems/base/composed/formula.h"
#include "problems/base/instances/instance_data.h"
#include "tandem/error.h"
#include "tandem/registry.h"
#include "tandem/unicode.h"

namespace tandem::prob {

namespace {

constexpr int kMostTasks = 10'000;
constexpr int kMostDim = 100'000;
constexpr int kMostRotated = 2'000;                // variables; a rotation has their number squared
constexpr std::size_t kMostNumbers = 100'000'000;  // of all rotations together

constexpr KnownFunction kKnown[] = {
    {"Sphere", Base::Sphere, 100},
    {"Rosenbrock", Base::Rosenbrock, 50},
    {"Ackley", Base::Ackley, 50},
    {"Rastrigin", Base::Rastrigin, 50},
    {"Griewank", Base::Griewank, 100},
    {"Weierstrass", Base::Weierstrass, 0.5},
    {"Schwefel", Base::Schwefel, 500, true},
    {"Schwefel-1.2", Base::Schwefel12, 100},
    {"Schwefel-2.22", Base::Schwefel222, 30},
    {"Modified-Schwefel", Base::CecSchwefel, 500},
    {"Elliptic", Base::Elliptic, 100},
    {"Ellipsoid", Base::Ellipsoid, 50},
    {"Quartic", Base::Quartic, 5},
    {"Levy", Base::Levy, 20},
    {"Bent-Cigar", Base::BentCigar, 100},
    {"Discus", Base::Discus, 100},
    {"Katsuura", Base::Katsuura, 5},
    {"HappyCat", Base::HappyCat, 5},
    {"HGBat", Base::HgBat, 5},
    {"Griewank-Rosenbrock", Base::GriewankRosenbrock, 5},
    {"Expanded-Scaffer", Base::ExpandedScaffer, 100},
};

class Reader {
 public:
  explicit Reader(const Document& root) : root_(root) {}

  Description read() {
    root_.allow({"name", "about", "seed", "budget", "population", "relation", "task"});
    const Document* name = root_.get("name");
    if (name == nullptr) root_.fail("the description needs a 'name'; results are called by it");
    read_.defaults.title = nameOf(*name, "name");
    if (const Document* about = root_.get("about")) (void)about->text("about");
    const Document* seed = root_.get("seed");
    read_.stream =
        Rng(hashText("Composed", seed == nullptr ? 1 : static_cast<std::uint64_t>(seed->whole("seed", 0, INT64_MAX))));
    readRelation();
    readTasks();
    const Document* budget = root_.get("budget");
    const Document* population = root_.get("population");
    read_.defaults.budget =
        budget != nullptr ? budget->whole("budget", 1, 1'000'000'000'000) : std::int64_t{50'000} * isize(read_.tasks);
    if (population != nullptr) {
      read_.defaults.population = static_cast<int>(population->whole("population", 1, 1'000'000));
    }
    return std::move(read_);
  }

 private:
  static std::string nameOf(const Document& node, const std::string& what) {
    const std::string& text = node.text(what);
    if (!whyNoName(text).empty() || text.find_first_of("*?") != std::string::npos) {
      node.fail("'" + what + "' must be a name of one line and 200 letters at most, without '*' and '?'");
    }
    return text;
  }

  static double numberOr(const Document& table, const char* key, double fallback, double low, double high) {
    const Document* node = table.get(key);
    return node == nullptr ? fallback : node->number(key, low, high);
  }

  /// One number for all variables, or one for each.
  static std::vector<double> each(const Document& node, const std::string& what, int dim) {
    if (node.isNumber()) return std::vector<double>(dim, node.number(what));
    if (!node.isList() || isize(node.items()) != dim) {
      node.fail(fmt::format("'{}' must be a number or a list of {} numbers, one per variable", what, dim));
    }
    std::vector<double> values;
    for (const Document& item : node.items()) values.push_back(item.number(what));
    return values;
  }

  /// A text, or a non-empty list of texts.
  static std::vector<const Document*> texts(const Document& node, const std::string& what) {
    if (node.isText()) return {&node};
    std::vector<const Document*> list;
    if (node.isList()) {
      for (const Document& item : node.items()) list.push_back(&item);
    }
    if (list.empty()) node.fail("'" + what + "' must be a text or a list of texts");
    for (const Document* item : list) (void)item->text(what);
    return list;
  }

  void readRelation() {
    const Document* relation = root_.get("relation");
    if (relation == nullptr) return;
    if (!relation->isTable()) relation->fail("'relation' must be a table: [relation]");
    relation->allow({"overlap", "spread", "margin", "similarity"});
    read_.relation.given = true;
    read_.relation.overlap = numberOr(*relation, "overlap", read_.relation.overlap, 0.0, 1.0);
    read_.relation.spread = numberOr(*relation, "spread", read_.relation.spread, 0.0, 1.0);
    read_.relation.margin = numberOr(*relation, "margin", read_.relation.margin, 0.0, 0.49);
    if (const Document* node = relation->get("similarity")) {
      read_.relation.similarity = node->number("similarity", -1.0, 1.0);
      read_.relation.similarityNode = node;
    }
  }

  void readTasks() {
    const Document* tasks = root_.get("task");
    if (tasks == nullptr) root_.fail("the description has no task; begin each with [[task]]");
    if (!tasks->isList() || tasks->items().empty()) tasks->fail("write each task as a table that begins with [[task]]");
    for (const Document& node : tasks->items()) {
      if (!node.isTable()) node.fail("write each task as a table that begins with [[task]]");
      node.allow(
          {"name",      "count",      "base",  "f",           "dim",  "lower", "upper",       "shift",
           "optimum",   "rotation",   "scale", "condition",   "bias", "noise", "constraints", "equality_tolerance",
           "constants", "similarity", "front", "hv_reference"});
      const Document* count = node.get("count");
      const auto copies = count == nullptr ? 1 : static_cast<int>(count->whole("count", 1, kMostTasks));
      if (isize(read_.tasks) + copies > kMostTasks) node.fail(fmt::format("these are more than {} tasks", kMostTasks));
      for (int k = 0; k < copies; ++k) readTask(node, k, copies);
    }
  }

  void readTask(const Document& node, int copy, int copies) {
    TaskDraft& draft = read_.tasks.emplace_back();
    draft.node = &node;
    TaskInfo& info = draft.task.info;
    const Document* dim = node.get("dim");
    if (dim == nullptr) node.fail("the task needs 'dim', its number of variables");
    info.dim = static_cast<int>(dim->whole("dim", 1, kMostDim));
    const Document* base = node.get("base");
    const Document* f = node.get("f");
    if ((base == nullptr) == (f == nullptr))
      node.fail("the task needs either 'base', a function's name, or 'f', a formula");
    draft.task.noise = numberOr(node, "noise", 0.0, 0.0, 1e300);
    std::string fallback;
    if (base != nullptr) {
      const auto turns = texts(*base, "base");
      draft.known = &find(*turns[copy % turns.size()]);
      fallback = functionName(draft.known->base);
    }
    const Document* name = node.get("name");
    info.name = name != nullptr    ? nameOf(*name, "name")
                : fallback.empty() ? "T" + std::to_string(isize(read_.tasks))
                                   : fallback;
    if (copies > 1 && name != nullptr) info.name += " " + std::to_string(copy + 1);
    readBox(node, draft);
    readConstraints(node, draft);
    if (draft.known != nullptr) {
      readFunction(node, draft);
    } else {
      readFormulas(node, *f, draft);
    }
  }

  static const KnownFunction& find(const Document& node) {
    const std::string& name = node.text("base");
    for (const KnownFunction& k : kKnown) {
      if (normalName(k.name) == normalName(name)) return k;
    }
    const std::vector<std::string> near = nearestNames(name, composerFunctions(), 2);
    node.fail(fmt::format("there is no function '{}'; did you mean '{}' or '{}'?", name, near[0], near[1]));
  }

  static void readBox(const Document& node, TaskDraft& draft) {
    TaskInfo& info = draft.task.info;
    const auto bound = [&](const char* key, double fallback) {
      const Document* given = node.get(key);
      if (given != nullptr) return each(*given, key, info.dim);
      if (draft.known == nullptr)
        node.fail(fmt::format("a task of formulas needs 'lower' and 'upper', the bounds of its variables"));
      return std::vector<double>(info.dim, fallback);
    };
    const double usual = draft.known != nullptr ? draft.known->bound : 0.0;
    info.lower = bound("lower", -usual);
    info.upper = bound("upper", usual);
    for (int j = 0; j < info.dim; ++j) {
      if (info.lower[j] < info.upper[j]) continue;
      const Document* at = node.get("upper");
      (at != nullptr ? *at : node)
          .fail(fmt::format("the bounds of variable {} leave no room: {} to {}", j, formatReal(info.lower[j]),
                            formatReal(info.upper[j])));
    }
  }

  static std::map<std::string, double> constantsOf(const Document& node) {
    std::map<std::string, double> constants;
    const Document* table = node.get("constants");
    if (table == nullptr) return constants;
    if (!table->isTable()) table->fail("'constants' must be a table of name = number");
    const std::vector<std::string> functions = formulaFunctions();
    for (const std::string& key : table->keys()) {
      const auto letter = [](unsigned char c) { return c < 0x80 && (std::isalnum(c) != 0 || c == '_'); };
      const bool taken = key == "x" || key == "i" || key == "n" || key == "e" || key == "pi" ||
                         std::ranges::find(functions, key) != functions.end();
      if (!std::ranges::all_of(key, letter) || key.size() > 50 ||
          std::isalpha(static_cast<unsigned char>(key[0])) == 0 || taken) {
        table->get(key)->fail("'" + key + "' cannot be the name of a constant" + (taken ? "; it has a meaning" : ""));
      }
      constants[key] = table->get(key)->number(key);
    }
    return constants;
  }

  static Formula formula(const Document& node, FormulaText text) {
    text.text = node.text("f");
    try {
      return Formula(std::move(text));
    } catch (const FormulaError& e) {
      node.failWithin(e.at(), e.what());
    }
  }

  static void readConstraints(const Document& node, TaskDraft& draft) {
    const Document* list = node.get("constraints");
    const double tolerance = numberOr(node, "equality_tolerance", 1e-4, 0.0, 1e300);
    if (list == nullptr) return;
    for (const Document* text : texts(*list, "constraints")) {
      draft.task.constraints.push_back(formula(*text, {.text = {},
                                                       .dim = draft.task.info.dim,
                                                       .constants = constantsOf(node),
                                                       .condition = true,
                                                       .tolerance = tolerance}));
    }
    draft.task.info.constraints = isize(draft.task.constraints);
  }

  /// Shift, scale and rotation, as functions and formulas have them.
  void readTransform(const Document& node, int dim, std::vector<double>& shift, std::vector<double>& scale,
                     Matrix& rotation) {
    if (const Document* given = node.get("shift")) shift = each(*given, "shift", dim);
    if (const Document* given = node.get("scale")) {
      scale = each(*given, "scale", dim);
      if (std::ranges::find(scale, 0.0) != scale.end()) given->fail("'scale' must not be 0");
    }
    if (const Document* given = node.get("condition")) {
      const double condition = given->number("condition", 1.0, 1e12);
      if (scale.empty()) scale.assign(dim, 1.0);
      for (int j = 1; j < dim; ++j) scale[j] *= std::pow(condition, 0.5 * ratio(j, dim - 1));
    }
    const Document* given = node.get("rotation");
    if (given == nullptr || given->text("rotation") == "none") return;
    const std::string& kind = given->text("rotation");
    if (kind != "own" && kind != "shared") given->fail(R"('rotation' must be "none", "own" or "shared")");
    if (dim > kMostRotated)
      given->fail(fmt::format("a task of more than {} variables cannot be rotated", kMostRotated));
    numbers_ += static_cast<std::size_t>(dim) * static_cast<std::size_t>(dim);
    if (numbers_ > kMostNumbers)
      given->fail("the rotations of all tasks need more than 800 MB; rotate fewer or smaller tasks");
    if (kind == "own") {
      Rng rng = read_.stream.derive(2).derive(read_.tasks.size());
      rotation = randomRotation(dim, rng);
      return;
    }
    Matrix& shared = shared_[dim];
    if (shared.empty()) {
      Rng rng = read_.stream.derive(1).derive(static_cast<std::uint64_t>(dim));
      shared = randomRotation(dim, rng);
    }
    rotation = shared;
  }

  void readFunction(const Document& node, TaskDraft& draft) {
    const TaskInfo& info = draft.task.info;
    FunctionTask& task = draft.function;
    std::vector<double> shift;
    std::vector<double> scale;
    Matrix rotation;
    readTransform(node, info.dim, shift, scale, rotation);
    const double bias = numberOr(node, "bias", 0.0, -1e300, 1e300);
    const Document* optimum = node.get("optimum");
    if (optimum != nullptr && !shift.empty()) optimum->fail("give either 'shift' or 'optimum'");
    for (const char* other : {"front", "hv_reference", "constants"}) {
      const bool used = std::string(other) == "constants" && node.get("constraints") != nullptr;
      if (const Document* given = node.get(other); given != nullptr && !used)
        given->fail(fmt::format("'{}' belongs to tasks of formulas", other));
    }
    draft.place = read_.relation.given && optimum == nullptr && shift.empty();
    const bool moved = draft.place || optimum != nullptr || !shift.empty() || !scale.empty() || !rotation.empty();
    if (draft.known->fixed && moved) {
      node.fail(
          "'Schwefel' falls without end beyond its box, so it cannot be moved, scaled or rotated; take "
          "'Modified-Schwefel'");
    }
    task = makeTask(draft.known->base, info.dim, 0.0, 0.0, std::move(shift), std::move(rotation), bias);
    task.name = info.name;
    task.scale = std::move(scale);
    task.lowerEach = info.lower;
    task.upperEach = info.upper;
    task.optimum = minimiser(task, optimumCoordinate(draft.known->base));
    if (optimum != nullptr) {
      const std::vector<double> place = each(*optimum, "optimum", info.dim);
      for (int j = 0; j < info.dim; ++j) {
        if (place[j] < info.lower[j] || place[j] > info.upper[j]) optimum->fail("'optimum' lies outside the bounds");
      }
      moveTo(task, place);
    }
    draft.similarityNode = node.get("similarity");
    if (draft.similarityNode != nullptr) {
      draft.similarity = draft.similarityNode->number("similarity", -1.0, 1.0);
    } else if (read_.tasks.size() > 1) {
      draft.similarity = read_.relation.similarity;
      draft.similarityNode = read_.relation.similarityNode;
    }
  }

  void readFormulas(const Document& node, const Document& f, TaskDraft& draft) {
    TaskInfo& info = draft.task.info;
    for (const char* other : {"bias", "similarity"}) {
      if (const Document* given = node.get(other)) given->fail(fmt::format("'{}' belongs to tasks of a 'base'", other));
    }
    for (const Document* text : texts(f, "f")) {
      draft.task.objectives.push_back(formula(*text, {.text = {}, .dim = info.dim, .constants = constantsOf(node)}));
    }
    info.objectives = isize(draft.task.objectives);
    readTransform(node, info.dim, draft.task.shift, draft.task.scale, draft.task.rotation);
    Reference& known = draft.task.known;
    if (const Document* optimum = node.get("optimum")) {
      if (info.objectives > 1) optimum->fail("'optimum' belongs to tasks of one objective; give 'front'");
      known.optimumPoint = each(*optimum, "optimum", info.dim);
      known.hasOptimum = true;
      for (int j = 0; j < info.dim; ++j) {
        if (known.optimumPoint[j] < info.lower[j] || known.optimumPoint[j] > info.upper[j]) {
          optimum->fail("'optimum' lies outside the bounds");
        }
      }
    }
    if (const Document* reference = node.get("hv_reference")) {
      if (info.objectives < 2) reference->fail("'hv_reference' belongs to tasks of several objectives");
      known.hvReference = each(*reference, "hv_reference", info.objectives);
    }
    if (const Document* front = node.get("front")) {
      if (info.objectives < 2) front->fail("'front' belongs to tasks of several objectives");
      if (!front->isList() || front->items().empty()) front->fail("'front' must be a list of points");
      known.front = Matrix(isize(front->items()), info.objectives);
      for (int i = 0; i < known.front.rows(); ++i) {
        const Document& point = front->items()[i];
        if (!point.isList()) point.fail("a point of 'front' must be a list of numbers");
        std::ranges::copy(each(point, "front", info.objectives), known.front.row(i).begin());
      }
    }
  }

  const Document& root_;
  Description read_;
  std::map<int, Matrix> shared_;
  std::size_t numbers_ = 0;
};

}  // namespace

Description readDescription(const Document& root) {
  return Reader(root).read();
}

void moveTo(FunctionTask& task, const std::vector<double>& place) {
  if (task.shift.empty()) task.shift.assign(place.size(), 0.0);
  for (std::size_t j = 0; j < place.size(); ++j) task.shift[j] += place[j] - task.optimum[j];
  task.optimum = place;
}

std::vector<std::string> composerFunctions() {
  std::vector<std::string> names;
  for (const KnownFunction& k : kKnown) names.emplace_back(k.name);
  return names;
}

}  // namespace tandem::prob
