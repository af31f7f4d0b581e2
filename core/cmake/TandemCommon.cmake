# SPDX-License-Identifier: Apache-2.0
# One INTERFACE target carries language standard, warnings, instruction set and sanitizers.
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)
include(GNUInstallDirs)
set(CMAKE_INSTALL_RPATH "$ORIGIN" "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}")

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
find_program(MOLD mold)

# Contraction off: the same expression must give the same bits whatever the instruction scheduler finds (docs/determinism.md).
set(TANDEM_ARITHMETIC_OPTIONS -ffp-contract=off)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  if(TANDEM_ARCH STREQUAL "v3")
    list(APPEND TANDEM_ARITHMETIC_OPTIONS -march=x86-64-v3)
  elseif(TANDEM_ARCH STREQUAL "native")
    list(APPEND TANDEM_ARITHMETIC_OPTIONS -march=native)
  elseif(NOT TANDEM_ARCH STREQUAL "generic")
    message(FATAL_ERROR "TANDEM_ARCH is '${TANDEM_ARCH}'; use v3, native or generic.")
  endif()
endif()

add_library(tandem_common INTERFACE)
add_library(tandem::common ALIAS tandem_common)
target_compile_options(tandem_common INTERFACE
  -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wconversion -Wno-sign-conversion -Werror
  # C++20 designated initialisers of descriptors leave members at their defaults on purpose.
  -Wno-missing-field-initializers
  ${TANDEM_ARITHMETIC_OPTIONS})
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(tandem_common INTERFACE -O3)
endif()
# The build type of the presets asan, tsan and fuzz: quick to build, line numbers in reports, assertions of the standard
# library on. (Not by CMAKE_CXX_FLAGS_SANITIZE: project() has put an empty one into the cache already.)
if(CMAKE_BUILD_TYPE STREQUAL "Sanitize")
  target_compile_options(tandem_common INTERFACE -O1 -g1)
  target_compile_definitions(tandem_common INTERFACE _GLIBCXX_ASSERTIONS)
endif()
if(TANDEM_SANITIZE)
  list(JOIN TANDEM_SANITIZE "," _sanitizers)
  target_compile_options(tandem_common INTERFACE -fsanitize=${_sanitizers} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(tandem_common INTERFACE -fsanitize=${_sanitizers})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Instrumented, std::regex and std::function look uninitialised to GCC 12 (its bug 105562); release builds keep the warning.
    target_compile_options(tandem_common INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()
if(TANDEM_FUZZ)
  # Other compilers, other warnings: here only what the code does counts.
  target_compile_options(tandem_common INTERFACE -w -fsanitize=fuzzer-no-link)
  target_link_options(tandem_common INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(MOLD)
  target_link_options(tandem_common INTERFACE -fuse-ld=mold)
endif()
