// SPDX-License-Identifier: Apache-2.0
// muParser reads numbers, operators and functions. What it does not know - indices, and sums over the variables - is
// resolved beforehand: a sum is written out term by term, because one long formula is evaluated faster than one formula
// in a loop; sums too long for that become a variable that a loop fills.
#include "problems/base/composed/formula.h"

#include <fmt/format.h>
#include <muParser.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <deque>
#include <numbers>
#include <optional>
#include <string_view>
#include <utility>

#include "tandem/numbers.h"
#include "tandem/params.h"
#include "tandem/registry.h"

namespace tandem::prob {

namespace {

constexpr int kMostLetters = 100'000;
constexpr int kMostTurns = 1'000'000;  // of one sum
constexpr int kDeepest = 50;
constexpr int kWrittenOut =
    15'000;  // characters of a formula up to which its sums are written out; muParser ends at 20,000
constexpr const char* kNumbersOnly =
    "the number of a variable, and the first and last of a sum, may depend on i and n only";

enum class Fold { Sum, Product, Mean, Least, Greatest, Norm };
struct FoldName {
  const char* name;
  Fold fold;
  bool ranged;  // takes a range of numbers; min and max of three arguments are those of the three
};
constexpr FoldName kFolds[] = {{"sum", Fold::Sum, true},    {"prod", Fold::Product, true},  {"mean", Fold::Mean, true},
                               {"min", Fold::Least, false}, {"max", Fold::Greatest, false}, {"norm", Fold::Norm, true}};

double square(double v) {
  return v * v;
}
double signOf(double v) {
  return v > 0.0 ? 1.0 : v < 0.0 ? -1.0 : v;
}
double modulus(double a, double b) {
  return a - b * std::floor(a / b);
}
double leastOf(const double* v, int n) {
  double least = v[0];
  for (int k = 1; k < n; ++k) least = std::isnan(least) || v[k] >= least ? least : v[k];
  return least;
}
double greatestOf(const double* v, int n) {
  double greatest = v[0];
  for (int k = 1; k < n; ++k) greatest = std::isnan(greatest) || v[k] <= greatest ? greatest : v[k];
  return greatest;
}

using Unary = double (*)(double);
using Binary = double (*)(double, double);
const std::pair<const char*, Unary> kUnary[] = {
    {"sin", std::sin},     {"cos", std::cos},     {"tan", std::tan},     {"asin", std::asin}, {"acos", std::acos},
    {"atan", std::atan},   {"sinh", std::sinh},   {"cosh", std::cosh},   {"tanh", std::tanh}, {"asinh", std::asinh},
    {"acosh", std::acosh}, {"atanh", std::atanh}, {"exp", std::exp},     {"log", std::log},   {"ln", std::log},
    {"log2", std::log2},   {"log10", std::log10}, {"sqrt", std::sqrt},   {"cbrt", std::cbrt}, {"abs", std::fabs},
    {"floor", std::floor}, {"ceil", std::ceil},   {"round", std::round}, {"sign", signOf},    {"square", square},
};
const std::pair<const char*, Binary> kBinary[] = {
    {"pow", std::pow}, {"atan2", std::atan2}, {"hypot", std::hypot}, {"mod", modulus}};

std::vector<std::string> nearNames(const std::string& name, std::vector<std::string> more) {
  std::vector<std::string> names = formulaFunctions();
  names.insert(names.end(), more.begin(), more.end());
  return nearestNames(name, names, 2);
}

/// A piece of the text; positions refer to the whole text.
struct Piece {
  std::string_view text;
  int begin = 0;
  [[nodiscard]] Piece sub(int from, int to) const { return {text.substr(from, to - from), begin + from}; }
};

/// A formula with what must be filled in first. `turn` is the iteration of the sum around it.
struct Node {
  mu::Parser parser;
  struct Access {  // slot = x[index[turn]]
    double* slot;
    std::vector<int> index;
  };
  struct Folding {
    Fold fold = Fold::Sum;
    std::vector<int> first, last;  // by turn of the sum around it
    double* slot = nullptr;
    double* number = nullptr;   // i
    double* element = nullptr;  // x
    std::unique_ptr<Node> body;
  };
  std::vector<Access> accesses;
  std::vector<Folding> foldings;

