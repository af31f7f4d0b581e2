// SPDX-License-Identifier: Apache-2.0
// Readers of whole files: MATLAB data, stored runs, result files.
#include <hdf5.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "fuzz/targets.h"
#include "mat_fixture.h"
#include "store/codec.h"
#include "store_fixture.h"
#include "tandem/mat_file.h"

namespace tandem::fuzz {
namespace {

constexpr int kRepetitions = 2;

std::string readAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A sound result file, as bytes.
const std::string& soundFile() {
  static const std::string bytes = [] {
    const testing::TempFolder folder;
    const ExperimentInfo info = testing::makeInfo(kRepetitions, 3);
    ResultWriter writer(folder / "a.h5", info, false);
    std::vector<RunRecord> records;
    for (const RunKey& key : testing::allKeys(info)) records.push_back(testing::makeRecord(info, key));
    writer.commit(records);
    writer.pack("2026-01-02T03:05:05Z");
    return readAll(folder / "a.h5");
  }();
  return bytes;
}

/// Takes numbers from the input; zeros when it is used up.
class Choices {
 public:
  explicit Choices(std::string_view input) : rest_(input) {}
  [[nodiscard]] bool empty() const { return rest_.empty(); }
  std::size_t below(std::size_t n) {
    std::size_t value = 0;
    for (int i = 0; i < 2 && !rest_.empty(); ++i) {
      value = value * 256 + static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
    }
    return n == 0 ? 0 : value % n;
  }
  std::string_view text(std::size_t most) {
    const std::string_view taken = rest_.substr(0, below(most + 1));
    rest_.remove_prefix(taken.size());
    return taken;
  }

