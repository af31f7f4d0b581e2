// SPDX-License-Identifier: Apache-2.0
// Explore: what is chosen and what is seen while a run goes on.
#include <gmock/gmock.h>

#include <QAbstractItemView>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <set>

#include "gui/pages/results/figure_view.h"
#include "gui_explore.h"

namespace tandem::gui {
namespace {

using namespace test;
using testing::Each;
using testing::HasSubstr;

TEST_F(Explore, SearchFindsAnyPartOfAName) {
  auto& problem = find<QComboBox>(page(), "exploreProblem");
  type(problem, "mtso5");
  auto* list = qobject_cast<QAbstractItemView*>(QApplication::activePopupWidget());
  ASSERT_NE(list, nullptr);
  std::vector<std::string> offered;
  for (int i = 0; i < list->model()->rowCount(); ++i)
    offered.push_back(list->model()->index(i, 0).data().toString().toStdString());
  ASSERT_FALSE(offered.empty());
  EXPECT_THAT(offered, Each(HasSubstr("MTSO5")));
  QTest::keyClick(list, Qt::Key_Down);
  QTest::keyClick(list, Qt::Key_Return);
  EXPECT_EQ(problem.currentText().toStdString(), offered.front());
  EXPECT_THAT(page().commandLine().toStdString(), HasSubstr("-p " + offered.front()));
}

TEST_F(Explore, FormsAreTheDeclaredParameters) {
  const Catalogue catalogue = builtinCatalogue();
  std::set<ParamType> seen;
  for (const AlgorithmInfo& a : catalogue.algorithms.all()) {
    const std::vector<ParamInfo> params = describeParams(*a.make());
    if (std::none_of(params.begin(), params.end(), [&](const ParamInfo& p) { return !seen.contains(p.type); }))
      continue;
    choose(a.name.c_str(), "CEC17-MTSO1-CI-HS");
    for (const ParamInfo& p : params) {
      seen.insert(p.type);
      const auto& editor = find<QWidget>(page(), p.name.c_str());
      EXPECT_THAT(editor.toolTip().toStdString(), HasSubstr(p.doc)) << a.name << ' ' << p.name;
      EXPECT_THAT(editor.toolTip().toStdString(), HasSubstr("default: " + p.value)) << a.name << ' ' << p.name;
    }
    EXPECT_EQ(page().commandLine().toStdString().find(':'), std::string::npos) << "nothing was changed";
  }
  EXPECT_GE(seen.size(), 3U);
}

TEST_F(Explore, ViewsMoveWhileTheRunGoesOn) {
  choose("MFEA", "CEC17-MTSO1-CI-HS");
  type(find<QLineEdit>(page(), "explorePopulation"), "30");
  type(find<QLineEdit>(page(), "exploreBudget"), "900000000");
  click(find<QPushButton>(page(), "exploreStart"));
  auto& convergence = find<FigureView>(page(), "convergenceView");
  const auto last = [&] {
    const auto& panels = convergence.figure().panels;
    return panels.empty() || panels[0].lines[0].x.empty() ? 0.0 : panels[0].lines[0].x.back();
  };
  ASSERT_TRUE(waitFor([&] { return last() > 0.0; }));
  ASSERT_EQ(convergence.figure().panels[0].lines.size(), 2U);
  const double before = last();
  EXPECT_TRUE(waitFor([&] { return last() > before; }));
  // Both tasks, then the second one; 30 individuals of 50 variables and the gap after each.
  auto& population = find<FigureView>(page(), "populationView");
  ASSERT_EQ(population.figure().panels.size(), 2U);
  EXPECT_EQ(population.figure().panels[0].lines[0].x.size(), 30U * 51U);
  pick(find<QComboBox>(page(), "shownTask"), "task 2");
  ASSERT_EQ(population.figure().panels.size(), 1U);
  EXPECT_THAT(population.figure().panels[0].title, HasSubstr("Task 2"));
  tab("Transfer matrix");
  EXPECT_TRUE(waitFor([&] { return find<QLabel>(page(), "transferWhere").text().contains("checkpoint"); }));
  click(find<QPushButton>(page(), "exploreStop"));
  ASSERT_TRUE(waitFor([&] { return !page().runner().running(); }));
  EXPECT_FALSE(population.figure().panels.empty());  // what has been drawn stays
}

TEST_F(Explore, EveryFigureIsExported) {
  choose("MO-MFEA", "CEC17-MTMO1-CI-HS");
  type(find<QLineEdit>(page(), "exploreBudget"), "4000");
  startAndWait();
  ASSERT_TRUE(waitFor([&] { return log().find("task 2: IGD") != std::string::npos; })) << log();
  const QTemporaryDir dir;
  const auto exported = [&](const char* button, const QString& name) {
    answerExport(dir.filePath(name));
    click(find<QToolButton>(page(), button));
    return QFile(dir.filePath(name)).size();
  };
  EXPECT_GT(exported("exportConvergence", "convergence.svg"), 2000);
  EXPECT_GT(exported("exportPopulation", "population.png"), 2000);
  tab("Objectives");
  auto& objectives = find<FigureView>(page(), "objectivesView");
  ASSERT_EQ(objectives.figure().panels.size(), 2U);
  EXPECT_GE(objectives.figure().panels[0].lines.size(), 2U);  // population and reference front
  EXPECT_GT(exported("exportPopulation", "objectives.pdf"), 2000);
  tab("Transfer matrix");
  EXPECT_GT(exported("exportLower", "transfer.svg"), 2000);
  tab("Tasks");
  auto& kind = find<QComboBox>(page(), "taskFigure");
  auto& picture = find<FigureView>(page(), "taskPicture");
  const auto shows = [&](const char* note) {
    return picture.isVisible() && picture.figure().note.find(note) != std::string::npos;
  };
  const std::pair<const char*, const char*> figures[] = {{"Line", "Slice along the diagonal"},
                                                         {"Plane", "Two variables move"},
                                                         {"Similarity", "Spearman"},
                                                         {"Pareto front", "Reference fronts"}};
  for (const auto& [figure, note] : figures) {
    pick(kind, figure);
    ASSERT_TRUE(waitFor([&, said = note] { return shows(said); })) << figure << ": " << picture.figure().note;
    EXPECT_GT(exported("exportLower", QString(figure) + ".svg"), 2000) << figure;
  }
}

}  // namespace
}  // namespace tandem::gui
