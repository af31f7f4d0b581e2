// SPDX-License-Identifier: Apache-2.0
// Layout of MTOData, from MToP's own writer: Obj is task x record for single-objective problems, else a cell per task
// of record x individual x objective; CV is task x record (x individual); Dec is task x record (x individual) x
// variable in real units, padded with NaN. Runs(problem, algorithm, repetition) is a struct array.
#include "editing/mtop_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tandem/error.h"
#include "tandem/specification/task_labels.h"
#include "tandem/unicode.h"

namespace tandem::mtop {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
// Limits on what a few numbers in a file may make us allocate or write: variables of all tasks, values of all runs.
constexpr std::size_t kMostVariables = 10'000'000;
constexpr std::size_t kMostValues = std::size_t{1} << 31U;

std::size_t countOf(const MatValue& value) {
  std::size_t count = value.dims.empty() ? 0 : 1;
  for (const std::size_t d : value.dims) count *= d;
  return count;
}

/// Short, and without control characters.
bool isPlain(const std::string& text) {
  return text.size() <= 4000 && std::none_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; });
}

/// Element (i, j, k, ...) of an array whose extents are known to hold it.
double at(const MatValue& value, std::initializer_list<std::size_t> index) {
  std::size_t position = 0;
  std::size_t stride = 1;
  std::size_t dimension = 0;
  for (const std::size_t i : index) {
    position += i * stride;
    stride *= extent(value, dimension++);
  }
  return value.numbers[position];
}

/// Of `records`, the one that was current at share (k + 1) / wanted of the budget.
std::size_t recordAt(std::size_t k, std::size_t wanted, std::size_t records) {
  return std::max<std::size_t>(1, (k + 1) * records / wanted) - 1;
}

}  // namespace

std::size_t extent(const MatValue& value, std::size_t i) {
  return i < value.dims.size() ? value.dims[i] : 1;
}

Data::Data(const MatValue& root, std::string file) : file_(std::move(file)) {
  repetitions = whole(part(root, "Reps", 0, "MTOData"), "MTOData.Reps", 1e6);
  const MatValue& problemArray = part(root, "Problems", 0, "MTOData");
  const MatValue& algorithmArray = part(root, "Algorithms", 0, "MTOData");
  for (std::size_t i = 0; i < countOf(problemArray); ++i) readProblem(problemArray, i);
  for (std::size_t i = 0; i < countOf(algorithmArray); ++i) readAlgorithm(algorithmArray, i);
  if (problems.empty() || algorithms.empty()) refuse("has no problems or no algorithms");
  results_ = &part(root, "Results", 0, "MTOData");
  const std::size_t expected[] = {problems.size(), algorithms.size(), repetitions};
  for (std::size_t d = 0; d < std::max<std::size_t>(3, results_->dims.size()); ++d) {
    if (extent(*results_, d) == (d < 3 ? expected[d] : 1)) continue;
    refuse(fmt::format("has Results that are not {} problems x {} algorithms x {} repetitions", expected[0],
                       expected[1], expected[2]));
  }
  times_ = optional(root, "RunTimes", 0);
  if (times_ != nullptr && times_->numbers.size() != expected[0] * expected[1] * expected[2]) times_ = nullptr;
  survey();
}

void Data::refuse(const std::string& why) const {
  throw InputError("The file '" + file_ + "' " + why + "; it is not as MToP saves MTOData.");
}

const MatValue* Data::optional(const MatValue& structure, const char* name, std::size_t element) {
  for (const auto& [field, values] : structure.fields) {
    if (field == name && element < values.size()) return &values[element];
  }
  return nullptr;
}

const MatValue& Data::part(const MatValue& structure, const char* name, std::size_t element,
                           const std::string& of) const {
  const MatValue* value = optional(structure, name, element);
  if (value == nullptr) refuse(fmt::format("has no field {} in {}", name, of));
  return *value;
}

std::string Data::text(const MatValue& value, const std::string& what) const {
  if (const std::string why = whyNoName(value.text); !why.empty()) {
    refuse(fmt::format("has no usable text as {}: {}", what, why));
  }
  return value.text;
}

