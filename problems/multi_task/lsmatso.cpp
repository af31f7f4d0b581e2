// SPDX-License-Identifier: Apache-2.0
// Large-scale many-task problems: 300 variables in random groups of 50 that a rotation couples; twenty functions from
// fully separable to fully non-separable take turns. The reference platform keeps the data in single precision and
// computes in it; Tandem takes the same data but computes in double precision.
#include "problems/base/instances/many_task_builder.h"
#include "tandem/linalg.h"

namespace tandem::prob::lsmatso {

namespace {

constexpr int kDim = 300;
constexpr int kGroup = 50;
constexpr int kTasks = 50;
constexpr double kHeavy = 1e6;  // weight of a single group

/// `groups` rotated groups with weight `weight` each, plus the function of the rest; 0 groups: no grouping.
struct Function {
  Base base;
  double bound;
  int groups;
  double weight;
};
constexpr Function kFunctions[] = {
    // numbered from 1
    {Base::Elliptic, 100, 0, 1},        {Base::Rastrigin, 5, 0, 1},         {Base::Ackley, 32, 0, 1},
    {Base::Elliptic, 100, 1, kHeavy},   {Base::Rastrigin, 5, 1, kHeavy},    {Base::Ackley, 32, 1, kHeavy},
    {Base::Schwefel12, 100, 1, kHeavy}, {Base::Rosenbrock, 100, 1, kHeavy}, {Base::Elliptic, 100, 3, 1},
    {Base::Rastrigin, 5, 3, 1},         {Base::Ackley, 32, 3, 1},           {Base::Schwefel12, 100, 3, 1},
    {Base::Rosenbrock, 100, 3, 1},      {Base::Elliptic, 100, 6, 1},        {Base::Rastrigin, 5, 6, 1},
    {Base::Ackley, 32, 6, 1},           {Base::Schwefel12, 100, 6, 1},      {Base::Rosenbrock, 100, 6, 1},
    {Base::Schwefel12, 100, 0, 1},      {Base::Rosenbrock, 100, 0, 1},
};
struct Row {
  int first, last;  // function numbers that take turns
};
constexpr Row kRows[] = {{1, 3}, {1, 8}, {4, 13}, {9, 18}, {14, 20}};

const Function& functionOf(const Row& row, int task) {
  return kFunctions[row.first - 1 + (task - 1) % (row.last - row.first + 1)];
}
bool grouped(const Row& row) {
  return row.last > 3;
}

/// weight * sum over the groups of f(R z_group) + f(rest)
TileFunction makeGrouped(const Function& function, std::vector<int> order, Matrix rotation) {
  const int rest = kDim - function.groups * kGroup;
  return [function, order = std::move(order), rotation = std::move(rotation), rest,
          block = makeFunction(function.base, kGroup), remainder = makeFunction(function.base, std::max(rest, 1))](
             ConstMatView z, std::span<double> f, Workspace& ws) {
    Workspace::Frame frame(ws);
    const std::span<double> value = frame.doubles(f.size());
    const MatView part = frame.matrix(std::max(kGroup, rest), z.cols);
    const MatView rotated = frame.matrix(kGroup, z.cols);
    const auto gather = [&](int first, int count) {
      for (int i = 0; i < count; ++i) {
        const double* from = z.data + (order[first + i] - 1) * z.stride;
        std::copy_n(from, z.cols, part.data + i * part.stride);
      }
      return part.rowRange(0, count);
    };
    std::fill(f.begin(), f.end(), 0.0);
    for (int k = 0; k < function.groups; ++k) {
      linalg::multiply(rotation, gather(k * kGroup, kGroup), rotated);
      block(rotated, value, ws);
      for (std::size_t c = 0; c < f.size(); ++c) f[c] += function.weight * value[c];
    }
    if (rest == 0) return;
    remainder(gather(function.groups * kGroup, rest), value, ws);
    for (std::size_t c = 0; c < f.size(); ++c) f[c] += value[c];
  };
}

/// The same for a device.
std::vector<DevicePart> groupedParts(const Function& function, const std::vector<int>& order, const Matrix& rotation) {
  std::vector<DevicePart> parts;
  const auto add = [&](int first, int count) -> DevicePart& {
    DevicePart part = devicePart(function.base, count);
    for (int i = first; i < first + count; ++i) part.inputs.push_back(order[i] - 1);
    return parts.emplace_back(std::move(part));
  };
  for (int k = 0; k < function.groups; ++k) {
    DevicePart& group = add(k * kGroup, kGroup);
    group.rotation = rotation;
    group.weight = function.weight;
  }
  if (const int rest = kDim - function.groups * kGroup; rest > 0) add(function.groups * kGroup, rest);
  return parts;
}

/// The minimiser in z, coordinate by coordinate: R^T 1 in the groups of Rosenbrock, else the function's own.
std::vector<double> minimiserInZ(const Function& function, const std::vector<int>& order, const Matrix& rotation) {
  std::vector<double> z(kDim, optimumCoordinate(function.base));
  if (function.groups == 0 || function.base != Base::Rosenbrock) return z;
  const std::vector<double> ones(kGroup, 1.0);
  std::vector<double> inGroup(kGroup);
  linalg::transposedMultiply(rotation, ones, inGroup);
  for (std::size_t i = 0; i < static_cast<std::size_t>(function.groups * kGroup); ++i) {
    z[order[i] - 1] = inGroup[i % kGroup];
  }
  return z;
}

std::string groupName(int task) {
  return "Group" + std::to_string(task);
}

FunctionTask makeLargeTask(const Row& row, int t, const InstanceArrays& data) {
  const Function& function = functionOf(row, t);
  FunctionTask task;
  task.name = functionName(function.base);
  task.dim = kDim;
  task.lower = -function.bound;
  task.upper = function.bound;
  const std::span<const double> shift = data["Shift"].row(t - 1);
  const std::span<const double> scale = data["Scale"].row(t - 1);
  task.scale.assign(scale.begin(), scale.end());
  for (const double s : shift) task.shift.push_back(task.lower + (task.upper - task.lower) * s);
  std::vector<int> order;
  Matrix rotation;
  if (function.groups > 0) {
    const std::vector<double> numbers = data.vector(groupName(t));
    order.assign(numbers.begin(), numbers.end());
    rotation = Matrix(kGroup, kGroup);
    const std::span<const double> flat = data["Rotation"].row(t - 1);
    std::copy(flat.begin(), flat.end(), rotation.values().begin());
    task.objective = makeGrouped(function, order, rotation);
    task.deviceParts = groupedParts(function, order, rotation);
  } else {
    task.objective = makeFunction(function.base, kDim);
    task.deviceParts = {devicePart(function.base, kDim)};
  }
  task.optimum = minimiserInZ(function, order, rotation);
  for (std::size_t j = 0; j < task.optimum.size(); ++j) {
    task.optimum[j] = task.shift[j] + (task.optimum[j] == 0.0 ? 0.0 : task.optimum[j] / task.scale[j]);
  }
  return task;
}

/// Row `task` of the variable Group, which is a permutation.
DataReader groupRow(int task) {
  return [task](SourceFiles& files, const DataItem& item) {
    DataItem whole = item;
    whole.rows = kTasks;
    const Matrix all = matVariable("LSMaTSO_Data.Group")(files, whole);
    Matrix row(1, kDim);
    std::copy_n(all.row(task - 1).begin(), kDim, row.row(0).begin());
    return row;
  };
}

ManyTaskRecipe recipe(int k) {
  const Row row = kRows[k - 1];
  const std::string number = std::to_string(k);
  ManyTaskRecipe r;
  r.published = kTasks;
  r.budgetPerTask = std::int64_t{500} * kDim;
  r.data = {"LSMaTSO", "data" + number, {}};
  const std::string file = "Multi-task/LSMaTSO/Data/LSMaTSO_Data" + number + ".mat";
  const auto add = [&](const std::string& name, int cols) {
    r.data.items.push_back({name, file, kTasks, cols, matVariable("LSMaTSO_Data." + name)});
  };
  add("Shift", kDim);
  add("Scale", kDim);
  if (grouped(row)) {
    add("Rotation", kGroup * kGroup);
    for (int t = 1; t <= kTasks; ++t) {
      r.data.items.push_back({groupName(t), file, 1, kDim, groupRow(t), DataItem::Kind::Permutation});
    }
  }
  r.synthetic = [row, number](int tasks) {
    Rng rng = instanceStream("LSMaTSO", number);
    Arrays arrays;
    Matrix shift(tasks, kDim);
    Matrix scale(tasks, kDim);
    Matrix rotation(tasks, kGroup * kGroup);
    for (int t = 0; t < tasks; ++t) {
      Rng stream = rng.derive(static_cast<std::uint64_t>(t));
      for (double& v : shift.row(t)) v = stream.uniform(0.2, 0.8);
      stream.fillUniform(scale.row(t));
      if (!grouped(row)) continue;
      const Matrix r50 = randomRotation(kGroup, stream);
      std::copy(r50.values().begin(), r50.values().end(), rotation.row(t).begin());
      arrays[groupName(t + 1)] = permutationRow(kDim, stream);
    }
    arrays["Shift"] = std::move(shift);
    arrays["Scale"] = std::move(scale);
    if (grouped(row)) arrays["Rotation"] = std::move(rotation);
    return arrays;
  };
  r.task = [row](int task, const InstanceArrays& data) { return makeLargeTask(row, task, data); };
  return r;
}

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  const char* docs[] = {"separable functions", "separable functions and one coupled group",
                        "one coupled group, or three", "three coupled groups, or six",
                        "six coupled groups, or fully non-separable functions"};
  for (int k = 1; k <= 5; ++k) {
    ProblemInfo info;
    info.name = "LSMaTSO" + std::to_string(k);
    info.suite = "LSMaTSO";
    info.labels = ManyTask | SingleObjective | Unconstrained;
    info.citation = {
        "Y. Li, W. Gong, Q. Gu", "Transfer task-averaged natural gradient for efficient many-task optimization",
        "IEEE Transactions on Evolutionary Computation 29(5), 1952-1965", 2025, "10.1109/TEVC.2024.3459862"};
    info.doc = std::string("Fifty tasks of 300 variables: ") + docs[k - 1];
    info.needsData = true;
    info.make = [k] { return std::make_unique<ManyTaskBuilder>(recipe(k)); };
    catalogue.problems.add(std::move(info));
  }
}

}  // namespace tandem::prob::lsmatso
