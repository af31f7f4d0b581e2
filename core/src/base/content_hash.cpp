// SPDX-License-Identifier: Apache-2.0
#include "base/content_hash.h"

#include <fmt/format.h>

#include <boost/uuid/detail/sha1.hpp>
#include <fstream>
#include <vector>

#include "tandem/error.h"

namespace tandem {

namespace {
using Sha1 = boost::uuids::detail::sha1;

std::string hexadecimal(Sha1& hash) {
  Sha1::digest_type digest;
  hash.get_digest(digest);
  std::string text;
  for (const unsigned int word : digest) text += fmt::format("{:08x}", word);
  return text;
}
}  // namespace

std::string textHash(std::string_view text) {
  Sha1 hash;
  hash.process_bytes(text.data(), text.size());
  return hexadecimal(hash);
}

std::string contentHash(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  Sha1 hash;
  std::vector<char> chunk(std::size_t{1} << 16U);
  while (file) {
    file.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    hash.process_bytes(chunk.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (!file.eof()) throw InputError("it cannot be read");
  return hexadecimal(hash);
}

}  // namespace tandem