std::size_t Data::whole(const MatValue& value, const std::string& what, double most) const {
  const double number = value.numbers.size() == 1 ? value.numbers[0] : kNan;
  if (!(number >= 1.0 && number <= most) || number != std::floor(number)) {
    refuse(fmt::format("has no whole number from 1 to {:g} as {}", most, what));
  }
  return static_cast<std::size_t>(number);
}

/// Bounds of one task: a row of numbers in a cell per task, or one number for all variables; NaN where unknown.
std::vector<double> Data::row(const MatValue* cells, std::size_t task, std::size_t size) {
  if (cells == nullptr) return std::vector<double>(size, kNan);
  const MatValue& value = cells->cells.empty() ? *cells : cells->cells[std::min(task, cells->cells.size() - 1)];
  if (value.numbers.size() == size) return value.numbers;
  return std::vector<double>(size, value.numbers.size() == 1 ? value.numbers[0] : kNan);
}

void Data::readProblem(const MatValue& structure, std::size_t i) {
  const std::string of = fmt::format("Problems({})", i + 1);
  ProblemRecord p;
  p.name = text(part(structure, "Name", i, of), of + ".Name");
  const std::size_t tasks = whole(part(structure, "T", i, of), of + ".T", 1e5);
  const auto perTask = [&](const MatValue& value, const std::string& what, double most) {
    const std::size_t count = value.numbers.size();
    if (count != 1 && count != tasks) refuse(fmt::format("has {} numbers as {} of {} tasks", count, what, tasks));
    std::vector<int> all;
    for (std::size_t t = 0; t < tasks; ++t) {
      MatValue one;
      one.numbers = {value.numbers[count == 1 ? 0 : t]};
      all.push_back(static_cast<int>(whole(one, what, most)));
    }
    return all;
  };
  const std::vector<int> objectives = perTask(part(structure, "M", i, of), of + ".M", 1000);
  const std::vector<int> dims = perTask(part(structure, "D", i, of), of + ".D", 1e6);
  std::size_t variables = 0;
  for (const int d : dims) variables += static_cast<std::size_t>(d);
  if (variables > kMostVariables) refuse(fmt::format("has more than {} variables in {}", kMostVariables, of));
  // Tandem writes 0 where it does not know the population itself, when exporting imported tables.
  const MatValue& population = part(structure, "N", i, of);
  const bool unknown = population.numbers.size() == 1 && population.numbers[0] == 0.0;
  p.population = unknown ? 0 : static_cast<int>(whole(population, of + ".N", 1e9));
  p.budget = static_cast<std::int64_t>(whole(part(structure, "maxFE", i, of), of + ".maxFE", 1e15));
  p.instance = Instance::Unknown;
  const MatValue* lower = optional(structure, "Lb", i);
  const MatValue* upper = optional(structure, "Ub", i);
  const MatValue* optimum = optional(structure, "Optimum", i);
  for (std::size_t t = 0; t < tasks; ++t) {
    TaskInfo task;
    task.name = fmt::format("T{}", t + 1);
    task.dim = dims[t];
    task.objectives = objectives[t];
    task.lower = row(lower, t, static_cast<std::size_t>(dims[t]));
    task.upper = row(upper, t, static_cast<std::size_t>(dims[t]));
    Reference reference;
    if (objectives[t] > 1 && optimum != nullptr && t < optimum->cells.size()) {
      const MatValue& points = optimum->cells[t];
      const std::size_t rows = extent(points, 0);
      if (!points.numbers.empty() && rows < (1U << 24U) && points.dims.size() == 2 &&
          points.dims[1] == static_cast<std::size_t>(objectives[t])) {
        // A single point is not a front: MToP's metrics use it as the reference point of the hypervolume.
        if (rows == 1) {
          reference.hvReference = points.numbers;
        } else {
          reference.front = Matrix(static_cast<int>(rows), objectives[t]);
        }
        for (std::size_t r = 0; rows > 1 && r < rows; ++r) {
          for (int m = 0; m < objectives[t]; ++m) {
            reference.front(static_cast<int>(r), m) = at(points, {r, static_cast<std::size_t>(m)});
          }
        }
      }
    }
    p.tasks.push_back(std::move(task));
    p.references.push_back(std::move(reference));
  }
  const bool multi = *std::max_element(objectives.begin(), objectives.end()) > 1;
  if (multi && *std::min_element(objectives.begin(), objectives.end()) == 1) {
    refuse(fmt::format("mixes tasks of one and of several objectives in {}, which is not read", of));
  }
  p.labels = (multi ? MultiObjective : SingleObjective) | labelOfTasks(isize(p.tasks));
  problems.push_back(std::move(p));
}

