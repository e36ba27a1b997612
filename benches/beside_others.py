#!/usr/bin/env python3
"""What `mockround listen` hears, beside Silero VAD on ONNX runtime and the WebRTC detector.

    pip install silero-vad onnxruntime webrtcvad-wheels numpy     # --no-deps: torch is not needed
    cargo build --release
    python3 benches/beside_others.py FOLDER                       # MOCKROUND=PATH is another build

FOLDER holds recordings (ffmpeg reads them) and what is right in truth.json:

    {"talk.flac": {"duration": 60.0, "speech": [[3.2, 9.87], [10.1, 14.0]]}, ...}

in seconds: every stretch of speech, to as short a pause as it was labelled. Prints, for each detector:

    silences    of 10 s and more: how many of those reported are true (half of both together is the
                same), how many of the true ones are reported, and how late they begin (median, and
                the 90th percentile of how far they are off)
    words       how late the first words of a recording and those after a silence are (median, worst)
    talk        the longest stretch of talk, its pauses under 2.5 s with it, inside a silence
    pauses      in frames of 10 ms: F1 of speech, false alarms as a share of what is none, misses

Silero's timestamps are by its own rules (0.50 and 0.35, silences of 100 ms, speech of 250 ms, 30 ms
added), its context and state carried on as its own wrapper does; WebRTC's by mode 2 in frames of
30 ms. To judge silences, both get our coarse rules: speech less than 0.5 s apart is one, less than
0.5 s of it is none.
"""
import importlib.util, json, os, statistics, subprocess, sys

import numpy as np
import onnxruntime as ort
import webrtcvad

RATE, LEAST = 16000, 10.0
BUILT = os.path.join(os.path.dirname(__file__), "..", "target", "release", "mockround")
MOCKROUND = os.environ.get("MOCKROUND", BUILT)


def samples(path):
    command = ["ffmpeg", "-v", "error", "-i", path, "-f", "s16le", "-ac", "1", "-ar", str(RATE), "-"]
    return np.frombuffer(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout, "<i2")


def joined(spans, apart):
    """Spans, those less than so far apart as one."""
    out = []
    for begin, end in spans:
        if out and begin - out[-1][1] < apart:
            out[-1][1] = end
        else:
            out.append([begin, end])
    return out


def silences(speech, duration):
    edges = [0.0, *(edge for span in speech for edge in span), duration]
    return [pair for pair in zip(edges[::2], edges[1::2]) if pair[1] - pair[0] >= LEAST]


def coarse(spans, duration):
    """Silences and first words, as they are judged where a detector has no rules for them."""
    voiced = lambda island: sum(b - a for a, b in spans if island[0] <= a < island[1])
    words = [island for island in joined(spans, 0.5) if voiced(island) >= 0.5]
    return spans, silences(words, duration), words[0][0] if words else None


def ours(path, _, __):
    command = [MOCKROUND, "listen", path, "--format", "json"]
    heard = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return heard["spans"], heard["silent_stretches"], heard["first_words_s"]


def silero():
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    package = os.path.dirname(importlib.util.find_spec("silero_vad").origin)
    model = os.path.join(package, "data", "silero_vad_16k_op15.onnx")
    session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def listen(_, sound, duration):
        sound = np.pad(sound.astype(np.float32) / 32768, (0, -len(sound) % 512))
        state, context = np.zeros((2, 1, 128), np.float32), np.zeros((1, 64), np.float32)
        spans, speaking, frame = [], False, 512 / RATE
        for at in range(0, len(sound), 512):
            seen = np.concatenate([context, sound[None, at : at + 512]], 1)
            feed = {"input": seen, "state": state, "sr": np.array(RATE, np.int64)}
            (probability,), state = session.run(None, feed)
            context = seen[:, -64:]
            speaking = probability >= (0.35 if speaking else 0.50)
            if speaking:
                spans.append([at / RATE, at / RATE + frame])
        spans = [span for span in joined(spans, 0.1) if span[1] - span[0] >= 0.25]
        padded = [[max(0.0, begin - 0.03), min(duration, end + 0.03)] for begin, end in spans]
        return coarse(joined(padded, 0.0), duration)

    return listen


def webrtc(_, sound, duration):
    detector, frame = webrtcvad.Vad(2), RATE * 30 // 1000
    spans = []
    for at in range(0, len(sound) - frame + 1, frame):
        if detector.is_speech(sound[at : at + frame].tobytes(), RATE):
            spans.append([at / RATE, (at + frame) / RATE])
    return coarse(joined(spans, 0.01), duration)


class Score:
    def __init__(self):
        self.reported = self.true = self.hit = 0
        self.onsets, self.words, self.talk, self.frames = [], [], 0.0, np.zeros((2, 2), int)

    def add(self, truth, heard):
        (spans, reported, first), speech = heard, truth["speech"]
        true, left = silences(speech, truth["duration"]), set()
        for begin, end in reported:
            shares = [
                ((min(end, to) - max(begin, since)) / (max(end, to) - min(begin, since)), n)
                for n, (since, to) in enumerate(true)
            ]
            share, n = max(shares, default=(0, None))
            if share >= 0.5 and n not in left:
                left.add(n)
                if true[n][0] > 0:
                    self.onsets.append(begin - true[n][0])
                    if true[n][1] < truth["duration"]:
                        self.words.append(end - true[n][1])
            for since, to in joined(speech, 2.5):
                self.talk = max(self.talk, min(end, to) - max(begin, since))
        self.reported, self.true, self.hit = (
            a + b
            for a, b in zip(
                (self.reported, self.true, self.hit), (len(reported), len(true), len(left))
            )
        )
        if first is not None and speech:
            self.words.append(first - speech[0][0])
        marked = []
        for of in (speech, spans):
            frames = np.zeros(round(truth["duration"] * 100), int)
            for begin, end in of:
                frames[round(begin * 100) : round(end * 100)] = 1
            marked.append(frames)
        np.add.at(self.frames, tuple(marked), 1)

    def row(self):
        (quiet, false), (missed, found) = self.frames
        share = lambda part, whole: f"{part / whole:.3f}" if whole else "–"
        late = sorted(abs(late) for late in self.onsets)
        return [
            f"{share(self.hit, self.reported)} / {share(self.hit, self.true)} (of {self.true})",
            f"{statistics.median(self.onsets) * 1000:+.0f} / {late[len(late) * 9 // 10] * 1000:.0f} ms"
            if late
            else "–",
            f"{statistics.median(self.words):+.2f} / {max(self.words):+.2f} s" if self.words else "–",
            f"{self.talk:.1f} s",
            f"{2 * found / (2 * found + false + missed):.3f} "
            f"({share(false, false + quiet)}, {share(missed, missed + found)})",
        ]


def main():
    folder = sys.argv[1]
    with open(os.path.join(folder, "truth.json"), encoding="utf-8") as file:
        truth = json.load(file)
    detectors = {"mockround": ours, "Silero, ONNX runtime": silero(), "WebRTC": webrtc}
    scores = {name: Score() for name in detectors}
    for name, right in sorted(truth.items()):
        path = os.path.join(folder, name)
        sound = samples(path)
        for detector, listen in detectors.items():
            scores[detector].add(right, listen(path, sound, right["duration"]))
    seconds = sum(right["duration"] for right in truth.values())
    print(f"{len(truth)} recordings, {seconds:.0f} s\n")
    print("| | silences: precision / recall | onset | words | talk | pauses: F1 (false, missed) |")
    print("|---|---|---|---|---|---|")
    for detector, score in scores.items():
        print(f"| {detector} | {' | '.join(score.row())} |")


if __name__ == "__main__":
    main()
