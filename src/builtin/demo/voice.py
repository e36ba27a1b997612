#!/usr/bin/env python3
"""Makes voice.mp3, of which `mockround demo` makes what it hears: a second of a quiet room, and 17
seconds of a synthetic voice. Needs espeak-ng and ffmpeg (on Debian, the packages of these names).

    python3 src/builtin/demo/voice.py

What espeak-ng says is nobody's recording, and free to use. At 8 kbit/s a frame is 72 bytes and
lasts 72 ms, and needs no other to be decoded: so they can be put together in any order.
"""

import subprocess
import tempfile
from pathlib import Path

WORDS = (
    "Let me say that back first. We get events with a start and an end, and we want the most that "
    "overlap. Comparing every pair is quadratic. If we sort the ends, one pass is enough, and a "
    "heap keeps those that are open. Let me check the empty list, and one event alone."
)
FRAME = 72  # bytes
EDGE = 4  # frames in which the encoder and the voice begin and end
ROOM = 14  # frames, about a second
# At -68 dB: nothing but zeros would be a muted microphone.
NOISE = "anoisesrc=r=8000:c=pink:a=0.002:seed=1"


def frames(*source):
    command = ["ffmpeg", "-v", "error", *source, "-ac", "1", "-ar", "8000", "-c:a", "libmp3lame"]
    command += ["-b:a", "8k", "-reservoir", "0", "-write_xing", "0", "-id3v2_version", "0"]
    command += ["-bitexact", "-f", "mp3", "-"]
    stream = subprocess.run(command, check=True, capture_output=True).stdout
    found = [stream[at : at + FRAME] for at in range(0, len(stream), FRAME)]
    assert all(frame[:2] == b"\xff\xe3" for frame in found), "frames of another size"
    return found[EDGE:-EDGE]


def main():
    with tempfile.TemporaryDirectory() as folder:
        spoken = Path(folder, "voice.wav")
        subprocess.run(["espeak-ng", "-v", "en-us", "-s", "165", "-w", spoken, WORDS], check=True)
        voice = frames("-i", str(spoken))
    room = frames("-f", "lavfi", "-t", "2", "-i", NOISE)[:ROOM]
    Path(__file__).with_name("voice.mp3").write_bytes(b"".join(room + voice))


main()
