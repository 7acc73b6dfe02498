#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# cross_validate.sh CORESPAN-CLI TMBED_FOLDS PROTEINS WORK [FOLD…|all]: what the model `segments` reaches on proteins it has not
# seen. For each fold a training on the others and predictions for it; `all` trains on every fold. Figures of the folds that
# have been predicted, pooled, go to WORK/evaluation.json. A training that was interrupted goes on; what is there is kept.
# TMBED_FOLDS holds fold0.3line … and fold0.tmbed.3line …; PROTEINS is DB.fasta.gz of the package mmseqs2-examples.
# PYTHON names a Python 3 with torch and numpy (default: python3).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -ge 4 ] || { sed -n '3,7s/^# //p' "$0" >&2; exit 2; }
cli=$(realpath "$1") folds=$(realpath "$2") proteins=$(realpath "$3") work=$(realpath -m "$4") python=${PYTHON:-python3}
shift 4
[ $# -gt 0 ] || set -- 0 1 2 3 all
mkdir -p "${work}"
cd "${work}"
export OMP_NUM_THREADS=1 OMP_WAIT_POLICY=passive # threads that wait for each other on a busy machine take most of its time

for k in 0 1 2 3; do
    [ -s "gold${k}.jsonl" ] || "${cli}" dataset segments --in "${folds}/fold${k}.3line" --types S,H/h=Hh,B/b=Bb --ambiguous U \
        --labels --out "gold${k}.jsonl"
done

for fold in "$@"; do
    gold=()
    for k in 0 1 2 3; do [ "${k}" = "${fold}" ] || gold+=("gold${k}.jsonl"); done
    [ -s "train_${fold}.jsonl" ] || "${python}" "${here}/make_training_set.py" --gold "${gold[@]}" --proteins "${proteins}" \
        --out "train_${fold}.jsonl"
    sed "s|build/segments/train.jsonl|train_${fold}.jsonl|; s|build/segments/model|model_${fold}|" "${here}/train.json" > "train_${fold}.json"
    [ -s "model_${fold}/config.json" ] || "${cli}" train --config "train_${fold}.json" --log "train_${fold}.log"
    if [ "${fold}" != all ] && [ ! -s "predicted${fold}.jsonl" ]; then
        "${cli}" predict --model "./model_${fold}" --in "gold${fold}.jsonl" --out "predicted${fold}.jsonl" --threads 1
    fi
done

# Whatever has been predicted, pooled. Helices and strands also without their direction, as TMbed's are.
gold=() predicted=() tmbed=()
for k in 0 1 2 3; do
    [ -s "predicted${k}.jsonl" ] || continue
    gold+=("gold${k}.jsonl") predicted+=("predicted${k}.jsonl") tmbed+=("${folds}/fold${k}.tmbed.3line")
done
[ "${#gold[@]}" -gt 0 ] || exit 0
undirected() { sed 's/,"h"/,"H"/g; s/,"b"/,"B"/g' "$@"; }
cat "${gold[@]}" > gold.jsonl
cat "${predicted[@]}" > predicted.jsonl
undirected gold.jsonl > gold_undirected.jsonl
undirected predicted.jsonl > predicted_undirected.jsonl
cat "${tmbed[@]}" > tmbed.3line
"${cli}" evaluate --predictions predicted.jsonl --gold gold.jsonl --json directed.json > directed.txt
"${cli}" evaluate --predictions predicted_undirected.jsonl --gold gold_undirected.jsonl --json undirected.json > undirected.txt
"${cli}" evaluate --predictions tmbed.3line --types S,H,B --gold gold_undirected.jsonl --json tmbed.json > tmbed.txt
"${python}" "${here}/signal_figures.py" --gold "${gold[@]}" --predictions "${predicted[@]}" --against "${tmbed[@]}" > signal.json
"${python}" - "${predicted[@]}" > evaluation.json <<'PY'
import json, sys
parts = {name: json.load(open(name + ".json")) for name in ("signal", "directed", "undirected", "tmbed")}
print(json.dumps({"folds": [int(p.removeprefix("predicted").removesuffix(".jsonl")) for p in sys.argv[1:]], **parts}, indent=1))
PY
cat signal.json
