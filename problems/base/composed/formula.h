// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "tandem/error.h"
#include "tandem/export.h"

/// Formulas over the variables of a task, as users write them (docs/composer.md).
namespace tandem::prob {

/// An error in a formula, and its position.
class TANDEM_API FormulaError : public InputError {
 public:
  FormulaError(int at, const std::string& clause) : InputError(clause), at_(at) {}
  ~FormulaError() override;
  [[nodiscard]] int at() const { return at_; }  ///< characters before the error

 private:
  int at_;
};

/// The text of a formula together with what it may refer to.
struct FormulaText {
  std::string text;
  int dim = 1;                              ///< n; the variables are x[0] to x[n - 1]
  std::map<std::string, double> constants;  ///< beside pi and e
  /// A condition such as "a <= b" instead of a number; its value is a - b, and for "a == b" |a - b| - tolerance.
  /// Without a comparison, the formula itself must be at most 0.
  bool condition = false;
  double tolerance = 0.0;
};

/// A parsed formula. Many threads may evaluate it at once: each borrows an unused copy and returns it.
class TANDEM_API Formula {
 public:
  /// Throws FormulaError.
  explicit Formula(FormulaText text);
  ~Formula();
  Formula(Formula&&) noexcept;
  Formula& operator=(Formula&&) noexcept;

  class Compiled;
  /// A copy on loan for one thread.
  class TANDEM_API Loan {
   public:
    explicit Loan(const Formula& owner);
    ~Loan();
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    /// NaN and infinity where the arithmetic says so, as for the logarithm of a negative number.
    double operator()(std::span<const double> x);

   private:
    const Formula& owner_;
    std::unique_ptr<Compiled> compiled_;
  };

 private:
  struct Shelf;
  FormulaText text_;
  std::unique_ptr<Shelf> shelf_;
};

/// "sin", "sum", ... in alphabetical order, for help and for the nearest name.
TANDEM_API std::vector<std::string> formulaFunctions();

}  // namespace tandem::prob
