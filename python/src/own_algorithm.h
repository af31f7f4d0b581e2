// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <nanobind/nanobind.h>

#include <memory>
#include <string>
#include <vector>

#include "tandem/catalogue.h"

/// Algorithms written in Python: a class with declared parameters and run(self, ctx).
namespace tandem::py {

namespace nb = nanobind;

struct OwnParam {
  std::string name;
  ParamType type = ParamType::Real;
  double real = 0.0;
  int integer = 0;
  bool boolean = false;
  std::string text;  ///< of choices and texts
  RealSpec reals;
  IntSpec integers;
  std::vector<std::string> options;
  std::string doc;
};

struct OwnTrace {
  std::string name;
  std::string doc;
  TracePer per = TracePer::Run;
  double min = 0.0;
  double max = 0.0;
};

struct OwnAlgorithmParts {
  AlgorithmInfo info;  ///< without `make`
  std::vector<OwnParam> params;
  std::vector<OwnTrace> traces;
  nb::object factory;  ///< makes an object with run(ctx)
};

AlgorithmInfo entryOf(const std::shared_ptr<const OwnAlgorithmParts>& parts);

void bindOwnAlgorithms(nb::module_& m);

}  // namespace tandem::py
