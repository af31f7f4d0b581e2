// SPDX-License-Identifier: Apache-2.0
#include "plugin/stamp.h"

#include <elf.h>

#include <cstddef>
#include <cstring>
#include <fstream>
#include <string_view>
#include <vector>

namespace tandem {

namespace {
constexpr std::string_view kSection = ".tandem_abi";
constexpr std::size_t kMostSections = 10'000;
constexpr std::size_t kMostNameBytes = std::size_t{1} << 20U;
constexpr std::size_t kMostStampBytes = 1024;

/// Every offset and size in the file is untrusted: reads outside the file fail.
bool readAt(std::ifstream& file, std::uint64_t offset, void* to, std::size_t bytes) {
  file.clear();
  if (offset > std::uint64_t{1} << 40U) return false;
  file.seekg(static_cast<std::streamoff>(offset));
  file.read(static_cast<char*>(to), static_cast<std::streamsize>(bytes));
  return static_cast<std::size_t>(file.gcount()) == bytes;
}
}  // namespace

std::optional<std::string> readPluginStamp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  Elf64_Ehdr header;
  if (!file || !readAt(file, 0, &header, sizeof header)) return {};
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS64 ||
      header.e_type != ET_DYN || header.e_shentsize != sizeof(Elf64_Shdr)) {
    return {};
  }
  const std::size_t count = header.e_shnum;
  if (count == 0 || count > kMostSections || header.e_shstrndx >= count) return {};
  std::vector<Elf64_Shdr> sections(count);
  if (!readAt(file, header.e_shoff, sections.data(), count * sizeof(Elf64_Shdr))) return {};

  const Elf64_Shdr& names = sections[header.e_shstrndx];
  if (names.sh_size == 0 || names.sh_size > kMostNameBytes) return {};
  std::vector<char> text(names.sh_size);
  if (!readAt(file, names.sh_offset, text.data(), text.size())) return {};
  text.back() = '\0';

  for (const Elf64_Shdr& section : sections) {
    if (section.sh_name >= text.size() || kSection != text.data() + section.sh_name) continue;
    if (section.sh_type != SHT_PROGBITS || section.sh_size == 0 || section.sh_size > kMostStampBytes) return {};
    std::string stamp(section.sh_size, '\0');
    if (!readAt(file, section.sh_offset, stamp.data(), stamp.size())) return {};
    return stamp.substr(0, stamp.find('\0'));
  }
  return {};
}

}  // namespace tandem
