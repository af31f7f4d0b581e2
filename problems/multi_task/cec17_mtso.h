// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "problems/base/functions/function_problem.h"
#include "problems/base/instances/instance_data.h"

/// The nine problems of CEC17-MTSO, for the suites built on them.
namespace tandem::prob::cec17_mtso {

inline constexpr int kProblems = 9;
/// "CI-HS", ... for k = 1..9.
const char* className(int k);
/// Published arrays of problem k, read from the folder `source` of a checkout.
DataSet dataSet(int k, const std::string& suite, const std::string& source);
/// Arrays of the same construction, from the suite's stream.
Arrays synthetic(int k);
/// The two tasks with `dim` variables instead of 50 (and half of it instead of 25), from their own stream.
std::vector<FunctionTask> tasksOf(int k, int dim);
/// "Griewank and Rastrigin".
std::string functionsOf(int k);
/// Tasks 1 and 2 with the biases added.
std::vector<FunctionTask> tasks(int k, const InstanceArrays& data, double bias1 = 0.0, double bias2 = 0.0);

}  // namespace tandem::prob::cec17_mtso
