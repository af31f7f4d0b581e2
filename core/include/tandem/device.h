// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tandem/error.h"
#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/problem.h"

/// Evaluation on an OpenCL device: which one, how a problem describes itself to it, and problems as it evaluates them.
/// docs/gpu.md is the guide. OpenCL itself is in a separate library, loaded when a device is requested.
namespace tandem {

/// Functions that device code can call: OpenCL C that defines, for every name in `functions`,
///
///     TANDEM_FUNCTION(NAME) { ... }
///
/// in the vocabulary of core/device/prologue.cl: at(i) is coordinate i of `dim`, table[i] a coefficient of DevicePart.
/// The library is compiled once per device and kept on disk; a problem only refers to it.
struct DeviceLibrary {
  std::string source;
  std::vector<std::string> functions;
};

/// One function of some coordinates of a task. It sees rate * R * y, where y are the inputs, shifted and scaled.
struct DevicePart {
  int function = 0;         ///< index into DeviceLibrary::functions
  int dim = 0;              ///< coordinates passed to the function
  std::vector<int> inputs;  ///< coordinates of the point (from 0) that y is made of; empty: all, in order
  Matrix rotation;          ///< R, dim x inputs; empty: identity
  double rate = 1.0;
  double weight = 1.0;        ///< of the function's value in the sum
  std::vector<double> table;  ///< the function's coefficients; may be empty
};

/// f(x) = sum over the parts of weight * function(rate * R * y) + bias, y = scale * (x - shift).
struct DeviceTask {
  int dim = 0;
  std::vector<double> shift;  ///< size dim; empty: 0
  std::vector<double> scale;  ///< size dim; empty: 1
  std::vector<DevicePart> parts;
  double bias = 0.0;
};

/// What Problem::deviceForm() returns: single-objective, unconstrained tasks without noise.
struct DeviceForm {
  const DeviceLibrary* library = nullptr;  ///< lives as long as the program
  std::vector<DeviceTask> tasks;           ///< one per task of the problem
};

/// Where points are evaluated: the CPU, or an OpenCL device by its index in listDevices().
struct DeviceChoice {
  bool opencl = false;
  int index = 0;
  bool single = false;  ///< single precision
  bool operator==(const DeviceChoice&) const = default;
};
/// "cpu" or "opencl[:INDEX][:single]"; anything else throws an InputError starting with `what`.
TANDEM_API DeviceChoice parseDevice(const std::string& text, const std::string& what);
/// The same in its canonical form: "cpu", "opencl:0", "opencl:1:single".
TANDEM_API std::string deviceText(const DeviceChoice& choice);

/// An OpenCL device, whatever platform it belongs to.
struct DeviceInfo {
  int index = 0;
  std::string name, vendor, version, driver, platform;
  bool doubles = false;
  std::uint64_t memory = 0;  ///< bytes
  int units = 0;             ///< compute units
};
/// Throws DeviceError with the reason if there is none.
TANDEM_API std::vector<DeviceInfo> listDevices();

/// A device is missing, cannot be used, or failed in the middle of the work.
class TANDEM_API DeviceError : public Error {
 public:
  using Error::Error;
  ~DeviceError() override;
};

struct DeviceOptions {
  bool fallback = false;    ///< use the CPU where the device cannot be used
  bool coalesce = true;     ///< gather the requests of several threads into one launch
  double patience = 0.001;  ///< seconds that a request waits for other threads that are still computing
};

/// Problems as a device evaluates them: everything they need is compiled and uploaded by the constructor. May be used
/// by many threads at once; a point has the same value whatever shares its launch.
class TANDEM_API DeviceSession {
 public:
  /// Throws DeviceError if there is no such device, it lacks double precision, the kernels cannot be built, or a
  /// problem has no form for devices; with options.fallback the CPU takes over and label() says why.
  DeviceSession(const DeviceChoice& choice, const std::vector<std::shared_ptr<const Problem>>& problems,
                const DeviceOptions& options = {});
  ~DeviceSession();
  DeviceSession(const DeviceSession&) = delete;
  DeviceSession& operator=(const DeviceSession&) = delete;

  /// A problem that evaluates on the device, or the original one. Throws DeviceError out of evaluate() when the device
  /// fails.
  [[nodiscard]] const Problem& problem(std::size_t i) const;
  /// What evaluates problem i, for RunRecord::device.
  [[nodiscard]] const std::string& label(std::size_t i) const;
  /// What evaluates it instead after the device failed with `error`; empty if nothing may.
  [[nodiscard]] std::string fallbackLabel(const DeviceError& error) const;
  [[nodiscard]] bool onDevice(std::size_t i) const;
  [[nodiscard]] bool onAnyDevice() const;
  /// Launches so far and the rows in them.
  struct Counts {
    std::int64_t launches = 0;
    std::int64_t rows = 0;
  };
  [[nodiscard]] Counts counts() const;

  /// Announces that a thread will send requests for as long as this object lives: a launch need not wait for more
  /// requests than there are such threads.
  class TANDEM_API Member {
   public:
    explicit Member(DeviceSession& session);
    ~Member();
    Member(const Member&) = delete;
    Member& operator=(const Member&) = delete;

   private:
    DeviceSession& session_;
  };

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tandem
