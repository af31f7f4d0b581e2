// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tandem/export.h"

namespace tandem {

/// Lower case, with '_' and ' ' turned into '-': two names are the same if these are equal.
TANDEM_API std::string normalName(std::string_view name);
/// Names given one by one or with commas between them; a comma within parentheses belongs to its name: 'MFEA
/// (muC=3,rmp=0.1),SREMTO' is two names. Empty ones are left out.
TANDEM_API std::vector<std::string> namesIn(const std::vector<std::string>& texts);
/// Shell-like pattern (*, ?) against a name, both normalised.
TANDEM_API bool globMatch(std::string_view pattern, std::string_view name);
/// Up to `count` candidates nearest to `name` by edit distance over normalised names, best first.
TANDEM_API std::vector<std::string> nearestNames(std::string_view name, const std::vector<std::string>& candidates,
                                                 std::size_t count = 3);

namespace detail {
/// The part of a registry that does not depend on the entry type.
class TANDEM_API NameTable {
 public:
  /// Throws Error if a name is taken.
  void add(const std::string& kind, std::size_t position, const std::string& name,
           const std::vector<std::string>& aliases);
  /// Position, or throws InputError with the nearest names.
  [[nodiscard]] std::size_t find(const std::string& kind, std::string_view name) const;
  [[nodiscard]] bool contains(std::string_view name) const;

 private:
  std::map<std::string, std::size_t> positions_;  // normalised name or alias -> position
  std::vector<std::string> names_;                // as published, aliases included: for the nearest names
};
}  // namespace detail

/// Named entries (Entry has `name` and `aliases`). Lookup ignores case and treats '-', '_' and space alike. Duplicate
/// and unknown names are errors in every build.
template <typename Entry>
class Registry {
 public:
  explicit Registry(std::string kind) : kind_(std::move(kind)) {}
  void add(Entry entry) {
    table_.add(kind_, entries_.size(), entry.name, entry.aliases);
    entries_.push_back(std::move(entry));
  }
  [[nodiscard]] const Entry& find(std::string_view name) const { return entries_[table_.find(kind_, name)]; }
  [[nodiscard]] bool contains(std::string_view name) const { return table_.contains(name); }
  /// Entries whose name or an alias matches the pattern, in order of registration. An entry with `explicitOnly` set is
  /// found by its name only, never by a pattern.
  [[nodiscard]] std::vector<const Entry*> match(std::string_view pattern) const {
    std::vector<const Entry*> found;
    for (const Entry& e : entries_) {
      bool hit = globMatch(pattern, e.name);
      for (const std::string& alias : e.aliases) hit = hit || globMatch(pattern, alias);
      if constexpr (requires { e.explicitOnly; })
        hit = hit && (!e.explicitOnly || pattern.find_first_of("*?") == pattern.npos);
      if (hit) found.push_back(&e);
    }
    return found;
  }
  [[nodiscard]] const std::deque<Entry>& all() const { return entries_; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  std::string kind_;
  std::deque<Entry> entries_;  // a deque: addresses stay valid
  detail::NameTable table_;
};

}  // namespace tandem
