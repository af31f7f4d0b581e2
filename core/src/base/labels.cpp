// SPDX-License-Identifier: Apache-2.0
#include "tandem/labels.h"

#include <array>
#include <utility>

#include "tandem/error.h"
#include "tandem/registry.h"

namespace tandem {

namespace {
constexpr std::array<std::pair<Label, const char*>, 8> kNames{{
    {SingleTask, "single-task"},
    {MultiTask, "multi-task"},
    {ManyTask, "many-task"},
    {SingleObjective, "single-objective"},
    {MultiObjective, "multi-objective"},
    {Unconstrained, "none"},
    {Competitive, "competitive"},
    {Constrained, "constrained"},
}};
}  // namespace

std::vector<std::string> labelNames(Labels labels) {
  std::vector<std::string> names;
  for (const auto& [label, name] : kNames) {
    if ((labels & label) != 0) names.emplace_back(name);
  }
  return names;
}

Label labelFromName(const std::string& name) {
  std::string valid;
  for (const auto& [label, text] : kNames) {
    if (normalName(name) == text) return label;
    valid += valid.empty() ? text : std::string(", ") + text;
  }
  throw InputError("There is no label '" + name + "'; use one of " + valid + ".");
}

}  // namespace tandem
