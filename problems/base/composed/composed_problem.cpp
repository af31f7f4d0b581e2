// SPDX-License-Identifier: Apache-2.0
#include "problems/base/composed/composed_problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <memory>
#include <numeric>
#include <optional>

#include "problems/base/composed/formula.h"
#include "problems/base/functions/function_problem.h"
#include "problems/base/functions/tile.h"
#include "problems/base/instances/instance_data.h"
#include "tandem/error.h"
#include "tandem/linalg.h"
#include "tandem/registry.h"
#include "tandem/stats.h"

namespace tandem::prob {

namespace {

constexpr int kMostTasks = 10'000;
constexpr int kMostDim = 100'000;
constexpr int kMostRotated = 2'000;                // variables: a rotation has their square of numbers
constexpr std::size_t kMostNumbers = 100'000'000;  // of all rotations together
constexpr int kMostMatched = 1'000;                // tasks whose similarity is sought

struct Known {
  const char* name;
  Base base;
  double bound;        // of the box where the description gives none
  bool fixed = false;  // has its minimum within its box only
};
constexpr Known kKnown[] = {
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

/// One task as it will be evaluated.
struct ComposedTask {
  TaskInfo info;
  int base = -1;  // task of the function problem; -1: formulas
  std::vector<Formula> objectives;
  std::vector<double> shift, scale;  // of formulas; empty: none
  Matrix rotation;
  std::vector<Formula> constraints;
  double noise = 0.0;
  Reference known;
};

class ComposedProblem final : public Problem {
 public:
  ComposedProblem(std::string title, std::vector<ComposedTask> tasks, std::shared_ptr<const FunctionProblem> functions,
                  std::int64_t budget, int population)
      : composed_(std::move(tasks)), functions_(std::move(functions)) {
    title_ = std::move(title);
    defaultBudget_ = budget;
    defaultPopulation_ = population;
    for (const ComposedTask& t : composed_) {
      tasks_.push_back(t.info);
      stochastic_ = stochastic_ || t.noise > 0.0;
    }
  }

  void evaluate(int task, ConstMatView x, MatView objectives, MatView constraints, EvalContext& ctx) const override {
    const ComposedTask& t = composed_[task];
    if (t.base >= 0) {
      functions_->evaluate(t.base, x, objectives, {}, ctx);
    } else {
      evaluateFormulas(t, x, objectives, ctx.workspace);
    }
    if (!t.constraints.empty()) values(t.constraints, x, constraints);
    if (t.noise > 0.0) {
      for (int i = 0; i < x.rows; ++i) {
        Rng rng = ctx.noise(i);
        for (double& f : objectives.row(i)) f += t.noise * rng.normal();
      }
    }
  }

  [[nodiscard]] std::shared_ptr<const DeviceForm> deviceForm() const override {
    const auto plain = [](const ComposedTask& t) { return t.base >= 0 && t.constraints.empty() && t.noise == 0.0; };
    return std::ranges::all_of(composed_, plain) ? functions_->deviceForm() : nullptr;
  }

  [[nodiscard]] Reference reference(int task) const override {
    const ComposedTask& t = composed_[task];
    Reference reference = t.base >= 0 ? functions_->reference(t.base) : t.known;
    if (t.base < 0 && !reference.optimumPoint.empty()) {
      Matrix value(1, t.info.objectives);
      Workspace ws;
      evaluateFormulas(t, {reference.optimumPoint.data(), 1, t.info.dim}, value, ws);
      reference.optimum = value(0, 0);
    }
    if (reference.hasOptimum && !t.constraints.empty()) {
      Matrix g(1, isize(t.constraints));
      values(t.constraints, {reference.optimumPoint.data(), 1, t.info.dim}, g);
      for (const double v : g.values()) {
        if (!(v <= 0.0)) return {};
      }
    }
    return reference;
  }

 private:
  static void values(const std::vector<Formula>& formulas, ConstMatView x, MatView out) {
    for (int k = 0; k < isize(formulas); ++k) {
      Formula::Loan formula(formulas[k]);
      for (int i = 0; i < x.rows; ++i) out(i, k) = formula(x.row(i));
    }
  }

  static void evaluateFormulas(const ComposedTask& t, ConstMatView x, MatView objectives, Workspace& ws) {
    if (t.shift.empty() && t.scale.empty() && t.rotation.empty()) {
      values(t.objectives, x, objectives);
      return;
    }
    Workspace::Frame frame(ws);
    const MatView z = frame.matrix(x.rows, x.cols);
    for (int i = 0; i < x.rows; ++i) {
      for (int j = 0; j < x.cols; ++j) {
        const double y = x(i, j) - (t.shift.empty() ? 0.0 : t.shift[j]);
        z(i, j) = t.scale.empty() ? y : y * t.scale[j];
      }
    }
    if (t.rotation.empty()) {
      values(t.objectives, z, objectives);
      return;
    }
    const MatView rotated = frame.matrix(x.rows, x.cols);
    // Row by row: the value of a point must not depend on how many come with it.
    for (int i = 0; i < x.rows; ++i) linalg::multiply(t.rotation, z.row(i), rotated.row(i));
    values(t.objectives, rotated, objectives);
  }

  std::vector<ComposedTask> composed_;
  std::shared_ptr<const FunctionProblem> functions_;
};

/// f(R s y + z*) of y, the way from the minimiser.
struct Term {
  TileFunction function;
  std::vector<double> scale;
  Matrix rotation;
  double place = 0.0;  // every coordinate of z*
};
TileFunction makeMix(std::shared_ptr<const Term> own, std::shared_ptr<const Term> other, double ownWeight,
                     double otherWeight) {
  return [own = std::move(own), other = std::move(other), ownWeight, otherWeight](ConstMatView y, std::span<double> f,
                                                                                  Workspace& ws) {
    Workspace::Frame frame(ws);
    const MatView scaled = frame.matrix(y.rows, y.cols);
    const MatView turned = frame.matrix(y.rows, y.cols);
    const std::span<double> value = frame.doubles(f.size());
    std::ranges::fill(f, 0.0);
    for (const auto& [term, weight] : {std::pair{own.get(), ownWeight}, std::pair{other.get(), otherWeight}}) {
      for (int j = 0; j < y.rows; ++j) {
        const double s = term->scale.empty() ? 1.0 : term->scale[j];
        for (int c = 0; c < y.cols; ++c) scaled(j, c) = s * y(j, c);
      }
      if (!term->rotation.empty()) linalg::multiply(term->rotation, scaled, turned);
      const MatView z = term->rotation.empty() ? scaled : turned;
      if (term->place != 0.0) {
        for (int j = 0; j < z.rows; ++j) {
          for (double& v : z.row(j)) v += term->place;
        }
      }
      term->function(z, value, ws);
      for (std::size_t c = 0; c < f.size(); ++c) f[c] += weight * value[c];
    }
  };
}

double rankCorrelation(const std::vector<double>& a, const std::vector<double>& b) {
  const double meanA = stats::mean(a);
  const double meanB = stats::mean(b);
  double ab = 0.0;
  double aa = 0.0;
  double bb = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - meanA) * (b[i] - meanB);
    aa += (a[i] - meanA) * (a[i] - meanA);
    bb += (b[i] - meanB) * (b[i] - meanB);
  }
  return aa > 0.0 && bb > 0.0 ? ab / std::sqrt(aa * bb) : 0.0;
}

double deviation(const std::vector<double>& values) {
  const double mean = stats::mean(values);
  double sum = 0.0;
  for (const double v : values) sum += (v - mean) * (v - mean);
  return std::sqrt(sum / static_cast<double>(values.size()));
}

/// Reads a description and makes its tasks.
class Composer {
 public:
  explicit Composer(const Document& root) : root_(root) {}

