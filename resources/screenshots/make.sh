#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Takes the pictures of this folder from the real program, in a display of its own: light and dark, at two sizes.
#   resources/screenshots/make.sh [BIN-DIR]        default build/release/bin; needs xvfb, openbox, xdotool, imagemagick
set -Eeuo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
bin=${1:-${root}/build/release/bin}
out=${root}/resources/screenshots
work=$(mktemp -d)
export DISPLAY=:77 HOME=${work}/home LC_ALL=C.UTF-8
mkdir -p "${HOME}/.config/corespan"
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "${work}"' EXIT

# The demo as a curator leaves it after some records, with a second run to compare with.
prepare() {
    "${root}/installer/make_demo.sh" "${bin}" "${work}/lambda.corespan" lambda >/dev/null
    "${bin}/corespan-cli" predict --model cds --project "${work}/lambda.corespan" >/dev/null
    "${bin}/corespan-cli" predict --model cds-ctc --project "${work}/lambda.corespan" >/dev/null
}

key() { xdotool key --clearmodifiers "$@"; sleep 0.5; }
command() { key ctrl+shift+p; xdotool type "$1"; sleep 0.5; key Return; sleep 1; }
snap() { sleep "${2:-0.7}"; import -window root -depth 8 -colors 200 "PNG8:${out}/$1-${theme}-${size}.png"; }

# Pixels of a colour below the middle of the picture's left part: the handles of the curated core.
handle() {
    import -window root "ppm:${work}/screen.ppm"
    python3 - "${work}/screen.ppm" "$1" <<'P'
import sys
data = open(sys.argv[1], 'rb').read()
magic, width, height, most, pixels = data.split(None, 4)
width, height = int(width), int(height)
pixels = data[-width * height * 3:]
colour = bytes.fromhex(sys.argv[2])
best = None
for y in range(height):
    row = pixels[y * width * 3:(y + 1) * width * 3]
    runs = [x for x in range(width) if row[x * 3:x * 3 + 3] == colour]
    wide = [x for x in runs if x + 4 in runs]
    if wide and len(runs) < 60 and (best is None or len(wide) > best[0]):
        best = (len(wide), max(wide) + 2, y)
print(best[1], best[2])
P
}

start() {
    printf '[window]\ntheme=%s\n[curator]\nauthor=ann\n' "${theme}" >"${HOME}/.config/corespan/corespan.ini"
    "${bin}/corespan" "$@" >/dev/null 2>&1 &
    program=$!
    sleep 4
    local window
    window=$(xdotool search --onlyvisible --name CoreSpan | tail -1)
    xdotool windowsize "${window}" "${width}" "${height}"
    xdotool windowmove "${window}" 0 0
    xdotool mousemove 5 5
    sleep 1
}
stop() { kill "${program}"; wait "${program}" 2>/dev/null || true; }

shots() {
    start
    snap first-start
    stop
    cp "${work}/lambda.corespan" "${work}/shown.corespan"
    start "${work}/shown.corespan"
    snap record
    local x y
    read -r x y < <(handle "$([ "${theme}" = light ] && echo c2410c || echo ff914d)")
    xdotool mousemove "${x}" "${y}" mousedown 1 mousemove "$((x + 20))" "${y}" mousemove "$((x - 3))" "${y}"
    snap drag 0.5
    key Escape
    xdotool mouseup 1
    for _ in 1 2 3 4; do key Return; done
    key ctrl+d; snap bulk; key Escape
    key ctrl+shift+d; key Tab; key Right; snap redecode 2; key Escape
    command "Compare runs"; snap compare 2; key Escape
    key ctrl+shift+o; snap all-records 3; key Escape
    command "Statistics of"; snap statistics 2; key Escape
    key shift+F1; snap keys; key Escape
    key ctrl+e; snap export; key Escape
    stop
}

prepare
for size in 1280x800 2560x1440; do
    width=${size%x*} height=${size#*x}
    Xvfb "${DISPLAY}" -screen 0 "${size}x24" >/dev/null 2>&1 &
    server=$!
    sleep 1
    openbox >/dev/null 2>&1 &
    sleep 0.5
    for theme in light dark; do shots; done
    kill "${server}"
    wait "${server}" 2>/dev/null || true
done