 private:
  std::string_view rest_;
};

/// What an edit may be made to.
struct Place {
  std::string object;
  std::string attribute;  ///< empty: the object itself
};

herr_t noteAttribute(hid_t /*object*/, const char* name, const H5A_info_t* /*info*/, void* out) {
  static_cast<std::vector<std::string>*>(out)->push_back(name);
  return 0;
}
herr_t noteObject(hid_t /*root*/, const char* name, const H5O_info_t* /*info*/, void* out) {
  static_cast<std::vector<std::string>*>(out)->push_back(name);
  return 0;
}

std::vector<Place> placesOf(hid_t file) {
  std::vector<std::string> objects;
  H5Ovisit2(file, H5_INDEX_NAME, H5_ITER_INC, noteObject, &objects, H5O_INFO_BASIC);
  std::vector<Place> places;
  for (const std::string& object : objects) {
    places.push_back({object, ""});
    std::vector<std::string> attributes;
    hsize_t at = 0;
    const hid_t id = H5Oopen(file, object.c_str(), H5P_DEFAULT);
    H5Aiterate2(id, H5_INDEX_NAME, H5_ITER_INC, &at, noteAttribute, &attributes);
    H5Oclose(id);
    for (const std::string& a : attributes) places.push_back({object, a});
  }
  return places;
}

hid_t someType(Choices& choices) {
  const std::array<hid_t, 6> types = {H5T_NATIVE_DOUBLE, H5T_NATIVE_INT32,   H5T_NATIVE_UINT64,
                                      H5T_NATIVE_SCHAR,  H5T_NATIVE_LDOUBLE, H5T_STRING};
  const hid_t type = H5Tcopy(types[choices.below(types.size())]);
  if (H5Tget_class(type) == H5T_STRING) H5Tset_size(type, choices.below(4) == 0 ? H5T_VARIABLE : 1 + choices.below(40));
  return type;
}

hid_t someSpace(Choices& choices) {
  std::array<hsize_t, 4> dims{};
  const std::size_t rank = choices.below(dims.size() + 1);
  for (hsize_t& d : dims) d = choices.below(7);
  // Now and then one that no memory could hold; nothing is stored in it.
  if (rank > 0 && choices.below(8) == 0) dims[0] = hsize_t{1} << (20 + choices.below(40));
  return rank == 0 ? H5Screate(choices.below(2) == 0 ? H5S_SCALAR : H5S_NULL)
                   : H5Screate_simple(static_cast<int>(rank), dims.data(), nullptr);
}

void editAttribute(hid_t file, const Place& place, Choices& choices) {
  const hid_t object = H5Oopen(file, place.object.c_str(), H5P_DEFAULT);
  if (object < 0) return;
  const hid_t attribute = H5Aopen(object, place.attribute.c_str(), H5P_DEFAULT);
  if (attribute >= 0) {
    const hid_t type = H5Aget_type(attribute);
    const hid_t space = H5Aget_space(attribute);
    const hssize_t points = H5Sget_simple_extent_npoints(space);
    const std::size_t kind = choices.below(3);
    if (kind == 0 && points > 0 && H5Tis_variable_str(type) <= 0 && H5Tget_class(type) != H5T_VLEN) {
      // Other values of the same shape.
      std::string data(static_cast<std::size_t>(points) * H5Tget_size(type), '\0');
      H5Aread(attribute, type, data.data());
      const std::string_view patch = choices.text(data.size());
      const std::size_t at = choices.below(data.size());
      std::copy_n(patch.begin(), std::min(patch.size(), data.size() - at),
                  data.begin() + static_cast<std::ptrdiff_t>(at));
      H5Awrite(attribute, type, data.data());
      H5Aclose(attribute);
    } else if (kind == 0 && points > 0 && H5Tis_variable_str(type) > 0) {
      const std::string text(choices.text(60));
      std::vector<const char*> all(static_cast<std::size_t>(points), text.c_str());
      H5Awrite(attribute, type, all.data());
      H5Aclose(attribute);
    } else {
      H5Aclose(attribute);
      H5Adelete(object, place.attribute.c_str());
      if (kind == 2) {
        const hid_t newType = someType(choices);
        const hid_t newSpace = someSpace(choices);
        if (H5Sget_simple_extent_npoints(newSpace) < 4096) {
          const hid_t made = H5Acreate2(object, place.attribute.c_str(), newType, newSpace, H5P_DEFAULT, H5P_DEFAULT);
          if (made >= 0) H5Aclose(made);
        }
        H5Sclose(newSpace);
        H5Tclose(newType);
      }
    }
    H5Sclose(space);
    H5Tclose(type);
  }
  H5Oclose(object);
}

void editObject(hid_t file, const Place& place, Choices& choices) {
  if (place.object == ".") return;
  const std::size_t kind = choices.below(4);
  const hid_t data = H5Oopen(file, place.object.c_str(), H5P_DEFAULT);
  if (data < 0) return;
  const bool isDataset = H5Iget_type(data) == H5I_DATASET;
  if (kind == 0 && isDataset) {
    const hid_t type = H5Dget_type(data);
    const hid_t space = H5Dget_space(data);
    const hssize_t points = H5Sget_simple_extent_npoints(space);
    const H5T_class_t cls = H5Tget_class(type);
    if (points > 0 && points < 100000 && (cls == H5T_INTEGER || cls == H5T_FLOAT)) {
      std::string values(static_cast<std::size_t>(points) * H5Tget_size(type), '\0');
      H5Dread(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
      const std::string_view patch = choices.text(values.size());
      const std::size_t at = choices.below(values.size());
      std::copy_n(patch.begin(), std::min(patch.size(), values.size() - at),
                  values.begin() + static_cast<std::ptrdiff_t>(at));
      H5Dwrite(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    }
    H5Sclose(space);
    H5Tclose(type);
    H5Oclose(data);
    return;
  }
  H5Oclose(data);
  H5Ldelete(file, place.object.c_str(), H5P_DEFAULT);
  if (kind == 1) {
    const hid_t type = someType(choices);
    const hid_t space = someSpace(choices);
    const hid_t made = H5Dcreate2(file, place.object.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    if (made >= 0) H5Dclose(made);
    H5Sclose(space);
    H5Tclose(type);
  } else if (kind == 2) {
    const hid_t made = H5Gcreate2(file, place.object.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    if (made >= 0) H5Gclose(made);
  } else if (kind == 3) {
    const std::size_t link = choices.below(3);
    if (link == 0) H5Lcreate_soft("/nowhere", file, place.object.c_str(), H5P_DEFAULT, H5P_DEFAULT);
    if (link == 1) H5Lcreate_external("/etc/passwd", "/", file, place.object.c_str(), H5P_DEFAULT, H5P_DEFAULT);
    if (link == 2) H5Lcreate_soft(place.object.c_str(), file, place.object.c_str(), H5P_DEFAULT, H5P_DEFAULT);
  }
}

/// Reads all that a result file offers.
void readEverything(const std::string& path) {
  const ResultFile file(path);
  const ExperimentInfo& info = file.info();
  (void)file.missing();
  (void)file.failed();
  const auto problems = std::min<std::size_t>(info.problems.size(), 4);
  const auto algorithms = std::min<std::size_t>(info.algorithms.size(), 4);
  for (int p = 0; p < static_cast<int>(problems); ++p) {
    for (int a = 0; a < static_cast<int>(algorithms); ++a) {
      (void)file.cell(p, a);
      if (info.repetitions > 0) (void)file.run({p, a, 0});
      (void)file.runs(p, a, 0, std::min(info.repetitions, kRepetitions));
    }
  }
  (void)file.verify();
}

}  // namespace

void readMatFile(std::string_view input) {
  (void)parseMatFile(std::string(input), {.file = "input.mat", .mostBytes = 1U << 20U, .mostElements = 1U << 16U});
}

std::vector<std::string> matSeeds() {
  using namespace matfile;
  const std::string numbers = doubles({2, 3}, {1, 2, 3, 4, 5, 6}, "m");
  return {matfile::file(numbers), matfile::file(structure({1, 1}, {"a", "b"}, {number(1), text("x")}, "s")),
          matfile::file(structure({1, 1}, {"c"}, {cells({1, 2}, {number(3), handle()})}, "d") + numbers)};
}

void readRecord(std::string_view input) {
  // Not compared with the input itself: a record without a device may also be stored shorter.
  const std::string written = store::encodeRecord(store::decodeRecord(input, "input"));
  require(store::encodeRecord(store::decodeRecord(written, "written")) == written,
          "a record is written and read alike");
}

std::vector<std::string> recordSeeds() {
  const ExperimentInfo info = testing::makeInfo(2, 3);
  std::vector<std::string> seeds;
  for (const RunKey& key : testing::allKeys(info)) seeds.push_back(store::encodeRecord(testing::makeRecord(info, key)));
  return seeds;
}

/// The input is a list of edits made to a sound file through the HDF5 library: structure-aware, because flipped bytes
/// of HDF5's own metadata test HDF5 and not us (`tandem verify` reads in a process of its own for those).
void readResults(std::string_view input) {
  const testing::TempFolder folder;
  const std::string path = folder / "a.h5";
  std::ofstream(path, std::ios::binary) << soundFile();
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  require(file >= 0, "the sound file opens");
  static const std::vector<Place> places = placesOf(file);
  Choices choices(input);
  for (int edit = 0; edit < 4 && !choices.empty(); ++edit) {
    const Place& place = places[choices.below(places.size())];
    if (place.attribute.empty()) {
      editObject(file, place, choices);
    } else {
      editAttribute(file, place, choices);
    }
  }
  H5Fclose(file);
  readEverything(path);
}

std::vector<std::string> resultSeeds() {
  return {""};
}

}  // namespace tandem::fuzz
