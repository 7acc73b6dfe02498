# What `cmake --install` and CPack put where. The programs find their models at ../share/corespan/models.
include(GNUInstallDirs)
option(CORESPAN_BUNDLE_LIBTORCH "Install LibTorch (CPU, 450 MB) with the programs, for packages that leave this machine" OFF)

set(programs corespan-cli)
if(CORESPAN_GUI)
    list(APPEND programs corespan)
endif()
if(CORESPAN_BUNDLE_LIBTORCH)
    # The wheels' own layout: libtorch_cpu looks for CUDA's run-time library relative to itself.
    set(bundle ${CMAKE_INSTALL_LIBDIR}/corespan)
    install(FILES ${LibTorch_CPU} ${LibTorch_C10} ${LibTorch_SITE}/torch/lib/libgomp.so.1 DESTINATION ${bundle}/torch/lib)
    install(FILES ${LibTorch_SITE}/nvidia/cu13/lib/libcudart.so.13 ${LibTorch_SITE}/nvidia/cu13/lib/libcupti.so.13
        DESTINATION ${bundle}/nvidia/cu13/lib)
    set_target_properties(${programs} PROPERTIES INSTALL_RPATH "$ORIGIN/../${bundle}/torch/lib")
else()
    set_target_properties(${programs} PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
endif()

install(TARGETS ${programs} RUNTIME)
install(DIRECTORY resources/models resources/demo DESTINATION ${CMAKE_INSTALL_DATADIR}/corespan)
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(CORESPAN_GUI)
    install(FILES installer/corespan.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES installer/org.corespan.CoreSpan.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
    install(FILES installer/corespan-mime.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages RENAME corespan.xml)
    install(FILES resources/icons/corespan.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps OPTIONAL)
endif()

set(CPACK_GENERATOR TGZ)
set(CPACK_PACKAGE_VENDOR CoreSpan)
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
include(CPack)
