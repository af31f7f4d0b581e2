// SPDX-License-Identifier: Apache-2.0
// Files that others read: names, parameters, everything recorded. Where a reader of others is there, it is theirs.
#include <gmock/gmock.h>

#include <cmath>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "cli_program.h"

namespace tandem::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

using Json = nlohmann::json;

class Exports : public testing::Test {
 protected:
  std::string at(const std::string& name) const { return folder_.file(name); }
  std::string good(const std::vector<std::string>& words) const {
    const Outcome outcome = tandem(words);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.out;
  }
  void make(const std::string& name, const std::vector<std::string>& more) const {
    std::vector<std::string> words{"run", "-e", "200", "-n",         "10",        "-r",
                                   "2",   "-k", "4",   "--instance", "synthetic", "-q"};
    words.insert(words.end(), more.begin(), more.end());
    words.insert(words.end(), {"-o", at(name)});
    good(words);
  }
  void makeTwins() const {
    make("twins.h5", {"-a", "GA", "-a", "DE", "-p", "Sphere:dim=5,bound=1", "-p", "Sphere:dim=5,bound=50"});
  }
  test::TemporaryFolder folder_;
};

/// Values of a column of a CSV file without quoted commas.
std::set<std::string> column(const std::string& csv, std::size_t which) {
  std::set<std::string> values;
  std::istringstream in(csv);
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      if (c == ',' && !quoted) {
        fields.emplace_back();
      } else if (c != '"') {
        fields.back() += c;
      }
    }
    values.insert(fields.at(which));
  }
  return values;
}

const std::string kOne = "Func-Sphere (bound=1, dim=5)";
const std::string kFifty = "Func-Sphere (bound=50, dim=5)";

TEST_F(Exports, EveryFormTellsProblemsOfOneNameApart) {
  makeTwins();
  const std::string file = at("twins.h5");
  EXPECT_THAT(column(good({"export", file, "--format", "csv"}), 0), ElementsAre(kOne, kFifty));
  EXPECT_THAT(column(good({"export", file, "--format", "ioh"}), 2), ElementsAre(kOne, kFifty));
  const Json json = Json::parse(good({"export", file, "--format", "json"}));
  std::set<std::string> names;
  for (const Json& run : json["runs"]) names.insert(run["problem"]);
  EXPECT_THAT(names, ElementsAre(kOne, kFifty));
  names.clear();
  for (const Json& problem : json["experiment"]["problems"]) {
    EXPECT_EQ(problem["name"], "Func-Sphere");
    names.insert(problem["title"]);
  }
  EXPECT_THAT(names, ElementsAre(kOne, kFifty)) << "the runs are found by it";
  EXPECT_THAT(good({"info", file}), testing::AllOf(HasSubstr(kOne), HasSubstr(kFifty)));
  EXPECT_THAT(good({"info", file, "--ledger"}), HasSubstr(kFifty));
  EXPECT_THAT(good({"report", file, "--no-figures", "-o", "-"}), HasSubstr("<h2>" + kFifty + "</h2>"));
}

TEST_F(Exports, TheNameAsPrintedIsTaken) {
  makeTwins();
  const std::string file = at("twins.h5");
  const std::string table = good({"table", file, "-p", kFifty});
  EXPECT_THAT(table, HasSubstr(kFifty));
  EXPECT_THAT(table, Not(HasSubstr(kOne)));
  good({"arrange", file, "-p", kFifty, "-o", at("one.h5")});
  EXPECT_THAT(good({"info", at("one.h5")}), testing::AllOf(HasSubstr("bound=50"), Not(HasSubstr("bound=1,"))));
  const Outcome drawn = tandem({"plot", file, "-p", kFifty, "--kind", "convergence", "-o", at("one.svg")});
  if (drawn.err.find("not installed") != std::string::npos) GTEST_SKIP() << "tandem-figures IS NOT THERE";
  ASSERT_EQ(drawn.status, 0) << drawn.err;
  EXPECT_THAT(tandem({"plot", file, "-p", "Func-Sphere (bound=7, dim=5)", "-o", at("no.svg")}).err,
              HasSubstr("No run matches"));
}

