# SPDX-License-Identifier: Apache-2.0
# Script (cmake -P): writes OUTPUT with the version and a hash of the headers directly in FOLDERS. Before 1.0 headers
# change within a version, so the version alone does not tell whether a plug-in fits.
set(sums "")
foreach(folder IN LISTS FOLDERS)
  file(GLOB headers RELATIVE ${folder} ${folder}/*.h)
  list(SORT headers)
  foreach(header IN LISTS headers)
    file(SHA256 ${folder}/${header} sum)
    string(APPEND sums "${header} ${sum}\n")
  endforeach()
endforeach()
string(SHA256 id "${sums}")
string(SUBSTRING ${id} 0 12 id)
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT
"// Generated from the public headers; do not edit.
#pragma once
#define TANDEM_HEADERS_ID \"${VERSION} (${id})\"
" @ONLY)
file(TOUCH_NOCREATE ${OUTPUT})
