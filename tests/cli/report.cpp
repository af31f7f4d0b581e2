// SPDX-License-Identifier: Apache-2.0
// `tandem report`: one page that needs nothing else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "cli_program.h"
#include "tandem/engine/engine.h"

namespace tandem {
namespace {

using testing::HasSubstr;
using testing::Not;

// Names of the elements left open; "!" + name for an end tag that matches nothing.
std::vector<std::string> unbalanced(const std::string& html) {
  std::vector<std::string> open;
  for (std::size_t i = html.find('<'); i != std::string::npos; i = html.find('<', i + 1)) {
    const std::size_t end = html.find('>', i);
    if (end == std::string::npos) return {"<"};
    const bool closing = html[i + 1] == '/';
    const std::size_t begin = i + (closing ? 2 : 1);
    const std::string name = html.substr(begin, html.find_first_of(" >", begin) - begin);
    if (name == "!DOCTYPE" || name == "meta" || name == "img") continue;
    if (!closing) {
      open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      return {std::string("!").append(name)};
    } else {
      open.pop_back();
    }
    if (name == "style" && !closing) i = html.find("</style", i) - 1;
  }
  return open;
}

TEST(ReportCommand, WritesOneSelfContainedPage) {
  const test::TemporaryFolder folder;
  ExperimentSpec spec;
  spec.algorithms = {{.name = "MFEA", .alias = "MFEA<b>&"}, {.name = "GA"}};
  spec.problems = {{.name = "CEC17-MTSO1*"}, {.name = "CEC17-MTSO2*"}};
  spec.repetitions = 4;
  spec.budget = 1000;
  spec.population = 20;
  spec.checkpoints = 3;
  spec.instance = Instance::Synthetic;
  (void)runExperiment(makePlan(spec, builtinCatalogue()), folder.file("made.h5"), {});

  const std::string page = folder.file("made.html");
  const auto done = test::tandem({"report", folder.file("made.h5"), "--base", "GA", "--no-figures", "-o", page});
  ASSERT_EQ(done.status, 0) << done.err;
  std::ostringstream text;
  text << std::ifstream(page).rdbuf();
  const std::string html = text.str();
  EXPECT_THAT(unbalanced(html), testing::IsEmpty());
  for (const char* part : {"<h1>made</h1>", "16 of 16 runs finished", "synthetic", "Wilcoxon rank-sum",
                           "Holm over 4 comparisons", "did transfer help or harm?", "mean ranks", "native on T1",
                           "T2 to T1", "<h2>CEC17-MTSO2-CI-MS</h2>", "repetitions = 4", "MFEA&lt;b&gt;&amp;",
                           "sizes of the differences", "A12, 2 problems", "class=\"effect\">A12 0.", "surrogate",
                           "<a href=\"#problem-2\">CEC17-MTSO2-CI-MS</a>", "id=\"problem-2\"", "run by Tandem"}) {
    EXPECT_THAT(html, HasSubstr(part));
  }
  for (const char* outside : {"<link", "<script", "src=\"http", "href=\"http", "url(", "@import", "MFEA<b>"}) {
    EXPECT_THAT(html, Not(HasSubstr(outside))) << outside;
  }
  EXPECT_EQ(test::tandem({"report", folder.file("made.h5")}).status, 2);  // no output named
  EXPECT_EQ(test::tandem({"report", folder.file("none.h5"), "-o", page}).status, 2);
}

TEST(ReportCommand, ComparesWhatDiffersIfToldTo) {
  const test::TemporaryFolder folder;
  for (const char* budget : {"200", "400"}) {
    const auto made = test::tandem({"run", "-a", "GA,DE", "-p", "Sphere:dim=2", "-r", "2", "-e", budget, "-n", "10",
                                    "-k", "2", "-q", "-o", folder.file(std::string("of") + budget + ".h5")});
    ASSERT_EQ(made.status, 0) << made.err;
  }
  const auto page = [&](std::vector<std::string> words) {
    words.insert(words.begin(),
                 {"report", folder.file("of200.h5"), folder.file("of400.h5"), "--no-figures", "-o", "-"});
    const auto done = test::tandem(words);
    EXPECT_EQ(done.status, 0) << done.err;
    return done.out;
  };
  EXPECT_THAT(page({}), HasSubstr("(--allow-mixed compares them anyway)"));
  EXPECT_THAT(page({"--allow-mixed"}),
              testing::AllOf(Not(HasSubstr("--allow-mixed")), HasSubstr("had a budget of 200 evaluations in "),
                             HasSubstr("sizes of the differences")));
}

TEST(ReportCommand, SaysWhyAFigureIsMissing) {
  const test::TemporaryFolder folder;
  ASSERT_EQ(test::tandem({"run", "-a", "GA,DE", "-p", "Sphere:dim=2", "-r", "2", "-e", "200", "-n", "10", "-k", "2",
                          "-q", "-o", folder.file("made.h5")})
                .status,
            0);
  // The program takes the tandem-figures beside itself.
  std::filesystem::copy_file(TANDEM_PROGRAM, folder.file("tandem"));
  const std::vector<std::string> copied = {"sh", "-c", R"(shift; exec "$0" "$@")", folder.file("tandem")};
  const std::string libraries =
      "LD_LIBRARY_PATH=" + (std::filesystem::path(TANDEM_PROGRAM).parent_path() / "../lib").string();
  const auto report = [&](const std::string& script) {
    test::writeText(folder.file("tandem-figures"), "#!/bin/sh\n" + script + "\n");
    std::filesystem::permissions(folder.file("tandem-figures"), std::filesystem::perms::owner_all);
    const auto done =
        test::tandem({"report", folder.file("made.h5"), "-o", folder.file("page.html")}, "", {libraries}, copied);
    EXPECT_EQ(done.status, 0) << done.err;
    return test::readText(folder.file("page.html"));
  };
  EXPECT_THAT(report("echo 'tandem plot: There is no ink left.' >&2; exit 2"),
              HasSubstr(". There is no ink left.</p>"));
  EXPECT_THAT(report("kill -9 $$"), HasSubstr(". Tandem-figures was ended by signal 9.</p>"));
  EXPECT_THAT(report("exit 3"), HasSubstr(". Tandem-figures could not draw it.</p>"));
}

TEST(ReportCommand, NeedsAPlaceForItsFiguresAndNamesTheCure) {
  const test::TemporaryFolder folder;
  ASSERT_EQ(test::tandem({"run", "-a", "GA", "-p", "Sphere:dim=2", "-r", "1", "-e", "20", "-n", "10", "-q", "-o",
                          folder.file("made.h5")})
                .status,
            0);
  const auto refused = test::tandem({"report", folder.file("made.h5"), "-o", folder.file("page.html")}, "",
                                    {"TMPDIR=" + folder.file("nowhere")});
  EXPECT_NE(refused.status, 0);
  EXPECT_THAT(refused.err, HasSubstr("set TMPDIR to a writable one"));
}

}  // namespace
}  // namespace tandem
