#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the Debian 12 / Ubuntu 24.04 packages that building and running CoreSpan needs, and only the missing ones.
# CORESPAN_PACKAGES=off leaves the system alone (they are then somebody else's care).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=installer/common.sh
. "${here}/common.sh"

# "a|b": the distributions name it differently, the first that exists is taken.
packages=(
    g++ cmake ninja-build pkg-config ccache mold
    python3 python3-pip ca-certificates
    qt6-base-dev "qt6-svg-dev|libqt6svg6-dev" qt6-tools-dev qt6-l10n-tools
    libqt6sql6-sqlite libqcustomplot-dev libhts-dev nlohmann-json3-dev libcli11-dev libsentencepiece-dev
    fonts-dejavu-core bowtie2-examples mmseqs2-examples
)

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Those of the list for which no alternative is installed, one a line.
missing_packages() {
    local entry name
    for entry in "${packages[@]}"; do
        for name in ${entry//|/ }; do
            if installed "${name}"; then continue 2; fi
        done
        printf '%s\n' "${entry}"
    done
}

# After apt-get update: the first alternative that this distribution has.
pick() {
    local name
    for name in ${1//|/ }; do
        if [ -n "$(apt-cache madison "${name}" 2>/dev/null)" ]; then printf '%s\n' "${name}"; return; fi
    done
    printf '%s\n' "${1%%|*}"
}

[ "${CORESPAN_PACKAGES:-on}" != off ] || exit 0
if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    die "this script knows Debian 12 and Ubuntu 24.04 only (no apt-get here)." \
        "Install what these packages hold by your system's own means, then run again with CORESPAN_PACKAGES=off:" "    ${packages[*]}"
fi

mapfile -t missing < <(missing_packages)
if [ "${#missing[@]}" -eq 0 ]; then
    say "    all ${#packages[@]} packages are installed"
    exit 0
fi
say "    missing: ${missing[*]}"

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "installing packages needs root, and there is no sudo." \
        "Ask an administrator to run:" "    apt-get install --no-install-recommends ${missing[*]%%|*}"
    as_root=(sudo)
    say "    sudo may ask for your password"
fi
# A running unattended upgrade holds the lock for minutes: wait for it.
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 "$@" >&2; }

apt -qq update || say "    the package lists could not be refreshed; going on with those that are here"
wanted=()
for entry in "${missing[@]}"; do wanted+=("$(pick "${entry}")"); done
apt install --yes --no-install-recommends "${wanted[@]}" || die "apt-get could not install: ${wanted[*]}" \
    "Without a network: bring these packages by other means (an apt mirror, a USB stick), then run again." \
    "With one: see apt's message above, mend it, and run again. What is installed already stays."
