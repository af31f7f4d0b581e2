// SPDX-License-Identifier: Apache-2.0
#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <sstream>
#include <system_error>
#include <utility>

#include "base/content_hash.h"
#include "base/paths.h"
#include "plugin/stamp.h"
#include "tandem/error.h"
#include "tandem/plugin.h"
#include "tandem/plugin_entry.h"

namespace tandem {

namespace fs = std::filesystem;

namespace {

/// Folder of the shared library that holds this function; empty if the dynamic linker does not tell.
fs::path libraryDir() {
  Dl_info info;
  if (dladdr(reinterpret_cast<const void*>(&libraryDir), &info) == 0 || info.dli_fname == nullptr) return {};
  return fs::path(info.dli_fname).parent_path();
}

/// All names and aliases of `added` are free in `present`; throws InputError naming the first that is not.
template <typename Entry>
void checkFree(const Registry<Entry>& present, const Registry<Entry>& added, const char* kind) {
  for (const Entry& entry : added.all()) {
    if (!entry.make)
      throw InputError("its " + std::string(kind) + " '" + entry.name + "' has no function that makes it");
    std::vector<std::string> names = entry.aliases;
    names.insert(names.begin(), entry.name);
    for (const std::string& name : names) {
      if (present.contains(name)) throw InputError("the " + std::string(kind) + " name '" + name + "' is taken");
    }
  }
}

/// Returns the names that were added.
template <typename Entry>
std::vector<std::string> moveInto(Registry<Entry>& present, const Registry<Entry>& added) {
  std::vector<std::string> names;
  for (const Entry& entry : added.all()) {
    present.add(entry);
    names.push_back(entry.name);
  }
  return names;
}

/// Loads the file as it is now. The system returns what it loaded earlier under the same name, so a file rebuilt since
/// then is loaded from a copy.
void* openLibrary(const std::string& path, const std::string& hash) {
  static std::mutex mutex;
  static std::map<std::string, std::pair<std::string, void*>> loaded;  // by path: its hash, and its handle
  const std::lock_guard lock(mutex);
  const auto before = loaded.find(path);
  if (before != loaded.end() && before->second.first == hash) return before->second.second;
  void* library = nullptr;
  if (before == loaded.end()) {
    library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  } else {
    std::error_code error;
    fs::path copy = fs::temp_directory_path(error) / ("tandem-" + hash + "-XXXXXX");
    std::string name = copy.string();
    const int file = mkstemp(name.data());
    if (file < 0)
      throw InputError("it was built anew, and no copy can be made in '" + copy.parent_path().string() + "'");
    close(file);
    copy = name;
    fs::copy_file(path, copy, fs::copy_options::overwrite_existing, error);
    if (!error) library = dlopen(copy.c_str(), RTLD_NOW | RTLD_LOCAL);
    std::error_code ignored;
    fs::remove(copy, ignored);  // it stays mapped
    if (error) throw InputError("it was built anew, and no copy can be made of it: " + error.message());
  }
  if (library != nullptr) loaded[path] = {hash, library};
  return library;
}

/// Throws InputError with the reason, to be put into a sentence, if the plug-in cannot be loaded.
void loadPlugin(Catalogue& catalogue, const std::string& path) {
  const std::optional<std::string> stamp = readPluginStamp(path);
  if (!stamp) throw InputError("it is not a Tandem plug-in; build it with tandem_add_plugin()");
  if (*stamp != TANDEM_ABI_STAMP) {
    throw InputError("it was built for another Tandem; build it again for this one (it says '" + *stamp +
                     "', this is '" TANDEM_ABI_STAMP "')");
  }
  const std::string hash = contentHash(path);  // of what is loaded next
  // All symbols are resolved now, so that a missing one is found here and not in the middle of a run.
  void* library = openLibrary(path, hash);
  if (library == nullptr) {
    const char* why = dlerror();
    throw InputError(std::string("it cannot be loaded: ") + (why == nullptr ? "unknown reason" : why));
  }
  const auto enter = reinterpret_cast<decltype(&tandem_plugin_register)>(dlsym(library, "tandem_plugin_register"));
  if (enter == nullptr) throw InputError("it has no entry point; build it with tandem_add_plugin()");
  Catalogue added;
  try {
    enter(added);
  } catch (const std::exception& e) {
    throw InputError(std::string("its registration failed: ") + e.what());
  } catch (...) {
    throw InputError("its registration failed with an exception of a foreign type");
  }
  if (added.algorithms.size() + added.problems.size() + added.metrics.size() == 0) {
    throw InputError("it registers nothing");
  }
  checkFree(catalogue.algorithms, added.algorithms, "algorithm");
  checkFree(catalogue.problems, added.problems, "problem");
  checkFree(catalogue.metrics, added.metrics, "metric");
  catalogue.plugins.push_back({.name = fs::path(path).filename().string(),
                               .hash = hash,
                               .algorithms = moveInto(catalogue.algorithms, added.algorithms),
                               .problems = moveInto(catalogue.problems, added.problems),
                               .metrics = moveInto(catalogue.metrics, added.metrics)});
}

/// The *.so files of a folder in the order of their names; throws InputError if it cannot be read.
std::vector<fs::path> candidates(const std::string& dir) {
  std::error_code error;
  std::vector<fs::path> found;
  for (fs::directory_iterator it(dir, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".so") found.push_back(it->path());
  }
  if (error) throw InputError("The plug-in folder '" + dir + "' cannot be read: " + error.message() + ".");
  std::ranges::sort(found);
  return found;
}

}  // namespace

std::vector<std::string> pluginDirs(const std::vector<std::string>& given) {
  std::vector<std::string> dirs = given;
  std::istringstream path(environment("TANDEM_PLUGIN_PATH"));
  for (std::string dir; std::getline(path, dir, ':');) {
    if (!dir.empty()) dirs.push_back(dir);
  }
  for (const fs::path& dir : {fs::path(userDataDir()) / "plugins", libraryDir() / "tandem" / "plugins"}) {
    std::error_code ignored;
    if (fs::is_directory(dir, ignored)) dirs.push_back(dir.string());
  }
  return dirs;
}

std::vector<std::string> loadPlugins(Catalogue& catalogue, const std::vector<std::string>& dirs) {
  std::vector<std::string> complaints;
  std::set<fs::path> seen;  // the same file may be reached through two folders
  for (const std::string& dir : dirs) {
    try {
      for (const fs::path& file : candidates(dir)) {
        std::error_code error;
        const fs::path real = fs::canonical(file, error);
        if (!seen.insert(error ? file : real).second) continue;
        try {
          loadPlugin(catalogue, fs::absolute(file).string());
        } catch (const InputError& e) {
          complaints.push_back("The plug-in '" + file.string() + "' is left out: " + e.what() + ".");
        }
      }
    } catch (const InputError& e) {
      complaints.emplace_back(e.what());
    }
  }
  return complaints;
}

}  // namespace tandem
