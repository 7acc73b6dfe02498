# Flags shared by every target of ours; third-party headers are SYSTEM and stay out of the warnings.
add_library(corespan_options INTERFACE)
target_compile_options(corespan_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # False alarms on std::string concatenation at -O2 and above (GCC bugs 105329, 105651; mended in 13).
    target_compile_options(corespan_options INTERFACE -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds)
endif()
if(CORESPAN_WERROR)
    target_compile_options(corespan_options INTERFACE -Werror)
endif()
if(CORESPAN_SANITIZE)
    add_compile_options(-fsanitize=${CORESPAN_SANITIZE} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${CORESPAN_SANITIZE})
endif()

find_program(CORESPAN_CCACHE ccache)
if(CORESPAN_CCACHE)
    # Paths relative to the sources: clones in other folders share the cache.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        ${CORESPAN_CCACHE})
endif()
find_program(CORESPAN_MOLD mold)
if(CORESPAN_MOLD)
    add_link_options(-fuse-ld=mold)
endif()
