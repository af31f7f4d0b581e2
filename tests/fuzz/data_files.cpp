// SPDX-License-Identifier: Apache-2.0
// Readers of data from elsewhere: text files of the suites, MToP's results; and of shards, which a crash may have cut
// short.
#include <cstring>
#include <filesystem>
#include <fstream>

#include "editing/mtop_data.h"
#include "fuzz/targets.h"
#include "mat_fixture.h"
#include "problems/base/instances/instance_data.h"
#include "problems/base/instances/source_files.h"
#include "store/crc32.h"
#include "store/shards.h"
#include "store_fixture.h"
#include "tandem/mat_file.h"

namespace tandem::fuzz {
namespace {

void write(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// Where a shard keeps what the target sets right, so that inputs are not all stopped by a checksum.
constexpr std::size_t kCountAt = 8;
constexpr std::size_t kIndexCrcAt = 12;
constexpr std::size_t kHeader = 16;
constexpr std::size_t kEntry = 40;
constexpr std::size_t kOffsetAt = 16;
constexpr std::size_t kSizeAt = 24;
constexpr std::size_t kCrcAt = 32;

template <typename T>
T numberAt(const std::string& bytes, std::size_t at) {
  T value = 0;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

void putChecksum(std::string& bytes, std::size_t at, std::size_t from, std::size_t size) {
  const std::uint32_t crc = store::crc32(0, bytes.data() + from, size);
  std::memcpy(bytes.data() + at, &crc, sizeof crc);
}

/// The input with all checksums made to fit.
std::string withChecksums(std::string bytes) {
  if (bytes.size() < kHeader) return bytes;
  const std::size_t count = numberAt<std::uint32_t>(bytes, kCountAt);
  if (count > (bytes.size() - kHeader) / kEntry) return bytes;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t entry = kHeader + i * kEntry;
    const auto offset = numberAt<std::uint64_t>(bytes, entry + kOffsetAt);
    const auto size = numberAt<std::uint64_t>(bytes, entry + kSizeAt);
    if (offset <= bytes.size() && size <= bytes.size() - offset) putChecksum(bytes, entry + kCrcAt, offset, size);
  }
  putChecksum(bytes, kIndexCrcAt, kHeader, count * kEntry);
  return bytes;
}

// A data set of one text file, read in each way there is.
constexpr const char* kSource = "Suite/data.txt";

prob::DataSet textSet(prob::DataReader reader, prob::DataItem::Kind kind) {
  return {"Suite", "set", {{"a", kSource, 2, 3, std::move(reader), kind}}};
}

// MTOData of one problem with two tasks, two algorithms and two repetitions; the second run of one is empty.
std::string mtopSeed(bool multiObjective) {
  using namespace matfile;
  const std::string empty = doubles({0, 0}, {});
  const std::string front =
      multiObjective ? cells({1, 2}, {doubles({2, 2}, {0, 1, 1, 0}), doubles({1, 2}, {0, 0})}) : empty;
  const std::string problem =
      structure({1, 1}, {"Name", "T", "M", "Optimum", "D", "N", "Lb", "Ub", "maxFE"},
                {text("made up"), number(2),
                 doubles({1, 2}, multiObjective ? std::vector<double>{2, 2} : std::vector<double>{1, 1}), front,
                 doubles({1, 2}, {2, 3}), number(10), cells({1, 2}, {doubles({1, 2}, {-1, -2}), number(0)}),
                 cells({1, 2}, {doubles({1, 2}, {1, 2}), number(1)}), number(3000)});
  const std::string algorithms =
      structure({1, 2}, {"Name", "Para"},
                {text("mfea"), cells({1, 2}, {text("RMP: chance"), text("0.3")}), text("My GA"), cells({0, 0}, {})});
  const std::string objective =
      multiObjective ? cells({1, 2}, {doubles({2, 2, 2}, {1, 2, 3, 4, 5, 6, 7, 8}), doubles({2, 1, 2}, {1, 2, 3, 4})})
                     : doubles({2, 2}, {1, 2, 3, 4});
  const std::string violation =
      multiObjective ? doubles({2, 2, 2}, {0, 0, 0, 0, 1, 1, 0, 0}) : doubles({2, 2}, {0, 0, 1, 0});
  const std::string run = objective + violation;
  const std::string results = structure({1, 2, 2}, {"Obj", "CV"}, {run, run, run, empty + empty});
  return file(structure({1, 1}, {"Reps", "Problems", "Algorithms", "Results", "RunTimes"},
                        {number(2), problem, algorithms, results, doubles({1, 2, 2}, {1, 2, 3, 0})}, "MTOData"));
}

}  // namespace

void readShard(std::string_view input) {
  const testing::TempFolder folder;
  write(folder / "1.runs", withChecksums(std::string(input)));
  const store::ShardSet shards(folder / "");
  for (const RunKey& key : shards.keys()) {
    require(shards.contains(key) && shards.status(key) != RunStatus::Missing, "a run in the index has a status");
  }
  const bool sound = shards.findings().empty();
  for (const RunKey& key : shards.keys()) {
    if (sound) require(shards.read(key).problem == key.problem, "a run that was found sound is read");
  }
}

std::vector<std::string> shardSeeds() {
  const testing::TempFolder folder;
  const ExperimentInfo info = testing::makeInfo(2, 3);
  std::vector<RunRecord> records;
  for (const RunKey& key : testing::allKeys(info)) records.push_back(testing::makeRecord(info, key));
  const auto bytes = [&](const std::vector<RunRecord>& runs) {
    store::writeShard(folder / "a.runs", runs);
    std::ifstream in(folder / "a.runs", std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  return {bytes({records[0]}), bytes({records[0], records[1]}), bytes({})};
}

void readText(std::string_view input) {
  static const testing::TempFolder checkout;
  std::filesystem::create_directories(checkout / "MTO/Problems/Suite");
  write(checkout / "MTO/Problems/Suite/data.txt", input);
  prob::SourceFiles files(checkout / "");
  using Kind = prob::DataItem::Kind;
  std::exception_ptr refusal;
  const auto attempt = [&](prob::DataReader reader, Kind kind) {
    try {
      (void)prob::readSources(files, textSet(std::move(reader), kind));
    } catch (const Error&) {
      refusal = std::current_exception();
    }
  };
  attempt(prob::textLeading(), Kind::Permutation);
  attempt(prob::textLeading(), Kind::Numbers);
  refusal = nullptr;  // these two ask for more; what counts as accepted is the plain reading
  attempt(prob::textNumbers(), Kind::Numbers);
  if (refusal) std::rethrow_exception(refusal);
}

std::vector<std::string> textSeeds() {
  return {"1 2 3\n4 5 6\n", "6,5,4\r\n3,2,1\r\n", "  1.5e-3\t-2;+3e2 0 0 7\n"};
}

void readMtop(std::string_view input) {
  const std::map<std::string, MatValue> variables =
      parseMatFile(std::string(input),
                   {.file = "input.mat", .mostBytes = 1U << 20U, .mostElements = 1U << 16U, .mostParts = 1U << 12U});
  const auto found = variables.find("MTOData");
  if (found == variables.end()) throw InputError("no MTOData");
  const mtop::Data data(found->second, "input.mat");
  // Shapes may claim many runs of nothing; the first of each are read.
  for (std::size_t p = 0; p < std::min<std::size_t>(data.problems.size(), 3); ++p) {
    for (std::size_t a = 0; a < std::min<std::size_t>(data.algorithms.size(), 3); ++a) {
      for (std::size_t r = 0; r < std::min<std::size_t>(data.repetitions, 3); ++r) {
        const RunRecord run = data.run(p, a, r);
        require(run.status == RunStatus::Missing || run.cv.size() == data.problems[p].tasks.size() * data.checkpoints,
                "a run has a violation for every task and checkpoint");
      }
    }
  }
}

std::vector<std::string> mtopSeeds() {
  return {mtopSeed(false), mtopSeed(true)};
}

}  // namespace tandem::fuzz
