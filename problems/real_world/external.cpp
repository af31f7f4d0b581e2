// SPDX-License-Identifier: Apache-2.0
// A problem in any language: another program evaluates batches over a line protocol (docs/external.md).
#include "problems/base/external/external_process.h"
#include "tandem/catalogue.h"
#include "tandem/error.h"

namespace tandem::prob::external {
namespace {

class Builder final : public ProblemBuilder {
  std::string command_;
  double timeLimit_ = 60.0;
  bool cut_ = false;

 public:
  void params(ParamVisitor& p) override {
    p.text("command", command_, "command line of the program, run by /bin/sh");
    p.real("timeLimit", timeLimit_, {.min = 0.001, .max = 1e7, .doc = "seconds a batch may take"});
    p.boolean(
        "cut", cut_,
        "batches may be cut and shared among several processes (-j); only where no bit of a point's values depends on "
        "what is evaluated with it");
  }

  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    if (command_.empty()) {
      throw InputError(
          "The problem External needs the parameter command, for example "
          "-p 'External:command=python3 my_problem.py'.");
    }
    BuiltProblem built;
    built.problem = std::make_shared<ExternalProblem>(command_, timeLimit_, cut_);
    built.instance = Instance::Official;  // nothing to import
    built.own = true;
    return built;
  }
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  ProblemInfo info;
  info.name = "External";
  info.suite = "External";
  info.labels = SingleTask | MultiTask | ManyTask | SingleObjective | MultiObjective | Unconstrained | Constrained;
  info.doc = "Tasks evaluated by another program over standard input and output";
  info.explicitOnly = true;
  info.make = [] { return std::make_unique<Builder>(); };
  catalogue.problems.add(std::move(info));
}

}  // namespace tandem::prob::external
