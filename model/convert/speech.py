"""Makes the short speech that the parity fixtures are computed on, with the free text-to-speech voices of flite.

    python speech.py parity ../src/test/resources/parity/speech.wav
    python speech.py calibration FILE

Three speakers each, 20 and 30 s at 16 kHz, with pauses, two overlaps and a little seeded noise, so that every class of the
segmentation network has a chance and no log-mel cell rests on its floor.
"""
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

import numpy as np

RATE = 16000
# start in seconds, voice, level, text
PARITY = [
    (0.3, "slt", 0.16, "Good morning everybody, shall we start with the minutes of last week?"),
    (3.9, "awb", 0.15, "Yes please. I have two remarks about the budget."),
    (6.1, "kal16", 0.14, "Before that, may I ask who is taking notes today?"),
    (9.2, "slt", 0.16, "I am. Go on."),
    (10.4, "awb", 0.15, "Thank you. The first remark concerns the microphones in room four."),
    (13.2, "kal16", 0.14, "They arrived on Monday, as far as I know."),
    (14.6, "slt", 0.16, "No, that was the loudspeaker."),
    (16.9, "awb", 0.15, "Then let us ask the workshop and come back to it."),
]
# another conversation, so that what is tuned on it can be tested on the first
CALIBRATION = [
    (0.2, "awb", 0.12, "The train from the coast was late again, so we had to begin without the two engineers."),
    (5.0, "slt", 0.15, "What did they find out about the pump?"),
    (6.8, "awb", 0.12, "It runs hot after twenty minutes."),
    (8.6, "kal16", 0.13, "That agrees with the log. Around three in the afternoon the temperature doubles."),
    (11.0, "slt", 0.15, "Doubles? Are you sure?"),
    (14.0, "kal16", 0.13, "Quite sure. I can send you the curve, if you want to see it."),
    (17.5, "slt", 0.15, "Please do. And write down who measured it, and with which instrument."),
    (20.5, "awb", 0.12, "We used the old thermometer, the new one is still in its box."),
    (23.0, "kal16", 0.13, "Perhaps somebody should open the box."),
    (25.5, "slt", 0.15, "Fine, let us have a short break and meet here at eleven."),
    (27.5, "awb", 0.12, "Eleven is good for me."),
]


def spoken(voice, text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        subprocess.run(["flite", "-voice", voice, "-t", text, "-o", path], check=True)
        with wave.open(str(path)) as f:
            if f.getframerate() != RATE or f.getnchannels() != 1:
                raise SystemExit(f"voice {voice}: {f.getframerate()} Hz, {f.getnchannels()} channels, expected 16000, 1")
            return np.frombuffer(f.readframes(f.getnframes()), "<i2").astype(np.float64)


def main():
    script, seconds = {"parity": (PARITY, 20), "calibration": (CALIBRATION, 30)}[sys.argv[1]]
    mix = np.random.default_rng(7).normal(0, 0.0012, seconds * RATE)
    for start, voice, level, text in script:
        sound = spoken(voice, text)
        sound *= level / np.sqrt(np.mean(sound**2)) / 2
        at = int(start * RATE)
        room = min(len(sound), len(mix) - at)
        mix[at : at + room] += sound[:room]
        print(f"{start:5.1f} to {start + len(sound) / RATE:5.1f} s {voice}")
    with wave.open(sys.argv[2], "wb") as f:
        f.setnchannels(1)
        f.setsampwidth(2)
        f.setframerate(RATE)
        f.writeframes(np.rint(np.clip(mix, -1, 1) * 32767).astype("<i2").tobytes())


if __name__ == "__main__":
    main()
