#!/usr/bin/env bash
# Builds the program and its tests for Windows and runs them under Wine; docs/platforms.md says what is left out.
set -euo pipefail
cd "$(dirname "$0")/.."
target=x86_64-pc-windows-gnu
# Debian's wine64 is in no PATH.
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
compiler=x86_64-w64-mingw32-gcc
for needed in "$wine" "$compiler"; do
    if ! command -v "$needed" >/dev/null; then
        echo "skipped: the tests for Windows, as $needed is missing (Debian: wine64, gcc-mingw-w64-x86-64)"
        exit 0
    fi
done
if ! [ -d "$(rustc --print target-libdir --target "$target")" ] && ! rustup target add "$target"; then
    echo "skipped: the tests for Windows, as Rust's standard library for $target can't be had"
    exit 0
fi

# A Windows of its own, with nothing of the user's in it.
export WINEPREFIX="$(realpath "${CARGO_TARGET_DIR:-target}")/wine" WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
[ -d "$WINEPREFIX/drive_c" ] || "$wine" wineboot --init
# Wine 8 lacks what Rust's standard library takes random numbers from.
"$compiler" -shared -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" tests/windows/bcryptprimitives.c -ladvapi32

# What Linux has for the tests, a browser and a Python, is not there. What is told of a panic is enough.
unset CI MOCKROUND_REQUIRE_AUDIO MOCKROUND_PYTHON
export CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_DEV_OPT_LEVEL=0 CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER="$wine"
# Those that docs/platforms.md says; with arguments, those that they name.
[ $# -gt 0 ] || set -- compare:: doctor:: example:: export:: forget:: golden:: marks:: outputs:: reference:: \
    rehearsal:: reviews:: rounds:: stories:: trends::
cargo test --locked --target "$target" --test it -- "$@" | tee "$WINEPREFIX/tests.log"
ran=$(grep -c '^test .* \.\.\. ok$' "$WINEPREFIX/tests.log" || true)
echo "for Windows, under Wine: $ran tests passed"
[ "$ran" -gt 0 ]
