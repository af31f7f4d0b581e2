// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <nanobind/nanobind.h>

#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "tandem/catalogue.h"

/// Problems whose tasks are Python functions of whole batches.
namespace tandem::py {

namespace nb = nanobind;

/// How Python describes a problem (tandem_emt/problems.py checks it).
struct OwnTask {
  TaskInfo info;
  Reference reference;
  nb::object function;  ///< X [n, dim] (and the run's state) -> F, or (F, G) with constraints
};
struct OwnProblemParts {
  std::string name;
  std::string suite;
  std::string doc;
  std::string checksum;  ///< of the functions' source: results of different versions are not mixed
  std::int64_t budget = 0;
  int population = 100;
  bool stochastic = false;
  nb::object state;  ///< makes the state of a run; none: the functions get only points
  std::vector<OwnTask> tasks;
};

std::shared_ptr<const Problem> makeOwnProblem(std::shared_ptr<const OwnProblemParts> parts);
/// An entry that builds the problem.
ProblemInfo entryOf(const std::shared_ptr<const OwnProblemParts>& parts);

/// Destroys an object with Python parts wherever its last owner is: takes the GIL.
template <typename T>
std::shared_ptr<T> pythonOwned(std::unique_ptr<T> object) {
  return std::shared_ptr<T>(object.release(), [](T* held) {
    const nb::gil_scoped_acquire gil;
    delete held;
  });
}

/// While one exists, a Python function's exception in a run of this thread is kept, so that a single run (te.minimize)
/// can raise the same exception. A run of an experiment records only its text. Needs the GIL.
class Raised {
 public:
  Raised();
  ~Raised();
  Raised(const Raised&) = delete;
  Raised& operator=(const Raised&) = delete;
  /// Throws the kept exception, if any.
  void rethrow() const;
  /// Text of the exception in flight, with its traceback; the first is kept if a Raised exists.
  static std::string text(nb::python_error& error);

 private:
  std::exception_ptr first_;
};

}  // namespace tandem::py
