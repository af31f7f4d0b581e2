// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "tandem/numbers.h"

namespace tandem {

/// Read-only view of a row-major matrix; row i holds one individual. Does not own its memory.
struct ConstMatView {
  const double* data = nullptr;
  int rows = 0;
  int cols = 0;
  std::ptrdiff_t stride = 0;  ///< doubles from one row to the next, >= cols

  ConstMatView() = default;
  ConstMatView(const double* d, int r, int c) : data(d), rows(r), cols(c), stride(c) {}
  ConstMatView(const double* d, int r, int c, std::ptrdiff_t s) : data(d), rows(r), cols(c), stride(s) {}

  [[nodiscard]] std::span<const double> row(int i) const { return {data + i * stride, static_cast<std::size_t>(cols)}; }
  double operator()(int i, int j) const { return data[i * stride + j]; }
  /// Rows [first, first + count).
  [[nodiscard]] ConstMatView rowRange(int first, int count) const {
    return {data + first * stride, count, cols, stride};
  }
  /// The first `count` columns.
  [[nodiscard]] ConstMatView leftCols(int count) const { return {data, rows, count, stride}; }
};

/// Writable counterpart of ConstMatView.
struct MatView {
  double* data = nullptr;
  int rows = 0;
  int cols = 0;
  std::ptrdiff_t stride = 0;

  MatView() = default;
  MatView(double* d, int r, int c) : data(d), rows(r), cols(c), stride(c) {}
  MatView(double* d, int r, int c, std::ptrdiff_t s) : data(d), rows(r), cols(c), stride(s) {}

  [[nodiscard]] std::span<double> row(int i) const { return {data + i * stride, static_cast<std::size_t>(cols)}; }
  double& operator()(int i, int j) const { return data[i * stride + j]; }
  [[nodiscard]] MatView rowRange(int first, int count) const { return {data + first * stride, count, cols, stride}; }
  [[nodiscard]] MatView leftCols(int count) const { return {data, rows, count, stride}; }
  operator ConstMatView() const { return {data, rows, cols, stride}; }  // NOLINT(google-explicit-constructor)
};

/// Owning row-major matrix without padding.
class Matrix {
 public:
  Matrix() = default;
  Matrix(int rows, int cols, double fill = 0.0)
      : rows_(rows), cols_(cols), values_(static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols), fill) {}

  [[nodiscard]] int rows() const { return rows_; }
  [[nodiscard]] int cols() const { return cols_; }
  [[nodiscard]] bool empty() const { return values_.empty(); }
  double& operator()(int i, int j) { return values_[index(i, j)]; }
  double operator()(int i, int j) const { return values_[index(i, j)]; }
  std::span<double> row(int i) { return {values_.data() + index(i, 0), static_cast<std::size_t>(cols_)}; }
  [[nodiscard]] std::span<const double> row(int i) const {
    return {values_.data() + index(i, 0), static_cast<std::size_t>(cols_)};
  }
  double* data() { return values_.data(); }
  [[nodiscard]] const double* data() const { return values_.data(); }
  [[nodiscard]] std::span<double> values() { return values_; }
  [[nodiscard]] std::span<const double> values() const { return values_; }
  [[nodiscard]] MatView view() { return {values_.data(), rows_, cols_}; }
  [[nodiscard]] ConstMatView view() const { return {values_.data(), rows_, cols_}; }
  operator MatView() { return view(); }             // NOLINT(google-explicit-constructor)
  operator ConstMatView() const { return view(); }  // NOLINT(google-explicit-constructor)
  bool operator==(const Matrix&) const = default;

  static Matrix identity(int n) {
    Matrix m(n, n);
    for (int i = 0; i < n; ++i) m(i, i) = 1.0;
    return m;
  }

 private:
  [[nodiscard]] std::size_t index(int i, int j) const {
    return static_cast<std::size_t>(i) * static_cast<std::size_t>(cols_) + static_cast<std::size_t>(j);
  }
  int rows_ = 0;
  int cols_ = 0;
  std::vector<double> values_;
};

}  // namespace tandem
