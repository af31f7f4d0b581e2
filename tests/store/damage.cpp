// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "store_fixture.h"

namespace tandem {
namespace {

using namespace testing;
using ::testing::Test;

class StoreDamage : public Test {
 protected:
  TempFolder folder;
  ExperimentInfo info = makeInfo(4, 5);
  std::string path = folder / "x.h5";
};

TEST_F(StoreDamage, MissingForeignAndTruncatedFilesGetOneSentence) {
  EXPECT_NE(complaint([&] { ResultFile file(path); }).find("There are no results"), std::string::npos);
  writeBytes(path, "hello, this is no HDF5 file\n");
  EXPECT_NE(complaint([&] { ResultFile file(path); }).find("not a readable HDF5 file"), std::string::npos);
  std::filesystem::remove(path);
  const hid_t foreign = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  H5Fclose(foreign);
  EXPECT_NE(complaint([&] { ResultFile file(path); }).find("not a result file of Tandem"), std::string::npos);
  std::filesystem::remove(path);
  writeAll(path, info);
  const std::string whole = readBytes(path);
  for (const double part : {0.0, 0.001, 0.1, 0.5, 0.9, 0.999}) {
    writeBytes(path, whole.substr(0, static_cast<std::size_t>(static_cast<double>(whole.size()) * part)));
    const std::string sentence = complaint([&] { ResultFile file(path); });
    EXPECT_NE(sentence.find(path), std::string::npos) << sentence;
  }
}

TEST_F(StoreDamage, ANewerSchemaIsRefused) {
  writeAll(path, info);
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  const hid_t attribute = H5Aopen(file, "schema", H5P_DEFAULT);
  const std::int64_t schema = 7;
  H5Awrite(attribute, H5T_NATIVE_INT64, &schema);
  H5Aclose(attribute);
  H5Fclose(file);
  const std::string sentence = complaint([&] { ResultFile results(path); });
  EXPECT_NE(sentence.find("schema version 7"), std::string::npos) << sentence;
  EXPECT_NE(sentence.find("newer Tandem"), std::string::npos) << sentence;
}

/// A flipped bit is either found (on opening or verifying) or lies where it changes nothing that is read.
TEST_F(StoreDamage, FlippedBitsAreFoundOrHarmless) {
  writeAll(path, info);
  const auto expected = datasets(path);
  const std::string whole = readBytes(path);
  Rng rng(7);
  int found = 0;
  int harmless = 0;
  for (int i = 0; i < 150; ++i) {
    std::string broken = whole;
    const auto byte = static_cast<std::size_t>(rng.uniform() * static_cast<double>(whole.size()));
    broken[byte] = static_cast<char>(broken[byte] ^ (1 << rng.below(8)));
    writeBytes(path, broken);
    bool noticed = false;
    try {
      const ResultFile file(path);
      noticed = !file.verify().empty();
    } catch (const Error&) {
      noticed = true;
    }
    if (noticed) {
      ++found;
      continue;
    }
    ++harmless;
    EXPECT_EQ(datasets(path), expected) << "a flipped bit of byte " << byte << " changed data unnoticed";
  }
  EXPECT_GT(found, 50);
  RecordProperty("found", found);
  RecordProperty("harmless", harmless);
}

TEST_F(StoreDamage, AFlippedValueIsFoundByVerifyAndNamed) {
  writeAll(path, info);
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  const hid_t set = H5Dopen2(file, "runs/0001/0000/objective", H5P_DEFAULT);
  ASSERT_GE(set, 0);
  std::vector<double> values(60);
  ASSERT_GE(H5Dread(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), 0);
  values[17] = std::nextafter(values[17], 9e9);
  H5Dwrite(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
  H5Dclose(set);
  H5Fclose(file);
  const std::vector<std::string> findings = ResultFile(path).verify();
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_NE(findings[0].find("runs/0001/0000/objective"), std::string::npos) << findings[0];
}

/// Paths of all datasets of a file.
std::vector<std::string> datasetPaths(hid_t file) {
  std::vector<std::string> paths;
  const auto note = [](hid_t, const char* name, const H5O_info_t* info, void* list) {
    if (info->type == H5O_TYPE_DATASET) static_cast<std::vector<std::string>*>(list)->emplace_back(name);
    return herr_t{0};
  };
  EXPECT_GE(H5Ovisit(file, H5_INDEX_NAME, H5_ITER_INC, note, &paths), 0);
  return paths;
}

TEST_F(StoreDamage, EveryDatasetIsCheckedByVerify) {
  writeAll(path, info);
  const std::string whole = readBytes(path);
  hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  const std::vector<std::string> paths = datasetPaths(file);
  H5Fclose(file);
  EXPECT_GT(paths.size(), 80U);
  for (const std::string& name : paths) {
    writeBytes(path, whole);
    file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    const hid_t set = H5Dopen2(file, name.c_str(), H5P_DEFAULT);
    const hid_t crc = H5Aopen(set, "crc32", H5P_DEFAULT);
    std::int64_t value = -1;
    EXPECT_GE(H5Aread(crc, H5T_NATIVE_INT64, &value), 0) << name;
    value ^= 1;
    H5Awrite(crc, H5T_NATIVE_INT64, &value);
    H5Aclose(crc);
    H5Dclose(set);
    H5Fclose(file);
    const std::vector<std::string> findings = ResultFile(path).verify();
    ASSERT_EQ(findings.size(), 1U) << name;
    EXPECT_EQ(findings[0], "The data of '/" + name + "' do not match their checksum.");
  }
}

/// A stranger's file could name any file of the reader's, whose content would then show in tables and exports.
TEST_F(StoreDamage, NothingIsReadFromOtherFiles) {
  writeAll(path, info);
  const std::string whole = readBytes(path);
  const std::string set = "runs/0000/0000/objective";
  const std::string other = folder / "other.h5";
  writeAll(other, info);
  const std::string raw = folder / "secret.bin";
  writeBytes(raw, std::string(320, 'x'));
  const hsize_t dims[3] = {4, 2, 5};
  const auto attempt = [&](const auto& replace) {
    writeBytes(path, whole);
    const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    H5Ldelete(file, set.c_str(), H5P_DEFAULT);
    const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
    const hid_t space = H5Screate_simple(3, dims, nullptr);
    EXPECT_GE(replace(file, properties, space), 0);
    H5Sclose(space);
    H5Pclose(properties);
    H5Fclose(file);
    const ResultFile results(path);
    EXPECT_FALSE(results.verify().empty());
    return complaint([&] { (void)results.cell(0, 0); });
  };
  const auto create = [&](hid_t file, hid_t properties, hid_t space) {
    return H5Dclose(H5Dcreate2(file, set.c_str(), H5T_IEEE_F64LE, space, H5P_DEFAULT, properties, H5P_DEFAULT));
  };
  EXPECT_NE(attempt([&](hid_t file, hid_t properties, hid_t space) {
              H5Pset_external(properties, raw.c_str(), 0, H5F_UNLIMITED);
              return create(file, properties, space);
            }).find("lie in another file"),
            std::string::npos);
  EXPECT_NE(attempt([&](hid_t file, hid_t properties, hid_t space) {
              H5Pset_virtual(properties, space, other.c_str(), set.c_str(), space);
              return create(file, properties, space);
            }).find("lie in another file"),
            std::string::npos);
  EXPECT_NE(attempt([&](hid_t file, hid_t, hid_t) {
              return H5Lcreate_external(other.c_str(), set.c_str(), file, set.c_str(), H5P_DEFAULT, H5P_DEFAULT);
            }).find("is missing"),
            std::string::npos);
  EXPECT_NE(attempt([&](hid_t file, hid_t, hid_t) {
              return H5Lcreate_soft("/runs/0000/0001/objective", file, set.c_str(), H5P_DEFAULT, H5P_DEFAULT);
            }).find("is missing"),
            std::string::npos);
}

TEST_F(StoreDamage, DatasetsOfTheWrongShapeAreRefusedBeforeAnythingIsAllocated) {
  writeAll(path, info);
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  H5Ldelete(file, "runs/0000/0000/objective", H5P_DEFAULT);
  const hsize_t dims[3] = {std::uint64_t{1} << 40, 2, 5};  // 80 TB that are not there
  const hid_t space = H5Screate_simple(3, dims, nullptr);
  const hid_t layout = H5Pcreate(H5P_DATASET_CREATE);
  const hsize_t chunk[3] = {1024, 2, 5};
  H5Pset_chunk(layout, 3, chunk);
  const hid_t set =
      H5Dcreate2(file, "runs/0000/0000/objective", H5T_IEEE_F64LE, space, H5P_DEFAULT, layout, H5P_DEFAULT);
  ASSERT_GE(set, 0);
  H5Dclose(set);
  H5Pclose(layout);
  H5Sclose(space);
  H5Fclose(file);
  const ResultFile results(path);
  EXPECT_NE(complaint([&] { (void)results.cell(0, 0); }).find("claims more data than there is"), std::string::npos);
  EXPECT_FALSE(results.verify().empty());
  EXPECT_NO_THROW((void)results.cell(0, 1));
}

TEST_F(StoreDamage, DamagedShardsAreNamed) {
  std::string shard;
  {
    ResultWriter writer(path, info, false);
    std::vector<RunRecord> batch{makeRecord(info, {0, 0, 0}), makeRecord(info, {0, 0, 1})};
    writer.commit(batch);
  }
  for (const auto& entry : std::filesystem::directory_iterator(path + ".parts/shards")) shard = entry.path();
  const std::string whole = readBytes(shard);
  const std::vector<RunKey> none;
  for (std::size_t byte = 0; byte < whole.size(); byte += 7) {
    std::string broken = whole;
    broken[byte] = static_cast<char>(broken[byte] ^ 0x10);
    writeBytes(shard, broken);
    bool noticed = false;
    try {
      const ResultFile file(path);
      noticed = !file.verify().empty();
    } catch (const InputError& e) {
      noticed = std::string(e.what()).find(shard) != std::string::npos;
    }
    EXPECT_TRUE(noticed) << "byte " << byte;
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{10}, std::size_t{60}, whole.size() - 1}) {
    writeBytes(shard, whole.substr(0, size));
    EXPECT_NE(complaint([&] { ResultFile file(path); }).find(shard), std::string::npos);
  }
}

TEST_F(StoreDamage, ExistingResultsAreNotOverwrittenAndForeignFilesNotDeleted) {
  writeAll(path, info);
  EXPECT_NE(complaint([&] { ResultWriter writer(path, info, false); }).find("exists"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(path + ".parts"));
  removeResults(path);
  EXPECT_FALSE(resultsExist(path));
  writeBytes(path, "my thesis");
  EXPECT_NE(complaint([&] { removeResults(path); }).find("not a readable HDF5 file"), std::string::npos);
  EXPECT_EQ(readBytes(path), "my thesis");
}

TEST_F(StoreDamage, ContinuingAnotherExperimentIsRefusedWithTheDifference) {
  writeAll(path, info);
  ExperimentInfo other = info;
  other.seed = 2;
  std::string sentence = complaint([&] { ResultWriter writer(path, other, true); });
  EXPECT_NE(sentence.find("the seed is 18364758544493064720 in"), std::string::npos) << sentence;
  other = info;
  other.problems[1].instance = Instance::Synthetic;
  sentence = complaint([&] { ResultWriter writer(path, other, true); });
  EXPECT_NE(sentence.find("the instance of problem 'Multi' is official"), std::string::npos) << sentence;
  other = info;
  other.algorithms[0].params[0].value = "0.4";
  sentence = complaint([&] { ResultWriter writer(path, other, true); });
  EXPECT_NE(sentence.find("parameter 'rmp' of 'MFEA (rmp=0.5)' is 0.5"), std::string::npos) << sentence;
  other = info;
  other.version = "0.2.0";
  sentence = complaint([&] { ResultWriter writer(path, other, true); });
  EXPECT_NE(sentence.find("the Tandem version is 0.1.0"), std::string::npos) << sentence;
  EXPECT_FALSE(std::filesystem::exists(path + ".parts"));
  EXPECT_TRUE(ResultFile(path).verify().empty());
}

TEST_F(StoreDamage, ASecondWriterIsRefused) {
  const ResultWriter writer(path, info, false);
  EXPECT_NE(complaint([&] { ResultWriter second(path, info, true); }).find("Another process is writing"),
            std::string::npos);
  EXPECT_NE(complaint([&] { removeResults(path); }).find("Another process is writing"), std::string::npos);
}

}  // namespace
}  // namespace tandem
