#!/usr/bin/env python3
"""Makes the recording of the worked example: a synthetic voice (espeak-ng, whose output is free to
use) that speaks when candidate.txt says so, in a room with a little noise. The same file comes of
the same versions of espeak-ng and ffmpeg.

    python3 sessions/example/voice.py OUT.mp3
"""

import random
import subprocess
import sys
import tempfile
from pathlib import Path

RATE = 16000  # samples a second
SENTENCES = """
Let me say the problem back in my own words first.
So the input is a list, and I am asked for a single number.
What happens when it is empty, or when all values are equal?
A brute force would compare every pair, and that is quadratic in the length.
I would like to say that first, and then look for something better.
If I keep what I have seen in a dictionary, one pass is enough.
The invariant is that everything to the left of this index is settled.
Now I write the loop, and I name things so that I can read them aloud.
Let me walk through the first example by hand, with these five values.
That gives three, which is what the example says.
The memory is linear in the worst case, and constant if it is sorted.
Before I pick a model, I would like to agree on the metric and on who uses it.
Labels come late here, so I would train on last month and test on this week.
A baseline first: counts by day and by customer, with a little smoothing.
I would hold out whole customers, so that nobody is on both sides.
The loss should punish a missed alarm more than a false one.
In production I would watch the share of unknown inputs, and the latency.
Retraining is weekly, and a new version has to beat the old one on fresh data.
The service was down twice that month, and nobody owned the alerts.
I took that over, and asked each team which of their pages they had acted on.
We removed two thirds of them, and I wrote the runbook for the rest.
After that, pages went down by forty percent, and nights were quiet.
""".strip().splitlines()


def seconds(text):
    total = 0
    for part in text.split(":"):
        total = 60 * total + int(part)
    return total


def talks():
    """When the candidate speaks, in seconds from the first slot on."""
    base = first = None
    for line in Path(__file__).with_name("candidate.txt").read_text().splitlines():
        if line.startswith("begin "):
            base = seconds(line.split()[1])
            first = base if first is None else first
        elif line[:1].isdigit() and " " not in line:
            begin, end = (base - first + seconds(time) for time in line.split("-"))
            yield begin, end


def spoken(folder):
    for number, sentence in enumerate(SENTENCES):
        file = str(Path(folder, f"{number}.wav"))
        subprocess.run(["espeak-ng", "-v", "en-us", "-s", "160", "-w", file, sentence], check=True)
        command = ["ffmpeg", "-v", "error", "-i", file, "-ar", str(RATE), "-f", "s16le", "-"]
        yield subprocess.run(command, check=True, capture_output=True).stdout


def silence(length):
    return bytes(2 * round(length * RATE))


def speech(clips, length, rng):
    """Sentences with a breath between them, as long as is asked."""
    said = b""
    while len(said) < 2 * RATE * length:
        said += rng.choice(clips) + silence(rng.uniform(0.0, 0.7))
    return said[: 2 * round(RATE * length)]


def main(out):
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        clips = list(spoken(folder))
    noise = f"anoisesrc=r={RATE}:a=0.001:c=pink:seed=1[noise]"
    mix = f"{noise};[0:a][noise]amix=inputs=2:duration=first:normalize=0"
    command = ["ffmpeg", "-v", "error", "-y", "-f", "s16le", "-ar", str(RATE), "-ac", "1"]
    command += ["-i", "-", "-filter_complex", mix, "-b:a", "24k", "-bitexact", out]
    encoder = subprocess.Popen(command, stdin=subprocess.PIPE)
    now = 0
    for begin, end in talks():
        encoder.stdin.write(silence(begin - now) + speech(clips, end - begin, rng))
        now = end
    encoder.stdin.write(silence(60))
    encoder.stdin.close()
    sys.exit(encoder.wait())


main(sys.argv[1])
