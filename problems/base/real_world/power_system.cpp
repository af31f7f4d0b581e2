// SPDX-License-Identifier: Apache-2.0
#include "problems/base/real_world/power_system.h"

#include <algorithm>
#include <map>
#include <numbers>

#include "problems/base/instances/number_text.h"
#include "problems/base/real_world/ieee30_text.h"
#include "problems/base/real_world/ieee57_text.h"
#include "tandem/error.h"
#include "tandem/matrix.h"

namespace tandem::prob::power {
namespace {

using Table = std::vector<std::vector<double>>;

/// Columns of the tables.
const std::map<std::string, int> kColumns = {
    {"bus", 10}, {"generator", 6}, {"branch", 7}, {"cost", 3}, {"emission", 5}};

[[noreturn]] void fail(const std::string& name, const std::string& what) {
  throw InputError("power system " + name + ": " + what);
}

void findPattern(System& s) {
  std::map<std::pair<int, int>, int> number;
  for (const Branch& branch : s.branches) {
    const std::pair<int, int> couple = std::minmax(branch.from, branch.to);
    const auto [at, isNew] = number.try_emplace(couple, isize(s.couples));
    if (isNew) s.couples.push_back(couple);
    s.coupleOf.push_back(at->second);
  }
  s.pattern = BlockPattern(isize(s.buses), s.couples);
  for (const auto& [i, j] : s.couples) s.blocksOf.emplace_back(s.pattern.block(i, j), s.pattern.block(j, i));
}

using Tables = std::map<std::string, Table>;

Tables readTables(const std::string& name, const std::string& text, double& baseMva) {
  constexpr int kMostRows = 100000;
  Tables tables;
  NumberText in("power system " + name, text);
  while (!in.atEnd()) {
    const std::string section = in.word();
    if (section == "baseMVA") {
      baseMva = in.number();
      continue;
    }
    const auto columns = kColumns.find(section);
    if (columns == kColumns.end()) in.fail("unknown table '" + section + "'");
    Table table(in.count("table '" + section + "'", kMostRows));
    for (std::vector<double>& row : table) {
      for (int c = 0; c < columns->second; ++c) row.push_back(in.number());
    }
    tables[section] = std::move(table);
  }
  return tables;
}

void addBuses(System& s, const Table& table) {
  constexpr double kDegree = std::numbers::pi / 180.0;
  const double base = s.baseMva;
  int count = 0;
  for (const std::vector<double>& r : table) {
    if (r[0] != ++count) fail(s.name, "buses are to be numbered 1, 2, ...");
    s.buses.push_back({.slack = r[1] == 3.0,
                       .loadP = r[2] / base,
                       .loadQ = r[3] / base,
                       .shuntG = r[4] / base,
                       .shuntB = r[5] / base,
                       .voltage = r[6],
                       .angle = r[7] * kDegree,
                       .most = r[8],
                       .least = r[9]});
  }
}

int busOf(const System& s, double number) {
  const int buses = isize(s.buses);
  if (!(number >= 1.0 && number <= buses)) fail(s.name, "there is no such bus");
  return static_cast<int>(number) - 1;
}

void addGenerators(System& s, const Table& table, const Table& cost, const Table& emission) {
  if (cost.size() != table.size() || emission.size() != table.size()) {
    fail(s.name, "cost and emission need one row a generator");
  }
  std::vector<bool> fed(s.buses.size(), false);
  int k = 0;
  for (const std::vector<double>& r : table) {
    Generator g{.bus = busOf(s, r[0]),
                .power = r[1],
                .mostQ = r[2] / s.baseMva,
                .leastQ = r[3] / s.baseMva,
                .mostP = r[4],
                .leastP = r[5]};
    std::copy(cost[k].begin(), cost[k].end(), g.cost);
    std::copy(emission[k].begin(), emission[k].end(), g.emission);
    if (fed[g.bus] || s.buses[g.bus].slack != (k == 0)) {
      fail(s.name, "the first generator, and no other, feeds the slack bus");
    }
    fed[g.bus] = true;
    s.generators.push_back(g);
    ++k;
  }
  for (int i = 0; i < isize(s.buses); ++i) {
    if (!fed[i]) s.loadBuses.push_back(i);
  }
}

void addBranches(System& s, const Table& table) {
  for (const std::vector<double>& r : table) {
    const double square = r[2] * r[2] + r[3] * r[3];
    s.branches.push_back({.from = busOf(s, r[0]),
                          .to = busOf(s, r[1]),
                          .conductance = r[2] / square,
                          .susceptance = -r[3] / square,
                          .charging = r[4],
                          .limit = r[5] / s.baseMva,
                          .ratio = r[6] == 0.0 ? 1.0 : r[6]});
  }
}

}  // namespace

System readSystem(const std::string& name, const std::string& text) {
  System s;
  s.name = name;
  Tables tables = readTables(name, text, s.baseMva);
  addBuses(s, tables["bus"]);
  addGenerators(s, tables["generator"], tables["cost"], tables["emission"]);
  addBranches(s, tables["branch"]);
  findPattern(s);
  return s;
}

const System& ieee30() {
  static const System system = readSystem("IEEE 30", kIeee30Text);
  return system;
}
const System& ieee57() {
  static const System system = readSystem("IEEE 57", kIeee57Text);
  return system;
}

}  // namespace tandem::prob::power
