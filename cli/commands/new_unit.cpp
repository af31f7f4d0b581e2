// SPDX-License-Identifier: Apache-2.0
// Writes the skeleton of a plug-in: one source file, its build, and a test.
#include <fmt/format.h>

#include <cctype>
#include <filesystem>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "cli/command.h"
#include "cli/output.h"
#include "tandem/error.h"
#include "tandem/version.h"

namespace tandem::cli::new_unit {
namespace {

namespace fs = std::filesystem;

constexpr const char* kAlgorithm = R"(// What @NAME@ does, in a sentence or two.
// A. Author, B. Author, Title of the paper, Venue, year, doi:...
#include <vector>

#include "tandem/algorithm.h"
#include "tandem/operators.h"

namespace tandem::alg::@UNIT@ {
namespace {

class @CLASS@ final : public Algorithm {
  double rmp_ = 0.3;
  op::GaVariation variation_;

  void params(ParamVisitor& p) override {
    p.real("rmp", rmp_, {.min = 0, .max = 1, .doc = "probability of mating with another task"});
    variation_.params(p);
  }

  void run(RunContext& ctx) override {
    std::vector<Population> pops = op::initPerTask(ctx);  // one population per task, evaluated
    Population off = pops.front().like(pops.front().size() + 1);
    while (ctx.running(pops)) {
      for (Population& pop : pops) {
        const int t = pop.task(0);
        op::gaOffspring(ctx, pop, off, variation_);
        for (int i = 0; i < off.size(); ++i) {
          int donor = t;
          if (ctx.taskCount() > 1 && ctx.rng().chance(rmp_)) {
            // The transfer of this skeleton: a random individual of another task crosses with the child.
            while (donor == t) donor = ctx.rng().below(ctx.taskCount());
            const Population& other = pops[donor];
            op::binomial(ctx.rng(), off.x(i), other.x(ctx.rng().below(other.size())), 0.5, off.x(i));
          }
          off.setOrigin(i, t, donor);  // tags whose knowledge went in; telemetry follows from that alone
        }
        ctx.evaluate(off);
        op::selectElitist(ctx, pop, off);
      }
    }
  }
};

}  // namespace

TANDEM_ALGORITHM(@CLASS@, .name = "@NAME@", .family = "multitask, multi-population",
                 .labels = MultiTask | SingleObjective | Unconstrained | Constrained, .twin = "GA", .minPopulation = 2,
                 .citation = {"A. Author", "Title of the paper", "Venue", 2026, ""},
                 .doc = "What it does, in a sentence.")

}  // namespace tandem::alg::@UNIT@
)";

constexpr const char* kProblem = R"(// What @NAME@ is, and where it comes from.
#include <memory>

#include "tandem/catalogue.h"

namespace tandem::prob::@UNIT@ {
namespace {

class @CLASS@ final : public Problem {
 public:
  explicit @CLASS@(int dim) {
    const auto d = static_cast<std::size_t>(dim);
    for (const char* name : {"first", "second"}) {
      tasks_.push_back(
          {.name = name, .dim = dim, .lower = std::vector<double>(d, -1.0), .upper = std::vector<double>(d, 1.0)});
    }
    defaultBudget_ = 20000;
    defaultPopulation_ = 50;
  }

  // A batch of points, one a row, in real units. Must not depend on the other rows.
  void evaluate(int task, ConstMatView x, MatView objectives, MatView /*constraints*/,
                EvalContext& /*ctx*/) const override {
    const double centre = task == 0 ? 0.0 : 0.1;
    for (int i = 0; i < x.rows; ++i) {
      double sum = 0.0;
      for (const double v : x.row(i)) sum += (v - centre) * (v - centre);
      objectives(i, 0) = sum;
    }
  }
};

class Builder final : public ProblemBuilder {
  int dim_ = 10;

 public:
  void params(ParamVisitor& p) override { p.integer("dim", dim_, {.min = 1, .max = 10000, .doc = "variables"}); }
  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    BuiltProblem built;
    built.problem = std::make_shared<@CLASS@>(dim_);
    built.instance = Instance::Official;  // nothing to import
    return built;
  }
};

}  // namespace

void registerUnit(Catalogue& catalogue) {
  ProblemInfo info;
  info.name = "@NAME@";
  info.suite = "@NAME@";
  info.labels = MultiTask | SingleObjective | Unconstrained;
  info.citation = {"A. Author", "Title of the paper", "Venue", 2026, ""};
  info.doc = "What it is, in a sentence";
  info.make = [] { return std::make_unique<Builder>(); };
  catalogue.problems.add(std::move(info));
}

}  // namespace tandem::prob::@UNIT@
)";

