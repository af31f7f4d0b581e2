// SPDX-License-Identifier: Apache-2.0
// A run watched again: what is kept of it, and the slider that moves through it.
#include <gmock/gmock.h>

#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <cmath>
#include <set>

#include "gui/pages/explore/replay_bar.h"
#include "gui/pages/results/figure_view.h"
#include "gui/work/run_history.h"
#include "gui_explore.h"

namespace tandem::gui {
namespace {

using namespace test;
using testing::HasSubstr;

Population crowd(int size, int dim, int tasks, double x) {
  Population pop(size, dim, 1);
  for (int i = 0; i < size; ++i) {
    pop.task(i) = i % tasks;
    for (double& v : pop.x(i)) v = x;
    pop.obj(i) = x + i;
    pop.cv(i) = 0.5 * i;
  }
  return pop;
}

/// Every generation up to the last one, as the runner does it.
int watch(RunHistory& history, const Population& pop, std::int64_t generations) {
  int copies = 0;
  for (std::int64_t g = 0; g <= generations; ++g) {
    if (!history.wants(g) && g != generations) continue;
    ++copies;
    history.add(history.momentOf({.populations = {&pop, 1}, .evaluations = 10 * g, .generation = g}));
  }
  return copies;
}

TEST(RunHistory, KeepsFirstAndLastAndWhatLiesBetweenEvenly) {
  RunHistory history(16);
  const Population pop = crowd(4, 3, 2, 0.25);
  EXPECT_LT(watch(history, pop, 100001), 16 + 8 * 14);
  const Moments& kept = history.moments();
  EXPECT_LE(kept.size(), 16U);
  EXPECT_GE(kept.size(), 8U);
  EXPECT_EQ(kept.front()->generation, 0);
  EXPECT_EQ(kept.back()->generation, 100001);
  EXPECT_EQ(kept.back()->evaluations, 1000010);
  const std::int64_t step = kept[1]->generation;
  for (std::size_t i = 1; i + 1 < kept.size(); ++i) EXPECT_EQ(kept[i]->generation - kept[i - 1]->generation, step);
  const std::vector<Population> again = kept[3]->populations();
  ASSERT_EQ(again.size(), 1U);
  ASSERT_EQ(again[0].size(), 4);
  EXPECT_EQ(again[0].x(3)[2], 0.25);
  EXPECT_EQ(again[0].obj(3), 3.25);
  EXPECT_EQ(again[0].cv(3), 1.5);
  EXPECT_EQ(again[0].task(3), 1);
}

TEST(RunHistory, ALookBetweenStaysUntilTheNextOne) {
  RunHistory history(4);
  const Population pop = crowd(2, 1, 1, 0.0);
  const auto add = [&](std::int64_t g) {
    history.add(history.momentOf({.populations = {&pop, 1}, .evaluations = g, .generation = g}));
  };
  for (const std::int64_t g : {0, 1, 2, 3, 4}) add(g);  // 0, 2 and 4 are left
  EXPECT_FALSE(history.wants(5));
  add(5);
  EXPECT_EQ(history.moments().back()->generation, 5);
  add(6);
  add(6);  // the end, once more
  std::vector<std::int64_t> generations;
  for (const auto& m : history.moments()) generations.push_back(m->generation);
  EXPECT_THAT(generations, testing::ElementsAre(0, 2, 4, 6));
}

TEST(RunHistory, AThousandTasksStayWithinTheMemoryGiven) {
  RunHistory history;
  const Population pop = crowd(100000, 50, 1000, 0.5);  // 20 MB each
  watch(history, pop, 200);
  EXPECT_LE(history.bytes(), RunHistory::kBytes);
  EXPECT_GE(history.moments().size(), 32U);
  const Moment& m = *history.moments().front();
  EXPECT_LT(m.share, 0.06);
  EXPECT_GT(m.share, 0.02);
  std::vector<int> each(1000);
  for (const int t : m.crowds.front().task) ++each[t];
  EXPECT_THAT(each, testing::Each(testing::Gt(0)));  // every task can be looked at
}

/// Explore with a run that took no time at all.
class Replay : public Explore {
 protected:
  void SetUp() override {
    choose("MFEA", "CEC17-MTSO1-CI-HS");
    type(find<QLineEdit>(page(), "exploreBudget"), "20000");
    startAndWait();
    window.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  }
  QSlider& slider() { return find<QSlider>(page(), "replaySlider"); }
  std::string where() { return find<QLabel>(page(), "replayWhere").text().toStdString(); }
  /// Variables of the first task's individuals, without the gaps between them: NaN would differ from itself.
  std::vector<double> drawn() {
    std::vector<double> y = find<FigureView>(page(), "populationView").figure().panels.at(0).lines.at(0).y;
    std::erase_if(y, [](double v) { return std::isnan(v); });
    return y;
  }
};

TEST_F(Replay, KeysGoThroughTheGenerations) {
  ASSERT_TRUE(slider().isEnabled());
  EXPECT_EQ(slider().value(), slider().maximum());
  EXPECT_GT(slider().maximum(), 50);
  EXPECT_THAT(where(), HasSubstr("20,000 evaluations"));
  const std::vector<double> end = drawn();
  auto& convergence = find<FigureView>(page(), "convergenceView");
  EXPECT_EQ(convergence.figure().panels[0].lines.size(), 2U);
  slider().setFocus();
  QTest::keyClick(&slider(), Qt::Key_Home);
  EXPECT_EQ(find<QSpinBox>(page(), "replayGeneration").value(), 0);
  EXPECT_THAT(where(), HasSubstr(", 400 evaluations"));
  const std::vector<double> begin = drawn();
  EXPECT_EQ(begin.size(), end.size());
  EXPECT_NE(begin, end);
  // A line across the curves stands where the run was.
  ASSERT_EQ(convergence.figure().panels[0].lines.size(), 3U);
  EXPECT_THAT(convergence.figure().panels[0].lines[2].x, testing::Each(400.0));
  QTest::keyClick(&slider(), Qt::Key_Right);
  EXPECT_EQ(find<QSpinBox>(page(), "replayGeneration").value(), 1);
  EXPECT_NE(drawn(), begin);
  QTest::keyClick(&slider(), Qt::Key_Left);
  EXPECT_EQ(drawn(), begin);
  QTest::keyClick(&slider(), Qt::Key_End);
  EXPECT_EQ(drawn(), end);
  EXPECT_EQ(convergence.figure().panels[0].lines.size(), 2U);
}

TEST_F(Replay, TheSliderKeepsItsLength) {
  const int length = slider().width();
  slider().setFocus();
  for (const Qt::Key key : {Qt::Key_Home, Qt::Key_Right, Qt::Key_PageUp, Qt::Key_End}) {
    QTest::keyClick(&slider(), key);
    passTime(20);  // for the layout
    EXPECT_EQ(slider().width(), length) << where();
  }
}

TEST_F(Replay, TransferAndTracesShowTheSameMoment) {
  tab("Transfer matrix");
  auto& generation = find<QSpinBox>(page(), "replayGeneration");
  const int half = generation.maximum() / 2;
  type(generation, QString::number(half), true);
  EXPECT_EQ(generation.value(), half);
  const QString at = find<QLabel>(page(), "transferWhere").text();
  EXPECT_THAT(at.toStdString(), HasSubstr("checkpoint 25 of 50"));
  slider().setFocus();
  QTest::keyClick(&slider(), Qt::Key_End);
  EXPECT_THAT(find<QLabel>(page(), "transferWhere").text().toStdString(), HasSubstr("checkpoint 50 of 50"));
}

TEST_F(Replay, SpacePlaysARunOfNoTimeAtTheSpeedChosen) {
  pick(find<QComboBox>(page(), "replaySpeed"), "in 2 s");
  slider().setFocus();
  QElapsedTimer clock;
  clock.start();
  QTest::keyClick(&slider(), Qt::Key_Space);
  EXPECT_LT(slider().value(), slider().maximum());  // from the beginning again
  std::set<int> seen;
  ASSERT_TRUE(waitFor([&] {
    seen.insert(slider().value());
    return slider().value() == slider().maximum();
  }));
  EXPECT_GE(clock.elapsed(), 1900);
  EXPECT_GT(seen.size(), 5U);
  EXPECT_FALSE(page().findChild<ReplayBar*>()->playing());
  // Another speed continues from where it is.
  pick(find<QComboBox>(page(), "replaySpeed"), "in 30 s");
  slider().setFocus();
  QTest::keyClick(&slider(), Qt::Key_Space);
  ASSERT_TRUE(waitFor([&] { return slider().value() > slider().maximum() / 20; }));
  const int before = slider().value();
  clock.restart();
  pick(find<QComboBox>(page(), "replaySpeed"), "in 2 s");
  passTime(100);
  const int after = slider().value();
  EXPECT_LE(after, before + 1 + static_cast<int>(clock.elapsed()) * slider().maximum() / 2000);
  QTest::keyClick(&slider(), Qt::Key_End);
  // Space holds it, too.
  pick(find<QComboBox>(page(), "replaySpeed"), "in 30 s");
  slider().setFocus();
  QTest::keyClick(&slider(), Qt::Key_Space);
  ASSERT_TRUE(waitFor([&] { return slider().value() > 0; }));
  QTest::keyClick(&slider(), Qt::Key_Space);
  const int held = slider().value();
  passTime(700);
  EXPECT_EQ(slider().value(), held);
  shot(window, "explore-replay");
}

TEST_F(Explore, APausedRunIsWatchedAndGoesOn) {
  choose("MFEA", "CEC17-MTSO1-CI-HS");
  type(find<QLineEdit>(page(), "exploreBudget"), "900000000");
  click(find<QPushButton>(page(), "exploreStart"));
  auto& slider = find<QSlider>(page(), "replaySlider");
  ASSERT_TRUE(waitFor([&] { return slider.maximum() > 20; }));
  EXPECT_EQ(slider.value(), slider.maximum());
  click(find<QPushButton>(page(), "explorePause"));
  passTime(400);
  // The end is the generation at which it is held.
  const QString held = find<QLabel>(page(), "exploreProgress").text();
  EXPECT_THAT(
      held.toStdString(),
      HasSubstr(
          QStringLiteral("generation %L1,").arg(find<QSpinBox>(page(), "replayGeneration").value()).toStdString()));
  slider.setFocus();
  QTest::keyClick(&slider, Qt::Key_Home);
  const auto generation = [&] { return find<QSpinBox>(page(), "replayGeneration").value(); };
  EXPECT_EQ(generation(), 0);
  // Someone looking back is not torn away by the run going on.
  const QString before = find<QLabel>(page(), "replayWhere").text();
  click(find<QPushButton>(page(), "explorePause"));
  ASSERT_TRUE(waitFor([&] { return find<QLabel>(page(), "replayWhere").text() != before; }));  // of more generations
  EXPECT_EQ(generation(), 0);
  slider.setFocus();
  QTest::keyClick(&slider, Qt::Key_End);
  const int end = generation();
  EXPECT_TRUE(waitFor([&] { return generation() > end; }));
  EXPECT_EQ(slider.value(), slider.maximum());
  click(find<QPushButton>(page(), "exploreStop"));
  ASSERT_TRUE(waitFor([&] { return !page().runner().running(); }));
  EXPECT_TRUE(slider.isEnabled());
}

}  // namespace
}  // namespace tandem::gui
