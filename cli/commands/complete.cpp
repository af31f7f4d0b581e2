// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "cli/command.h"
#include "cli/output.h"
#include "tandem/error.h"

/// Plumbing of the completion script: candidates for the last of the given words, one per line.
namespace tandem::cli::complete {
namespace {

using Kind = OptionInfo::Kind;

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = text.find(separator, begin);
    parts.push_back(text.substr(begin, end - begin));
    if (end == std::string::npos) return parts;
    begin = end + 1;
  }
}

void names(const Arguments& args, std::vector<std::string>& out, const std::string& placeholder) {
  const Catalogue& catalogue = args.catalogue();
  const bool anything = placeholder == "NAME";
  if (anything || placeholder.starts_with("ALGO")) {
    for (const auto& a : catalogue.algorithms.all()) out.push_back(a.name);
  }
  if (anything || placeholder.starts_with("METRIC")) {
    for (const auto& m : catalogue.metrics.all()) out.push_back(m.name);
  }
  if (anything || placeholder.starts_with("PROBLEM")) {
    for (const auto& p : catalogue.problems.all()) out.push_back(p.name);
  }
  if (anything) {
    for (const auto& p : catalogue.problems.all()) {
      if (std::find(out.begin(), out.end(), p.suite) == out.end()) out.push_back(p.suite);
    }
  }
}

/// Candidates for a value described by its placeholder.
std::vector<std::string> valuesFor(const Arguments& args, const std::string& placeholder) {
  std::vector<std::string> out;
  if (placeholder == "LABEL") return labelNames(~0U);
  if (placeholder == "COMMAND") {
    for (const Command& c : allCommands()) {
      if (!c.hidden) out.push_back(c.name);
    }
    return out;
  }
  if (placeholder == "bash") return {placeholder};
  if (placeholder == "DIR" || placeholder == "MTOP_CHECKOUT") return {":folders"};
  names(args, out, placeholder);
  if (!out.empty()) return out;
  if (placeholder.find('|') != std::string::npos) return split(placeholder, '|');
  if (placeholder.find('.') != std::string::npos || placeholder.starts_with("FILE") || placeholder == "OUT") {
    return {":files"};
  }
  return {};
}

std::vector<std::string> candidates(const Arguments& args, const std::vector<std::string>& words) {
  if (words.size() <= 1) {
    std::vector<std::string> all = valuesFor(args, "COMMAND");
    all.insert(all.end(), {"help", "--version", "--help"});
    return all;
  }
  if (words.front() == "help") return words.size() == 2 ? valuesFor(args, "COMMAND") : std::vector<std::string>{};
  const Options options = optionsOf(findCommand(words.front()));

  // Bash splits "--format=csv" into three words; here that becomes an option followed by its value.
  std::vector<std::string> typed(words.begin() + 1, words.end());
  const std::string last = typed.back() == "=" ? "" : typed.back();
  if (typed.back() == "=") typed.back() = "";
  typed.erase(std::remove(typed.begin(), typed.end() - 1, std::string("=")), typed.end() - 1);
  const auto takesValue = [&](const std::string& word) -> const OptionInfo* {
    for (const OptionInfo& o : options.all()) {
      if (o.kind != Kind::Value && o.kind != Kind::List) continue;
      if (word == "--" + o.name || (o.shortName != 0 && word == std::string("-") + o.shortName)) return &o;
    }
    return nullptr;
  };
  if (typed.size() > 1) {
    if (const OptionInfo* option = takesValue(typed[typed.size() - 2])) {
      std::vector<std::string> values = valuesFor(args, option->placeholder);
      // Comma lists: complete the item after the last comma.
      const std::size_t comma = last.rfind(',');
      if (comma != std::string::npos) {
        for (std::string& value : values) value.insert(0, last, 0, comma + 1);
      }
      return values;
    }
  }
  if (last.starts_with("-")) {
    std::vector<std::string> flags;
    for (const OptionInfo& o : options.all()) {
      if (o.kind < Kind::Positional) flags.push_back("--" + o.name);
    }
    return flags;
  }
  std::size_t position = 0;
  for (std::size_t i = 0; i + 1 < typed.size(); ++i) {
    if (takesValue(typed[i]) != nullptr) {
      ++i;
    } else if (!typed[i].starts_with("-")) {
      ++position;
    }
  }
  for (const OptionInfo& o : options.all()) {
    if (o.kind == Kind::PositionalList) return valuesFor(args, o.placeholder);
    if (o.kind == Kind::Positional && position-- == 0) return valuesFor(args, o.placeholder);
  }
  return {};
}

int run(const Arguments& args) {
  const std::vector<std::string> words = args.list("WORD");
  const std::string prefix = words.empty() || words.back() == "=" ? "" : words.back();
  try {
    for (const std::string& candidate : candidates(args, words)) {
      if (candidate.starts_with(":") || candidate.starts_with(prefix)) print(candidate + "\n");
    }
  } catch (const InputError&) {
    // An unfinished line may well be wrong; then there is nothing to offer.
  }
  return 0;
}

}  // namespace

Command command() {
  return {.name = "complete",
          .summary = "candidates for the completion script",
          .group = Group::Shell,
          .hidden = true,
          .usage = {"tandem complete -- WORD..."},
          .details = "The words after 'tandem' so far; the last one is the one to complete.",
          .examples = {{"tandem complete -- show MF", "names that begin with MF"}},
          .declare = [](Options& o) { o.positionals("WORD", "words of the line"); },
          .run = run};
}

}  // namespace tandem::cli::complete
