// SPDX-License-Identifier: Apache-2.0
#include "tandem/population.h"

#include <algorithm>
#include <limits>

#include "tandem/error.h"

namespace tandem {

namespace {
constexpr double kWorst = std::numeric_limits<double>::infinity();

/// out := rows order[i] of the concatenation [a | b], `width` values each.
template <typename T>
void pick(const std::vector<T>& a, const std::vector<T>& b, int sizeA, std::span<const int> order, int width,
          std::vector<T>& out) {
  const auto w = static_cast<std::size_t>(width);
  out.resize(order.size() * w);
  auto to = out.begin();
  for (const int index : order) {
    const bool first = index < sizeA;
    const auto row = static_cast<std::size_t>(first ? index : index - sizeA);
    const auto from = (first ? a : b).begin() + static_cast<std::ptrdiff_t>(row * w);
    to = std::copy_n(from, w, to);
  }
}
}  // namespace

Population::Population(int n, int dim, int objectives) : dim_(dim), objectives_(objectives) {
  resize(n);
}

void Population::resize(int n) {
  const auto count = static_cast<std::size_t>(n);
  x_.resize(at(n, dim_), 0.0);
  obj_.resize(at(n, objectives_), kWorst);
  cv_.resize(count, kWorst);
  task_.resize(count, 0);
  donor_.resize(count, kNotReported);
  born_.resize(count, 0);
  for (Column& c : columns_) c.values.resize(at(n, c.width), c.fill);
  size_ = n;
}

Population Population::like(int n) const {
  Population other(0, dim_, objectives_);
  for (const Column& c : columns_) other.columns_.push_back({c.name, c.width, c.fill, {}});
  other.resize(n);
  return other;
}

void Population::setTask(int task) {
  std::fill(task_.begin(), task_.end(), task);
}
void Population::setDonor(int donor) {
  std::fill(donor_.begin(), donor_.end(), donor);
}

ColumnId Population::findColumn(const std::string& name) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].name == name) return {static_cast<int>(i)};
  }
  return {};
}

ColumnId Population::addColumn(const std::string& name, int width, double fill) {
  const ColumnId known = findColumn(name);
  if (known.index >= 0) return known;
  columns_.push_back({name, width, fill, std::vector<double>(at(size_, width), fill)});
  return {isize(columns_) - 1};
}

MatView Population::column(ColumnId id) {
  Column& c = columns_[id.index];
  return {c.values.data(), size_, c.width};
}

ConstMatView Population::column(ColumnId id) const {
  const Column& c = columns_[id.index];
  return {c.values.data(), size_, c.width};
}

void Population::copyRow(int to, const Population& source, int from) {
  std::ranges::copy(source.x(from), x(to).begin());
  std::ranges::copy(source.objs().row(from), objs().row(to).begin());
  cv(to) = source.cv(from);
  task(to) = source.task(from);
  donor(to) = source.donor(from);
  born(to) = source.born(from);
  if (source.columns_.size() < columns_.size()) {
    throw Error("Population::copyRow: the source lacks columns; make one population with like() of the other.");
  }
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const ColumnId id{static_cast<int>(c)};
    std::ranges::copy(source.column(id).row(from), column(id).row(to).begin());
  }
}

void Population::gather(std::span<const int> order) {
  select(*this, order);
}

void Population::select(const Population& other, std::span<const int> order) {
  if (other.columns_.size() != columns_.size()) {
    throw Error("Population::select: the two populations have different columns; make one with like() of the other.");
  }
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (other.columns_[c].width != columns_[c].width || other.columns_[c].name != columns_[c].name) {
      throw Error("Population::select: the column '" + other.columns_[c].name +
                  "' does not fit; make one population with like() of the other.");
    }
  }
  pick(x_, other.x_, size_, order, dim_, spareX_);
  pick(obj_, other.obj_, size_, order, objectives_, spareObj_);
  pick(cv_, other.cv_, size_, order, 1, spareCv_);
  pick(task_, other.task_, size_, order, 1, spareTask_);
  pick(donor_, other.donor_, size_, order, 1, spareDonor_);
  pick(born_, other.born_, size_, order, 1, spareBorn_);
  spareColumns_.resize(columns_.size());
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    pick(columns_[c].values, other.columns_[c].values, size_, order, columns_[c].width, spareColumns_[c]);
  }
  x_.swap(spareX_);
  obj_.swap(spareObj_);
  cv_.swap(spareCv_);
  task_.swap(spareTask_);
  donor_.swap(spareDonor_);
  born_.swap(spareBorn_);
  for (std::size_t c = 0; c < columns_.size(); ++c) columns_[c].values.swap(spareColumns_[c]);
  size_ = isize(order);
}

void Population::append(const Population& other) {
  const int first = size_;
  resize(size_ + other.size());
  for (int i = 0; i < other.size(); ++i) copyRow(first + i, other, i);
}

}  // namespace tandem
