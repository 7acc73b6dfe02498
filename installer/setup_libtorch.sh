#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Puts LibTorch 2.11 where FindLibTorch.cmake looks and prints that folder on stdout. Does nothing where it is in place.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=installer/common.sh
. "${here}/common.sh"

usage() {
    cat <<'TEXT'
usage: installer/setup_libtorch.sh [--download DIR]

Fetches the wheels named in installer/libtorch-*.txt with pip, checks their sha256, unpacks them, prints the folder.
  --download DIR       only fetch the wheels into DIR, to carry them to a machine without a network

  LibTorch_ROOT        use this folder (it holds torch/lib/libtorch_cpu.so) and fetch nothing
  CORESPAN_CUDA        auto (default: CUDA libraries where an NVIDIA GPU answers), on, off
  CORESPAN_WHEELS      take the wheels from this folder; no network is used
  CORESPAN_DEPS        where to unpack (default: $XDG_CACHE_HOME/corespan, then ~/.cache/corespan)
TEXT
}

# The torch wheel is the same for C++ whatever its Python tag: one tag for every machine, so one checksum.
fetch() { # variant folder
    local source=()
    [ -z "${CORESPAN_WHEELS:-}" ] || source=(--no-index --find-links "${CORESPAN_WHEELS}")
    python3 -m pip --disable-pip-version-check download --quiet --no-cache-dir --progress-bar off --dest "$2" --no-deps --require-hashes \
        --only-binary=:all: --python-version 311 --implementation cp --abi cp311 --abi none \
        --platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64 --platform manylinux_2_25_x86_64 \
        --platform manylinux_2_18_x86_64 --platform manylinux2014_x86_64 \
        "${source[@]}" --requirement "${here}/libtorch-$1.txt" >&2
}

# pip prints no bar into a pipe, and its bars count one wheel each: say how much of the whole has arrived instead.
watch_size() { # folder total_mb
    local mark=$'\n'
    [ ! -t 2 ] || mark=$'\r'
    while sleep 3; do
        printf '    %5d of about %d MB%s' "$(du -sm "$1" 2>/dev/null | cut -f1)" "$2" "${mark}" >&2
    done
}

fetch_with_progress() { # variant folder total_mb
    mkdir -p "$2/tmp"
    watch_size "$2" "$3" &
    local watcher=$! code=0
    TMPDIR="$2/tmp" fetch "$1" "$2" || code=$?
    kill "${watcher}" 2>/dev/null || true
    wait "${watcher}" 2>/dev/null || true
    rm -rf "$2/tmp"
    [ "${code}" -eq 0 ] || die "the LibTorch wheels could not be fetched or did not match their sha256 (see above)." \
        "With a network: run the same command again. Without one, on a machine that has it:" \
        "    installer/setup_libtorch.sh --download wheels" \
        "then copy that folder here and run with CORESPAN_WHEELS=/path/to/wheels." \
        "Or set LibTorch_ROOT to a folder that holds torch/lib/libtorch_cpu.so of LibTorch 2.11."
}

need_space() { # folder mb
    local free
    free=$(df -Pm "$1" | awk 'NR == 2 {print $4}')
    [ "${free}" -ge "$2" ] || die "LibTorch needs $2 MB free in $1, there are ${free} MB." \
        "Make room, or set CORESPAN_DEPS to a folder on another disk."
}

choose_variant() {
    case "${CORESPAN_CUDA:-auto}" in
        on) echo cuda ;;
        off) echo cpu ;;
        auto) if nvidia-smi -L >/dev/null 2>&1; then echo cuda; else echo cpu; fi ;;
        *) die "CORESPAN_CUDA is \"${CORESPAN_CUDA}\"; it may be auto, on or off." ;;
    esac
}

unpack() { # stage
    local wheel
    for wheel in "$1"/wheels/*.whl; do
        say "    unpacking $(basename "${wheel}")"
        python3 -m zipfile -e "${wheel}" "$1/site"
    done
}

download_only=""
while [ $# -gt 0 ]; do
    case "$1" in
        --download) [ $# -ge 2 ] || die "--download needs a folder."; download_only=$2; shift 2 ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; die "unknown option $1" ;;
    esac
done

if [ -z "${download_only}" ] && [ -n "${LibTorch_ROOT:-}" ]; then
    [ -e "${LibTorch_ROOT}/torch/lib/libtorch_cpu.so" ] \
        || die "LibTorch_ROOT is ${LibTorch_ROOT}, but there is no torch/lib/libtorch_cpu.so in it." "Unset it to let this script fetch LibTorch."
    cd "${LibTorch_ROOT}" && pwd
    exit 0
fi

[ "$(uname -sm)" = "Linux x86_64" ] || die "LibTorch is fetched for Linux x86_64 only; this is $(uname -sm)." \
    "Set LibTorch_ROOT to a LibTorch 2.11 for this machine."
variant=$(choose_variant)
if [ "${variant}" = cuda ]; then fetched_mb=2520 unpacked_mb=3980; else fetched_mb=545 unpacked_mb=1200; fi

if [ -n "${download_only}" ]; then
    mkdir -p "${download_only}"
    need_space "${download_only}" $((2 * fetched_mb))
    fetch_with_progress "${variant}" "${download_only}" "${fetched_mb}"
    say "The wheels are in ${download_only}."
    exit 0
fi

cache=$(corespan_cache)
target="${cache}/libtorch-2.11.0-${variant}"
if [ ! -e "${target}/torch/lib/libtorch_cpu.so" ]; then
    mkdir -p "${cache}" || die "${cache} cannot be made." "Set CORESPAN_DEPS to a folder of yours."
    need_space "${cache}" $((2 * fetched_mb + unpacked_mb))
    # Everything happens in a folder beside the target, so that a broken run leaves nothing that looks complete.
    stage=$(mktemp -d -p "${cache}")
    trap 'rm -rf "${stage}"' EXIT
    say "LibTorch 2.11.0 (${variant}): about ${fetched_mb} MB to fetch, ${unpacked_mb} MB unpacked in ${target}"
    fetch_with_progress "${variant}" "${stage}/wheels" "${fetched_mb}"
    unpack "${stage}"
    # Somebody else's run may have finished first; theirs is as good.
    mv -T "${stage}/site" "${target}" 2>/dev/null || [ -e "${target}/torch/lib/libtorch_cpu.so" ] \
        || die "${target} is in the way: it is not a complete LibTorch." "Remove it and run again."
fi
printf '%s\n' "${target}"
