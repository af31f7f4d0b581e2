// SPDX-License-Identifier: Apache-2.0
// Import of official instance data: what is kept, what is refused, and that nobody's file is trusted.
#include <gtest/gtest.h>

#include <fstream>
#include <functional>

#include "problems_support.h"
#include "tandem/error.h"
#include "tandem/matrix.h"

namespace tandem::test {
namespace {

namespace fs = std::filesystem;

const char* const kMat = "Multi-task/CEC17-MTSO/Tasks/CI_H.mat";
const char* const kText = "Multi-task/WCCI20-MTSO/Tasks/benchmark_3/matrix_1";
const char* const kPermutation = "Multi-task/WCCI20-MTSO/Tasks/shuffle/shuffle_data_17_D50.txt";

/// A small checkout of its own: two suites taken from the official data.
class Import : public testing::Test {
 protected:
  void SetUp() override {
    const std::string official = environment("TANDEM_MTO_DATA_DIR");
    if (official.empty()) GTEST_SKIP() << "TANDEM_MTO_DATA_DIR is not set";
    for (const char* folder : {"Multi-task/CEC17-MTSO/Tasks", "Multi-task/WCCI20-MTSO/Tasks"}) {
      fs::create_directories(source(folder));
      fs::copy(fs::path(official) / "MTO/Problems" / folder, source(folder), fs::copy_options::recursive);
    }
  }
  [[nodiscard]] fs::path source(const std::string& file) const { return root() / "MTO/Problems" / file; }
  [[nodiscard]] fs::path root() const { return fs::path(checkout_.path()); }

  [[nodiscard]] std::vector<DataStatus> import() const {
    return importData(builtins(), checkout_.path(), data_.path());
  }
  static const DataStatus& find(const std::vector<DataStatus>& list, const std::string& suite,
                                const std::string& name) {
    for (const DataStatus& status : list) {
      if (status.suite == suite && status.name == name) return status;
    }
    throw Error("no such data set");
  }
  [[nodiscard]] BuiltProblem build(const std::string& name, Instance instance) const {
    return buildProblem(builtins(), name, {}, {instance, data_.path()});
  }
  static std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static void write(const fs::path& file, const std::string& content) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
  }
  /// Replaces a source file, imports, and expects the set to be refused with the file's name and the reason.
  void expectRefused(const char* file, const std::string& content, const std::string& suite, const std::string& name,
                     const std::string& reason) const {
    const std::string before = read(source(file));
    write(source(file), content);
    const std::vector<DataStatus> list = import();
    const DataStatus& status = find(list, suite, name);
    EXPECT_EQ(status.state, DataState::Damaged) << reason;
    EXPECT_NE(status.message.find(file), std::string::npos) << status.message;
    EXPECT_NE(status.message.find(reason), std::string::npos) << status.message;
    write(source(file), before);
  }

  TemporaryFolder checkout_;
  TemporaryFolder data_;
};

TEST_F(Import, ListImportVerify) {
  EXPECT_EQ(find(listData(builtins(), data_.path()), "CEC17-MTSO", "CI_H").state, DataState::Missing);
  EXPECT_EQ(build("CEC17-MTSO1", Instance::Auto).instance, Instance::Synthetic);
  EXPECT_THROW((void)build("CEC17-MTSO1", Instance::Official), InputError);

  std::size_t calls = 0;
  const auto progress = [&](std::size_t done, std::size_t total, const DataStatus&) {
    EXPECT_EQ(done, ++calls);
    EXPECT_LE(done, total);
  };
  const std::vector<DataStatus> imported = importData(builtins(), checkout_.path(), data_.path(), progress);
  EXPECT_EQ(calls, imported.size());
  const DataStatus& there = find(imported, "CEC17-MTSO", "CI_H");
  EXPECT_EQ(there.state, DataState::Imported) << there.message;
  EXPECT_EQ(there.checksum.size(), 16U);
  const DataStatus& absent = find(imported, "STOP", "Sphere-Ta-hh2-d50");
  EXPECT_EQ(absent.state, DataState::Missing);
  EXPECT_NE(absent.message.find("Sphere-Ta-hh2-d50-k49.mat"), std::string::npos);

  const std::vector<DataStatus> verified = verifyData(builtins(), data_.path());
  EXPECT_EQ(find(verified, "CEC17-MTSO", "CI_H").checksum, there.checksum);
  EXPECT_EQ(build("CEC17-MTSO1", Instance::Auto).instance, Instance::Official);
  EXPECT_EQ(build("CEC17-MTSO1", Instance::Official).checksum, there.checksum);
  EXPECT_EQ(build("CEC17-MTSO1", Instance::Synthetic).instance, Instance::Synthetic);
}

TEST_F(Import, EveryDamagedByteOfAnArchiveIsFound) {
  const std::vector<DataStatus> imported = import();
  const std::string file = find(imported, "CEC17-MTSO", "PI_M").file;
  const std::string whole = read(file);
  Rng rng(1);
  for (int k = 0; k < 100; ++k) {
    std::string damaged = whole;
    const auto at = static_cast<std::size_t>(rng.below(isize(whole)));
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << rng.below(8)));
    write(file, damaged);
    ASSERT_THROW((void)build("CEC17-MTSO5", Instance::Auto), InputError) << "byte " << at;
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{7}, std::size_t{19}, whole.size() / 2, whole.size() - 1}) {
    write(file, whole.substr(0, size));
    ASSERT_THROW((void)build("CEC17-MTSO5", Instance::Official), InputError) << size << " bytes";
  }
  const std::vector<DataStatus> verified = verifyData(builtins(), data_.path());
  const DataStatus& status = find(verified, "CEC17-MTSO", "PI_M");
  EXPECT_EQ(status.state, DataState::Damaged);
  EXPECT_NE(status.message.find(file), std::string::npos);
  write(file, whole);
  EXPECT_NO_THROW((void)build("CEC17-MTSO5", Instance::Official));
}

