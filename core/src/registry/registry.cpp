// SPDX-License-Identifier: Apache-2.0
#include "tandem/registry.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <set>

#include "tandem/error.h"

namespace tandem {

std::string normalName(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  for (const char c : name) {
    if (c == '_' || c == ' ') {
      out.push_back('-');
    } else {
      out.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    }
  }
  return out;
}

std::vector<std::string> namesIn(const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  for (const std::string& text : texts) {
    int depth = 0;
    bool quoted = false;
    items.emplace_back();
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (quoted && c == '\\' && i + 1 < text.size()) {
        items.back() += c;
        items.back() += text[++i];
        continue;
      }
      if (c == '"' && (quoted || (depth > 0 && i > 0 && text[i - 1] == '='))) quoted = !quoted;
      if (!quoted) depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth <= 0) {
        items.emplace_back();
      } else {
        items.back() += c;
      }
    }
  }
  std::erase(items, std::string());
  return items;
}

bool globMatch(std::string_view pattern, std::string_view name) {
  const std::string p = normalName(pattern);
  const std::string n = normalName(name);
  // Iterative matcher: linear memory, no exponential backtracking on hostile patterns.
  std::size_t i = 0;
  std::size_t j = 0;
  std::size_t star = std::string::npos;
  std::size_t mark = 0;
  while (j < n.size()) {
    if (i < p.size() && (p[i] == '?' || p[i] == n[j]) && p[i] != '*') {
      ++i;
      ++j;
    } else if (i < p.size() && p[i] == '*') {
      star = i++;
      mark = j;
    } else if (star != std::string::npos) {
      i = star + 1;
      j = ++mark;
    } else {
      return false;
    }
  }
  while (i < p.size() && p[i] == '*') ++i;
  return i == p.size();
}

namespace {
std::size_t editDistance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substitution});
    }
  }
  return row[b.size()];
}
}  // namespace

std::vector<std::string> nearestNames(std::string_view name, const std::vector<std::string>& candidates,
                                      std::size_t count) {
  const std::string wanted = normalName(name.substr(0, 64));
  std::vector<std::pair<std::size_t, std::size_t>> order;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const std::string candidate = normalName(candidates[i]);
    // A name that begins with the typed text is nearer than its length suggests.
    const std::size_t distance = candidate.starts_with(wanted) && !wanted.empty() ? 1 : editDistance(wanted, candidate);
    order.emplace_back(distance, i);
  }
  std::stable_sort(order.begin(), order.end());
  std::vector<std::string> nearest;
  std::set<std::string> seen;  // names that mean the same are listed once
  for (std::size_t i = 0; i < order.size() && nearest.size() < count; ++i) {
    const std::string& candidate = candidates[order[i].second];
    if (seen.insert(normalName(candidate)).second) nearest.push_back(candidate);
  }
  return nearest;
}

namespace detail {

void NameTable::add(const std::string& kind, std::size_t position, const std::string& name,
                    const std::vector<std::string>& aliases) {
  if (name.empty()) throw Error("An unnamed " + kind + " cannot be registered; give it a name.");
  std::vector<std::string> all{name};
  all.insert(all.end(), aliases.begin(), aliases.end());
  for (const std::string& each : all) {
    if (contains(each)) throw Error("The " + kind + " name '" + each + "' is registered twice; rename one of the two.");
  }
  for (const std::string& each : all) positions_.emplace(normalName(each), position);
  names_.insert(names_.end(), all.begin(), all.end());
}

std::size_t NameTable::find(const std::string& kind, std::string_view name) const {
  const auto it = positions_.find(normalName(name));
  if (it != positions_.end()) return it->second;
  std::string sentence = "There is no " + kind + " '" + std::string(name) + "'";
  constexpr std::size_t kSaid = 3;
  std::set<std::size_t> said;  // entries: an alias and its name are one suggestion, the name
  for (const std::string& near : nearestNames(name, names_, names_.size())) {
    const std::size_t entry = positions_.at(normalName(near));
    if (!said.insert(entry).second) continue;
    const auto published = std::find_if(names_.begin(), names_.end(),
                                        [&](const std::string& n) { return positions_.at(normalName(n)) == entry; });
    sentence += (said.size() == 1 ? "; the nearest names are " : ", ") + *published;
    if (said.size() == kSaid) break;
  }
  throw InputError(sentence + " (see 'tandem list " + kind + "s').");
}

bool NameTable::contains(std::string_view name) const {
  return positions_.contains(normalName(name));
}

}  // namespace detail
}  // namespace tandem