void Data::readAlgorithm(const MatValue& structure, std::size_t i) {
  const std::string of = fmt::format("Algorithms({})", i + 1);
  AlgorithmRecord a;
  a.name = text(part(structure, "Name", i, of), of + ".Name");
  a.alias = a.name;
  // Para is a flat cell of labels ("RMP: Random Mating Probability") and values as texts.
  const MatValue* para = optional(structure, "Para", i);
  for (std::size_t k = 0; para != nullptr && k + 1 < para->cells.size(); k += 2) {
    const std::string& label = para->cells[k].text;
    const std::string& value = para->cells[k + 1].text;
    if (label.empty() || !isPlain(label) || !isPlain(value)) continue;
    const std::size_t colon = label.find(':');
    ParamInfo param;
    param.name = label.substr(0, colon);
    param.type = ParamType::Text;
    param.value = value;
    if (colon != std::string::npos && colon + 2 < label.size()) param.doc = label.substr(colon + 2);
    a.params.push_back(std::move(param));
  }
  algorithms.push_back(std::move(a));
}

Data::Run Data::look(std::size_t problem, std::size_t algorithm, std::size_t repetition) const {
  const std::size_t element = problem + problems.size() * (algorithm + algorithms.size() * repetition);
  const std::string of = fmt::format("Results({},{},{})", problem + 1, algorithm + 1, repetition + 1);
  const ProblemRecord& p = problems[problem];
  const std::size_t tasks = p.tasks.size();
  Run run;
  run.obj = &part(*results_, "Obj", element, of);
  run.cv = &part(*results_, "CV", element, of);
  run.dec = optional(*results_, "Dec", element);
  if (run.dec != nullptr && run.dec->numbers.empty()) run.dec = nullptr;
  if (run.obj->numbers.empty() && run.obj->cells.empty()) return run;
  const auto wrong = [&](const char* what) { refuse(fmt::format("has a {} of unexpected shape in {}", what, of)); };
  run.records = extent(*run.cv, 1);
  if (run.cv->numbers.empty() || run.cv->dims.size() > 3 || extent(*run.cv, 0) != tasks) wrong("CV");
  std::size_t width = 0;
  for (const TaskInfo& task : p.tasks) width = std::max(width, static_cast<std::size_t>(task.dim));
  std::size_t individuals = 1;
  if (p.multiObjective()) {
    if (run.obj->cells.size() != tasks) wrong("Obj");
    for (std::size_t t = 0; t < tasks; ++t) {
      const MatValue& obj = run.obj->cells[t];
      if (obj.numbers.empty() || obj.dims.size() > 3 || extent(obj, 0) != run.records ||
          extent(obj, 1) > extent(*run.cv, 2) || extent(obj, 2) != static_cast<std::size_t>(p.tasks[t].objectives)) {
        wrong("Obj");
      }
    }
    individuals = extent(*run.cv, 2);
  } else if (run.obj->numbers.empty() || run.obj->dims.size() > 3 || extent(*run.obj, 0) != tasks ||
             extent(*run.obj, 1) != run.records || extent(*run.obj, 2) != 1 || extent(*run.cv, 2) != 1) {
    wrong("Obj");
  }
  if (run.dec != nullptr) {
    const MatValue& dec = *run.dec;
    const bool fits = p.multiObjective() ? extent(dec, 2) == individuals && extent(dec, 3) >= width
                                         : extent(dec, 2) >= width && extent(dec, 3) == 1;
    if (extent(dec, 0) != tasks || extent(dec, 1) != run.records || !fits) wrong("Dec");
  }
  return run;
}

