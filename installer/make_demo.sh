#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make_demo.sh BIN PROJECT [lambda|proteins]: the open reading frames of phage lambda, or 200 proteins of Swiss-Prot, as a
# project (resources/demo/README.md says from what).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=installer/common.sh
. "${here}/common.sh"
usage="usage: installer/make_demo.sh FOLDER_OF_CORESPAN-CLI PROJECT.corespan [lambda|proteins]"
[ $# -eq 2 ] || [ $# -eq 3 ] || die "${usage}"
cli=$1/corespan-cli project=$2 demo=${3:-lambda}
case "${demo}" in lambda | proteins) ;; *) die "${usage}" ;; esac
if [ -e "${project}" ]; then
    say "    ${project}"
    exit 0
fi

folder=$(dirname "${project}")
mkdir -p "${folder}" || die "${folder} cannot be made." "Set XDG_DATA_HOME to a folder of yours."
# Made beside its place and renamed at the end, so that a broken run leaves nothing that looks complete.
work=$(mktemp -d -p "${folder}")
trap 'rm -rf "${work}"' EXIT

# find_example PACKAGE FILE: where the package's example is, plain or gzip. Some images drop /usr/share/doc while
# installing: then it is taken out of the package file itself.
find_example() {
    local package=$1 name=$2 file
    file=$(dpkg -L "${package}" 2>/dev/null | grep -E "/${name//./\\.}(\.gz)?\$" | head -n 1 || true)
    if [ -z "${file}" ] || [ ! -s "${file}" ]; then
        say "    ${name} was left out when ${package} was installed: fetching the package"
        (cd "${work}" && apt-get -qq download "${package}" >&2 && dpkg -x "${package}"_*.deb package) \
            || die "the package ${package} could not be fetched." "With a network, run again. Without one, open a project of yours: ./run.sh PROJECT.corespan"
        file=$(find "${work}/package" -name "${name}*" | head -n 1)
    fi
    [ -s "${file}" ] || die "no ${name} in the package ${package}."
    printf '%s\n' "${file}"
}

make_lambda() {
    local genome
    genome=$(find_example bowtie2-examples lambda_virus.fa)
    say "    open reading frames of ${genome}"
    "${cli}" dataset loci --in "${genome}" --prefix lambda --min-length 150 --flank 200 --out "${work}/lambda.jsonl"
    "${cli}" import "${work}/demo.corespan" "${work}/lambda.jsonl"
}

make_proteins() {
    local proteins
    proteins=$(find_example mmseqs2-examples DB.fasta)
    say "    200 proteins of ${proteins}"
    gzip -cdf "${proteins}" \
        | awk -v signal=80 -v membrane=60 -v other=60 -f "${here}/select_proteins.awk" > "${work}/proteins.fa"
    [ "$(grep -c '^>' "${work}/proteins.fa")" -eq 200 ] || die "${proteins} holds fewer than 200 proteins of the kinds looked for."
    "${cli}" import "${work}/demo.corespan" "${work}/proteins.fa"
}

"make_${demo}"
mv -n "${work}/demo.corespan" "${project}"
say "    ${project}"
