// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "problems/base/multi_objective/mo_problem.h"

namespace tandem::prob::mo {

/// For a suite whose tasks each have one shift and one rotation: where the published data are, and the range of the
/// synthetic shifts.
struct RotatedSource {
  std::string suite;
  std::string set;
  std::string shiftFile;  ///< below MTO/Problems; "@" stands for the number of the task
  std::string rotationFile;
  int tasks = 50;
  int distances = 49;
};

/// Recipe with the data set and the generator filled in; `shiftRange` gives the largest synthetic shift of a task.
Recipe rotatedRecipe(const RotatedSource& source, std::function<double(int task)> shiftRange);
/// Takes shift and rotation of the task from the data of such a recipe.
void takeRotation(Task& task, int number, const InstanceArrays& data);

}  // namespace tandem::prob::mo
