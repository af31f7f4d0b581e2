// SPDX-License-Identifier: Apache-2.0
// Building the kernels, and the cache of builds on disk.
#include <fmt/format.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "kernels_text.h"
#include "layout.h"
#include "opencl.h"
#include "prologue_text.h"
#include "tandem/rng.h"

namespace tandem::opencl {

namespace {

namespace fs = std::filesystem;

constexpr char kMagic[] = "tandem opencl build 1\n";

fs::path cacheFolder() {
  const char* xdg = std::getenv("XDG_CACHE_HOME");
  if (xdg != nullptr && *xdg != '\0') return fs::path(xdg) / "tandem" / "opencl";
  const char* home = std::getenv("HOME");
  return home == nullptr || *home == '\0' ? fs::path() : fs::path(home) / ".cache" / "tandem" / "opencl";
}

std::string optionsFor(bool single) {
  std::string options = "-cl-std=CL1.2";
  if (single) options += " -DTANDEM_SINGLE -cl-single-precision-constant";
  const auto define = [&](const char* name, int value) { options += fmt::format(" -D{}={}", name, value); };
#define TANDEM_DEFINE(name) define(#name, name)
  TANDEM_DEFINE(TASK_DIM);
  TANDEM_DEFINE(TASK_SHIFT);
  TANDEM_DEFINE(TASK_SCALE);
  TANDEM_DEFINE(TASK_BIAS);
  TANDEM_DEFINE(TASK_FIRST_PART);
  TANDEM_DEFINE(TASK_PARTS);
  TANDEM_DEFINE(PART_FUNCTION);
  TANDEM_DEFINE(PART_DIM);
  TANDEM_DEFINE(PART_INPUTS);
  TANDEM_DEFINE(PART_INPUT_COUNT);
  TANDEM_DEFINE(PART_ROTATION);
  TANDEM_DEFINE(PART_TABLE);
  TANDEM_DEFINE(PART_RATE);
  TANDEM_DEFINE(PART_SCRATCH);
  TANDEM_DEFINE(PART_SIZE);
#undef TANDEM_DEFINE
  return options;
}

/// One cached build: magic, the text of its key, the size and hash of the binary, the binary. All of it is compared, so
/// that neither a damaged file nor two keys with the same hash can do harm.
class CacheEntry {
 public:
  explicit CacheEntry(std::string key) : key_(std::move(key)) {
    const fs::path folder = cacheFolder();
    if (!folder.empty()) path_ = folder / fmt::format("{:016x}.bin", hashText(key_));
  }

  [[nodiscard]] std::string read() const {
    std::ifstream in(path_, std::ios::binary);
    if (!in) return {};
    const std::string file{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    std::string binary = file.size() > header("").size() ? file.substr(header("").size()) : std::string();
    if (binary.empty() || file.compare(0, file.size() - binary.size(), header(binary)) != 0) return {};
    return binary;
  }

  /// Best effort: with a read-only or full disk, the next start merely builds again.
  void write(const std::string& binary) const {
    if (path_.empty()) return;
    std::error_code error;
    fs::create_directories(path_.parent_path(), error);
    const fs::path temporary = path_.string() + fmt::format(".{}", ::getpid());
    {
      std::ofstream out(temporary, std::ios::binary);
      out << header(binary) << binary;
      if (!out.flush()) error = std::make_error_code(std::errc::io_error);
    }
    if (!error) fs::rename(temporary, path_, error);
    if (error) fs::remove(temporary, error);
  }

 private:
  /// Its length is constant for one key.
  [[nodiscard]] std::string header(const std::string& binary) const {
    return fmt::format("{}{:016x}\n{}\n{:016x} {:016x}\n", kMagic, key_.size(), key_, binary.size(), hashText(binary));
  }
  std::string key_;
  fs::path path_;
};

/// First line of the compiler's log that looks like an error.
std::string complaintOf(cl_program program, cl_device_id device) {
  std::size_t size = 0;
  clGetProgramBuildInfo(program, device, CL_PROGRAM_BUILD_LOG, 0, nullptr, &size);
  std::string log(size, '\0');
  if (size > 0) clGetProgramBuildInfo(program, device, CL_PROGRAM_BUILD_LOG, size, log.data(), nullptr);
  log.resize(std::strlen(log.c_str()));
  const auto at = log.find("error:");
  std::string line = log.substr(at == std::string::npos ? 0 : at);
  line = line.substr(0, line.find('\n'));
  return line.empty() ? "its compiler says nothing" : line;
}

std::string binaryOf(cl_program program) {
  std::size_t size = 0;
  if (clGetProgramInfo(program, CL_PROGRAM_BINARY_SIZES, sizeof size, &size, nullptr) != CL_SUCCESS) return {};
  std::string binary(size, '\0');
  auto* data = reinterpret_cast<unsigned char*>(binary.data());
  if (clGetProgramInfo(program, CL_PROGRAM_BINARIES, sizeof data, &data, nullptr) != CL_SUCCESS) return {};
  return binary;
}

Built fromBinary(const Context& context, const Device& device, const std::string& binary, const std::string& options) {
  const auto* data = reinterpret_cast<const unsigned char*>(binary.data());
  const std::size_t size = binary.size();
  cl_int status = CL_SUCCESS;
  cl_int error = CL_SUCCESS;
  Built program(clCreateProgramWithBinary(context.get(), 1, &device.id, &size, &data, &status, &error));
  if (error != CL_SUCCESS || status != CL_SUCCESS) return {};
  if (clBuildProgram(program.get(), 1, &device.id, options.c_str(), nullptr, nullptr) != CL_SUCCESS) return {};
  return program;
}

}  // namespace

std::string kernelSource(const DeviceLibrary& library) {
  std::string dispatch =
      "static Vec callFunction(int function, Reader z, int dim, Table table) {\n  switch (function) {\n";
  for (std::size_t i = 0; i < library.functions.size(); ++i) {
    dispatch += fmt::format("    case {}: return {}(z, dim, table);\n", i, library.functions[i]);
  }
  dispatch += "    default: return Vec(0.0);\n  }\n}\n";
  std::string source = std::string(kPrologueText) + library.source + dispatch + kKernelsText;
  if (faultAskedFor().kind == Fault::Kind::Build) source += "\nthis is broken on purpose;\n";
  return source;
}

Built buildProgram(const Context& context, const Device& device, const std::string& source, bool single) {
  const std::string options = optionsFor(single);
  const CacheEntry entry(fmt::format("{} | {} | {} | {} | {} | {} | {:016x} {}", device.info.platform, device.info.name,
                                     device.info.vendor, device.info.version, device.info.driver, options,
                                     hashText(source), source.size()));
  if (const std::string binary = entry.read(); !binary.empty()) {
    if (Built program = fromBinary(context, device, binary, options)) return program;
  }
  const char* text = source.c_str();
  const std::size_t size = source.size();
  cl_int error = CL_SUCCESS;
  Built program(clCreateProgramWithSource(context.get(), 1, &text, &size, &error));
  if (error == CL_SUCCESS) error = clBuildProgram(program.get(), 1, &device.id, options.c_str(), nullptr, nullptr);
  if (error != CL_SUCCESS) {
    throw DeviceError("The kernels cannot be built for " + device.info.name + " (" + errorName(error) + ": " +
                      (program ? complaintOf(program.get(), device.id) : "no program") +
                      "); use --device cpu and report this driver: " + device.info.platform + ", " +
                      device.info.driver + ".");
  }
  entry.write(binaryOf(program.get()));
  return program;
}

}  // namespace tandem::opencl
