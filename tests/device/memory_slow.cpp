// SPDX-License-Identifier: Apache-2.0
// A device with less memory than the data need: PoCL reads its limit only once, so this takes a process of its own.
#include <gmock/gmock.h>
#include <unistd.h>

#include <array>
#include <cstdio>

#include "device_support.h"
#include "tandem/matrix.h"

namespace tandem::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// Two variables, rotated by a matrix larger than what a device of 1 GB hands out in one piece.
class Huge final : public Problem {
 public:
  explicit Huge(int dim) : dim_(dim) {
    const auto size = static_cast<std::size_t>(dim);
    tasks_.push_back({.name = "Huge", .dim = dim, .lower = std::vector(size, -1.0), .upper = std::vector(size, 1.0)});
  }
  void evaluate(int, ConstMatView x, MatView objectives, MatView, EvalContext&) const override {
    for (int i = 0; i < x.rows; ++i) objectives(i, 0) = x(i, 0);
  }
  [[nodiscard]] std::shared_ptr<const DeviceForm> deviceForm() const override {
    auto form = std::make_shared<DeviceForm>();
    form->library = buildProblem(builtinCatalogue(), "Sphere").problem->deviceForm()->library;
    form->tasks.push_back({dim_, {}, {}, {{.function = 0, .dim = dim_, .rotation = Matrix(dim_, dim_)}}, 0.0});
    return form;
  }

 private:
  int dim_;
};

/// Says on stdout what happened; what the test below starts.
TEST(DeviceChild, DISABLED_OpensAProblemOf288MB) {
  const std::vector<std::shared_ptr<const Problem>> problems{std::make_shared<Huge>(6000)};
  std::unique_ptr<DeviceSession> session;
  try {
    session = std::make_unique<DeviceSession>(DeviceChoice{.opencl = true}, problems);
    std::printf("opened: %s\n", session->label(0).c_str());
  } catch (const DeviceError& error) {
    std::printf("refused: %s\n", error.what());
    session = std::make_unique<DeviceSession>(DeviceChoice{.opencl = true}, problems, DeviceOptions{.fallback = true});
    std::printf("allowed: %s\n", session->label(0).c_str());
  }
  Matrix x(1, 6000, 0.25);
  Matrix value(1, 1);
  Workspace workspace;
  EvalContext context{workspace};
  session->problem(0).evaluate(0, x, value, {}, context);
  std::printf("value: %g\n", value(0, 0));
}

std::string childSays(const std::string& environment) {
  std::array<char, 4096> path{};
  const ssize_t length = readlink("/proc/self/exe", path.data(), path.size() - 1);
  if (length <= 0) return "no program";
  const std::string command = environment + " timeout 400 '" +
                              std::string(path.data(), static_cast<std::size_t>(length)) +
                              "' --gtest_also_run_disabled_tests --gtest_brief=1 --gtest_filter='DeviceChild.*' 2>&1";
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return "no shell";
  std::string text;
  std::array<char, 4096> part{};
  while (std::fgets(part.data(), isize(part), pipe) != nullptr) text += part.data();
  pclose(pipe);
  return text;
}

TEST(DeviceFaults, DataThatDoNotFitAreOneSentenceOrTheCpus) {
  TANDEM_NEEDS_DEVICE();
  if (listDevices().front().platform != "Portable Computing Language")
    GTEST_SKIP() << "only PoCL's memory can be limited";
  if (listDevices().front().memory < (std::uint64_t{4} << 30)) GTEST_SKIP() << "this machine has less than 4 GB itself";
  const std::string small = childSays("POCL_MEMORY_LIMIT=1");
  EXPECT_THAT(small, HasSubstr("refused: The device opencl:0 ("));
  EXPECT_THAT(small, AllOf(HasSubstr("ran out of memory"), HasSubstr("fewer problems"), HasSubstr("--device cpu")));
  EXPECT_THAT(small, HasSubstr("allowed: cpu (instead of opencl:0: The device opencl:0 ("));
  EXPECT_THAT(small, HasSubstr("value: 0.25"));  // the CPU's
  // A larger one has no trouble with the same.
  const std::string large = childSays("POCL_MEMORY_LIMIT=");
  EXPECT_THAT(large, AllOf(HasSubstr("opened: opencl:0"), HasSubstr("value: 0\n")));
}

}  // namespace
}  // namespace tandem::test
