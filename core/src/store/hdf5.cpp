// SPDX-License-Identifier: Apache-2.0
#include "store/hdf5.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <functional>
#include <numeric>

#include "store/crc32.h"
#include "store/write_driver.h"
#include "tandem/error.h"
#include "tandem/matrix.h"

namespace tandem::store {

namespace {

constexpr std::size_t kMostTextBytes = std::size_t{64} << 20;  // one attribute or table of texts
constexpr std::size_t kMostRank = 8;
constexpr std::size_t kPlainTableBytes = 512;  // compressing smaller ones costs more than it saves
constexpr unsigned kTableDeflateLevel = 6;

Handle simpleSpace(std::span<const hsize_t> dims) {
  return {H5Screate_simple(isize(dims), dims.data(), nullptr), H5Sclose};
}

Handle textType(std::size_t size) {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.get(), size == 0 ? 1 : size);
  H5Tset_cset(type.get(), H5T_CSET_UTF8);
  H5Tset_strpad(type.get(), H5T_STR_NULLPAD);
  return type;
}

/// Texts side by side, each padded with zeros to the longest.
std::vector<char> padded(std::span<const std::string> texts, std::size_t& width) {
  width = 1;
  for (const std::string& text : texts) width = std::max(width, text.size());
  std::vector<char> bytes(width * texts.size(), '\0');
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!texts[i].empty()) std::memcpy(bytes.data() + i * width, texts[i].data(), texts[i].size());
  }
  return bytes;
}

std::vector<std::string> unpadded(const std::vector<char>& bytes, std::size_t width) {
  std::vector<std::string> texts;
  for (std::size_t at = 0; at + width <= bytes.size(); at += width) {
    std::size_t size = width;
    while (size > 0 && bytes[at + size - 1] == '\0') --size;
    texts.emplace_back(bytes.data() + at, size);
  }
  return texts;
}

/// False for data that HDF5 would fetch from other files, which a stranger's file could name freely.
bool liesWithin(hid_t dataset) {
  // Only contiguous data of the file itself have an offset in it, and only chunked data are counted in chunks. Both are
  // queried because reading the properties takes longer than reading a small dataset. The dataspace is not: that of a
  // virtual dataset is determined from the other files.
  if (H5Dget_offset(dataset) != HADDR_UNDEF) return true;
  const Handle any(H5Screate(H5S_SCALAR), H5Sclose);
  hsize_t chunks = 0;
  if (H5Dget_num_chunks(dataset, any.get(), &chunks) >= 0) return true;
  const Handle properties(H5Dget_create_plist(dataset), H5Pclose);
  if (!properties) return false;
  const H5D_layout_t layout = H5Pget_layout(properties.get());
  if (layout == H5D_CONTIGUOUS) return H5Pget_external_count(properties.get()) == 0;
  return layout == H5D_COMPACT || layout == H5D_CHUNKED;
}

/// Values in `count` rows.
std::size_t valuesIn(const std::vector<std::size_t>& rowShape, std::size_t count) {
  return std::accumulate(rowShape.begin(), rowShape.end(), count, std::multiplies<>());
}

}  // namespace

Hdf5Lock::Hdf5Lock() {
  static std::recursive_mutex mutex;
  lock_ = std::unique_lock(mutex);
  // Once per thread would suffice; the call is cheap. HDF5 must not print its error stack: we throw instead.
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

template <>
hid_t memoryType<double>() {
  return H5T_IEEE_F64LE;
}
template <>
hid_t memoryType<std::int64_t>() {
  return H5T_STD_I64LE;
}
template <>
hid_t memoryType<std::uint64_t>() {
  return H5T_STD_U64LE;
}
template <>
hid_t memoryType<std::uint8_t>() {
  return H5T_STD_U8LE;
}

void Node::damaged(const std::string& what) const {
  throw InputError("'" + path_ + "' is damaged: " + what + "; restore it from a copy or run the experiment again.");
}

void Node::writeFailed(const std::string& what) const {
  throw Error("Cannot write " + what + " to '" + path_ + "'.");
}

Node Node::openFile(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) throw InputError("There is no file '" + path + "'.");
  if (!std::filesystem::is_regular_file(path, error)) throw InputError("'" + path + "' is not a file.");
  if (H5Fis_hdf5(path.c_str()) <= 0) {
    throw InputError("'" + path + "' is not a readable HDF5 file, so not a result file of Tandem.");
  }
  H5PLset_loading_state(0);  // a file must not make HDF5 load filters from shared libraries
  Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG);
  H5Pset_file_locking(access.get(), false, true);  // result files are never changed in place
  Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.get()), H5Fclose);
  if (!file) {
    throw InputError("'" + path + "' is truncated or damaged and cannot be opened; restore it from a copy.");
  }
  Handle root(H5Gopen2(file.get(), "/", H5P_DEFAULT), H5Gclose);
  Node node(std::move(file), std::move(root), path);
  if (!node.group_) node.damaged("its root group cannot be opened");
  return node;
}

