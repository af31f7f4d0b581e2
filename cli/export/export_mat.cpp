// SPDX-License-Identifier: Apache-2.0
#include "cli/export/export_mat.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <limits>
#include <memory>
#include <vector>

#include "cli/export/export_mtop.h"
#include "cli/export/mat_values.h"
#include "cli/running/progress.h"
#include "tandem/error.h"

namespace tandem::cli {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

using mat::cells;
using mat::doubles;
using mat::number;
using mat::Shape;
using mat::text;
using mat::Variable;

template <typename Entry, typename NameOf>
Variable names(const char* name, const std::vector<Entry>& entries, const NameOf& nameOf) {
  std::vector<Variable> texts;
  for (const Entry& entry : entries) texts.push_back(text(nullptr, nameOf(entry)));
  const std::size_t count = texts.size();
  return cells(name, {count, 1}, std::move(texts));
}

/// [rep][task][checkpoint] of a cell in MATLAB's order: repetitions run fastest.
template <typename Make>
auto columnMajor(const CellData& cell, const Make& make) {
  std::vector<decltype(make(std::size_t{0}))> out;
  for (int k = 0; k < cell.checkpoints; ++k) {
    for (int t = 0; t < cell.tasks; ++t) {
      for (int r = 0; r < cell.repetitions; ++r) out.push_back(make(cell.at(r, t, k)));
    }
  }
  return out;
}

Shape shapeOf(const CellData& cell) {
  return {static_cast<std::size_t>(cell.repetitions), static_cast<std::size_t>(cell.tasks),
          static_cast<std::size_t>(cell.checkpoints)};
}

std::vector<double> columnMajor(const Matrix& matrix) {
  std::vector<double> out;
  for (int j = 0; j < matrix.cols(); ++j) {
    for (int i = 0; i < matrix.rows(); ++i) out.push_back(matrix(i, j));
  }
  return out;
}

struct Quantity {
  const char* name;
  std::function<Variable(const CellData&)> make;
};

const std::array<Quantity, 7>& quantities() {
  static const std::array<Quantity, 7> all{{
      {"status",
       [](const CellData& c) {
         std::vector<double> values;
         for (const RunStatus s : c.status) values.push_back(static_cast<double>(s));
         return doubles(nullptr, {values.size(), 1}, values);
       }},
      {"seconds",
       [](const CellData& c) {
         return doubles(nullptr, {c.seconds.size(), 1}, c.seconds);
       }},
      {"evaluations",
       [](const CellData& c) {
         const auto reps = static_cast<std::size_t>(c.repetitions);
         const auto points = static_cast<std::size_t>(c.checkpoints);
         std::vector<double> values;
         for (std::size_t k = 0; k < points; ++k) {
           for (std::size_t r = 0; r < reps; ++r) {
             const std::int64_t count = c.evaluations[r * points + k];
             values.push_back(count == kUnknownCount ? kNan : static_cast<double>(count));
           }
         }
         return doubles(nullptr, {reps, points}, values);
       }},
      {"objective",
       [](const CellData& c) {
         return doubles(nullptr, shapeOf(c), columnMajor(c, [&](std::size_t at) { return c.objective[at]; }));
       }},
      {"cv",
       [](const CellData& c) {
         return doubles(nullptr, shapeOf(c), columnMajor(c, [&](std::size_t at) { return c.cv[at]; }));
       }},
      {"fronts",
       [](const CellData& c) {
         if (c.fronts.empty()) return doubles(nullptr, {0, 0}, {});
         return cells(nullptr, shapeOf(c), columnMajor(c, [&](std::size_t at) {
                        const Matrix& points = c.fronts[at].objectives;
                        return doubles(
                            nullptr, {static_cast<std::size_t>(points.rows()), static_cast<std::size_t>(points.cols())},
                            columnMajor(points));
                      }));
       }},
      {"frontCv",
       [](const CellData& c) {
         if (c.fronts.empty()) return doubles(nullptr, {0, 0}, {});
         return cells(nullptr, shapeOf(c), columnMajor(c, [&](std::size_t at) {
                        return doubles(nullptr, {c.fronts[at].cv.size(), 1}, c.fronts[at].cv);
                      }));
       }},
  }};
  return all;
}

/// Whether the file holds exactly that many complete elements. matio passes over failed writes (a full disk) in
/// silence, so its word is not enough. A file of level 5 is a header of 128 bytes, then elements of a type, a length in
/// bytes (both 32 bits) and as many bytes.
bool isComplete(const std::string& path, int variables) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = in.tellg();
  std::streamoff at = 128;
  for (int i = 0; i < variables; ++i) {
    std::array<std::uint32_t, 2> tag{};
    in.seekg(at);
    if (!in.read(reinterpret_cast<char*>(tag.data()), sizeof tag)) return false;
    at += static_cast<std::streamoff>(sizeof tag) + tag[1];
  }
  return at == size;
}

}  // namespace

void writeMat(const ResultFile& file, const std::string& path) {
  const std::string temporary = path + ".part";
  const auto fail = [&](int reason) {
    std::remove(temporary.c_str());
    throw InputError("The file '" + path + "' cannot be written: " + std::strerror(reason) + ".");
  };
  errno = 0;
  std::unique_ptr<mat_t, int (*)(mat_t*)> mat(Mat_CreateVer(temporary.c_str(), nullptr, MAT_FT_MAT5), Mat_Close);
  if (!mat) fail(errno == 0 ? EACCES : errno);
  int written = 0;
  const auto write = [&](const Variable& variable) {
    errno = 0;
    ++written;
    if (Mat_VarWrite(mat.get(), variable.get(), MAT_COMPRESSION_ZLIB) != 0) fail(errno == 0 ? EIO : errno);
  };
  const ExperimentInfo& info = file.info();
  write(mtoData(file));
  write(names("problems", info.problems, [](const ProblemRecord& p) { return p.name; }));
  write(names("algorithms", info.algorithms, [](const AlgorithmRecord& a) { return a.alias; }));
  write(
      names("instances", info.problems, [](const ProblemRecord& p) { return std::string(instanceName(p.instance)); }));
  write(text("specification", info.specification));
  write(number("seed", info.imported() ? kNan : static_cast<double>(info.seed)));
  write(number("repetitions", info.repetitions));
  write(number("checkpoints", info.checkpoints));
  WorkProgress progress(quantities().size() * info.problems.size() * info.algorithms.size(), "cells");
  for (const Quantity& quantity : quantities()) {
    std::vector<Variable> elements;
    for (std::size_t a = 0; a < info.algorithms.size(); ++a) {
      for (std::size_t p = 0; p < info.problems.size(); ++p) {
        elements.push_back(quantity.make(file.cell(static_cast<int>(p), static_cast<int>(a))));
        progress.step();
      }
    }
    write(cells(quantity.name, {info.problems.size(), info.algorithms.size()}, std::move(elements)));
  }
  errno = 0;
  if (Mat_Close(mat.release()) != 0) fail(errno == 0 ? EIO : errno);
  if (!isComplete(temporary, written)) fail(errno == 0 ? ENOSPC : errno);
  if (std::rename(temporary.c_str(), path.c_str()) != 0) fail(errno);
}

}  // namespace tandem::cli