  double value(const std::vector<double>& x, int turn) {
    for (const Access& a : accesses) *a.slot = x[a.index[turn]];
    for (Folding& f : foldings) *f.slot = fold(f, x, turn);
    return parser.Eval();
  }

  static double fold(Folding& f, const std::vector<double>& x, int turn) {
    const int first = f.first[turn];
    const int last = f.last[turn];
    double result = f.fold == Fold::Product ? 1.0 : 0.0;
    for (int i = first; i <= last; ++i) {
      *f.number = i;
      if (f.element != nullptr) *f.element = x[i];
      const double v = f.body->value(x, i);
      switch (f.fold) {
        case Fold::Sum:
        case Fold::Mean:
          result += v;
          break;
        case Fold::Product:
          result *= v;
          break;
        case Fold::Norm:
          result += v * v;
          break;
        case Fold::Least:
        case Fold::Greatest: {
          const double both[2] = {result, v};
          result = i == first ? v : f.fold == Fold::Least ? leastOf(both, 2) : greatestOf(both, 2);
        }
      }
    }
    if (f.fold == Fold::Mean) return result / (last - first + 1);
    return f.fold == Fold::Norm ? std::sqrt(result) : result;
  }
};

}  // namespace

FormulaError::~FormulaError() = default;

std::vector<std::string> formulaFunctions() {
  std::vector<std::string> names;
  for (const auto& [name, function] : kUnary) names.emplace_back(name);
  for (const auto& [name, function] : kBinary) names.emplace_back(name);
  for (const FoldName& f : kFolds) names.emplace_back(f.name);
  std::ranges::sort(names);
  return names;
}

/// All that one thread needs to evaluate a formula.
class Formula::Compiled {
 public:
  explicit Compiled(const FormulaText& text) : text_(text), x_(text.dim, 0.0) {
    if (isize(text.text) > kMostLetters) {
      throw FormulaError(0, "a formula of more than " + std::to_string(kMostLetters) + " letters is refused");
    }
    const Piece all{text_.text, 0};
    if (!text.condition) {
      left_ = compile(all, {}, 0);
      return;
    }
    const auto [at, sign] = comparison(all);
    if (at < 0) {
      left_ = compile(all, {}, 0);
      return;
    }
    left_ = compile(all.sub(0, at), {}, 0);
    right_ = compile(all.sub(at + 2, isize(all.text)), {}, 0);
    sign_ = sign;
  }

  double value(std::span<const double> x) {
    std::copy(x.begin(), x.end(), x_.begin());
    const double left = left_->value(x_, 0);
    if (right_ == nullptr) return left;
    const double difference = left - right_->value(x_, 0);
    if (sign_ == '=') return std::fabs(difference) - text_.tolerance;
    return sign_ == '<' ? difference : -difference;
  }

 private:
  /// The sum around a piece: its names, and the iterations it actually makes.
  struct Around {
    double* number = nullptr;   // i; null if the iteration is written out
    double* element = nullptr;  // x
    std::vector<char> turns = {1};
    bool inside = false;
    int written = -1;  // the iteration that is written out
    [[nodiscard]] std::string during(int turn) const {
      return inside ? fmt::format(" for i = {}", written >= 0 ? written : turn) : "";
    }
  };
  /// What muParser gets.
  struct Plain {
    std::string text;
    std::vector<int> origin;  // original positions of its characters
    std::map<double*, std::string> names;
    void put(std::string_view letters, int from) {
      text += letters;
      origin.resize(text.size(), from);
    }
    void put(double* variable, int from) {
      put(names.try_emplace(variable, fmt::format("_{}", names.size())).first->second, from);
    }
    void cut(int size) {
      text.resize(size);
      origin.resize(size);
    }
  };

  [[noreturn]] static void refuse(const Piece& piece, int at, const std::string& clause) {
    throw FormulaError(piece.begin + at, clause);
  }