constexpr const char* kMetric = R"(// How @NAME@ is defined, and where.
#include "tandem/metric.h"

namespace tandem::met::@UNIT@ {
namespace {

class @CLASS@ final : public Metric {
  // One value per algorithm, repetition, row (task) and checkpoint that is asked for; NaN where it is not defined.
  [[nodiscard]] MetricOutput compute(const MetricInput& input) const override {
    MetricOutput out = emptyOutput(input, isize(input.problem.tasks));
    for (int a = 0; a < isize(input.cells); ++a) {
      const CellData& cell = *input.cells[a];
      for (int rep = 0; rep < cell.repetitions; ++rep) {
        for (int task = 0; task < cell.tasks; ++task) {
          for (int k = 0; k < out.checkpoints; ++k) {
            out.at(a, rep, task, k) = cell.objective[cell.at(rep, task, checkpointOf(input, cell, k))];  // the best so far
          }
        }
      }
    }
    return out;
  }
};

}  // namespace

TANDEM_METRIC(@CLASS@, .name = "@NAME@", .labels = SingleObjective, .doc = "Its definition, in a sentence.")

}  // namespace tandem::met::@UNIT@
)";

constexpr const char* kBuild = R"(cmake_minimum_required(VERSION 3.25)
project(@UNIT@ LANGUAGES CXX)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
find_package(tandem @VERSION@ REQUIRED)

tandem_add_plugin(@UNIT@ @UNIT@.cpp)
set_target_properties(@UNIT@ PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/plugins)

enable_testing()
add_test(NAME is_known COMMAND ${tandem_PROGRAM} show @NAME@ --plugin-dir ${CMAKE_CURRENT_BINARY_DIR}/plugins)
add_test(NAME works COMMAND ${tandem_PROGRAM} @TRY@ --plugin-dir ${CMAKE_CURRENT_BINARY_DIR}/plugins)
set_tests_properties(is_known works PROPERTIES FAIL_REGULAR_EXPRESSION "left out")
)";

constexpr const char* kReadme = R"(# @NAME@

```
cmake -S . -B build -DCMAKE_PREFIX_PATH=<where Tandem is installed>
cmake --build build && ctest --test-dir build
tandem show @NAME@ --plugin-dir build/plugins
```

`@UNIT@.cpp` has the form of Tandem's own sources. To have it found without `--plugin-dir`, copy `build/plugins/@UNIT@.so` to
`~/.local/share/tandem/plugins` or name the folder in `TANDEM_PLUGIN_PATH`.
)";

constexpr const char* kDescription =
    R"toml(# @NAME@: a problem that is described, not programmed. docs/composer.md explains everything.
#   tandem show @FILE@
#   tandem run -a MFEA -p @FILE@ -o results.h5
name = "@NAME@"           # results call it so
seed = 1                  # of all that is random here
budget = 100000           # evaluations of all tasks together (default: 50,000 a task)
population = 100          # individuals per task

# How the tasks of a 'base' relate. Without this table, functions have their optimum where they have it by nature.
[relation]
overlap = 0.5             # share of the coordinates in which all optima coincide (unified space): 0 none, 1 all
spread = 0.25             # how far they may lie apart in the others, as a share of the box
margin = 0.1              # optima keep that far from the border
# similarity = 0.6        # rank correlation of each task with the first one; reached by mixing that one in

[[task]]
name = "first"
base = "Rastrigin"        # a function; docs/composer.md lists them
dim = 20
# lower = -50             # bounds: a number, or a list of one per variable
# upper = 50
rotation = "own"          # none, own (each task another one), shared
# condition = 100         # stretches the axes: ratio of the largest to the smallest curvature
# bias = 0                # added to the value
# noise = 0.1             # standard deviation of what is added at random

[[task]]
name = "others"
base = ["Sphere", "Ackley"]   # take turns
count = 2                     # so many tasks
dim = 20
rotation = "shared"
constraints = ["sum(x^2) >= 1", "x[0] <= 40"]

