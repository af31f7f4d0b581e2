// SPDX-License-Identifier: Apache-2.0
#include "tandem/store/baselines.h"

#include <dlfcn.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/paths.h"
#include "tandem/error.h"
#include "tandem/registry.h"

namespace tandem {

namespace fs = std::filesystem;

namespace {

constexpr const char* kPrefix = "baseline:";

/// From the leading comment of a specification: "# Baseline NAME: what it is. Written by ..." -> what it is.
std::string aboutOf(const fs::path& specification) {
  std::ifstream in(specification);
  std::string text;
  for (std::string line; std::getline(in, line) && line.starts_with('#');) {
    if (line.find("SPDX") != std::string::npos) continue;
    if (!text.empty()) text += ' ';
    text += line.substr(std::min<std::size_t>(2, line.size()));
  }
  const std::size_t colon = text.find(": ");
  const std::size_t from = text.starts_with("Baseline ") && colon != std::string::npos ? colon + 2 : 0;
  return text.substr(from, text.find(". ", from) - from);
}

}  // namespace

std::string baselineFolder() {
  std::error_code error;
  if (const std::string given = environment("TANDEM_BASELINES_DIR"); !given.empty()) {
    return fs::is_directory(given, error) ? given : std::string();
  }
  Dl_info library{};
  if (::dladdr(reinterpret_cast<const void*>(&baselineFolder), &library) == 0) return {};
  fs::path above = fs::weakly_canonical(library.dli_fname, error).parent_path();
  // lib/ARCH of an installation, build/PRESET/lib of a source tree: neither is deeper than three folders.
  for (int level = 0; level < 3 && above.has_relative_path(); ++level) {
    above = above.parent_path();
    for (const char* place : {"share/tandem/baselines", "data/baselines"}) {
      if (fs::is_directory(above / place, error)) return (above / place).string();
    }
  }
  return {};
}

std::vector<BaselineEntry> baselineEntries() {
  std::vector<BaselineEntry> entries;
  const std::string folder = baselineFolder();
  if (folder.empty()) return entries;
  std::error_code error;
  for (const auto& file : fs::directory_iterator(folder, error)) {
    if (file.path().extension() != ".toml") continue;
    fs::path results = file.path();
    results.replace_extension(".h5");
    entries.push_back({file.path().stem().string(), aboutOf(file.path()), file.path().string(),
                       fs::is_regular_file(results, error) ? results.string() : std::string()});
  }
  std::sort(entries.begin(), entries.end(), [](const BaselineEntry& a, const BaselineEntry& b) {
    return a.results.empty() != b.results.empty() ? b.results.empty() : a.name < b.name;
  });
  return entries;
}

std::string resultPath(const std::string& text) {
  std::error_code error;
  if (!text.starts_with(kPrefix) || fs::exists(text, error)) return text;
  const std::string name = text.substr(std::string(kPrefix).size());
  const std::vector<BaselineEntry> entries = baselineEntries();
  std::vector<std::string> made;
  for (const BaselineEntry& entry : entries) {
    if (!entry.results.empty()) made.push_back(entry.name);
    if (normalName(entry.name) != normalName(name)) continue;
    if (!entry.results.empty()) return entry.results;
    throw InputError("The baseline '" + entry.name + "' has not been made; in the source tree: scripts/baselines " +
                     entry.name);
  }
  if (made.empty()) {
    const std::string folder = baselineFolder();
    throw InputError("There are no baselines" + (folder.empty() ? std::string() : " in '" + folder + "'") +
                     ", so no '" + text + "'; set TANDEM_BASELINES_DIR to the folder that has them.");
  }
  std::string near;
  for (const std::string& candidate : nearestNames(name, made)) {
    if (!near.empty()) near += ", ";
    near += candidate;
  }
  throw InputError("There is no baseline '" + name + "'; nearest: " + near + " (all: tandem baselines list).");
}

}  // namespace tandem
