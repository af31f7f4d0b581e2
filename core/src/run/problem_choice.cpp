// SPDX-License-Identifier: Apache-2.0
// From the name and parameters given by a user to a recipe.
#include <algorithm>
#include <optional>

#include "run/sub_problem.h"
#include "tandem/catalogue.h"
#include "tandem/error.h"

namespace tandem {

namespace {

constexpr const char* kFile = "file";

/// Builds the whole problem and takes the chosen tasks from it.
class SubProblemBuilder final : public ProblemBuilder {
 public:
  SubProblemBuilder(std::unique_ptr<ProblemBuilder> whole, TaskSelection selection, std::string name, std::string text)
      : whole_(std::move(whole)), selection_(std::move(selection)), name_(std::move(name)), text_(std::move(text)) {}
  [[nodiscard]] BuiltProblem build(const BuildRequest& request) const override {
    BuiltProblem built = whole_->build(request);
    const std::string& own = built.problem->title();
    const std::string title = (own.empty() ? name_ : own) + ":tasks=" + text_;
    built.problem = makeSubProblem(std::move(built.problem), selection_, name_, title);
    return built;
  }

 private:
  std::unique_ptr<ProblemBuilder> whole_;
  TaskSelection selection_;
  std::string name_, text_;
};

}  // namespace

ProblemChoice chooseProblem(const Catalogue& catalogue, const std::string& name, const ParamValues& params) {
  if (!catalogue.problems.contains(name)) {
    for (const ProblemInfo& info : catalogue.problems.all()) {
      if (info.fileEnding.empty() || !name.ends_with(info.fileEnding)) continue;
      ProblemChoice choice{&info, params};
      if (!choice.params.emplace(kFile, name).second) {
        throw InputError("'" + name + "' is a file by itself; leave its parameter 'file' out.");
      }
      return choice;
    }
  }
  return {&catalogue.problems.find(name), params};
}

ConfiguredProblem configureProblem(const ProblemInfo& info, const ParamValues& params) {
  ConfiguredProblem configured{info.make(), {}};
  const std::vector<ParamInfo> defaults = describeParams(*configured.builder);
  const auto own = std::ranges::find_if(defaults, [](const ParamInfo& p) { return normalName(p.name) == "tasks"; });
  ParamValues values = params;
  std::optional<TaskSelection> selection;
  for (auto it = values.begin(); it != values.end(); ++it) {
    if (normalName(it->first) != "tasks") continue;
    const bool free =
        own == defaults.end() || (own->type == ParamType::Integer && TaskSelection::looksLike(it->second));
    if (!free) continue;
    selection.emplace(it->second, info.name);
    values.erase(it);
    break;
  }
  setParams(*configured.builder, values, info.name);
  const std::vector<ParamInfo> now = describeParams(*configured.builder);
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (now[i].value != defaults[i].value) configured.params[now[i].name] = now[i].value;
  }
  if (selection) {
    std::string text = selection->text(own != defaults.end());
    configured.params["tasks"] = text;
    configured.builder = std::make_unique<SubProblemBuilder>(std::move(configured.builder), std::move(*selection),
                                                             info.name, std::move(text));
  }
  return configured;
}

}  // namespace tandem
