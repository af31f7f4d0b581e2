// SPDX-License-Identifier: Apache-2.0
// What the words of `tandem plot` order.
#include "tandem/figures/order.h"

#include <gmock/gmock.h>

#include <fstream>

#include "tandem/catalogue.h"
#include "tandem/error.h"
#include "temporary_folder.h"

namespace tandem::figures {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string refusal(const std::function<void()>& call) {
  try {
    call();
  } catch (const InputError& e) {
    return e.what();
  }
  return "";
}

TEST(Order, TakesLongAndShortOptionsWithEitherFormOfValue) {
  const FigureOrder order = readOrder({"a.h5", "--file=--b.h5", "--kind=box", "-m", "Time", "--task", "2", "--problem",
                                       "Sphere", "-p", "Rastrigin", "--width=3.5in", "-o", "out.svg"});
  EXPECT_THAT(order.selection.files, ElementsAre("a.h5", "--b.h5"));
  EXPECT_EQ(order.request.kind, "box");
  EXPECT_EQ(order.request.metric, "Time");
  EXPECT_EQ(order.request.task, 1) << "people count from 1";
  EXPECT_THAT(order.problems, ElementsAre("Sphere", "Rastrigin"));
  EXPECT_NEAR(order.width, 336.0, 1e-9) << "pixels of 1/96 inch";
  EXPECT_EQ(order.output, "out.svg");
}

TEST(Order, SaysWhatIsWrongWithIt) {
  const std::vector<std::pair<std::vector<std::string>, const char*>> cases = {
      {{"a.h5"}, "No output file is given"},
      {{"a.h5", "-o", "x.svg", "--output", "y.svg"}, "--output is given twice"},
      {{"a.h5", "-o"}, "The option -o needs a value."},
      {{"a.h5", "--knid", "box", "-o", "x.svg"}, "There is no option '--knid'; nearest: --kind"},
      {{"box", "-o", "x.svg"}, "'box' is a kind of figure, not a file; write --kind box."},
      {{"a.h5", "--data", "x.xlsx"}, "must end in .csv or .json"},
      {{"a.h5", "-o", "x.png", "--dpi", "300", "--scale", "2"}, "--dpi and --scale are two ways to say the same"},
      {{"a.h5", "-o", "x.svg", "--instance", "mine"}, "--instance 'mine' should be auto, official or synthetic."}};
  for (const auto& [words, part] : cases) {
    EXPECT_THAT(refusal([&, &given = words] { (void)readOrder(given); }), HasSubstr(part));
  }
}

TEST(Order, AFileThatDescribesAProblemNamesIt) {
  const test::TemporaryFolder folder;
  const std::string file = folder.file("mine.toml");
  std::ofstream(file) << "name = \"Mine\"\n[[task]]\nbase = \"Sphere\"\ndim = 2\n";
  const Figure figure = orderedFigure(
      readOrder({"--kind=landscape", "--samples=3", "--data=x.csv", "--problem=" + file}), builtinCatalogue());
  EXPECT_EQ(figure.panels.size(), 1U);
  EXPECT_THAT(figure.note, HasSubstr("instance: own"));
}

TEST(Order, AFigureOfProblemsHasThePanelsOfAll) {
  const Catalogue catalogue = builtinCatalogue();
  const auto ordered = [&](const std::vector<std::string>& problems) {
    std::vector<std::string> words = {"--kind=landscape", "--samples=3", "--param=dim=2", "--data=x.csv"};
    for (const std::string& problem : problems) words.push_back("--problem=" + problem);
    return orderedFigure(readOrder(words), catalogue);
  };
  const Figure figure = ordered({"Func-Sphere", "Func-Rastrigin"});
  ASSERT_EQ(figure.panels.size(), 2U);
  EXPECT_THAT(figure.panels[1].title, HasSubstr("Func-Rastrigin"));
  EXPECT_EQ(figure.panels[0].lines.at(0).x.size(), 3U);
  EXPECT_THAT(refusal([&] { (void)ordered({}); }), HasSubstr("name some with --problem"));
  EXPECT_THAT(refusal([&] { (void)ordered({"Func-Spheer"}); }), HasSubstr("Func-Sphere"));
}

}  // namespace
}  // namespace tandem::figures
