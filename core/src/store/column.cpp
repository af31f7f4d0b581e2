// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string_view>

#include "store/crc32.h"
#include "store/hdf5.h"
#include "tandem/matrix.h"

namespace tandem::store {

namespace {
constexpr std::size_t kChunkBytes = std::size_t{512} << 10;
constexpr std::size_t kPlainBytes =
    2048;  // below this the bookkeeping of a compressed dataset costs more than it saves
constexpr unsigned kDeflateLevel = 4;
// For stacked runs: one algorithm is read at a time, and the files are written once and shipped.
constexpr std::size_t kStackedChunkBytes = std::size_t{64} << 10;
constexpr std::size_t kStackedPlainBytes = 256;
constexpr unsigned kStackedDeflateLevel = 9;
constexpr std::string_view kRepetition = "repetition";
}  // namespace

template <typename T>
Column<T>::Column(const Node& group, std::string name, std::string dimensions, std::string doc,
                  std::vector<std::size_t> rowShape)
    : group_(group),
      name_(std::move(name)),
      dimensions_(std::move(dimensions)),
      doc_(std::move(doc)),
      rowShape_(std::move(rowShape)) {
  for (const std::size_t d : rowShape_) rowSize_ *= d;
  const std::size_t rowBytes = std::max<std::size_t>(1, rowSize_ * sizeof(T));
  const std::size_t stacked = group.stackedRuns();
  chunkRows_ = std::max<std::size_t>(1, kChunkBytes / rowBytes);
  deflate_ = kDeflateLevel;
  if (stacked == 0) return;
  chunkRows_ = std::min(chunkRows_, stacked * std::max<std::size_t>(1, kStackedChunkBytes / (stacked * rowBytes)));
  deflate_ = kStackedDeflateLevel;
  if (dimensions_.starts_with(kRepetition)) dimensions_.replace(0, kRepetition.size(), "run");
}

template <typename T>
std::int64_t Column<T>::rows() const {
  return static_cast<std::int64_t>(written_ + (rowSize_ == 0 ? 0 : buffer_.size() / rowSize_));
}

template <typename T>
void Column<T>::append(std::span<const T> values) {
  crc_ = crc32(crc_, values.data(), values.size_bytes());
  const std::size_t chunk = chunkRows_ * rowSize_;
  while (!values.empty()) {
    const std::size_t take = std::min(values.size(), chunk - buffer_.size());
    buffer_.insert(buffer_.end(), values.begin(), values.begin() + static_cast<std::ptrdiff_t>(take));
    values = values.subspan(take);
    if (buffer_.size() == chunk) writeOut(chunkRows_);
  }
}

template <typename T>
void Column<T>::create(std::size_t chunkRows, bool extendible, bool plain) {
  std::vector<hsize_t> dims{extendible ? 0 : chunkRows};
  std::vector<hsize_t> most{extendible ? H5S_UNLIMITED : chunkRows};
  std::vector<hsize_t> chunk{chunkRows};
  for (const std::size_t d : rowShape_) {
    dims.push_back(d);
    most.push_back(d);
    chunk.push_back(d);
  }
  const Handle space(H5Screate_simple(isize(dims), dims.data(), most.data()), H5Sclose);
  const Handle layout(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  H5Pset_obj_track_times(layout.get(), false);
  if (!plain) {
    H5Pset_chunk(layout.get(), isize(chunk), chunk.data());
    if (sizeof(T) > 1) H5Pset_shuffle(layout.get());
    H5Pset_deflate(layout.get(), deflate_);
  }
  dataset_ = Handle(
      H5Dcreate2(group_.id(), name_.c_str(), memoryType<T>(), space.get(), H5P_DEFAULT, layout.get(), H5P_DEFAULT),
      H5Dclose);
  if (!dataset_) group_.writeFailed("the dataset '" + name_ + "'");
}

template <typename T>
void Column<T>::writeOut(std::size_t rowCount) {
  if (!dataset_) create(chunkRows_, true, false);
  std::vector<hsize_t> size{written_ + rowCount};
  std::vector<hsize_t> start{written_};
  std::vector<hsize_t> extent{rowCount};
  for (const std::size_t d : rowShape_) {
    size.push_back(d);
    start.push_back(0);
    extent.push_back(d);
  }
  bool good = H5Dset_extent(dataset_.get(), size.data()) >= 0;
  const Handle space(H5Dget_space(dataset_.get()), H5Sclose);
  const Handle memory(H5Screate_simple(isize(extent), extent.data(), nullptr), H5Sclose);
  good = good && H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, start.data(), nullptr, extent.data(), nullptr) >= 0 &&
         H5Dwrite(dataset_.get(), memoryType<T>(), memory.get(), space.get(), H5P_DEFAULT, buffer_.data()) >= 0;
  if (!good) group_.writeFailed("the dataset '" + name_ + "'");
  written_ += rowCount;
  buffer_.clear();
}

template <typename T>
void Column<T>::finish() {
  const std::size_t rest = rowSize_ == 0 ? 0 : buffer_.size() / rowSize_;
  if (dataset_) {
    if (rest > 0) writeOut(rest);
  } else {
    const bool plain = buffer_.size() * sizeof(T) <= (group_.stackedRuns() > 0 ? kStackedPlainBytes : kPlainBytes);
    create(rest, false, plain);
    if (!buffer_.empty() &&
        H5Dwrite(dataset_.get(), memoryType<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer_.data()) < 0) {
      group_.writeFailed("the dataset '" + name_ + "'");
    }
    written_ = rest;
  }
  buffer_ = {};
  const Node node = group_.adopt(std::move(dataset_));
  node.setText("dimensions", dimensions_);
  node.setText("description", doc_);
  node.setInt("crc32", crc_);
}

template class Column<double>;
template class Column<std::int64_t>;
template class Column<std::uint8_t>;

}  // namespace tandem::store