  /// Place and sign of "<=", ">=" or "==" outside of parentheses; -1 if there is none.
  static std::pair<int, char> comparison(const Piece& piece) {
    std::pair<int, char> found{-1, ' '};
    int depth = 0;
    for (int at = 0; at < isize(piece.text); ++at) {
      const char c = piece.text[at];
      if (c == '(' || c == '[') ++depth;
      if (c == ')' || c == ']') --depth;
      if (depth != 0 || (c != '<' && c != '>' && c != '=')) continue;
      if (at + 1 >= isize(piece.text) || piece.text[at + 1] != '=') {
        refuse(piece, at, std::string("'") + c + "' is no condition; write '<=', '>=' or '=='");
      }
      if (found.first >= 0) refuse(piece, at, "a condition has one comparison; write a constraint for each");
      found = {at, c};
      ++at;
    }
    return found;
  }

  double* slot() { return &slots_.emplace_back(0.0); }

  static bool letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
  static bool digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

  /// End of the parentheses or brackets that open at `open`.
  static int closing(const Piece& piece, int open) {
    int depth = 0;
    for (int at = open; at < isize(piece.text); ++at) {
      const char c = piece.text[at];
      if (c == '(' || c == '[') ++depth;
      if ((c == ')' || c == ']') && --depth == 0) {
        if ((c == ')') != (piece.text[open] == '(')) refuse(piece, at, std::string("'") + c + "' closes nothing");
        return at;
      }
    }
    refuse(piece, open, std::string("'") + piece.text[open] + "' is not closed");
  }

  /// The arguments between parentheses.
  static std::vector<Piece> arguments(const Piece& piece, int open, int close) {
    std::vector<Piece> list;
    int depth = 0;
    int from = open + 1;
    for (int at = open + 1; at < close; ++at) {
      const char c = piece.text[at];
      if (c == '(' || c == '[') ++depth;
      if (c == ')' || c == ']') --depth;
      if (c != ',' || depth != 0) continue;
      list.push_back(piece.sub(from, at));
      from = at + 1;
    }
    list.push_back(piece.sub(from, close));
    return list;
  }

  std::unique_ptr<Node> compile(const Piece& piece, const Around& around, int depth) {
    auto node = std::make_unique<Node>();
    Plain plain;
    translate(*node, plain, piece, around, depth);
    finish(*node, piece, plain);
    return node;
  }

  void translate(Node& node, Plain& plain, const Piece& piece, const Around& around, int depth) {
    if (depth > kDeepest) refuse(piece, 0, "it is nested too deeply");
    const std::string_view text = piece.text;
    if (std::ranges::all_of(text, [](unsigned char c) { return std::isspace(c) != 0; })) {
      refuse(piece, 0, "a formula is missing");
    }
    for (int at = 0; at < isize(text);) {
      const int from = piece.begin + at;
      if (const int end = numberEnd(text, at); end > at) {
        plain.put(text.substr(at, end - at), from);
        at = end;
      } else if (!letter(text[at])) {
        at = sign(plain, piece, at);
      } else {
        at = word(node, plain, piece, at, around, depth);
      }
    }
  }

  /// End of the number that begins there; `at` if none does.
  static int numberEnd(std::string_view text, int at) {
    const auto digitAt = [&](int k) { return k < isize(text) && digit(text[k]); };
    if (!digitAt(at) && !(text[at] == '.' && digitAt(at + 1))) return at;
    while (digitAt(at) || (at < isize(text) && text[at] == '.')) ++at;
    if (at < isize(text) && (text[at] == 'e' || text[at] == 'E')) {
      int power = at + 1;
      if (power < isize(text) && (text[power] == '+' || text[power] == '-')) ++power;
      if (digitAt(power)) at = power;
      while (digitAt(at)) ++at;
    }
    return at;
  }

