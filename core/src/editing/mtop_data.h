// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "tandem/mat_file.h"
#include "tandem/result.h"

namespace tandem::mtop {

/// Extent along dimension i; MATLAB drops trailing ones.
std::size_t extent(const MatValue& value, std::size_t i);

/// The checked view of a `MTOData` struct: Reps, Problems, Algorithms, Results(problem, algorithm, repetition) with
/// Obj, CV and perhaps Dec, RunTimes. Throws InputError naming the file and the part that differs from what MToP saves.
class Data {
 public:
  Data(const MatValue& root, std::string file);

  std::size_t repetitions = 0;
  std::size_t checkpoints = 0;  ///< most of any run
  bool decisions = false;
  bool resampled = false;  ///< some runs have fewer records
  std::vector<ProblemRecord> problems;
  std::vector<AlgorithmRecord> algorithms;

  /// Status Missing if the file has no result for it.
  [[nodiscard]] RunRecord run(std::size_t problem, std::size_t algorithm, std::size_t repetition) const;
  [[noreturn]] void refuse(const std::string& why) const;

 private:
  struct Run {
    const MatValue* obj = nullptr;
    const MatValue* cv = nullptr;
    const MatValue* dec = nullptr;
    std::size_t records = 0;  ///< 0: empty
  };
  [[nodiscard]] const MatValue& part(const MatValue& structure, const char* name, std::size_t element,
                                     const std::string& of) const;
  [[nodiscard]] static const MatValue* optional(const MatValue& structure, const char* name, std::size_t element);
  [[nodiscard]] std::string text(const MatValue& value, const std::string& what) const;
  [[nodiscard]] std::size_t whole(const MatValue& value, const std::string& what, double most) const;
  void readProblem(const MatValue& structure, std::size_t i);
  void readAlgorithm(const MatValue& structure, std::size_t i);
  [[nodiscard]] static std::vector<double> row(const MatValue* cells, std::size_t task, std::size_t size);
  [[nodiscard]] Run look(std::size_t problem, std::size_t algorithm, std::size_t repetition) const;
  void survey();

  std::string file_;
  const MatValue* results_ = nullptr;
  const MatValue* times_ = nullptr;
};

}  // namespace tandem::mtop
