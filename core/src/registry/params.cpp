// SPDX-License-Identifier: Apache-2.0
#include "tandem/params.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>

#include "tandem/error.h"
#include "tandem/registry.h"

namespace tandem {

ParamVisitor::~ParamVisitor() = default;
Parameterised::~Parameterised() = default;

void ParamVisitor::ordered(const char* /*lowName*/, double /*low*/, const char* /*highName*/, double /*high*/) {}
void ParamVisitor::trace(const char* /*name*/, const TraceSpec& /*spec*/) {}

std::size_t ParamVisitor::pick(const char* name, std::size_t index, const ChoiceSpec& spec) {
  std::string chosen = spec.options.at(index);
  choice(name, chosen, spec);
  return static_cast<std::size_t>(std::ranges::find(spec.options, chosen) - spec.options.begin());
}

std::string formatReal(double value) {
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, value);
  return error == std::errc{} ? std::string(text, end) : std::string("nan");
}

namespace {

class Describer final : public ParamVisitor {
 public:
  std::vector<ParamInfo> found;
  void real(const char* name, double& value, const RealSpec& spec) override {
    found.push_back({name, ParamType::Real, formatReal(value), spec.min, spec.max, {}, spec.doc});
  }
  void integer(const char* name, int& value, const IntSpec& spec) override {
    found.push_back({name,
                     ParamType::Integer,
                     std::to_string(value),
                     static_cast<double>(spec.min),
                     static_cast<double>(spec.max),
                     {},
                     spec.doc});
  }
  void boolean(const char* name, bool& value, const char* doc) override {
    found.push_back({name, ParamType::Boolean, value ? "true" : "false", 0, 1, {"false", "true"}, doc});
  }
  void choice(const char* name, std::string& value, const ChoiceSpec& spec) override {
    found.push_back({name, ParamType::Choice, value, 0, 0, spec.options, spec.doc});
  }
  void text(const char* name, std::string& value, const char* doc) override {
    found.push_back({name, ParamType::Text, value, 0, 0, {}, doc});
  }
  void trace(const char* name, const TraceSpec& spec) override {
    const std::string text = name;
    const bool plain = !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
      return std::isalnum(c) != 0 || c == '_' || c == '-';
    });
    const bool taken = std::ranges::any_of(traces, [&](const TraceInfo& other) { return other.name == text; });
    if (!plain || taken) {
      throw Error(
          "The trace '" + text + "' " +
          (taken ? "is declared twice." : "has a name with characters other than letters, digits, '_' and '-'."));
    }
    traces.push_back({text, spec.per, spec.min, spec.max, spec.doc});
  }
  std::vector<TraceInfo> traces;
};

class Setter final : public ParamVisitor {
 public:
  Setter(const ParamValues& values, std::string owner) : owner_(std::move(owner)) {
    for (const auto& [name, value] : values) {
      const auto [at, first] = wanted_.try_emplace(normalName(name), name, value);
      if (first) continue;
      throw InputError("Parameter '" + name + "' of '" + owner_ + "' is given twice, also as '" + at->second.first +
                       "'; give it once.");
    }
  }

  void real(const char* name, double& value, const RealSpec& spec) override {
    const std::string* text = take(name);
    if (text == nullptr) return;
    double parsed = 0.0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), parsed);
    if (error != std::errc{} || end != text->data() + text->size() || !std::isfinite(parsed)) {
      fail(name, *text, "is not a number");
    }
    if (parsed < spec.min || parsed > spec.max) outOfRange(name, *text, formatReal(spec.min), formatReal(spec.max));
    value = parsed;
  }

  void integer(const char* name, int& value, const IntSpec& spec) override {
    const std::string* text = take(name);
    if (text == nullptr) return;
    int parsed = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), parsed);
    if (error != std::errc{} || end != text->data() + text->size()) fail(name, *text, "is not a whole number");
    if (parsed < spec.min || parsed > spec.max) {
      outOfRange(name, *text, std::to_string(spec.min), std::to_string(spec.max));
    }
    value = parsed;
  }

  void boolean(const char* name, bool& value, const char* /*doc*/) override {
    const std::string* text = take(name);
    if (text == nullptr) return;
    if (*text == "true" || *text == "1") {
      value = true;
    } else if (*text == "false" || *text == "0") {
      value = false;
    } else {
      fail(name, *text, "is neither true nor false");
    }
  }

  void choice(const char* name, std::string& value, const ChoiceSpec& spec) override {
    const std::string* text = take(name);
    if (text == nullptr) return;
    std::string options;
    for (const std::string& option : spec.options) {
      if (normalName(option) == normalName(*text)) {
        value = option;
        return;
      }
      options += (options.empty() ? "" : ", ") + option;
    }
    fail(name, *text, "is not one of " + options);
  }

  void text(const char* name, std::string& value, const char* /*doc*/) override {
    if (const std::string* given = take(name); given != nullptr) value = *given;
  }

  void ordered(const char* lowName, double low, const char* highName, double high) override {
    if (low <= high) return;
    throw InputError("Parameter '" + std::string(lowName) + "' of '" + owner_ + "' is " + formatReal(low) +
                     ", above '" + highName + "', which is " + formatReal(high) + "; give it at most that.");
  }

  /// Throws for values that no declaration took.
  void finish() const {
    for (const auto& [key, entry] : wanted_) {
      if (taken_.contains(key)) continue;
      std::string sentence = "'" + owner_ + "' has no parameter '" + entry.first + "'";
      if (declared_.empty()) throw InputError(sentence + "; it has none.");
      sentence += "; it has ";
      for (std::size_t i = 0; i < declared_.size(); ++i) sentence += (i == 0 ? "" : ", ") + declared_[i];
      throw InputError(sentence + ".");
    }
  }

 private:
  const std::string* take(const char* name) {
    declared_.emplace_back(name);
    const auto it = wanted_.find(normalName(name));
    if (it == wanted_.end()) return nullptr;
    taken_.insert(it->first);
    return &it->second.second;
  }
  [[noreturn]] void fail(const char* name, const std::string& text, const std::string& why) const {
    throw InputError("Parameter '" + std::string(name) + "' of '" + owner_ + "': '" + text + "' " + why + ".");
  }
  [[noreturn]] void outOfRange(const char* name, const std::string& text, const std::string& low,
                               const std::string& high) const {
    fail(name, text, "is outside [" + low + ", " + high + "]");
  }

  std::string owner_;
  std::map<std::string, std::pair<std::string, std::string>> wanted_;
  std::set<std::string> taken_;
  std::vector<std::string> declared_;
};

}  // namespace

std::vector<ParamInfo> describeParams(Parameterised& object) {
  Describer describer;
  object.params(describer);
  return std::move(describer.found);
}

std::vector<TraceInfo> describeTraces(Parameterised& object) {
  Describer describer;
  object.params(describer);
  return std::move(describer.traces);
}

const char* tracePerName(TracePer per) {
  constexpr const char* kNames[] = {"run", "task", "pair"};
  return kNames[static_cast<int>(per)];
}

void setParams(Parameterised& object, const ParamValues& values, const std::string& owner) {
  Setter setter(values, owner);
  object.params(setter);
  setter.finish();
}

}  // namespace tandem
