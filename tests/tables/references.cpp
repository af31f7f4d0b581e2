// SPDX-License-Identifier: Apache-2.0
// What a table says about references that cannot be right: an optimum that was beaten, a front that is missing.
#include <gmock/gmock.h>

#include "tables_support.h"

namespace tandem {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

made::Experiment withOptimum(double optimum, double best) {
  made::Experiment e = made::oneProblem({{"A", {best, best + 1.0}}, {"B", {best + 2.0, best + 3.0}}});
  e.info.problems[0].references[0].hasOptimum = true;
  e.info.problems[0].references[0].optimum = optimum;
  return e;
}

TEST(References, AnOptimumThatIsBeatenIsNamed) {
  const made::Experiment e = withOptimum(5.0, 3.5);
  EXPECT_THAT(made::table({&e}).notes, Contains(HasSubstr("was beaten (P: 5, and a run has 3.5)")));
  TableRequest r;
  r.metric = "Obj-MTS";
  EXPECT_THAT(made::table({&e}, r).notes, Contains(HasSubstr("was beaten"))) << "whatever is shown";
  const made::Experiment reached = withOptimum(3.5, 3.5);
  EXPECT_THAT(made::table({&reached}).notes, Not(Contains(HasSubstr("beaten"))));
  const made::Experiment bits = withOptimum(0.0, -4e-16);
  EXPECT_THAT(made::table({&bits}).notes, Not(Contains(HasSubstr("beaten")))) << "a rounding error";
  made::Experiment infeasible = withOptimum(5.0, 3.5);
  for (int a = 0; a < 2; ++a) infeasible.cells[{0, a}].cv.assign(2, 1.0);
  EXPECT_THAT(made::table({&infeasible}).notes, Not(Contains(HasSubstr("beaten"))));
}

TEST(References, WithoutAnOptimumErrorsNameTheTargetAsAValue) {
  made::Experiment e = withOptimum(0.0, 3.5);
  TableRequest r;
  const std::string why = " measures the error over the best objective value known, and there is none for P";
  for (const char* metric : {"ERT", "ERT:target=3", "Success-Rate", "FE-To-Target", "ERT-Joint", "AOCC"}) {
    r.metric = metric;
    e.info.problems[0].references[0].hasOptimum = true;
    EXPECT_THAT(made::table({&e}, r).notes, Not(Contains(HasSubstr("best objective value known")))) << metric;
    e.info.problems[0].references[0].hasOptimum = false;
    const bool cure = r.metric != "AOCC";
    EXPECT_THAT(made::table({&e}, r).notes,
                Contains(r.metric + why + (cure ? "; with absolute=true the target is an objective value." : ".")));
  }
  for (const char* metric : {"Obj", "ERT:absolute=true"}) {
    r.metric = metric;
    EXPECT_THAT(made::table({&e}, r).notes, Not(Contains(HasSubstr("best objective value known")))) << metric;
  }
}

TEST(References, WithoutAFrontIgdNamesHypervolume) {
  made::Experiment e;
  e.addProblem(made::problem("MO", 1, 2));
  e.addAlgorithm("A");
  CellData c = made::cell(2, 1, 1);
  for (int r = 0; r < 2; ++r) c.fronts.push_back(made::front({{1.0 + r, 2.0}, {2.0, 1.0}}));
  e.cells[{0, 0}] = c;
  TableRequest r;
  r.metric = "IGD";
  EXPECT_THAT(
      made::table({&e}, r).notes,
      Contains("IGD needs a reference front, and there is none for MO; the metric HV compares the runs without one "
               "(-m HV)."));
  r.metric = "HV";
  EXPECT_THAT(made::table({&e}, r).notes, Not(Contains(HasSubstr("reference front"))));
  // Undefined for another reason: no point is feasible, and no front would help.
  for (FrontRecord& front : e.cells[{0, 0}].fronts) front.cv.assign(front.cv.size(), 1.0);
  for (const char* metric : {"HV-MTS", "Spread"}) {
    r.metric = metric;
    EXPECT_THAT(made::table({&e}, r).notes, Not(Contains(HasSubstr("reference front")))) << metric;
  }
  e.cells[{0, 0}] = c;
  r.metric = "HV";
  e.info.problems[0].references[0].front = made::matrix({{1.0, 1.0}});
  EXPECT_THAT(made::table({&e}).notes, Not(Contains(HasSubstr("reference front"))));
}

}  // namespace
}  // namespace tandem
