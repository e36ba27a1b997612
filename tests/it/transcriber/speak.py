"""Says answers into a WAV with espeak-ng, silences between them, and prints when each word began.

Its input is JSON: a list of numbers, which are silences in seconds, and of texts."""
import array, ctypes, json, random, sys, wave

LIBRARY, VOICE, WORDS_A_MINUTE = "libespeak-ng.so.1", b"en-gb", 150
RETRIEVAL, WORD, UTF8, ENDS = 1, 1, 1, 0


class Event(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("unique", ctypes.c_uint), ("text", ctypes.c_int),
                ("length", ctypes.c_int), ("milliseconds", ctypes.c_int), ("sample", ctypes.c_int),
                ("user", ctypes.c_void_p), ("id", ctypes.c_char * 8)]


espeak = ctypes.CDLL(LIBRARY)
rate = espeak.espeak_Initialize(RETRIEVAL, 0, None, 0)
espeak.espeak_SetVoiceByName(VOICE)
espeak.espeak_SetParameter(1, WORDS_A_MINUTE, 0)
sound, words, begins, text = array.array("h"), [], 0, ""


@ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))
def heard(samples, count, events):
    if samples:
        sound.extend(samples[:count])
    at = 0
    while events[at].type != ENDS:
        event = events[at]
        if event.type == WORD:
            word = text[event.text - 1:event.text - 1 + event.length]
            words.append([begins + event.milliseconds / 1000, word])
        at += 1
    return 0


espeak.espeak_SetSynthCallback(heard)
pieces = []
for piece in json.load(sys.stdin):
    begins = len(sound) / rate
    if isinstance(piece, str):
        text = piece
        espeak.espeak_Synth(text.encode(), len(text.encode()) + 1, 0, 1, 0, UTF8, None, None)
        espeak.espeak_Synchronize()
    else:
        sound.extend([0] * round(piece * rate))
    pieces.append([begins, len(sound) / rate])

# A room is never still; zeros alone are a muted microphone.
still = random.Random(1)
with wave.open(sys.argv[1], "wb") as file:
    file.setnchannels(1); file.setsampwidth(2); file.setframerate(rate)
    noisy = array.array("h", (max(-32768, min(32767, s + still.randrange(-40, 41))) for s in sound))
    file.writeframes(noisy.tobytes())
print(json.dumps({"words": words, "pieces": pieces}))
