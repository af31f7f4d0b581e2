# SPDX-License-Identifier: Apache-2.0
# Script (cmake -P): what `tandem new` writes configures, builds against the installed package and passes its own test.
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
foreach(kind algorithm problem metric)
  set(name My-${kind})
  if(kind STREQUAL metric)
    set(name class)  # a word of the language
  endif()
  execute_process(COMMAND ${PREFIX}/bin/tandem new ${kind} ${name} ${WORK}/${kind} COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${CMAKE_COMMAND} -S ${WORK}/${kind} -B ${WORK}/${kind}/build -G ${GENERATOR}
    -DCMAKE_PREFIX_PATH=${PREFIX} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK}/${kind}/build COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${CMAKE_CTEST_COMMAND} --test-dir ${WORK}/${kind}/build --output-on-failure --no-tests=error
    COMMAND_ERROR_IS_FATAL ANY)
endforeach()
# A folder that is not empty is left alone.
execute_process(COMMAND ${PREFIX}/bin/tandem new metric Other ${WORK}/metric RESULT_VARIABLE status ERROR_VARIABLE said)
if(NOT status EQUAL 2 OR NOT said MATCHES "not empty")
  message(FATAL_ERROR "A folder with files in it was not refused: ${status} ${said}")
endif()
