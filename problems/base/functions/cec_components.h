// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "problems/base/functions/function_problem.h"
#include "problems/base/instances/instance_data.h"
#include "tandem/catalogue.h"

/// Functions of the CEC 2017 and CEC 2022 real-parameter suites: single functions, hybrids and compositions of both.
/// f* = 0 here; the constants the suites add are left out.
namespace tandem::prob::cec {

/// The function of a part of a hybrid.
enum class Kind {
  Common,  ///< one of the base functions
  Zakharov,
  SchafferF7,   ///< in a hybrid: over the first coordinates of the order, not its own (as published code does)
  BiRastrigin,  ///< Lunacek's; depends on the signs of the shift
  Levy17,       ///< Levy's function of z - 1: optimum at z = 1
};

struct Part {
  Base base = Base::Sphere;
  double share = 1.0;
  Kind kind = Kind::Common;
};

/// A single function (one part) or hybrid, with its own shift, rotation and order.
struct Component {
  std::vector<Part> parts;
  double height = 1.0;  ///< factor of its value
  double delta = 10.0;  ///< width of its niche
  double bias = 0.0;
  bool rotated = true;
  [[nodiscard]] bool hybrid() const { return parts.size() > 1; }
};

/// One function of a suite: one component, or a composition.
struct Function {
  int number;  ///< in the suite and in its files
  const char* name;
  std::vector<Component> components;
};

/// A suite: its functions, the dimensions it has data for, and where the data are.
struct Suite {
  const char* name;    ///< problem names are this and the position of the function
  const char* folder;  ///< below MTO/Problems
  const std::vector<Function>& functions;
  std::vector<int> dims;
  int defaultDim;
  std::function<std::int64_t(int dim)> budget;
};

/// Data set of one function in one dimension.
DataSet dataSet(const Suite& suite, const Function& function, int dim);
/// Shifts uniform in [-80, 80], rotations uniform over O(D), random orders.
Arrays synthetic(const Suite& suite, const Function& function, int dim);
/// The task from the arrays of that data set.
FunctionTask makeCecTask(const Function& function, int dim, const InstanceArrays& data);

/// Builds one function with the parameter `dim`.
class SuiteBuilder final : public ProblemBuilder, public DataUser {
 public:
  SuiteBuilder(const Suite& suite, const Function& function)
      : suite_(suite), function_(function), dim_(suite.defaultDim) {}
  void params(ParamVisitor& visitor) override;
  [[nodiscard]] std::vector<DataSet> dataSets() const override;
  [[nodiscard]] BuiltProblem build(const BuildRequest& request) const override;

 private:
  const Suite& suite_;
  const Function& function_;
  int dim_;
};

/// Registers all functions of the suite.
void registerSuite(Catalogue& catalogue, const Suite& suite, const Citation& citation);

}  // namespace tandem::prob::cec
