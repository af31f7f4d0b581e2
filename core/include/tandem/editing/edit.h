// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/result.h"

/// New result files from old ones. Inputs, packed or in parts, are never changed; outputs must not exist and appear
/// complete or not at all. Everything is done run by run, with little memory.
namespace tandem {

/// Called with the progress of a long job (0 to 1), on the thread of the job. If it returns false, the job ends with
/// Cancelled and leaves nothing behind.
using Progress = std::function<bool(double done)>;

enum class SplitBy { Algorithm, Problem, Repetition };

/// Puts the runs of several files into one: shards of one experiment, or experiments that share their settings and
/// differ in problems or algorithms. Throws InputError with the difference if the settings (seed, repetitions,
/// checkpoints, Tandem version, ...), an instance or the parameters of an algorithm of the same alias differ, or if two
/// files hold different results of the same run. A finished run is preferred to a failed one. With `force`, files made
/// by different builds of a plug-in are merged anyway; the output says so (ExperimentInfo::continued).
TANDEM_API void mergeResults(const std::string& output, const std::vector<std::string>& inputs,
                             const Progress& progress = {}, bool force = false);

/// One file per algorithm, problem or repetition, named after FILE and the part ("FILE-MFEA.h5"), in `folder` (empty:
/// that of the file). When splitting by repetition, every part keeps the planned number of repetitions and lacks the
/// others, so that the random streams do not change and merging the parts restores the whole. Returns the names in
/// order.
TANDEM_API std::vector<std::string> splitResults(const std::string& file, SplitBy by, const std::string& folder = "",
                                                 const Progress& progress = {});

/// The names that splitResults would use; writes nothing.
TANDEM_API std::vector<std::string> splitNames(const ExperimentInfo& info, const std::string& file, SplitBy by,
                                               const std::string& folder = "");

/// Keeps `checkpoints` of the K recorded: the first, then for j = 2, 3, ... the first at or after j*budget/checkpoints;
/// the last of these is the end of the run. If `checkpoints` divides K, or is at most 2, the file equals one recorded
/// with that number except for traces, which stay means since the checkpoint before it that was recorded. A file that
/// does not equal one says so (misfitOf), and can neither be extended, resumed nor reproduced. Throws InputError if
/// there are fewer.
TANDEM_API void trimResults(const std::string& file, const std::string& output, int checkpoints,
                            const Progress& progress = {});

/// Why runs made now would not fit beside those of a trimmed file: "3 of 8 checkpoints were kept, at which no run
/// records"; empty if they would.
TANDEM_API std::string misfitOf(const ExperimentInfo& info);
/// What was forced when the experiment was continued (ExperimentInfo::continued), line by line.
TANDEM_API std::vector<std::string> continuationsOf(const ExperimentInfo& info);

/// Which problems and algorithms (by their index in the file), in which order, and what the algorithms are called.
struct Arrangement {
  std::vector<int> problems;
  std::vector<int> algorithms;
  std::vector<std::string> aliases;  ///< one per entry of `algorithms`
};
/// Everything as it is in the file.
TANDEM_API Arrangement arrangementOf(const ExperimentInfo& info);
/// Writes the chosen part of a file in the given order and under the given names; the runs are unchanged, since their
/// random streams depend on neither. Throws InputError for an empty or repeated choice and for names that are empty,
/// repeated or contain control characters.
TANDEM_API void arrangeResults(const std::string& file, const std::string& output, const Arrangement& arrangement,
                               const Progress& progress = {});

/// How precisely the numbers of results are kept: objectives, violations, populations, decisions, logs. Counts and
/// times are unchanged.
struct Precision {
  bool singles = false;  ///< rounded to 32-bit floats
  int digits = 0;        ///< else rounded to this many significant decimal digits (1 to 16); 0: full
  bool lean = false;     ///< drops what comparing checkpoints does not need, see trimResults
  /// Else rounded up to this many significant bits (1 to 52); 0: full. Zeros in the last bits compress far better than
  /// the digits of a decimal fraction, and no value becomes better than it was.
  int bits = 0;
  [[nodiscard]] bool rounds() const { return singles || digits > 0 || bits > 0; }
  [[nodiscard]] bool reduces() const { return rounds() || lean; }
};
/// "full", "float", "6 digits", "18 bits", "float, lean"; parsePrecision takes these, "18bits", or a number of digits
/// alone, and throws InputError otherwise.
TANDEM_API std::string precisionText(const Precision& precision);
TANDEM_API Precision parsePrecision(const std::string& text);
/// What a reader is told of a reduced file: "reduced to 6 digits", "lean, with numbers in full", "reduced to 18 bits
/// and lean"; of the text that precisionText made.
TANDEM_API std::string reductionText(const std::string& text);
/// Also reduces precision and marks the file with it, so that runs of different precision are never merged. checkpoints
/// = 0 keeps all. An already reduced file can only be reduced further. lean leaves out what comparing checkpoints does
/// not need: logs of improvements, transfer, traces, decisions, cost, and of multi-objective runs the populations of
/// all checkpoints but the last; seconds keep three digits. Its runs are stacked over the algorithms of a problem
/// (schema 6), so that HDF5's bookkeeping takes little space.
TANDEM_API void trimResults(const std::string& file, const std::string& output, int checkpoints,
                            const Precision& precision, const Progress& progress = {});

}  // namespace tandem
