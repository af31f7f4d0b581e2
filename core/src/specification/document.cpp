// SPDX-License-Identifier: Apache-2.0
#include "tandem/specification/document.h"

#include "specification/toml_parser.h"

// After the parser's configuration.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tandem/error.h"
#include "tandem/params.h"
#include "tandem/registry.h"

namespace tandem {

namespace {

constexpr int kDeepest = 64;

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (u < 0x20 || u == 0x7f) {
      out += fmt::format("\\u{:04X}", u);
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string keyText(const std::string& name) {
  const bool bare = !name.empty() && std::ranges::all_of(name, [](unsigned char c) {
    return (c < 0x80 && std::isalnum(c) != 0) || c == '_' || c == '-';
  });
  return bare ? name : quoted(name);
}

}  // namespace

struct Document::Reader {
  const std::string& source;
  std::vector<std::string_view> lines;

  Document read(const toml::node& node, int depth) const {
    Document d;
    d.source_ = source;
    d.line_ = static_cast<int>(node.source().begin.line);
    d.column_ = static_cast<int>(node.source().begin.column);
    if (depth > kDeepest) d.fail("it is nested too deeply");
    if (const auto* text = node.as_string()) {
      d.kind_ = Kind::Text;
      d.text_ = **text;
      d.plain_ = standsThere(d);
    } else if (const auto* whole = node.as_integer()) {
      d.kind_ = Kind::Whole;
      d.whole_ = **whole;
    } else if (const auto* real = node.as_floating_point()) {
      d.kind_ = Kind::Real;
      d.real_ = **real;
    } else if (const auto* truth = node.as_boolean()) {
      d.kind_ = Kind::Boolean;
      d.truth_ = **truth;
    } else if (const auto* list = node.as_array()) {
      d.kind_ = Kind::List;
      for (const toml::node& item : *list) d.items_.push_back(read(item, depth + 1));
    } else if (const auto* table = node.as_table()) {
      d.kind_ = Kind::Table;
      for (const auto& [key, value] : *table) {
        const std::string name(key.str());
        d.keyPlaces_[name] = {static_cast<int>(key.source().begin.line), static_cast<int>(key.source().begin.column)};
        d.entries_.emplace(name, read(value, depth + 1));
      }
    } else {
      d.kind_ = Kind::Other;
    }
    return d;
  }

  [[nodiscard]] bool standsThere(const Document& d) const {
    if (d.line_ < 1 || d.line_ > static_cast<int>(lines.size()) || d.column_ < 1) return false;
    // Columns count characters; if all before the text are ASCII, these are bytes.
    const std::string_view line = lines[static_cast<std::size_t>(d.line_ - 1)];
    return line.substr(std::min(line.size(), static_cast<std::size_t>(d.column_))).starts_with(d.text_);
  }
};

Document Document::parse(const std::string& toml, const std::string& source, std::size_t mostBytes) {
  if (toml.size() > mostBytes) {
    throw InputError(
        fmt::format("'{}' is larger than {} KiB; that cannot be a description.", source, mostBytes >> 10U));
  }
  Reader reader{source, {}};
  const std::string_view all = toml;
  for (std::size_t from = 0; from <= all.size();) {
    const std::size_t end = std::min(all.find('\n', from), all.size());
    reader.lines.push_back(all.substr(from, end - from));
    from = end + 1;
  }
  try {
    const toml::table tree = toml::parse(toml, source);
    return reader.read(tree, 0);
  } catch (const toml::parse_error& e) {
    throw InputError(
        fmt::format("{}:{}:{}: {}.", source, e.source().begin.line, e.source().begin.column, e.description()));
  }
}

void Document::failAt(int line, int column, const std::string& sentence) const {
  throw InputError(fmt::format("{}:{}:{}: {}.", source_, line, column, sentence));
}
void Document::fail(const std::string& sentence) const {
  failAt(line_, column_, sentence);
}
void Document::failWithin(int letters, const std::string& sentence) const {
  failAt(line_, plain_ ? column_ + 1 + letters : column_, sentence);
}

const std::string& Document::text(const std::string& what) const {
  if (kind_ != Kind::Text) fail("'" + what + "' must be a text");
  return text_;
}

std::int64_t Document::whole(const std::string& what, std::int64_t low, std::int64_t high) const {
  if (kind_ != Kind::Whole) fail("'" + what + "' must be a whole number");
  if (whole_ < low || whole_ > high) fail(fmt::format("'{}' is {}, outside [{}, {}]", what, whole_, low, high));
  return whole_;
}

double Document::number(const std::string& what) const {
  const double value = kind_ == Kind::Whole ? static_cast<double>(whole_) : real_;
  if (!isNumber() || !std::isfinite(value)) fail("'" + what + "' must be a number");
  return value;
}

double Document::number(const std::string& what, double low, double high) const {
  const double value = number(what);
  if (value < low || value > high) {
    fail(fmt::format("'{}' is {}, outside [{}, {}]", what, formatReal(value), formatReal(low), formatReal(high)));
  }
  return value;
}

const Document* Document::get(const std::string& key) const {
  const auto it = entries_.find(key);
  return it == entries_.end() ? nullptr : &it->second;
}

std::vector<std::string> Document::keys() const {
  std::vector<std::string> names;
  for (const auto& [key, value] : entries_) names.push_back(key);
  return names;
}

void Document::allow(const std::vector<std::string>& keys) const {
  for (const auto& [key, place] : keyPlaces_) {
    if (std::ranges::find(keys, key) != keys.end()) continue;
    std::string sentence = "unknown key '" + key + "'; the nearest are ";
    const std::vector<std::string> nearest = nearestNames(key, keys, 2);
    for (std::size_t i = 0; i < nearest.size(); ++i) sentence += (i == 0 ? "'" : " and '") + nearest[i] + "'";
    failAt(place.first, place.second, sentence);
  }
}

std::string Document::inlineText() const {
  switch (kind_) {
    case Kind::Text:
      return quoted(text_);
    case Kind::Whole:
      return std::to_string(whole_);
    case Kind::Real: {
      std::string text = formatReal(real_);
      // TOML needs a point or an exponent to tell a real from a whole number.
      if (std::isfinite(real_) && text.find_first_of(".e") == std::string::npos) text += ".0";
      return text;
    }
    case Kind::Boolean:
      return truth_ ? "true" : "false";
    case Kind::List: {
      std::string text = "[";
      for (const Document& item : items_) text += (text.size() == 1 ? "" : ", ") + item.inlineText();
      return text + "]";
    }
    case Kind::Table: {
      std::string text = "{";
      for (const auto& [key, value] : entries_) {
        text += (text.size() == 1 ? " " : ", ") + keyText(key) + " = " + value.inlineText();
      }
      return text + (text.size() == 1 ? "}" : " }");
    }
    case Kind::Other:
      break;
  }
  fail("dates and times have no meaning here");
}

std::string Document::canonical() const {
  std::string text;
  for (const auto& [key, value] : entries_) text += keyText(key) + " = " + value.inlineText() + "\n";
  return text;
}

}  // namespace tandem
