// SPDX-License-Identifier: Apache-2.0
// Eigen splits long sums to fit into the first-level cache, and asks the processor for its size: with 48 KB the
// last digits differ from those with 32 KB. Results do not depend on the machine, so the sizes are constants.
#define EIGEN_NO_CPUID
#define EIGEN_DEFAULT_L1_CACHE_SIZE (32 * 1024)
#define EIGEN_DEFAULT_L2_CACHE_SIZE (512 * 1024)
#define EIGEN_DEFAULT_L3_CACHE_SIZE (4 * 1024 * 1024)
#include <Eigen/Cholesky>
#include <Eigen/LU>
#include <Eigen/SVD>
#include <algorithm>
#include <limits>
#include <string>

#include "tandem/error.h"
#include "tandem/linalg.h"

namespace tandem::linalg {

namespace {

using Dense = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Stride = Eigen::OuterStride<>;
using ConstMap = Eigen::Map<const Dense, 0, Stride>;
using Map = Eigen::Map<Dense, 0, Stride>;

ConstMap map(ConstMatView m) {
  return {m.data, m.rows, m.cols, Stride(m.stride)};
}
Map map(MatView m) {
  return {m.data, m.rows, m.cols, Stride(m.stride)};
}

void require(bool ok, const char* what) {
  if (!ok) throw Error(std::string("linalg::") + what + ": the sizes of the arguments do not fit.");
}

/// Partial-pivot LU of a copy of m in the frame; false if a pivot is negligible.
template <typename F>
bool withFactors(ConstMatView m, Workspace& ws, F&& use) {
  Workspace::Frame frame(ws);
  Map factors = map(frame.matrix(m.rows, m.cols));
  factors = map(m);
  if (!factors.allFinite()) return false;
  Eigen::PartialPivLU<Eigen::Ref<Dense, 0, Stride>> lu(factors);
  const auto pivots = lu.matrixLU().diagonal().cwiseAbs();
  const double least = std::numeric_limits<double>::epsilon() * m.rows * pivots.maxCoeff();
  if (!(pivots.minCoeff() > least)) return false;
  use(lu);
  return true;
}

}  // namespace

bool cholesky(ConstMatView m, MatView lower) {
  require(m.rows == m.cols && lower.rows == m.rows && lower.cols == m.rows, "cholesky");
  if (m.rows == 0) return true;
  Map target = map(lower);
  target = map(m);
  if (!target.allFinite()) return false;
  const Eigen::LLT<Eigen::Ref<Dense, 0, Stride>> llt(target);
  if (llt.info() != Eigen::Success) return false;
  target.triangularView<Eigen::StrictlyUpper>().setZero();
  return true;
}

bool solve(ConstMatView a, ConstMatView b, MatView x, Workspace& ws) {
  require(a.rows == a.cols && b.rows == a.rows && x.rows == b.rows && x.cols == b.cols, "solve");
  if (a.rows == 0) return true;
  return withFactors(a, ws, [&](const auto& lu) {
    Workspace::Frame frame(ws);
    Map right = map(frame.matrix(b.rows, b.cols));  // x may be b
    right = map(b);
    map(x) = lu.solve(right);
  });
}

bool inverse(ConstMatView m, MatView out, Workspace& ws) {
  require(m.rows == m.cols && out.rows == m.rows && out.cols == m.rows, "inverse");
  if (m.rows == 0) return true;
  return withFactors(m, ws, [&](const auto& lu) { map(out) = lu.inverse(); });
}

void svd(ConstMatView m, MatView u, std::span<double> s, MatView v) {
  const int r = std::min(m.rows, m.cols);
  require(u.rows == m.rows && u.cols == r && isize(s) == r && v.rows == m.cols && v.cols == r, "svd");
  if (r == 0) return;
  const Eigen::MatrixXd copy = map(m);
  const Eigen::BDCSVD<Eigen::MatrixXd> solver(copy, Eigen::ComputeThinU | Eigen::ComputeThinV);
  map(u) = solver.matrixU();
  std::copy_n(solver.singularValues().data(), s.size(), s.data());
  map(v) = solver.matrixV();
}

void pseudoInverse(ConstMatView m, MatView out) {
  require(out.rows == m.cols && out.cols == m.rows, "pseudoInverse");
  const int r = std::min(m.rows, m.cols);
  if (r == 0) return;
  const Eigen::MatrixXd copy = map(m);
  const Eigen::BDCSVD<Eigen::MatrixXd> solver(copy, Eigen::ComputeThinU | Eigen::ComputeThinV);
  const Eigen::VectorXd& s = solver.singularValues();
  const double least = std::numeric_limits<double>::epsilon() * std::max(m.rows, m.cols) * s(0);
  const Eigen::VectorXd inverted = s.unaryExpr([least](double value) { return value > least ? 1.0 / value : 0.0; });
  map(out) = solver.matrixV() * inverted.asDiagonal() * solver.matrixU().transpose();
}

}  // namespace tandem::linalg
