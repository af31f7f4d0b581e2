// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "problems/base/real_world/rwco.h"
#include "tandem/catalogue.h"

/// CEC20-RWCO, for the many-task suite made of it.
namespace tandem::prob::cec20_rwco {

/// RC01 to RC57 in order.
const std::vector<rwco::Row>& rows();
/// The tables of a function; no items if it needs none.
DataSet dataSet(const rwco::Row& row);
/// Tables of the same shape for a network of random lines or random feeds.
Arrays synthetic(const rwco::Row& row);
/// The named functions (from 1) as the tasks of one problem. `budget` 0: that of the suite for the one function.
BuiltProblem buildTasks(const BuildRequest& request, const std::vector<int>& numbers, std::int64_t budget = 0);
Citation citation();

}  // namespace tandem::prob::cec20_rwco