Node Node::createFile(const std::string& path) {
  Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG);
  H5Pset_file_locking(access.get(), false, true);
  // This format protects its metadata with checksums and has no limit on the size of attributes.
  H5Pset_libver_bounds(access.get(), H5F_LIBVER_V110, H5F_LIBVER_V110);
  auto error = std::make_unique<int>(0);
  useWriteDriver(access.get(), error.get());
  Handle file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.get()), H5Fclose);
  if (!file) throw Error("Cannot create '" + path + "'; check the folder's permissions and free space.");
  Handle root(H5Gopen2(file.get(), "/", H5P_DEFAULT), H5Gclose);
  Node node(std::move(file), std::move(root), path);
  node.error_ = std::move(error);
  if (!node.group_) node.writeFailed("the root group");
  return node;
}

void Node::checkWritten() const {
  if (error_ && *error_ != 0) {
    throw Error("Cannot write '" + path_ + "': " + std::strerror(*error_) + ".");
  }
}

void Node::closeFile() {
  const bool flushed = H5Fflush(file_.get(), H5F_SCOPE_LOCAL) >= 0;
  const bool group = group_.reset();
  const bool file = file_.reset();
  checkWritten();
  if (!flushed || !group || !file) writeFailed("the last data");
}

Node Node::child(const std::string& name) const {
  Handle group;
  if (hasChild(name)) group = Handle(H5Gopen2(id(), name.c_str(), H5P_DEFAULT), H5Gclose);
  if (!group) damaged("the group '" + name + "' is missing");
  Node node(Handle(), std::move(group), path_);
  node.where_ = where_ + "/" + name;
  node.opened_ = opened_;
  return node;
}

