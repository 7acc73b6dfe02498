# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Sourced by the set-up scripts: messages on stderr, and one clear line when a step fails.

say() { printf '%s\n' "$@" >&2; }
die() { printf '\nerror: %s\n' "$1" >&2; shift; [ $# -eq 0 ] || printf '%s\n' "$@" >&2; exit 1; }

# step TITLE HINT: names what runs from here on; HINT is printed if it fails.
step() {
    step_number=$((${step_number:-0} + 1))
    step_title=$1 step_hint=$2
    say "" "[${step_number}] ${step_title}"
}

# The ERR trap of run.sh and test.sh (set -E, pipefail). A script that has said what went wrong leaves only the way on to say here.
step_failed() {
    local code=$?
    [ "${BASH_SUBSHELL}" -eq 0 ] || exit "${code}"
    say "" "error: \"${step_title:-start}\" failed with exit code ${code}."
    [ -z "${step_hint:-}" ] || say "${step_hint}"
    [ ! -s "${step_log:-}" ] || say "The whole output is in ${step_log}."
    exit "${code}"
}

# logged COMMAND…: output to the terminal and to ${step_log}.
logged() { "$@" 2>&1 | tee "${step_log}"; }

corespan_cache() { printf '%s\n' "${CORESPAN_DEPS:-${XDG_CACHE_HOME:-${HOME:?set HOME or CORESPAN_DEPS}/.cache}/corespan}"; }

# What may compile at once: a file that includes torch takes up to 2 GB.
build_jobs() { awk -v cores="$(nproc)" '/^MemTotal/ {gb = $2 / 1048576; jobs = int(gb / 2); print (jobs < 1) ? 1 : (jobs < cores ? jobs : cores)}' /proc/meminfo; }

# Packages and LibTorch; sets LibTorch_ROOT.
install_dependencies() { # root
    step "Packages" "Mend what is said above and start again; what is installed already stays."
    "$1/installer/install_packages.sh"
    step "LibTorch" "Mend what is said above and start again; nothing half-made is left."
    LibTorch_ROOT=$("$1/installer/setup_libtorch.sh")
    export LibTorch_ROOT
    say "    ${LibTorch_ROOT}"
}

# build PRESET [TARGET…]: configures and builds in build/PRESET. To be called in the repository's root.
build() {
    local preset=$1 targets=()
    shift
    [ $# -eq 0 ] || targets=(--target "$@")
    mkdir -p "build/${preset}" || die "$(pwd) cannot be written by $(id -un)." "Clone CoreSpan into a folder of yours and start it there."
    step_log=$(pwd)/build/${preset}/configure.log
    step "Configure ${preset}" "Is a package missing? installer/install_packages.sh names it. A stale cache: remove build/${preset} and start again."
    logged cmake --preset "${preset}" -DLibTorch_ROOT="${LibTorch_ROOT}"
    step_log=$(pwd)/build/${preset}/build.log
    step "Build ${preset} ($(build_jobs) at once)" "Killed: too little memory, try CORESPAN_JOBS=1. No space: make room. Then start again; what is built stays."
    logged cmake --build --preset "${preset}" -j "${CORESPAN_JOBS:-$(build_jobs)}" "${targets[@]}"
    step_log=""
}

# find_example PACKAGE FILE FOLDER: where the package's example is, plain or gzip. Some images drop /usr/share/doc while installing:
# then it is taken out of the package file, into FOLDER.
find_example() {
    local package=$1 name=$2 folder=$3 file
    file=$(dpkg -L "${package}" 2>/dev/null | grep -E "/${name//./\\.}(\.gz)?\$" | head -n 1 || true)
    if [ -z "${file}" ] || [ ! -s "${file}" ]; then
        say "    ${name} was left out when ${package} was installed: fetching the package"
        (cd "${folder}" && apt-get -qq download "${package}" >&2 && dpkg -x "${package}"_*.deb package) \
            || die "the package ${package} could not be fetched." "With a network, run again. Without one, open a project of yours: ./run.sh PROJECT.corespan"
        file=$(find "${folder}/package" -name "${name}*" | head -n 1)
    fi
    [ -s "${file}" ] || die "no ${name} in the package ${package}."
    printf '%s\n' "${file}"
}
