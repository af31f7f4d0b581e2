# SPDX-License-Identifier: Apache-2.0
# Script (cmake -P): installs BUILD into an empty PREFIX and checks that everything promised is there.
file(REMOVE_RECURSE ${PREFIX})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
foreach(wanted bin/tandem include/tandem/algorithm.h include/tandem/headers_id.h
    share/bash-completion/completions/tandem share/man/man1/tandem.1 share/doc/tandem/external.md
    share/doc/tandem/examples/external/two_tasks.py share/doc/tandem/examples/plugins/CMakeLists.txt)
  if(NOT EXISTS ${PREFIX}/${wanted})
    message(FATAL_ERROR "${wanted} was not installed.")
  endif()
endforeach()
# The program finds its libraries beside it, not in the build folder: it must not name that folder.
execute_process(COMMAND ${CMAKE_COMMAND} -E env --unset=LD_LIBRARY_PATH ${PREFIX}/bin/tandem --version
  COMMAND_ERROR_IS_FATAL ANY)
# Help names documents that exist.
execute_process(COMMAND ${PREFIX}/bin/tandem help table OUTPUT_VARIABLE help COMMAND_ERROR_IS_FATAL ANY)
if(NOT help MATCHES "${PREFIX}/share/doc/tandem/statistics.md")
  message(FATAL_ERROR "The help of 'tandem table' does not name the installed document: ${help}")
endif()
file(GLOB_RECURSE installed ${PREFIX}/bin/* ${PREFIX}/lib/*.so*)
foreach(file IN LISTS installed)
  file(STRINGS ${file} leak REGEX "${BUILD}/lib" LIMIT_COUNT 1)
  if(leak)
    message(FATAL_ERROR "${file} refers to the build folder: ${leak}")
  endif()
endforeach()