TEST_F(Import, HostileTextIsRefused) {
  const auto refused = [&](const std::string& content, const std::string& reason) {
    expectRefused(kText, content, "WCCI20-MTSO", "benchmark_3", reason);
  };
  const std::string whole = read(source(kText));
  refused("", "0 numbers instead of 2500");
  refused(whole.substr(0, whole.size() / 2), "instead of 2500");
  refused(whole + " 1.0", "more than the expected 2500 numbers");
  refused("nan " + whole.substr(whole.find_first_of("\t ", 3)), "NaN");
  refused("1e300 " + whole.substr(whole.find_first_of("\t ", 3)), "absurdly large");
  refused("x" + whole, "not a number after 0 numbers");
  refused("+-5 " + whole, "not a number after 0 numbers");
  refused(std::string(1000, '\0') + whole, "not a number");
  std::string order;
  for (int i = 0; i < 50; ++i) order += "7 ";
  expectRefused(kPermutation, order, "WCCI20-MTSO", "benchmark_3", "permutation of 1..50");
  const std::string published = read(source(kPermutation));
  expectRefused(kPermutation, "51" + published.substr(published.find('\t')), "WCCI20-MTSO", "benchmark_3",
                "permutation");
}

TEST_F(Import, HostileMatIsRefused) {
  const auto refused = [&](const std::string& content, const std::string& reason) {
    expectRefused(kMat, content, "CEC17-MTSO", "CI_H", reason);
  };
  const std::string whole = read(source(kMat));
  refused("", "not a MATLAB 5 file");
  refused(std::string(4096, 'x'), "not a MATLAB 5 file");
  refused(whole.substr(0, 128), "holds no variable");
  refused(whole.substr(0, whole.size() / 2), "");
  // The data of another problem: right format, wrong content.
  refused(read(source("Multi-task/CEC17-MTSO/Tasks/NI_H.mat")), "no variable 'GO_Task1'");
  const std::string small = read(source("Multi-task/CEC17-MTSO/Tasks/PI_L.mat"));
  refused(small, "1 x 25");
}

TEST_F(Import, HugeFilesAreRefusedBeforeTheyAreRead) {
  ASSERT_EQ(find(import(), "CEC17-MTSO", "CI_H").state, DataState::Imported);
  for (const char* file : {kMat, kText}) fs::resize_file(source(file), std::uintmax_t{1} << 36U);  // sparse
  const std::vector<DataStatus> list = import();
  EXPECT_NE(find(list, "CEC17-MTSO", "CI_H").message.find("larger than any published file"), std::string::npos);
  EXPECT_NE(find(list, "WCCI20-MTSO", "benchmark_3").message.find("larger"), std::string::npos);
  // A refusal leaves the earlier import in use.
  EXPECT_EQ(build("CEC17-MTSO1", Instance::Auto).instance, Instance::Official);
}

TEST_F(Import, MutatedMatFilesDoNoHarm) {
  // Either refused or read as something of the right shape; never a crash or an endless allocation.
  const std::string whole = read(source(kMat));
  fs::remove_all(source("Multi-task/WCCI20-MTSO"));
  Rng rng(2);
  int refusals = 0;
  for (int k = 0; k < 200; ++k) {
    std::string damaged = whole;
    const int changes = 1 + rng.below(4);
    for (int c = 0; c < changes; ++c) {
      // Mostly in the headers of the file and of its variables.
      const int range = rng.chance(0.5) ? 300 : isize(whole);
      damaged[rng.below(range)] = static_cast<char>(rng.below(256));
    }
    write(source(kMat), damaged);
    const std::vector<DataStatus> list = import();
    refusals += find(list, "CEC17-MTSO", "CI_H").state == DataState::Damaged ? 1 : 0;
  }
  EXPECT_GT(refusals, 20);
}

TEST_F(Import, NotACheckout) {
  EXPECT_THROW((void)importData(builtins(), data_.path(), data_.path()), InputError);
  EXPECT_THROW((void)importData(builtins(), "/no/such/folder", data_.path()), InputError);
  // The folder MTO itself is accepted, too.
  const std::vector<DataStatus> list = importData(builtins(), (root() / "MTO").string(), data_.path());
  EXPECT_EQ(find(list, "CEC17-MTSO", "CI_H").state, DataState::Imported);
  const fs::path blocked = root() / "blocked";
  write(blocked, "a file where the data folder should be");
  EXPECT_THROW((void)importData(builtins(), checkout_.path(), blocked.string()), InputError);
}

TEST(OfficialDataSets, AllAreImported) {
  const OfficialData* official = OfficialData::get();
  if (official == nullptr) GTEST_SKIP() << "TANDEM_MTO_DATA_DIR is not set";
  for (const DataStatus& status : official->sets) {
    EXPECT_EQ(status.state, DataState::Imported) << status.suite << "/" << status.name << ": " << status.message;
  }
}

}  // namespace
}  // namespace tandem::test
