// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <tuple>

#include "store/durable.h"
#include "store/info.h"
#include "store/packed.h"
#include "store/paths.h"
#include "store/shards.h"
#include "tandem/error.h"
#include "tandem/store/result_file.h"

namespace tandem {

namespace fs = std::filesystem;

namespace {

constexpr const char* kNoLock = "without a lock (--no-lock)";

[[noreturn]] void refuseLocked(const store::Paths& paths) {
  throw InputError("Another process is writing '" + paths.file + "'; wait for it, or choose another file.");
}

/// Deletes a finished or given-up parts folder. The description is deleted after the shards: without it, the folder
/// counts as empty; with it, every run is still there or already packed. Remaining journals belong to failed runs,
/// which may be retried: they stay.
void removeParts(const store::Paths& paths) {
  std::error_code ignored;
  fs::remove_all(paths.shards, ignored);
  fs::remove(paths.info, ignored);
  fs::remove(paths.journals, ignored);  // if it is empty
  std::vector<fs::path> rest;
  for (const fs::directory_entry& entry : fs::directory_iterator(paths.parts, ignored)) {
    if (entry.path() != paths.journals) rest.push_back(entry.path());
  }
  for (const fs::path& path : rest) fs::remove_all(path, ignored);
  fs::remove(paths.parts, ignored);
}

}  // namespace

class ResultWriter::Impl {
 public:
  Impl(const std::string& path, ExperimentInfo wanted, bool resume, bool force, bool noLock)
      : paths(path), info(std::move(wanted)), lock(!noLock) {
    info.schema = store::schemaFor(info);
    const bool known = resultsExist(path);
    if (!resume && known) {
      const std::string where = fs::exists(paths.file) ? paths.file : paths.parts;
      const std::string why = whyAnother(path, where);
      throw InputError("'" + where + "' exists" +
                       (why.empty() ? "; complete it with 'tandem resume', or overwrite it with --force."
                                    : " and " + why + "; name another file, or overwrite it with --force."));
    }
    if (resume && !known) throw InputError("There is nothing to resume under '" + paths.file + "'.");
    if (!fs::is_directory(store::folderOf(paths.file))) {
      throw InputError("There is no folder '" + store::folderOf(paths.file) + "'; make it first.");
    }
    try {
      store::makeFolder(paths.parts);
    } catch (const Error& e) {
      throw InputError(e.what());  // the user chose a place where nothing can be written
    }
    try {
      if (!lock.acquire(paths.lock)) refuseLocked(paths);
    } catch (const store::NoLocks& e) {
      if (!known) removeParts(paths);
      throw InputError(
          std::string(e.what()) +
          " Use --no-lock to do without one, and make sure that no other process writes the same results; or "
          "choose another folder.");
    }
    if (!resume && resultsExist(path)) refuseLocked(paths);  // it was finished between our check and our lock
    try {
      prepare(path, resume, force);
    } catch (...) {
      if (!fs::exists(paths.info)) removeParts(paths);
      throw;
    }
  }
  ~Impl() {
    // A packed file to which nothing was added needs no parts.
    if (shards && shards->size() == 0 && fs::exists(paths.file)) removeParts(paths);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  /// Why resuming the existing results would not give the requested experiment; empty if it would.
  [[nodiscard]] std::string whyAnother(const std::string& path, const std::string& where) const {
    try {
      const ResultFile stored(path);
      if (stored.info().imported()) return "holds results imported from " + stored.info().origin;
      const std::string difference = differenceOf(stored.info(), "'" + where + "'", info, "this one");
      return difference.empty() ? "" : "holds another experiment: " + difference;
    } catch (const InputError&) {
      return "cannot be read as results of Tandem";
    }
  }

  void prepare(const std::string& path, bool resume, bool force) {
    store::makeFolder(paths.shards);
    removeLeftovers();
    bool forced = false;
    std::error_code ignored;
    if (!resume) fs::remove_all(paths.journals, ignored);
    if (resume) {
      const ResultFile stored(path);
      const auto differs = [&] {
        return differenceOf(stored.info(), "'" + paths.file + "'", info, "the experiment now");
      };
      std::string difference = differs();
      const std::string line = difference.empty() ? "" : continuation(stored);
      if (!difference.empty()) {
        overlookBuilds(stored.info(), info);
        const std::string rest = differs();
        forced = force && rest.empty();
        const char* cure = rest.empty() ? ", use --force (the file records it)" : "";
        if (!rest.empty() && force) difference = rest;
        if (!forced) {
          throw InputError("Cannot continue '" + paths.file + "': " + difference +
                           "; continue with what it was made with" + cure + ", or start a new file.");
        }
      }
      info = stored.info();
      info.continued += forced ? line : "";
    }
    const bool unlocked = !lock.locks() && info.continued.find(kNoLock) == std::string::npos;
    if (unlocked) info.continued += std::string(kNoLock) + "\n";
    if (forced || unlocked) writeDescription();
    if (!fs::exists(paths.info)) writeDescription();
    shards.emplace(paths.shards);
    for (const std::string& file : shards->files()) {
      next = std::max<std::uint64_t>(next, std::strtoull(file.c_str(), nullptr, 10) + 1);
    }
  }

  /// What the file will say about a forced continuation.
  [[nodiscard]] std::string continuation(const ResultFile& stored) const {
    const std::size_t all = info.problems.size() * info.algorithms.size() * static_cast<std::size_t>(info.repetitions);
    const std::string after = fmt::format(": after {} of {} runs\n", all - stored.missing().size(), all);
    const ExperimentInfo& was = stored.info();
    std::string text;
    if (std::tie(was.version, was.revision, was.compiler, was.flags) !=
        std::tie(info.version, info.revision, info.compiler, info.flags)) {
      text += fmt::format("tandem {} ({}), {}, {}, on {}{}", info.version, info.revision, info.compiler, info.flags,
                          info.host, after);
    }
    std::set<std::string> plugins;
    const auto look = [&](const PluginRecord& then, const PluginRecord& now) {
      if (then != now) plugins.insert(fmt::format("plug-in {} ({}){}", now.name, now.hash, after));
    };
    eachPlugin(was, info, look);
    for (const std::string& line : plugins) text += line;
    return text;
  }

  /// take(entry of one, entry of the other) for all entries, if both have the same lists.
  template <typename Info, typename Take>
  static void eachPlugin(const ExperimentInfo& one, Info& other, const Take& take) {
    if (one.algorithms.size() != other.algorithms.size() || one.problems.size() != other.problems.size()) return;
    for (std::size_t i = 0; i < one.algorithms.size(); ++i) take(one.algorithms[i].plugin, other.algorithms[i].plugin);
    for (std::size_t i = 0; i < one.problems.size(); ++i) take(one.problems[i].plugin, other.problems[i].plugin);
  }
  /// Another build of Tandem, and other builds of the same plug-ins.
  static void overlookBuilds(const ExperimentInfo& stored, ExperimentInfo& now) {
    store::takeBuild(now, stored);
    eachPlugin(stored, now, [](const PluginRecord& before, PluginRecord& after) {
      if (before.name == after.name) after = before;
    });
  }

  void removeLeftovers() const {
    std::error_code error;
    for (const std::string& folder : {paths.parts, paths.shards}) {
      for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().extension() == ".part") fs::remove(entry.path(), error);
      }
    }
  }

