#!/usr/bin/env bash
# Makes the worked example anew: a voice by candidate.txt, the round played to it, its reports. Needs
# espeak-ng, ffmpeg and python3 (on Debian, the packages of these names), and takes some minutes.
#
#   sessions/example/make.sh            all of it, after the bank, the template or what happens in a round changed
#   sessions/example/make.sh reports    only the reports, after the page or another report changed
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ "${1:-all}" = all ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    python3 sessions/example/voice.py "$folder/voice.mp3"
    MOCKROUND_EXAMPLE_VOICE="$folder/voice.mp3" cargo test --lib -- --ignored --exact live::example::it_is_played_anew
fi
SNAPSHOTS=overwrite cargo test --test it example::
