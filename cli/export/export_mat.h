// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "tandem/store/result_file.h"

namespace tandem::cli {

/// Writes a MATLAB 5 file, complete or not at all: the variables problems, algorithms (cells of names), seed,
/// repetitions, checkpoints, and per (problem, algorithm), as cells: status [rep], seconds [rep], evaluations [rep x
/// checkpoint], objective and cv [rep x task x checkpoint], fronts and frontCv (cells [rep x task x checkpoint]; empty
/// for single-objective problems), and the others listed in docs/results.md. Missing and failed runs hold NaN. Throws
/// InputError if it cannot be written.
void writeMat(const ResultFile& file, const std::string& path);

}  // namespace tandem::cli
