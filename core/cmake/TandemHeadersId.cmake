# SPDX-License-Identifier: Apache-2.0
# Script (cmake -P): writes OUTPUT with the version and a hash of all public headers in FOLDER. Before 1.0 headers change
# within a version, so the version alone does not tell whether a plug-in fits.
file(GLOB_RECURSE headers RELATIVE ${FOLDER} ${FOLDER}/*.h)
list(SORT headers)
set(sums "")
foreach(header IN LISTS headers)
  file(SHA256 ${FOLDER}/${header} sum)
  string(APPEND sums "${header} ${sum}\n")
endforeach()
string(SHA256 id "${sums}")
string(SUBSTRING ${id} 0 12 id)
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT
"// Generated from the public headers; do not edit.
#pragma once
#define TANDEM_HEADERS_ID \"${VERSION} (${id})\"
" @ONLY)
file(TOUCH_NOCREATE ${OUTPUT})
