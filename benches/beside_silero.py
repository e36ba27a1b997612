#!/usr/bin/env python3
"""The detector beside Silero on ONNX runtime: the same recording, one thread each, turn about.

    pip install silero-vad onnxruntime numpy
    cargo build --release
    python3 benches/beside_silero.py [RECORDING.wav]

The recording is 16 kHz mono 16 bits; without one, it is 45 minutes of noise. Prints how many times
faster than real time each is. `mockround listen` decodes the file too; ONNX runtime is given
samples that are in memory already.
For memory: /usr/bin/time -v target/release/mockround listen RECORDING.
"""
import importlib.util, os, subprocess, sys, tempfile, time, wave

import numpy as np
import onnxruntime as ort

ROUNDS = 3
MOCKROUND = os.path.join(os.path.dirname(__file__), "..", "target", "release", "mockround")


def noise(path, minutes=45):
    samples = (np.random.default_rng(1).normal(0, 300, minutes * 60 * 16000)).astype("<i2")
    with wave.open(path, "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        file.writeframes(samples.tobytes())


def onnx(session, samples):
    state, context = np.zeros((2, 1, 128), np.float32), np.zeros((1, 64), np.float32)
    rate = np.array(16000, np.int64)
    begin = time.perf_counter()
    for at in range(0, len(samples) - 511, 512):
        frame = np.concatenate([context, samples[None, at : at + 512]], 1)
        _, state = session.run(None, {"input": frame, "state": state, "sr": rate})
        context = frame[:, -64:]
    return time.perf_counter() - begin


def ours(path):
    begin = time.perf_counter()
    command = [MOCKROUND, "listen", path, "--format", "json"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(folder, "noise.wav")
        if len(sys.argv) < 2:
            noise(path)
        with wave.open(path) as file:
            assert file.getparams()[:3] == (1, 2, 16000), "16 kHz mono 16 bits is wanted"
            samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        samples = samples.astype(np.float32) / 32768
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        package = os.path.dirname(importlib.util.find_spec("silero_vad").origin)
        model = os.path.join(package, "data", "silero_vad_16k_op15.onnx")
        session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        length = len(samples) / 16000
        for _ in range(ROUNDS):
            mine = ours(path)
            theirs = onnx(session, samples)
            print(
                f"{length:.0f} s of sound: mockround listen {length / mine:.0f}x, "
                f"ONNX runtime {length / theirs:.0f}x, ratio {theirs / mine:.2f}"
            )


if __name__ == "__main__":
    main()
