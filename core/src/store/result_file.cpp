// SPDX-License-Identifier: Apache-2.0
#include "tandem/store/result_file.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <optional>

#include "store/info.h"
#include "store/packed.h"
#include "store/paths.h"
#include "store/shards.h"
#include "tandem/error.h"
#include "tandem/store/baselines.h"

namespace tandem {

using store::Hdf5Lock;

namespace {

// Identity, size and times of a file or folder; we replace files, never change them in place, but other programs may.
std::string stampOf(const std::string& path) {
  struct stat s {};
  if (::stat(path.c_str(), &s) != 0) return "-";
  return fmt::format("{}.{}.{}.{}.{}.{}.{}", s.st_dev, s.st_ino, s.st_size, s.st_mtim.tv_sec, s.st_mtim.tv_nsec,
                     s.st_ctim.tv_sec, s.st_ctim.tv_nsec);
}

std::string stampOf(const store::Paths& paths) {
  std::string stamp = stampOf(paths.file) + '/' + stampOf(paths.info) + '/' + stampOf(paths.shards);
  // Several shards may be added within one tick of the folder's time.
  std::error_code error;
  std::size_t shards = 0;
  for (std::filesystem::directory_iterator at(paths.shards, error), end; !error && at != end; at.increment(error)) {
    ++shards;
  }
  return fmt::format("{}+{}", stamp, shards);
}

}  // namespace

class ResultFile::Impl {
 public:
  explicit Impl(const std::string& path) : paths(path), stamp(stampOf(paths)) {
    const Hdf5Lock lock;
    const bool parts = std::filesystem::exists(paths.info);
    if (std::filesystem::exists(paths.file)) {
      base.emplace(paths.file);
      info = base->info();
    } else if (!parts) {
      throw InputError("There are no results under '" + paths.file + "'; check the name.");
    }
    if (!parts) return;
    const ExperimentInfo described = store::readInfo(store::Node::openFile(paths.info));
    if (base) {
      // A continuation that is not packed yet.
      if (described.continued.size() > info.continued.size()) info.continued = described.continued;
      const std::string difference = differenceOf(info, paths.file, described, paths.parts);
      if (!difference.empty()) {
        throw InputError("'" + paths.file + "' and '" + paths.parts + "' hold different experiments (" + difference +
                         "); move one of them away.");
      }
    } else {
      info = described;
    }
    shards.emplace(paths.shards);
    checkKeys();
  }
  ~Impl() {
    const Hdf5Lock lock;
    base.reset();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void checkKeys() const {
    for (const RunKey& key : shards->keys()) {
      if (!inside(key)) throw InputError("'" + paths.shards + "' holds runs of another experiment; move them away.");
    }
  }
  [[nodiscard]] bool inside(const RunKey& key) const {
    return key.problem >= 0 && key.problem < isize(info.problems) && key.algorithm >= 0 &&
           key.algorithm < isize(info.algorithms) && key.repetition >= 0 && key.repetition < info.repetitions;
  }
  void require(const RunKey& key) const {
    if (!inside(key)) {
      throw InputError(fmt::format("'{}' has no run (problem {}, algorithm {}, repetition {}).", paths.file,
                                   key.problem + 1, key.algorithm + 1, key.repetition + 1));
    }
  }
  /// A finished run is never hidden by a failed one.
  [[nodiscard]] bool fromShards(const RunKey& key) const {
    if (!shards || !shards->contains(key)) return false;
    return !base || shards->status(key) == RunStatus::Finished || base->status(key) != RunStatus::Finished;
  }
  [[nodiscard]] RunStatus status(const RunKey& key) const {
    if (fromShards(key)) return shards->status(key);
    return base ? base->status(key) : RunStatus::Missing;
  }
  [[nodiscard]] RunRecord fromShard(const RunKey& key) const {
    RunRecord r = shards->read(key);
    const std::string wrong = r.status == RunStatus::Finished ? store::prepareRecord(r, info) : std::string();
    if (!wrong.empty()) throw InputError("'" + paths.shards + "' is damaged: " + wrong);
    return r;
  }
  [[nodiscard]] std::vector<RunRecord> runs(int problem, int algorithm, int first, int count) const {
    std::vector<RunRecord> records;
    if (base) records = base->read(problem, algorithm, first, count);
    records.resize(count);
    for (int i = 0; i < count; ++i) {
      RunRecord& r = records[i];
      const RunKey key{problem, algorithm, first + i};
      if (fromShards(key)) r = fromShard(key);
      r.problem = problem;
      r.algorithm = algorithm;
      r.repetition = first + i;
    }
    return records;
  }
  [[nodiscard]] std::vector<RunKey> withStatus(RunStatus wanted) const {
    std::vector<RunKey> found;
    RunKey key;
    for (key.problem = 0; key.problem < isize(info.problems); ++key.problem) {
      for (key.algorithm = 0; key.algorithm < isize(info.algorithms); ++key.algorithm) {
        for (key.repetition = 0; key.repetition < info.repetitions; ++key.repetition) {
          if (status(key) == wanted) found.push_back(key);
        }
      }
    }
    return found;
  }

  store::Paths paths;
  std::string stamp;  // taken before anything is read
  ExperimentInfo info;
  std::optional<store::PackedFile> base;
  std::optional<store::ShardSet> shards;
};

ResultFile::ResultFile(const std::string& path) : impl_(std::make_unique<Impl>(resultPath(path))) {}
ResultFile::~ResultFile() = default;
ResultFile::ResultFile(ResultFile&&) noexcept = default;
ResultFile& ResultFile::operator=(ResultFile&&) noexcept = default;

const std::string& ResultFile::path() const {
  return impl_->paths.file;
}
const ExperimentInfo& ResultFile::info() const {
  return impl_->info;
}
const std::string& ResultFile::stamp() const {
  return impl_->stamp;
}
bool ResultFile::packed() const {
  return impl_->base && (!impl_->shards || impl_->shards->size() == 0);
}
RunStatus ResultFile::status(const RunKey& key) const {
  impl_->require(key);
  return impl_->status(key);
}

CellData ResultFile::cell(int problem, int algorithm, CellDetail detail) const {
  impl_->require({problem, algorithm, 0});
  const store::Shape shape = store::shapeOf(impl_->info, problem, algorithm);
  CellData cell = impl_->base ? impl_->base->cell(problem, algorithm, detail) : store::emptyCell(shape);
  for (int r = 0; r < impl_->info.repetitions && impl_->shards; ++r) {
    const RunKey key{problem, algorithm, r};
    if (impl_->fromShards(key)) store::put(cell, shape, static_cast<std::size_t>(r), impl_->fromShard(key));
  }
  return cell;
}

RunRecord ResultFile::run(const RunKey& key) const {
  impl_->require(key);
  return std::move(impl_->runs(key.problem, key.algorithm, key.repetition, 1).front());
}

std::vector<RunRecord> ResultFile::runs(int problem, int algorithm, int first, int count) const {
  if (count <= 0) return {};
  impl_->require({problem, algorithm, first});
  impl_->require({problem, algorithm, first + count - 1});
  return impl_->runs(problem, algorithm, first, count);
}

std::vector<RunKey> ResultFile::missing() const {
  return impl_->withStatus(RunStatus::Missing);
}
std::vector<RunKey> ResultFile::failed() const {
  return impl_->withStatus(RunStatus::Failed);
}

std::vector<std::string> ResultFile::verify() const {
  std::vector<std::string> findings;
  if (impl_->base) findings = impl_->base->findings();
  if (impl_->shards) {
    for (std::string& finding : impl_->shards->findings()) findings.push_back(std::move(finding));
  }
  return findings;
}

bool resultsExist(const std::string& path) {
  const store::Paths paths(path);
  return std::filesystem::exists(paths.file) || std::filesystem::exists(paths.info);
}

}  // namespace tandem
