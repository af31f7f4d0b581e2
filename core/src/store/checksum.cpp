// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "store/crc32.h"
#include "store/hdf5.h"
#include "tandem/error.h"

namespace tandem::store {

namespace {

/// CRC of the values as stored, read in slices along the first dimension.
bool datasetCrc(hid_t dataset, std::uint32_t& crc) {
  const Handle type(H5Dget_type(dataset), H5Tclose);
  const Handle space(H5Dget_space(dataset), H5Sclose);
  const int rank = H5Sget_simple_extent_ndims(space.get());
  if (!type || rank < 1 || rank > H5S_MAX_RANK || H5Tis_variable_str(type.get()) > 0) return false;
  std::vector<hsize_t> dims(static_cast<std::size_t>(rank));
  H5Sget_simple_extent_dims(space.get(), dims.data(), nullptr);
  auto rowBytes = static_cast<double>(H5Tget_size(type.get()));
  for (std::size_t i = 1; i < dims.size(); ++i) rowBytes *= static_cast<double>(dims[i]);
  if (rowBytes > 4e9) return false;
  const auto row = static_cast<std::size_t>(rowBytes);
  const hsize_t step = row == 0 ? dims[0] : std::max<hsize_t>(1, (std::size_t{4} << 20) / row);
  std::vector<char> bytes;
  crc = 0;
  for (hsize_t first = 0; row > 0 && first < dims[0]; first += step) {
    std::vector<hsize_t> start(dims.size(), 0);
    std::vector<hsize_t> extent = dims;
    start[0] = first;
    extent[0] = std::min(step, dims[0] - first);
    bytes.resize(row * extent[0]);
    const Handle memory = Handle(H5Screate_simple(rank, extent.data(), nullptr), H5Sclose);
    if (H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, start.data(), nullptr, extent.data(), nullptr) < 0 ||
        H5Dread(dataset, type.get(), memory.get(), space.get(), H5P_DEFAULT, bytes.data()) < 0) {
      return false;
    }
    crc = crc32(crc, bytes.data(), bytes.size());
  }
  return true;
}

}  // namespace

std::string Node::checksumFinding(const std::string& dataset) const {
  try {
    const std::size_t slash = dataset.rfind('/');
    Handle group(H5Gopen2(id(), slash == 0 ? "/" : dataset.substr(0, slash).c_str(), H5P_DEFAULT), H5Gclose);
    if (!group) return "'" + dataset + "' cannot be opened.";
    const Node parent(Handle(), std::move(group), path_);
    Dataset opened = parent.openDataset(dataset.substr(slash + 1), 1);
    const hid_t values = opened.id.get();
    const Node node(Handle(), std::move(opened.id), path_);
    const std::int64_t expected = node.integer("crc32", 0, 0xffffffffLL);
    std::uint32_t crc = 0;
    if (!datasetCrc(values, crc)) return "The data of '" + dataset + "' cannot be read.";
    return crc == expected ? std::string() : "The data of '" + dataset + "' do not match their checksum.";
  } catch (const Error& e) {
    return "'" + dataset + "': " + e.what();
  }
}

}  // namespace tandem::store