  /// Operators, parentheses and blanks; returns the end of what was read.
  static int sign(Plain& plain, const Piece& piece, int at) {
    const std::string_view text = piece.text;
    const char c = text[at];
    if (static_cast<unsigned char>(c) > 0x7e || std::string_view("\"'[]{};#").find(c) != std::string_view::npos) {
      refuse(piece, at, "it cannot be read from here on");
    }
    if (text.substr(at, 2) == "==") {
      plain.put("==", piece.begin + at);
      return at + 2;
    }
    const bool compares = at > 0 && std::string_view("<>!").find(text[at - 1]) != std::string_view::npos;
    if (c == '=' && !compares) refuse(piece, at, "'=' is no operator of a number; compare with '=='");
    plain.put(text.substr(at, 1), piece.begin + at);
    return at + 1;
  }

  /// A name with its arguments or index; returns the end of what was read.
  int word(Node& node, Plain& plain, const Piece& piece, int at, const Around& around, int depth) {
    const std::string_view text = piece.text;
    const int from = piece.begin + at;
    int end = at;
    while (end < isize(text) && (letter(text[end]) || digit(text[end]))) ++end;
    const std::string name(text.substr(at, end - at));
    int next = end;
    while (next < isize(text) && std::isspace(static_cast<unsigned char>(text[next])) != 0) ++next;
    const char follows = next < isize(text) ? text[next] : ' ';
    if (name == "x") {
      if (numbering_) refuse(piece, at, kNumbersOnly);
      if (follows == '[') {
        const int close = closing(piece, next);
        plain.put(indexed(node, piece.sub(next + 1, close), around, depth), from);
        return close + 1;
      }
      if (!around.inside) refuse(piece, at, "'x' alone stands for each variable within a sum; write x[0] or sum(x)");
      if (around.element == nullptr) {
        refuse(piece, at,
               "this sum goes beyond the " + std::to_string(text_.dim) + " variables, so there is no 'x' in it");
      }
      plain.put(around.element, from);
      return end;
    }
    if (name == "i") {
      if (!around.inside) refuse(piece, at, "'i' counts within a sum; there is none around it");
      if (around.written >= 0) {
        plain.put(std::to_string(around.written), from);
      } else {
        plain.put(around.number, from);
      }
      return end;
    }
    const auto* fold = std::ranges::find_if(kFolds, [&](const FoldName& f) { return name == f.name; });
    if (fold != std::end(kFolds) && follows == '(') {
      const int close = closing(piece, next);
      const std::vector<Piece> parts = arguments(piece, next, close);
      if (fold->ranged && parts.size() != 1 && parts.size() != 3) {
        refuse(piece, at, "'" + name + "' takes one argument, or three: what to fold, the first and the last number i");
      }
      if (fold->ranged || parts.size() == 1) {
        if (numbering_) refuse(piece, at, kNumbersOnly);
        folded(node, plain, *fold, parts, around, depth, from);
        return close + 1;
      }
    }
    known(piece, at, name, follows == '(');
    plain.put(name, from);
    return end;
  }

  /// Refuses unknown names, suggesting the nearest ones.
  void known(const Piece& piece, int at, const std::string& name, bool call) const {
    if (call) {
      const std::vector<std::string> functions = formulaFunctions();
      if (std::ranges::find(functions, name) != functions.end()) return;
    } else if (name == "n" || name == "pi" || name == "e" || text_.constants.contains(name)) {
      return;
    }
    std::vector<std::string> more;
    if (!call) more = {"n", "pi", "x"};
    for (const auto& [constant, value] : text_.constants) more.push_back(constant);
    const std::vector<std::string> near = nearNames(name, more);
    refuse(piece, at, "there is no '" + name + "'; the nearest names are '" + near[0] + "' and '" + near[1] + "'");
  }

