#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# whole_genome.sh BIN FOLDER: the genes of phage lambda, read as one record on both strands, beside those of its open reading frames
# read one by one. FOLDER gets the project (lambda_genome.corespan, to be opened), both sets of cores and what became of each.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=installer/common.sh
. "${here}/common.sh"
[ $# -eq 2 ] || die "usage: installer/whole_genome.sh FOLDER_OF_CORESPAN-CLI FOLDER"
cli=$1/corespan-cli out=$2
mkdir -p "${out}"
[ ! -e "${out}/lambda_genome.corespan" ] || die "${out}/lambda_genome.corespan is there already." "Name another folder, or remove it."
work=$(mktemp -d)
trap 'rm -rf "${work}"' EXIT
genome=$(find_example bowtie2-examples lambda_virus.fa "${work}")

say "    open reading frames of ${genome}, one by one"
"${cli}" dataset loci --in "${genome}" --min-length 150 --flank 200 --out "${work}/loci.jsonl"
"${cli}" predict --model cds --in "${work}/loci.jsonl" --out "${out}/loci.gff3" --grammar on
say "    the genome as one record"
"${cli}" import "${work}/genome.corespan" "${genome}"
"${cli}" predict --model cds --project "${work}/genome.corespan" --grammar on --strands both
"${cli}" export "${work}/genome.corespan" --format gff3 --out "${out}/genome.gff3"
mv -n "${work}/genome.corespan" "${out}/lambda_genome.corespan"
"${cli}" compare "${out}/loci.gff3" "${out}/genome.gff3" --rows "${out}/genes.tsv"
