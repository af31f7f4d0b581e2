// SPDX-License-Identifier: Apache-2.0
// A problem described by a file (docs/composer.md): functions that are shifted, rotated and made similar, or formulas.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "problems/base/composed/composer.h"
#include "tandem/catalogue.h"
#include "tandem/error.h"

namespace tandem::prob::composed {
namespace {

constexpr std::uintmax_t kMostBytes = std::uintmax_t{1} << 20U;

std::string contentOf(const std::string& file) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (error) throw InputError("The description '" + file + "' cannot be read: " + error.message() + ".");
  if (size > kMostBytes) throw InputError("'" + file + "' is larger than 1 MiB; that is no description of a problem.");
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (text.size() != size) throw InputError("The description '" + file + "' cannot be read to its end.");
  return text;
}

class Builder final : public ProblemBuilder {
  std::string file_;
  std::string definition_;
  std::string source_ = "definition";  // the name in error messages

 public:
  void params(ParamVisitor& p) override {
    p.text("file", file_, "TOML file that describes the problem (tandem new problem NAME --compose)");
    p.text("definition", definition_, "the description itself; results keep it, so that they need no file");
    if (file_.empty()) return;
    if (!definition_.empty())
      throw InputError("Composed takes a file or a definition, not both; leave one of them out.");
    // Results must be repeatable without the file, whatever its comments.
    source_ = std::exchange(file_, {});
    const Document description = Document::parse(contentOf(source_), source_);
    (void)composeProblem(description);  // while positions in the file are known
    definition_ = description.canonical();
  }

  [[nodiscard]] BuiltProblem build(const BuildRequest& /*request*/) const override {
    if (definition_.empty()) {
      throw InputError(
          "The problem Composed needs a file, for example -p mine.toml; 'tandem new problem mine --compose' writes "
          "one.");
    }
    return composeProblem(Document::parse(definition_, source_));
  }
};

}  // namespace

TANDEM_REGISTRATION void registerUnit(Catalogue& catalogue) {
  ProblemInfo info;
  info.name = "Composed";
  info.suite = "Composed";
  info.labels = SingleTask | MultiTask | ManyTask | SingleObjective | MultiObjective | Unconstrained | Constrained;
  info.doc = "Tasks that a TOML file describes: known functions, their relation, or formulas";
  info.explicitOnly = true;
  info.fileEnding = ".toml";
  info.make = [] { return std::make_unique<Builder>(); };
  catalogue.problems.add(std::move(info));
}

}  // namespace tandem::prob::composed