  void finish(Node& node, const Piece& piece, const Plain& plain) const {
    mu::Parser& p = node.parser;
    try {
      p.ClearConst();
      p.ClearFun();
      for (const auto& [name, function] : kUnary) p.DefineFun(name, function);
      for (const auto& [name, function] : kBinary) p.DefineFun(name, function);
      p.DefineFun("min", leastOf);
      p.DefineFun("max", greatestOf);
      p.DefineConst("pi", std::numbers::pi);
      p.DefineConst("e", std::numbers::e);
      p.DefineConst("n", text_.dim);
      for (const auto& [name, value] : text_.constants) p.DefineConst(name, value);
      for (const auto& [value, name] : plain.names) p.DefineVar(name, value);
      p.SetExpr(plain.text);
      int results = 0;
      (void)p.Eval(results);
      if (results != 1) refuse(piece, 0, "there is a comma outside of the parentheses of a function");
      (void)p.Eval();
    } catch (const mu::ParserError& wrong) {
      const int at = static_cast<int>(wrong.GetPos());
      if (at < 0 || at >= isize(plain.origin)) refuse(piece, isize(piece.text), "it ends too early");
      throw FormulaError(plain.origin[at], "it cannot be read from here on");
    }
  }

  /// Integer values of a formula of i and n, by iteration, for the iterations that are made.
  std::vector<int> numbers(const Piece& piece, const Around& around, int depth) {
    if (depth > kDeepest) refuse(piece, 0, "it is nested too deeply");
    std::vector<int> values(around.turns.size(), -1);
    if (const std::optional<int> step = plainStep(piece.text); step && around.inside) {
      for (int turn = 0; turn < isize(values); ++turn) values[turn] = std::max(around.written, turn) + *step;
      return values;
    }
    numbering_ = true;  // an index must not depend on the variables
    const std::unique_ptr<Node> node = compile(piece, around, depth + 1);
    numbering_ = false;
    for (int turn = 0; turn < isize(around.turns); ++turn) {
      if (around.turns[turn] == 0) continue;
      if (around.number != nullptr) *around.number = turn;
      const double v = node->value(x_, turn);
      if (!(std::fabs(v) < kMostTurns) || v != std::floor(v)) {
        refuse(piece, 0, "it is " + formatReal(v) + ", which is no whole number" + around.during(turn));
      }
      values[turn] = static_cast<int>(v);
    }
    return values;
  }
  /// c of "i", "i + c", "i - c": most indices are of this form, and a parser for each takes time.
  static std::optional<int> plainStep(std::string_view text) {
    std::string letters;
    for (const char c : text) {
      if (std::isspace(static_cast<unsigned char>(c)) == 0) letters += c;
    }
    if (letters == "i") return 0;
    if (letters.size() < 3 || letters.size() > 8 || letters[0] != 'i' || (letters[1] != '+' && letters[1] != '-'))
      return {};
    if (!std::all_of(letters.begin() + 2, letters.end(), digit)) return {};
    return std::stoi(letters.substr(1));
  }

  double* indexed(Node& node, const Piece& piece, const Around& around, int depth) {
    std::vector<int> index = numbers(piece, around, depth);
    for (int turn = 0; turn < isize(index); ++turn) {
      if (around.turns[turn] == 0) continue;
      if (index[turn] < 0 || index[turn] >= text_.dim) {
        refuse(piece, 0,
               "there is no x[" + std::to_string(index[turn]) + "]" + around.during(turn) + "; the " +
                   std::to_string(text_.dim) + " variables are x[0] to x[" + std::to_string(text_.dim - 1) + "]");
      }
    }
    if (around.number == nullptr) return &x_[index[0]];
    node.accesses.push_back({slot(), std::move(index)});
    return node.accesses.back().slot;
  }

