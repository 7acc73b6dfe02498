#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# From a clone to the window: installs what is missing, builds, makes the demo project, opens it.
set -Eeuo pipefail
started_in=$(pwd)
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=installer/common.sh
. "${root}/installer/common.sh"

usage() {
    cat <<'TEXT'
usage: ./run.sh [--build] [--headless] [--demo lambda|proteins] [PROJECT.corespan]

Installs packages and LibTorch where they are missing, builds build/release/bin/corespan and corespan-cli, makes the demo
project and opens it. Without a display, predicts offscreen and writes the picture demo.png.
  PROJECT.corespan     open this project instead of the demo
  --demo NAME          lambda (default): the open reading frames of phage lambda, predicted by the model cds;
                       proteins: 200 proteins of Swiss-Prot, predicted by the model segments
  --build              stop after building
  --headless           write demo.png although there is a display

  LibTorch_ROOT, CORESPAN_CUDA=auto|on|off, CORESPAN_WHEELS, CORESPAN_DEPS   see installer/setup_libtorch.sh --help
  CORESPAN_PACKAGES=off    install no system packages
  CORESPAN_JOBS=N          compile N files at once
TEXT
}

build_only="" headless="" project="" demo=lambda
while [ $# -gt 0 ]; do
    case "$1" in
        --build) build_only=1 ;;
        --headless) headless=1 ;;
        --demo) demo=${2:-}; shift || true ;;
        -h | --help) usage; exit 0 ;;
        -*) usage >&2; die "unknown option $1" ;;
        *) project=$(realpath -m -- "$1") ;;
    esac
    shift
done

declare -A demo_model=([lambda]=cds [proteins]=segments)
case "${demo}" in lambda | proteins) ;; *) usage >&2; die "--demo takes lambda or proteins" ;; esac

trap step_failed ERR
cd "${root}"
install_dependencies "${root}"
build release corespan corespan-cli
[ -z "${build_only}" ] || exit 0

options=(--predict)
if [ -z "${project}" ]; then
    options+=(--model "${demo_model[${demo}]}")
    project=${XDG_DATA_HOME:-${HOME}/.local/share}/corespan/demo/${demo}.corespan
    step "Demo project" "Start again: a half-made demo is not kept. To do without it: ./run.sh PROJECT.corespan"
    "${root}/installer/make_demo.sh" "${root}/build/release/bin" "${project}" "${demo}"
fi

if [ -z "${headless}" ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    step "Window" "If the display cannot be reached, ./run.sh --headless writes a picture instead."
    cd "${started_in}"
    "${root}/build/release/bin/corespan" "${options[@]}" "${project}"
else
    step "No display: predicting offscreen, the picture goes to ${root}/demo.png" "The project is ${project}; corespan-cli info tells whether it is sound."
    QT_QPA_PLATFORM=offscreen "${root}/build/release/bin/corespan" "${options[@]}" --screenshot "${root}/demo.png" "${project}"
    say "    ${root}/demo.png"
fi
