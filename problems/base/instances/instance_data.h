// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/problem.h"
#include "tandem/rng.h"

/// Instance data of a suite: named arrays that come either from the authors' published files (imported once, kept
/// as checked archives) or from the suite's own seeded generator.
namespace tandem::prob {

/// Named arrays behind one problem.
using Arrays = std::map<std::string, Matrix>;

class SourceFiles;
struct DataItem;
/// Reads one array out of the published files; throws InputError naming the file and what is wrong with it.
using DataReader = std::function<Matrix(SourceFiles& files, const DataItem& item)>;

/// One array of a data set: where it is in a checkout and what it must look like.
struct DataItem {
  enum class Kind { Numbers, Permutation };  ///< Permutation: 1..n, each once
  std::string name;
  std::string source;  ///< file below MTO/Problems of a checkout
  int rows = 0;
  int cols = 0;
  DataReader read;
  Kind kind = Kind::Numbers;
};

/// The unit of import: one archive <data dir>/<suite>/<name>.tdata. Several problems may share one.
struct DataSet {
  std::string suite;
  std::string name;
  std::vector<DataItem> items;
};

/// Whitespace- or comma-separated numbers: exactly rows * cols of them, row by row.
DataReader textNumbers();
/// The same, but the file may contain further numbers, which are not used.
DataReader textLeading();
/// A numeric variable of a MATLAB 5 file. `path` goes into structs and cells: "GO_Task1", "RotationTask1{3}",
/// "LSMaTSO_Data.Shift", "sources(2).x_best" (indices from 1). Arrays of three dimensions a x b x c are read as a rows
/// of b * c columns, each a b x c matrix row by row.
DataReader matVariable(std::string path);
/// "variable{index}", a cell (index from 1).
std::string cellPath(std::string variable, int index);
/// A text variable of a MATLAB 5 file, read as its index (from 0) in `names`: a 1 x 1 array.
DataReader matChoice(std::string path, std::vector<std::string> names);

/// Implemented by the builders of suites with official data.
class DataUser {
 public:
  virtual ~DataUser();
  [[nodiscard]] virtual std::vector<DataSet> dataSets() const = 0;
};

/// Arrays with their origin.
struct InstanceArrays {
  Arrays arrays;
  Instance instance = Instance::Synthetic;
  std::string checksum;
  const Matrix& operator[](const std::string& name) const;
  /// A row or column vector as numbers.
  [[nodiscard]] std::vector<double> vector(const std::string& name) const;
};

/// The archive if official data are requested, or if the request leaves the choice and the archive exists; else what
/// `synthetic` makes. Throws InputError if official data are requested but missing, or if an archive is damaged.
InstanceArrays obtainInstance(const BuildRequest& request, const DataSet& set,
                              const std::function<Arrays()>& synthetic);
/// Several data sets read as one instance (the names of their items must differ).
InstanceArrays obtainInstance(const BuildRequest& request, const std::vector<DataSet>& sets,
                              const std::function<Arrays()>& synthetic);

/// Checksum over names, shapes and values.
std::string arraysChecksum(const Arrays& arrays);

// Archives.
TANDEM_API std::string archivePath(const std::string& dataDir, const DataSet& set);
/// Throws InputError (file and reason) unless the archive is intact and holds exactly the set's arrays.
Arrays readArchive(const std::string& path, const DataSet& set);
/// Replaces the archive atomically.
void writeArchive(const std::string& path, const Arrays& arrays);
/// Reads all items from a checkout's files and checks shape, finiteness and kind.
Arrays readSources(SourceFiles& files, const DataSet& set);

// Building blocks of generators.

/// The stream of a synthetic instance; the same everywhere, always.
TANDEM_API Rng instanceStream(const std::string& suite, const std::string& problem);
/// Uniform over the orthogonal group O(n): Gram-Schmidt of a Gaussian matrix, rows orthonormal to 1e-14.
TANDEM_API Matrix randomRotation(int n, Rng& rng);
/// 1 x n, independent uniform numbers.
Matrix uniformRow(int n, double low, double high, Rng& rng);
Matrix constantRow(int n, double value);
/// 1 x n, a random permutation of 1..n.
TANDEM_API Matrix permutationRow(int n, Rng& rng);

}  // namespace tandem::prob
