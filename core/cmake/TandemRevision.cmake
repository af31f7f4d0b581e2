# SPDX-License-Identifier: Apache-2.0
# Script (cmake -P): writes OUTPUT with the git revision of ROOT, marked if there are uncommitted changes.
set(revision "unknown")
if(GIT AND EXISTS ${ROOT}/.git)
  execute_process(COMMAND ${GIT} -C ${ROOT} describe --always --dirty --abbrev=12 --exclude=* OUTPUT_VARIABLE answer
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE status)
  if(status EQUAL 0)
    set(revision ${answer})
  endif()
endif()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "#define TANDEM_REVISION \"${revision}\"\n" @ONLY)
