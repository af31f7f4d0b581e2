// SPDX-License-Identifier: Apache-2.0
// tandem_fuzz_seeds FOLDER: writes the seeds of every target to FOLDER/TARGET/.
#include <filesystem>
#include <fstream>

#include "fuzz/targets.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  for (const tandem::fuzz::Target& t : tandem::fuzz::targets()) {
    const std::filesystem::path folder = std::filesystem::path(argv[1]) / t.name;
    std::filesystem::create_directories(folder);
    int number = 0;
    for (const std::string& seed : t.seeds()) std::ofstream(folder / ("seed" + std::to_string(++number))) << seed;
  }
}
