// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tandem/export.h"

namespace tandem {

/// A TOML text as a tree that knows the source position of its parts, for descriptions in files. Every error is an
/// InputError "SOURCE:LINE:COLUMN: what is wrong.".
class TANDEM_API Document {
 public:
  enum class Kind { Text, Whole, Real, Boolean, List, Table, Other };
  /// Throws InputError for texts that are not TOML or are longer than `mostBytes`.
  static Document parse(const std::string& toml, const std::string& source, std::size_t mostBytes = 1U << 20U);

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool isNumber() const { return kind_ == Kind::Whole || kind_ == Kind::Real; }
  [[nodiscard]] bool isText() const { return kind_ == Kind::Text; }
  [[nodiscard]] bool isList() const { return kind_ == Kind::List; }
  [[nodiscard]] bool isTable() const { return kind_ == Kind::Table; }

  // Values. Throw InputError naming `what` if the type is wrong or the value is out of range.
  [[nodiscard]] const std::string& text(const std::string& what) const;
  [[nodiscard]] std::int64_t whole(const std::string& what, std::int64_t low, std::int64_t high) const;
  [[nodiscard]] double number(const std::string& what) const;  ///< finite
  [[nodiscard]] double number(const std::string& what, double low, double high) const;

  [[nodiscard]] const std::vector<Document>& items() const { return items_; }  ///< of a list
  /// Entry of a table; null if there is none.
  [[nodiscard]] const Document* get(const std::string& key) const;
  /// Keys of a table in alphabetical order.
  [[nodiscard]] std::vector<std::string> keys() const;
  /// Refuses keys other than these, naming the nearest ones.
  void allow(const std::vector<std::string>& keys) const;

  [[noreturn]] void fail(const std::string& sentence) const;
  /// The same, `letters` after the start of a text's content. Exact for texts on one line without escapes, else the
  /// position of the text itself.
  [[noreturn]] void failWithin(int letters, const std::string& sentence) const;

  /// The content in canonical form: keys in alphabetical order, no comments. Parses back to an equal tree.
  [[nodiscard]] std::string canonical() const;

 private:
  struct Reader;
  std::string source_;
  int line_ = 1, column_ = 1;
  Kind kind_ = Kind::Table;
  bool plain_ = false;  // a text that appears in the source verbatim, after one quote
  std::string text_;
  std::int64_t whole_ = 0;
  double real_ = 0.0;
  bool truth_ = false;
  std::vector<Document> items_;
  std::map<std::string, Document> entries_;
  std::map<std::string, std::pair<int, int>> keyPlaces_;
  [[noreturn]] void failAt(int line, int column, const std::string& sentence) const;
  [[nodiscard]] std::string inlineText() const;
};

}  // namespace tandem