void Data::survey() {
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  std::size_t withDecisions = 0;
  std::size_t runs = 0;
  for (std::size_t p = 0; p < problems.size(); ++p) {
    bool constrained = false;
    for (std::size_t a = 0; a < algorithms.size(); ++a) {
      for (std::size_t r = 0; r < repetitions; ++r) {
        const Run run = look(p, a, r);
        if (run.records == 0) continue;
        ++runs;
        checkpoints = std::max(checkpoints, run.records);
        fewest = std::min(fewest, run.records);
        withDecisions += run.dec != nullptr ? 1 : 0;
        constrained = constrained ||
                      std::any_of(run.cv->numbers.begin(), run.cv->numbers.end(), [](double v) { return v > 0.0; });
      }
    }
    problems[p].labels |= constrained ? Constrained : Unconstrained;
  }
  if (runs == 0) refuse("has no run with a result");
  if (checkpoints > 100'000) refuse("has more than 100,000 records of a run");
  std::size_t tasks = 0;
  for (const ProblemRecord& p : problems) tasks += p.tasks.size();
  if (tasks * checkpoints > kMostValues / algorithms.size() / repetitions) {
    refuse("claims more than two billion values");
  }
  decisions = withDecisions == runs;
  resampled = fewest != checkpoints;
}

RunRecord Data::run(std::size_t problem, std::size_t algorithm, std::size_t repetition) const {
  const Run run = look(problem, algorithm, repetition);
  const ProblemRecord& p = problems[problem];
  RunRecord record;
  record.problem = static_cast<int>(problem);
  record.algorithm = static_cast<int>(algorithm);
  record.repetition = static_cast<int>(repetition);
  if (run.records == 0) return record;
  const std::size_t tasks = p.tasks.size();
  record.status = RunStatus::Finished;
  if (times_ != nullptr) {
    record.seconds = times_->numbers[problem + problems.size() * (algorithm + algorithms.size() * repetition)];
  } else {
    record.seconds = kNan;
  }
  record.tasks = static_cast<int>(tasks);
  record.checkpoints = static_cast<int>(checkpoints);
  record.evaluations.assign(checkpoints, kUnknownCount);
  record.taskEvaluations.assign(tasks * checkpoints, kUnknownCount);
  record.ledger.assign(tasks * static_cast<std::size_t>(kLedgerPurposes), kUnknownCount);
  record.nonFinite = kUnknownCount;
  record.generations = kUnknownCount;
  record.improvements.resize(tasks);
  for (std::size_t t = 0; t < tasks; ++t) {
    const auto dim = static_cast<std::size_t>(p.tasks[t].dim);
    for (std::size_t k = 0; k < checkpoints; ++k) {
      const std::size_t g = recordAt(k, checkpoints, run.records);
      if (!p.multiObjective()) {
        record.objective.push_back(at(*run.obj, {t, g}));
        record.cv.push_back(at(*run.cv, {t, g}));
        if (!decisions) continue;
        std::vector<double>& best = record.decisions.emplace_back();
        for (std::size_t d = 0; d < dim; ++d) best.push_back(at(*run.dec, {t, g, d}));
        continue;
      }
      const MatValue& obj = run.obj->cells[t];
      // NaN throughout means no individual: our exports have it where a lean file holds no population.
      std::vector<std::size_t> members;
      for (std::size_t i = 0; i < extent(obj, 1); ++i) {
        bool there = !std::isnan(at(*run.cv, {t, g, i}));
        for (std::size_t m = 0; m < extent(obj, 2); ++m) there = there || !std::isnan(at(obj, {g, i, m}));
        if (there) members.push_back(i);
      }
      FrontRecord front;
      front.objectives = Matrix(isize(members), p.tasks[t].objectives);
      if (decisions) front.decisions = Matrix(isize(members), p.tasks[t].dim);
      double least = kNan;
      for (int i = 0; i < isize(members); ++i) {
        for (std::size_t m = 0; m < extent(obj, 2); ++m) {
          front.objectives(i, static_cast<int>(m)) = at(obj, {g, members[i], m});
        }
        front.cv.push_back(at(*run.cv, {t, g, members[i]}));
        least = std::fmin(least, front.cv.back());
        if (!decisions) continue;
        for (std::size_t d = 0; d < dim; ++d)
          front.decisions(i, static_cast<int>(d)) = at(*run.dec, {t, g, members[i], d});
      }
      record.objective.push_back(kNan);
      record.cv.push_back(least);
      record.fronts.push_back(std::move(front));
    }
  }
  return record;
}

}  // namespace tandem::mtop