# A task of your own: any formula over x[0] to x[n-1]; sum, prod, mean, min, max and norm fold over all of them.
[[task]]
name = "formula"
f = "a*sum(x^2) + sin(x[0]) + sum(x[i]*x[i+1], 0, n-2)"
constants = { a = 2.5 }
dim = 10
lower = -5
upper = 5
constraints = ["x[0] + x[1] >= -8", "x[2] - x[3] - 6"]   # a formula alone is to be 0 at most
)toml";

constexpr const char* kKinds = "algorithm|problem|metric";

struct Kind {
  const char* source;
  const char* tryIt;
};

std::string filled(std::string text, const std::map<std::string, std::string>& values) {
  for (const auto& [key, value] : values) {
    const std::string mark = "@" + key + "@";
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size())) {
      text.replace(at, mark.size(), value);
    }
  }
  return text;
}

/// All of them, or none.
void writeAll(const fs::path& folder, const std::vector<std::pair<std::string, std::string>>& files) {
  std::error_code error;
  const bool made = fs::create_directories(folder, error);
  if (error) throw InputError("The folder '" + folder.string() + "' could not be made: " + error.message() + ".");
  try {
    for (const auto& [name, text] : files) writeFile((folder / name).string(), text);
  } catch (...) {
    for (const auto& [name, text] : files) fs::remove(folder / name, error);
    if (made) fs::remove(folder, error);
    throw;
  }
}

/// Names that cannot name a namespace, or would hide what the skeletons use.
bool isTaken(const std::string& unit) {
  static const std::set<std::string> taken{
      "alignas",     "alignof",   "and",        "and_eq",    "asm",      "auto",         "bitand",
      "bitor",       "bool",      "break",      "case",      "catch",    "char",         "char8_t",
      "char16_t",    "char32_t",  "class",      "compl",     "concept",  "const",        "consteval",
      "constexpr",   "constinit", "const_cast", "continue",  "co_await", "co_return",    "co_yield",
      "decltype",    "default",   "delete",     "do",        "double",   "dynamic_cast", "else",
      "enum",        "explicit",  "export",     "extern",    "false",    "float",        "for",
      "friend",      "goto",      "if",         "inline",    "int",      "long",         "mutable",
      "namespace",   "new",       "noexcept",   "not",       "not_eq",   "nullptr",      "operator",
      "or",          "or_eq",     "private",    "protected", "public",   "register",     "reinterpret_cast",
      "requires",    "return",    "short",      "signed",    "sizeof",   "static",       "static_assert",
      "static_cast", "struct",    "switch",     "template",  "this",     "thread_local", "throw",
      "true",        "try",       "typedef",    "typeid",    "typename", "union",        "unsigned",
      "using",       "virtual",   "void",       "volatile",  "wchar_t",  "while",        "xor",
      "xor_eq",      "alg",       "linux",      "met",       "moo",      "op",           "prob",
      "stats",       "std",       "tandem",     "unix"};
  return taken.contains(unit);
}

/// Classes that the skeletons use; a class of the same name would hide them.
bool isKnownClass(const std::string& name) {
  static const std::set<std::string> known{"Algorithm", "Builder",    "Catalogue", "Matrix",
                                           "Metric",    "Population", "Problem"};
  return known.contains(name);
}

/// A plug-in with a name that Tandem has would be left out when it is loaded.
void refuseTaken(const std::string& kind, const std::string& name) {
  const Catalogue catalogue = builtinCatalogue();
  const bool taken = kind == "algorithm" ? catalogue.algorithms.contains(name)
                     : kind == "problem" ? catalogue.problems.contains(name)
                                         : catalogue.metrics.contains(name);
  if (taken) throw InputError("Tandem has the " + kind + " '" + name + "' already; choose another name.");
}

/// A description instead of a plug-in: one file, NAME.toml unless DIR names another.
int describe(const std::string& name, const std::string& unit, std::string file) {
  if (file.empty()) file = unit;
  if (!file.ends_with(".toml")) file += ".toml";
  std::error_code error;
  if (fs::exists(file, error)) throw InputError("'" + file + "' exists already; name another file.");
  writeFile(file, filled(kDescription, {{"NAME", name}, {"FILE", file}}));
  print(fmt::format(
      "{0}: a problem to begin with. Look at it and try it:\n  tandem show {0}\n  tandem run -a MFEA -p {0} "
      "-r 2 -o results.h5\n",
      file));
  return 0;
}