  void folded(Node& node, Plain& plain, const FoldName& name, const std::vector<Piece>& parts, const Around& around,
              int depth, int from) {
    const int turns = isize(around.turns);
    std::vector<int> first(turns, 0);
    std::vector<int> last(turns, text_.dim - 1);
    if (parts.size() == 3) {
      first = numbers(parts[1], around, depth);
      last = numbers(parts[2], around, depth);
    }
    int most = -1;
    for (int turn = 0; turn < turns; ++turn) {
      if (around.turns[turn] == 0) continue;
      if (last[turn] >= first[turn]) {
        if (first[turn] < 0) refuse(parts[1], 0, "a sum begins at 0 or later");
        most = std::max(most, last[turn]);
      } else if (name.fold != Fold::Sum && name.fold != Fold::Product) {
        refuse(parts[0], 0, std::string("'") + name.name + "' has nothing to fold" + around.during(turn));
      }
    }
    if (around.number == nullptr && writtenOut(node, plain, name.fold, parts[0], {first[0], last[0]}, depth, from))
      return;
    Node::Folding folding{.fold = name.fold, .first = {}, .last = {}, .slot = slot(), .number = slot()};
    Around inner{.number = folding.number, .inside = true};
    inner.turns.assign(most + 1, 0);
    for (int turn = 0; turn < turns; ++turn) {
      if (around.turns[turn] == 0) continue;
      for (int i = first[turn]; i <= last[turn]; ++i) inner.turns[i] = 1;
    }
    if (most < text_.dim) inner.element = folding.element = slot();
    folding.body = compile(parts[0], inner, depth + 1);
    folding.first = std::move(first);
    folding.last = std::move(last);
    plain.put(folding.slot, from);
    node.foldings.push_back(std::move(folding));
  }

  /// Writes the terms one by one; returns false, and writes nothing, if that gets too long.
  bool writtenOut(Node& node, Plain& plain, Fold fold, const Piece& body, std::pair<int, int> range, int depth,
                  int from) {
    if (isize(plain.text) + (range.second - range.first + 1) * 4 > kWrittenOut) return false;
    const int begin = isize(plain.text);
    const auto accesses = node.accesses.size();
    const auto foldings = node.foldings.size();
    const bool list = fold == Fold::Least || fold == Fold::Greatest;
    plain.put(fold == Fold::Norm       ? "sqrt("
              : fold == Fold::Least    ? "min("
              : fold == Fold::Greatest ? "max("
                                       : "(",
              from);
    if (range.second < range.first) plain.put(fold == Fold::Product ? "1" : "0", from);
    for (int i = range.first; i <= range.second; ++i) {
      if (i > range.first) plain.put(list ? "," : fold == Fold::Product ? "*" : "+", from);
      plain.put(fold == Fold::Norm ? "square(" : "(", from);
      Around turn{.inside = true, .written = i};
      if (range.second < text_.dim) turn.element = &x_[i];
      translate(node, plain, body, turn, depth + 1);
      plain.put(")", from);
      if (isize(plain.text) > kWrittenOut) {
        plain.cut(begin);
        node.accesses.resize(accesses);
        node.foldings.resize(foldings);
        return false;
      }
    }
    plain.put(")", from);
    if (fold == Fold::Mean) plain.put(fmt::format("/{}", range.second - range.first + 1), from);
    return true;
  }

  FormulaText text_;
  std::vector<double> x_;
  std::deque<double> slots_;  // a deque: addresses stay valid
  bool numbering_ = false;    // within the index of a variable or of an iteration
  std::unique_ptr<Node> left_, right_;
  char sign_ = ' ';
};

/// Copies not in use.
struct Formula::Shelf {
  std::mutex mutex;
  std::vector<std::unique_ptr<Compiled>> free;
};

Formula::Formula(FormulaText text) : text_(std::move(text)), shelf_(std::make_unique<Shelf>()) {
  shelf_->free.push_back(std::make_unique<Compiled>(text_));
}
Formula::~Formula() = default;
Formula::Formula(Formula&&) noexcept = default;
Formula& Formula::operator=(Formula&&) noexcept = default;

Formula::Loan::Loan(const Formula& owner) : owner_(owner) {
  {
    const std::lock_guard lock(owner.shelf_->mutex);
    if (!owner.shelf_->free.empty()) {
      compiled_ = std::move(owner.shelf_->free.back());
      owner.shelf_->free.pop_back();
      return;
    }
  }
  compiled_ = std::make_unique<Compiled>(owner.text_);
}
Formula::Loan::~Loan() {
  const std::lock_guard lock(owner_.shelf_->mutex);
  owner_.shelf_->free.push_back(std::move(compiled_));
}
double Formula::Loan::operator()(std::span<const double> x) {
  return compiled_->value(x);
}

}  // namespace tandem::prob
