#!/usr/bin/env bash
# How many faults the unit tests see: draws mutants (one small fault each) of round, session, pacing
# and live's rules by a seed, builds and tests each, and prints the share that no test saw. Needs
# `cargo install cargo-mutants --locked` and Python 3.
#
#   tests/mutants.sh [COUNT [SEED [OUTPUT]]]     200 mutants, seed 1, into target/mutants
#
# A mutant ranks by hash(seed, function and fault), whatever its file and line: what was drawn
# before a change is drawn after it too, but for functions that were renamed or rewritten. A draw
# of 30 lies in the draw of 200. Survivors are named in OUTPUT/mutants.out/missed.txt.
set -euo pipefail
cd "$(dirname "$0")/.."
count=${1:-200} seed=${2:-1} output=${3:-target/mutants}
rm -rf "$output/mutants.out"
mkdir -p "$output"

files=()
read -ra rooms <<< "${MUTANTS_OF:-round/** session/** pacing/** live/rules/**}"
for room in "${rooms[@]}"; do
    files+=(--file "src/$room")
done
cargo mutants --list --json "${files[@]}" > "$output/all.json"

python3 - "$output" "$count" "$seed" <<'PY'
import collections, hashlib, json, os, re, sys

output, count, seed = sys.argv[1], int(sys.argv[2]), sys.argv[3]
seen, ranked = collections.Counter(), []
for mutant in json.load(open(f"{output}/all.json")):
    fault = re.sub(r"^[^:]+:\d+:\d+: ", "", mutant["name"])
    seen[fault] += 1
    key = f"{seed} {fault} {seen[fault]}"
    ranked.append((hashlib.sha256(key.encode()).hexdigest(), mutant["name"]))
drawn, others = sorted(ranked)[:count], sorted(ranked)[count:]
# Those not drawn pass for caught before; names in a pattern would let some kinds of mutants by.
os.makedirs(f"{output}/mutants.out", exist_ok=True)
with open(f"{output}/mutants.out/caught.txt", "w") as caught:
    caught.writelines(f"{name}\n" for _, name in others)
with open(f"{output}/drawn.txt", "w") as names:
    names.writelines(f"{name}\n" for _, name in drawn)
print(f"{len(drawn)} of {len(ranked)} mutants drawn")
PY

# Unit tests but for the detector's, which hold none of these rooms and take the longest; nothing
# optimised and no debug information, since building takes longer than testing.
export CARGO_PROFILE_DEV_OPT_LEVEL=0 CARGO_PROFILE_DEV_DEBUG=none
export CARGO_PROFILE_TEST_OPT_LEVEL=0 CARGO_PROFILE_TEST_DEBUG=none
# It ends with 2 where mutants were missed and 3 where some took too long.
cargo mutants --iterate "${files[@]}" --output "$output" --no-shuffle \
    --timeout-multiplier 5 --minimum-test-timeout 120 --colors never \
    -- --lib -- --skip voice:: || [ $? -le 3 ]

python3 - "$output/mutants.out/outcomes.json" <<'PY'
import json, sys

of = json.load(open(sys.argv[1]))
tested = of["caught"] + of["missed"] + of["timeout"]
share = of["missed"] / max(tested, 1)
print(f"{of['missed']} of {tested} survive ({share:.1%}); {of['unviable']} didn't build")
PY