  BuiltProblem compose() {
    root_.allow({"name", "about", "seed", "budget", "population", "relation", "task"});
    const Document* name = root_.get("name");
    if (name == nullptr) root_.fail("the description needs a 'name'; results are called by it");
    const std::string title = nameOf(*name, "name");
    if (const Document* about = root_.get("about")) (void)about->text("about");
    const Document* seed = root_.get("seed");
    stream_ =
        Rng(hashText("Composed", seed == nullptr ? 1 : static_cast<std::uint64_t>(seed->whole("seed", 0, INT64_MAX))));
    readRelation();
    readTasks();
    if (placed_) placeOptima();
    match();
    return build(title);
  }

 private:
  /// A task on its way.
  struct Draft {
    const Document* node = nullptr;
    ComposedTask task;
    const Known* known = nullptr;  // null: formulas
    FunctionTask function;
    bool place = false;  // by [relation]
    std::optional<double> similarity;
    const Document* similarityNode = nullptr;
  };

  static std::string nameOf(const Document& node, const std::string& what) {
    const std::string& text = node.text(what);
    const bool bad = std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    if (text.empty() || text.size() > 200 || bad || text.find_first_of("*?") != std::string::npos) {
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

  /// A text, or a list of texts that is not empty.
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
    placed_ = true;
    overlap_ = numberOr(*relation, "overlap", overlap_, 0.0, 1.0);
    spread_ = numberOr(*relation, "spread", spread_, 0.0, 1.0);
    margin_ = numberOr(*relation, "margin", margin_, 0.0, 0.49);
    if (const Document* node = relation->get("similarity")) {
      similarity_ = node->number("similarity", -1.0, 1.0);
      similarityNode_ = node;
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
      if (isize(drafts_) + copies > kMostTasks) node.fail(fmt::format("these are more than {} tasks", kMostTasks));
      for (int k = 0; k < copies; ++k) readTask(node, k, copies);
    }
  }

  void readTask(const Document& node, int copy, int copies) {
    Draft& draft = drafts_.emplace_back();
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
                : fallback.empty() ? "T" + std::to_string(isize(drafts_))
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

  const Known& find(const Document& node) const {
    const std::string& name = node.text("base");
    for (const Known& k : kKnown) {
      if (normalName(k.name) == normalName(name)) return k;
    }
    const std::vector<std::string> near = nearestNames(name, composerFunctions(), 2);
    node.fail(fmt::format("there is no function '{}'; did you mean '{}' or '{}'?", name, near[0], near[1]));
  }

  static void readBox(const Document& node, Draft& draft) {
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

  static void readConstraints(const Document& node, Draft& draft) {
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
    if (kind != "own" && kind != "shared") given->fail("'rotation' must be \"none\", \"own\" or \"shared\"");
    if (dim > kMostRotated)
      given->fail(fmt::format("a task of more than {} variables cannot be rotated", kMostRotated));
    numbers_ += static_cast<std::size_t>(dim) * static_cast<std::size_t>(dim);
    if (numbers_ > kMostNumbers)
      given->fail("the rotations of all tasks need more than 800 MB; rotate fewer or smaller tasks");
    if (kind == "own") {
      Rng rng = stream_.derive(2).derive(drafts_.size());
      rotation = randomRotation(dim, rng);
      return;
    }
    Matrix& shared = shared_[dim];
    if (shared.empty()) {
      Rng rng = stream_.derive(1).derive(static_cast<std::uint64_t>(dim));
      shared = randomRotation(dim, rng);
    }
    rotation = shared;
  }

  void readFunction(const Document& node, Draft& draft) {
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
    draft.place = placed_ && optimum == nullptr && shift.empty();
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
    } else if (drafts_.size() > 1) {
      draft.similarity = similarity_;
      draft.similarityNode = similarityNode_;
    }
  }

  static void moveTo(FunctionTask& task, const std::vector<double>& place) {
    if (task.shift.empty()) task.shift.assign(place.size(), 0.0);
    for (std::size_t j = 0; j < place.size(); ++j) task.shift[j] += place[j] - task.optimum[j];
    task.optimum = place;
  }

  void readFormulas(const Document& node, const Document& f, Draft& draft) {
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

  /// Places the minimisers: alike in the unified space in a share of the coordinates, apart in the others.
  void placeOptima() {
    int width = 0;
    for (const Draft& d : drafts_) width = std::max(width, d.task.info.dim);
    Rng rng = stream_.derive(3);
    std::vector<double> common(width);
    for (double& u : common) u = rng.uniform(margin_, 1.0 - margin_);
    std::vector<int> rank(width);
    rng.permutation(rank);
    const int alike = nearest(overlap_ * width);
    bool first = true;
    for (int t = 0; t < isize(drafts_); ++t) {
      Draft& draft = drafts_[t];
      if (!draft.place) continue;
      Rng own = rng.derive(static_cast<std::uint64_t>(t));
      const TaskInfo& info = draft.task.info;
      std::vector<double> place(info.dim);
      for (int j = 0; j < info.dim; ++j) {
        double u = common[j];
        if (!first && rank[j] >= alike) {
          u += spread_ * own.uniform(-1.0, 1.0);
          // What would leave the room for optima is thrown back into it.
          if (u < margin_) u = 2.0 * margin_ - u;
          if (u > 1.0 - margin_) u = 2.0 * (1.0 - margin_) - u;
          u = std::clamp(u, margin_, 1.0 - margin_);
        }
        place[j] = info.lower[j] + u * (info.upper[j] - info.lower[j]);
      }
      moveTo(draft.function, place);
      first = false;
    }
  }

  /// Values of a task over the sample of the unified space that `tandem show` compares tasks by.
  static std::vector<double> sampled(const FunctionTask& task, const Draft& draft, const Matrix& unified) {
    const TaskInfo& info = draft.task.info;
    Matrix x(unified.rows(), info.dim);
    for (int i = 0; i < x.rows(); ++i) {
      for (int j = 0; j < info.dim; ++j) x(i, j) = info.lower[j] + unified(i, j) * (info.upper[j] - info.lower[j]);
    }
    const FunctionProblem problem({task}, 1);
    Matrix f(x.rows(), 1);
    Workspace ws;
    EvalContext context{ws};
    problem.evaluate(0, x, f, {}, context);
    return {f.values().begin(), f.values().end()};
  }

  /// Mixes as much of the first task into the others as gives them the similarity that was asked for.
  void match() {
    const Draft& first = drafts_.front();
    int matched = 0;
    Matrix unified;
    std::vector<double> ranks;
    std::vector<double> values;
    for (int t = 0; t < isize(drafts_); ++t) {
      Draft& draft = drafts_[t];
      if (!draft.similarity) continue;
      const Document& at = *draft.similarityNode;
      if (t == 0) at.fail("'similarity' is that to the first task; leave it out there");
      const int dim = draft.task.info.dim;
      if (first.known == nullptr || first.task.info.dim != dim) {
        at.fail("'similarity' needs a first task of a 'base' and as many variables");
      }
      if (first.known->fixed || draft.known->fixed)
        at.fail("'similarity' cannot be had with 'Schwefel'; take 'Modified-Schwefel'");
      if (++matched > kMostMatched)
        at.fail(fmt::format("more than {} tasks with a similarity are refused", kMostMatched));
      if (unified.empty()) {
        constexpr int kPoints = 10'000;
        unified = Matrix(std::clamp(2'000'000 / dim, 1'000, kPoints), dim);
        Rng(hashText("similarity sample")).fillUniform(unified.values());
        values = sampled(first.function, first, unified);
        ranks = stats::midRanks(values);
      }
      mix(draft, first, unified, ranks, deviation(values), t);
    }
  }

  static void mix(Draft& draft, const Draft& first, const Matrix& unified, const std::vector<double>& ranks,
                  double firstDeviation, int t) {
    const TaskInfo& info = draft.task.info;
    const TaskInfo& theirs = first.task.info;
    // The first task seen in this one's box, with its minimum at this one's place.
    auto other = std::make_shared<Term>();
    other->function = first.function.objective;
    other->rotation = first.function.rotation;
    other->place = optimumCoordinate(first.known->base);
    other->scale.resize(info.dim);
    for (int j = 0; j < info.dim; ++j) {
      other->scale[j] = (first.function.scale.empty() ? 1.0 : first.function.scale[j]) *
                        (theirs.upper[j] - theirs.lower[j]) / (info.upper[j] - info.lower[j]);
    }
    auto own = std::make_shared<Term>();
    own->function = draft.function.objective;
    own->rotation = draft.function.rotation;
    own->place = optimumCoordinate(draft.known->base);
    own->scale = draft.function.scale;
    FunctionTask mixed = draft.function;
    mixed.shift = draft.function.optimum;
    mixed.scale.clear();
    mixed.rotation = {};
    mixed.deviceParts.clear();
    const auto weighted = [&](double ownWeight, double otherWeight) {
      mixed.objective = makeMix(own, other, ownWeight, otherWeight);
      return mixed;
    };
    const std::vector<double> a = sampled(weighted(1.0, 0.0), draft, unified);
    const std::vector<double> b = sampled(weighted(0.0, 1.0), draft, unified);
    const double ratioOfDeviations = deviation(a) / firstDeviation;
    std::vector<double> sum(a.size());
    const auto similarity = [&](double w) {
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] = (1.0 - w) * a[i] + w * ratioOfDeviations * b[i];
      return rankCorrelation(stats::midRanks(sum), ranks);
    };
    const double wanted = *draft.similarity;
    constexpr double kNear = 0.005;
    double low = 0.0;
    double high = 1.0;
    const double least = similarity(low);
    const double most = similarity(high);
    if (wanted < std::min(least, most) - kNear || wanted > std::max(least, most) + kNear) {
      draft.similarityNode->fail(
          fmt::format("the similarity of task {} to the first can be from {:.3f} to {:.3f} with these "
                      "functions and optima, not {}",
                      t + 1, std::min(least, most), std::max(least, most), formatReal(wanted)));
    }
    if (most < least) std::swap(low, high);
    for (int k = 0; k < 30; ++k) {
      const double middle = 0.5 * (low + high);
      (similarity(middle) < wanted ? low : high) = middle;
    }
    const double w = 0.5 * (low + high);
    draft.function = weighted(1.0 - w, w * ratioOfDeviations);
  }

  BuiltProblem build(const std::string& title) {
    std::vector<FunctionTask> functions;
    std::vector<ComposedTask> tasks;
    Arrays arrays;
    for (int t = 0; t < isize(drafts_); ++t) {
      Draft& draft = drafts_[t];
      if (draft.known != nullptr) {
        draft.task.base = isize(functions);
        const std::vector<double>& shift = draft.function.shift;
        Matrix row(1, isize(shift));
        std::ranges::copy(shift, row.values().begin());
        arrays["shift" + std::to_string(t + 1)] = std::move(row);
        functions.push_back(std::move(draft.function));
      }
      tasks.push_back(std::move(draft.task));
    }
    const Document* budget = root_.get("budget");
    const Document* population = root_.get("population");
    const std::int64_t evaluations =
        budget != nullptr ? budget->whole("budget", 1, 1'000'000'000'000) : std::int64_t{50'000} * isize(tasks);
    const auto individuals =
        population != nullptr ? static_cast<int>(population->whole("population", 1, 1'000'000)) : 100;
    BuiltProblem built;
    built.problem = std::make_shared<ComposedProblem>(
        title, std::move(tasks), std::make_shared<const FunctionProblem>(std::move(functions), evaluations),
        evaluations, individuals);
    built.instance = Instance::Official;  // the description is all there is
    built.checksum = fmt::format("{:016x}", hashText(root_.canonical() + arraysChecksum(arrays)));
    return built;
  }

  const Document& root_;
  Rng stream_{1};
  bool placed_ = false;  // there is a [relation]
  double overlap_ = 1.0;
  double spread_ = 0.25;
  double margin_ = 0.1;
  std::optional<double> similarity_;
  const Document* similarityNode_ = nullptr;
  std::deque<Draft> drafts_;
  std::map<int, Matrix> shared_;
  std::size_t numbers_ = 0;
};

}  // namespace

std::vector<std::string> composerFunctions() {
  std::vector<std::string> names;
  for (const Known& k : kKnown) names.emplace_back(k.name);
  return names;
}

BuiltProblem composeProblem(const Document& description) {
  return Composer(description).compose();
}

}  // namespace tandem::prob
