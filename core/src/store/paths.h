// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace tandem::store {

/// Names of the files of an experiment.
struct Paths {
  std::string file;    ///< FILE.h5
  std::string parts;   ///< FILE.h5.parts
  std::string info;    ///< the experiment's description, present as soon as the parts are valid
  std::string shards;  ///< folder of the shards
  std::string lock;
  std::string journals;  ///< folder of the journals of runs in flight, and of runs that failed
  std::string packing;   ///< FILE.h5 while it is being written
  std::string inFlight;  ///< which runs the current session has begun

  /// Takes FILE.h5 or FILE.h5.parts.
  explicit Paths(std::string path) {
    const std::string suffix = ".parts";
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    if (path.ends_with(suffix)) path.resize(path.size() - suffix.size());
    file = path;
    parts = path + suffix;
    info = parts + "/experiment.h5";
    shards = parts + "/shards";
    lock = parts + "/lock";
    journals = parts + "/journals";
    packing = parts + "/packed.part";
    inFlight = parts + "/in-flight";
  }
};

}  // namespace tandem::store
