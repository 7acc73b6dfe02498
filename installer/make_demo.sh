#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make_demo.sh BIN PROJECT: the open reading frames of phage lambda as a project (resources/demo/README.md says from what).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=installer/common.sh
. "${here}/common.sh"
[ $# -eq 2 ] || die "usage: installer/make_demo.sh FOLDER_OF_CORESPAN-CLI PROJECT.corespan"
cli=$1/corespan-cli project=$2
if [ -e "${project}" ]; then
    say "    ${project}"
    exit 0
fi

folder=$(dirname "${project}")
mkdir -p "${folder}" || die "${folder} cannot be made." "Set XDG_DATA_HOME to a folder of yours."
# Made beside its place and renamed at the end, so that a broken run leaves nothing that looks complete.
work=$(mktemp -d -p "${folder}")
trap 'rm -rf "${work}"' EXIT

# Some images drop /usr/share/doc while installing: then the genome is taken out of the package file itself.
find_genome() {
    local genome
    genome=$(dpkg -L bowtie2-examples 2>/dev/null | grep -E '/lambda_virus\.fa(\.gz)?$' | head -n 1 || true)
    if [ -z "${genome}" ] || [ ! -s "${genome}" ]; then
        say "    the genome was left out when bowtie2-examples was installed: fetching the package"
        (cd "${work}" && apt-get -qq download bowtie2-examples >&2 && dpkg -x bowtie2-examples_*.deb package) \
            || die "the package bowtie2-examples could not be fetched." "With a network, run again. Without one, open a project of yours: ./run.sh PROJECT.corespan"
        genome=$(find "${work}/package" -name 'lambda_virus.fa*' | head -n 1)
    fi
    [ -s "${genome}" ] || die "no lambda_virus.fa in the package bowtie2-examples."
    printf '%s\n' "${genome}"
}

genome=$(find_genome)
say "    open reading frames of ${genome}"
"${cli}" dataset loci --in "${genome}" --prefix lambda --min-length 150 --flank 200 --out "${work}/lambda.jsonl"
"${cli}" import "${work}/lambda.corespan" "${work}/lambda.jsonl"
mv -n "${work}/lambda.corespan" "${project}"
say "    ${project}"