int run(const Arguments& args) {
  const std::map<std::string, Kind> kinds = {
      {"algorithm", {kAlgorithm, "run -a @NAME@ -p Func-Sphere:dim=5 -e 1000 -r 2 --force -o algorithm.h5"}},
      {"problem", {kProblem, "run -a GA -p @NAME@ -e 1000 -r 2 --force -o problem.h5"}},
      {"metric", {kMetric, "list metrics --match @NAME@"}}};
  const auto kind = kinds.find(args.text(kKinds));  // checked against the choice
  const std::string name = args.text("NAME");
  std::string unit;
  std::string className;
  bool capital = true;
  for (const char c : name) {
    const auto u = static_cast<unsigned char>(c);
    if (std::isalnum(u) != 0) {
      unit.push_back(static_cast<char>(std::tolower(u)));
      className.push_back(static_cast<char>(capital ? std::toupper(u) : std::tolower(u)));
      capital = false;
    } else if (c == '-' || c == '_' || c == '+' || c == '/') {
      unit.push_back('_');
      capital = true;
    } else {
      throw InputError("'" + name + "' cannot be a name: use letters, digits, '-' and '_'.");
    }
  }
  if (unit.empty() || std::isalpha(static_cast<unsigned char>(unit.front())) == 0 || unit.size() > 60) {
    throw InputError("'" + name + "' cannot be a name: begin with a letter, use 60 characters at most.");
  }
  if (args.has("compose")) {
    if (kind->first != "problem") args.refuse("--compose describes a problem: tandem new problem NAME --compose.");
    return describe(name, unit, args.text("DIR", ""));
  }
  refuseTaken(kind->first, name);
  const fs::path folder = args.text("DIR", unit);
  if (isTaken(unit)) unit += '_';
  if (isKnownClass(className)) className += "Unit";
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_empty(folder, error)) {
    throw InputError("'" + folder.string() + "' exists and is not empty; name another folder.");
  }
  const std::string version = versionText();
  const std::map<std::string, std::string> values = {
      {"UNIT", unit}, {"CLASS", className}, {"NAME", name}, {"VERSION", version.substr(0, version.rfind('.'))}};
  writeAll(folder, {{unit + ".cpp", filled(kind->second.source, values)},
                    {"CMakeLists.txt", filled(filled(kBuild, {{"TRY", kind->second.tryIt}}), values)},
                    {"README.md", filled(kReadme, values)}});
  print(fmt::format(
      "{0}: {1} to begin with. Build and test it:\n  cmake -S {0} -B {0}/build && cmake --build {0}/build && "
      "ctest --test-dir {0}/build\n",
      folder.string(), kind->first == "algorithm" ? "an algorithm" : "a " + kind->first));
  return 0;
}

}  // namespace

Command command() {
  return {
      .name = "new",
      .summary = "the skeleton of a plug-in (algorithm, problem, metric) or of a described problem",
      .group = Group::Extend,
      .usage = {"tandem new algorithm|problem|metric NAME [DIR]", "tandem new problem NAME --compose [FILE.toml]"},
      .details =
          R"(Makes the folder DIR (default: the name in lower case, with _ for -) with one source file that works as it
is, its build against the installed Tandem (find_package(tandem)) and a test; the README.md in it tells how
to have the plug-in found. docs/plugins.md says more.

With --compose a problem is described instead of programmed: one file in TOML with known functions,
how their tasks relate, constraints, or formulas of your own (docs/composer.md).)",
      .examples = {{"tandem new algorithm My-MFEA", "a multitask algorithm to change"},
                   {"tandem new problem Wind-Farm plugins/wind", "a problem in a folder of your choice"},
                   {"tandem new problem Mine --compose", "the description of a problem, mine.toml"}},
      .declare =
          [](Options& o) {
            o.positional(kKinds, "what to make");
            o.positional("NAME", "its name");
            o.positional("DIR",
                         "folder to make (default: the name in lower case, with _ for -), or the file of --compose");
            o.flag("compose", "a description in TOML instead of a plug-in (problems)");
          },
      .run = run};
}

}  // namespace tandem::cli::new_unit
