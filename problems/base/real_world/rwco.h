// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <vector>

#include "problems/base/instances/instance_data.h"
#include "problems/base/instances/paper_point.h"
#include "tandem/workspace.h"

/// The functions of CEC20-RWCO by field; the suite's table is in cec20_rwco.cpp.
namespace tandem::prob::rwco {

/// What a function gets: a point, space for its inequalities g <= 0 and equalities h = 0, its tables, scratch.
struct Call {
  PaperPoint x;
  double* g;
  double* h;
  const InstanceArrays& data;
  Workspace& ws;
};
using Function = double (*)(const Call& c);

/// Bounds of `count` variables in a row.
struct Box {
  int count;
  double low;
  double high;
};

struct Row {
  int number;
  const char* name;
  Function function;
  int inequalities;
  int equalities;
  std::vector<Box> box;
  const char* data = nullptr;  ///< name of the tables that it needs
};

/// RC01 to RC14.
std::vector<Row> processRows();
/// RC15 to RC33.
std::vector<Row> mechanicalRows();
/// RC34 to RC43.
std::vector<Row> powerRows();
/// RC44 to RC57.
std::vector<Row> otherRows();

/// Entry of a table at the rounded variable (from 1); beyond its ends, or for NaN, the nearest or the first entry.
template <std::size_t n>
double entry(const double (&table)[n], double v) {
  const double at = std::round(v);
  if (!(at > 1.0)) return table[0];
  return table[at < static_cast<double>(n) ? static_cast<std::size_t>(at) - 1 : n - 1];
}

/// Rounds an integer variable of the suite, halves away from 0.
inline double whole(double v) {
  return std::round(v);
}

}  // namespace tandem::prob::rwco
