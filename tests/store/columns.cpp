// SPDX-License-Identifier: Apache-2.0
#include "store/columns.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "store_fixture.h"

namespace tandem {
namespace {

using namespace testing;

/// "R, T, 5" of "repetition, task, (initial, native, transfer, surrogate, restart)".
std::string letters(const std::string& axes) {
  std::string text;
  for (std::size_t at = 0; at < axes.size();) {
    const bool parts = axes[at] == '(';
    const std::size_t end = std::min(axes.size(), parts ? axes.find(')', at) + 1 : axes.find(", ", at));
    const std::string axis = axes.substr(at, end - at);
    text += text.empty() ? "" : ", ";
    text += axis == "repetition"   ? "R"
            : axis == "task"       ? "T"
            : axis == "checkpoint" ? "K"
                                   : std::to_string(std::count(axis.begin(), axis.end(), ',') + 1);
    at = end + 2;
  }
  return text;
}

TEST(StoreColumns, TheDocumentationKnowsEachWithItsShape) {
  std::ifstream in(TANDEM_SOURCE_DIR "/docs/results.md");
  ASSERT_TRUE(in);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  std::set<std::string> names;
  store::visitColumns([&](const store::ColumnInfo& column, auto, auto) {
    EXPECT_TRUE(names.insert(column.name).second) << column.name;
    const std::string quoted = "`" + std::string(column.name) + "`";
    const std::string shape = letters(column.axes);
    // A row of the table, or named with its shape in another's; times have rows of their own, in the table before.
    const bool known = std::ranges::any_of(lines, [&](const std::string& line) {
      if (column.times) return line.starts_with("| `/times/PPPP/AAAA/" + std::string(column.name) + "`");
      const std::size_t second = line.find(" | ");
      if (line.starts_with("| `") && second != std::string::npos && line.substr(0, second).find(quoted) < second) {
        return line.substr(second + 3).starts_with(shape + " |");
      }
      return line.find(quoted + " [" + shape + "]") != std::string::npos;
    });
    EXPECT_TRUE(known) << "docs/results.md lacks " << column.name << " with the shape " << shape;
  });
  EXPECT_TRUE(names.contains("objective"));
}

TEST(StoreColumns, DatasetsHaveTheDescribedShapes) {
  const TempFolder folder;
  const ExperimentInfo info = makeInfo(3, 4, false);
  const std::string path = folder / "x.h5";
  {
    ResultWriter writer(path, info, false);
    for (const RunKey& key : allKeys(info)) {
      std::vector<RunRecord> one{makeRecord(info, key)};
      writer.commit(one);
    }
    writer.pack("2026-01-02T04:00:00Z");
  }
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  ASSERT_GE(file, 0);
  const std::string tasks = std::to_string(info.problems[0].tasks.size());
  store::visitColumns([&](const store::ColumnInfo& column, auto, auto) {
    const std::string where = std::string(column.times ? "/times" : "/runs") + "/0000/0000/" + column.name;
    const hid_t set = H5Dopen2(file, where.c_str(), H5P_DEFAULT);
    ASSERT_GE(set, 0) << where;
    const hid_t space = H5Dget_space(set);
    hsize_t extent[8] = {};
    std::string found;
    for (int i = 0, rank = H5Sget_simple_extent_dims(space, extent, nullptr); i < rank; ++i) {
      found += (i > 0 ? ", " : "") + std::to_string(extent[i]);
    }
    std::string expected;
    for (const char c : letters(column.axes)) {
      expected += c == 'R' ? "3" : c == 'K' ? "4" : c == 'T' ? tasks : std::string(1, c);
    }
    EXPECT_EQ(found, expected) << where;
    H5Sclose(space);
    H5Dclose(set);
  });
  H5Fclose(file);
}

/// Gives every value of the columns a number of its own.
RunRecord numbered(RunRecord record) {
  int next = 0;
  store::visitColumns([&](const store::ColumnInfo&, auto member, auto) {
    auto& values = record.*member;
    using Values = std::decay_t<decltype(values)>;
    if constexpr (std::is_same_v<Values, bool>) {
      values = true;
    } else if constexpr (std::is_arithmetic_v<Values>) {
      values = static_cast<Values>(++next);
    } else {
      for (auto& value : values) value = static_cast<std::decay_t<decltype(value)>>(++next);
    }
  });
  return record;
}

// From a shard and from the packed file, what is written of a run comes back in its own member and in no other.
TEST(StoreColumns, ValuesComeBackInTheirOwnMembers) {
  const TempFolder folder;
  const ExperimentInfo info = makeInfo(3, 4, false);
  const std::string path = folder / "x.h5";
  const auto check = [&] {
    const ResultFile file(path);
    for (const RunKey& key : allKeys(info)) {
      const RunRecord expected = numbered(makeRecord(info, key));
      const RunRecord found = file.run(key);
      store::visitColumns([&](const store::ColumnInfo& column, auto member, auto) {
        EXPECT_EQ(found.*member, expected.*member) << column.name;
      });
    }
  };
  ResultWriter writer(path, info, false);
  for (const RunKey& key : allKeys(info)) {
    std::vector<RunRecord> one{numbered(makeRecord(info, key))};
    writer.commit(one);
  }
  check();
  writer.pack("2026-01-02T04:00:00Z");
  check();
}

}  // namespace
}  // namespace tandem
