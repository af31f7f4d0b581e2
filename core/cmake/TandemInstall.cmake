# SPDX-License-Identifier: Apache-2.0
# Installation: programs, libraries, public headers, the package for find_package(tandem), and the Debian package.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/tandem)

install(TARGETS tandem_core tandem_catalog tandem_plugin EXPORT tandemTargets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/core/include/ ${PROJECT_SOURCE_DIR}/algorithms/include/
  ${PROJECT_SOURCE_DIR}/problems/include/ ${TANDEM_GENERATED_INCLUDE_DIR}/
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(EXPORT tandemTargets NAMESPACE tandem:: DESTINATION ${package_dir})
# Not where find_package would come across them, beside a bin folder on PATH: they work only once installed.
set(packaged ${CMAKE_CURRENT_BINARY_DIR}/installed/package)
configure_package_config_file(${PROJECT_SOURCE_DIR}/core/cmake/tandemConfig.cmake.in
  ${packaged}/tandemConfig.cmake INSTALL_DESTINATION ${package_dir}
  PATH_VARS CMAKE_INSTALL_BINDIR)
# Before 1.0 a minor version may break plug-ins.
write_basic_package_version_file(${packaged}/tandemConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${packaged}/tandemConfig.cmake ${packaged}/tandemConfigVersion.cmake
  ${PROJECT_SOURCE_DIR}/core/cmake/TandemPlugin.cmake DESTINATION ${package_dir})
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/LICENSES DESTINATION ${CMAKE_INSTALL_DOCDIR})
# What the program's help and messages name: documents, examples, specifications of experiments.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}
  FILES_MATCHING PATTERN "*.md" PATTERN "*.png" PATTERN "*.svg" PATTERN generate EXCLUDE)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/examples ${PROJECT_SOURCE_DIR}/data/experiments
  DESTINATION ${CMAKE_INSTALL_DOCDIR} PATTERN build EXCLUDE)
# Results to stand beside one's own: `tandem baselines list`.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/data/baselines DESTINATION ${CMAKE_INSTALL_DATADIR}/tandem
  FILES_MATCHING PATTERN "*.toml" PATTERN "*.h5")

# Four packages, so that a cluster node needs no Qt, and a desktop neither MPI nor OpenCL: tandem-emt (the program, its
# libraries and headers), tandem-emt-gui, tandem-emt-mpi, tandem-emt-opencl.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tandem-emt)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_NAME tandem-emt)
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_RECOMMENDS "tandem-emt-gui (= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_SUGGESTS "tandem-emt-mpi, tandem-emt-opencl")
foreach(part gui mpi opencl)
  string(TOUPPER ${part} upper)
  set(CPACK_DEBIAN_${upper}_PACKAGE_DEPENDS "tandem-emt (= ${PROJECT_VERSION})")
endforeach()
set(CPACK_COMPONENT_GUI_DESCRIPTION "desktop program and figures of Tandem (tandem-gui, tandem plot)")
set(CPACK_COMPONENT_MPI_DESCRIPTION "Tandem under mpirun: experiments over several machines")
set(CPACK_COMPONENT_OPENCL_DESCRIPTION "evaluation of Tandem's problems on OpenCL devices")
set(CPACK_PACKAGE_CONTACT "The Tandem developers <tandem@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "evolutionary multitasking: algorithms, benchmark problems, experiments")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_FILE_NAME "tandem_${PROJECT_VERSION}_${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_LIBRARY_OUTPUT_DIRECTORY})
set(CPACK_STRIP_FILES ON)
include(CPack)
