#!/usr/bin/env bash
# Makes the pictures of the README anew: the live screen of `mockround demo`, and what the page of the worked example shows
# first, both light and dark. Needs tmux, chromium and python3 (on Debian, the packages of these names).
#
#   docs/pictures/make.sh                     with a release build
#   MOCKROUND=PROGRAM docs/pictures/make.sh   with another one
#
# Where the demo is at that moment differs by a second or so of its own clock; all else is the same each time.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${MOCKROUND:-}
if [ -z "$program" ]; then
    cargo build --release --quiet
    program=${CARGO_TARGET_DIR:-target}/release/mockround
fi
program=$(realpath "$program")
folder=$(mktemp -d)
mkdir "$folder/home"
terminal() { tmux -S "$folder/tmux" -f /dev/null "$@"; }
trap 'terminal kill-server 2>/dev/null || true; rm -rf "$folder"' EXIT

# The live screen, when the candidate of the demo has said what data there is.
terminal new-session -d -x 100 -y 32 env -u DISPLAY -u WAYLAND_DISPLAY -u NO_COLOR \
    HOME="$folder/home" TMPDIR="$folder" "$program" demo
for _ in {1..600}; do
    terminal capture-pane -e -p >"$folder/screen"
    grep -q 'ticked label' "$folder/screen" && break
    sleep 0.1
done
grep -q 'ticked label' "$folder/screen" || { echo 'make.sh: the demo never got to its labels' >&2; exit 1; }
# The lines below are drawn a moment later.
sleep 0.3
terminal capture-pane -e -p >"$folder/screen"
for theme in light dark; do
    python3 docs/pictures/screen.py "$theme" <"$folder/screen" >"docs/pictures/live-$theme.svg"
done

# The page's first screen.
page=$(realpath sessions/example/*-ml-onsite.html)
for theme in light dark; do
    scheme=1
    [ "$theme" = dark ] && scheme=0
    chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars --no-first-run \
        --user-data-dir="$folder/browser" --blink-settings=preferredColorScheme=$scheme --window-size=1280,800 \
        --screenshot="$folder/$theme.png" "file://$page" >/dev/null 2>&1
    mv "$folder/$theme.png" "docs/pictures/page-$theme.png"
done
ls -l docs/pictures/*.svg docs/pictures/*.png
