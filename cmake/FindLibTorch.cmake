# LibTorch from the Python wheels, kept in their site-packages layout (libtorch's RPATH needs it).
#   LibTorch_ROOT   the folder that holds torch/ (cache variable or environment); installer/setup_libtorch.sh makes it
# Without it the places are searched where that script puts LibTorch, with CUDA before without.
# Defines LibTorch::LibTorch. Links libtorch_cpu and libc10 only: CUDA is loaded at run time by dlopen, so that one binary
# runs with and without it.
set(_roots ${LibTorch_ROOT} $ENV{LibTorch_ROOT})
if(NOT _roots)
    foreach(_cache IN ITEMS "$ENV{CORESPAN_DEPS}" "$ENV{XDG_CACHE_HOME}/corespan" "$ENV{HOME}/.cache/corespan")
        list(APPEND _roots ${_cache}/libtorch-2.11.0-cuda ${_cache}/libtorch-2.11.0-cpu)
    endforeach()
endif()
# NO_CACHE: another LibTorch_ROOT takes effect in a folder that is configured already.
foreach(_stale IN ITEMS LibTorch_SITE LibTorch_CPU LibTorch_C10)
    unset(${_stale} CACHE)
endforeach()
find_path(LibTorch_SITE NAMES torch/include/torch/csrc/api/include/torch/types.h HINTS ${_roots} NO_DEFAULT_PATH NO_CACHE)
find_library(LibTorch_CPU NAMES torch_cpu HINTS ${LibTorch_SITE}/torch/lib NO_DEFAULT_PATH NO_CACHE)
find_library(LibTorch_C10 NAMES c10 HINTS ${LibTorch_SITE}/torch/lib NO_DEFAULT_PATH NO_CACHE)
string(REGEX REPLACE "/$" "" LibTorch_SITE "${LibTorch_SITE}")
if(LibTorch_SITE AND EXISTS ${LibTorch_SITE}/torch/version.py)
    file(STRINGS ${LibTorch_SITE}/torch/version.py _line REGEX "^__version__")
    string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" LibTorch_VERSION "${_line}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch REQUIRED_VARS LibTorch_SITE LibTorch_CPU LibTorch_C10 VERSION_VAR LibTorch_VERSION
    REASON_FAILURE_MESSAGE "Run installer/setup_libtorch.sh, or set LibTorch_ROOT to a folder that holds torch/lib/libtorch_cpu.so")

if(LibTorch_FOUND AND NOT TARGET LibTorch::LibTorch)
    add_library(LibTorch::LibTorch INTERFACE IMPORTED)
    target_include_directories(LibTorch::LibTorch SYSTEM INTERFACE ${LibTorch_SITE}/torch/include
        ${LibTorch_SITE}/torch/include/torch/csrc/api/include)
    target_compile_definitions(LibTorch::LibTorch INTERFACE _GLIBCXX_USE_CXX11_ABI=1)
    # libtorch_cpu registers its operators in static constructors: never let the linker drop it.
    target_link_libraries(LibTorch::LibTorch INTERFACE -Wl,--no-as-needed ${LibTorch_CPU} ${LibTorch_C10} -Wl,--as-needed)
endif()
