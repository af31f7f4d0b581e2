// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

/// What reads untrusted input, one entry per reader. libFuzzer drives them in a build of its own (scripts/fuzz); the
/// quick tests run them over the seeds and over everything that was ever found.
namespace tandem::fuzz {

struct Target {
  const char* name;
  /// Reads the input as the program would. tandem::Error is the right answer to bad input and is swallowed here;
  /// anything else (another exception, a signal, a broken promise) is a finding.
  void (*run)(std::string_view input);
  /// Good inputs, made by our own code.
  std::vector<std::string> (*seeds)();
  /// Same as run, but lets Error through: a seed must be accepted.
  void (*read)(std::string_view input);
};

const std::vector<Target>& targets();
/// Throws std::invalid_argument for an unknown name.
const Target& target(std::string_view name);

void readSpecification(std::string_view input);
void readNames(std::string_view input);
void readPoints(std::string_view input);
void readProtocol(std::string_view input);
void readMatFile(std::string_view input);
void readRecord(std::string_view input);
void readResults(std::string_view input);
void readShard(std::string_view input);
void readText(std::string_view input);
void readMtop(std::string_view input);
void readDescription(std::string_view input);
void readStart(std::string_view input);
void readTable(std::string_view input);

std::vector<std::string> matSeeds();
std::vector<std::string> recordSeeds();
std::vector<std::string> resultSeeds();
std::vector<std::string> shardSeeds();
std::vector<std::string> textSeeds();
std::vector<std::string> mtopSeeds();
std::vector<std::string> descriptionSeeds();
std::vector<std::string> startSeeds();
std::vector<std::string> tableSeeds();

/// A broken promise: stops the fuzzer, as a signal would.
void require(bool promise, const char* what);

}  // namespace tandem::fuzz
