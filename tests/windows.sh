#!/usr/bin/env bash
# Builds the program and its tests for Windows and runs them under Wine; docs/platforms.md says what is left out. Where that
# can't be, the program is compiled for Windows, or not even that, and a line says so.
set -euo pipefail
cd "$(dirname "$0")/.."
target=x86_64-pc-windows-gnu
skipped() { echo "skipped: the tests for Windows, as $*"; }
compiled_only() {
    skipped "$@"
    cargo check --locked --target "$target"
    exit 0
}
if ! [ -d "$(rustc --print target-libdir --target "$target")" ] && ! rustup target add "$target"; then
    skipped "Rust's standard library for $target can't be had; nor is it compiled for that"
    exit 0
fi

# Debian's wine64 is in no PATH.
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
server=$(command -v wineserver || echo /usr/lib/wine/wineserver64)
compiler=x86_64-w64-mingw32-gcc
for needed in "$wine" "$server" "$compiler"; do
    if ! command -v "$needed" >/dev/null; then
        compiled_only "$needed is missing (Debian: wine64, gcc-mingw-w64-x86-64)"
    fi
done

# A Windows of its own, with nothing of the user's in it. No program of it outlives this.
export WINEPREFIX="$(realpath "${CARGO_TARGET_DIR:-target}")/wine" WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
trap '"$server" -k 2>/dev/null || true' EXIT
if ! [ -d "$WINEPREFIX/drive_c/windows/system32" ] && ! timeout -k 10 120 "$wine" wineboot --init; then
    compiled_only "Wine can't be set up"
fi
# No desktop: a page that is opened would stay open, and its program with what it inherits.
export WINEDLLOVERRIDES="$WINEDLLOVERRIDES;explorer.exe,winebrowser.exe="
# Wine 8 lacks what Rust's standard library takes random numbers from.
"$compiler" -shared -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" tests/windows/bcryptprimitives.c -ladvapi32

# What Linux has for the tests, a browser and a Python, is not there. What is told of a panic is enough.
unset CI MOCKROUND_REQUIRE_AUDIO MOCKROUND_PYTHON
export CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_DEV_OPT_LEVEL=0 CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER="$wine"
# Those that docs/platforms.md says; with arguments, those that they name.
[ $# -gt 0 ] || set -- clocks:: compare:: doctor:: drills:: example:: export:: forget:: golden:: marks:: outputs:: posting:: \
    reference:: rehearsal:: reviews:: rounds:: spoilers:: stories:: terse:: today:: trends:: words::
test=(cargo test --locked --target "$target" --test it)
"${test[@]}" --no-run
# Wine may hang where Windows doesn't.
run() { timeout -k 10 "${MOCKROUND_WINDOWS_SECONDS:-600}" "${test[@]}" -- "$@" | tee "$WINEPREFIX/tests.log"; }
passed() { grep -c '^test .* \.\.\. ok$' "$WINEPREFIX/tests.log" || true; }
status=0
run "$@" || status=$?
ran=$(passed)
if [ "$status" = 101 ]; then
    # Nor does Windows fail to start one program in a thousand: what fails again has failed.
    mapfile -t failed < <(sed -n 's/^test \(.*\) \.\.\. FAILED$/\1/p' "$WINEPREFIX/tests.log")
    [ "${#failed[@]}" -gt 0 ]
    status=0
    run --exact "${failed[@]}" || status=$?
    ran=$((ran + $(passed)))
fi
echo "for Windows, under Wine: $ran tests passed"
[ "$status" = 0 ] && [ "$ran" -gt 0 ]