Node Node::makeChild(const std::string& name) const {
  Handle group(H5Gcreate2(id(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
  if (!group) writeFailed("the group '" + name + "'");
  return {Handle(), std::move(group), path_};
}

bool Node::hasChild(const std::string& name) const {
  H5L_info_t link;
  return H5Lget_info(id(), name.c_str(), &link, H5P_DEFAULT) >= 0 && link.type == H5L_TYPE_HARD;
}

bool Node::hasAttribute(const std::string& name) const {
  return H5Aexists(id(), name.c_str()) > 0;
}

// ---- attributes ----------------------------------------------------------------------------------------------------

void Node::setAttribute(const std::string& name, hid_t fileType, hid_t memType, hid_t space, const void* data) const {
  Handle attribute(H5Acreate2(id(), name.c_str(), fileType, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  if (!attribute || H5Awrite(attribute.get(), memType, data) < 0) writeFailed("the attribute '" + name + "'");
}

void Node::setTexts(const std::string& name, std::span<const std::string> values, bool scalar) const {
  std::size_t width = 1;
  const std::vector<char> bytes = padded(values, width);
  const Handle type = textType(width);
  const hsize_t count = values.size();
  const Handle space = scalar ? Handle(H5Screate(H5S_SCALAR), H5Sclose) : simpleSpace({&count, 1});
  setAttribute(name, type.get(), type.get(), space.get(), bytes.data());
}

void Node::setInt(const std::string& name, std::int64_t value) const {
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose);
  setAttribute(name, H5T_STD_I64LE, H5T_NATIVE_INT64, space.get(), &value);
}

void Node::setUnsigned(const std::string& name, std::uint64_t value) const {
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose);
  setAttribute(name, H5T_STD_U64LE, H5T_NATIVE_UINT64, space.get(), &value);
}

void Node::setInts(const std::string& name, std::span<const std::int64_t> values) const {
  const hsize_t count = values.size();
  const Handle space = simpleSpace({&count, 1});
  setAttribute(name, H5T_STD_I64LE, H5T_NATIVE_INT64, space.get(), values.data());
}

void Node::setReals(const std::string& name, std::span<const double> values) const {
  const hsize_t count = values.size();
  const Handle space = simpleSpace({&count, 1});
  setAttribute(name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, space.get(), values.data());
}

std::vector<std::string> Node::texts(const std::string& name) const {
  if (!hasAttribute(name)) damaged("the attribute '" + name + "' is missing");
  const Handle attribute(H5Aopen(id(), name.c_str(), H5P_DEFAULT), H5Aclose);
  if (!attribute) damaged("the attribute '" + name + "' cannot be read");
  const Handle type(H5Aget_type(attribute.get()), H5Tclose);
  const Handle space(H5Aget_space(attribute.get()), H5Sclose);
  if (!type || !space || H5Tget_class(type.get()) != H5T_STRING || H5Tis_variable_str(type.get()) != 0) {
    damaged("the attribute '" + name + "' is not a text");
  }
  const std::size_t width = H5Tget_size(type.get());
  const hssize_t count = H5Sget_simple_extent_npoints(space.get());
  if (count < 0 || width == 0 || width > kMostTextBytes || static_cast<std::size_t>(count) > kMostTextBytes / width) {
    damaged("the attribute '" + name + "' is too large");
  }
  std::vector<char> bytes(width * static_cast<std::size_t>(count));
  const Handle memory = textType(width);
  if (!bytes.empty() && H5Aread(attribute.get(), memory.get(), bytes.data()) < 0) {
    damaged("the attribute '" + name + "' cannot be read");
  }
  return unpadded(bytes, width);
}

std::string Node::text(const std::string& name) const {
  std::vector<std::string> values = texts(name);
  if (values.size() != 1) damaged("the attribute '" + name + "' is not one text");
  return std::move(values.front());
}

template <typename T>
std::vector<T> Node::numbers(const std::string& name, std::size_t most) const {
  if (!hasAttribute(name)) damaged("the attribute '" + name + "' is missing");
  const Handle attribute(H5Aopen(id(), name.c_str(), H5P_DEFAULT), H5Aclose);
  if (!attribute) damaged("the attribute '" + name + "' cannot be read");
  const Handle type(H5Aget_type(attribute.get()), H5Tclose);
  const Handle space(H5Aget_space(attribute.get()), H5Sclose);
  if (!type || !space || H5Tequal(type.get(), memoryType<T>()) <= 0) {
    damaged("the attribute '" + name + "' has the wrong type");
  }
  const hssize_t count = H5Sget_simple_extent_npoints(space.get());
  if (count < 0 || static_cast<std::size_t>(count) > most) damaged("the attribute '" + name + "' has the wrong size");
  std::vector<T> values(static_cast<std::size_t>(count));
  if (!values.empty() && H5Aread(attribute.get(), memoryType<T>(), values.data()) < 0) {
    damaged("the attribute '" + name + "' cannot be read");
  }
  return values;
}

std::int64_t Node::integer(const std::string& name, std::int64_t low, std::int64_t high) const {
  const std::vector<std::int64_t> values = numbers<std::int64_t>(name, 1);
  if (values.size() != 1) damaged("the attribute '" + name + "' is empty");
  if (values[0] < low || values[0] > high) {
    damaged("the attribute '" + name + "' is " + std::to_string(values[0]) + ", outside [" + std::to_string(low) +
            ", " + std::to_string(high) + "]");
  }
  return values[0];
}

std::uint64_t Node::unsignedInteger(const std::string& name) const {
  const std::vector<std::uint64_t> values = numbers<std::uint64_t>(name, 1);
  if (values.size() != 1) damaged("the attribute '" + name + "' is empty");
  return values[0];
}

std::vector<std::int64_t> Node::integers(const std::string& name, std::size_t count) const {
  std::vector<std::int64_t> values = numbers<std::int64_t>(name, count);
  if (values.size() != count) damaged("the attribute '" + name + "' has the wrong size");
  return values;
}

std::vector<double> Node::reals(const std::string& name, std::size_t count) const {
  std::vector<double> values = numbers<double>(name, count);
  if (values.size() != count) damaged("the attribute '" + name + "' has the wrong size");
  return values;
}

// ---- datasets ------------------------------------------------------------------------------------------------------

void Node::writeTable(const std::string& name, const TextTable& table, const std::string& dimensions,
                      const std::string& doc) const {
  std::size_t width = 1;
  const std::vector<char> bytes = padded(table.cells, width);
  const Handle type = textType(width);
  const std::array<hsize_t, 2> dims{table.rows, table.cols};
  const Handle space = simpleSpace(dims);
  // Most of a padded table is zeros.
  const Handle layout(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  if (bytes.size() > kPlainTableBytes) {
    H5Pset_obj_track_times(layout.get(), false);
    H5Pset_chunk(layout.get(), isize(dims), dims.data());
    H5Pset_deflate(layout.get(), kTableDeflateLevel);
  }
  Handle dataset(H5Dcreate2(id(), name.c_str(), type.get(), space.get(), H5P_DEFAULT, layout.get(), H5P_DEFAULT),
                 H5Dclose);
  if (!dataset || H5Dwrite(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()) < 0) {
    writeFailed("the dataset '" + name + "'");
  }
  const Node node(Handle(), std::move(dataset), path_);
  node.setText("dimensions", dimensions);
  node.setText("description", doc);
  node.setInt("crc32", crc32(0, bytes.data(), bytes.size()));
}

TextTable Node::readTable(const std::string& name, std::size_t cols) const {
  const Dataset dataset = openDataset(name, 0);
  const std::vector<hsize_t>& dims = dataset.dims;
  const Handle type(H5Dget_type(dataset.id.get()), H5Tclose);
  if (dims.size() != 2 || dims[1] != cols || H5Tget_class(type.get()) != H5T_STRING ||
      H5Tis_variable_str(type.get()) != 0) {
    damaged("'" + name + "' is not a table of " + std::to_string(cols) + " texts");
  }
  const std::size_t width = H5Tget_size(type.get());
  if (width == 0 || width > kMostTextBytes || dims[0] > kMostTextBytes / width / cols) {
    damaged("'" + name + "' is too large");
  }
  std::vector<char> bytes(width * dims[0] * cols);
  const Handle memory = textType(width);
  if (!bytes.empty() && H5Dread(dataset.id.get(), memory.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()) < 0) {
    damaged("'" + name + "' cannot be read");
  }
  return {dims[0], cols, unpadded(bytes, width)};
}

Node::Dataset Node::openDataset(const std::string& name, std::size_t elementSize) const {
  if (!hasChild(name)) damaged("the dataset '" + name + "' is missing");
  noteDataset(name);
  Dataset dataset;
  dataset.id = Handle(H5Dopen2(id(), name.c_str(), H5P_DEFAULT), H5Dclose);
  if (dataset.id && !liesWithin(dataset.id.get())) damaged("the data of '" + name + "' lie in another file");
  dataset.space = Handle(dataset.id ? H5Dget_space(dataset.id.get()) : -1, H5Sclose);
  const int rank = dataset.space ? H5Sget_simple_extent_ndims(dataset.space.get()) : -1;
  if (rank < 1 || rank > static_cast<int>(kMostRank)) damaged("the dataset '" + name + "' cannot be opened");
  dataset.dims.resize(rank);
  H5Sget_simple_extent_dims(dataset.space.get(), dataset.dims.data(), nullptr);
  // Deflate compresses to 1/1032 at best: a dataset that claims more was not written by us.
  auto claimed = static_cast<double>(elementSize == 0 ? 1 : elementSize);
  for (const hsize_t d : dataset.dims) claimed *= static_cast<double>(d);
  if (claimed > 65536.0 && claimed > 1100.0 * static_cast<double>(H5Dget_storage_size(dataset.id.get())) + 65536.0) {
    damaged("the dataset '" + name + "' claims more data than there is");
  }
  return dataset;
}

template <typename T>
Node::Dataset Node::openRows(const std::string& name, const std::vector<std::size_t>& rowShape, std::size_t first,
                             std::size_t count) const {
  Dataset dataset = openDataset(name, sizeof(T));
  const std::vector<hsize_t>& dims = dataset.dims;
  const Handle type(H5Dget_type(dataset.id.get()), H5Tclose);
  if (!type || H5Tequal(type.get(), memoryType<T>()) <= 0) damaged("the dataset '" + name + "' has the wrong type");
  if (!std::equal(dims.begin() + 1, dims.end(), rowShape.begin(), rowShape.end()) || first > dims[0] ||
      count > dims[0] - first) {
    damaged("the dataset '" + name + "' has the wrong shape");
  }
  return dataset;
}

template <typename T>
void Node::readOpened(const Dataset& dataset, const std::string& name, std::size_t first, std::size_t count,
                      T* rows) const {
  hid_t inMemory{H5S_ALL};
  hid_t inFile{H5S_ALL};
  Handle memory;
  if (count < dataset.dims[0]) {
    std::vector<hsize_t> start(dataset.dims.size(), 0);
    std::vector<hsize_t> extent = dataset.dims;
    start[0] = first;
    extent[0] = count;
    memory = simpleSpace(extent);
    inMemory = memory.get();
    inFile = dataset.space.get();
    if (H5Sselect_hyperslab(inFile, H5S_SELECT_SET, start.data(), nullptr, extent.data(), nullptr) < 0) {
      damaged("the dataset '" + name + "' cannot be read");
    }
  }
  if (H5Dread(dataset.id.get(), memoryType<T>(), inMemory, inFile, H5P_DEFAULT, rows) < 0) {
    damaged("the dataset '" + name + "' cannot be read");
  }
}

template <typename T>
std::vector<T> Node::readRows(const std::string& name, const std::vector<std::size_t>& rowShape, std::size_t first,
                              std::size_t count) const {
  std::vector<T> rows;
  if (count == 0) {
    noteDataset(name);
    return rows;
  }
  const Dataset dataset = openRows<T>(name, rowShape, first, count);
  rows.resize(valuesIn(rowShape, count));
  if (!rows.empty()) readOpened(dataset, name, first, count, rows.data());
  return rows;
}

template <typename T>
void Node::readRowsInto(const std::string& name, const std::vector<std::size_t>& rowShape, std::size_t first,
                        std::size_t count, std::span<T> rows) const {
  const Dataset dataset = openRows<T>(name, rowShape, first, count);
  if (rows.size() != valuesIn(rowShape, count)) damaged("the dataset '" + name + "' has the wrong shape");
  if (!rows.empty()) readOpened(dataset, name, first, count, rows.data());
}

#define TANDEM_READ_ROWS(T)                                                                                          \
  template std::vector<T> Node::readRows<T>(const std::string&, const std::vector<std::size_t>&, std::size_t,        \
                                            std::size_t) const;                                                      \
  template void Node::readRowsInto<T>(const std::string&, const std::vector<std::size_t>&, std::size_t, std::size_t, \
                                      std::span<T>) const;
TANDEM_READ_ROWS(double)
TANDEM_READ_ROWS(std::int64_t)
TANDEM_READ_ROWS(std::uint8_t)
#undef TANDEM_READ_ROWS

std::size_t Node::rowCount(const std::string& name) const {
  return openDataset(name, 1).dims[0];
}

std::size_t Node::rowWidth(const std::string& name) const {
  const std::vector<hsize_t> dims = openDataset(name, 1).dims;
  return std::accumulate(dims.begin() + 1, dims.end(), std::size_t{1}, std::multiplies<>());
}

}  // namespace tandem::store