TEST_F(Exports, DecisionsAreInEveryFormat) {
  make("d.h5", {"-a", "GA", "-p", "Sphere:dim=3", "-p", "ZDT1", "--save-decisions"});
  const Json json = Json::parse(good({"export", at("d.h5"), "--format", "json"}));
  std::map<std::string, double> first;  // "problem/repetition/checkpoint/individual" -> first variable
  std::size_t lines = 0;
  for (const Json& run : json["runs"]) {
    const Json& task = run["tasks"][0];
    for (int k = 0; k < 4; ++k) {
      const std::string where = run["problem"].get<std::string>() + "/" + std::to_string(run["repetition"].get<int>()) +
                                "/" + std::to_string(k + 1) + "/";
      if (task.contains("fronts")) {
        const Json& points = task["fronts"][k]["decisions"];
        ASSERT_EQ(points.size(), task["fronts"][k]["cv"].size());
        for (std::size_t i = 0; i < points.size(); ++i) first[where + std::to_string(i + 1)] = points[i][0];
        lines += points.size();
      } else {
        ASSERT_EQ(task["decisions"][k].size(), 3U);
        double sum = 0.0;  // a sphere shifted by nothing that the decisions do not tell: finite, within bounds
        for (const Json& v : task["decisions"][k]) sum += v.get<double>();
        EXPECT_TRUE(std::isfinite(sum));
        first[where] = task["decisions"][k][0];
        ++lines;
      }
    }
  }
  std::istringstream csv(good({"export", at("d.h5"), "--format", "csv", "--decisions"}));
  std::string line;
  std::getline(csv, line);
  EXPECT_EQ(line.substr(0, 76), "problem,task,algorithm,repetition,checkpoint,evaluations,individual,x_1,x_2,");
  std::size_t seen = 0;
  while (std::getline(csv, line)) {
    std::vector<std::string> f;
    std::istringstream parts(line);
    for (std::string field; std::getline(parts, field, ',');) f.push_back(field);
    const auto there = first.find(f[0] + "/" + f[3] + "/" + f[4] + "/" + f[6]);
    ASSERT_NE(there, first.end()) << line;
    EXPECT_EQ(std::stod(f[7]), there->second);
    ++seen;
  }
  EXPECT_EQ(seen, lines);
  make("none.h5", {"-a", "GA", "-p", "Sphere:dim=3"});
  const Outcome none = tandem({"export", at("none.h5"), "--format", "csv", "--decisions"});
  EXPECT_EQ(none.status, 2);
  EXPECT_THAT(none.err, HasSubstr("--save-decisions"));
}

TEST_F(Exports, TransfersAreInEveryFormat) {
  make("t.h5", {"-a", "MFEA", "-a", "GA", "-p", "CEC17-MTSO1-CI-HS"});
  const Json json = Json::parse(good({"export", at("t.h5"), "--format", "json"}));
  std::map<std::string, int> made;
  int total = 0;
  for (const Json& run : json["runs"]) {
    EXPECT_EQ(run.contains("transfer"), run["algorithm"] == "MFEA");
    if (!run.contains("transfer")) continue;
    for (const Json& row : run["transfer"]) {
      const auto part = [&](const char* key) { return std::to_string(row[key].get<int>()) + ","; };
      made["MFEA," + std::to_string(run["repetition"].get<int>()) + "," + part("checkpoint") + part("donor") +
           part("receiver")] = row["made"];
      total += row["made"].get<int>();
    }
  }
  EXPECT_GT(total, 0);
  std::istringstream csv(good({"export", at("t.h5"), "--format", "csv", "--transfer"}));
  std::string line;
  std::getline(csv, line);
  EXPECT_EQ(line, "problem,algorithm,repetition,checkpoint,donor,receiver,made,survived,improved");
  std::size_t seen = 0;
  while (std::getline(csv, line)) {
    std::size_t at = line.find(',') + 1;
    std::size_t end = at;
    for (int i = 0; i < 5; ++i) end = line.find(',', end) + 1;
    const auto there = made.find(line.substr(at, end - at));
    ASSERT_NE(there, made.end()) << line;
    EXPECT_EQ(std::stoi(line.substr(end)), there->second);
    ++seen;
  }
  EXPECT_EQ(seen, made.size());
  EXPECT_EQ(tandem({"export", at("t.h5"), "--format", "csv", "--transfer", "--traces"}).status, 2);
}

}  // namespace
}  // namespace tandem::test
