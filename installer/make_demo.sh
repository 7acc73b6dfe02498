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

make_lambda() {
    local genome
    genome=$(find_example bowtie2-examples lambda_virus.fa "${work}")
    say "    open reading frames of ${genome}"
    "${cli}" dataset loci --in "${genome}" --prefix lambda --min-length 150 --flank 200 --out "${work}/lambda.jsonl"
    "${cli}" import "${work}/demo.corespan" "${work}/lambda.jsonl"
}

make_proteins() {
    local proteins
    proteins=$(find_example mmseqs2-examples DB.fasta "${work}")
    say "    200 proteins of ${proteins}"
    gzip -cdf "${proteins}" \
        | awk -v signal=80 -v membrane=60 -v other=60 -f "${here}/select_proteins.awk" > "${work}/proteins.fa"
    [ "$(grep -c '^>' "${work}/proteins.fa")" -eq 200 ] || die "${proteins} holds fewer than 200 proteins of the kinds looked for."
    "${cli}" import "${work}/demo.corespan" "${work}/proteins.fa"
}

"make_${demo}"
mv -n "${work}/demo.corespan" "${project}"
say "    ${project}"
