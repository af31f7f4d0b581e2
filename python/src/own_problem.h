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

/// What Python says of a problem (tandem_emt/problems.py checks it).
struct OwnTask {
  TaskInfo info;
  Reference reference;
  nb::object function;  ///< X [n, dim] (and the run's state) -> F, or (F, G) with constraints
};
struct OwnProblemParts {
  std::string name;
  std::string suite;
  std::string doc;
  std::string checksum;  ///< of the functions' source: results of another version of it are not mixed
  std::int64_t budget = 0;
  int population = 100;
  bool stochastic = false;
  nb::object state;  ///< makes the state of a run; none: the functions get points only
  std::vector<OwnTask> tasks;
};

std::shared_ptr<const Problem> makeOwnProblem(std::shared_ptr<const OwnProblemParts> parts);
/// An entry that builds the problem.
ProblemInfo entryOf(const std::shared_ptr<const OwnProblemParts>& parts);

/// Lets an object with Python parts go wherever its last owner is: takes the GIL.
template <typename T>
std::shared_ptr<T> pythonOwned(std::unique_ptr<T> object) {
  return std::shared_ptr<T>(object.release(), [](T* held) {
    const nb::gil_scoped_acquire gil;
    delete held;
  });
}

/// While it lives, what a Python function throws in a run of this thread is kept, so that a single run (te.minimize)
/// can raise the very exception. A run of an experiment makes a record of its text only. Needs the GIL.
class Raised {
 public:
  Raised();
  ~Raised();
  Raised(const Raised&) = delete;
  Raised& operator=(const Raised&) = delete;
  /// Throws what was kept, if anything.
  void rethrow() const;
  /// The text of what is being thrown, with the traceback; kept (the first one) where a Raised lives.
  static std::string text(nb::python_error& error);

 private:
  std::exception_ptr first_;
};

}  // namespace tandem::py
