// SPDX-License-Identifier: Apache-2.0
// Several processes on one device.
#include "device_support.h"
#include "mpi_launch.h"

namespace tandem {
namespace {

using namespace testing;
using test::Outcome;
using ::testing::HasSubstr;

TEST(MpiDevice, ProcessesShareADeviceAndTheResultsAreThoseOfOne) {
  TANDEM_NEEDS_DEVICE();
  const TempFolder folder;
  const std::string reference = folder / "reference.h5";
  const Outcome alone = test::tandem(experiment(reference, 4, {"-q", "--device", "opencl"}));
  ASSERT_EQ(alone.status, 0) << alone.err;
  const std::string file = folder / "x.h5";
  const Outcome outcome =
      test::tandem(experiment(file, 4, {"--device", "opencl", "--in-flight", "3"}), "", kAsRoot, mpirun(2));
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("2 processes"));
  expectSameDatasets(reference, file);
  const ResultFile results(file);
  EXPECT_EQ(results.verify(), std::vector<std::string>());
  for (const std::string& device : results.cell(0, 0).device)
    EXPECT_EQ(device.find("opencl:0 (double), "), 0U) << device;
}

TEST(MpiDevice, WithoutADeviceOneSentenceAndNothingIsWritten) {
  TANDEM_NEEDS_DEVICE();
  const TempFolder folder;
  const std::string file = folder / "x.h5";
  const Outcome outcome = test::tandem(experiment(file, 2, {"--device", "opencl:9"}), "", kAsRoot, mpirun(2));
  EXPECT_EQ(outcome.status, 2) << outcome.err;
  const std::string sentence = "There is no device opencl:9";
  EXPECT_THAT(outcome.err, HasSubstr(sentence));
  EXPECT_EQ(outcome.err.find(sentence), outcome.err.rfind(sentence)) << outcome.err;
  EXPECT_FALSE(resultsExist(file));
}

}  // namespace
}  // namespace tandem