  void writeDescription() const {
    const store::Hdf5Lock hdf5;
    const std::string temporary = paths.info + ".part";
    store::Node root = store::Node::createFile(temporary);
    store::writeInfo(root, info);
    root.closeFile();
    store::renameDurably(temporary, paths.info);
  }

  store::Paths paths;
  ExperimentInfo info;
  store::FileLock lock;
  std::optional<store::ShardSet> shards;
  std::uint64_t next = 1;
};

ResultWriter::ResultWriter(const std::string& path, const ExperimentInfo& info, bool resume, bool force, bool noLock)
    : impl_(std::make_unique<Impl>(path, info, resume, force, noLock)) {}
ResultWriter::~ResultWriter() = default;

void ResultWriter::commit(std::vector<RunRecord>& records) {
  if (records.empty()) return;
  for (RunRecord& record : records) {
    std::string wrong = store::prepareRecord(record, impl_->info);
    if (wrong.empty()) continue;
    record.status = RunStatus::Failed;
    record.message = std::move(wrong);
    const std::string again = store::prepareRecord(record, impl_->info);
    if (!again.empty()) throw Error(again);
  }
  const std::string name = fmt::format("{:08d}{}", impl_->next, store::kShardSuffix);
  store::writeShard(impl_->paths.shards + "/" + name, records);
  ++impl_->next;
  impl_->shards->addShard(name);
}

void ResultWriter::pack(const std::string& ended) {
  const store::Hdf5Lock hdf5;
  const store::Paths& paths = impl_->paths;
  std::size_t expected = 0;
  {
    const ResultFile all(paths.file);
    ExperimentInfo info = all.info();
    info.ended = ended;
    const auto source = [&](int problem, int algorithm, int first, int count) {
      std::vector<RunRecord> records = all.runs(problem, algorithm, first, count);
      for (const RunRecord& r : records) expected += r.status == RunStatus::Missing ? 0 : 1;
      return records;
    };
    try {
      store::writePacked(paths.packing, info, source,
                         [&](int problem) { return store::plausibleBlock(store::shapeOf(info, problem, 0)); });
    } catch (const InputError&) {
      throw;
    } catch (const Error& e) {
      std::error_code ignored;
      fs::remove(paths.packing, ignored);
      throw Error(std::string(e.what()) + " The finished runs are safe in '" + paths.parts +
                  "'; make room and resume.");
    }
  }
  std::size_t found = 0;
  {
    const store::PackedFile packed(paths.packing);
    const ExperimentInfo& info = packed.info();
    for (int p = 0; p < isize(info.problems); ++p) {
      for (int a = 0; a < isize(info.algorithms); ++a) {
        for (int r = 0; r < info.repetitions; ++r) found += packed.status({p, a, r}) == RunStatus::Missing ? 0 : 1;
      }
    }
  }
  if (found != expected) {
    throw Error(fmt::format("Packing '{}' lost runs ({} of {}); the parts are kept in '{}'.", paths.file,
                            expected - found, expected, paths.parts));
  }
  store::renameDurably(paths.packing, paths.file);
  removeParts(paths);
  impl_->lock.release();
}

void removeResults(const std::string& path, bool noLock) {
  const store::Paths paths(path);
  store::FileLock lock(!noLock);
  if (fs::exists(paths.parts) && !lock.acquire(paths.lock)) refuseLocked(paths);
  if (fs::exists(paths.file)) {
    const store::Hdf5Lock hdf5;
    (void)store::readInfo(store::Node::openFile(paths.file));  // never delete what is not ours
    fs::remove(paths.file);
  }
  std::error_code ignored;
  fs::remove_all(paths.journals, ignored);
  removeParts(paths);
}

}  // namespace tandem
